package soreness

// style is what a technique of the catalogue says of a session.
type style struct {
	name                        string
	intensity                   int // 1 to 5
	painful, intense, strongest bool
	backDisease                 string // treats, limited or not_for
	tone                        string // relaxing, neutral or stimulating
}

// catalogue is what this package reads of a planner.
type catalogue struct {
	techniques []string // in the catalogue's order
	strokes    []string // likewise
	positions  []string // of a plan
	signs      []string // that can come up in a session
	styles     map[string]style
	// planRules are ids, the built-in ones first; those out of force too, which a session may have
	// broken while they were in force.
	planRules []string
	// checked are the ids of everything that a check of a plan can return, the plan rules first.
	checked []string
	// standsFor gives for what a check can return the values of course.violations that it amounts
	// to; what is not there amounts to another rule.
	standsFor map[string][]string
	quoting   []string // plan rules in whose place a check names what the match says
	// marks are what the tags say that stands for other values than the rule's own name.
	marks []mark
	// attacks are the ids of the rules that a session breaks by going on in an attack.
	attacks []string
}
