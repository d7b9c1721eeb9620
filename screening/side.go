package screening

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// sideLying is the position that is judged for each side: lying on the left, lying on the right.
const sideLying = "side_lying"

// SideDecision is what is decided otherwise for one half of the body.
type SideDecision struct {
	Side body.Side
	// Regions are the requested regions that are decided otherwise there than as a whole. Spine and
	// belly have no half; they stand here where only lying on this side differs, which every region's
	// limits leave out or not.
	Regions []RegionDecision
}

// On returns the decision for a region on a side, and whether the region was requested. Of no side,
// and where the sides are alike, it is that of [Decision.For]. What it leaves out of positions as
// side_lying is lying on that side.
func (d Decision) On(side body.Side, r body.Region) (RegionDecision, bool) {
	for _, s := range d.Sides {
		if s.Side != side {
			continue
		}
		for _, rd := range s.Regions {
			if rd.Region == r {
				return rd, true
			}
		}
	}
	return d.For(r)
}

// sides reads what the rules make of each half, as far as that is not what they make of the whole.
func (s *Screener) sides(e *policy.Evaluation, whole []RegionDecision) []SideDecision {
	var out []SideDecision
	outcomes := e.Outcomes()
	for _, side := range body.Sides() {
		h := e.On(string(side))
		if h == nil || !h.Other() {
			continue
		}
		one := SideDecision{Side: side}
		for i, p := range e.Requested() {
			b := h.Place(p)
			rd := RegionDecision{
				Region: s.regions[p], Disposition: s.shown(b, b.Settled()),
				Floor: dispositionAt(b.Floor), Ceiling: dispositionAt(b.Ceiling),
				Limits: limitsOf(h.Limits(p, outcomes)),
			}
			if !rd.equal(&whole[i]) {
				one.Regions = append(one.Regions, rd)
			}
		}
		if len(one.Regions) > 0 {
			out = append(out, one)
		}
	}
	return out
}

// equal reports whether both say the same.
func (r *RegionDecision) equal(other *RegionDecision) bool { return reflect.DeepEqual(r, other) }

// sideDecisions are written as one object, a member by side with its regions.
type sideDecisions []SideDecision

// MarshalJSON writes the sides in their order.
func (all sideDecisions) MarshalJSON() ([]byte, error) {
	var o document.Object
	for _, s := range all {
		if err := o.Add(string(s.Side), regionDecisions(s.Regions)); err != nil {
			return nil, err
		}
	}
	return o.MarshalJSON()
}

// Read reads sides in their own order.
func (all *sideDecisions) Read(n *document.Node, p *document.Problems) {
	fields := document.Fields{}
	for _, side := range body.Sides() {
		fields[string(side)] = func(n *document.Node) {
			var regions regionDecisions
			regions.Read(n, p)
			*all = append(*all, SideDecision{side, regions})
		}
	}
	n.Fields(p, "sides", fields)
	slices.SortFunc(*all, func(a, b SideDecision) int { return cmp.Compare(a.Side, b.Side) })
}
