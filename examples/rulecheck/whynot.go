package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// whyNot says which answers would have to be other ones for a place of the client to come out
// milder: of all places the one that the fewest do it for, which is named where there are others.
func (c *console) whyNot(x client, e *policy.Evaluation) error {
	set := x.part.set
	levels := set.Schema().Levels
	floor, urgency := 0, e.Urgency().Floor
	for _, p := range e.Requested() {
		floor = max(floor, e.Place(p).Floor)
	}
	if floor == 0 && urgency == 0 {
		return nil
	}
	c.println("\nWhy not otherwise")
	var names, texts []string // by target; what reaches a milder one too is told of that one
	for level := floor - 1; level >= -1; level-- {
		target := policy.Target{Level: max(0, level), Urgency: urgency}
		if level < 0 {
			if target.Urgency = 0; urgency == 0 {
				break
			}
		}
		best, exact, where := []policy.Instead(nil), true, ""
		looked := map[string]bool{}
		for _, p := range slices.Clone(e.Requested()) {
			if looked[reaching(e, p)] {
				continue // as the one that was looked at
			}
			looked[reaching(e, p)] = true
			if target.Place = p; e.Place(p).Floor <= target.Level && urgency <= target.Urgency {
				continue
			}
			changes, all, err := set.WhyNot(x.answers, x.request, target)
			if err != nil {
				return err
			}
			exact = exact && all
			if len(changes) > 0 && (best == nil || len(changes) < len(best)) {
				best, where = changes, ""
				if len(e.Requested()) > 1 {
					where = "for " + e.PlaceName(p) + ", "
				}
			}
			if len(best) == 1 {
				break
			}
		}
		name := levels[target.Level].Disposition
		if level < 0 {
			name += ", nobody to be seen"
		}
		text := where + insteadText(set, best, exact)
		if n := len(texts); n > 0 && texts[n-1] == text {
			names[n-1] = name
			continue
		}
		names, texts = append(names, name), append(texts, text)
	}
	for i, name := range names {
		c.hang("  "+name+" ", 4, texts[i])
	}
	return nil
}

// reaching names the rules that hold or may hold at a place.
func reaching(e *policy.Evaluation, place int) string {
	var b strings.Builder
	for _, o := range e.Outcomes() {
		if o.Places>>place&1 == 1 {
			b.WriteString(o.Rule.ID + " ")
		}
	}
	return b.String()
}

func insteadText(set *policy.Set, changes []policy.Instead, exact bool) string {
	var parts []string
	for _, i := range changes {
		parts = append(parts, fmt.Sprintf("%s were %s and not %s",
			set.Facts()[i.Fact].Name, set.Format(i.Fact, i.Now), set.Format(i.Fact, i.Was)))
	}
	switch {
	case len(parts) > 0:
		return "if " + strings.Join(parts, " and ")
	case exact:
		return "no answer that was given keeps it from that alone: something is still open, or stands at its usual value"
	}
	return "the search was cut short"
}
