package technique

import (
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// attribute is how a fact of an entry of the catalogue is answered. It is known of every entry.
type attribute[T any] struct {
	fact string
	of   func(f *policy.Fact, x *T) policy.Answer
}

func known(number int) policy.Answer {
	return policy.Answer{State: policy.Known, Number: float64(number)}
}

func yes(is bool) policy.Answer { return policy.Answer{State: policy.Known, Yes: is} }

// among is the answer that holds the given values of a list.
func among[T ~string](names []string, values ...T) policy.Answer {
	a := policy.Answer{State: policy.Known}
	for _, v := range values {
		if i := slices.Index(names, string(v)); i >= 0 {
			a.Values |= 1 << i
		}
	}
	return a
}

func number[T any](fact string, of func(*T) int) attribute[T] {
	return attribute[T]{fact, func(_ *policy.Fact, x *T) policy.Answer { return known(of(x)) }}
}

func flag[T any](fact string, of func(*T) bool) attribute[T] {
	return attribute[T]{fact, func(_ *policy.Fact, x *T) policy.Answer { return yes(of(x)) }}
}

func value[T any, V ~string](fact string, of func(*T) V) attribute[T] {
	return attribute[T]{fact, func(f *policy.Fact, x *T) policy.Answer { return among(valueNames(f), of(x)) }}
}

// techniqueAttributes is what match rules read of a technique in where, and plan rules of
// the planned one in when.
func techniqueAttributes() []attribute[Technique] {
	return []attribute[Technique]{
		value(techniqueID, func(t *Technique) string { return t.ID }),
		number("technique.pressure_min", func(t *Technique) int { return t.PressureMin }),
		number("technique.pressure_max", func(t *Technique) int { return t.PressureMax }),
		value("technique.pace", func(t *Technique) Pace { return t.Pace }),
		value("technique.tone_effect", func(t *Technique) Tone { return t.ToneEffect }),
		number("technique.joint_load", func(t *Technique) int { return t.JointLoad }),
		flag("technique.stretch", func(t *Technique) bool { return t.Stretch }),
		flag("technique.mobilisation", func(t *Technique) bool { return t.Mobilisation }),
		value("technique.spinal_contact", func(t *Technique) Contact { return t.SpinalContact }),
		flag("technique.heat", func(t *Technique) bool { return t.Heat }),
		number("technique.intensity", func(t *Technique) int { return t.Intensity }),
		flag("technique.painful_by_design", func(t *Technique) bool { return t.PainfulByDesign }),
		value("technique.back_disease", func(t *Technique) BackDisease { return t.TreatsBackDisease }),
		{"technique.purpose", func(f *policy.Fact, t *Technique) policy.Answer {
			return among(valueNames(f), t.Purpose...)
		}},
		value("technique.min_level", func(t *Technique) Level { return t.MinLevel }),
	}
}

// strokeAttributes is what plan rules read of the stroke of a step.
func strokeAttributes() []attribute[Stroke] {
	return []attribute[Stroke]{
		value(strokeID, func(s *Stroke) string { return s.ID }),
		number("stroke.pressure_min", func(s *Stroke) int { return s.PressureMin }),
		number("stroke.pressure_max", func(s *Stroke) int { return s.PressureMax }),
		value("stroke.pace", func(s *Stroke) Pace { return s.Pace }),
		value("stroke.tone_effect", func(s *Stroke) Tone { return s.ToneEffect }),
		number("stroke.joint_load", func(s *Stroke) int { return s.JointLoad }),
		flag("stroke.percussive", func(s *Stroke) bool { return s.Percussive }),
		value("stroke.spine", func(s *Stroke) Touch { return s.Spine }),
		value("stroke.organ_zones", func(s *Stroke) Touch { return s.OrganZones }),
		value("stroke.min_level", func(s *Stroke) Level { return s.MinLevel }),
		value("stroke.agreed_as", func(s *Stroke) Agreed { return s.AgreedAs }),
	}
}
