package screening

// The person and the visit: age, consent, pregnancy, mind, and what was measured.

func clientFacts() []entry {
	return []entry{
		whole("client.age", "How old are you?",
			func(in *Intake) *Fact[int] { return &in.Client.Age }, unit("years"), within(0, 120), undirected, lasting),
		yesNo("client.cannot_consent", "Is the person unable to say yes for themselves, or under 16 without a parent?",
			func(in *Intake) *Answer { return &in.Client.CannotConsent }),
		yesNo("client.intoxicated", "Does the person seem drunk or drugged?",
			func(in *Intake) *Answer { return &in.Client.Intoxicated }),
		yesNo("client.frail", "Does the person need help to stand or walk, or are they very thin, with skin like paper?",
			func(in *Intake) *Answer { return &in.Client.Frail }),
	}
}

func sessionFacts() []entry {
	return []entry{
		oneOf("session.reason", "What would you like from today's massage?",
			func(in *Intake) *Fact[Reason] { return &in.Session.Reason }, undirected, uncritical),
		yesNo("session.stored", "Are there answers from an earlier visit among these?",
			func(in *Intake) *Answer { return &in.Session.Stored }, volunteered("no"), staff),
		yesNo("session.changed", "Has anything changed on the other pages since last time: a new illness, medicine, injury, operation, wound or tattoo?",
			func(in *Intake) *Answer { return &in.Session.Changed }, askedIf("session.stored")),
	}
}

func pregFacts() []entry {
	const asked = "preg.status != none"
	return []entry{
		oneOf("preg.status", "Are you pregnant, could you be, or did a pregnancy end in the last 6 weeks? If this cannot apply to you, tap No.",
			func(in *Intake) *Fact[Pregnancy] { return &in.Preg.Status }, undirected),
		whole("preg.weeks", "How many weeks pregnant are you?",
			func(in *Intake) *Fact[int] { return &in.Preg.Weeks }, unit("weeks"), within(1, 45), undirected, askedIf("preg.status == pregnant")),
		yesNo("preg.warning", "Do you have heavy bleeding, waters leaking, regular pains before your date, a baby that moves less, strong pain low on one side, pain at the tip of the shoulder, or do you feel faint?",
			func(in *Intake) *Answer { return &in.Preg.Warning }, askedIf(asked)),
		yesNo("preg.pe_signs", "Do you have a bad headache that stays, flashing lights or blurred sight, pain under the ribs, sudden swelling of face or hands, or are you being sick?",
			func(in *Intake) *Answer { return &in.Preg.PESigns }, askedIf(asked)),
		yesNo("preg.spotting", "Do you have light spotting of blood?",
			func(in *Intake) *Answer { return &in.Preg.Spotting }, askedIf(asked)),
		yesNo("preg.high_risk", "Has a doctor or midwife called this pregnancy high-risk, or do you have a low placenta, a stitch, twins, high blood pressure or insulin?",
			func(in *Intake) *Answer { return &in.Preg.HighRisk }, askedIf(asked)),
	}
}

func psychFacts() []entry {
	return []entry{
		yesNo("psych.acute_severe", "Is the person very agitated or confused, do they see or hear things, or speak without stop?",
			func(in *Intake) *Answer { return &in.Psych.AcuteSevere }),
		yesNo("psych.acute_harm", "Could the person come to harm in this state, or harm somebody?",
			func(in *Intake) *Answer { return &in.Psych.AcuteHarm }, staff, askedIf("psych.acute_severe")),
		yesNo("psych.acute_distress", "Is the person in panic, or far away and cannot be reached?",
			func(in *Intake) *Answer { return &in.Psych.AcuteDistress }),
		yesNo("psych.suicidal", "Has the person said that they may harm themselves?",
			func(in *Intake) *Answer { return &in.Psych.Suicidal }),
		yesNo("psych.suicidal_plan", "Has the person named a way to do it, or have they the means at hand? Heard, never asked.",
			func(in *Intake) *Answer { return &in.Psych.SuicidalPlan }, staff, askedIf("psych.suicidal")),
		yesNo("psych.stable", "Do you live with a low mood, worry or another mental illness that we should take care with? You need not say more.",
			func(in *Intake) *Answer { return &in.Psych.Stable }, lasting, uncritical),
	}
}

func vitalsFacts() []entry {
	return []entry{
		decimal("vitals.temp_c", "What is your temperature today, if it was taken?",
			func(in *Intake) *Fact[float64] { return &in.Vitals.TempC }, unit("deg C"), within(30, 45), volunteered("36.8")),
	}
}

func bpFacts() []entry {
	return []entry{
		whole("bp.sys", "What is the upper number of today's blood pressure, if it was taken? Use the lower of two readings, five minutes apart.",
			func(in *Intake) *Fact[int] { return &in.BP.Sys }, unit("mmHg"), within(40, 300), undirected, volunteered("120")),
		whole("bp.dia", "What is the lower number of today's blood pressure, if it was taken? Use the lower of two readings, five minutes apart.",
			func(in *Intake) *Fact[int] { return &in.BP.Dia }, unit("mmHg"), within(20, 200), undirected, volunteered("80")),
	}
}

func labFacts() []entry {
	return []entry{
		whole("lab.platelets_10e9", "What was your last platelet count, if you know it?",
			func(in *Intake) *Fact[int] { return &in.Lab.Platelets10e9 }, unit("10^9/L"), within(0, 2000), protective, lasting, volunteered("250")),
	}
}
