package wording

import (
	"fmt"
	"testing"
)

func ExampleFaults() {
	fmt.Println(Faults("The soreness comes from lactic acid."))
	fmt.Println(Faults("It is not a matter of toxins.", "not a matter of toxins"))
	fmt.Println(Faults("This is a herniated disc."))
	fmt.Println(QuestionFaults("Do you have a herniated disc?"))
	// Output:
	// [says lactic acid: "lactic"]
	// []
	// [says a diagnosis as fact: "This is a herniated disc"]
	// []
}

// Every pattern finds its own example, and what denies nothing of it is left alone.
func TestPatterns(t *testing.T) {
	for _, p := range patterns {
		if found := Faults(p.example); len(found) == 0 || found[0].What != p.what {
			t.Errorf("%s: %q is found as %v", p.what, p.example, found)
		}
		if asked := QuestionFaults(p.example); p.asserted == (len(asked) > 0) {
			t.Errorf("%s: asked, %q is found as %v", p.what, p.example, asked)
		}
	}
	for _, text := range []string{
		"Move gently, keep warm if that feels good, and it should ease within three days.",
		"The pain may reflect an unaccustomed load on soft tissue.",
		"Ask your clinician about exercise and physiotherapy.",
	} {
		if found := Faults(text); len(found) > 0 {
			t.Errorf("%q: %v", text, found)
		}
	}
}

// Spanish is read for the same things as English, and each pattern finds its own example.
func TestSpanishPatterns(t *testing.T) {
	if len(spanish) != len(patterns) {
		t.Fatalf("%d patterns in Spanish, %d in English", len(spanish), len(patterns))
	}
	for i, p := range spanish {
		if p.what != patterns[i].what || p.asserted != patterns[i].asserted {
			t.Errorf("%s stands where English has %s", p.what, patterns[i].what)
		}
		if found := SpanishFaults(p.example); len(found) == 0 || found[0].What != p.what {
			t.Errorf("%s: %q is found as %v", p.what, p.example, found)
		}
		if asked := SpanishQuestionFaults(p.example); p.asserted == (len(asked) > 0) {
			t.Errorf("%s: asked, %q is found as %v", p.what, p.example, asked)
		}
	}
	for _, text := range []string{
		"Siga moviéndose con suavidad; debe aliviarse en tres días.",
		"Pregunte a su médico por el ejercicio y la fisioterapia.",
	} {
		if found := SpanishFaults(text); len(found) > 0 {
			t.Errorf("%q: %v", text, found)
		}
	}
}

func ExampleSpanishFaults() {
	fmt.Println(SpanishFaults("El dolor viene del ácido láctico."))
	// Output: [says lactic acid: "láctic"]
}
