package screening

// The lists of heart, vessels and devices.

// HeartAttack is how long ago the last heart attack was.
type HeartAttack uint8

// The values of [HeartAttack].
const (
	HeartAttackNone HeartAttack = iota + 1
	HeartAttackOver26Weeks
	HeartAttackW6To26
	HeartAttackUnder6Weeks
)

func (HeartAttack) choices() []choice {
	return []choice{
		{"none", "Never"},
		{"over_26_weeks", "More than 6 months ago"},
		{"w6_to_26", "6 weeks to 6 months ago"},
		{"under_6_weeks", "Less than 6 weeks ago"},
	}
}

// String returns the name that rules and JSON use.
func (v HeartAttack) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v HeartAttack) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *HeartAttack) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Clot is how long ago the last blood clot was.
type Clot uint8

// The values of [Clot].
const (
	ClotNone Clot = iota + 1
	ClotOver6Months
	ClotM3To6
	ClotUnder3Months
)

func (Clot) choices() []choice {
	return []choice{
		{"none", "Never"},
		{"over_6_months", "More than 6 months ago"},
		{"m3_to_6", "3 to 6 months ago"},
		{"under_3_months", "Less than 3 months ago"},
	}
}

// String returns the name that rules and JSON use.
func (v Clot) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Clot) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Clot) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Varicose is how marked the veins of the legs are.
type Varicose uint8

// The values of [Varicose].
const (
	VaricoseNone Varicose = iota + 1
	VaricoseMild
	VaricoseMarked
	VaricoseUlcer
)

func (Varicose) choices() []choice {
	return []choice{
		{"none", "No varicose veins"},
		{"mild", "Fine or slightly raised veins"},
		{"marked", "Thick, knotted veins"},
		{"ulcer", "A sore or open skin over the veins"},
	}
}

// String returns the name that rules and JSON use.
func (v Varicose) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Varicose) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Varicose) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Attached is what is attached to a body or stuck on it.
type Attached uint8

// The values of [Attached].
const (
	AttachedNone Attached = iota + 1
	AttachedInsulinPump
	AttachedGlucoseSensor
	AttachedPort
	AttachedArmLine
	AttachedFeedingTube
	AttachedStomaBag
	AttachedCatheter
	AttachedDialysisArm
)

func (Attached) choices() []choice {
	return []choice{
		{"none", "Nothing"},
		{"insulin_pump", "Insulin pump"},
		{"glucose_sensor", "Glucose sensor"},
		{"port", "Port under the skin"},
		{"arm_line", "Line in an arm"},
		{"feeding_tube", "Feeding tube"},
		{"stoma_bag", "Stoma bag"},
		{"catheter", "Bladder catheter or a drain"},
		{"dialysis_arm", "Arm that is used for dialysis"},
	}
}

// String returns the name that rules and JSON use.
func (v Attached) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Attached) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Attached) UnmarshalText(text []byte) error { return parseChoice(v, text) }
