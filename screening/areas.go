package screening

import (
	"cmp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/phrase"
)

// Area is a group of places that are decided in the same way and share their limits.
type Area struct {
	Disposition Disposition
	Regions     []body.Region
	Left, Right []body.Region // of which only that side belongs to the area
	Limits      []SaidLimit   // beside those that all places share; none where nothing is done, or what is done is open
}

// Areas groups the requested regions that are decided alike, the most cautious first, of these the
// smallest. The limits that all regions to be treated share are returned apart.
func (d Decision) Areas(w Words) (areas []Area, shared []SaidLimit) {
	within := func(list []SaidLimit) func(SaidLimit) bool {
		return func(l SaidLimit) bool { return slices.Contains(list, l) }
	}
	treated, halves := 0, d.halves()
	for _, r := range halves {
		if !r.limited() {
			continue
		}
		limits := w.Limits(r.Limits)
		if treated++; treated == 1 {
			shared = limits
			continue
		}
		also := within(limits)
		shared = slices.DeleteFunc(slices.Clone(shared), func(l SaidLimit) bool { return !also(l) })
	}
	for _, r := range halves {
		a := Area{Disposition: r.Disposition}
		a.add(r)
		if r.limited() {
			a.Limits = slices.DeleteFunc(w.Limits(r.Limits), within(shared))
		}
		at := slices.IndexFunc(areas, func(b Area) bool {
			return a.Disposition == b.Disposition && slices.Equal(a.Limits, b.Limits)
		})
		if at < 0 {
			areas = append(areas, a)
		} else {
			areas[at].add(r)
		}
	}
	slices.SortStableFunc(areas, func(a, b Area) int {
		return cmp.Or(cmp.Compare(b.Disposition, a.Disposition), cmp.Compare(a.size(), b.size()))
	})
	return areas, shared
}

// add takes in a region, or a side of it.
func (a *Area) add(r half) {
	to := &a.Regions
	switch r.side {
	case body.Left:
		to = &a.Left
	case body.Right:
		to = &a.Right
	}
	*to = append(*to, r.Region)
}

func (a *Area) size() int { return len(a.Regions) + len(a.Left) + len(a.Right) }

// limited reports whether the limits of a region mean anything: not where nothing is done, and not
// while it is open what is done. Until then they are those of every rule that may still hold.
func (r RegionDecision) limited() bool {
	return r.Floor == r.Ceiling && r.Disposition != Clarify && !r.Disposition.AtLeast(Defer)
}

// Where says what holds where:
//
//	shared  the limits of all places to be treated; empty where they share none
//	places  what holds in each area, the most cautious first; none where it is the same everywhere
//	notes   what else to keep to, in alphabetical order
//
// Where everything is decided alike, the limits alone tell places apart.
func (w Words) Where(d Decision) (shared string, places, notes []string) {
	areas, common := d.Areas(w)
	if shared = w.SayLimits(common); shared != "" {
		if len(areas) > 1 {
			shared = w.Say("where.everywhere", "limits", shared)
		}
		if d.Disposition == Refer {
			shared = w.Say("where.with_a_yes", "limits", shared)
		}
	}
	notes = NotesOf(common)
	if len(areas) > 1 {
		rest := w.rest(areas)
		for i, a := range areas {
			if i != rest {
				places = append(places, w.place(strings.Join(w.sides(a.Regions, a.Left, a.Right), "; "), a, areas))
			}
			notes = append(notes, NotesOf(a.Limits)...)
		}
		if rest >= 0 {
			places = append(places, w.place(w.Say("where.rest"), areas[rest], areas))
		}
	}
	slices.Sort(notes)
	return phrase.Capital(shared), places, slices.Compact(notes)
}

// many is the number of names from which the largest area is called everything else.
const many = 4

// rest finds the area that is named last, as everything else, or -1.
func (w Words) rest(areas []Area) int {
	rest, most := -1, many-1
	for i, a := range areas {
		if n := len(w.sides(a.Regions, a.Left, a.Right)); n > most {
			rest, most = i, n
		}
	}
	return rest
}

func (w Words) place(names string, a Area, areas []Area) string {
	said, alike := w.SayLimits(a.Limits), true
	for _, b := range areas {
		alike = alike && b.Disposition == a.Disposition
	}
	decided := strings.ToLower(w.Disposition(a.Disposition))
	switch {
	case alike && said == "":
		said = w.Say("where.unlimited")
	case alike:
	case said == "":
		said = decided
	default:
		said = w.Say("where.both", "disposition", decided, "limits", said)
	}
	return phrase.Capital(w.Say("where.place", "places", names, "what", said))
}
