package soreness

import "github.com/safehands/safehands/screening/answer"

// Level says what the discomfort after a session asks for. Compare levels with
// [Level.AtLeast], not by their numbers.
type Level uint8

// The levels; after the first in rising caution.
const (
	Clarify      Level = iota // zero value: something unanswered can still change it
	Expected                  // as unaccustomed muscles feel
	Monitor                   // ask again after a day and after three
	Adjust                    // change the way of working
	SeeClinician              // no further session before somebody has looked; the urgency says how soon
	Emergency                 // now
)

var levelNames = []string{"clarify", "expected", "monitor", "adjust", "see_clinician", "emergency"}

// levelAt is the level of the engine's number, which has no Clarify.
func levelAt(level int) Level { return Expected + Level(level) }

// String returns the level in lower case.
func (l Level) String() string { return answer.NameOf(levelNames, "Level", l) }

// AtLeast reports whether l is as cautious as other. Clarify says nothing about caution: it is at
// least nothing but itself.
func (l Level) AtLeast(other Level) bool {
	if l == Clarify || other == Clarify {
		return l == other
	}
	return l >= other
}

// MarshalText writes the name.
func (l Level) MarshalText() ([]byte, error) { return answer.MarshalName(levelNames, "Level", l) }

// UnmarshalText reads a name and nothing else.
func (l *Level) UnmarshalText(text []byte) error {
	return answer.UnmarshalName(levelNames, "level", text, l)
}

// Grid is the cell of the published grid of how severe reactions to manual therapy are (source
// PAAN14): by how strong and how long.
type Grid uint8

// The cells. Up to [MinorNRS] points are minor, and less than [ShortHours] short.
const (
	GridUnknown   Grid = iota // zero value: strength or length is not known
	ShortMinor                // weak and short
	LongMinor                 // weak and long
	ShortModerate             // strong and short
	LongModerate              // strong and long
	Serious                   // the person has to be seen today or now
)

// The borders between the cells, as published.
const (
	MinorNRS   = 3
	ShortHours = 24
)

var gridNames = []string{"unknown", "short_minor", "long_minor", "short_moderate", "long_moderate", "serious"}

// String returns the cell in lower case.
func (g Grid) String() string { return answer.NameOf(gridNames, "Grid", g) }

// MarshalText writes the name.
func (g Grid) MarshalText() ([]byte, error) { return answer.MarshalName(gridNames, "Grid", g) }

// UnmarshalText reads a name and nothing else.
func (g *Grid) UnmarshalText(text []byte) error {
	return answer.UnmarshalName(gridNames, "cell of the grid", text, g)
}

// cell returns where a reaction stands on the grid.
func cell(r Report, serious bool) Grid {
	if serious {
		return Serious
	}
	nrs, strength := r.NRS.Value()
	hours, length := r.DurationHours.Value()
	switch {
	case !strength || !length:
		return GridUnknown
	case nrs <= MinorNRS && hours < ShortHours:
		return ShortMinor
	case nrs <= MinorNRS:
		return LongMinor
	case hours < ShortHours:
		return ShortModerate
	}
	return LongModerate
}
