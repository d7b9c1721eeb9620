package logic

import "testing"

// A solver that is used again knows nothing of the cells that it was used with before.
func TestSolverIsResetWhole(t *testing.T) {
	yes := []Cube{{{Var: 0, Cells: 2}}}
	s := &Solver{}
	for i, tt := range []struct {
		cells  uint64
		always bool
	}{{3, false}, {2, true}, {1, false}, {2, true}, {3, false}} {
		s.Reset(nil, []uint64{tt.cells})
		if got := s.Always(yes, 100); got != tt.always {
			t.Errorf("%d: within cells %b yes always holds: %t, want %t", i, tt.cells, got, tt.always)
		}
	}
}
