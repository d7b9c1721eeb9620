package soreness

import "github.com/safehands/safehands/screening/answer"

// span is a whole number that lies from lo to hi, both included.
type span struct{ lo, hi int }

func (s span) certain() bool { return s.lo == s.hi }

// history is what the sessions of a course tell of the last one.
type history struct {
	sore   span // sessions in a row with similar discomfort, 0 where the last report is of none
	number span // of the session in its course
	known  bool // the technique was given before in this course
}

// read counts from the first session to the last. What the record leaves open widens the counts: an
// open reset may or may not have been.
func (t *Triager) read(c *Course) history {
	var h history
	for i := range c.Sessions {
		report := c.report(i)
		felt := sore(report, i == len(c.Sessions)-1)
		run, number := span{}, span{}
		reset := answer.Yes
		alike := answer.No
		if i > 0 {
			run, number = h.sore, h.number
			reset, alike = t.reset(&c.Sessions[i-1], &c.Sessions[i]), similar(c.report(i-1), report)
			h.known = h.known || c.Sessions[i-1].Plan.Technique != "" &&
				c.Sessions[i-1].Plan.Technique == c.Sessions[len(c.Sessions)-1].Plan.Technique
		}
		h.number = counted(number, reset, answer.Yes)
		h.sore = counted(run, reset, alike)
		switch felt {
		case answer.No:
			h.sore = span{}
		case answer.Yes:
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
func counted(run span, reset, continued answer.YesNo) span {
	switch {
	case reset == answer.Yes || continued == answer.No:
		return span{1, 1}
	case reset == answer.No && continued == answer.Yes:
		return span{run.lo + 1, run.hi + 1}
	}
	return span{1, run.hi + 1}
}

// sore reports whether a session was followed by discomfort. No pain does not rule out that
// something was felt; of a session that is over, no pain without another word is none.
func sore(r *Report, last bool) answer.YesNo {
	if r == nil {
		return answer.NotAsked
	}
	nrs, told := r.NRS.Value()
	quality, described := r.Quality.Value()
	switch {
	case told && nrs > 0 || described && !quality.Has(QualityNone):
		return answer.Yes
	case described || told && (!last || r.painless()) && !r.Quality.Asked():
		return answer.No
	}
	return answer.NotAsked
}

// painless reports whether a report that says nothing of the kind of pain names no place for one.
func (r *Report) painless() bool {
	sites, known := r.Site.Value()
	return known && sites.Has(SiteNone)
}

// similar reports whether the later discomfort is in the area of the earlier one and not less.
func similar(earlier, later *Report) answer.YesNo {
	if earlier == nil || later == nil {
		return answer.NotAsked
	}
	area, strength := answer.NotAsked, answer.NotAsked
	a, asked := earlier.Site.Value()
	b, answered := later.Site.Value()
	if asked && answered {
		area = yesNo(meet(a, b))
	}
	x, asked := earlier.NRS.Value()
	y, answered := later.NRS.Value()
	if asked && answered {
		strength = yesNo(y >= x)
	}
	switch {
	case area == answer.No || strength == answer.No:
		return answer.No
	case area == answer.Yes && strength == answer.Yes:
		return answer.Yes
	}
	return answer.NotAsked
}

// reset reports whether a course begins anew with a session: after a long gap, after weeks without
// the usual activity, or with a more intense technique.
func (t *Triager) reset(earlier, later *Session) answer.YesNo {
	before, now := earlier.days(), later.days()
	rest, told := later.BreakWeeks.Value()
	switch {
	case before.lo-now.hi >= t.gapDays || told && rest >= t.breakWeeks:
		return answer.Yes
	case before.hi-now.lo >= t.gapDays: // nobody knows the day
		return answer.NotAsked
	case earlier.Plan.Technique == "" || later.Plan.Technique == "" || later.BreakWeeks.Unsure():
		return answer.NotAsked
	}
	return yesNo(t.styles.styles[later.Plan.Technique].intensity > t.styles.styles[earlier.Plan.Technique].intensity)
}

func yesNo(yes bool) answer.YesNo {
	if yes {
		return answer.Yes
	}
	return answer.No
}

// meet reports whether two sets share a value.
func meet[T ~string](a, b answer.Set[T]) bool {
	for v := range a.All() {
		if b.Has(v) {
			return true
		}
	}
	return false
}
