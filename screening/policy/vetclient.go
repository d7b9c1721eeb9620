package policy

import (
	"fmt"
	"slices"
)

// show evaluates a client by both sets, and enters the difference if there is one of that kind that
// the rule does not have yet. It reports whether the client is decided otherwise at all.
func (c *comparing) show(side, r, place int, before, after *Answers) bool {
	s := c.sets[side]
	var request Request
	name := ""
	if place < len(s.places.base) {
		name = s.places.base[place]
		request.Places = []string{name}
	}
	kind := c.kind(before, after, request)
	if kind == "" {
		return false
	}
	id := s.rules[r].ID
	if slices.ContainsFunc(c.out.Differences, func(d Difference) bool { return d.Rule == id && d.Kind == kind }) {
		return true
	}
	c.leaveOut(kind, request, before, after)
	c.kind(before, after, request)
	was, is := c.outcomes(request)
	var fires [2][]int32
	for k, set := range c.sets {
		if q, ok := set.ruleIndex[id]; ok && set.holds(&c.evals[k], q) {
			fires[k] = []int32{int32(q)}
		}
	}
	d := Difference{Kind: kind, Rule: id, Position: s.rules[r].Position, Place: name,
		Before: &Witness{before, request, c.sets[0].caseText(id+" before", before, request, fires[0], &c.evals[0])},
		After:  &Witness{after, request, c.sets[1].caseText(id+" after", after, request, fires[1], &c.evals[1])},
	}
	d.Says = fmt.Sprintf("%s: %s was %s and is %s", id, c.what(name), was, is)
	c.out.Differences = append(c.out.Differences, d)
	return true
}

func (c *comparing) what(place string) string {
	if place == "" {
		return "the decision of a client"
	}
	return "the decision of a client for " + place
}

// outcomes say what the last client comes to by both sets: what is shown, else what is still
// possible, else that only limits differ.
func (c *comparing) outcomes(r Request) (was, is string) {
	for _, of := range []func(side int, r Request) string{c.shownOutcome, c.possible} {
		if was, is = of(0, r), of(1, r); was != is {
			return was, is
		}
	}
	return was, is + ", with other limits"
}

func (c *comparing) shownOutcome(side int, _ Request) string {
	s, e := c.sets[side], &c.evals[side]
	text := s.Disposition(e.Session(), e.Settled())
	if u := e.Urgency(); u.Floor > 0 {
		text += ", " + s.schema.Urgencies[u.Floor]
	}
	return text
}

// possible is from where to where the last client can still come, at the place that was asked for.
func (c *comparing) possible(side int, r Request) string {
	s, e := c.sets[side], &c.evals[side]
	b := e.Session()
	if asked := e.Requested(); len(r.Places) == 1 && len(asked) == 1 {
		b = e.Place(asked[0])
	}
	u := e.Urgency()
	between := func(floor, ceiling string) string {
		if floor == ceiling {
			return floor
		}
		return "between " + floor + " and " + ceiling
	}
	text := between(s.schema.Levels[b.Floor].Disposition, s.schema.Levels[b.Ceiling].Disposition)
	if u.Ceiling > 0 {
		text += ", " + between(s.schema.Urgencies[u.Floor], s.schema.Urgencies[u.Ceiling])
	}
	return text
}

// kind is how the client comes out: nothing where both decide alike. A client whom one of the sets
// refuses to look at is not compared.
func (c *comparing) kind(before, after *Answers, r Request) DifferenceKind {
	a, b := &c.evals[0], &c.evals[1]
	if c.sets[0].Evaluate(before, r, a) != nil || c.sets[1].Evaluate(after, r, b) != nil ||
		len(a.Disagreements())+len(b.Disagreements()) > 0 {
		return ""
	}
	certain := int(c.sets[0].level(c.sets[0].schema.CertainFrom))
	lower := b.Urgency().Floor < a.Urgency().Floor || b.Urgency().Ceiling < a.Urgency().Ceiling
	higher := b.Urgency().Floor > a.Urgency().Floor || b.Urgency().Ceiling > a.Urgency().Ceiling
	for _, p := range a.Requested() {
		x, y := a.Place(p), b.Place(p)
		lower = lower || y.Floor < x.Floor || y.Ceiling < x.Ceiling
		higher = higher || y.Floor > x.Floor || y.Ceiling > x.Ceiling
	}
	x, y := a.Session(), b.Session()
	switch {
	case x.Floor >= certain && y.Floor < certain && b.Settled():
		return NewlyAllowed
	case lower || c.limitsLost(a, b):
		return Milder
	case a.Settled() && !b.Settled():
		return NewlyUndecided
	case !a.Settled() && b.Settled():
		return NewlyDecided
	case x.Floor < certain && y.Floor >= certain:
		return NewlyRefused
	case higher || c.limitsLost(b, a):
		return Stricter
	}
	return ""
}

func (c *comparing) limitsLost(before, after *Evaluation) bool {
	return before.set.limitLost(before, after)
}

// leaveOut takes back the answers without which both sets still differ so, and are as settled.
func (c *comparing) leaveOut(kind DifferenceKind, r Request, before, after *Answers) {
	settled := func() [2]bool { return [2]bool{c.evals[0].Settled(), c.evals[1].Settled()} }
	c.kind(before, after, r)
	as := settled()
	for i := range c.facts {
		x := &c.facts[i]
		if x.opaque || x.in[1] < 0 || c.sets[1].asked[x.in[1]].card >= 0 ||
			x.in[0] >= 0 && c.sets[0].asked[x.in[0]].card >= 0 {
			continue
		}
		var was [2]Answer
		for k, a := range []*Answers{before, after} {
			if x.in[k] >= 0 {
				was[k] = a.fact(x.in[k])
				a.SetFact(x.in[k], Answer{})
			}
		}
		if c.kind(before, after, r) == kind && settled() == as {
			continue
		}
		for k, a := range []*Answers{before, after} {
			if x.in[k] >= 0 {
				a.SetFact(x.in[k], was[k])
			}
		}
	}
}
