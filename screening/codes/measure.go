package codes

import (
	"math"
	"strconv"
	"strings"
)

// Measure is what a LOINC code measures.
type Measure struct {
	Match
	Panel bool // it has no value itself: read its components
	// Days is how old a value may be; with Aged false there is no limit. 0 is this visit only.
	Days   int
	Aged   bool
	How    string            // weeks or due of a pregnancy: the value moves with time; lowest: of all that are in time
	Found  bool              // it speaks only if something was found
	Coded  map[string]string // a coded answer to the value that it proposes
	units  map[string]conversion
	test   string
	limit  float64
	digits int
}

type conversion struct{ factor, add float64 }

// LOINC returns what a code measures, and whether it is known.
func (t *Tables) LOINC(code string) (Measure, bool) {
	m, ok := t.loinc[code]
	return m, ok
}

// Value converts a number from a UCUM unit into that of the fact. A number without a unit, or in
// one that is not listed, is refused: 36 may be a temperature and may be a weight.
func (m Measure) Value(number float64, unit string) (float64, bool) {
	c, ok := m.units[unit]
	if !ok || unit == "" || math.IsNaN(number) || math.IsInf(number, 0) {
		return 0, false
	}
	scale := math.Pow10(m.digits)
	x := number*c.factor + c.add
	if m.digits >= 0 {
		x = math.Round(x*scale) / scale
	}
	return x, true
}

// Asks reports whether a converted number makes the fact worth asking. A measure without a limit
// asks whatever its number is.
func (m Measure) Asks(x float64) bool {
	switch m.test {
	case "below":
		return x < m.limit
	case "above":
		return x > m.limit
	case "from":
		return x >= m.limit
	}
	return true
}

// whole reads a number of days or digits.
func (r record) whole(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		r.fault("%q is no whole number from 0", text)
	}
	return n
}

func (l *loader) loincRow(r record) {
	m := Measure{How: r.get("how"), digits: -1, units: map[string]conversion{}, Panel: r.get("relation") == "panel"}
	m.Code, m.Outcome, m.Label = r.get("code"), Harmless, r.get("label")
	m.Private, m.Found = strings.HasPrefix(r.get("note"), "private"), r.get("test") == "found"
	for unit := range strings.FieldsSeq(r.get("units")) {
		name, text, _ := strings.Cut(unit, "=")
		var c conversion
		at := strings.LastIndexAny(text, "+-")
		err := error(nil)
		if at > 0 {
			c.add, err = strconv.ParseFloat(text[at:], 64)
			text = text[:at]
		}
		factor, err2 := strconv.ParseFloat(text, 64)
		if c.factor = factor; err != nil || err2 != nil {
			r.fault("%q is no unit with its factor", unit)
		}
		m.units[name] = c
	}
	if text := r.get("digits"); text != "" {
		m.digits = r.whole(text)
	}
	if text := r.get("days"); text != "" {
		m.Days = r.whole(text)
		m.Aged = true
	}
	if text := r.get("test"); text != "" && text != "found" { // found is a finding without a number, which asks
		kind, limit, _ := strings.Cut(text, " ")
		x, err := strconv.ParseFloat(limit, 64)
		if err != nil || kind != "below" && kind != "above" && kind != "from" {
			r.fault("%q is no limit; write below, above or from and a number, or found", text)
		}
		m.test, m.limit = kind, x
	}
	switch r.get("relation") {
	case "asks", "proposes", "none", "panel":
	default:
		r.fault("unknown relation %q; write asks, proposes, none or panel", r.get("relation"))
	}
	for pair := range strings.FieldsSeq(r.get("coded")) {
		if m.Coded == nil {
			m.Coded = map[string]string{}
		}
		code, value, _ := strings.Cut(pair, "=")
		m.Coded[code] = value
	}
	if name := r.get("fact"); name != "" && !m.Panel {
		if known, ok := l.known(name); ok {
			m.Outcome = Speaks
			m.Rows = []Row{{Fact: known, Proposes: r.get("relation") == "proposes",
				Note: r.get("note"), Status: r.get("status")}}
		}
	}
	l.loinc[m.Code] = m
}
