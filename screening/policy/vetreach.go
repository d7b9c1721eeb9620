package policy

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// vetReach finds what nothing can come to: choices, definitions, parameters, cards, implications.
func (v *vetter) vetReach() {
	s := v.set
	dead := make([]bool, len(s.facts)) // nothing but none can be answered
	for i := range s.Facts() {
		dead[i] = v.vetChoices(i)
	}
	for _, c := range s.cards {
		open := slices.ContainsFunc(c.Lines, func(l Line) bool {
			return slices.ContainsFunc(l.Facts, func(f string) bool { return !dead[s.factIndex[f]] })
		})
		if !open {
			v.find(Unreachable, "card "+c.Name, nil, nil, "nothing on card %s can ever apply", c.Name)
		}
	}
	v.vetNames()
	for i := range s.implications {
		v.vetImplication(i)
	}
}

// vetChoices finds answers to a fact that no intake has, and reports whether there is none but
// none.
func (v *vetter) vetChoices(i int) (dead bool) {
	s, f, c := v.set, &v.set.facts[i], &v.set.vars.facts[i]
	guard := s.guardRaw[i]
	if guard == nil {
		guard = []logic.Cube{{}}
	}
	can := func(l logic.Literal) bool {
		for _, g := range guard {
			if j, ok := logic.Join(g, logic.Cube{l}); ok {
				if v.possible(v.world.prover, j, "whether "+f.Name+" can be everything it lists") {
					return true
				}
			}
		}
		return false
	}
	var lost []string
	choices, some := 0, false
	choice := func(name string, none bool, l logic.Literal) {
		choices++
		switch {
		case !can(l):
			lost = append(lost, name)
		case !none:
			some = true
		}
	}
	switch f.Kind {
	case YesNo:
		choice("no", true, logic.Literal{Var: c.first, Cells: 1})
		choice("yes", false, logic.Literal{Var: c.first, Cells: 2})
	case OneOf:
		for j, value := range f.Values {
			choice(value.Name, value.Name == f.None, logic.Literal{Var: c.first, Cells: 1 << j})
		}
	case SetOf:
		for j, b := range c.bits {
			if b >= 0 {
				choice(f.Values[j].Name, false, logic.Literal{Var: b, Cells: 2})
			}
		}
	default:
		choices, some = 1, can(logic.Literal{Var: c.first, Cells: c.full})
		if !some {
			lost = []string{"a number"}
		}
	}
	if len(lost) == choices {
		v.find(Unreachable, f.Name, nil, nil, "%s is never asked: %s can never hold", f.Name, f.AskedIf)
		return true
	}
	for _, name := range lost {
		v.find(Unreachable, f.Name+" "+name, nil, nil, "%s can never be %s", f.Name, name)
	}
	return !some
}

// possible reports whether some intake lies within the cube. Where that is not known it says yes,
// so that nothing is said to be lost, and notes the question.
func (v *vetter) possible(prover *logic.Prover, within logic.Cube, question string) bool {
	_, verdict := prover.Find(within)
	if verdict == logic.Unproved {
		v.unproved("%s", question)
	}
	return verdict != logic.Never
}

// vetNames finds definitions and parameters that nothing names.
func (v *vetter) vetNames() {
	s := v.set
	named := map[string]bool{}
	var walk func(t *Test)
	walk = func(t *Test) {
		if t == nil {
			return
		}
		if t.Op == Defined {
			if named[t.Name] {
				return
			}
			named[t.Name] = true
		}
		for _, k := range t.Kids {
			walk(k)
		}
	}
	for _, tests := range [][]*Test{s.tests.rules, s.tests.guards, s.tests.implications} {
		for _, t := range tests {
			walk(t)
		}
	}
	for _, d := range s.definitions {
		if !named[d.Name] {
			v.find(Unreachable, "define "+d.Name, nil, nil, "nothing names the definition %s", d.Name)
		}
	}
	for _, p := range s.parameters {
		if !s.usedParameters[p.Name] {
			v.find(Unreachable, "param."+p.Name, nil, nil, "nothing names the parameter %s", p.Name)
		}
	}
}

// useParameters notes the parameters that expressions and limits name.
func (l *loader) useParameters() map[string]bool {
	used := map[string]bool{}
	texts := func(list ...string) {
		for _, text := range list {
			for _, part := range strings.Split(text, "param.")[1:] {
				end := strings.IndexFunc(part, func(r rune) bool {
					return r != '_' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
				})
				if end >= 0 {
					part = part[:end]
				}
				used[part] = true
			}
		}
	}
	for i := range l.rules {
		r := &l.rules[i].value
		texts(r.When, r.Where)
		for _, limit := range r.limits {
			for _, set := range limit.set {
				if set.value != nil {
					texts(set.value.Text)
				}
			}
			if limit.margin != nil && limit.margin.value != nil {
				texts(limit.margin.value.Text)
			}
		}
	}
	for _, d := range l.definitions {
		texts(d.value.When)
	}
	for _, f := range l.facts {
		texts(f.AskedIf)
	}
	for _, x := range l.implications {
		texts(x.value.When)
	}
	return used
}

// vetImplication finds an implication that never speaks, or that says what is so anyway.
func (v *vetter) vetImplication(i int) {
	s := v.set
	prover := s.newWorldWithout(i).prover
	name := s.implications[i].String()
	speaks, adds, known := false, false, false
	for k := range s.implied {
		x := &s.implied[k]
		if x.implication != i {
			continue
		}
		known = true
		outside := logic.Cube{{Var: x.variable, Cells: s.vars.full(x.variable) &^ x.cells}}
		for _, c := range x.raw {
			speaks = speaks || v.possible(prover, c, "whether the implication ever speaks: "+name)
			if j, ok := logic.Join(c, outside); ok {
				adds = adds || v.possible(prover, j, "whether the implication says anything new: "+name)
			}
		}
	}
	switch {
	case !known:
	case !speaks:
		v.find(Unreachable, "implication "+name, nil, nil, "the implication never speaks: %s", name)
	case !adds:
		v.find(Unreachable, "implication "+name, nil, nil, "the implication says what is so without it: %s", name)
	}
}

// vetGaps finds what nothing covers.
func (v *vetter) vetGaps() {
	s := v.set
	read := make([]bool, len(s.facts))
	for r := range s.rules {
		for _, f := range s.ruleFacts[r] {
			read[f] = true
		}
	}
	for i := range s.facts {
		for _, f := range s.guardFacts[i] {
			read[f] = true
		}
	}
	lists := v.allCubes()
	for i := range s.implied {
		for _, c := range s.implied[i].raw {
			for _, l := range c {
				read[s.vars.list[l.Var].Owner] = true
			}
		}
	}
	for i := range s.Facts() {
		f := &s.facts[i]
		if s.saysSide(i) {
			continue // of a rule, which does not read it
		}
		if !read[i] {
			codes := ""
			if len(f.Codes) > 0 {
				codes = ", and neither are its codes"
			}
			v.find(Gap, f.Name, nil, nil, "%s is read by nothing%s", f.Name, codes)
			continue
		}
		v.vetValues(i, lists)
	}
	v.vetPlaces()
	v.vetFlags()
}

// allCubes are those of rules, guards and implications.
func (v *vetter) allCubes() (out []logic.Cube) {
	s := v.set
	for r := range s.network.Rules {
		out = append(out, s.network.Rules[r].Cubes...)
	}
	for _, g := range s.guardRaw {
		out = append(out, g...)
	}
	for i := range s.implied {
		out = append(out, s.implied[i].raw...)
	}
	return out
}

// vetValues finds choices that nothing tells from none.
func (v *vetter) vetValues(i int, cubes []logic.Cube) {
	s, f, c := v.set, &v.set.facts[i], &v.set.vars.facts[i]
	if f.Kind != OneOf && f.Kind != SetOf || f.Kind == OneOf && f.noneBit() == 0 {
		return
	}
	sited := slices.ContainsFunc(s.rules, func(r Rule) bool { return r.at == i })
	var lost []string
	for j, value := range f.Values {
		if value.Name == f.None {
			continue
		}
		v2, apart := c.first, uint64(1)<<j
		if f.Kind == SetOf {
			v2, apart = c.bits[j], 2
		}
		told := slices.ContainsFunc(cubes, func(cube logic.Cube) bool {
			return slices.ContainsFunc(cube, func(l logic.Literal) bool {
				return l.Var == v2 && (f.Kind == SetOf || l.Cells&apart != 0 != (l.Cells&f.noneBit() != 0))
			})
		})
		if !told && !sited {
			lost = append(lost, value.Name)
		}
	}
	if f.Kind == SetOf && len(lost) >= len(f.Values)-1 && len(lost) > 1 {
		v.find(Gap, f.Name, nil, nil, "no value of %s is read by anything", f.Name)
		return
	}
	for _, name := range lost {
		v.find(Gap, f.Name+" "+name, nil, nil, "nothing tells %s of %s from none", name, f.Name)
	}
}

// vetPlaces finds places and values of limits that no rule names.
func (v *vetter) vetPlaces() {
	s := v.set
	for p, name := range s.places.base {
		named := len(s.places.base) == 1
		for r := range s.rules {
			rule := &s.rules[r]
			reach := s.placesOf(rule)
			named = named || reach>>p&1 == 1 && reach != s.places.all || rule.at >= 0 && s.network.Rules[r].At[p] >= 0
		}
		if !named {
			v.find(Gap, s.schema.placeWord()+" "+name, nil, nil, "no rule names %s", name)
		}
	}
	for k, limit := range s.schema.Limits {
		var named uint64
		for r := range s.rules {
			for i := range s.rules[r].Limits {
				if l := &s.rules[r].Limits[i]; l.limit == k {
					named |= l.values
				}
			}
		}
		for j, value := range limit.Values {
			if named>>j&1 == 0 {
				v.find(Gap, limit.Name+" "+value, nil, nil, "no rule limits %s of %s", value, limit.Name)
			}
		}
	}
}

// vetFlags finds red flags that are milder than their urgency asks for.
func (v *vetter) vetFlags() {
	s := v.set
	for r := range s.rules {
		rule := &s.rules[r]
		if least := v.options.FlagKind[rule.Urgency]; rule.RedFlag && least != "" && rule.level < s.level(least) {
			v.find(Gap, rule.ID, []int32{int32(r)}, nil, "%s is a red flag of urgency %s and only %s; at least %s",
				rule.ID, rule.Urgency, rule.Kind, least)
		}
	}
}
