package answer_test

import (
	"testing"

	"github.com/safehands/safehands/screening/answer"
)

type grade uint8

func TestNames(t *testing.T) {
	names := []string{"low", "high"}
	if got := answer.NameOf(names, "Grade", grade(1)); got != "high" {
		t.Errorf("NameOf = %q, want high", got)
	}
	if got := answer.NameOf(names, "Grade", grade(9)); got != "Grade(9)" {
		t.Errorf("NameOf = %q, want Grade(9)", got)
	}
	if text, err := answer.MarshalName(names, "Grade", grade(0)); string(text) != "low" || err != nil {
		t.Errorf("MarshalName = %q, %v", text, err)
	}
	if _, err := answer.MarshalName(names, "Grade", grade(9)); err == nil || err.Error() != "Grade(9) has no name" {
		t.Errorf("MarshalName error = %v", err)
	}
	g := grade(1)
	if err := answer.UnmarshalName(names, "grade", []byte("Low"), &g); err == nil || err.Error() != `"Low" is not a grade` || g != 1 {
		t.Errorf("UnmarshalName error = %v, leaves %d", err, g)
	}
	if err := answer.UnmarshalName(names, "grade", []byte("low"), &g); err != nil || g != 0 {
		t.Errorf("UnmarshalName = %d, %v", g, err)
	}
}
