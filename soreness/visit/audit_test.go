package visit_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness/visit"
)

// colder is a rule that is new, one that is milder and one that says something else.
var colder = fstest.MapFS{
	"screening/shadow.yaml": {Data: []byte(`
rules:
  - id: house.cool
    kind: temporary
    urgency: none
    when: vitals.temp_c >= 37.5
    until: the temperature is below 37.5
    says: Not today, the client is warm.
    instead: Measure again tomorrow.
    client: You are a little warm today, so we wait.
    rationale: A trial of the clinic.
    sources: [house]
    grade: E5
sources:
  house: {cites: Our house rules, level: E5, read: excerpt}
changes:
  - {rule: pressure.raised, disable: true, reason: a trial}
  - {rule: illness.diabetes, says: Something else is said of it.}
`)},
}

var openedShadow = sync.OnceValues(func() (*visit.Decider, error) { return visit.Open(visit.WithShadow(colder)) })

func shadowed(t testing.TB) *visit.Decider {
	t.Helper()
	d, err := openedShadow()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What is only audited changes no byte of any decision, and no fingerprint.
func TestShadowChangesNothing(t *testing.T) {
	plain, d := open(t), shadowed(t)
	if d.Fingerprint() != plain.Fingerprint() {
		t.Errorf("the fingerprint is %s, without a shadow %s", d.Fingerprint(), plain.Fingerprint())
	}
	all := visits(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if i%3 != 0 && !draws.All(t) {
			continue
		}
		r, err := plain.Record(all[name], visit.Note{})
		if err != nil {
			continue
		}
		got, err := d.Record(all[name], visit.Note{})
		if err != nil || got.Digest != r.Digest {
			t.Errorf("%s: decided as %s, %v, without a shadow %s", name, got.Digest, err, r.Digest)
		}
		if x, err := plain.Audit(all[name]); err != nil || !x.Same() || x.Was != x.Is {
			t.Errorf("%s: without a shadow %+v, %v", name, x, err)
		}
	}
}

// The audit says apart what the layer would say, what it would not, and what the visit would come to.
func TestAudit(t *testing.T) {
	d := shadowed(t)
	for _, tt := range []struct {
		name, visit string
		want        visit.Difference
	}{
		{"a new rule and one that is gone", `{"intake": {"vitals": {"temp_c": 37.6}, "bp": {"sys": 165}}}`, visit.Difference{
			Was: visit.Verdict{Screening: "clarify routine"}, Is: visit.Verdict{Screening: "defer none"},
			New:   []visit.Said{{Part: visit.Screening, Rule: "house.cool", Says: "Not today, the client is warm."}},
			Rules: []string{"house.cool", "pressure.raised"},
		}},
		{"other words", `{"intake": {"cond": {"diabetes": "yes"}}}`, visit.Difference{
			Was: visit.Verdict{Screening: "clarify none"}, Is: visit.Verdict{Screening: "clarify none"},
			New:   []visit.Said{{Part: visit.Screening, Rule: "illness.diabetes", Says: "Something else is said of it."}},
			Rules: []string{"illness.diabetes"},
		}},
	} {
		got, err := d.Audit([]byte(tt.visit))
		if err != nil {
			t.Fatal(err)
		}
		if got.Same() || len(got.Differs) == 0 || !strings.HasPrefix(got.Differs[0], "screening.") {
			t.Errorf("%s: differs at %q", tt.name, got.Differs)
		}
		for _, rule := range tt.want.Rules {
			if !slices.Contains(got.Rules, rule) {
				t.Errorf("%s: %s is not named in %q", tt.name, rule, got.Rules)
			}
		}
		if diff := cmp.Diff([]any{tt.want.Was, tt.want.Is, tt.want.New}, []any{got.Was, got.Is, got.New}); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
	if _, err := d.Audit([]byte(`{"intak": {}}`)); err == nil {
		t.Error("what cannot be read is audited")
	}
	if _, err := visit.Open(visit.WithShadow(fstest.MapFS{"screening/a.yaml": {Data: []byte("rules: 3")}})); err == nil {
		t.Error("a shadow that cannot be read is passed over")
	}
}

// Two engines over the visits of the example: each that is decided otherwise is named, with the rules
// behind it; an engine differs from itself nowhere.
func TestCompare(t *testing.T) {
	d := open(t)
	other, err := visit.Open(visit.WithOverlay(colder), visit.WithLoosening(), visit.WithWeakerRedFlags())
	if err != nil {
		t.Fatal(err)
	}
	all := visits(t)
	maps.DeleteFunc(all, func(_ string, data []byte) bool {
		_, err := d.Decide(data)
		return err != nil
	})
	each := func(yield func(string, []byte) bool) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if !yield(name, all[name]) {
				return
			}
		}
	}
	same, err := d.Compare(d, each)
	if err != nil || same.Same != same.Visits || same.Visits < 50 || len(same.Differences) > 0 {
		t.Errorf("beside itself: %+v, %v", same, err)
	}
	got, err := d.Compare(other, each)
	if err != nil || got.Visits != same.Visits || got.Same+len(got.Differences) != got.Visits || len(got.Differences) == 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	changed := []string{"house.cool", "pressure.raised", "illness.diabetes"}
	for _, x := range got.Differences {
		if !slices.ContainsFunc(changed, func(rule string) bool { return slices.Contains(x.Rules, rule) }) {
			t.Errorf("%s differs by %q at %q", x.Visit, x.Rules, x.Differs)
		}
	}
	for _, c := range got.Rules {
		n := 0
		for _, x := range got.Differences {
			if slices.Contains(x.Rules, c.Rule) {
				n++
			}
		}
		if n != c.Visits {
			t.Errorf("%s is counted %d times and stands in %d", c.Rule, c.Visits, n)
		}
	}
	if _, err := d.Compare(other, func(yield func(string, []byte) bool) { yield("bad", []byte("{")) }); err == nil || !strings.HasPrefix(err.Error(), "bad: ") {
		t.Errorf("a visit that cannot be read: %v", err)
	}
}

// A clinic tries a rule before it puts it in force.
func ExampleDecider_Audit() {
	d, err := openedShadow() // visit.Open(visit.WithShadow(colder))
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := d.Audit([]byte(`{"intake": {"vitals": {"temp_c": 37.6}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	said, _ := json.Marshal(x.New)
	fmt.Println(string(said))
	// Output: [{"part":"screening","rule":"house.cool","says":"Not today, the client is warm."}]
}
