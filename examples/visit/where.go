package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
)

// area is a group of places that are decided in the same way and share their limits.
type area struct {
	disposition screening.Disposition
	limits      []words.Limit
	regions     []body.Region
}

// areas groups the requested places, the most cautious first. The limits that all places to be treated share are returned apart.
func (p page) areas() (areas []area, common []words.Limit) {
	treated := 0
	for _, r := range p.decision.Regions {
		if !treats(r) {
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
		a := area{disposition: r.Disposition, regions: []body.Region{r.Region}}
		if treats(r) {
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
	slices.SortStableFunc(areas, func(a, b area) int {
		return cmp.Or(cmp.Compare(b.disposition, a.disposition), cmp.Compare(len(a.regions), len(b.regions)))
	})
	return areas, common
}

// treats reports whether limits mean anything: not where nothing is done, and not while it is open what is done. Until then they
// are those of every rule that may still hold.
func treats(r screening.RegionDecision) bool {
	return r.Floor == r.Ceiling && r.Disposition != screening.Clarify && !r.Disposition.AtLeast(screening.Defer)
}

// where is what holds for each group of places, one line for each.
func (p page) where() section {
	areas, common := p.areas()
	s, hidden := section{label: "Where"}, 0
	notes := words.Notes(common)
	if said := words.SayLimits(common); said != "" {
		if len(areas) > 1 {
			said = "wherever you work, " + said
		}
		if p.decision.Disposition == screening.Refer {
			said = "with a yes, " + said
		}
		s.add(words.Capital(said))
	}
	if len(areas) == 1 {
		s.label = "Limits"
	} else {
		var places []string
		rest := p.rest(areas)
		for i, a := range areas {
			if i != rest {
				places = append(places, place(strings.Join(p.words.Regions(a.regions), "; "), a, areas))
			}
			notes = append(notes, words.Notes(a.limits)...)
		}
		if rest >= 0 {
			places = append(places, place("everywhere else", areas[rest], areas))
		}
		if !p.all && len(places) > p.caps.places {
			hidden = len(places) - p.caps.places
			places = places[:p.caps.places]
		}
		s.items = append(s.items, places...)
	}
	slices.Sort(notes)
	for _, n := range p.cut(slices.Compact(notes), p.caps.notes, hidden) {
		s.add(n)
	}
	return s
}

// many is the number of names from which the largest group of places is called everything else.
const many = 4

// rest finds the group that is named last, as everything else, or -1.
func (p page) rest(areas []area) int {
	rest, most := -1, many-1
	for i, a := range areas {
		if n := len(p.words.Regions(a.regions)); n > most {
			rest, most = i, n
		}
	}
	return rest
}

// place says what holds in an area. Where all are decided in the same way, only the limits tell them apart.
func place(names string, a area, areas []area) string {
	said := words.SayLimits(a.limits)
	same := !slices.ContainsFunc(areas, func(b area) bool { return b.disposition != a.disposition })
	switch {
	case same && said == "":
		said = "no further limit"
	case same:
	case said == "":
		said = strings.ToLower(words.Disposition(a.disposition))
	default:
		said = strings.ToLower(words.Disposition(a.disposition)) + "; " + said
	}
	return words.Capital(names) + ": " + said
}
