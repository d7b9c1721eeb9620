package screening

import (
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/form"
)

// Form draws everything that may be asked before a massage, page by page, with what was answered
// and whether each question still matters. It is made anew after every answer. The error is that of
// Screen.
func (s *Screener) Form(in Intake, clearance ...Clearance) ([]form.Page, error) {
	if !s.built() {
		return nil, errNotBuilt
	}
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	if err := s.evaluate(&in, clearance, false, w); err != nil {
		return nil, err
	}
	return form.Source{
		Set: s.set, Facts: s.facts, Evaluation: &w.evaluation, Answers: w.answers,
		Path: s.Path, CardPath: cardPath,
	}.Pages(), nil
}

// Path is where a visit in JSON has the answer to a fact of the screening: in a field of its group,
// or by its name under own. Of what is no fact it is empty.
func (s *Screener) Path(fact string) string {
	if !s.built() {
		return ""
	}
	switch _, known := s.set.FactIndex(fact); {
	case !known:
		return ""
	case s.table.Has(fact):
		group, _, _ := strings.Cut(fact, ".")
		key, _ := s.table.Key(fact)
		return "intake." + group + "." + key
	}
	return "intake." + answer.OwnPath(fact)
}
