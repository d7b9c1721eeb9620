package answer

import (
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// Fields are the members by which JSON answers the bound facts: the groups, and the fields of S
// itself. Where says what a word is that stands in the wrong place.
func (t *Table[S]) Fields(s *S, p *document.Problems, where func(string) string) document.Fields {
	fields := document.Fields{}
	if !t.built(s) {
		return fields
	}
	soft := map[int]bool{}
	olds := t.olds(s, p, soft)
	read := func(name string, members document.Fields) document.Fields {
		for g := range t.groups {
			if group := &t.groups[g]; group.name == name {
				t.add(members, group, s, p, soft)
			}
		}
		return members
	}
	read("", fields)
	named := func(name string) {
		fields[name] = func(n *document.Node) {
			if n.Kind == document.Null {
				return
			}
			members := document.Fields{} // made where the group is given: most are not
			maps.Copy(members, olds[name])
			n.FieldsOr(p, "the group "+name, read(name, members), where)
		}
	}
	for name := range olds {
		named(name)
	}
	for g := range t.groups {
		if name := t.groups[g].name; name != "" {
			named(name)
		}
	}
	return fields
}

// olds are the members that name facts that there were, by group. What is bound to no field goes
// to the own answers of S, where it has any.
func (t *Table[S]) olds(s *S, p *document.Problems, soft map[int]bool) map[string]document.Fields {
	name := func(fact int) string { return t.facts.set.Facts()[fact].Name }
	own := t.ownOf(s)
	has := func(fact int) bool { return t.fields[name(fact)] != nil || own != nil }
	return t.facts.oldMembers(p, has, func(fact int) bool {
		a, bound := t.Get(s, name(fact))
		return bound && a.Asked() || own != nil && (*own)[name(fact)].Asked()
	}, func(fact int, a Any) {
		if b := t.fields[name(fact)]; b != nil {
			t.put(s, b, a)
			return
		}
		own.put(name(fact), a)
	}, soft)
}

// ownOf are the own answers of s, nil where S has none.
func (t *Table[S]) ownOf(s *S) *Own {
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		if own, ok := v.Field(i).Addr().Interface().(*Own); ok {
			return own
		}
	}
	return nil
}

func (t *Table[S]) add(fields document.Fields, g *group, s *S, p *document.Problems, soft map[int]bool) {
	for i := range g.fields {
		b := &g.fields[i]
		fields[b.key] = func(n *document.Node) {
			a, ok := t.facts.Read(b.fact, n, p)
			if !ok || !a.Asked() {
				return
			}
			if before, _ := t.Get(s, b.name); before.Asked() && !soft[b.fact] {
				p.At(n, "%s is answered already, by a name that it had", b.name)
				return
			}
			t.put(s, b, t.facts.plain(b.fact, a))
		}
	}
}

// Write adds the answers of s to a JSON object, in the order of the struct; what was not asked is
// left out. It needs no rules, and so takes every value as it stands.
func Write[S any](s *S, o *document.Object) error {
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Tag.Get("fact") != "":
			if err := writeField(v.Field(i), f, o); err != nil {
				return err
			}
		case v.Field(i).Kind() == reflect.Struct && !v.Field(i).IsZero():
			if err := writeGroup(v.Field(i), o); err != nil {
				return err
			}
		}
	}
	return nil
}

func writeGroup(v reflect.Value, o *document.Object) error {
	var group string
	var members document.Object
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if name := f.Tag.Get("fact"); name != "" {
			group, _, _ = strings.Cut(name, ".")
			if err := writeField(v.Field(i), f, &members); err != nil {
				return err
			}
		}
	}
	if members.Len() == 0 {
		return nil
	}
	return o.Add(group, &members)
}

func writeField(v reflect.Value, f reflect.StructField, o *document.Object) error {
	a := v.Addr().Interface().(field).get()
	if !a.Asked() {
		return nil
	}
	if err := o.Add(keyOf(f), a); err != nil {
		return fmt.Errorf("%s: %w", f.Tag.Get("fact"), err)
	}
	return nil
}
