package screening_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Laws of every decision, on random clients with random requests and clearances (clinical
// document T, laws 2, 4 and 5).
func TestDecisionsKeepTheLaws(t *testing.T) {
	t.Parallel()
	s := newScreener(t)
	d := newDrawer(t, s)
	pool := make([]screening.Intake, 48)
	for i := range pool {
		pool[i] = d.intake(t, uint64(i))
	}
	rules := map[string]*policy.Rule{}
	for i := range s.Rules().Rules() {
		r := &s.Rules().Rules()[i]
		rules[r.ID] = r
	}
	ids := slices.Sorted(maps.Keys(rules))
	treated, cleared, lowered, n := 0, 0, 0, draws.Of(t, 100_000)
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		in := ordinary(s, r)
		if r.IntN(20) == 0 {
			in = pool[r.IntN(len(pool))]
			in.Cards = maps.Clone(in.Cards)
		}
		in.Regions = drawRegions(uint64(seed))
		if names := slices.Sorted(maps.Keys(in.Cards)); len(names) > 0 && r.IntN(3) == 0 {
			delete(in.Cards, names[r.IntN(len(names))])
		}
		before, err := s.Screen(in)
		if err != nil {
			continue // what hung on the card that was taken away means nothing any more
		}
		if before.MayTreat() {
			treated++
		}
		fault := decides(before)
		if fault == "" {
			fault = capped(before, rules)
		}
		c := screening.Clearance{By: "GP", DaysAgo: r.IntN(3) / 2 * 366}
		for _, f := range before.Findings {
			if r.IntN(3) > 0 {
				c.Covers = append(c.Covers, f.Rule)
			}
		}
		if id := ids[r.IntN(len(ids))]; !slices.Contains(c.Covers, id) {
			c.Covers = append(c.Covers, id)
		}
		after, err := s.Screen(in, c)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if fault == "" {
			fault = clears(before, after, c.DaysAgo > 0)
		}
		if fault != "" {
			t.Fatalf("seed %d: %s\n%s\n%s\n%s", seed, fault, marshal(t, in), marshal(t, before), marshal(t, after))
		}
		cleared++
		if after.Disposition != before.Disposition {
			lowered++
		}
	}
	if treated < n/100 || cleared < n/2 || lowered < n/1000 {
		t.Errorf("of %d, %d may be treated, %d are compared with a clearance, which changes %d: the draw shows too little", n, treated, cleared, lowered)
	}
}

// ordinary is a client who is well but for a few things.
func ordinary(s *screening.Screener, r *rand.Rand) screening.Intake {
	in := healthy(s)
	tick := func(card intake.Card, line intake.Line) {
		in.Cards[card] = intake.CardAnswer{Ticked: append(slices.Clone(in.Cards[card].Ticked), line)}
	}
	things := []func(){
		func() {
			tick(intake.CardSpineAndBones, intake.LineDisc)
			in.Disc = intake.Disc{
				BulgeOnly: answer.No, Direction: answer.Known(directions()[r.IntN(6)]), CanalFree: answer.No,
			}
		},
		func() {
			tick(intake.CardHeartAndBlood, intake.LineBloodThinner)
			in.Med.Anticoagulant = answer.Known(intake.AnticoagulantDOAC)
		},
		func() { tick(intake.CardHeartAndBlood, intake.LineEasyBruising) },
		func() {
			tick(intake.CardHeartAndBlood, intake.LineHighBloodPressure)
			in.Hypertension.Uncontrolled = answer.YesNo(1 + r.IntN(3))
		},
		func() {
			tick(intake.CardBackNow, intake.LineBackPain)
			in.Back.PresentPain, in.Back.Phase = answer.Yes, answer.Known(phases()[r.IntN(7)])
		},
		func() {
			in.Preg.Status, in.Preg.Weeks = answer.Known(intake.PregnancyPregnant), answer.Known(5+r.IntN(36))
			in.Cards[intake.CardPregnancyNow] = intake.CardAnswer{}
		},
		func() { tick(intake.CardSkinAndHealth, intake.LineMood) },
		func() { tick(intake.CardUnwellNow, intake.LineFeverish) },
		func() { tick(intake.CardSpineAndBones, intake.LineThinBones) },
		func() { tick(intake.CardEmergencyNow, intake.LineChestPain) },
		func() { in.Client.Age = answer.Known(10 + r.IntN(90)) },
	}
	for _, i := range r.Perm(len(things))[:r.IntN(4)] {
		things[i]()
	}
	return in
}

// decides says where a decision contradicts itself, or clears somebody while an answer is missing.
func decides(d screening.Decision) string {
	emergency := d.UrgencyCeiling == screening.UrgencyEmergency
	switch {
	case d.MayTreat() && (!d.Settled() || emergency ||
		!slices.Contains([]screening.Disposition{screening.Proceed, screening.Adapt}, d.Disposition)):
		return "may treat though it is not settled, or not to be treated"
	case d.Settled() && (d.Floor != d.Ceiling || d.Urgency != d.UrgencyCeiling || d.Disposition != d.Floor):
		return "is settled and open"
	case !d.Settled() && !slices.Contains([]screening.Disposition{screening.Clarify, d.Floor}, d.Disposition):
		return "shows what is not its floor"
	case d.Disposition == screening.Proceed && len(d.Open) > 0 && !d.Settled():
		return "proceeds with a question open"
	}
	for _, f := range d.Findings {
		if f.Urgency > d.Urgency {
			return f.Rule + " holds and its urgency does not count"
		}
	}
	for _, r := range d.Regions {
		if d.Settled() && r.Floor != r.Ceiling || !r.Ceiling.AtLeast(r.Floor) {
			return r.Region.String() + " is open"
		}
	}
	return ""
}

// capped says where the highest pressure of a region is above what a rule that holds there allows.
func capped(d screening.Decision, rules map[string]*policy.Rule) string {
	for _, f := range d.Findings {
		for _, l := range rules[f.Rule].Limits {
			names := f.Regions
			switch l.Scope {
			case policy.InRegions:
				names = l.Regions
			case policy.Everywhere:
				names = []string{body.WholeBody.String()}
			case policy.Elsewhere:
				continue
			}
			for _, name := range names {
				var group body.Region
				if err := group.UnmarshalText([]byte(name)); err != nil || l.Name != "pressure" {
					continue
				}
				for _, part := range group.Parts() {
					rd, requested := d.For(part)
					if requested && (rd.Limits.Pressure == nil || float64(*rd.Limits.Pressure) > l.Number) {
						return fmt.Sprintf("%s allows %g on %s, which has %v",
							f.Rule, l.Number, part, rd.Limits.Pressure)
					}
				}
			}
		}
	}
	return ""
}

// clears says where a clearance does more than to lift the need to ask.
func clears(before, after screening.Decision, lapsed bool) string {
	if after.Urgency < before.Urgency || len(after.Findings) != len(before.Findings) {
		return "a clearance lowers the urgency, or hides a finding"
	}
	for i, b := range before.Regions {
		a := after.Regions[i]
		switch {
		case lapsed && (a.Floor != b.Floor || a.Ceiling != b.Ceiling):
			return a.Region.String() + " changes by a clearance that has lapsed"
		case (b.Floor == screening.Defer || b.Floor == screening.Withhold) && a.Floor != b.Floor:
			return a.Region.String() + " is not to be treated, and a clearance changes that"
		case b.Floor == screening.Refer && !a.Floor.AtLeast(screening.Adapt):
			return a.Region.String() + " goes ahead without care"
		case b.Limits.Pressure != nil && (a.Limits.Pressure == nil || *a.Limits.Pressure > *b.Limits.Pressure):
			return a.Region.String() + " loses its highest pressure"
		}
	}
	return ""
}

// directions and phases are the lists of the data.
func directions() []intake.Direction {
	return []intake.Direction{
		intake.DirectionExtraforaminal,
		intake.DirectionForaminal,
		intake.DirectionPosterolateral,
		intake.DirectionParacentralCanal,
		intake.DirectionCentral,
		intake.DirectionSequestrated,
	}
}

func phases() []intake.Phase {
	return []intake.Phase{
		intake.PhaseNone,
		intake.PhaseRemission,
		intake.PhaseChronicStable,
		intake.PhaseSubacute,
		intake.PhaseRecentMild,
		intake.PhaseExacerbation,
		intake.PhaseAcuteAttack,
	}
}
