package witness

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// Dump writes everything that an evaluation says, so that two results can be compared as text.
func Dump(set *policy.Set, e *policy.Evaluation) string {
	outcomes := e.Outcomes()
	return dump(set, e, outcomes, e.Questions(outcomes))
}

func dump(set *policy.Set, e *policy.Evaluation, outcomes []policy.Outcome, questions []policy.Question) string {
	var b strings.Builder
	b.WriteString(dumpBounds(e))
	fmt.Fprintf(&b, "inexact %t\n", e.Inexact())
	b.WriteString(dumpLimits(e, outcomes))
	names := func(facts []int) string {
		var out []string
		for _, f := range facts {
			out = append(out, set.Facts()[f].Name)
		}
		return strings.Join(out, " ")
	}
	for _, o := range outcomes {
		fmt.Fprintf(&b, "rule %s%s holds %t level %d urgency %d cleared %t places %v by %s, waits for %s, unsure %s\n",
			o.Rule.ID, e.SideOf(o.Rule), o.Holds, o.Level, o.Urgency, o.Cleared,
			set.PlaceNames(o.Places), names(o.Facts), names(o.WaitsFor), names(o.Unsure))
	}
	for _, q := range questions {
		fmt.Fprintf(&b, "question %s decides %t after %s rules", q.Fact.Name, q.Decides, names(q.After))
		for _, r := range q.Rules {
			fmt.Fprintf(&b, " %s", r.ID)
		}
		if q.Card != nil {
			fmt.Fprintf(&b, " card %s line %s", q.Card.Name, q.Line.Name)
		}
		b.WriteByte('\n')
	}
	for _, r := range e.Clearable(outcomes) {
		fmt.Fprintf(&b, "clearable %s\n", r.ID)
	}
	return b.String()
}

func dumpBounds(e *policy.Evaluation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "session %v urgency %v settled %t\n", e.Session(), e.Urgency(), e.Settled())
	for _, p := range e.Requested() {
		fmt.Fprintf(&b, "%s %v\n", e.PlaceName(p), e.Place(p))
	}
	return b.String()
}

func dumpLimits(e *policy.Evaluation, outcomes []policy.Outcome) string {
	var b strings.Builder
	for _, p := range e.Requested() {
		for _, l := range e.Limits(p, outcomes) {
			slices.Sort(l.Notes)
			slices.Sort(l.Rules)
			fmt.Fprintf(&b, "limit %s %s %g %v %v %q by %v\n",
				e.PlaceName(p), l.Limit.Name, l.Number, l.Values, l.Spots, l.Notes, l.Rules)
		}
	}
	return b.String()
}
