package policy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// crowd is many rules over few numbers, each compared with thousands of others, and what every rule
// comes to written out as a function.
type crowd struct {
	schema policy.Schema
	set    *policy.Set
	rules  []crowdRule
	cuts   [][]float64 // by number
	facts  []int       // numbers first, then flags, by index in the set
	layer  policy.Layer
}

// crowdRule is a conjunction of at most one test of each fact.
type crowdRule struct {
	level, urgency int
	tests          []crowdTest
}

// crowdTest is from low on and before high, or a flag that is as it should be.
type crowdTest struct {
	fact      int
	low, high float64
	yes       bool
}

const (
	crowdNumbers, crowdFlags = 4, 12
	crowdMost                = 100_000
)

func newCrowd(t testing.TB, r *rand.Rand, rules int) *crowd {
	t.Helper()
	c := &crowd{cuts: make([][]float64, crowdNumbers)}
	s := smallSchema()
	for i := range crowdNumbers {
		f := policy.Fact{Name: fmt.Sprintf("n.x%d", i), Ask: "How much?", Kind: policy.Decimal, Most: crowdMost, Risk: policy.Risk(i % 3)}
		if i == 3 {
			f.Kind = policy.Whole
		}
		s.Facts = append(s.Facts, f)
	}
	for i := range crowdFlags {
		s.Facts = append(s.Facts, policy.Fact{Name: fmt.Sprintf("f.x%d", i), Ask: "Is it so?"})
	}
	files := fstest.MapFS{"sources.yaml": {Data: []byte("sources:\n  book: {cites: A book, level: E1, read: memory}\n")}}
	for i := range rules {
		x := crowdRule{level: 1 + r.IntN(4), urgency: [...]int{0, 0, 0, 1, 2, 3, 4}[r.IntN(7)]}
		var when []string
		number := func(n int, wide float64) {
			low := float64(1 + r.IntN(crowdMost-100))
			t := crowdTest{fact: n, low: low, high: min(low+1+float64(r.IntN(int(wide))), crowdMost)}
			c.cuts[n] = append(c.cuts[n], t.low, t.high)
			x.tests = append(x.tests, t)
			when = append(when, fmt.Sprintf("n.x%d >= %g && n.x%d < %g", n, t.low, n, t.high))
		}
		flag := func() {
			t := crowdTest{fact: crowdNumbers + r.IntN(crowdFlags), yes: r.IntN(2) == 0}
			if slices.ContainsFunc(x.tests, func(o crowdTest) bool { return o.fact == t.fact }) {
				return
			}
			x.tests = append(x.tests, t)
			when = append(when, fmt.Sprintf("%sf.x%d", map[bool]string{false: "!"}[t.yes], t.fact-crowdNumbers))
		}
		switch n := r.IntN(crowdNumbers); r.IntN(5) {
		case 0: // one threshold, of a mild rule
			t := crowdTest{fact: n, low: float64(1 + r.IntN(crowdMost-1)), high: 2 * crowdMost}
			text := fmt.Sprintf("n.x%d >= %g", n, t.low)
			if r.IntN(2) == 0 {
				t, text = crowdTest{fact: n, high: t.low}, fmt.Sprintf("n.x%d < %g", n, t.low)
			}
			c.cuts[n] = append(c.cuts[n], max(t.low, 0), t.high)
			x.level, x.urgency = 1, 0
			x.tests, when = append(x.tests, t), append(when, text)
			for range 3 {
				flag()
			}
		case 1:
			number(n, 2000)
			number((n+1)%crowdNumbers, 20_000)
			flag()
		case 2:
			number(n, 30)
		default:
			number(n, 5000)
			for range 4 {
				flag()
			}
		}
		name := fmt.Sprintf("rules%d.yaml", i/1000)
		if files[name] == nil {
			files[name] = &fstest.MapFile{Data: []byte("rules:\n")}
		}
		files[name].Data = fmt.Appendf(files[name].Data, "  - {id: r.n%d, kind: %s, urgency: %s, when: '%s', says: Take care., until: It has passed., sources: [book], grade: E1}\n",
			i, ranks[x.level], s.Urgencies[x.urgency], strings.Join(when, " && "))
		c.rules = append(c.rules, x)
	}
	for n := range c.cuts {
		slices.Sort(c.cuts[n])
		c.cuts[n] = slices.Compact(c.cuts[n])
	}
	c.schema = s
	c.layer = policy.Layer{Name: "own", Files: files}
	var err error
	if c.set, err = policy.Load(s, c.layer); err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Facts {
		i, _ := c.set.FactIndex(f.Name)
		c.facts = append(c.facts, i)
	}
	// Rules are kept by id.
	sorted := make([]crowdRule, len(c.rules))
	for i := range c.rules {
		at, _ := c.set.RuleIndex(fmt.Sprintf("r.n%d", i))
		sorted[at] = c.rules[i]
	}
	c.rules = sorted
	return c
}

// draw answers everything, the numbers often close to where rules part them.
func (c *crowd) draw(r *rand.Rand) *policy.Answers {
	a := c.set.NewAnswers()
	for i, f := range c.facts {
		x := policy.Answer{State: policy.Known}
		switch {
		case i >= crowdNumbers:
			x.Yes = r.IntN(2) == 0
		case r.IntN(2) == 0:
			x.Number = min(c.cuts[i][r.IntN(len(c.cuts[i]))]+float64(r.IntN(3)-1), crowdMost)
		default:
			x.Number = float64(r.IntN(crowdMost))
		}
		a.SetFact(f, x)
	}
	return a
}

func (t crowdTest) holds(a policy.Answer) bool {
	if t.fact >= crowdNumbers {
		return a.Yes == t.yes
	}
	return a.Number >= t.low && a.Number < t.high
}

// truth is 2 where the rule holds, 1 where it may, 0 where it cannot: no two tests are of one fact.
func (c *crowd) truth(x *crowdRule, a *policy.Answers) int {
	out := 2
	for _, t := range x.tests {
		given := a.Fact(c.facts[t.fact])
		switch {
		case given.State != policy.Known:
			out = min(out, 1)
		case !t.holds(given):
			return 0
		}
	}
	return out
}

// bounds are those of somebody of whom one number is open or unsure, and everything else known.
func (c *crowd) bounds(a *policy.Answers, number int) (level, urgency policy.Bounds) {
	var waiting []*crowdRule
	var on []crowdTest
	certain, soonest := 0, 0
	unsure := a.Fact(c.facts[number]).State == policy.Unsure
	for i := range c.rules {
		x := &c.rules[i]
		switch c.truth(x, a) {
		case 2:
			certain, soonest = max(certain, x.level), max(soonest, x.urgency)
		case 1:
			at := slices.IndexFunc(x.tests, func(t crowdTest) bool { return t.fact == number })
			waiting, on = append(waiting, x), append(on, x.tests[at])
		}
	}
	first := true
	possible := make([]bool, len(waiting))
	for _, cut := range append([]float64{0}, c.cuts[number]...) {
		if cut > crowdMost {
			continue
		}
		l, u := certain, soonest
		for i, t := range on {
			if t.holds(policy.Answer{Number: cut}) {
				l, u, possible[i] = max(l, waiting[i].level), max(u, waiting[i].urgency), true
			}
		}
		if first {
			level, urgency = policy.Bounds{Floor: l, Ceiling: l}, policy.Bounds{Floor: u, Ceiling: u}
		}
		first = false
		level.Floor, level.Ceiling = min(level.Floor, l), max(level.Ceiling, l)
		urgency.Floor, urgency.Ceiling = min(urgency.Floor, u), max(urgency.Ceiling, u)
	}
	if unsure { // the mildest of all values, and what every rule that may hold counts for
		for i, x := range waiting {
			if possible[i] {
				level.Floor, urgency.Floor = max(level.Floor, min(x.level, 2)), max(urgency.Floor, min(x.urgency, 3))
			}
		}
		level.Ceiling, urgency.Ceiling = level.Floor, urgency.Floor
	}
	return level, urgency
}

// compare holds an evaluation against the functions.
func (c *crowd) compare(t *testing.T, e *policy.Evaluation, a *policy.Answers, number int) {
	t.Helper()
	if err := c.set.Evaluate(a, policy.Request{}, e); err != nil {
		t.Fatal(err)
	}
	truth := make([]int, len(c.rules))
	for r, holds := range e.Rules() {
		truth[r] = 1 + order(holds)
	}
	for i := range c.rules {
		if want := c.truth(&c.rules[i], a); truth[i] != want {
			t.Fatalf("%s is %d, want %d: %s", c.set.Rules()[i].ID, truth[i], want, c.set.Rules()[i].When)
		}
	}
	if e.Inexact() {
		t.Fatal("inexact")
	}
	level, urgency := c.bounds(a, max(number, 0))
	place := e.Place(e.Requested()[0])
	if place != level || e.Session() != level || e.Urgency() != urgency {
		t.Fatalf("number %d: place %v, session %v, urgency %v, want %v and %v", number, place, e.Session(), e.Urgency(), level, urgency)
	}
	if number < 0 || a.Fact(c.facts[number]).State != policy.NotAsked {
		return
	}
	decides := false
	for _, q := range e.Questions(e.Outcomes()) {
		decides = decides || q.Decides && q.Index == c.facts[number]
	}
	if e.Inexact() || decides == (level.Settled() && urgency.Settled()) {
		t.Fatalf("number %d decides: %t, of %v and %v; inexact: %t", number, decides, level, urgency, e.Inexact())
	}
}

// Ten thousand rules over four numbers of thousands of thresholds each decide as functions do,
// whether a number is answered, unsure or open.
func TestThousandsOfThresholds(t *testing.T) {
	t.Parallel()
	rules := 10_000
	if !draws.All(t) {
		rules = 3000
	}
	r := rand.New(rand.NewPCG(62, 3))
	c := newCrowd(t, r, rules)
	var e policy.Evaluation
	for i := range draws.Of(t, 1000) {
		a := c.draw(r)
		c.compare(t, &e, a, -1)
		number := i % crowdNumbers
		for _, state := range []policy.State{policy.NotAsked, policy.Unsure} {
			b := a.Clone()
			b.SetFact(c.facts[number], policy.Answer{State: state})
			c.compare(t, &e, b, number)
		}
	}
	least := len(c.cuts[0])
	for _, cuts := range c.cuts {
		least = min(least, len(cuts))
	}
	t.Logf("%d rules, at least %d thresholds of each number", len(c.rules), least)
}

// What a number of thousands of thresholds costs while it is answered, unsure or open.
func BenchmarkThousandsOfThresholds(b *testing.B) {
	r := rand.New(rand.NewPCG(62, 3))
	c := newCrowd(b, r, 6000)
	for _, tt := range []struct {
		name  string
		state policy.State
		all   bool
	}{
		{"answered", policy.Known, false}, {"unsure", policy.Unsure, false}, {"open", policy.NotAsked, false},
		{"all unsure", policy.Unsure, true}, {"nothing asked", policy.NotAsked, true},
	} {
		var all []*policy.Answers
		for range 20 {
			a := c.draw(r)
			for i, f := range c.facts {
				if tt.state != policy.Known && (tt.all || i == 0) {
					a.SetFact(f, policy.Answer{State: tt.state})
				}
			}
			all = append(all, a)
		}
		var e policy.Evaluation
		inexact, work, i := 0, 0, 0
		measure := func(b *testing.B, questions bool) {
			inexact, work, i = 0, 0, 0
			for b.Loop() {
				if err := c.set.Evaluate(all[i%len(all)], policy.Request{}, &e); err != nil {
					b.Fatal(err)
				}
				if out := e.Outcomes(); questions {
					e.Questions(out)
				}
				inexact, work = inexact+order(e.Inexact()), work+e.Work()
				i++
			}
			b.ReportMetric(float64(inexact)/float64(i), "inexact")
			b.ReportMetric(float64(work)/float64(i), "work/op")
		}
		b.Run(tt.name+"/decide", func(b *testing.B) { measure(b, false) })
		b.Run(tt.name+"/ask", func(b *testing.B) { measure(b, true) })
	}
}
