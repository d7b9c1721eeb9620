package soreness_test

import (
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

const (
	ofPlan = "\n    says: Say it.\n    instead: Do that.\n    rationale: So it is.\n    sources: [article]\n    grade: E5\n"
	elbows = "rules:\n  - id: house.elbows\n    kind: change\n    when: step.pressure > 3" + ofPlan + "    tags: "
)

func planning(t *testing.T, options ...technique.Option) *technique.Planner {
	t.Helper()
	s := screener(t)
	p, err := technique.New(s, options...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// houses are the triagers of clinics with a rule of their own, each loaded once.
var houses sync.Map

func tagged(t *testing.T, file, text string) *soreness.Triager {
	t.Helper()
	s := screener(t)
	load, _ := houses.LoadOrStore(file+"\n"+text, sync.OnceValues(func() (*soreness.Triager, error) {
		p, err := technique.New(s, technique.WithOverlay(files(file, text)))
		if err != nil {
			return nil, err
		}
		return soreness.New(p)
	}))
	tr, err := load.(func() (*soreness.Triager, error))()
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// What a clinic's own rule of a plan or of the match amounts to is said by its tags.
func TestTaggedRules(t *testing.T) {
	t.Parallel()
	for i, test := range []struct {
		name, file, text, broken string
		finding                  string // nothing: none about the session
	}{
		{"a rule without a tag", "plan/a.yaml", elbows + "[]\n", "house.elbows", ""},
		{"a tag of their own", "plan/a.yaml", elbows + "[house.elbow]\n", "house.elbows", ""},
		{"a value", "plan/a.yaml", elbows + "[violation.over_cap]\n", "house.elbows", "soreness.plan_broken"},
		{"two values", "plan/a.yaml", elbows + "[violation.heat, violation.stop_pain]\n", "house.elbows", "soreness.pain_in_session"},
		{"an attack", "plan/a.yaml", elbows + "[attack_onset]\n", "house.elbows", "soreness.attack_in_session"},
		{"a rule of the match", "match/a.yaml", "rules:\n  - id: house.hot\n    kind: avoid\n    where: technique.heat\n    when: back.phase == none" + ofPlan +
			"    tags: [violation.tone_mismatch]\n", "house.hot", "soreness.wrong_technique"},
	} {
		if i%2 != 0 && !draws.All(t) {
			continue // each loads rules; all of them with every draw
		}
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tr := tagged(t, test.file, test.text)
			c := ordinaryCourse()
			c.Sessions[0].Violations, c.Sessions[0].AttackOnset = []string{test.broken}, answer.NotAsked
			got := slices.DeleteFunc(ruleIDs(triage(t, tr, wellToday(), c).Findings), func(id string) bool {
				return !slices.Contains([]string{"soreness.plan_broken", "soreness.pain_in_session",
					"soreness.attack_in_session", "soreness.wrong_technique"}, id)
			})
			var want []string
			if test.finding != "" {
				want = []string{test.finding}
			}
			if diff := cmp.Diff(want, slices.Clip(got)[:len(got):len(got)]); len(want)+len(got) > 0 && diff != "" {
				t.Errorf("findings mismatch (-want +got):\n%s", diff)
			}
			if test.finding == "soreness.attack_in_session" {
				c.Sessions[0].AttackOnset = answer.No
				_, err := tr.Triage(wellToday(), c)
				if diff := cmp.Diff([]string{"course.sessions[0].attack_onset: is no, but house.elbows stands among the violations"},
					problems(err)); diff != "" {
					t.Errorf("Triage() mismatch (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// A rule that is out of force was broken while it was not: its tags still say what it amounts to.
func TestTagsOfDisabledRules(t *testing.T) {
	t.Parallel()
	tr, err := soreness.New(planning(t, technique.WithLoosening(), technique.WithOverlay(files(
		"plan/a.yaml", "changes:\n  - {rule: plan.spine_touched, reason: ours, disable: true}\n"))))
	if err != nil {
		t.Fatal(err)
	}
	c := ordinaryCourse()
	c.Sessions[0].Violations = []string{"plan.spine_touched"}
	if got := ruleIDs(triage(t, tr, wellToday(), c).Findings); !slices.Contains(got, "soreness.plan_broken") {
		t.Errorf("findings %v", got)
	}
}

// A tag that names no value is a mistake, and said to be one.
func TestTagOfNoValue(t *testing.T) {
	t.Parallel()
	_, err := soreness.New(planning(t, technique.WithOverlay(files(
		"plan/a.yaml", elbows+"[violation.spine_tuched, violation.nothing]\n"))))
	values := newTriager(t).Rules().Facts()
	n := len(values[slices.IndexFunc(values, func(f policy.Fact) bool { return f.Name == "course.violations" })].Values)
	want := []string{
		"rule house.elbows has the tag violation.nothing, and course.violations has no such value; write not_screened, " +
			"wrong_technique, stop_pain, spine_touched, walk_on_back, organ_zone, organ_stroke, belly and " + strconv.Itoa(n-9) + " more",
		"rule house.elbows has the tag violation.spine_tuched, and course.violations has no such value (did you mean spine_touched?)",
	}
	if diff := cmp.Diff(want, problems(err)); diff != "" {
		t.Errorf("New() mismatch (-want +got):\n%s", diff)
	}
}

// What a tag says of a session bears meaning here.
func TestTagsAreInTheFingerprint(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, tags := range []string{"[]", "[violation.over_cap]", "[violation.too_long]", "[attack_onset]"} {
		tr := tagged(t, "plan/a.yaml", elbows+tags+"\n")
		if other, ok := seen[tr.Fingerprint()]; ok {
			t.Errorf("%s and %s have one fingerprint", tags, other)
		}
		seen[tr.Fingerprint()] = tags
	}
}
