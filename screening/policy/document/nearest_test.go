package document_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

func TestNearest(t *testing.T) {
	known := []string{
		"condition.tumour", "neuro.saddle_numbness", "pain.feverish", "skin.fever", "disc.present", "implant.present",
		"when", "says", "yes", "no", "id",
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
