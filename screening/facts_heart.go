package screening

// Heart and vessels: what was once, what is treated, and what is carried in the body.

// heartFacts stand on the card of heart and blood. A heart or a stroke that is ticked there opens its bands.
func heartFacts() []entry {
	return []entry{
		oneOf("hx.mi", "Have you had a heart attack, and when was the last?",
			func(in *Intake) *Fact[HeartAttack] { return &in.Hx.MI }, lasting),
		yesNo("cond.unstable_heart", "Do you have chest pain at rest or chest pain that is getting worse, faints that come from the heart, an inflamed heart, or a heart trouble that is waiting for treatment?",
			func(in *Intake) *Answer { return &in.Cond.UnstableHeart }, lasting),
		yesNo("cond.heart_failure", "Were you told that your heart is weak (heart failure)?",
			func(in *Intake) *Answer { return &in.Cond.HeartFailure }, lasting),
		yesNo("cond.heart_stable", "Do you have angina, a stent, a heart valve, an irregular pulse or another heart trouble that is steady under treatment?",
			func(in *Intake) *Answer { return &in.Cond.HeartStable }, lasting),
		yesNo("dev.pacemaker", "Do you have a pacemaker or a defibrillator under the skin?",
			func(in *Intake) *Answer { return &in.Dev.Pacemaker }, lasting),
	}
}

func hfFacts() []entry {
	return []entry{
		yesNo("hf.severe", "Are you breathless lying flat or with little effort, or do your legs or belly swell more and more?",
			func(in *Intake) *Answer { return &in.HF.Severe }, askedIf("cond.heart_failure")),
		yesNo("hf.worse", "Has the breath or the swelling become worse this week?",
			func(in *Intake) *Answer { return &in.HF.Worse }, askedIf("hf.severe")),
		whole("hf.nyha", "Which class of heart failure were you told, from 1 to 4 (NYHA), if you know it?",
			func(in *Intake) *Fact[int] { return &in.HF.NYHA }, within(1, 4), askedIf("cond.heart_failure"), volunteered("1")),
	}
}

func vesselFacts() []entry {
	return []entry{
		yesNo("vasc.phlebitis", "Do you have a hot, hard, sore vein?",
			func(in *Intake) *Answer { return &in.Vasc.Phlebitis }),
		oneOf("vasc.clot", "Have you had a blood clot in a leg, an arm or the lung, and when was the last?",
			func(in *Intake) *Fact[Clot] { return &in.Vasc.Clot }, lasting),
		yesNo("vasc.aaa_known", "Were you told that you have an aneurysm, in the belly or anywhere else?",
			func(in *Intake) *Answer { return &in.Vasc.AAAKnown }, lasting),
		decimal("vasc.aaa_cm", "How many centimetres wide is the aneurysm, if you know it?",
			func(in *Intake) *Fact[float64] { return &in.Vasc.AAACm }, unit("cm"), within(0.5, 15), askedIf("vasc.aaa_known"), volunteered("4.0")),
		yesNo("cond.vessel_fragile", "Do you have Marfan, Loeys-Dietz or vascular Ehlers-Danlos syndrome, or a widened main artery in the chest?",
			func(in *Intake) *Answer { return &in.Cond.VesselFragile }, lasting),
		yesNo("vasc.severe_pad", "Do your legs or feet hurt at rest from poor blood flow, or do you have sores or black skin from it, or inflamed arteries?",
			func(in *Intake) *Answer { return &in.Vasc.SeverePAD }, lasting),
		oneOf("vasc.varicose", "Which fits the veins of your legs?",
			func(in *Intake) *Fact[Varicose] { return &in.Vasc.Varicose }, lasting, uncritical),
		yesNo("sx.faints", "Do you faint easily?",
			func(in *Intake) *Answer { return &in.Sx.Faints }, lasting, uncritical),
		yesNo("sx.vertigo", "Do you get dizzy when you lie down, turn over or stand up?",
			func(in *Intake) *Answer { return &in.Sx.Vertigo }, lasting, uncritical),
	}
}

func sickleFacts() []entry {
	return []entry{
		yesNo("cond.sickle_cell", "Do you have sickle cell disease?",
			func(in *Intake) *Answer { return &in.Cond.SickleCell }, lasting),
		yesNo("sickle.crisis", "Do you have a sickle cell crisis now, with the pain that you know from it?",
			func(in *Intake) *Answer { return &in.Sickle.Crisis }, askedIf("cond.sickle_cell")),
	}
}
