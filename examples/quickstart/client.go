package main

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/technique"
)

// condition is something that a client tells before the massage.
type condition struct {
	name string
	tell func(*screening.Intake)
}

func conditions() []condition {
	return []condition{
		{"A tumour in the spine", func(in *screening.Intake) { spineDisease(in, &in.Cond.SpinalTumour) }},
		{"A cyst in the spine, not yet judged", func(in *screening.Intake) {
			spineDisease(in, &in.Cond.SpinalCyst)
			in.Cyst.Reviewed = answer.No
		}},
		{"Cancer that has spread to the spine", func(in *screening.Intake) {
			ticked(in, intake.CardCancerAndOperations, intake.LineCancer)
			in.Cond.CancerActive, in.Cond.BoneMetastasis = answer.No, answer.Yes
			in.Cond.BoneMetastasisAt = answer.Known(answer.SetOf(body.SpineMidline))
		}},
		{"A known mole on the shoulder blade", func(in *screening.Intake) {
			ticked(in, intake.CardCancerAndOperations, intake.LineLumpOrMole)
			in.Skin.Lump, in.Skin.Mole = answer.Known(intake.FormationNone), answer.Known(intake.FormationLookedAt)
			in.Skin.MoleAt = answer.Known(answer.SetOf(body.Scapular))
		}},
		{"A boil on the thigh", func(in *screening.Intake) {
			ticked(in, intake.CardThisWeek, intake.LinePusOrHotSkin)
			in.Skin.Abscess, in.Skin.Cellulitis = answer.Yes, answer.No
			in.Skin.AbscessAt = answer.Known(answer.SetOf(body.Thigh))
		}},
		{"A fever", func(in *screening.Intake) {
			ticked(in, intake.CardUnwellNow, intake.LineFeverish)
		}},
		{"An infection of the spine", func(in *screening.Intake) { spineDisease(in, &in.Cond.SpinalInfection) }},
		{"A fall from a ladder, not examined", func(in *screening.Intake) {
			ticked(in, intake.CardUnwellNow, intake.LineInjury)
			in.Trauma = intake.Trauma{
				DaysSince: answer.Known(5), Significant: answer.Yes, NotCleared: answer.Yes, NewSpinePain: answer.No,
				Whiplash: answer.No, HeadKnock: answer.No, InjuryAt: answer.Known(answer.SetOf(body.Hip)),
			}
		}},
		{"Blood that clots poorly", func(in *screening.Intake) {
			ticked(in, intake.CardHeartAndBlood, intake.LineBleeding)
			in.Cond.BleedingDisorder, in.Sx.BleedingSigns = answer.Yes, answer.No
		}},
		{"Tuberculosis of a bone", func(in *screening.Intake) { spineDisease(in, &in.Cond.TBBone) }},
		{"The last months of a pregnancy", func(in *screening.Intake) {
			in.Preg.Status, in.Preg.Weeks = answer.Known(intake.PregnancyPregnant), answer.Known(33)
			in.Cards[intake.CardPregnancyNow] = intake.CardAnswer{}
		}},
		{"A low mood, steady", func(in *screening.Intake) {
			ticked(in, intake.CardSkinAndHealth, intake.LineMood)
			in.Psych.Stable, in.Cond.EatingDisorder = answer.Yes, answer.No
		}},
	}
}

// healthy answers every question of the first visit, and nothing is wrong.
func healthy() screening.Intake {
	in := screening.Intake{
		Cards:   intake.Cards{},
		Client:  intake.Client{Age: answer.Known(45)},
		Session: intake.Session{Reason: answer.Known(intake.ReasonPain)},
		Preg:    intake.Preg{Status: answer.Known(intake.PregnancyNone)},
	}
	for _, card := range []intake.Card{
		intake.CardEmergencyNow, intake.CardNervesNow, intake.CardLook, intake.CardUnwellNow, intake.CardThisWeek,
		intake.CardBackNow, intake.CardHeartAndBlood, intake.CardSpineAndBones,
		intake.CardCancerAndOperations, intake.CardSkinAndHealth,
	} {
		in.Cards[card] = intake.CardAnswer{} // none of these
	}
	return in
}

// ticked answers a card with the lines that apply.
func ticked(in *screening.Intake, card intake.Card, lines ...intake.Line) {
	in.Cards[card] = intake.CardAnswer{Ticked: lines}
}

// spineDisease ticks the line of rare diseases of the spine, of which one applies.
func spineDisease(in *screening.Intake, which *answer.YesNo) {
	ticked(in, intake.CardSpineAndBones, intake.LineSpineDisease)
	for _, disease := range []*answer.YesNo{
		&in.Cond.SpinalTumour, &in.Cond.SpinalCyst, &in.Cond.SpinalInfection, &in.Cond.TBBone, &in.Cond.Osteomyelitis,
	} {
		*disease = answer.No
	}
	*which = answer.Yes
}

func disc(in *screening.Intake) {
	ticked(in, intake.CardSpineAndBones, intake.LineDisc)
}

// back tells of a back that hurts, and of what else fits it.
func back(in *screening.Intake, phase intake.Phase, more ...intake.Line) {
	ticked(in, intake.CardBackNow, append([]intake.Line{intake.LineBackPain}, more...)...)
	in.Back = intake.Back{PresentPain: answer.Yes, Phase: answer.Known(phase)}
}

// visit screens a client who knows massage and in whom the therapist finds nothing particular.
func (l *library) visit(in screening.Intake, clearance ...screening.Clearance) (technique.Visit, error) {
	d, err := l.screener.Screen(in, clearance...)
	return technique.Visit{
		Intake: in, Decision: d, Clearance: clearance, Presentation: technique.Found(),
		History: technique.History{
			Novice: answer.No, PriorSessions: answer.Known(3),
			AcceptsDiscomfort: answer.Yes, HoursSinceLast: answer.Known(168.0),
			LastSore: answer.No,
		},
	}, err
}

// planned is a session on a bolster, given by a qualified therapist.
func planned(id string, minutes int, strokes ...technique.Step) technique.Plan {
	return technique.Plan{
		Technique: id, Minutes: answer.Known(minutes), Position: answer.Known(technique.Prone), Bolster: answer.Yes,
		Therapist: answer.Known(technique.Qualified), Warned: answer.Yes, Strokes: strokes,
	}
}

func step(stroke string, region body.Region, pressure int) technique.Step {
	return technique.Step{
		Stroke: stroke, Regions: []body.Region{region}, Pressure: answer.Known(pressure), Minutes: answer.Known(5),
	}
}
