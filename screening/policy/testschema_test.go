package policy_test

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
)

// garden is a domain far from massage: the engine must not know the difference. It asks whether a
// garden may be worked today.
func garden() policy.Schema {
	return policy.Schema{
		Facts: []policy.Fact{
			{Name: "frost.hard", Ask: "Is the ground frozen?", Risk: policy.RiskMore, Critical: true},
			{Name: "frost.nights", Kind: policy.Whole, Ask: "How many nights of frost?", Most: 30, Unit: "nights", Risk: policy.RiskMore, AskedIf: "frost.hard"},
			{Name: "soil.state", Kind: policy.OneOf, Ask: "How is the soil?", Values: values("dry", "moist", "wet", "flooded"), Safe: []string{"dry", "moist"}, Risk: policy.RiskMore},
			{Name: "soil.ph", Kind: policy.Decimal, Ask: "How acid is the soil?", Least: 3, Most: 10, Volunteered: true, Usual: "6.5"},
			{Name: "nest.present", Ask: "Does anything nest here?", Risk: policy.RiskMore},
			{Name: "nest.sites", Kind: policy.SetOf, Ask: "Where is the nest?", Values: values("lawn", "bed", "pond", "hedge"), Risk: policy.RiskMore, Places: true, AskedIf: "nest.present"},
			{Name: "pests.kinds", Kind: policy.SetOf, Ask: "Which pests?", Values: values("none", "slugs", "mites", "moles"), None: "none", Risk: policy.RiskMore},
			{Name: "crew.age", Kind: policy.Whole, Ask: "How old is the youngest hand?", Most: 120, Unit: "years"},
			{Name: "crew.trained", Ask: "Has everybody been trained?", Risk: policy.RiskLess},
			{Name: "visit.purpose", Kind: policy.OneOf, Ask: "What is the visit for?", Values: values("pruning", "planting", "mowing")},
		},
		Cards: []policy.Card{{
			Name: "today", Ask: "Any of these today?",
			Lines: []policy.Line{
				{Name: "frost", Says: "Frozen ground", Facts: []string{"frost.hard"}},
				{Name: "nest", Says: "A nest", Facts: []string{"nest.present"}},
				{Name: "pests", Says: "Pests", Facts: []string{"pests.kinds"}},
			},
		}},
		Levels: []policy.Level{
			{Disposition: "work"}, {Kind: "care", Disposition: "work_with_care"}, {Kind: "permit", Disposition: "ask"},
			{Kind: "pause", Disposition: "wait"}, {Kind: "ban", Disposition: "stop"},
		},
		Undecided: "look", CertainFrom: "permit",
		Urgencies: []string{"none", "soon", "now"}, EverywhereFrom: "now",
		UnsureKind: "permit", UnsureUrgency: "soon",
		LimitKind:  "care",
		WaivedFrom: "permit", WaivedTo: "care",
		Places: []policy.Place{
			{Name: "lawn"}, {Name: "bed"}, {Name: "pond"}, {Name: "hedge"},
			{Name: "border", Contains: []string{"bed", "hedge"}},
			{Name: "garden", Contains: []string{"lawn", "border", "pond"}},
		},
		Default: "garden",
		Limits: []policy.Limit{
			{Name: "depth_cm", Kind: policy.LowestWins, Least: 0, Most: 50},
			{Name: "avoid_tools", Kind: policy.Unites, Values: []string{"spade", "saw", "fork", "mower"}, OwnKey: "tools"},
			{Name: "avoid_water", Kind: policy.Flag},
			{Name: "avoid_spot", Kind: policy.Spot, Margin: "margin_m", Most: 10},
			{Name: "note", Kind: policy.Note},
		},
		Texts:  []policy.Text{{Name: "says", Required: true}, {Name: "until", RequiredFor: "pause"}},
		Grades: []string{"A", "B", "C"},
		// The base has no frost.* of its own to look elsewhere for.
		Elsewhere: []policy.FactGroup{
			{Group: "shed", Where: "the rules of the shed"}, {Group: "frost", Where: "nowhere"},
		},
	}
}

func values(names ...string) []policy.Value {
	var out []policy.Value
	for _, n := range names {
		out = append(out, policy.Value{Name: n, Says: n})
	}
	return out
}

// base is the ground that the tests lay their layers on.
func base() policy.Layer {
	return policy.Layer{Name: "base", Files: sub("testdata/base")}
}

func sub(dir string) fs.FS {
	return os.DirFS(dir)
}

func file(text string) fs.FS {
	return fstest.MapFS{"own.yaml": &fstest.MapFile{Data: []byte(text)}}
}

func file2(name, text string) fs.FS {
	return fstest.MapFS{name: &fstest.MapFile{Data: []byte(text)}}
}

func mustLoad(t testing.TB, layers ...policy.Layer) *policy.Set {
	t.Helper()
	s, err := policy.Load(garden(), layers...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
