package screening

import (
	"cmp"
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
	// belly have no half; they stand here where only lying on this side differs, which every
	// region's limits leave out or not.
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
func (s *Screener) sides(e *policy.Evaluation, whole []RegionDecision) (out []SideDecision, inexact bool) {
	outcomes := e.Outcomes()
	for _, side := range body.Sides() {
		h := e.On(string(side))
		if h == nil || !h.Other() {
			continue
		}
		inexact = inexact || h.Inexact()
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
	return out, inexact
}

// half is the decision for a region, or for one side of it.
type half struct {
	side body.Side // none: the whole
	RegionDecision
}

// halves are the requested regions as they are told: one that is decided alike on both sides as a
// whole. How the client may lie is told of the whole person, and tells no region apart; where one
// side alone is barred, it is named.
func (d Decision) halves() []half {
	out := make([]half, 0, len(d.Regions))
	for _, whole := range d.Regions {
		if len(d.Sides) == 0 {
			out = append(out, half{"", whole})
			continue
		}
		left, _ := d.On(body.Left, whole.Region)
		right, _ := d.On(body.Right, whole.Region)
		lying := lyingOn(left.Limits, right.Limits)
		left.Limits.AvoidPositions = lain(left.Limits.AvoidPositions, lying)
		right.Limits.AvoidPositions = lain(right.Limits.AvoidPositions, lying)
		if left.equal(&right) {
			out = append(out, half{"", left})
			continue
		}
		out = append(out, half{body.Left, left}, half{body.Right, right})
	}
	return out
}

// lyingOn is how lying on the side is named that the limits of both sides leave out, or nothing.
func lyingOn(left, right Limits) string {
	l, r := slices.Contains(left.AvoidPositions, sideLying), slices.Contains(right.AvoidPositions, sideLying)
	switch {
	case l && r:
		return sideLying
	case l:
		return sideLying + "_" + string(body.Left)
	case r:
		return sideLying + "_" + string(body.Right)
	}
	return ""
}

// lain puts the name of lying on the side in its place among positions.
func lain(positions []string, lying string) []string {
	if lying == sideLying || lying == "" && !slices.Contains(positions, sideLying) {
		return positions
	}
	out := slices.DeleteFunc(slices.Clone(positions), func(name string) bool { return name == sideLying })
	if lying == "" {
		return out
	}
	at := slices.IndexFunc(out, func(name string) bool { return name == "semi_reclined" || name == "seated" })
	if at < 0 {
		at = len(out)
	}
	return slices.Insert(out, at, lying)
}

// halfNames names regions and sides of them.
func (w Words) halfNames(halves []half) []string {
	var a Area
	for i, h := range halves {
		switch {
		case h.side == body.Left && i+1 < len(halves) && halves[i+1].Region == h.Region:
			a.add(half{"", h.RegionDecision}) // both sides are named, one behind the other
		case h.side == body.Right && i > 0 && halves[i-1].Region == h.Region:
		default:
			a.add(h)
		}
	}
	return w.sides(a.Regions, a.Left, a.Right)
}

// sidedRule is what one side of a rule would free of it: regions, and lying on the other side.
type sidedRule struct {
	fact    string
	sided   map[body.Region]bool // the regions that have sides
	limited map[body.Region]bool // those of its limits that name some
	lying   bool
}

// sidedRules are the rules of a set that are meant for a side, by id.
func sidedRules(set *policy.Set) map[string]sidedRule {
	out := map[string]sidedRule{}
	for _, r := range set.Rules() {
		if r.Side == "" {
			continue
		}
		x := sidedRule{r.Side, map[body.Region]bool{}, map[body.Region]bool{}, false}
		for _, p := range set.Schema().Places {
			x.sided[body.Region(p.Name)] = p.Sided
		}
		for _, l := range r.Limits {
			x.lying = x.lying || slices.Contains(l.Values, sideLying)
			for _, name := range l.Regions {
				for _, part := range body.Region(name).Parts() {
					x.limited[part] = x.sided[part]
				}
			}
		}
		out[r.ID] = x
	}
	return out
}

// AskSide returns the questions about a side that would free something of what is requested: a
// region of the other side, or lying on it. They are open, and decide nothing by themselves.
func (w Words) AskSide(d Decision, questions []Question) []Asked {
	var out []Asked
	frees := func(f Finding) bool {
		x := w.sided[f.Rule]
		return x.lying || slices.ContainsFunc(d.Regions, func(rd RegionDecision) bool {
			reached := func(name string) bool {
				return name != string(body.WholeBody) && slices.Contains(body.Region(name).Parts(), rd.Region)
			}
			return x.limited[rd.Region] || x.sided[rd.Region] && slices.ContainsFunc(f.Regions, reached)
		})
	}
	for _, q := range questions {
		if len(q.After) == 0 && slices.ContainsFunc(d.Findings, func(f Finding) bool {
			return w.sided[f.Rule].fact == q.Fact && frees(f)
		}) {
			out = append(out, w.AskOne(q))
		}
	}
	return out
}

// sides names regions, and those of which one side alone is meant.
func (w Words) sides(whole, left, right []body.Region) []string {
	out := w.Regions(whole)
	for _, x := range []struct {
		word    string
		regions []body.Region
	}{{"region.left", left}, {"region.right", right}} {
		for _, name := range w.Regions(x.regions) {
			out = append(out, w.Say(x.word, "region", name))
		}
	}
	return out
}

// equal reports whether both say the same.
func (r *RegionDecision) equal(other *RegionDecision) bool {
	return r.Region == other.Region && r.Disposition == other.Disposition &&
		r.Floor == other.Floor && r.Ceiling == other.Ceiling && r.Limits.equal(&other.Limits)
}

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
