package screening

// Nerves, spine, bone and injury.

func neuroFacts() []entry {
	const sign = "neuro.saddle_numbness || neuro.bladder_change || neuro.bowel_change || neuro.sexual_numbness || " +
		"neuro.bilateral_leg || neuro.gait_change || neuro.hand_clumsiness || neuro.band_pain"
	return []entry{
		yesNo("neuro.saddle_numbness", "Do you have a numb or odd feeling between the legs, around the genitals or back passage?",
			func(in *Intake) *Answer { return &in.Neuro.SaddleNumbness }),
		yesNo("neuro.bladder_change", "Do you have trouble starting to pee, do you not feel it, or do you leak?",
			func(in *Intake) *Answer { return &in.Neuro.BladderChange }),
		yesNo("neuro.bowel_change", "Do you not feel that you need to open your bowels, or do you leak? Ordinary constipation does not count.",
			func(in *Intake) *Answer { return &in.Neuro.BowelChange }),
		yesNo("neuro.sexual_numbness", "Have you lost sexual feeling or function, together with new back or leg pain?",
			func(in *Intake) *Answer { return &in.Neuro.SexualNumbness }),
		yesNo("neuro.bilateral_leg", "Do you have shooting pain, tingling or numbness in both legs, below the knees?",
			func(in *Intake) *Answer { return &in.Neuro.BilateralLeg }),
		oneOf("neuro.weakness", "Which fits the weak arm, hand, leg or foot? If several, choose the one furthest down.",
			func(in *Intake) *Fact[Weakness] { return &in.Neuro.Weakness }),
		places("neuro.weakness_at", "Where is the old weakness?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Neuro.WeaknessAt }, uncritical, askedIf("neuro.weakness == old_unchanged")),
		yesNo("neuro.gait_change", "Has your walking become unsteady?",
			func(in *Intake) *Answer { return &in.Neuro.GaitChange }),
		yesNo("neuro.hand_clumsiness", "Have your hands become clumsy with buttons, keys or writing?",
			func(in *Intake) *Answer { return &in.Neuro.HandClumsiness }),
		yesNo("neuro.band_pain", "Do you feel a tight band around chest or belly, or electric shocks when you bend your neck?",
			func(in *Intake) *Answer { return &in.Neuro.BandPain }),
		oneOf("neuro.onset", "When did the newest of these start?",
			func(in *Intake) *Fact[Onset] { return &in.Neuro.Onset }, private, askedIf(sign)),
	}
}

func nerveFacts() []entry {
	const root = "nerve.pattern == root_like"
	return []entry{
		oneOf("nerve.pattern", "What goes into an arm or leg: pain, tingling, numbness?",
			func(in *Intake) *Fact[NervePattern] { return &in.Nerve.Pattern }),
		oneOf("nerve.course", "Is that new, worse or changing in the last 12 weeks, or the same for longer?",
			func(in *Intake) *Fact[NerveCourse] { return &in.Nerve.Course }, askedIf(root)),
		places("nerve.pattern_at", "Where in the arm or leg do you feel it?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Nerve.PatternAt }, askedIf(root)),
	}
}

func backFacts() []entry {
	return []entry{
		yesNo("back.present_pain", "Does your back or neck hurt now?",
			func(in *Intake) *Answer { return &in.Back.PresentPain }),
		oneOf("back.phase", "Which fits your back or neck best today?",
			func(in *Intake) *Fact[Phase] { return &in.Back.Phase }, undirected),
	}
}

func painFacts() []entry {
	return []entry{
		yesNo("pain.new_or_changed", "Is the back or neck pain new, or different from any you have had?",
			func(in *Intake) *Answer { return &in.Pain.NewOrChanged }),
		yesNo("pain.focal_spine", "Does one deep spot in the spine hurt, more than general aching?",
			func(in *Intake) *Answer { return &in.Pain.FocalSpine }),
		yesNo("pain.unremitting", "Is there a back or neck pain that no position and no rest eases, day or night?",
			func(in *Intake) *Answer { return &in.Pain.Unremitting }),
		yesNo("pain.unexplained_severe", "Does the pain stop you doing everyday things, and nobody has looked at it?",
			func(in *Intake) *Answer { return &in.Pain.UnexplainedSevere }),
		yesNo("pain.neck_unlike_before", "Do you have a strong new pain in one side of the neck or head, unlike any before?",
			func(in *Intake) *Answer { return &in.Pain.NeckUnlikeBefore }),
	}
}

func discFacts() []entry {
	return []entry{
		yesNo("disc.present", "Has a doctor told you, or a scan shown, that you have a slipped, bulging or herniated disc?",
			func(in *Intake) *Answer { return &in.Disc.Present }, lasting),
		yesNo("disc.bulge_only", "Was it nothing more than a bulge, wear, a disc that points to the front, or a Schmorl node? Answer yes only if no report says that the canal or the nerves' sac is pressed or narrowed.",
			func(in *Intake) *Answer { return &in.Disc.BulgeOnly }, protective, lasting, askedIf("disc.present")),
		oneOf("disc.direction", "Where does the report say that the disc points? If several, choose the one furthest down.",
			func(in *Intake) *Fact[Direction] { return &in.Disc.Direction }, lasting, askedIf("disc.present")),
		yesNo("disc.canal_free", "Does a newer report say that the canal and the nerves' sac are free?",
			func(in *Intake) *Answer { return &in.Disc.CanalFree }, protective, lasting, volunteered("no"), askedIf("disc.present")),
	}
}

func stenosisFacts() []entry {
	return []entry{
		oneOf("stenosis.walking", "Do your legs ache, tingle or tire when you walk, and can you walk less far than before?",
			func(in *Intake) *Fact[Walking] { return &in.Stenosis.Walking }, askedIf("cond.spinal_stenosis")),
	}
}

func spondylolisthesisFacts() []entry {
	return []entry{
		yesNo("spondylolisthesis.unstable", "Were you told that the slipped spine bone is unstable, or grade 2 or more?",
			func(in *Intake) *Answer { return &in.Spondylolisthesis.Unstable }, lasting, askedIf("cond.spondylolisthesis")),
	}
}

func vfFacts() []entry {
	return []entry{
		yesNo("vf.not_released", "Is the broken spine bone still healing? Answer yes unless a doctor has told you that it has healed.",
			func(in *Intake) *Answer { return &in.VF.NotReleased }, lasting, askedIf("cond.vertebral_fracture")),
	}
}

func cystFacts() []entry {
	return []entry{
		yesNo("cyst.reviewed", "Has a doctor looked at the cyst in your spine and told you what kind it is?",
			func(in *Intake) *Answer { return &in.Cyst.Reviewed }, protective, lasting, askedIf("cond.spinal_cyst")),
	}
}

func traumaFacts() []entry {
	const injured = "trauma.recent"
	return []entry{
		yesNo("trauma.head_symptoms", "In the last 4 weeks, have you had a knock on the head and since then vomiting, drowsiness, confusion or a growing headache?",
			func(in *Intake) *Answer { return &in.Trauma.HeadSymptoms }),
		yesNo("trauma.recent", "In the last 3 months, have you had a fall, an accident, a hard blow, a sprain or a knock on the head?",
			func(in *Intake) *Answer { return &in.Trauma.Recent }),
		whole("trauma.days_since", "How many days ago was the injury?",
			func(in *Intake) *Fact[int] { return &in.Trauma.DaysSince }, unit("days"), within(0, 100), protective, askedIf(injured)),
		yesNo("trauma.significant", "Was it heavy: a fall from a height, a road crash, or being crushed?",
			func(in *Intake) *Answer { return &in.Trauma.Significant }, askedIf(injured)),
		yesNo("trauma.head_knock", "Was your head knocked?",
			func(in *Intake) *Answer { return &in.Trauma.HeadKnock }, askedIf(injured)),
		yesNo("trauma.whiplash", "Was your neck jerked or hurt?",
			func(in *Intake) *Answer { return &in.Trauma.Whiplash }, askedIf(injured)),
		yesNo("trauma.new_spine_pain", "Have you had new pain in the back, neck or ribs since?",
			func(in *Intake) *Answer { return &in.Trauma.NewSpinePain }, askedIf(injured)),
		yesNo("trauma.not_cleared", "Does the injury still need a check? Answer yes unless a doctor or physiotherapist has looked at it and said it is all right.",
			func(in *Intake) *Answer { return &in.Trauma.NotCleared }, askedIf(injured)),
		places("trauma.injury_at", "Where is the injury?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Trauma.InjuryAt }, askedIf(injured)),
		yesNo("trauma.fracture_unhealed", "Do you have a broken bone, other than in the spine, that has not healed?",
			func(in *Intake) *Answer { return &in.Trauma.FractureUnhealed }, lasting),
		places("trauma.fracture_at", "Where is the broken bone?",
			func(in *Intake) *Fact[Set[Region]] { return &in.Trauma.FractureAt }, lasting, askedIf("trauma.fracture_unhealed")),
	}
}
