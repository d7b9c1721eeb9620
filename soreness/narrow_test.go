package soreness_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
)

// fillIn answers something that was not asked, and says what. It returns nothing where it was.
func fillIn(r *rand.Rand, c *soreness.Course) string {
	p := &c.Report
	last := &c.Sessions[len(c.Sessions)-1]
	draw := chance{r, 100, 0}
	days, _ := last.DaysAgo.Value()
	whole := draw.drawReport(days)
	session := draw.drawSession(days)
	switch r.IntN(18) {
	case 0:
		return give("nrs", &p.NRS, whole.NRS)
	case 1:
		return give("quality", &p.Quality, whole.Quality)
	case 2:
		return give("site", &p.Site, whole.Site)
	case 3:
		return give("trend", &p.Trend, whole.Trend)
	case 4:
		return give("duration", &p.DurationHours, whole.DurationHours)
	case 5:
		return give("since", &p.HoursSince, whole.HoursSince)
	case 6:
		return give("bruise", &p.BruiseCM, whole.BruiseCM)
	case 7:
		return give("before", &p.NRSBefore, whole.NRSBefore)
	case 8:
		return give("phase", &last.Phase, session.Phase)
	case 9:
		return give("disposition", &last.Disposition, session.Disposition)
	case 10:
		return give("skin", &p.Skin, whole.Skin)
	case 11:
		return give("worse than before", &p.WorseThanBefore, whole.Sudden)
	case 12, 15:
		s := &c.Sessions[r.IntN(len(c.Sessions))]
		if s.Plan.Technique == "" {
			s.Plan.Technique = techniques[1+r.IntN(len(techniques)-1)]
			return s.Plan.Technique
		}
	case 16, 17:
		i := r.IntN(len(c.Sessions))
		if s := &c.Sessions[i]; i < len(c.Sessions)-1 && s.Report == nil {
			s.Report = &soreness.Report{
				NRS: answer.Known(r.IntN(5)), Site: answer.Known(answer.SetOf(soreness.SiteTreatedMuscle)),
			}
			return fmt.Sprintf("report %d: %s", i, s.Report.NRS)
		}
	case 13:
		if last.Violations == nil {
			last.Violations = violations[1+r.IntN(len(violations)-1)]
			return "violations"
		}
	case 14:
		return give("row", &p.ConsecutiveSore, answer.Known(1+r.IntN(4)))
	}
	return ""
}

func give[T comparable](name string, to *T, value T) string {
	var none T
	if *to != none {
		return ""
	}
	*to = value
	return fmt.Sprintf("%s: %v", name, value)
}

// Answering what was not asked only narrows level and urgency; what is settled stays so.
func TestAnswersOnlyNarrow(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	done, want := 0, draws.Of(t, 10_000)
	for seed := uint64(0); done < want; seed++ {
		in, c := drawIntake(seed), drawCourse(seed)
		before, err := tr.Triage(in, c)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 10))
		what := fillIn(r, &c)
		if what == "" {
			continue
		}
		after, err := tr.Triage(in, c)
		if err != nil {
			continue
		}
		done++
		if !after.Floor.AtLeast(before.Floor) || !before.Ceiling.AtLeast(after.Ceiling) || after.Urgency < before.Urgency || after.UrgencyCeiling > before.UrgencyCeiling {
			t.Fatalf("seed %d: %s turns %s to %s, %s to %s into %s to %s, %s to %s:\n%s\n%s",
				seed, what, before.Floor, before.Ceiling, before.Urgency,
				before.UrgencyCeiling, after.Floor, after.Ceiling, after.Urgency,
				after.UrgencyCeiling, text(in), text(drawCourse(seed)))
		}
		if before.Settled() && (!after.Settled() || after.Level != before.Level) {
			t.Fatalf("seed %d: %s unsettles %s:\n%s\n%s", seed, what, before.Level, text(in), text(drawCourse(seed)))
		}
	}
}

// A level is open exactly as long as a deciding question is.
func TestQuestionsUntilItIsSettled(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for seed := range uint64(draws.Of(t, 3_000)) {
		in, c := drawIntake(seed), drawCourse(seed)
		r, err := tr.Triage(in, c)
		if err != nil {
			t.Fatal(err)
		}
		qs, err := tr.Questions(in, c)
		if err != nil {
			t.Fatal(err)
		}
		deciding := false
		seen := map[string]bool{}
		for _, q := range qs {
			deciding = deciding || q.Decides
			if seen[q.Fact] || q.Ask == "" {
				t.Fatalf("seed %d: %s is asked twice, or without words", seed, q.Fact)
			}
			seen[q.Fact] = true
		}
		if deciding == r.Settled() {
			t.Fatalf("seed %d: settled %t with questions %v", seed, r.Settled(), qs)
		}
	}
}
