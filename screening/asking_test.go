package screening_test

import (
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// N-IC06: the question names no limit that may turn out not to hold, and of several places the
// firmest work: who agrees to less than is done has agreed to nothing.
func TestQuestionNamesWhatHolds(t *testing.T) {
	s, w := newScreener(t), newWords(t)
	thinner := screening.Intake{Regions: []body.Region{body.BackAll}}
	thinner.Client.Age, thinner.Med.Anticoagulant = answer.Known(71), answer.Known(intake.AnticoagulantWarfarin)
	due := healthy(s)
	due.Regions, due.Cards[intake.CardPregnancyNow] = []body.Region{body.BackAll}, intake.CardAnswer{}
	due.Client.Age = answer.Known(32)
	due.Preg = intake.Preg{Status: answer.Known(intake.PregnancyPregnant), Weeks: answer.Known(31)}
	due.Session.Reason = answer.Known(intake.ReasonRelaxation)
	nothing := screening.Intake{Regions: []body.Region{body.BackAll}}
	for _, tt := range []struct {
		name, condition, want string
		in                    screening.Intake
	}{
		{"while all else is open", "blood thinner", "Light massage of the back, at most grade 2 of 5 (skin moves, muscle does not), with a blood thinner: any reason against it? Anything to leave out?", thinner},
		{"where places differ", "pregnancy", "Massage of the back, at most grade 3 of 5 (muscle moves, as in slow kneading), not lying face down or flat on the back, with a pregnancy: any reason against it? Anything to leave out?", due},
		{"while nothing is known", "blood thinner", "Massage of the back, with a blood thinner: any reason against it? Anything to leave out?", nothing},
	} {
		d, err := s.Screen(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.AskClinician(d, tt.condition); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// What is to be found out first is said in sentences.
func TestFindOutFirstIsSaidInSentences(t *testing.T) {
	s, w := newScreener(t), newWords(t)
	in := aDisc(s)
	in.Regions = []body.Region{body.Lumbar}
	in.Disc.Direction, in.Disc.CanalFree = answer.UnsureOf[intake.Direction](), answer.Unsure
	d, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(w.Clearance(d), "\n")
	want := "Find out first: Where does the report say that the disc points? Not sure. Does a newer report say that the canal and the nerves' sac are free? Not sure. " +
		"Not sure counts as a maybe here: imaging is often not at hand."
	if !strings.Contains(got, want) {
		t.Errorf("not said in sentences: %s", got)
	}
}
