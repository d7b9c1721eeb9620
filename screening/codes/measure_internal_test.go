package codes

import (
	"errors"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// What a row of measures cannot mean is said, and not read as nothing: no days would be this visit.
func TestBadMeasures(t *testing.T) {
	const table = "code,relation,test,digits,days\n" +
		"1-1,asks,from 3,1,90\n1-2,ask,from 3,1,90\n1-3,asks,over 3,1,90\n1-4,asks,from three,one,3 months\n"
	l := newLoader(nil)
	l.each(fstest.MapFS{"loinc.csv": {Data: []byte(table)}}, "loinc.csv", l.loincRow)
	const want = `loinc.csv:3: unknown relation "ask"; write asks, proposes, none or panel
loinc.csv:4: "over 3" is no limit; write below, above or from and a number, or found
loinc.csv:5: "one" is no whole number from 0
loinc.csv:5: "3 months" is no whole number from 0
loinc.csv:5: "from three" is no limit; write below, above or from and a number, or found`
	if diff := cmp.Diff(want, fmt.Sprint(errors.Join(l.errs...))); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}
