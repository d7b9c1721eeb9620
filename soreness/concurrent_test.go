package soreness_test

import (
	"sync"
	"testing"

	"github.com/safehands/safehands/soreness"
)

// One triager answers many at once, each as if it were alone, and a fresh one says the same bytes.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	fresh, err := soreness.New(planner(t))
	if err != nil {
		t.Fatal(err)
	}
	if tr.Fingerprint() != fresh.Fingerprint() {
		t.Errorf("fingerprints %s and %s", tr.Fingerprint(), fresh.Fingerprint())
	}
	const courses, goroutines = 40, 8
	want := make([]string, courses)
	for i := range want {
		want[i] = answersOf(t, fresh, uint64(i))
	}
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			for i := range courses {
				seed := (i + g*5) % courses
				if got := answersOf(t, tr, uint64(seed)); got != want[seed] {
					t.Errorf("seed %d: %s\nalone: %s", seed, got, want[seed])
				}
			}
		})
	}
	wg.Wait()
}
