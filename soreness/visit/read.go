package visit

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

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
func (d *Decider) read(data []byte, p *document.Problems) record {
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
	part("intake", func(n *document.Node) { v.intake = d.screener.ReadIntake(n, p) })
	part("clearance", func(n *document.Node) {
		v.clearance = d.screener.ReadClearance(n, p)
		d.planner.CheckClearance(v.clearance, p)
	})
	part("presentation", func(n *document.Node) { v.presentation = d.planner.ReadPresentation(n, p) })
	part("history", func(n *document.Node) { v.history = d.planner.ReadHistory(n, p) })
	part("plan", func(n *document.Node) { v.plan = d.planner.ReadPlan(n, p) })
	part("session", func(n *document.Node) { v.during = d.planner.ReadDuring(n, p) })
	part("course", func(n *document.Node) { v.course = d.triager.ReadCourse(n, p) })
	document.JSON(data, p).FieldsOr(p, "a visit", fields, d.where)
	for _, name := range []string{"presentation", "history", "plan"} {
		if n := v.given[name]; n != nil && v.given["intake"] == nil {
			p.At(n, "stands without an intake; nothing is chosen or planned for somebody who was not screened")
		}
	}
	return v
}

// where says which part of a visit has a key that stands beside the parts, or nothing.
func (d *Decider) where(key string) string {
	ofIntake := func(f policy.Fact) bool { return strings.HasPrefix(f.Name, key+".") }
	if slices.Contains([]string{"regions", "cards", "own"}, key) ||
		slices.ContainsFunc(d.screener.Rules().Facts(), ofIntake) {
		return "; " + key + " stands in the intake"
	}
	return ""
}

// has reports whether one of the parts is there.
func (v record) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return v.given[name] != nil })
}

// add joins what is wrong with a part and shows only beside the others. What concerns another part
// has been said of that.
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

// tidy says every problem once, in the order of the document: what has no place in it stands at the
// beginning of its part. A problem of the whole document gets a name instead of its empty path.
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
