package document_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

func TestNearest(t *testing.T) {
	known := []string{
		"condition.tumour", "neuro.saddle_numbness", "pain.feverish", "skin.fever", "disc.present", "implant.present",
		"when", "says", "yes", "no", "id", "upper_back",
	}
	tests := []struct {
		name, typed, want string
	}{
		{"swapped letters", "condition.tumuor", "condition.tumour"},
		{"wrong case", "NEURO.Saddle_Numbness", "neuro.saddle_numbness"},
		{"wrong case of a short word", "ID", "id"},
		{"missing group", "saddle_numbness", "neuro.saddle_numbness"},
		{"missing group and a letter", "sadle_numbness", "neuro.saddle_numbness"},
		{"other group", "neuro.tumour", "condition.tumour"},
		{"other group, two with the same last part", "dics.present", "disc.present"},
		{"other group, none nearer", "x.present", "disc.present"},
		{"one letter missing", "whn", "when"},
		{"the opposite", "lower_back", ""},
		{"the opposite with a letter missing", "lower_bak", ""},
		{"a letter missing beside such a word", "uper_back", "upper_back"},
		{"nothing near", "xyzzy", ""},
		{"one letter", "x", ""},
		{"empty", "", ""},
		{"dot", ".", ""},
		{"trailing dot", "neuro.", ""},
		{"very long", strings.Repeat("x", 1<<20), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, document.Nearest(tt.typed, known)); diff != "" {
				t.Errorf("Nearest(%.50q) mismatch (-want +got):\n%s", tt.typed, diff)
			}
			reversed := slices.Clone(known)
			slices.Reverse(reversed)
			if diff := cmp.Diff(tt.want, document.Nearest(tt.typed, reversed)); diff != "" {
				t.Errorf("Nearest(%.50q) depends on the order of the names (-want +got):\n%s", tt.typed, diff)
			}
		})
	}
}

func TestSuggest(t *testing.T) {
	if diff := cmp.Diff(" (did you mean when?)", document.Suggest("wen", []string{"when"})); diff != "" {
		t.Errorf("Suggest mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("", document.Suggest("xyzzy", []string{"when"})); diff != "" {
		t.Errorf("Suggest mismatch (-want +got):\n%s", diff)
	}
}

// slowNearest is what Nearest does, without its short cuts.
func slowNearest(typed string, known []string) string {
	last := func(s []rune) []rune {
		for i := len(s) - 1; i >= 0; i-- {
			if s[i] == '.' {
				return s[i+1:]
			}
		}
		return s
	}
	allowed := func(s []rune) int {
		if len(s) < 2 {
			return 0
		}
		return min(3, max(1, len(s)/3))
	}
	distance := func(a, b []rune) int {
		d := make([][]int, len(a)+1)
		for i := range d {
			d[i] = make([]int, len(b)+1)
			for j := range d[i] {
				switch {
				case i == 0 || j == 0:
					d[i][j] = i + j
					continue
				case a[i-1] == b[j-1]:
					d[i][j] = d[i-1][j-1]
				default:
					d[i][j] = d[i-1][j-1] + 1
				}
				d[i][j] = min(d[i][j], d[i-1][j]+1, d[i][j-1]+1)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
		if far := max(len(a)-len(b), len(b)-len(a)); far > 3 {
			return far
		}
		return d[len(a)][len(b)]
	}
	best, bestScore := "", [2]int{}
	a := []rune(strings.ToLower(typed))
	for _, name := range known {
		b := []rune(strings.ToLower(name))
		whole := distance(a, b)
		score, near := [2]int{whole, whole}, whole <= allowed(a)
		if len(last(b)) < len(b) && len(last(a)) > 0 {
			if part := distance(last(a), last(b)); part <= allowed(last(a)) && (!near || part+1 < whole) {
				score, near = [2]int{part + 1, whole}, true
			}
		}
		order := slices.Compare(score[:], bestScore[:])
		if near && (best == "" || order < 0 || order == 0 && name < best) {
			best, bestScore = name, score
		}
	}
	return best
}

func TestNearestHasNoShortCutThatShows(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	name := func() string {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteByte("aabbc.E"[r.IntN(7)])
		}
		return b.String()
	}
	for range draws.Of(t, 20_000) {
		typed, known := name(), make([]string, 1+r.IntN(6))
		for i := range known {
			known[i] = name()
		}
		if diff := cmp.Diff(slowNearest(typed, known), document.Nearest(typed, known)); diff != "" {
			t.Fatalf("Nearest(%q, %q) mismatch (-want +got):\n%s", typed, known, diff)
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	known := make([]string, 15_000)
	for i := range known {
		known[i] = fmt.Sprintf("source_%05d", i)
	}
	for b.Loop() {
		document.Suggest("unknown_12345", known)
	}
}
