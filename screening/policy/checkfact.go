package policy

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// checkFact refuses a fact that could not be asked or evaluated as declared. It returns whether
// the fact can be used.
//
// Stands is where the fact or a change of it stands; nil for one of the schema.
func (l *loader) checkFact(f Fact, stands *document.Node) bool {
	ok := true
	bad := func(key, format string, args ...any) {
		key, item, _ := strings.Cut(key, " ")
		l.problems.At(l.keyNode(stands, key, item), "fact %s: %s", f.Name, fmt.Sprintf(format, args...))
		ok = false
	}
	if !factName.MatchString(f.Name) {
		bad("name", "is not a name; write it like group.what")
	}
	list := f.Kind == OneOf || f.Kind == SetOf
	number := f.Kind == Whole || f.Kind == Decimal
	switch {
	case f.Kind < YesNo || f.Kind > SetOf:
		return false
	case list && len(f.Values) == 0:
		bad("kind", "a list needs values")
	case !list && len(f.Values) > 0:
		bad("values", "only a list has values")
	case len(f.Values) > maxValues:
		bad("values", "has %d values; at most %d", len(f.Values), maxValues)
	case number && f.Least > f.Most:
		bad("least", "least is %g and most %g; the lower end is least", f.Least, f.Most)
	case number && !(f.Least < f.Most && !math.IsInf(f.Most-f.Least, 0)):
		bad("", `a number needs "least" and "most", the lower and the higher end of what it can be`)
	case number && max(-f.Least, f.Most) > maxNumber:
		bad("most", "a number goes to %d at most", int64(maxNumber))
	}
	if !number && (f.Least != 0 || f.Most != 0) {
		bad("least", "only a number has least and most")
	}
	if !number && f.Unit != "" {
		bad("unit", "only a number has a unit")
	}
	names := valueNames(f)
	for i, v := range names {
		if !wordName.MatchString(v) {
			bad("values "+v, "%q is not a value; write small letters, digits and underscores", v)
		}
		if reserved(v) {
			bad("values "+v, "a value cannot be called %s, which is an answer of its own", v)
		}
		if slices.Contains(names[:i], v) {
			bad("values "+v, "value %s stands there twice", v)
		}
	}
	for _, v := range f.Values {
		for _, like := range v.Like {
			if f.Kind != OneOf || !slices.Contains(names, like) {
				bad("values "+v.Name, "value %s is like %s, which is not a value of a one_of fact", v.Name, like)
			}
		}
	}
	for i, v := range append(slices.Clone(f.Safe), f.None) {
		if v != "" && !slices.Contains(names, v) {
			key := "none"
			if i < len(f.Safe) {
				key = "safe " + v
			}
			bad(key, "%s is not one of its values%s", document.Shorten(v), l.problems.Choose(v, names, nil))
		}
	}
	if f.HoldsDays < 0 {
		bad("holds_days", "holds_days cannot be negative")
	}
	if f.Places {
		l.checkSites(f, bad)
	}
	if f.Places && f.None != "" {
		bad("none", "where something is cannot be %s; who has it nowhere says no to what it hangs on", f.None)
	}
	l.checkWas(f, bad)
	if f.Usual != "" && !f.Volunteered {
		bad("usual", "only a volunteered fact has a usual value")
	}
	asked := !f.Volunteered && len(f.From) == 0
	if f.UnsureRiskier && !(asked && (f.Kind == YesNo || f.Kind == OneOf) && f.Risk != RiskNeither) {
		bad("unsure_riskier",
			"only an asked yes/no or one_of fact with a riskier end has an unsure answer that counts as that")
	}
	if f.Volunteered {
		if _, err := usualAnswer(f); err != nil {
			bad("usual", "usual: %v", err)
		}
		if f.Critical {
			bad("critical", "a volunteered fact is not safety-critical; a question that is asked has to back it")
		}
		if f.Pressing {
			bad("pressing", "a volunteered fact is not pressing; nobody is asked for it")
		}
	}
	return ok
}

// checkSites refuses a fact whose sites are no places: a rule at one of them would reach nothing.
func (l *loader) checkSites(f Fact, bad func(key, format string, args ...any)) {
	if f.Kind != SetOf {
		bad("places", "only a set has regions as its values")
		return
	}
	base := l.placeTable().base
	for _, v := range valueNames(f) {
		if v != f.None && !slices.Contains(base, v) {
			bad("values "+v, "%s is not a region%s", document.Shorten(v), l.problems.Choose(v, base, nil))
		}
	}
}

// reserved reports whether a value would be read as something else than a value.
func reserved(value string) bool {
	switch value {
	case "yes", "no", "unsure", "not_asked":
		return true
	}
	return false
}

func valueNames(f Fact) []string {
	return lists.Of(f.Values, func(v Value) string { return v.Name })
}

// usualAnswer is what a volunteered fact counts as while nobody has given it.
func usualAnswer(f Fact) (Answer, error) {
	a := Answer{State: Known}
	switch f.Kind {
	case YesNo:
		if f.Usual != "yes" && f.Usual != "no" {
			return a, fmt.Errorf("%q is neither yes nor no", f.Usual)
		}
		a.Yes = f.Usual == "yes"
	case Whole, Decimal:
		x, err := strconv.ParseFloat(f.Usual, 64)
		if err != nil || !(x >= f.Least && x <= f.Most) || f.Kind == Whole && x != math.Trunc(x) {
			return a, fmt.Errorf("%q is not a number from %g to %g", f.Usual, f.Least, f.Most)
		}
		a.Number = x
	default:
		i := slices.Index(valueNames(f), f.Usual)
		if i < 0 {
			return a, fmt.Errorf("%q is not one of its values", f.Usual)
		}
		a.Values = 1 << i
	}
	return a, nil
}

// keyNode is where a mapping has the value of a key, or an item of it; the mapping where it has
// not.
func (l *loader) keyNode(n *document.Node, key, item string) *document.Node {
	value := n.Get(key)
	if value == nil || l.problems.Full() {
		return n
	}
	for _, e := range value.Entries {
		if e.Key == item {
			at := *value
			at.Line, at.Column = e.Line, e.Column
			return &at
		}
	}
	return value.Item(item)
}

// lineNode is where a card has a line of a name, the last where there are two, or the card.
func (l *loader) lineNode(card *document.Node, name string) *document.Node {
	at := card
	if lines := card.Get("lines"); lines != nil && name != "" && !l.problems.Full() {
		for _, line := range lines.Items {
			if n := line.Get("name"); n != nil && n.Text == name {
				at = line
			}
		}
	}
	return at
}

// checkCards refuses cards whose silence could clear somebody. Answered with nothing, a card says
// no to everything on it.
func (l *loader) checkCards() {
	index := map[string]int{}
	var names []string
	for i, f := range l.facts {
		index[f.Name] = i
		names = append(names, f.Name)
	}
	on := map[string]string{}
	for _, c := range l.cards {
		edition := c.edition()
		var line Line
		bad := func(format string, args ...any) {
			if n := l.cardNodes[c.Name]; n != nil {
				l.problems.At(l.lineNode(n, line.Name), "card %s: %s", c.Name, fmt.Sprintf(format, args...))
				return
			}
			l.problems.In("card "+c.Name, format, args...)
		}
		if len(c.Lines) == 0 || len(c.Lines) > maxValues {
			bad("has %d lines; from 1 to %d", len(c.Lines), maxValues)
		}
		lines := map[string]bool{}
		for _, line = range c.Lines {
			if lines[line.Name] {
				bad("line %s stands there twice", line.Name)
			}
			lines[line.Name] = true
			if len(line.Facts) == 0 && line.Name != "" {
				bad("line %s names no fact", line.Name)
			}
			for _, name := range line.Facts {
				i, ok := index[name]
				if !ok && l.cardNodes[c.Name] != nil {
					continue // said already
				}
				if !ok {
					bad("line %s: unknown fact %s%s",
						line.Name, document.Shorten(name), l.problems.Suggest(name, names))
					continue
				}
				f := l.facts[i]
				switch {
				case f.Kind == YesNo && f.Risk != RiskMore:
					bad("line %s: %s is not worded so that no is safe; it belongs behind a tick", line.Name, name)
				case f.Kind == Whole || f.Kind == Decimal:
					bad("line %s: %s is a number; it belongs behind a tick", line.Name, name)
				case f.Kind != YesNo && f.None == "":
					bad("line %s: %s has no value that says none", line.Name, name)
				case f.Volunteered:
					bad("line %s: %s is volunteered and cannot be asked", line.Name, name)
				case f.Since > edition:
					bad("line %s: %s is asked since edition %d, and the card is edition %d", line.Name, name, f.Since, edition)
				case f.Widened > edition:
					bad("line %s: %s is widened in edition %d, and the card is edition %d", line.Name, name, f.Widened, edition)
				case on[name] != "" && on[name] != c.Name:
					bad("line %s: %s stands on card %s already", line.Name, name, on[name])
				}
				on[name] = c.Name
			}
		}
	}
	for i, f := range l.facts {
		if f.Since > 1 && on[f.Name] == "" {
			l.problems.Add(l.factProblem(i, "since is an edition of its card, and it stands on none"))
		}
		if f.Widened > 1 && on[f.Name] == "" {
			l.problems.Add(l.factProblem(i, "widened is an edition of its card, and it stands on none"))
		}
		if f.Widened > 0 && f.Widened <= max(f.Since, 1) {
			l.problems.Add(l.factProblem(i, "widened is an edition after the one that asked for it first"))
		}
	}
}
