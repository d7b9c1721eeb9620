package fhir

import (
	"slices"
	"strings"
	"time"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy/document"
)

func (r *record) condition(e element, n *document.Node) {
	c := e.concept(n, "code")
	s, ok := r.stated(e, n, c)
	if !ok {
		return
	}
	w := r.when(e, n, []string{"onsetDateTime", "onsetPeriod"}, []string{"recordedDate"})
	w.doubt, w.history, w.site = s.doubt, s.history, r.where(e.concepts(n, "bodySite"))
	r.speak(c, "Condition", w)
}

// stated reads the two statuses of a condition or an allergy.
func (r *record) stated(e element, n *document.Node, c concept) (s state, ok bool) {
	verified, clinical := e.concept(n, "verificationStatus"), e.concept(n, "clinicalStatus")
	switch {
	case verified.has("refuted"):
		r.pass(c.name(), "", "is refuted")
		return s, false
	case verified.has("entered-in-error"):
		r.pass(c.name(), "", "was entered in error")
		return s, false
	}
	text := strings.ToLower(c.words())
	s.doubt = verified.has("unconfirmed", "provisional", "differential")
	for _, w := range []string{"suspected", "suspicion", "rule out", "verdacht", "v.a."} {
		s.doubt = s.doubt || strings.Contains(text, w)
	}
	s.history = clinical.has("inactive", "resolved", "remission")
	for _, m := range n.Entries {
		if strings.HasPrefix(m.Key, "abatement") && m.Value != nil && m.Value.Kind != document.Null {
			d, ok := e.abated(n, r.loc, m.Key)
			s.history = s.history || !ok || !d.first.After(r.asOf) // an end to come is none yet
		}
	}
	return s, true
}

// abated is the day of an abatement that is a date or a period.
func (e element) abated(n *document.Node, loc *time.Location, key string) (dated, bool) {
	if key != "abatementDateTime" && key != "abatementPeriod" {
		return dated{}, false
	}
	return e.date(n, loc, key)
}

func (r *record) procedure(e element, n *document.Node) {
	c := e.concept(n, "code")
	switch status := e.status(n, "status"); status {
	case "not-done", "preparation", "entered-in-error":
		r.pass(c.name(), "", "was not done, or not yet: "+status)
	default:
		s := r.when(e, n, []string{"performedDateTime", "performedPeriod"}, nil)
		s.doubt, s.site = status == "stopped", r.where(e.concepts(n, "bodySite"))
		r.speak(c, "Procedure", s)
	}
}

func (r *record) device(e element, n *document.Node) {
	c := e.concept(n, "type")
	for _, x := range e.list(n, "deviceName") {
		c.codes = append(c.codes, code{display: e.text(x, "name")})
	}
	switch status := e.status(n, "status"); status {
	case "inactive", "entered-in-error":
		r.pass(c.name(), "", "is not in use: "+status)
	default:
		r.speak(c, "Device", state{})
	}
}

// allergy asks what the skin reacts to. Of medicines nothing is asked.
func (r *record) allergy(e element, n *document.Node) {
	c := e.concept(n, "code")
	s, ok := r.stated(e, n, c)
	if !ok {
		return
	}
	kinds := e.of(n, "category", document.Sequence, "a list")
	medicine := kinds != nil && len(kinds.Items) > 0
	if kinds != nil {
		for _, k := range kinds.Items {
			medicine = medicine && k != nil && (k.Text == "medication" || k.Text == "biologic")
		}
	}
	for _, k := range c.codes {
		medicine = medicine || kinds == nil && (isRxNorm(k.system) || isATC(k.system))
	}
	switch {
	case medicine:
		r.pass(c.name(), "", "is an allergy to a medicine, of which nothing is asked")
	case noAllergy(c.words()) || c.has("716186003"):
		r.pass(c.name(), "", "tells of no allergy")
	case s.history:
		r.pass(c.name(), "allergy.medium", "is over")
	default:
		w := r.when(e, n, []string{"onsetDateTime"}, []string{"recordedDate"})
		x := Entry{Code: c.name(), Says: "an allergy", Date: w.date.text}
		if len(c.codes) > 0 {
			x.System = c.codes[0].system
		}
		r.say("allergy.medium", x)
	}
}

// noAllergy reports whether every piece of a text denies: "No known drug allergy; latex" tells of
// one.
func noAllergy(text string) bool {
	pieces := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(";.,\n", r) })
	return len(pieces) > 0 && !slices.ContainsFunc(pieces, func(p string) bool {
		p = strings.TrimSpace(p)
		return p != "" && !strings.HasPrefix(p, "no ") && !strings.Contains(p, "no known")
	})
}

// birth proposes the age.
func (r *record) birth(e element, n *document.Node) {
	if d := n.Get("deceasedDateTime"); d != nil || e.yes(n, "deceasedBoolean") {
		r.pass("", "", "the record says that the patient has died")
	}
	d, ok := e.date(n, r.loc, "birthDate")
	if !ok {
		return
	}
	age := func(born time.Time) int {
		years := r.asOf.Year() - born.Year()
		if r.asOf.Month() < born.Month() || r.asOf.Month() == born.Month() && r.asOf.Day() < born.Day() {
			years--
		}
		return years
	}
	if age(d.first) != age(d.last) {
		r.pass("", "client.age", "the year alone does not tell the age: "+d.text)
		return
	}
	r.say("client.age", Entry{Code: "birthDate", Says: "date of birth", Date: d.text,
		Value: answer.Number(float64(age(d.first)))})
}

// recent is how long ago an order that is not marked as in force may have been issued, in days: six
// months. POLICY.
const recent = 183

func (r *record) medication(e element, n *document.Node) {
	c, ok := r.drug(e, n)
	if !ok {
		return
	}
	status, intent := e.status(n, "status"), e.status(n, "intent")
	switch {
	case slices.Contains([]string{"stopped", "cancelled", "entered-in-error", "draft", "not-taken",
		"intended"}, status):
		r.pass(c.name(), "", "is not taken: "+status)
		return
	case e.yes(n, "doNotPerform"):
		r.pass(c.name(), "", "is not to be given")
		return
	case slices.Contains([]string{"proposal", "plan", "option"}, intent):
		r.pass(c.name(), "", "is no order: "+intent)
		return
	}
	s := r.when(e, n, []string{"authoredOn", "effectiveDateTime", "effectivePeriod"}, []string{"dateAsserted"})
	if status != "active" && s.has && s.date.days(r.asOf) > recent {
		r.pass(c.name(), "", "was issued more than six months ago, and is not active: "+s.date.text)
		return
	}
	s.inForce, s.doubt = true, status == "on-hold"
	var sites []concept
	for _, d := range append(e.list(n, "dosageInstruction"), e.list(n, "dosage")...) {
		if d.Get("site") != nil {
			sites = append(sites, e.concept(d, "site"))
		}
		if w := e.concept(d, "route").words(); w != "" {
			c.given(w)
		}
	}
	s.site = r.where(sites)
	r.named(c, s)
}

// given adds the way that a drug is given, which belongs to its own words.
func (c *concept) given(route string) {
	c.text += " " + route
	for i := range c.codes {
		c.codes[i].display += " " + route
	}
	for i := range c.holds {
		c.holds[i].given(route)
	}
}

// product is the drug of a Medication, which may name its ingredients alone.
func (e element) product(n *document.Node) concept {
	c := e.concept(n, "code")
	for _, x := range e.list(n, "ingredient") {
		if x.Get("itemCodeableConcept") != nil {
			c.holds = append(c.holds, e.concept(x, "itemCodeableConcept"))
		}
	}
	return c
}

// drug is what is given: here, or in a resource of the bundle or one that is contained.
func (r *record) drug(e element, n *document.Node) (c concept, ok bool) {
	if n.Get("medicationCodeableConcept") != nil {
		return e.concept(n, "medicationCodeableConcept"), true
	}
	ref := e.object(n, "medicationReference")
	if ref == nil {
		r.unread("", "does not say which drug")
		return c, false
	}
	to := e.text(ref, "reference")
	if id, inside := strings.CutPrefix(to, "#"); inside {
		for _, x := range e.list(n, "contained") {
			if e.text(x, "id") == id && e.text(x, "resourceType") == "Medication" {
				return e.product(x), true
			}
		}
	} else if x := r.known[unversioned(to)]; x != nil && x.kind == "Medication" && x.node != nil {
		return e.product(x.node), true
	}
	if c.text = e.text(ref, "display"); c.text != "" {
		return c, true
	}
	r.unread(document.Shorten(to), "the drug stands elsewhere")
	return c, false
}
