package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// compareRest says what the sets have beside their rules and not in common. What a definition or a
// parameter changes counts as a change of what reads it.
func (c *comparing) compareRest() {
	for i := range c.facts {
		x := &c.facts[i]
		switch {
		case x.opaque: // the rules differ
		case x.in[0] < 0:
			c.say(x.fact.Name + " is new")
		case x.in[1] < 0:
			c.say(x.fact.Name + " is gone")
		case c.takenOtherwise(x):
			c.say(x.fact.Name + " is asked or taken otherwise")
		}
	}
	for side, s := range c.sets {
		o := c.sets[1-side]
		for i, x := range s.implications {
			j := slices.IndexFunc(o.implications, func(y Implication) bool { return y.words() == x.words() })
			switch {
			case j < 0:
				c.say([2]string{"gone: ", "new: "}[side] + x.words())
			case side == 0 && !c.sameImplication(i, j):
				c.say("means something else: " + x.words())
			}
		}
		for _, card := range s.cards {
			j := slices.IndexFunc(o.cards, func(y Card) bool { return y.Name == card.Name })
			switch {
			case j < 0:
				c.say("card " + card.Name + [2]string{" is gone", " is new"}[side])
			case side == 0 && !sameLines(card, o.cards[j]):
				c.say("card " + card.Name + " speaks of other facts")
			}
		}
	}
}

func (c *comparing) say(text string) { c.out.Apart = append(c.out.Apart, text) }

// takenOtherwise reports whether an answer to a fact of both sets, or its being missing, means
// something else in the second.
func (c *comparing) takenOtherwise(x *commonFact) bool {
	a, b := &c.sets[0].facts[x.in[0]], &c.sets[1].facts[x.in[1]]
	return a.Volunteered != b.Volunteered || a.Usual != b.Usual || a.AskedIf != b.AskedIf ||
		a.HoldsDays != b.HoldsDays || max(a.Since, 1) != max(b.Since, 1) || a.Widened != b.Widened ||
		a.UnsureRiskier != b.UnsureRiskier ||
		!slices.Equal(valueNames(*a), valueNames(*b)) || a.None != b.None || a.Places != b.Places ||
		a.Unit != b.Unit || a.Least != b.Least || a.Most != b.Most ||
		!c.sameCubes(c.sets[0].guardRaw[x.in[0]], c.sets[1].guardRaw[x.in[1]])
}

func (c *comparing) sameCubes(before, after []logic.Cube) bool {
	return slices.EqualFunc(c.cubes(0, before), c.cubes(1, after), slices.Equal[logic.Cube])
}

// sameImplication reports whether two implications of the same words say the same: what they read
// may be defined otherwise.
func (c *comparing) sameImplication(i, j int) bool {
	of := func(s *Set, implication int) (out []implied) {
		for _, x := range s.implied {
			if x.implication == implication {
				out = append(out, x)
			}
		}
		return out
	}
	return slices.EqualFunc(of(c.sets[0], i), of(c.sets[1], j), func(a, b implied) bool {
		before := logic.Cube{{Var: a.variable, Cells: a.cells}}
		after := logic.Cube{{Var: b.variable, Cells: b.cells}}
		return a.mutual == b.mutual && c.sameCubes(a.raw, b.raw) &&
			c.sameCubes([]logic.Cube{before}, []logic.Cube{after})
	})
}

// sameLines reports whether a card answers the same facts in both sets.
func sameLines(a, b Card) bool {
	sameTerm := a.HoldsDays == b.HoldsDays && a.edition() == b.edition()
	return sameTerm && slices.EqualFunc(a.Lines, b.Lines, func(x, y Line) bool {
		return x.Name == y.Name && slices.Equal(x.Facts, y.Facts)
	})
}
