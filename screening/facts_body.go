package screening

// The whole body: signs of acute illness, vessels, blood, and what weakens the defences.

func sysFacts() []entry {
	return []entry{
		yesNo("sys.chest_pain", "Do you have pain, pressure or tightness in the chest, today or since yesterday?",
			func(in *Intake) *Answer { return &in.Sys.ChestPain }),
		yesNo("sys.breathless_new", "Do you have new trouble breathing, or have you coughed up blood?",
			func(in *Intake) *Answer { return &in.Sys.BreathlessNew }),
		yesNo("sys.syncope", "Have you fainted or blacked out today or yesterday, and do not know why?",
			func(in *Intake) *Answer { return &in.Sys.Syncope }),
		yesNo("sys.face_arm_speech", "In the last 7 days, have you had a drooping face, a weak or numb arm or leg on one side, trouble speaking, or loss of sight, even if it has gone?",
			func(in *Intake) *Answer { return &in.Sys.FaceArmSpeech }),
		yesNo("sys.thunderclap_headache", "Have you had a sudden, terrible headache, the worst of your life?",
			func(in *Intake) *Answer { return &in.Sys.ThunderclapHeadache }),
		yesNo("sys.neck_stiff_fever", "Do you have a fever with a stiff neck?",
			func(in *Intake) *Answer { return &in.Sys.NeckStiffFever }),
		yesNo("sys.neck_artery_signs", "Do you have a new, strange neck pain or headache with dizziness, double vision, a drooping eyelid, a numb face, unsteadiness, or trouble swallowing or speaking?",
			func(in *Intake) *Answer { return &in.Sys.NeckArterySigns }),
		yesNo("sys.tearing_pain", "Have you had a sudden tearing pain, or the worst pain of your life, in the chest, back or belly?",
			func(in *Intake) *Answer { return &in.Sys.TearingPain }),
		yesNo("sys.severe_abdo_pain", "Do you have very bad belly pain?",
			func(in *Intake) *Answer { return &in.Sys.SevereAbdoPain }),
		yesNo("sys.internal_bleeding", "Have you vomited blood, had black stools, or are you bleeding heavily?",
			func(in *Intake) *Answer { return &in.Sys.InternalBleeding }),
		yesNo("sys.acute_emergency", "Does the person look acutely ill: allergic reaction, asthma attack, fit, very low sugar, collapse?",
			func(in *Intake) *Answer { return &in.Sys.AcuteEmergency }),
		yesNo("sys.gca_signs", "If you are 50 or older: do you have a new headache, a sore scalp, jaw pain on chewing, or a change of sight?",
			func(in *Intake) *Answer { return &in.Sys.GCASigns }),
		yesNo("sys.weight_loss", "Have you lost weight without trying?",
			func(in *Intake) *Answer { return &in.Sys.WeightLoss }, lasting),
		yesNo("sys.night_sweats", "Do you have drenching night sweats that you cannot explain? Hot flushes that you know do not count.",
			func(in *Intake) *Answer { return &in.Sys.NightSweats }, lasting),
	}
}

func sxFacts() []entry {
	return []entry{
		yesNo("sx.feverish", "Do you feel feverish or shivery, today or since yesterday?",
			func(in *Intake) *Answer { return &in.Sx.Feverish }),
		yesNo("sx.unwell_today", "Do you feel ill today: dizzy, a pounding heart, a bad headache or vomiting?",
			func(in *Intake) *Answer { return &in.Sx.UnwellToday }),
		yesNo("sx.dark_urine_now", "Are your muscles very sore, swollen or weak, and is your urine dark brown?",
			func(in *Intake) *Answer { return &in.Sx.DarkUrineNow }),
		yesNo("sx.bleeding_signs", "Do you get large bruises without a knock, nose or gum bleeds over 10 minutes, or blood in urine or stool, or were you told that your platelets are low?",
			func(in *Intake) *Answer { return &in.Sx.BleedingSigns }, lasting),
		yesNo("sx.easy_bruising", "Have you always bruised easily?",
			func(in *Intake) *Answer { return &in.Sx.EasyBruising }, lasting),
	}
}

func vascFacts() []entry {
	return []entry{
		yesNo("vasc.pulsatile_abdomen", "Do you feel a throbbing lump in the belly?",
			func(in *Intake) *Answer { return &in.Vasc.PulsatileAbdomen }),
		yesNo("vasc.aaa_new_pain", "Do you have an aneurysm, and any new pain in the back, belly or side?",
			func(in *Intake) *Answer { return &in.Vasc.AAANewPain }),
		yesNo("vasc.limb_swelling", "Is one leg or one arm newly swollen, warm or discoloured?",
			func(in *Intake) *Answer { return &in.Vasc.LimbSwelling }),
		yesNo("vasc.calf_pain_tender", "Is one calf newly sore or tender, and no training, cramp or strain explains it?",
			func(in *Intake) *Answer { return &in.Vasc.CalfPainTender }),
	}
}

func medFacts() []entry {
	const warfarin = "med.anticoagulant == warfarin"
	return []entry{
		oneOf("med.anticoagulant", "Which blood thinner do you take?",
			func(in *Intake) *Fact[Anticoagulant] { return &in.Med.Anticoagulant }, lasting),
		yesNo("med.inr_out", "Is your last warfarin check overdue, or was its value out of your range?",
			func(in *Intake) *Answer { return &in.Med.INROut }, askedIf(warfarin)),
		decimal("med.inr", "What was the last value of your warfarin check (INR), if you know it?",
			func(in *Intake) *Fact[float64] { return &in.Med.INR }, within(0.5, 20), askedIf(warfarin), volunteered("2.5")),
		whole("med.inr_age_days", "How many days ago was your last warfarin check, if you know it?",
			func(in *Intake) *Fact[int] { return &in.Med.INRAgeDays }, unit("days"), within(0, 3650), askedIf(warfarin), volunteered("28")),
		oneOf("med.antiplatelet", "Of aspirin every day, clopidogrel, ticagrelor and prasugrel: do you take one, or two of them?",
			func(in *Intake) *Fact[Antiplatelet] { return &in.Med.Antiplatelet }, lasting),
		yesNo("med.steroid_long", "Have you taken steroid tablets for 3 months or more?",
			func(in *Intake) *Answer { return &in.Med.SteroidLong }, lasting),
	}
}

func surgFacts() []entry {
	const spine = "surg.spine"
	return []entry{
		yesNo("surg.spine", "Have you had an operation on the spine?",
			func(in *Intake) *Answer { return &in.Surg.Spine }, lasting),
		whole("surg.spine_weeks", "How many weeks ago was the last operation on the spine? One year is 52.",
			func(in *Intake) *Fact[int] { return &in.Surg.SpineWeeks }, unit("weeks"), within(0, 5200), protective, lasting, askedIf(spine)),
		oneOf("surg.spine_kind", "Were bones of the spine joined together with metal or bone (a fusion)?",
			func(in *Intake) *Fact[SpineOperation] { return &in.Surg.SpineKind }, lasting, askedIf(spine)),
		yesNo("surg.not_released", "Are you still under the surgeon's limits? Answer yes unless the surgeon has told you that you may do everything again.",
			func(in *Intake) *Answer { return &in.Surg.NotReleased }, lasting, askedIf(spine)),
		yesNo("surg.heart", "Have you had a stent, a new valve or a heart operation?",
			func(in *Intake) *Answer { return &in.Surg.Heart }, lasting),
		whole("surg.heart_weeks", "How many weeks ago was the last stent, valve or heart operation? One year is 52.",
			func(in *Intake) *Fact[int] { return &in.Surg.HeartWeeks }, unit("weeks"), within(0, 5200), protective, lasting, askedIf("surg.heart")),
	}
}

func hxFacts() []entry {
	return []entry{
		yesNo("hx.cancer", "Do you have cancer, or did you ever? Melanoma counts; a small basal or squamous cell skin cancer that was fully removed does not.",
			func(in *Intake) *Answer { return &in.Hx.Cancer }, lasting),
		oneOf("hx.fragility_fracture", "Since you were 50, has a small fall broken a bone? If several, choose the one furthest down.",
			func(in *Intake) *Fact[Fragility] { return &in.Hx.FragilityFracture }, lasting),
		oneOf("hx.stroke", "Have you had a stroke or a mini-stroke, and when was the last?",
			func(in *Intake) *Fact[Stroke] { return &in.Hx.Stroke }, lasting),
	}
}

func cancerFacts() []entry {
	return []entry{
		yesNo("cancer.pain_warning", "Is the new pain in the neck or upper back, is it growing, is it worse on coughing or straining, or does it wake you?",
			func(in *Intake) *Answer { return &in.Cancer.PainWarning }, askedIf("(hx.cancer || cond.blood_cancer) && pain.new_or_changed")),
	}
}

func immuneFacts() []entry {
	return []entry{
		yesNo("immune.high", "Are your defences strongly weakened: a transplant, chemotherapy, low white cells, or HIV that is not under control?",
			func(in *Intake) *Answer { return &in.Immune.High }, lasting, private, askedIf("cond.immunosuppressed")),
	}
}

func redFlagFacts() []entry {
	return []entry{
		setOf("redflag.infection_risk", "Which of these apply to you?",
			func(in *Intake) *Fact[Set[InfectionRisk]] { return &in.RedFlag.InfectionRisk }, lasting),
		yesNo("redflag.tb_contact", "Have you had close contact with somebody who has tuberculosis?",
			func(in *Intake) *Answer { return &in.RedFlag.TBContact }, lasting),
		yesNo("redflag.diabetes_sore", "Do you have diabetes with a sore on the foot, or sugar that is hard to control?",
			func(in *Intake) *Answer { return &in.RedFlag.DiabetesSore }, lasting),
	}
}

func skinFacts() []entry {
	return []entry{
		yesNo("skin.abscess", "Do you have a boil, a pocket of pus or an infected wound? A pimple does not count.",
			func(in *Intake) *Answer { return &in.Skin.Abscess }),
		places("skin.abscess_at", "Where is the boil, the pus or the infected wound?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.AbscessAt }, askedIf("skin.abscess")),
		yesNo("skin.cellulitis", "Do you have hot, red skin that spreads?",
			func(in *Intake) *Answer { return &in.Skin.Cellulitis }),
		oneOf("skin.contagious", "Which of these skin diseases do you have? If several, choose the one furthest down.",
			func(in *Intake) *Fact[Contagion] { return &in.Skin.Contagious }),
		places("skin.contagious_at", "Where is the catching skin disease?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.ContagiousAt }, askedIf("skin.contagious != none")),
		yesNo("skin.shingles", "Do you have shingles?",
			func(in *Intake) *Answer { return &in.Skin.Shingles }),
		yesNo("skin.shingles_open", "Are any of the shingles blisters still wet, not dried to a crust?",
			func(in *Intake) *Answer { return &in.Skin.ShinglesOpen }, askedIf("skin.shingles")),
		places("skin.shingles_at", "Where are the shingles?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.ShinglesAt }, askedIf("skin.shingles")),
		yesNo("skin.undiagnosed_lump", "Do you have a lump that nobody has looked at?",
			func(in *Intake) *Answer { return &in.Skin.UndiagnosedLump }, lasting),
		places("skin.undiagnosed_lump_at", "Where is the lump that nobody has looked at?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.UndiagnosedLumpAt }, lasting, askedIf("skin.undiagnosed_lump")),
		yesNo("skin.changing_mole", "Do you have a mole that is changing, and nobody has looked at it?",
			func(in *Intake) *Answer { return &in.Skin.ChangingMole }, lasting),
		places("skin.changing_mole_at", "Where is the mole that is changing?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.ChangingMoleAt }, lasting, askedIf("skin.changing_mole")),
		yesNo("skin.formations", "Do you have moles, lumps, scars or warts to be left out, that somebody has already looked at?",
			func(in *Intake) *Answer { return &in.Skin.Formations }, lasting),
		places("skin.formations_at", "Where are the moles, lumps, scars or warts to be left out?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.FormationsAt }, lasting, askedIf("skin.formations")),
	}
}
