package main

import (
	"cmp"
	"flag"
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// burdens are what the rules of a part come to over the clients of a corpus.
type burdens struct {
	Clients int            `json:"clients"`
	Per100  float64        `json:"findings_per_100"` // rules that hold or count while unsure
	Levels  map[string]int `json:"decisions"`
	// Words are of those who are treated with care: no hand, place or minute is limited, only
	// something is said.
	Words int `json:"with_words_alone"`
	// NotTreated wait or are left out altogether, ToDoctor are asked to see or to ask somebody,
	// Emergencies are sent now.
	NotTreated  int          `json:"not_treated"`
	ToDoctor    int          `json:"to_doctor"`
	Emergencies int          `json:"emergencies"`
	Rules       []ruleBurden `json:"rules"`
	Never       []string     `json:"never_decide"`
	Pairs       [][2]string  `json:"always_together"`
	Budget      float64      `json:"budget_per_100"`
}

type ruleBurden struct {
	Rule    string `json:"rule"`
	Fires   int    `json:"fires"`
	Decides int    `json:"decides"` // without it the client would come out milder
}

// burden says what the rules cost a clinic over the clients of a corpus.
func burden(c *console, args []string) (int, error) {
	var s selection
	asJSON, budget, generated := false, 0.0, 0
	names, err := parse("burden", args, names{1, 1}, func(f *flag.FlagSet) {
		s.defineDir(f)
		f.BoolVar(&asJSON, "json", false, "write JSON")
		f.IntVar(&generated, "clients", 10000, "how many clients are made of a file of weights")
		f.Float64Var(&budget, "budget", 0, "how many findings per 100 clients are enough; 0 sets none")
	})
	if err != nil {
		return unread, err
	}
	p, err := onePart(s)
	if err != nil {
		return unread, err
	}
	b, err := burdenOf(c, p, names[0], generated)
	if err != nil {
		return unread, err
	}
	b.Budget = budget
	status := clean
	if budget > 0 && b.Per100 > budget {
		status = found
	}
	if asJSON {
		return status, c.json(b)
	}
	c.showBurden(b)
	return status, nil
}

// burdenOf measures a part on a corpus, or on clients that a file of weights makes.
func burdenOf(c *console, p *part, name string, generated int) (*burdens, error) {
	read := corpus
	if isWeights(name) {
		read = func(p *part, name string) ([]client, error) { return generate(p, name, generated) }
	}
	clients, err := read(p, name)
	if err != nil {
		return nil, err
	}
	return measure(c, p, clients)
}

// measure decides every client.
func measure(c *console, p *part, clients []client) (*burdens, error) {
	b := &burdens{Clients: len(clients), Levels: map[string]int{}}
	rules := p.set.Rules()
	fires, decides := make([]int, len(rules)), make([]int, len(rules))
	with := make([]map[int]int, len(rules)) // by rule: how often others fire too
	total := 0
	say := c.progress("clients")
	var e policy.Evaluation
	for n, x := range clients {
		say(n+1, len(clients))
		if err := p.set.Evaluate(x.answers, x.request, &e); err != nil {
			return nil, fmt.Errorf("%s: %w", x.name, err)
		}
		b.count(p.set, &e)
		var held []int
		for _, o := range e.Outcomes() {
			if i, _ := p.set.RuleIndex(o.Rule.ID); o.Counts() {
				held = append(held, i)
			}
		}
		total += len(held)
		for _, i := range held {
			fires[i]++
			if with[i] == nil {
				with[i] = map[int]int{}
			}
			for _, j := range held {
				with[i][j]++
			}
		}
		for _, i := range alone(p.set, &e) {
			decides[i]++
		}
	}
	b.Per100 = 100 * float64(total) / float64(max(1, len(clients)))
	for i := range rules {
		if !p.own(&rules[i]) {
			continue
		}
		if fires[i] > 0 {
			b.Rules = append(b.Rules, ruleBurden{rules[i].ID, fires[i], decides[i]})
		}
		if decides[i] == 0 {
			b.Never = append(b.Never, rules[i].ID)
		}
		for j := range rules {
			if j > i && fires[i] > 1 && with[i][j] == fires[i] && fires[j] == fires[i] {
				b.Pairs = append(b.Pairs, [2]string{rules[i].ID, rules[j].ID})
			}
		}
	}
	slices.SortStableFunc(b.Rules, func(x, y ruleBurden) int { return cmp.Compare(y.Fires, x.Fires) })
	return b, nil
}

func (b *burdens) count(set *policy.Set, e *policy.Evaluation) {
	level, urgency := set.Disposition(e.Session(), e.Settled()), e.Urgency().Floor
	b.Levels[level]++
	if len(set.Schema().Limits) > 0 && e.Settled() && e.Session().Floor == 1 && !limited(e) {
		b.Words++
	}
	if level == "defer" || level == "withhold" {
		b.NotTreated++
	}
	if level == "refer" || urgency > 0 {
		b.ToDoctor++
	}
	if urgency > 0 && set.Schema().Urgencies[urgency] == "emergency" {
		b.Emergencies++
	}
}

// limited reports whether anything but words limits a requested place.
func limited(e *policy.Evaluation) bool {
	outcomes := e.Outcomes()
	for _, place := range e.Requested() {
		if e.Place(place).Floor > 1 {
			return true
		}
		for _, l := range e.Limits(place, outcomes) {
			if l.Limit.Kind != policy.Note {
				return true
			}
		}
	}
	return false
}

// alone are the rules without which some requested place, or the urgency, would come out milder: of
// all that count, the one that alone stands highest.
func alone(set *policy.Set, e *policy.Evaluation) (out []int) {
	schema := set.Schema()
	waived := max(0, slices.IndexFunc(schema.Levels, func(l policy.Level) bool { return l.Kind == schema.WaivedTo }))
	take := func(level func(o *policy.Outcome) int) {
		top, n, rule := 0, 0, -1
		for _, o := range e.Outcomes() {
			if l := level(&o); o.Counts() && l > 0 && l >= top {
				if l > top {
					n = 0
				}
				top, n = l, n+1
				rule, _ = set.RuleIndex(o.Rule.ID)
			}
		}
		if n == 1 && !slices.Contains(out, rule) {
			out = append(out, rule)
		}
	}
	for _, p := range e.Requested() {
		take(func(o *policy.Outcome) int {
			if o.Places>>p&1 == 0 {
				return 0
			}
			if o.Cleared {
				return waived
			}
			return o.Level
		})
	}
	take(func(o *policy.Outcome) int { return o.Urgency })
	return out
}

func (c *console) showBurden(b *burdens) {
	c.printf("%s, %.0f findings per 100 clients", plural(b.Clients, "client"), b.Per100)
	if b.Budget > 0 {
		within := c.paint(green, "within")
		if b.Per100 > b.Budget {
			within = c.paint(red, "over")
		}
		c.printf(", %s the budget of %g", within, b.Budget)
	}
	c.println("")
	for _, level := range sortedKeys(b.Levels) {
		c.printf("  %s %5.1f%%\n", pad(level, 12), 100*float64(b.Levels[level])/float64(max(1, b.Clients)))
	}
	share := func(n int) float64 { return 100 * float64(n) / float64(max(1, b.Clients)) }
	c.printf("not treated %.1f%%, asked to see or ask a doctor %.1f%%, emergencies %.2f%%\n",
		share(b.NotTreated), share(b.ToDoctor), share(b.Emergencies))
	if b.Words > 0 {
		c.printf("treated with care by words alone, nothing limited: %.1f%%\n", share(b.Words))
	}
	c.println("\nfires decides rule")
	for i, r := range b.Rules {
		if i == 30 {
			c.printf("and %s more\n", plural(len(b.Rules)-30, "rule"))
			break
		}
		c.printf("%5d %7d %s\n", r.Fires, r.Decides, r.Rule)
	}
	if len(b.Pairs) > 0 {
		c.println("\nAlways together")
		for _, x := range b.Pairs {
			c.println("  " + x[0] + " and " + x[1])
		}
	}
	if len(b.Never) > 0 {
		c.println("")
		c.hang("never decide ", 4, few(b.Never, 60))
	}
}

func sortedKeys(m map[string]int) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
