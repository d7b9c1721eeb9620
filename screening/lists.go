package screening

// The lists of pregnancy, nerves and spine. A list with a direction stands mildest first.

// Reason is what the client would like from the session; it never decides whether one may happen.
type Reason uint8

// The values of [Reason].
const (
	ReasonRelaxation Reason = iota + 1
	ReasonTension
	ReasonPain
	ReasonRecovery
	ReasonOther
)

func (Reason) choices() []choice {
	return []choice{
		{"relaxation", "Relax"},
		{"tension", "Loosen tight muscles"},
		{"pain", "Ease pain"},
		{"recovery", "Recover after sport"},
		{"other", "Something else"},
	}
}

// String returns the name that rules and JSON use.
func (v Reason) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Reason) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Reason) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Pregnancy is how things stand with a pregnancy.
type Pregnancy uint8

// The values of [Pregnancy].
const (
	PregnancyNone Pregnancy = iota + 1
	PregnancyCouldBe
	PregnancyEndedRecently
	PregnancyPregnant
)

func (Pregnancy) choices() []choice {
	return []choice{
		{"none", "No"},
		{"could_be", "I could be"},
		{"ended_recently", "A pregnancy ended in the last 6 weeks"},
		{"pregnant", "Yes, pregnant"},
	}
}

// String returns the name that rules and JSON use.
func (v Pregnancy) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Pregnancy) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Pregnancy) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Onset is how long the newest sign of a nerve or cord problem has been there.
type Onset uint8

// The values of [Onset].
const (
	OnsetOlderChecked Onset = iota + 1
	OnsetOlderUnchecked
	OnsetRecent
)

func (Onset) choices() []choice {
	return []choice{
		{"older_checked", "Long ago, and a doctor knows"},
		{"older_unchecked", "Longer ago, not worse, and nobody has looked"},
		{"recent", "In the last 2 weeks, or it is getting worse"},
	}
}

// String returns the name that rules and JSON use.
func (v Onset) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Onset) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Onset) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Weakness is weakness of a limb.
type Weakness uint8

// The values of [Weakness].
const (
	WeaknessNone Weakness = iota + 1
	WeaknessOldUnchanged
	WeaknessMildNew
	WeaknessProgressive
	WeaknessFootDropNew
	WeaknessUnableToWalk
)

func (Weakness) choices() []choice {
	return []choice{
		{"none", "No weakness"},
		{"old_unchanged", "Weak for a long time, cause known, unchanged"},
		{"mild_new", "A little weaker, new"},
		{"progressive", "Getting weaker"},
		{"foot_drop_new", "A foot that drags, new"},
		{"unable_to_walk", "Cannot walk"},
	}
}

// String returns the name that rules and JSON use.
func (v Weakness) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Weakness) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Weakness) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Walking is what a narrow spinal canal does to walking.
type Walking uint8

// The values of [Walking].
const (
	WalkingNone Walking = iota + 1
	WalkingSame
	WalkingFalling
)

func (Walking) choices() []choice {
	return []choice{
		{"none", "No"},
		{"same", "They ache, tingle or tire, and I can walk as far as before"},
		{"falling", "They ache, tingle or tire, and I can walk less far than before"},
	}
}

// String returns the name that rules and JSON use.
func (v Walking) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Walking) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Walking) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// NervePattern is how a pain runs into an arm or a leg.
type NervePattern uint8

// The values of [NervePattern].
const (
	NervePatternNone NervePattern = iota + 1
	NervePatternAcheUpper
	NervePatternAcheLower
	NervePatternRootLike
)

func (NervePattern) choices() []choice {
	return []choice{
		{"none", "Nothing"},
		{"ache_upper", "A dull ache, not past the knee or elbow"},
		{"ache_lower", "A dull ache past the knee or elbow"},
		{"root_like", "Shooting, electric or burning pain, tingling, numbness or weakness past the knee or elbow"},
	}
}

// String returns the name that rules and JSON use.
func (v NervePattern) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v NervePattern) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *NervePattern) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// NerveCourse is how a pain of a nerve has gone.
type NerveCourse uint8

// The values of [NerveCourse].
const (
	NerveCourseOldUnchanged NerveCourse = iota + 1
	NerveCourseRecentOrChanging
)

func (NerveCourse) choices() []choice {
	return []choice{
		{"old_unchanged", "The same for longer than 12 weeks"},
		{"recent_or_changing", "New, worse or changing in the last 12 weeks"},
	}
}

// String returns the name that rules and JSON use.
func (v NerveCourse) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v NerveCourse) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *NerveCourse) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Phase is the phase of a back or neck pain.
type Phase uint8

// The values of [Phase].
const (
	PhaseNone Phase = iota + 1
	PhaseRemission
	PhaseChronicStable
	PhaseSubacute
	PhaseRecentMild
	PhaseExacerbation
	PhaseAcuteAttack
)

func (Phase) choices() []choice {
	return []choice{
		{"none", "No back or neck pain"},
		{"remission", "Had it before, fine now"},
		{"chronic_stable", "Long-standing, at its usual level"},
		{"subacute", "Getting better, 6 to 12 weeks"},
		{"recent_mild", "New or back again within 6 weeks, I can do everyday things"},
		{"exacerbation", "Flare: clearly worse than my usual, stops everyday things"},
		{"acute_attack", "Sudden bad attack, hard to move"},
	}
}

// String returns the name that rules and JSON use.
func (v Phase) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Phase) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Phase) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Direction is where a disc herniation points, as the report has it.
type Direction uint8

// The values of [Direction].
const (
	DirectionExtraforaminal Direction = iota + 1
	DirectionForaminal
	DirectionPosterolateral
	DirectionParacentralCanal
	DirectionCentral
	DirectionSequestrated
)

func (Direction) choices() []choice {
	return []choice{
		{"extraforaminal", "Far to the side, outside the nerve opening (extraforaminal)"},
		{"foraminal", "To the side, into the nerve opening (foraminal)"},
		{"posterolateral", "Back and to one side, the canal is free (posterolateral)"},
		{"paracentral_canal", "Just beside the middle, the canal or the nerves' sac is pressed (paracentral)"},
		{"central", "Straight back, into the middle of the canal (central)"},
		{"sequestrated", "A piece has broken off and lies in the canal (sequestrated)"},
	}
}

// String returns the name that rules and JSON use.
func (v Direction) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Direction) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Direction) UnmarshalText(text []byte) error { return parseChoice(v, text) }
