package soreness_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
)

// chance draws answers: some not asked, some unsure.
type chance struct {
	*rand.Rand
	asked, unsure int // percent
}

func newChance(seed, stream uint64) chance {
	r := rand.New(rand.NewPCG(seed, stream))
	return chance{r, [...]int{20, 60, 95, 100}[r.IntN(4)], [...]int{0, 0, 5, 30}[r.IntN(4)]}
}

func (c chance) percent(n int) bool { return c.IntN(100) < n }

func (c chance) answer(yes int) answer.YesNo {
	switch {
	case !c.percent(c.asked):
		return answer.NotAsked
	case c.percent(c.unsure):
		return answer.Unsure
	case c.percent(yes):
		return answer.Yes
	}
	return answer.No
}

func fact[T comparable](c chance, values ...T) answer.Fact[T] {
	switch {
	case !c.percent(c.asked):
		return answer.Fact[T]{}
	case c.percent(c.unsure):
		return answer.UnsureOf[T]()
	}
	return answer.Known(values[c.IntN(len(values))])
}

var (
	mildQualities = []soreness.Quality{soreness.QualityDullAche, soreness.QualityTender, soreness.QualityStiff, soreness.QualityHeavy, soreness.QualityBruised}
	allQualities  = append(slices.Clone(mildQualities), soreness.QualityThrobbing,
		soreness.QualitySharp, soreness.QualityPressing, soreness.QualityShooting,
		soreness.QualityElectric, soreness.QualityBurning, soreness.QualityBurningLimb,
		soreness.QualityBurningSkin, soreness.QualityStabbing,
		soreness.QualityPinsNeedles, soreness.QualityNumb, soreness.QualityTired, soreness.QualitySharpOnMoving)
	allSites = []soreness.Site{
		soreness.SiteTreatedMuscle, soreness.SiteSpineMidline, soreness.SiteBelowKneeOrElbow,
		soreness.SiteLimb, soreness.SiteCalf, soreness.SiteAbdomen,
		soreness.SiteHead, soreness.SiteNeck, soreness.SiteFlank, soreness.SiteGroinOrHip, soreness.SiteElsewhere,
	}
	dispositions = []soreness.Disposition{
		soreness.Proceed, soreness.Adapt, soreness.Adapt, soreness.ReferCleared,
		soreness.Refer, soreness.Defer, soreness.Withhold, soreness.NotScreened,
	}
	techniques = []string{"", "relaxing_swedish", "relaxing_swedish", "deep_tissue", "thai", "compress_hold", "tonic"}
	violations = [][]string{
		nil, {}, {}, {}, {"plan.spine_touched"}, {"plan.too_soon", "plan.over_cap"}, {"plan.tone_mismatch"},
	}
)

var (
	allSkin = []soreness.SkinSign{
		soreness.SkinItchOrRed, soreness.SkinPimples, soreness.SkinHives, soreness.SkinBlister, soreness.SkinRedSpreading,
	}
	allAlso = []soreness.Also{
		soreness.AlsoTired, soreness.AlsoSick, soreness.AlsoFluLike, soreness.AlsoVomiting, soreness.AlsoUnsteady,
	}
)

func drawSet[T ~string](c chance, mild, all []T) answer.Fact[answer.Set[T]] {
	values := []T{mild[c.IntN(len(mild))]}
	for c.percent(25) {
		values = append(values, mild[c.IntN(len(mild))])
	}
	for c.percent(20) {
		values = append(values, all[c.IntN(len(all))])
	}
	return fact(c, answer.SetOf(values...))
}

// drawOr draws none, mostly, or some of the values.
func drawOr[T ~string](c chance, none T, all []T) answer.Fact[answer.Set[T]] {
	if c.percent(90) {
		return fact(c, answer.SetOf(none))
	}
	return fact(c, answer.SetOf(all[c.IntN(len(all))], all[c.IntN(len(all))]))
}

// drawReport draws a report so many days after its session. Most are of ordinary soreness, so that
// it shows what the others change.
func (c chance) drawReport(days int) soreness.Report {
	r := soreness.Report{
		NRS: fact(c, 1, 2, 3, 3, 4, 6, 7, 9), NRSBefore: fact(c, 0, 1, 3, 5),
		Trend:   fact(c, soreness.TrendBetter, soreness.TrendBetter, soreness.TrendSame, soreness.TrendWorse),
		Quality: drawSet(c, mildQualities, allQualities), Site: drawSet(c, allSites[:1], allSites),
		LikeExercise: c.answer(50), Sudden: c.answer(10), BruiseCM: fact(c, 0, 0, 0, 0.000001, 2, 6, 11),
		NerveLike: c.answer(8),
		Skin:      drawOr(c, soreness.SkinNone, allSkin),
		Headache:  fact(c, soreness.HeadacheNone, soreness.HeadacheNone, soreness.HeadacheKnown, soreness.HeadacheUnlike),
		Also:      drawOr(c, soreness.AlsoNone, allAlso),
	}
	since := min(float64(24*days+c.IntN(24)), 1999)
	r.HoursSince = fact(c, since)
	r.OnsetHours = fact(c, min(since, 0.5), min(since, 6), min(since, 30))
	r.DurationHours = fact(c, min(since, 1.5), min(since, 14),
		min(since, 30), min(since, 70), min(since, 80), min(since, 200))
	if quality, ok := r.Quality.Value(); ok && (quality.Has(soreness.QualityNumb) || quality.Has(soreness.QualityPinsNeedles)) {
		r.NumbAfterHour = c.answer(50)
	}
	if cm, ok := r.BruiseCM.Value(); ok && cm > 0 {
		r.BruiseGrowing, r.BruisePainful, r.CuppingMarks = c.answer(20), c.answer(30), c.answer(30)
	}
	if c.percent(5) {
		r.NRS, r.NRSBefore = answer.Known(0), answer.Known(0)
		r.Quality, r.Site = answer.Known(answer.SetOf(soreness.QualityNone)), answer.Known(answer.SetOf(soreness.SiteNone))
		r.NumbAfterHour = answer.NotAsked
	}
	return r
}

func (c chance) drawSession(days int) soreness.Session {
	return soreness.Session{
		DaysAgo: answer.Known(days), Disposition: fact(c, dispositions...),
		Phase: fact(c, intake.PhaseNone, intake.PhaseNone, intake.PhaseChronicStable,
			intake.PhaseExacerbation, intake.PhaseAcuteAttack),
		Plan:       soreness.SessionPlan{Technique: techniques[c.IntN(len(techniques))], Minutes: fact(c, 20, 30, 60)},
		Violations: violations[c.IntN(len(violations))], AttackOnset: c.answer(5),
		PainDuring: fact(c, 0, 2, 5, 8), NeckWork: c.answer(30), Warned: c.answer(50),
	}
}

// drawSteady draws a course of ordinary sessions and much the same soreness after each, with a
// few gaps in its record.
func drawSteady(c chance) soreness.Course {
	out := weekly(2 + c.IntN(4))
	for i := range out.Sessions {
		s := &out.Sessions[i]
		if c.percent(12) {
			s.Plan.Technique = techniques[c.IntN(len(techniques))]
		}
		switch r := s.Report; {
		case r == nil:
		case c.percent(12):
			s.Report = nil
		case c.percent(12):
			r.NRS = answer.Known(c.IntN(5))
		case c.percent(12):
			r.Site = answer.Fact[answer.Set[soreness.Site]]{}
		case c.percent(12):
			r.Site = answer.Known(answer.SetOf(soreness.SiteLimb))
		}
		if r := s.Report; r != nil {
			r.WorseThanBefore, r.NRSBefore = answer.NotAsked, answer.Fact[int]{}
		}
	}
	return out
}

// drawCourse draws a course of one to five sessions in which nothing contradicts.
func drawCourse(seed uint64) soreness.Course {
	c := newChance(seed, 1)
	if c.percent(30) {
		return drawSteady(c)
	}
	var out soreness.Course
	days := c.IntN(9)
	n := 1 + c.IntN(5)
	for i := range n {
		s := c.drawSession(days)
		if i > 0 && c.percent(70) {
			next, _ := out.Sessions[i-1].DaysAgo.Value()
			r := c.drawReport(days - next)
			s.Report = &r
		}
		if i > 0 && c.percent(5) {
			s.BreakWeeks = answer.Known(c.IntN(20))
		}
		out.Sessions = append(out.Sessions, s)
		days += [...]int{0, 3, 7, 7, 70}[c.IntN(5)]
	}
	slices.Reverse(out.Sessions)
	first := &out.Sessions[0]
	if n == 1 {
		first.Novice = c.answer(30)
	}
	last, _ := out.Sessions[n-1].DaysAgo.Value()
	out.Report = c.drawReport(last)
	return out
}

// drawIntake draws somebody who is well but for a few answers, or about whom little was asked.
func drawIntake(seed uint64) screening.Intake {
	c := newChance(seed, 2)
	in := wellToday()
	for card := range in.Cards {
		if len(in.Cards) > 0 && c.asked < 90 && card[0]%7 == byte(seed%7) {
			delete(in.Cards, card)
		}
	}
	some := func(yes int) answer.YesNo {
		if !c.percent(yes) {
			return answer.NotAsked
		}
		return answer.Yes
	}
	if c.percent(30) {
		delete(in.Cards, intake.CardHeartAndBlood)
		in.Med.Anticoagulant = fact(c, intake.AnticoagulantNone, intake.AnticoagulantDOAC)
		in.Cond.BleedingDisorder = c.answer(20)
	}
	if c.percent(20) {
		delete(in.Cards, intake.CardNervesNow)
		in.Neuro.SaddleNumbness, in.Neuro.Weakness = c.answer(5), fact(c, intake.WeaknessNone, intake.WeaknessMildNew)
	}
	if c.percent(10) {
		delete(in.Cards, intake.CardEmergencyNow)
		in.Sys.ChestPain = some(20)
	}
	if c.percent(20) {
		delete(in.Cards, intake.CardUnwellNow)
		in.Sx.Feverish = c.answer(20)
	}
	if c.percent(5) {
		in.Cards = nil
	}
	return in
}

// answersOf is everything that a triager says of one drawn course.
func answersOf(t testing.TB, tr *soreness.Triager, seed uint64) string {
	t.Helper()
	in, c := drawIntake(seed), drawCourse(seed)
	r, err := tr.Triage(in, c)
	if err != nil {
		t.Errorf("seed %d: %v", seed, err)
	}
	qs, err := tr.Questions(in, c)
	if err != nil {
		t.Errorf("seed %d: %v", seed, err)
	}
	return text(r) + text(qs)
}
