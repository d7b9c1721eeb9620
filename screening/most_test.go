package screening_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// names returns so many well-formed names.
func names(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("name_%d", i)
	}
	return out
}

// A list that is longer than anything a client can have is refused as a whole, in Go and in JSON.
func TestTooMany(t *testing.T) {
	s := ownScreener(t)
	of := func(change func(*screening.Clearance)) []screening.Clearance {
		c := screening.Clearance{Covers: []string{"spine.disc"}, By: "GP"}
		change(&c)
		return []screening.Clearance{c}
	}
	regions := slices.Repeat([]body.Region{body.Hand}, len(body.All())+1)
	tooMany := fmt.Sprintf("regions: has %d regions, at most %d", len(regions), len(body.All()))
	lines := slices.Repeat([]intake.Line{intake.LineChestPain}, 11)
	values := names(42)
	for _, tt := range []struct {
		name, want string
		in         screening.Intake
		clearance  []screening.Clearance
	}{
		{name: "clearances", want: "clearance: has 101 clearances, at most 100", clearance: slices.Repeat(of(func(*screening.Clearance) {}), 101)},
		{name: "rules", want: "clearance[0].covers: has 1,001 rules, at most 1,000", clearance: of(func(c *screening.Clearance) { c.Covers = names(1001) })},
		{name: "techniques", want: "clearance[0].techniques: has 1,001 techniques, at most 1,000", clearance: of(func(c *screening.Clearance) { c.Techniques = names(1001) })},
		{name: "strokes", want: "clearance[0].strokes: has 1,001 strokes, at most 1,000", clearance: of(func(c *screening.Clearance) { c.Strokes = names(1001) })},
		{name: "characters", want: "clearance[0].by: has 201 characters, at most 200", clearance: of(func(c *screening.Clearance) { c.By = strings.Repeat("é", 201) })},
		{name: "regions of a clearance", want: "clearance[0]." + tooMany, clearance: of(func(c *screening.Clearance) { c.Regions = regions })},
		{name: "regions", want: tooMany, in: screening.Intake{Regions: regions}},
		{name: "ticks", want: "cards.emergency_now.ticked: has 11 lines, at most 10",
			in: screening.Intake{Cards: intake.Cards{intake.CardEmergencyNow: {Ticked: lines}}}},
		{name: "unsure lines", want: "cards.emergency_now.unsure: has 11 lines, at most 10",
			in: screening.Intake{Cards: intake.Cards{intake.CardEmergencyNow: {Unsure: lines}}}},
		{name: "open lines", want: "cards.emergency_now.open: has 11 lines, at most 10",
			in: screening.Intake{Cards: intake.Cards{intake.CardEmergencyNow: {Open: lines}}}},
		{name: "values", want: `own["clinic.tattoo_at"]: has 42 values, at most 5`,
			in: screening.Intake{
				Own: answer.Own{"clinic.tattoo": answer.Of(answer.Yes), "clinic.tattoo_at": answer.Values(values...)},
			}},
	} {
		_, err := s.Screen(tt.in, tt.clearance...)
		if err == nil {
			t.Errorf("%s: Screen takes it", tt.name)
		} else if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("%s: Screen mismatch (-want +got):\n%s", tt.name, diff)
		}
		if _, err := s.Questions(tt.in, tt.clearance...); err == nil || err.Error() != tt.want {
			t.Errorf("%s: Questions: %v", tt.name, err)
		}
		written, err := json.Marshal(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if len(tt.clearance) == 0 {
			_, err = s.DecodeIntake(written)
		} else {
			_, err = readClearance(s, marshal(t, tt.clearance))
		}
		want := strings.TrimPrefix(strings.TrimPrefix(tt.want, "clearance"), ": ")
		if err == nil {
			t.Errorf("%s: it is read", tt.name)
		} else if diff := cmp.Diff(want, err.Error()); diff != "" {
			t.Errorf("%s: reading mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

// As many as there may be are taken.
func TestAsManyAsThereMayBe(t *testing.T) {
	s := newScreener(t)
	c := screening.Clearance{
		Covers: []string{"spine.disc"}, DaysAgo: 4000, By: strings.Repeat("é", screening.MaxBy),
		Techniques: names(screening.MaxAgreed), Strokes: names(screening.MaxAgreed),
		Regions: body.All(),
	}
	all := slices.Repeat([]screening.Clearance{c}, screening.MaxClearances)
	in := screening.Intake{Regions: body.All()}
	if _, err := s.Screen(in, all...); err != nil {
		t.Error(err)
	}
	if _, err := s.DecodeIntake([]byte(marshal(t, in))); err != nil {
		t.Error(err)
	}
	got, err := readClearance(s, marshal(t, []screening.Clearance{c}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]screening.Clearance{c}, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

// Of very many faults, some are named and the others counted, the same ones every time.
func TestVeryManyFaults(t *testing.T) {
	s := newScreener(t)
	in := screening.Intake{Cards: intake.Cards{}, Own: answer.Own{}}
	for _, name := range names(5000) {
		in.Cards[intake.Card(name)] = intake.CardAnswer{}
		in.Own[name] = answer.Of(answer.Yes)
	}
	clearance := slices.Repeat([]screening.Clearance{{Covers: names(screening.MaxCovers), By: "GP"}},
		screening.MaxClearances)
	_, first := s.Screen(in, clearance...)
	_, second := s.Screen(in, clearance...)
	if first == nil || second == nil {
		t.Fatal("Screen takes it")
	}
	if diff := cmp.Diff(first.Error(), second.Error()); diff != "" {
		t.Errorf("not the same (-first +second):\n%s", diff)
	}
	lines := strings.Split(first.Error(), "\n")
	if len(lines) != 101 || lines[100] != "and 109,900 more problems" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

// A name without an end is not shown as a whole.
func TestLongNamesAreCut(t *testing.T) {
	s := newScreener(t)
	long := strings.Repeat("n", 100_000)
	in := screening.Intake{
		Cards: intake.Cards{intake.Card(long): {}, intake.CardLook: {Ticked: []intake.Line{intake.Line(long)}}},
		Own:   answer.Own{long: answer.Of(answer.Yes)},
	}
	_, err := s.Screen(in, screening.Clearance{Covers: []string{long}, By: long})
	if err == nil || len(err.Error()) > 1000 || strings.Count(err.Error(), "\n") != 3 {
		t.Errorf("%.2000s", err)
	}
	for _, data := range []string{
		`{"` + long + `": 1, "own": {"` + long + `": 2}, "cards": {"` + long + `": 3, "look": {"ticked": ["` + long + `"]}}, "disc": {"` + long + `": 4}}`,
		`{"regions": ["` + long + `"], "client": {"age": "` + long + `"}, "disc": {"direction": "` + long + `"}, "skin": {"abscess_at": ["` + long + `"]}}`,
		`{"client": {"age": ` + strings.Repeat("9", 100_000) + `}, "vitals": {"temp_c": ` + strings.Repeat("9", 100_000) + `}}`,
	} {
		if _, err := s.DecodeIntake([]byte(data)); err == nil || len(err.Error()) > 2000 {
			t.Errorf("%.4000s", err)
		}
	}
	clearance := `[{"covers": ["` + long + `"], "by": "GP", "days_ago": 1, "techniques": ["` +
		long + `", "` + long + `", "1` + long + `"], "regions": ["` + long + `"]}]`
	if _, err := readClearance(s, clearance); err == nil || len(err.Error()) > 2000 {
		t.Errorf("%.4000s", err)
	}
}
