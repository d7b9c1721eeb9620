package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/column"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/claims"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// part is one decision about a situation, explained.
type part struct {
	verdict string // disposition, kind or level, with the urgency behind it if there is one
	lines   []string
	claims  []string // behind the rules that hold
	told    bool     // the lines name the claims themselves
}

// may says whether the massage may happen, why not, and what instead; or what to
// ask, where that is open.
func (l *library) may(in screening.Intake, clearance ...screening.Clearance) (part, error) {
	label := "May it?"
	if len(clearance) > 0 {
		label = "Cleared"
	}
	d, err := l.screener.Screen(in, clearance...)
	if err != nil {
		return part{}, err
	}
	p := part{verdict: verdict(d.Disposition.String(), d.Urgency)}
	for _, f := range d.Findings {
		p.claims = append(p.claims, f.Claims...)
	}
	what := strings.ToUpper(l.words.Label(d)) + ". "
	if soon := l.words.Urgency(d.Urgency); soon != "" {
		what += soon + " "
	}
	i := slices.IndexFunc(d.Findings,
		func(f screening.Finding) bool { return f.Kind.Asks() == d.Disposition && !f.Cleared })
	switch {
	case d.Disposition == screening.Clarify:
		p.lines = entry(label, what+fmt.Sprintf("Anything from %q to %q is possible until this is answered:",
			l.words.Disposition(d.Floor), l.words.Disposition(d.Ceiling)))
	case d.Disposition == screening.Proceed:
		p.lines = entry(label, what)
	case i < 0:
		p.lines = entry(label, what, "Within the limits of the clinician who agreed.")
	default:
		f := d.Findings[i]
		p.lines = reasons(label, what+l.words.Besides(d.Disposition, f.Says), f.Rationale, f.Instead)
		if f.Until != "" {
			p.lines = append(p.lines, entry("Until", phrase.Capital(f.Until)+".")...)
		}
	}
	if d.Settled() {
		return p, nil
	}
	p.verdict += " open"
	questions, err := l.screener.Questions(in, clearance...)
	label = "Ask"
	for _, q := range questions {
		if q.Decides && len(q.After) == 0 {
			p.lines = append(p.lines, entry(label, q.Ask)...)
			label = ""
		}
	}
	return p, err
}

// line is a situation that needs no more than its disposition.
func (l *library) line(name string, in screening.Intake) (part, error) {
	p, err := l.may(in)
	if err != nil {
		return part{}, err
	}
	d, _, _ := strings.Cut(p.verdict, " ")
	var of screening.Disposition
	if err := of.UnmarshalText([]byte(d)); err != nil {
		return part{}, err
	}
	p.lines = []string{
		fmt.Sprintf("    %-39s%-21s%s", name, l.words.Disposition(of), strings.Join(claimsOf([]part{p}), " ")),
	}
	p.told = true
	return p, nil
}

// choose says how a technique stands for a visit, and which are the best to choose instead.
func (l *library) choose(v technique.Visit, id string) (part, error) {
	m, err := l.planner.Match(v)
	if err != nil {
		return part{}, err
	}
	i := slices.IndexFunc(m.Choices, func(c technique.Choice) bool { return c.Technique == id })
	if i < 0 || len(m.Choices[i].Reasons) == 0 {
		return part{}, fmt.Errorf("nothing is said of %s", id)
	}
	c := m.Choices[i]
	p := part{verdict: c.Standing.String()}
	for _, r := range c.Reasons {
		p.claims = append(p.claims, r.Claims...)
	}
	standing := map[technique.Standing]string{
		technique.Forbidden: "LEAVE IT OUT. ", technique.Avoided: "BETTER NOT. ",
	}[c.Standing]
	p.lines = reasons("How?", standing+c.Reasons[0].Says, c.Reasons[0].Rationale, "")
	var best []string
	for _, c := range m.Candidates() {
		if c.Standing == technique.Preferred {
			best = append(best, c.Technique)
			p.claims = append(p.claims, c.Reasons[0].Claims...)
		}
	}
	if len(best) > 0 {
		p.lines = append(p.lines, entry("Best", phrase.Capital(strings.Join(l.words.Strokes(best), ", "))+".")...)
	}
	return p, nil
}

// most is how many violations of a plan are told; the others are counted.
const most = 4

// check says what the rules have against a plan.
func (l *library) check(v technique.Visit, plan technique.Plan) (part, error) {
	r, err := l.planner.Check(v, plan)
	if err != nil {
		return part{}, err
	}
	p := part{verdict: r.Floor.String()}
	if !r.Settled {
		p.verdict += " open"
	}
	seen := map[string]bool{}
	for _, v := range r.Violations {
		p.claims = append(p.claims, v.Claims...)
		if seen[v.Rule] || v.Kind < technique.KindChange {
			continue
		}
		seen[v.Rule] = true
		switch {
		case len(seen) == 1:
			p.lines = entry("Plan", "CHANGE IT. "+v.Says, v.Instead)
		case len(seen) <= most:
			p.lines = append(p.lines, entry("", v.Says)...)
		}
	}
	if more := len(seen) - most; more > 0 {
		noun := "reasons"
		if more == 1 {
			noun = "reason"
		}
		p.lines = append(p.lines, entry("", fmt.Sprintf("And %d more %s.", more, noun))...)
	}
	if t, ok := plan.Therapist.Value(); ok && !t.AtLeast(r.Level) {
		p.lines = append(p.lines, entry("By whom", training(r.Level))...)
	}
	if len(p.lines) == 0 {
		p.lines = entry("Plan", "IT FITS.")
	}
	return p, nil
}

// stop says whether a session that goes on has to end.
func (l *library) stop(during technique.During) (part, error) {
	s, err := l.planner.Stop(technique.Visit{}, during)
	if err != nil {
		return part{}, err
	}
	if len(s.Violations) == 0 {
		return part{verdict: "none", lines: entry("During", "GO ON.")}, nil
	}
	v := s.Violations[0]
	return part{
		verdict: v.Kind.String(), claims: v.Claims, lines: entry("During", "SESSION OVER. "+v.Says, v.Instead),
	}, nil
}

// normal says what the discomfort after the last session of a course asks for.
func (l *library) normal(in screening.Intake, c soreness.Course) (part, error) {
	r, err := l.triager.Triage(in, c)
	if err != nil {
		return part{}, err
	}
	p := part{verdict: verdict(r.Level.String(), r.Urgency)}
	if !r.Settled() {
		p.verdict += " open"
	}
	for _, f := range r.Findings {
		p.claims = append(p.claims, f.Claims...)
	}
	what := strings.ToUpper(r.Level.Say(l.words)) + ". "
	if soon := l.words.Urgency(r.Urgency); soon != "" {
		what += soon + " "
	}
	if len(r.Findings) > 0 {
		f := r.Findings[0]
		p.lines = reasons("Normal?", what+f.Says, f.Rationale, f.Do)
		return p, nil
	}
	label := "Normal?"
	for _, c := range r.Causes {
		p.remark(label, what+c.Says, c)
		label, what = "", ""
	}
	if len(r.Causes) > 0 {
		p.lines = append(p.lines, entry("Why", r.Causes[0].Rationale)...)
	}
	if len(r.Advice) > 0 {
		p.remark("Advice", r.Advice[0].Says, r.Advice[0])
	}
	for _, m := range r.Messages {
		p.remark("But", m.Says, m)
	}
	return p, nil
}

// remark adds what decides nothing.
func (p *part) remark(label, says string, r soreness.Remark) {
	p.lines = append(p.lines, entry(label, says)...)
	p.claims = append(p.claims, r.Claims...)
}

// training is the least that a therapist has to have learnt.
func training(l technique.Level) string {
	switch l {
	case technique.ShortCourse:
		return "Somebody who has learnt it in a course."
	case technique.Qualified:
		return "Somebody with a diploma or a licence."
	case technique.QualifiedSpecial:
		return "Somebody with training for just this."
	case technique.Medical:
		return "Medical staff."
	}
	return "Anybody."
}

func verdict(name string, u screening.Urgency) string {
	if u == screening.UrgencyNone {
		return name
	}
	return name + " " + u.String()
}

// reasons are the action, why, and the first thing that can be done instead; a therapist at
// work is shown all of them.
func reasons(label, what, why, instead string) []string {
	lines := append(entry(label, what), entry("Why", why)...)
	if instead == "" {
		return lines
	}
	first, _, _ := strings.Cut(instead, ". ")
	return append(lines, entry("Instead", strings.TrimSuffix(first, ".")+".")...)
}

// indent is where the text of a situation begins.
const indent = 13

func entry(label string, texts ...string) []string {
	return column.Hang("    "+label, indent, strings.Join(texts, " "))
}

// claimsOf are the claims behind the parts of a situation, in the order of the article.
func claimsOf(parts []part) []string {
	carried := map[string]bool{}
	for _, p := range parts {
		for _, c := range p.claims {
			carried[c] = true
		}
	}
	var out []string
	for _, c := range claims.All() {
		if carried[c.ID] {
			out = append(out, c.ID)
		}
	}
	return out
}
