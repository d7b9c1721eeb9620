package soreness_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
)

func text(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// Whatever is answered: the level shown lies within its bounds, a red flag or anything of the
// screening that is to be seen soon silences, while it holds or is open, everything that could
// reassure, and advice is for those who are settled and as expected or nearly so.
func TestNothingReassuresBesideARedFlag(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	seen := map[soreness.Level]int{}
	settled, remarks := 0, 0
	for seed := range uint64(max(draws.Of(t, 100_000), 5_000)) { // fewer do not come out in every way
		in, c := drawIntake(seed), drawCourse(seed)
		r, err := tr.Triage(in, c)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		seen[r.Level]++
		if fault := reassures(r); fault != "" {
			t.Fatalf("seed %d: %s\n%s\n%s\n%s", seed, fault, text(in), text(c), text(r))
		}
		if r.Settled() {
			settled++
		}
		remarks += len(r.Causes) + len(r.Advice) + len(r.Messages)
	}
	for l := soreness.Clarify; l <= soreness.Emergency; l++ {
		if seen[l] == 0 {
			t.Errorf("no course came out as %s", l)
		}
	}
	if settled == 0 || remarks == 0 {
		t.Errorf("%d settled, %d remarks: the draw shows nothing", settled, remarks)
	}
}

func reassures(r soreness.Result) string {
	flagged := false
	screened := func(rule string) bool { return !strings.HasPrefix(rule, "soreness.") }
	for _, f := range r.Findings {
		flagged = flagged || f.RedFlag || screened(f.Rule)
		if !r.Floor.AtLeast(f.Level) || f.Urgency > r.Urgency {
			return f.Rule + " holds and does not count"
		}
	}
	for _, o := range r.Open {
		flagged = flagged || o.RedFlag || screened(o.Rule)
	}
	helpful := len(r.Advice) + len(r.Messages)
	calming := func(x soreness.Remark) bool { return x.Code == "adaptation" || x.Code == "painful_by_design" }
	switch {
	case !r.Ceiling.AtLeast(r.Floor) || r.Urgency > r.UrgencyCeiling:
		return "a floor lies above its ceiling"
	case r.Settled() && (r.Level != r.Floor || r.Floor != r.Ceiling || r.Urgency != r.UrgencyCeiling):
		return "settled and still open"
	case r.Level != soreness.Clarify && r.Level != r.Floor,
		r.Level == soreness.Clarify && r.Floor.AtLeast(soreness.SeeClinician):
		return "the level shown is not its floor"
	case flagged && helpful+len(r.Causes) > 0:
		return "something is said beside a red flag, or beside what the screening wants seen soon"
	case helpful > 0 && (!r.Settled() || r.Level.AtLeast(soreness.SeeClinician)):
		return "advice before it is settled, or beside a clinician"
	case slices.ContainsFunc(r.Causes, calming) && (!r.Settled() || r.Level.AtLeast(soreness.SeeClinician)):
		return "a cause that calms before it is settled, or beside a clinician"
	case len(r.Advice) > 0 && r.Level.AtLeast(soreness.Adjust):
		return "advice where the work has to change"
	case (r.Level == soreness.Expected) && len(r.Findings) > 0:
		return "expected beside a finding"
	}
	return ""
}

// Whoever the screening wants seen today is not told that it is ordinary, and hears nothing that
// calms from within days on.
func TestTheScreeningIsHeard(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	s := planner(t).Screener()
	soon, days := 0, 0
	for seed := range uint64(draws.Of(t, 20_000)) {
		in, c := drawIntake(seed), drawCourse(seed)
		afflict(newChance(seed, 3), &in)
		d, err := s.Screen(in)
		if err != nil {
			continue // beside another answer it cannot be
		}
		r, err := tr.Triage(in, c)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if d.Urgency >= screening.UrgencySameDay {
			soon++
			if !r.Floor.AtLeast(soreness.SeeClinician) || r.Urgency < d.Urgency {
				t.Fatalf("seed %d: the screening says %s, triage %s %s\n%s\n%s",
					seed, d.Urgency, r.Floor, r.Urgency, text(in), text(c))
			}
		}
		if d.Urgency >= screening.UrgencyUrgent {
			days++
			if len(r.Causes)+len(r.Advice)+len(r.Messages) > 0 {
				t.Fatalf("seed %d: the screening says %s, and triage calms\n%s\n%s", seed, d.Urgency, text(in), text(r))
			}
		}
	}
	if soon == 0 || days == soon {
		t.Errorf("%d today, %d within days: the draw shows nothing", soon, days)
	}
}

// afflict adds one or two things that the screening looks at.
func afflict(c chance, in *screening.Intake) {
	in.Sx.BleedingSigns = answer.NotAsked
	all := []func(){
		func() {
			delete(in.Cards, intake.CardSpineAndBones)
			in.Cond.SpinalInfection, in.Cond.TBBone = c.answer(50), c.answer(50)
		},
		func() {
			delete(in.Cards, intake.CardHeartAndBlood)
			in.Vasc.Phlebitis, in.Sx.BleedingSigns = c.answer(50), c.answer(50)
		},
		func() { in.BP.Sys, in.BP.Dia = fact(c, 120, 165, 190), fact(c, 80, 105, 122) },
		func() {
			delete(in.Cards, intake.CardNervesNow)
			in.Neuro.Weakness = fact(c, intake.WeaknessNone, intake.WeaknessMildNew, intake.WeaknessProgressive)
		},
	}
	for range 1 + c.IntN(2) {
		all[c.IntN(len(all))]()
	}
}

// worsen adds one symptom, and says which; nothing where it is there already, or was asked and is
// not known. A mild headache is none of them: it says of a pain in the head how bad it is.
func worsen(r *rand.Rand, in *screening.Intake, c *soreness.Course) string {
	p := &c.Report
	turn := func(name string, a *answer.YesNo) string {
		if *a == answer.Yes || *a == answer.Unsure {
			return ""
		}
		*a = answer.Yes
		return name
	}
	switch r.IntN(16) {
	case 0, 1, 2, 3:
		q := allQualities[r.IntN(len(allQualities))]
		if p.NerveLike == answer.Yes && (q == soreness.QualityPinsNeedles || q == soreness.QualityNumb) {
			return "" // it says what the nerve-like pain is, which may have passed, and is no further symptom
		}
		return add(q, &p.Quality)
	case 4, 5, 6:
		s := allSites[r.IntN(len(allSites))]
		return add(s, &p.Site)
	case 7:
		if nrs, ok := p.NRS.Value(); ok && nrs < 10 {
			p.NRS = answer.Known(nrs + 1 + r.IntN(10-nrs))
			return "more pain"
		}
	case 8:
		if cm, ok := p.BruiseCM.Value(); ok && cm < 50 {
			p.BruiseCM = answer.Known(cm + 9*r.Float64())
			return "a larger bruise"
		}
	case 9:
		if _, ok := p.Trend.Value(); ok {
			p.Trend = answer.Known(soreness.TrendWorse)
			return "a worse trend"
		}
	case 10:
		if cm, ok := p.BruiseCM.Value(); ok && cm > 0 {
			return turn("a growing bruise", &p.BruiseGrowing)
		}
	case 11:
		return turn("sudden", &p.Sudden)
	case 12:
		return addTo("spreading redness", &p.Skin, soreness.SkinRedSpreading)
	case 13:
		return addTo("a blister", &p.Skin, soreness.SkinBlister)
	case 14:
		return addTo("flu-like", &p.Also, soreness.AlsoFluLike)
	case 15:
		if _, card := in.Cards[intake.CardUnwellNow]; !card {
			return turn("feverish", &in.Sx.Feverish)
		}
		return turn("an attack during the session", &c.Sessions[len(c.Sessions)-1].AttackOnset)
	}
	return ""
}

// add adds a value to a set, which no longer says none. A set that was not asked for now
// holds the value alone.
func add[T ~string](v T, to *answer.Fact[answer.Set[T]]) string {
	set, _ := to.Value()
	if to.Unsure() || set.Has(v) {
		return ""
	}
	values := []T{v}
	for x := range set.All() {
		if x != "none" {
			values = append(values, x)
		}
	}
	*to = answer.Known(answer.SetOf(values...))
	return string(v)
}

// One more symptom, quality or site never lowers the level or its urgency; where it answers a
// question it narrows at most the ceiling.
func TestOneMoreSymptomNeverLowersTheLevel(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	done, want := 0, draws.Of(t, 20_000)
	for seed := uint64(0); done < want; seed++ {
		in, c := drawIntake(seed), drawCourse(seed)
		before, err := tr.Triage(in, c)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 9))
		what := worsen(r, &in, &c)
		if what == "" {
			continue
		}
		after, err := tr.Triage(in, c)
		if err != nil {
			continue // beside another answer the symptom cannot be
		}
		done++
		if !after.Floor.AtLeast(before.Floor) || after.Urgency < before.Urgency {
			t.Fatalf("seed %d: with %s %s %s turns into %s %s:\n%s\n%s\nfindings %v\nnow %v",
				seed, what, before.Floor, before.Urgency, after.Floor, after.Urgency,
				text(in), text(drawCourse(seed)), ruleIDs(before.Findings), ruleIDs(after.Findings))
		}
	}
}

// A higher number of sore sessions never lowers the level, whether the sessions
// tell it or the client.
func TestAHigherSessionNumberNeverLowersTheLevel(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for seed := range uint64(draws.Of(t, 6_000)) {
		in, one := drawIntake(seed), drawCourse(seed)
		one.Sessions = one.Sessions[len(one.Sessions)-1:]
		if nrs, ok := one.Report.NRS.Value(); !ok || nrs == 0 || !one.Report.Site.Asked() || one.Report.Site.Unsure() {
			continue
		}
		one.Sessions[0].Novice = answer.No
		var before soreness.Result
		for n := 1; n <= 6; n++ {
			c := one
			c.Sessions = nil
			earlier := one.Report
			earlier.HoursSince, earlier.OnsetHours, earlier.DurationHours = answer.Fact[float64]{}, answer.Fact[float64]{}, answer.Fact[float64]{}
			last, _ := one.Sessions[0].DaysAgo.Value()
			for i := range n {
				s := one.Sessions[0]
				s.DaysAgo = answer.Known(last + 7*(n-1-i))
				if i < n-1 {
					report := earlier
					s.Report = &report
				}
				c.Sessions = append(c.Sessions, s)
			}
			r, err := tr.Triage(in, c)
			if err != nil {
				t.Fatalf("seed %d, %d sessions: %v", seed, n, err)
			}
			if n > 1 && (!r.Floor.AtLeast(before.Floor) || !r.Ceiling.AtLeast(before.Ceiling) && one.Sessions[0].Plan.Technique != "" || r.Urgency < before.Urgency) {
				t.Fatalf("seed %d: the session number %d turns %s to %s into %s to %s:\n%s\n%s",
					seed, n, before.Floor, before.Ceiling, r.Floor, r.Ceiling, text(in), text(c))
			}
			before = r
		}
	}
	for seed := range uint64(draws.Of(t, 6_000)) {
		in, c := drawIntake(seed), drawCourse(seed)
		if len(c.Sessions) < 3 {
			continue
		}
		c.Sessions[len(c.Sessions)-2].Report = nil
		before := soreness.Expected
		for n := 1; n <= len(c.Sessions); n++ {
			c.Report.ConsecutiveSore = answer.Known(n)
			r, err := tr.Triage(in, c)
			if err != nil {
				continue // the sessions know better
			}
			if !r.Floor.AtLeast(before) {
				t.Fatalf("seed %d: %d sore sessions turn %s into %s:\n%s\n%s",
					seed, n, before, r.Floor, text(in), text(c))
			}
			before = r.Floor
		}
	}
}

// addTo adds a value to a set that was answered, and says what it is called.
func addTo[T ~string](name string, f *answer.Fact[answer.Set[T]], v T) string {
	set, known := f.Value()
	if !known || set.Has(v) {
		return ""
	}
	values := []T{v}
	for x := range set.All() {
		if x != "none" {
			values = append(values, x)
		}
	}
	*f = answer.Known(answer.SetOf(values...))
	return name
}
