package screening

// The lists of bone, blood and skin.

// Fragility is a bone broken by a small fall since the age of 50.
type Fragility uint8

// The values of [Fragility].
const (
	FragilityNone Fragility = iota + 1
	FragilityOther
	FragilityHipOrSpine
)

func (Fragility) choices() []choice {
	return []choice{
		{"none", "None"},
		{"other", "Wrist, arm or another bone"},
		{"hip_or_spine", "Hip or spine"},
	}
}

// String returns the name that rules and JSON use.
func (v Fragility) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Fragility) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Fragility) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Stroke is how long ago the last stroke was.
type Stroke uint8

// The values of [Stroke].
const (
	StrokeNone Stroke = iota + 1
	StrokeOver26Weeks
	StrokeW6To26
	StrokeUnder6Weeks
)

func (Stroke) choices() []choice {
	return []choice{
		{"none", "Never"},
		{"over_26_weeks", "More than 6 months ago"},
		{"w6_to_26", "6 weeks to 6 months ago"},
		{"under_6_weeks", "Less than 6 weeks ago"},
	}
}

// String returns the name that rules and JSON use.
func (v Stroke) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Stroke) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Stroke) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// SpineOperation is the kind of an operation on the spine.
type SpineOperation uint8

// The values of [SpineOperation].
const (
	SpineOperationDecompression SpineOperation = iota + 1
	SpineOperationFusion
)

func (SpineOperation) choices() []choice {
	return []choice{
		{"decompression", "No, the disc or the canal was freed, or something else was done"},
		{"fusion", "Yes, bones were joined together"},
	}
}

// String returns the name that rules and JSON use.
func (v SpineOperation) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v SpineOperation) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *SpineOperation) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Anticoagulant is a blood thinner.
type Anticoagulant uint8

// The values of [Anticoagulant].
const (
	AnticoagulantNone Anticoagulant = iota + 1
	AnticoagulantHeparin
	AnticoagulantDOAC
	AnticoagulantWarfarin
)

func (Anticoagulant) choices() []choice {
	return []choice{
		{"none", "None"},
		{"heparin", "Heparin injections"},
		{"doac", "Apixaban, rivaroxaban, edoxaban or dabigatran"},
		{"warfarin", "Warfarin"},
	}
}

// String returns the name that rules and JSON use.
func (v Anticoagulant) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Anticoagulant) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Anticoagulant) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Antiplatelet is tablets that keep blood platelets from clotting.
type Antiplatelet uint8

// The values of [Antiplatelet].
const (
	AntiplateletNone Antiplatelet = iota + 1
	AntiplateletSingle
	AntiplateletDual
)

func (Antiplatelet) choices() []choice {
	return []choice{
		{"none", "None"},
		{"single", "One of them"},
		{"dual", "Two of them"},
	}
}

// String returns the name that rules and JSON use.
func (v Antiplatelet) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Antiplatelet) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Antiplatelet) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// Contagion is a skin disease that is catching.
type Contagion uint8

// The values of [Contagion].
const (
	ContagionNone Contagion = iota + 1
	ContagionColdSore
	ContagionWarts
	ContagionAthletesFoot
	ContagionRingwormSmall
	ContagionImpetigo
	ContagionScabies
	ContagionLice
	ContagionChickenpox
	ContagionWidespread
)

func (Contagion) choices() []choice {
	return []choice{
		{"none", "None"},
		{"cold_sore", "Cold sore"},
		{"warts", "Warts"},
		{"athletes_foot", "Athlete's foot"},
		{"ringworm_small", "Ringworm, only small patches"},
		{"impetigo", "Impetigo (crusty sores)"},
		{"scabies", "Scabies"},
		{"lice", "Lice"},
		{"chickenpox", "Chickenpox"},
		{"widespread", "Any of these in large patches or over much of the body"},
	}
}

// String returns the name that rules and JSON use.
func (v Contagion) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v Contagion) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *Contagion) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// InfectionRisk is a background from which an infection can reach the spine.
type InfectionRisk uint8

// The values of [InfectionRisk].
const (
	InfectionRiskNone InfectionRisk = iota + 1
	InfectionRiskInjectingDrugs
	InfectionRiskSpinalProcedure
	InfectionRiskSkinInfection
	InfectionRiskBloodInfection
)

func (InfectionRisk) choices() []choice {
	return []choice{
		{"none", "None of these"},
		{"injecting_drugs", "Injecting drugs"},
		{"spinal_procedure", "A needle or an operation in the spine, in the last 3 months"},
		{"skin_infection", "A serious, deep skin infection, in the last 3 months"},
		{"blood_infection", "Blood poisoning, in the last 3 months"},
	}
}

// String returns the name that rules and JSON use.
func (v InfectionRisk) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v InfectionRisk) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *InfectionRisk) UnmarshalText(text []byte) error { return parseChoice(v, text) }
