package answer

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Facts reads and writes answers to the facts of one rule set. It is immutable and
// safe for concurrent use.
type Facts struct {
	set  *policy.Set
	list []values // by fact
}

// values are the names that an answer to a list may use: each value, and of places each group whose
// parts are all among the values.
type values struct {
	names []string
	bits  []uint64 // what each name stands for
}

func (v *values) bit(name string) uint64 {
	if i := slices.Index(v.names, name); i >= 0 {
		return v.bits[i]
	}
	return 0
}

// NewFacts returns the facts of a set.
func NewFacts(set *policy.Set) *Facts {
	x := &Facts{set: set}
	if set == nil {
		return x
	}
	places := set.Schema().Places
	x.list = make([]values, len(set.Facts()))
	for i := range set.Facts() {
		f, v := &set.Facts()[i], &x.list[i]
		for at, value := range f.Values {
			v.names, v.bits = append(v.names, value.Name), append(v.bits, 1<<at)
		}
		if !f.Places {
			continue
		}
		for _, p := range places {
			all := uint64(0)
			for _, part := range p.Contains {
				bit := v.bit(part)
				if all |= bit; bit == 0 {
					all = 0
					break
				}
			}
			if all != 0 {
				v.names, v.bits = append(v.names, p.Name), append(v.bits, all)
			}
		}
	}
	return x
}

// of returns a fact of the set, and whether there is one.
func (x *Facts) of(fact int) (*policy.Fact, bool) {
	if x == nil || x.set == nil || fact < 0 || fact >= len(x.list) {
		return nil, false
	}
	return &x.set.Facts()[fact], true
}

const noFact = "is no fact of the rules"

// Answer brings an answer into the form of the rules. The fault says what is wrong with it, or
// nothing; a number out of range is for [policy.Set.Check] to refuse.
func (x *Facts) Answer(fact int, a Any) (out policy.Answer, fault string) {
	f, ok := x.of(fact)
	if !ok {
		return policy.Answer{}, noFact
	}
	switch a.state {
	case notAsked:
		return policy.Answer{}, ""
	case unsure:
		return policy.Answer{State: policy.Unsure}, ""
	case invalid:
		return policy.Answer{}, "is neither not asked, unsure, no nor yes"
	}
	out.State = policy.Known
	switch f.Kind {
	case policy.YesNo:
		if a.form != isYesNo {
			return policy.Answer{}, "takes yes, no or unsure"
		}
		out.Yes = a.yes
		return out, ""
	case policy.Whole, policy.Decimal:
		if a.form != isNumber {
			return policy.Answer{}, "takes a number or unsure"
		}
		out.Number = a.number
		return out, ""
	case policy.OneOf:
		if a.form != isValue {
			return policy.Answer{}, "takes one value of its list or unsure"
		}
	default:
		if a.form != isValue && a.form != isValues {
			return policy.Answer{}, "takes values of its list or unsure"
		}
	}
	v := &x.list[fact]
	if len(a.values) > len(v.names) {
		return policy.Answer{}, document.TooMany(len(a.values), len(v.names), "values")
	}
	for _, name := range a.values {
		bit := v.bit(name)
		if bit == 0 {
			return policy.Answer{}, fmt.Sprintf("%.60q is not one of its values%s",
				name, document.Suggest(name, v.names))
		}
		out.Values |= bit
	}
	return out, ""
}

// Any is an answer of the rules as a person gives it.
func (x *Facts) Any(fact int, a policy.Answer) Any {
	f, ok := x.of(fact)
	switch {
	case !ok || a.State == policy.NotAsked:
		return Any{}
	case a.State == policy.Unsure:
		return Of(Unsure)
	case a.State != policy.Known:
		return Any{state: invalid}
	case f.Kind == policy.YesNo && a.Yes:
		return Of(Yes)
	case f.Kind == policy.YesNo:
		return Of(No)
	case f.Kind == policy.Whole || f.Kind == policy.Decimal:
		return Number(a.Number)
	}
	var names []string
	for rest := a.Values; rest != 0; rest &= rest - 1 {
		if i := bits.TrailingZeros64(rest); i < len(f.Values) {
			names = append(names, f.Values[i].Name)
		}
	}
	if f.Kind == policy.OneOf && len(names) == 1 {
		return Value(names[0])
	}
	return Values(names...)
}

// plain is an answer with groups of places as their parts, in the order of the list.
func (x *Facts) plain(fact int, a Any) Any {
	out, fault := x.Answer(fact, a)
	if fault != "" {
		return a
	}
	return x.Any(fact, out)
}

// Read reads the answer to a fact, and reports whether it could; null is not asked. What
// is wrong is added to p.
func (x *Facts) Read(fact int, n *document.Node, p *document.Problems) (a Any, ok bool) {
	return x.ReadOr(fact, n, p, nil)
}

// ReadOr reads as Read does. Where says what a word is that is no value of the fact, or nothing.
func (x *Facts) ReadOr(fact int, n *document.Node, p *document.Problems, where func(string) string) (a Any, ok bool) {
	f, known := x.of(fact)
	switch {
	case n == nil || !known:
		return Any{}, false
	case n.Kind == document.Null:
		return Any{}, true
	case isWord(n) && n.Text == unsureText:
		return Of(Unsure), true
	}
	switch f.Kind {
	case policy.YesNo:
		a, ok := ReadYesNo(n, p)
		return Of(a), ok
	case policy.Whole, policy.Decimal:
		return readNumber(f, n, p)
	case policy.OneOf:
		name, ok := n.OneOfOr(p, "a value of "+f.Name, x.list[fact].names, where)
		return Value(name), ok
	}
	return x.readSet(fact, n, p, where)
}

// ReadYesNo reads yes, no or unsure, and reports whether it could. What is wrong is added to p.
func ReadYesNo(n *document.Node, p *document.Problems) (YesNo, bool) {
	if n.Kind == document.Bool || n.Kind == document.Word && (n.Text == "true" || n.Text == "false") {
		p.At(n, "%s is not an answer; write %q", n.Text, map[string]string{"true": yesText, "false": noText}[n.Text])
		return NotAsked, false
	}
	word, ok := n.OneOf(p, "an answer", []string{yesText, noText, unsureText})
	return map[string]YesNo{yesText: Yes, noText: No, unsureText: Unsure}[word], ok
}

// isWord reports whether a node is one word or text: a string of JSON, or a plain word of YAML.
func isWord(n *document.Node) bool { return n.Kind == document.Text || n.Kind == document.Word }

func readNumber(f *policy.Fact, n *document.Node, p *document.Problems) (Any, bool) {
	var number float64
	var ok bool
	if f.Kind == policy.Whole {
		var i int
		i, ok = n.Int(p, "an answer")
		number = float64(i)
	} else {
		number, ok = n.Float(p, "an answer")
	}
	if ok && (number < f.Least || number > f.Most) {
		p.At(n, "%s is outside %s", n.Text, f.Range())
		return Any{}, false
	}
	if !ok {
		return Any{}, false
	}
	return Number(number), true
}

// readSet reads a list of values. One value needs no list around it.
func (x *Facts) readSet(fact int, n *document.Node, p *document.Problems, where func(string) string) (Any, bool) {
	f := &x.set.Facts()[fact]
	known := x.list[fact].names
	if isWord(n) {
		name, ok := n.OneOfOr(p, "a value of "+f.Name, known, where)
		return Values(name), ok
	}
	if n.Kind != document.Sequence {
		p.At(n, "must be a list of values or \"unsure\", found %s", n.Describe())
		return Any{}, false
	}
	if len(n.Items) == 0 {
		word := "leave it out if it was not asked"
		if f.None != "" {
			word = fmt.Sprintf("write [%q]", f.None)
		}
		p.At(n, "is an empty list; %s", word)
		return Any{}, false
	}
	items := n.UpTo(p, "values", len(known))
	var names []string
	ok := len(items) > 0
	for _, item := range items {
		name, read := item.OneOfOr(p, "a value of "+f.Name, known, where)
		if read && slices.Contains(names, name) {
			p.At(item, "%s stands there twice", name)
			read = false
		}
		ok = ok && read
		names = append(names, name)
	}
	return Values(names...), ok
}
