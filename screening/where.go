package screening

import (
	"slices"
	"strings"
)

// whereLine says of which card a line is, or what else the word is.
func (s *Screener) whereLine(word string) string {
	for _, card := range s.set.Cards() {
		for _, line := range card.Lines {
			if line.Name == word {
				return "; " + word + " is a line of the card " + card.Name
			}
		}
	}
	return s.where(word)
}

// where says what a word is that stands in the wrong place of an intake, or nothing.
func (s *Screener) where(word string) string {
	is := func(what string) string { return "; " + word + " is " + what }
	for _, card := range s.set.Cards() {
		if card.Name == word {
			return is("a card, and stands in cards")
		}
	}
	if slices.Contains(s.places, word) {
		return is("a region, and stands in regions")
	}
	if _, ok := s.set.FactIndex(word); ok && slices.Contains(s.own, word) {
		return is("a fact of the clinic, and stands in own")
	} else if group, key, _ := strings.Cut(word, "."); ok {
		return is("a fact, and stands as " + key + " in " + group)
	}
	if slices.Contains(s.table.Groups(), word) {
		return is("a group of facts")
	}
	if slices.ContainsFunc(s.own, func(name string) bool { return strings.HasPrefix(name, word+".") }) {
		return is("a group of the clinic's facts, which stand in own by their full names")
	}
	var facts []string
	for _, f := range s.set.Facts() {
		if strings.HasSuffix(f.Name, "."+word) {
			facts = append(facts, f.Name)
		}
	}
	if len(facts) == 0 || len(facts) > mostNamed {
		return ""
	}
	return " (did you mean " + strings.Join(facts, " or ") + "?)"
}

// mostNamed is how many facts of the same name a message lists.
const mostNamed = 3
