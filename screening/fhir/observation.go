package fhir

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/policy/document"
)

// measured is a value that counts only if no newer one does.
type measured struct {
	fact   string
	days   int
	lowest bool
	entry  Entry
}

func (r *record) observation(e element, n *document.Node) {
	c := e.concept(n, "code")
	s := state{}
	switch status := e.text(n, "status"); status {
	case "final", "amended", "corrected":
	case "preliminary", "unknown", "":
		s.onlyAsks = true
	default:
		r.pass(c.name(), "", "is no result: "+status)
		return
	}
	s.date, s.has = e.date(n, r.loc, "effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued")
	if s.has && s.date.first.After(r.asOf) {
		r.pass(c.name(), "", "was measured after the visit: "+s.date.text)
		return
	}
	known := r.measure(e, n, c, s)
	for _, part := range e.list(n, "component") {
		known = r.measure(e, part, e.concept(part, "code"), s) || known
	}
	if !known {
		r.pass(c.name(), "", "is in no table")
	}
}

// measure reads one value, and reports whether its code is known.
func (r *record) measure(e element, n *document.Node, c concept, s state) (known bool) {
	for _, k := range c.codes {
		if !isLOINC(k.system) {
			continue
		}
		m, ok := r.Tables.LOINC(k.code)
		if !ok {
			continue
		}
		known = true
		switch {
		case m.Panel:
		case len(m.Rows) == 0:
			r.pass(k.code, "", "is known, and asks nothing")
		case n.Get("dataAbsentReason") != nil:
			r.pass(k.code, m.Rows[0].Fact, "was not measured")
		default:
			r.value(e, n, k, m, s)
		}
	}
	return known
}

// value says what a value says of the one fact of its measure.
func (r *record) value(e element, n *document.Node, k code, m codes.Measure, s state) {
	row := m.Rows[0]
	x := Entry{System: k.system, Code: k.code, Says: m.Label, Date: s.date.text}
	days := s.date.days(r.asOf)
	switch {
	case !m.Aged:
	case !s.has:
		r.pass(k.code, row.Fact, "does not say when it was measured")
		return
	case days > m.Days || m.Days == 0 && !s.date.exact():
		r.pass(k.code, row.Fact, "is too old: "+s.date.text)
		r.inrAge(row.Fact, days, x, s)
		return
	}
	if m.Private {
		r.hide[row.Fact] = true
	}
	number, found, why := r.reading(e, n, m)
	switch {
	case why != "":
		r.pass(k.code, row.Fact, why)
	case m.Found && !found:
		r.pass(k.code, row.Fact, "found nothing")
	case !row.Proposes && !math.IsNaN(number) && !m.Asks(number):
		r.pass(k.code, row.Fact, "gives no reason to ask: "+strconv.FormatFloat(number, 'f', -1, 64))
	case !row.Proposes || s.onlyAsks || math.IsNaN(number):
		r.say(row.Fact, x)
	default:
		r.number(row.Fact, m, number, days, x, s)
	}
}

// number proposes a number, as it is on the day of the visit.
func (r *record) number(fact string, m codes.Measure, number float64, days int, x Entry, s state) {
	switch m.How {
	case "weeks":
		number += float64(days) / 7
	case "due":
		number = (280 - number) / 7 // number is of days until then
	}
	if m.How == "weeks" || m.How == "due" {
		if number = math.Floor(number); number > 42 {
			x.Says += ", which is past"
			r.say("preg.status", x)
			return
		}
	}
	x.Value, x.Path, x.Resource = answer.Number(number), r.at.path, r.at.id
	r.values = append(r.values, measured{fact, days, m.How == "lowest", x})
	r.inrAge(fact, days, x, s)
}

// inrAge proposes how old a value of the INR is.
func (r *record) inrAge(fact string, days int, x Entry, s state) {
	if fact == "med.inr" && s.has && s.date.exact() {
		x.Value = answer.Number(float64(days))
		x.Path, x.Resource = r.at.path, r.at.id
		r.values = append(r.values, measured{"med.inr_age_days", days, false, x})
	}
}

// newest keeps of each number that of the newest day, and of T-scores all.
func (r *record) newest() {
	for _, v := range r.values {
		newer := slices.ContainsFunc(r.values, func(o measured) bool { return o.fact == v.fact && o.days < v.days })
		if newer && !v.lowest {
			if v.fact != "med.inr_age_days" {
				r.over = append(r.over, PassedOver{Path: v.entry.Path, Resource: v.entry.Resource, Code: v.entry.Code,
					Fact: v.fact, Why: "is older than another value", Count: 1})
			}
			continue
		}
		r.say(v.fact, v.entry)
	}
}

// reading is the number of a value in the unit of the fact; NaN for what is no number.
func (r *record) reading(e element, n *document.Node, m codes.Measure) (number float64, found bool, why string) {
	number = math.NaN()
	if q := e.object(n, "valueQuantity"); q != nil {
		if c := e.text(q, "comparator"); c != "" {
			return number, true, "is below or above a value: " + c
		}
		v := q.Get("value")
		unit := e.text(q, "code")
		switch {
		case v == nil || v.Kind != document.Number:
			return number, false, "has no value"
		case unit == "":
			return number, false, "has no code of a unit"
		}
		x, err := strconv.ParseFloat(v.Text, 64)
		if system := e.text(q, "system"); err != nil || system != "" && system != "http://unitsofmeasure.org" {
			return number, false, "is of a unit that is not of UCUM"
		}
		x, ok := m.Value(x, unit)
		if !ok {
			return number, false, "is in a unit that is not known here: " + document.Shorten(unit)
		}
		return x, true, ""
	}
	if m.How == "due" {
		d, ok := e.date(n, r.loc, "valueDateTime")
		if !ok || !d.exact() {
			return number, false, "has no date"
		}
		return d.first.Sub(r.asOf).Hours() / 24, true, ""
	}
	if c := e.concept(n, "valueCodeableConcept"); len(c.codes) > 0 || c.text != "" {
		for _, k := range c.codes {
			if text, ok := m.Coded[k.code]; ok {
				x, err := strconv.ParseFloat(text, 64)
				if err == nil {
					return x, true, ""
				}
			}
		}
		return number, !negative(c), ""
	}
	for _, key := range []string{"valueInteger", "valueDecimal"} {
		if n.Get(key) != nil {
			return number, false, "has no unit"
		}
	}
	return number, false, "has no value that is read"
}

// negative reports whether a finding is that nothing was found.
func negative(c concept) bool {
	if c.has("LA6577-6", "LA11883-8", "260385009", "260415000", "LA32-8", "373067005") {
		return true
	}
	words := strings.ToLower(c.words())
	return strings.Contains(words, "negative") || strings.Contains(words, "not detected") || words == "no"
}
