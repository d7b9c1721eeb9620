package screening

import (
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// answers says what became of asking a clinician about a rule: each answer that does not cover it.
func (w Words) answers(rule string, clearances []Clearance) string {
	text := ""
	for i := range clearances {
		c := &clearances[i]
		if !w.speaksOf(c, rule) && (c.Answer != ClearanceNo || !slices.Contains(w.conditions.no, rule)) {
			continue
		}
		name := "clearance.fails"
		switch {
		case c.Answer == ClearanceNo:
			name = "clearance.no"
		case c.Answer == ClearanceNone && float64(c.DaysAgo) >= w.waits:
			name = "clearance.none_long"
		case c.Answer == ClearanceNone:
			name = "clearance.none"
		case c.Given == ClearancePassedOn && !w.passedOn[rule]:
			name = "clearance.written"
		case c.Given != ClearanceWritten && w.writtenFor[rule]:
			name = "clearance.in_writing"
		}
		text += " " + w.Say(name, "given", w.given(*c))
	}
	return text
}

// speaksOf reports whether a clearance names a rule, or a condition that it asks about.
func (w Words) speaksOf(c *Clearance, rule string) bool {
	return slices.Contains(c.Covers, rule) || slices.ContainsFunc(c.Conditions, func(typed string) bool {
		name, ok := w.conditions.find(typed)
		return ok && slices.Contains(w.conditions.rules[name], rule)
	})
}

// isOf reports whether a clearance speaks of a condition.
func (w Words) isOf(c *Clearance, condition string) bool {
	return slices.ContainsFunc(c.Covers, func(rule string) bool {
		return slices.Contains(w.conditions.rules[condition], rule)
	}) || slices.ContainsFunc(c.Conditions, func(typed string) bool {
		name, ok := w.conditions.find(typed)
		return ok && name == condition
	})
}

// question is what to ask a clinician about a rule, and how the answer may come: about the first of
// its conditions, and nothing where one of them is asked about already, since a yes covers it then.
func (w Words) question(d Decision, rule string, clearances []Clearance, asked map[string]bool) string {
	text := ""
	ask := func(name string) {
		if !asked[name] {
			asked[name] = true
			text += " " + w.Say("clearance.question", "what", w.AskClinician(d, name))
		}
	}
	already := func(name string) bool { return asked[name] }
	if of := w.conditions.of[rule]; len(of) > 0 && !slices.ContainsFunc(of, already) {
		ask(of[0])
	}
	for i := range clearances {
		if clearances[i].Answer != ClearanceNo || !slices.Contains(w.conditions.no, rule) {
			continue
		}
		for _, name := range w.conditions.names {
			if w.isOf(&clearances[i], name) {
				ask(name)
			}
		}
	}
	if text == "" {
		return ""
	}
	if w.passedOn[rule] && !w.writtenFor[rule] {
		return text + " " + w.Say("clearance.spoken_counts")
	}
	return text + " " + w.Say("clearance.noted_counts")
}

// AskClinician is what to put to a clinician about a condition: the places that wait for a yes, how
// firm, in which positions, and with what. It names nothing that the client has not agreed to show
// by showing it, and no limit that may turn out not to hold: a clinician would agree to less than
// is done.
func (w Words) AskClinician(d Decision, condition string) string {
	var places []half
	var grade *int       // the firmest that is possible in any of them
	var positions Limits // of the whole person
	for _, r := range d.halves() {
		if r.Disposition != Refer && d.Disposition == Refer {
			continue
		}
		limits := w.certain(d, r)
		switch {
		case len(places) == 0:
			grade = limits.Pressure
		case grade == nil || limits.Pressure == nil:
			grade = nil
		case *limits.Pressure > *grade:
			grade = limits.Pressure
		}
		places = append(places, r)
		positions = positions.with(Limits{AvoidPositions: limits.AvoidPositions})
	}
	const light = 2
	subject := "question.subject"
	var parts []string
	if grade != nil {
		n := strconv.Itoa(*grade)
		parts = append(parts, w.Say("question.grade", "n", n, "feels", w.Say("grade."+n)))
		if *grade <= light {
			subject = "question.light"
		}
	}
	if avoided := positions.AvoidPositions; len(avoided) > 0 {
		said := make([]string, len(avoided))
		for i, id := range avoided {
			said[i] = w.Called("position", id)
		}
		parts = append(parts, w.Say("limit.positions", "list", w.Or(said)))
	}
	parts = slices.Insert(parts, 0, w.Say(subject, "places", w.And(w.halfNames(places))))
	says := condition
	if name, ok := w.conditions.find(condition); ok {
		says, _, _ = strings.Cut(w.Called("condition", name), "|")
	}
	return w.Say("question.whole", "parts", strings.Join(parts, w.Say("list.comma")), "condition", says)
}

// certain returns the limits of a place that hold whatever is still answered: while it is open what
// is done there, those that rules which hold set for all of it.
func (w Words) certain(d Decision, r half) Limits {
	if r.limited() {
		return r.Limits
	}
	var out Limits
	for _, f := range d.Findings {
		rule := w.limiting[f.Rule]
		if rule == nil || rule.At != "" || f.Side != "" {
			continue // of a part of a place, or of one side
		}
		for _, l := range rule.Limits {
			names := f.Regions
			switch l.Scope {
			case policy.InRegions:
				names = l.Regions
			case policy.Elsewhere:
				continue
			}
			if l.Scope == policy.Everywhere || r.Region.In(names) {
				out = out.with(limitOf(l))
			}
		}
	}
	return out
}

// limitOf is one limit of a rule; nothing of a spot or a note.
func limitOf(l policy.RuleLimit) Limits {
	var out Limits
	for _, f := range limitFields() {
		if f.name == l.Name {
			f.fill(&out, policy.LimitValue{Number: l.Number, Values: l.Values})
		}
	}
	return out
}
