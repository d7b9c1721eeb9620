package technique

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// softened are the rules that the guideline changes or adds, with what of clinical.md T3 allows it.
var softened = map[string]string{
	"guideline.plain_attack":        "S17 via B-N01/P04",
	"plan.acute_back":               "S17 via B-N01/P04",
	"match.intense_for_pain":        "S61 via Thai in P12",
	"guideline.thai_trigger_points": "S61 via Thai in P12",
	"guideline.thai_for_pain":       "S61 via Thai in P12",
	"guideline.thai_pressing_only":  "S61 via Thai in P12",
}

// softer is the planner with the guideline, which all tests share: it is immutable.
var softer = sync.OnceValues(func() (*Planner, error) {
	s, err := screening.New(screening.WithGuideline())
	if err != nil {
		return nil, err
	}
	return New(s, WithGuideline())
})

func withGuideline(t *testing.T) *Planner {
	t.Helper()
	p, err := softer()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestGuidelineCases(t *testing.T) {
	p := withGuideline(t)
	for folder, set := range map[string]*policy.Set{matchFolder: p.match, planFolder: p.plan} {
		files, err := fs.Sub(guidelineFiles, "guideline/"+folder)
		if err != nil {
			t.Fatal(err)
		}
		report := policytest.Run(t, set, files)
		for _, gap := range report.Gaps() {
			if slices.ContainsFunc(slices.Collect(maps.Keys(softened)), func(id string) bool { return strings.Contains(gap, id) }) {
				t.Error(gap)
			}
		}
	}
}

// The guideline differs from the strict rules in what T3 names and in nothing else.
func TestGuidelineSoftensWhatIsNamed(t *testing.T) {
	strict, _ := builtIn(t)
	p := withGuideline(t)
	found := map[string]bool{}
	for _, pair := range [][2]*policy.Set{{strict.match, p.match}, {strict.plan, p.plan}} {
		before := map[string]policy.Rule{}
		for _, r := range pair[0].Rules() {
			before[r.ID] = r
		}
		for _, r := range pair[1].Rules() {
			old, ok := before[r.ID]
			delete(before, r.ID)
			if !ok || len(r.Changed) > 0 || r.Kind != old.Kind || r.When != old.When || r.Where != old.Where || !maps.Equal(r.Texts, old.Texts) {
				found[r.ID] = true
			}
		}
		if len(before) > 0 || len(pair[1].Disabled()) > 0 {
			t.Errorf("rules are gone: %v", before)
		}
		for _, d := range pair[0].Definitions() {
			if !slices.Contains(pair[1].Definitions(), d) {
				t.Errorf("%s is defined differently", d.Name)
			}
		}
	}
	if got, want := slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(softened)); !slices.Equal(got, want) {
		t.Errorf("the guideline touches %v, want %v", got, want)
	}
}

func TestGuidelineLetsNoOverlayLoosen(t *testing.T) {
	strict, _ := builtIn(t)
	loose := fstest.MapFS{
		"plan/a.yaml": {Data: []byte("changes:\n  - {rule: plan.acute_back, disable: true, reason: ours}\n")},
	}
	const want = "layer overlay 1 was not allowed to loosen anything"
	if _, err := New(strict.screener, WithOverlay(loose), WithGuideline()); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("New = %v, want %q", err, want)
	}
	// Beside a strict screener it can be had too.
	if _, err := New(strict.screener, WithGuideline()); err != nil {
		t.Error(err)
	}
}
