package intake

import (
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
)

// Back, neck, nerves and injury.

// Neuro is signs of the cord and the cauda equina: facts neuro.*.
type Neuro struct {
	SaddleNumbness        answer.YesNo                         `fact:"neuro.saddle_numbness"`
	BladderChange         answer.YesNo                         `fact:"neuro.bladder_change"`
	BowelChange           answer.YesNo                         `fact:"neuro.bowel_change"`
	SexualNumbness        answer.YesNo                         `fact:"neuro.sexual_numbness"`
	BilateralLeg          answer.YesNo                         `fact:"neuro.bilateral_leg"`
	Weakness              answer.Fact[Weakness]                `fact:"neuro.weakness"`
	WeaknessAt            answer.Fact[answer.Set[body.Region]] `fact:"neuro.weakness_at"`
	GaitChange            answer.YesNo                         `fact:"neuro.gait_change"`
	HandClumsiness        answer.YesNo                         `fact:"neuro.hand_clumsiness"`
	BandPain              answer.YesNo                         `fact:"neuro.band_pain"`
	Onset                 answer.Fact[Onset]                   `fact:"neuro.onset"`
	Relapse               answer.YesNo                         `fact:"neuro.relapse"`
	SensationLossBack     answer.YesNo                         `fact:"neuro.sensation_loss_back"`
	SensationLossBackAt   answer.Fact[answer.Set[body.Region]] `fact:"neuro.sensation_loss_back_at"`
	AfterMassage          answer.YesNo                         `fact:"neuro.after_massage"`
	BilateralArm          answer.YesNo                         `fact:"neuro.bilateral_arm"`
	WeakPart              answer.Fact[answer.Set[WeakPart]]    `fact:"neuro.weak_part"`
	WeakCause             answer.Fact[WeakCause]               `fact:"neuro.weak_cause"`
	WeaknessSide          answer.Fact[Side]                    `fact:"neuro.weakness_side"`
	SensationLossBackSide answer.Fact[Side]                    `fact:"neuro.sensation_loss_back_side"`
}

// Nerve is pain that runs into a limb: facts nerve.*.
type Nerve struct {
	Pattern     answer.Fact[answer.Set[NervePattern]] `fact:"nerve.pattern"`
	Course      answer.Fact[NerveCourse]              `fact:"nerve.course"`
	PatternAt   answer.Fact[answer.Set[body.Region]]  `fact:"nerve.pattern_at"`
	Origin      answer.Fact[NerveOrigin]              `fact:"nerve.origin"`
	PatternSide answer.Fact[Side]                     `fact:"nerve.pattern_side"`
}

// Back is the state of the back and neck: facts back.*.
type Back struct {
	PresentPain      answer.YesNo             `fact:"back.present_pain"`
	Phase            answer.Fact[Phase]       `fact:"back.phase"`
	MorningStiffness answer.YesNo             `fact:"back.morning_stiffness"`
	AttackBegan      answer.Fact[AttackBegan] `fact:"back.attack_began"`
}

// Pain is what marks a pain: facts pain.*.
type Pain struct {
	NewOrChanged      answer.YesNo `fact:"pain.new_or_changed"`
	FocalSpine        answer.YesNo `fact:"pain.focal_spine"`
	Unremitting       answer.YesNo `fact:"pain.unremitting"`
	UnexplainedSevere answer.YesNo `fact:"pain.unexplained_severe"`
	NeckUnlikeBefore  answer.YesNo `fact:"pain.neck_unlike_before"`
	NoGain            answer.YesNo `fact:"pain.no_gain"`
}

// Neck is what was done to the neck: facts neck.*.
type Neck struct {
	Worked   answer.YesNo `fact:"neck.worked"`
	Recorded answer.YesNo `fact:"neck.recorded"` // the record of sessions has it
}

// Belly is what was done to the belly: facts belly.*.
type Belly struct {
	Pressed  answer.YesNo `fact:"belly.pressed"`
	Recorded answer.YesNo `fact:"belly.recorded"` // the record of sessions has it
}

// Ribs is what earlier sessions left of the ribs: facts ribs.*.
type Ribs struct {
	Recorded answer.YesNo `fact:"ribs.recorded"` // sore, and not yet free of pain
}

// Disc is a disc herniation or bulge: facts disc.*.
type Disc struct {
	Present   answer.YesNo           `fact:"disc.present"`
	BulgeOnly answer.YesNo           `fact:"disc.bulge_only"`
	Direction answer.Fact[Direction] `fact:"disc.direction"`
	CanalFree answer.YesNo           `fact:"disc.canal_free"`
}

// Stenosis is a narrow spinal canal: facts stenosis.*.
type Stenosis struct {
	Walking answer.Fact[Walking] `fact:"stenosis.walking"`
}

// Spondylolisthesis is a slipped spine bone: facts spondylolisthesis.*.
type Spondylolisthesis struct {
	Unstable answer.YesNo `fact:"spondylolisthesis.unstable"`
}

// VF is a broken bone of the spine: facts vf.*.
type VF struct {
	NotReleased answer.YesNo `fact:"vf.not_released"`
}

// Cyst is a cyst of the spine: facts cyst.*.
type Cyst struct {
	Reviewed answer.YesNo `fact:"cyst.reviewed"`
}

// Trauma is injury: facts trauma.*.
type Trauma struct {
	HeadSymptoms     answer.YesNo                         `fact:"trauma.head_symptoms"`
	Recent           answer.YesNo                         `fact:"trauma.recent"`
	DaysSince        answer.Fact[int]                     `fact:"trauma.days_since"`
	Significant      answer.YesNo                         `fact:"trauma.significant"`
	HeadKnock        answer.YesNo                         `fact:"trauma.head_knock"`
	Whiplash         answer.YesNo                         `fact:"trauma.whiplash"`
	NewSpinePain     answer.YesNo                         `fact:"trauma.new_spine_pain"`
	NotCleared       answer.YesNo                         `fact:"trauma.not_cleared"`
	InjuryAt         answer.Fact[answer.Set[body.Region]] `fact:"trauma.injury_at"`
	FractureUnhealed answer.YesNo                         `fact:"trauma.fracture_unhealed"`
	FractureAt       answer.Fact[answer.Set[body.Region]] `fact:"trauma.fracture_at"`
	ConcussionNow    answer.YesNo                         `fact:"trauma.concussion_now"`
	FractureSide     answer.Fact[Side]                    `fact:"trauma.fracture_side"`
}

// Bone is the strength of the bones: facts bone.*.
type Bone struct {
	TScore answer.Fact[float64] `fact:"bone.t_score"`
}

// Scoliosis is a curved spine: facts scoliosis.*.
type Scoliosis struct {
	CobbDeg answer.Fact[int] `fact:"scoliosis.cobb_deg"`
}
