package policy

import "github.com/safehands/safehands/screening/policy/lists"

// placeTable maps the names of places to sets of base places.
type placeTable struct {
	base  []string
	index map[string]int
	mask  map[string]uint64 // of base places and groups
	all   uint64
	sided uint64 // those that have sides
}

func newPlaceTable(places []Place) placeTable {
	t := placeTable{index: map[string]int{}, mask: map[string]uint64{}}
	contains := map[string][]string{}
	for _, p := range places {
		contains[p.Name] = p.Contains
		if len(p.Contains) == 0 {
			t.index[p.Name] = len(t.base)
			t.mask[p.Name] = 1 << len(t.base)
			if p.Sided {
				t.sided |= 1 << len(t.base)
			}
			t.base = append(t.base, p.Name)
		}
	}
	t.all = 1<<len(t.base) - 1
	var resolve func(name string, depth int) uint64
	resolve = func(name string, depth int) uint64 {
		if m, ok := t.mask[name]; ok || depth > len(places) {
			return m
		}
		var m uint64
		for _, c := range contains[name] {
			m |= resolve(c, depth+1)
		}
		t.mask[name] = m
		return m
	}
	for _, p := range places {
		resolve(p.Name, 0)
	}
	return t
}

func (l *loader) placeTable() placeTable {
	if l.places.mask == nil {
		l.places = newPlaceTable(l.schema.Places)
	}
	return l.places
}

// names returns the base places of a set, in the order of the schema.
func (t placeTable) names(set uint64) []string {
	var out []string
	for i, name := range t.base {
		if set>>i&1 == 1 {
			out = append(out, name)
		}
	}
	return out
}

func placeNames(places []Place) []string {
	return lists.Of(places, func(p Place) string { return p.Name })
}
