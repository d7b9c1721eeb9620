package policytest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// view is one evaluated case, and what fails in it.
type view struct {
	*vocabulary
	c         *testCase
	e         *policy.Evaluation
	outcomes  []policy.Outcome
	byRule    map[int]*policy.Outcome
	requested map[string]int // base places by name
	asked     bool           // deciding and refining are there
	deciding  []string
	refining  []string
	failures  []string
	doubtful  []int // the rules that a failure is about
}

// newView looks at a case by an evaluation of its answers.
func newView(words *vocabulary, c *testCase, e *policy.Evaluation) *view {
	v := &view{
		vocabulary: words, c: c, e: e, byRule: map[int]*policy.Outcome{}, requested: map[string]int{},
	}
	v.outcomes = v.e.Outcomes()
	for i := range v.outcomes {
		rule, _ := v.set.RuleIndex(v.outcomes[i].Rule.ID)
		v.byRule[rule] = &v.outcomes[i]
	}
	for _, p := range v.e.Requested() {
		v.requested[v.e.PlaceName(p)] = p
	}
	return v
}

// ask finds what is still to be asked, which most cases say nothing of.
func (v *view) ask() {
	if v.asked {
		return
	}
	v.asked = true
	for _, q := range v.e.Questions(v.outcomes) {
		if q.Decides {
			v.deciding = append(v.deciding, q.Fact.Name)
		} else {
			v.refining = append(v.refining, q.Fact.Name)
		}
	}
}

func (v *view) fail(format string, args ...any) {
	v.failures = append(v.failures, fmt.Sprintf(format, args...))
}

func (v *view) check(t *tally) {
	v.checkDecided(t)
	v.checkQuestions()
}

// checkDecided checks everything but what is still to be asked, which takes the longest to find.
func (v *view) checkDecided(t *tally) {
	x := &v.c.expect
	held := map[int]bool{} // rules that fire as expected
	for _, r := range x.rules {
		if got := v.truth(r.rule); got != r.want {
			v.fail("%s: %s %s%s", r.want, v.rules[r.rule], got.verb(), v.because(r.rule, got))
			v.doubt(v.rules[r.rule : r.rule+1])
			continue
		}
		t.count(r)
		held[r.rule] = r.want == fires
	}
	var everywhere uint64
	for _, p := range v.requested {
		everywhere |= 1 << p
	}
	v.checkDisposition("", x.shown, v.e.Session(), v.e.Settled(), everywhere)
	urgency := v.e.Urgency()
	v.checkUrgency("urgency", x.urgency, urgency.Floor, true)
	v.checkUrgency("urgency_ceiling", x.urgencyCeiling, urgency.Ceiling, false)
	for _, place := range x.places {
		for _, part := range v.parts[place.entry.Key] {
			p := v.requested[part]
			prefix := "places: " + part + ": "
			bounds := v.e.Place(p)
			v.checkDisposition(prefix, place.shown, bounds, bounds.Settled(), 1<<p)
			v.checkLimits(prefix, place.limits, v.e.Limits(p, v.outcomes), held, t)
		}
	}
	for _, half := range x.halves {
		v.checkHalf(half, held, t)
	}
}

// checkHalf checks what is expected of one side.
func (v *view) checkHalf(half halfExpectation, held map[int]bool, t *tally) {
	h := v.e.On(half.side)
	for _, place := range half.places {
		for _, part := range v.parts[place.entry.Key] {
			p := v.requested[part]
			prefix := half.side + ": " + part + ": "
			bounds := h.Place(p)
			v.checkDisposition(prefix, place.shown, bounds, bounds.Settled(), 1<<p)
			v.checkLimits(prefix, place.limits, h.Limits(p, v.outcomes), held, t)
		}
	}
}

func (v *view) truth(rule int) truth {
	switch o := v.byRule[rule]; {
	case o == nil:
		return silent
	case o.Holds:
		return fires
	}
	return undecided
}

func (v *view) checkDisposition(prefix string, want disposition, b policy.Bounds, settled bool, places uint64) {
	var limited map[string]int
	level := func(o policy.Outcome) int {
		if limited == nil {
			limited = v.limiting(places)
		}
		if o.Places&places == 0 {
			return limited[o.Rule.ID]
		}
		if o.Cleared {
			return v.level(v.schema.WaivedTo)
		}
		return o.Level
	}
	floor, ceiling := v.dispositions[b.Floor], v.dispositions[b.Ceiling]
	certain := func() string { return v.behind(b.Floor, true, level) }
	if got := v.set.Disposition(b, settled); want.decision != "" && want.decision != got {
		why := certain
		if got == v.schema.Undecided {
			v.ask()
			why = func() string { return fmt.Sprintf(" (from %s to %s; to ask: %s)", floor, ceiling, few(v.deciding)) }
		}
		v.fail("%sdecision: expected %s, got %s%s", prefix, want.decision, got, why())
	}
	if want.floor != "" && want.floor != floor {
		v.fail("%sfloor: expected %s, got %s%s", prefix, want.floor, floor, certain())
	}
	if want.ceiling != "" && want.ceiling != ceiling {
		v.fail("%sceiling: expected %s, got %s%s", prefix, want.ceiling, ceiling, v.behind(b.Ceiling, false, level))
	}
}

// limiting returns the rules whose limits reach one of the places, with the level
// that a limit gives to it.
func (v *view) limiting(places uint64) map[string]int {
	out := map[string]int{}
	for _, p := range v.requested {
		if places>>p&1 == 0 {
			continue
		}
		for _, value := range v.e.Limits(p, v.outcomes) {
			for _, id := range value.Rules {
				out[id] = v.level(v.schema.LimitKind)
			}
		}
	}
	return out
}

func (v *view) checkUrgency(key, want string, got int, certain bool) {
	if word := v.schema.Urgencies[got]; want != "" && want != word {
		v.fail("%s: expected %s, got %s%s",
			key, want, word, v.behind(got, certain, func(o policy.Outcome) int { return o.Urgency }))
	}
}

// behind names the rules that stand at a level: those that are certain, or also those that are
// open. An unsure answer can bring a rule down to a level at which no rule stands by itself; then
// those above are named.
func (v *view) behind(level int, certain bool, levelOf func(policy.Outcome) int) string {
	var at, above []string
	for _, o := range v.outcomes {
		switch l := levelOf(o); {
		case level == 0, certain && !o.Counts():
		case l == level:
			at = append(at, o.Rule.ID)
		case l > level:
			above = append(above, o.Rule.ID)
		}
	}
	if len(at) == 0 {
		at = above
	}
	if len(at) == 0 {
		return ""
	}
	v.doubt(at)
	return " (" + few(at) + ")"
}

func (v *view) checkQuestions() {
	x := &v.c.expect
	if x.asking() {
		v.ask()
	}
	for _, name := range x.asks {
		if slices.Contains(v.deciding, name) {
			continue
		}
		f, _ := v.set.FactIndex(name)
		switch given := v.e.Given(f); {
		case given.State != policy.NotAsked:
			v.fail("asks: %s is %s", name, v.set.Format(f, given))
		case slices.Contains(v.refining, name):
			v.fail("asks: %s only refines: an answer changes findings or limits, and no decision", name)
		default:
			v.fail("asks: no answer to %s changes anything", name)
		}
	}
	v.checkList("asks_only", x.asksOnly, v.deciding)
	if x.clearing == nil {
		return
	}
	clearable := []string{}
	for _, r := range v.e.Clearable(v.outcomes) {
		clearable = append(clearable, r.ID)
	}
	v.checkList("clearable", x.clearing, clearable)
}

// doubt remembers rules that a failure is about.
func (v *view) doubt(ids []string) {
	for _, id := range ids {
		if rule, ok := v.set.RuleIndex(id); ok {
			v.doubtful = append(v.doubtful, rule)
		}
	}
}

// checkList compares without regard to order. A nil list is not expected.
func (v *view) checkList(key string, want, got []string) {
	if want == nil {
		return
	}
	if why := difference(want, got); why != "" {
		v.fail("%s: %s", key, why)
	}
}

// difference is nothing for equal sets; otherwise both, and what only one of them has.
func difference(want, got []string) string {
	missing, extra := without(want, got), without(got, want)
	var parts []string
	if len(missing) > 0 {
		parts = append(parts, "missing: "+strings.Join(missing, ", "))
	}
	if len(extra) > 0 {
		parts = append(parts, "not expected: "+strings.Join(extra, ", "))
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("expected %s, got %s (%s)", list(want), list(got), strings.Join(parts, "; "))
}

func without(a, b []string) []string {
	var out []string
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

func list(names []string) string { return "[" + strings.Join(names, ", ") + "]" }

// few names no more than a line can hold.
func few(names []string) string {
	const most = 5
	switch {
	case len(names) == 0:
		return "nothing"
	case len(names) <= most:
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
