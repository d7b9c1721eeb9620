package soreness

import (
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// onlyMuscles sums up what else was told; it tells nobody anything new.
const onlyMuscles = "course.only_muscles"

// derivedFacts are the facts that follow from something else than one answer, by their index.
type derivedFacts struct {
	worse, muscles, nerve, neck, novice, sore      int
	number, violations                             int
	soreLeast, soreMost, attack                    int
	painful, intense, strongest, backDisease, tone int
	minutes, soreChange, painChange                int
	rises, ungained, ungainedDays, wellAbove       int
	neckLately, bellyLately, numbLately            int
	bellyAgain, onsetMost, closeVisits             int
	chestWorked, firstMissing, gainFrom, growthTo  int
	openSessions, openDays                         int
}

func (t *Triager) derive() derivedFacts {
	at := func(name string) int { i, _ := t.triage.FactIndex(name); return i }
	return derivedFacts{
		worse: at("post.worse_than_before"), muscles: at(onlyMuscles), nerve: at("post.nerve_like"),
		neck: at("course.neck_work"), novice: at("course.novice"), sore: at("course.consecutive_sore"),
		number: at("course.number"), violations: at("course.violations"),
		soreLeast: at("course.sore_least"), soreMost: at("course.sore_most"),
		attack:  at("course.attack_onset"),
		painful: at("course.painful_by_design"), intense: at("course.intense"), strongest: at("course.strongest"),
		backDisease: at("course.back_disease_style"), tone: at("course.tone"), minutes: at("course.minutes"),
		soreChange: at("course.sore_change"), painChange: at("course.pain_change"),
		rises: at("course.rises"), ungained: at("course.ungained"), ungainedDays: at("course.ungained_days"),
		wellAbove: at("course.well_above"), neckLately: at("course.neck_lately"),
		bellyLately: at("course.belly_lately"),
		numbLately:  at("course.numb_lately"),
		bellyAgain:  at("course.belly_again"), onsetMost: at("course.onset_most"),
		closeVisits: at("course.close_visits"), chestWorked: at("course.chest_worked"),
		firstMissing: at("course.first_missing"), gainFrom: at("course.gain_from"), growthTo: at("course.growth_to"),
		openSessions: at("course.open_sessions"), openDays: at("course.open_days"),
	}
}

// ofTechnique reports whether the technique of the session answers a fact.
func (d derivedFacts) ofTechnique(fact int) bool {
	return fact == d.painful || fact == d.intense || fact == d.strongest || fact == d.backDisease || fact == d.tone
}

// evaluate puts intake and course to the rules that decide the level.
func (t *Triager) evaluate(in screening.Intake, c *Course, w *work) error {
	var p document.Problems
	t.check(c, false, coursePath, &p)
	addAll(&p, t.screener.Answer(in, w.answers), func(path string) string { return path })
	if p.Len() > 0 {
		return p.Err()
	}
	t.fill(c, w.answers, &p)
	addAll(&p, t.triage.Evaluate(w.answers, policy.Request{}, &w.triage),
		func(path string) string { return t.path(c, path) })
	return p.Err()
}

// fill brings a course without a fault into the engine's form. The screener's facts are left alone.
func (t *Triager) fill(c *Course, a *policy.Answers, p *document.Problems) {
	a.Forget(t.base)
	t.reports.Fill(&c.Report, a, p)
	last := &c.Sessions[len(c.Sessions)-1]
	t.sessions.Fill(last, a, p)
	minutes, _ := t.facts.Answer(t.derived.minutes, last.Plan.Minutes.Any())
	a.SetFact(t.derived.minutes, minutes)
	if w := worse(&c.Report); w != answer.NotAsked {
		a.SetFact(t.derived.worse, yes(w == answer.Yes))
	}
	if only := c.Report.onlyMuscles(); only != answer.NotAsked {
		a.SetFact(t.derived.muscles, yes(only == answer.Yes))
	}
	if words, known := c.Report.Quality.Value(); known && c.Report.NerveLike == answer.NotAsked {
		a.SetFact(t.derived.nerve, yes(meet(words, nerveWords())))
	}
	if w := t.neckWork(c); w == answer.Yes || w == answer.No {
		a.SetFact(t.derived.neck, yes(w == answer.Yes))
	}
	t.fillHistory(t.read(c), a)
	t.fillProgress(c, a)
	t.fillViolations(last, a)
	t.fillStyle(last, a)
	if len(c.Own) > 0 {
		var own document.Problems
		t.facts.FillOwn(c.Own, t.own, a, &own)
		addAll(p, own.Err(), coursePath)
	}
}

func (t *Triager) fillHistory(h history, a *policy.Answers) {
	if h.number.certain() {
		a.SetFact(t.derived.number, count(h.number.lo, mostNumber))
	}
	// The last session is one of them even before it is said how it was.
	sore := span{max(1, h.sore.lo), max(1, h.sore.hi)}
	if sore.certain() {
		a.SetFact(t.derived.sore, count(sore.lo, mostSore))
	} else {
		a.SetFact(t.derived.soreLeast, count(sore.lo, mostSore))
		a.SetFact(t.derived.soreMost, count(sore.hi, mostSore))
	}
	if h.known {
		a.SetFact(t.derived.novice, yes(false))
	}
}

func count(n, most int) policy.Answer {
	return policy.Answer{State: policy.Known, Number: float64(min(n, most))}
}

func (t *Triager) fillViolations(s *Session, a *policy.Answers) {
	if s.Violations == nil {
		return
	}
	f := &t.triage.Facts()[t.derived.violations]
	bits := uint64(0)
	for _, id := range s.Violations {
		bits |= t.violationBits(f, id)
	}
	if len(s.Violations) == 0 {
		bits = 1 << valueIndex(f, noRule)
	}
	a.SetFact(t.derived.violations, policy.Answer{State: policy.Known, Values: bits})
	if _, is := t.attack(s.Violations); is {
		a.SetFact(t.derived.attack, yes(true))
	}
}

func (t *Triager) fillStyle(s *Session, a *policy.Answers) {
	style, ok := t.styles.styles[s.Plan.Technique]
	if !ok {
		return
	}
	d := t.derived
	a.SetFact(d.painful, yes(style.painful))
	a.SetFact(d.intense, yes(style.intense))
	a.SetFact(d.strongest, yes(style.strongest))
	a.SetFact(d.backDisease, t.value(d.backDisease, style.backDisease))
	a.SetFact(d.tone, t.value(d.tone, style.tone))
}

// value is the answer that names one value of a fact.
func (t *Triager) value(fact int, name string) policy.Answer {
	return policy.Answer{State: policy.Known, Values: 1 << valueIndex(&t.triage.Facts()[fact], name)}
}

func valueIndex(f *policy.Fact, name string) int {
	return slices.IndexFunc(f.Values, func(v policy.Value) bool { return v.Name == name })
}

func yes(is bool) policy.Answer { return policy.Answer{State: policy.Known, Yes: is} }

// path is where JSON has what the engine calls by a fact's name.
func (t *Triager) path(c *Course, name string) string {
	i, ok := t.triage.FactIndex(name)
	if !ok || i < t.base {
		return name
	}
	last := sessionPath(len(c.Sessions) - 1)
	inReport, reported := t.reports.Key(name)
	inSession, recorded := t.sessions.Key(name)
	switch {
	case reported:
		return coursePath("report." + inReport)
	case recorded:
		return coursePath(last + "." + inSession)
	case i == t.derived.minutes:
		return coursePath(last + "." + minutesPath)
	case i == t.derived.violations:
		return coursePath(last + ".violations")
	case t.derived.ofTechnique(i):
		return coursePath(last + ".plan.technique")
	}
	return coursePath(answer.OwnPath(name))
}

func problem(path, format string, args ...any) document.Problem {
	return document.Problem{Path: path, Message: fmt.Sprintf(format, args...)}
}

// coursePath is a path inside a course as a visit has it.
func coursePath(path string) string { return courseKey + "." + path }

// addAll joins the problems of an error to those found already.
func addAll(p *document.Problems, err error, path func(string) string) {
	p.Join(err, func(x *document.Problem) { x.Path = path(x.Path) })
}
