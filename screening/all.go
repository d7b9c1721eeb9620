package screening

import (
	"context"
	"iter"

	"github.com/safehands/safehands/screening/parallel"
)

// Screened is what was decided of one of many clients: a decision, or the error of Screen.
type Screened struct {
	Decision Decision
	Err      error
}

// ScreenAll screens many clients, at most workers at once, and yields what is decided in the order
// of the intakes; below 1 there are as many workers as processors. An intake that cannot be does not
// end it. It ends early where the loop does or ctx is done; of which two ctx tells. Memory does
// not grow with the number of clients.
func (s *Screener) ScreenAll(ctx context.Context, intakes iter.Seq[Intake], workers int) iter.Seq[Screened] {
	return parallel.Map(ctx, intakes, workers, func(in Intake) Screened {
		d, err := s.Screen(in)
		return Screened{d, err}
	})
}
