package soreness

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy/document"
)

// mostDaysAgo is how old a session can be.
const mostDaysAgo = 3650

// What a course can hold at most. Longer lists are refused as a whole, read
// from JSON or given in Go.
const (
	MaxSessions   = 400 // a session a week for nearly eight years
	MaxViolations = 200 // of a session
)

// check adds everything about a course that cannot be, where its path inside the course is at. Of a
// doubtful one something could not be read: nothing is missing from it, and nothing is counted.
func (t *Triager) check(c *Course, doubtful bool, at func(path string) string, p *document.Problems) {
	report := func(path, format string, args ...any) {
		if p.Full() {
			p.Add(document.Problem{More: 1})
			return
		}
		p.Add(problem(at(path), format, args...))
	}
	if n := len(c.Sessions); n > MaxSessions {
		report(sessionsKey, "%s", document.TooMany(n, MaxSessions, "sessions"))
		return
	}
	if len(c.Sessions) == 0 {
		if !doubtful {
			report(sessionsKey, "there is no session; a report is about the last one")
		}
		return
	}
	for i := range c.Sessions {
		path := sessionPath(i)
		t.checkSession(c, i, doubtful, p,
			func(key, format string, args ...any) { report(joinPath(path, key), format, args...) })
		reportPath := reportKey
		if i < len(c.Sessions)-1 {
			reportPath = joinPath(path, reportKey)
		}
		if r := c.report(i); r != nil {
			if i < len(c.Sessions)-1 && r.ConsecutiveSore.Asked() {
				report(joinPath(reportPath, soreKey), "is for the report about the last session")
			}
			at := func(key, format string, args ...any) { report(joinPath(reportPath, key), format, args...) }
			t.checkReport(r, at)
			checkWhen(c, i, at)
		}
	}
	if c.AskedAgain > answer.Yes {
		report(askedAgainKey, "is neither not asked, unsure, no nor yes")
	}
	if doubtful {
		return
	}
	h := t.read(c)
	if said, ok := c.Report.ConsecutiveSore.Value(); ok && (said < h.sore.lo || said > h.sore.hi) {
		report(joinPath(reportKey, soreKey), "is %d, but the sessions tell of %s", said, h.sore)
	}
	last := len(c.Sessions) - 1
	if h.known && c.Sessions[last].Novice == answer.Yes {
		report(sessionPath(last)+".novice", "is yes, but %s was given before in this course",
			c.Sessions[last].Plan.Technique)
	}
}

// String returns the number, or both ends.
func (s span) String() string {
	if s.certain() {
		return fmt.Sprint(s.lo)
	}
	return fmt.Sprintf("%d to %d", s.lo, s.hi)
}

func (t *Triager) checkSession(c *Course, i int, doubtful bool,
	p *document.Problems, report func(key, format string, args ...any)) {
	s := &c.Sessions[i]
	days, known := s.DaysAgo.Value()
	switch {
	case known && s.Ago != "":
		report(daysAgoKey, "is given as a number and as %s; one of them", s.Ago)
	case !known && (doubtful || s.Ago != "" || s.DaysAgo.Unsure()):
	case !known:
		report(daysAgoKey, "is missing; say how many days ago the session was, about when (%s), or unsure",
			strings.Join(agos(), ", "))
	case days < 0:
		report(daysAgoKey, "%d days ago lies ahead", days)
	case days > mostDaysAgo:
		report(daysAgoKey, "%d is outside 0 to %d days", days, mostDaysAgo)
	}
	if i > 0 && (!known || days >= 0 && days <= mostDaysAgo) {
		before, ok := c.Sessions[i-1].DaysAgo.Value()
		switch {
		case !ok || !known:
			if x, now := c.Sessions[i-1].days(), s.days(); x.hi < now.lo {
				report(daysAgoKey, "is before the session before; the oldest stands first")
			}
		case before < days:
			report(daysAgoKey, "is %d, but that of the session before is %d; the oldest stands first", days, before)
		}
	}
	if s.Answers != "" && !digestForm.MatchString(s.Answers) {
		report(answersKey, "is no digest of answers; keep that of the decision which the session was given on")
	}
	if fault := t.planner.PresentationFault(s.Presentation); fault != "" {
		report(foundKey, "%s", fault)
	}
	if s.Plan.Technique != "" && !slices.Contains(t.styles.techniques, s.Plan.Technique) {
		report(planKey+"."+techniqueKey, "unknown technique %.60q%s",
			s.Plan.Technique, p.Choose(s.Plan.Technique, t.styles.techniques, nil))
	}
	if n := len(s.Violations); n > MaxViolations {
		report(violationsKey, "%s", document.TooMany(n, MaxViolations, "violations"))
		return
	}
	for j, id := range s.Violations {
		switch {
		case !slices.Contains(t.styles.checked, id):
			report(fmt.Sprintf("%s[%d]", violationsKey, j), "unknown plan rule %.60q%s",
				id, p.Choose(id, t.styles.checked, nil))
		case slices.Contains(s.Violations[:j], id):
			report(fmt.Sprintf("%s[%d]", violationsKey, j), "%s stands there twice", id)
		}
	}
	if id, is := t.attack(s.Violations); is && s.AttackOnset == answer.No {
		report("attack_onset", "is no, but %s stands among the violations", id)
	}
	if s.Report != nil && i == len(c.Sessions)-1 {
		report(reportKey, "is the report about the last session, which stands beside the sessions")
	}
	t.checkDone(s, report)
	t.sessions.Check(s, report)
	a, _ := t.facts.Answer(t.derived.minutes, s.Plan.Minutes.Any())
	if fault := t.triage.Facts()[t.derived.minutes].Fault(a); fault != "" {
		report(minutesPath, "%s", fault)
	}
}

// checkWhen holds when a report was given against the days of the sessions: that about the last
// session tells of now, an earlier one of a time before the next session. A day may have been
// counted from its beginning or its end.
func checkWhen(c *Course, i int, report func(key, format string, args ...any)) {
	since, told := c.report(i).HoursSince.Value()
	days, dated := c.Sessions[i].DaysAgo.Value()
	if !told || !dated {
		return
	}
	last := i == len(c.Sessions)-1
	switch {
	case since > float64(24*(days+1)):
		report(hoursSinceKey, "is %g, but days_ago is %d: the report lies ahead", since, days)
	case last && since < float64(24*(days-1)):
		report(hoursSinceKey, "is %g, but days_ago is %d: the report is not of today", since, days)
	case !last:
		if next, ok := c.Sessions[i+1].DaysAgo.Value(); ok && since > float64(24*(days-next+1)) {
			report(hoursSinceKey, "is %g, but the next session followed after %d days", since, days-next)
		}
	}
}

func (t *Triager) checkReport(r *Report, report func(key, format string, args ...any)) {
	t.reports.Check(r, report)
	since, told := r.HoursSince.Value()
	if onset, ok := r.OnsetHours.Value(); ok && told && onset > since {
		report("onset_hours", "is %g, but the report is %g hours after the session", onset, since)
	}
	if lasted, ok := r.DurationHours.Value(); ok && told && lasted > since {
		report("duration_hours", "is %g, but the report is %g hours after the session", lasted, since)
	}
	if top, ok := r.NRSWorst.Value(); ok {
		for i, x := range []answer.Fact[int]{r.NRS, r.NRS24h, r.NRS72h} {
			if value, told := x.Value(); told && value > top {
				report("nrs_worst", "is %d, but %s is %d", top, []string{"nrs", "nrs_24h", "nrs_72h"}[i], value)
			}
		}
	}
	nrs, scored := r.NRS.Value()
	quality, described := r.Quality.Value()
	site, placed := r.Site.Value()
	if scored && nrs > 0 && described && quality.Has(QualityNone) {
		report("quality", "is none, which says that there is no discomfort, but nrs is %d", nrs)
	}
	if placed && site.Has(SiteNone) && sore(r, true) == answer.Yes {
		report("site", "is none, which says that there is no discomfort, but there is some")
	}
	said := r.WorseThanBefore
	if told := worse(r); told != answer.NotAsked && (said == answer.Yes || said == answer.No) && said != told {
		report("worse_than_before", "is %s, but nrs and nrs_before say %s", said, told)
	}
}

// worse reports whether the two numbers tell of more pain than before.
func worse(r *Report) answer.YesNo {
	now, told := r.NRS.Value()
	before, compared := r.NRSBefore.Value()
	if !told || !compared {
		return answer.NotAsked
	}
	return yesNo(now > before)
}

func sessionPath(i int) string { return fmt.Sprintf("sessions[%d]", i) }

func joinPath(path, key string) string { return path + "." + key }
