package parallel_test

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/parallel"
)

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func square(n int) int { return n * n }

func TestMapKeepsTheOrder(t *testing.T) {
	for _, n := range []int{0, 1, 31, 32, 33, 10_000} {
		for _, workers := range []int{-1, 1, 2, 7} {
			got := slices.Collect(parallel.Map(t.Context(), upTo(n), workers, square))
			var want []int
			for i := range n {
				want = append(want, i*i)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d by %d workers mismatch (-want +got):\n%s", n, workers, diff)
			}
		}
	}
}

// Not more than workers things are done at a time, and not much more is read than is done.
func TestMapIsBounded(t *testing.T) {
	var read, busy, most atomic.Int64
	in := func(yield func(int) bool) {
		for i := range 100_000 {
			read.Store(int64(i))
			if !yield(i) {
				return
			}
		}
	}
	work := func(n int) int {
		now := busy.Add(1)
		for m := most.Load(); now > m && !most.CompareAndSwap(m, now); m = most.Load() {
		}
		runtime.Gosched()
		busy.Add(-1)
		return n
	}
	for n := range parallel.Map(t.Context(), in, 3, work) {
		if ahead := read.Load() - int64(n); ahead > 12*32 {
			t.Fatalf("%d things are read ahead", ahead)
		}
	}
	if most.Load() > 3 {
		t.Errorf("%d things at once", most.Load())
	}
}

func TestMapEndsEarly(t *testing.T) {
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for n := range parallel.Map(ctx, upTo(1<<40), 2, square) {
		if n == 100*100 {
			break
		}
	}
	seen := 0
	for range parallel.Map(ctx, upTo(1<<40), 2, square) {
		if seen++; seen == 1000 {
			cancel()
		}
	}
	if seen != 1000 {
		t.Errorf("%d things after it was cancelled", seen-1000)
	}
	for range 1000 { // the workers end after the loop
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines are left", runtime.NumGoroutine()-before)
}

func TestMapPanicsInTheLoop(t *testing.T) {
	for name, loop := range map[string]func(){
		"work": func() {
			for range parallel.Map(t.Context(), upTo(100), 2, func(n int) int { return 1 / (n - 40) }) {
			}
		},
		"in": func() {
			in := func(yield func(int) bool) { _ = yield(1) && yield(2); panic("torn") }
			for range parallel.Map(t.Context(), in, 2, square) {
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("nothing panicked")
				}
			}()
			loop()
		})
	}
}

func ExampleMap() {
	for n := range parallel.Map(context.Background(), upTo(4), 2, square) {
		fmt.Println(n)
	}
	// Output:
	// 0
	// 1
	// 4
	// 9
}
