package intake

import (
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
)

// Wish is the page of wishes, which nobody has to be handed: facts wish.*. Places that are not to
// be touched get no pressure at all, and a word in private comes first; nothing else of it reaches
// a rule.
type Wish struct {
	Untouched   answer.YesNo                         `fact:"wish.untouched"`
	UntouchedAt answer.Fact[answer.Set[body.Region]] `fact:"wish.untouched_at"`
	Pressure    answer.Fact[WishedPressure]          `fact:"wish.pressure"`
	Senses      answer.Fact[answer.Set[Sense]]       `fact:"wish.senses"`
	Language    answer.YesNo                         `fact:"wish.language"`
	TableHelp   answer.YesNo                         `fact:"wish.table_help"`
	Room        answer.Fact[answer.Set[Without]]     `fact:"wish.room"`
	Contact     answer.YesNo                         `fact:"wish.contact"`
	PrivateWord answer.YesNo                         `fact:"wish.private_word"`
}

// WishedPressure is how firm somebody would like the massage; it never lifts a limit.
type WishedPressure string

// The values of [WishedPressure].
const (
	WishedPressureNoWish WishedPressure = "no_wish"
	WishedPressureLight  WishedPressure = "light"
	WishedPressureMedium WishedPressure = "medium"
	WishedPressureFirm   WishedPressure = "firm"
)

// Sense is what somebody does badly.
type Sense string

// The values of [Sense].
const (
	SenseNone       Sense = "none"
	SenseHearsBadly Sense = "hears_badly"
	SenseSeesBadly  Sense = "sees_badly"
)

// Without is what somebody would rather be without in the room.
type Without string

// The values of [Without].
const (
	WithoutNone  Without = "none"
	WithoutScent Without = "scent"
	WithoutMusic Without = "music"
	WithoutTalk  Without = "talk"
)
