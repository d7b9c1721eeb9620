package technique

import "github.com/safehands/safehands/screening/policy/document"

// MaxSteps is how many strokes a plan can have. A longer one is refused as a whole, read from JSON
// or given in Go: no session has so many, and every stroke is put to all rules. A list of words out
// of a closed list can have as many as there are.
const MaxSteps = 200

// tooMany reports whether a list is too long, and adds that to p.
func tooMany(p *document.Problems, path, what string, n, most int) bool {
	if n > most {
		p.Add(document.Problem{Path: path, Message: document.TooMany(n, most, what)})
	}
	return n > most
}
