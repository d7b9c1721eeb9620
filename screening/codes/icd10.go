package codes

import (
	"regexp"
	"slices"
	"strings"
)

// Variant is an edition of ICD-10. The same letters can mean another thing in another one.
type Variant string

// The variants.
const (
	WHO Variant = "who"
	CM  Variant = "cm" // of the United States
	GM  Variant = "gm" // of Germany
)

// icdEntry is a code, prefix or range with what it says.
type icdEntry struct {
	Match
	system      string // any, or variants joined by +
	first, last string // bare; the same for a code
}

var icdForm = regexp.MustCompile(`^[A-Z][0-9][0-9AB][0-9A-Z]{0,4}$`)

// bare is the form that is compared: upper case, no dot, none of the marks of pairs, of padding and
// of a whole category, such as M51.-.
func bare(code string) string {
	code = strings.ToUpper(strings.Replace(code, ".", "", 1))
	return strings.TrimRight(code, "*+!†-")
}

func (l *loader) icdRow(r record) {
	code, system := r.get("code"), r.get("system")
	first, last, isRange := strings.Cut(code, "-")
	if !isRange {
		last = first
	}
	first, last = bare(first), bare(last)
	if !icdForm.MatchString(first) || !icdForm.MatchString(last) || len(first) != len(last) || first > last {
		r.fault("%q is not an ICD-10 code or range", code)
		return
	}
	// Rows of one code stand together, by the first three characters at least.
	key := first[:1]
	for i := range l.icd[key] {
		if e := &l.icd[key][i]; e.Code == code && e.system == system {
			l.row(&e.Match, r)
			return
		}
	}
	e := icdEntry{Match: Match{Code: code, Private: private(first)}, system: system, first: first, last: last}
	l.row(&e.Match, r)
	l.icd[key] = append(l.icd[key], e)
}

// private reports whether a bare ICD-10 code is of mind, HIV, abuse or substances.
func private(code string) bool {
	if code == "" {
		return false
	}
	begins := func(p string) bool { return strings.HasPrefix(code, p) }
	return code[0] == 'F' || slices.ContainsFunc([]string{"B20", "B21", "B22", "B23", "B24", "Z21", "R75", "T74", "T76",
		"X6", "X7", "X80", "X81", "X82", "X83", "X84", "Y0", "Z915", "Z914", "Z864", "Z865", "Z72", "O987"}, begins)
}

func (e *icdEntry) counts(v Variant) bool {
	if e.system == "any" {
		return true
	}
	for s := range strings.SplitSeq(e.system, "+") {
		if s == string(v) {
			return true
		}
	}
	return false
}

// ICD10 looks a code up, in either case and with or without its dot. The longest prefix wins; of
// equal length a code before a range, a narrower range before a wider one, and a row of the variant
// before one of any. Only the winner counts: C44 does not inherit from C00-C97.
func (t *Tables) ICD10(v Variant, code string) Match {
	b := bare(code)
	if !icdForm.MatchString(b) {
		return Match{}
	}
	var best *icdEntry
	// A range begins with a letter that is at most the code's own; none here crosses letters but V
	// to Y.
	for letter := byte('A'); letter <= b[0]; letter++ {
		list := t.icd[string(letter)]
		for i := range list {
			e := &list[i]
			n := len(e.first)
			if len(b) < n || b[:n] < e.first || b[:n] > e.last || !e.counts(v) {
				continue
			}
			if best == nil || e.before(best) {
				best = e
			}
		}
	}
	if best == nil {
		return Match{}
	}
	m := best.Match
	m.Late = v == CM && len(b) == 7 && b[6] == 'S'
	return m
}

// before reports whether e wins against another entry that holds the same code.
func (e *icdEntry) before(o *icdEntry) bool {
	switch {
	case len(e.first) != len(o.first):
		return len(e.first) > len(o.first)
	case (e.first == e.last) != (o.first == o.last):
		return e.first == e.last
	case e.first != o.first:
		return e.first > o.first // both hold the code: the later start is the narrower
	case e.last != o.last:
		return e.last < o.last
	}
	return e.system != "any" && o.system == "any"
}
