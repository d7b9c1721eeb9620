package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Match says how every technique stands for a visit, the best first, and nothing at all where the
// decision does not let a massage begin. Without knowing what the therapist found there are no
// candidates: different findings need different techniques. The error is a [*document.Error] with
// every answer that cannot be.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (p *Planner) Match(v Visit) (Matching, error) {
	if !p.built() {
		return Matching{}, errNotBuilt
	}
	w := p.works.Get().(*work)
	defer p.works.Put(w)
	var problems document.Problems
	p.checkVisit(&v, &problems)
	p.answerVisit(&v, w.answers, &problems)
	m := Matching{Weakened: slices.Clone(p.weakened.match), Fingerprint: p.fingerprint, Obstacles: p.obstacles(v)}
	m.Allowed = len(m.Obstacles) == 0
	var places []string
	if m.Allowed {
		places = p.names.techniques
	}
	if problems.Len() == 0 {
		addIntake(&problems, p.evaluateMatch(w, places), v.Intake)
	}
	if err := problems.Err(); err != nil {
		return Matching{}, err
	}
	m.Regions, m.Excluded = parted(&v.Decision)
	if !m.Allowed {
		return m, nil
	}
	if o, ok := p.unknownPresentation(v.Presentation); ok {
		m.Obstacles = append(m.Obstacles, o)
	}
	e := &w.matching
	outcomes := e.Outcomes()
	m.Doses = p.doses(outcomes, v.Presentation)
	limits := p.limits(v.Decision, m.Regions, &Plan{})
	agreed := p.agreements(&v)
	for i := range p.catalogue.Techniques {
		yes := p.yesReasons(agreed, p.catalogue.Techniques[i].ID, m.Regions)
		m.Choices = append(m.Choices, p.choice(e, i, outcomes, limits, v.Presentation, yes...))
	}
	slices.SortStableFunc(m.Choices, func(a, b Choice) int { return a.Standing.rank() - b.Standing.rank() })
	m.Questions = p.matchQuestions(e, outcomes, v.Presentation)
	return m, nil
}

// evaluateMatch puts a visit to the match rules, whose facts and cards are the first of those of
// the plan rules.
func (p *Planner) evaluateMatch(w *work, places []string) error {
	w.matched.Copy(w.answers)
	return p.match.Evaluate(w.matched, policy.Request{Places: places}, &w.matching)
}

// parted are the requested regions that may be treated, and the others.
func parted(d *screening.Decision) (regions []body.Region, excluded []ExcludedRegion) {
	for _, r := range d.Regions {
		if treatable(r) {
			regions = append(regions, r.Region)
		} else {
			excluded = append(excluded, ExcludedRegion{r.Region, r.Disposition})
		}
	}
	return regions, excluded
}

func treatable(r screening.RegionDecision) bool {
	return r.Disposition == screening.Proceed || r.Disposition == screening.Adapt
}

// choice says how one technique stands.
func (p *Planner) choice(e *policy.Evaluation, i int, outcomes []policy.Outcome,
	limits []regionLimit, found Presentation, yes ...Reason) Choice {
	t := &p.catalogue.Techniques[i]
	c := Choice{Technique: t.ID, Name: t.Name, Level: t.MinLevel, Minutes: t.Minutes, Like: slices.Clone(t.Like)}
	for _, o := range outcomes {
		switch {
		case o.Places>>i&1 == 0:
		case o.Holds:
			c.Reasons = append(c.Reasons, p.reason(e, o))
			c.Level = p.higher(c.Level, o.Rule.Rows)
		default:
			c.Open = append(c.Open, matchOpen(p.match, o))
		}
	}
	bounds := e.Place(i)
	for _, r := range slices.Concat(p.limitReasons(t, limits), yes) {
		level := int(r.Standing-Preferred) + 1
		bounds.Floor, bounds.Ceiling = max(bounds.Floor, level), max(bounds.Ceiling, level)
		c.Reasons = append(c.Reasons, r)
	}
	slices.SortStableFunc(c.Reasons, func(a, b Reason) int { return int(b.Standing) - int(a.Standing) })
	c.Standing = standingAt(bounds)
	if _, known := found.IDs(); !known && c.candidate() {
		c.Standing = Undecided
	}
	return c
}

// standingAt is the standing for bounds of the engine, whose levels stand in the order of the
// standings behind Undecided.
func standingAt(b policy.Bounds) Standing {
	if !b.Settled() {
		return Undecided
	}
	return Unlisted + Standing(b.Floor)
}

func (p *Planner) reason(e *policy.Evaluation, o policy.Outcome) Reason {
	r := o.Rule
	return Reason{
		Basis:    r.Basis(),
		Standing: Unlisted + Standing(o.Level), Says: r.Texts["says"],
		Instead: r.Texts["instead"],
		Facts:   evidence(p.match, e, o.Facts),
	}
}

func matchOpen(set *policy.Set, o policy.Outcome) OpenReason {
	r := OpenReason{
		Rule: o.Rule.ID, WaitsFor: list(set.FactNames(o.WaitsFor)), Unsure: set.FactNames(o.Unsure),
		Says: o.Rule.Texts["says"],
	}
	if o.Level > 0 {
		r.Standing = Unlisted + Standing(o.Level)
	}
	if o.Counts() && o.Rule.IfUnsure != nil {
		r.Reason = o.Rule.IfUnsure.Reason
	}
	return r
}

// higher is the level of training that a technique needs for the presentations of the
// rows of a rule that holds.
func (p *Planner) higher(level Level, rows []string) Level {
	for _, x := range p.catalogue.Presentations {
		if slices.Contains(rows, x.Row) && x.MinLevel.AtLeast(level) {
			level = x.MinLevel
		}
	}
	return level
}

// doses are those of every presentation that a rule that holds carries, in the order of the
// catalogue: one for each row, of what was found where several share it.
func (p *Planner) doses(outcomes []policy.Outcome, found Presentation) []PresentationDose {
	var rows []string
	for _, o := range outcomes {
		if o.Holds {
			rows = append(rows, o.Rule.Rows...)
		}
	}
	ids, _ := found.IDs()
	shared := func(x PresentationEntry) bool {
		return !slices.Contains(ids, x.ID) &&
			slices.ContainsFunc(p.catalogue.Presentations, func(y PresentationEntry) bool {
				return y.Row == x.Row && slices.Contains(ids, y.ID)
			})
	}
	var out []PresentationDose
	for _, x := range p.catalogue.Presentations {
		if slices.Contains(rows, x.Row) && !shared(x) &&
			!slices.ContainsFunc(out, func(d PresentationDose) bool { return d.Row == x.Row }) {
			out = append(out, PresentationDose{
				Presentation: x.ID, Row: x.Row, Name: x.Name, Dose: x.Dose,
				ZonesOut: list(x.ZonesOut), Level: x.MinLevel, Sources: list(x.Sources),
			})
		}
	}
	return out
}
