package intake

import (
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
)

// The rest of the body: signs of illness, vessels, medicines, operations, devices and skin.

// Sys is what the whole body shows: facts sys.*.
type Sys struct {
	ChestPain           answer.YesNo                       `fact:"sys.chest_pain"`
	BreathlessNew       answer.YesNo                       `fact:"sys.breathless_new"`
	Syncope             answer.YesNo                       `fact:"sys.syncope"`
	FaceArmSpeech       answer.YesNo                       `fact:"sys.face_arm_speech"`
	ThunderclapHeadache answer.YesNo                       `fact:"sys.thunderclap_headache"`
	NeckStiffFever      answer.YesNo                       `fact:"sys.neck_stiff_fever"`
	NeckArterySigns     answer.YesNo                       `fact:"sys.neck_artery_signs"`
	TearingPain         answer.YesNo                       `fact:"sys.tearing_pain"`
	SevereAbdoPain      answer.YesNo                       `fact:"sys.severe_abdo_pain"`
	InternalBleeding    answer.YesNo                       `fact:"sys.internal_bleeding"`
	AcuteEmergency      answer.YesNo                       `fact:"sys.acute_emergency"`
	GCASigns            answer.YesNo                       `fact:"sys.gca_signs"`
	WeightLoss          answer.YesNo                       `fact:"sys.weight_loss"`
	NightSweats         answer.YesNo                       `fact:"sys.night_sweats"`
	FlankFever          answer.YesNo                       `fact:"sys.flank_fever"`
	NearCollapse        answer.YesNo                       `fact:"sys.near_collapse"`
	AirwaySwelling      answer.YesNo                       `fact:"sys.airway_swelling"`
	StrokeKind          answer.Fact[StrokeKind]            `fact:"sys.stroke_kind"`
	BellyNew            answer.YesNo                       `fact:"sys.belly_new"`
	BellyWith           answer.Fact[answer.Set[BellySign]] `fact:"sys.belly_with"`
}

// Sx is single symptoms: facts sx.*.
type Sx struct {
	Feverish        answer.YesNo                         `fact:"sx.feverish"`
	UnwellToday     answer.YesNo                         `fact:"sx.unwell_today"`
	SwellingGeneral answer.Fact[GeneralSwelling]         `fact:"sx.swelling_general"`
	Today           answer.Fact[answer.Set[Today]]       `fact:"sx.today"`
	DarkUrineNow    answer.YesNo                         `fact:"sx.dark_urine_now"`
	BleedingSigns   answer.YesNo                         `fact:"sx.bleeding_signs"`
	EasyBruising    answer.YesNo                         `fact:"sx.easy_bruising"`
	Cold            answer.Fact[answer.Set[Cold]]        `fact:"sx.cold"`
	TenderNodes     answer.YesNo                         `fact:"sx.tender_nodes"`
	TenderNodesAt   answer.Fact[answer.Set[body.Region]] `fact:"sx.tender_nodes_at"`
	StatinMyalgia   answer.YesNo                         `fact:"sx.statin_myalgia"`
	Faints          answer.YesNo                         `fact:"sx.faints"`
	Vertigo         answer.YesNo                         `fact:"sx.vertigo"`
	UnwellWith      answer.Fact[answer.Set[Unwell]]      `fact:"sx.unwell_with"`
	HeadacheUsual   answer.YesNo                         `fact:"sx.headache_usual"`
	MuscleWarning   answer.YesNo                         `fact:"sx.muscle_warning"`
	Diarrhoea       answer.YesNo                         `fact:"sx.diarrhoea"`
	GaveBloodSide   answer.Fact[Side]                    `fact:"sx.gave_blood_side"`
}

// Vasc is vessels: facts vasc.*.
type Vasc struct {
	PulsatileAbdomen answer.YesNo                         `fact:"vasc.pulsatile_abdomen"`
	AAANewPain       answer.YesNo                         `fact:"vasc.aaa_new_pain"`
	LimbSwelling     answer.YesNo                         `fact:"vasc.limb_swelling"`
	CalfPain         answer.Fact[CalfPain]                `fact:"vasc.calf_pain"`
	BedOrPlaster     answer.YesNo                         `fact:"vasc.bed_or_plaster"`
	Phlebitis        answer.YesNo                         `fact:"vasc.phlebitis"`
	Clot             answer.Fact[Clot]                    `fact:"vasc.clot"`
	ClotResidual     answer.YesNo                         `fact:"vasc.clot_residual"`
	AAAKnown         answer.YesNo                         `fact:"vasc.aaa_known"`
	AAACm            answer.Fact[float64]                 `fact:"vasc.aaa_cm"`
	Graft            answer.Fact[Graft]                   `fact:"vasc.graft"`
	GraftAt          answer.Fact[answer.Set[body.Region]] `fact:"vasc.graft_at"`
	Flow             answer.Fact[Flow]                    `fact:"vasc.flow"`
	Varicose         answer.Fact[Varicose]                `fact:"vasc.varicose"`
	LimbCold         answer.YesNo                         `fact:"vasc.limb_cold"`
	CalfSide         answer.Fact[Side]                    `fact:"vasc.calf_side"`
	ClotSide         answer.Fact[Side]                    `fact:"vasc.clot_side"`
	PhlebitisSide    answer.Fact[Side]                    `fact:"vasc.phlebitis_side"`
	GraftSide        answer.Fact[Side]                    `fact:"vasc.graft_side"`
}

// Med is medicines: facts med.*.
type Med struct {
	Anticoagulant   answer.Fact[Anticoagulant]           `fact:"med.anticoagulant"`
	ThinnerSteady   answer.YesNo                         `fact:"med.thinner_steady"`
	INROut          answer.YesNo                         `fact:"med.inr_out"`
	INR             answer.Fact[float64]                 `fact:"med.inr"`
	INRAgeDays      answer.Fact[int]                     `fact:"med.inr_age_days"`
	Antiplatelet    answer.Fact[Antiplatelet]            `fact:"med.antiplatelet"`
	SteroidLong     answer.YesNo                         `fact:"med.steroid_long"`
	Sedating        answer.YesNo                         `fact:"med.sedating"`
	Patch           answer.YesNo                         `fact:"med.patch"`
	PatchAt         answer.Fact[answer.Set[body.Region]] `fact:"med.patch_at"`
	PatchOpioid     answer.YesNo                         `fact:"med.patch_opioid"`
	SelfInject      answer.Fact[answer.Set[SelfInject]]  `fact:"med.self_inject"`
	SelfInjectToday answer.YesNo                         `fact:"med.self_inject_today"`
	SelfInjectAt    answer.Fact[answer.Set[body.Region]] `fact:"med.self_inject_at"`
	HormoneGel      answer.YesNo                         `fact:"med.hormone_gel"`
	HormoneGelToday answer.YesNo                         `fact:"med.hormone_gel_today"`
	HormoneGelAt    answer.Fact[answer.Set[body.Region]] `fact:"med.hormone_gel_at"`
}

// Hx is what was once: facts hx.*.
type Hx struct {
	Cancer            answer.YesNo             `fact:"hx.cancer"`
	FragilityFracture answer.Fact[Fragility]   `fact:"hx.fragility_fracture"`
	Stroke            answer.Fact[Stroke]      `fact:"hx.stroke"`
	NodeRemoval       answer.YesNo             `fact:"hx.node_removal"`
	Rhabdo            answer.YesNo             `fact:"hx.rhabdo"`
	MI                answer.Fact[HeartAttack] `fact:"hx.mi"` // heart attack
	StrokeSide        answer.Fact[Side]        `fact:"hx.stroke_side"`
}

// Surg is operations: facts surg.*.
type Surg struct {
	Spine             answer.YesNo                         `fact:"surg.spine"`
	SpineWeeks        answer.Fact[int]                     `fact:"surg.spine_weeks"`
	SpineKind         answer.Fact[SpineOperation]          `fact:"surg.spine_kind"`
	NotReleased       answer.YesNo                         `fact:"surg.not_released"`
	Planned           answer.YesNo                         `fact:"surg.planned"`
	Heart             answer.YesNo                         `fact:"surg.heart"`
	HeartWeeks        answer.Fact[int]                     `fact:"surg.heart_weeks"`
	HeartOpen         answer.YesNo                         `fact:"surg.heart_open"` // the chest
	Recent            answer.YesNo                         `fact:"surg.recent"`
	Kind              answer.Fact[OperationKind]           `fact:"surg.kind"`
	Weeks             answer.Fact[int]                     `fact:"surg.weeks"`
	RecentAt          answer.Fact[answer.Set[body.Region]] `fact:"surg.recent_at"`
	RecentNotReleased answer.YesNo                         `fact:"surg.recent_not_released"`
	Side              answer.Fact[Side]                    `fact:"surg.side"`
}

// Cancer is what marks a new pain after cancer: facts cancer.*.
type Cancer struct {
	PainWarning answer.YesNo `fact:"cancer.pain_warning"`
}

// Immune is the strength of the defences: facts immune.*.
type Immune struct {
	High answer.YesNo `fact:"immune.high"` // strongly weakened
}

// RedFlag is backgrounds that make a serious cause likelier: facts redflag.*.
type RedFlag struct {
	InfectionRisk answer.Fact[answer.Set[InfectionRisk]] `fact:"redflag.infection_risk"`
	TBContact     answer.YesNo                           `fact:"redflag.tb_contact"`
}

// Skin is the skin: facts skin.*.
type Skin struct {
	Abscess          answer.YesNo                         `fact:"skin.abscess"`
	AbscessAt        answer.Fact[answer.Set[body.Region]] `fact:"skin.abscess_at"`
	Cellulitis       answer.YesNo                         `fact:"skin.cellulitis"`
	Contagious       answer.Fact[Contagion]               `fact:"skin.contagious"`
	ContagiousAt     answer.Fact[answer.Set[body.Region]] `fact:"skin.contagious_at"`
	Shingles         answer.YesNo                         `fact:"skin.shingles"`
	ShinglesOpen     answer.YesNo                         `fact:"skin.shingles_open"`
	ShinglesAt       answer.Fact[answer.Set[body.Region]] `fact:"skin.shingles_at"`
	Lump             answer.Fact[Formation]               `fact:"skin.lump"`
	LumpAt           answer.Fact[answer.Set[body.Region]] `fact:"skin.lump_at"`
	Mole             answer.Fact[Formation]               `fact:"skin.mole"`
	MoleAt           answer.Fact[answer.Set[body.Region]] `fact:"skin.mole_at"`
	Open             answer.YesNo                         `fact:"skin.open"`
	OpenAt           answer.Fact[answer.Set[body.Region]] `fact:"skin.open_at"`
	Burn             answer.YesNo                         `fact:"skin.burn"`
	BurnAt           answer.Fact[answer.Set[body.Region]] `fact:"skin.burn_at"`
	OpenWide         answer.YesNo                         `fact:"skin.open_wide"`
	Rash             answer.Fact[Rash]                    `fact:"skin.rash"`
	RashAt           answer.Fact[answer.Set[body.Region]] `fact:"skin.rash_at"`
	Haematoma        answer.YesNo                         `fact:"skin.haematoma"`
	HaematomaAt      answer.Fact[answer.Set[body.Region]] `fact:"skin.haematoma_at"`
	HaematomaGrowing answer.YesNo                         `fact:"skin.haematoma_growing"`
	Fragile          answer.YesNo                         `fact:"skin.fragile"`
	FreshProcedure   answer.YesNo                         `fact:"skin.fresh_procedure"`
	FreshProcedureAt answer.Fact[answer.Set[body.Region]] `fact:"skin.fresh_procedure_at"`
}

// Proc is needles: facts proc.*.
type Proc struct {
	Injection        answer.YesNo                         `fact:"proc.injection"`
	InjectionDays    answer.Fact[int]                     `fact:"proc.injection_days"`
	InjectionAt      answer.Fact[answer.Set[body.Region]] `fact:"proc.injection_at"`
	InjectionWarning answer.YesNo                         `fact:"proc.injection_warning"`
	VaccineRecent    answer.YesNo                         `fact:"proc.vaccine_recent"`
	InjectionSide    answer.Fact[Side]                    `fact:"proc.injection_side"`
}

// Dev is devices on or in the body: facts dev.*.
type Dev struct {
	SpinalImplant   answer.YesNo                         `fact:"dev.spinal_implant"`
	SpinalImplantAt answer.Fact[answer.Set[body.Region]] `fact:"dev.spinal_implant_at"`
	Pacemaker       answer.YesNo                         `fact:"dev.pacemaker"`
	UreteralStent   answer.YesNo                         `fact:"dev.ureteral_stent"`
	Attached        answer.Fact[answer.Set[Attached]]    `fact:"dev.attached"`
	AttachedAt      answer.Fact[answer.Set[body.Region]] `fact:"dev.attached_at"`
	LineUntold      answer.YesNo                         `fact:"dev.line_untold"` // for a treatment not told of
	DialysisThinner answer.YesNo                         `fact:"dev.dialysis_thinner"`
	PacemakerSide   answer.Fact[Side]                    `fact:"dev.pacemaker_side"`
	AttachedSide    answer.Fact[Side]                    `fact:"dev.attached_side"`
}

// Allergy is what skin or breath reacts to: facts allergy.*.
type Allergy struct {
	Medium answer.Fact[answer.Set[AllergyMedium]] `fact:"allergy.medium"`
	Severe answer.YesNo                           `fact:"allergy.severe"` // carries an adrenaline pen
}
