package technique

import (
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// attribute is one property of an entry of the catalogue as rules read it. It
// is known of every entry.
type attribute[T any] struct {
	fact policy.Fact
	of   func(*T) policy.Answer
}

func known(number int) policy.Answer {
	return policy.Answer{State: policy.Known, Number: float64(number)}
}

func yes(is bool) policy.Answer { return policy.Answer{State: policy.Known, Yes: is} }

// among is the answer that holds the given values of a list.
func among[T ~string](words []word, values ...T) policy.Answer {
	a := policy.Answer{State: policy.Known}
	for _, v := range values {
		if i := slices.IndexFunc(words, func(w word) bool { return w.name == string(v) }); i >= 0 {
			a.Values |= 1 << i
		}
	}
	return a
}

// techniqueAttributes is what match rules read of a technique in where, and plan rules of
// the planned one in when.
func techniqueAttributes(c *Catalogue) []attribute[Technique] {
	ids := techniqueWords(c)
	return []attribute[Technique]{
		{fact("technique.id", policy.OneOf, "Which technique is it?", oneOfWords(ids), techniqueLikes(c)),
			func(t *Technique) policy.Answer { return among(ids, t.ID) }},
		{fact("technique.pressure_min", policy.Whole,
			"How light is its lightest usual pressure?", within(0, maxPressure), risky),
			func(t *Technique) policy.Answer { return known(t.PressureMin) }},
		{fact("technique.pressure_max", policy.Whole,
			"How firm is its firmest usual pressure?", within(0, maxPressure), risky),
			func(t *Technique) policy.Answer { return known(t.PressureMax) }},
		{fact("technique.pace", policy.OneOf, "How fast is it?", oneOfWords(paceWords), risky),
			func(t *Technique) policy.Answer { return among(paceWords, t.Pace) }},
		{fact("technique.tone_effect", policy.OneOf, "What does it do to the tone of muscle?", oneOfWords(toneWords)),
			func(t *Technique) policy.Answer { return among(toneWords, t.ToneEffect) }},
		{fact("technique.joint_load", policy.Whole, "How far does it load joints, from 0 to 3?", within(0, 3), risky),
			func(t *Technique) policy.Answer { return known(t.JointLoad) }},
		{fact("technique.stretch", policy.YesNo, "Does it stretch?", risky),
			func(t *Technique) policy.Answer { return yes(t.Stretch) }},
		{fact("technique.mobilisation", policy.YesNo, "Does it move joints beyond gentle rocking?", risky),
			func(t *Technique) policy.Answer { return yes(t.Mobilisation) }},
		{fact("technique.spinal_contact", policy.OneOf,
			"Does it work on the spine itself?", oneOfWords(contactWords), risky),
			func(t *Technique) policy.Answer { return among(contactWords, t.SpinalContact) }},
		{fact("technique.heat", policy.YesNo, "Does it use heat?", risky),
			func(t *Technique) policy.Answer { return yes(t.Heat) }},
		{fact("technique.intensity", policy.Whole, "How intense is it, from 1 to 5?", within(1, 5), risky),
			func(t *Technique) policy.Answer { return known(t.Intensity) }},
		{fact("technique.painful_by_design", policy.YesNo, "Is it painful by design?", risky),
			func(t *Technique) policy.Answer { return yes(t.PainfulByDesign) }},
		{fact("technique.back_disease", policy.OneOf,
			"Does it suit somebody with a back disease?", oneOfWords(diseaseWords), risky),
			func(t *Technique) policy.Answer { return among(diseaseWords, t.TreatsBackDisease) }},
		{fact("technique.purpose", policy.SetOf, "What is it for?", oneOfWords(purposeWords)),
			func(t *Technique) policy.Answer { return among(purposeWords, t.Purpose...) }},
		{fact("technique.min_level", policy.OneOf,
			"How far must the therapist be trained for it?", oneOfWords(levelWords), risky),
			func(t *Technique) policy.Answer { return among(levelWords, t.MinLevel) }},
	}
}

// strokeAttributes is what plan rules read of the stroke of a step.
func strokeAttributes(c *Catalogue) []attribute[Stroke] {
	ids := strokeWords(c)
	return []attribute[Stroke]{
		{fact("stroke.id", policy.OneOf, "Which stroke is it?", oneOfWords(ids), strokeLikes(c)),
			func(s *Stroke) policy.Answer { return among(ids, s.ID) }},
		{fact("stroke.pressure_min", policy.Whole,
			"How light is its lightest usual pressure?", within(0, maxPressure), risky),
			func(s *Stroke) policy.Answer { return known(s.PressureMin) }},
		{fact("stroke.pressure_max", policy.Whole,
			"How firm is its firmest usual pressure?", within(0, maxPressure), risky),
			func(s *Stroke) policy.Answer { return known(s.PressureMax) }},
		{fact("stroke.pace", policy.OneOf, "How fast is it?", oneOfWords(paceWords), risky),
			func(s *Stroke) policy.Answer { return among(paceWords, s.Pace) }},
		{fact("stroke.tone_effect", policy.OneOf, "What does it do to the tone of muscle?", oneOfWords(toneWords)),
			func(s *Stroke) policy.Answer { return among(toneWords, s.ToneEffect) }},
		{fact("stroke.joint_load", policy.Whole, "How far does it load joints, from 0 to 3?", within(0, 3), risky),
			func(s *Stroke) policy.Answer { return known(s.JointLoad) }},
		{fact("stroke.percussive", policy.YesNo, "Does it strike?", risky),
			func(s *Stroke) policy.Answer { return yes(s.Percussive) }},
		{fact("stroke.spine", policy.OneOf, "What may it do on the spine itself?", oneOfWords(touchWords), risky),
			func(s *Stroke) policy.Answer { return among(touchWords, s.Spine) }},
		{fact("stroke.organ_zones", policy.OneOf,
			"What may it do over kidneys, lowest ribs and belly?", oneOfWords(touchWords), risky),
			func(s *Stroke) policy.Answer { return among(touchWords, s.OrganZones) }},
		{fact("stroke.min_level", policy.OneOf,
			"How far must the therapist be trained for it?", oneOfWords(levelWords), risky),
			func(s *Stroke) policy.Answer { return among(levelWords, s.MinLevel) }},
		{fact("stroke.agreed_as", policy.OneOf, "In which group do clinicians agree to it?", oneOfWords(agreedWords)),
			func(s *Stroke) policy.Answer { return among(agreedWords, s.AgreedAs) }},
	}
}
