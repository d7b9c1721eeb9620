package codes

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/lists"
)

// placeRow reads the name of a part of the body with the places of the rules that it covers. Where
// the rules have no place of just that extent it is the wider ones.
func (l *loader) placeRow(r record) {
	w, places := words(r.get("words")), strings.Fields(r.get("places"))
	key := strings.Join(w, " ")
	switch {
	case len(w) == 0 || len(places) == 0:
		r.fault("a place has words and what they cover")
	case l.sites[key] != nil:
		r.fault("%q stands there twice", key)
	case slices.ContainsFunc(places, func(p string) bool { return !slices.Contains(l.places, p) }):
		return // rules without one of them: where that part of the body is has to be asked
	default:
		l.sites[key], l.longestSite = places, max(l.longestSite, len(w))
	}
}

// Places returns the places of the rules that the words of a text name, such as "Left forearm", or
// none where it names none. Whole words count, the longest name first. They are in the order of the
// rules; the rules have no sides, so that a left arm is the arm.
func (t *Tables) Places(text string) []string {
	var all []string
	w := words(text)
	for n := min(t.longestSite, len(w)); n > 0; n-- {
		for i := 0; i+n <= len(w); i++ {
			if places := t.sites[strings.Join(w[i:i+n], " ")]; places != nil {
				all = append(all, places...)
				for k := i; k < i+n; k++ {
					w[k] = "" // taken: the arm of a forearm is not the arm as well
				}
			}
		}
	}
	return lists.Where(t.places, func(p string) bool { return slices.Contains(all, p) })
}
