package main

import (
	"fmt"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// unknownRule is the error of a rule that there is not.
func (c *clinic) unknownRule(id string) error {
	var ids []string
	for _, p := range c.parts {
		for _, r := range p.set.Rules() {
			ids = append(ids, r.ID)
		}
	}
	return fmt.Errorf("unknown rule %q%s", id, document.Suggest(id, ids))
}

// explainRule says everything that is known of a rule.
func (c *console) explainRule(p *part, rule int) {
	c.println(c.paint(bold, p.set.Rules()[rule].ID))
	for _, l := range ruleLines(p, rule) {
		c.hang("  "+l.Label, 13, l.Text)
	}
}

func limitWords(l *policy.RuleLimit) string {
	text := l.Name
	switch {
	case len(l.Values) > 0:
		text += ": " + strings.Join(l.Values, ", ")
	case l.Note != "":
		text += ": " + l.Note
	case l.Number != 0:
		text += fmt.Sprintf(": %g", l.Number)
	}
	switch l.Scope {
	case policy.Elsewhere:
		text += " (elsewhere)"
	case policy.Everywhere:
		text += " (everywhere)"
	case policy.InRegions:
		text += " (" + strings.Join(l.Regions, ", ") + ")"
	}
	return text
}

// showWhy writes how a rule stands for a client.
func (c *console) showWhy(w policytest.Why, indent string) {
	for _, clause := range w.Clauses {
		mark := map[string]string{"holds": c.paint(red, "yes"), "fails": c.paint(green, "no "), "open": "?  "}[clause.Stands]
		line := indent + mark + " " + clause.Says
		if len(clause.Because) > 0 {
			line += c.paint(dim, "   # "+strings.Join(clause.Because, ", "))
		}
		if clause.Decides {
			line += c.paint(dim, "; decides")
		}
		c.println(line)
	}
}
