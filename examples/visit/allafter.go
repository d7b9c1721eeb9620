package main

import (
	"fmt"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/soreness"
)

// allAfter is everything that was decided about the discomfort after the last session.
func (p page) allAfter() []string {
	r := p.triage.result
	lines := []string{"", "AFTER THE LAST SESSION"}
	lines = append(lines, entry("level", fmt.Sprintf("%s, from %s to %s", r.Level, r.Floor, r.Ceiling))...)
	lines = append(lines, entry("urgency", fmt.Sprintf("from %s to %s", r.Urgency, r.UrgencyCeiling))...)
	lines = append(lines, entry("settled", yesNo(r.Settled()))...)
	lines = append(lines, entry("grid", r.Grid.String())...)
	if r.Inexact {
		lines = append(lines, entry("inexact", "a search was cut short; more is asked than has to be, never less")...)
	}
	lines = append(lines, "")
	for i, f := range r.Findings {
		head := fmt.Sprintf("%s: %s, urgency %s", f.Rule, f.Level, f.Urgency)
		if f.RedFlag {
			head += ", red flag"
		}
		block := words.Hang("", 0, head)
		block = append(block, entry("says", f.Says)...)
		block = append(block, entry("do", f.Do)...)
		block = append(block, entry("client", f.Client)...)
		block = append(block, p.basis(f.Facts, f.Rows, f.Claims, f.Rationale, f.Sources, f.Grade, f.Changed)...)
		lines = append(lines, separated(i, block)...)
	}
	lines = append(lines, none(len(r.Findings))...)
	lines = append(lines, "", "WHAT MAY HOLD AFTER THE LAST SESSION")
	for i, o := range r.Open {
		block := words.Hang("", 0, fmt.Sprintf("%s: %s, urgency %s", o.Rule, o.Level, o.Urgency))
		block = append(block, waiting(o.WaitsFor, o.Unsure, o.Reason)...)
		block = append(block, entry("says", o.Says)...)
		lines = append(lines, separated(i, block)...)
	}
	lines = append(lines, none(len(r.Open))...)
	for _, group := range []struct {
		title   string
		remarks []soreness.Remark
	}{{"WHAT IT MAY REFLECT", r.Causes}, {"ADVICE", r.Advice}, {"GOOD TO KNOW", r.Messages}} {
		lines = append(lines, "", group.title)
		for i, x := range group.remarks {
			block := words.Hang("", 0, x.Rule+": "+x.Says)
			block = append(block, entry("client", x.Client)...)
			block = append(block, p.basis(x.Facts, x.Rows, x.Claims, x.Rationale, x.Sources, x.Grade, x.Changed)...)
			lines = append(lines, separated(i, block)...)
		}
		lines = append(lines, none(len(group.remarks))...)
	}
	lines = append(lines, "", "QUESTIONS AFTER THE LAST SESSION")
	lines = append(lines, p.allQuestions(p.triage.questions)...)
	return append(append(lines, ""), entry("rules", r.Fingerprint)...)
}
