package technique_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/technique"
)

func signs(signs ...technique.Sign) answer.Fact[answer.Set[technique.Sign]] {
	return answer.Known(answer.SetOf(signs...))
}

// stops is what a session comes to: s stops, c changes, ? not settled; then the urgency, and what is asked.
func stops(s technique.Stopping) string {
	text := ""
	for _, x := range []struct {
		is   bool
		mark string
	}{{s.Stop, "stop "}, {s.Change, "change "}, {!s.Settled, "open "}} {
		if x.is {
			text += x.mark
		}
	}
	text += s.Urgency.String()
	for _, q := range s.Questions {
		text += " " + q.Fact
	}
	return text
}

func TestStop(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	fine := technique.During{AttackOnset: answer.No, PainDuring: answer.Known(2), AskedToStop: answer.No,
		Signs: signs(technique.SignNone)}
	type during = technique.During
	for _, tt := range []struct {
		name   string
		change func(*during)
		want   string
		rule   string
	}{
		{"fine", func(*during) {}, "none", ""},
		{"an attack", func(d *during) { d.AttackOnset = answer.Yes }, "stop none", "plan.stop_attack"},
		{"perhaps an attack", func(d *during) { d.AttackOnset = answer.Unsure }, "stop none", ""},
		{"strong pain", func(d *during) { d.PainDuring = answer.Known(7) }, "stop none", "plan.stop_pain"},
		{"some pain", func(d *during) { d.PainDuring = answer.Known(6) }, "none", ""},
		{"the client wants to stop", func(d *during) { d.AskedToStop = answer.Yes }, "stop none", "plan.stop_pain"},
		{"numb in both hands", func(d *during) { d.Signs = signs("numb_both") }, "stop emergency", "plan.sign_nerves_together"},
		{"perhaps a sign", func(d *during) { d.Signs = answer.UnsureOf[answer.Set[technique.Sign]]() }, "stop same_day", ""},
		{"the skin itches", func(d *during) { d.Signs = signs("skin") }, "change none", "plan.sign_skin"},
		// A sign has come up and the rest is blank: hands off until it is answered.
		{"a hand numb, no pause yet", func(d *during) { d.Signs = signs("numb") }, "stop open none during.after_pause", "plan.sign_numb"},
		{"a hand numb, gone on turning", func(d *during) { d.Signs, d.AfterPause = signs("numb"), answer.Known(technique.PauseGone) },
			"none", "plan.sign_numb"},
		{"a hand numb, perhaps better", func(d *during) { d.Signs, d.AfterPause = signs("numb"), answer.UnsureOf[technique.AfterPause]() },
			"stop same_day", "plan.sign_numb"},
		// The session is over, and yet an answer can call for help.
		{"a faint, no pause yet", func(d *during) { d.Signs = signs("faint") }, "stop none during.after_pause", "plan.sign_faint"},
		{"a faint, better", func(d *during) { d.Signs, d.AfterPause = signs("faint"), answer.Known(technique.PauseEasing) },
			"stop none", "plan.sign_faint"},
		{"nobody asked for signs", func(d *during) { d.Signs = answer.Fact[answer.Set[technique.Sign]]{} },
			"open none during.signs", ""},
		{"nobody asked for pain", func(d *during) { d.PainDuring = answer.Fact[int]{} }, "open none during.pain", ""},
		{"nobody asked anything", func(d *during) { *d = during{} },
			"open none during.pain during.signs during.attack_onset during.asked_to_stop", ""},
		{"an attack, and nothing else asked", func(d *during) { *d = during{AttackOnset: answer.Yes} },
			"stop none during.pain during.signs", "plan.stop_attack"}, // strong pain counts with a cramp
	} {
		d := fine
		tt.change(&d)
		s, err := p.Stop(technique.Visit{}, d)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, stops(s)); diff != "" {
			t.Errorf("%s: Stop() mismatch (-want +got):\n%s", tt.name, diff)
		}
		if tt.rule != "" && (len(s.Violations) != 1 || s.Violations[0].Rule != tt.rule) {
			t.Errorf("%s: %+v", tt.name, s.Violations)
		}
	}
	_, err := p.Stop(technique.Visit{}, during{AttackOnset: 4, PainDuring: answer.Known(11), AskedToStop: 5})
	want := "session.asked_to_stop: is neither not asked, unsure, no nor yes\nsession.attack_onset: is neither not asked, unsure, no nor yes\nsession.pain_during: 11 is outside 0 to 10"
	if err == nil || err.Error() != want {
		t.Errorf("Stop(bad) = %v", err)
	}
	_, err = p.Stop(technique.Visit{}, during{AfterPause: answer.Known(technique.PauseGone), Signs: signs("crack")})
	if err == nil || !strings.HasPrefix(err.Error(), "session.after_pause: is gone, but only means something if ") {
		t.Errorf("Stop(a pause after nothing) = %v", err)
	}
}

// Whatever kind a clinic gives to a rule that calls for help, the session stops.
func TestCallForHelpStops(t *testing.T) {
	t.Parallel()
	rule := `rules:
  - id: house.tears
    kind: caution
    urgency: emergency
    when: tears in during.signs
    says: Call.
    instead: Stay.
    rationale: A house rule.
    sources: [POLICY]
    grade: E5
`
	p := newPlanner(t, technique.WithOverlay(fstest.MapFS{"plan/a.yaml": {Data: []byte(rule)}}))
	d := technique.During{AttackOnset: answer.No, PainDuring: answer.Known(0), AskedToStop: answer.No, Signs: signs("tears")}
	s, err := p.Stop(technique.Visit{}, d)
	if err != nil || !s.Stop || s.Urgency != screening.UrgencyEmergency {
		t.Errorf("Stop() = %+v, %v", s, err)
	}
}

// More signs never make a session end later or a call for help less pressing, and a pause that
// went worse never does either.
func TestMoreSignsAreNoMilder(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	i, _ := p.PlanRules().FactIndex("during.signs")
	var all []technique.Sign
	for _, v := range p.PlanRules().Facts()[i].Values[1:] {
		all = append(all, technique.Sign(v.Name))
	}
	pauses := []technique.AfterPause{
		technique.PauseGone, technique.PauseEasing, technique.PauseAgain, technique.PauseSame, technique.PauseWorse,
	}
	milder := func(a, b technique.Stopping) bool { return a.Urgency < b.Urgency || b.Stop && !a.Stop }
	j, _ := p.PlanRules().FactIndex("during.after_pause")
	guard := p.PlanRules().Facts()[j].AskedIf
	stop := func(pause technique.AfterPause, of ...technique.Sign) technique.Stopping {
		d := technique.During{AttackOnset: answer.No, PainDuring: answer.Known(2), AskedToStop: answer.No, Signs: signs(of...)}
		if slices.ContainsFunc(of, func(s technique.Sign) bool { return strings.Contains(" "+guard, " "+string(s)+" in ") }) {
			d.AfterPause = answer.Known(pause)
		}
		s, err := p.Stop(technique.Visit{}, d)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, a := range all {
		for n, pause := range pauses {
			one := stop(pause, a)
			if n > 0 && pauses[n-1] != technique.PauseAgain && milder(one, stop(pauses[n-1], a)) {
				t.Errorf("%s %s is milder than %s", a, pause, pauses[n-1])
			}
			for _, b := range all {
				if a != b && milder(stop(pause, a, b), one) {
					t.Errorf("%s with %s is milder than %s alone (%s)", a, b, a, pause)
				}
			}
		}
	}
}
