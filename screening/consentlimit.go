package screening

import (
	"cmp"
	"slices"
)

// The ranges of the limits that a clinician sets, which are those of rules.
const (
	mostPressure = 5
	mostMinutes  = 120
)

func positions() []string {
	for _, l := range limits() {
		if l.Name == ofPositions {
			return l.Values
		}
	}
	return nil
}

// joinLimits adds what clinicians asked for to the limits of every place: the lowest cap and all
// that is barred. It counts where a rule that the yes speaks of holds or may hold, or
// clinician.limited does where none of them asks (N-IC03), and everywhere if it is about a position,
// which is that of the whole person.
func joinLimits(d *Decision, consents []consent) {
	for i := range consents {
		x := &consents[i]
		if x.limits == nil || !d.stands(append(slices.Clone(x.names), limited)) {
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

// stands reports whether one of the rules holds or may hold.
func (d *Decision) stands(rules []string) bool {
	return slices.ContainsFunc(d.Findings, func(f Finding) bool { return slices.Contains(rules, f.Rule) }) ||
		slices.ContainsFunc(d.Open, func(o OpenRule) bool { return slices.Contains(rules, o.Rule) })
}

// with returns limits that hold together. It shares nothing with either that it changes.
func (l Limits) with(m Limits) Limits {
	l.Pressure, l.Minutes = lower(l.Pressure, m.Pressure), lower(l.Minutes, m.Minutes)
	l.AvoidStrokes = united(ofStrokes, l.AvoidStrokes, m.AvoidStrokes)
	l.AvoidTechniques = united("avoid_techniques", l.AvoidTechniques, m.AvoidTechniques)
	l.AvoidPositions = united(ofPositions, l.AvoidPositions, m.AvoidPositions)
	l.AvoidHeat = l.AvoidHeat || m.AvoidHeat
	return l
}

func lower(a, b *int) *int {
	if a == nil || b != nil && *b < *a {
		a = b
	}
	if a == nil {
		return nil
	}
	n := *a
	return &n
}

// united is every value of both lists once, in the order of the limit's values, a clinic's own at
// the end.
func united(limit string, a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	var order []string
	for _, l := range limits() {
		if l.Name == limit {
			order = l.Values
		}
	}
	at := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	out := slices.Concat(a, b)
	slices.SortFunc(out, func(x, y string) int { return cmp.Or(cmp.Compare(at(x), at(y)), cmp.Compare(x, y)) })
	return slices.Compact(out)
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
