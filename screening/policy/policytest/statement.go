package policytest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// statement is what the source of a rule says of it, and where the rule departs from that.
type statement struct {
	node            *document.Node
	rule            int
	source, departs said
}

// everywhere is where a rule or a limit of it holds that reaches every place.
const everywhere = "everywhere"

// said is what a source says of a rule, or the rule instead of its source. What is empty is not
// said.
type said struct {
	kind, urgency   string
	places          []string
	at, where, side string
	limits          []string // each with where it holds
	less            []string // of a departure: those that only the source has
	because         string
}

// readStated reads what case files say of rules themselves. A rule is stated once in all files.
func (r *reader) readStated(n *document.Node) {
	p := &r.problems
	n.Each(p, "stated", func(e document.Entry) {
		i, ok := r.set.RuleIndex(e.Key)
		if !ok {
			p.Key(e, n, "unknown rule %s%s", document.Shorten(e.Key), p.Suggest(e.Key, r.rules))
			return
		}
		for _, other := range r.stated {
			if other.rule == i {
				p.Key(e, n, "%s is stated at %s:%d already", e.Key, other.node.File, other.node.Line)
			}
		}
		s := &statement{node: e.Value, rule: i}
		before := p.Len()
		e.Value.Fields(p, "a stated rule", r.statedFields(s))
		for _, x := range []struct{ key, source, departs string }{
			{"kind", s.source.kind, s.departs.kind}, {"urgency", s.source.urgency, s.departs.urgency},
		} {
			optional := x.key == "urgency" && (len(r.schema.Urgencies) < 2 || r.schema.UrgencyOptional)
			if p.Len() == before && x.source+x.departs == "" && !optional {
				p.At(e.Value, "a stated rule needs %q", x.key)
			}
			if x.source != "" && x.source == x.departs {
				p.At(e.Value, "the %s of the rule departs from nothing: its source says %s too", x.key, x.source)
			}
		}
		if p.Len() == before {
			r.stated = append(r.stated, s)
		}
	})
}

func (r *reader) statedFields(s *statement) document.Fields {
	p := &r.problems
	fields := r.saidFields(&s.source)
	fields["limits"] = func(n *document.Node) { s.source.limits = r.readSaidLimits(n) }
	fields["departs"] = func(n *document.Node) {
		n.Fields(p, "a departure", r.departsFields(&s.departs), "because")
		if len(n.Entries) == 1 && s.departs.because != "" {
			p.At(n, "a departure says what the rule has instead")
		}
	}
	return fields
}

func (r *reader) departsFields(d *said) document.Fields {
	fields := r.saidFields(d)
	fields["more"] = func(n *document.Node) { d.limits = r.readSaidLimits(n) }
	fields["less"] = func(n *document.Node) { d.less = r.readSaidLimits(n) }
	fields["because"] = func(n *document.Node) { d.because = n.Prose(&r.problems, "a reason") }
	return fields
}

func (r *reader) saidFields(to *said) document.Fields {
	p, ignored := &r.problems, true
	var kinds []string
	for _, level := range r.schema.Levels[1:] {
		kinds = append(kinds, level.Kind)
	}
	word := func(to *string, what string, words []string) func(n *document.Node) {
		return func(n *document.Node) { *to, _ = n.OneOf(p, what, words) }
	}
	fields := document.Fields{
		"kind":    word(&to.kind, "a kind", kinds),
		"urgency": word(&to.urgency, "an urgency", r.schema.Urgencies),
		"at":      word(&to.at, "a fact", r.facts),
	}
	if len(r.schema.Attributes) > 0 {
		fields["where"] = func(n *document.Node) { to.where = n.Str(p, "an expression") }
	}
	if len(r.schema.Sides) > 0 {
		fields["side"] = word(&to.side, "a fact", r.facts)
	}
	fields[r.schema.PlacesKey()] = func(n *document.Node) {
		if n.Kind == document.Sequence {
			to.places = r.readNames(n, "a region", r.places, &ignored)
		} else if word, ok := n.OneOf(p, "the reach of a rule", []string{everywhere}); ok {
			to.places = []string{word}
		}
	}
	return fields
}

// readSaidLimits reads limits as a rule has them, each value of a list as one of its own.
func (r *reader) readSaidLimits(n *document.Node) (out []string) {
	for _, item := range n.List(&r.problems, "limits") {
		var limits []string
		at := ""
		item.Fields(&r.problems, "a limit", r.saidLimitFields(&limits, &at))
		for _, limit := range limits {
			out = append(out, limit+at)
		}
	}
	return out
}

func (r *reader) saidLimitFields(out *[]string, at *string) document.Fields {
	p, ignored := &r.problems, true
	add := func(l *policy.Limit, number float64, values []string) {
		*out = append(*out, limitTexts(l, number, values)...)
	}
	fields := document.Fields{r.schema.PlacesKey(): func(n *document.Node) {
		if n.Kind == document.Sequence {
			*at = placesText(policy.InRegions, r.readNames(n, "a region", r.places, &ignored))
		} else if word, ok := n.OneOf(p, "the reach of a limit", []string{"elsewhere", everywhere}); ok {
			*at = " at " + word
		}
	}}
	for i := range r.schema.Limits {
		l := &r.schema.Limits[i]
		holds := func(n *document.Node) bool {
			if n.Text == "false" {
				p.At(n, "%s can only be true; leave the key out otherwise", l.Name)
			}
			return n.Bool(p, l.Name)
		}
		number := func(key string) func(n *document.Node) {
			return func(n *document.Node) {
				if x, ok := n.Float(p, key); ok {
					add(l, x, nil)
				}
			}
		}
		switch l.Kind {
		case policy.LowestWins:
			fields[l.Name] = number(l.Name)
		case policy.Unites:
			fields[l.Name] = func(n *document.Node) {
				add(l, 0, r.readNames(n, "a value of "+l.Name, l.Values, &ignored))
			}
		case policy.Spot: // it is said by its margin
			fields[l.Name], fields[l.Margin] = func(n *document.Node) { holds(n) }, number(l.Margin)
		default:
			fields[l.Name] = func(n *document.Node) {
				if holds(n) {
					add(l, 0, nil)
				}
			}
		}
	}
	return fields
}

// limitTexts says a limit of a rule in words, without where it holds: of a note only that there is
// one.
func limitTexts(l *policy.Limit, value float64, values []string) (out []string) {
	switch l.Kind {
	case policy.LowestWins, policy.Spot:
		return []string{l.Name + " " + number(value)}
	case policy.Unites:
		for _, v := range values {
			out = append(out, l.Name+" "+v)
		}
		return out
	}
	return []string{l.Name}
}

func placesText(scope policy.Scope, places []string) string {
	switch scope {
	case policy.Elsewhere:
		return " at elsewhere"
	case policy.Everywhere:
		return " at " + everywhere
	case policy.InRegions:
		return " at " + strings.Join(slices.Sorted(slices.Values(places)), " ")
	}
	return ""
}

// checkStated compares a rule with what is said of it, departures taken.
func (r *reader) checkStated(s *statement) (failures []string) {
	rule := &r.set.Rules()[s.rule]
	fail := func(key, why string) { failures = append(failures, key+": "+why) }
	want, departs := s.source, s.departs
	if departs.places != nil || departs.at != "" || departs.where != "" {
		want.places, want.at, want.where = departs.places, departs.at, departs.where
	}
	for _, x := range []struct{ key, want, got string }{
		{"kind", cmp.Or(departs.kind, want.kind), rule.Kind},
		{"urgency", cmp.Or(departs.urgency, want.urgency, r.schema.Urgencies[0]), rule.Urgency},
		{"at", want.at, rule.At}, {"where", want.where, rule.Where}, {"side", cmp.Or(departs.side, want.side), rule.Side},
	} {
		if x.want != x.got {
			fail(x.key, fmt.Sprintf("expected %s, got %s", cmp.Or(x.want, "none"), cmp.Or(x.got, "none")))
		}
	}
	places := rule.Regions
	if len(places) == 0 && len(want.places) > 0 && rule.At+rule.Where == "" {
		places = []string{everywhere}
	}
	if why := difference(want.places, places); why != "" {
		fail(r.schema.PlacesKey(), why)
	}
	limits := slices.Clone(want.limits)
	for _, less := range departs.less {
		i := slices.Index(limits, less)
		if i < 0 {
			fail("less", "the source has no "+less)
			continue
		}
		limits = slices.Delete(limits, i, i+1)
	}
	var got []string
	for _, l := range rule.Limits {
		i := slices.IndexFunc(r.schema.Limits, func(x policy.Limit) bool { return x.Name == l.Name })
		for _, text := range limitTexts(&r.schema.Limits[i], l.Number, l.Values) {
			got = append(got, text+placesText(l.Scope, l.Regions))
		}
	}
	if why := difference(counted(append(limits, departs.limits...)), counted(got)); why != "" {
		fail("limits", why)
	}
	return failures
}

// counted tells apart what stands in a list more than once, such as two notes.
func counted(texts []string) (out []string) {
	for _, text := range texts {
		for slices.Contains(out, text) {
			text += " again"
		}
		out = append(out, text)
	}
	return out
}

// ruleKey is what is known of a key of a rule, or of its limits; of notes only that there is one is
// said, and numbers as they are.
func (r *reader) ruleKey(part, key string) policy.FileKey {
	of := map[bool]string{true: "rules: limits", false: "rules"}[part == "stated: limits"]
	parts := r.set.FileParts()
	keys := parts[slices.IndexFunc(parts, func(p policy.FilePart) bool { return p.Name == of })].Keys
	k := keys[slices.IndexFunc(keys, func(k policy.FileKey) bool { return k.Name == key })]
	note := func(l policy.Limit) bool { return l.Name == key && l.Kind == policy.Note }
	switch {
	case slices.ContainsFunc(r.schema.Limits, note):
		k.Type, k.Example = policy.FileType{Kind: policy.WordType, Words: []string{"true"}}, key+": true"
	case of == "rules" && key == r.schema.PlacesKey():
		k.Type = policy.FileType{Kind: policy.AnyType, Words: k.Type.Words, Of: "list of " + key + ", or `everywhere`"}
	case k.Type.Least < k.Type.Most:
		k.Type = policy.FileType{Kind: policy.NumberType, Least: k.Type.Least, Most: k.Type.Most}
	}
	return k
}
