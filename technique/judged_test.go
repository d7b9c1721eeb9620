package technique_test

import (
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/technique"
)

// What the match has against a technique reaches a plan through a plan rule: without the rule
// nothing is said and nothing counts.
func TestOnlyPlanRulesSpeak(t *testing.T) {
	off := technique.WithOverlay(files(map[string]string{"plan/a.yaml": `
changes:
  - {rule: plan.wrong_technique, disable: true, reason: we choose ourselves}
`}))
	for _, tt := range []struct {
		name string
		p    *technique.Planner
		says bool
	}{
		{"built-in", newPlanner(t), true},
		{"without the rule", newPlanner(t, off, technique.WithLoosening()), false},
	} {
		in := healthy(tt.p.Screener())
		v := visitOf(t, tt.p, in)
		v.Presentation = technique.Found("fibromyalgia")
		m, err := tt.p.Match(v)
		if err != nil {
			t.Fatal(err)
		}
		checked := 0
		for _, c := range m.Choices {
			if c.Standing != technique.Forbidden {
				continue
			}
			plan := planOf(step("static_hold", 0, body.Scapular))
			plan.Technique, plan.Therapist = c.Technique, answer.Known(technique.Medical)
			r := mustCheck(t, tt.p, v, plan)
			said := slices.ContainsFunc(r.Violations, func(v technique.Violation) bool { return v.Rule == c.Reasons[0].Rule })
			own := slices.ContainsFunc(r.Violations, func(v technique.Violation) bool {
				return v.Step == technique.WholePlan && v.Kind >= technique.KindChange && v.Rule != c.Reasons[0].Rule
			})
			if own {
				continue // the plan rules have said it in their own words
			}
			checked++
			if said != tt.says || (r.Floor >= technique.KindChange) != tt.says {
				t.Errorf("%s: %s: said %t, floor %s", tt.name, c.Technique, said, r.Floor)
			}
			if slices.ContainsFunc(r.Violations, func(v technique.Violation) bool { return v.Rule == "plan.wrong_technique" }) {
				t.Errorf("%s: %s: the rule speaks beside what it quotes", tt.name, c.Technique)
			}
		}
		if checked == 0 {
			t.Errorf("%s: no technique is forbidden by the match alone", tt.name)
		}
	}
}

// A rule that is to be told by the match speaks for itself where nothing of the match stands behind it.
func TestRuleThatQuotesNothingSpeaks(t *testing.T) {
	p := newPlanner(t, technique.WithOverlay(files(map[string]string{"plan/a.yaml": `
rules:
  - id: plan.house_hour
    tags: [match]
    kind: change
    when: plan.minutes > 50
    says: Nothing here lasts longer than 50 minutes.
    instead: A shorter session.
    rationale: The next client waits.
    sources: [POLICY]
    grade: E5
`})))
	v := visitOf(t, p, healthy(p.Screener()))
	plan := planOf(step("static_hold", 0, body.Scapular))
	plan.Minutes = answer.Known(60)
	r := mustCheck(t, p, v, plan)
	if !slices.Contains(broken(r, technique.WholePlan), "plan.house_hour") {
		t.Errorf("the rule is not told: %+v", r.Violations)
	}
	// What raises the floor because an answer is unsure is shown too.
	plan.Minutes = answer.UnsureOf[int]()
	r = mustCheck(t, p, v, plan)
	if !slices.ContainsFunc(r.Open, func(o technique.OpenViolation) bool { return o.Rule == "plan.house_hour" }) {
		t.Errorf("floor %s, and the rule that counts is not among %+v", r.Floor, r.Open)
	}
}

// Whether the therapist is trained enough for the client is open as long as nobody says who it is,
// and the review names the rule that waits.
func TestTrainingIsOpenWithoutATherapist(t *testing.T) {
	p := newPlanner(t)
	plan := planOf(step("static_hold", 0, body.Scapular))
	plan.Therapist = answer.Fact[technique.Level]{}
	r := mustCheck(t, p, visitOf(t, p, healthy(p.Screener())), plan)
	open := slices.ContainsFunc(r.Open, func(o technique.OpenViolation) bool { return o.Rule == "plan.level_client" })
	asked := slices.ContainsFunc(r.Questions, func(q technique.Question) bool {
		return q.Fact == "plan.therapist" && slices.Contains(q.Rules, "plan.level_client")
	})
	if !open || !asked || r.Settled {
		t.Errorf("open %t, asked %t, settled %t", open, asked, r.Settled)
	}
}
