package answer

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Names of facts are never reused: what a fact was called stays readable in
// stored answers, and says what it said then.

// old is one fact that there was, and a fact that has taken its place.
type old struct {
	fact int
	was  policy.Was
}

// olds are the facts that there were, by name.
func (x *Facts) olds() map[string][]old {
	all := map[string][]old{}
	for i, f := range x.set.Facts() {
		for _, w := range f.Was {
			all[w.Fact] = append(all[w.Fact], old{i, w})
		}
	}
	return all
}

// readOld reads a stored answer as one of today. Not asked says that it has lapsed.
func (x *Facts) readOld(o old, n *document.Node, p *document.Problems) (Any, bool) {
	switch {
	case len(o.was.Answers) == 0:
		a, ok := x.Read(o.fact, n, p)
		return x.plain(o.fact, a), ok
	case n.Kind == document.Null:
		return Any{}, true
	case n.Kind == document.Text && n.Text == unsureText:
		return Of(Unsure), true
	}
	said := []*document.Node{n}
	if n.Kind == document.Sequence {
		said = n.Items
	}
	var says []string
	lapsed := false
	known := lists.Of(o.was.Answers, func(a policy.WasAnswer) string { return a.Said })
	for _, item := range said {
		word, ok := item.OneOf(p, "an answer of "+o.was.Fact, known)
		if !ok {
			return Any{}, false
		}
		today := o.was.Answers[slices.Index(known, word)].Says
		lapsed = lapsed || len(today) == 0
		says = append(says, today...)
	}
	return x.joined(o.fact, says, lapsed), true
}

// OldLine is what a stored tick of a line that had this name said, by fact of today: the line stood
// for one yes/no fact alone that another one has taken the place of. What has lapsed is left out.
func (x *Facts) OldLine(line string) map[string]Any {
	said := map[string]Any{}
	if x == nil || x.set == nil || line == "" {
		return said
	}
	for i, f := range x.set.Facts() {
		for _, w := range f.Was {
			if w.Line != line {
				continue
			}
			a := Of(Yes)
			for _, answer := range w.Answers {
				if answer.Said == yesText {
					a = x.joined(i, slices.Clone(answer.Says), len(answer.Says) == 0)
				}
			}
			if a.Asked() {
				said[f.Name] = a
				for _, told := range w.Tells {
					said[told] = Of(Yes)
				}
			}
		}
	}
	return said
}

// joined is what several values of a fact that there was say together of one of today:
//
//	today's fact | what they say           | read as
//	any          | nothing                 | not asked
//	yes_no       | yes among them          | yes
//	             | no, and one has lapsed  | not asked
//	one_of       | two different values    | not asked
//	set_of       | values, one has lapsed  | not asked: what is left would deny what it stood for
//
// Not asked is asked again, and clears nobody.
func (x *Facts) joined(fact int, says []string, lapsed bool) Any {
	slices.Sort(says)
	says = slices.Compact(says)
	switch f := &x.set.Facts()[fact]; {
	case len(says) == 0:
		return Any{}
	case f.Kind == policy.YesNo && slices.Contains(says, yesText):
		return Of(Yes)
	case f.Kind == policy.YesNo && !lapsed:
		return Of(No)
	case f.Kind == policy.OneOf && len(says) == 1:
		return Value(says[0])
	case f.Kind == policy.SetOf && !lapsed:
		if len(says) > 1 {
			says = slices.DeleteFunc(says, func(v string) bool { return v == f.None })
		}
		return x.plain(fact, Values(says...))
	}
	return Any{}
}

// oldMembers are the members by which stored answers name facts that there were, by group, as far
// as there is a place for what they are today. Put answers a fact of today, again where a second
// older name says more of it; it is not called for an answer that has lapsed. Soft gets the facts
// that are told along with another one: their own answer stands.
func (x *Facts) oldMembers(
	p *document.Problems, has, asked func(fact int) bool, put func(fact int, a Any), soft map[int]bool,
) map[string]document.Fields {
	groups := map[string]document.Fields{}
	by := map[int]Any{} // what older names have said
	for name, all := range x.olds() {
		all = slices.DeleteFunc(all, func(o old) bool { return !has(o.fact) })
		if len(all) == 0 {
			continue
		}
		group, key, _ := strings.Cut(name, ".")
		if groups[group] == nil {
			groups[group] = document.Fields{}
		}
		groups[group][key] = func(n *document.Node) {
			for _, o := range all {
				a, ok := x.readOld(o, n, p)
				switch {
				case !ok:
					return
				case !a.Asked():
				case by[o.fact].Asked() && asked(o.fact):
					by[o.fact] = x.riskier(o.fact, by[o.fact], a)
					put(o.fact, by[o.fact])
				case asked(o.fact):
					p.At(n, "%s is answered already; %s is what it was called", x.set.Facts()[o.fact].Name, name)
				default:
					by[o.fact] = a
					put(o.fact, a)
				}
				if yes, _ := a.YesNo(); yes == No || !a.Asked() {
					continue
				}
				for _, told := range o.was.Tells {
					if t, _ := x.set.FactIndex(told); has(t) && !asked(t) {
						soft[t] = true
						put(t, a)
					}
				}
			}
		}
	}
	return groups
}

// riskier is what two older names say together of one fact of today: whatever one of them told.
//
//	kind            | together
//	yes_no          | yes before unsure, unsure before no
//	one_of, number  | the riskiest value that there is before unsure, unsure before the riskier of the two
//	                | without a direction, unsure where they differ
//	set_of          | unsure before the values of both
func (x *Facts) riskier(fact int, a, b Any) Any {
	f := &x.set.Facts()[fact]
	worst := func(a Any) bool {
		switch {
		case a.state != known:
			return false
		case f.Kind == policy.YesNo:
			return a.yes != (f.Risk == policy.RiskLess)
		case f.Kind == policy.OneOf && f.Risk == policy.RiskMore:
			return a.values[0] == f.Values[len(f.Values)-1].Name
		case f.Kind == policy.OneOf && f.Risk == policy.RiskLess:
			return a.values[0] == f.Values[0].Name
		}
		return false
	}
	switch {
	case a.Equal(b) || worst(a):
		return a
	case worst(b):
		return b
	case a.Unsure() || b.Unsure():
		return Of(Unsure)
	case f.Kind == policy.SetOf:
		together := slices.Concat(a.values, b.values)
		slices.Sort(together)
		together = slices.DeleteFunc(slices.Compact(together), func(v string) bool { return v == f.None })
		return x.plain(fact, Values(together...))
	case f.Risk == policy.RiskNeither:
		return Of(Unsure)
	}
	if rank(f, a) < rank(f, b) == (f.Risk == policy.RiskMore) {
		return b
	}
	return a
}

// rank is where a known number, or a value of a list, stands.
func rank(f *policy.Fact, a Any) float64 {
	if a.form == isNumber {
		return a.number
	}
	return float64(slices.IndexFunc(f.Values, func(v policy.Value) bool {
		return len(a.values) > 0 && v.Name == a.values[0]
	}))
}
