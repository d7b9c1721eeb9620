package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/technique"
)

// planned is what is said of the plan, and what to choose instead of one that does not fit.
func (p page) planned() block {
	r := p.review
	change := p.objections(func(k technique.Kind) bool { return k >= technique.KindChange })
	care := p.objections(func(k technique.Kind) bool { return k < technique.KindChange })
	change.label, care.label = "Change", "With care"
	n := len(change.items)
	change.items = p.cut(change.items, p.caps.changes, 0)
	care.items = p.cut(care.items, p.caps.choices, 0)
	ask := p.askPlan()
	sections := []section{ask, change, care, p.therapist()}
	var b block
	switch {
	case len(p.matching.Obstacles) > 0 && !p.matching.Allowed:
		// What keeps a massage from beginning is said by the screening; the plan waits with it.
		b = block{rankUndecided, p.planLine("THE PLAN WAITS", p.matching.Obstacles[0].Says), sections}
		if n > 0 {
			b.rank = rankChange
		}
	case n > 0:
		sections = append(sections, p.instead()...)
		b = block{rankChange, p.planLine("CHANGE THE PLAN", p.planName()+": not as it stands."), sections}
	case !r.Settled:
		b = block{rankUndecided, p.planLine("NOT CHECKED YET", p.planName()+": say more about the plan."), sections}
	default:
		text := p.planName() + ": nothing stands against it."
		if len(care.items) > 0 {
			text = p.planName() + ": yes, with care."
		}
		b = block{rankFine, p.planLine("THE PLAN FITS", text), sections}
	}
	return b
}

func (p page) planLine(label, text string) []string {
	return words.Hang(label, len(label)+2, text)
}

// planName is the plan in a few words.
func (p page) planName() string {
	name := "the session"
	if p.plan.Technique != "" {
		name = words.Named(p.plan.Technique)
	}
	if minutes, ok := p.plan.Minutes.Value(); ok {
		name += ", " + words.Plural(minutes, "minute", "minutes")
	}
	return words.Capital(name)
}

// manyObjections is the number of objections from which they are said without what to do instead.
const manyObjections = 5

// objections are the rules of a kind that hold: what the hands would do first, that about the same steps together, then what is about the
// plan as a whole.
func (p page) objections(holds func(technique.Kind) bool) section {
	type objection struct{ place, says, instead string }
	var all []objection
	var seen []string
	for _, v := range p.review.Violations {
		if slices.Contains(seen, v.Rule) || !holds(v.Kind) {
			continue
		}
		seen = append(seen, v.Rule)
		place := p.steps(v.Rule)
		at := slices.IndexFunc(all, func(o objection) bool { return place != "" && o.place == place })
		if at < 0 {
			all = append(all, objection{place, v.Says, v.Instead})
			continue
		}
		all[at].instead += " " + v.Says
	}
	slices.SortStableFunc(all, func(a, b objection) int { return cmp.Compare(wholeLast(a.place), wholeLast(b.place)) })
	var s section
	for _, o := range all {
		if len(all) > manyObjections && !p.all && o.place == "" {
			o.instead = ""
		}
		s.add(strings.TrimSpace(o.place + o.says + " " + o.instead))
	}
	return s
}

func wholeLast(place string) int {
	if place == "" {
		return 1
	}
	return 0
}

// steps are the steps that a rule is about, in words; nothing for the plan as a whole.
func (p page) steps(rule string) string {
	var numbers, strokes []string
	for _, v := range p.review.Violations {
		if v.Rule != rule || v.Step == technique.WholePlan {
			continue
		}
		numbers = append(numbers, words.Number(v.Step+1))
		if name := words.Named(v.Stroke); v.Stroke != "" && !slices.Contains(strokes, name) {
			strokes = append(strokes, name)
		}
	}
	stroke := words.And(strokes)
	switch {
	case len(numbers) == 0:
		return ""
	case len(p.plan.Strokes) == 1 && stroke != "":
		return words.Capital(stroke) + ": "
	case stroke != "":
		stroke = " (" + stroke + ")"
	}
	if len(numbers) > 1 {
		return "Steps " + words.And(numbers) + stroke + ": "
	}
	return "Step " + numbers[0] + stroke + ": "
}

// askPlan is what is not given of the plan, or was not asked, and can still change what is said of it.
func (p page) askPlan() section {
	s := section{label: askLabel}
	for _, q := range p.technicalQuestions() {
		if !askNow(q.Question) || p.askedAlready(q.Fact) {
			continue
		}
		// What a therapist plans needs no looking at the client.
		q.Staff = q.Staff && strings.HasPrefix(q.Fact, "presentation.")
		text := p.single(q.Question)
		if q.Step != technique.WholePlan {
			text = fmt.Sprintf("Step %d: %s", q.Step+1, text)
		}
		s.add(text)
	}
	s.items = p.cut(s.items, p.caps.asks, 0)
	return s
}

// askedAlready reports whether the screening asks for a fact on the same page, where it has room to.
func (p page) askedAlready(fact string) bool {
	return p.screened && p.brief <= mostBlocks && slices.ContainsFunc(p.questions, func(q screening.Question) bool { return q.Fact == fact })
}

// therapist is who may do it, where somebody else has to.
func (p page) therapist() section {
	s := section{label: "Who"}
	planned, known := p.plan.Therapist.Value()
	switch {
	case p.review.Level == "" && known:
		s.add("No training is enough for this plan.")
	case known && !planned.AtLeast(p.review.Level):
		s.add(words.Capital(words.Training(string(p.review.Level))) + ", at least.")
	}
	return s
}

// chosen is what suits, where nothing is planned yet.
func (p page) chosen() block {
	m := p.matching
	ask := p.askPlan()
	if !m.Allowed {
		return block{rankExpected, p.planLine("NO TECHNIQUE YET", m.Obstacles[0].Says), nil}
	}
	if len(m.Candidates()) == 0 {
		text := "Nothing on the list suits what is known; pass the client on, or ask the clinician who knows the case."
		if len(m.Obstacles) > 0 {
			text = m.Obstacles[0].Says
		} else if len(ask.items) > 0 {
			text = "An answer that is missing can still change what suits."
		}
		return block{rankUndecided, p.planLine("NO TECHNIQUE YET", text), append([]section{ask}, p.leaveOut())}
	}
	names := func(standing technique.Standing) []string {
		var out []string
		for _, c := range m.Candidates() {
			if c.Standing == standing {
				out = append(out, words.Named(c.Technique))
			}
		}
		return out
	}
	best, also := names(technique.Preferred), names(technique.Permitted)
	if most := p.caps.choices + 1; len(also) > most && !p.all {
		also = append(also[:most-1:most-1], words.Plural(len(also)-most+1, "other", "others"))
	}
	text := words.Capital(words.Or(best)) + "."
	switch {
	case len(best) == 0:
		text = "Possible: " + words.Or(also) + "."
	case len(also) > 0:
		text += " Also possible: " + words.Or(also) + "."
	}
	return block{rankExpected, p.planLine("WHAT SUITS", text), []section{ask, p.how(), p.dose(), p.leaveOut()}}
}

// instead is what suits, where the plan does not fit.
func (p page) instead() []section {
	s := section{label: "Instead"}
	for _, c := range p.matching.Candidates() {
		if c.Technique != p.plan.Technique {
			s.add(words.Capital(words.Named(c.Technique)) + between(c.Minutes, "minute", "minutes", ", "))
		}
	}
	if planned := p.plan.Technique; slices.ContainsFunc(p.matching.Candidates(), func(c technique.Choice) bool { return c.Technique == planned }) {
		return nil // it suits; the plan is to be carried out in another way
	}
	if len(s.items) == 0 {
		for _, o := range p.matching.Obstacles {
			s.add(o.Says)
		}
		return []section{s}
	}
	s.items = p.cut(s.items, p.caps.choices, 0)
	return []section{s, p.how()}
}

// between is a range behind a separator, or nothing.
func between(r technique.Range, one, more, before string) string {
	switch {
	case r.Max == 0 && r.Min == 0:
		return ""
	case r.Max == 0:
		return before + "from " + words.Plural(r.Min, one, more)
	case r.Min == 0:
		return before + "up to " + words.Plural(r.Max, one, more)
	case r.Min == r.Max:
		return before + words.Plural(r.Max, one, more)
	}
	return fmt.Sprintf("%s%d to %s", before, r.Min, words.Plural(r.Max, one, more))
}

// how is how to go about it, from the rules that speak for the candidates.
func (p page) how() section {
	s := section{label: "How"}
	if p.caps.how == 0 && !p.all {
		return s
	}
	for _, c := range p.matching.Candidates() {
		for _, r := range c.Reasons {
			s.add(r.Says)
		}
	}
	s.items = p.cut(s.items, p.caps.how, 0)
	return s
}

// dose is how much is usual.
func (p page) dose() section {
	s := section{label: "Usual"}
	if p.caps.how == 0 && !p.all {
		return s
	}
	for _, d := range p.matching.Doses {
		var parts []string
		for _, x := range []string{
			between(d.Dose.Minutes, "minute", "minutes", ""), weekly(d.Dose.PerWeek), between(d.Dose.Sessions, "session", "sessions", ""),
		} {
			if x != "" {
				parts = append(parts, x)
			}
		}
		text := strings.Join(parts, ", ")
		if text != "" {
			text += ". "
		}
		if text += d.Dose.Note; text != "" {
			s.add(d.Name + ": " + strings.TrimSpace(text))
		}
	}
	s.items = p.cut(s.items, p.caps.how, 0)
	return s
}

func weekly(r technique.Range) string {
	if r.Min == 1 && r.Max == 1 {
		return "once a week"
	}
	return between(r, "time a week", "times a week", "")
}

// leaveOut is what does not suit, by the reason that weighs most.
func (p page) leaveOut() section {
	s := section{label: "Leave out"}
	type group struct {
		standing technique.Standing
		says     string
		names    []string
	}
	var groups []group
	for _, c := range p.matching.Choices {
		if c.Standing != technique.Avoided && c.Standing != technique.Forbidden || len(c.Reasons) == 0 {
			continue
		}
		says := c.Reasons[0].Says
		at := slices.IndexFunc(groups, func(g group) bool { return g.says == says && g.standing == c.Standing })
		if at < 0 {
			at = len(groups)
			groups = append(groups, group{standing: c.Standing, says: says})
		}
		groups[at].names = append(groups[at].names, words.Named(c.Technique))
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.standing, a.standing) })
	for _, g := range groups {
		s.add(words.Capital(words.And(g.names)) + ": " + g.says)
	}
	s.items = p.cut(s.items, p.caps.choices, 0)
	return s
}
