package screening

// Back, neck, nerves and injury.

// Neuro is signs of the cord and the cauda equina: facts neuro.*.
type Neuro struct {
	SaddleNumbness      Answer
	BladderChange       Answer
	BowelChange         Answer
	SexualNumbness      Answer
	BilateralLeg        Answer
	Weakness            Fact[Weakness]
	WeaknessAt          Fact[Set[Region]]
	GaitChange          Answer
	HandClumsiness      Answer
	BandPain            Answer
	Onset               Fact[Onset]
	AfterMassage        Answer
	SensationLossBack   Answer
	SensationLossBackAt Fact[Set[Region]]
	Relapse             Answer
}

// Nerve is pain that runs into a limb: facts nerve.*.
type Nerve struct {
	Pattern   Fact[NervePattern]
	PatternAt Fact[Set[Region]]
	Course    Fact[NerveCourse]
}

// Back is the state of the back and neck: facts back.*.
type Back struct {
	PresentPain      Answer
	Phase            Fact[Phase]
	MorningStiffness Answer
}

// Pain is what marks a pain: facts pain.*.
type Pain struct {
	NewOrChanged      Answer
	FocalSpine        Answer
	Unremitting       Answer
	UnexplainedSevere Answer
	NeckUnlikeBefore  Answer
}

// Disc is a disc herniation or bulge: facts disc.*.
type Disc struct {
	Present   Answer
	BulgeOnly Answer
	Direction Fact[Direction]
	CanalFree Answer
}

// Stenosis is a narrow spinal canal: facts stenosis.*.
type Stenosis struct {
	Walking Fact[Walking]
}

// Spondylolisthesis is a slipped spine bone: facts spondylolisthesis.*.
type Spondylolisthesis struct {
	Unstable Answer
}

// VF is a broken bone of the spine: facts vf.*.
type VF struct {
	NotReleased Answer
}

// Cyst is a cyst of the spine: facts cyst.*.
type Cyst struct {
	Reviewed Answer
}

// Trauma is injury: facts trauma.*.
type Trauma struct {
	HeadSymptoms     Answer
	Recent           Answer
	DaysSince        Fact[int]
	InjuryAt         Fact[Set[Region]]
	Significant      Answer
	NewSpinePain     Answer
	Whiplash         Answer
	HeadKnock        Answer
	NotCleared       Answer
	FractureUnhealed Answer
	FractureAt       Fact[Set[Region]]
	ConcussionNow    Answer
}

// Bone is the strength of the bones: facts bone.*.
type Bone struct {
	TScore Fact[float64]
}

// Scoliosis is a curved spine: facts scoliosis.*.
type Scoliosis struct {
	CobbDeg Fact[int]
}
