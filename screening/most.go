package screening

import "github.com/safehands/safehands/screening/policy/document"

// What a visit can hold at most. Longer lists are refused as a whole, read from JSON or given
// in Go: no client has so much, and every item costs. A list of words out of a closed list can
// have as many as there are.
const (
	MaxClearances = 100   // in a visit
	MaxCovers     = 1_000 // rules of one clearance
	MaxAgreed     = 1_000 // techniques of one clearance, and strokes
	MaxBy         = 200   // characters of who gave one
	MaxAsked      = 2_000 // characters of the question
)

// tooMany reports whether a list is too long, and adds that to p.
func tooMany(p *document.Problems, path, what string, n, most int) bool {
	if n > most {
		p.Add(document.Problem{Path: path, Message: document.TooMany(n, most, what)})
	}
	return n > most
}

// shortened is what a path shows of a name that a host gives.
func shortened(name string) string {
	const most = 60
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return name
}
