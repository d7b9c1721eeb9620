package codes

import "slices"

func (l *loader) snomedRow(r record) {
	id := r.get("concept")
	c := l.snomed[id]
	c.Code, c.below = id, c.below || r.get("below") == "yes"
	c.Private = c.Private || private(bare(r.get("icd10")))
	l.row(&c.Match, r)
	l.snomed[id] = c
}

func (l *loader) moreRow(r record) { l.more[r.get("concept")] = r.get("icd10") }

// SNOMED looks a concept up: in the table of chosen ones, then by the ICD-10 code that the larger
// table gives it, which is read as a US one. With ancestors the nearest that stands in the first
// table counts, but only if its meaning holds for everything below it.
func (t *Tables) SNOMED(concept string, ancestors Ancestors) Match {
	if m, ok := t.concept(concept); ok {
		return m
	}
	if ancestors == nil {
		return Match{}
	}
	for _, above := range ancestors(concept) {
		if c, ok := t.snomed[above]; ok {
			if c.below {
				return c.Match
			}
			return Match{}
		}
	}
	return Match{}
}

func (t *Tables) concept(id string) (Match, bool) {
	if c, ok := t.snomed[id]; ok {
		return c.Match, true
	}
	code, ok := t.more[id]
	if !ok {
		return Match{}, false
	}
	m := t.ICD10(CM, code)
	if m.Outcome == Unknown {
		m = t.rangeOf(code)
	}
	m.Rows = slices.Clone(m.Rows)
	for i := range m.Rows {
		m.Rows[i].Status = "R:" + code + ", " + m.Rows[i].Status // what was verified is the code, not the way to it
	}
	return m, m.Outcome != Unknown
}

// rangeOf finds an entry by the words of the table, such as C00-C97.
func (t *Tables) rangeOf(code string) Match {
	if code == "" {
		return Match{}
	}
	for i := range t.icd[code[:1]] {
		if e := &t.icd[code[:1]][i]; e.Code == code && e.counts(CM) {
			return e.Match
		}
	}
	return Match{}
}
