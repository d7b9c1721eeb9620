package screening

import (
	"regexp"

	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// The systems that [Screener.CodedFacts] knows codes of.
const (
	ICD10  = "icd10"  // of the WHO, 2019
	SNOMED = "snomed" // SNOMED CT concepts
)

// CodedFact is a fact that a code in a record speaks of. It is no answer: a record is history with
// a date, and only somebody who confirms it today answers. The zero value proposes nothing.
type CodedFact struct {
	Fact string `json:"fact"`
	// Proposes is whether to show yes as a proposal, to be confirmed: the fact is one that,
	// once told, stays so. Otherwise the code says nothing about today, or less than the fact
	// asks, and the question is put as if there were no code. No is never proposed, and
	// neither is what would calm.
	Proposes bool   `json:"proposes"`
	Code     string `json:"code"`   // the code of the tables that matches: I60-I64 for I63.9
	Says     string `json:"says"`   // what that code stands for
	Status   string `json:"status"` // V: and the lists that it was seen in, or M for from memory
}

// CodedFacts returns the facts that a code speaks of, in the order of the facts, by the tables of
// [codes]. An ICD-10 code is read in either case and with or without its dot. The longest prefix
// wins, and it alone: M51.26 finds M51.2, and M51 does not; C44 asks, whatever C00-C97 proposes. A
// SNOMED CT code matches itself, not what lies below it.
//
// A code that the tables do not have returns none, and so does one that speaks of no fact; neither
// is a sign that somebody is well. [codes.Tables] tells the two apart, knows the variants of
// ICD-10, drugs and measured values, and takes in concepts for which a host is licensed. The error
// is a [*document.Error] with a system that is not known, or what is not a code of it.
//
// [codes]: https://pkg.go.dev/github.com/safehands/safehands/screening/codes
// [codes.Tables]: https://pkg.go.dev/github.com/safehands/safehands/screening/codes#Tables
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (s *Screener) CodedFacts(system, code string) ([]CodedFact, error) {
	if !s.built() {
		return nil, errNotBuilt
	}
	var p document.Problems
	n := &document.Node{Kind: document.Text, Path: "system", Text: system}
	if _, known := n.OneOf(&p, "a system", codeSystems()); known {
		checkCode(&document.Node{Kind: document.Text, Path: "code", Text: code}, system, &p)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	tables, err := s.tables()
	if err != nil {
		return nil, err
	}
	m := tables.ICD10(codes.WHO, code)
	if system == SNOMED {
		m = tables.SNOMED(code, nil)
	}
	var out []CodedFact
	for i := range s.set.Facts() {
		f := &s.set.Facts()[i]
		for _, r := range m.Rows {
			if r.Fact != f.Name {
				continue
			}
			says := m.Label
			for _, c := range f.Codes { // a layer may say it in other words
				if c.System == system && c.Code == m.Code {
					says = c.Says
				}
			}
			// A clinic may have made it a fact of this visit only.
			proposes := r.Proposes && r.Value == "yes" && f.HoldsDays > 0
			out = append(out, CodedFact{Fact: f.Name, Proposes: proposes, Code: m.Code, Says: says, Status: r.Status})
		}
	}
	return out, nil
}

// addCodes lists with the facts the ICD-10 codes that the tables have for them.
func addCodes(facts []policy.Fact) error {
	list, err := codes.Listed(facts, ICD10)
	for i := range list {
		facts[i].Codes = list[i]
	}
	return err
}

func codeSystems() []string { return []string{ICD10, SNOMED} }

// checkCode refuses what is not a code of its system.
func checkCode(n *document.Node, system string, p *document.Problems) {
	switch {
	case system == ICD10 && !icdForm.MatchString(n.Text):
		p.At(n, "%.60q is not an ICD-10 code; write a letter, two digits and what follows, such as M51.2", n.Text)
	case system == SNOMED && !isConcept(n.Text):
		p.At(n, "%.60q is not the number of a SNOMED CT concept; is a digit wrong or missing?", n.Text)
	}
}

// icdForm takes what records have: subdivisions of the US variant, and the dagger or
// asterisk of a pair of codes.
var icdForm = regexp.MustCompile(`^[A-Za-z][0-9][0-9ABab](\.?[0-9A-Za-z]{1,4})?[*+†]?$`)

var conceptForm = regexp.MustCompile(`^[1-9][0-9]{5,17}$`)

// isConcept reports whether a code is the identifier of a SNOMED CT concept: the two digits before
// the last tell concepts from descriptions and relationships, and the last checks the others
// (Verhoeff), so that a slip of the pen is no unknown code.
func isConcept(code string) bool {
	if !conceptForm.MatchString(code) {
		return false
	}
	if kind := code[len(code)-3 : len(code)-1]; kind != "00" && kind != "10" {
		return false
	}
	// The digits are those of the symmetries of a pentagon: 0 to 4 turn it, 5 to 9 flip it first.
	// Place by place they are permuted.
	permute := [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	sum := 0
	for place := range len(code) {
		digit := int(code[len(code)-1-place] - '0')
		for range place % 8 {
			digit = permute[digit]
		}
		switch turn, by := sum%5, digit%5; {
		case sum < 5 && digit < 5:
			sum = (turn + by) % 5
		case sum < 5:
			sum = 5 + (turn+by)%5
		case digit < 5:
			sum = 5 + (turn-by+5)%5
		default:
			sum = (turn - by + 5) % 5
		}
	}
	return sum == 0
}
