package fhir

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// bundle reads the resources of one patient.
func (r *record) bundle(list []*resource, p *document.Problems) {
	readers := map[string]func(element, *document.Node){
		"Condition": r.condition, "Observation": r.observation, "MedicationRequest": r.medication,
		"MedicationStatement": r.medication, "Procedure": r.procedure, "Device": r.device,
		"AllergyIntolerance": r.allergy, "Patient": r.birth,
	}
	var others []PassedOver
	for _, x := range list {
		if readers[x.kind] == nil && x.kind != "Medication" {
			i := slices.IndexFunc(others, func(o PassedOver) bool { return o.Resource == x.kind })
			if i < 0 {
				i = len(others)
				others = append(others, PassedOver{Resource: x.kind, Why: "is of a type that is not read"})
			}
			others[i].Count++
			continue
		}
		x.node = x.read(p, nil)
		for _, id := range []string{x.id, x.fullURL} {
			if id != "" && r.known[id] == nil {
				r.known[id] = x
			}
		}
		switch {
		case x.kind != "Patient":
		case r.patient != nil && !r.patient.same(x):
			p.In(x.path, "is a second patient, %s; a bundle tells of one", document.Shorten(x.id))
			return
		default:
			r.patient = x
		}
	}
	for _, x := range list {
		if read := readers[x.kind]; read != nil && x.node != nil {
			r.at = x
			x.read(p, func(e element) {
				r.contained(e, x.node)
				switch {
				case x.node.Get("modifierExtension") != nil || x.node.Get("implicitRules") != nil:
					r.unread("", "is changed in a way that is not known")
				case x.kind == "Patient" || r.about(e, x.node):
					read(e, x.node)
				}
			})
		}
	}
	r.settle()
	r.over = append(r.over, others...)
}

// same reports whether two patients are one: by their ids, and by their addresses where both have
// one.
func (x *resource) same(y *resource) bool {
	web := strings.HasPrefix(x.fullURL, "http") && strings.HasPrefix(y.fullURL, "http")
	return x.id != "" && x.id == y.id && (!web || x.fullURL == y.fullURL)
}

// contained notes what stands inside of a resource and is not read.
func (r *record) contained(e element, n *document.Node) {
	for i, x := range e.list(n, "contained") {
		if kind := e.text(x, "resourceType"); kind != "Medication" {
			r.over = append(r.over, PassedOver{Path: fmt.Sprintf("%s.contained[%d]", r.at.path, i), Resource: kind, Count: 1,
				Why: "stands inside of another resource, and is not read"})
		}
	}
}

// read runs a reader of a resource, or builds its tree without one, and places what is wrong with
// it.
func (x *resource) read(p *document.Problems, with func(element)) (n *document.Node) {
	var own document.Problems
	if with == nil {
		n = document.JSON(x.data, &own)
	} else {
		with(element{&own})
	}
	p.Join(own.Err(), func(y *document.Problem) {
		y.Path = strings.TrimSuffix(x.path+"."+y.Path, ".")
		y.Line, y.Column = 0, 0
	})
	return n
}

// about reports whether a resource is about the patient of the record.
func (r *record) about(e element, n *document.Node) bool {
	var ref string
	for _, key := range []string{"subject", "patient"} {
		if x := e.object(n, key); x != nil {
			ref = e.text(x, "reference")
			if ref == "" {
				r.unread("", "does not say by a reference whom it is about")
				return false
			}
		}
	}
	if n.Get("focus") != nil {
		r.pass("", "", "is about somebody or something else than its subject")
		return false
	}
	if ref == "" {
		return true // it stands in the record of this patient
	}
	ref = unversioned(ref)
	if r.patient == nil {
		if r.subject == "" {
			r.subject = ref
		}
		if r.subject == ref || strings.HasSuffix(ref, "/"+r.subject) || strings.HasSuffix(r.subject, "/"+ref) {
			return true
		}
	} else if ref == r.patient.id || ref == r.patient.fullURL ||
		strings.HasSuffix(ref, "/"+r.patient.id) && !strings.HasPrefix(r.patient.fullURL, "http") {
		return true
	}
	r.pass("", "", "is about another subject, "+document.Shorten(ref))
	return false
}

// unversioned is a reference to whatever version there is.
func unversioned(ref string) string {
	ref, _, _ = strings.Cut(ref, "/_history/")
	return ref
}

// state is how sure and how current an entry is.
type state struct {
	date     dated
	has      bool // a date, which does not lie after the visit
	began    bool // the date is when it began or was done, not when it was written down
	doubt    bool // it only asks
	history  bool // it is over
	inForce  bool // a drug that is taken: no window counts
	onlyAsks bool
	site     site
}

// when reads the date of an entry: when it began, or when it was written down.
func (r *record) when(e element, n *document.Node, began, written []string) (s state) {
	s.date, s.has = e.span(n, r.loc, began...)
	if s.began = s.has; !s.has {
		s.date, s.has = e.span(n, r.loc, written...)
	}
	if s.has && s.date.first.After(r.asOf) {
		r.pass("", "", "the date "+s.date.text+" lies after the visit, and counts as none")
		s.has, s.began = false, false
	}
	return s
}

// match is what a table said of one code.
type match struct {
	codes.Match
	code code
}

// certainty is what the German mark of one coding says of the concept, and so of its other codings.
// Of several marks the one that says least counts.
func certainty(c concept) string {
	for _, mark := range []string{"A", "V", "Z"} {
		for _, k := range c.codes {
			if k.certainty == mark {
				return mark
			}
		}
	}
	return ""
}

// tidy is a code of letters and digits as its system writes it, and notes where the record does
// not.
func (r *record) tidy(code string) string {
	as := strings.ToUpper(strings.Join(strings.Fields(code), ""))
	if as != code {
		r.pass(document.Shorten(code), "", "is read as "+document.Shorten(as))
	}
	return as
}

// look finds a concept by its codes, and by words where no code is known.
func (r *record) look(c concept, words string) (found []match, known bool) {
	sure := certainty(c)
	for _, k := range c.codes {
		m := codes.Match{}
		k.certainty = sure
		if v, ok := variant(k.system); ok {
			k.code = r.tidy(k.code)
			m = r.Tables.ICD10(v, k.code)
		} else if isSNOMED(k.system) {
			m = r.Tables.SNOMED(k.code, r.Ancestors)
		}
		switch {
		case k.certainty == "A":
			r.pass(k.code, "", "is excluded")
			known = true
		case m.Outcome != codes.Unknown:
			found, known = append(found, match{m, k}), true
		}
	}
	if known || words == "" {
		return found, known
	}
	for _, m := range r.Tables.Words(words, c.words()) {
		found, known = append(found, match{m, code{display: m.Label}}), true
	}
	return found, known
}

// speak says what the codes of an entry say, or why they say nothing.
func (r *record) speak(c concept, words string, s state) {
	found, known := r.look(c, words)
	if !known {
		why := "is in no table"
		if len(c.codes) == 0 {
			why = "has no code"
		}
		r.pass(c.name(), "", why)
		return
	}
	speaks := false
	for _, m := range found {
		for _, row := range m.Rows {
			speaks = true
			r.row(m, row, s)
		}
	}
	if !speaks && len(found) > 0 {
		r.pass(found[0].name(), "", "is known, and asks nothing")
	}
}

func (c concept) name() string {
	for _, k := range c.codes {
		if k.code != "" {
			return document.Shorten(k.code)
		}
	}
	return document.Shorten(c.text)
}

func (m match) name() string {
	if m.code.code != "" {
		return document.Shorten(m.code.code)
	}
	return m.Code
}

// row says what one row of a table says.
func (r *record) row(m match, row codes.Row, s state) {
	fact, name := row.Fact, m.name()
	i, ok := r.set.FactIndex(fact)
	if !ok {
		return
	}
	doubt, history := s.doubt || s.onlyAsks || m.code.certainty == "V", s.history || m.code.certainty == "Z"
	e := Entry{System: m.code.system, Code: name, Says: m.Label}
	if s.has {
		e.Date = s.date.text
	}
	w := r.Tables.Window(fact)
	old := !s.inForce && r.tooOld(fact, s.date, s.has)
	proposes := row.Proposes && !doubt
	if proposes && !lasting(fact) && !s.inForce {
		proposes = !old && !history && (!w.Active || s.began || r.at.kind != "Procedure")
	}
	if holds := r.set.Facts()[i].HoldsDays; proposes && holds == 0 && !s.inForce {
		proposes = s.has && s.date.exact() && s.date.days(r.asOf) == 0
	}
	switch {
	case proposes && row.Value == "yes":
		e.Value = answer.Of(answer.Yes)
	case proposes && r.set.Facts()[i].Kind == policy.SetOf:
		e.Value = answer.Values(row.Value)
	case proposes:
		e.Value = answer.Value(row.Value)
	case m.Late && strings.HasPrefix(fact, "trauma."):
		r.pass(name, fact, "is the late effect of an injury that is over")
		return
	case history && !s.inForce && (w.Days > 0 || w.Visit || w.Active || fact == "cond.cancer_active"):
		r.pass(name, fact, "is over")
		return
	case old:
		r.pass(name, fact, "is too old to ask of: "+e.Date)
		return
	}
	if m.Private {
		r.hide[fact] = true
	}
	r.say(fact, e)
	r.placed(row, e, s, !doubt && !history)
	r.since(fact, e, s)
}

// since proposes how long ago something was, where its own date tells it to the day.
func (r *record) since(fact string, e Entry, s state) {
	number, days := map[string]string{
		"trauma.recent": "trauma.days_since", "surg.recent": "surg.weeks", "surg.heart": "surg.heart_weeks",
		"surg.spine": "surg.spine_weeks", "cond.vertebral_fracture": "cond.vertebral_fracture_weeks",
		"cond.chemo": "cond.chemo_days_ago", "proc.injection": "proc.injection_days",
	}[fact], 1
	if number == "" || !s.began || !s.date.exact() || s.inForce {
		return
	}
	if strings.HasSuffix(number, "weeks") {
		days = 7
	}
	e.Value = answer.Number(float64(s.date.days(r.asOf) / days))
	if i, ok := r.set.FactIndex(number); ok {
		if x, fault := r.facts.Answer(i, e.Value); fault == "" && r.set.Facts()[i].Fault(x) == "" {
			r.say(number, e)
		}
	}
}
