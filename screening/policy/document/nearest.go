package document

import (
	"slices"
	"strings"
)

// Nearest returns the known name that is nearest to what was typed, or nothing when none is near. Case does not count. Of a
// dotted name the last part may be near on its own: the group is wrong or missing. Among equally near names the one whose whole
// name is nearer wins, then the first in alphabetical order.
func Nearest(typed string, known []string) string {
	best, bestScore := "", [2]int{}
	word := []rune(strings.ToLower(typed))
	if len(word) == 0 || len(typed) > longestName {
		return ""
	}
	for _, name := range known {
		score, near := nearness(word, []rune(strings.ToLower(name)))
		if !near {
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

// longestName bounds the work spent on what cannot be a name.
const longestName = 200

// nearness returns first the distance that counts, then that of the whole names. Another group costs as much as one letter.
func nearness(typed, known []rune) (score [2]int, near bool) {
	if len(known) == 0 || len(known) > longestName {
		return score, false
	}
	whole := distance(typed, known)
	score = [2]int{whole, whole}
	near = whole <= allowed(typed)
	typedLast, knownLast := lastPart(typed), lastPart(known)
	if len(knownLast) == len(known) || len(typedLast) == 0 {
		return score, near
	}
	part := distance(typedLast, knownLast)
	if part <= allowed(typedLast) && (!near || part+1 < whole) {
		return [2]int{part + 1, whole}, true
	}
	return score, near
}

// allowed is the distance up to which a name of that length counts as mistyped rather than as another one.
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

// distance counts the letters to insert, drop, replace or swap with their neighbour.
func distance(a, b []rune) int {
	if far := max(len(a)-len(b), len(b)-len(a)); far > mostAllowed {
		return far // at least, and too far to matter
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
