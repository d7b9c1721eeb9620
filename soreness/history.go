package soreness

import "github.com/safehands/safehands/screening"

// span is a whole number that lies from lo to hi, both included.
type span struct{ lo, hi int }

func (s span) certain() bool { return s.lo == s.hi }

// history is what the sessions of a course tell of the last one.
type history struct {
	sore   span // sessions in a row with similar discomfort, 0 where the last report is of none
	number span // of the session in its course
	known  bool // the technique was given before in this course
}

// read counts from the first session to the last. What the record leaves open widens the counts: an open reset may or may not have been.
func (t *Triager) read(c *Course) history {
	var h history
	for i := range c.Sessions {
		report := c.report(i)
		felt := sore(report, i == len(c.Sessions)-1)
		run, number := span{}, span{}
		reset := screening.Yes
		alike := screening.No
		if i > 0 {
			run, number = h.sore, h.number
			reset, alike = t.reset(&c.Sessions[i-1], &c.Sessions[i]), similar(c.report(i-1), report)
			h.known = h.known || c.Sessions[i-1].Plan.Technique != "" && c.Sessions[i-1].Plan.Technique == c.Sessions[len(c.Sessions)-1].Plan.Technique
		}
		h.number = counted(number, reset, screening.Yes)
		h.sore = counted(run, reset, alike)
		switch felt {
		case screening.No:
			h.sore = span{}
		case screening.Yes:
		default:
			h.sore.lo = 0
		}
	}
	return h
}

// report is the report about a session, nil for none.
func (c *Course) report(i int) *Report {
	if i == len(c.Sessions)-1 {
		return &c.Report
	}
	return c.Sessions[i].Report
}

// counted is one more than the run, or one where the run was reset or is not continued.
func counted(run span, reset, continued screening.Answer) span {
	switch {
	case reset == screening.Yes || continued == screening.No:
		return span{1, 1}
	case reset == screening.No && continued == screening.Yes:
		return span{run.lo + 1, run.hi + 1}
	}
	return span{1, run.hi + 1}
}

// sore reports whether a session was followed by discomfort. No pain does not rule out that something was felt; of a session that is
// over, no pain without another word is none.
func sore(r *Report, last bool) screening.Answer {
	if r == nil {
		return screening.NotAsked
	}
	nrs, told := r.NRS.Value()
	quality, described := r.Quality.Value()
	switch {
	case told && nrs > 0 || described && !quality.Has(QualityNone):
		return screening.Yes
	case described || told && !last && !r.Quality.Asked():
		return screening.No
	}
	return screening.NotAsked
}

// similar reports whether the later discomfort is in the area of the earlier one and not less.
func similar(earlier, later *Report) screening.Answer {
	if earlier == nil || later == nil {
		return screening.NotAsked
	}
	area, strength := screening.NotAsked, screening.NotAsked
	a, asked := earlier.Site.Value()
	b, answered := later.Site.Value()
	if asked && answered {
		area = answer(a.bits&b.bits != 0)
	}
	x, asked := earlier.NRS.Value()
	y, answered := later.NRS.Value()
	if asked && answered {
		strength = answer(y >= x)
	}
	switch {
	case area == screening.No || strength == screening.No:
		return screening.No
	case area == screening.Yes && strength == screening.Yes:
		return screening.Yes
	}
	return screening.NotAsked
}

// reset reports whether a course begins anew with a session: after a long gap, after weeks without the usual activity, or with a more
// intense technique.
func (t *Triager) reset(earlier, later *Session) screening.Answer {
	before, _ := earlier.DaysAgo.Value()
	now, _ := later.DaysAgo.Value()
	rest, told := later.BreakWeeks.Value()
	switch {
	case before-now >= t.gapDays || told && rest >= t.breakWeeks:
		return screening.Yes
	case earlier.Plan.Technique == "" || later.Plan.Technique == "" || later.BreakWeeks.Unsure():
		return screening.NotAsked
	}
	return answer(t.styles.styles[later.Plan.Technique].intensity > t.styles.styles[earlier.Plan.Technique].intensity)
}

func answer(yes bool) screening.Answer {
	if yes {
		return screening.Yes
	}
	return screening.No
}
