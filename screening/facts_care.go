package screening

// What asks for care at a place or in the manner: skin under the hands, nodes, allergy, touch, memory, dulled feeling.

func skinCareFacts() []entry {
	return []entry{
		yesNo("skin.open", "Where massage would go: do you have a wound or an open sore?",
			func(in *Intake) *Answer { return &in.Skin.Open }, lasting),
		places("skin.open_at", "Where is the wound or open sore?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.OpenAt }, lasting, askedIf("skin.open")),
		yesNo("skin.burn", "Where massage would go: do you have a burn or a sunburn?",
			func(in *Intake) *Answer { return &in.Skin.Burn }, lasting),
		places("skin.burn_at", "Where is the burn or sunburn?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.BurnAt }, lasting, askedIf("skin.burn")),
		yesNo("skin.open_wide", "Does the wound, burn or sunburn cover a large part of the back or body?",
			func(in *Intake) *Answer { return &in.Skin.OpenWide }, askedIf("skin.open || skin.burn")),
		yesNo("skin.acute_dermatosis", "Where massage would go: do you have eczema, psoriasis or another rash that is weeping, raw or in a flare?",
			func(in *Intake) *Answer { return &in.Skin.AcuteDermatosis }, lasting),
		places("skin.acute_dermatosis_at", "Where is the rash that is weeping, raw or in a flare?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.AcuteDermatosisAt }, lasting, askedIf("skin.acute_dermatosis")),
		yesNo("skin.haematoma", "Where massage would go: do you have a big bruise, wider than two fingers?",
			func(in *Intake) *Answer { return &in.Skin.Haematoma }, lasting),
		places("skin.haematoma_at", "Where is the big bruise?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.HaematomaAt }, lasting, askedIf("skin.haematoma")),
		yesNo("skin.haematoma_growing", "Is the bruise growing, hard and tense, or very painful?",
			func(in *Intake) *Answer { return &in.Skin.HaematomaGrowing }, askedIf("skin.haematoma")),
		yesNo("skin.fragile", "Is your skin very thin, so that it tears or bruises at a touch?",
			func(in *Intake) *Answer { return &in.Skin.Fragile }, lasting),
		yesNo("skin.fresh_procedure", "In the last 14 days, have you had a tattoo, piercing, filler, Botox, laser or waxing?",
			func(in *Intake) *Answer { return &in.Skin.FreshProcedure }, lasting),
		places("skin.fresh_procedure_at", "Where was the tattoo, piercing, filler, Botox, laser or waxing?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Skin.FreshProcedureAt }, lasting, askedIf("skin.fresh_procedure")),
		setOf("allergy.medium", "What does your skin or breath react to?",
			func(in *Intake) *Fact[Set[AllergyMedium]] { return &in.Allergy.Medium }, lasting),
	}
}

func nodeFacts() []entry {
	return []entry{
		yesNo("sys.flank_fever", "Does it burn or is there blood when you pee, or do you have pain in one side of the back with fever?",
			func(in *Intake) *Answer { return &in.Sys.FlankFever }),
		yesNo("sx.tender_nodes", "Do you have a lump in the neck, armpit or groin for over 3 weeks, or sore nodes there?",
			func(in *Intake) *Answer { return &in.Sx.TenderNodes }, lasting),
		places("sx.tender_nodes_at", "Where are the lumps or sore nodes?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Sx.TenderNodesAt }, lasting, askedIf("sx.tender_nodes")),
	}
}

func mannerFacts() []entry {
	return []entry{
		yesNo("psych.touch_sensitive", "Is there anything about touch that we should take care with? You need not say why.",
			func(in *Intake) *Answer { return &in.Psych.TouchSensitive }, lasting, uncritical),
		yesNo("cond.cognitive", "Do memory or understanding need our care, for example with dementia or a learning disability?",
			func(in *Intake) *Answer { return &in.Cond.Cognitive }, lasting, uncritical),
		yesNo("med.sedating", "Do you take medicines that make you drowsy or numb pain strongly, or a numbing cream or patch on the back?",
			func(in *Intake) *Answer { return &in.Med.Sedating }, lasting),
	}
}
