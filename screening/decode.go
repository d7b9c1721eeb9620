package screening

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// DecodeIntake reads an intake from JSON and checks it as Screen does. Nothing of it is ignored: the error is a [*document.Error] with
// every unknown key, card, line, fact, region and value, every wrong type and every contradiction, by JSON path and with the nearest
// known name. The intake returned beside an error holds what could be read and must not be screened.
//
// [*document.Error]: https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (s *Screener) DecodeIntake(data []byte) (Intake, error) {
	var p document.Problems
	in := s.ReadIntake(document.JSON(data, &p), &p)
	return in, p.Err()
}

// ReadIntake reads an intake that is a part of a larger document, and adds what is wrong with it to p.
func (s *Screener) ReadIntake(n *document.Node, p *document.Problems) Intake {
	var in Intake
	if !s.built() {
		notBuilt(n, p)
		return in
	}
	if n == nil {
		return in
	}
	fields := document.Fields{
		"regions": func(n *document.Node) { in.Regions = s.readRegions(n, p) },
		"cards":   func(n *document.Node) { in.Cards = s.readCards(n, p) },
		"own":     func(n *document.Node) { in.Own = s.readOwn(n, p) },
	}
	for _, group := range s.groups() {
		fields[group] = func(n *document.Node) { s.readGroup(group, n, &in, p) }
	}
	n.FieldsOr(p, "an intake", fields, s.where)
	s.check(in, n.Path, p)
	return in
}

// notBuilt says that nothing can be read.
func notBuilt(n *document.Node, p *document.Problems) {
	if p != nil {
		p.At(n, "%s", errNotBuilt)
	}
}

// check adds every contradiction of the intake, with its path inside the document. What could not be read contradicts nothing.
func (s *Screener) check(in Intake, path string, p *document.Problems) {
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	var err *document.Error
	if !errors.As(s.evaluate(in, nil, p.Len() > 0, w), &err) {
		return
	}
	for _, x := range err.Problems {
		if path != "" {
			x.Path = strings.TrimSuffix(path+"."+x.Path, ".")
		}
		p.Add(x)
	}
}

func (s *Screener) groups() []string {
	var groups []string
	for _, e := range s.entries {
		group, _, _ := strings.Cut(e.fact.Name, ".")
		if !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}
	return groups
}

func (s *Screener) readRegions(n *document.Node, p *document.Problems) []Region {
	if n.Kind == document.Null {
		return nil
	}
	names := choiceNames(Region(0))
	var out []Region
	for _, item := range n.UpTo(p, "regions", len(names)) {
		if name, ok := item.OneOfOr(p, "a region", names, s.where); ok {
			r := Region(slices.Index(names, name) + 1)
			if slices.Contains(out, r) {
				p.At(item, "%s stands there twice", name)
			}
			out = append(out, r)
		}
	}
	if n.Kind == document.Sequence && len(n.Items) == 0 {
		p.At(n, "is an empty list; leave it out for the whole back")
	}
	return out
}

func choiceNames[T Choice](of T) []string {
	var names []string
	for _, c := range of.choices() {
		names = append(names, c.name)
	}
	return names
}

func (s *Screener) readCards(n *document.Node, p *document.Problems) Cards {
	if n.Kind == document.Null {
		return nil
	}
	cards := Cards{}
	fields := document.Fields{}
	for _, card := range s.set.Cards() {
		fields[card.Name] = func(n *document.Node) {
			if a, ok := s.readCard(n, lineNames(card, 1<<len(card.Lines)-1), p); ok {
				cards[Card(card.Name)] = a
			}
		}
	}
	n.FieldsOr(p, "cards", fields, s.whereLine)
	return cards
}

// readCard reads an answered card. One that could not be read in full is not answered: a line that is lost would turn into a no.
func (s *Screener) readCard(n *document.Node, lines []Line, p *document.Problems) (CardAnswer, bool) {
	if n.Kind == document.Null {
		return CardAnswer{}, false
	}
	names := make([]string, len(lines))
	for i, l := range lines {
		names[i] = string(l)
	}
	var a CardAnswer
	before, whole := p.Len(), true
	read := func(to *[]Line) func(*document.Node) {
		return func(n *document.Node) {
			whole = whole && n.Kind == document.Sequence
			for _, item := range n.UpTo(p, "lines", len(names)) {
				name, ok := item.OneOfOr(p, "a line", names, s.whereLine)
				if ok && slices.Contains(*to, Line(name)) {
					p.At(item, "%s stands there twice", name)
				}
				*to = append(*to, Line(name))
				whole = whole && ok
			}
		}
	}
	n.Fields(p, "an answered card", document.Fields{"ticked": read(&a.Ticked), "unsure": read(&a.Unsure), "open": read(&a.Open)})
	return a, whole && p.Len() == before
}

func (s *Screener) readGroup(group string, n *document.Node, in *Intake, p *document.Problems) {
	if n.Kind == document.Null {
		return
	}
	fields := document.Fields{}
	for i := range s.entries {
		e := &s.entries[i]
		if name, ok := strings.CutPrefix(e.fact.Name, group+"."); ok {
			fields[name] = func(n *document.Node) {
				a, ok := s.readAnswer(&e.fact, n, p)
				if ok {
					e.set(in, answer{state: state(a.State), yes: a.Yes, number: a.Number, values: a.Values})
				}
			}
		}
	}
	n.FieldsOr(p, "the group "+group, fields, s.where)
}

// readAnswer reads the answer to one fact. Null is not asked.
func (s *Screener) readAnswer(f *policy.Fact, n *document.Node, p *document.Problems) (policy.Answer, bool) {
	switch {
	case n.Kind == document.Null:
		return policy.Answer{}, false
	case n.Kind == document.Text && n.Text == "unsure":
		return policy.Answer{State: policy.Unsure}, true
	}
	a := policy.Answer{State: policy.Known}
	switch f.Kind {
	case policy.YesNo:
		if n.Kind == document.Bool {
			word := map[string]string{"true": "yes", "false": "no"}[n.Text]
			p.At(n, "%s is not an answer; write %q", n.Text, word)
			return a, false
		}
		word, ok := n.OneOf(p, "an answer", []string{"yes", "no", "unsure"})
		a.Yes = word == "yes"
		return a, ok
	case policy.Whole, policy.Decimal:
		return s.readNumber(f, n, p)
	case policy.OneOf:
		name, ok := n.OneOf(p, "a value of "+f.Name, factValues(f))
		a.Values = 1 << max(0, slices.Index(factValues(f), name))
		return a, ok
	}
	return s.readSet(f, n, p)
}

func (s *Screener) readNumber(f *policy.Fact, n *document.Node, p *document.Problems) (policy.Answer, bool) {
	a := policy.Answer{State: policy.Known}
	var ok bool
	if f.Kind == policy.Whole {
		var i int
		i, ok = n.Int(p, "an answer")
		a.Number = float64(i)
	} else {
		a.Number, ok = n.Float(p, "an answer")
	}
	if ok && (a.Number < f.Least || a.Number > f.Most) {
		p.At(n, "%s is outside %g to %g%s", n.Text, f.Least, f.Most, spaced(f.Unit))
		return a, false
	}
	return a, ok
}

func (s *Screener) readSet(f *policy.Fact, n *document.Node, p *document.Problems) (policy.Answer, bool) {
	a := policy.Answer{State: policy.Known}
	if n.Kind != document.Sequence {
		p.At(n, "must be a list of values or \"unsure\", found %s", n.Describe())
		return a, false
	}
	if len(n.Items) == 0 {
		word := "leave it out if it was not asked"
		if f.None != "" {
			word = fmt.Sprintf("write [%q]", f.None)
		}
		p.At(n, "is an empty list; %s", word)
		return a, false
	}
	names, bits := setValues(f)
	var seen []string
	items := n.UpTo(p, "values", len(names))
	ok := len(items) > 0
	for _, item := range items {
		name, read := item.OneOf(p, "a value of "+f.Name, names)
		if read && slices.Contains(seen, name) {
			p.At(item, "%s stands there twice", name)
			read = false
		}
		ok = ok && read
		seen = append(seen, name)
		a.Values |= bits[name]
	}
	return a, ok
}

func factValues(f *policy.Fact) []string {
	var names []string
	for _, v := range f.Values {
		names = append(names, v.Name)
	}
	return names
}

// setValues returns every name that an answer to a list may use and the values it stands for: each value, and of regions each group
// whose parts are all among them.
func setValues(f *policy.Fact) ([]string, map[string]uint64) {
	names := factValues(f)
	bits := map[string]uint64{}
	for i, name := range names {
		bits[name] = 1 << i
	}
	if !f.Places {
		return names, bits
	}
	for group := BackAll; group <= WholeBody; group++ {
		var all uint64
		whole := true
		for _, part := range group.Parts() {
			all |= bits[part.String()]
			whole = whole && bits[part.String()] != 0
		}
		if whole {
			names, bits[group.String()] = append(names, group.String()), all
		}
	}
	return names, bits
}

func spaced(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

// readOwn reads the answers to facts that rule files declare.
func (s *Screener) readOwn(n *document.Node, p *document.Problems) map[string]OwnAnswer {
	if n.Kind == document.Null {
		return nil
	}
	own := map[string]OwnAnswer{}
	fields := document.Fields{}
	for i := range s.set.Facts()[len(s.entries):] {
		f := &s.set.Facts()[len(s.entries)+i]
		fields[f.Name] = func(n *document.Node) {
			if a, ok := s.readAnswer(f, n, p); ok {
				own[f.Name] = asOwn(f, a)
			}
		}
	}
	n.FieldsOr(p, "the clinic's own facts", fields, s.where)
	return own
}

func asOwn(f *policy.Fact, a policy.Answer) OwnAnswer {
	switch {
	case a.State == policy.NotAsked:
		return OwnAnswer{}
	case a.State == policy.Unsure:
		return OwnAnswer{Answer: Unsure}
	case f.Kind == policy.YesNo && a.Yes:
		return OwnAnswer{Answer: Yes}
	case f.Kind == policy.YesNo:
		return OwnAnswer{Answer: No}
	case f.Kind == policy.Whole || f.Kind == policy.Decimal:
		return OwnAnswer{Number: Known(a.Number)}
	}
	var names []string
	for i, v := range f.Values {
		if a.Values>>i&1 == 1 {
			names = append(names, v.Name)
		}
	}
	if f.Kind == policy.OneOf {
		return OwnAnswer{Value: names[0]}
	}
	return OwnAnswer{Values: names}
}
