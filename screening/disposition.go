package screening

import "github.com/safehands/safehands/screening/answer"

// Disposition is what to do about the massage. Compare dispositions with
// [Disposition.AtLeast], not by their numbers.
type Disposition uint8

// The dispositions; after the first in rising caution.
const (
	Clarify  Disposition = iota // zero value: something unanswered can still change what to do
	Proceed                     // nothing stands against it
	Adapt                       // treat, within limits
	Refer                       // treat only with a clinician's clearance
	Defer                       // not until something has passed
	Withhold                    // not here
)

var dispositionNames = []string{"clarify", "proceed", "adapt", "refer", "defer", "withhold"}

// String returns the disposition in lower case.
func (d Disposition) String() string { return answer.NameOf(dispositionNames, "Disposition", d) }

// AtLeast reports whether d is as cautious as other. Clarify says nothing about caution: it is at
// least nothing but itself.
func (d Disposition) AtLeast(other Disposition) bool {
	if d == Clarify || other == Clarify {
		return d == other
	}
	return d >= other
}

// MarshalText writes the name.
func (d Disposition) MarshalText() ([]byte, error) {
	return answer.MarshalName(dispositionNames, "Disposition", d)
}

// UnmarshalText reads a name and nothing else.
func (d *Disposition) UnmarshalText(text []byte) error {
	return answer.UnmarshalName(dispositionNames, "disposition", text, d)
}

// Urgency is how soon somebody should look at the person, whatever becomes of the massage.
type Urgency uint8

// The urgencies, rising.
const (
	UrgencyNone Urgency = iota
	UrgencyRoutine
	UrgencyUrgent // within days, at most two weeks
	UrgencySameDay
	UrgencyEmergency // now
)

var urgencyNames = []string{"none", "routine", "urgent", "same_day", "emergency"}

// String returns the urgency in lower case.
func (u Urgency) String() string { return answer.NameOf(urgencyNames, "Urgency", u) }

// MarshalText writes the name.
func (u Urgency) MarshalText() ([]byte, error) { return answer.MarshalName(urgencyNames, "Urgency", u) }

// UnmarshalText reads a name and nothing else.
func (u *Urgency) UnmarshalText(text []byte) error {
	return answer.UnmarshalName(urgencyNames, "urgency", text, u)
}

// Kind is how strongly a rule speaks. The zero value speaks not at all.
type Kind uint8

// The kinds, in rising caution, each with the disposition that it asks for.
const (
	KindNone       Kind = iota // an unsure answer that counts for nothing
	KindPrecaution             // Adapt
	KindRelative               // Refer
	KindTemporary              // Defer
	KindAbsolute               // Withhold
)

var kindNames = []string{"none", "precaution", "relative", "temporary", "absolute"}

// String returns the kind in lower case.
func (k Kind) String() string { return answer.NameOf(kindNames, "Kind", k) }

// MarshalText writes the name.
func (k Kind) MarshalText() ([]byte, error) { return answer.MarshalName(kindNames, "Kind", k) }

// UnmarshalText reads a name and nothing else.
func (k *Kind) UnmarshalText(text []byte) error {
	return answer.UnmarshalName(kindNames, "kind", text, k)
}
