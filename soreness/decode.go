package soreness

import (
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

// Keys of JSON that are no facts.
const (
	planKey       = "plan"
	techniqueKey  = "technique"
	minutesKey    = "minutes"
	regionsKey    = "regions"
	strokesKey    = "strokes"
	pressureKey   = "pressure"
	positionKey   = "position"
	signsKey      = "signs"
	daysAgoKey    = "days_ago"
	violationsKey = "violations"
	reportKey     = "report"
	sessionsKey   = "sessions"
	ownKey        = "own"
	answersKey    = "answers"
	askedAgainKey = "asked_again"
	courseKey     = "course" // in a visit
	hoursSinceKey = "hours_since"
	soreKey       = "consecutive_sore"
	foundKey      = "presentation"

	minutesPath = planKey + "." + minutesKey
)

// DecodeCourse reads a course from JSON and checks it as Triage does. Nothing of it is ignored: the
// error is a [*document.Error] with every unknown key, technique, plan rule, quality and site,
// every wrong type, and everything that cannot be, such as sessions out of order or a report before
// its session, by JSON path and with the nearest known name. The course returned beside an error
// holds what could be read and must not be triaged.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (t *Triager) DecodeCourse(data []byte) (Course, error) {
	var p document.Problems
	c := t.ReadCourse(document.JSON(data, &p), &p)
	return c, p.Err()
}

// ReadCourse reads a course that is a part of a larger document, and adds what
// is wrong with it to p.
func (t *Triager) ReadCourse(n *document.Node, p *document.Problems) Course {
	var c Course
	if !t.built() && p != nil {
		p.At(n, "%s", errNotBuilt)
	}
	if !t.built() || n == nil {
		return c
	}
	before := p.Len()
	n.Fields(p, "a course", document.Fields{
		sessionsKey: func(n *document.Node) {
			for _, item := range n.UpTo(p, "sessions", MaxSessions) {
				c.Sessions = append(c.Sessions, t.readSession(item, p))
			}
			if n.Kind == document.Sequence && len(n.Items) == 0 {
				p.At(n, "is an empty list; a report is about the last session")
			}
		},
		reportKey: func(n *document.Node) { c.Report = t.readReport(n, p) },
		ownKey:    func(n *document.Node) { t.facts.ReadOwn(n, &c.Own, t.own, p, nil) },

		askedAgainKey: document.Given(func(n *document.Node) {
			if a, ok := answer.ReadYesNo(n, p); ok {
				c.AskedAgain = a
			}
		}),
	}, sessionsKey)
	at := func(path string) string { return strings.TrimPrefix(n.Path+"."+path, ".") }
	t.check(&c, p.Len() > before, at, p)
	if p.Len() == before {
		t.checkAnswers(&c, at, p)
	}
	return c
}

// checkAnswers adds what only the rules know to be a contradiction. Of the client
// nothing is known here.
func (t *Triager) checkAnswers(c *Course, at func(string) string, p *document.Problems) {
	w := t.scratch.Get().(*work)
	defer t.scratch.Put(w)
	w.answers.Reset()
	var found document.Problems
	t.fill(c, w.answers, &found)
	addAll(&found, t.triage.Evaluate(w.answers, policy.Request{}, &w.triage),
		func(path string) string { return t.path(c, path) })
	addAll(p, found.Err(), func(path string) string { return at(strings.TrimPrefix(path, courseKey+".")) })
}

func (t *Triager) readSession(n *document.Node, p *document.Problems) Session {
	var s Session
	fields := t.sessions.Fields(&s, p, nil)
	fields[daysAgoKey] = func(n *document.Node) {
		switch {
		case n.Kind == document.Text && n.Text == answer.Unsure.String():
			s.DaysAgo = answer.UnsureOf[int]()
		case n.Kind == document.Text && !strings.ContainsAny(n.Text, "0123456789"):
			when, _ := n.OneOf(p, "a number of days or about when", append(agos(), answer.Unsure.String()))
			s.Ago = Ago(when)
		default:
			if days, ok := n.Int(p, "the number of days"); ok {
				s.DaysAgo = answer.Known(days)
			}
		}
	}
	fields[answersKey] = document.Given(func(n *document.Node) { s.Answers = n.Str(p, "a digest of answers") })
	fields[foundKey] = func(n *document.Node) { s.Presentation = t.planner.ReadPresentation(n, p) }
	fields[planKey] = document.Given(func(n *document.Node) { t.readPlan(n, &s, p) })
	fields[signsKey] = document.Given(func(n *document.Node) {
		s.Signs = readNames[technique.Sign](n, p, "names", "a sign", t.styles.signs, len(t.styles.signs))
	})
	fields[violationsKey] = document.Given(func(n *document.Node) { // none on the list is an answer
		s.Violations = readNames[string](n, p, "violations", "a plan rule", t.styles.checked, MaxViolations)
	})
	fields[reportKey] = document.Given(func(n *document.Node) {
		r := t.readReport(n, p)
		s.Report = &r
	})
	n.Fields(p, "a session", fields, daysAgoKey)
	return s
}

func (t *Triager) readPlan(n *document.Node, s *Session, p *document.Problems) {
	regions := texts(body.All())
	n.Fields(p, "the plan of a session", document.Fields{
		techniqueKey: document.Given(func(n *document.Node) {
			s.Plan.Technique, _ = n.OneOf(p, "a technique", t.styles.techniques)
		}),
		minutesKey: func(n *document.Node) {
			a, ok := t.facts.Read(t.derived.minutes, n, p)
			if x, known := a.Number(); ok && known {
				s.Plan.Minutes = answer.Known(int(x))
			} else if ok && a.Unsure() {
				s.Plan.Minutes = answer.UnsureOf[int]()
			}
		},
		regionsKey: document.Given(func(n *document.Node) {
			s.Plan.Regions = readNames[body.Region](n, p, "names", "a region", regions, len(regions))
		}),
		strokesKey: document.Given(func(n *document.Node) {
			s.Plan.Strokes = readNames[string](n, p, "names", "a stroke", t.styles.strokes, len(t.styles.strokes))
		}),
		pressureKey: document.Given(func(n *document.Node) {
			if x, ok := n.Int(p, "a grade of pressure"); ok {
				s.Plan.Pressure = answer.Known(x)
			}
		}),
		positionKey: document.Given(func(n *document.Node) {
			x, _ := n.OneOf(p, "a position", t.styles.positions)
			s.Plan.Position = technique.Position(x)
		}),
	})
}

// readNames reads a list of names that has so many at most. One without any is no nil.
func readNames[T ~string](n *document.Node, p *document.Problems, list, what string, known []string, most int) []T {
	out := []T{}
	for _, item := range n.UpTo(p, list, most) {
		if name, ok := item.OneOf(p, what, known); ok {
			out = append(out, T(name))
		}
	}
	return out
}

func (t *Triager) readReport(n *document.Node, p *document.Problems) Report {
	var r Report
	if n.Kind == document.Null {
		return r
	}
	n.Fields(p, "a report", t.oldKeys(&r, p, t.reports.Fields(&r, p, nil)))
	return r
}
