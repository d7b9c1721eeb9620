package document

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearest returns the known name that is nearest to what was typed, or nothing when none is near. A
// name with the opposite word, as upper for lower, is never near.
// Case does not count. Of a dotted name the last part may be near on its own: the group is wrong or
// missing. Among equally near names the one whose whole name is nearer wins, then the first in
// alphabetical order.
func Nearest(typed string, known []string) string {
	best, bestScore := "", [2]int{}
	if typed == "" || len(typed) > longestName {
		return ""
	}
	word := newTypedName(typed)
	for _, name := range known {
		score, near := word.nearness(name)
		if !near || opposed(typed, name) {
			continue
		}
		order := slices.Compare(score[:], bestScore[:])
		if best == "" || order < 0 || order == 0 && name < best {
			best, bestScore = name, score
		}
	}
	return best
}

// Suggest returns " (did you mean X?)" with the nearest known name, or nothing.
func Suggest(typed string, known []string) string {
	if name := Nearest(typed, known); name != "" {
		return " (did you mean " + name + "?)"
	}
	return ""
}

// opposed reports whether two names part at words that say the opposite: whoever writes one does
// not mean the other, however near the letters are.
func opposed(typed, name string) bool {
	a, b := nameParts(strings.ToLower(typed)), nameParts(strings.ToLower(name))
	for _, pair := range [][2]string{
		{"upper", "lower"}, {"left", "right"}, {"before", "after"}, {"above", "below"}, {"inner", "outer"},
		{"more", "less"}, {"least", "most"}, {"high", "low"}, {"hot", "cold"},
	} {
		for i := range pair {
			if slices.Contains(a, pair[i]) && !slices.Contains(b, pair[i]) && slices.Contains(b, pair[1-i]) {
				return true
			}
		}
	}
	return false
}

// longestName bounds the work spent on what cannot be a name.
const longestName = 200

// typedName is what was typed, in small letters, with the distances up to which a name counts as
// meant.
type typedName struct {
	whole, last               []rune
	allowedWhole, allowedLast int
	rows                      [3][]int
}

func newTypedName(typed string) *typedName {
	t := &typedName{whole: []rune(strings.ToLower(typed))}
	t.last = lastPart(t.whole)
	t.allowedWhole, t.allowedLast = allowed(t.whole), allowed(t.last)
	return t
}

// nearness returns first the distance that counts, then that of the whole names. Another group
// costs as much as one letter.
func (t *typedName) nearness(name string) (score [2]int, near bool) {
	if name == "" || len(name) > longestName {
		return score, false
	}
	// Most names are told apart by their lengths alone.
	last := name[strings.LastIndexByte(name, '.')+1:]
	maybeWhole := apart(len(t.whole), utf8.RuneCountInString(name)) <= t.allowedWhole
	maybeLast := last != name && len(t.last) > 0 && apart(len(t.last), utf8.RuneCountInString(last)) <= t.allowedLast
	if !maybeWhole && !maybeLast {
		return score, false
	}
	known := []rune(strings.ToLower(name))
	if maybeWhole {
		whole := t.distance(t.whole, known, t.allowedWhole)
		score, near = [2]int{whole, whole}, whole <= t.allowedWhole
	}
	if !maybeLast {
		return score, near
	}
	part := t.distance(t.last, lastPart(known), t.allowedLast)
	if part <= t.allowedLast && (!near || part+1 < score[0]) {
		return [2]int{part + 1, t.distance(t.whole, known, longestName)}, true
	}
	return score, near
}

func apart(a, b int) int { return max(a-b, b-a) }

// allowed is the distance up to which a name of that length counts as mistyped rather than as
// another one.
func allowed(typed []rune) int {
	if len(typed) < 2 {
		return 0
	}
	return min(mostAllowed, max(1, len(typed)/3))
}

const mostAllowed = 3

func lastPart(name []rune) []rune {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}

// distance counts the letters to insert, drop, replace or swap with their neighbour. Past most it
// returns any greater number.
func (t *typedName) distance(a, b []rune, most int) int {
	if far := apart(len(a), len(b)); far > mostAllowed {
		return far // at least, and too far to matter
	}
	for i := range t.rows {
		t.rows[i] = slices.Grow(t.rows[i][:0], len(b)+1)[:len(b)+1]
	}
	before, last, row := t.rows[0], t.rows[1], t.rows[2]
	for j := range last {
		last[j] = j
	}
	lowestBefore := 0
	for i := range a {
		row[0] = i + 1
		lowest := row[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			lowest = min(lowest, row[j+1])
		}
		if min(lowest, lowestBefore) > most {
			return most + 1
		}
		lowestBefore = lowest
		before, last, row = last, row, before
	}
	return last[len(b)]
}
