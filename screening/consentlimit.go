package screening

import (
	"slices"

	"github.com/safehands/safehands/screening/body"
)

// mostPositions is how many positions there are.
const mostPositions = 5

// joinLimits adds what clinicians asked for to the limits of every place: the lowest cap and all
// that is barred. It counts where a rule that the yes speaks of holds or may hold, or
// one that carries limits does where none of them asks (N-IC03), and everywhere if it is about a
// position, which is that of the whole person.
func joinLimits(d *Decision, consents []consent, carry []string) {
	for i := range consents {
		x := &consents[i]
		if x.limits == nil || !d.stands(append(slices.Clone(x.names), carry...)) {
			continue
		}
		x.join(d.Regions)
		for j := range d.Sides {
			x.join(d.Sides[j].Regions)
		}
	}
}

func (x *consent) join(regions []RegionDecision) {
	for j := range regions {
		r := &regions[j]
		if len(x.regions) == 0 || slices.Contains(x.regions, r.Region) {
			r.Limits = r.Limits.with(*x.limits)
		} else {
			r.Limits = r.Limits.with(Limits{AvoidPositions: x.limits.AvoidPositions})
		}
	}
}

// noPosition reports whether all that holds together leaves a requested region no position, on one
// side of the body as on the other (N-IP13).
func (d *Decision) noPosition() bool {
	return slices.ContainsFunc(d.Regions, func(r RegionDecision) bool {
		if len(r.Limits.AvoidPositions) < mostPositions {
			return false
		}
		return !slices.ContainsFunc(body.Sides(), func(side body.Side) bool {
			on, _ := d.On(side, r.Region)
			return len(on.Limits.AvoidPositions) < mostPositions
		})
	})
}

// stands reports whether one of the rules holds or may hold.
func (d *Decision) stands(rules []string) bool {
	return slices.ContainsFunc(d.Findings, func(f Finding) bool { return slices.Contains(rules, f.Rule) }) ||
		slices.ContainsFunc(d.Open, func(o OpenRule) bool { return slices.Contains(rules, o.Rule) })
}

// ungrouped returns the limits with strokes in place of their groups (S12).
func (l Limits) ungrouped() Limits {
	var strokes []string
	for _, name := range l.AvoidStrokes {
		if group := StrokeGroup(name); group != nil {
			strokes = append(strokes, group...)
		} else {
			strokes = append(strokes, name)
		}
	}
	l.AvoidStrokes = strokes
	return l
}

// StrokeGroup returns the strokes of one of the five groups in which a clinician bars or agrees to
// them: gliding, firm_kneading, point_pressure, joint_movement and percussion; nil for any other
// name.
func StrokeGroup(name string) []string {
	switch name {
	case "gliding":
		return []string{"effleurage_light", "petrissage_slow", "vibration_fine", "static_hold", "skin_stretch_mld"}
	case "firm_kneading":
		return []string{
			"effleurage_deep", "petrissage_brisk", "skin_roll", "friction_superficial", "friction_deep", "kese_scrub",
			"thumb_stripping", "scar_mobilisation", "cupping_stroke",
		}
	case "point_pressure":
		return []string{"compression_palm", "compression_point", "walk_on_back"}
	case "joint_movement":
		return []string{
			"shaking_rocking", "stretch_passive", "trunk_rotation", "mobilisation", "thrust_hvla", "traction_manual",
		}
	case "percussion":
		return []string{"tapotement", "percussion_device"}
	}
	return nil
}
