package policy

// Check finds what is wrong with answers without deciding anything: its error is that of
// [Set.Evaluate] over the same answers and an empty request. Nothing is kept of the answers.
func (s *Set) Check(a *Answers) error {
	if s == nil || s.network == nil {
		return errNoSet
	}
	if a == nil || len(a.facts) != s.asks || len(a.cards) != len(s.cards) {
		return errForeign
	}
	e := Evaluation{set: s}
	e.resolve(s, a)
	return e.err()
}

// Disagreements returns every answer that disagrees with what others imply, without deciding
// anything: what [Evaluation.Disagreements] says of the same answers. Of answers that [Set.Check]
// refuses it says nothing.
func (s *Set) Disagreements(a *Answers) []Disagreement {
	if s == nil || s.network == nil || a == nil || len(a.facts) != s.asks ||
		len(a.cards) != len(s.cards) || len(s.implied) == 0 {
		return nil
	}
	e := Evaluation{set: s}
	if e.resolve(s, a); len(e.problems) > 0 {
		return nil
	}
	return e.disagreements
}
