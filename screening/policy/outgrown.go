package policy

import "slices"

// outgrown reports whether a fact behind a card names a place that another was part of.
func (s *Set) outgrown(fact int) bool {
	f := &s.facts[fact]
	return f.Places && s.home[fact] < len(s.cards) && slices.ContainsFunc(s.schema.Places, func(p Place) bool {
		return p.WasPartOf != "" && slices.ContainsFunc(f.Values, func(v Value) bool { return v.Name == p.Name })
	})
}

// outgrow is an answer with the places that were part of what it names, where it was given behind
// an earlier edition of its card: they may have had no name of their own yet.
func (s *Set) outgrow(fact int, x Answer, a *Answers) Answer {
	if card := s.home[fact]; x.State != Known || !s.earlier(card, a.cards[card]) {
		return x
	}
	names := valueNames(s.facts[fact])
	for _, p := range s.schema.Places {
		if p.WasPartOf == "" {
			continue
		}
		if was, is := slices.Index(names, p.WasPartOf), slices.Index(names, p.Name); was >= 0 && is >= 0 {
			x.Values |= x.Values >> was & 1 << is
		}
	}
	return x
}

// Outgrown returns the facts behind a card whose answers name more places where they were given
// behind an earlier edition of it. [Set.Renew] makes them explicit.
func (s *Set) Outgrown(card int) []int {
	var out []int
	for i := range s.asks {
		if s.home[i] == card && s.outgrown(i) {
			out = append(out, i)
		}
	}
	return out
}
