package main

import (
	"flag"

	"github.com/safehands/safehands/screening/policy/policytest"
)

// schema writes the JSON Schema of the rule files of a set, or of its case files, by which an
// editor completes and underlines.
func schema(c *console, args []string) (int, error) {
	var s selection
	what := ""
	names, err := parse("schema", args, names{1, 2}, s.define)
	if err != nil {
		return unread, err
	}
	what, s.dir = names[0], first(names[1:])
	p, err := onePart(s)
	if err != nil {
		return unread, err
	}
	switch what {
	case "rules":
		return clean, p.set.WriteFileSchema(c.out, true)
	case "cases":
		return clean, policytest.WriteCaseSchema(c.out, p.set, true)
	}
	return unread, unknownWord(what, "rules", "cases")
}

// reference writes every key of rule and case files.
func reference(c *console, args []string) (int, error) {
	var s selection
	names, err := parse("reference", args, names{0, 1}, func(f *flag.FlagSet) { s.define(f) })
	if err != nil {
		return unread, err
	}
	s.dir = first(names)
	p, err := onePart(s)
	if err != nil {
		return unread, err
	}
	return clean, policytest.WriteReference(c.out, p.set)
}

// onePart is the one set that is meant: without -set, that of the screening or the first of the
// folder.
func onePart(s selection) (*part, error) {
	if s.dir == builtIn && s.part == "" {
		s.part = "screening"
	}
	all, err := open(s)
	if err != nil {
		return nil, err
	}
	return &all.parts[0], nil
}
