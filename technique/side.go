package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
)

// Sides of a plan. A step may say on which side it goes, and lying on the side is lying on the left
// or on the right: what the screening decided of that side alone then counts. A step without a side
// goes to both, and lying on the side without one may be either, so that the worst of both counts.

// area is a region, or one side of it.
type area struct {
	region body.Region
	side   body.Side // none: both
}

// areas are the single regions of the step on its side.
func (s *Step) areas() []area {
	side, _ := s.Side.Value()
	var out []area
	for _, r := range s.parts() {
		out = append(out, area{r, side})
	}
	return out
}

// decided are the decisions that a plan is held against, and whether anybody has said where it
// goes. Regions that nobody has named can be any that were requested.
type decided struct {
	all   []*screening.RegionDecision
	named bool
}

// at returns the decisions for areas; of none, those for everything that was requested.
func at(d *screening.Decision, areas []area) decided {
	out := decided{named: len(areas) > 0}
	for i := range d.Regions {
		whole := &d.Regions[i]
		if !out.named {
			out.all = append(out.all, whole)
			continue
		}
		for j, a := range areas {
			if a.region == whole.Region && !slices.Contains(areas[:j], a) {
				out.all = append(out.all, half(d, a.side, whole))
			}
		}
	}
	return out
}

// lying returns the decisions that say how the client may lie, which are those of the side that is
// lain on, and the position as they name it.
func lying(d *screening.Decision, areas []area, position Position) (decided, string) {
	var side body.Side // none: the worst of both
	name := position
	switch position {
	case SideLyingLeft:
		side, name = body.Left, SideLying
	case SideLyingRight:
		side, name = body.Right, SideLying
	}
	lain := slices.Clone(areas) // how one lies is of the whole person, wherever a step goes
	for i := range lain {
		lain[i].side = side
	}
	out := at(d, lain)
	if !out.named {
		for i := range out.all {
			out.all[i] = half(d, side, out.all[i])
		}
	}
	return out, string(name)
}

// half is the decision for a region on a side, or that for the whole where the sides are alike.
func half(d *screening.Decision, side body.Side, whole *screening.RegionDecision) *screening.RegionDecision {
	for i := range d.Sides {
		if d.Sides[i].Side != side {
			continue
		}
		for j := range d.Sides[i].Regions {
			if rd := &d.Sides[i].Regions[j]; rd.Region == whole.Region {
				return rd
			}
		}
	}
	return whole
}

// SideAt returns the one side on which every step that goes to a region works it, or none.
func (p Plan) SideAt(region body.Region) body.Side {
	side, found := body.Side(""), false
	for i := range p.Strokes {
		for _, a := range p.Strokes[i].areas() {
			if a.region != region {
				continue
			}
			if found && a.side != side {
				return ""
			}
			side, found = a.side, true
		}
	}
	return side
}
