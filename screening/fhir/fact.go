package fhir

import (
	"strconv"

	"github.com/safehands/safehands/screening/policy"
)

func number(n int) string { return strconv.Itoa(n) }

func (b *builder) compare(f *policy.Fact, l literal) When {
	operator, yes := ">=", true
	switch {
	case l.op == told:
		return When{Question: f.Name, Operator: "exists", Boolean: &yes}
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
	"deg C":   "Cel",
	"degrees": "deg", "cm": "cm", "10^9/l": "10*9/L", "10^9/L": "10*9/L",
}

// item is the question of a fact, and of a number the one beside it that takes not sure.
func (b *builder) item(f *policy.Fact, private bool) []Item {
	item := Item{LinkID: f.Name, Text: f.Ask, Type: "choice", Extension: b.private(private)}
	notSure := Option{Coding: Coding{absent, unknown, b.form.NotSure}}
	switch f.Kind {
	case policy.YesNo:
		yes, no := Coding{v2YesNo, "Y", b.form.Yes}, Coding{v2YesNo, "N", b.form.No}
		item.AnswerOption = []Option{{Coding: yes}, {Coding: no}, notSure}
		item.Extension = append(item.Extension, control("radio-button"))
		item = drawn("horizontal", item)
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
		return []Item{item, boxes(Item{LinkID: f.Name + unsure, Extension: b.private(private),
			AnswerOption: []Option{notSure}})}
	default:
		if f.Kind == policy.SetOf {
			item = boxes(item)
		} else {
			item.Extension = append(item.Extension, control("radio-button"))
		}
		item = drawn(map[bool]string{true: "horizontal", false: "vertical"}[f.Places], item) // places are many, and short
		for _, v := range f.Values {
			item.AnswerOption = append(item.AnswerOption, Option{Coding: Coding{b.system(f), v.Name, v.Says}})
		}
		item.AnswerOption = append(item.AnswerOption, notSure)
	}
	return []Item{item}
}
