package codes_test

import (
	"encoding/csv"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/codes"
)

var loaded = sync.OnceValues(func() (*screening.Screener, error) { return screening.New() })

// shipped are the tables that come with the library, and whole those with the licensed folder.
var (
	shipped = sync.OnceValues(func() (*codes.Tables, error) { return tablesOf() })
	whole   = sync.OnceValues(func() (*codes.Tables, error) { return tablesOf(os.DirFS(licensed)) })
)

func tablesOf(more ...fs.FS) (*codes.Tables, error) {
	s, err := loaded()
	if err != nil {
		return nil, err
	}
	return codes.New(s.Rules(), more...)
}

func newTables(t testing.TB) *codes.Tables { return opened(t, shipped) }

func wholeTables(t testing.TB) *codes.Tables { return opened(t, whole) }

func opened(t testing.TB, open func() (*codes.Tables, error)) *codes.Tables {
	t.Helper()
	x, err := open()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// licensed is the folder of concepts that are not in the Global Patient Set.
const licensed = "../../examples/fhir/snomed"

// said writes rows as the cases have them: fact! is proposed, fact? asked.
func said(outcome codes.Outcome, rows []codes.Row) string {
	switch outcome {
	case codes.Unknown:
		return "unknown"
	case codes.Harmless:
		return "none"
	}
	var out []string
	for _, r := range rows {
		text := r.Fact + "?"
		if r.Proposes {
			text = r.Fact + "!"
			if r.Value != "yes" {
				text += r.Value
			}
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// older are the named facts that the tables have rows of.
func older(x *codes.Tables, facts string) string {
	var out []string
	for f := range strings.FieldsSeq(facts) {
		name, rest := f, ""
		if at := strings.IndexAny(f, "?!"); at >= 0 {
			name, rest = f[:at], f[at:]
		}
		if !slices.Contains(x.Missing(), name) {
			out = append(out, name+rest)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		return strings.Compare(strings.TrimRight(a, "?!"), strings.TrimRight(b, "?!"))
	})
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, " ")
}

// The cases were written with the tables, from the labels, before any program read them.
func TestCases(t *testing.T) {
	x := wholeTables(t)
	f, err := os.Open("testdata/cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		system, code, want := r[0], r[1], older(x, r[3])
		var got string
		switch system {
		case "snomed":
			m := x.SNOMED(code, nil)
			got = said(m.Outcome, m.Rows)
		case "drug":
			got = "unknown"
			for _, d := range x.Drugs(code) {
				if text := said(d.Outcome, d.Rows); got == "unknown" || got == "none" {
					got = text
				} else if text != "none" && text != got {
					got += " " + text
				}
			}
		default:
			m := x.ICD10(codes.Variant(strings.TrimPrefix(system, "icd10-")), code)
			got = said(m.Outcome, m.Rows)
			if want != "unknown" && m.Code != r[2] {
				t.Errorf("%s %s: found by %s, want %s", system, code, m.Code, r[2])
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s (%s) mismatch (-want +got):\n%s", system, code, r[4], diff)
		}
	}
}

// The rules have every fact that the tables speak of, and every value of a list.
func TestMissingFacts(t *testing.T) {
	if missing := wholeTables(t).Missing(); len(missing) > 0 {
		t.Errorf("nothing asks for %v", missing)
	}
}

func TestAncestorsCountOnlyWhereTheyHoldForAllBelow(t *testing.T) {
	x := wholeTables(t)
	above := func(string) []string { return []string{"73211009"} }
	if m := x.SNOMED("999999999", nil); m.Outcome != codes.Unknown {
		t.Errorf("without ancestors: %v", m)
	}
	if m := x.SNOMED("999999999", above); m.Code != "73211009" {
		t.Errorf("below diabetes: %v", m)
	}
	mixed := func(string) []string { return []string{"15777000", "73211009"} }
	if m := x.SNOMED("999999999", mixed); m.Outcome != codes.Unknown {
		t.Errorf("the nearest is not marked: %v", m)
	}
}

// Concepts outside the Global Patient Set come with the licensed folder, and are unknown without.
func TestLicensedConcepts(t *testing.T) {
	if m := newTables(t).SNOMED("15777000", nil); m.Outcome != codes.Unknown {
		t.Errorf("without the folder: %v", m)
	}
	if m := wholeTables(t).SNOMED("15777000", nil); m.Outcome != codes.Harmless {
		t.Errorf("with the folder: %v", m)
	}
}

// Every row that says something says how it was verified: by itself, or by the code that a rule found.
func TestEveryRowIsVerified(t *testing.T) {
	x := wholeTables(t)
	verified := func(system, code string, rows []codes.Row, by ...string) {
		for _, r := range rows {
			if !slices.ContainsFunc(by, func(p string) bool { return strings.HasPrefix(r.Status, p) }) {
				t.Errorf("%s %s says of %s without a word on how that is known: %q", system, code, r.Fact, r.Status)
			}
		}
	}
	for _, tt := range []struct {
		file, column string
		look         func(string) codes.Match
		by           []string
	}{
		{"data/icd10.csv", "code", func(c string) codes.Match { return x.ICD10(codes.CM, c) }, []string{"V:", "M"}},
		{"data/atc.csv", "code", x.ATC, []string{"V:", "M"}},
		{"data/snomed.csv", "concept", func(c string) codes.Match { return x.SNOMED(c, nil) }, []string{"V:", "M"}},
		{"data/snomed_more.csv", "concept", func(c string) codes.Match { return x.SNOMED(c, nil) }, []string{"R:"}},
		{licensed + "/snomed.csv", "concept", func(c string) codes.Match { return x.SNOMED(c, nil) }, []string{"V:", "M"}},
		{licensed + "/snomed_more.csv", "concept", func(c string) codes.Match { return x.SNOMED(c, nil) }, []string{"R:"}},
		{"data/devices.csv", "words", func(words string) codes.Match {
			for _, resource := range []string{"Device", "Procedure", "Condition"} {
				if m := x.Words(resource, words); m != nil {
					return m[0]
				}
			}
			return codes.Match{}
		}, []string{"M"}},
		{"data/loinc.csv", "code", func(c string) codes.Match {
			m, _ := x.LOINC(c)
			return m.Match
		}, []string{"V:", "M"}},
		{"data/drugs.csv", "name", func(c string) codes.Match {
			d := x.Drugs(c)
			if len(d) == 0 {
				return codes.Match{}
			}
			return d[0].Match
		}, []string{"V:", "M"}},
	} {
		f, err := os.Open(tt.file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := slices.Index(rows[0], tt.column)
		seen := map[string]bool{}
		for _, r := range rows[1:] {
			if code := r[at]; !seen[code] {
				seen[code] = true
				verified(tt.file, code, tt.look(code).Rows, tt.by...)
			}
		}
	}
}

func TestNumbersNeedTheirUnit(t *testing.T) {
	x := newTables(t)
	for _, tt := range []struct {
		code   string
		number float64
		unit   string
		want   float64
		ok     bool
	}{
		{"8310-5", 98.6, "[degF]", 37, true},
		{"8310-5", 36.8, "Cel", 36.8, true},
		{"8310-5", 36.8, "", 0, false},
		{"8310-5", 36.8, "cel", 0, false},
		{"8480-6", 16, "kPa", 120, true},
		{"8480-6", 120, "mmHg", 0, false},
		{"777-3", 250000, "/uL", 250, true},
	} {
		m, ok := x.LOINC(tt.code)
		if !ok {
			t.Fatalf("%s is not known", tt.code)
		}
		if got, ok := m.Value(tt.number, tt.unit); got != tt.want || ok != tt.ok {
			t.Errorf("%s %g %q: got %g, %t, want %g, %t", tt.code, tt.number, tt.unit, got, ok, tt.want, tt.ok)
		}
	}
}

// What a text denies is denied as far as the piece of it goes.
func TestDeniedDevices(t *testing.T) {
	x := newTables(t)
	for _, tt := range []struct{ text, want string }{
		{"pacemaker", "pacemaker!"},
		{"No pacemaker", ""},
		{"No diabetes; pacemaker", "pacemaker!"},
		{"No diabetes. Pacemaker since 2019", "pacemaker!"},
		{"no diabetes but pacemaker", "pacemaker!"},
		{"denies diabetes\npacemaker", "pacemaker!"},
		{"No pacemaker, defibrillator", "defibrillator?"},
		{"no diabetes, pacemaker; pacemaker checked", "pacemaker!"},
		{"ohne Herzschrittmacher", ""},
		{"pacemaker, no defibrillator", "pacemaker!"},
		{"Mother has a pacemaker", ""},
		{"Family history of stroke; pacemaker", "pacemaker!"},
		{"has never had a pacemaker", ""},
		{"Pacemaker: none", "pacemaker?"},
		{"Pacemaker removed 2020; defibrillator", "pacemaker?defibrillator!"},
	} {
		got := ""
		for _, m := range x.Words("Device", tt.text) {
			mark := "?"
			if slices.ContainsFunc(m.Rows, func(r codes.Row) bool { return r.Proposes }) {
				mark = "!"
			}
			got += m.Code + mark
		}
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func FuzzText(f *testing.F) {
	x := newTables(f)
	for _, s := range []string{"Marcumar", "I10", "i10.9*", "", "Hydrocortisone 25 MG/ML Rectal Cream", "ÄÖÜ\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x.Drugs(s)
		x.ATC(s)
		x.SNOMED(s, nil)
		x.Words("Procedure", s)
		x.Places(s)
		for _, v := range []codes.Variant{codes.WHO, codes.CM, codes.GM} {
			x.ICD10(v, s)
		}
	})
}
