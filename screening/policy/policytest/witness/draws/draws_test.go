package draws_test

import (
	"testing"

	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

func TestOf(t *testing.T) {
	for _, tt := range []struct {
		share     string
		full      int
		want, few int
	}{
		{"", 4000, 120, 60},
		{"", 200, 6, 3},
		{"", 64, 2, 1},
		{"", 1, 1, 1}, // never none
		{"1", 3000, 3000, 1500},
		{"100", 10_000, 1_000_000, 500_000},
		{"0.001", 20_000, 20, 10},
		{"1e-6", 20_000, 1, 1},
	} {
		t.Setenv(draws.Variable, tt.share)
		want := tt.want
		if draws.Few() {
			want = tt.few
		}
		if got := draws.Of(t, tt.full); got != want {
			t.Errorf("share %q of %d is %d, want %d", tt.share, tt.full, got, want)
		}
	}
}

// What is no share must not be taken for a small one.
func TestShareRefuses(t *testing.T) {
	for _, given := range []string{"0", "-1", "all", "1/3", "NaN", "Inf", "1e7", " "} {
		want := `SAFEHANDS_DRAWS is "` + given + `", want a number above 0, at most 1e+06: 1 for every draw`
		if x, err := draws.Share(given); err == nil || err.Error() != want {
			t.Errorf("Share(%q) = %g, %v, want %s", given, x, err, want)
		}
	}
}
