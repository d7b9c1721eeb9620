package main

import (
	"fmt"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/technique"
)

// allChoices is every technique with how it stands, and why.
func (p page) allChoices() []string {
	m := p.matching
	lines := []string{"", "TECHNIQUES"}
	for _, o := range m.Obstacles {
		lines = append(lines, entry("reason", o.Code+": "+o.Says)...)
	}
	for _, x := range m.Excluded {
		lines = append(lines, entry("left out", fmt.Sprintf("%s: %s", x.Region, x.Disposition))...)
	}
	for i, c := range m.Choices {
		head := fmt.Sprintf("%s: %s, from level %s%s", c.Technique, c.Standing, c.Level, between(c.Minutes, "minute", "minutes", ", "))
		block := words.Hang("", 0, head)
		for _, r := range c.Reasons {
			block = append(block, entry(r.Standing.String(), ruleSays(r.Rule, r.Says+" "+r.Instead))...)
			block = append(block, p.basis(r.Facts, r.Rows, r.Claims, r.Rationale, r.Sources, r.Grade, r.Changed)...)
			block = append(block, entry("from", strings.Join(r.Screening, ", "))...)
		}
		for _, o := range c.Open {
			block = append(block, entry("open", ruleSays(o.Rule, o.Says))...)
			block = append(block, waiting(o.WaitsFor, o.Unsure, o.Reason)...)
		}
		lines = append(lines, separated(i, block)...)
	}
	lines = append(lines, none(len(m.Choices)+len(m.Obstacles))...)
	var questions []screening.Question
	for _, q := range p.technicalQuestions() {
		questions = append(questions, q.Question)
	}
	lines = append(lines, "", "QUESTIONS ABOUT THE TECHNIQUE")
	lines = append(lines, p.allQuestions(questions)...)
	return append(append(lines, ""), entry("rules", m.Fingerprint)...)
}

// allPlan is every rule that has or may have something against the plan.
func (p page) allPlan() []string {
	r := p.review
	lines := []string{"", "PLAN"}
	lines = append(lines, entry("fits", yesNo(r.Fits))...)
	lines = append(lines, entry("settled", fmt.Sprintf("%s, from %s to %s", yesNo(r.Settled), r.Floor, r.Ceiling))...)
	level := string(r.Level)
	if level == "" {
		level = "none suffices"
	}
	lines = append(lines, entry("level", level)...)
	lines = append(lines, "")
	return append(lines, p.violations(r.Violations, r.Open)...)
}

// allDuring is every rule that ends the session that goes on, or may.
func (p page) allDuring() []string {
	s := p.stopping
	lines := append([]string{"", "SESSION"}, entry("stop", yesNo(s.Stop))...)
	lines = append(append(lines, entry("settled", yesNo(s.Settled))...), "")
	lines = append(lines, p.violations(s.Violations, s.Open)...)
	for _, q := range s.Questions {
		lines = append(lines, separated(1, p.question(q.Question))...)
	}
	return append(append(lines, ""), entry("rules", s.Fingerprint)...)
}

func (p page) violations(violations []technique.Violation, open []technique.OpenViolation) []string {
	var lines []string
	for i, v := range violations {
		block := words.Hang("", 0, fmt.Sprintf("%s: %s%s", v.Rule, v.Kind, stepOf(v.Step, v.Stroke, v.Regions)))
		block = append(block, entry("says", v.Says)...)
		block = append(block, entry("instead", v.Instead)...)
		block = append(block, p.basis(v.Facts, v.Rows, v.Claims, v.Rationale, v.Sources, v.Grade, v.Changed)...)
		lines = append(lines, separated(i, block)...)
	}
	for i, o := range open {
		block := words.Hang("", 0, fmt.Sprintf("%s: open, %s%s", o.Rule, o.Kind, stepOf(o.Step, o.Stroke, o.Regions)))
		block = append(block, waiting(o.WaitsFor, o.Unsure, o.Reason)...)
		block = append(block, entry("says", o.Says)...)
		lines = append(lines, separated(i+len(violations), block)...)
	}
	return append(lines, none(len(violations)+len(open))...)
}

func stepOf(step int, stroke string, regions []body.Region) string {
	if step == technique.WholePlan {
		return ""
	}
	text := fmt.Sprintf(", step %d", step+1)
	if stroke != "" {
		text += ", " + stroke
	}
	for i, r := range regions {
		if i == 0 {
			text += " at"
		}
		text += " " + r.String()
	}
	return text
}

func ruleSays(rule, says string) string { return strings.TrimSpace(rule + ": " + says) }

// basis is what stands behind a rule that holds.
func (p page) basis(facts []screening.Evidence, rows, claims []string, rationale string, sources []string, grade string, changed []string) []string {
	out := entry("rationale", rationale)
	for _, x := range facts {
		out = append(out, p.fact("fact", x)...)
	}
	out = append(out, entry("rows", strings.Join(rows, ", "))...)
	out = append(out, entry("claims", strings.Join(claims, ", "))...)
	out = append(out, entry("sources", strings.Join(sources, ", ")+"; grade "+grade)...)
	for _, reason := range changed {
		out = append(out, entry("changed", reason)...)
	}
	return out
}

// waiting is what a rule that may hold waits for.
func waiting(waitsFor, unsure []string, reason string) []string {
	out := entry("waits for", strings.Join(waitsFor, ", "))
	out = append(out, entry("unsure", strings.Join(unsure, ", "))...)
	return append(out, entry("reason", reason)...)
}
