package intake

// The lists of heart, vessels and devices.

// HeartAttack is how long ago the last heart attack was.
type HeartAttack string

// The values of [HeartAttack].
const (
	HeartAttackNone        HeartAttack = "none"
	HeartAttackOver26Weeks HeartAttack = "over_26_weeks"
	HeartAttackW6To26      HeartAttack = "w6_to_26"
	HeartAttackUnder6Weeks HeartAttack = "under_6_weeks"
)

// Clot is how long ago the last blood clot was.
type Clot string

// The values of [Clot].
const (
	ClotNone         Clot = "none"
	ClotOver6Months  Clot = "over_6_months"
	ClotM3To6        Clot = "m3_to_6"
	ClotUnder3Months Clot = "under_3_months"
)

// Varicose is how marked the veins of the legs are.
type Varicose string

// The values of [Varicose].
const (
	VaricoseNone   Varicose = "none"
	VaricoseMild   Varicose = "mild"
	VaricoseRaised Varicose = "raised"
	VaricoseMarked Varicose = "marked"
	VaricoseUlcer  Varicose = "ulcer"
)

// Anaemia is how much too little red blood there is.
type Anaemia string

// The values of [Anaemia].
const (
	AnaemiaNone   Anaemia = "none"
	AnaemiaMild   Anaemia = "mild"   // or treated
	AnaemiaSevere Anaemia = "severe" // or untreated, with breathlessness
)

// Graft is a bypass, graft or stent of an artery outside the heart and the neck.
type Graft string

// The values of [Graft].
const (
	GraftNone    Graft = "none"
	GraftSettled Graft = "settled" // over 12 weeks ago, and released
	GraftFresh   Graft = "fresh"
)

// IBD is how an inflamed bowel is.
type IBD string

// The values of [IBD].
const (
	IBDNone  IBD = "none"
	IBDQuiet IBD = "quiet"
	IBDFlare IBD = "flare"
)

// Attached is what is attached to a body or stuck on it.
type Attached string

// The values of [Attached].
const (
	AttachedNone          Attached = "none"
	AttachedInsulinPump   Attached = "insulin_pump"
	AttachedGlucoseSensor Attached = "glucose_sensor"
	AttachedPort          Attached = "port"
	AttachedArmLine       Attached = "arm_line"
	AttachedFeedingTube   Attached = "feeding_tube"
	AttachedStomaBag      Attached = "stoma_bag"
	AttachedCatheter      Attached = "catheter"
	AttachedDialysisArm   Attached = "dialysis_arm"
)

// Flow is what poor blood flow does to the legs.
type Flow string

// The values of [Flow].
const (
	FlowNone        Flow = "none"
	FlowWalking     Flow = "walking"
	FlowRestOrSores Flow = "rest_or_sores"
)
