package technique

import (
	"embed"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

//go:embed facts/*.yaml
var factFiles embed.FS

// ground are the facts that the rules of this package read beside those of the screening, in
// the order of their files.
type ground []policy.Fact

// The facts whose values are also those of an entry of the catalogue.
const (
	techniqueID   = "technique.id"
	planTechnique = "plan.technique"
	strokeID      = "stroke.id"
	foundFact     = "presentation.found"
	positionFact  = "plan.position"
	regionsFact   = "step.regions"
)

// readGround reads the facts. Values that stand in the catalogue are missing, see complete.
func readGround() (ground, error) {
	var s policy.Schema
	if err := policy.ReadGround(layers.Sub(factFiles, "facts"), &s); err != nil {
		return nil, err
	}
	g := ground(s.Facts)
	for _, touch := range []Touch{TouchAllowed, TouchLight, TouchNone, TouchRestricted, TouchForbidden, TouchNever} {
		// Nobody is asked for them, so that they have no words.
		for _, name := range []string{"stroke.spine", "stroke.organ_zones"} {
			f := g.fact(name)
			f.Values = append(f.Values, policy.Value{Name: string(touch)})
		}
	}
	return g, nil
}

// complete fills in the values that stand in the catalogue.
func (g ground) complete(c *Catalogue) {
	for _, t := range c.Techniques {
		for _, name := range []string{techniqueID, planTechnique} {
			f := g.fact(name)
			f.Values = append(f.Values, policy.Value{Name: t.ID, Says: t.Name, Like: t.Like})
		}
	}
	for _, s := range c.Strokes {
		f := g.fact(strokeID)
		f.Values = append(f.Values, policy.Value{Name: s.ID, Says: s.Name, Like: s.Like})
	}
	for _, x := range c.Presentations {
		if f := g.fact(foundFact); x.Found {
			f.Values = append(f.Values, policy.Value{Name: x.ID, Says: x.Name})
		}
	}
	for _, name := range singleRegions() {
		f := g.fact(regionsFact)
		f.Values = append(f.Values, policy.Value{Name: name})
	}
}

// fact is a fact by its name, one of nobody where there is none.
func (g ground) fact(name string) *policy.Fact {
	if i := slices.IndexFunc(g, func(f policy.Fact) bool { return f.Name == name }); i >= 0 {
		return &g[i]
	}
	return &policy.Fact{}
}

// values are the names of a fact's values.
func (g ground) values(name string) []string { return valueNames(g.fact(name)) }

func valueNames(f *policy.Fact) []string {
	return lists.Of(f.Values, func(v policy.Value) string { return v.Name })
}

// attributes are the facts of a technique.
func (g ground) attributes() ground {
	return slices.DeleteFunc(slices.Clone(g),
		func(f policy.Fact) bool { return !strings.HasPrefix(f.Name, "technique.") })
}

// visit are the facts of a client beyond the intake, which stand first.
func (g ground) visit() ground {
	return g[:slices.IndexFunc(g, func(f policy.Fact) bool { return strings.HasPrefix(f.Name, "technique.") })]
}

// singleRegions are the names of the regions that are no groups.
func singleRegions() []string {
	var names []string
	for _, r := range body.All() {
		if slices.Contains(r.Parts(), r) {
			names = append(names, r.String())
		}
	}
	return names
}
