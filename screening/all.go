package screening

import (
	"context"
	"iter"

	"github.com/safehands/safehands/screening/parallel"
)

// ScreenAll screens many clients, at most workers at once and below 1 one after the other, and
// yields what Screen says of each, in the order of the intakes. An intake that cannot be does not
// end it. It ends early where the loop does or ctx is done: ctx tells which. Memory does not grow
// with the number of clients.
func (s *Screener) ScreenAll(ctx context.Context, intakes iter.Seq[Intake], workers int) iter.Seq2[Decision, error] {
	type screened struct {
		decision Decision
		err      error
	}
	all := parallel.Map(ctx, intakes, workers, func(in Intake) screened {
		d, err := s.Screen(in)
		return screened{d, err}
	})
	return func(yield func(Decision, error) bool) {
		for x := range all {
			if !yield(x.decision, x.err) {
				return
			}
		}
	}
}
