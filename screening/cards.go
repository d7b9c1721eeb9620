package screening

import "github.com/safehands/safehands/screening/policy"

// Card names a card: one question that asks for many facts at once.
type Card string

// The cards, in the order of asking.
const (
	CardPregnancyNow        Card = "pregnancy_now"
	CardEmergencyNow        Card = "emergency_now"
	CardNervesNow           Card = "nerves_now"
	CardLook                Card = "look"
	CardUnwellNow           Card = "unwell_now"
	CardBackNow             Card = "back_now"
	CardHeartAndBlood       Card = "heart_and_blood"
	CardSpineAndBones       Card = "spine_and_bones"
	CardCancerAndOperations Card = "cancer_and_operations"
	CardSkinAndHealth       Card = "skin_and_health"
)

// Line names a line of a card. No two cards share one.
type Line string

// The lines of [CardPregnancyNow].
const (
	LineBleedingOrWaters   Line = "bleeding_or_waters"
	LineOneSidedPain       Line = "one_sided_pain"
	LineLightSpotting      Line = "light_spotting"
	LineHeadacheOrSwelling Line = "headache_or_swelling"
	LineHighRiskPregnancy  Line = "high_risk_pregnancy"
)

// The lines of [CardEmergencyNow].
const (
	LineChestPain       Line = "chest_pain"
	LineBreathing       Line = "breathing"
	LineBlackout        Line = "blackout"
	LineStrokeSigns     Line = "stroke_signs"
	LineSuddenHeadache  Line = "sudden_headache"
	LineStrangeNeckPain Line = "strange_neck_pain"
	LineTearingPain     Line = "tearing_pain"
	LineBellyOrBleeding Line = "belly_or_bleeding"
	LineHeadInjury      Line = "head_injury"
	LineAcutelyIll      Line = "acutely_ill"
)

// The lines of [CardNervesNow].
const (
	LineSaddleNumbness   Line = "saddle_numbness"
	LineBladder          Line = "bladder"
	LineBowel            Line = "bowel"
	LineSexualFeeling    Line = "sexual_feeling"
	LineBothLegs         Line = "both_legs"
	LineWeakness         Line = "weakness"
	LineUnsteadyOrClumsy Line = "unsteady_or_clumsy"
	LineBandOrShocks     Line = "band_or_shocks"
)

// The lines of [CardLook].
const (
	LineCannotConsent Line = "cannot_consent"
	LineIntoxicated   Line = "intoxicated"
	LineAgitated      Line = "agitated"
	LinePanic         Line = "panic"
	LineSelfHarm      Line = "self_harm"
	LineFrail         Line = "frail"
)

// The lines of [CardUnwellNow].
const (
	LineFeverish       Line = "feverish"
	LineIllToday       Line = "ill_today"
	LineInfection      Line = "infection"
	LineSwollenLimb    Line = "swollen_limb"
	LinePusOrHotSkin   Line = "pus_or_hot_skin"
	LineCatchingSkin   Line = "catching_skin"
	LineHeadacheOver50 Line = "headache_over_50"
	LineInjury         Line = "injury"
	LineHotVein        Line = "hot_vein"
	LineFlankFever     Line = "flank_fever"
)

// The lines of [CardBackNow].
const (
	LineBackPain         Line = "back_pain"
	LineIntoLimb         Line = "into_limb"
	LineNewPain          Line = "new_pain"
	LineDeepSpot         Line = "deep_spot"
	LineNothingEases     Line = "nothing_eases"
	LineSevereUnchecked  Line = "severe_unchecked"
	LineNeckUnlikeBefore Line = "neck_unlike_before"
	LineMorningStiffness Line = "morning_stiffness"
)

// The lines of [CardHeartAndBlood].
const (
	LineBloodThinner      Line = "blood_thinner"
	LineAntiplatelet      Line = "antiplatelet"
	LineBleeding          Line = "bleeding"
	LineEasyBruising      Line = "easy_bruising"
	LineHighBloodPressure Line = "high_blood_pressure"
	LineBloodClot         Line = "blood_clot"
	LineHeart             Line = "heart"
	LineStroke            Line = "stroke"
	LineAneurysm          Line = "aneurysm"
	LinePoorFlow          Line = "poor_flow"
	LineFaints            Line = "faints"
	LineSickleCell        Line = "sickle_cell"
	LineBloodCancer       Line = "blood_cancer"
)

// The lines of [CardSpineAndBones].
const (
	LineDisc                   Line = "disc"
	LineNarrowCanalOrSlip      Line = "narrow_canal_or_slip"
	LineAxialSpondyloarthritis Line = "axial_spondyloarthritis"
	LineBrokenSpineBone        Line = "broken_spine_bone"
	LineThinBones              Line = "thin_bones"
	LineSpineDisease           Line = "spine_disease"
	LineSpineOperation         Line = "spine_operation"
	LineCordInjury             Line = "cord_injury"
	LineUnhealedBone           Line = "unhealed_bone"
	LineCurvedSpine            Line = "curved_spine"
	LineUnstableNeck           Line = "unstable_neck"
	LineSpinalImplant          Line = "spinal_implant"
	LineEyes                   Line = "eyes"
)

// The lines of [CardCancerAndOperations].
const (
	LineCancer          Line = "cancer"
	LineLumpOrMole      Line = "lump_or_mole"
	LineWeightOrSweats  Line = "weight_or_sweats"
	LineWeakDefences    Line = "weak_defences"
	LineTuberculosis    Line = "tuberculosis"
	LineInfectionRisk   Line = "infection_risk"
	LineDiabetesSore    Line = "diabetes_sore"
	LineVaccine         Line = "vaccine"
	LineLymphNodes      Line = "lymph_nodes"
	LineSwollenNodes    Line = "swollen_nodes"
	LineOperation       Line = "operation"
	LineInjection       Line = "injection"
	LineMuscleBreakdown Line = "muscle_breakdown"
)

// The lines of [CardSkinAndHealth].
const (
	LineFormations      Line = "formations"
	LineMood            Line = "mood"
	LineAttached        Line = "attached"
	LineDiabetes        Line = "diabetes"
	LineOrgans          Line = "organs"
	LineLying           Line = "lying"
	LineSkinHere        Line = "skin_here"
	LineAllergy         Line = "allergy"
	LineNerveIllness    Line = "nerve_illness"
	LineJointsOrMuscles Line = "joints_or_muscles"
	LineDrowsyMedicine  Line = "drowsy_medicine"
	LineTouchOrMemory   Line = "touch_or_memory"
	LineOtherIllness    Line = "other_illness"
)

// Cards are the cards that were answered. A card that is missing was not asked.
type Cards map[Card]CardAnswer

// CardAnswer is the answer to one card. The zero value says "none of these": its lines become no. A ticked
// line of one yes/no fact is a yes; any other ticked line leaves its facts to be asked, and where all of them
// are then denied it counts as looked at, and none fits. An unsure line makes its facts unsure. An open line
// is one that was not asked although the card was: it says nothing. A line stands in one of the three.
type CardAnswer struct {
	Ticked []Line `json:"ticked,omitempty"`
	Unsure []Line `json:"unsure,omitempty"`
	Open   []Line `json:"open,omitempty"`
}

// lineMark marks a line for the eyes it is meant for.
type lineMark func(*policy.Line)

func staffLine(l *policy.Line)   { l.Staff = true }
func privateLine(l *policy.Line) { l.Private = true }

func line(name Line, says string, facts []string, marks ...lineMark) policy.Line {
	l := policy.Line{Name: string(name), Says: says, Facts: facts}
	for _, mark := range marks {
		mark(&l)
	}
	return l
}

// cards returns the cards in the order of asking. What a card's none clears is exactly what its lines speak of, so the words
// of a line cover all its facts and nothing else.
func cards() []policy.Card {
	return []policy.Card{
		{
			Name: string(CardPregnancyNow), Ask: "Any of these now, or since the birth?", Repeat: true,
			Lines: []policy.Line{
				line(LineBleedingOrWaters, "Heavy bleeding, waters leaking, regular pains before your date, or baby moving less", []string{"preg.warning"}, privateLine),
				line(LineOneSidedPain, "Strong pain low on one side, pain at the tip of the shoulder, or feeling faint", []string{"preg.warning"}),
				line(LineLightSpotting, "Light spotting", []string{"preg.spotting"}, privateLine),
				line(LineHeadacheOrSwelling, "Bad headache that stays, flashing lights or blurred sight, pain under the ribs, sudden swelling of face or hands, being sick", []string{"preg.pe_signs"}),
				line(LineHighRiskPregnancy, "A doctor or midwife has called this pregnancy high-risk, or you have a low placenta, a stitch, twins, high blood pressure or insulin", []string{"preg.high_risk"}),
			},
		},
		{
			Name: string(CardEmergencyNow), Repeat: true,
			Ask: "Any of these today or since yesterday? (Line 4: in the last 7 days, even if it has gone. Line 9: in the last 4 weeks.)",
			Lines: []policy.Line{
				line(LineChestPain, "Pain, pressure or tightness in the chest", []string{"sys.chest_pain"}),
				line(LineBreathing, "New trouble breathing, or coughing up blood", []string{"sys.breathless_new"}),
				line(LineBlackout, "Fainted or blacked out and you do not know why", []string{"sys.syncope"}),
				line(LineStrokeSigns, "A drooping face, a weak or numb arm or leg on one side, trouble speaking, or loss of sight", []string{"sys.face_arm_speech"}),
				line(LineSuddenHeadache, "A sudden, terrible headache, or fever with a stiff neck", []string{"sys.thunderclap_headache", "sys.neck_stiff_fever"}),
				line(LineStrangeNeckPain, "New, strange neck pain or headache with dizziness, double vision, a drooping eyelid, a numb face, unsteadiness, or trouble swallowing or speaking", []string{"sys.neck_artery_signs"}),
				line(LineTearingPain, "Sudden tearing pain, or the worst pain of your life, in the chest, back or belly; a throbbing lump in the belly; or any new back or belly pain if you have an aneurysm", []string{"sys.tearing_pain", "vasc.pulsatile_abdomen", "vasc.aaa_new_pain"}),
				line(LineBellyOrBleeding, "Very bad belly pain, vomiting blood, black stools or heavy bleeding; or very sore, swollen or weak muscles with dark brown urine", []string{"sys.severe_abdo_pain", "sys.internal_bleeding", "sx.dark_urine_now"}),
				line(LineHeadInjury, "A knock on the head and since then vomiting, drowsiness, confusion or a growing headache", []string{"trauma.head_symptoms"}),
				line(LineAcutelyIll, "Looks acutely ill: allergic reaction, asthma attack, fit, very low sugar, collapse", []string{"sys.acute_emergency"}, staffLine),
			},
		},
		{
			Name: string(CardNervesNow), Repeat: true, Private: true,
			Ask: "Any of these that are new or getting worse? Leave out what has been the same for a long time and a doctor has looked into.",
			Lines: []policy.Line{
				line(LineSaddleNumbness, "Numb or odd feeling between the legs, around the genitals or back passage", []string{"neuro.saddle_numbness"}, privateLine),
				line(LineBladder, "Trouble starting to pee, not feeling it, or leaking", []string{"neuro.bladder_change"}, privateLine),
				line(LineBowel, "Not feeling that you need to open your bowels, or leaking (ordinary constipation does not count)", []string{"neuro.bowel_change"}, privateLine),
				line(LineSexualFeeling, "Loss of sexual feeling or function together with new back or leg pain", []string{"neuro.sexual_numbness"}, privateLine),
				line(LineBothLegs, "Shooting pain, tingling or numbness in both legs, below the knees", []string{"neuro.bilateral_leg"}),
				line(LineWeakness, "A weak or weaker arm, hand, leg or foot, a foot that drags, or cannot walk", []string{"neuro.weakness"}),
				line(LineUnsteadyOrClumsy, "Unsteady walking, or hands that have become clumsy with buttons, keys or writing", []string{"neuro.gait_change", "neuro.hand_clumsiness"}),
				line(LineBandOrShocks, "A tight band around chest or belly, or electric shocks when you bend your neck", []string{"neuro.band_pain"}),
			},
		},
		{
			Name: string(CardLook), Repeat: true, Staff: true,
			Ask: "Look at the person. Do any of these fit? Do not ask the client.",
			Lines: []policy.Line{
				line(LineCannotConsent, "Cannot say yes for themselves, or is under 16 without a parent", []string{"client.cannot_consent"}, staffLine),
				line(LineIntoxicated, "Seems drunk or drugged", []string{"client.intoxicated"}, staffLine),
				line(LineAgitated, "Very agitated, confused, sees or hears things, speaks without stop", []string{"psych.acute_severe"}, staffLine),
				line(LinePanic, "In panic or far away, cannot be reached", []string{"psych.acute_distress"}, staffLine),
				line(LineSelfHarm, "Has said they may harm themselves", []string{"psych.suicidal"}, staffLine),
				line(LineFrail, "Needs help to stand or walk, or is very thin, with skin like paper", []string{"client.frail"}, staffLine),
			},
		},
		{
			Name: string(CardUnwellNow), Repeat: true,
			Ask: "Any of these now, or in the last week? (Last line: in the last 3 months.)",
			Lines: []policy.Line{
				line(LineFeverish, "You feel feverish or shivery, today or since yesterday", []string{"sx.feverish"}),
				line(LineIllToday, "You feel ill today: dizzy, heart pounding, bad headache, vomiting", []string{"sx.unwell_today"}),
				line(LineInfection, "A cold with fever, flu, Covid, chest, throat or stomach infection", []string{"cond.acute_infection"}),
				line(LineFlankFever, "Burning or blood when you pee, or pain in one side of the back with fever", []string{"sys.flank_fever"}, privateLine),
				line(LineSwollenLimb, "One leg or one arm newly swollen, warm or discoloured; or one calf newly sore and no training, cramp or strain explains it", []string{"vasc.limb_swelling", "vasc.calf_pain_tender"}),
				line(LineHotVein, "A hot, hard, sore vein", []string{"vasc.phlebitis"}),
				line(LinePusOrHotSkin, "A boil, a pocket of pus or an infected wound (a pimple does not count), or hot red skin that spreads", []string{"skin.abscess", "skin.cellulitis"}),
				line(LineCatchingSkin, "Shingles, chickenpox, scabies, impetigo, lice, ringworm, cold sore, athlete's foot, warts", []string{"skin.shingles", "skin.contagious"}, privateLine),
				line(LineHeadacheOver50, "If you are 50 or older: a new headache, sore scalp, jaw pain on chewing, or change of sight", []string{"sys.gca_signs"}),
				line(LineInjury, "A fall, accident, hard blow, sprain or knock on the head in the last 3 months", []string{"trauma.recent"}),
			},
		},
		{
			Name: string(CardBackNow), Repeat: true,
			Ask: "Do any of these fit your back or neck, now or in the last 3 months?",
			Lines: []policy.Line{
				line(LineBackPain, "It hurts, or has hurt", []string{"back.present_pain", "back.phase"}),
				line(LineIntoLimb, "Pain, tingling or numbness runs into an arm or leg", []string{"nerve.pattern"}),
				line(LineNewPain, "It is new, or different from any you have had", []string{"pain.new_or_changed"}),
				line(LineDeepSpot, "One deep spot in the spine hurts, more than general aching", []string{"pain.focal_spine"}),
				line(LineNothingEases, "No position and no rest eases it, day or night", []string{"pain.unremitting"}),
				line(LineSevereUnchecked, "It stops you doing everyday things and nobody has looked at it", []string{"pain.unexplained_severe"}),
				line(LineNeckUnlikeBefore, "A strong new pain in one side of the neck or head, unlike any before", []string{"pain.neck_unlike_before"}),
				line(LineMorningStiffness, "Stiff for over half an hour in the morning, better with moving, worse in the second half of the night; started before 45", []string{"back.morning_stiffness"}),
			},
		},
		{
			Name: string(CardHeartAndBlood), Ask: "Now or ever?", HoldsDays: lastingDays,
			Lines: []policy.Line{
				line(LineBloodThinner, "Blood thinners: warfarin, apixaban, rivaroxaban, edoxaban, dabigatran, heparin", []string{"med.anticoagulant"}),
				line(LineAntiplatelet, "Aspirin every day, clopidogrel, ticagrelor, prasugrel", []string{"med.antiplatelet"}),
				line(LineBleeding, "A bleeding or low-platelet illness, large bruises without a knock, nose or gum bleeds over 10 minutes, blood in urine or stool", []string{"cond.bleeding_disorder", "sx.bleeding_signs"}, privateLine),
				line(LineEasyBruising, "You have always bruised easily", []string{"sx.easy_bruising"}),
				line(LineBloodClot, "A blood clot in a leg, arm or lung", []string{"vasc.clot"}),
				line(LineHighBloodPressure, "High blood pressure, or tablets for it", []string{"cond.hypertension"}),
				line(LineHeart, "Heart attack, angina, heart failure, inflamed heart, stent, valve, heart operation, irregular pulse, pacemaker or defibrillator", []string{"hx.mi", "cond.unstable_heart", "cond.heart_failure", "surg.heart", "cond.heart_stable", "dev.pacemaker"}),
				line(LineStroke, "Stroke or mini-stroke", []string{"hx.stroke"}),
				line(LineAneurysm, "An aneurysm, Marfan, Loeys-Dietz or vascular Ehlers-Danlos syndrome", []string{"vasc.aaa_known", "cond.vessel_fragile"}),
				line(LinePoorFlow, "Leg pain at rest or sores from poor blood flow, inflamed arteries, or thick knotted veins", []string{"vasc.severe_pad", "vasc.varicose"}),
				line(LineFaints, "You faint easily", []string{"sx.faints"}),
				line(LineSickleCell, "Sickle cell disease", []string{"cond.sickle_cell"}),
				line(LineBloodCancer, "Leukaemia, lymphoma or myeloma", []string{"cond.blood_cancer"}),
			},
		},
		{
			Name: string(CardSpineAndBones), HoldsDays: lastingDays,
			Ask: "Has a doctor told you, or a scan shown, any of these? If nobody has told you, tick nothing.",
			Lines: []policy.Line{
				line(LineDisc, "Slipped, bulging or herniated disc", []string{"disc.present"}),
				line(LineNarrowCanalOrSlip, "Narrow spinal canal, or one spine bone slipped on another", []string{"cond.spinal_stenosis", "cond.spondylolisthesis"}),
				line(LineAxialSpondyloarthritis, "Ankylosing spondylitis or axial spondyloarthritis", []string{"cond.axspa"}),
				line(LineCurvedSpine, "A curved or rounded spine", []string{"cond.scoliosis"}),
				line(LineBrokenSpineBone, "A broken bone in the spine, ever", []string{"cond.vertebral_fracture"}),
				line(LineThinBones, "Thin bones; a bone broken by a small fall since 50; steroid tablets for 3 months or more; Paget, brittle bones or another illness that weakens bone", []string{"cond.osteoporosis", "hx.fragility_fracture", "med.steroid_long", "cond.bone_fragile"}),
				line(LineSpineDisease, "A tumour, cyst or infection in the spine, or an infection or tuberculosis of a bone", []string{"cond.spinal_tumour", "cond.spinal_cyst", "cond.spinal_infection", "cond.tb_bone", "cond.osteomyelitis"}),
				line(LineSpineOperation, "An operation on the spine, ever", []string{"surg.spine"}),
				line(LineSpinalImplant, "A nerve stimulator, a medicine pump or a shunt under the skin", []string{"dev.spinal_implant"}),
				line(LineCordInjury, "Injury or damage of the spinal cord", []string{"cond.cord_injury"}),
				line(LineUnstableNeck, "An unstable upper neck, a Chiari malformation, a cavity in the spinal cord or a tethered cord", []string{"cond.aai", "cond.chiari"}),
				line(LineUnhealedBone, "Another bone that is broken and not healed", []string{"trauma.fracture_unhealed"}),
				// The last card is full, and this is something that a doctor has told.
				line(LineEyes, "Glaucoma, retina trouble, or an eye operation in the last 6 weeks", []string{"cond.eye_pressure"}),
			},
		},
		{
			Name: string(CardCancerAndOperations), Ask: "Any of these?", HoldsDays: lastingDays,
			Lines: []policy.Line{
				line(LineCancer, "Cancer, now or ever (melanoma counts; a small basal or squamous cell skin cancer, fully removed, does not)", []string{"hx.cancer"}),
				line(LineLymphNodes, "Lymph nodes removed or treated, or a limb that swells from lymph", []string{"cond.lymphoedema", "hx.node_removal"}),
				line(LineLumpOrMole, "A lump or a changing mole that nobody has looked at", []string{"skin.undiagnosed_lump", "skin.changing_mole"}),
				line(LineSwollenNodes, "A lump in the neck, armpit or groin for over 3 weeks, or sore nodes there", []string{"sx.tender_nodes"}),
				line(LineWeightOrSweats, "Weight loss without trying, or drenching night sweats you cannot explain (hot flushes you know do not count)", []string{"sys.weight_loss", "sys.night_sweats"}),
				line(LineWeakDefences, "Weak defences: transplant, chemotherapy, biologic or steroid medicine, HIV", []string{"cond.immunosuppressed"}, privateLine),
				line(LineTuberculosis, "Tuberculosis now, or close contact with somebody who has it", []string{"cond.tb_active", "redflag.tb_contact"}, privateLine),
				line(LineInfectionRisk, "In the last 3 months: a serious blood or skin infection, injecting drugs, or a needle or an operation in the spine", []string{"redflag.infection_risk"}, privateLine),
				line(LineDiabetesSore, "Diabetes with a sore on the foot, or sugar that is hard to control", []string{"redflag.diabetes_sore"}),
				line(LineVaccine, "A vaccine in the last 3 days", []string{"proc.vaccine_recent"}),
				line(LineOperation, "An operation in the last 12 months (a caesarean counts, a tooth or a mole too)", []string{"surg.recent"}),
				line(LineInjection, "An injection or nerve block into the spine or a joint in the last 3 months", []string{"proc.injection"}),
				line(LineMuscleBreakdown, "A serious breakdown of muscle in the last 3 months", []string{"hx.rhabdo"}),
			},
		},
		{
			Name: string(CardSkinAndHealth), Ask: "Last page. Any of these?", HoldsDays: lastingDays,
			Lines: []policy.Line{
				line(LineSkinHere, "Where massage would go: wound, burn, sunburn, rash, big bruise, very thin skin, or in the last 14 days a tattoo, piercing, filler, Botox, laser or waxing", []string{"skin.open", "skin.burn", "skin.acute_dermatosis", "skin.haematoma", "skin.fragile", "skin.fresh_procedure"}),
				line(LineFormations, "Moles, lumps, scars or warts to be left out (already looked at)", []string{"skin.formations"}),
				line(LineAllergy, "Allergy to oils, creams, nuts, scent or latex", []string{"allergy.medium"}),
				line(LineNerveIllness, "Epilepsy, MS, Parkinson's or another nerve illness, skin on the back that feels nothing, or a limb where light touch hurts", []string{"cond.epilepsy", "cond.neuro_chronic", "neuro.sensation_loss_back", "cond.crps"}),
				line(LineJointsOrMuscles, "Inflamed joints or connective tissue, muscle disease, aching muscles on a statin, fibromyalgia, very bendy joints, ME or long Covid", []string{"cond.ia_disease", "cond.myopathy", "sx.statin_myalgia", "cond.fibromyalgia", "cond.hypermobility", "cond.fatigue_illness"}),
				line(LineDrowsyMedicine, "Medicines that make you drowsy or numb pain strongly", []string{"med.sedating"}),
				line(LineAttached, "Something attached or stuck on: medicine patch, sensor, pump, port, line, tube, bag, catheter, dialysis arm", []string{"dev.attached", "med.patch"}),
				line(LineDiabetes, "Diabetes", []string{"cond.diabetes"}),
				line(LineOrgans, "Serious lung, liver or kidney illness, collapsed lung, pleurisy or broken rib in the last 3 months, kidney stone now, tube between kidney and bladder", []string{"cond.severe_lung", "cond.organ_failure", "cond.chest_recent", "cond.stone_acute", "dev.ureteral_stent"}),
				line(LineLying, "You cannot lie face down comfortably, get dizzy when you lie down or stand up, or have a hernia of the belly or groin", []string{"pos.prone_difficult", "sx.vertigo", "cond.abdo_hernia"}),
				line(LineMood, "A low mood, worry or another mental illness that we should take care with (you need not say more)", []string{"psych.stable"}, privateLine),
				line(LineTouchOrMemory, "Touch or past experiences, or memory, that we should take care with (you need not say why)", []string{"psych.touch_sensitive", "cond.cognitive"}, privateLine),
				line(LineOtherIllness, "Any other illness or medicine that you think we should know about", []string{"cond.other_note"}),
			},
		},
	}
}
