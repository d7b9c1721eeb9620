package main

import (
	"flag"

	"github.com/safehands/safehands/screening/policy"
)

func diff(c *console, args []string) (int, error) {
	var s selection
	asJSON := false
	names, err := parse("diff", args, names{2, 2}, func(f *flag.FlagSet) {
		s.define(f)
		f.BoolVar(&asJSON, "json", false, "write JSON")
	})
	if err != nil {
		return unread, err
	}
	pair, err := openBoth(s, names[0], names[1])
	if err != nil {
		return unread, err
	}
	all := map[string]*policy.Comparison{}
	for i := range pair[0].parts {
		before, after := &pair[0].parts[i], &pair[1].parts[i]
		d := policy.Compare(before.set, after.set)
		if all[before.name] = d; !asJSON {
			c.showDifferences(before, after, d)
		}
	}
	status := worst(all)
	if asJSON && len(all) == 1 {
		return status, c.json(all[pair[0].parts[0].name])
	} else if asJSON {
		return status, c.json(all)
	}
	n := 0
	for _, d := range all {
		n += len(d.Differences)
	}
	c.printf("%d differences\n", n)
	return status, nil
}

// worst is the exit status of several comparisons.
func worst(all map[string]*policy.Comparison) int {
	milder, open, stricter, other, same := false, false, false, false, true
	for _, d := range all {
		milder, stricter = milder || d.Loosened(), stricter || d.Tightened()
		open, other, same = open || len(d.Unproved) > 0, other || len(d.Differences) > 0, same && d.Equivalent
	}
	switch {
	case milder:
		return loosened
	case open:
		return notCompared
	case stricter:
		return tightened
	case other:
		return found
	case !same:
		return notCompared
	}
	return clean
}

func (c *console) showDifferences(before, after *part, x *policy.Comparison) {
	for i := range x.Differences {
		d := &x.Differences[i]
		position := after.ruleAt(d.Rule)
		if _, there := after.set.RuleIndex(d.Rule); !there {
			position = before.ruleAt(d.Rule)
		}
		colour := dim
		switch d.Kind {
		case policy.NewlyAllowed, policy.Milder:
			colour = red
		}
		c.printf("%s: %s: %s\n", position, c.paint(colour, string(d.Kind)), d.Says)
		c.show("before", d.Before)
		c.show("after", d.After)
	}
	for _, text := range x.Apart {
		c.println("not in both: " + text)
	}
	for _, text := range x.Unproved {
		c.println("not answered: " + text)
	}
}
