package screening

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Clearance is what a clinician said when asked whether there may be a massage. A yes covers rules:
// those that it names, and those that its conditions stand for. It covers nothing that has come up
// since: a red flag that it does not cover makes it void. One for nothing, or that nobody gave, is
// refused.
//
// In JSON its keys are covers, conditions, days_ago, by, role, given, answer, asked, holds_days,
// changed_since, limits, techniques, strokes and regions.
type Clearance struct {
	Covers []string // rule ids, as a program gives them
	// Conditions are what was asked about in plain words, such as blood thinner: the names and
	// words of [Screener.Conditions]. Each stands for every rule of today that asks a clinician
	// about it.
	Conditions []string
	DaysAgo    int // when the answer came, or the question where there is none: 0 for today
	// By is who gave it, on one line without characters that nobody sees. With a Role it can be
	// empty.
	By   string
	Role string // one of ClearanceRoles; empty: not told
	// Given is how the answer came. It is needed with Conditions; with Covers alone, empty leaves
	// it to the program that names the rules, and is not in writing where param.insurer_written
	// asks for that.
	Given ClearanceForm
	// Answer is what was said. It is needed with Conditions; with Covers alone, empty is a yes.
	Answer ClearanceAnswer
	Asked  string // the question, word for word; it decides nothing
	// HoldsDays is until when, counted from the day of the answer; 0: as long as any,
	// param.clearance_days.
	HoldsDays int
	// ChangedSince spends a yes: what was asked about has become worse, was operated on or was told
	// anew since. An operation or a pregnancy is seen without it where what is told of its time
	// leaves no doubt, a clot, a heart attack or a stroke where it leaves some, and so is
	// session.changed.
	ChangedSince bool
	// Limits of a limited yes hold with those of the rules, the stricter of the two, also where no
	// rule asked and where the yes itself is spent: as long as what they are about is told. Strokes
	// can be those of a limit or the groups gliding, firm_kneading, point_pressure, joint_movement
	// and percussion. Spots and notes are none of them.
	Limits     Limits
	Techniques []string      // agreed; none means none
	Strokes    []string      // agreed; none means none
	Regions    []body.Region // where it holds; none means everywhere, as a no does whatever they are
}

// ClearanceForm is how the answer of a clinician came.
type ClearanceForm string

// The forms.
const (
	ClearanceWritten  ClearanceForm = "written"
	ClearanceSpoken   ClearanceForm = "spoken"    // to us, and noted
	ClearancePassedOn ClearanceForm = "passed_on" // spoken to the client; it counts where a rule has the tag yes.spoken
)

// ClearanceAnswer is what a clinician said.
type ClearanceAnswer string

// The answers. A no takes a yes for the same rules away that is as old or older, and asks first
// where no rule does, by one that carries a no, until a later yes; no answer changes nothing.
const (
	ClearanceYes     ClearanceAnswer = "yes"
	ClearanceLimited ClearanceAnswer = "limited" // yes, with limits
	ClearanceNo      ClearanceAnswer = "no"
	ClearanceNone    ClearanceAnswer = "none" // asked, and not answered
)

// ClearanceRoles are who can give a clearance.
func ClearanceRoles() []string {
	return []string{"pharmacist", "gp", "midwife", "nurse", "physiotherapist", "surgeon", "clinic"}
}

// agrees reports whether the answer is some kind of yes.
func (c *Clearance) agrees() bool {
	return c.Answer == "" || c.Answer == ClearanceYes || c.Answer == ClearanceLimited
}

// consent is a clearance as it counts today.
type consent struct {
	asked   policy.Clearance // the rules that it covers
	names   []string         // every rule that it speaks of, whether it covers it or not
	of      []string         // the conditions that it speaks of
	limits  *Limits          // of a limited yes
	regions []body.Region
}

// consents brings clearances into the engine's form: what each covers, beside the others. One with
// a fault covers nothing.
func (s *Screener) consents(clearance []Clearance, a *policy.Answers, p *document.Problems) []consent {
	out := make([]consent, len(clearance))
	refused := map[string]int{} // by rule: how old the newest no is
	for i := range clearance {
		c := &clearance[i]
		before := p.Len()
		s.checkClearance(c, fmt.Sprintf("clearance[%d]", i), p)
		if p.Len() > before {
			continue
		}
		out[i].names, out[i].of = s.speaksOf(c), s.conditionsIn(c)
		if c.Answer != ClearanceNo {
			continue
		}
		for _, rule := range out[i].names {
			if at, ok := refused[rule]; !ok || c.DaysAgo < at {
				refused[rule] = c.DaysAgo
			}
		}
	}
	for i := range clearance {
		c, x := &clearance[i], &out[i]
		if len(x.names)+len(x.of) == 0 || !c.agrees() {
			continue
		}
		for _, r := range c.Regions {
			x.asked.Places = append(x.asked.Places, string(r))
		}
		x.asked.Lapsed = !s.fresh(c) || s.changedSince(c, a)
		x.asked.Covers = slices.DeleteFunc(slices.Clone(x.names), func(rule string) bool {
			at, no := refused[rule]
			return no && at <= c.DaysAgo || !s.formCounts(rule, c.Given) || c.spentBy(s, rule, a)
		})
		if c.Answer == ClearanceLimited {
			limits := c.Limits.ungrouped()
			x.limits = &limits
			for _, r := range c.Regions {
				x.regions = append(x.regions, r.Parts()...)
			}
		}
	}
	return out
}

// fresh reports whether a yes still holds by its age, and nothing is told that spends it.
func (s *Screener) fresh(c *Clearance) bool {
	return float64(c.DaysAgo) <= s.valid && (c.HoldsDays == 0 || c.DaysAgo <= c.HoldsDays) && !c.ChangedSince
}

// changedSince reports whether something has changed since the answer by what is told today
// (N-IC05).
func (s *Screener) changedSince(c *Clearance, a *policy.Answers) bool {
	fact, ok := s.set.FactIndex("session.changed")
	return ok && a.Fact(fact).State == policy.Known && a.Fact(fact).Yes && c.DaysAgo > 0
}

// Covered returns the rules that a clearance covers by itself, by id: nothing where it is no yes,
// has lapsed, is spent or is faulty. What the intake and other clearances say of it, Screen knows.
func (s *Screener) Covered(c Clearance) []string {
	if !s.built() || !c.agrees() || !s.fresh(&c) {
		return nil
	}
	var p document.Problems
	if s.checkClearance(&c, "clearance", &p); p.Len() > 0 {
		return nil
	}
	return slices.DeleteFunc(s.speaksOf(&c), func(rule string) bool { return !s.formCounts(rule, c.Given) })
}

// speaksOf returns every rule that a clearance names or stands for, each once.
func (s *Screener) speaksOf(c *Clearance) []string {
	out := slices.Clone(c.Covers)
	for _, typed := range c.Conditions {
		if name, ok := s.asked.find(typed); ok {
			out = append(out, s.asked.rules[name]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// formCounts reports whether an answer that came in a form counts for a rule (N-IC04).
func (s *Screener) formCounts(rule string, form ClearanceForm) bool {
	i, ok := s.set.RuleIndex(rule)
	if !ok || form == ClearanceWritten {
		return true
	}
	r := &s.set.Rules()[i]
	if written, _ := s.set.Parameter("insurer_written"); r.Layer == layers.Insurer && written != 0 {
		return false // nor where nobody says how it came
	}
	return form == "" || form == ClearanceSpoken || r.Tagged(passedOnTag)
}

// checkClearance reports what is wrong with a clearance.
func (s *Screener) checkClearance(c *Clearance, path string, p *document.Problems) {
	before := p.Len()
	report := func(key, format string, args ...any) {
		p.In(path+"."+key, format, args...)
	}
	if c.DaysAgo < 0 {
		report("days_ago", "%d days ago lies ahead", c.DaysAgo)
	}
	if c.HoldsDays < 0 {
		report("holds_days", "%d days lie behind", c.HoldsDays)
	}
	if fault := byFault(c.By); fault != "" && (c.By != "" || c.Role == "") {
		report("by", "%s", fault) // the role is enough (N-IC02)
	}
	if fault := askedFault(c.Asked); fault != "" {
		report("asked", "%s", fault)
	}
	if len(c.Covers) == 0 && len(c.Conditions) == 0 {
		report("covers", "is empty; name the rules that the clearance covers")
	}
	c.checkWords(report)
	p.TooMany(path+".covers", "rules", len(c.Covers), MaxCovers)
	p.TooMany(path+".conditions", "conditions", len(c.Conditions), MaxCovers)
	p.TooMany(path+".techniques", "techniques", len(c.Techniques), MaxAgreed)
	p.TooMany(path+".strokes", "strokes", len(c.Strokes), MaxAgreed)
	p.TooMany(path+".regions", "regions", len(c.Regions), len(s.places))
	if p.Len() > before {
		return
	}
	unknown := func(list string, j int, what, name, hint string) {
		if p.Full() {
			p.Add(document.Problem{More: 1})
			return
		}
		report(fmt.Sprintf("%s[%d]", list, j), "unknown %s %.60q%s", what, name, hint)
	}
	for j, id := range c.Covers {
		if _, ok := s.set.RuleIndex(id); !ok {
			unknown("covers", j, "rule", id, p.Suggest(id, s.ruleIDs))
		}
	}
	for j, typed := range c.Conditions {
		if _, ok := s.asked.find(typed); !ok {
			unknown("conditions", j, "condition", typed, s.asked.hint(typed))
		}
	}
	for j, r := range c.Regions {
		switch {
		case slices.Contains(c.Regions[:j], r):
			report(fmt.Sprintf("regions[%d]", j), "%s stands there twice", r)
		case !slices.Contains(s.places, string(r)):
			unknown("regions", j, "region", string(r), document.Suggest(string(r), s.places))
		}
	}
}

// checkWords reports what is wrong with the closed words of a clearance, and with its limits.
func (c *Clearance) checkWords(report func(key, format string, args ...any)) {
	word := func(key, said string, words []string) {
		if said != "" && !slices.Contains(words, said) {
			report(key, "%.60q is none of %s%s", said, strings.Join(words, ", "), document.Suggest(said, words))
		}
	}
	word("role", c.Role, ClearanceRoles())
	word("given", string(c.Given), clearanceForms())
	word("answer", string(c.Answer), clearanceAnswers())
	if len(c.Conditions) > 0 && c.Answer == "" {
		report("answer", "is missing; say %s", strings.Join(clearanceAnswers(), ", "))
	}
	if len(c.Conditions) > 0 && c.Given == "" && c.Answer != ClearanceNone {
		report("given", "is missing; say %s", strings.Join(clearanceForms(), ", "))
	}
	l := c.Limits
	if len(l.Spots) > 0 || len(l.Notes) > 0 {
		report("limits", "have spots or notes, which a clearance cannot set")
	}
	for _, f := range limitFields() {
		f.check(&l, report)
	}
	limited := !l.None() || len(c.Regions)+len(c.Techniques)+len(c.Strokes) > 0
	switch {
	case c.Answer == ClearanceLimited && !limited:
		report("limits", "are missing; say what a limited yes is limited to")
	case c.Answer != ClearanceLimited && !l.None():
		report("limits", "belong to the answer %s", ClearanceLimited)
	}
}

func clearanceForms() []string {
	return []string{string(ClearanceWritten), string(ClearanceSpoken), string(ClearancePassedOn)}
}

func clearanceAnswers() []string {
	return []string{
		string(ClearanceYes), string(ClearanceLimited), string(ClearanceNo), string(ClearanceNone),
	}
}
