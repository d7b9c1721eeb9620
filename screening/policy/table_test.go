package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// bands is a table: rules that part a number into so many bands, and what else the set declares. The
// kinds of the rules take turns.
func bands(t testing.TB, n int, more string, kinds ...string) *policy.Set {
	t.Helper()
	var b strings.Builder
	b.WriteString("sources:\n  book: {cites: A book, level: E1, read: memory}\n" + more + "rules:\n")
	for i := range n {
		when := fmt.Sprintf("n.x >= %d && n.x < %d", i, i+1)
		switch i {
		case 0:
			when = "n.x < 1"
		case n - 1:
			when = fmt.Sprintf("n.x >= %d", i)
		}
		fmt.Fprintf(&b, "  - {id: r.n%d, kind: %s, urgency: none, when: '%s', says: Take care., until: It has passed., sources: [book], grade: E1}\n",
			i, kinds[i%len(kinds)], when)
	}
	s := smallSchema()
	s.Facts = []policy.Fact{
		{Name: "n.x", Ask: "How much?", Kind: policy.Decimal, Most: 10_000, Risk: policy.RiskMore},
		{Name: "f.b", Ask: "Is it so?", Risk: policy.RiskMore},
	}
	set, err := policy.Load(s, policy.Layer{Name: "own", Files: file(b.String())})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// A table leaves no gap: without an answer one of its rules holds, and nothing is guessed of which.
func TestTablesLeaveNoGap(t *testing.T) {
	tests := []struct {
		name  string
		state policy.State
		kinds []string
		want  policy.Bounds
		asks  int
	}{
		{"open", policy.NotAsked, []string{"absolute", "relative"}, policy.Bounds{Floor: 2, Ceiling: 4}, 1},
		{"unsure", policy.Unsure, []string{"absolute", "relative"}, policy.Bounds{Floor: 2, Ceiling: 2}, 0},
		{"open, of one kind", policy.NotAsked, []string{"absolute"}, policy.Bounds{Floor: 4, Ceiling: 4}, 1},
		{"unsure, of one kind", policy.Unsure, []string{"absolute"}, policy.Bounds{Floor: 4, Ceiling: 4}, 0},
		{"answered", policy.Known, []string{"absolute", "relative"}, policy.Bounds{Floor: 4, Ceiling: 4}, 0},
	}
	sets := map[string]*policy.Set{}
	for _, tt := range tests {
		kinds := strings.Join(tt.kinds, " ")
		if sets[kinds] == nil {
			sets[kinds] = bands(t, 2000, "", tt.kinds...)
		}
		t.Run(tt.name, func(t *testing.T) {
			set := sets[kinds]
			a := set.NewAnswers()
			a.SetFact(0, policy.Answer{State: tt.state, Number: 1234})
			a.SetFact(1, policy.Answer{State: policy.Known})
			var e policy.Evaluation
			if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
				t.Fatal(err)
			}
			qs := e.Questions(e.Outcomes())
			if e.Session() != tt.want || len(qs) != tt.asks || e.Inexact() {
				t.Errorf("session %v, %d questions, inexact %t, want %v, %d, exact", e.Session(), len(qs), e.Inexact(), tt.want, tt.asks)
			}
			if e.Work() > 100_000 {
				t.Errorf("looked at %d cubes", e.Work())
			}
		})
	}
}

// What is proved of rules, and shown of clients, is so of a number in digits too.
func TestProofsOverManyThresholds(t *testing.T) {
	rising := make([]string, 400)
	for i := range rising {
		rising[i] = ranks[1+i/100]
	}
	set := bands(t, 400, "", rising...)
	if v := policy.Vet(set, policy.VetOptions{}); !slices.Contains(v.Monotone, "n.x") || len(v.Unproved) > 0 {
		t.Errorf("n.x is not proved to rise: %v, %v", keys(v), v.Unproved)
	}
	falls := slices.Clone(rising)
	falls[250] = "precaution" // between two of temporary
	other := bands(t, 400, "", falls...)
	v := policy.Vet(other, policy.VetOptions{})
	if found := keys(v); !slices.Contains(found, "not_monotone n.x r.n249") || slices.Contains(v.Monotone, "n.x") {
		t.Errorf("the step from 249.5 to 250.5 is not found: %q", found)
	}
	for _, f := range v.Findings {
		if f.Witness != nil {
			reproduce(t, other, f.Witness)
		}
	}

	c := policy.Compare(set, other)
	if len(c.Differences) == 0 || !c.Loosened() || c.Tightened() || len(c.Unproved) > 0 {
		t.Errorf("one band is milder: %v, unproved %q", c.Differences, c.Unproved)
	}
	for _, d := range c.Differences {
		reproduce(t, set, d.Before)
		reproduce(t, other, d.After)
		if x := d.Before.Answers.Fact(0).Number; x < 250 || x >= 251 {
			t.Errorf("shown by %g", x)
		}
	}
	if c := policy.Compare(set, bands(t, 400, "", rising...)); !c.Equivalent {
		t.Errorf("the same rules differ: %v, %q", c.Differences, c.Unproved)
	}
	// 320 bands: the last eighty are one. The other rules divide the number otherwise.
	if c := policy.Compare(set, bands(t, 320, "", rising[:320]...)); c.Loosened() || c.Tightened() {
		t.Errorf("%v, apart %q", c.Differences, c.Apart)
	}

	a := set.NewAnswers()
	a.SetFact(0, policy.Answer{State: policy.Known, Number: 333})
	a.SetFact(1, policy.Answer{State: policy.Known})
	changes, exact, err := set.WhyNot(a, policy.Request{}, policy.Target{Place: 1, Level: 2})
	if err != nil || !exact || len(changes) != 1 || changes[0].Now.Number >= 200 {
		t.Errorf("WhyNot: %v, exact %t, %v", changes, exact, err)
	}

	made := 0
	for _, m := range set.Mutants(func(r *policy.Rule) bool { return r.ID == "r.n100" }) {
		mutant := m.Set()
		if m.Key != "when" || mutant == nil {
			continue
		}
		if made++; policy.Compare(m.Original(), mutant).Equivalent {
			t.Errorf("%s -> %s changes nothing", m.Was, m.Now)
		}
	}
	if made < 4 {
		t.Errorf("only %d mutants of a band", made)
	}
}

// An implication that reads a number in digits is kept to, and what excludes it excludes it in turn.
func TestImplicationsOfManyThresholds(t *testing.T) {
	set := bands(t, 400, `implications:
  - {when: n.x >= 133 && n.x < 277, excludes: f.b, because: So it is.}
`, "precaution", "relative")
	var e policy.Evaluation
	for x := range 400 {
		a := set.NewAnswers()
		a.SetFact(0, policy.Answer{State: policy.Known, Number: float64(x)})
		if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		if got, want := e.Given(1).State == policy.Known, x >= 133 && x < 277; got != want {
			t.Errorf("%d excludes: %t, want %t", x, got, want)
		}
	}
	for _, state := range []policy.State{policy.NotAsked, policy.Unsure} {
		a := set.NewAnswers()
		a.SetFact(0, policy.Answer{State: state})
		a.SetFact(1, policy.Answer{State: policy.Known, Yes: true})
		if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		possible := make([]bool, 400)
		for r := range e.Rules() {
			var i int
			fmt.Sscanf(set.Rules()[r].ID, "r.n%d", &i)
			possible[i] = true
		}
		for i, is := range possible {
			if want := i < 133 || i >= 277; is != want {
				t.Errorf("state %d: band %d is possible: %t, want %t", state, i, is, want)
			}
		}
	}
}
