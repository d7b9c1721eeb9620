package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/safehands/safehands/screening/policy/policytest"
)

func test(c *console, args []string) (int, error) {
	var s selection
	names, err := parse("test", args, names{0, 1}, s.define)
	if err != nil {
		return unread, err
	}
	s.dir = first(names)
	rules, err := open(s)
	if err != nil {
		return unread, err
	}
	return c.testAll(rules)
}

// testAll runs the cases of every part.
func (c *console) testAll(rules *clinic) (int, error) {
	status, cases, failed, gaps := clean, 0, 0, 0
	for _, p := range rules.testable() {
		files, dir, err := rules.caseFiles(&p)
		if err != nil {
			return unread, err
		}
		report, err := policytest.Check(p.set, files, p.spent()...)
		if err != nil {
			return unread, casesAt(dir, err)
		}
		cases += len(report.Cases)
		for _, r := range report.Cases {
			if len(r.Failures) > 0 {
				failed++
				c.showFailure(&p, dir, r)
			}
		}
		for _, r := range report.Coverage {
			i, _ := p.set.RuleIndex(r.Rule)
			if p.added(&p.set.Rules()[i]) && (r.Fires == 0 || r.Silent == 0 || r.Undecided == 0) {
				gaps++
				c.printf("%s: %s fires in %d cases, is silent in %d and undecided in %d; one of each is wanted\n",
					p.ruleAt(r.Rule), r.Rule, r.Fires, r.Silent, r.Undecided)
			}
		}
	}
	c.printf("%d cases, %s; %d rules of the folder without all three cases\n",
		cases, c.paint(map[bool]string{true: red, false: green}[failed > 0], fmt.Sprint(failed, " failed")), gaps)
	if failed+gaps > 0 {
		status = found
	}
	return status, nil
}

// showFailure says what was expected of a case, what came instead, and how the rules behind it
// stand.
func (c *console) showFailure(p *part, dir string, r policytest.Result) {
	r.File = filepath.Join(dir, r.File)
	c.printf("%s:%d:%d: %s\n", r.File, r.Line, r.Column, c.paint(bold, r.Name))
	for _, f := range r.Failures {
		c.println("  " + f)
	}
	for _, w := range r.Why {
		w.Position = p.ruleAt(w.Rule)
		for i, line := range strings.Split(w.String(), "\n") {
			if i > 0 {
				line = "  " + line
			}
			c.println("  " + line)
		}
	}
}

func explain(c *console, args []string) (int, error) {
	var s selection
	names, err := parse("explain", args, names{1, 1}, func(f *flag.FlagSet) { s.defineDir(f) })
	if err != nil {
		return unread, err
	}
	rules, err := open(s)
	if err != nil {
		return unread, err
	}
	for i := range rules.parts {
		p := &rules.parts[i]
		if k, ok := p.set.RuleIndex(names[0]); ok && !p.set.Rules()[k].Adopted {
			c.explainRule(p, k)
			return clean, nil
		}
	}
	return unread, rules.unknownRule(names[0])
}
