package policy_test

import (
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// What holds counts, and what only unsure answers leave possible; what waits for
// an answer does not yet.
func TestOutcomeCounts(t *testing.T) {
	for _, tt := range []struct {
		name    string
		outcome policy.Outcome
		want    bool
	}{
		{"holds", policy.Outcome{Holds: true, Facts: []int{1}}, true},
		{"unsure", policy.Outcome{Unsure: []int{1}}, true},
		{"not asked", policy.Outcome{WaitsFor: []int{1}}, false},
		{"not asked and unsure", policy.Outcome{WaitsFor: []int{1}, Unsure: []int{2}}, false},
	} {
		if got := tt.outcome.Counts(); got != tt.want {
			t.Errorf("%s: Counts() = %v, want %v", tt.name, got, tt.want)
		}
	}
}
