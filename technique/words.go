package technique

import (
	"slices"

	"github.com/safehands/safehands/screening/answer"
)

// Level is how far a therapist is trained. The zero value is no level.
type Level string

// The levels, rising.
const (
	Layperson        Level = "layperson"
	ShortCourse      Level = "short_course"
	Qualified        Level = "qualified"
	QualifiedSpecial Level = "qualified_special" // for pregnancy, cancer or lymph drainage
	// Medical is a doctor, a physiotherapist, or somebody who works on their prescription
	Medical Level = "medical"
)

// Position is how the client lies or sits.
type Position string

// The positions.
const (
	Prone          Position = "prone"
	SupineFlat     Position = "supine_flat"
	SideLying      Position = "side_lying" // on either side
	SideLyingLeft  Position = "side_lying_left"
	SideLyingRight Position = "side_lying_right"
	SemiReclined   Position = "semi_reclined"
	Seated         Position = "seated"
)

// Pace is how fast hands move.
type Pace string

// The paces, rising.
const (
	Static   Pace = "static"
	Slow     Pace = "slow"
	Moderate Pace = "moderate"
	Brisk    Pace = "brisk"
)

// Tone is what a technique or a stroke does to the tone of muscle.
type Tone string

// The effects on tone. What can do both counts as stimulating.
const (
	Relaxing    Tone = "relaxing"
	Neutral     Tone = "neutral"
	Stimulating Tone = "stimulating"
)

// Contact is what a technique has to do with the spine itself, which no plan may touch.
type Contact string

// The contacts, in rising risk.
const (
	NoContact      Contact = "no_contact"
	ContactCaution Contact = "caution" // possible by its protocol
	ContactRisk    Contact = "risk"    // its protocol works on the spine, or endangers it
	ContactNever   Contact = "never"
)

// BackDisease is whether a technique suits somebody with a back disease.
type BackDisease string

// The values, the most suitable first.
const (
	Treats  BackDisease = "treats"
	Limited BackDisease = "limited" // with a clearance that names it
	NotFor  BackDisease = "not_for"
)

// Touch is what a stroke may do on the spine or over organs.
type Touch string

// The values.
const (
	TouchAllowed    Touch = "allowed"
	TouchLight      Touch = "light"      // up to the cap of the zone
	TouchNone       Touch = "no_touch"   // it does not touch there
	TouchRestricted Touch = "restricted" // for medical staff alone
	TouchForbidden  Touch = "forbidden"
	TouchNever      Touch = "never" // forbidden whatever anybody agrees
)

// Agreed is the group of strokes in which a clinician agrees to a stroke.
type Agreed string

// The groups.
const (
	Gliding       Agreed = "gliding"        // gliding and slow kneading
	FirmKneading  Agreed = "firm_kneading"  // firm work along and across muscle
	PointPressure Agreed = "point_pressure" // pressing on points
	JointMovement Agreed = "joint_movement" // stretching and joint movement
	Percussion    Agreed = "percussion"
)

// Purpose is what a technique is for.
type Purpose string

// The purposes.
const (
	Relaxation   Purpose = "relaxation"
	Recovery     Purpose = "recovery"
	Treatment    Purpose = "treatment"
	ForTone      Purpose = "tone"
	Performance  Purpose = "performance"
	LocalRelease Purpose = "local_release"
	LocalPain    Purpose = "local_pain"
	Fascia       Purpose = "fascia"
	Oedema       Purpose = "oedema"
	Reflex       Purpose = "reflex"
	Relief       Purpose = "relief"
	Comfort      Purpose = "comfort"
	Cleansing    Purpose = "cleansing"
)

// levels are the levels of training, rising. The facts say the same.
func levels() []string {
	return []string{
		string(Layperson), string(ShortCourse), string(Qualified), string(QualifiedSpecial), string(Medical),
	}
}

// AtLeast reports whether l is as far trained as other. What is no level is at least nothing.
func (l Level) AtLeast(other Level) bool {
	i, j := slices.Index(levels(), string(l)), slices.Index(levels(), string(other))
	return i >= 0 && i >= j
}

// Standing is how a technique stands for a client. Of several rules the strictest decides.
type Standing uint8

// The standings; best first they are preferred, permitted, avoided, undecided, unlisted, forbidden.
const (
	Undecided Standing = iota // zero value: something unanswered can still change it
	Unlisted                  // no rule speaks for it
	Preferred
	Permitted
	Avoided
	Forbidden
)

var standingNames = []string{"undecided", "unlisted", "preferred", "permitted", "avoided", "forbidden"}

// rank orders standings, the best first.
func (s Standing) rank() int {
	return slices.Index([]Standing{Preferred, Permitted, Avoided, Undecided, Unlisted, Forbidden}, s)
}

// String returns the standing in lower case.
func (s Standing) String() string { return answer.NameOf(standingNames, "Standing", s) }

// MarshalText writes the name.
func (s Standing) MarshalText() ([]byte, error) {
	return answer.MarshalName(standingNames, "Standing", s)
}

// UnmarshalText reads a name and nothing else.
func (s *Standing) UnmarshalText(text []byte) error {
	return answer.UnmarshalName(standingNames, "standing", text, s)
}

// Kind is how strongly a rule speaks against a plan. The zero value speaks not at all.
type Kind uint8

// The kinds, in rising caution.
const (
	KindNone    Kind = iota
	KindCaution      // fits, with care
	KindChange       // the plan has to change
	KindStop         // stop now
)

var kindNames = []string{"none", "caution", "change", "stop"}

// String returns the kind in lower case.
func (k Kind) String() string { return answer.NameOf(kindNames, "Kind", k) }

// MarshalText writes the name.
func (k Kind) MarshalText() ([]byte, error) { return answer.MarshalName(kindNames, "Kind", k) }

// UnmarshalText reads a name and nothing else.
func (k *Kind) UnmarshalText(text []byte) error {
	return answer.UnmarshalName(kindNames, "kind", text, k)
}
