package fhir

import (
	"strings"
	"time"

	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// element reads parts of one resource, and says by path what is of another type than FHIR has it.
type element struct {
	*document.Problems
}

func (e element) of(n *document.Node, key string, kind document.Kind, what string) *document.Node {
	x := n.Get(key)
	if x == nil || x.Kind == document.Null {
		return nil
	}
	if x.Kind != kind {
		e.At(x, "is %s, and not %s", what, x.Describe())
		return nil
	}
	return x
}

func (e element) object(n *document.Node, key string) *document.Node {
	return e.of(n, key, document.Mapping, "an object")
}

func (e element) text(n *document.Node, key string) string {
	if x := e.of(n, key, document.Text, "a text"); x != nil {
		return x.Text
	}
	return ""
}

// status reads a status in either case, as some records have it.
func (e element) status(n *document.Node, key string) string {
	return strings.ToLower(strings.TrimSpace(e.text(n, key)))
}

func (e element) yes(n *document.Node, key string) bool {
	x := e.of(n, key, document.Bool, "true or false")
	return x != nil && x.Text == "true"
}

// list returns the objects of a list.
func (e element) list(n *document.Node, key string) (out []*document.Node) {
	x := e.of(n, key, document.Sequence, "a list")
	if x == nil {
		return nil
	}
	for _, item := range x.Items {
		switch {
		case item == nil || item.Kind == document.Null:
		case item.Kind != document.Mapping:
			e.At(item, "is an object, and not %s", item.Describe())
		default:
			out = append(out, item)
		}
	}
	return out
}

// code is a coding of a record.
type code struct {
	system, code, display string
	certainty             string // German: A excluded, V suspected, Z state after, G certain
}

// concept is a CodeableConcept.
type concept struct {
	codes []code
	text  string
	holds []concept // the ingredients of a drug, where they stand apart
}

// words are everything that the concept is called, each once.
func (c concept) words() string {
	all := append([]string{c.text}, lists.Of(c.codes, func(x code) string { return x.display })...)
	var out []string
	for _, w := range all {
		if w != "" && !containsFold(out, w) {
			out = append(out, w)
		}
	}
	return strings.Join(out, "; ")
}

func containsFold(list []string, w string) bool {
	for _, x := range list {
		if strings.EqualFold(x, w) {
			return true
		}
	}
	return false
}

// has reports whether a concept is one of some codes, or is called as one.
func (c concept) has(words ...string) bool {
	if c.text != "" && containsFold(words, strings.TrimSpace(c.text)) {
		return true
	}
	for _, x := range c.codes {
		if containsFold(words, x.code) {
			return true
		}
	}
	return false
}

func (e element) concept(n *document.Node, key string) concept {
	return e.inConcept(e.object(n, key))
}

// concepts returns those of a list.
func (e element) concepts(n *document.Node, key string) []concept {
	return lists.Of(e.list(n, key), e.inConcept)
}

func (e element) inConcept(n *document.Node) (c concept) {
	if n == nil {
		return c
	}
	c.text = e.text(n, "text")
	for _, x := range e.list(n, "coding") {
		k := code{e.text(x, "system"), e.text(x, "code"), e.text(x, "display"), ""}
		if bare := strings.TrimSpace(k.code); bare != k.code {
			e.At(x.Get("code"), "%q has blanks around it", document.Shorten(k.code))
			k.code = bare
		}
		for _, ext := range e.list(x, "extension") {
			if url := e.text(ext, "url"); strings.HasSuffix(url, "icd-10-gm-diagnosesicherheit") {
				if v := e.object(ext, "valueCoding"); v != nil {
					k.certainty = e.text(v, "code")
				}
			}
		}
		c.codes = append(c.codes, k)
	}
	return c
}

// dated is a date of a record, to the year, the month or the day.
type dated struct {
	text        string
	first, last time.Time // the days that it can be
}

// date reads the first date that one of some members has, or the start of a period there.
func (e element) date(n *document.Node, loc *time.Location, keys ...string) (d dated, ok bool) {
	for _, key := range keys {
		x := n.Get(key)
		if x == nil || x.Kind == document.Null {
			continue
		}
		if x.Kind == document.Mapping { // a period
			for _, part := range []string{"start", "end"} {
				if y := e.of(x, part, document.Text, "a date"); y != nil {
					return e.dateOf(y, loc)
				}
			}
			continue
		}
		if x.Kind != document.Text {
			e.At(x, "is a date, and not %s", x.Describe())
			continue
		}
		return e.dateOf(x, loc)
	}
	return d, false
}

func (e element) dateOf(n *document.Node, loc *time.Location) (dated, bool) {
	for _, f := range []struct {
		layout        string
		years, months int
	}{{"2006", 1, 0}, {"2006-01", 0, 1}, {"2006-01-02", 0, 0}, {time.RFC3339, 0, 0}, {"2006-01-02T15:04:05", 0, 0}} {
		t, err := time.ParseInLocation(f.layout, n.Text, loc)
		if err != nil {
			continue
		}
		d := dated{n.Text, day(t.In(loc)), day(t.In(loc))}
		if f.years+f.months > 0 {
			d.last = d.first.AddDate(f.years, f.months, -1)
		}
		return d, true
	}
	e.At(n, "%q is no date; write 2006, 2006-01, 2006-01-02 or with a time and its zone", document.Shorten(n.Text))
	return dated{}, false
}

// day is a time without its hours, in days that are all of 24 hours.
func day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// ever is the last day of a period that has no end.
func ever() time.Time { return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) }

// span is as date, but for a period the days from its start to its end: what lasted until last week
// is not as old as its beginning.
func (e element) span(n *document.Node, loc *time.Location, keys ...string) (dated, bool) {
	d, ok := e.date(n, loc, keys...)
	for _, key := range keys {
		x := n.Get(key)
		if x == nil || x.Kind == document.Null {
			continue
		}
		if x.Kind != document.Mapping || x.Get("start") == nil || !ok {
			break
		}
		end := e.of(x, "end", document.Text, "a date")
		if end == nil {
			d.last = ever()
			break
		}
		if last, fine := e.dateOf(end, loc); !fine || last.last.After(d.last) {
			d.text += "/" + end.Text
			if d.last = last.last; !fine {
				d.last = ever()
			}
		}
		break
	}
	return d, ok
}

// days returns how many days before another day the date is, at the least: the newest that it can
// be.
func (d dated) days(asOf time.Time) int { return int(asOf.Sub(d.last).Hours() / 24) }

// exact reports whether the date is one of a day.
func (d dated) exact() bool { return d.first.Equal(d.last) }

// variants are the systems of ICD-10, by the addresses that records give them.
func variant(system string) (codes.Variant, bool) {
	switch system {
	case "http://hl7.org/fhir/sid/icd-10", "urn:oid:2.16.840.1.113883.6.3":
		return codes.WHO, true
	case "http://hl7.org/fhir/sid/icd-10-cm", "urn:oid:2.16.840.1.113883.6.90":
		return codes.CM, true
	case "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "http://fhir.de/CodeSystem/dimdi/icd-10-gm":
		return codes.GM, true
	}
	return "", false
}

func isSNOMED(system string) bool {
	return system == "http://snomed.info/sct" || system == "urn:oid:2.16.840.1.113883.6.96"
}

func isATC(system string) bool {
	return system == "http://www.whocc.no/atc" || system == "http://fhir.de/CodeSystem/bfarm/atc" ||
		system == "http://fhir.de/CodeSystem/dimdi/atc" || system == "urn:oid:2.16.840.1.113883.6.73"
}

func isRxNorm(system string) bool {
	return system == "http://www.nlm.nih.gov/research/umls/rxnorm" || system == "urn:oid:2.16.840.1.113883.6.88"
}

func isLOINC(system string) bool {
	return system == "http://loinc.org" || system == "urn:oid:2.16.840.1.113883.6.1"
}
