package expr_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/oracle"
)

// generator draws a vocabulary, and then expressions and answers over it.
type generator struct {
	*rand.Rand
	vocab   expr.Vocabulary
	defines map[string]string
	guards  map[string]string

	facts   []int    // the facts that expressions may name for now
	defined []string // and the definitions
}

// newGenerator draws facts of every kind. A guard names facts before its own, so that guards stand
// on guards; a definition names definitions before its own and any fact, and only the first, which
// names no guarded fact, may stand in a guard.
func newGenerator(r *rand.Rand) *generator {
	g := &generator{Rand: r, defines: map[string]string{}, guards: map[string]string{}}
	kinds := []expr.Kind{expr.YesNo, expr.Whole, expr.Decimal, expr.OneOf, expr.SetOf}
	for i := range 10 + r.IntN(8) {
		kind := kinds[r.IntN(len(kinds))]
		if i < 2*len(kinds) {
			kind = kinds[i%len(kinds)]
		}
		// Each name is a prefix of the next of its group.
		f := expr.Fact{Name: fmt.Sprintf("g%d.f%s", i%3, strings.Repeat("x", i)), Kind: kind}
		switch kind {
		case expr.Whole:
			f.Least, f.Most = float64(-r.IntN(5)), float64(3+r.IntN(10))
		case expr.Decimal:
			f.Least, f.Most = -float64(r.IntN(3)), 2+float64(r.IntN(4))
		case expr.OneOf, expr.SetOf:
			// The lists share their values, and one value has a dot.
			f.Values = []string{"none", "a", "b", "c", "e.f", "d"}[:2+r.IntN(5)]
			if kind == expr.SetOf {
				f.None = "none"
			}
			f.Ordered = kind == expr.OneOf && r.IntN(3) > 0
		}
		g.vocab.Facts = append(g.vocab.Facts, f)
	}
	g.vocab.Params = []expr.Param{{Name: "whole", Value: 2, Whole: true}, {Name: "decimal", Value: 1.25},
		{Name: "round", Value: 1}}
	g.vocab.Defines = []string{"g0.d", "g1.d", "whole"}
	for i := range 5 {
		g.facts = append(g.facts, i)
	}
	g.define("g0.d")
	for i := 5; i < len(g.vocab.Facts); i++ {
		if r.IntN(2) == 0 {
			g.guards[g.vocab.Facts[i].Name] = g.expression(1)
		}
		g.facts = append(g.facts, i)
	}
	g.define("g1.d")
	g.define("whole")
	return g
}

func (g *generator) define(name string) {
	g.defines[name] = g.expression(2)
	g.defined = append(g.defined, name)
}

func (g *generator) expression(depth int) string {
	if depth == 0 || g.IntN(5) == 0 {
		return g.test()
	}
	sub := func() string { return g.expression(depth - 1) }
	switch g.IntN(6) {
	case 0:
		return "!(" + sub() + ")"
	case 1:
		return "(" + strings.Join(g.several(sub, 2+g.IntN(2)), " && ") + ")"
	case 2:
		return "(" + strings.Join(g.several(sub, 2+g.IntN(2)), " || ") + ")"
	case 3:
		return "(" + g.test() + " ? " + sub() + " : " + g.expression(depth/2) + ")"
	case 4:
		tests := g.several(g.test, 2+g.IntN(3))
		slices.Sort(tests)
		tests = slices.Compact(tests) // at_least takes no condition twice
		count := fmt.Sprint(1 + g.IntN(len(tests)))
		if g.IntN(4) == 0 && len(tests) > 1 {
			count = "param.whole"
		}
		return "at_least(" + count + ", [" + strings.Join(tests, ", ") + "])"
	}
	return g.test() + pick(g, " && ", " || ") + sub()
}

func (g *generator) several(part func() string, n int) []string {
	var parts []string
	for range n {
		parts = append(parts, part())
	}
	return parts
}

// test draws one comparison, in every form that the dialect has.
func (g *generator) test() string {
	if len(g.defined) > 0 && g.IntN(8) == 0 {
		return pick(g, "", "!") + g.defined[g.IntN(len(g.defined))]
	}
	f := g.vocab.Facts[g.facts[g.IntN(len(g.facts))]]
	switch f.Kind {
	case expr.Whole:
		return g.whole(f)
	case expr.Decimal:
		x := fmt.Sprintf("%.2f", f.Least+0.25+float64(g.IntN(int(4*(f.Most-f.Least))-1))/4)
		return g.ordered(f, pick(g, "1", x, x, "param.decimal", "param.round"))
	case expr.OneOf:
		return g.oneOf(f)
	case expr.SetOf:
		return pick(g, g.bare(f, 1+g.IntN(len(f.Values)-1))+" in "+f.Name, f.Name+" == none", "none != "+f.Name)
	}
	return pick(g, "", "!") + f.Name
}

func (g *generator) whole(f expr.Fact) string {
	c := fmt.Sprint(int(f.Least) + 1 + g.IntN(int(f.Most-f.Least)-1))
	switch g.IntN(4) {
	case 0:
		// Both ends of the range have trees of their own.
		c = pick(g, c, fmt.Sprint(int(f.Least)), fmt.Sprint(int(f.Most)), "param.whole")
		return pick(g, f.Name+" == "+c, c+" == "+f.Name, f.Name+" != "+c)
	case 1:
		return g.ordered(f, pick(g, c+".5", "param.whole", "param.decimal", "param.round"))
	}
	return g.ordered(f, c)
}

func (g *generator) ordered(f expr.Fact, c string) string {
	sign := pick(g, "<", "<=", ">", ">=")
	return pick(g, f.Name+" "+sign+" "+c, c+" "+sign+" "+f.Name)
}

func (g *generator) oneOf(f expr.Fact) string {
	v := g.bare(f, g.IntN(len(f.Values)))
	if f.Ordered && g.IntN(3) == 0 {
		return "at_or_above(" + f.Name + ", " + g.bare(f, 1+g.IntN(len(f.Values)-1)) + ")"
	}
	if g.IntN(3) == 0 {
		var list []string
		for _, i := range g.Perm(len(f.Values))[:1+g.IntN(len(f.Values)-1)] {
			list = append(list, g.bare(f, i))
		}
		return f.Name + " in [" + strings.Join(list, ", ") + "]"
	}
	sign := pick(g, " == ", " != ")
	return pick(g, f.Name+sign+v, v+sign+f.Name)
}

// bare is a value by its bare name, now and then written out.
func (g *generator) bare(f expr.Fact, i int) string {
	if g.IntN(6) == 0 {
		return f.Name + "." + f.Values[i]
	}
	return f.Values[i]
}

func pick(g *generator, from ...string) string { return from[g.IntN(len(from))] }

// values draws answers, some of them missing.
func (g *generator) values() []oracle.Value {
	missing := g.IntN(4)
	var vs []oracle.Value
	for _, f := range g.vocab.Facts {
		v := oracle.Value{Known: g.IntN(6) >= missing}
		switch f.Kind {
		case expr.YesNo:
			v.Yes = g.IntN(2) == 0
		case expr.Whole:
			v.Number = f.Least + float64(g.IntN(int(f.Most-f.Least)+1))
		case expr.Decimal:
			v.Number = f.Least + float64(g.IntN(int(4*(f.Most-f.Least))+1))/4
		case expr.OneOf:
			v.Values = 1 << g.IntN(len(f.Values))
		case expr.SetOf:
			v.Values = 1 << slices.Index(f.Values, f.None)
			if some := g.Uint64() & (1<<len(f.Values) - 1) &^ 1; g.IntN(3) > 0 {
				v.Values = some
			}
		}
		vs = append(vs, v)
	}
	return vs
}
