package screening

// Organs, long-term illness, what is attached to the body, and how somebody can lie.

func diabetesFacts() []entry {
	const complicated = "dm.complicated"
	return []entry{
		yesNo("cond.diabetes", "Do you have diabetes?",
			func(in *Intake) *Answer { return &in.Cond.Diabetes }, lasting, uncritical),
		yesNo(complicated, "Do you have numb feet, a sore on a foot, or eye or kidney damage from the diabetes?",
			func(in *Intake) *Answer { return &in.DM.Complicated }, lasting, uncritical, askedIf("cond.diabetes")),
		yesNo("dm.foot_sore", "Do you have an open sore on a foot or leg?",
			func(in *Intake) *Answer { return &in.DM.FootSore }, askedIf(complicated)),
		yesNo("dm.severe", "Are you on dialysis, or is your sight in danger from the diabetes?",
			func(in *Intake) *Answer { return &in.DM.Severe }, lasting, askedIf(complicated)),
	}
}

func organFacts() []entry {
	return []entry{
		yesNo("cond.organ_failure", "Were you told that your kidneys, liver or lungs are failing, or are you on dialysis?",
			func(in *Intake) *Answer { return &in.Cond.OrganFailure }, lasting),
		yesNo("organ.unstable", "In the last 4 weeks, has that become worse, has water gathered in your legs, belly or lungs, or have you been confused?",
			func(in *Intake) *Answer { return &in.Organ.Unstable }, askedIf("cond.organ_failure")),
		yesNo("cond.severe_lung", "Do you have a severe lung illness, such as COPD or severe asthma? Asthma that is well controlled does not count.",
			func(in *Intake) *Answer { return &in.Cond.SevereLung }, lasting),
		yesNo("cond.chest_recent", "In the last 3 months, have you had a collapsed lung, pleurisy or a rib that may be broken?",
			func(in *Intake) *Answer { return &in.Cond.ChestRecent }, lasting),
		yesNo("cond.chest_not_released", "Are you still under a doctor's limits for the chest? Answer yes unless a doctor has told you that you may do everything again.",
			func(in *Intake) *Answer { return &in.Cond.ChestNotReleased }, lasting, askedIf("cond.chest_recent")),
		yesNo("cond.stone_acute", "Do you have a kidney stone that hurts or moves now?",
			func(in *Intake) *Answer { return &in.Cond.StoneAcute }, lasting),
		yesNo("dev.ureteral_stent", "Do you have a stent, a small tube, between kidney and bladder?",
			func(in *Intake) *Answer { return &in.Dev.UreteralStent }, lasting),
		yesNo("cond.abdo_hernia", "Do you have a hernia of the belly or groin? A disc hernia does not count.",
			func(in *Intake) *Answer { return &in.Cond.AbdoHernia }, lasting, uncritical),
		yesNo("cond.eye_pressure", "Do you have glaucoma or a torn or detached retina, or was there an eye operation in the last 6 weeks?",
			func(in *Intake) *Answer { return &in.Cond.EyePressure }, lasting),
		yesNo("eye.operation_recent", "Was there an eye operation in the last 6 weeks?",
			func(in *Intake) *Answer { return &in.Eye.OperationRecent }, lasting, askedIf("cond.eye_pressure")),
	}
}

func deviceFacts() []entry {
	return []entry{
		setOf("dev.attached", "What is attached to you or stuck on?",
			func(in *Intake) *Fact[Set[Attached]] { return &in.Dev.Attached }, lasting, private),
		places("dev.attached_at", "Where is it attached?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Dev.AttachedAt }, lasting, private, askedIf("dev.attached != none")),
		yesNo("med.patch", "Do you wear a medicine patch on the skin?",
			func(in *Intake) *Answer { return &in.Med.Patch }, lasting),
		places("med.patch_at", "Where is the patch?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Med.PatchAt }, askedIf("med.patch")),
		yesNo("med.patch_opioid", "Is it a patch with a strong painkiller, such as fentanyl or buprenorphine?",
			func(in *Intake) *Answer { return &in.Med.PatchOpioid }, lasting, askedIf("med.patch")),
		yesNo("proc.vaccine_recent", "Have you had a vaccine in the last 3 days?",
			func(in *Intake) *Answer { return &in.Proc.VaccineRecent }, lasting, uncritical),
	}
}

func illnessFacts() []entry {
	return []entry{
		yesNo("cond.fatigue_illness", "Do you have ME or long Covid, with crashes after effort?",
			func(in *Intake) *Answer { return &in.Cond.FatigueIllness }, lasting, uncritical),
		yesNo("cond.other_note", "Do you have any other illness, or take any other medicine, that we should know about?",
			func(in *Intake) *Answer { return &in.Cond.OtherNote }, lasting),
		yesNo("pos.prone_difficult", "Is it hard for you to lie face down comfortably?",
			func(in *Intake) *Answer { return &in.Pos.ProneDifficult }, lasting, uncritical),
	}
}
