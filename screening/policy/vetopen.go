package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
	"github.com/safehands/safehands/screening/policy/lists"
)

// compareWeaker proves of the rules that are not the same that the other set makes up for them
// while answers are missing or unsure, and under any clearance. What it cannot prove, and no client
// shows, stands under Unproved: whole intakes say nothing of it.
func (c *comparing) compareWeaker() {
	networks := [2]*logic.Network{c.network(0), c.network(1)}
	for side, s := range c.sets {
		twins := make([]int32, len(s.rules))
		for r := range twins {
			twins[r] = c.twin(side, r)
		}
		weak := logic.Weaker(networks[side], networks[1-side], twins, proofBudget)
		for r := range s.rules {
			if c.same(side, r) || !slices.Contains(weak, int32(r)) && !c.limitsOpen(side, r) ||
				c.shown(side, s.rules[r].ID) {
				continue
			}
			text := "whether " + s.rules[r].ID +
				" is made up for while an answer is missing or unsure, or under a clearance"
			c.out.Unproved = lists.Add(c.out.Unproved, text)
		}
	}
}

// shown reports whether a client shows what the loss of a rule of the side does.
func (c *comparing) shown(side int, id string) bool {
	kinds := [2][]DifferenceKind{{NewlyAllowed, Milder}, {NewlyDecided, NewlyRefused, Stricter, NewlyUndecided}}[side]
	return slices.ContainsFunc(c.out.Differences, func(d Difference) bool {
		return d.Rule == id && slices.Contains(kinds, d.Kind)
	})
}

// twin is the rule of the same name in the other set, or -1.
func (c *comparing) twin(side, r int) int32 {
	if q, ok := c.sets[1-side].ruleIndex[c.sets[side].rules[r].ID]; ok {
		return int32(q)
	}
	return -1
}

// limitsOpen reports whether a limit of the rule may be missing or wider in the other set, where
// the rule holds or, if that counts for anything, may hold.
func (c *comparing) limitsOpen(side, r int) bool {
	s, o := c.sets[side], c.sets[1-side]
	rule := &s.rules[r]
	covered := func(where, by []logic.Cube) bool {
		return logic.Covered(c.vars, where, c.cubes(1-side, by), proofBudget)
	}
	for i := range rule.Limits {
		if s.schema.Limits[rule.Limits[i].limit].Kind == Note {
			continue // words
		}
		for _, one := range rule.Limits[i].parts() {
			for p := range s.places.base {
				where := c.cubes(side, s.limitCubes(r, &one, p))
				if len(where) == 0 {
					continue
				}
				family, counting := o.limitFamily(&one, p, int(c.twin(side, r)))
				if !covered(where, family) || rule.unsureLevel > 0 && !covered(where, counting) {
					return true
				}
			}
		}
	}
	return false
}

// network is that of one set over the common variables.
func (c *common) network(side int) *logic.Network {
	s := c.sets[side]
	rules := slices.Clone(s.network.Rules)
	for i := range rules {
		rules[i].Cubes = c.cubes(side, rules[i].Cubes)
		rules[i].At = slices.Clone(rules[i].At)
		for p, v := range rules[i].At {
			if v >= 0 {
				rules[i].At[p] = c.literal(side, logic.Literal{Var: v, Cells: 2}).Var
			}
		}
	}
	return logic.New(s.network.Config, c.vars, rules)
}
