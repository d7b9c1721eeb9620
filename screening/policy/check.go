package policy

// Check finds what is wrong with answers without deciding anything: its error is that of [Set.Evaluate] over the same answers and an
// empty request. Nothing is kept of the answers.
func (s *Set) Check(a *Answers) error {
	if s == nil || s.network == nil {
		return errNoSet
	}
	if a == nil || len(a.Facts) != len(s.facts) || len(a.Cards) != len(s.cards) {
		return errForeign
	}
	e := Evaluation{set: s}
	e.resolve(s, a)
	return e.err()
}
