package main

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/policytest"
)

// coverage is how far the cases look at one rule, in words.
type coverage struct {
	Rule, Position string
	Gaps           int
	Clauses        []clauseRow
}

type clauseRow struct {
	Says                string
	Holds, Fails, Alone int
	Note, Shows         string
}

// cover says which clauses the cases see true, false and deciding alone.
func cover(c *console, args []string) (int, error) {
	var s selection
	html, all := false, false
	names, err := parse("cover", args, names{0, 1}, func(f *flag.FlagSet) {
		s.define(f)
		f.BoolVar(&html, "html", false, "write a page")
		f.BoolVar(&all, "all", false, "show what is covered as well")
	})
	if err != nil {
		return unread, err
	}
	s.dir = first(names)
	if s.dir == builtIn && s.part == "" {
		s.part = "screening"
	}
	rules, err := open(s)
	if err != nil {
		return unread, err
	}
	var rows []coverage
	clauses, gaps := 0, 0
	for i := range rules.parts {
		p := &rules.parts[i]
		files, dir, err := rules.caseFiles(p)
		if err != nil {
			return unread, err
		}
		found, err := policytest.Clauses(p.set, files, p.spent()...)
		if err != nil {
			return unread, casesAt(dir, err)
		}
		for _, r := range found {
			k, _ := p.set.RuleIndex(r.Rule)
			if !p.own(&p.set.Rules()[k]) {
				continue
			}
			row := coverageOf(p, r)
			clauses, gaps = clauses+len(row.Clauses), gaps+row.Gaps
			rows = append(rows, row)
		}
	}
	status := clean
	switch {
	case gaps > 0:
		status = found
	case len(rows) == 0:
		status = notCompared // there is no rule to look at
	}
	intro := fmt.Sprintf("%s in %s; %d without a case that shows it to hold, to fail or to decide alone",
		plural(clauses, "clause"), plural(len(rows), "rule"), gaps)
	if html {
		slices.SortStableFunc(rows, func(a, b coverage) int { return cmp.Compare(b.Gaps, a.Gaps) })
		return status, pages.ExecuteTemplate(c.out, "cover.html", coverPage{"Coverage", intro + ".", rows})
	}
	for _, r := range rows {
		if all || r.Gaps > 0 {
			c.showCoverage(r, all)
		}
	}
	c.println(intro)
	return status, nil
}

func coverageOf(p *part, r policytest.RuleClauses) coverage {
	out := coverage{Rule: r.Rule, Position: p.ruleAt(r.Rule)}
	for _, x := range r.Clauses {
		row := clauseRow{Says: x.Says, Holds: x.Holds, Fails: x.Fails, Alone: x.Alone, Note: strings.Join(x.Gaps(), ", ")}
		if x.Redundant {
			const says = "proved: it never decides alone; the rule says the same without it"
			row.Note = strings.TrimPrefix(row.Note+", ", ", ") + says
		}
		if row.Note != "" {
			out.Gaps++
			row.Shows = x.Shows
		}
		out.Clauses = append(out.Clauses, row)
	}
	return out
}

func (c *console) showCoverage(r coverage, all bool) {
	c.printf("%s: %s\n", r.Position, c.paint(bold, r.Rule))
	for _, x := range r.Clauses {
		if !all && x.Note == "" {
			continue
		}
		text := fmt.Sprintf("  holds in %d, fails in %d, decides alone in %d", x.Holds, x.Fails, x.Alone)
		c.println("  " + x.Says)
		if x.Note != "" {
			text += "; " + x.Note
		}
		c.hang("", 4, text)
		if x.Shows != "" {
			c.println("    # a client where it decides alone; look up what should follow")
			c.block(x.Shows, "    ")
		}
	}
}

// block writes an entry of a case file.
func (c *console) block(text, indent string) {
	for line := range strings.Lines(text) {
		c.out.Write([]byte(indent + line))
	}
}

type coverPage struct {
	Title, Intro string
	Rules        []coverage
}
