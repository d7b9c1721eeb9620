package main

import (
	"github.com/safehands/safehands/screening"
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
			in.Cyst.Reviewed = screening.No
		}},
		{"Cancer that has spread to the spine", func(in *screening.Intake) {
			ticked(in, screening.CardCancerAndOperations, screening.LineCancer)
			in.Cond.CancerActive, in.Cond.BoneMetastasis = screening.No, screening.Yes
			in.Cond.BoneMetastasisAt = screening.Known(screening.SetOf(screening.SpineMidline))
		}},
		{"A known mole on the shoulder blade", func(in *screening.Intake) {
			ticked(in, screening.CardSkinAndHealth, screening.LineFormations)
			in.Skin.FormationsAt = screening.Known(screening.SetOf(screening.Scapular))
		}},
		{"A boil on the thigh", func(in *screening.Intake) {
			ticked(in, screening.CardUnwellNow, screening.LinePusOrHotSkin)
			in.Skin.Abscess, in.Skin.Cellulitis = screening.Yes, screening.No
			in.Skin.AbscessAt = screening.Known(screening.SetOf(screening.Thigh))
		}},
		{"A fever", func(in *screening.Intake) {
			ticked(in, screening.CardUnwellNow, screening.LineFeverish)
		}},
		{"An infection of the spine", func(in *screening.Intake) { spineDisease(in, &in.Cond.SpinalInfection) }},
		{"A fall from a ladder, not examined", func(in *screening.Intake) {
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
		{"Tuberculosis of a bone", func(in *screening.Intake) { spineDisease(in, &in.Cond.TBBone) }},
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

// spineDisease ticks the line of rare diseases of the spine, of which one applies.
func spineDisease(in *screening.Intake, which *screening.Answer) {
	ticked(in, screening.CardSpineAndBones, screening.LineSpineDisease)
	for _, disease := range []*screening.Answer{
		&in.Cond.SpinalTumour, &in.Cond.SpinalCyst, &in.Cond.SpinalInfection, &in.Cond.TBBone, &in.Cond.Osteomyelitis,
	} {
		*disease = screening.No
	}
	*which = screening.Yes
}

func disc(in *screening.Intake) {
	ticked(in, screening.CardSpineAndBones, screening.LineDisc)
}

// back tells of a back that hurts, and of what else fits it.
func back(in *screening.Intake, phase screening.Phase, more ...screening.Line) {
	ticked(in, screening.CardBackNow, append([]screening.Line{screening.LineBackPain}, more...)...)
	in.Back = screening.Back{PresentPain: screening.Yes, Phase: screening.Known(phase)}
}

// visit screens a client who knows massage and in whom the therapist finds nothing particular.
func (l *library) visit(in screening.Intake, clearance ...screening.Clearance) (technique.Visit, error) {
	d, err := l.screener.Screen(in, clearance...)
	return technique.Visit{
		Intake: in, Decision: d, Clearance: clearance, Presentation: technique.Found(),
		History: technique.History{
			Novice: screening.No, PriorSessions: screening.Known(3), AcceptsDiscomfort: screening.Yes, HoursSinceLast: screening.Known(168.0),
			LastSore: screening.No,
		},
	}, err
}

// planned is a session on a bolster, given by a qualified therapist.
func planned(id string, minutes int, strokes ...technique.Step) technique.Plan {
	return technique.Plan{
		Technique: id, Minutes: screening.Known(minutes), Position: screening.Known(technique.Prone), Bolster: screening.Yes,
		Therapist: screening.Known(technique.Qualified), Warned: screening.Yes, Strokes: strokes,
	}
}

func step(stroke string, region screening.Region, pressure int) technique.Step {
	return technique.Step{Stroke: stroke, Regions: []screening.Region{region}, Pressure: screening.Known(pressure), Minutes: screening.Known(5)}
}
