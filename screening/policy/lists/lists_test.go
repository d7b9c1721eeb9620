package lists_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/safehands/safehands/screening/policy/lists"
)

func TestLists(t *testing.T) {
	if got := lists.Of([]int{1, 2}, strconv.Itoa); !slices.Equal(got, []string{"1", "2"}) {
		t.Errorf("Of makes %q", got)
	}
	odd := func(n int) bool { return n%2 == 1 }
	if got := lists.Where([]int{1, 2, 3}, odd); !slices.Equal(got, []int{1, 3}) {
		t.Errorf("Where keeps %v", got)
	}
	text := func(n int) (string, bool) { return strconv.Itoa(n), odd(n) }
	if got := lists.Some([]int{1, 2, 3}, text); !slices.Equal(got, []string{"1", "3"}) {
		t.Errorf("Some makes %q", got)
	}
	if got := lists.Add([]int{1, 2}, 2, 3, 3); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("Add makes %v", got)
	}
}

// Who writes JSON or compares with nil tells an empty list from none.
func TestNothingOfNothingIsNil(t *testing.T) {
	if lists.Of([]int{}, strconv.Itoa) != nil || lists.Where([]int{1}, func(int) bool { return false }) != nil ||
		lists.Add[int](nil) != nil {
		t.Error("a list of nothing is not nil")
	}
}
