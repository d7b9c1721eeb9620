package policy

import (
	"cmp"
	"slices"
)

// Schema is the language a domain hands to the engine: what can be known, how severe a rule can be,
// where it can reach and what it can limit. A Schema is data; [Load] checks it and never changes
// it. Besides levels it can leave out what it has no use for:
//
//	left out                    | what stands
//	CertainFrom, UnsureKind,    | the kind of the last level
//	WaivedFrom, WaivedTo        |
//	LimitKind                   | the kind of the second level, which it has to be
//	Undecided                   | "undecided"
//	Urgencies; UnsureUrgency    | none, which rules then need not speak of; the last
//	Places; Default             | one, called as PlaceWord says; the first
type Schema struct {
	Facts []Fact
	Cards []Card

	// Levels are the dispositions in rising caution. The first has no kind: nothing stands against
	// it. The kind of every other level is what a rule file writes.
	Levels []Level
	// Undecided names the disposition shown while the floor lies below CertainFrom and the
	// decision is not settled.
	Undecided   string
	CertainFrom string // a kind

	// Urgencies is the second axis, rising; the first is none at all. With that one alone
	// rules need not speak of it.
	Urgencies []string
	// UrgencyOptional says that a rule need not speak of urgency; without one it has the first.
	UrgencyOptional bool
	// EverywhereFrom is the urgency from which an outcome reaches every place; empty, none does.
	EverywhereFrom string

	// UnsureKind and UnsureUrgency bound the outcome of a rule that an unsure answer leaves
	// possible and that declares no if_unsure of its own.
	UnsureKind    string
	UnsureUrgency string

	// LimitKind is the level that a limit gives to every place it reaches.
	LimitKind string

	// A clearance makes a covered rule of kind WaivedFrom count as WaivedTo.
	WaivedFrom, WaivedTo string

	Places  []Place
	Default string // the place requested when none is

	// Sides are the halves of a person, such as left and right, where places have them; see Half.
	Sides []string

	// Attributes are facts about the places themselves. A rule's where is a test of them, answered
	// when the rules are loaded.
	Attributes []Fact

	// BanFrom is the kind from which on a rule is a ban of the places that it reaches: where it
	// names one, or a value of an attribute, it reaches what is like it too. Rules of milder kinds
	// mean what they name. Empty, no rule is a ban.
	BanFrom string

	// Elsewhere are groups of facts that other rule sets have, so that who names one here is told
	// where it belongs.
	Elsewhere []FactGroup

	// PlaceWord is what rule files call a place; empty, it is region.
	PlaceWord string

	Limits []Limit
	Texts  []Text
	Grades []string // evidence grades, best first
}

// completed is the schema with what stands for what it leaves out.
func (s Schema) completed() Schema {
	if len(s.Levels) < 2 {
		return s
	}
	last := s.Levels[len(s.Levels)-1].Kind
	s.CertainFrom, s.UnsureKind = cmp.Or(s.CertainFrom, last), cmp.Or(s.UnsureKind, last)
	s.WaivedFrom, s.WaivedTo = cmp.Or(s.WaivedFrom, last), cmp.Or(s.WaivedTo, last)
	s.LimitKind, s.Undecided = cmp.Or(s.LimitKind, s.Levels[1].Kind), cmp.Or(s.Undecided, "undecided")
	if len(s.Urgencies) == 0 {
		s.Urgencies = []string{"none"}
	}
	s.UnsureUrgency = cmp.Or(s.UnsureUrgency, s.Urgencies[len(s.Urgencies)-1])
	if len(s.Places) == 0 {
		s.Places = []Place{{Name: s.placeWord()}}
	}
	s.Default = cmp.Or(s.Default, s.Places[0].Name)
	return s
}

// FactGroup is a group of facts of another rule set.
type FactGroup struct {
	Group string // of group.what
	Where string // such as "rules under triage/"
}

// Level is one disposition and the kind of rule that asks for it.
type Level struct {
	Kind        string
	Disposition string
}

// FactKind says what values a fact takes.
type FactKind int

// A fact's kinds.
const (
	YesNo   FactKind = iota // yes or no
	Whole                   // a whole number
	Decimal                 // a decimal number
	OneOf                   // one of a closed list
	SetOf                   // a set out of a closed list
)

// Risk says which direction of a fact is the riskier one.
type Risk int

// The directions.
const (
	RiskNeither Risk = iota // no direction: young and old may both matter
	RiskMore                // yes, or a larger number, or a later list value, is riskier
	// RiskLess says that no, or a smaller number, or an earlier list value, is riskier; of a yes/no
	// fact: protective.
	RiskLess
)

// Fact is one typed datum that rules read. Its name is the same in expressions, in JSON and in
// the vocabulary listing.
type Fact struct {
	Name string // group.name
	Kind FactKind
	Ask  string // the question as the client or the staff reads it

	Unit        string
	Least, Most float64 // of a number: both ends included

	Values []Value // of a list, mildest first where the fact has a direction
	None   string  // the value that says none of the others; empty where the list has none
	Safe   []string
	Risk   Risk

	// HoldsDays is how long an answer holds; 0 means for this visit only.
	HoldsDays int
	// Since is the edition of its card that asked for the fact first; 0 means the first one.
	Since int
	// Widened is the edition of its card whose words cover more of the fact than those before; 0
	// means that no later one does. An answer to an earlier edition never says none of it, see
	// CardAnswer; what it ticked or was unsure of stays.
	Widened int
	// Critical marks a safety-critical fact.
	Critical bool
	// Pressing marks an answer that is not waited for: while it is missing behind something that
	// was told, a red flag that hangs on it is presumed, see [Evaluation.Presumed].
	Pressing bool

	// UnsureRiskier has an unsure answer to a yes/no or to a choice count as its riskier end, for
	// what a single rule's IfUnsure is too blunt for: one of its facts may be unsure. The answer
	// stays unsure in everything that shows it. No guard reads such a fact, nothing implies it.
	UnsureRiskier bool

	// AskedIf is another fact's test, as an expression: the fact is asked once the test
	// holds or is unsure, and means nothing before. A test of this fact in a rule holds
	// only where AskedIf does.
	AskedIf string

	// A volunteered fact is never asked: not given, it stands at Usual.
	Volunteered bool
	Usual       string

	// Places marks a set whose values are the schema's places.
	Places bool

	// From is what a derived fact follows from: facts, by name, and words without a dot for what
	// a host brings besides, such as a decision. Nobody is asked for such a fact; what is missing
	// of the facts that it follows from is asked instead. The engine does not derive it.
	From []string

	// Staff, Private and Repeat matter for facts on no card; a fact on a card takes the
	// marks of its card and line.
	Staff, Private, Repeat bool

	// Was are facts that this one has taken the place of. Their names stay readable in stored
	// answers; rules do not know them.
	Was []Was

	// Codes are codes of record systems that speak of the fact. They are listed with it and have no
	// meaning to the engine: no rule and no answer depends on them, and neither does the
	// fingerprint; the text fingerprint does.
	Codes []Code
}

// Code is one code of a record system, such as that of a diagnosis.
type Code struct {
	System string // such as icd10
	Code   string // one code, or a range of them
	Says   string // what the code stands for
	Status string // how it was verified
	// Proposes is whether the code makes yes likely enough to be shown as a proposal. Otherwise it
	// only shows that the fact is worth asking. It never answers.
	Proposes bool
}

// Value is one value of a list fact.
type Value struct {
	Name string
	Says string // the choice as the client reads it
	// Like are other values of a OneOf fact that this one is like: a rule's test that names one of
	// them means this one as well, unless it is negated.
	Like []string
}

// Card asks for many facts at once: "any of these now?".
type Card struct {
	Name  string
	Ask   string
	Lines []Line
	// Staff cards are filled in by looking, never asked. Private cards are for paper or screen, and
	// never asked aloud. Repeat cards are asked again at every visit. Aloud cards ask for danger
	// signs: a tick with all behind it denied is said aloud once before a session begins.
	Staff, Private, Repeat, Aloud bool
	// HoldsDays is how long the card's answer holds; 0 means for this visit only.
	HoldsDays int
	// Edition is 1, which everything below means too, and one more with every addition of facts to
	// the card. An answer to an earlier one says nothing of facts that came later, see CardAnswer.
	Edition int
}

func (c Card) edition() int { return max(c.Edition, 1) }

// Line is one line of a card and the facts that it speaks of.
type Line struct {
	Name           string
	Says           string
	Facts          []string
	Staff, Private bool
	// Was are names that the line had; in answers they stand for it.
	Was []string
	// Moved names the card on which the line stood before it came to this one, by its name or by
	// one that it had. The engine does not read answers by it; a host that keeps them does.
	Moved string
}

// Place is a region. A place that contains others is a group and stands for its parts.
type Place struct {
	Name     string
	Says     string // the words of a person, where rules or answers name places
	Contains []string
	// Sided says that a place that contains no others has one of each of the schema's Sides.
	Sided bool
	// WasPartOf is the place under which this one was told before it had a name of its own: an
	// answer behind a card of an earlier edition that names it counts for this one too.
	WasPartOf string
	// Attributes of a place that contains no others: a known answer to each of the schema's
	// Attributes, in their order.
	Attributes []Answer
	// Like are other places that this one is like; see Schema.BanFrom.
	Like []string
}

// LimitKind says how a limit of two rules adds up.
type LimitKind int

// A limit's kinds.
const (
	LowestWins LimitKind = iota // a number; the lowest of all holds
	Unites                      // a set out of Values; all are joined
	Flag                        // set or not
	Spot                        // a spot to leave out, with a margin
	Note                        // a sentence
)

// Limit is one kind of limit that a rule may set.
type Limit struct {
	Name        string
	Kind        LimitKind
	Least, Most float64  // of a LowestWins limit, or of a Spot's margin
	Values      []string // of a Unites limit; in a loaded set with those of Own behind
	Margin      string   // of a Spot: the key that carries its margin
	// Sided are values that are of one side of the person themselves, such as lying on it.
	Sided []string

	// OwnKey is the key under which rule files add values to a Unites limit; empty, they cannot.
	// Own are those that they have added.
	OwnKey string
	Own    []Own
}

// Own is a value that a rule file adds to a limit. A limit that sets one of Like sets this one as
// well, also through others.
type Own struct {
	Name string
	Like []string
}

// Text is one text of a rule, in the words of the domain.
type Text struct {
	Name     string
	Required bool
	// RequiredFor names a kind that cannot do without this text.
	RequiredFor string
}

// clone returns a schema that shares nothing with s.
func (s Schema) clone() Schema {
	s.Levels, s.Urgencies, s.Sides = slices.Clone(s.Levels), slices.Clone(s.Urgencies), slices.Clone(s.Sides)
	s.Grades, s.Texts = slices.Clone(s.Grades), slices.Clone(s.Texts)
	s.Facts = cloneFacts(s.Facts)
	s.Cards = slices.Clone(s.Cards)
	for i := range s.Cards {
		s.Cards[i].Lines = slices.Clone(s.Cards[i].Lines)
		for j := range s.Cards[i].Lines {
			s.Cards[i].Lines[j].Facts = slices.Clone(s.Cards[i].Lines[j].Facts)
		}
	}
	s.Places = slices.Clone(s.Places)
	for i := range s.Places {
		s.Places[i].Contains = slices.Clone(s.Places[i].Contains)
		s.Places[i].Attributes = slices.Clone(s.Places[i].Attributes)
	}
	s.Attributes = cloneFacts(s.Attributes)
	s.Limits, s.Elsewhere = slices.Clone(s.Limits), slices.Clone(s.Elsewhere)
	for i := range s.Limits {
		s.Limits[i].Values, s.Limits[i].Sided = slices.Clone(s.Limits[i].Values), slices.Clone(s.Limits[i].Sided)
	}
	return s
}

func cloneFacts(facts []Fact) []Fact {
	facts = slices.Clone(facts)
	for i := range facts {
		facts[i].Values = slices.Clone(facts[i].Values)
		facts[i].Safe = slices.Clone(facts[i].Safe)
		facts[i].From = slices.Clone(facts[i].From)
		facts[i].Codes = slices.Clone(facts[i].Codes)
		facts[i].Was = slices.Clone(facts[i].Was)
	}
	return facts
}

// PlacesKey is the key of a rule that lists places.
func (s Schema) PlacesKey() string { return s.placeWord() + "s" }

func (s Schema) placeWord() string { return cmp.Or(s.PlaceWord, "region") }
