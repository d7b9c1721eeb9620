package main

import (
	"fmt"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// celgo is cel-go as it comes: every rule a checked and optimized program. The same condition is
// compiled once. A fact that nobody answered is a value that is not known, which is what partial
// evaluation makes of it, without the list of patterns that partial evaluation looks through at
// every name.
type celgo struct {
	programs []cel.Program
	of       []int // program, by rule
	results  []truth
	clients  []vars
}

// vars are the answers of one client as values of CEL, made before anything is measured.
type vars map[string]ref.Val

func (v vars) ResolveName(name string) (any, bool) { x, ok := v[name]; return x, ok }
func (v vars) Parent() cel.Activation              { return nil }

func (e *celgo) name() string { return "cel-go" }

func (e *celgo) load(w *workload) error {
	var options []cel.EnvOption
	for i, k := range w.facts {
		t := map[kind]*cel.Type{yesNo: cel.BoolType, number: cel.DoubleType, choice: cel.StringType,
			setOf: cel.ListType(cel.StringType)}[k]
		options = append(options, cel.Variable(short(i), t))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return err
	}
	known := map[string]int{}
	for _, r := range w.rules {
		text := celText(r.when)
		at, ok := known[text]
		if !ok {
			ast, issues := env.Compile(text)
			if issues.Err() != nil {
				return issues.Err()
			}
			p, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
			if err != nil {
				return err
			}
			at = len(e.programs)
			known[text], e.programs = at, append(e.programs, p)
		}
		e.of = append(e.of, at)
	}
	e.results = make([]truth, len(e.programs))
	return nil
}

func (e *celgo) take(w *workload) {
	e.clients = nil
	for _, c := range w.clients {
		v := vars{}
		for i, x := range c.values {
			switch k := w.facts[i]; {
			case !x.known:
				v[short(i)] = types.NewUnknown(int64(i+1), nil)
			case k == yesNo:
				v[short(i)] = types.Bool(x.yes)
			case k == number:
				v[short(i)] = types.Double(x.number)
			case k == choice:
				v[short(i)] = types.String(strings.Join(named(x.values), ""))
			default:
				v[short(i)] = types.DefaultTypeAdapter.NativeToValue(named(x.values))
			}
		}
		e.clients = append(e.clients, v)
	}
}

func (e *celgo) decide(i int, out *found) error {
	out.reset()
	for p, program := range e.programs {
		v, _, err := program.Eval(cel.Activation(e.clients[i]))
		if err != nil {
			return err
		}
		if b, ok := v.(types.Bool); ok {
			e.results[p] = known(bool(b))
		} else {
			e.results[p] = open
		}
	}
	for r, p := range e.of {
		out.add(r, e.results[p])
	}
	return nil
}

func short(i int) string { return fmt.Sprintf("f%d", i) }

func celText(t *test) string {
	name := short(t.fact)
	switch t.op {
	case opNot:
		return "!" + celText(t.kids[0])
	case opAnd, opOr:
		var kids []string
		for _, k := range t.kids {
			kids = append(kids, celText(k))
		}
		return "(" + strings.Join(kids, map[op]string{opAnd: " && ", opOr: " || "}[t.op]) + ")"
	case opFrom:
		return "(" + name + " >= " + decimal(t.number) + ")"
	case opAbove:
		return "(" + name + " > " + decimal(t.number) + ")"
	case opHolds:
		return fmt.Sprintf("(%q in %s)", named(t.values)[0], name)
	case opAmong:
		if all := named(t.values); len(all) == 1 {
			return fmt.Sprintf("(%s == %q)", name, all[0])
		}
		return "(" + name + " in [" + quoted(t.values) + "])"
	}
	return name
}

// decimal writes a number so that it is no whole one, which CEL would not compare with one.
func decimal(x float64) string {
	s := fmt.Sprint(x)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

func quoted(values uint64) string {
	all := named(values)
	for i := range all {
		all[i] = fmt.Sprintf("%q", all[i])
	}
	return strings.Join(all, ", ")
}
