package fhir

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
)

// ProposalsCSV is [Proposals] for a record without FHIR: a table with a head, and one line for each
// diagnosis, drug, value, operation or device of one client. The columns are, in any order, those
// that are needed:
//
//	kind    condition, drug, value, procedure, device, allergy or patient
//	system  icd10-who, icd10-cm, icd10-gm, snomed, atc, rxnorm or loinc; an address as in FHIR is one too
//	code
//	text    what it is called; of drugs, devices and operations the words are read
//	status  active, resolved, suspected, refuted or error of a condition; what FHIR has of everything else
//	date    2026, 2026-03 or 2026-03-01: when it began, was done, issued or measured; of a patient, born
//	value   a number
//	unit    its code of UCUM
//	site    the part of the body of a condition, a procedure or what a drug is put on, in words
//
// Columns are parted by commas, or by semicolons where the head has one. Paths are line 2 and so
// on. A line that cannot be read is said with its number, and the others are read.
func ProposalsCSV(
	s *screening.Screener, table []byte, asOf time.Time, lookup Lookup,
) ([]Proposal, []PassedOver, error) {
	var p document.Problems
	r, err := newRecord(s, asOf, lookup)
	if err != nil {
		return nil, nil, err
	}
	r.bundle(lines(table, &p), &p)
	return r.proposals(), r.over, p.Err()
}

// lines makes of each line of a table the resource that says the same.
func lines(table []byte, p *document.Problems) (list []*resource) {
	if len(table) > MaxBundle {
		p.In("", "is %d bytes long; at most %d are read; split it", len(table), MaxBundle)
		return nil
	}
	text := strings.TrimPrefix(string(table), "\ufeff")
	c := csv.NewReader(strings.NewReader(text))
	if first, _, _ := strings.Cut(text, "\n"); strings.Contains(first, ";") {
		c.Comma = ';'
	}
	c.FieldsPerRecord = -1
	head, err := c.Read()
	if err != nil {
		p.In("line 1", "is no head of a table: %v", err)
		return nil
	}
	columns := []string{"kind", "system", "code", "text", "status", "date", "value", "unit", "site"}
	for i := range head {
		head[i] = strings.ToLower(strings.TrimSpace(head[i]))
		if !slices.Contains(columns, head[i]) || slices.Index(head, head[i]) != i {
			p.In("line 1", "%q is no column, or stands there twice%s",
				document.Shorten(head[i]), document.Suggest(head[i], columns))
		}
	}
	if p.Len() > 0 {
		return nil
	}
	for {
		fields, err := c.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return list
		case errors.As(err, &broken):
			p.In("line "+strconv.Itoa(broken.StartLine), "%s", broken.Err.Error())
			continue
		case err != nil:
			p.In("", "%s", err)
			return list
		}
		at, _ := c.FieldPos(0)
		path := "line " + strconv.Itoa(at)
		if len(fields) > len(head) {
			p.In(path, "has %d fields under %d columns", len(fields), len(head))
			continue
		}
		l := line{}
		for i, f := range fields {
			l[head[i]] = strings.TrimSpace(f)
		}
		x, fault := l.resource()
		if fault != "" {
			p.In(path, "%s", fault)
			continue
		}
		data, err := json.Marshal(x)
		if err != nil {
			p.In(path, "%s", err)
			continue
		}
		kind, _ := x["resourceType"].(string)
		list = append(list, &resource{path: path, kind: kind, id: path, data: data})
	}
}

// line is one of a table, by its columns.
type line map[string]string

type object = map[string]any

// resource returns what a line says as FHIR has it, or what is wrong with it.
func (l line) resource() (object, string) {
	kinds := map[string]string{
		"condition": "Condition", "drug": "MedicationStatement", "value": "Observation", "procedure": "Procedure",
		"device": "Device", "allergy": "AllergyIntolerance", "patient": "Patient",
	}
	kind := kinds[strings.ToLower(l["kind"])]
	if kind == "" {
		return nil, fmt.Sprintf("%q is no kind; write condition, drug, value, procedure, device, allergy or patient",
			document.Shorten(l["kind"]))
	}
	systems := map[string]string{
		"icd10-who": "http://hl7.org/fhir/sid/icd-10", "icd10-cm": "http://hl7.org/fhir/sid/icd-10-cm",
		"icd10-gm": "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "snomed": "http://snomed.info/sct",
		"atc": "http://www.whocc.no/atc", "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
		"loinc": "http://loinc.org",
	}
	system := systems[strings.ToLower(l["system"])]
	if system == "" && strings.Contains(l["system"], ":") {
		system = l["system"]
	}
	if system == "" && l["system"] != "" {
		return nil, fmt.Sprintf("%q is no system; write icd10-who, icd10-cm, icd10-gm, snomed, atc, rxnorm or loinc",
			document.Shorten(l["system"]))
	}
	if l["code"] != "" && system == "" && kind != "Patient" {
		return nil, fmt.Sprintf("the code %q has no system", document.Shorten(l["code"]))
	}
	concept := object{"text": l["text"]}
	if l["code"] != "" {
		concept["coding"] = []object{{"system": system, "code": l["code"]}}
	}
	x := object{"resourceType": kind}
	date := map[string]string{"Condition": "onsetDateTime", "MedicationStatement": "effectiveDateTime",
		"Observation": "effectiveDateTime", "Procedure": "performedDateTime", "AllergyIntolerance": "onsetDateTime",
		"Patient": "birthDate"}[kind]
	if l["date"] != "" && date != "" {
		x[date] = l["date"]
	}
	if site := (object{"text": l["site"]}); l["site"] != "" {
		switch kind {
		case "Condition", "Procedure":
			x["bodySite"] = []object{site}
		case "MedicationStatement":
			x["dosage"] = []object{{"site": site}}
		}
	}
	switch kind {
	case "Condition", "AllergyIntolerance":
		x["code"] = concept
		return x, l.condition(x)
	case "MedicationStatement":
		x["medicationCodeableConcept"], x["status"] = concept, orElse(l["status"], "active")
	case "Device":
		x["type"], x["status"] = concept, orElse(l["status"], "active")
	case "Procedure":
		x["code"], x["status"] = concept, orElse(l["status"], "completed")
	case "Observation":
		x["code"], x["status"] = concept, orElse(l["status"], "final")
		if _, err := strconv.ParseFloat(l["value"], 64); err != nil {
			return nil, fmt.Sprintf("%q is no number", document.Shorten(l["value"]))
		}
		x["valueQuantity"] = object{"value": json.Number(l["value"]), "code": l["unit"]}
	}
	return x, ""
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// condition sets the two statuses of a condition or an allergy.
func (l line) condition(x object) string {
	status := func(key, code string) { x[key] = object{"coding": []object{{"code": code}}} }
	switch l["status"] {
	case "", "active":
	case "resolved":
		status("clinicalStatus", "resolved")
	case "suspected":
		status("verificationStatus", "provisional")
	case "refuted":
		status("verificationStatus", "refuted")
	case "error":
		status("verificationStatus", "entered-in-error")
	default:
		return fmt.Sprintf("%q is no status of a condition; write active, resolved, suspected, refuted or error",
			document.Shorten(l["status"]))
	}
	return ""
}
