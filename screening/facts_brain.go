package screening

// The brain, the upper neck, and nerves that feel too little or too much.

func brainFacts() []entry {
	return []entry{
		yesNo("cond.epilepsy", "Do you have epilepsy?",
			func(in *Intake) *Answer { return &in.Cond.Epilepsy }, lasting),
		yesNo("epilepsy.uncontrolled", "Have you more fits than usual or a new kind of fit, or have you had a fit in the last 24 hours?",
			func(in *Intake) *Answer { return &in.Epilepsy.Uncontrolled }, askedIf("cond.epilepsy")),
		whole("epilepsy.fit_hours", "How many hours ago was the last fit? One week is 168.",
			func(in *Intake) *Fact[int] { return &in.Epilepsy.FitHours }, unit("hours"), within(0, 10000), protective, askedIf("epilepsy.uncontrolled")),
		yesNo("cond.neuro_chronic", "Do you have multiple sclerosis, Parkinson's, stiff limbs after a stroke, or another lasting illness of the nerves?",
			func(in *Intake) *Answer { return &in.Cond.NeuroChronic }, lasting),
		yesNo("neuro.relapse", "Is it in a relapse now, or clearly worse than it was some weeks ago?",
			func(in *Intake) *Answer { return &in.Neuro.Relapse }, askedIf("cond.neuro_chronic")),
		yesNo("trauma.concussion_now", "Are you still foggy, slow, dizzy or sensitive to light or noise since the knock on the head?",
			func(in *Intake) *Answer { return &in.Trauma.ConcussionNow }, askedIf("trauma.head_knock")),
	}
}

func feelingFacts() []entry {
	return []entry{
		yesNo("neuro.sensation_loss_back", "Is there skin on your back that feels little or nothing, and has been so for a long time?",
			func(in *Intake) *Answer { return &in.Neuro.SensationLossBack }, lasting),
		places("neuro.sensation_loss_back_at", "Where is the skin that feels little or nothing?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Neuro.SensationLossBackAt }, lasting, askedIf("neuro.sensation_loss_back")),
		yesNo("cond.crps", "Is there a limb or area where even light touch burns or hurts (complex regional pain syndrome or a similar nerve pain)?",
			func(in *Intake) *Answer { return &in.Cond.CRPS }, lasting),
		places("cond.crps_at", "Where does light touch burn or hurt?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Cond.CRPSAt }, lasting, askedIf("cond.crps")),
		yesNo("neuro.after_massage", "Did new weakness or numbness begin within a week after a massage?",
			func(in *Intake) *Answer { return &in.Neuro.AfterMassage }, askedIf("neuro.weakness == mild_new || nerve.course == recent_or_changing")),
		yesNo("back.morning_stiffness", "Is your back stiff for over half an hour in the morning, better with moving and worse in the second half of the night, and did that start before you were 45?",
			func(in *Intake) *Answer { return &in.Back.MorningStiffness }, uncritical),
	}
}

func upperNeckFacts() []entry {
	return []entry{
		yesNo("cond.aai", "Were you told that the top joints of your neck are loose or unstable? That can come with rheumatoid arthritis or Down syndrome.",
			func(in *Intake) *Answer { return &in.Cond.AAI }, lasting),
		yesNo("cond.chiari", "Were you told that you have a Chiari malformation, a cavity in the spinal cord (syrinx) or a tethered cord?",
			func(in *Intake) *Answer { return &in.Cond.Chiari }, lasting),
	}
}
