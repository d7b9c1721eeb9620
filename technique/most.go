package technique

// MaxSteps is how many strokes a plan can have. A longer one is refused as a whole, read from JSON
// or given in Go: no session has so many, and every stroke is put to all rules. A list of words out
// of a closed list can have as many as there are.
const MaxSteps = 200
