package technique

import (
	"reflect"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Fields of an entry of the catalogue are bound by a tag to the fact that rules read of it: match
// rules of a technique in where, plan rules of what is planned in when. It is known of every entry,
// and read into answers once, when a planner is made.

// bound calls each with every field of an entry that is bound to a fact.
func bound(entry any, each func(fact string, v reflect.Value)) {
	v := reflect.ValueOf(entry).Elem()
	for i := range v.NumField() {
		if fact := v.Type().Field(i).Tag.Get("fact"); fact != "" {
			each(fact, v.Field(i))
		}
	}
}

// attribute is the answer to a fact that a field of an entry gives.
func attribute(f *policy.Fact, v reflect.Value) policy.Answer {
	switch v.Kind() {
	case reflect.Int:
		return policy.Answer{State: policy.Known, Number: float64(v.Int())}
	case reflect.Bool:
		return yes(v.Bool())
	case reflect.String:
		return among(valueNames(f), v.String())
	}
	var names []string
	for i := range v.Len() {
		names = append(names, v.Index(i).String())
	}
	return among(valueNames(f), names...)
}

// answers are all that an entry gives, in the order of its fields, which is that of the facts.
func (g ground) answers(entry any) (out []policy.Answer) {
	bound(entry, func(fact string, v reflect.Value) { out = append(out, attribute(g.fact(fact), v)) })
	return out
}

func yes(is bool) policy.Answer { return policy.Answer{State: policy.Known, Yes: is} }

// among is the answer that holds the given values of a list.
func among[T ~string](names []string, values ...T) policy.Answer {
	a := policy.Answer{State: policy.Known}
	for _, v := range values {
		if i := slices.Index(names, string(v)); i >= 0 {
			a.Values |= 1 << i
		}
	}
	return a
}

// place reads an entry once and for all: the catalogue does not change.
func place(set *policy.Set, entry any) (out []placed) {
	bound(entry, func(fact string, v reflect.Value) {
		if i, ok := set.FactIndex(fact); ok {
			out = append(out, placed{i, attribute(&set.Facts()[i], v)})
		}
	})
	return out
}

// attributes are the keys by which a catalogue file gives the numbers, the flags and the words out
// of a list that an entry is bound to. The facts say what these can be.
func (r *catalogueReader) attributes(entry any) document.Fields {
	fields := document.Fields{}
	bound(entry, func(fact string, v reflect.Value) {
		_, key, _ := strings.Cut(fact, ".")
		f := r.facts.fact(fact)
		switch to := v.Addr().Interface().(type) {
		case *int:
			fields[key] = r.number(key, int(f.Least), int(f.Most), to)
		case *bool:
			fields[key] = r.flag(key, to)
		default:
			fields[key] = func(n *document.Node) {
				if name, _ := n.OneOf(&r.Problems, "a value of "+key, valueNames(f)); v.Kind() == reflect.String {
					v.SetString(name)
				}
			}
		}
	})
	// A pressure is a range.
	delete(fields, "pressure_min")
	delete(fields, "pressure_max")
	return fields
}
