package fhir

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// site is where on the body an entry says that something is.
type site struct {
	told   bool     // it says so
	places []string // of the rules; none where one of its sites is not known here
}

// where reads the sites of an entry, by their words: tables of codes of the body are not shipped.
func (r *record) where(list []concept) site {
	s := site{told: len(list) > 0}
	known := s.told
	for _, c := range list {
		places := r.Tables.Places(c.words())
		if known = known && places != nil; places == nil {
			r.pass(c.name(), "", "is a place of the body that is not known here: "+document.Shorten(c.words()))
		}
		s.places = append(s.places, places...)
	}
	if !known {
		s.places = nil
	}
	slices.Sort(s.places)
	s.places = slices.Compact(s.places)
	return s
}

// placed says where that is which an entry says of a fact, for each fact that asks for its place. A
// place bounds what the answer bars: it is proposed only of what is sure, and of a fact of the
// visit only on its day. What an entry asks besides need not be where the entry is.
func (r *record) placed(row codes.Row, e Entry, s state, sure bool) {
	fact := row.Fact
	group, _, _ := strings.Cut(fact, ".")
	if !row.Proposes && fact != "cond.cancer_active" &&
		!slices.Contains([]string{"skin", "trauma", "surg", "proc", "dev", "med", "sx"}, group) {
		return
	}
	for i := range r.set.Facts() {
		f := &r.set.Facts()[i]
		if !f.Places || !reads(r.set.GuardTest(i), r.set, fact) {
			continue
		}
		if !s.site.told {
			r.open[f.Name] = true
			continue
		}
		today := s.has && s.date.exact() && s.date.days(r.asOf) == 0
		e.Value = answer.Any{}
		if sure && s.site.places != nil && (f.HoldsDays > 0 || today) {
			e.Value = answer.Values(s.site.places...)
		}
		r.hide[f.Name] = r.hide[f.Name] || r.hide[fact]
		r.say(f.Name, e)
	}
}

// reads reports whether a test reads a fact.
func reads(t *policy.Test, set *policy.Set, fact string) bool {
	if t == nil {
		return false
	}
	if t.Kids == nil {
		return set.Facts()[t.Fact].Name == fact
	}
	return slices.ContainsFunc(t.Kids, func(k *policy.Test) bool { return reads(k, set, fact) })
}

// everywhere takes places back where an entry of the same does not tell one: what is somewhere
// besides must not be left out.
func (r *record) everywhere() {
	for i := range r.set.Facts() {
		f := &r.set.Facts()[i]
		list := r.says[f.Name]
		if !f.Places || !r.open[f.Name] && !slices.ContainsFunc(list, func(e Entry) bool { return !e.Value.Asked() }) {
			continue
		}
		for k := range list {
			list[k].Value = answer.Any{}
		}
	}
}
