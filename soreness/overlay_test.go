package soreness_test

import (
	"encoding/json"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

func files(pairs ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

const rest = "\n    says: Say it.\n    client: Hear it.\n    rationale: So it is.\n    sources: [article]\n    grade: E5\n"

func TestOverlayProblems(t *testing.T) {
	t.Parallel()
	const rule = "rules:\n  - id: house.x\n    kind: monitor\n    urgency: none\n    do: Do it.\n    when: "
	for _, test := range []struct {
		name string
		fs   fs.FS
		want []string
	}{
		{"nothing", nil, []string{"layer overlay 1: has no files"}},
		{"no folder", files("readme.md", "hello"), []string{"layer overlay 1: has none of the folders triage, causes, advice and words"}},
		{"a file beside the folders", files("triage/a.yaml", "rules: []", "b.yaml", "rules: []"), []string{
			"b.yaml:1:1: stands in no folder; put it into triage, causes, advice or words"}},
		{"names that nobody knows", files("triage/a.yaml", rule+"post.nrs > 3 && dul_ache in post.quality && course.violation == none"+rest), []string{
			"overlay 1: triage/a.yaml:6:27: house.x: post.quality has no value dul_ache (did you mean dull_ache?); it has 20",
			"overlay 1: triage/a.yaml:6:55: house.x: unknown fact course.violation (did you mean course.violations?)"}},
		{"causes and advice at once", files(
			"causes/a.yaml", "rules:\n  - id: cause.x\n    kind: advice\n    when: post.nrs > 3"+rest,
			"advice/a.yaml", "rules:\n  - id: advice.x\n    kind: advice\n    when: post.nr > 3"+rest), []string{
			"overlay 1: advice/a.yaml:4:11: advice.x: unknown fact post.nr (did you mean post.nrs?)",
			"overlay 1: causes/a.yaml:3:11: unknown kind \"advice\"; write undetermined, ordinary or cause"}},
		{"facts where nobody reads them", files("causes/a.yaml", "facts:\n  - {name: house.x, kind: yes_no, ask: \"Is it?\"}\n"), []string{
			"causes: declares facts or cards; facts are declared in triage"}},
		{"a card", files("triage/a.yaml", "facts:\n  - {name: house.x, kind: yes_no, ask: \"Is it?\"}\ncards:\n  - {name: house, ask: \"Any?\", lines: [{name: x, says: It is, facts: [house.x]}]}\n"), []string{
			"triage: has a card; cards belong to the rules of screening"}},
		{"a milder rule", files("triage/a.yaml", "changes:\n  - {rule: soreness.not_benign, kind: monitor, reason: we look at it ourselves}\n"), []string{
			"overlay 1: triage/a.yaml:2:5: changing rule soreness.not_benign makes soreness.not_benign milder for somebody, and layer overlay 1 was not allowed to loosen anything"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := soreness.New(planner(t), soreness.WithOverlay(test.fs))
			if diff := cmp.Diff(test.want, problems(err)); diff != "" {
				t.Errorf("New() mismatch (-want +got):\n%s", diff)
			}
		})
	}
	if _, err := soreness.New(nil); err == nil || err.Error() != "soreness: there is no planner" {
		t.Error(err)
	}
}

// A clinic's causes and advice stand beside the built-in ones, each under the same conditions.
func TestHouseCausesAndAdvice(t *testing.T) {
	t.Parallel()
	tr := newTriager(t, nil, soreness.WithOverlay(files(
		"causes/house.yaml", "rules:\n  - id: cause.sauna\n    kind: cause\n    when: house.sauna"+rest,
		"advice/house.yaml", "rules:\n  - id: advice.drink\n    kind: advice\n    when: house.sauna"+rest,
		"triage/house.yaml", "facts:\n  - {name: house.sauna, kind: yes_no, ask: \"Have you been to a sauna since?\"}\n",
	)))
	codes := func(remarks []soreness.Remark) map[string]bool {
		all := map[string]bool{}
		for _, r := range remarks {
			all[r.Code] = true
		}
		return all
	}
	c := ordinaryCourse()
	if r := triage(t, tr, wellToday(), c); codes(r.Causes)["sauna"] || codes(r.Advice)["drink"] {
		t.Errorf("nobody was asked: causes %v, advice %v", r.Causes, r.Advice)
	}
	c.Own = answer.Own{"house.sauna": answer.Of(answer.Yes)}
	if r := triage(t, tr, wellToday(), c); !codes(r.Causes)["sauna"] || !codes(r.Advice)["drink"] {
		t.Errorf("causes %v, advice %v", r.Causes, r.Advice)
	}
	roundTrip(t, tr, c)
}

// Cases of a clinic see what the triager sees.
func TestHouseCases(t *testing.T) {
	t.Parallel()
	tr := withHouseRules()
	policytest.Run(t, tr.Rules(), files("house_cases.yaml", `
cases:
  - case: a sauna is looked at again
    answers: {house.sauna: yes}
    fires: [house.sauna]
    decision: clarify
    floor: monitor
`))
}

// The plan rules and techniques of a clinic can be named; a rule of its own counts as other.
func TestHousePlanRules(t *testing.T) {
	t.Parallel()
	s := screener(t)
	p, err := technique.New(s, technique.WithOverlay(files("plan/house.yaml", `
rules:
  - id: house.no_oil
    kind: change
    when: plan.minutes > 50
    says: Say it.
    instead: Do it.
    rationale: So it is.
    sources: [article]
    grade: E5
`)))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := soreness.New(p)
	if err != nil {
		t.Fatal(err)
	}
	c := ordinaryCourse()
	c.Sessions[0].Violations = []string{"house.no_oil"}
	triage(t, tr, wellToday(), c)
	roundTrip(t, tr, c)
	if tr.Fingerprint() == newTriager(t).Fingerprint() {
		t.Log("a plan rule that no rule tells apart changes nothing")
	}
}

// What has to be seen soon before a massage has to be after one, as the screener's overlays left
// it. Of two rules with one test one is enough.
func TestWhatIsSeenSoonIsTheScreeners(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	urgency := func(name string) screening.Urgency {
		var u screening.Urgency
		if err := u.UnmarshalText([]byte(name)); err != nil {
			t.Fatal(err)
		}
		return u
	}
	flags := 0
	tests := map[string]bool{}
	for _, r := range planner(t).Screener().Rules().Rules() {
		i, ok := tr.Rules().RuleIndex(r.ID)
		if soon := r.RedFlag || urgency(r.Urgency) >= screening.UrgencyUrgent; ok != soon && !(soon && tests[r.When]) {
			t.Errorf("%s: to be seen soon %t, here %t", r.ID, soon, ok)
		}
		if !ok {
			continue
		}
		flags++
		tests[r.When] = true
		here := tr.Rules().Rules()[i]
		if here.When != r.When || here.Urgency != r.Urgency || here.RedFlag != r.RedFlag {
			t.Errorf("%s is another rule here", r.ID)
		}
		if diff := cmp.Diff(r.Texts, here.Texts); diff != "" {
			t.Errorf("%s has other words here:\n%s", r.ID, diff)
		}
	}
	if flags == 0 {
		t.Error("nothing has to be seen soon")
	}
}

// A finding of the screener shows what the screener would offer instead.
func TestAdoptedFindingsSayWhatToDo(t *testing.T) {
	t.Parallel()
	in := wellToday()
	in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Ticked: []intake.Line{"chest_pain"}}
	r := triage(t, newTriager(t), in, ordinaryCourse())
	if r.Level != soreness.Emergency || len(r.Findings) == 0 || r.Findings[0].Do == "" || r.Findings[0].Client == "" || !r.Findings[0].RedFlag {
		data, _ := json.Marshal(r)
		t.Errorf("%s", data)
	}
}
