package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// mutate changes the rules one token at a time and says what the cases do not find out.
func mutate(c *console, args []string) (int, error) {
	var s selection
	asJSON, least := false, 90.0
	names, err := parse("mutate", args, names{0, 100}, func(f *flag.FlagSet) {
		s.define(f)
		f.BoolVar(&asJSON, "json", false, "write JSON")
		f.Float64Var(&least, "least", least, "the score that is enough, in percent")
	})
	if err != nil {
		return unread, err
	}
	s.dir = builtIn
	if len(names) > 0 && isDir(names[0]) {
		s.dir, names = names[0], names[1:]
	}
	if s.dir == builtIn && s.part == "" {
		s.part = "screening"
	}
	rules, err := open(s)
	if err != nil {
		return unread, err
	}
	if err := rules.ownRules(names); err != nil {
		return unread, err
	}
	status, tried := clean, 0
	reports := map[string]*policytest.Mutation{}
	for i := range rules.parts {
		p := &rules.parts[i]
		files, dir, err := rules.caseFiles(p)
		if err != nil {
			return unread, err
		}
		m, err := policytest.Mutate(p.set, files, func(r *policy.Rule) bool {
			named := slices.ContainsFunc(names, func(id string) bool { return strings.HasPrefix(r.ID, id) })
			return p.own(r) && (len(names) == 0 || named)
		}, c.progress("mutants"), p.spent()...)
		if err != nil {
			return unread, casesAt(dir, err)
		}
		for _, list := range [][]policytest.Survivor{m.Survivors, m.Equivalent} {
			for k := range list {
				list[k].Position = p.ruleAt(list[k].Rule)
			}
		}
		if tried += m.Killed + len(m.Survivors); m.Score() < least {
			status = found
		}
		if reports[p.name] = m; !asJSON {
			c.showMutation(p, m)
		}
	}
	if status == clean && tried == 0 {
		status = notCompared // a score of nothing says nothing
	}
	if asJSON {
		return status, c.json(reports)
	}
	return status, nil
}

// ownRules refuses a beginning of an id that no rule has which the command is about.
func (c *clinic) ownRules(names []string) error {
	for _, name := range names {
		known := false
		for i := range c.parts {
			known = known || slices.ContainsFunc(c.parts[i].set.Rules(), func(r policy.Rule) bool {
				return c.parts[i].own(&r) && strings.HasPrefix(r.ID, name)
			})
		}
		if !known {
			return fmt.Errorf("%w among those of %s", c.unknownRule(name), called(c.dir))
		}
	}
	return nil
}

func (c *console) showMutation(p *part, m *policytest.Mutation) {
	for _, s := range m.Survivors {
		c.printf("%s: %s: %s\n", s.Position, s.Rule, s.Key)
		was, now := s.Changed()
		c.hang("  was ", 6, was)
		c.hang("  now ", 6, now)
		if s.Kills == "" {
			c.println("  # no client was found that shows it")
			continue
		}
		c.println("  # finds it out; look up what should follow")
		c.block(s.Kills, "  ")
	}
	score := fmt.Sprintf("score %.1f%%", m.Score())
	if m.Killed+len(m.Survivors) == 0 {
		score = "nothing to find out"
	}
	c.printf("%s: %s: %d refused by the loader, %d found out, %d proved to decide alike,\n  %d survive; %s\n",
		p.name, plural(m.Mutants, "mutant"), m.Refused, m.Killed, len(m.Equivalent), len(m.Survivors), score)
}
