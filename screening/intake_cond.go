package screening

// Conditions that the client reports, and what there is to know about single ones.

// Cond is conditions that the client reports: facts cond.*.
type Cond struct {
	AcuteInfection         Answer
	BleedingDisorder       Answer
	Hypertension           Answer
	SpinalStenosis         Answer
	Spondylolisthesis      Answer
	Axspa                  Answer
	VertebralFracture      Answer
	VertebralFractureWeeks Fact[int]
	Osteoporosis           Answer
	BoneFragile            Answer
	SpinalTumour           Answer
	SpinalCyst             Answer
	SpinalInfection        Answer
	TBBone                 Answer
	CordInjury             Answer
	CancerActive           Answer
	CancerActiveAt         Fact[Set[Region]]
	BoneMetastasis         Answer
	BoneMetastasisAt       Fact[Set[Region]]
	Immunosuppressed       Answer
	TBActive               Answer
	Scoliosis              Answer
	ScoliosisMajor         Answer
	AAI                    Answer
	Chiari                 Answer
	Osteomyelitis          Answer
	Lymphoedema            Answer
	LymphoedemaAt          Fact[Set[Region]]
	BloodCancer            Answer
	Chemo                  Answer
	ChemoDaysAgo           Fact[int]
	RadiotherapyField      Answer
	RadiotherapyFieldAt    Fact[Set[Region]]
	Epilepsy               Answer
	NeuroChronic           Answer
	CRPS                   Answer
	CRPSAt                 Fact[Set[Region]]
	IADisease              Answer
	IAFlare                Answer
	IAFlareAt              Fact[Set[Region]]
	Myopathy               Answer
	Fibromyalgia           Answer
	Hypermobility          Answer
	Cognitive              Answer
	UnstableHeart          Answer
	HeartFailure           Answer
	HeartStable            Answer
	VesselFragile          Answer
	SickleCell             Answer
	Diabetes               Answer
	OrganFailure           Answer
	SevereLung             Answer
	ChestRecent            Answer
	ChestNotReleased       Answer
	StoneAcute             Answer
	AbdoHernia             Answer
	EyePressure            Answer
	FatigueIllness         Answer
	OtherNote              Answer
}

// Hypertension is high blood pressure: facts hypertension.*.
type Hypertension struct {
	Uncontrolled Answer
}

// Axspa is axial spondyloarthritis: facts axspa.*.
type Axspa struct {
	Flare Answer
	Fused Answer
}

// Epilepsy is fits: facts epilepsy.*.
type Epilepsy struct {
	Uncontrolled Answer
	FitHours     Fact[int]
}

// HF is heart failure: facts hf.*.
type HF struct {
	Severe Answer
	Worse  Answer
	NYHA   Fact[int] // class of the New York Heart Association
}

// Sickle is sickle cell disease: facts sickle.*.
type Sickle struct {
	Crisis Answer
}

// DM is diabetes: facts dm.*.
type DM struct {
	Complicated Answer
	FootSore    Answer
	Severe      Answer
}

// Organ is organs that fail: facts organ.*.
type Organ struct {
	Unstable Answer
}

// Eye is the eyes: facts eye.*.
type Eye struct {
	OperationRecent Answer
}
