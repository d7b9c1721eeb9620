package screening_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

const day = 24 * time.Hour

// elapses are the times that matter: none, any, and either side of the days that answers hold.
var elapses = []time.Duration{
	0, 1, time.Hour, day, 30 * day, 30*day + 1, 90*day - 1, 90 * day, 90*day + 1, 365 * day, 365*day + 1, 2000 * day,
}

// stated returns every explicit answer of an intake as JSON has it, by the name of its fact.
func stated(t *testing.T, in screening.Intake) map[string]string {
	t.Helper()
	var groups map[string]json.RawMessage
	if err := json.Unmarshal([]byte(marshal(t, in)), &groups); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for group, data := range groups {
		if group == "regions" || group == "cards" {
			continue
		}
		var facts map[string]json.RawMessage
		if err := json.Unmarshal(data, &facts); err != nil {
			t.Fatal(err)
		}
		for name, value := range facts {
			if group != "own" {
				name = group + "." + name
			}
			out[name] = string(value)
		}
	}
	return out
}

// expiries calls f with random intakes, a time, and what is left of each after that time.
func expiries(t *testing.T,
	f func(seed uint64, s *screening.Screener, in screening.Intake, elapsed time.Duration, left screening.Intake)) {
	t.Helper()
	s := ownScreener(t)
	d := newDrawer(t, s)
	for seed := range uint64(draws.Of(t, 150)) {
		in := d.intake(t, seed)
		for i, elapsed := range elapses {
			if (seed+uint64(i))%3 == 0 {
				f(seed, s, in, elapsed, s.Expire(in, elapsed))
			}
		}
	}
}

func TestExpireAtZeroChangesNothing(t *testing.T) {
	s := ownScreener(t)
	d := newDrawer(t, s)
	for seed := range uint64(draws.Of(t, 150)) {
		in := d.intake(t, seed)
		if diff := cmp.Diff(in, s.Expire(in, 0), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d: Expire(in, 0) mismatch (-want +got):\n%s", seed, diff)
		}
	}
}

// A time that lies ahead is a clock that was wrong: nothing is the fresher for it.
func TestExpireBackwards(t *testing.T) {
	expiries(t, func(seed uint64, s *screening.Screener, in screening.Intake, elapsed time.Duration, left screening.Intake) {
		if diff := cmp.Diff(left, s.Expire(in, -elapsed), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d: Expire(in, %v) mismatch (-want +got):\n%s", seed, -elapsed, diff)
		}
	})
}

func TestExpireForgetsWhatHasLapsed(t *testing.T) {
	expiries(t, func(seed uint64, s *screening.Screener, in screening.Intake, elapsed time.Duration, left screening.Intake) {
		answers, days := stated(t, left), elapsed.Hours()/24
		for _, f := range s.Rules().Facts() {
			if f.Name != "session.stored" && answers[f.Name] != "" && elapsed > 0 && days > float64(f.HoldsDays) {
				t.Errorf("seed %d: after %v %s is still %s, and holds %d days",
					seed, elapsed, f.Name, answers[f.Name], f.HoldsDays)
			}
		}
		for _, c := range s.Rules().Cards() {
			if _, ok := left.Cards[intake.Card(c.Name)]; ok && elapsed > 0 && days > float64(c.HoldsDays) {
				t.Errorf("seed %d: after %v card %s still holds", seed, elapsed, c.Name)
			}
		}
	})
}

func TestExpireKeepsWhatHolds(t *testing.T) {
	expiries(t, func(seed uint64, s *screening.Screener, in screening.Intake, elapsed time.Duration, left screening.Intake) {
		if diff := cmp.Diff(in.Regions, left.Regions, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("seed %d: regions mismatch (-want +got):\n%s", seed, diff)
		}
		before, after := stated(t, in), stated(t, left)
		for _, f := range s.Rules().Facts() {
			if f.Name == "session.stored" {
				continue // Expire says so itself
			}
			holds := elapsed.Hours()/24 <= float64(f.HoldsDays)
			if holds && before[f.Name] != "" && f.AskedIf == "" && after[f.Name] != before[f.Name] {
				t.Errorf("seed %d: after %v %s is %q, and was %s", seed, elapsed, f.Name, after[f.Name], before[f.Name])
			}
			if before[f.Name] != "" && after[f.Name] != "" && after[f.Name] != before[f.Name] {
				t.Errorf("seed %d: %s turns from %s into %s", seed, f.Name, before[f.Name], after[f.Name])
			}
		}
		for name, c := range left.Cards {
			if diff := cmp.Diff(in.Cards[name], c); diff != "" {
				t.Errorf("seed %d: card %s mismatch (-want +got):\n%s", seed, name, diff)
			}
		}
	})
}

// Whatever is left can be screened, says nothing more, and never lets a massage begin that
// was not allowed before.
func TestExpiredIntakesScreen(t *testing.T) {
	expiries(t, func(seed uint64, s *screening.Screener, in screening.Intake, elapsed time.Duration, left screening.Intake) {
		then, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		now, err := s.Screen(left)
		if err != nil {
			t.Fatalf("seed %d: after %v: %v\n%s\n%s", seed, elapsed, err, marshal(t, in), marshal(t, left))
		}
		if now.MayTreat() && !then.MayTreat() {
			t.Errorf("seed %d: after %v a massage may begin that might not", seed, elapsed)
		}
		if elapsed > 0 && now.MayTreat() {
			t.Errorf("seed %d: after %v a massage may begin though the cards of every visit were not asked again",
				seed, elapsed)
		}
		if diff := cmp.Diff(left, s.Expire(left, 0), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("seed %d: Expire at zero mismatch (-want +got):\n%s", seed, diff)
		}
	})
}

func TestExpireLeavesItsInputAlone(t *testing.T) {
	s := ownScreener(t)
	d := newDrawer(t, s)
	for seed := range uint64(draws.Of(t, 100)) {
		in := d.intake(t, seed)
		before := marshal(t, in)
		left := s.Expire(in, day)
		for i := range left.Regions {
			left.Regions[i] = body.WholeBody
		}
		if left.Cards != nil {
			left.Cards[intake.CardLook] = intake.CardAnswer{Ticked: []intake.Line{intake.LinePanic}}
		}
		if diff := cmp.Diff(before, marshal(t, in)); diff != "" {
			t.Fatalf("seed %d: the intake changes (-before +after):\n%s", seed, diff)
		}
	}
}

func TestExpire(t *testing.T) {
	for _, tt := range []struct {
		name    string
		in      string
		elapsed time.Duration
		want    string
	}{
		{"a card of every visit goes with what it said", `{"cards":{"emergency_now":{}}}`, 1, `{}`},
		{"an answer for one visit goes", `{"back":{"phase":"chronic_stable"},"preg":{"status":"none"}}`, time.Minute, `{}`},
		{"a lasting card stays to its last day", `{"cards":{"spine_and_bones":{"ticked":["disc"]}}}`, 90 * day,
			`{"cards":{"spine_and_bones":{"ticked":["disc"]}}}`},
		{"and goes after it", `{"cards":{"spine_and_bones":{"ticked":["disc"]}},"disc":{"direction":"central"}}`, 90*day + 1, `{}`},
		{"a lasting answer stays to its last day", `{"client":{"age":34}}`, 90 * day, `{"client":{"age":34}}`},
		{"and goes after it too", `{"client":{"age":34}}`, 90*day + 1, `{}`},
		{"an unsure one does as well", `{"client":{"age":"unsure"},"sx":{"feverish":"unsure"}}`, day, `{"client":{"age":"unsure"}}`},
		{"what is measured goes", `{"vitals":{"temp_c":39.5},"bp":{"sys":190},"lab":{"platelets_10e9":40}}`, time.Hour, `{"lab":{"platelets_10e9":40}}`},
		{"a volunteered detail goes with its visit", `{"med":{"anticoagulant":"warfarin","inr":4.5}}`, day, `{"med":{"anticoagulant":"warfarin"}}`},
		{"regions stay", `{"regions":["neck","hand"]}`, 2000 * day, `{"regions":["neck","hand"]}`},
		{"a detail goes with what it hangs on", `{"own":{"clinic.tired":"yes","clinic.rests":"yes"}}`, day, `{}`},
		{"a denied detail may stay", `{"own":{"clinic.tired":"yes","clinic.rests":"no"}}`, day, `{"own":{"clinic.rests":"no"}}`},
		{"a mixed card goes at the first of its facts", `{"cards":{"clinic_now":{"ticked":["tattoo"]}},"own":{"clinic.tattoo_at":["hand"]}}`, day,
			`{"own":{"clinic.oils":["none"],"clinic.tattoo":"yes","clinic.tattoo_at":["hand"]}}`},
		{"its unsure lines stay unsure", `{"cards":{"clinic_now":{"unsure":["tattoo","oils_or_tired"]}}}`, day,
			`{"own":{"clinic.oils":"unsure","clinic.tattoo":"unsure"}}`},
		{"its nothing stays no", `{"cards":{"clinic_now":{}}}`, day, `{"own":{"clinic.oils":["none"],"clinic.tattoo":"no"}}`},
		{"a tick that asks for details leaves them to be asked", `{"cards":{"clinic_now":{"ticked":["oils_or_tired"]}}}`, day,
			`{"own":{"clinic.tattoo":"no"}}`},
		{"an explicit answer stands before what the card said", `{"cards":{"clinic_now":{"unsure":["tattoo"]}},"own":{"clinic.tattoo":"no"}}`, day,
			`{"own":{"clinic.oils":["none"],"clinic.tattoo":"no"}}`},
		{"and each goes in its time", `{"cards":{"clinic_now":{"ticked":["tattoo"]}},"own":{"clinic.bed":"low"}}`, 31 * day,
			`{"own":{"clinic.bed":"low","clinic.oils":["none"]}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := ownScreener(t)
			in, err := s.DecodeIntake([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			left := s.Expire(in, tt.elapsed)
			left.Session.Stored = answer.NotAsked // TestExpireAsksWhatHasChanged
			if diff := cmp.Diff(tt.want, marshal(t, left)); diff != "" {
				t.Errorf("Expire(%s, %v) mismatch (-want +got):\n%s", tt.in, tt.elapsed, diff)
			}
		})
	}
}

// Where a card and an answer disagree, which only Go can say, neither wins.
func TestExpireKeepsNoContradiction(t *testing.T) {
	left := ownScreener(t).Expire(screening.Intake{
		Cards: intake.Cards{"clinic_now": {Ticked: []intake.Line{"tattoo"}}},
		Own:   answer.Own{"clinic.tattoo": answer.Of(answer.No)},
	}, day)
	if got, want := marshal(t, left), `{"session":{"stored":"yes"},"own":{"clinic.oils":["none"]}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A line that the rules do not know must not turn its card into one that says no.
func TestExpireLeavesOutWhatNobodyKnows(t *testing.T) {
	s := newScreener(t)
	left := s.Expire(screening.Intake{
		Cards: intake.Cards{
			intake.CardEmergencyNow: {Ticked: []intake.Line{"chest_pian"}},
			intake.CardLook:         {},
			"no_card":               {},
		},
		Own: answer.Own{"clinic.tattoo": answer.Of(answer.Yes)},
	}, 0)
	want := screening.Intake{Cards: intake.Cards{intake.CardLook: {}}}
	if diff := cmp.Diff(want, left, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

// A page that still holds says nothing about what is new: one question speaks for all of them, and
// without its no nobody goes ahead.
func TestExpireAsksWhatHasChanged(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	again := func(days int) screening.Intake {
		left := s.Expire(in, time.Duration(days)*24*time.Hour)
		for _, card := range s.Rules().Cards() {
			if _, given := left.Cards[intake.Card(card.Name)]; !given {
				if left.Cards == nil {
					left.Cards = intake.Cards{}
				}
				left.Cards[intake.Card(card.Name)] = intake.CardAnswer{}
			}
		}
		left.Client.Age, left.Preg.Status = in.Client.Age, in.Preg.Status
		left.Session.Reason = in.Session.Reason
		return left
	}
	for _, tt := range []struct {
		name    string
		days    int
		changed answer.YesNo
		treat   bool
		asked   bool
	}{
		{"not asked", 80, answer.NotAsked, false, true}, {"nothing", 80, answer.No, true, false}, {"something", 80, answer.Yes, false, false},
		{"perhaps", 80, answer.Unsure, false, false}, {"all pages asked again", 91, answer.NotAsked, true, false}, {"the same visit", 0, answer.NotAsked, true, false},
	} {
		left := again(tt.days)
		left.Session.Changed = tt.changed
		qs, err := s.Questions(left)
		if err != nil {
			t.Fatal(err)
		}
		asked := slices.ContainsFunc(qs,
			func(q screening.Question) bool { return q.Fact == "session.changed" && q.Decides })
		d, err := s.Screen(left)
		if err != nil {
			t.Fatal(err)
		}
		if d.MayTreat() != tt.treat || asked != tt.asked {
			t.Errorf("%s: may treat %t at %s, asked %t", tt.name, d.MayTreat(), d.Disposition, asked)
		}
	}
}
