package intake

// Card names a card: one question that asks for many facts at once.
type Card string

// The cards, in the order of asking.
const (
	CardPregnancyNow        Card = "pregnancy_now"
	CardEmergencyNow        Card = "emergency_now"
	CardNervesNow           Card = "nerves_now"
	CardLook                Card = "look"
	CardUnwellNow           Card = "unwell_now"
	CardThisWeek            Card = "this_week"
	CardBackNow             Card = "back_now"
	CardHeartAndBlood       Card = "heart_and_blood"
	CardSpineAndBones       Card = "spine_and_bones"
	CardCancerAndOperations Card = "cancer_and_operations"
	CardSkinAndHealth       Card = "skin_and_health"
)

// Line names a line of a card. No two cards share one.
type Line string

// The lines of [CardPregnancyNow].
const (
	LinePregnancyBleeding  Line = "pregnancy_bleeding"
	LineWatersOrPains      Line = "waters_or_pains"
	LineOneSidedPain       Line = "one_sided_pain"
	LineHeadacheOrSwelling Line = "headache_or_swelling"
	LineHighRiskPregnancy  Line = "high_risk_pregnancy"
)

// The lines of [CardEmergencyNow].
const (
	LineChestPain       Line = "chest_pain"
	LineBreathing       Line = "breathing"
	LineBlackout        Line = "blackout"
	LineStrokeSigns     Line = "stroke_signs"
	LineSuddenHeadache  Line = "sudden_headache"
	LineStrangeNeckPain Line = "strange_neck_pain"
	LineTearingPain     Line = "tearing_pain"
	LineBellyOrBleeding Line = "belly_or_bleeding"
	LineHeadInjury      Line = "head_injury"
	LineAcutelyIll      Line = "acutely_ill"
)

// The lines of [CardNervesNow].
const (
	LineSaddleNumbness   Line = "saddle_numbness"
	LineBladder          Line = "bladder"
	LineBowel            Line = "bowel"
	LineSexualFeeling    Line = "sexual_feeling"
	LineBothLegs         Line = "both_legs"
	LineWeakness         Line = "weakness"
	LineUnsteadyOrClumsy Line = "unsteady_or_clumsy"
	LineBandOrShocks     Line = "band_or_shocks"
	LineBothArms         Line = "both_arms"
	LinePrivateWord      Line = "private_word"
)

// The lines of [CardLook].
const (
	LineCannotDecide Line = "cannot_decide"
	LineUnder16Alone Line = "under_16_alone"
	LineIntoxicated  Line = "intoxicated"
	LineAgitated     Line = "agitated"
	LinePanic        Line = "panic"
	LineSelfHarm     Line = "self_harm"
	LineFrail        Line = "frail"
)

// The lines of [CardUnwellNow].
const (
	LineFeverish       Line = "feverish"
	LineIllToday       Line = "ill_today"
	LineHeadacheOver50 Line = "headache_over_50"
	LineBellyNew       Line = "belly_new"
	LineFlankFever     Line = "flank_fever"
	LineSwollenLimb    Line = "swollen_limb"
	LineSoreCalf       Line = "sore_calf"
	LineHotVein        Line = "hot_vein"
	LineSoreMuscles    Line = "sore_muscles"
	LineInjury         Line = "injury"
)

// The lines of [CardThisWeek].
const (
	LineInfection       Line = "infection"
	LineStomach         Line = "stomach"
	LinePusOrHotSkin    Line = "pus_or_hot_skin"
	LineCatchingSkin    Line = "catching_skin"
	LineSwellingGeneral Line = "swelling_general"
	LineToday           Line = "today"
)

// The lines of [CardBackNow].
const (
	LineBackPain         Line = "back_pain"
	LineIntoLimb         Line = "into_limb"
	LineNewPain          Line = "new_pain"
	LineDeepSpot         Line = "deep_spot"
	LineNothingEases     Line = "nothing_eases"
	LineSevereUnchecked  Line = "severe_unchecked"
	LineNeckUnlikeBefore Line = "neck_unlike_before"
	LineNoGain           Line = "no_gain"
	LineMorningStiffness Line = "morning_stiffness"
)

// The lines of [CardHeartAndBlood].
const (
	LineBloodThinner      Line = "blood_thinner"
	LineAntiplatelet      Line = "antiplatelet"
	LineBleeding          Line = "bleeding"
	LineEasyBruising      Line = "easy_bruising"
	LineBloodClot         Line = "blood_clot"
	LineHighBloodPressure Line = "high_blood_pressure"
	LineHeart             Line = "heart"
	LineStroke            Line = "stroke"
	LineAneurysm          Line = "aneurysm"
	LinePoorFlow          Line = "poor_flow"
	LineFaints            Line = "faints"
	LineSickleCell        Line = "sickle_cell"
	LineBloodCancer       Line = "blood_cancer"
)

// The lines of [CardSpineAndBones].
const (
	LineDisc                   Line = "disc"
	LineNarrowCanalOrSlip      Line = "narrow_canal_or_slip"
	LineAxialSpondyloarthritis Line = "axial_spondyloarthritis"
	LineCurvedSpine            Line = "curved_spine"
	LineBrokenSpineBone        Line = "broken_spine_bone"
	LineThinBones              Line = "thin_bones"
	LineSpineDisease           Line = "spine_disease"
	LineSpineOperation         Line = "spine_operation"
	LineSpinalImplant          Line = "spinal_implant"
	LineCordInjury             Line = "cord_injury"
	LineUnstableNeck           Line = "unstable_neck"
	LineUnhealedBone           Line = "unhealed_bone"
	LineEyes                   Line = "eyes"
)

// The lines of [CardCancerAndOperations].
const (
	LineCancer          Line = "cancer"
	LineLymphNodes      Line = "lymph_nodes"
	LineLumpOrMole      Line = "lump_or_mole"
	LineSwollenNodes    Line = "swollen_nodes"
	LineWeightOrSweats  Line = "weight_or_sweats"
	LineWeakDefences    Line = "weak_defences"
	LineTuberculosis    Line = "tuberculosis"
	LineInfectionRisk   Line = "infection_risk"
	LineLungs           Line = "lungs"
	LineSelfInject      Line = "self_inject"
	LineOperation       Line = "operation"
	LineInjection       Line = "injection"
	LineMuscleBreakdown Line = "muscle_breakdown"
)

// The lines of [CardSkinAndHealth].
const (
	LineSkinHere        Line = "skin_here"
	LineAllergy         Line = "allergy"
	LineNerveIllness    Line = "nerve_illness"
	LineJointsOrMuscles Line = "joints_or_muscles"
	LineDrowsyMedicine  Line = "drowsy_medicine"
	LineAttached        Line = "attached"
	LineDiabetes        Line = "diabetes"
	LineOrgans          Line = "organs"
	LineHernia          Line = "hernia"
	LineLying           Line = "lying"
	LineMood            Line = "mood"
	LineTouchOrMemory   Line = "touch_or_memory"
	LineOtherIllness    Line = "other_illness"
)

// Cards are the cards that were answered. A card that is missing was not asked.
type Cards map[Card]CardAnswer

// CardAnswer is the answer to one card. The zero value says "none of these": its lines become no. A
// ticked line of one yes/no fact is a yes; any other ticked line leaves its facts to be asked, and
// where all of them are then denied it counts as looked at, and none fits. An unsure line makes its
// facts unsure. An open line is one that was not asked although the card was: it says nothing. A
// line stands in one of the three.
//
// Edition is that of the card as it was asked, 1 or more; 0 is the edition in force. Who keeps
// answers keeps the edition with them: facts are added to cards, and an answer to an earlier
// edition says nothing of them. What it was asked still counts, and the card is asked again.
type CardAnswer struct {
	Ticked []Line `json:"ticked,omitempty"`
	Unsure []Line `json:"unsure,omitempty"`
	Open   []Line `json:"open,omitempty"`

	Edition int `json:"edition,omitempty"`
}
