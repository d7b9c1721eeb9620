package fhir

import (
	"slices"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Lookup is what the reading of a record needs besides the record.
type Lookup struct {
	Tables      *codes.Tables     // nil: the built-in tables, read anew at every call
	Ancestors   codes.Ancestors   // of SNOMED CT; nil for none
	Ingredients codes.Ingredients // of RxNorm; nil for none
}

// Proposal is what a record says of a fact: an answer for somebody to confirm, or no more than that
// the question is worth asking. It never answers, never says no, and never calms.
type Proposal struct {
	Fact string `json:"fact"`
	// Value is what to show for somebody to confirm; not asked where the record only makes the fact
	// worth asking. Of different values the riskiest is shown, and of values without a riskier end
	// none.
	Value answer.Any `json:"value"`
	// Because are the entries that say so, those of the value first. There is one at least.
	Because []Entry `json:"because"`
	// Conflict says that entries propose different values.
	Conflict bool `json:"conflict"`
	// Private says that no screen must say that a record was the reason.
	Private bool `json:"private"`
}

// Entry is one entry of a record that speaks of a fact.
type Entry struct {
	Path     string     `json:"path"`     // in the bundle: entry[3].resource
	Resource string     `json:"resource"` // Condition/1
	System   string     `json:"system"`   // of the code; empty where words alone were found
	Code     string     `json:"code"`     // as the record has it, or the words that were found
	Says     string     `json:"says"`     // what it stands for, in the words of the tables
	Date     string     `json:"date"`     // as the record has it; empty for none
	Value    answer.Any `json:"value"`    // what this entry proposes; not asked where it only asks
}

// PassedOver is what of a record says nothing here, and why, or what was read otherwise than it
// stands.
type PassedOver struct {
	Path     string `json:"path"` // empty for resources of a type that is not read
	Resource string `json:"resource"`
	Code     string `json:"code,omitempty"`
	Fact     string `json:"fact,omitempty"` // that it would have spoken of
	Why      string `json:"why"`
	Count    int    `json:"count"`
	// Unread says that what it tells is not known here: it stands elsewhere, or in a way that is
	// not read.
	Unread bool `json:"unread,omitempty"`
}

// Proposals reads what a Bundle tells of one patient at the day of a visit. It reads Condition,
// Observation, MedicationRequest, MedicationStatement, Procedure, Device, AllergyIntolerance and
// Patient, by codes alone but for drugs and devices, of which words are read too. The proposals are
// in the order of the facts, what was passed over in that of the bundle, resources of other types
// behind it, once for each type.
//
// The error is a [*document.Error] with what cannot be read, by JSON path: what is no bundle,
// longer than [MaxBundle] or of several patients; keys given twice; members of another type; dates
// that are none; codes with blanks. What is returned beside it is of the rest, and may lack
// something.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func Proposals(s *screening.Screener, bundle []byte, asOf time.Time, lookup Lookup) ([]Proposal, []PassedOver, error) {
	var p document.Problems
	r, err := newRecord(s, asOf, lookup)
	if err != nil {
		return nil, nil, err
	}
	list, more := entries(bundle, &p)
	if more {
		r.over = append(r.over, PassedOver{Path: "link", Resource: "Bundle", Count: 1,
			Why: "has a next page, which is not here"})
	}
	r.bundle(list, &p)
	return r.proposals(), r.over, p.Err()
}

// record is what was read of one record.
type record struct {
	Lookup
	set    *policy.Set
	facts  *answer.Facts
	asOf   time.Time // a day
	loc    *time.Location
	over   []PassedOver
	says   map[string][]Entry // by fact
	hide   map[string]bool    // facts of which an entry is private
	drugs  map[string]string  // platelet inhibitors in force, by ingredient
	values []measured
	open   map[string]bool // facts of places of which an entry does not tell the place

	subject string // of the record, such as Patient/1
	patient *resource
	at      *resource // that is read now
	known   map[string]*resource
}

func newRecord(s *screening.Screener, asOf time.Time, lookup Lookup) (*record, error) {
	set := s.Rules()
	var err error
	if lookup.Tables == nil {
		if lookup.Tables, err = codes.New(set); err != nil {
			return nil, err
		}
	}
	return &record{Lookup: lookup, set: set, facts: answer.NewFacts(set), asOf: day(asOf), loc: asOf.Location(),
		says: map[string][]Entry{}, hide: map[string]bool{}, drugs: map[string]string{},
		known: map[string]*resource{}, open: map[string]bool{},
	}, nil
}

// pass notes that an entry says nothing.
func (r *record) pass(code, fact, why string) {
	r.over = append(r.over, PassedOver{Path: r.at.path, Resource: r.at.id, Code: code, Fact: fact, Why: why, Count: 1})
}

// unread notes an entry that might say something, which is not known here.
func (r *record) unread(code, why string) {
	r.pass(code, "", why)
	r.over[len(r.over)-1].Unread = true
}

// say takes what an entry says of a fact. What the fact cannot hold makes it worth asking all the
// same.
func (r *record) say(fact string, e Entry) {
	if e.Path == "" {
		e.Path, e.Resource = r.at.path, r.at.id
	}
	pass := func(why string) {
		r.over = append(r.over, PassedOver{Path: e.Path, Resource: e.Resource, Code: e.Code, Fact: fact, Why: why, Count: 1})
	}
	i, ok := r.set.FactIndex(fact)
	if !ok || fact == "psych.suicidal" {
		pass("is heard, and never asked because of a record")
		return
	}
	if e.Value.Asked() {
		x, fault := r.facts.Answer(i, e.Value)
		if fault == "" {
			fault = r.set.Facts()[i].Fault(x)
		}
		if fault != "" {
			pass("proposes nothing: " + fault)
			e.Value = answer.Any{}
		}
	}
	r.says[fact] = append(r.says[fact], e)
}

// proposals joins what entries say, fact by fact.
func (r *record) proposals() []Proposal {
	var out []Proposal
	for i := range r.set.Facts() {
		f := &r.set.Facts()[i]
		list := r.says[f.Name]
		if list == nil {
			continue
		}
		p := Proposal{Fact: f.Name, Private: r.hide[f.Name] || Private(r.set, f.Name)}
		p.Value, p.Conflict = riskiest(f, list)
		slices.SortStableFunc(list, func(a, b Entry) int { return rank(p.Value, a) - rank(p.Value, b) })
		p.Because = list
		out = append(out, p)
	}
	return out
}

// rank orders entries: of the value that is shown, of others, asks.
func rank(shown answer.Any, e Entry) int {
	switch {
	case !e.Value.Asked():
		return 2
	case e.Value.Equal(shown):
		return 0
	}
	return 1
}

// Private reports whether a fact is for paper or screen only, by itself or by one of its lines.
func Private(set *policy.Set, fact string) bool {
	for _, c := range set.Cards() {
		for _, l := range c.Lines {
			if slices.Contains(l.Facts, fact) && (c.Private || l.Private) {
				return true
			}
		}
	}
	i, ok := set.FactIndex(fact)
	return ok && set.Facts()[i].Private
}

// riskiest is what to show of what entries propose, and whether they differ. A set is all of it.
func riskiest(f *policy.Fact, list []Entry) (shown answer.Any, conflict bool) {
	var names []string
	for _, e := range list {
		if !e.Value.Asked() {
			continue
		}
		if f.Kind == policy.SetOf {
			values, _ := e.Value.Values()
			names = append(names, values...)
			continue
		}
		if !shown.Asked() {
			shown = e.Value
		}
		if !shown.Equal(e.Value) {
			conflict = true
			if worse(f, e.Value, shown) {
				shown = e.Value
			}
		}
	}
	switch {
	case f.Kind == policy.SetOf && names != nil:
		slices.Sort(names)
		return answer.Values(slices.Compact(names)...), false
	case conflict && f.Risk != policy.RiskMore && f.Risk != policy.RiskLess:
		return answer.Any{}, true
	}
	return shown, conflict
}

// worse reports whether one answer is riskier than another.
func worse(f *policy.Fact, a, b answer.Any) bool {
	x, isNumber := a.Number()
	y, _ := b.Number()
	if !isNumber {
		at := func(v answer.Any) float64 {
			values, _ := v.Values()
			return float64(slices.IndexFunc(f.Values, func(x policy.Value) bool {
				return len(values) > 0 && x.Name == values[0]
			}))
		}
		x, y = at(a), at(b)
	}
	if f.Risk == policy.RiskLess {
		return x < y
	}
	return x > y
}

// tooOld reports whether a date lies outside of the window of a fact. A date that is none or not
// exact counts as the newest that it can be.
func (r *record) tooOld(fact string, d dated, has bool) bool {
	w := r.Tables.Window(fact)
	switch {
	case !has:
		return w.Visit
	case w.Visit:
		return !d.exact() || d.days(r.asOf) != 0
	}
	return w.Days > 0 && d.days(r.asOf) > w.Days
}

// lasting reports whether a proposal of a fact has no limit of age.
func lasting(fact string) bool {
	group, _, _ := strings.Cut(fact, ".")
	removed := fact == "dev.ureteral_stent" || fact == "dev.attached" // these come out again
	return slices.Contains([]string{"cond", "hx", "dev"}, group) && !removed ||
		slices.Contains([]string{"surg.spine", "surg.heart", "disc.present", "vasc.aaa_known"}, fact)
}
