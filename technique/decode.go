package technique

import (
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
)

// DecodePlan reads a plan from JSON. Nothing of it is ignored: the error is a [*document.Error]
// with every unknown key, technique, stroke, region, position and level, every wrong type and every
// number out of range, by JSON path and with the nearest known name. The plan returned beside an
// error holds what could be read and must not be checked. That a region was not requested is found
// by Check, which knows the decision.
//
// [*document.Error]: https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (p *Planner) DecodePlan(data []byte) (Plan, error) {
	var problems document.Problems
	plan := p.ReadPlan(document.JSON(data, &problems), &problems)
	return plan, problems.Err()
}

// ReadPlan reads a plan that is a part of a larger document, and adds what is
// wrong with it to problems.
func (p *Planner) ReadPlan(n *document.Node, problems *document.Problems) Plan {
	var plan Plan
	if p.notBuilt(n, problems) || n == nil || n.Kind == document.Null {
		return plan
	}
	r := reader{problems}
	n.Fields(problems, "a plan", document.Fields{
		"technique": func(n *document.Node) { plan.Technique = r.name(n, "a technique", p.names.techniques, p.where) },
		"minutes":   func(n *document.Node) { plan.Minutes = r.whole(n, "minutes", 1, maxPlanMinutes) },
		"position": func(n *document.Node) {
			plan.Position = readWord[Position](r, n, "a position", p.names.positions)
		},
		"bolster":   func(n *document.Node) { plan.Bolster = r.answer(n) },
		"therapist": func(n *document.Node) { plan.Therapist = readWord[Level](r, n, "a level", levels()) },
		"warned":    func(n *document.Node) { plan.Warned = r.answer(n) },
		"strokes":   func(n *document.Node) { plan.Strokes = p.readSteps(r, n) },
	})
	return plan
}

// notBuilt reports whether nothing can be read, and says so.
func (p *Planner) notBuilt(n *document.Node, problems *document.Problems) bool {
	if !p.built() && problems != nil {
		problems.At(n, "%s", errNotBuilt)
	}
	return !p.built()
}

func (p *Planner) readSteps(r reader, n *document.Node) []Step {
	if n.Kind == document.Null {
		return nil
	}
	var steps []Step
	for _, item := range n.UpTo(r.problems, "strokes", MaxSteps) {
		var s Step
		item.Fields(r.problems, "a step", document.Fields{
			"stroke":   func(n *document.Node) { s.Stroke = r.name(n, "a stroke", p.names.strokes, p.where) },
			"region":   func(n *document.Node) { s.Regions = r.regions(n) },
			"pressure": func(n *document.Node) { s.Pressure = r.whole(n, "pressure", 0, maxPressure) },
			"minutes":  func(n *document.Node) { s.Minutes = r.whole(n, "minutes", 1, maxStepMinutes) },
		})
		steps = append(steps, s)
	}
	if n.Kind == document.Sequence && len(n.Items) == 0 {
		r.problems.At(n, "is an empty list; leave it out if no stroke is planned yet")
	}
	return steps
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

// ReadPresentation reads what the therapist found, and adds what is wrong with it to problems.
func (p *Planner) ReadPresentation(n *document.Node, problems *document.Problems) Presentation {
	switch {
	case p.notBuilt(n, problems), n == nil || n.Kind == document.Null:
		return Presentation{}
	case n.Kind == document.Text && n.Text == unsureText:
		return UnsurePresentation()
	case n.Kind == document.Text:
		problems.At(n, `must be a list of presentations or "unsure", found %s`, n.Describe())
		return Presentation{}
	}
	var found []string
	for _, item := range n.UpTo(problems, "presentations", len(p.names.found)) {
		name, ok := item.OneOfOr(problems, "a presentation", p.names.found, p.where)
		switch {
		case !ok:
		case slices.Contains(found, name):
			problems.At(item, "%s stands there twice", name)
		default:
			found = append(found, name)
		}
	}
	switch {
	case n.Kind == document.Sequence && len(n.Items) == 0:
		problems.At(n, `is an empty list; write ["none"]`)
	case slices.Contains(found, noneName) && len(found) > 1:
		problems.At(n, "none stands beside another presentation")
	}
	return Presentation{found: found}
}

// ReadHistory reads what earlier sessions brought, and adds what is wrong with it to problems.
func (p *Planner) ReadHistory(n *document.Node, problems *document.Problems) History {
	var h History
	if p.notBuilt(n, problems) || n == nil || n.Kind == document.Null {
		return h
	}
	r := reader{problems}
	n.Fields(problems, "a history", document.Fields{
		"novice": func(n *document.Node) { h.Novice = r.answer(n) },
		"prior_sessions": func(n *document.Node) {
			h.PriorSessions = r.whole(n, "the number of sessions", 0, maxPriorSessions)
		},
		"accepts_discomfort": func(n *document.Node) { h.AcceptsDiscomfort = r.answer(n) },
		"hours_since_last": func(n *document.Node) {
			h.HoursSinceLast = r.decimal(n, "the number of hours", 0, maxHoursSince)
		},
		"last_sore": func(n *document.Node) { h.LastSore = r.answer(n) },
	})
	return h
}

// ReadDuring reads what happens while a session goes on, and adds what is
// wrong with it to problems.
func (p *Planner) ReadDuring(n *document.Node, problems *document.Problems) During {
	var d During
	if p.notBuilt(n, problems) || n == nil || n.Kind == document.Null {
		return d
	}
	r := reader{problems}
	n.Fields(problems, "a session", document.Fields{
		"attack_onset":  func(n *document.Node) { d.AttackOnset = r.answer(n) },
		"pain_during":   func(n *document.Node) { d.PainDuring = r.whole(n, "the pain", 0, 10) },
		"asked_to_stop": func(n *document.Node) { d.AskedToStop = r.answer(n) },
	})
	return d
}

const unsureText = "unsure"

// reader reads the values of answers. Null is not asked.
type reader struct{ problems *document.Problems }

// open reads what is no value: unsure or not asked.
func (r reader) open(n *document.Node) (unsure, is bool) {
	switch {
	case n == nil || n.Kind == document.Null:
		return false, true
	case n.Kind == document.Text && n.Text == unsureText:
		return true, true
	}
	return false, false
}

func (r reader) answer(n *document.Node) answer.YesNo {
	if n == nil || n.Kind == document.Null {
		return answer.NotAsked
	}
	if n.Kind == document.Bool {
		r.problems.At(n, "%s is not an answer; write %q",
			n.Text, map[string]string{"true": "yes", "false": "no"}[n.Text])
		return answer.NotAsked
	}
	name, _ := n.OneOf(r.problems, "an answer", []string{"yes", "no", unsureText})
	return map[string]answer.YesNo{"yes": answer.Yes, "no": answer.No, unsureText: answer.Unsure}[name]
}

// name reads a name for which unsure is no answer: what is planned is known or not given.
func (r reader) name(n *document.Node, what string, names []string, where func(string) string) string {
	if n.Kind == document.Null {
		return ""
	}
	name, _ := n.OneOfOr(r.problems, what, names, where)
	return name
}

func (r reader) whole(n *document.Node, what string, least, greatest int) answer.Fact[int] {
	if unsure, is := r.open(n); is {
		return factOf[int](unsure)
	}
	x, ok := n.Int(r.problems, what)
	if ok && (x < least || x > greatest) {
		r.problems.At(n, "%d is outside %d to %d", x, least, greatest)
		ok = false
	}
	if !ok {
		return answer.Fact[int]{}
	}
	return answer.Known(x)
}

func (r reader) decimal(n *document.Node, what string, least, greatest float64) answer.Fact[float64] {
	if unsure, is := r.open(n); is {
		return factOf[float64](unsure)
	}
	x, ok := n.Float(r.problems, what)
	if ok && (x < least || x > greatest) {
		r.problems.At(n, "%s is outside %s to %s", n.Text, plain(least), plain(greatest))
		ok = false
	}
	if !ok {
		return answer.Fact[float64]{}
	}
	return answer.Known(x)
}

func readWord[T ~string](r reader, n *document.Node, what string, words []string) answer.Fact[T] {
	if unsure, is := r.open(n); is {
		return factOf[T](unsure)
	}
	name, ok := n.OneOf(r.problems, what, words)
	if !ok {
		return answer.Fact[T]{}
	}
	return answer.Known(T(name))
}

// regions reads one region, or a list of some.
func (r reader) regions(n *document.Node) []body.Region {
	if n.Kind == document.Null {
		return nil
	}
	items := []*document.Node{n}
	if n.Kind == document.Sequence {
		if items = n.UpTo(r.problems, "regions", len(regionNames())); len(n.Items) == 0 {
			r.problems.At(n, "is an empty list; name a region, or leave it out")
		}
	}
	var out []body.Region
	for _, item := range items {
		region, ok := readRegion(item, r.problems)
		switch {
		case !ok:
		case slices.Contains(out, region):
			r.problems.At(item, "%s stands there twice", region)
		default:
			out = append(out, region)
		}
	}
	return out
}

func factOf[T comparable](unsure bool) answer.Fact[T] {
	if unsure {
		return answer.UnsureOf[T]()
	}
	return answer.Fact[T]{}
}
