package policy

import "slices"

// Rule is one rule as it stands in force, every layer applied.
type Rule struct {
	ID           string
	Rows, Claims []string // of the clinical documents that the rule carries
	// Tags are what a host tells rules apart by; the engine does not. They stand as the rule was
	// written: no change replaces them.
	Tags       []string
	Kind       string
	Urgency    string
	Regions    []string // empty: every place
	At         string   // a set-of-places fact instead of Regions
	Where      string   // a test of the places' attributes instead of Regions
	Side       string   // the fact that says on which side the rule is meant; empty: it has none
	When       string
	Opaque     string // why When has a part that nothing is proved of; empty where it has none
	IfUnsure   *UnsureOutcome
	Limits     []RuleLimit
	Texts      map[string]string // by the name of the schema's text
	Sources    []string
	Grade      string
	RedFlag    bool
	ReviewedBy string

	Layer    string // the layer that the rule comes from
	Adopted  bool   // it is a rule of the set that this one extends
	Position string // file:line:column
	// Changed gives the reason of every change that a later layer made to the rule.
	Changed []string

	level, urgency             uint8
	unsureLevel, unsureUrgency uint8
	reach                      uint64
	at                         int // the fact, -1 without one
	side                       int // the same of Side
	rank                       int // among all rules: the most urgent and the most cautious first
}

// Tagged reports whether the rule has a tag.
func (r *Rule) Tagged(tag string) bool { return slices.Contains(r.Tags, tag) }

// UnsureOutcome is the outcome of a rule while an unsure answer leaves it possible. An empty
// Kind counts for nothing.
type UnsureOutcome struct {
	Kind    string
	Urgency string
	Reason  string
}

// Scope says where a limit holds.
type Scope int

// The scopes.
const (
	WhereRuleHolds Scope = iota // the rule's places
	Elsewhere                   // everywhere but there
	Everywhere
	InRegions // the limit's own Regions
)

// RuleLimit is one limit of a rule.
type RuleLimit struct {
	Name    string // of the schema's limit
	Number  float64
	Values  []string // with what is like them
	Note    string
	Scope   Scope
	Regions []string

	limit  int
	values uint64
	reach  uint64 // of InRegions and Everywhere
}

// Parameter is a named number.
type Parameter struct {
	Name  string
	Value float64
	Unit  string
	Basis string
	whole bool
}

// Definition is a named test.
type Definition struct {
	Name string
	When string
}

// Source is a work that rules rest on.
type Source struct {
	Key   string
	Cites string
	Link  string
	Level string
	Read  string // excerpt or memory
}
