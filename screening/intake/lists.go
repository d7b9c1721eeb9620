package intake

// The lists of pregnancy, nerves and spine. A list with a direction stands mildest first.

// Reason is what the client would like from the session; it never decides whether one may happen.
type Reason string

// The values of [Reason].
const (
	ReasonRelaxation Reason = "relaxation"
	ReasonTension    Reason = "tension"
	ReasonPain       Reason = "pain"
	ReasonRecovery   Reason = "recovery"
	ReasonOther      Reason = "other"
)

// Pregnancy is how things stand with a pregnancy.
type Pregnancy string

// The values of [Pregnancy].
const (
	PregnancyNone          Pregnancy = "none"
	PregnancyCouldBe       Pregnancy = "could_be"
	PregnancyEndedRecently Pregnancy = "ended_recently"
	PregnancyPregnant      Pregnancy = "pregnant"
)

// PregnancyBleeding is how much somebody bleeds in a pregnancy or in the weeks after it.
type PregnancyBleeding string

// The values of [PregnancyBleeding].
const (
	PregnancyBleedingNone         PregnancyBleeding = "none"
	PregnancyBleedingSpots        PregnancyBleeding = "spots"
	PregnancyBleedingMoreOrUnsure PregnancyBleeding = "more_or_unsure"
	PregnancyBleedingHeavy        PregnancyBleeding = "heavy"
)

// Onset is how long the newest sign of a nerve or cord problem has been there.
type Onset string

// The values of [Onset].
const (
	OnsetOlderChecked   Onset = "older_checked"
	OnsetKnownSlow      Onset = "known_slow"
	OnsetOlderUnchecked Onset = "older_unchecked"
	OnsetRecent         Onset = "recent"
)

// Weakness is weakness of a limb.
type Weakness string

// The values of [Weakness].
const (
	WeaknessNone         Weakness = "none"
	WeaknessOldUnchanged Weakness = "old_unchanged"
	WeaknessMildNew      Weakness = "mild_new"
	WeaknessMovementLost Weakness = "movement_lost"
	WeaknessFootDropNew  Weakness = "foot_drop_new"
	WeaknessProgressive  Weakness = "progressive"
	WeaknessUnableToWalk Weakness = "unable_to_walk"
)

// Walking is what a narrow spinal canal does to walking.
type Walking string

// The values of [Walking].
const (
	WalkingNone    Walking = "none"
	WalkingSame    Walking = "same"
	WalkingFalling Walking = "falling"
)

// NervePattern is how a pain runs into an arm or a leg.
type NervePattern string

// The values of [NervePattern].
const (
	NervePatternNone      NervePattern = "none"
	NervePatternPatch     NervePattern = "patch"
	NervePatternAcheUpper NervePattern = "ache_upper"
	NervePatternAcheLower NervePattern = "ache_lower"
	NervePatternRootLike  NervePattern = "root_like"
)

// NerveOrigin is where a pain or numbness of a nerve comes from.
type NerveOrigin string

// The values of [NerveOrigin].
const (
	NerveOriginLocalKnown  NerveOrigin = "local_known"
	NerveOriginBackOrNeck  NerveOrigin = "back_or_neck"
	NerveOriginNotLookedAt NerveOrigin = "not_looked_at"
)

// NerveCourse is how a pain of a nerve has gone.
type NerveCourse string

// The values of [NerveCourse].
const (
	NerveCourseOldUnchanged     NerveCourse = "old_unchanged"
	NerveCourseRecentOrChanging NerveCourse = "recent_or_changing"
)

// Phase is the phase of a back or neck pain.
type Phase string

// The values of [Phase].
const (
	PhaseNone          Phase = "none"
	PhaseRemission     Phase = "remission"
	PhaseSoreFromUse   Phase = "sore_from_use"
	PhaseChronicStable Phase = "chronic_stable"
	PhaseSubacute      Phase = "subacute"
	PhaseNotSettling   Phase = "not_settling"
	PhaseRecentMild    Phase = "recent_mild"
	PhaseExacerbation  Phase = "exacerbation"
	PhaseAcuteAttack   Phase = "acute_attack"
)

// Verdict is what came of looking up an illness or medicine that no question names.
type Verdict string

// The values of [Verdict].
const (
	VerdictHarmless    Verdict = "harmless"
	VerdictWithCare    Verdict = "with_care"
	VerdictNotLookedUp Verdict = "not_looked_up"
	VerdictAskFirst    Verdict = "ask_first"
)

// Side is on which side something is: the values of every fact that ends in _side, and of
// surg.side. What is not asked and what is unsure counts as both.
type Side string

// The values of [Side].
const (
	SideLeft  Side = "left"
	SideRight Side = "right"
	SideBoth  Side = "both"
)

// Direction is where a disc herniation points, as the report has it.
type Direction string

// The values of [Direction].
const (
	DirectionExtraforaminal   Direction = "extraforaminal"
	DirectionForaminal        Direction = "foraminal"
	DirectionPosterolateral   Direction = "posterolateral"
	DirectionParacentralCanal Direction = "paracentral_canal"
	DirectionCentral          Direction = "central"
	DirectionSequestrated     Direction = "sequestrated"
)
