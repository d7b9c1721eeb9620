package codes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/codes"
)

func TestDrugsAsTyped(t *testing.T) {
	x := newTables(t)
	for _, tt := range []struct{ typed, want string }{
		{"Marcumar", "med.anticoagulant!warfarin"},
		{"apixaban 5 mg", "med.anticoagulant!doac"},
		{"apixiban 5 mg", "med.anticoagulant?"}, // one letter wrong: asks, proposes nothing
		{"Markumar", "med.anticoagulant?"},
		{"apxiaban", "med.anticoagulant?"}, // two letters swapped
		{"Xarelto® 20 mg", "med.anticoagulant!doac"},
		{"Marcumar™", "med.anticoagulant!warfarin"},
		{"Marcumar\u00a03 mg", "med.anticoagulant!warfarin"}, // a blank that does not break
		{"„Marcumar“", "med.anticoagulant!warfarin"},
		{"apixxiban", "unknown"}, // two slips
		{"my heart pill", "unknown"},
		{"", "unknown"},
	} {
		got := "unknown"
		for _, d := range x.Drugs(tt.typed) {
			got = said(d.Outcome, d.Rows)
		}
		if got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.typed, got, tt.want)
		}
	}
}

// How one drug is given makes no other harmless.
func TestLocalFormCountsWhereItStands(t *testing.T) {
	x := newTables(t)
	for _, text := range []string{
		"apixaban 5 mg, hydrocortisone cream", "ibuprofen gel; apixaban 5 mg", "Diclofenac Gel und Eliquis",
		"apixaban since the eye operation", "apixaban tablets, not the cream", "apixaban tablet with ibuprofen gel",
		"ibuprofen gel\napixaban", "apixaban gel, apixaban 5 mg", "Apixaban. Hydrocortisone cream.",
		"apixaban + hydrocortisone cream", "apixaban & Bepanthen cream", "apixaban plus ibuprofen gel",
		"Apixaban mit Bepanthen Creme", "apixaban,hydrocortisone cream", "Apixaban 2.5 mg.\tIbuprofen gel",
	} {
		asked := false
		for _, d := range x.Drugs(text) {
			asked = asked || d.Ingredient == "apixaban" && said(d.Outcome, d.Rows) == "med.anticoagulant!doac"
		}
		if !asked {
			t.Errorf("%q: got %v, want apixaban by mouth", text, x.Drugs(text))
		}
	}
	if d := x.Drugs("acetaminophen and codeine"); len(d) != 1 || d[0].Ingredient != "codeine and paracetamol" {
		t.Errorf("a name with and in it: %v", d)
	}
	if d := x.Drugs("Nitroglycerin 0.4 MG/ACTUAT Mucosal Spray"); len(d) != 1 || d[0].Outcome != codes.Speaks {
		t.Errorf("a spray under the tongue is not inhaled: %v", d)
	}
	for _, text := range []string{"moxifloxacin eye drops", "Moxifloxacin Ophthalmic Solution"} {
		if d := x.Drugs(text); len(d) != 1 || d[0].Outcome != codes.Harmless {
			t.Errorf("%q: got %v, want harmless", text, d)
		}
	}
}

// A class is not harmless because its own row is, where a drug of it may be one that speaks.
func TestClassAboveOneThatSpeaks(t *testing.T) {
	x := newTables(t)
	for _, code := range []string{"A", "B", "B01", "B01A", "A10", "c05"} {
		if m := x.ATC(code); m.Outcome != codes.Unknown {
			t.Errorf("%q: %v, want unknown", code, m)
		}
	}
}

// A name is no ATC code, though the class of its first letter is harmless.
func TestWhatIsNoATCCodeIsUnknown(t *testing.T) {
	x := newTables(t)
	for _, code := range []string{"apixaban", "AB", "A1", "B01AF0", "B01AF022", "", " A02", "A02-A03"} {
		if m := x.ATC(code); m.Outcome != codes.Unknown {
			t.Errorf("%q: %v, want unknown", code, m)
		}
	}
	for _, code := range []string{"B03A", "A02", "b01af02", "B01AF"} {
		if m := x.ATC(code); m.Outcome == codes.Unknown {
			t.Errorf("%q: unknown", code)
		}
	}
}

// A guess at what was typed never says that there is nothing to ask.
func TestMisspeltNameIsNeverHarmless(t *testing.T) {
	x := newTables(t)
	if d := x.Drugs("paracetamol"); len(d) != 1 || d[0].Outcome != codes.Harmless {
		t.Errorf("as it is written: %v", d)
	}
	if d := x.Drugs("paracetamil"); len(d) != 1 || d[0].Outcome != codes.Unknown || d[0].Exact {
		t.Errorf("misspelt: %v", d)
	}
}

// A drug that its piece of the text denies is asked of, and one behind it proposed.
func TestDeniedDrugsOnlyAsk(t *testing.T) {
	x := newTables(t)
	for _, tt := range []struct{ text, want string }{
		{"No warfarin", "warfarin?"},
		{"not on Marcumar", "phenprocoumon?"},
		{"denies aspirin; takes Eliquis", "acetylsalicylic acid? apixaban!"},
		{"no allergies, warfarin 5 mg", "warfarin!"},
		{"warfarin, no side effects", "warfarin!"},
	} {
		var got []string
		for _, d := range x.Drugs(tt.text) {
			mark := "?"
			if slices.ContainsFunc(d.Rows, func(r codes.Row) bool { return r.Proposes }) {
				mark = "!"
			}
			got = append(got, d.Ingredient+mark)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestRxNormNeedsTheIngredients(t *testing.T) {
	x := newTables(t)
	if d := x.RxNorm("1991302", nil); len(d) != 1 || d[0].Ingredient != "semaglutide" {
		t.Errorf("an ingredient: %v", d)
	}
	if d := x.RxNorm("999", nil); d != nil {
		t.Errorf("a pack without ingredients: %v", d)
	}
	if d := x.RxNorm("999", func(string) []string { return []string{"1991302"} }); len(d) != 1 {
		t.Errorf("a pack: %v", d)
	}
}
