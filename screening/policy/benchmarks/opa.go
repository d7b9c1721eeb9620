package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// opa is the Open Policy Agent: one module, prepared, over input that is parsed already. What is
// not known is written as the least and the most that it can come to, as for expr.
type opa struct {
	certain, both rego.PreparedEvalQuery
	clients       []ast.Value
	whole         []bool
}

func (e *opa) name() string { return "OPA" }

func (e *opa) load(w *workload) (err error) {
	var b strings.Builder
	b.WriteString("package bench\n")
	for i, r := range w.rules {
		for _, c := range cubes(r.when, false) {
			for _, most := range []bool{false, true} {
				name := map[bool]string{false: "certain", true: "possible"}[most]
				fmt.Fprintf(&b, "%s contains %d if {%s}\n", name, i, regoText(c, most))
			}
		}
	}
	module := b.String()
	prepare := func(query string) (p rego.PreparedEvalQuery) {
		if err == nil {
			p, err = rego.New(rego.Query(query), rego.Module("bench.rego", module)).PrepareForEval(context.Background())
		}
		return p
	}
	e.certain = prepare("x = data.bench.certain")
	e.both = prepare("x = data.bench.certain; y = data.bench.possible")
	return err
}

func regoText(c []literal, most bool) string {
	var all []string
	for _, l := range c {
		t, name := l.test, "f"
		if most != l.not {
			name = "p"
		}
		at := fmt.Sprintf("input.%s%d", name, t.fact)
		var text string
		switch t.op {
		case opYes:
			text = at
		case opFrom, opAbove:
			sign := map[op]string{opFrom: ">=", opAbove: ">"}[t.op]
			if l.not {
				sign = map[op]string{opFrom: "<", opAbove: "<="}[t.op]
			}
			all = append(all, fmt.Sprintf("%s %s %v", at, sign, t.number))
			continue
		case opAmong, opHolds:
			values := quoted(t.values)
			at = fmt.Sprintf("input.f%d", t.fact)
			switch {
			case t.op == opHolds && name == "p":
				text = fmt.Sprintf(`count({%s, "?"} & %s) > 0`, values, at)
			case t.op == opHolds:
				text = fmt.Sprintf("%s in %s", values, at)
			case name == "p":
				text = fmt.Sprintf(`%s in {%s, "?"}`, at, values)
			case len(named(t.values)) == 1:
				text = fmt.Sprintf("%s == %s", at, values)
			default:
				text = fmt.Sprintf("%s in {%s}", at, values)
			}
		}
		if l.not {
			text = "not " + text
		}
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

func (e *opa) take(w *workload) {
	e.clients, e.whole = nil, nil
	for _, c := range w.clients {
		in := ast.NewObject()
		put := func(name string, i int, v ast.Value) {
			in.Insert(ast.StringTerm(name+strconv.Itoa(i)), ast.NewTerm(v))
		}
		for i, x := range c.values {
			switch w.facts[i] {
			case yesNo:
				if x.known && x.yes {
					put("f", i, ast.Boolean(true))
				}
				if !x.known || x.yes {
					put("p", i, ast.Boolean(true))
				}
			case number:
				least, most := x.number, x.number
				if !x.known {
					least, most = lowest, highest
				}
				put("f", i, ast.MustInterfaceToValue(least))
				put("p", i, ast.MustInterfaceToValue(most))
			case choice:
				word := "?"
				if x.known {
					word = strings.Join(named(x.values), "")
				}
				put("f", i, ast.String(word))
			case setOf:
				set := ast.NewSet()
				for _, word := range named(x.values) {
					set.Add(ast.StringTerm(word))
				}
				if !x.known {
					set.Add(ast.StringTerm("?"))
				}
				put("f", i, set)
			}
		}
		e.clients, e.whole = append(e.clients, in), append(e.whole, c.whole)
	}
}

func (e *opa) decide(i int, out *found) error {
	out.reset()
	query := e.both
	if e.whole[i] {
		query = e.certain
	}
	results, err := query.Eval(context.Background(), rego.EvalParsedInput(e.clients[i]))
	if err != nil {
		return err
	}
	if len(results) != 1 {
		return fmt.Errorf("%d results", len(results))
	}
	certain, err := list(results[0].Bindings["x"])
	if err != nil {
		return err
	}
	out.certain = append(out.certain, certain...)
	if e.whole[i] {
		return nil
	}
	possible, err := list(results[0].Bindings["y"])
	if err != nil {
		return err
	}
	holds := map[int]bool{}
	for _, r := range certain {
		holds[r] = true
	}
	for _, r := range possible {
		if !holds[r] {
			out.possible = append(out.possible, r)
		}
	}
	return nil
}

func list(x any) ([]int, error) {
	all, ok := x.([]any)
	if !ok {
		return nil, fmt.Errorf("%T is no set", x)
	}
	out := make([]int, len(all))
	for i, n := range all {
		v, err := strconv.Atoi(fmt.Sprint(n))
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}
