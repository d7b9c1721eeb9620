package policy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// person is a whole client of the opaque domain.
type person struct {
	a, b, d int
	c       bool
	s       int // bit 0 is a, bit 1 is b
}

// The facts of the domain, in their order, and every value of each.
const (
	factA = iota
	factB
	factC
	factD
	factS
	opaqueFacts
)

func opaqueSchema() policy.Schema {
	s := smallSchema()
	s.Facts = []policy.Fact{
		{Name: "n.a", Kind: policy.Whole, Most: 3, Ask: "How many?"},
		{Name: "n.b", Kind: policy.Whole, Most: 2, Ask: "How often?"},
		{Name: "n.c", Ask: "Is it so?"},
		{Name: "n.d", Kind: policy.Decimal, Most: 2, Ask: "How much?", AskedIf: "n.c"},
		{Name: "n.s", Kind: policy.SetOf, Values: listed("none", "a", "b"), None: "none", Ask: "Which?"},
	}
	return s
}

// opaqueTest is one literal of a condition: its text, what it reads, and what it means, worked out
// here. A fault is neither.
type opaqueTest struct {
	text  string
	reads []int
	means func(p person) (holds, fault bool)
	core  bool
}

func opaqueTests() []opaqueTest {
	plain := func(text string, means func(p person) bool, reads ...int) opaqueTest {
		return opaqueTest{text, reads, func(p person) (bool, bool) { return means(p), false }, false}
	}
	core := func(text string, means func(p person) bool, reads ...int) opaqueTest {
		x := plain(text, means, reads...)
		x.core = true
		return x
	}
	return []opaqueTest{
		plain("n.a * n.b > 2", func(p person) bool { return p.a*p.b > 2 }, factA, factB),
		plain("n.a + n.b == 3", func(p person) bool { return p.a+p.b == 3 }, factA, factB),
		plain("n.a > n.b", func(p person) bool { return p.a > p.b }, factA, factB),
		plain("size(n.s) * 2 > n.a", func(p person) bool { return (p.s&1+p.s>>1)*2 > p.a }, factA, factS),
		plain(`n.s.exists(x, x == "a")`, func(p person) bool { return p.s&1 == 1 }, factS),
		plain("n.d * 2.0 > double(n.a)", func(p person) bool { return p.d*2 > p.a }, factA, factD),
		{"6 / n.b >= n.a + 2", []int{factA, factB}, func(p person) (bool, bool) {
			return p.b > 0 && 6/max(p.b, 1) >= p.a+2, p.b == 0
		}, false},
		{"n.d / double(n.b) > 0.5", []int{factB, factD}, func(p person) (bool, bool) {
			return p.b > 0 && 2*p.d > p.b, p.b == 0
		}, false},
		core("n.c", func(p person) bool { return p.c }, factC),
		core("n.a >= 2", func(p person) bool { return p.a >= 2 }, factA),
		core("a in n.s", func(p person) bool { return p.s&1 == 1 }, factS),
	}
}

// opaqueRule is a condition in the form of alternatives of literals.
type opaqueRule struct {
	kind int
	any  [][]literalOf
}

type literalOf struct {
	test int
	not  bool
}

func (r opaqueRule) when(tests []opaqueTest) string {
	var any []string
	for _, all := range r.any {
		var parts []string
		for _, l := range all {
			text := "(" + tests[l.test].text + ")"
			if l.not {
				text = "!" + text
			}
			parts = append(parts, text)
		}
		any = append(any, "("+strings.Join(parts, " && ")+")")
	}
	return strings.Join(any, " || ")
}

func (r opaqueRule) opaque(tests []opaqueTest) bool {
	return slices.ContainsFunc(r.any, func(all []literalOf) bool {
		return slices.ContainsFunc(all, func(l literalOf) bool { return !tests[l.test].core })
	})
}

// everyPerson goes through the clients that the answers leave: those in which facts that are not
// vary have the value of base.
func everyPerson(base person, vary func(fact int) bool, each func(p person)) {
	span := func(fact, most, has int) []int {
		if !vary(fact) {
			return []int{has}
		}
		all := make([]int, most+1)
		for i := range all {
			all[i] = i
		}
		return all
	}
	c := 0
	if base.c {
		c = 1
	}
	for _, a := range span(factA, 3, base.a) {
		for _, b := range span(factB, 2, base.b) {
			for _, c := range span(factC, 1, c) {
				for _, d := range span(factD, 2, base.d) {
					for _, s := range span(factS, 3, base.s) {
						each(person{a, b, d, c == 1, s})
					}
				}
			}
		}
	}
}

// opaqueTrial is one client with what is known of each fact.
type opaqueTrial struct {
	tests  []opaqueTest
	rules  []opaqueRule
	states [opaqueFacts]policy.State
	known  person
}

// worlds goes through all values of what is unsure, for a completion of what is open, with the rules
// that hold under each. An opaque part that reads something unsure, or that has a fault, is unsure
// itself, whatever its value could be.
func (o *opaqueTrial) worlds(whole person, each func(holds []bool)) {
	var free []int // tests
	for i, t := range o.tests {
		if t.core {
			continue
		}
		if _, fault := t.means(whole); fault ||
			slices.ContainsFunc(t.reads, func(f int) bool { return o.states[f] == policy.Unsure }) {
			free = append(free, i)
		}
	}
	rules := make([]bool, len(o.rules))
	everyPerson(whole, func(f int) bool { return o.states[f] == policy.Unsure }, func(p person) {
		for way := range 1 << len(free) {
			holds := func(l literalOf) bool {
				t := o.tests[l.test]
				if slices.Contains(t.reads, factD) && !p.c {
					return false // it means nothing, and neither does its opposite
				}
				is, _ := t.means(p)
				if i := slices.Index(free, l.test); i >= 0 {
					is = way>>i&1 == 1
				}
				return is != l.not
			}
			for i, r := range o.rules {
				rules[i] = slices.ContainsFunc(r.any, func(all []literalOf) bool {
					return !slices.ContainsFunc(all, func(l literalOf) bool { return !holds(l) })
				})
			}
			each(rules)
		}
	})
}

// truths is how every rule stands for a completion: it holds in every world, or in some.
func (o *opaqueTrial) truths(whole person) (always, sometimes []bool) {
	always, sometimes = make([]bool, len(o.rules)), make([]bool, len(o.rules))
	for i := range always {
		always[i] = true
	}
	o.worlds(whole, func(holds []bool) {
		for i, is := range holds {
			always[i], sometimes[i] = always[i] && is, sometimes[i] || is
		}
	})
	return always, sometimes
}

// level is what the rules come to for a completion: the most that holds in every world, by whichever
// rule, and what a possible rule counts for, which is relative at most.
func (o *opaqueTrial) level(whole person) int {
	certain, possible := 9, 0
	o.worlds(whole, func(holds []bool) {
		most := 0
		for i, r := range o.rules {
			if holds[i] {
				most, possible = max(most, r.kind), max(possible, min(r.kind, 2))
			}
		}
		certain = min(certain, most)
	})
	return max(certain, possible)
}

func (o *opaqueTrial) open(fact int) bool { return o.states[fact] == policy.NotAsked }

// TestOpaqueBruteForce holds random rules with opaque parts to what they mean, gone through client by
// client: exact where nothing is open, and else never narrower, with a question for whatever can
// change it.
func TestOpaqueBruteForce(t *testing.T) {
	t.Parallel()
	tests, kinds := opaqueTests(), []string{"", "precaution", "relative", "temporary", "absolute"}
	var exact, wide, faults, asked int
	for seed := range uint64(draws.Of(t, 400)) {
		r := rand.New(rand.NewPCG(seed, 12))
		o := opaqueTrial{tests: tests}
		text := "rules:\n"
		for i := range 1 + r.IntN(3) {
			x := opaqueRule{kind: 1 + r.IntN(4)}
			for range 1 + r.IntN(2) {
				var all []literalOf
				for range 1 + r.IntN(2) {
					all = append(all, literalOf{r.IntN(len(tests)), r.IntN(3) == 0})
				}
				x.any = append(x.any, all)
			}
			if !x.opaque(tests) {
				x.any[0][0].test = r.IntN(8)
			}
			o.rules = append(o.rules, x)
			text += fmt.Sprintf("  - {id: r.r%d, kind: %s, urgency: none, opaque: it is worked out, when: '%s', says: Was., until: Then., sources: [s], grade: E2}\n",
				i, kinds[x.kind], x.when(tests))
		}
		set, err := policy.Load(opaqueSchema(), policy.Layer{
			Name: "own", Files: file(text + "sources: {s: {cites: A, level: E2, read: excerpt}}\n"),
		})
		if err != nil {
			if strings.Contains(err.Error(), "can never hold") || strings.Contains(err.Error(), "always holds") {
				continue
			}
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		var e policy.Evaluation
		for range 12 {
			answers := o.draw(r, set)
			if err := set.Evaluate(answers, policy.Request{}, &e); err != nil {
				t.Fatalf("seed %d: %v\n%s", seed, err, text)
			}
			if fault := o.compare(&e); fault != "" {
				t.Fatalf("seed %d: %s\nstates %v of %+v\n%s", seed, fault, o.states, o.known, text)
			}
			if e.Inexact() {
				wide++
			} else {
				exact++
			}
			for _, x := range e.Outcomes() {
				faults += len(x.Faults)
			}
			asked += len(e.Questions(e.Outcomes()))
		}
	}
	t.Logf("%d exact, %d wide, %d faults, %d questions", exact, wide, faults, asked)
	if exact == 0 || wide == 0 || faults == 0 || asked == 0 {
		t.Error("the draws do not look at everything")
	}
}

// draw makes up a client. A detail is only answered where it means something.
func (o *opaqueTrial) draw(r *rand.Rand, set *policy.Set) *policy.Answers {
	o.known = person{r.IntN(4), r.IntN(3), r.IntN(3), r.IntN(2) == 0, r.IntN(4)}
	for f := range o.states {
		o.states[f] = []policy.State{policy.NotAsked, policy.Unsure, policy.Known, policy.Known, policy.Known}[r.IntN(5)]
	}
	if o.states[factC] == policy.NotAsked || o.states[factC] == policy.Known && !o.known.c {
		o.states[factD] = policy.NotAsked
	}
	a := set.NewAnswers()
	values := []policy.Answer{
		{Number: float64(o.known.a)}, {Number: float64(o.known.b)}, {Yes: o.known.c}, {Number: float64(o.known.d)},
		{Values: uint64(o.known.s) << 1},
	}
	if o.known.s == 0 {
		values[factS].Values = 1
	}
	for f, state := range o.states {
		x := policy.Answer{State: state}
		if state == policy.Known {
			x = values[f]
			x.State = state
		}
		a.SetFact(f, x)
	}
	return a
}

func (o *opaqueTrial) compare(e *policy.Evaluation) string {
	floor, ceiling := 9, 0
	turns := [opaqueFacts]bool{}
	levels := map[person]int{}
	everyPerson(o.known, o.open, func(p person) {
		levels[p] = o.level(p)
		floor, ceiling = min(floor, levels[p]), max(ceiling, levels[p])
	})
	for p, level := range levels {
		for f := range o.states {
			if !o.open(f) {
				continue
			}
			everyPerson(p, func(g int) bool { return g == f }, func(q person) {
				turns[f] = turns[f] || levels[q] != level
			})
		}
	}
	got := e.Place(e.Requested()[0])
	open := slices.Contains(o.states[:], policy.NotAsked)
	want := policy.Bounds{Floor: floor, Ceiling: ceiling}
	switch {
	case (!open || !e.Inexact()) && got != want:
		return fmt.Sprintf("bounds %v, want exactly %v (inexact %t)", got, want, e.Inexact())
	case got.Floor > floor || got.Ceiling < ceiling:
		return fmt.Sprintf("bounds %v, want %v within them", got, want)
	}
	questions := e.Questions(e.Outcomes())
	decides := map[int]bool{}
	for _, q := range questions {
		if !o.open(q.Index) {
			return "asks for what is answered: " + q.Fact.Name
		}
		decides[q.Index] = decides[q.Index] || q.Decides
	}
	if !got.Settled() && !slices.ContainsFunc(questions, func(q policy.Question) bool { return q.Decides }) {
		return fmt.Sprintf("bounds %v and nothing to ask", got)
	}
	for f, can := range turns {
		if can && !decides[f] {
			return fmt.Sprintf("fact %d can change the decision, and is not asked", f)
		}
	}
	if open {
		return ""
	}
	always, sometimes := o.truths(o.known)
	for i := range o.rules {
		stands := "false"
		for _, x := range e.Outcomes() {
			if x.Rule.ID == fmt.Sprintf("r.r%d", i) {
				if stands = "possible"; x.Holds {
					stands = "true"
				}
			}
		}
		want := "false"
		if always[i] {
			want = "true"
		} else if sometimes[i] {
			want = "possible"
		}
		if stands != want {
			return fmt.Sprintf("rule %d is %s, want %s", i, stands, want)
		}
	}
	return ""
}

// What is wrong with an opaque part is said where it stands, and nothing becomes opaque by a slip.
func TestOpaqueRefuses(t *testing.T) {
	tests := []struct{ name, rule, want string }{
		{"nothing is opaque", "opaque: it is new, when: nest.present",
			"own.rule: nothing of the condition is opaque; leave opaque out"},
		{"not said", "when: 'crew.age * 2 > 30'",
			"own.rule: arithmetic is not part of rules: compare one fact with one number, and work the number out or declare it as a parameter"},
		{"an unknown fact", "opaque: it is new, when: 'crew.agee * 2 > 30'", "own.rule: unknown fact crew.agee (did you mean crew.age?)"},
		{"a slip beside the part", "opaque: it is new, when: 'crew.age * 2 > 30 && nest.presnt'",
			"own.rule: unknown fact nest.presnt (did you mean nest.present?)"},
		{"out of range beside the part", "opaque: it is new, when: 'crew.age * 2 > 30 && crew.age >= 300'",
			"own.rule: crew.age is 0 to 120 years: crew.age >= 300 is never true"},
		{"an unknown value", `opaque: it is new, when: 'soil.state.startsWith("dr") || {"drry": 1}[soil.state] > 0'`,
			`own.rule: "drry" is no value of what the opaque part reads (did you mean dry?)`},
		{"not a condition", "opaque: it is new, when: 'crew.age + 2'", "own.rule: crew.age + 2 is int, not true or false"},
		{"types", "opaque: it is new, when: 'crew.age + nest.present > 2'",
			"own.rule: types do not match: found no matching overload for '_+_' applied to '(int, bool)'; double(x) and int(x) turn one kind of number into the other"},
		{"a clock", `opaque: it is new, when: 'timestamp("2026-01-01T00:00:00Z").getFullYear() > crew.age'`,
			"own.rule: timestamp is not part of rules, which know no clock: time is a fact, as in fact >= 6"},
		{"a function that there is not", "opaque: it is new, when: 'round(crew.age) > 3'", "own.rule: unknown function round of CEL"},
		{"nothing read", "opaque: it is new, when: '1 + 1 == 2'", "own.rule: an opaque part reads at least one fact"},
		{"too dear", "opaque: it is new, when: '[1,2,3,4,5,6,7,8].all(a, [1,2,3,4,5,6,7,8].all(b, [1,2,3,4,5,6,7,8].all(c, a * b * c < crew.age)))'",
			"own.rule: the opaque part can take more than 2000 steps of CEL: make it smaller"},
		{"has", "opaque: it is new, when: 'has(crew.age) && crew.age * 2 > 3'", "own.rule: unknown function has of CEL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: file(
				"rules:\n  - {id: own.rule, kind: permit, urgency: soon, says: Was., sources: [handbook], grade: B, " + tt.rule + "}\n")})
			got := errorText(err)
			if _, message, ok := strings.Cut(got, ": own.rule"); ok {
				got = "own.rule" + message
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Load mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

const opaqueGround = `
parameters:
  own_days: {value: 50, unit: days, basis: the gardener's thumb}
rules:
  - id: own.rule
    kind: permit
    urgency: soon
    when: nest.present || crew.age * 2 > param.own_days
    opaque: it is worked out
    says: Was.
    sources: [handbook]
    grade: B
`

// What a layer makes of an opaque rule is only taken where it is no milder whatever the part comes
// to; of what it comes to nothing is proved.
func TestOpaqueLoosening(t *testing.T) {
	ground := policy.Layer{Name: "ground", Files: file(opaqueGround)}
	load := func(change string) error {
		_, err := policy.Load(garden(), base(), ground, policy.Layer{
			Name: "late", Files: file2("late.yaml", "changes:\n  - {reason: own, "+change+"}\n"),
		})
		return err
	}
	for _, stricter := range []string{
		"rule: own.rule, kind: ban",
		"rule: own.rule, when: 'frost.hard || nest.present || crew.age * 2 > param.own_days'",
	} {
		if err := load(stricter); err != nil {
			t.Errorf("%s: %v", stricter, err)
		}
	}
	for _, unknown := range []string{
		"rule: own.rule, kind: care",
		"rule: own.rule, disable: true",
		"rule: own.rule, when: 'nest.present || crew.age * 2 > 60'",
		"rule: own.rule, when: 'nest.present || crew.age * 2 > 40'", // stricter, and not proved to be
		"parameter: own_days, value: 40",
	} {
		if err := load(unknown); err == nil || !strings.Contains(err.Error(), "makes own.rule milder for somebody") {
			t.Errorf("%s: %v", unknown, err)
		}
	}
}

// The proofs list every opaque part, prove nothing of the facts that it reads, and say of two sets
// that differ in it that they were not compared to the end.
func TestOpaqueIsAssumed(t *testing.T) {
	load := func(text string) *policy.Set {
		return mustLoad(t, base(), policy.Layer{Name: "ground", Files: file(text)})
	}
	set := load(opaqueGround)
	v := policy.Vet(set, policy.VetOptions{})
	const want = "own.rule rests on crew.age * 2 > param.own_days, which cel-go works out; " +
		"nothing is proved of what it comes to: it is worked out"
	if !slices.Contains(v.Assumed, want) {
		t.Errorf("assumed are %q", v.Assumed)
	}
	for _, f := range v.Findings {
		if slices.Contains(f.Rules, "own.rule") {
			t.Errorf("found %s", f.Says)
		}
	}
	if c := policy.Compare(set, load(opaqueGround)); !c.Equivalent {
		t.Errorf("the set differs from itself: %v %v %v", c.Differences, c.Apart, c.Unproved)
	}
	c := policy.Compare(set, load(strings.Replace(opaqueGround, "crew.age * 2", "crew.age * 3", 1)))
	if c.Equivalent || len(c.Unproved) == 0 {
		t.Errorf("other parts: equivalent %t, unproved %v", c.Equivalent, c.Unproved)
	}
	if o := set.Opaque(); len(o) != 1 || o[0].Rule != "own.rule" || len(o[0].Facts) != 1 || set.Facts()[o[0].Facts[0]].Name != "crew.age" {
		t.Errorf("Opaque = %v", o)
	}
}
