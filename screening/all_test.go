package screening_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

func TestScreenAllIsScreenOfEach(t *testing.T) {
	t.Parallel()
	s := ownScreener(t)
	d := newDrawer(t, s)
	var intakes []screening.Intake
	var want []string
	say := func(d screening.Decision, err error) string { return fmt.Sprint(marshal(t, d), err) }
	for seed := range uint64(draws.Of(t, 100)) {
		in := d.intake(t, seed)
		if seed%7 == 0 {
			in.Client.Age = answer.Known(-1) // cannot be
		}
		intakes, want = append(intakes, in), append(want, say(s.Screen(in)))
	}
	for _, workers := range []int{0, 1, 3} {
		var got []string
		for d, err := range s.ScreenAll(t.Context(), slices.Values(intakes), workers) {
			got = append(got, say(d, err))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers mismatch (-want +got):\n%s", workers, diff)
		}
	}
}

func ExampleScreener_ScreenAll() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	clients := []screening.Intake{
		{BP: intake.BP{Sys: answer.Known(190)}},
		{Client: intake.Client{Age: answer.Known(400)}},
	}
	for d, err := range s.ScreenAll(context.Background(), slices.Values(clients), runtime.NumCPU()) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(d.Floor)
	}
	// Output:
	// defer
	// client.age: 400 is outside 0 to 120 years
}

// BenchmarkScreenAll screens healthy clients by one worker and by two.
func BenchmarkScreenAll(b *testing.B) {
	s := newScreener(b)
	in := healthy(s)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("%d_workers", workers), func(b *testing.B) {
			b.ReportAllocs()
			many := func(yield func(screening.Intake) bool) {
				for range b.N {
					if !yield(in) {
						return
					}
				}
			}
			for _, err := range s.ScreenAll(b.Context(), many, workers) {
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
