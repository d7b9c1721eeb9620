package codes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

//go:embed data/*.csv
var builtIn embed.FS

// Outcome is what the tables know of a code.
type Outcome uint8

// The outcomes.
const (
	Unknown  Outcome = iota // zero value: in no table, which says nothing
	Harmless                // looked at: no fact of the vocabulary speaks of it
	Speaks                  // of one fact or several
)

// String returns the outcome in lower case.
func (o Outcome) String() string {
	return []string{"unknown", "known, nothing to ask", "speaks"}[min(o, Speaks)]
}

// Row is what one code says of one fact.
type Row struct {
	Fact     string
	Value    string // what it proposes: yes or a value of the list; empty where it only asks
	Proposes bool
	Note     string // for developers
	// Status says how it was verified: V: and where it was seen, M for from memory, or R: and the
	// ICD-10 code by which a rule found the concept, with the status of that.
	Status string
}

// Match is what was found for a code. The zero value is unknown.
type Match struct {
	Outcome Outcome
	Code    string // the row of the table: I60-I64 for I63.9
	Label   string // what it stands for, in our words
	Rows    []Row  // by fact, each once; none unless Outcome is Speaks
	// Late says that the code is one of a late effect (a US code that ends in S): what it asks of a
	// recent injury is over.
	Late bool
	// Private says that the code tells of mind, HIV, abuse or substances: its question may be
	// asked, but no screen says that a record was the reason.
	Private bool
}

// Ancestors returns the concepts above a SNOMED CT concept, the nearest first. It comes from a
// terminology that the caller is licensed for.
type Ancestors func(concept string) []string

// Ingredients returns the RxCUI of the ingredients of a drug.
type Ingredients func(rxcui string) []string

// Tables are the code tables bound to the facts of one rule set.
type Tables struct {
	bound   map[string]*policy.Fact // the facts of the rules
	facts   map[string]string       // a fact of the tables by what stands for it in the rules
	windows map[string]Window
	icd     map[string][]icdEntry // by the bare first end
	atc     map[atcKey]Match
	snomed  map[string]concept
	more    map[string]string // concept to ICD-10
	names   map[string][]drugRow
	longest int // words of a name
	rxcui   map[string][]drugRow
	loinc   map[string]Measure
	devices []device
	missing map[string]bool
	places  []string            // of the rules
	sites   map[string][]string // places by the words of a part of the body

	longestSite int // words of the name of a part of the body
}

type concept struct {
	Match
	below bool
}

// New reads the built-in tables, and after them the files of more folders that a licensed host
// adds: snomed.csv and snomed_more.csv in the same columns. The error has every row that cannot be
// read or would say more than a code can, by file and line.
//
// A row whose fact the rules do not have stands for the fact that facts.csv names before it, or is
// left out and listed by [Tables.Missing].
func New(set *policy.Set, more ...fs.FS) (*Tables, error) {
	if set == nil {
		return nil, errors.New("codes: the tables are bound to a rule set")
	}
	l := newLoader(set.Facts())
	data := l.builtIn()
	l.each(data, "atc.csv", l.atcRow)
	l.each(data, "drugs.csv", l.drugRow)
	l.each(data, "loinc.csv", l.loincRow)
	l.each(data, "devices.csv", l.deviceRow)
	l.each(data, "places.csv", l.placeRow)
	l.each(data, "snomed.csv", l.snomedRow)
	l.each(data, "snomed_more.csv", l.moreRow)
	for _, files := range more {
		l.each(files, "snomed.csv", l.snomedRow)
		l.each(files, "snomed_more.csv", l.moreRow)
	}
	return l.Tables, errors.Join(l.errs...)
}

// newLoader returns what reads tables for the facts of some rules.
func newLoader(facts []policy.Fact) *loader {
	t := &Tables{
		bound: map[string]*policy.Fact{}, facts: map[string]string{}, windows: map[string]Window{},
		icd: map[string][]icdEntry{},
		atc: map[atcKey]Match{}, snomed: map[string]concept{}, more: map[string]string{},
		names: map[string][]drugRow{}, rxcui: map[string][]drugRow{}, loinc: map[string]Measure{},
		missing: map[string]bool{}, sites: map[string][]string{},
	}
	for i := range facts {
		t.bound[facts[i].Name] = &facts[i]
		if facts[i].Places && t.places == nil {
			for _, v := range facts[i].Values {
				t.places = append(t.places, v.Name)
			}
		}
	}
	return &loader{Tables: t}
}

// builtIn reads the table of ICD-10, and returns the folder of all.
func (l *loader) builtIn() fs.FS {
	data, err := fs.Sub(builtIn, "data")
	if err != nil {
		l.errs = append(l.errs, err)
		return builtIn
	}
	l.each(data, "facts.csv", l.fact)
	l.each(data, "icd10.csv", l.icdRow)
	return data
}

// Listed returns the ICD-10 codes, as the WHO has them, that the built-in tables have for each of
// some facts, for a listing of them: under system, in the order of what they say. Which of them
// counts for a code of a record is for [Tables.ICD10] to find.
func Listed(facts []policy.Fact, system string) ([][]policy.Code, error) {
	l := newLoader(facts)
	l.builtIn()
	by := map[string][]policy.Code{}
	for _, letter := range slices.Sorted(maps.Keys(l.icd)) {
		for i := range l.icd[letter] {
			e := &l.icd[letter][i]
			if !e.counts(WHO) || slices.ContainsFunc(l.icd[letter], func(o icdEntry) bool {
				return o.Code == e.Code && o.counts(WHO) && e.system == "any" && o.system != "any"
			}) {
				continue
			}
			for _, r := range e.Rows {
				by[r.Fact] = append(by[r.Fact], policy.Code{System: system, Code: e.Code, Says: e.Label,
					Status: r.Status, Proposes: r.Proposes && r.Value == "yes"})
			}
		}
	}
	out := make([][]policy.Code, len(facts))
	for i := range facts {
		out[i] = by[facts[i].Name]
		slices.SortStableFunc(out[i], func(a, b policy.Code) int { return strings.Compare(a.Says, b.Says) })
	}
	return out, errors.Join(l.errs...)
}

// Missing returns the facts that the tables speak of and the rules do not have, whose rows are left
// out, and the values of lists, as fact=value, whose rows only ask. The order is alphabetical.
func (t *Tables) Missing() []string { return slices.Sorted(maps.Keys(t.missing)) }

// Window returns how old an entry may be to make a fact worth asking.
func (t *Tables) Window(fact string) Window { return t.windows[fact] }

// Window is how old an entry may be that makes a fact worth asking. The zero value is no limit.
type Window struct {
	Days   int  // at most; 0 with Visit false is no limit
	Visit  bool // of this visit only
	Basis  string
	Active bool // an order in force
}

// row adds what one line of a table says to a match. The code beside a fact that the rules do not
// have is known all the same.
func (l *loader) row(m *Match, r record) {
	m.Outcome = max(m.Outcome, Harmless)
	if m.Label == "" {
		m.Label = r.get("label")
	}
	switch r.get("relation") {
	case "none":
		return
	case "asks", "proposes":
	default:
		r.fault("unknown relation %q; write asks, proposes or none", r.get("relation"))
		return
	}
	name, ok := l.known(r.get("fact"))
	if !ok {
		return
	}
	out := Row{Fact: name, Note: r.get("note"), Status: r.get("status")}
	if r.get("relation") == "proposes" {
		f, value := l.bound[name], r.get("value")
		if fault := faultOf(f, value); fault != "" {
			r.fault("%s: %s", name, fault)
			return
		}
		if out.Proposes = f.Kind == policy.YesNo || has(f, value); out.Proposes {
			out.Value = value
		} else {
			l.missing[name+"="+value] = true // the fact is asked without it
		}
	}
	m.Outcome = Speaks
	for i, x := range m.Rows {
		if x.Fact == name {
			if out.Proposes {
				m.Rows[i] = out
			}
			return
		}
	}
	m.Rows = append(m.Rows, out)
	slices.SortFunc(m.Rows, func(a, b Row) int { return strings.Compare(a.Fact, b.Fact) })
}

// faultOf says why a code must not propose a value, or nothing: no, a none, a safe value and the
// yes of a protective fact would calm.
func faultOf(f *policy.Fact, value string) string {
	switch {
	case f.Kind == policy.YesNo && value != "yes":
		return fmt.Sprintf("a code proposes yes or nothing, not %q", value)
	case f.Kind == policy.YesNo && f.Risk == policy.RiskLess:
		return "its yes would calm, which no code does"
	case f.Kind == policy.YesNo:
		return ""
	case f.Kind == policy.Whole || f.Kind == policy.Decimal:
		return "a code proposes no number"
	case value == f.None || slices.Contains(f.Safe, value):
		return fmt.Sprintf("%q would calm, which no code does", value)
	case value == "" || value == "yes":
		return fmt.Sprintf("%q is no value of a list", value)
	}
	return ""
}

func has(f *policy.Fact, value string) bool {
	return slices.ContainsFunc(f.Values, func(v policy.Value) bool { return v.Name == value })
}

// known returns the fact of the rules that a fact of the tables stands for, and whether there is
// one.
func (l *loader) known(fact string) (string, bool) {
	if name := l.facts[fact]; name != "" {
		return name, true
	}
	if _, ok := l.bound[fact]; ok {
		return fact, true
	}
	l.missing[fact] = true
	return "", false
}
