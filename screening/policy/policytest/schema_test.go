package policytest_test

import (
	"os"
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// pool is a language far from any massage: who may swim where.
func pool() policy.Schema {
	values := func(names ...string) []policy.Value {
		var out []policy.Value
		for _, name := range names {
			out = append(out, policy.Value{Name: name, Says: name})
		}
		return out
	}
	return policy.Schema{
		Facts: []policy.Fact{
			{Name: "swimmer.age", Kind: policy.Whole, Ask: "How old?", Unit: "years", Least: 0, Most: 120},
			{Name: "swimmer.level", Kind: policy.OneOf, Ask: "How well?", Values: values("strong", "good", "beginner"), Risk: policy.RiskMore},
			{Name: "swimmer.tired", Kind: policy.YesNo, Ask: "Tired?", Risk: policy.RiskMore},
			{Name: "swimmer.faint", Kind: policy.YesNo, Ask: "Faint?", Risk: policy.RiskMore},
			{Name: "ear.pain", Kind: policy.YesNo, Ask: "Does an ear hurt?", Risk: policy.RiskMore},
			{Name: "ear.side", Kind: policy.OneOf, Ask: "Which?", Values: values("one", "both"), Risk: policy.RiskMore, AskedIf: "ear.pain"},
			{Name: "ear.signs", Kind: policy.SetOf, Ask: "Which signs?", Values: values("none", "itch", "fluid"), None: "none", Risk: policy.RiskMore},
			{Name: "cut.open", Kind: policy.YesNo, Ask: "A cut?", Risk: policy.RiskMore},
			{Name: "cut.at", Kind: policy.SetOf, Ask: "Where is it dirty?", Values: values("shallow", "deep", "slide"), Places: true, AskedIf: "cut.open"},
			{Name: "water.temp", Kind: policy.Decimal, Ask: "How warm?", Unit: "deg C", Least: 0, Most: 40, Volunteered: true, Usual: "24"},
		},
		Cards: []policy.Card{{Name: "today", Ask: "Any of these?", Lines: []policy.Line{
			{Name: "tired", Says: "Tired", Facts: []string{"swimmer.tired"}},
			{Name: "ears", Says: "Ears", Facts: []string{"ear.pain", "ear.signs"}},
			{Name: "cut", Says: "A cut", Facts: []string{"cut.open"}},
		}}, {Name: "looks", Ask: "Any of these?", Lines: []policy.Line{
			{Name: "faint", Says: "Faint", Facts: []string{"swimmer.faint"}},
		}}},
		Levels: []policy.Level{
			{Disposition: "swim"}, {Kind: "care", Disposition: "careful"}, {Kind: "advice", Disposition: "ask_first"},
			{Kind: "wait", Disposition: "later"}, {Kind: "never", Disposition: "stay_out"},
		},
		Undecided: "unclear", CertainFrom: "advice",
		Urgencies: []string{"none", "soon", "now"}, EverywhereFrom: "now",
		UnsureKind: "advice", UnsureUrgency: "soon", LimitKind: "care", WaivedFrom: "advice", WaivedTo: "care",
		Places: []policy.Place{
			{Name: "shallow"}, {Name: "deep"}, {Name: "slide"},
			{Name: "basin", Contains: []string{"shallow", "deep"}}, {Name: "pool", Contains: []string{"basin", "slide"}},
		},
		Default: "basin",
		Limits: []policy.Limit{
			{Name: "minutes", Kind: policy.LowestWins, Least: 1, Most: 120},
			{Name: "avoid_moves", Kind: policy.Unites, Values: []string{"dive", "somersault", "race"}},
			{Name: "avoid_ice", Kind: policy.Flag},
			{Name: "avoid_area", Kind: policy.Spot, Margin: "margin_m", Least: 0, Most: 50},
			{Name: "note", Kind: policy.Note},
		},
		Texts:  []policy.Text{{Name: "says", Required: true}},
		Grades: []string{"A"},
	}
}

func load(t *testing.T) *policy.Set {
	t.Helper()
	set, err := policy.Load(pool(), policy.Layer{Name: "pool", Files: os.DirFS("testdata/rules")})
	if err != nil {
		t.Fatal(err)
	}
	return set
}
