package screening_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// N-IS03: what is decided of the whole never depends on a side. Beside it a side is never stricter,
// and narrows no urgency, no position but lying on the side, and nothing of spine, neck, belly and head.
func TestSidesNarrowNothingElse(t *testing.T) {
	t.Parallel()
	s := newScreener(t)
	d := newDrawer(t, s)
	var sides []string
	sided := map[body.Region]bool{}
	for _, r := range s.Rules().Rules() {
		if r.Side != "" && !slices.Contains(sides, r.Side) {
			sides = append(sides, r.Side)
		}
	}
	for _, p := range s.Rules().Schema().Places {
		sided[body.Region(p.Name)] = p.Sided
	}
	narrower := 0
	for seed := range uint64(draws.Of(t, 500)) {
		r := rand.New(rand.NewPCG(seed, 17))
		in := d.intake(t, seed%97)
		in.Regions = drawRegions(seed)
		if err := s.Clear(&in, sides...); err != nil {
			t.Fatal(err)
		}
		whole, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		if len(whole.Sides) > 0 {
			t.Fatalf("seed %d: sides %v of nobody who has told one", seed, whole.Sides)
		}
		for _, fact := range sides {
			// A side of what was not told is refused, and then stays open.
			_ = s.Set(&in, fact, answer.Value([]string{"left", "right", "both"}[r.IntN(3)]))
		}
		got, err := s.Screen(in)
		if err != nil {
			continue // what it hangs on is denied elsewhere
		}
		same := cmp.Options{
			cmpopts.IgnoreFields(screening.Decision{}, "Sides", "Answers"),
			cmpopts.IgnoreFields(screening.Finding{}, "Side", "Facts"),
		}
		if diff := cmp.Diff(whole, got, same); diff != "" {
			t.Fatalf("seed %d: sides change what is decided of the whole (-without +with):\n%s", seed, diff)
		}
		for _, half := range got.Sides {
			for _, rd := range half.Regions {
				narrower++
				before, _ := whole.For(rd.Region)
				other := func(p string) bool { return p == "side_lying" }
				now, was := slices.Clone(rd.Limits.AvoidPositions), slices.Clone(before.Limits.AvoidPositions)
				if now, was = slices.DeleteFunc(now, other), slices.DeleteFunc(was, other); !sided[rd.Region] && !slices.Equal(now, was) ||
					slices.ContainsFunc(now, func(p string) bool { return !slices.Contains(was, p) }) {
					t.Errorf("seed %d: %s on the %s: positions %v, of the whole %v", seed, rd.Region, half.Side, now, was)
				}
				if rd.Floor > before.Floor || rd.Ceiling > before.Ceiling || !sided[rd.Region] && (rd.Floor != before.Floor || rd.Ceiling != before.Ceiling) {
					t.Errorf("seed %d: %s on the %s is %v to %v, as a whole %v to %v", seed, rd.Region, half.Side, rd.Floor, rd.Ceiling, before.Floor, before.Ceiling)
				}
				if slices.Contains(was, "prone") != slices.Contains(now, "prone") {
					t.Errorf("seed %d: %s on the %s: lying face down is %v, of the whole %v", seed, rd.Region, half.Side, now, was)
				}
			}
		}
	}
	if narrower == 0 {
		t.Error("no side is decided otherwise")
	}
}

// Not sure and not asked are both sides, and one side leaves the other as it would be without.
func TestAnArmOfOneSide(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Regions = []body.Region{body.Arm, body.Scapular}
	in.Cards[intake.CardSkinAndHealth] = intake.CardAnswer{Ticked: []intake.Line{intake.LineAttached}}
	for _, x := range [][]string{{"dev.attached", "arm_line"}, {"dev.attached_at", "arm"}, {"med.hormone_gel", "no"}, {"med.patch", "no"}} {
		if err := s.SetText(&in, x[0], x[1:]...); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ side, left, right string }{
		{"", "withhold", "withhold"}, {"unsure", "withhold", "withhold"}, {"both", "withhold", "withhold"},
		{"left", "withhold", "adapt"}, {"right", "adapt", "withhold"},
	} {
		next := in
		if c.side != "" {
			if err := s.SetText(&next, "dev.attached_side", c.side); err != nil {
				t.Fatal(err)
			}
		}
		d, err := s.Screen(next)
		if err != nil {
			t.Fatal(err)
		}
		left, _ := d.On(body.Left, body.Arm)
		right, _ := d.On(body.Right, body.Arm)
		whole, _ := d.For(body.Arm)
		if got := []string{left.Disposition.String(), right.Disposition.String(), whole.Disposition.String()}; !slices.Equal(got, []string{c.left, c.right, "withhold"}) {
			t.Errorf("%q: left, right and whole are %v", c.side, got)
		}
		if _, requested := d.On(body.Left, body.Calf); requested {
			t.Error("the calf was not requested")
		}
	}
}
