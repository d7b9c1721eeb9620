package technique

import (
	"slices"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
)

// DecodePlan reads a plan from JSON. Nothing of it is ignored: the error is a [*document.Error]
// with every unknown key, technique, stroke, region, position and level, every wrong type and every
// number out of range, by JSON path and with the nearest known name. The plan returned beside an
// error holds what could be read and must not be checked. That a region was not requested is found
// by Check, which knows the decision.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (p *Planner) DecodePlan(data []byte) (Plan, error) {
	var problems document.Problems
	plan := p.ReadPlan(document.JSON(data, &problems), &problems)
	return plan, problems.Err()
}

// ReadPlan reads a plan that is a part of a larger document, and adds what is
// wrong with it to problems.
func (p *Planner) ReadPlan(n *document.Node, problems *document.Problems) (plan Plan) {
	if !p.reads(n, problems) {
		return plan
	}
	fields := p.plans.Fields(&plan, problems, nil)
	fields["technique"] = p.name(problems, "a technique", p.names.techniques, &plan.Technique)
	fields["strokes"] = document.Given(func(n *document.Node) { plan.Strokes = p.readSteps(n, problems) })
	n.Fields(problems, "a plan", fields)
	return plan
}

// unbuilt reports whether nothing can be read, and says so.
func (p *Planner) unbuilt(n *document.Node, problems *document.Problems) bool {
	if !p.built() && problems != nil {
		problems.At(n, "%s", errNotBuilt)
	}
	return !p.built()
}

// reads reports whether there is something to read.
func (p *Planner) reads(n *document.Node, problems *document.Problems) bool {
	return !p.unbuilt(n, problems) && n != nil && n.Kind != document.Null
}

func (p *Planner) readSteps(n *document.Node, problems *document.Problems) (steps []Step) {
	for _, item := range n.UpTo(problems, "strokes", MaxSteps) {
		var s Step
		fields := p.steps.Fields(&s, problems, nil)
		fields["stroke"] = p.name(problems, "a stroke", p.names.strokes, &s.Stroke)
		fields["region"] = document.Given(func(n *document.Node) { s.Regions = readRegions(n, problems) })
		item.Fields(problems, "a step", fields)
		steps = append(steps, s)
	}
	if n.Kind == document.Sequence && len(n.Items) == 0 {
		problems.At(n, "is an empty list; leave it out if no stroke is planned yet")
	}
	return steps
}

// name reads a name for which unsure is no answer: what is planned is known or not given.
func (p *Planner) name(problems *document.Problems, what string, names []string, to *string) func(*document.Node) {
	return document.Given(func(n *document.Node) { *to, _ = n.OneOfOr(problems, what, names, p.where) })
}

// where says what a word of the catalogue is that stands in the wrong place, or nothing.
func (p *Planner) where(word string) string {
	for _, x := range []struct {
		names []string
		is    string
	}{{p.names.techniques, "a technique"}, {p.names.strokes, "a stroke"}, {p.names.found, "a presentation"}} {
		if slices.Contains(x.names, word) && word != noneName {
			return "; " + word + " is " + x.is
		}
	}
	return ""
}

// readRegions reads one region, or a list of some.
func readRegions(n *document.Node, problems *document.Problems) (out []body.Region) {
	items := []*document.Node{n}
	if n.Kind == document.Sequence {
		if items = n.UpTo(problems, "regions", len(regionNames())); len(n.Items) == 0 {
			problems.At(n, "is an empty list; name a region, or leave it out")
		}
	}
	for _, item := range items {
		region, ok := readRegion(item, problems)
		if ok && slices.Contains(out, region) {
			problems.At(item, "%s stands there twice", region)
		} else if ok {
			out = append(out, region)
		}
	}
	return out
}

// ReadPresentation reads what the therapist found, and adds what is wrong with it to problems.
func (p *Planner) ReadPresentation(n *document.Node, problems *document.Problems) Presentation {
	if !p.reads(n, problems) {
		return Presentation{}
	}
	a, ok := p.facts.ReadOr(p.found, n, problems, p.where)
	if !ok {
		return Presentation{}
	}
	x := Presentation{a}
	if fault := p.foundFault(x); fault != "" {
		problems.At(n, "%s", fault)
	}
	return x
}

// ReadHistory reads what earlier sessions brought, and adds what is wrong with it to problems.
func (p *Planner) ReadHistory(n *document.Node, problems *document.Problems) (h History) {
	if p.reads(n, problems) {
		n.Fields(problems, "a history", p.histories.Fields(&h, problems, nil))
	}
	return h
}

// ReadDuring reads what happens while a session goes on, and adds what is
// wrong with it to problems.
func (p *Planner) ReadDuring(n *document.Node, problems *document.Problems) (d During) {
	if p.reads(n, problems) {
		n.Fields(problems, "a session", p.durings.Fields(&d, problems, nil))
	}
	return d
}
