package policytest

import (
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// checkLimits compares the limits that the case names; of the others it says nothing.
func (v *view) checkLimits(
	prefix string, want []limitExpectation, limits []policy.LimitValue, held map[int]bool, t *tally,
) {
	if len(want) == 0 {
		return
	}
	got := map[string]policy.LimitValue{}
	for _, value := range limits {
		got[value.Limit.Name] = value
	}
	for _, w := range want {
		value := got[w.limit.Name]
		if why := w.mismatch(value); why != "" {
			key := w.limit.Name
			if w.margin {
				key = w.limit.Margin
			}
			v.fail("%s%s: %s%s", prefix, key, why, from(value.Rules))
			v.doubt(value.Rules)
			continue
		}
		for _, id := range value.Rules {
			if rule, ok := v.set.RuleIndex(id); ok && held[rule] {
				t.rules[rule].LimitsChecked = true
			}
		}
	}
}

func from(rules []string) string {
	if len(rules) == 0 {
		return ""
	}
	return ", from " + few(rules)
}

// mismatch says how a limit differs from what is expected of it, or nothing. A value without
// a limit is none at all.
func (w limitExpectation) mismatch(got policy.LimitValue) string {
	there := got.Limit != nil
	if w.limit.Kind == policy.Unites {
		return difference(w.values, got.Values)
	}
	holds := there != w.absent
	switch {
	case w.absent || !there:
	case w.margin:
		holds = slices.ContainsFunc(got.Spots, func(s policy.SpotValue) bool { return s.Margin == w.number })
	case w.limit.Kind == policy.LowestWins:
		holds = got.Number == w.number
	case w.limit.Kind == policy.Note:
		holds = slices.ContainsFunc(got.Notes, func(note string) bool { return strings.Contains(note, w.note) })
	}
	if holds {
		return ""
	}
	return "expected " + w.wanted() + ", got " + w.found(got)
}

func (w limitExpectation) wanted() string {
	switch {
	case w.margin:
		return number(w.number)
	case w.limit.Kind == policy.Flag, w.limit.Kind == policy.Spot:
		return strconv.FormatBool(!w.absent)
	case w.absent:
		return "none"
	case w.limit.Kind == policy.LowestWins:
		return number(w.number)
	}
	return "one with " + strconv.Quote(w.note)
}

func (w limitExpectation) found(got policy.LimitValue) string {
	var parts []string
	switch {
	case !w.margin && (w.limit.Kind == policy.Flag || w.limit.Kind == policy.Spot):
		return strconv.FormatBool(got.Limit != nil)
	case got.Limit == nil:
		return "none"
	case w.limit.Kind == policy.LowestWins:
		return number(got.Number)
	case w.margin:
		for _, s := range got.Spots {
			parts = append(parts, number(s.Margin))
		}
	default:
		for _, note := range got.Notes {
			parts = append(parts, strconv.Quote(note))
		}
	}
	return strings.Join(parts, ", ")
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
