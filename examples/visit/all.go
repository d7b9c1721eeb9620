package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
)

// writeAll prints everything, for whoever checks the decision.
func writeAll(out *bytes.Buffer, l library, d decided) {
	p := l.page(d)
	p.all = true
	lines := p.lines()
	if d.screened {
		lines = append(lines, p.allScreening()...)
	}
	if d.matching != nil {
		lines = append(lines, p.allChoices()...)
	}
	if d.review != nil {
		lines = append(lines, p.allPlan()...)
	}
	if d.stopping != nil {
		lines = append(lines, p.allDuring()...)
	}
	if d.triage != nil {
		lines = append(lines, p.allAfter()...)
	}
	lines = append(append(lines, ""), p.footer("No clinician has reviewed the rules yet.")...)
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
}

func (p page) allScreening() []string {
	d := p.decided
	lines := []string{"", "REGIONS"}
	for _, r := range d.decision.Regions {
		text := fmt.Sprintf("%s, from %s to %s", r.Disposition, r.Floor, r.Ceiling)
		limits := words.Limits(r.Limits)
		if said := words.SayLimits(limits); said != "" {
			text += "; " + said
		}
		lines = append(lines, words.Hang(r.Region.String(), 22, text)...)
		for _, n := range words.Notes(limits) {
			lines = append(lines, words.Hang("", 22, n)...)
		}
	}
	if len(d.decision.Disagreements) > 0 {
		lines = append(lines, "", "ANSWERS THAT DO NOT GO TOGETHER")
	}
	for i, x := range d.decision.Disagreements {
		lines = append(lines, separated(i, p.disagreement(x))...)
	}
	lines = append(lines, "", "RULES THAT HOLD")
	for i, f := range d.decision.Findings {
		lines = append(lines, separated(i, p.finding(f))...)
	}
	lines = append(lines, none(len(d.decision.Findings))...)
	lines = append(lines, "", "RULES THAT MAY HOLD")
	for i, o := range d.decision.Open {
		lines = append(lines, separated(i, open(o))...)
	}
	lines = append(lines, none(len(d.decision.Open))...)
	lines = append(lines, "", "QUESTIONS")
	lines = append(lines, p.allQuestions(d.questions)...)
	lines = append(lines, "", "MESSAGES")
	for i, m := range d.tell() {
		lines = append(lines, separated(i, message(m))...)
	}
	lines = append(lines, none(len(d.tell()))...)
	lines = append(lines, "", "DECISION")
	lines = append(lines, entry("disposition", fmt.Sprintf("%s, from %s to %s", d.decision.Disposition, d.decision.Floor, d.decision.Ceiling))...)
	lines = append(lines, entry("urgency", fmt.Sprintf("from %s to %s", d.decision.Urgency, d.decision.UrgencyCeiling))...)
	lines = append(lines, entry("settled", yesNo(d.decision.Settled()))...)
	lines = append(lines, entry("may treat", yesNo(d.decision.MayTreat()))...)
	if d.decision.Inexact {
		lines = append(lines, entry("inexact", "a search was cut short; more is asked than has to be, never less")...)
	}
	lines = append(lines, entry("rules", d.decision.Fingerprint)...)
	return lines
}

func message(m screening.Message) []string {
	out := words.Hang("", 0, m.Rule+": told in any case")
	for _, e := range []struct{ label, text string }{
		{"says", m.Says}, {"client", m.Client}, {"rationale", m.Rationale}, {"rows", strings.Join(m.Rows, ", ")},
		{"sources", strings.Join(m.Sources, ", ") + "; grade " + m.Grade},
	} {
		out = append(out, entry(e.label, e.text)...)
	}
	return out
}

func (p page) allQuestions(questions []screening.Question) []string {
	var lines []string
	for i, q := range questions {
		lines = append(lines, separated(i, p.question(q))...)
	}
	return append(lines, none(len(questions))...)
}

// separated puts an empty line between blocks.
func separated(i int, block []string) []string {
	if i == 0 {
		return block
	}
	return append([]string{""}, block...)
}

func none(n int) []string {
	if n > 0 {
		return nil
	}
	return []string{"none"}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// entry is a labelled line of a block; nothing for an empty text.
func entry(label, text string) []string {
	if text == "" {
		return nil
	}
	return words.Hang("  "+label, 16, text)
}

func (p page) finding(f screening.Finding) []string {
	head := fmt.Sprintf("%s: %s, urgency %s", f.Rule, f.Kind, f.Urgency)
	if f.RedFlag {
		head += ", red flag"
	}
	if f.Cleared {
		head += ", cleared"
	}
	out := words.Hang("", 0, head)
	for _, e := range []struct{ label, text string }{
		{"says", f.Says}, {"instead", f.Instead}, {"until", f.Until}, {"client", f.Client}, {"rationale", f.Rationale},
		{"regions", strings.Join(f.Regions, ", ")},
	} {
		out = append(out, entry(e.label, e.text)...)
	}
	for _, x := range f.Facts {
		out = append(out, p.fact("fact", x)...)
	}
	out = append(out, entry("rows", strings.Join(f.Rows, ", "))...)
	out = append(out, entry("claims", strings.Join(f.Claims, ", "))...)
	out = append(out, entry("sources", strings.Join(f.Sources, ", ")+"; grade "+f.Grade)...)
	for _, reason := range f.Changed {
		out = append(out, entry("changed", reason)...)
	}
	return out
}

func open(o screening.OpenRule) []string {
	out := words.Hang("", 0, fmt.Sprintf("%s: %s, urgency %s", o.Rule, o.Kind, o.Urgency))
	out = append(out, entry("waits for", strings.Join(o.WaitsFor, ", "))...)
	out = append(out, entry("unsure", strings.Join(o.Unsure, ", "))...)
	out = append(out, entry("reason", o.Reason)...)
	return append(out, entry("says", o.Says)...)
}

func (p page) question(q screening.Question) []string {
	head := q.Fact
	if q.Card != "" {
		head += fmt.Sprintf(" (card %s, line %s)", q.Card, q.Line)
	}
	out := words.Hang("", 0, head)
	out = append(out, entry("ask", p.single(q))...)
	effect := "what to do, or how soon"
	if !q.Decides {
		effect = "findings or limits only"
	}
	out = append(out, entry("changes", effect)...)
	if q.Inexact {
		out = append(out, entry("inexact", "the search was cut short; it may be asked in vain")...)
	}
	out = append(out, entry("after", strings.Join(q.After, ", "))...)
	return append(out, entry("rules", strings.Join(q.Rules, ", "))...)
}
