package screening

// The rest of the body: signs of illness, vessels, medicines, operations, devices and skin.

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
