// Package draws is how many random cases a test goes through. It is test support,
// imported by tests only.
//
// Every randomised test names its full number of draws and takes a share of
// it, the same everywhere:
//
//	go test ./...                      three in a hundred
//	go test -short ./...               half of that; so does the race detector
//	SAFEHANDS_DRAWS=1 go test ./...    all of them; 100 is a hundred times as many
//
// The share is a variable because go test hands a flag to every package, and those without random
// tests would not know it. A draw is made from its number alone: a larger share goes through the
// draws of a smaller one first.
package draws

import (
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"testing"
)

// Variable is the name of the environment variable that holds the share.
const Variable = "SAFEHANDS_DRAWS"

const (
	usual = 0.03 // without the variable
	few   = 0.5  // of the share, where tests are to be short
	most  = 1e6
)

// Share reads the share of the full numbers, which is the usual one where nothing is given.
func Share(given string) (float64, error) {
	if given == "" {
		return usual, nil
	}
	x, err := strconv.ParseFloat(given, 64)
	if err != nil || !(x > 0 && x <= most) {
		return 0, fmt.Errorf("%s is %q, want a number above 0, at most %g: 1 for every draw", Variable, given, most)
	}
	return x, nil
}

// Few reports whether tests are to be short, or run under the race detector.
func Few() bool { return testing.Short() || underRace }

// All reports whether every draw is made, and with it what else takes long and is made in one
// piece.
func All(t testing.TB) bool { return Of(t, 1000) >= 1000 }

// Of returns the share of a full number of draws, at least one. A share that is none ends the test.
func Of(t testing.TB, full int) int {
	t.Helper()
	share, err := Share(os.Getenv(Variable))
	if err != nil {
		t.Fatal(err)
	}
	if Few() {
		share *= few
	}
	return max(1, int(math.Round(float64(full)*share)))
}

// Main runs the tests of a package, and collects garbage less often where GOGC says nothing, as
// long as that takes no gigabyte: loading rules leaves much of it, and a quarter of the time went
// into collecting. Still less often costs more than it saves: fresh memory has to be cleared.
//
//	func TestMain(m *testing.M) { draws.Main(m) }
func Main(m *testing.M) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
		debug.SetMemoryLimit(1 << 30)
	}
	os.Exit(m.Run())
}
