package screening

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// limitField is the field of a limit that a clinician can set too: one of the three. Spots and
// notes, which only rules set, have none.
type limitField struct {
	name   string
	number func(*Limits) **int
	names  func(*Limits) *[]string
	flag   func(*Limits) *bool
}

// declared is the limit of a field, as rules know it.
func (f limitField) declared() policy.Limit {
	all := limits()
	return all[slices.IndexFunc(all, func(l policy.Limit) bool { return l.Name == f.name })]
}

// list is what the names of a limit are, as in strokes, and item what one of them is.
func (f limitField) list() string { return strings.TrimPrefix(f.name, "avoid_") }
func (f limitField) item() string { return strings.TrimSuffix(f.list(), "s") }

// fill takes over what rules set.
func (f limitField) fill(l *Limits, v policy.LimitValue) {
	switch {
	case f.number != nil:
		n := int(v.Number) // a limit of 2.5 allows 2
		*f.number(l) = &n
	case f.names != nil:
		*f.names(l) = slices.Clone(v.Values)
	default:
		*f.flag(l) = true
	}
}

// read reads what a limited yes is limited to.
func (f limitField) read(s *Screener, l *Limits, n *document.Node, p *document.Problems) {
	x := f.declared()
	switch {
	case f.number != nil:
		number, ok := n.Int(p, f.name)
		if ok && !inRange(x, number) {
			p.At(n, "%d is not between %g and %g", number, x.Least, x.Most)
		}
		*f.number(l) = &number
	case f.flag != nil:
		*f.flag(l) = n.Bool(p, f.name)
	case x.OwnKey != "": // a clinic may have added some, which package technique knows
		*f.names(l) = readWords(n, f.list(), "a "+f.item(), p)
	default:
		*f.names(l) = s.readNames(n, f.list(), "a "+f.item(), x.Values, len(x.Values), p)
	}
}

func inRange(x policy.Limit, n int) bool { return float64(n) >= x.Least && float64(n) <= x.Most }

// check reports what is wrong with a limit that a host has set.
func (f limitField) check(l *Limits, report func(key, format string, args ...any)) {
	x := f.declared()
	switch {
	case f.number != nil && *f.number(l) != nil && !inRange(x, **f.number(l)):
		report("limits."+f.name, "%d is not between %g and %g", **f.number(l), x.Least, x.Most)
	case f.names != nil && x.OwnKey == "":
		for i, name := range *f.names(l) {
			if !slices.Contains(x.Values, name) {
				report(fmt.Sprintf("limits.%s[%d]", f.name, i), "unknown %s %.60q%s",
					f.item(), name, document.Suggest(name, x.Values))
			}
		}
	}
}

// Most returns the number of a limit by the name that rules give it, nil where none is set. There
// has to be such a limit: what is no number, or no limit, is not ok.
func (l *Limits) Most(name string) (most *int, ok bool) {
	for _, f := range limitFields() {
		if f.name == name && f.number != nil {
			return *f.number(l), true
		}
	}
	return nil, false
}

// Holds reports whether a limit that is set or not is set, by the name that rules give it. There
// has to be such a limit: what has a number or a list, or is no limit, is not ok.
func (l *Limits) Holds(name string) (holds, ok bool) {
	for _, f := range limitFields() {
		if f.name == name && f.flag != nil {
			return *f.flag(l), true
		}
	}
	return false, false
}

// None reports whether nothing is limited.
func (l Limits) None() bool { return l.equal(&Limits{}) }

// equal reports whether both limit the same.
func (l *Limits) equal(m *Limits) bool {
	for _, f := range limitFields() {
		if !f.equal(l, m) {
			return false
		}
	}
	return slices.Equal(l.Spots, m.Spots) && slices.Equal(l.Notes, m.Notes)
}

func (f limitField) equal(l, m *Limits) bool {
	switch {
	case f.number != nil:
		a, b := *f.number(l), *f.number(m)
		return a == b || a != nil && b != nil && *a == *b
	case f.names != nil:
		return slices.Equal(*f.names(l), *f.names(m))
	}
	return *f.flag(l) == *f.flag(m)
}

// with returns limits that hold together: the lowest caps and all that is barred. Spots and notes
// are those of l. It shares nothing with either that it changes.
func (l Limits) with(m Limits) Limits {
	for _, f := range limitFields() {
		switch {
		case f.number != nil:
			*f.number(&l) = lower(*f.number(&l), *f.number(&m))
		case f.names != nil && len(*f.names(&m)) > 0:
			*f.names(&l) = united(f.declared().Values, *f.names(&l), *f.names(&m))
		case f.flag != nil:
			*f.flag(&l) = *f.flag(&l) || *f.flag(&m)
		}
	}
	return l
}

func lower(a, b *int) *int {
	if a == nil || b != nil && *b < *a {
		a = b
	}
	if a == nil {
		return nil
	}
	n := *a
	return &n
}

// united is every value of both lists once, in the given order, a clinic's own at the end.
func united(order, a, b []string) []string {
	at := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	out := slices.Concat(a, b)
	slices.SortFunc(out, func(x, y string) int { return cmp.Or(cmp.Compare(at(x), at(y)), cmp.Compare(x, y)) })
	return slices.Compact(out)
}

// appendLimits adds what tells limits apart, but for spots and notes, to a digest.
func appendLimits(b []byte, l *Limits) []byte {
	for _, f := range limitFields() {
		switch {
		case f.names != nil:
			b = fmt.Appendf(b, "l%q", slices.Sorted(slices.Values(*f.names(l))))
		case f.flag != nil:
			b = strconv.AppendBool(b, *f.flag(l))
		default:
			if n := *f.number(l); n != nil {
				b = strconv.AppendInt(b, int64(*n), 10)
			}
			b = append(b, ';')
		}
	}
	return b
}
