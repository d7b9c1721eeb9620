package intake

// The lists of bone, blood and skin.

// Fragility is a bone broken by a small fall since the age of 50.
type Fragility string

// The values of [Fragility].
const (
	FragilityNone       Fragility = "none"
	FragilityOther      Fragility = "other"
	FragilityHipOrSpine Fragility = "hip_or_spine"
)

// Stroke is how long ago the last stroke was.
type Stroke string

// The values of [Stroke].
const (
	StrokeNone        Stroke = "none"
	StrokeOver26Weeks Stroke = "over_26_weeks"
	StrokeW6To26      Stroke = "w6_to_26"
	StrokeUnder6Weeks Stroke = "under_6_weeks"
)

// SpineOperation is the kind of an operation on the spine.
type SpineOperation string

// The values of [SpineOperation].
const (
	SpineOperationDecompression SpineOperation = "decompression"
	SpineOperationFusion        SpineOperation = "fusion"
)

// SelfInject is a medicine that somebody injects.
type SelfInject string

// The values of [SelfInject].
const (
	SelfInjectNone    SelfInject = "none"
	SelfInjectGLP1    SelfInject = "glp1"
	SelfInjectInsulin SelfInject = "insulin"
	SelfInjectOther   SelfInject = "other"
	SelfInjectHeparin SelfInject = "heparin"
)

// Anticoagulant is a blood thinner.
type Anticoagulant string

// The values of [Anticoagulant].
const (
	AnticoagulantNone     Anticoagulant = "none"
	AnticoagulantHeparin  Anticoagulant = "heparin"
	AnticoagulantDOAC     Anticoagulant = "doac"
	AnticoagulantWarfarin Anticoagulant = "warfarin" // every vitamin K tablet
	AnticoagulantOther    Anticoagulant = "other"    // another one, or the name is not at hand
)

// Antiplatelet is tablets that keep blood platelets from clotting.
type Antiplatelet string

// The values of [Antiplatelet].
const (
	AntiplateletNone   Antiplatelet = "none"
	AntiplateletSingle Antiplatelet = "single"
	AntiplateletDual   Antiplatelet = "dual"
)

// Contagion is a skin disease that is catching.
type Contagion string

// The values of [Contagion].
const (
	ContagionNone          Contagion = "none"
	ContagionColdSore      Contagion = "cold_sore"
	ContagionWarts         Contagion = "warts"
	ContagionAthletesFoot  Contagion = "athletes_foot"
	ContagionRingwormSmall Contagion = "ringworm_small"
	ContagionImpetigo      Contagion = "impetigo"
	ContagionScabies       Contagion = "scabies"
	ContagionLice          Contagion = "lice"
	ContagionChickenpox    Contagion = "chickenpox"
	ContagionWidespread    Contagion = "widespread"
)

// InfectionRisk is a background from which an infection can reach the spine.
type InfectionRisk string

// The values of [InfectionRisk].
const (
	InfectionRiskNone            InfectionRisk = "none"
	InfectionRiskInjectingDrugs  InfectionRisk = "injecting_drugs"
	InfectionRiskSpinalProcedure InfectionRisk = "spinal_procedure"
	InfectionRiskSkinInfection   InfectionRisk = "skin_infection"
	InfectionRiskBloodInfection  InfectionRisk = "blood_infection"
)

// Formation is a lump, scar, wart or mole, and whether somebody has looked at it.
type Formation string

// The values of [Formation].
const (
	FormationNone        Formation = "none"
	FormationLookedAt    Formation = "looked_at"
	FormationNotLookedAt Formation = "not_looked_at"
)

// Rash is a rash, by how it is.
type Rash string

// The values of [Rash].
const (
	RashNone     Rash = "none"
	RashDryKnown Rash = "dry_known"
	RashNotSure  Rash = "not_sure"
	RashFlare    Rash = "flare"
)
