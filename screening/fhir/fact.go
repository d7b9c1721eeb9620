package fhir

import (
	"strconv"

	"github.com/safehands/safehands/screening/policy"
)

func number(n int) string { return strconv.Itoa(n) }

// literal is one test of a fact, as the values that pass it.
type literal struct {
	fact   int
	not    bool
	op     policy.TestOp
	values uint64
	number float64
}

// conjunction brings a guard into clauses: all of them hold, any test of each.
func conjunction(t *policy.Test, not bool) [][]literal {
	if t == nil {
		return nil
	}
	switch {
	case t.Op == policy.Not:
		return conjunction(t.Kids[0], !not)
	case t.Op == policy.Defined:
		return conjunction(t.Kids[0], not)
	case t.Op == policy.And && !not, t.Op == policy.Or && not:
		var all [][]literal
		for _, k := range t.Kids {
			all = append(all, conjunction(k, not)...)
		}
		return all
	case t.Op == policy.And, t.Op == policy.Or:
		all := [][]literal{nil}
		for _, k := range t.Kids {
			var next [][]literal
			for _, left := range all {
				for _, right := range conjunction(k, not) {
					next = append(next, append(append([]literal{}, left...), right...))
				}
			}
			all = next
		}
		return all
	case t.Op == policy.AtLeast: // no guard says it; asked always, which asks too much and never too little
		return nil
	}
	return [][]literal{{{fact: t.Fact, not: not, op: t.Op, values: t.Values, number: t.Number}}}
}

// when is a test of a fact as conditions, any of which is enough; not sure always is.
func (b *builder) when(l literal) []When {
	f := &b.set.Facts()[l.fact]
	var out []When
	code := func(question string, c Coding) {
		if b.placed[question] {
			c.Display = ""
			out = append(out, When{Question: question, Operator: "=", Coding: &c})
		}
	}
	for _, line := range b.lines[l.fact] {
		if line.single && !l.not {
			code("card."+line.card+ticked, b.lineCode(line.line, ""))
		}
		code("card."+line.card+unsure, b.lineCode(line.line, ""))
	}
	switch f.Kind {
	case policy.YesNo:
		answer := "Y"
		if l.not {
			answer = "N"
		}
		code(f.Name, Coding{System: v2YesNo, Code: answer})
	case policy.Whole, policy.Decimal:
		if b.placed[f.Name] {
			out = append(out, b.compare(f, l))
		}
		code(f.Name+unsure, Coding{System: absent, Code: unknown})
		return out
	default:
		for i, v := range f.Values {
			if (l.values>>i&1 == 1) != l.not {
				code(f.Name, Coding{System: b.system(f), Code: v.Name})
			}
		}
	}
	code(f.Name, Coding{System: absent, Code: unknown})
	return out
}

func (b *builder) compare(f *policy.Fact, l literal) When {
	operator := ">="
	switch {
	case l.op == policy.AboveNumber && l.not:
		operator = "<="
	case l.op == policy.AboveNumber:
		operator = ">"
	case l.not:
		operator = "<"
	}
	w := When{Question: f.Name, Operator: operator}
	if n := int(l.number); f.Kind == policy.Whole {
		w.Integer = &n
	} else {
		w.Decimal = &l.number
	}
	return w
}

func (b *builder) system(f *policy.Fact) string { return b.form.Base + "/CodeSystem/fact/" + f.Name }

// ucum are the units of facts that UCUM has. Any other is shown in words only.
var ucum = map[string]string{
	"years": "a", "weeks": "wk", "days": "d", "hours": "h", "mmHg": "mm[Hg]", "mm Hg": "mm[Hg]", "°C": "Cel",
	"degrees": "deg", "cm": "cm", "10^9/l": "10*9/L", "10^9/L": "10*9/L",
}

// item is the question of a fact, and of a number the one beside it that takes not sure.
func (b *builder) item(f *policy.Fact) []Item {
	item := Item{LinkID: f.Name, Text: f.Ask, Type: "choice"}
	if f.Private {
		item.Extension = append(item.Extension,
			Extension{URL: b.form.Base + "/StructureDefinition/ask", Code: "private"})
	}
	notSure := Option{Coding: Coding{absent, unknown, b.form.NotSure}}
	switch f.Kind {
	case policy.YesNo:
		yes, no := Coding{v2YesNo, "Y", b.form.Yes}, Coding{v2YesNo, "N", b.form.No}
		item.AnswerOption = []Option{{Coding: yes}, {Coding: no}, notSure}
	case policy.Whole, policy.Decimal:
		item.Type = "decimal"
		least, most := Extension{URL: structure + "minValue"}, Extension{URL: structure + "maxValue"}
		if f.Kind == policy.Whole {
			item.Type = "integer"
			from, to := int(f.Least), int(f.Most)
			least.Integer, most.Integer = &from, &to
		} else {
			least.Decimal, most.Decimal = &f.Least, &f.Most
		}
		item.Extension = append(item.Extension, least, most)
		if code := ucum[f.Unit]; code != "" {
			item.Extension = append(item.Extension, Extension{URL: structure + "questionnaire-unit",
				Coding: &Coding{"http://unitsofmeasure.org", code, f.Unit}})
		} else if f.Unit != "" {
			item.Text += " (" + f.Unit + ")"
		}
		if f.Volunteered {
			return []Item{item}
		}
		return []Item{item, {LinkID: f.Name + unsure, Type: "choice", AnswerOption: []Option{notSure}}}
	default:
		item.Repeats = f.Kind == policy.SetOf
		for _, v := range f.Values {
			item.AnswerOption = append(item.AnswerOption, Option{Coding: Coding{b.system(f), v.Name, v.Says}})
		}
		item.AnswerOption = append(item.AnswerOption, notSure)
	}
	return []Item{item}
}
