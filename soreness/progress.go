package soreness

import (
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Progress is a course as a small table, a row for each session, the oldest first: what a program
// plots. It decides nothing.
type Progress struct {
	Points []Point `json:"points"`
	// Soreness and Pain are how the discomfort after sessions and the pain before them went, from
	// the first session since the course began anew to the last of which it is known. Sessions that
	// the client came to for something else than to the last, or for another part of the body, do
	// not count. It is not known of fewer than two, and where nobody knows whether it began anew.
	Soreness Tendency `json:"soreness"`
	Pain     Tendency `json:"pain"`
}

// Point is one session of a course. What was not told is not asked.
type Point struct {
	DaysAgo   answer.Fact[int]     `json:"days_ago"`
	Technique string               `json:"technique"`
	Minutes   answer.Fact[int]     `json:"minutes"`
	Before    answer.Fact[int]     `json:"nrs_before"` // pain before the session, 0 to 10
	After     answer.Fact[int]     `json:"nrs"`        // pain or discomfort after it
	Hours     answer.Fact[float64] `json:"duration_hours"`
	Sore      answer.YesNo         `json:"sore"`       // whether discomfort followed, as far as it can be told
	Found     []string             `json:"found"`      // what the therapist found, nil where it was not told
	Broken    int                  `json:"violations"` // rules that the session broke
	Anew      answer.YesNo         `json:"anew"`       // whether the course begins anew with this session
}

// Tendency is how a number went from the first session to the last.
type Tendency struct {
	// Known is whether two sessions tell of it; then Change is the last number less the first:
	// below zero is better.
	Known  bool `json:"known"`
	Change int  `json:"change"`
}

// Progress returns the course as a table. The error is that of DecodeCourse.
func (t *Triager) Progress(c Course) (Progress, error) {
	if !t.built() {
		return Progress{}, errNotBuilt
	}
	var p document.Problems
	t.check(&c, false, coursePath, &p)
	if err := p.Err(); err != nil {
		return Progress{}, err
	}
	out := t.progress(&c)
	if same := c.sameCourse(); same != &c {
		of := t.progress(same)
		out.Soreness, out.Pain = of.Soreness, of.Pain
	}
	return out, nil
}

// progress is of a course without a fault.
func (t *Triager) progress(c *Course) Progress {
	out := Progress{Points: []Point{}}
	var soreness, pain tendency
	for i := range c.Sessions {
		s := &c.Sessions[i]
		x := Point{
			DaysAgo: s.DaysAgo, Technique: s.Plan.Technique, Minutes: s.Plan.Minutes,
			Broken: len(s.Violations), Anew: answer.Yes,
		}
		if ids, known := s.Presentation.IDs(); known {
			x.Found = list(ids)
		}
		if i > 0 {
			x.Anew = t.reset(&c.Sessions[i-1], s)
		}
		switch x.Anew {
		case answer.Yes:
			soreness, pain = tendency{}, tendency{}
		case answer.NotAsked: // nobody knows what is the first
			soreness.doubt, pain.doubt = true, true
		}
		if r := c.report(i); r != nil {
			x.Before, x.After, x.Hours = r.NRSBefore, r.NRS, r.DurationHours
			x.Sore = sore(r, i == len(c.Sessions)-1)
		}
		if _, known := x.Before.Value(); !known && x.Anew == answer.Yes {
			x.Before = t.firstTold(c, i)
		}
		soreness.add(x.After)
		pain.add(x.Before)
		out.Points = append(out.Points, x)
	}
	out.Soreness, out.Pain = soreness.is(), pain.is()
	return out
}

// tendency takes in numbers in their order.
type tendency struct {
	n, first, last int
	doubt          bool
}

func (x *tendency) add(nrs answer.Fact[int]) {
	value, known := nrs.Value()
	if !known {
		return
	}
	if x.n == 0 {
		x.first = value
	}
	x.n, x.last = x.n+1, value
}

func (x *tendency) is() Tendency {
	if x.n < 2 || x.doubt {
		return Tendency{}
	}
	return Tendency{true, x.last - x.first}
}

// fillProgress answers what follows from how the course went, as far as it is known.
func (t *Triager) fillProgress(c *Course, a *policy.Answers) {
	same := c.sameCourse()
	told := t.progress(same)
	if told.Soreness.Known {
		a.SetFact(t.derived.soreChange, points(told.Soreness.Change))
	}
	if told.Pain.Known {
		a.SetFact(t.derived.painChange, points(told.Pain.Change))
	}
	if n, known := told.rises(same); known {
		a.SetFact(t.derived.rises, count(n, mostSore))
	}
	if n, days := t.ungained(same, told); n > 0 {
		a.SetFact(t.derived.ungained, count(n, mostNumber))
		a.SetFact(t.derived.ungainedDays, count(days, mostDaysAgo))
	}
	a.SetFact(t.derived.closeVisits, yes(t.closely(same, told)))
	t.fillFirst(same, told, a)
	t.fillBefore(&c.Report, a)
	t.fillBelly(c, a)
	t.fillWorked(c, a)
}

// rises counts the sessions in a row, up to the last, that hurt more at worst than the one before
// (N-D58). It is not known where one of the two numbers behind the last step is missing; an older
// gap ends the row.
func (p *Progress) rises(c *Course) (n int, known bool) {
	worst := func(i int) (int, bool) {
		if r := c.report(i); r != nil {
			return r.worst()
		}
		return 0, false
	}
	for i := len(p.Points) - 1; i > 0; i-- {
		now, told := worst(i)
		before, reported := worst(i - 1)
		if !told || !reported || p.Points[i].Anew != answer.No {
			return n, n > 0
		}
		if now <= before {
			return n, true
		}
		n++
	}
	return n, n > 0
}

// ungained is how many sessions a course has without a clear gain (N-D55), and how many days it is
// old at least: the pain before the last session is not clearly below that before the first. It is
// none where a number is missing, since what is not known counts neither as gain nor as loss, where
// there was too little pain for a clear step, and where each session has eased it clearly.
func (t *Triager) ungained(c *Course, p Progress) (sessions, days int) {
	first := len(p.Points) - 1
	for first > 0 && p.Points[first].Anew == answer.No {
		first--
	}
	if p.Points[first].Anew != answer.Yes {
		return 0, 0 // nobody knows what is the first
	}
	last := len(p.Points) - 1
	from, told := p.Points[first].Before.Value()
	to, reported := p.Points[last].Before.Value()
	if last == first || !told || !reported || from < t.flare || from-to >= t.flare {
		return 0, 0
	}
	if !slices.ContainsFunc(p.Points[first:], func(x Point) bool {
		before, told := x.Before.Value()
		after, reported := x.After.Value()
		return !told || !reported || before-after < t.flare
	}) {
		return 0, 0
	}
	return last - first + 1, max(0, c.Sessions[first].days().lo-c.Sessions[last].days().hi)
}

// firstTold is the pain before the first session of a course that no record of that session has, as
// an earlier report told it later. The report at hand is left to the rules.
func (t *Triager) firstTold(c *Course, first int) answer.Fact[int] {
	for i := first; i < len(c.Sessions)-1; i++ {
		if i > first && t.reset(&c.Sessions[i-1], &c.Sessions[i]) == answer.Yes {
			break
		}
		if r := c.report(i); r != nil && r.NRSFirst.Asked() {
			return r.NRSFirst
		}
	}
	return answer.Fact[int]{}
}

// fillFirst answers what a number before the first session would be held against, where nobody has
// been asked for it (N-D55, N-D57).
func (t *Triager) fillFirst(c *Course, p Progress, a *policy.Answers) {
	last := len(p.Points) - 1
	first := last
	for i := last; i >= 0; i-- { // where nobody knows what is the first, the earliest that may be
		if p.Points[i].Anew != answer.No && !p.Points[i].Before.Asked() {
			first = i
		}
		if p.Points[i].Anew == answer.Yes {
			break
		}
	}
	to, reported := p.Points[last].Before.Value()
	if first == last || !reported {
		return
	}
	a.SetFact(t.derived.firstMissing, yes(true))
	a.SetFact(t.derived.gainFrom, points(to+t.flare))
	a.SetFact(t.derived.growthTo, points(to-t.flare))
	a.SetFact(t.derived.openSessions, count(last-first+1, mostNumber))
	a.SetFact(t.derived.openDays, count(max(0, c.Sessions[first].days().lo-c.Sessions[last].days().hi), mostDaysAgo))
}

// closely reports whether two sessions since the course began anew were within two weeks of each
// other (N-D57). Sessions of which nobody knows the day may have been.
func (t *Triager) closely(c *Course, p Progress) bool {
	for i := len(p.Points) - 1; i > 0 && p.Points[i].Anew != answer.Yes; i-- {
		if c.Sessions[i-1].days().lo-c.Sessions[i].days().hi <= t.closeDays {
			return true
		}
	}
	return false
}

// fillBefore answers what two answers of a report come to: whether somebody is clearly worse off
// than before the session, when it began at the latest, and whether numbness has come and stayed.
func (t *Triager) fillBefore(r *Report, a *policy.Answers) {
	now, told := r.NRS.Value()
	if before, reported := r.NRSBefore.Value(); told && reported {
		a.SetFact(t.derived.wellAbove, yes(now > before+t.flare))
	}
	hours, told := r.HoursSince.Value()
	lasted, measured := r.DurationHours.Value()
	if told && measured && lasted <= hours && r.OnsetHours == (answer.Fact[float64]{}) { // what was told stands
		a.SetFact(t.derived.onsetMost, policy.Answer{State: policy.Known, Number: hours - lasted})
	}
	words, described := r.Quality.Value()
	if told && described && hours <= t.numbHours && words.Has(QualityNumb) && r.NumbAfterHour == answer.Yes {
		a.SetFact(t.derived.numbLately, yes(true))
	}
}

// fillBelly answers whether the belly hurt after an earlier session too (N-D32).
func (t *Triager) fillBelly(c *Course, a *policy.Answers) {
	for i := range len(c.Sessions) - 1 {
		if r := c.report(i); r != nil {
			if sites, told := r.Site.Value(); told && sites.Has(SiteAbdomen) {
				a.SetFact(t.derived.bellyAgain, yes(true))
			}
		}
	}
}

// fillWorked answers where hands went of late in any session of the course; what no record tells is
// not answered.
func (t *Triager) fillWorked(c *Course, a *policy.Answers) {
	if t.neckLately(c) {
		a.SetFact(t.derived.neckLately, yes(true))
	}
	if t.bellyLately(c) {
		a.SetFact(t.derived.bellyLately, yes(true))
	}
	a.SetFact(t.derived.chestWorked, yes(c.Sessions[len(c.Sessions)-1].worked(body.Chest)))
}

func points(n int) policy.Answer { return policy.Answer{State: policy.Known, Number: float64(n)} }
