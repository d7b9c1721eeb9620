package screening

// Joints, muscles, the shape and strength of bones.

func jointFacts() []entry {
	return []entry{
		yesNo("cond.ia_disease", "Do you have rheumatoid arthritis, lupus, psoriatic arthritis, gout or another inflammation of joints or connective tissue? Worn joints do not count.",
			func(in *Intake) *Answer { return &in.Cond.IADisease }, lasting),
		yesNo("cond.ia_flare", "Is it in a flare now: are any joints hot, swollen or much sorer than usual?",
			func(in *Intake) *Answer { return &in.Cond.IAFlare }, askedIf("cond.ia_disease")),
		places("cond.ia_flare_at", "Where are the hot, swollen or sorer joints?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Cond.IAFlareAt }, askedIf("cond.ia_flare")),
		yesNo("cond.hypermobility", "Were you told that your joints are very bendy (hypermobility, or an Ehlers-Danlos syndrome)?",
			func(in *Intake) *Answer { return &in.Cond.Hypermobility }, lasting, uncritical),
	}
}

func muscleFacts() []entry {
	return []entry{
		yesNo("cond.myopathy", "Do you have a disease of the muscles?",
			func(in *Intake) *Answer { return &in.Cond.Myopathy }, lasting),
		yesNo("hx.rhabdo", "In the last 3 months, have you had a serious breakdown of muscle, with dark urine or in hospital?",
			func(in *Intake) *Answer { return &in.Hx.Rhabdo }, lasting),
		yesNo("sx.statin_myalgia", "Do you take a statin for your cholesterol, and do your muscles ache?",
			func(in *Intake) *Answer { return &in.Sx.StatinMyalgia }, lasting, uncritical),
		yesNo("cond.fibromyalgia", "Do you have fibromyalgia, or pain all over the body for a long time?",
			func(in *Intake) *Answer { return &in.Cond.Fibromyalgia }, lasting, uncritical),
	}
}

func boneFacts() []entry {
	const curved = "cond.scoliosis"
	return []entry{
		yesNo("cond.scoliosis", "Were you told that your spine is curved or rounded (scoliosis or kyphosis)?",
			func(in *Intake) *Answer { return &in.Cond.Scoliosis }, lasting),
		yesNo("cond.scoliosis_major", "Have you had a brace or an operation for the curve, or does a specialist follow it?",
			func(in *Intake) *Answer { return &in.Cond.ScoliosisMajor }, lasting, askedIf(curved)),
		whole("scoliosis.cobb_deg", "How many degrees does the curve have, if you know it?",
			func(in *Intake) *Fact[int] { return &in.Scoliosis.CobbDeg }, unit("degrees"), within(0, 180), lasting, askedIf(curved), volunteered("15")),
		decimal("bone.t_score", "What was the lowest T-score of your bone scan, if you know it? Most are below zero.",
			func(in *Intake) *Fact[float64] { return &in.Bone.TScore }, within(-8, 8), protective, lasting, volunteered("0")),
		yesNo("cond.osteomyelitis", "Were you told that you have an infection in a bone outside the spine?",
			func(in *Intake) *Answer { return &in.Cond.Osteomyelitis }, lasting),
	}
}
