package fhir

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/codes"
)

// named says what one drug says: by its ATC codes, else by its words, and where these say nothing
// by its ingredients, of RxNorm or as the record has them.
func (r *record) named(c concept, s state) {
	var found []match
	add := func(m codes.Match, k code) {
		if m.Outcome != codes.Unknown {
			found = append(found, match{m, k})
		}
	}
	for _, k := range c.codes {
		if isATC(k.system) {
			k.code = r.tidy(k.code)
			add(r.Tables.ATC(k.code), k)
		}
	}
	first := code{}
	if len(c.codes) > 0 {
		first = c.codes[0]
	}
	local, byATC := false, found != nil
	if !byATC {
		for _, d := range r.Tables.Drugs(c.words()) {
			if first.code == "" {
				first.display = d.Typed
			}
			local = local || d.Form != "" && d.Form != "oral"
			add(d.Match, first)
		}
	}
	// A text that names nothing which speaks may be of a drug that has something besides. Of one
	// that is given locally the ingredients alone would say too much.
	speaking := slices.ContainsFunc(found, func(m match) bool { return m.Outcome == codes.Speaks })
	if !byATC && !speaking && !local {
		for _, k := range c.codes {
			if isRxNorm(k.system) {
				for _, d := range r.Tables.RxNorm(k.code, r.Ingredients) {
					add(d.Match, k)
				}
			}
		}
	}
	if found == nil {
		for _, x := range c.holds {
			r.named(x, s)
		}
		if c.holds == nil {
			r.pass(c.name(), "", "is a drug that is in no table")
		}
		return
	}
	speaks := false
	for _, m := range found {
		for _, row := range m.Rows {
			speaks = true
			r.row(m, row, s)
			if row.Fact == "med.antiplatelet" && row.Proposes && !s.doubt {
				r.drugs[platelet(m.Code)] = m.Label
			}
		}
	}
	if !speaks {
		r.pass(found[0].name(), "", "is known, and asks nothing")
	}
}

// platelet is the substance of a platelet inhibitor: what holds aspirin is aspirin.
func platelet(atc string) string {
	for code := range strings.FieldsSeq(atc) {
		if strings.HasPrefix(code, "B01AC") && code != "B01AC56" {
			return code
		}
	}
	return "B01AC06"
}

// dual makes one of two: two different platelet inhibitors in force.
func (r *record) dual() {
	const fact, both = "med.antiplatelet", "dual"
	i, ok := r.set.FactIndex(fact)
	if !ok || len(r.drugs) < 2 {
		return
	}
	has := false
	for _, v := range r.set.Facts()[i].Values {
		has = has || v.Name == both
	}
	list := r.says[fact]
	for k := range list {
		if has && list[k].Value.Asked() {
			list[k].Value = answer.Value(both)
		}
	}
}

// settle makes what the entries say together.
func (r *record) settle() {
	r.dual()
	r.newest()
	r.everywhere()
	warfarin := slices.ContainsFunc(r.says["med.anticoagulant"], func(e Entry) bool {
		values, _ := e.Value.Values()
		return slices.Contains(values, "warfarin")
	})
	if warfarin {
		return
	}
	for _, fact := range []string{"med.inr", "med.inr_age_days"} {
		for _, e := range r.says[fact] {
			r.over = append(r.over, PassedOver{Path: e.Path, Resource: e.Resource, Code: e.Code, Fact: fact, Count: 1,
				Why: "speaks of somebody who takes warfarin, which no entry in force says"})
		}
		delete(r.says, fact)
	}
}
