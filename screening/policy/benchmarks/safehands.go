package main

import (
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
)

// safehands is the engine of this repository. Besides which rules hold and may hold it finds how
// severe they make every place; with bounds it stops there, and does not list the rules.
type safehands struct {
	bounds bool
	set    *policy.Set
	w      *workload
	a      *policy.Answers
	e      policy.Evaluation
	rules  []int // of the set, to those of the workload
	facts  []int // of the set, by fact
	cards  []int
}

const boundsAlone = "Safehands, bounds alone"

func (e *safehands) name() string {
	if e.bounds {
		return boundsAlone
	}
	return "Safehands"
}

func (e *safehands) load(w *workload) (err error) {
	e.set, err = policy.Load(schema(w), policy.Layer{Name: "bench", Files: ruleFiles(w)})
	if err != nil {
		return err
	}
	e.a, e.rules, e.facts, e.cards = e.set.NewAnswers(), nil, nil, nil
	for i := range w.facts {
		n, _ := e.set.FactIndex(factName(i))
		e.facts = append(e.facts, n)
	}
	for i := range e.set.Cards() {
		n, _ := e.set.CardIndex(cardName(i))
		e.cards = append(e.cards, n)
	}
	index := map[string]int{}
	for i, r := range w.rules {
		index[r.id] = i
	}
	rules := e.set.Rules()
	for i := range rules {
		e.rules = append(e.rules, index[rules[i].ID])
	}
	return nil
}

func (e *safehands) take(w *workload) { e.w = w }

func (e *safehands) decide(i int, out *found) error {
	out.reset()
	c := &e.w.clients[i]
	e.a.Reset()
	for _, x := range c.cards {
		e.a.SetCard(e.cards[x.index], policy.CardAnswer{Given: true, Ticked: x.ticked, Open: x.open})
	}
	for _, g := range c.given {
		e.a.SetFact(e.facts[g.fact], policy.Answer{State: policy.Known, Number: g.value.number, Values: g.value.values})
	}
	if err := e.set.Evaluate(e.a, policy.Request{}, &e.e); err != nil || e.bounds {
		return err
	}
	for rule, holds := range e.e.Rules() {
		if holds {
			out.certain = append(out.certain, e.rules[rule])
		} else {
			out.possible = append(out.possible, e.rules[rule])
		}
	}
	return nil
}

func factName(i int) string { return fmt.Sprintf("bench.f%d", i) }

func cardName(i int) string { return fmt.Sprintf("page%d", i) }

// schema is a small domain with the shape of the shipped one.
func schema(w *workload) policy.Schema {
	s := policy.Schema{
		Levels: []policy.Level{
			{Disposition: "proceed"}, {Kind: "precaution", Disposition: "adapt"}, {Kind: "relative", Disposition: "refer"},
			{Kind: "temporary", Disposition: "defer"}, {Kind: "absolute", Disposition: "withhold"},
		},
		Undecided: "clarify", CertainFrom: "relative", UnsureKind: "relative",
		LimitKind: "precaution", WaivedFrom: "relative", WaivedTo: "precaution",
		Places: []policy.Place{
			{Name: "neck"}, {Name: "upper"}, {Name: "middle"}, {Name: "lower"},
			{Name: "back", Contains: []string{"neck", "upper", "middle", "lower"}},
		},
		Default: "back",
		Texts:   []policy.Text{{Name: "says", Required: true}},
		Grades:  []string{"E1"},
	}
	for i, k := range w.facts {
		f := policy.Fact{Name: factName(i), Ask: "Is it so?", Risk: policy.RiskMore}
		switch k {
		case number:
			f.Kind, f.Most = policy.Whole, most
		case choice:
			f.Kind, f.Risk = policy.OneOf, policy.RiskNeither
			for v := range choices {
				f.Values = append(f.Values, policy.Value{Name: valueName(v), Says: "It is so."})
			}
		case yesNo:
			if i%cardful == 0 {
				s.Cards = append(s.Cards, policy.Card{Name: cardName(i / cardful), Ask: "Any of these?"})
			}
			c := &s.Cards[len(s.Cards)-1]
			c.Lines = append(c.Lines, policy.Line{Name: fmt.Sprintf("f%d", i), Says: "It is so.", Facts: []string{f.Name}})
		}
		s.Facts = append(s.Facts, f)
	}
	return s
}

// ruleFiles are the rules, some in each file: a file has its bound.
func ruleFiles(w *workload) fstest.MapFS {
	const each = 2500
	const sources = "sources:\n  bench: {cites: A benchmark, level: E1, read: excerpt}\n"
	out := fstest.MapFS{"sources.yaml": {Data: []byte(sources)}}
	for n := 0; n < len(w.rules); n += each {
		var b strings.Builder
		b.WriteString("rules:\n")
		for _, r := range w.rules[n:min(n+each, len(w.rules))] {
			fmt.Fprintf(&b, "  - {id: %s, kind: %s, regions: [%s], when: '%s', says: It is so., sources: [bench], grade: E1}\n",
				r.id, []string{"precaution", "relative", "temporary", "absolute"}[r.kind],
				[]string{"neck", "upper", "middle", "lower"}[r.at], written(r.when))
		}
		out[fmt.Sprintf("rules%02d.yaml", n/each)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return out
}

// written is a condition in the rule language.
func written(t *test) string {
	name := factName(t.fact)
	switch t.op {
	case opNot:
		return "!(" + written(t.kids[0]) + ")"
	case opAnd, opOr:
		var kids []string
		for _, k := range t.kids {
			kids = append(kids, written(k))
		}
		return "(" + strings.Join(kids, map[op]string{opAnd: " && ", opOr: " || "}[t.op]) + ")"
	case opFrom:
		return fmt.Sprintf("%s >= %g", name, t.number)
	case opAmong:
		return name + " in [" + strings.Join(named(t.values), ", ") + "]"
	}
	return name
}
