package main

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

// exprlang is expr-lang/expr: every rule a compiled program, one machine for all, a client as a
// map, which it reads fastest. It knows nothing of open answers: of a client who has some, a second
// program says whether the rule can hold at all, over the most that each answer can come to.
type exprlang struct {
	certain, possible []*vm.Program
	machine           vm.VM
	clients           []map[string]any
	whole             []bool
}

func (e *exprlang) name() string { return "expr-lang/expr" }

func (e *exprlang) load(w *workload) error {
	env := map[string]any{}
	for i, k := range w.facts {
		zero := map[kind]any{yesNo: false, number: 0.0, choice: "", setOf: []string(nil)}[k]
		env["f"+fmt.Sprint(i)] = zero
		if k == choice || k == setOf {
			zero = false
		}
		env["p"+fmt.Sprint(i)] = zero
	}
	for _, r := range w.rules {
		for _, most := range []bool{false, true} {
			p, err := expr.Compile(exprText(r.when, most), expr.Env(env), expr.AsBool())
			if err != nil {
				return err
			}
			if most {
				e.possible = append(e.possible, p)
			} else {
				e.certain = append(e.certain, p)
			}
		}
	}
	return nil
}

// take writes what a fact is at least under f and at most under p; of a list, p is whether it is
// open.
func (e *exprlang) take(w *workload) {
	e.clients, e.whole = nil, nil
	for _, c := range w.clients {
		env := map[string]any{}
		for i, x := range c.values {
			f, p := "f"+fmt.Sprint(i), "p"+fmt.Sprint(i)
			switch w.facts[i] {
			case yesNo:
				env[f], env[p] = x.known && x.yes, !x.known || x.yes
			case number:
				if env[f], env[p] = x.number, x.number; !x.known {
					env[f], env[p] = lowest, highest
				}
			case choice:
				env[f], env[p] = strings.Join(named(x.values), ""), !x.known
			case setOf:
				env[f], env[p] = named(x.values), !x.known
			}
		}
		e.clients, e.whole = append(e.clients, env), append(e.whole, c.whole)
	}
}

const (
	lowest  = -1e12
	highest = 1e12
)

func (e *exprlang) decide(i int, out *found) error {
	out.reset()
	for r, p := range e.certain {
		holds, err := e.machine.Run(p, e.clients[i])
		if err != nil {
			return err
		}
		t := known(holds.(bool))
		if t == no && !e.whole[i] {
			if holds, err = e.machine.Run(e.possible[r], e.clients[i]); err != nil {
				return err
			}
			t = min(open, known(holds.(bool)))
		}
		out.add(r, t)
	}
	return nil
}

// exprText is a condition that holds for certain, or with most that can hold.
func exprText(t *test, most bool) string {
	f, p := "f"+fmt.Sprint(t.fact), "p"+fmt.Sprint(t.fact)
	bound := f
	if most {
		bound = p
	}
	switch t.op {
	case opNot:
		return "not " + exprText(t.kids[0], !most)
	case opAnd, opOr:
		var kids []string
		for _, k := range t.kids {
			kids = append(kids, exprText(k, most))
		}
		return "(" + strings.Join(kids, map[op]string{opAnd: " and ", opOr: " or "}[t.op]) + ")"
	case opFrom:
		return fmt.Sprintf("(%s >= %s)", bound, decimal(t.number))
	case opAbove:
		return fmt.Sprintf("(%s > %s)", bound, decimal(t.number))
	case opYes:
		return bound
	}
	is := fmt.Sprintf("%s in [%s]", f, quoted(t.values))
	if all := named(t.values); t.op == opHolds {
		is = fmt.Sprintf("%q in %s", all[0], f)
	} else if len(all) == 1 {
		is = fmt.Sprintf("%s == %q", f, all[0])
	}
	if most {
		return "(" + p + " or " + is + ")"
	}
	return "(" + is + ")"
}
