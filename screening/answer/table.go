package answer

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Table binds the fields of a struct to the facts of a rule set. A field is bound by a tag that
// names its fact; the field's type has to be that of the fact:
//
//	type Disc struct {
//		Present   answer.YesNo           `fact:"disc.present"`
//		Direction answer.Fact[Direction] `fact:"disc.direction"`
//	}
//
//	kind of the fact | type of the field
//	yes_no           | YesNo
//	whole            | Fact[int]
//	decimal          | Fact[float64]
//	one_of           | Fact[T], T a string type
//	set_of           | Fact[Set[T]], T a string type
//
// Fields that are structs without a tag are groups. In JSON a field is called by its tag key, and
// without one by what follows the dot of its fact's name, inside of a group that is called by what
// stands before it. A table is immutable and safe for concurrent use.
type Table[S any] struct {
	facts  *Facts
	groups []group
	fields map[string]*bound // by the name of the fact
}

type group struct {
	name   string // empty: the fields stand in S itself
	at     int    // the field of S
	fields []bound
}

type bound struct {
	name  string // of the fact
	key   string // in JSON
	group string
	fact  int
	index []int
}

// field is a pointer to a YesNo or a Fact.
type field interface {
	kinds() []policy.FactKind
	get() Any
	put(Any)
}

// NewTable binds the tagged fields of S to the facts of a set. The error names every tag that the
// set has no fact for, or whose field is of another type.
func NewTable[S any](facts *Facts) (*Table[S], error) {
	if facts == nil || facts.set == nil {
		return nil, errors.New("answer: a table is bound to the facts of a rule set; make them with NewFacts")
	}
	t := &Table[S]{facts: facts, groups: groupsOf(reflect.TypeFor[S]()), fields: map[string]*bound{}}
	var p document.Problems
	var s S
	v := reflect.ValueOf(&s).Elem()
	for g := range t.groups {
		for i := range t.groups[g].fields {
			b := &t.groups[g].fields[i]
			t.fields[b.name] = b
			at, ok := facts.set.FactIndex(b.name)
			if !ok {
				p.In(b.name, "is bound to a field of Go and is no fact of the rules")
				continue
			}
			b.fact = at
			x := v.FieldByIndex(b.index)
			if kinds := x.Addr().Interface().(field).kinds(); !slices.Contains(kinds, facts.set.Facts()[at].Kind) {
				p.In(b.name, "is bound to a field of type %s, which does not answer it", x.Type())
			}
		}
	}
	return t, p.Err()
}

// groupsOf are the bound fields of a struct, in its order.
func groupsOf(s reflect.Type) []group {
	var groups []group
	for i := range s.NumField() {
		f := s.Field(i)
		switch name := f.Tag.Get("fact"); {
		case name != "":
			if len(groups) == 0 || groups[len(groups)-1].name != "" {
				groups = append(groups, group{})
			}
			own := &groups[len(groups)-1]
			own.fields = append(own.fields, bound{name: name, key: keyOf(f), index: []int{i}})
		case f.Type.Kind() == reflect.Struct && f.IsExported():
			var g group
			for j := range f.Type.NumField() {
				if x := f.Type.Field(j); x.Tag.Get("fact") != "" {
					b := bound{name: x.Tag.Get("fact"), key: keyOf(x), index: []int{i, j}}
					b.group, _, _ = strings.Cut(b.name, ".")
					g.name, g.fields = b.group, append(g.fields, b)
				}
			}
			if g.at = i; len(g.fields) > 0 {
				groups = append(groups, g)
			}
		}
	}
	return groups
}

// keyOf is what JSON calls a bound field.
func keyOf(f reflect.StructField) string {
	_, key, _ := strings.Cut(f.Tag.Get("fact"), ".")
	return cmp.Or(f.Tag.Get("key"), key)
}

// built reports whether there is something to answer.
func (t *Table[S]) built(s *S) bool { return t != nil && t.facts != nil && s != nil }

// Groups returns the names of the groups, in their order.
func (t *Table[S]) Groups() []string {
	var names []string
	if t == nil {
		return names
	}
	for _, g := range t.groups {
		if g.name != "" {
			names = append(names, g.name)
		}
	}
	return names
}

// Has reports whether a field is bound to the fact.
func (t *Table[S]) Has(fact string) bool { return t != nil && t.fields[fact] != nil }

// Fill brings the answers of s into the form of the rules. A fact that is bound to no field is left
// alone. What is wrong with an answer in itself is added to p, and the fact is then unsure.
func (t *Table[S]) Fill(s *S, a *policy.Answers, p *document.Problems) {
	if !t.built(s) || a == nil || a.Facts() != len(t.facts.list) {
		return
	}
	v := reflect.ValueOf(s).Elem()
	for g := range t.groups {
		group := &t.groups[g]
		empty := group.name != "" && v.Field(group.at).IsZero()
		for i := range group.fields {
			b := &group.fields[i]
			if empty {
				a.SetFact(b.fact, policy.Answer{})
				continue
			}
			x, fault := t.facts.Answer(b.fact, v.FieldByIndex(b.index).Addr().Interface().(field).get())
			if fault != "" {
				x = policy.Answer{State: policy.Unsure}
				p.In(b.name, "%s", fault)
			}
			a.SetFact(b.fact, x)
		}
	}
}

// Check reports every answer of s that is none of its fact's, by the key of its field in JSON.
func (t *Table[S]) Check(s *S, report func(key, format string, args ...any)) {
	if !t.built(s) || report == nil {
		return
	}
	v := reflect.ValueOf(s).Elem()
	for g := range t.groups {
		for i := range t.groups[g].fields {
			b := &t.groups[g].fields[i]
			a, fault := t.facts.Answer(b.fact, v.FieldByIndex(b.index).Addr().Interface().(field).get())
			if fault == "" {
				fault = t.facts.set.Facts()[b.fact].Fault(a)
			}
			if fault != "" {
				report(b.key, "%s", fault)
			}
		}
	}
}

// Key is where JSON has the field that is bound to a fact, inside of its group,
// and whether there is one.
func (t *Table[S]) Key(fact string) (string, bool) {
	if !t.Has(fact) {
		return "", false
	}
	return t.fields[fact].key, true
}

// Take answers the bound facts of s as the rules have them.
func (t *Table[S]) Take(s *S, a *policy.Answers) {
	if !t.built(s) || a == nil || a.Facts() != len(t.facts.list) {
		return
	}
	for g := range t.groups {
		for i := range t.groups[g].fields {
			b := &t.groups[g].fields[i]
			t.put(s, b, t.facts.Any(b.fact, a.Fact(b.fact)))
		}
	}
}

// Get returns the answer to a fact by its name, and whether a field is bound to it.
func (t *Table[S]) Get(s *S, fact string) (Any, bool) {
	if !t.built(s) || !t.Has(fact) {
		return Any{}, false
	}
	b := t.fields[fact]
	return reflect.ValueOf(s).Elem().FieldByIndex(b.index).Addr().Interface().(field).get(), true
}

// Set answers a fact by its name. The error says what is wrong with the answer, or what name is
// near; s then stays as it was.
func (t *Table[S]) Set(s *S, fact string, a Any) error {
	if !t.built(s) {
		return errors.New("answer: there is nothing to answer")
	}
	b := t.fields[fact]
	if b == nil {
		var names []string
		for _, g := range t.groups {
			names = append(names, lists.Of(g.fields, func(b bound) string { return b.name })...)
		}
		return fmt.Errorf("unknown fact %.60q%s", fact, document.Suggest(fact, names))
	}
	if _, fault := t.facts.Answer(b.fact, a); fault != "" {
		return fmt.Errorf("%s: %s", fact, fault)
	}
	t.put(s, b, t.facts.plain(b.fact, a))
	return nil
}

func (t *Table[S]) put(s *S, b *bound, a Any) {
	reflect.ValueOf(s).Elem().FieldByIndex(b.index).Addr().Interface().(field).put(a)
}
