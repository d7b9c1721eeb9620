package fhir

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Case says what the resources of a decision are called, and whom they are about.
type Case struct {
	Base       string                // address of codes and resources, without a slash at its end
	ID         string                // of the decision, up to 24 letters, digits or -; ids of resources begin with it
	Subject    string                // reference of the client, such as Patient/1
	At         string                // when it was decided, with seconds and a zone: 2026-03-01T15:00:00Z
	By         string                // reference of who verified it; empty for nobody
	Response   string                // reference of the response that was answered; empty for none
	Clearances []screening.Clearance // those that were decided with
}

// Outcome is a decision in FHIR.
type Outcome struct {
	Issues     []DetectedIssue
	Guidance   GuidanceResponse
	Provenance Provenance
	base, at   string
}

// Of FHIR itself.
const (
	confidential = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
	takesPart    = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
)

var caseID = regexp.MustCompile(`^[A-Za-z0-9-]{1,24}$`)

// Report writes a decision as resources: an issue for each rule that holds and for each that unsure
// answers alone leave possible, the guidance as a whole with the questions that can still change
// it, and where both come from. Questions are those of the screener for the same intake.
//
//	severity   high      absolute, or to be seen today or now
//	           moderate  relative, temporary
//	           low       precaution
//	status     success         settled
//	           data-required   a question decides first
//	           data-requested  an answer can still change what to do
//
// Issues of private facts are marked restricted, and a guidance that tells of a disagreement of
// one. The error is a [*document.Error] with what is wrong with c.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func Report(s *screening.Screener, c Case, d screening.Decision, questions []screening.Question) (Outcome, error) {
	var p document.Problems
	fault := p.In
	at, err := time.ParseInLocation(time.RFC3339, c.At, time.UTC)
	if err != nil {
		fault("At", "%q is no time with seconds and a zone, such as 2026-03-01T15:00:00Z", document.Shorten(c.At))
	}
	if !caseID.MatchString(c.ID) {
		fault("ID", "%q is no id; write up to 24 letters, digits or -", document.Shorten(c.ID))
	}
	for _, x := range [][2]string{{"Base", c.Base}, {"Subject", c.Subject}} {
		if x[1] == "" {
			fault(x[0], "is missing")
		}
	}
	if p.Len() > 0 {
		return Outcome{}, p.Err()
	}
	w := writer{Case: c, screener: s, set: s.Rules(), at: at}
	o := Outcome{base: c.Base, at: c.At}
	for _, f := range d.Findings {
		o.Issues = append(o.Issues, w.finding(f))
	}
	for _, x := range d.Open {
		if len(x.WaitsFor) == 0 && len(x.Unsure) > 0 {
			o.Issues = append(o.Issues, w.unsure(x))
		}
	}
	o.Guidance = w.guidance(d, questions, o.Issues)
	o.Provenance = w.provenance(d, o)
	return o, nil
}

// Bundle holds everything, as a collection.
func (o Outcome) Bundle() Bundle {
	b := Bundle{ResourceType: "Bundle", Type: "collection", Timestamp: o.at}
	add := func(kind, id string, x any) {
		b.Entry = append(b.Entry, BundleEntry{o.base + "/" + kind + "/" + id, x})
	}
	add("GuidanceResponse", o.Guidance.ID, o.Guidance)
	for _, x := range o.Issues {
		add("DetectedIssue", x.ID, x)
	}
	add("Provenance", o.Provenance.ID, o.Provenance)
	return b
}

type writer struct {
	Case
	screener *screening.Screener
	set      *policy.Set
	at       time.Time
}

// id is one that FHIR allows. Of a name that is too long the end tells it apart.
func (w writer) id(name string) string {
	name = strings.NewReplacer(".", "-", "_", "-").Replace(name)
	if most := 63 - len(w.ID); len(name) > most {
		name = name[:most-9] + "-" + fmt.Sprintf("%08x", sum(name))
	}
	return w.ID + "-" + name
}

// sum is FNV-1a.
func sum(text string) uint32 {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return h
}

func (w writer) code(of, code, display string) Coding {
	return Coding{w.Base + "/CodeSystem/" + of, code, display}
}

func severity(k screening.Kind, u screening.Urgency) string {
	switch {
	case k == screening.KindAbsolute, u >= screening.UrgencySameDay:
		return "high"
	case k == screening.KindRelative, k == screening.KindTemporary:
		return "moderate"
	}
	return "low"
}

func (w writer) issue(rule, says string, k screening.Kind, u screening.Urgency) DetectedIssue {
	return DetectedIssue{
		ResourceType: "DetectedIssue", ID: w.id(rule), Severity: severity(k, u), Identified: w.At,
		Code:    Concept{[]Coding{w.code("rule", rule, "")}, says},
		Patient: Reference{Reference: w.Subject},
	}
}

func (w writer) finding(f screening.Finding) DetectedIssue {
	x := w.issue(f.Rule, f.Says, f.Kind, f.Urgency)
	x.Status, x.Detail = "final", strings.TrimSpace(f.Rationale+" ("+f.Grade+")")
	for _, r := range f.Regions {
		x.Extension = append(x.Extension, Extension{URL: w.Base + "/StructureDefinition/region", Code: r})
	}
	var facts []string
	for _, e := range f.Facts {
		facts = append(facts, e.Fact)
		x.Evidence = append(x.Evidence, w.evidence(e.Fact, e.Answer))
	}
	if f.Instead != "" {
		x.Mitigation = append(x.Mitigation, Mitigation{Action: Concept{Text: f.Instead}})
	}
	for _, c := range w.Clearances {
		if f.Cleared && slices.Contains(w.screener.Covered(c), f.Rule) {
			x.Mitigation = append(x.Mitigation, Mitigation{
				Action: Concept{[]Coding{w.code("mitigation", "cleared", "")}, "Cleared"},
				Date:   w.at.AddDate(0, 0, -c.DaysAgo).Format("2006-01-02"), Author: &Reference{Display: cmp.Or(c.By, c.Role)},
			})
		}
	}
	x.Meta = w.meta(facts)
	return x
}

// unsure is a rule that nobody knows whether it holds.
func (w writer) unsure(o screening.OpenRule) DetectedIssue {
	says := o.Says
	if says == "" {
		says = o.Rule
	}
	x := w.issue(o.Rule, says, o.Kind, o.Urgency)
	x.Status, x.Detail, x.Meta = "preliminary", o.Reason, w.meta(o.Unsure)
	for _, fact := range o.Unsure {
		x.Evidence = append(x.Evidence, w.evidence(fact, "unsure"))
	}
	if o.Instead != "" {
		x.Mitigation = []Mitigation{{Action: Concept{Text: o.Instead}}}
	}
	return x
}

func (w writer) evidence(fact, answer string) Ground {
	return Ground{[]Concept{{[]Coding{w.code("fact", fact, "")}, fact + ": " + answer}}}
}

// meta marks what rests on private facts.
func (w writer) meta(facts []string) *Meta {
	if !slices.ContainsFunc(facts, func(name string) bool { return Private(w.set, name) }) {
		return nil
	}
	return &Meta{[]Coding{{confidential, "R", "restricted"}}}
}

func (w writer) guidance(
	d screening.Decision, questions []screening.Question, issues []DetectedIssue,
) GuidanceResponse {
	g := GuidanceResponse{
		ResourceType: "GuidanceResponse", ID: w.id("guidance"), Module: w.Base + "/PlanDefinition/screening|" +
			d.Fingerprint,
		Status: "success", Subject: Reference{Reference: w.Subject}, Occurrence: w.At,
		Output: Reference{Reference: "#decision"},
	}
	out := Parameters{ResourceType: "Parameters", ID: "decision", Parameter: []Parameter{
		{Name: "disposition", Code: d.Disposition.String()}, {Name: "floor", Code: d.Floor.String()},
		{Name: "ceiling", Code: d.Ceiling.String()}, {Name: "urgency", Code: d.Urgency.String()},
		{Name: "urgency_ceiling", Code: d.UrgencyCeiling.String()},
		{Name: "presumed", Code: d.Presumed.String()},
	}}
	for _, r := range d.Regions {
		out.Parameter = append(out.Parameter, Parameter{Name: "region", Part: []Parameter{
			{Name: "name", Code: string(r.Region)}, {Name: "disposition", Code: r.Disposition.String()},
		}})
	}
	for _, x := range d.Disagreements { // to be asked again
		out.Parameter = append(out.Parameter, Parameter{Name: "disagreement", Code: x.Fact})
	}
	for _, x := range issues {
		ref := Reference{Reference: "DetectedIssue/" + x.ID}
		out.Parameter = append(out.Parameter, Parameter{Name: "issue", Reference: &ref})
	}
	g.Contained = []Parameters{out}
	var facts []string // that the guidance tells something of; what it asks tells nothing
	for _, x := range d.Disagreements {
		facts = append(facts, x.Fact)
	}
	g.Meta = w.meta(facts)
	if !d.Settled() {
		g.Status = "data-requested"
	}
	for _, q := range questions {
		if q.Decides {
			g.Status = "data-requested"
		}
		if q.Now() {
			g.Requirement = append(g.Requirement, Requirement{"Observation", []CodeFilter{{"code",
				[]Coding{w.code("fact", q.Fact, q.Ask)}}}})
		}
	}
	if d.Disposition == screening.Clarify {
		g.Status = "data-required"
	}
	return g
}

func (w writer) provenance(d screening.Decision, o Outcome) Provenance {
	role := func(code string) Concept { return Concept{Coding: []Coding{{takesPart, code, ""}}} }
	version := func(kind, value string) DeviceVersion {
		return DeviceVersion{Concept{Coding: []Coding{w.code("fingerprint", kind, "")}}, value}
	}
	v := Provenance{
		ResourceType: "Provenance", ID: w.id("provenance"), Recorded: w.At,
		Contained: []Device{{
			ResourceType: "Device", ID: "rules", Name: []DeviceName{{"Safehands", "manufacturer-name"}},
			Version: []DeviceVersion{version("rules", d.Fingerprint), version("texts", d.TextFingerprint)},
		}},
		Target: []Reference{{Reference: "GuidanceResponse/" + o.Guidance.ID}},
		Agent:  []Agent{{role("assembler"), Reference{Reference: "#rules"}}},
	}
	for _, x := range o.Issues {
		v.Target = append(v.Target, Reference{Reference: "DetectedIssue/" + x.ID})
	}
	if w.By != "" {
		v.Agent = append(v.Agent, Agent{role("verifier"), Reference{Reference: w.By}})
	}
	if w.Response != "" {
		v.Entity = []Source{{"source", Reference{Reference: w.Response}}}
	}
	return v
}
