package screening

// Conditions that the client reports.

func condFacts() []entry {
	return []entry{
		yesNo("cond.acute_infection", "Do you have, or are you just getting over, a cold with fever, flu, Covid, or a chest, throat or stomach infection?",
			func(in *Intake) *Answer { return &in.Cond.AcuteInfection }),
		yesNo("cond.bleeding_disorder", "Do you have a bleeding illness such as haemophilia or von Willebrand disease, or a low-platelet illness?",
			func(in *Intake) *Answer { return &in.Cond.BleedingDisorder }, lasting),
		yesNo("cond.hypertension", "Do you have high blood pressure, or take tablets for it?",
			func(in *Intake) *Answer { return &in.Cond.Hypertension }, lasting),
		yesNo("cond.spinal_stenosis", "Were you told that your spinal canal is narrow?",
			func(in *Intake) *Answer { return &in.Cond.SpinalStenosis }, lasting),
		yesNo("cond.spondylolisthesis", "Were you told that one spine bone has slipped on another?",
			func(in *Intake) *Answer { return &in.Cond.Spondylolisthesis }, lasting),
		yesNo("cond.axspa", "Were you told that you have ankylosing spondylitis or axial spondyloarthritis?",
			func(in *Intake) *Answer { return &in.Cond.Axspa }, lasting),
		yesNo("cond.vertebral_fracture", "Have you ever had a broken bone in the spine?",
			func(in *Intake) *Answer { return &in.Cond.VertebralFracture }, lasting),
		whole("cond.vertebral_fracture_weeks", "How many weeks ago did the spine bone break? One year is 52.",
			func(in *Intake) *Fact[int] { return &in.Cond.VertebralFractureWeeks }, unit("weeks"), within(0, 5200), protective, lasting,
			askedIf("cond.vertebral_fracture")),
		yesNo("cond.osteoporosis", "Were you told that your bones are thin (osteoporosis)?",
			func(in *Intake) *Answer { return &in.Cond.Osteoporosis }, lasting),
		yesNo("cond.bone_fragile", "Do you have Paget disease, brittle bones, or another illness that weakens bone?",
			func(in *Intake) *Answer { return &in.Cond.BoneFragile }, lasting),
		yesNo("cond.spinal_tumour", "Were you told that you have a tumour in the spine?",
			func(in *Intake) *Answer { return &in.Cond.SpinalTumour }, lasting),
		yesNo("cond.spinal_cyst", "Were you told that you have a cyst in the spine?",
			func(in *Intake) *Answer { return &in.Cond.SpinalCyst }, lasting),
		yesNo("cond.spinal_infection", "Were you told that you have an infection in the spine or a disc?",
			func(in *Intake) *Answer { return &in.Cond.SpinalInfection }, lasting),
		yesNo("cond.tb_bone", "Were you told that you have tuberculosis of a bone?",
			func(in *Intake) *Answer { return &in.Cond.TBBone }, lasting),
		yesNo("cond.cord_injury", "Were you told that your spinal cord is injured or damaged?",
			func(in *Intake) *Answer { return &in.Cond.CordInjury }, lasting),
		yesNo("cond.cancer_active", "Do you have the cancer now, or treatment for it?",
			func(in *Intake) *Answer { return &in.Cond.CancerActive }, lasting, askedIf("hx.cancer")),
		places("cond.cancer_active_at", "Where is the cancer, and where were you treated for it?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Cond.CancerActiveAt }, lasting, private, askedIf("cond.cancer_active")),
		yesNo("cond.bone_metastasis", "Has the cancer spread to a bone?",
			func(in *Intake) *Answer { return &in.Cond.BoneMetastasis }, lasting, askedIf("hx.cancer")),
		places("cond.bone_metastasis_at", "To which bones has it spread?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Cond.BoneMetastasisAt }, lasting, askedIf("cond.bone_metastasis")),
		yesNo("cond.immunosuppressed", "Are your defences weak: a transplant, chemotherapy, biologic or steroid medicine, or HIV?",
			func(in *Intake) *Answer { return &in.Cond.Immunosuppressed }, lasting),
		yesNo("cond.tb_active", "Do you have tuberculosis now?",
			func(in *Intake) *Answer { return &in.Cond.TBActive }, lasting),
	}
}

func hypertensionFacts() []entry {
	return []entry{
		yesNo("hypertension.uncontrolled", "Were you told that your blood pressure is out of control?",
			func(in *Intake) *Answer { return &in.Hypertension.Uncontrolled }, lasting, askedIf("cond.hypertension")),
	}
}

func axspaFacts() []entry {
	return []entry{
		yesNo("axspa.flare", "Is the spondylitis in a flare now: worse or stiffer than usual for you?",
			func(in *Intake) *Answer { return &in.Axspa.Flare }, askedIf("cond.axspa")),
		yesNo("axspa.fused", "Were you told that parts of your spine have grown stiff together?",
			func(in *Intake) *Answer { return &in.Axspa.Fused }, lasting, askedIf("cond.axspa")),
	}
}
