package screening_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
)

func TestFactsOfOtherPackages(t *testing.T) {
	tests := []struct{ name, when, want string }{
		{"after a massage", "post.quality == dull_ache", "post.quality is no fact of these rules; facts post.* belong to rules under triage/, causes/ and advice/"},
		{"of a course", "disc.present && course.number > 3", "course.number is no fact of these rules; facts course.* belong to rules under triage/, causes/ and advice/"},
		{"of a plan", "plan.minutes > 60", "plan.minutes is no fact of these rules; facts plan.* belong to rules under plan/"},
		{"of a step", "!step.heat", "step.heat is no fact of these rules; facts step.* belong to rules under plan/"},
		{"of a technique", "technique.stretch", "technique.stretch is no fact of these rules; facts technique.* belong to rules under match/ and plan/"},
		{"of a visit", "visit.needs_care", "visit.needs_care is no fact of these rules; facts visit.* belong to rules under match/ and plan/"},
		{"of nobody", "postal.code == none", "unknown fact postal.code"},
		{"mistyped", "disc.presnt", "unknown fact disc.presnt (did you mean disc.present?)"},
	}
	file := "define:\n"
	for i, tt := range tests {
		file += fmt.Sprintf("  own.test%d: %q\n", i, tt.when)
	}
	_, err := screening.New(screening.WithOverlay(fstest.MapFS{"a.yaml": {Data: []byte(file)}}))
	if err == nil {
		t.Fatal("New error is nil")
	}
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, got, _ := strings.Cut(err.Error(), fmt.Sprintf("own.test%d: ", i))
			got, _, _ = strings.Cut(got, "\n")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("New error mismatch (-want +got):\n%s", diff)
			}
		})
	}
}
