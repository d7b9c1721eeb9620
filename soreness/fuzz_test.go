package soreness_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

// Whatever the bytes: a course that is read without a problem is written as what was read, can be
// triaged, and says the same twice; any other is refused by a document.Error.
func FuzzDecodeCourse(f *testing.F) {
	tr := built()
	for seed := range uint64(20) {
		data, err := json.Marshal(drawCourse(seed))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range []string{
		`{}`, `[]`, `{"sessions": [{}]}`, `{"sessions": [{"days_ago": 1, "report": {"site": "calf"}}, {"days_ago": 1}], "report": {"hours_since": 1, "nrs": 0, "quality": ["none"]}}`,
		`{"sessions": [{"days_ago": 1, "violations": [], "plan": null, "report": null}], "report": {"quality": "unsure", "bruise_cm": 0.0000001}, "own": {}}`,
	} {
		f.Add([]byte(text))
	}
	in := wellToday()
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := tr.DecodeCourse(data)
		if err != nil {
			var all *document.Error
			if !errors.As(err, &all) || len(all.Problems) == 0 {
				t.Fatalf("%v is no document.Error", err)
			}
			return
		}
		written, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := tr.DecodeCourse(written)
		if err != nil {
			t.Fatalf("%v; of %s", err, written)
		}
		again, err := json.Marshal(back)
		if err != nil || string(again) != string(written) {
			t.Fatalf("%s became %s: %v", written, again, err)
		}
		one, err := tr.Triage(in, c)
		if err != nil {
			t.Fatalf("%v; of %s", err, written)
		}
		two, err := tr.Triage(in, back)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(text(one), text(two)); diff != "" {
			t.Fatal(diff)
		}
		if fault := reassures(one); fault != "" {
			t.Fatalf("%s: %s", fault, written)
		}
	})
}
