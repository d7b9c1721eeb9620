package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/soreness/visit"
)

// ask says why a client is decided so, and why not otherwise. The client is a visit as JSON, or a
// case of a case file.
func ask(c *console, args []string) (int, error) {
	var s selection
	rule := ""
	names, err := parse("ask", args, names{1, 2}, func(f *flag.FlagSet) {
		s.defineDir(f)
		f.StringVar(&rule, "rule", "", "a rule to explain, whether it holds or not")
	})
	if err != nil {
		return unread, err
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		return unread, err
	}
	var who []client
	if policy.IsCaseFile(names[0]) {
		who, err = askCases(s, names, data)
	} else {
		who, err = c.askVisit(s, data)
	}
	if err != nil {
		return unread, err
	}
	for _, x := range who {
		if err := c.answer(x, rule); err != nil {
			return unread, err
		}
	}
	return clean, nil
}

// askCases reads the cases of a file; with a name the one of that name. The rules are those of the
// folder that the file stands in, unless another one is named, or those of the library.
func askCases(s selection, names []string, data []byte) ([]client, error) {
	file := filepath.Base(names[0])
	own := s.dir == builtIn
	if own {
		s.dir = rootOf(filepath.Dir(names[0]))
	}
	rules, wrong := open(s)
	if wrong != nil && own {
		dir := s.dir
		s.dir = builtIn
		if rules, _ = open(s); rules != nil && !rules.standsIn(dir) {
			rules = nil // rules that cannot be read are not left out of the answer
		}
	}
	if rules == nil {
		return nil, wrong
	}
	for i := range rules.parts {
		p := &rules.parts[i]
		cases, err := policytest.Answers(p.set, fstest.MapFS{file: {Data: data}}, p.spent()...)
		if err != nil {
			if wrong == nil {
				wrong = casesAt(filepath.Dir(names[0]), err)
			}
			continue
		}
		var out []client
		for _, x := range cases {
			if len(names) == 1 || mentions(x.Name, strings.Fields(names[1])) {
				out = append(out, client{part: p, name: x.Name, answers: x.Answers, request: x.Request})
			}
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("%s has no case %q", names[0], names[1])
		}
		return out, nil
	}
	return nil, wrong
}

// standsIn reports whether a folder is one of the library's own: it has the files of all rules of
// some part.
func (c *clinic) standsIn(dir string) bool {
	return slices.ContainsFunc(c.parts, func(p part) bool {
		_, folder, _ := strings.Cut(p.name, "/")
		return !slices.ContainsFunc(p.set.Rules(), func(r policy.Rule) bool {
			file, _, _ := strings.Cut(r.Position, ":")
			_, here := os.Stat(filepath.Join(dir, file))
			_, below := os.Stat(filepath.Join(dir, folder, file))
			return here != nil && below != nil && !r.Adopted
		})
	})
}

// rootOf is the folder that a folder of cases is a part of: that of the package or of the clinic.
func rootOf(dir string) string {
	for _, inner := range [][]string{
		{"match", "plan", "triage", "causes", "advice"}, {"screening", "technique", "soreness"},
	} {
		if slices.Contains(inner, filepath.Base(dir)) {
			dir = filepath.Dir(dir)
		}
	}
	return dir
}

// askVisit reads a visit.
func (c *console) askVisit(s selection, data []byte) ([]client, error) {
	s.part = "soreness/triage" // what everything else is built for
	l, err := s.layout()
	if err != nil {
		return nil, err
	}
	rules, err := s.load(l, []string{"screening", "soreness/triage"})
	if err != nil {
		return nil, err
	}
	d, err := visit.New(rules.triager).Decide(data)
	if err != nil {
		return nil, err
	}
	p := &rules.parts[0]
	x, err := p.visitor("the visit", "", d.Intake, d.Clearance)
	if err != nil {
		return nil, err
	}
	c.elsewhere(d)
	return []client{x}, nil
}

// elsewhere says what the parts of a visit beyond the screening rest on.
func (c *console) elsewhere(d visit.Decided) {
	if d.Review != nil {
		for _, v := range d.Review.Violations {
			c.hang("the plan  ", 10, v.Rule+": "+v.Says)
		}
	}
	if d.Stopping != nil {
		for _, v := range d.Stopping.Violations {
			c.hang("to stop   ", 10, v.Rule+": "+v.Says)
		}
	}
	if d.After != nil {
		for _, f := range d.After.Result.Findings {
			c.hang("after     ", 10, f.Rule+": "+f.Says)
		}
	}
}

// answer explains one client.
func (c *console) answer(x client, rule string) error {
	set := x.part.set
	var e policy.Evaluation
	if err := set.Evaluate(x.answers, x.request, &e); err != nil {
		return err
	}
	c.println(c.paint(bold, x.name))
	c.decision(set, &e)
	outcomes := slices.Clone(e.Outcomes())
	c.println("\nWhy")
	told := 0
	for i := range outcomes {
		if o := &outcomes[i]; o.Counts() && (o.Level > 0 || o.Urgency > 0) {
			told++
			c.finding(x.part, &e, o)
		}
	}
	if told == 0 {
		c.println("  no rule holds")
	}
	c.waiting(set, outcomes)
	for _, d := range e.Disagreements() {
		c.hang("  disagrees ", 12, set.Facts()[d.Fact].Name+" is "+set.Format(d.Fact, e.Given(d.Fact))+", but "+
			set.Implications()[d.Implication].Because)
	}
	if err := c.whyNot(x, &e); err != nil {
		return err
	}
	if rule != "" {
		w, ok := policytest.Explain(set, &e, rule)
		if !ok {
			return (&clinic{parts: []part{*x.part}}).unknownRule(rule)
		}
		c.printf("\nWhy %s %s\n  %s\n", rule, map[string]string{"fires": "fires"}[w.Stands]+
			map[string]string{"silent": "is silent", "undecided": "is undecided"}[w.Stands], x.part.ruleAt(rule))
		c.showWhy(w, "    ")
	}
	return nil
}

// decision writes what is decided, of the whole and of the places that come out otherwise.
func (c *console) decision(set *policy.Set, e *policy.Evaluation) {
	levels, urgencies := set.Schema().Levels, set.Schema().Urgencies
	between := func(b policy.Bounds, settled bool) string {
		text := set.Disposition(b, settled)
		if !b.Settled() {
			text += fmt.Sprintf(" (from %s to %s)", levels[b.Floor].Disposition, levels[b.Ceiling].Disposition)
		}
		return text
	}
	c.printf("  decision  %s\n", c.paint(bold, between(e.Session(), e.Settled())))
	if u := e.Urgency(); len(urgencies) > 1 && u.Ceiling > 0 {
		text := urgencies[u.Floor]
		if !u.Settled() {
			text += " to " + urgencies[u.Ceiling]
		}
		c.printf("  urgency   %s\n", text)
	}
	byBounds := map[policy.Bounds][]string{}
	var order []policy.Bounds
	for _, p := range e.Requested() {
		b := e.Place(p)
		if byBounds[b] == nil {
			order = append(order, b)
		}
		byBounds[b] = append(byBounds[b], e.PlaceName(p))
	}
	for _, b := range order {
		if len(order) > 1 {
			c.hang("  "+between(b, b.Settled())+": ", 4, strings.Join(byBounds[b], ", "))
		}
	}
}

// finding writes a rule that counts, clause by clause.
func (c *console) finding(p *part, e *policy.Evaluation, o *policy.Outcome) {
	text := o.Rule.Kind
	if o.Rule.Urgency != "" && o.Rule.Urgency != "none" {
		text += ", " + o.Rule.Urgency
	}
	if !o.Holds {
		text += ", as an answer is unsure"
	}
	if o.Cleared {
		text += ", covered by a clearance"
	}
	c.printf("  %s (%s) %s\n", c.paint(bold, o.Rule.ID), text, c.paint(dim, p.ruleAt(o.Rule.ID)))
	c.hang("", 4, o.Rule.Texts["says"])
	if w, ok := policytest.Explain(p.set, e, o.Rule.ID); ok {
		c.showWhy(w, "    ")
	}
}

// waiting lists the rules that wait for an answer, by the answer.
func (c *console) waiting(set *policy.Set, outcomes []policy.Outcome) {
	by := map[int][]string{}
	for _, o := range outcomes {
		if o.Counts() {
			continue
		}
		for _, f := range o.WaitsFor {
			by[f] = append(by[f], o.Rule.ID)
		}
	}
	if len(by) == 0 {
		return
	}
	c.println("\nNot answered, and waited for")
	n := 0
	for f := range set.Facts() {
		if by[f] == nil {
			continue
		}
		if n++; n > 12 {
			c.printf("  and %s more\n", plural(len(by)-12, "answer"))
			break
		}
		c.hang("  "+set.Facts()[f].Name+" ", 4, "by "+few(by[f], 4))
	}
}

func few(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
