package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// library is everything that decides about a visit, loaded once.
type library struct {
	screener *screening.Screener
	planner  *technique.Planner
	triager  *soreness.Triager
}

func load() (library, error) {
	var l library
	var err error
	if l.screener, err = screening.New(); err != nil {
		return l, err
	}
	if l.planner, err = technique.New(l.screener); err != nil {
		return l, err
	}
	l.triager, err = soreness.New(l.planner)
	return l, err
}

// decided is a visit and what the library says of it. What was not asked for is nil.
type decided struct {
	intake    screening.Intake
	clearance []screening.Clearance
	decision  screening.Decision
	questions []screening.Question
	told      []screening.Message
	screened  bool // false where the visit is about a session alone, and nobody asked whether there may be one

	plan     *technique.Plan
	matching *technique.Matching
	review   *technique.Review
	stopping *technique.Stopping

	triage *triage
}

// triage is how the client is after the last session.
type triage struct {
	course    soreness.Course
	result    soreness.Result
	questions []screening.Question
}

// record is a visit as it was read.
type record struct {
	intake       screening.Intake
	clearance    []screening.Clearance
	presentation technique.Presentation
	history      technique.History
	plan         technique.Plan
	during       technique.During
	course       soreness.Course

	given  map[string]*document.Node // the parts that are there
	faulty map[string]bool           // the parts in which something cannot be
}

// read reads every part with the codec of its package.
func (l library) read(data []byte, p *document.Problems) record {
	v := record{given: map[string]*document.Node{}, faulty: map[string]bool{}}
	fields := document.Fields{}
	part := func(name string, read func(*document.Node)) {
		fields[name] = func(n *document.Node) {
			// An answer that is null was not asked. Intake and clearances are no answers.
			if n.Kind == document.Null && name != "intake" && name != "clearance" {
				return
			}
			before := p.Len()
			read(n)
			v.given[name], v.faulty[name] = n, p.Len() > before
		}
	}
	part("intake", func(n *document.Node) { v.intake = l.screener.ReadIntake(n, p) })
	part("clearance", func(n *document.Node) {
		v.clearance = l.screener.ReadClearance(n, p)
		l.planner.CheckClearance(v.clearance, p)
	})
	part("presentation", func(n *document.Node) { v.presentation = l.planner.ReadPresentation(n, p) })
	part("history", func(n *document.Node) { v.history = l.planner.ReadHistory(n, p) })
	part("plan", func(n *document.Node) { v.plan = l.planner.ReadPlan(n, p) })
	part("session", func(n *document.Node) { v.during = l.planner.ReadDuring(n, p) })
	part("course", func(n *document.Node) { v.course = l.triager.ReadCourse(n, p) })
	document.JSON(data, p).FieldsOr(p, "a visit", fields, l.where)
	for _, name := range []string{"presentation", "history", "plan"} {
		if n := v.given[name]; n != nil && v.given["intake"] == nil {
			p.At(n, "stands without an intake; nothing is chosen or planned for somebody who was not screened")
		}
	}
	return v
}

// where says which part of a visit has a key that stands beside the parts, or nothing.
func (l library) where(key string) string {
	ofIntake := func(f policy.Fact) bool { return strings.HasPrefix(f.Name, key+".") }
	if slices.Contains([]string{"regions", "cards", "own"}, key) || slices.ContainsFunc(l.screener.Rules().Facts(), ofIntake) {
		return "; " + key + " stands in the intake"
	}
	return ""
}

// has reports whether one of the parts is there.
func (v record) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return v.given[name] != nil })
}

// decide reads a visit and puts what is present to the rules. A visit without anything is an intake in which nothing was asked.
func (l library) decide(data []byte) (decided, error) {
	var p document.Problems
	v := l.read(data, &p)
	d := decided{intake: v.intake, clearance: v.clearance, screened: v.has("intake", "clearance") || !v.has("session", "course")}
	asked := technique.Visit{Intake: v.intake, Clearance: v.clearance, Presentation: v.presentation, History: v.history}
	if v.faulty["intake"] || v.faulty["clearance"] {
		asked.Intake, asked.Decision.Regions = screening.Intake{}, requested(v.intake, &p)
	} else {
		if err := l.screen(&d); err != nil {
			return d, err
		}
		asked.Decision = d.decision
	}
	if v.has("plan") {
		review, err := l.planner.Check(asked, v.plan)
		v.add(&p, "plan", err)
		d.plan, d.review = &v.plan, &review
	}
	if v.has("presentation", "history", "plan") && !v.faulty["presentation"] && !v.faulty["history"] {
		matching, err := l.planner.Match(asked)
		v.add(&p, "presentation", err)
		d.matching = &matching
	}
	if v.has("session") {
		stopping, err := l.planner.Stop(v.during)
		v.add(&p, "session", err)
		d.stopping = &stopping
	}
	if v.has("course") && !v.faulty["course"] && !v.faulty["intake"] {
		t, err := l.triage(v)
		v.add(&p, "course", err)
		d.triage = t
	}
	return d, v.tidy(p.Err())
}

func (l library) screen(d *decided) (err error) {
	if d.decision, err = l.screener.Screen(d.intake, d.clearance...); err != nil {
		return err
	}
	if d.questions, err = l.screener.Questions(d.intake, d.clearance...); err != nil {
		return err
	}
	d.told, err = l.screener.Messages(d.intake)
	return err
}

func (l library) triage(v record) (*triage, error) {
	result, err := l.triager.Triage(v.intake, v.course)
	if err != nil {
		return nil, err
	}
	questions, err := l.triager.Questions(v.intake, v.course)
	return &triage{v.course, result, questions}, err
}

// requested is what an intake asks for that cannot be decided on: a plan for something else is a problem all the same. Of regions that
// cannot be read nothing is known.
func requested(in screening.Intake, p *document.Problems) []screening.RegionDecision {
	var e *document.Error
	if errors.As(p.Err(), &e) && slices.ContainsFunc(e.Problems, func(x document.Problem) bool { return strings.HasPrefix(x.Path, "intake.regions") }) {
		return nil
	}
	regions := in.Regions
	if len(regions) == 0 {
		regions = []body.Region{body.BackAll}
	}
	var out []screening.RegionDecision
	for _, r := range regions {
		for _, part := range r.Parts() {
			out = append(out, screening.RegionDecision{Region: part})
		}
	}
	return out
}

// add joins what is wrong with a part and shows only beside the others. What concerns another part has been said of that.
func (v record) add(p *document.Problems, part string, err error) {
	if err == nil {
		return
	}
	before := p.Len()
	e := &document.Error{Problems: []document.Problem{{Path: part, Message: err.Error()}}}
	errors.As(err, &e)
	for _, x := range e.Problems {
		if strings.HasPrefix(x.Path, part) || before == 0 {
			p.Add(x)
		}
	}
}

// tidy says every problem once, in the order of the document: what has no place in it stands at the beginning of its part. A problem of
// the whole document gets a name instead of its empty path.
func (v record) tidy(err error) error {
	var e *document.Error
	if !errors.As(err, &e) {
		return err
	}
	var out []document.Problem
	said := map[document.Problem]bool{}
	for _, x := range e.Problems {
		part := strings.FieldsFunc(x.Path+" ", func(r rune) bool { return strings.ContainsRune(".[ ", r) })
		switch {
		case x.More > 0:
		case len(part) == 0:
			x.Path = "visit"
		case x.Line == 0 && v.given[part[0]] != nil:
			x.Line, x.Column = v.given[part[0]].Line, v.given[part[0]].Column
		}
		// Read and given in Go, a problem is the same wherever it stands.
		if same := (document.Problem{Path: x.Path, Message: x.Message}); !said[same] {
			said[same] = true
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(x, y document.Problem) int {
		return cmp.Or(cmp.Compare(x.More, y.More), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return &document.Error{Problems: out}
}
