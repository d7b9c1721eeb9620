package main

import (
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// vetFolder finds what a folder brings and nothing uses, and changes that leave all as it was: no
// proof is needed for that.
func (c *clinic) vetFolder(p *part) (out []policy.Finding) {
	if p.standing == nil {
		return nil
	}
	find := func(name, position, says string, args ...any) {
		out = append(out, policy.Finding{
			Kind: policy.Unreachable, Name: name, Positions: []string{position}, Says: fmt.Sprintf(says, args...),
		})
	}
	before := map[string]bool{}
	for _, x := range p.standing.Sources() {
		before[x.Key] = true
	}
	for _, x := range p.set.Sources() {
		// Rules of the sets that stand on this one may cite it, where all of them are there.
		if !before[x.Key] && c.part == "" && !c.cites(x.Key) {
			_, position := p.set.DeclaredAt("source " + x.Key)
			find("source "+x.Key, position, "no rule cites the source %s", x.Key)
		}
	}
	for _, x := range p.set.Changes() {
		if !slices.Contains(p.standing.Changes(), x) && x.Reason != "" && p.unchanged(x) {
			find(x.Kind+" "+x.Name, x.Position, "the change of %s %s leaves it as it was", x.Kind, x.Name)
		}
	}
	return out
}

func (c *clinic) cites(key string) bool {
	return slices.ContainsFunc(c.parts, func(p part) bool {
		return slices.ContainsFunc(p.set.Rules(), func(r policy.Rule) bool { return slices.Contains(r.Sources, key) })
	})
}

// unchanged reports whether a parameter or a rule is what it is without the folder.
func (p *part) unchanged(x policy.Change) bool {
	switch x.Kind {
	case "parameter":
		value := func(s *policy.Set) float64 {
			all := s.Parameters()
			i := slices.IndexFunc(all, func(y policy.Parameter) bool { return y.Name == x.Name })
			return all[i].Value
		}
		return value(p.set) == value(p.standing)
	case "rule":
		i, ok := p.set.RuleIndex(x.Name)
		k, was := p.standing.RuleIndex(x.Name)
		if !ok || !was {
			return false
		}
		a, b := p.set.Rules()[i], p.standing.Rules()[k]
		a.Changed, a.Position, b.Changed, b.Position = nil, "", nil, ""
		if u, v := a.IfUnsure, b.IfUnsure; u != nil && v != nil && *u == *v {
			a.IfUnsure, b.IfUnsure = nil, nil
		}
		return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b)
	}
	return false
}
