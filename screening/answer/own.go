package answer

import (
	"fmt"
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Own answers facts by their names, such as those that a clinic's rule files
// declare. Nil answers nothing.
type Own map[string]Any

// OwnPath is where JSON has a fact that rule files declare.
func OwnPath(name string) string { return fmt.Sprintf("own[%q]", document.Shorten(name)) }

// put answers a fact.
func (o *Own) put(name string, a Any) {
	if *o == nil {
		*o = Own{}
	}
	(*o)[name] = a
}

// ReadOwn reads the answers to the named facts into own, also by the names that these had. What is
// answered there already, by an older name, is refused.
func (x *Facts) ReadOwn(n *document.Node, own *Own, names []string, p *document.Problems, where func(string) string) {
	if x == nil || x.set == nil || own == nil || n == nil || n.Kind == document.Null {
		return
	}
	if *own == nil {
		*own = Own{}
	}
	named := func(fact int) string { return x.set.Facts()[fact].Name }
	asked := func(fact int) bool { return (*own)[named(fact)].Asked() }
	fields := document.Fields{}
	has := func(fact int) bool { return slices.Contains(names, named(fact)) }
	soft := map[int]bool{}
	olds := x.oldMembers(p, has, asked, func(fact int, a Any) { own.put(named(fact), a) }, soft)
	for group, members := range olds {
		for key, read := range members {
			fields[group+"."+key] = read
		}
	}
	for _, name := range names {
		fact, ok := x.set.FactIndex(name)
		if !ok {
			continue
		}
		fields[name] = func(n *document.Node) {
			a, ok := x.Read(fact, n, p)
			switch {
			case !ok || !a.Asked():
			case asked(fact) && !soft[fact]:
				p.At(n, "%s is answered already, by a name that it had", name)
			default:
				own.put(name, x.plain(fact, a))
			}
		}
	}
	n.FieldsOr(p, "the clinic's own facts", fields, where)
}

// FillOwn brings the answers to the named facts into the form of the rules, and adds to p what is
// no answer and what names none of them.
func (x *Facts) FillOwn(own Own, names []string, a *policy.Answers, p *document.Problems) {
	if x == nil || x.set == nil || a == nil || a.Facts() != len(x.list) {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(own)) {
		fact, ok := x.set.FactIndex(name)
		if !ok || !slices.Contains(names, name) {
			p.In(OwnPath(name), "is no fact of the clinic's own rule files%s", p.Suggest(name, names))
			continue
		}
		out, fault := x.Answer(fact, own[name])
		if fault != "" {
			p.In(OwnPath(name), "%s", fault)
			continue
		}
		a.SetFact(fact, out)
	}
}

// MarshalJSON writes the answers by the names of their facts, in alphabetical order; what was
// not asked is left out.
func (o Own) MarshalJSON() ([]byte, error) {
	var out document.Object
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if !o[name].Asked() {
			continue
		}
		if err := out.Add(name, o[name]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out.MarshalJSON()
}

// Asked reports whether one of the facts was asked.
func (o Own) Asked() bool {
	for _, a := range o {
		if a.Asked() {
			return true
		}
	}
	return false
}
