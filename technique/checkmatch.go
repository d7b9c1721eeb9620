package technique

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
)

// The tags of plan rules by which they are told apart here.
const (
	tagMatch     = "match"     // in its place speak the reasons of the match that stand behind it
	tagTraining  = "training"  // about the training of the therapist alone
	tagOtherwise = "otherwise" // of training: told where no other of these rules holds
)

func tagged(r *policy.Rule, tag string) bool { return slices.Contains(r.Tags, tag) }

// undertrained is the fact that depends on what is tried in search of the least training.
const undertrained = "plan.undertrained"

// standing is what the match says of the planned technique.
type standing struct {
	choice   *Choice          // nil where nothing is chosen, or no technique is planned
	asked    []policy.Outcome // of the match
	waits    bool             // something unanswered can still change it
	levels   []Level          // by reason: the training that it needs
	required Level            // the training that a reason needs, or one that may still hold
}

// judge lets the match judge the planned technique, where a massage may begin.
func (c *checking) judge() error {
	i := slices.Index(c.p.names.techniques, c.plan.Technique)
	if i < 0 || !c.v.Decision.MayTreat() {
		return nil
	}
	e := &c.work.matching
	if !c.judged {
		if err := c.p.evaluateMatch(c.work, c.p.names.techniques); err != nil {
			return err
		}
	}
	regions, _ := parted(&c.v.Decision)
	s := &c.match
	s.asked = e.Outcomes()
	c.said.take(c.p.match, e, WholePlan, s.asked)
	if c.said != nil {
		for _, q := range e.Questions(s.asked) {
			c.said.ask(c.p.match, e, WholePlan, q)
		}
	}
	choice := c.p.choice(e, i, s.asked, c.p.limits(c.v.Decision, regions, c.plan), c.v.Presentation)
	_, known := c.v.Presentation.IDs()
	s.choice, s.waits, s.required = &choice, !known || choice.Standing == Undecided, Layperson
	for _, r := range choice.Reasons {
		s.levels = append(s.levels, c.p.higher(Layperson, r.Rows))
		s.required = c.p.higher(s.required, r.Rows)
	}
	for _, o := range choice.Open {
		if i, ok := c.p.match.RuleIndex(o.Rule); ok {
			s.required = c.p.higher(s.required, c.p.match.Rules()[i].Rows)
		}
	}
	return nil
}

// facts are those of the plan that follow from the match. While something can still change how the
// technique stands, what does not speak against it yet is not known, and neither is where a limit
// holds against it while nobody has said where the steps go.
func (s *standing) facts(plan *Plan, to map[string]derivation) {
	to[undertrained] = s.untrained(plan.Therapist)
	parts := planRegions(plan)
	for _, x := range []struct {
		name  string
		as    Standing
		limit bool
	}{
		{"plan.match_forbids", Forbidden, false}, {"plan.match_avoids", Avoided, false},
		{"plan.limit_forbids", Forbidden, true}, {"plan.limit_avoids", Avoided, true},
	} {
		d := derivation{answer: yes(false)}
		if s.choice != nil {
			for _, r := range s.choice.Reasons {
				if r.Standing == x.as && len(r.Regions) > 0 == x.limit && !r.elsewhere(parts) {
					d.behind = append(d.behind, r)
				}
			}
		}
		switch {
		case len(d.behind) > 0 && (!x.limit || len(parts) > 0):
			d.answer = yes(true)
		case len(d.behind) > 0, !x.limit && (s.waits || s.choice == nil):
			d = derivation{}
		}
		to[x.name] = d
	}
}

// untrained is whether somebody is trained too little for what the match knows of the client.
func (s *standing) untrained(therapist answer.Fact[Level]) derivation {
	level, known := therapist.Value()
	short := slices.IndexFunc(s.levels, func(least Level) bool { return !level.AtLeast(least) })
	switch {
	case s.choice == nil, known && level.AtLeast(s.required):
		return derivation{answer: yes(false)}
	case known && short >= 0:
		return derivation{answer: yes(true), behind: s.choice.Reasons[short : short+1]}
	}
	return derivation{}
}

// quote keeps what the match says in place of a plan rule, and reports whether it says anything.
func (c *checking) quote(kind Kind, reasons []Reason) bool {
	for _, r := range reasons {
		c.quoted = append(c.quoted, Violation{
			Basis: r.Basis, Kind: kind, Step: WholePlan, Regions: list(r.Regions),
			Says: r.Says, Instead: r.Instead, Facts: list(r.Facts),
		})
	}
	return len(reasons) > 0
}

func (c *checking) isTagged(v Violation, tag string) bool {
	i, ok := c.p.plan.RuleIndex(v.Rule)
	return ok && tagged(&c.p.plan.Rules()[i], tag)
}

// tellOtherwise leaves out of the rules about training those that say nothing new.
func (c *checking) tellOtherwise() {
	other := func(v Violation) bool { return c.isTagged(v, tagTraining) && !c.isTagged(v, tagOtherwise) }
	if slices.ContainsFunc(c.review.Violations, other) {
		c.review.Violations = slices.DeleteFunc(c.review.Violations,
			func(v Violation) bool { return c.isTagged(v, tagOtherwise) })
	}
}

// saidOfPlan reports whether a rule of the plan as a whole asks for as much because of all that the
// match rests on, and of what that has against the technique: it has said the same in the plan's
// own words, unless it is about training alone. What is about the minutes or the position is
// something else.
func (c *checking) saidOfPlan(quoted Violation) bool {
	behind := func(v Violation) bool {
		return !slices.ContainsFunc(quoted.Facts, func(f screening.Evidence) bool {
			return !slices.ContainsFunc(v.Facts, func(g screening.Evidence) bool { return g.Fact == f.Fact })
		})
	}
	return len(quoted.Facts) > 0 && slices.ContainsFunc(c.review.Violations, func(v Violation) bool {
		return v.Step == WholePlan && v.Kind >= quoted.Kind && behind(v) && c.ofTechnique(v, quoted.Rule) &&
			!c.isTagged(v, tagTraining)
	})
}

// ofTechnique reports whether a violation is about the technique alone, and by something by which a
// rule of the match chooses techniques. Of a limit that is what the decision avoids.
func (c *checking) ofTechnique(v Violation, rule string) bool {
	i, ofMatch := c.p.match.RuleIndex(rule)
	by := false
	for _, f := range v.Facts {
		name, ofPlan := f.Fact, strings.HasPrefix(f.Fact, "plan.")
		_, follows := c.whole[name]
		switch {
		case name == planTechnique:
			name = techniqueID
		case ofPlan && !follows:
			return false
		}
		if !ofMatch {
			by = by || strings.HasPrefix(name, "plan.avoided_")
		} else if where := c.p.match.Rules()[i].Where; strings.HasPrefix(name, "technique.") {
			by = by || where == "" || strings.Contains(where, name)
		}
	}
	return by
}

// tellMatch adds the gravest of what the match says, the rules that may still say something, and
// what to ask about these.
func (c *checking) tellMatch() {
	gravest := KindNone
	for _, v := range c.quoted {
		gravest = max(gravest, v.Kind)
	}
	quoted := slices.DeleteFunc(slices.Clone(c.quoted),
		func(v Violation) bool { return v.Kind != gravest || c.saidOfPlan(v) })
	c.review.Violations = append(c.review.Violations, quoted...)
	if !c.match.waits {
		return
	}
	for _, o := range c.match.choice.Open {
		c.review.Open = append(c.review.Open, OpenViolation{
			Rule: o.Rule, Kind: against(o.Standing), Step: WholePlan, Regions: []body.Region{},
			WaitsFor: o.WaitsFor, Unsure: o.Unsure, Reason: o.Reason, Says: o.Says,
		})
	}
	for _, q := range c.p.matchQuestions(&c.work.matching, c.match.asked, c.v.Presentation) {
		about := func(o OpenReason) bool { return slices.Contains(q.Rules, o.Rule) }
		waits := slices.ContainsFunc(c.match.choice.Open, about)
		if !waits && q.Fact == foundFact && !c.v.Presentation.Asked() {
			q.Rules = []string{} // those of other techniques, and before it is told none stands
		}
		if waits || len(q.Rules) == 0 {
			c.add(Question{q, WholePlan})
		}
	}
}

// against is what a rule of the match that may hold counts for against the plan.
func against(s Standing) Kind {
	switch s {
	case Forbidden:
		return KindChange
	case Avoided:
		return KindCaution
	}
	return KindNone
}
