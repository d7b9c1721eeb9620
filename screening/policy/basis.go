package policy

import "slices"

// Basis is what every result that a rule makes rests on. It stands first in a finding of any
// package, embedded, so that reason and source are found in the same place everywhere.
type Basis struct {
	Rule      string   `json:"rule"`
	Rows      []string `json:"rows"`   // of the clinical documents
	Claims    []string `json:"claims"` // of the article
	Rationale string   `json:"rationale"`
	Sources   []string `json:"sources"`
	Grade     string   `json:"grade"`             // of the evidence, E1 to E5
	Changed   []string `json:"changed,omitempty"` // the reasons of a clinic's changes
}

// Basis is a copy of what the rule rests on. Its lists may be changed; those that JSON always
// writes are never nil.
func (r *Rule) Basis() Basis {
	return Basis{
		Rule: r.ID, Rows: each(r.Rows), Claims: each(r.Claims), Rationale: r.Texts["rationale"],
		Sources: each(r.Sources), Grade: r.Grade, Changed: slices.Clone(r.Changed),
	}
}

func each(list []string) []string { return append([]string{}, list...) }
