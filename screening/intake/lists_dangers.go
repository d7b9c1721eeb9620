package intake

// The lists of what tells a danger from its harmless neighbour, and of positions.

// StrokeKind is what stands behind a stroke sign that was ticked.
type StrokeKind string

// The values of [StrokeKind].
const (
	StrokeKindKnownNerve StrokeKind = "known_nerve"
	StrokeKindLimbPart   StrokeKind = "limb_part"
	StrokeKindStroke     StrokeKind = "stroke"
)

// Unwell is one way of feeling ill today.
type Unwell string

// The values of [Unwell].
const (
	UnwellNone            Unwell = "none"
	UnwellLightHeaded     Unwell = "light_headed"
	UnwellSick            Unwell = "sick"
	UnwellVomiting        Unwell = "vomiting"
	UnwellDizzy           Unwell = "dizzy"
	UnwellPoundingHeart   Unwell = "pounding_heart"
	UnwellBadHeadache     Unwell = "bad_headache"
	UnwellHeadacheUpright Unwell = "headache_upright"
)

// WeakPart is a part that is newly weak.
type WeakPart string

// The values of [WeakPart].
const (
	WeakPartShoulder     WeakPart = "shoulder"
	WeakPartWristFingers WeakPart = "wrist_fingers"
	WeakPartHand         WeakPart = "hand"
	WeakPartHipKnee      WeakPart = "hip_knee"
	WeakPartFoot         WeakPart = "foot"
	WeakPartBothArms     WeakPart = "both_arms"
	WeakPartBothLegs     WeakPart = "both_legs"
	WeakPartOneSide      WeakPart = "one_side"
)

// WeakCause is what came before a new weakness.
type WeakCause string

// The values of [WeakCause].
const (
	WeakCausePressed   WeakCause = "pressed"
	WeakCauseInjured   WeakCause = "injured"
	WeakCausePainFirst WeakCause = "pain_first"
	WeakCauseSlowly    WeakCause = "slowly"
	WeakCauseNothing   WeakCause = "nothing"
)

// BellySign is what comes with a new belly pain.
type BellySign string

// The values of [BellySign].
const (
	BellySignNone          BellySign = "none"
	BellySignBloated       BellySign = "bloated"
	BellySignVomiting      BellySign = "vomiting"
	BellySignNoStoolOrWind BellySign = "no_stool_or_wind"
	BellySignHurtsOnMoving BellySign = "hurts_on_moving"
	BellySignShoulderTip   BellySign = "shoulder_tip"
	BellySignFeverish      BellySign = "feverish"
)

// AttackBegan is how an attack of the back began.
type AttackBegan string

// The values of [AttackBegan].
const (
	AttackBeganMovement AttackBegan = "movement"
	AttackBeganSlowly   AttackBegan = "slowly"
	AttackBeganNothing  AttackBegan = "nothing"
)

// HardOn is how somebody finds it hard to lie.
type HardOn string

// The values of [HardOn].
const (
	HardOnNone  HardOn = "none"
	HardOnSide  HardOn = "side"
	HardOnBack  HardOn = "back"
	HardOnFront HardOn = "front"
)

// ProneWhy is what makes it hard to lie so.
type ProneWhy string

// The values of [ProneWhy].
const (
	ProneWhyNone         ProneWhy = "none"
	ProneWhyOther        ProneWhy = "other"
	ProneWhyHeartburn    ProneWhy = "heartburn"
	ProneWhyBellyBreasts ProneWhy = "belly_breasts"
	ProneWhyFace         ProneWhy = "face"
	ProneWhyNeckBack     ProneWhy = "neck_back"
	ProneWhyDizzy        ProneWhy = "dizzy"
	ProneWhyBreath       ProneWhy = "breath"
	ProneWhyBreathNew    ProneWhy = "breath_new"
)
