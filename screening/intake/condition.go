package intake

import (
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
)

// Conditions that the client reports, and what there is to know about single ones.

// Cond is conditions that the client reports: facts cond.*.
type Cond struct {
	AcuteInfection         answer.YesNo                         `fact:"cond.acute_infection"`
	BleedingDisorder       answer.YesNo                         `fact:"cond.bleeding_disorder"`
	Hypertension           answer.YesNo                         `fact:"cond.hypertension"`
	SpinalStenosis         answer.YesNo                         `fact:"cond.spinal_stenosis"`
	Spondylolisthesis      answer.YesNo                         `fact:"cond.spondylolisthesis"`
	Axspa                  answer.YesNo                         `fact:"cond.axspa"`
	VertebralFracture      answer.YesNo                         `fact:"cond.vertebral_fracture"`
	VertebralFractureWeeks answer.Fact[int]                     `fact:"cond.vertebral_fracture_weeks"`
	Osteoporosis           answer.YesNo                         `fact:"cond.osteoporosis"`
	BoneFragile            answer.YesNo                         `fact:"cond.bone_fragile"`
	SpinalTumour           answer.YesNo                         `fact:"cond.spinal_tumour"`
	SpinalCyst             answer.YesNo                         `fact:"cond.spinal_cyst"`
	SpinalInfection        answer.YesNo                         `fact:"cond.spinal_infection"`
	TBBone                 answer.YesNo                         `fact:"cond.tb_bone"`
	CordInjury             answer.YesNo                         `fact:"cond.cord_injury"`
	CancerActive           answer.YesNo                         `fact:"cond.cancer_active"`
	CancerActiveAt         answer.Fact[answer.Set[body.Region]] `fact:"cond.cancer_active_at"`
	BoneMetastasis         answer.YesNo                         `fact:"cond.bone_metastasis"`
	BoneMetastasisAt       answer.Fact[answer.Set[body.Region]] `fact:"cond.bone_metastasis_at"`
	Immunosuppressed       answer.YesNo                         `fact:"cond.immunosuppressed"`
	TBActive               answer.YesNo                         `fact:"cond.tb_active"`
	Chemo                  answer.YesNo                         `fact:"cond.chemo"`
	ChemoDaysAgo           answer.Fact[int]                     `fact:"cond.chemo_days_ago"`
	RadiotherapyField      answer.YesNo                         `fact:"cond.radiotherapy_field"`
	RadiotherapyFieldAt    answer.Fact[answer.Set[body.Region]] `fact:"cond.radiotherapy_field_at"`
	Lymphoedema            answer.YesNo                         `fact:"cond.lymphoedema"`
	LymphoedemaAt          answer.Fact[answer.Set[body.Region]] `fact:"cond.lymphoedema_at"`
	BloodCancer            answer.YesNo                         `fact:"cond.blood_cancer"`
	Scoliosis              answer.YesNo                         `fact:"cond.scoliosis"`
	ScoliosisMajor         answer.YesNo                         `fact:"cond.scoliosis_major"`
	Osteomyelitis          answer.YesNo                         `fact:"cond.osteomyelitis"`
	IADisease              answer.YesNo                         `fact:"cond.ia_disease"`
	IAFlare                answer.YesNo                         `fact:"cond.ia_flare"`
	IAFlareAt              answer.Fact[answer.Set[body.Region]] `fact:"cond.ia_flare_at"`
	Hypermobility          answer.YesNo                         `fact:"cond.hypermobility"`
	Myopathy               answer.YesNo                         `fact:"cond.myopathy"`
	Fibromyalgia           answer.YesNo                         `fact:"cond.fibromyalgia"`
	AAI                    answer.YesNo                         `fact:"cond.aai"`
	Chiari                 answer.YesNo                         `fact:"cond.chiari"`
	Epilepsy               answer.YesNo                         `fact:"cond.epilepsy"`
	NeuroChronic           answer.YesNo                         `fact:"cond.neuro_chronic"`
	CRPS                   answer.YesNo                         `fact:"cond.crps"`
	CRPSAt                 answer.Fact[answer.Set[body.Region]] `fact:"cond.crps_at"`
	Cognitive              answer.YesNo                         `fact:"cond.cognitive"`
	UnstableHeart          answer.YesNo                         `fact:"cond.unstable_heart"`
	HeartFailure           answer.YesNo                         `fact:"cond.heart_failure"`
	HeartStable            answer.YesNo                         `fact:"cond.heart_stable"`
	Thrombophilia          answer.YesNo                         `fact:"cond.thrombophilia"`
	VesselFragile          answer.YesNo                         `fact:"cond.vessel_fragile"`
	LowPressure            answer.YesNo                         `fact:"cond.low_pressure"`
	SickleCell             answer.YesNo                         `fact:"cond.sickle_cell"`
	Diabetes               answer.YesNo                         `fact:"cond.diabetes"`
	OrganFailure           answer.YesNo                         `fact:"cond.organ_failure"`
	SevereLung             answer.YesNo                         `fact:"cond.severe_lung"`
	ChestRecent            answer.YesNo                         `fact:"cond.chest_recent"`
	ChestNotReleased       answer.YesNo                         `fact:"cond.chest_not_released"`
	StoneAcute             answer.YesNo                         `fact:"cond.stone_acute"`
	AbdoHernia             answer.YesNo                         `fact:"cond.abdo_hernia"`
	EyePressure            answer.YesNo                         `fact:"cond.eye_pressure"`
	FatigueIllness         answer.YesNo                         `fact:"cond.fatigue_illness"`
	OtherNote              answer.YesNo                         `fact:"cond.other_note"`
	Carotid                answer.YesNo                         `fact:"cond.carotid"`
	CarotidWaiting         answer.YesNo                         `fact:"cond.carotid_waiting"`
	BrainOld               answer.YesNo                         `fact:"cond.brain_old"`
	JointUnstable          answer.YesNo                         `fact:"cond.joint_unstable"`
	JointUnstableAt        answer.Fact[answer.Set[body.Region]] `fact:"cond.joint_unstable_at"`
	IBD                    answer.Fact[IBD]                     `fact:"cond.ibd"`
	LiverScarred           answer.YesNo                         `fact:"cond.liver_scarred"`
	EatingDisorder         answer.YesNo                         `fact:"cond.eating_disorder"`
	EatingWatched          answer.YesNo                         `fact:"cond.eating_watched"`
	Anaemia                answer.Fact[Anaemia]                 `fact:"cond.anaemia"`
	CarotidSide            answer.Fact[Side]                    `fact:"cond.carotid_side"`
	LymphoedemaSide        answer.Fact[Side]                    `fact:"cond.lymphoedema_side"`
	RadiotherapySide       answer.Fact[Side]                    `fact:"cond.radiotherapy_side"`
	ChestSide              answer.Fact[Side]                    `fact:"cond.chest_side"`
	JointUnstableSide      answer.Fact[Side]                    `fact:"cond.joint_unstable_side"`
	CRPSSide               answer.Fact[Side]                    `fact:"cond.crps_side"`
}

// Other is what staff found of an illness or medicine that no question names: facts other.*.
type Other struct {
	Verdict  answer.Fact[Verdict] `fact:"other.verdict"`
	OnlyThat answer.YesNo         `fact:"other.only_that"`
}

// Hypertension is high blood pressure: facts hypertension.*.
type Hypertension struct {
	Uncontrolled answer.YesNo `fact:"hypertension.uncontrolled"`
}

// Axspa is axial spondyloarthritis: facts axspa.*.
type Axspa struct {
	Flare answer.YesNo `fact:"axspa.flare"`
	Fused answer.YesNo `fact:"axspa.fused"`
}

// Epilepsy is fits: facts epilepsy.*.
type Epilepsy struct {
	Uncontrolled answer.YesNo     `fact:"epilepsy.uncontrolled"`
	FitHours     answer.Fact[int] `fact:"epilepsy.fit_hours"`
}

// HF is heart failure: facts hf.*.
type HF struct {
	Severe answer.YesNo     `fact:"hf.severe"`
	Worse  answer.YesNo     `fact:"hf.worse"`
	NYHA   answer.Fact[int] `fact:"hf.nyha"` // class of the New York Heart Association
}

// Sickle is sickle cell disease: facts sickle.*.
type Sickle struct {
	Crisis answer.YesNo `fact:"sickle.crisis"`
}

// DM is diabetes: facts dm.*.
type DM struct {
	Complicated   answer.YesNo `fact:"dm.complicated"`
	HardToControl answer.YesNo `fact:"dm.hard_to_control"`
	FootSore      answer.YesNo `fact:"dm.foot_sore"`
	Severe        answer.YesNo `fact:"dm.severe"`
	Insulin       answer.YesNo `fact:"dm.insulin"`
	LowWeek       answer.YesNo `fact:"dm.low_week"`
}

// Organ is organs that fail: facts organ.*.
type Organ struct {
	Unstable answer.YesNo `fact:"organ.unstable"`
}

// Eye is the eyes: facts eye.*.
type Eye struct {
	OperationRecent answer.YesNo `fact:"eye.operation_recent"`
	Bubble          answer.YesNo `fact:"eye.bubble"` // of gas or oil, still there
}
