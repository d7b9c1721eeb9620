package main

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
)

// area is a group of places that are decided in the same way and share their limits.
type area struct {
	disposition screening.Disposition
	limits      []words.Limit
	regions     []screening.Region
}

// areas groups the requested places. The limits that all places to be treated share are returned apart.
func (p page) areas() (areas []area, common []words.Limit) {
	treated := 0
	for _, r := range p.decision.Regions {
		if !limited(r) {
			continue
		}
		limits := words.Limits(r.Limits)
		if treated++; treated == 1 {
			common = limits
			continue
		}
		common = slices.DeleteFunc(slices.Clone(common), func(l words.Limit) bool { return !slices.Contains(limits, l) })
	}
	for _, r := range p.decision.Regions {
		a := area{disposition: r.Disposition, regions: []screening.Region{r.Region}}
		if limited(r) {
			a.limits = slices.DeleteFunc(words.Limits(r.Limits), func(l words.Limit) bool { return slices.Contains(common, l) })
		}
		at := slices.IndexFunc(areas, func(b area) bool {
			return a.disposition == b.disposition && slices.Equal(a.limits, b.limits)
		})
		if at < 0 {
			areas = append(areas, a)
		} else {
			areas[at].regions = append(areas[at].regions, r.Region)
		}
	}
	return areas, common
}

// limited reports whether limits mean anything: not where nothing is done, and not while it is open what is done. Until then they
// are those of every rule that may still hold.
func limited(r screening.RegionDecision) bool {
	return r.Floor == r.Ceiling && (r.Disposition == screening.Adapt || r.Disposition == screening.Refer)
}

// where is what holds for each group of places, one line for each.
func (p page) where() section {
	s := section{label: "Where"}
	areas, common := p.areas()
	var notes []string
	if len(areas) == 1 {
		if said := words.SayLimits(common); said != "" {
			s.label = "Limits"
			s.add(p.withYes(areas[0].disposition) + said)
		}
	} else {
		for _, a := range areas {
			line := words.Capital(strings.Join(p.words.Regions(a.regions), "; ")) + ": "
			if same(areas) {
				line += words.SayLimits(a.limits)
			} else {
				line += strings.ToLower(words.Disposition(a.disposition))
				if said := words.SayLimits(a.limits); said != "" {
					line += "; " + said
				}
			}
			s.add(strings.TrimSuffix(line, ": "))
			notes = append(notes, words.Notes(a.limits)...)
		}
		s.items = p.cut(s.items, mostPlaces, 0)
		if said := words.SayLimits(common); said != "" {
			s.items = slices.Insert(s.items, 0, "Wherever you work: "+p.withYes(p.decision.Disposition)+said)
		}
	}
	notes = append(words.Notes(common), notes...)
	slices.Sort(notes)
	for _, n := range p.cut(slices.Compact(notes), mostNotes, 0) {
		s.add(n)
	}
	return s
}

// same reports whether all areas are decided in the same way, so that only their limits tell them apart.
func same(areas []area) bool {
	return !slices.ContainsFunc(areas, func(a area) bool {
		return a.disposition != areas[0].disposition || words.SayLimits(a.limits) == ""
	})
}

// withYes marks limits that hold only once somebody has agreed.
func (p page) withYes(d screening.Disposition) string {
	if d == screening.Refer {
		return "with a yes, "
	}
	return ""
}
