package fhir

import (
	"math"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/policy/document"
)

// measured is a value that counts only if no newer one does. One whose entry proposes nothing could
// not be read, or is not final: what is older is no longer known to hold.
type measured struct {
	fact   string
	days   int
	lowest bool
	silent bool // it only keeps older ones from being proposed
	entry  Entry
}

func (r *record) observation(e element, n *document.Node) {
	c := e.concept(n, "code")
	s := state{}
	switch status := e.status(n, "status"); status {
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
	number, beyond, found, why := r.reading(e, n, m)
	ask := func(silent bool) {
		x.Path, x.Resource = r.at.path, r.at.id
		r.values = append(r.values, measured{row.Fact, days, m.How == "lowest", silent, x})
	}
	gives := math.IsNaN(number) || m.Asks(number) || beyond != 0 && m.Asks(beyond)
	switch {
	case why != "":
		r.pass(k.code, row.Fact, why)
		ask(true)
	case m.Found && (!found || beyond < 0):
		r.pass(k.code, row.Fact, "found nothing")
	case !row.Proposes && !gives:
		r.pass(k.code, row.Fact, "gives no reason to ask: "+strconv.FormatFloat(number, 'f', -1, 64))
	case !row.Proposes:
		r.say(row.Fact, x)
	case s.onlyAsks || math.IsNaN(number) || beyond != 0:
		ask(false)
	default:
		r.number(row.Fact, m, number, days, x, s)
	}
}

// number proposes a number, as it is on the day of the visit.
func (r *record) number(fact string, m codes.Measure, number float64, days int, x Entry, s state) {
	if m.How == "weeks" && !s.date.exact() {
		r.say(fact, x) // weeks go on from a day that is not known
		return
	}
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
	r.values = append(r.values, measured{fact, days, m.How == "lowest", false, x})
	r.inrAge(fact, days, x, s)
}

// inrAge proposes how old a value of the INR is.
func (r *record) inrAge(fact string, days int, x Entry, s state) {
	if fact == "med.inr" && s.has && s.date.exact() {
		x.Value = answer.Number(float64(days))
		x.Path, x.Resource = r.at.path, r.at.id
		r.values = append(r.values, measured{"med.inr_age_days", days, false, false, x})
	}
}

// newest keeps of each number that of the newest day, and of T-scores all. Where a newer one cannot
// be read, or one of them only asks, the others ask too.
func (r *record) newest() {
	for _, v := range r.values {
		if v.silent {
			continue
		}
		newer, doubt := false, false
		for _, o := range r.values {
			if o.fact != v.fact {
				continue
			}
			newer = newer || !o.silent && o.days < v.days
			doubt = doubt || o.silent && o.days < v.days ||
				!o.silent && !o.entry.Value.Asked() && (o.days <= v.days || v.lowest)
		}
		if newer && !v.lowest {
			if v.fact != "med.inr_age_days" {
				r.over = append(r.over, PassedOver{Path: v.entry.Path, Resource: v.entry.Resource, Code: v.entry.Code,
					Fact: v.fact, Why: "is older than another value", Count: 1})
			}
			continue
		}
		if doubt {
			v.entry.Value = answer.Any{}
		}
		r.say(v.fact, v.entry)
	}
}

// reading is the number of a value in the unit of the fact; NaN for what is no number. Beyond is
// the infinity to which the value may lie of what is only said to be below or above the number, and
// else 0.
func (r *record) reading(e element, n *document.Node, m codes.Measure) (number, beyond float64, found bool,
	why string) {
	number = math.NaN()
	if q := e.object(n, "valueQuantity"); q != nil {
		switch c := e.text(q, "comparator"); c {
		case "":
		case "<", "<=":
			beyond = math.Inf(-1)
		case ">", ">=":
			beyond = math.Inf(1)
		default:
			return number, 0, false, "is compared in a way that is not known: " + document.Shorten(c)
		}
		v := q.Get("value")
		unit := e.text(q, "code")
		switch {
		case v == nil || v.Kind != document.Number:
			return number, 0, false, "has no value"
		case unit == "":
			return number, 0, false, "has no code of a unit"
		}
		x, err := strconv.ParseFloat(v.Text, 64)
		if system := e.text(q, "system"); err != nil || system != "" && system != "http://unitsofmeasure.org" {
			return number, 0, false, "is of a unit that is not of UCUM"
		}
		x, ok := m.Value(x, unit)
		if !ok {
			return number, 0, false, "is in a unit that is not known here: " + document.Shorten(unit)
		}
		return x, beyond, true, ""
	}
	if m.How == "due" {
		d, ok := e.date(n, r.loc, "valueDateTime")
		if !ok || !d.exact() {
			return number, 0, false, "has no date"
		}
		return d.first.Sub(r.asOf).Hours() / 24, 0, true, ""
	}
	if c := e.concept(n, "valueCodeableConcept"); len(c.codes) > 0 || c.text != "" {
		for _, k := range c.codes {
			if text, ok := m.Coded[k.code]; ok {
				x, err := strconv.ParseFloat(text, 64)
				if err == nil {
					return x, 0, true, ""
				}
			}
		}
		return number, 0, !negative(c), ""
	}
	for _, key := range []string{"valueInteger", "valueDecimal"} {
		if n.Get(key) != nil {
			return number, 0, false, "has no unit"
		}
	}
	return number, 0, false, "has no value that is read"
}

// negative reports whether a finding is that nothing was found.
func negative(c concept) bool {
	if c.has("LA6577-6", "LA11883-8", "260385009", "260415000", "LA32-8", "373067005") {
		return true
	}
	words := strings.ToLower(c.words())
	return strings.Contains(words, "negative") || strings.Contains(words, "not detected") || words == "no"
}
