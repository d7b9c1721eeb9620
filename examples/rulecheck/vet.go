package main

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/safehands/safehands/screening/policy"
)

func vet(c *console, args []string) (int, error) {
	var s selection
	asJSON := false
	names, err := parse("vet", args, names{0, 1}, func(f *flag.FlagSet) {
		s.define(f)
		f.BoolVar(&asJSON, "json", false, "write JSON")
	})
	if err != nil {
		return unread, err
	}
	s.dir = first(names)
	rules, err := open(s)
	if err != nil {
		return unread, err
	}
	status := clean
	reports := map[string]*policy.Vetting{}
	done := c.busy("proving " + plural(len(rules.parts), "rule set"))
	proofs := rules.vet()
	done()
	for i, v := range proofs {
		p := &rules.parts[i]
		v.Findings = append(v.Findings, rules.vetFolder(p)...)
		switch {
		case len(v.Findings) > 0:
			status = found
		case len(v.Unproved) > 0 && status == clean:
			status = notCompared
		}
		if reports[p.name] = v; !asJSON {
			c.showVetting(p, v, len(rules.parts) > 1)
		}
	}
	if asJSON && len(rules.parts) == 1 {
		return status, c.json(reports[rules.parts[0].name])
	} else if asJSON {
		return status, c.json(reports)
	}
	return status, nil
}

// vet proves what can be proved of every part, the costliest beside the others.
func (c *clinic) vet() []*policy.Vetting {
	out := make([]*policy.Vetting, len(c.parts))
	var all sync.WaitGroup
	for i := range c.parts {
		all.Go(func() { out[i] = c.parts[i].vet() })
	}
	all.Wait()
	return out
}

// vet proves what can be proved of a part. What the built-in rules come to by themselves is no
// concern of a clinic.
func (p *part) vet() *policy.Vetting {
	options := policy.VetOptions{FlagKind: map[string]string{}, Opposed: map[string]string{}}
	switch p.name {
	case "screening":
		options.FlagKind = map[string]string{
			"emergency": "absolute", "same_day": "temporary", "urgent": "temporary", "routine": "relative",
		}
	case "soreness/causes", "soreness/advice":
		options.Preferences = true // a cause is likelier and no graver
	case "technique/match":
		options.Opposed, options.Preferences = map[string]string{"prefer": "forbid"}, true
	}
	if p.standing == nil {
		return p.apart(policy.Vet(p.set, options))
	}
	known := map[string]bool{}
	var before *policy.Vetting
	var both sync.WaitGroup
	first := options
	both.Go(func() { before = vetStanding(p.standing, first) })
	options.Before = p.standing
	v := policy.Vet(p.set, options)
	both.Wait()
	for _, f := range before.Findings {
		known[f.Key()] = true
	}
	for _, u := range before.Unproved {
		known["unproved "+u] = true
	}
	v.Findings = slices.DeleteFunc(v.Findings, func(f policy.Finding) bool { return known[f.Key()] })
	v.Unproved = slices.DeleteFunc(v.Unproved, func(u string) bool { return known["unproved "+u] })
	return p.apart(v)
}

// vetted are the built-in rules that were looked at already, for who checks again and again.
var vetted sync.Map // of *policy.Set to *policy.Vetting

func vetStanding(set *policy.Set, options policy.VetOptions) *policy.Vetting {
	if v, ok := vetted.Load(set); ok {
		return v.(*policy.Vetting)
	}
	v := policy.Vet(set, options)
	vetted.Store(set, v)
	return v
}

// apart leaves out what is said of names of the set that a part stands on: what nothing reads here
// is read there.
func (p *part) apart(v *policy.Vetting) *policy.Vetting {
	v.Findings = slices.DeleteFunc(v.Findings, func(f policy.Finding) bool {
		name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(f.Name, "card "), "define "), " ")
		return (f.Kind == policy.Gap || f.Kind == policy.Unreachable) && len(f.Rules) == 0 &&
			(p.below[name] || p.below[f.Name])
	})
	return v
}

func (c *console) showVetting(p *part, v *policy.Vetting, several bool) {
	for i := range v.Findings {
		f := &v.Findings[i]
		c.printf("%s: %s: %s\n", p.findingAt(f), c.paint(red, string(f.Kind)), f.Says)
		c.show("for this client", f.Witness)
		c.show("and then", f.Then)
	}
	for _, text := range v.Unproved {
		c.println("not answered: " + text)
	}
	for _, o := range p.set.Opaque() {
		c.printf("%s: opaque: nothing is proved of what %s comes to: %s\n", p.ruleAt(o.Rule), o.Part, o.Reason)
	}
	about := ""
	if several {
		about = p.name + ": "
	}
	c.hang("", 0, about+fmt.Sprintf("%s; %s proved monotone, %d of them protective; %s; %s not answered",
		plural(len(v.Findings), "finding"), plural(len(v.Monotone), "fact"), len(v.Protective),
		plural(len(v.Assumed), "assumption"), plural(len(v.Unproved), "question")))
}

// findingAt is where a finding is mended: at its first rule, at a change of the folder, where what
// it is about is declared, or somewhere in the folder.
func (p *part) findingAt(f *policy.Finding) string {
	if len(f.Rules) > 0 {
		return p.ruleAt(f.Rules[0])
	}
	for _, x := range p.set.Changes() {
		if len(f.Positions) > 0 && x.Position == f.Positions[0] && x.Reason != "" {
			return p.at(x.Layer, x.Position)
		}
	}
	if layer, position := p.set.DeclaredAt(f.Name); position != "" {
		return p.at(layer, position)
	}
	if _, rule := p.set.RuleIndex(f.Name); rule {
		return p.ruleAt(f.Name)
	}
	return cmp.Or(p.dir, p.name)
}

// show writes a witness, ready to be copied into a case file.
func (c *console) show(label string, w *policy.Witness) {
	if w != nil {
		c.printf("# %s\n%s", label, w.Case)
	}
}
