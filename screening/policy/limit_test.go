package policy_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
)

// An outcome of great urgency reaches everywhere, and what its rule limits where it holds with it:
// with places or with a site alike.
func TestUrgentLimitsReachEverywhere(t *testing.T) {
	limits := func(reach, urgency string) []string {
		s := mustLoad(t, base(), overlay(`
rules:
  - {id: own.rule, kind: care, urgency: `+urgency+`, `+reach+
			`, when: nest.present, limits: [{avoid_water: true}], says: Dry., sources: [handbook], grade: C}
`))
		a := s.NewAnswers()
		known := func(name string, x policy.Answer) {
			i, _ := s.FactIndex(name)
			x.State = policy.Known
			a.SetFact(i, x)
		}
		known("nest.present", policy.Answer{Yes: true})
		known("nest.sites", policy.Answer{Values: 1 << 2}) // the pond
		var e policy.Evaluation
		if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		var places []string
		for _, p := range e.Requested() {
			for _, l := range e.Limits(p, e.Outcomes()) {
				if l.Limit.Name == "avoid_water" {
					places = append(places, e.PlaceName(p))
				}
			}
		}
		return places
	}
	everywhere, pond := []string{"lawn", "bed", "pond", "hedge"}, []string{"pond"}
	for _, tt := range []struct {
		reach, urgency string
		want           []string
	}{
		{"regions: [pond]", "none", pond},
		{"at: nest.sites", "none", pond},
		{"regions: [pond]", "now", everywhere},
		{"at: nest.sites", "now", everywhere},
	} {
		if diff := cmp.Diff(tt.want, limits(tt.reach, tt.urgency)); diff != "" {
			t.Errorf("%s, urgency %s: limits mismatch (-want +got):\n%s", tt.reach, tt.urgency, diff)
		}
	}
}

// A site that is not known is still as its rule asks: where the rule rules it out nothing is limited,
// and where the rule has to be nothing is elsewhere.
func TestLimitsOfAnUnknownSite(t *testing.T) {
	s := mustLoad(t, base(), overlay(`
rules:
  - id: own.rule
    kind: care
    urgency: none
    at: nest.sites
    when: nest.present && pond in nest.sites && !(lawn in nest.sites)
    limits: [{avoid_water: true}, {depth_cm: 5, regions: elsewhere}]
    says: Dry.
    sources: [handbook]
    grade: C
`))
	inside, outside := []string{"bed", "pond", "hedge"}, []string{"lawn", "bed", "hedge"}
	for _, tt := range []struct {
		name   string
		site   policy.Answer
		limits map[string][]string
	}{
		{"not asked", policy.Answer{}, map[string][]string{"avoid_water": inside, "depth_cm": outside}},
		{"unsure", policy.Answer{State: policy.Unsure}, map[string][]string{"avoid_water": inside, "depth_cm": outside}},
		{"known", policy.Answer{State: policy.Known, Values: 0b0110},
			map[string][]string{"avoid_water": {"bed", "pond"}, "depth_cm": {"lawn", "hedge"}}},
	} {
		a := told(t, s, map[string]string{"nest.present": "yes"})
		site, _ := s.FactIndex("nest.sites")
		a.SetFact(site, tt.site)
		var e policy.Evaluation
		if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for _, p := range e.Requested() {
			for _, l := range e.Limits(p, e.Outcomes()) {
				if slices.Contains(l.Rules, "own.rule") {
					got[l.Limit.Name] = append(got[l.Limit.Name], e.PlaceName(p))
				}
			}
		}
		if diff := cmp.Diff(tt.limits, got); diff != "" {
			t.Errorf("%s: limits mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}
