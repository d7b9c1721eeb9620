package screening

// Intake holds the answers of one client, as they are now. Its zero value asked nothing. What is written here is checked as a
// whole before any rule runs; single facts and cards may answer the same question if they agree.
type Intake struct {
	// Regions are the places that the session is meant for; none means the whole back.
	Regions []Region
	Cards   Cards
	// Own answers the facts that a clinic's rule files declare, by their name.
	Own map[string]OwnAnswer

	Client            Client
	Session           Session
	Preg              Preg
	Psych             Psych
	Sys               Sys
	Sx                Sx
	Vitals            Vitals
	BP                BP
	Lab               Lab
	Neuro             Neuro
	Nerve             Nerve
	Back              Back
	Pain              Pain
	Disc              Disc
	Stenosis          Stenosis
	Spondylolisthesis Spondylolisthesis
	VF                VF
	Cyst              Cyst
	Trauma            Trauma
	Vasc              Vasc
	Med               Med
	Hx                Hx
	Surg              Surg
	Cond              Cond
	Hypertension      Hypertension
	Axspa             Axspa
	Cancer            Cancer
	Immune            Immune
	RedFlag           RedFlag
	Skin              Skin
	Bone              Bone
	Scoliosis         Scoliosis
	Epilepsy          Epilepsy
	Proc              Proc
	Dev               Dev
	Allergy           Allergy
	HF                HF
	Sickle            Sickle
	DM                DM
	Organ             Organ
	Eye               Eye
	Pos               Pos
}

// OwnAnswer answers a fact that a rule file declares. Exactly one field is set; the zero value is not asked.
type OwnAnswer struct {
	Answer Answer        // of a yes/no fact; Unsure answers any kind
	Number Fact[float64] // of a number
	Value  string        // of a list
	Values []string      // of a set out of a list: one or more
}

// Client is the person: facts client.*.
type Client struct {
	Age           Fact[int]
	CannotConsent Answer
	Intoxicated   Answer
	Frail         Answer
}

// Session is what the visit is for: facts session.*.
type Session struct {
	Reason Fact[Reason]
}

// Preg is pregnancy and the weeks after: facts preg.*.
type Preg struct {
	Status   Fact[Pregnancy]
	Weeks    Fact[int]
	Warning  Answer
	Spotting Answer
	PESigns  Answer
	HighRisk Answer
}

// Psych is the mind: facts psych.*.
type Psych struct {
	AcuteSevere    Answer
	AcuteDistress  Answer
	Suicidal       Answer
	SuicidalPlan   Answer
	Stable         Answer
	TouchSensitive Answer
}

// Sys is what the whole body shows: facts sys.*.
type Sys struct {
	ChestPain           Answer
	BreathlessNew       Answer
	Syncope             Answer
	FaceArmSpeech       Answer
	ThunderclapHeadache Answer
	NeckStiffFever      Answer
	NeckArterySigns     Answer
	TearingPain         Answer
	SevereAbdoPain      Answer
	InternalBleeding    Answer
	AcuteEmergency      Answer
	GCASigns            Answer
	WeightLoss          Answer
	NightSweats         Answer
	FlankFever          Answer
}

// Sx is single symptoms: facts sx.*.
type Sx struct {
	Feverish      Answer
	UnwellToday   Answer
	DarkUrineNow  Answer
	BleedingSigns Answer
	EasyBruising  Answer
	TenderNodes   Answer
	TenderNodesAt Fact[Set[Region]]
	StatinMyalgia Answer
	Faints        Answer
	Vertigo       Answer
}

// Vitals is what was measured today: facts vitals.*.
type Vitals struct {
	TempC Fact[float64]
}

// BP is the blood pressure: facts bp.*.
type BP struct {
	Sys Fact[int]
	Dia Fact[int]
}

// Lab is laboratory values: facts lab.*.
type Lab struct {
	Platelets10e9 Fact[int]
}

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

// Vasc is vessels: facts vasc.*.
type Vasc struct {
	PulsatileAbdomen Answer
	AAANewPain       Answer
	LimbSwelling     Answer
	CalfPainTender   Answer
	Phlebitis        Answer
	Clot             Fact[Clot]
	AAAKnown         Answer
	AAACm            Fact[float64]
	SeverePAD        Answer
	Varicose         Fact[Varicose]
}

// Med is medicines: facts med.*.
type Med struct {
	Anticoagulant Fact[Anticoagulant]
	INROut        Answer
	INR           Fact[float64]
	INRAgeDays    Fact[int]
	Antiplatelet  Fact[Antiplatelet]
	SteroidLong   Answer
	Sedating      Answer
	Patch         Answer
	PatchAt       Fact[Set[Region]]
	PatchOpioid   Answer
}

// Hx is what was once: facts hx.*.
type Hx struct {
	Cancer            Answer
	FragilityFracture Fact[Fragility]
	Stroke            Fact[Stroke]
	NodeRemoval       Answer
	Rhabdo            Answer
	MI                Fact[HeartAttack] // heart attack
}

// Surg is operations: facts surg.*.
type Surg struct {
	Spine       Answer
	SpineWeeks  Fact[int]
	SpineKind   Fact[SpineOperation]
	NotReleased Answer
	Heart       Answer
	HeartWeeks  Fact[int]
	Recent      Answer
	RecentAt    Fact[Set[Region]]
	Kind        Fact[OperationKind]
	Weeks       Fact[int]
}

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

// Cancer is what marks a new pain after cancer: facts cancer.*.
type Cancer struct {
	PainWarning Answer
}

// Immune is the strength of the defences: facts immune.*.
type Immune struct {
	High Answer // strongly weakened
}

// RedFlag is backgrounds that make a serious cause likelier: facts redflag.*.
type RedFlag struct {
	InfectionRisk Fact[Set[InfectionRisk]]
	TBContact     Answer
	DiabetesSore  Answer
}

// Skin is the skin: facts skin.*.
type Skin struct {
	Abscess           Answer
	AbscessAt         Fact[Set[Region]]
	Cellulitis        Answer
	Contagious        Fact[Contagion]
	ContagiousAt      Fact[Set[Region]]
	Shingles          Answer
	ShinglesOpen      Answer
	ShinglesAt        Fact[Set[Region]]
	UndiagnosedLump   Answer
	UndiagnosedLumpAt Fact[Set[Region]]
	ChangingMole      Answer
	ChangingMoleAt    Fact[Set[Region]]
	Formations        Answer
	FormationsAt      Fact[Set[Region]]
	Open              Answer
	OpenAt            Fact[Set[Region]]
	Burn              Answer
	BurnAt            Fact[Set[Region]]
	OpenWide          Answer
	AcuteDermatosis   Answer
	AcuteDermatosisAt Fact[Set[Region]]
	Haematoma         Answer
	HaematomaAt       Fact[Set[Region]]
	HaematomaGrowing  Answer
	Fragile           Answer
	FreshProcedure    Answer
	FreshProcedureAt  Fact[Set[Region]]
}

// Bone is the strength of the bones: facts bone.*.
type Bone struct {
	TScore Fact[float64]
}

// Scoliosis is a curved spine: facts scoliosis.*.
type Scoliosis struct {
	CobbDeg Fact[int]
}

// Epilepsy is fits: facts epilepsy.*.
type Epilepsy struct {
	Uncontrolled Answer
	FitHours     Fact[int]
}

// Proc is needles: facts proc.*.
type Proc struct {
	Injection        Answer
	InjectionDays    Fact[int]
	InjectionAt      Fact[Set[Region]]
	InjectionWarning Answer
	VaccineRecent    Answer
}

// Dev is devices on or in the body: facts dev.*.
type Dev struct {
	SpinalImplant   Answer
	SpinalImplantAt Fact[Set[Region]]
	Pacemaker       Answer
	UreteralStent   Answer
	Attached        Fact[Set[Attached]]
	AttachedAt      Fact[Set[Region]]
}

// Allergy is what skin or breath reacts to: facts allergy.*.
type Allergy struct {
	Medium Fact[Set[AllergyMedium]]
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

// Pos is how somebody can lie: facts pos.*.
type Pos struct {
	ProneDifficult Answer
}
