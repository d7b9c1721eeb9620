package screening

// What was done to the body: operations, needles, implants, and the treatment of cancer.

func operationFacts() []entry {
	const recent = "surg.recent"
	return []entry{
		yesNo("surg.recent", "In the last 12 months, have you had an operation? A caesarean counts, and so do small ones such as a tooth or a mole.",
			func(in *Intake) *Answer { return &in.Surg.Recent }, lasting),
		oneOf("surg.kind", "Which kind of operation was it? If several, choose the one furthest down.",
			func(in *Intake) *Fact[OperationKind] { return &in.Surg.Kind }, undirected, lasting, askedIf(recent)),
		whole("surg.weeks", "How many weeks ago was the last of these operations? One year is 52.",
			func(in *Intake) *Fact[int] { return &in.Surg.Weeks }, unit("weeks"), within(0, 60), protective, lasting, askedIf(recent)),
		places("surg.recent_at", "Where on the body was the operation?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Surg.RecentAt }, lasting, askedIf(recent)),
	}
}

func procFacts() []entry {
	const injection = "proc.injection"
	return []entry{
		yesNo("proc.injection", "In the last 3 months, have you had an injection or a nerve block into the spine or a joint?",
			func(in *Intake) *Answer { return &in.Proc.Injection }, lasting),
		whole("proc.injection_days", "How many days ago was the last injection or block?",
			func(in *Intake) *Fact[int] { return &in.Proc.InjectionDays }, unit("days"), within(0, 200), protective, askedIf(injection)),
		places("proc.injection_at", "Where was the injection or block?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Proc.InjectionAt }, lasting, askedIf(injection)),
		yesNo("proc.injection_warning", "Since the injection or block, have you had fever, new numbness, or a headache that is worse when you sit or stand up?",
			func(in *Intake) *Answer { return &in.Proc.InjectionWarning }, askedIf(injection)),
	}
}

func implantFacts() []entry {
	return []entry{
		yesNo("dev.spinal_implant", "Do you have a nerve stimulator, a medicine pump or a shunt under the skin?",
			func(in *Intake) *Answer { return &in.Dev.SpinalImplant }, lasting),
		places("dev.spinal_implant_at", "Where do the device and its wire or tube lie?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Dev.SpinalImplantAt }, lasting, askedIf("dev.spinal_implant")),
	}
}

func treatmentFacts() []entry {
	return []entry{
		yesNo("cond.chemo", "Are you having chemotherapy, or have you had it in the last 3 months?",
			func(in *Intake) *Answer { return &in.Cond.Chemo }, lasting, private, askedIf("cond.cancer_active")),
		whole("cond.chemo_days_ago", "How many days ago was the last chemotherapy? Tablets today count as 0.",
			func(in *Intake) *Fact[int] { return &in.Cond.ChemoDaysAgo }, unit("days"), within(0, 200), protective, private, askedIf("cond.chemo")),
		yesNo("cond.radiotherapy_field", "Have you had radiotherapy, now or ever?",
			func(in *Intake) *Answer { return &in.Cond.RadiotherapyField }, lasting, private, askedIf("hx.cancer")),
		places("cond.radiotherapy_field_at", "Where did the radiotherapy go?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Cond.RadiotherapyFieldAt }, lasting, private, askedIf("cond.radiotherapy_field")),
		yesNo("cond.lymphoedema", "Do you have a limb that swells because the lymph does not drain (lymphoedema)?",
			func(in *Intake) *Answer { return &in.Cond.Lymphoedema }, lasting),
		yesNo("hx.node_removal", "Were lymph nodes taken out or treated with radiotherapy, in the armpit, groin or neck?",
			func(in *Intake) *Answer { return &in.Hx.NodeRemoval }, lasting),
		places("cond.lymphoedema_at", "Which limb is it, and which part of the trunk beside it?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Cond.LymphoedemaAt }, lasting, askedIf("cond.lymphoedema || hx.node_removal")),
		yesNo("cond.blood_cancer", "Do you have leukaemia, lymphoma or myeloma?",
			func(in *Intake) *Answer { return &in.Cond.BloodCancer }, lasting),
	}
}
