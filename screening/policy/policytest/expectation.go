package policytest

import (
	"slices"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// expectation is what a case says has to follow. Empty words and nil lists are not expected.
type expectation struct {
	rules                    []ruleExpectation
	shown                    disposition
	urgency, urgencyCeiling  string
	places                   []placeExpectation
	halves                   []halfExpectation
	asks, asksOnly, clearing []string
}

// asking reports whether something is expected of the questions.
func (x *expectation) asking() bool { return len(x.asks) > 0 || x.asksOnly != nil }

// disposition is what is expected of the session or of a place.
type disposition struct{ decision, floor, ceiling string }

type ruleExpectation struct {
	rule int
	want truth
}

// truth is the key under which a case lists a rule.
type truth string

const (
	fires     truth = "fires"
	silent    truth = "silent"
	undecided truth = "undecided"
)

func (t truth) verb() string {
	if t == fires {
		return "fires"
	}
	return "is " + string(t)
}

// halfExpectation is what is expected of places on one side.
type halfExpectation struct {
	side   string
	places []placeExpectation
}

type placeExpectation struct {
	entry  document.Entry
	shown  disposition
	limits []limitExpectation
}

// limitExpectation is what is expected of one limit; which of its members counts depends on
// the kind of the limit.
type limitExpectation struct {
	limit  *policy.Limit
	absent bool // there is no such limit
	number float64
	values []string
	note   string
	margin bool // number is the margin of a spot
}

func (r *reader) expectationFields(e *expectation) document.Fields {
	p := &r.problems
	fields := r.dispositionFields(&e.shown)
	for _, t := range []truth{fires, silent, undecided} {
		fields[string(t)] = func(n *document.Node) { r.readRules(n, t, e) }
	}
	word := func(to *string, what string, words []string) func(n *document.Node) {
		return func(n *document.Node) { *to, _ = n.OneOf(p, what, words) }
	}
	names := func(to *[]string, what string, known []string) func(n *document.Node) {
		return func(n *document.Node) { ignored := true; *to = r.readNames(n, what, known, &ignored) }
	}
	fields["urgency"] = word(&e.urgency, "an urgency", r.schema.Urgencies)
	fields["urgency_ceiling"] = word(&e.urgencyCeiling, "an urgency", r.schema.Urgencies)
	fields["asks"] = names(&e.asks, "a fact", r.facts)
	fields["asks_only"] = names(&e.asksOnly, "a fact", r.facts)
	fields["clearable"] = names(&e.clearing, "a rule", r.rules)
	fields["places"] = func(n *document.Node) { e.places = r.readPlaces(n, "places") }
	for _, side := range r.schema.Sides {
		fields[side] = func(n *document.Node) {
			e.halves = append(e.halves, halfExpectation{side, r.readPlaces(n, side)})
		}
	}
	return fields
}

func (r *reader) readPlaces(n *document.Node, key string) (out []placeExpectation) {
	p := &r.problems
	n.Each(p, key, func(entry document.Entry) {
		if !slices.Contains(r.places, entry.Key) {
			p.Key(entry, n, "unknown region %s%s", document.Shorten(entry.Key), p.Choose(entry.Key, r.places, nil))
			return
		}
		out = append(out, r.readPlace(entry))
	})
	return out
}

func (r *reader) dispositionFields(d *disposition) document.Fields {
	p := &r.problems
	return document.Fields{
		"decision": func(n *document.Node) { d.decision, _ = n.OneOf(p, "a decision", r.decisions) },
		"floor":    func(n *document.Node) { d.floor, _ = n.OneOf(p, "a floor", r.dispositions) },
		"ceiling":  func(n *document.Node) { d.ceiling, _ = n.OneOf(p, "a ceiling", r.dispositions) },
	}
}

func (r *reader) readRules(n *document.Node, t truth, e *expectation) {
	ignored := true
	for _, item := range r.items(n, &ignored) {
		id, ok := item.OneOf(&r.problems, "a rule", r.rules)
		if !ok {
			continue
		}
		i, _ := r.set.RuleIndex(id)
		at := slices.IndexFunc(e.rules, func(x ruleExpectation) bool { return x.rule == i })
		switch {
		case at < 0:
			e.rules = append(e.rules, ruleExpectation{i, t})
		case e.rules[at].want == t:
			r.problems.At(item, "%s is listed twice", id)
		default:
			r.problems.At(item, "%s is listed under %s already", id, e.rules[at].want)
		}
	}
}

func (r *reader) readPlace(entry document.Entry) placeExpectation {
	out := placeExpectation{entry: entry}
	entry.Value.Fields(&r.problems, "a region", r.placeFields(&out))
	if n := entry.Value; n != nil && n.Kind == document.Mapping && len(n.Entries) == 0 {
		r.problems.At(n, "nothing is expected of %s", entry.Key)
	}
	return out
}

func (r *reader) placeFields(out *placeExpectation) document.Fields {
	fields := r.dispositionFields(&out.shown)
	fields["limits"] = func(n *document.Node) { out.limits = r.readLimits(n) }
	return fields
}

func (r *reader) limitFields(out *[]limitExpectation) document.Fields {
	fields := document.Fields{}
	for i := range r.schema.Limits {
		limit := &r.schema.Limits[i]
		fields[limit.Name] = func(n *document.Node) {
			if e, ok := r.readLimit(limit, n); ok {
				*out = append(*out, e)
			}
		}
		if limit.Margin != "" {
			fields[limit.Margin] = func(n *document.Node) {
				if x, ok := n.Float(&r.problems, limit.Margin); ok {
					*out = append(*out, limitExpectation{limit: limit, margin: true, number: x})
				}
			}
		}
	}
	return fields
}

func (r *reader) readLimits(n *document.Node) []limitExpectation {
	var out []limitExpectation
	n.Fields(&r.problems, "limits", r.limitFields(&out))
	if n != nil && n.Kind == document.Mapping && len(n.Entries) == 0 {
		r.problems.At(n, "limits name no limit; one that must not be there is none, [] or false")
	}
	return out
}

func (r *reader) readLimit(limit *policy.Limit, n *document.Node) (limitExpectation, bool) {
	p, e := &r.problems, limitExpectation{limit: limit}
	if n == nil {
		return e, false
	}
	before := p.Len()
	ok := true
	switch limit.Kind {
	case policy.LowestWins:
		if e.absent = n.Text == "none"; !e.absent {
			e.number, ok = n.Float(p, limit.Name)
		}
	case policy.Unites:
		e.values = r.readNames(n, "a value of "+limit.Name, limit.Values, &ok)
		e.absent = len(e.values) == 0
	case policy.Flag, policy.Spot:
		e.absent = !n.Bool(p, limit.Name)
	case policy.Note:
		if e.absent = n.Text == "none"; !e.absent {
			e.note = n.Str(p, limit.Name)
			ok = e.note != ""
		}
	}
	return e, ok && p.Len() == before
}

// checkRequested refuses expectations of places that the case does not ask for:
// nothing is decided of them.
func (r *reader) checkRequested(c *testCase) {
	request := c.request
	if len(request) == 0 {
		request = []string{r.schema.Default}
	}
	var asked []string
	for _, name := range request {
		asked = append(asked, r.parts[name]...)
	}
	places := slices.Clone(c.expect.places)
	for _, half := range c.expect.halves {
		places = append(places, half.places...)
	}
	for _, place := range places {
		for _, part := range r.parts[place.entry.Key] {
			if c.readable && !slices.Contains(asked, part) {
				r.problems.Key(place.entry, c.node, "%s is not requested; add it to request", part)
			}
		}
	}
}
