package main

import "github.com/safehands/safehands/screening"

// situation is something the article warns of, told as a client would: everything else about the person is well.
type situation struct {
	name string
	tell func(*screening.Intake)
}

func situations() []situation {
	return []situation{
		{"A tumour in the spine", func(in *screening.Intake) {
			ticked(in, screening.CardSpineAndBones, screening.LineSpineDisease)
			in.Cond.SpinalTumour = screening.Yes
			in.Cond.SpinalCyst, in.Cond.SpinalInfection, in.Cond.TBBone = screening.No, screening.No, screening.No
		}},
		{"Cancer that has spread to the spine", func(in *screening.Intake) {
			ticked(in, screening.CardCancerAndOperations, screening.LineCancer)
			in.Cond.CancerActive, in.Cond.BoneMetastasis = screening.No, screening.Yes
			in.Cond.BoneMetastasisAt = screening.Known(screening.SetOf(screening.SpineMidline))
		}},
		{"A slipped disc that points into the canal", func(in *screening.Intake) {
			disc(in)
			in.Disc.BulgeOnly, in.Disc.CanalFree = screening.No, screening.No
			in.Disc.Direction = screening.Known(screening.DirectionCentral)
		}},
		{"A slipped disc that points to the side", func(in *screening.Intake) {
			disc(in)
			in.Disc.BulgeOnly, in.Disc.CanalFree = screening.No, screening.Yes
			in.Disc.Direction = screening.Known(screening.DirectionForaminal)
		}},
		{"A slipped disc, and nobody has asked for the report", disc},
		{"A flare of an old back trouble", func(in *screening.Intake) {
			back(in, screening.PhaseExacerbation)
		}},
		{"An inflamed nerve root: pain that shoots below the knee", func(in *screening.Intake) {
			back(in, screening.PhaseChronicStable, screening.LineIntoLimb)
			in.Nerve.Pattern = screening.Known(screening.NervePatternRootLike)
			in.Nerve.Course = screening.Known(screening.NerveCourseRecentOrChanging)
			in.Nerve.PatternAt = screening.Known(screening.SetOf(screening.Calf))
		}},
		{"A boil", func(in *screening.Intake) {
			ticked(in, screening.CardUnwellNow, screening.LinePusOrHotSkin)
			in.Skin.Abscess, in.Skin.Cellulitis = screening.Yes, screening.No
			in.Skin.AbscessAt = screening.Known(screening.SetOf(screening.Thigh))
		}},
		{"A mole on the shoulder blade, known and unchanged", func(in *screening.Intake) {
			ticked(in, screening.CardSkinAndHealth, screening.LineFormations)
			in.Skin.FormationsAt = screening.Known(screening.SetOf(screening.Scapular))
		}},
		{"Fever, and a new deep pain in the spine", func(in *screening.Intake) {
			ticked(in, screening.CardUnwellNow, screening.LineFeverish)
			back(in, screening.PhaseRecentMild, screening.LineNewPain, screening.LineDeepSpot)
		}},
		{"A fall from a ladder five days ago, not examined", func(in *screening.Intake) {
			ticked(in, screening.CardUnwellNow, screening.LineInjury)
			in.Trauma = screening.Trauma{
				DaysSince: screening.Known(5), Significant: screening.Yes, NotCleared: screening.Yes, NewSpinePain: screening.No,
				Whiplash: screening.No, HeadKnock: screening.No, InjuryAt: screening.Known(screening.SetOf(screening.Hip)),
			}
		}},
		{"Blood that clots poorly", func(in *screening.Intake) {
			ticked(in, screening.CardHeartAndBlood, screening.LineBleeding)
			in.Cond.BleedingDisorder, in.Sx.BleedingSigns = screening.Yes, screening.No
		}},
		{"Tuberculosis of a bone", func(in *screening.Intake) {
			ticked(in, screening.CardSpineAndBones, screening.LineSpineDisease)
			in.Cond.TBBone = screening.Yes
			in.Cond.SpinalTumour, in.Cond.SpinalCyst, in.Cond.SpinalInfection = screening.No, screening.No, screening.No
		}},
		{"The last months of a pregnancy", func(in *screening.Intake) {
			in.Preg.Status, in.Preg.Weeks = screening.Known(screening.PregnancyPregnant), screening.Known(33)
			in.Cards[screening.CardPregnancyNow] = screening.CardAnswer{}
		}},
		{"A low mood, steady", func(in *screening.Intake) {
			ticked(in, screening.CardSkinAndHealth, screening.LineMood)
		}},
	}
}

// healthy answers every question of the first visit, and nothing is wrong.
func healthy() screening.Intake {
	in := screening.Intake{
		Cards:   screening.Cards{},
		Client:  screening.Client{Age: screening.Known(45)},
		Session: screening.Session{Reason: screening.Known(screening.ReasonPain)},
		Preg:    screening.Preg{Status: screening.Known(screening.PregnancyNone)},
	}
	for _, card := range []screening.Card{
		screening.CardEmergencyNow, screening.CardNervesNow, screening.CardLook, screening.CardUnwellNow, screening.CardBackNow,
		screening.CardHeartAndBlood, screening.CardSpineAndBones, screening.CardCancerAndOperations, screening.CardSkinAndHealth,
	} {
		in.Cards[card] = screening.CardAnswer{} // none of these
	}
	return in
}

// ticked answers a card with the lines that apply.
func ticked(in *screening.Intake, card screening.Card, lines ...screening.Line) {
	in.Cards[card] = screening.CardAnswer{Ticked: lines}
}

func disc(in *screening.Intake) {
	ticked(in, screening.CardSpineAndBones, screening.LineDisc)
}

// back tells of a back that hurts, and of what else fits it.
func back(in *screening.Intake, phase screening.Phase, more ...screening.Line) {
	ticked(in, screening.CardBackNow, append([]screening.Line{screening.LineBackPain}, more...)...)
	in.Back = screening.Back{PresentPain: screening.Yes, Phase: screening.Known(phase)}
}
