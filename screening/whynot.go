package screening

import (
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
)

// Instead is one answer as it would have to be for a decision to be another.
type Instead struct {
	Fact string     `json:"fact"`
	Was  answer.Any `json:"was"`
	Now  answer.Any `json:"now"`
}

// WhyNot returns the smallest set of told answers that would have to be different for a requested
// region to come out no severer than the disposition, and the person no more urgent than the
// urgency: what the decision hangs on. It is no advice to answer differently. What was not asked
// stays open. Several sets of that size may do; the first in the order of regions, facts and values
// is returned. Without one, or where the search was cut short and exact is false, it may be empty;
// it is empty as well where the answers reach that already. The error is that of Screen.
func (s *Screener) WhyNot(
	in Intake, most Disposition, urgency Urgency, clearance ...Clearance,
) (changes []Instead, exact bool, err error) {
	if !s.built() {
		return nil, false, errNotBuilt
	}
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	if err := s.evaluate(&in, clearance, false, w); err != nil {
		return nil, false, err
	}
	request := policy.Request{}
	for _, r := range in.Regions {
		request.Places = append(request.Places, string(r))
	}
	for i := range w.consents {
		request.Clearances = append(request.Clearances, w.consents[i].asked)
	}
	exact = true
	var best []policy.Instead
	for _, place := range slices.Clone(w.evaluation.Requested()) {
		b := w.evaluation.Place(place)
		t := policy.Target{Place: place, Level: max(0, int(most)-int(Proceed)), Urgency: int(urgency)}
		if b.Floor <= t.Level && w.evaluation.Urgency().Floor <= t.Urgency {
			return nil, true, nil
		}
		found, all, err := s.set.WhyNot(w.answers, request, t)
		if err != nil {
			return nil, false, err
		}
		exact = exact && all
		if len(found) > 0 && (len(best) == 0 || len(found) < len(best)) {
			best = found
		}
		if len(best) == 1 {
			exact = true // of no region a set is smaller, whatever was tried of those before
			break
		}
	}
	for _, c := range best {
		changes = append(changes, Instead{
			s.set.Facts()[c.Fact].Name, s.facts.Any(c.Fact, c.Was), s.facts.Any(c.Fact, c.Now),
		})
	}
	return changes, exact, nil
}
