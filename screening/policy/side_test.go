package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

// The two wings of a stable, where stalls and yards have a left and a right one and the gate does not.
func stableSchema() policy.Schema {
	sides := []policy.Value{{Name: "left", Says: "Left"}, {Name: "right", Says: "Right"}, {Name: "both", Says: "Both"}}
	return policy.Schema{
		Facts: []policy.Fact{
			{Name: "stall.lame", Kind: policy.YesNo, Ask: "Lame?"},
			{Name: "stall.lame_side", Kind: policy.OneOf, Ask: "Which side?", Values: sides, Risk: policy.RiskNeither, AskedIf: "stall.lame"},
			{Name: "stall.cough", Kind: policy.YesNo, Ask: "Coughs?"},
			{Name: "stall.sore", Kind: policy.YesNo, Ask: "Sore?"},
			{Name: "stall.sore_at", Kind: policy.SetOf, Ask: "Where?", Places: true, AskedIf: "stall.sore",
				Values: []policy.Value{{Name: "box", Says: "Box"}, {Name: "yard", Says: "Yard"}, {Name: "gate", Says: "Gate"}}},
			{Name: "stall.sore_side", Kind: policy.OneOf, Ask: "Which side?", Values: sides, Risk: policy.RiskNeither, AskedIf: "stall.sore"},
			{Name: "stall.state", Kind: policy.OneOf, Ask: "How?", Values: sides[:2]},
		},
		Levels: []policy.Level{
			{Disposition: "go"}, {Kind: "care", Disposition: "careful"}, {Kind: "ask", Disposition: "asked"},
			{Kind: "ban", Disposition: "barred"},
		},
		Urgencies: []string{"none", "soon", "today", "now"}, EverywhereFrom: "today", UrgencyOptional: true,
		Sides: []string{"left", "right"},
		Places: []policy.Place{
			{Name: "box", Says: "Box", Sided: true}, {Name: "yard", Says: "Yard", Sided: true}, {Name: "gate", Says: "Gate"},
		},
		Default: "box",
		Limits: []policy.Limit{
			{Name: "load", Kind: policy.LowestWins, Most: 9},
			{Name: "avoid", Kind: policy.Unites, Values: []string{"roll", "lie"}, Sided: []string{"lie"}},
		},
		Grades: []string{"A"},
	}
}

func loadStable(rules ...string) (*policy.Set, error) {
	var b strings.Builder
	b.WriteString("sources:\n  book: {cites: A book, level: A, read: excerpt}\nrules:\n")
	for i, r := range rules {
		fmt.Fprintf(&b, "  - {id: stable.n%d, sources: [book], grade: A, %s}\n", i, r)
	}
	return policy.Load(stableSchema(), policy.Layer{Name: "stable", Files: fstest.MapFS{"rules.yaml": {Data: []byte(b.String())}}})
}

// toldOf are answers by name.
func toldOf(t *testing.T, s *policy.Set, answers map[string]policy.Answer) *policy.Answers {
	t.Helper()
	a := s.NewAnswers()
	for name, x := range answers {
		i, ok := s.FactIndex(name)
		if !ok {
			t.Fatalf("no fact %s", name)
		}
		a.SetFact(i, x)
	}
	return a
}

func yesOf() policy.Answer { return policy.Answer{State: policy.Known, Yes: true} }

func valueOf(i int) policy.Answer { return policy.Answer{State: policy.Known, Values: 1 << i} }

// What decides a side is what decides somebody of whom the rules of the other side are not written.
func TestASideIsDecidedWithoutTheRulesOfTheOther(t *testing.T) {
	sided := []string{
		"kind: ban, regions: [box], side: stall.lame_side, when: stall.lame",
		"kind: ask, at: stall.sore_at, side: stall.sore_side, when: stall.sore",
	}
	whole := []string{
		"kind: care, when: stall.cough",
		"kind: ask, regions: [yard], when: stall.cough && stall.lame",
	}
	all, err := loadStable(slices.Concat(sided, whole)...)
	if err != nil {
		t.Fatal(err)
	}
	request := policy.Request{Places: []string{"box", "yard", "gate"}}
	answers := []policy.Answer{{}, {State: policy.Unsure}, {State: policy.Known}, yesOf()}
	sides := []policy.Answer{{}, {State: policy.Unsure}, valueOf(0), valueOf(1), valueOf(2)}
	for n := range 4 * 4 * 4 * 5 * 5 {
		lame, sore, cough := answers[n%4], answers[n/4%4], answers[n/16%4]
		lameSide, soreSide := sides[n/64%5], sides[n/320]
		if lameSide.State == policy.Known && !(lame.State == policy.Known && lame.Yes) ||
			soreSide.State == policy.Known && !(sore.State == policy.Known && sore.Yes) {
			continue // nobody is asked for it
		}
		with := map[string]policy.Answer{
			"stall.lame": lame, "stall.sore": sore, "stall.cough": cough,
			"stall.lame_side": lameSide, "stall.sore_side": soreSide,
		}
		if sore.Yes {
			with["stall.sore_at"] = policy.Answer{State: policy.Known, Values: 0b101} // box and gate
		}
		var e policy.Evaluation
		if err := all.Evaluate(toldOf(t, all, with), request, &e); err != nil {
			t.Fatal(err)
		}
		for side, name := range []string{"left", "right"} {
			var left []string
			for i, x := range []policy.Answer{lameSide, soreSide} {
				if x != valueOf(1-side) {
					left = append(left, sided[i])
				}
			}
			some, err := loadStable(slices.Concat(left, whole)...)
			if err != nil {
				t.Fatal(err)
			}
			var want policy.Evaluation
			if err := some.Evaluate(toldOf(t, some, with), request, &want); err != nil {
				t.Fatal(err)
			}
			h := e.On(name)
			for p, place := range request.Places {
				w := want.Place(p)
				if place == "gate" {
					w = e.Place(p) // has no sides
				}
				if got := h.Place(p); got != w {
					t.Fatalf("%v\n%s of %s is %v, want %v", with, name, place, got, w)
				}
			}
		}
	}
}

// A rule of the other side keeps what is of the whole person.
func TestASideNarrowsNothingOfTheWholePerson(t *testing.T) {
	set, err := loadStable(
		"kind: ban, urgency: soon, regions: [box, gate], side: stall.lame_side, when: stall.lame, "+
			"limits: [{load: 3, regions: everywhere}, {load: 2, regions: elsewhere}, {load: 1, regions: [yard, gate]}, "+
			"{avoid: [roll, lie], regions: everywhere}]",
		"kind: care, side: stall.lame_side, when: stall.lame, limits: [{avoid: [lie]}]",
	)
	if err != nil {
		t.Fatal(err)
	}
	var e policy.Evaluation
	a := toldOf(t, set, map[string]policy.Answer{"stall.lame": yesOf(), "stall.lame_side": valueOf(1)})
	if err := set.Evaluate(a, policy.Request{Places: []string{"box", "yard", "gate"}}, &e); err != nil {
		t.Fatal(err)
	}
	type at struct {
		Place policy.Bounds
		Load  float64
		Avoid string
	}
	look := func(place int, b policy.Bounds, limits []policy.LimitValue) at {
		out := at{Place: b}
		for _, l := range limits {
			if l.Limit.Name == "load" {
				out.Load = l.Number
			} else {
				out.Avoid = fmt.Sprint(l.Values)
			}
		}
		return out
	}
	outcomes := e.Outcomes()
	var got []at
	for _, side := range []string{"left", "right"} {
		for p := range 3 {
			got = append(got, look(p, e.On(side).Place(p), e.On(side).Limits(p, outcomes)))
		}
	}
	want := []at{
		{policy.Bounds{Floor: 1, Ceiling: 1}, 2, "[roll]"}, // elsewhere, seen from the other side
		{policy.Bounds{Floor: 1, Ceiling: 1}, 2, "[roll]"},
		{policy.Bounds{Floor: 3, Ceiling: 3}, 1, "[roll]"}, // has no sides
		{policy.Bounds{Floor: 3, Ceiling: 3}, 3, "[roll lie]"},
		{policy.Bounds{Floor: 1, Ceiling: 1}, 1, "[roll lie]"},
		{policy.Bounds{Floor: 3, Ceiling: 3}, 1, "[roll lie]"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("box, yard and gate, left and then right (-want +got):\n%s", diff)
	}
	if u := e.Urgency(); u != (policy.Bounds{Floor: 1, Ceiling: 1}) {
		t.Errorf("urgency %v", u)
	}
	if e.On("above") != nil {
		t.Error("there is a side above")
	}
}

// A side is asked for behind what it is the side of, and refines.
func TestASideIsAskedFor(t *testing.T) {
	set, err := loadStable("kind: ban, regions: [box], side: stall.lame_side, when: stall.lame")
	if err != nil {
		t.Fatal(err)
	}
	asked := func(answers map[string]policy.Answer) string {
		var e policy.Evaluation
		if err := set.Evaluate(toldOf(t, set, answers), policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, q := range e.Questions(e.Outcomes()) {
			out = append(out, fmt.Sprintf("%s %t %d", q.Fact.Name, q.Decides, len(q.After)))
		}
		return strings.Join(out, ", ")
	}
	for _, c := range []struct {
		name    string
		answers map[string]policy.Answer
		want    string
	}{
		{"of nothing told", nil, "stall.lame true 0, stall.lame_side false 1"},
		{"of what was denied", map[string]policy.Answer{"stall.lame": {State: policy.Known}}, ""},
		{"of what holds", map[string]policy.Answer{"stall.lame": yesOf()}, "stall.lame_side false 0"},
		{"once", map[string]policy.Answer{"stall.lame": yesOf(), "stall.lame_side": {State: policy.Unsure}}, ""},
	} {
		if got := asked(c.answers); got != c.want {
			t.Errorf("%s: asks %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRulesThatHaveNoSide(t *testing.T) {
	for _, c := range []struct{ name, rule, want string }{
		{"a red flag", "kind: ban, red_flag: true, regions: [box], side: stall.lame_side, when: stall.lame",
			"a red flag has no side: it is about the whole person"},
		{"an urgency that reaches everywhere", "kind: ban, urgency: today, regions: [box], side: stall.lame_side, when: stall.lame",
			"a rule of urgency today has no side: it is about the whole person"},
		{"a place without sides", "kind: ban, regions: [gate], side: stall.lame_side, when: stall.lame",
			"nothing of the rule has a side: it names no place that has, and no limit that does"},
		{"the whole person", "kind: ban, side: stall.lame_side, when: stall.lame, limits: [{load: 2}, {avoid: [roll]}]",
			"nothing of the rule has a side: it names no place that has, and no limit that does"},
		{"a fact that is none", "kind: ban, regions: [box], side: stall.lame_sid, when: stall.lame",
			"unknown fact stall.lame_sid (did you mean stall.lame_side?)"},
		{"a fact that says no side", "kind: ban, regions: [box], side: stall.cough, when: stall.lame",
			"stall.cough says no side; its values would be left, right and one for all of them"},
		{"a fact without one for all", "kind: ban, regions: [box], side: stall.state, when: stall.lame",
			"stall.state says no side; its values would be left, right and one for all of them"},
		{"what is not asked where it holds", "kind: ban, regions: [box], side: stall.lame_side, when: stall.lame || stall.cough",
			"can hold where stall.lame_side is not asked; add && (stall.lame)"},
	} {
		_, err := loadStable(c.rule)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
	}
}

// No change gives a side to a rule, or takes it.
func TestASideIsNotChanged(t *testing.T) {
	set := "sources:\n  book: {cites: A book, level: A, read: excerpt}\nrules:\n" +
		"  - {id: stable.box, kind: ban, regions: [box], when: stall.lame, sources: [book], grade: A}\n"
	change := "changes:\n  - {rule: stable.box, side: stall.lame_side, reason: only that wing}\n"
	_, err := policy.Load(stableSchema(),
		policy.Layer{Name: "stable", Files: fstest.MapFS{"rules.yaml": {Data: []byte(set)}}},
		policy.Layer{Name: "house", Files: fstest.MapFS{"house.yaml": {Data: []byte(change)}}, Loosening: true})
	if want := `unknown key "side"`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
