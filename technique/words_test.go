package technique_test

import (
	"encoding"
	"testing"

	"github.com/safehands/safehands/technique"
)

// Every word reads back to itself, and nothing else reads.
func TestWordsRoundTrip(t *testing.T) {
	var kind technique.Kind
	var standing technique.Standing
	for _, tt := range []struct {
		what  string
		to    encoding.TextUnmarshaler
		from  func() ([]byte, error)
		words []string
	}{
		{"kind", &kind, func() ([]byte, error) { return kind.MarshalText() }, []string{"none", "caution", "change", "stop"}},
		{"standing", &standing, func() ([]byte, error) { return standing.MarshalText() },
			[]string{"undecided", "unlisted", "preferred", "permitted", "avoided", "forbidden"}},
	} {
		for _, word := range tt.words {
			if err := tt.to.UnmarshalText([]byte(word)); err != nil {
				t.Errorf("%s %s: %v", tt.what, word, err)
			}
			if got, err := tt.from(); err != nil || string(got) != word {
				t.Errorf("%s %s comes back as %s, %v", tt.what, word, got, err)
			}
		}
		if err := tt.to.UnmarshalText([]byte("Forbidden")); err == nil || err.Error() != `"Forbidden" is not a `+tt.what {
			t.Errorf("%s reads Forbidden: %v", tt.what, err)
		}
	}
	if got := technique.Kind(9).String(); got != "Kind(9)" {
		t.Errorf("Kind(9) = %s", got)
	}
	if _, err := technique.Standing(9).MarshalText(); err == nil {
		t.Error("Standing(9) is written")
	}
}

// The zero values are the cautious ones.
func TestZeroValues(t *testing.T) {
	var m technique.Matching
	var r technique.Review
	var s technique.Standing
	if m.Allowed || len(m.Candidates()) != 0 || r.Fits || r.Settled || s != technique.Undecided {
		t.Errorf("Matching %+v, Review %+v, Standing %s", m, r, s)
	}
	for got, want := range map[string]string{
		marshal(t, m):                    `{"allowed":false,"obstacles":[],"candidates":[],"choices":[],"regions":[],"excluded":[],"doses":[],"questions":[],"weakened":[],"fingerprint":""}`,
		marshal(t, r):                    `{"fits":false,"settled":false,"floor":"none","ceiling":"none","violations":[],"open":[],"level":"","questions":[],"weakened":[],"fingerprint":""}`,
		marshal(t, technique.Stopping{}): `{"stop":false,"change":false,"urgency":"none","settled":false,"violations":[],"open":[],"questions":[],"weakened":[],"fingerprint":""}`,
		marshal(t, technique.Choice{}):   `{"technique":"","name":"","standing":"undecided","reasons":[],"open":[],"level":"","minutes":{}}`,
	} {
		if got != want {
			t.Errorf("zero value is %s, want %s", got, want)
		}
	}
}

func TestLevels(t *testing.T) {
	levels := []technique.Level{technique.Layperson, technique.ShortCourse, technique.Qualified, technique.QualifiedSpecial, technique.Medical}
	for i, a := range levels {
		for j, b := range levels {
			if a.AtLeast(b) != (i >= j) {
				t.Errorf("%s at least %s: %t", a, b, a.AtLeast(b))
			}
		}
		if technique.Level("").AtLeast(a) || technique.Level("doctor").AtLeast(a) {
			t.Errorf("what is no level is at least %s", a)
		}
	}
}
