package column_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/examples/internal/column"
)

func TestWrap(t *testing.T) {
	got := column.Wrap("one two  three incomprehensibilities four", 9)
	if diff := cmp.Diff([]string{"one two", "three", "incomprehensibilities", "four"}, got); diff != "" {
		t.Errorf("Wrap mismatch (-want +got):\n%s", diff)
	}
}
