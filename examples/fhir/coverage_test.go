package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/fhir"
)

// list reads one of the public lists; its README says where they come from, and how it was judged what
// in them is of a massage.
func list(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata/lists", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, column := range all[0] {
			row[column] = r[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// alone are the proposals of a record with one entry.
func (r reader) alone(t *testing.T, entry map[string]any) []fhir.Proposal {
	t.Helper()
	bundle := map[string]any{"resourceType": "Bundle", "entry": []any{map[string]any{"resource": entry}}}
	data, err := json.Marshal(bundle)
	if err != nil {
		t.Fatal(err)
	}
	proposals, _, err := fhir.Proposals(r.screener, data, r.asOf, r.lookup)
	if err != nil {
		t.Errorf("%s: %v", data, err)
	}
	return proposals
}

func condition(system, code string) map[string]any {
	return map[string]any{"resourceType": "Condition", "onsetDateTime": visitDay.Format("2006-01-02"),
		"code": map[string]any{"coding": []any{map[string]any{"system": system, "code": code}}}}
}

func medicine(text string) map[string]any {
	return map[string]any{"resourceType": "MedicationRequest", "status": "active", "intent": "order",
		"medicationCodeableConcept": map[string]any{"text": text}}
}

// Of the public lists the share that speaks of a fact does not fall below what is promised. What is of
// no massage proposes nothing, and asks nothing either, but for what asked.csv lists with a reason.
func TestCoverage(t *testing.T) {
	mayAsk, asked := map[string]bool{}, map[string]bool{}
	for _, row := range list(t, "asked.csv") {
		if row["reason"] == "" {
			t.Errorf("%s asks %s for no reason", row["code"], row["fact"])
		}
		mayAsk[row["file"]+" "+row["code"]+" "+row["fact"]] = true
	}
	for _, tt := range []struct {
		name, file, column string
		from               func() (reader, error)
		least              float64 // POLICY of the tables: what a clinic may rely on
		entry              func(string) map[string]any
	}{
		{"ICD-10 of hospitals", "icd10.csv", "code", shipped, 0.85,
			func(code string) map[string]any { return condition("http://hl7.org/fhir/sid/icd-10", code) }},
		{"SNOMED CT of problem lists, as shipped", "snomed.csv", "concept", shipped, 0.80,
			func(code string) map[string]any { return condition("http://snomed.info/sct", code) }},
		{"SNOMED CT of problem lists, licensed", "snomed.csv", "concept", licensed, 0.95,
			func(code string) map[string]any { return condition("http://snomed.info/sct", code) }},
		{"drugs", "drugs.csv", "name", shipped, 0.95, medicine},
		{"brands", "drugs.csv", "brand", shipped, 0.95, medicine},
	} {
		r := newTestReader(t, tt.from)
		relevant, speaks, entries, spoken := 0, 0, 0, 0
		var silent []string
		for _, row := range list(t, tt.file) {
			code, n := row[tt.column], 1
			if row["entries"] != "" {
				var err error
				if n, err = strconv.Atoi(row["entries"]); err != nil {
					t.Fatal(err)
				}
			}
			proposals := r.alone(t, tt.entry(code))
			switch row["relevant"] {
			case "yes":
				relevant, entries = relevant+1, entries+n
				if len(proposals) > 0 {
					speaks, spoken = speaks+1, spoken+n
				} else {
					silent = append(silent, strings.TrimSpace(code+" "+row["label"]))
				}
			case "no":
				for _, p := range proposals {
					key := tt.file + " " + code + " " + p.Fact
					if asked[key] = true; p.Value.Asked() || !mayAsk[key] {
						t.Errorf("%s: %s %s is of no massage, and proposes %s: %v", tt.name, code, row["label"], p.Fact, p.Value)
					}
				}
			case "doubtful": // counts for neither
			default:
				t.Fatalf("%s: %s is relevant %q", tt.file, code, row["relevant"])
			}
		}
		if share := float64(speaks) / float64(relevant); share < tt.least {
			t.Errorf("%s: %.3f of what is relevant speaks, which is less than %.2f", tt.name, share, tt.least)
		}
		t.Logf("%s: %d of %d relevant speak (%d of %d entries); silent: %s", tt.name, speaks, relevant, spoken, entries,
			strings.Join(silent, ", "))
	}
	for key := range mayAsk {
		if !asked[key] {
			t.Errorf("asked.csv lists %s, which is not asked any more", key)
		}
	}
}

// Six observations of a public generator of records, each as it stands there.
func TestObservationsOfAList(t *testing.T) {
	r := newTestReader(t, shipped)
	observation := func(code string) map[string]any {
		return map[string]any{"resourceType": "Observation", "status": "final",
			"effectiveDateTime": visitDay.Format("2006-01-02"),
			"code":              map[string]any{"coding": []any{map[string]any{"system": "http://loinc.org", "code": code}}}}
	}
	quantity := func(into map[string]any, row map[string]string) {
		into["valueQuantity"] = map[string]any{"value": json.Number(row["value"]), "unit": row["unit"],
			"system": "http://unitsofmeasure.org", "code": row["unit"]}
	}
	rows, found := list(t, "loinc.csv"), 0
	var parts []any
	for _, row := range rows {
		entry, want := observation(row["code"]), strings.Fields(row["facts"])
		if row["value"] != "" {
			quantity(entry, row)
			if strings.HasPrefix(row["facts"], "bp.") {
				parts = append(parts, entry)
			}
		} else {
			entry["component"] = parts // of the panel, which stands behind them
		}
		said := map[string]bool{}
		for _, p := range r.alone(t, entry) {
			said[p.Fact] = p.Value.Asked()
		}
		all := len(want) > 0
		for _, fact := range want {
			all = all && said[fact]
		}
		if all {
			found++
		} else {
			t.Errorf("%s: says %v, want %v", row["code"], said, want)
		}
	}
	if found != 6 || len(rows) != 6 {
		t.Errorf("%d of %d", found, len(rows))
	}
}
