package screening

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
