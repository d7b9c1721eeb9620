package policy

import "slices"

// Change is one change that a layer made to what an earlier layer declared.
type Change struct {
	Kind   string // rule, parameter, define, fact or card
	Name   string
	Layer  string
	Reason string // empty when only words were replaced
}

// recordChanges lists every change, and gives every rule the reasons of changes to what it reads: nothing changes silently.
func (l *loader) recordChanges() {
	for _, c := range l.content.changes {
		l.changes = append(l.changes, Change{c.value.kind, c.value.name, l.layers[c.layer].Name, c.value.reason})
		if c.value.reason == "" || c.value.kind == "rule" || c.value.kind == "card" {
			continue
		}
		name := c.value.name
		if c.value.kind == "parameter" {
			name = "param." + name
		}
		for i := range l.rules {
			r := &l.rules[i].value
			if l.mentions(r, name) && !slices.Contains(r.Changed, c.value.reason) {
				r.Changed = append(slices.Clip(r.Changed), c.value.reason)
			}
		}
	}
}

// mentions reports whether the rule reads the name, itself or through definitions and guards.
func (l *loader) mentions(r *rawRule, name string) bool {
	for _, limit := range r.limits {
		for _, set := range limit.set {
			if set.value != nil && set.value.Text == name {
				return true
			}
		}
		if limit.margin != nil && limit.margin.value.Text == name {
			return true
		}
	}
	seen := map[string]bool{}
	var in func(names []string) bool
	in = func(names []string) bool {
		return slices.ContainsFunc(names, func(n string) bool {
			if n == name {
				return true
			}
			if seen[n] {
				return false
			}
			seen[n] = true
			_, behind := l.declarationOf(n)
			return in(behind)
		})
	}
	return in(l.expression(r.When).Names) || r.At == name
}
