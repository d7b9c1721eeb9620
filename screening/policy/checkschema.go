package policy

import (
	"errors"
	"fmt"
	"slices"
)

// checkSchema refuses a schema that the engine could misread; it is the domain's own data,
// so one error is enough.
func checkSchema(s Schema) error {
	level := func(kind string) bool {
		return slices.ContainsFunc(s.Levels, func(l Level) bool { return l.Kind == kind && kind != "" })
	}
	switch {
	case len(s.Levels) < 2 || s.Levels[0].Kind != "":
		return errors.New("schema: levels start with one without a kind and go on with one that has one")
	case len(s.Levels) > 200 || len(s.Urgencies) > 200:
		return errors.New("schema: at most 200 levels and urgencies")
	case !level(s.CertainFrom) || !level(s.UnsureKind) ||
		!level(s.LimitKind) || !level(s.WaivedFrom) || !level(s.WaivedTo):
		return errors.New("schema: certain from, unsure kind, limit kind, " +
			"waived from and waived to are kinds of its levels")
	case !slices.Contains(s.Urgencies, s.UnsureUrgency) ||
		s.EverywhereFrom != "" && !slices.Contains(s.Urgencies, s.EverywhereFrom):
		return errors.New("schema: unsure urgency and everywhere from are urgencies")
	case s.BanFrom != "" && !level(s.BanFrom):
		return errors.New("schema: ban from is a kind of its levels")
	case len(s.Limits) > 64:
		return errors.New("schema: at most 64 limits")
	case s.LimitKind != s.Levels[1].Kind:
		return errors.New("schema: a limit gives the mildest kind")
	}
	l := newLoader(s, nil)
	keys := l.ruleFields(newRawRule())
	for _, note := range l.notes() {
		if _, taken := keys[note]; taken {
			return fmt.Errorf("schema: limit %s is called like a key of a rule, "+
				"so that nobody could change its words", note)
		}
	}
	return checkPlaces(s)
}

func checkPlaces(s Schema) error {
	base := 0
	names := map[string]bool{}
	for _, p := range s.Places {
		if names[p.Name] {
			return fmt.Errorf("schema: place %s stands there twice", p.Name)
		}
		names[p.Name] = true
		if len(p.Contains) == 0 {
			base++
		}
	}
	for _, p := range s.Places {
		if len(p.Contains) == 0 && len(p.Attributes) != len(s.Attributes) {
			return fmt.Errorf("schema: place %s has %d attributes, want %d",
				p.Name, len(p.Attributes), len(s.Attributes))
		}
	}
	if base == 0 || base > maxPlaces {
		return fmt.Errorf("schema: %d places; from 1 to %d", base, maxPlaces)
	}
	for _, p := range s.Places {
		if p.Sided && (len(p.Contains) > 0 || len(s.Sides) < 2) {
			return fmt.Errorf("schema: place %s has sides; only a single place has, of a schema with two or more", p.Name)
		}
		for _, c := range p.Contains {
			if !names[c] {
				return fmt.Errorf("schema: place %s contains %s, which is no place", p.Name, c)
			}
		}
	}
	for _, p := range s.Places {
		for _, like := range p.Like {
			if !names[like] || len(p.Contains) > 0 {
				return fmt.Errorf("schema: place %s is like %s; a single place is like other places", p.Name, like)
			}
		}
	}
	for _, p := range s.Places {
		if p.WasPartOf != "" && (!names[p.WasPartOf] || len(p.Contains) > 0) {
			return fmt.Errorf("schema: place %s was part of %s; a single place was part of another", p.Name, p.WasPartOf)
		}
	}
	table := newPlaceTable(s.Places)
	for _, p := range s.Places {
		if table.mask[p.Name] == 0 {
			return fmt.Errorf("schema: place %s contains no single place", p.Name)
		}
	}
	if !names[s.Default] {
		return fmt.Errorf("schema: default place %s is no place", s.Default)
	}
	return nil
}
