package screening_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

func ExampleDecision_Areas() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	two, three := 2, 3
	treated := func(r body.Region, pressure *int) screening.RegionDecision {
		return screening.RegionDecision{
			Region: r, Disposition: screening.Adapt, Floor: screening.Adapt, Ceiling: screening.Adapt,
			Limits: screening.Limits{Pressure: pressure, AvoidHeat: true},
		}
	}
	d := screening.Decision{Disposition: screening.Adapt, Regions: []screening.RegionDecision{
		treated(body.Scapular, &three), treated(body.LumbarParaspinal, &two), treated(body.Sacral, &two), treated(body.Tailbone, &two),
		{Region: body.Calf, Disposition: screening.Withhold, Floor: screening.Withhold, Ceiling: screening.Withhold},
	}}
	areas, shared := d.Areas(w)
	fmt.Println("everywhere:", w.SayLimits(shared))
	for _, a := range areas {
		fmt.Printf("%s %v %q\n", a.Disposition, w.Regions(a.Regions), w.SayLimits(a.Limits))
	}
	// Output:
	// everywhere: no heat
	// withhold [calf] ""
	// adapt [shoulder blade] "up to grade 3"
	// adapt [the lower back and the base of the spine] "up to grade 2"
}

func TestLimitWords(t *testing.T) {
	w := newWords(t)
	two, thirty := 2, 30
	limits := w.Limits(screening.Limits{
		Pressure: &two, Minutes: &thirty, AvoidHeat: true, AvoidPositions: []string{"prone"},
		AvoidStrokes: []string{"cupping_stroke", "friction_deep"}, AvoidTechniques: []string{"cupping_massage"},
		Spots: []screening.Spot{{Rule: "a", MarginCM: 5}, {Rule: "b", MarginCM: 2.5}}, Notes: []string{"Begin slowly."},
	})
	want := "up to grade 2; at most 30 minutes; leave out the spots and 2.5 and 5 cm around them; no cupping or deep friction; " +
		"not lying face down; no heat"
	if diff := cmp.Diff(want, w.SayLimits(limits)); diff != "" {
		t.Errorf("SayLimits mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Begin slowly."}, screening.NotesOf(limits)); diff != "" {
		t.Errorf("NotesOf mismatch (-want +got):\n%s", diff)
	}
}

// No limit of a region to be treated is lost on the way into areas: what is shared and what is left
// make up all of it. Regions that are not treated, or of which it is open, lend none.
func TestAreasKeepEveryLimit(t *testing.T) {
	w := newWords(t)
	s := newScreener(t)
	for _, in := range []screening.Intake{
		{},
		{Disc: intake.Disc{Present: answer.Yes, BulgeOnly: answer.Yes}},
		{Regions: []body.Region{body.WholeBody}, Cond: intake.Cond{Hypertension: answer.Yes}},
	} {
		d, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		areas, shared := d.Areas(w)
		seen := 0
		for _, a := range areas {
			for _, r := range a.Regions {
				seen++
				rd, ok := d.For(r)
				want := w.Limits(rd.Limits)
				if rd.Floor != rd.Ceiling || rd.Disposition == screening.Clarify || rd.Disposition.AtLeast(screening.Defer) {
					want = nil
				}
				got := a.Limits
				for _, l := range shared {
					if want != nil {
						got = append(got[:len(got):len(got)], l)
					}
				}
				if len(got) != len(want) || !ok || rd.Disposition != a.Disposition {
					t.Errorf("%s: %v of %v", r, got, want)
				}
			}
		}
		if seen != len(d.Regions) {
			t.Errorf("%d of %d regions", seen, len(d.Regions))
		}
	}
}

func TestWhere(t *testing.T) {
	w := newWords(t)
	area := func(r body.Region, d screening.Disposition, l screening.Limits) screening.RegionDecision {
		return screening.RegionDecision{Region: r, Disposition: d, Floor: d, Ceiling: d, Limits: l}
	}
	one := 1
	for _, tt := range []struct {
		name          string
		d             screening.Decision
		shared        string
		places, notes []string
	}{
		{"one area", screening.Decision{Disposition: screening.Adapt, Regions: []screening.RegionDecision{
			area(body.Hand, screening.Adapt, screening.Limits{Pressure: &one, Notes: []string{"Slowly."}}),
		}}, "Up to grade 1", nil, []string{"Slowly."}},
		{"with a yes", screening.Decision{Disposition: screening.Refer, Regions: []screening.RegionDecision{
			area(body.Hand, screening.Refer, screening.Limits{Pressure: &one}),
		}}, "With a yes, up to grade 1", nil, nil},
		{"two", screening.Decision{Disposition: screening.Adapt, Regions: []screening.RegionDecision{
			area(body.Hand, screening.Adapt, screening.Limits{AvoidHeat: true}),
			area(body.Calf, screening.Defer, screening.Limits{Pressure: &one, Notes: []string{"Not said."}}),
		}}, "Wherever you work, no heat", []string{"Calf: not today", "Hand: go ahead, with care"}, nil},
		{"limits alone tell them apart", screening.Decision{Disposition: screening.Adapt, Regions: []screening.RegionDecision{
			area(body.Hand, screening.Adapt, screening.Limits{AvoidHeat: true}),
			area(body.Calf, screening.Adapt, screening.Limits{}),
		}}, "", []string{"Hand: no heat", "Calf: no further limit"}, nil},
	} {
		shared, places, notes := w.Where(tt.d)
		if diff := cmp.Diff([]any{tt.shared, tt.places, tt.notes}, []any{shared, places, notes}); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}
