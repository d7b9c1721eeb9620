package policy

import (
	"io/fs"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// ReadGround adds to a schema what files declare that every rule set of it stands on:
//
//	regions:        # or what PlacesKey says: the places, parts before the groups that hold them
//	  - {name: arm, says: Arm, sides: true} # it has one of each of Sides
//	  - {name: limbs, says: Arms and legs, contains: [arm, leg]}
//	facts: [...]    # as in a rule file; a fact with places: true may leave its values out, which are
//	                # then all places that are no groups; from: [...] says what a fact is derived from
//	cards: [...]
//	lines: # of cards, behind those of the card itself, so that a fact stands in one file with its
//	       # line; edition: what the card has from now on
//	  - {card: unwell_now, name: cough, says: A cough, facts: [sx.cough], edition: 2}
//
// Unlike in rule files the order counts: it is that of the set. The error is a [*document.Error]
// with everything that cannot be read; what the declarations mean is for [Load] to check.
func ReadGround(files fs.FS, to *Schema) error {
	l := &loader{
		schema: *to, layers: []Layer{{Name: "ground", Files: files}}, ground: true,
		guardNodes: map[string]*document.Node{},
	}
	names := l.ruleFiles(0, l.layers[0])
	roots := make([]*document.Node, len(names))
	for i, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		roots[i] = document.YAML(name, data, &l.problems)
	}
	var places, facts, lines []*document.Node
	for _, root := range roots {
		if root == nil {
			continue
		}
		root.Fields(&l.problems, "a file of facts", document.Fields{
			l.schema.PlacesKey(): func(n *document.Node) { places = append(places, n.List(&l.problems, "places")...) },
			"facts":              func(n *document.Node) { facts = append(facts, n.List(&l.problems, "facts")...) },
			"lines":              func(n *document.Node) { lines = append(lines, n.List(&l.problems, "lines")...) },
			"cards": func(n *document.Node) {
				for _, item := range n.List(&l.problems, "cards") {
					to.Cards = append(to.Cards, l.readCard(item))
				}
			},
		})
	}
	to.Places = append(to.Places, lists.Of(places, l.readPlace)...)
	for _, n := range facts {
		f := l.readFact(n)
		if f.Places && len(f.Values) == 0 {
			f.Values = to.parts()
		}
		to.Facts = append(to.Facts, f)
	}
	for _, n := range lines {
		l.addLine(n, to.Cards)
	}
	return l.problems.Err()
}

// addLine reads a line that names its card.
func (l *loader) addLine(n *document.Node, cards []Card) {
	var line Line
	names, card, edition := lists.Of(cards, func(c Card) string { return c.Name }), "", 0
	keys := l.lineKeys(&line)
	keys.fields["edition"] = func(n *document.Node) { edition = l.edition(n) }
	keys.fields["card"] = func(n *document.Node) { card, _ = n.OneOf(&l.problems, "a card", names) }
	keys.needs = append(keys.needs, "card")
	l.read(n, "a line", keys)
	if i := slices.Index(names, card); i >= 0 {
		cards[i].Lines = append(cards[i].Lines, line)
		cards[i].Edition = max(cards[i].Edition, edition)
	}
}

func (l *loader) readPlace(n *document.Node) Place {
	var out Place
	p := &l.problems
	n.Fields(p, "a place", document.Fields{
		"name":        func(n *document.Node) { out.Name = n.Str(p, "a name") },
		"says":        func(n *document.Node) { out.Says = l.words(n, "the words for a place") },
		"contains":    func(n *document.Node) { out.Contains = n.Names(p, "a place") },
		"was_part_of": func(n *document.Node) { out.WasPartOf = n.Str(p, "a place") },
		"sides":       func(n *document.Node) { out.Sided = n.Bool(p, "sides") },
	}, "name", "says")
	return out
}

// parts are the places that are no groups, as the values of a fact.
func (s *Schema) parts() []Value {
	var out []Value
	for _, p := range s.Places {
		if len(p.Contains) == 0 && !slices.ContainsFunc(out, func(v Value) bool { return v.Name == p.Name }) {
			out = append(out, Value{Name: p.Name, Says: p.Says})
		}
	}
	return out
}
