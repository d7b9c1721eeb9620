package soreness

import (
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Tags of the rules of technique that this package reads.
const (
	// violationTag begins the tag of a rule that stands for a value of course.violations, whose
	// name follows. A plan rule without one stands for the value of its own name.
	violationTag = "violation."
	// attackTag is of a rule that a session breaks by going on in an attack; who broke it had one.
	attackTag = "attack_onset"
	// trainingTag is of a rule about the therapist's training, which says nothing of what was done.
	trainingTag = "training"
	// signTag is of a rule about a sign that came up in the session, which no work broke.
	signTag = "sign"
	// matchTag is of a plan rule in whose place a check names what the match says.
	matchTag = "match"
)

const (
	planPrefix = "plan." // of the plan rules' ids
	otherRule  = "other" // a rule that no value stands for
	noRule     = "none"
)

// ruleTechnique is the value of a rule of the match that forbids the technique.
const ruleTechnique = "wrong_technique"

// mostRules is how many rules a set can name beside none and other.
const mostRules = 61

// mark is a value of course.violations that a rule is tagged with.
type mark struct{ rule, value string }

// limits are the ids under which a check names what the screening limits, and the plan rules of the
// same limit for a step.
func limits() map[string][]string {
	return map[string][]string{
		"limit.technique": {"avoided_by_screening"}, "limit.pressure": {"over_cap"}, "limit.heat": {"heat"},
	}
}

// addPlanRules adds the plan rules and what each of them amounts to.
func (c *catalogue) addPlanRules(plan *policy.Set) {
	c.standsFor = limits()
	add := func(id string, tags []string) {
		if slices.Contains(tags, matchTag) {
			c.quoting = append(c.quoting, id)
			c.read(id, tags)
			return
		}
		c.planRules = append(c.planRules, id)
		name, built := strings.CutPrefix(id, planPrefix)
		if c.read(id, tags); c.standsFor[id] == nil && built && !strings.Contains(name, ".") &&
			!slices.Contains(tags, trainingTag) && !slices.Contains(tags, signTag) {
			c.standsFor[id] = []string{name}
		}
	}
	own := func(r policy.Rule) bool { return r.Layer != "built-in" }
	for _, r := range plan.Rules() {
		if !own(r) {
			add(r.ID, r.Tags)
		}
	}
	for _, r := range plan.Disabled() {
		add(r.Rule, r.Tags)
	}
	for _, r := range plan.Rules() {
		if own(r) {
			add(r.ID, r.Tags)
		}
	}
}

// read reads the tags of a rule.
func (c *catalogue) read(id string, tags []string) {
	for _, tag := range tags {
		value, stands := strings.CutPrefix(tag, violationTag)
		switch {
		case stands:
			c.standsFor[id] = append(c.standsFor[id], value)
			c.marks = append(c.marks, mark{id, value})
		case tag == attackTag:
			c.attacks = append(c.attacks, id)
		}
	}
}

// addChecked adds what a check returns beside the plan rules that are told apart: plan rules that
// quote the match, limits, and rules of the match. What the rules tell apart of the match is that
// it forbade the technique, and what its rules are tagged with.
func (c *catalogue) addChecked(match *policy.Set) {
	c.checked = append(slices.Clone(c.planRules), c.quoting...)
	c.checked = append(c.checked, slices.Sorted(maps.Keys(limits()))...)
	for _, r := range match.Rules() {
		c.checked = append(c.checked, r.ID)
		if c.read(r.ID, r.Tags); c.standsFor[r.ID] == nil && r.Kind == matchForbids {
			c.standsFor[r.ID] = []string{ruleTechnique}
		}
	}
	for _, r := range match.Disabled() {
		c.checked = append(c.checked, r.Rule)
		c.read(r.Rule, r.Tags)
	}
}

// addViolations adds the plan rules of a planner behind the values that are there whatever rules a
// planner has. The last value stands for all others. The error names every tag that names no value.
func addViolations(f *policy.Fact, styles catalogue) error {
	for _, id := range styles.planRules {
		name, built := strings.CutPrefix(id, planPrefix)
		if built && slices.Equal(styles.standsFor[id], []string{name}) && valueIndex(f, name) < 0 &&
			len(f.Values) < mostRules+2 {
			f.Values = slices.Insert(f.Values, len(f.Values)-1, policy.Value{Name: name, Says: id})
		}
	}
	names := lists.Some(f.Values, func(v policy.Value) (string, bool) { return v.Name, v.Name != noRule })
	var p document.Problems
	for _, m := range styles.marks {
		if !slices.Contains(names, m.value) {
			p.In("", "rule %s has the tag %s%s, and %s has no such value%s",
				m.rule, violationTag, document.Shorten(m.value), f.Name, p.Choose(m.value, names, nil))
		}
	}
	return p.Err()
}

// violationBits are the values that stand for a rule, or other.
func (t *Triager) violationBits(f *policy.Fact, id string) (bits uint64) {
	for _, name := range t.styles.standsFor[id] {
		if i := valueIndex(f, name); i >= 0 {
			bits |= 1 << i
		}
	}
	if bits == 0 {
		return 1 << valueIndex(f, otherRule)
	}
	return bits
}

// attack returns the first of some rules that nobody breaks without an attack, if one is.
func (t *Triager) attack(violations []string) (id string, is bool) {
	i := slices.IndexFunc(violations, func(id string) bool { return slices.Contains(t.styles.attacks, id) })
	if i < 0 {
		return "", false
	}
	return violations[i], true
}
