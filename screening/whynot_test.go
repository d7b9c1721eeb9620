package screening_test

import (
	"fmt"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// The article withholds a back massage from a disc that points into the canal: what that hangs on.
func TestWhyNot(t *testing.T) {
	s := loaded(t)
	in := screening.Intake{
		Regions: []body.Region{body.LumbarParaspinal},
		Client:  intake.Client{Age: answer.Known(40)},
		Disc:    intake.Disc{Present: answer.Yes, Direction: answer.Known(intake.DirectionCentral), CanalFree: answer.No},
	}
	d, err := s.Screen(in)
	if err != nil || d.Floor != screening.Withhold {
		t.Fatalf("%s, %v", d.Floor, err)
	}
	changes, exact, err := s.WhyNot(in, screening.Refer, screening.UrgencyRoutine)
	if err != nil || !exact || len(changes) != 1 {
		t.Fatalf("%v, exact %t, %v", changes, exact, err)
	}
	if changes[0].Fact == "disc.present" { // its details fall away with it
		in.Disc = intake.Disc{}
	}
	if err := s.Set(&in, changes[0].Fact, changes[0].Now); err != nil {
		t.Fatal(err)
	}
	if d, err = s.Screen(in); err != nil || d.Floor == screening.Withhold {
		t.Errorf("with %s it is %s, %v", fmt.Sprint(changes), d.Floor, err)
	}
	if changes, _, err = s.WhyNot(in, screening.Refer, screening.UrgencyRoutine); err != nil || changes != nil {
		t.Errorf("reached, it says %v, %v", changes, err)
	}
}
