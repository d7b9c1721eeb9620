package technique

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// catalogueReader reads the catalogue files of all layers. A clinic adds, and
// says in other words; it does not redefine.
type catalogueReader struct {
	document.Problems
	facts     ground // what attributes can be
	catalogue Catalogue
	layer     string
	changes   []*document.Node // of the layer
	declared  map[string]bool
	cited     []citation

	techniqueNodes, strokeNodes []likeNode // by index in the catalogue
}

// citation is where an entry names a source: which sources there are is only known
// once the rules are read.
type citation struct {
	key  string
	node *document.Node
}

// most is how many values a list of a rule can have.
const most = 63

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// read reads the files of a layer. At is the layer as positions name it.
func (r *catalogueReader) read(layer policy.Layer, at document.Layer) {
	r.layer = layer.Name
	r.changes = nil
	err := document.YAMLFiles(at, layer.Files, &r.Problems, r.readFile)
	// The order of files carries no meaning: changes come last.
	for _, n := range r.changes {
		r.change(n)
	}
	if err != nil {
		r.In("layer "+layer.Name, "%s", err)
	}
}

func (r *catalogueReader) readFile(root *document.Node) {
	entries := func(what string, read func(*document.Node)) func(*document.Node) {
		return func(n *document.Node) {
			for _, item := range n.List(&r.Problems, what) {
				read(item)
			}
		}
	}
	root.Fields(&r.Problems, "a catalogue file", document.Fields{
		"techniques":    entries("techniques", r.technique),
		"strokes":       entries("strokes", r.stroke),
		"presentations": entries("presentations", r.presentation),
		"changes":       entries("changes", func(n *document.Node) { r.changes = append(r.changes, n) }),
	})
}

func (r *catalogueReader) technique(n *document.Node) {
	t, at := Technique{Layer: r.layer}, likeNode{entry: n}
	fields := r.attributes(&t)
	maps.Copy(fields, document.Fields{
		"id":       r.id("technique", &t.ID),
		"name":     r.text("a name", &t.Name),
		"note":     r.text("a note", &t.Note),
		"pressure": r.pressure(&t.PressureMin, &t.PressureMax),
		"purpose":  r.purpose(&t.Purpose),
		"minutes":  r.span("minutes", 240, &t.Minutes),
		"sources":  r.sources(&t.Sources),
		"like":     at.read(&r.Problems, &t.Like),
	})
	n.Fields(&r.Problems, "a technique", fields,
		"id", "name", "pressure", "pace", "tone_effect", "joint_load", "spinal_contact", "intensity",
		"back_disease", "purpose", "minutes", "min_level", "sources")
	if t.ID != "" {
		r.catalogue.Techniques, r.techniqueNodes = append(r.catalogue.Techniques, t), append(r.techniqueNodes, at)
	}
}

func (r *catalogueReader) stroke(n *document.Node) {
	s, at := Stroke{MinLevel: Layperson, Layer: r.layer}, likeNode{entry: n}
	fields := r.attributes(&s)
	maps.Copy(fields, document.Fields{
		"id":       r.id("stroke", &s.ID),
		"name":     r.text("a name", &s.Name),
		"note":     r.text("a note", &s.Note),
		"pressure": r.pressure(&s.PressureMin, &s.PressureMax),
		"heat":     r.flag("heat", &s.Heat),
		"sources":  r.sources(&s.Sources),
		"like":     at.read(&r.Problems, &s.Like),
	})
	n.Fields(&r.Problems, "a stroke", fields,
		"id", "name", "pressure", "pace", "tone_effect", "joint_load", "spine", "organ_zones", "agreed_as", "sources")
	if slices.Contains(r.facts.values("stroke.agreed_as"), s.ID) {
		r.At(n, "a stroke cannot be called %s, which is a group of strokes", s.ID)
	}
	if s.ID != "" {
		r.catalogue.Strokes, r.strokeNodes = append(r.catalogue.Strokes, s), append(r.strokeNodes, at)
	}
}

func (r *catalogueReader) presentation(n *document.Node) {
	x := PresentationEntry{Layer: r.layer}
	n.Fields(&r.Problems, "a presentation", document.Fields{
		"id":        r.id("presentation", &x.ID),
		"row":       r.text("a row", &x.Row),
		"name":      r.text("a name", &x.Name),
		"found":     r.flag("found", &x.Found),
		"dose":      func(n *document.Node) { r.dose(n, &x.Dose) },
		"zones_out": r.regions(&x.ZonesOut),
		"min_level": oneOf(r, "a level", "technique.min_level", &x.MinLevel),
		"sources":   r.sources(&x.Sources),
	}, "id", "row", "name", "sources")
	if x.ID == "none" {
		r.At(n, "a presentation cannot be called none, which says that there is none")
	}
	if x.ID != "" {
		r.catalogue.Presentations = append(r.catalogue.Presentations, x)
	}
}

func (r *catalogueReader) dose(n *document.Node, d *Dose) {
	n.Fields(&r.Problems, "a dose", document.Fields{
		"minutes":  r.span("minutes", 240, &d.Minutes),
		"per_week": r.span("per_week", 7, &d.PerWeek),
		"sessions": r.span("sessions", 100, &d.Sessions),
		"note":     r.text("a note", &d.Note),
	})
}

// id reads a name that no entry of its kind has yet.
func (r *catalogueReader) id(what string, to *string) func(*document.Node) {
	return func(n *document.Node) {
		name := n.Str(&r.Problems, "an id")
		switch {
		case name == "" && n.Kind != document.Text:
			return
		case !idForm.MatchString(name):
			r.At(n, "%q is not an id; write small letters, digits and underscores", name)
			return
		case name == "yes", name == "no", name == "unsure", name == "not_asked":
			r.At(n, "a %s cannot be called %s, which is an answer of its own", what, name)
			return
		case r.declared[what+" "+name]:
			r.At(n, "%s %s is declared already; add one under another id", what, name)
			return
		}
		r.declared[what+" "+name] = true
		*to = name
	}
}

func (r *catalogueReader) text(what string, to *string) func(*document.Node) {
	return func(n *document.Node) {
		*to = n.Prose(&r.Problems, what)
		if n != nil && n.Kind == document.Text && *to == "" {
			r.At(n, "%s must not be empty", what)
		}
	}
}

func (r *catalogueReader) flag(what string, to *bool) func(*document.Node) {
	return func(n *document.Node) { *to = n.Bool(&r.Problems, what) }
}

func (r *catalogueReader) number(what string, least, greatest int, to *int) func(*document.Node) {
	return func(n *document.Node) {
		x, ok := n.Int(&r.Problems, what)
		if ok && (x < least || x > greatest) {
			r.At(n, "%s is %d; from %d to %d", what, x, least, greatest)
		}
		*to = x
	}
}

// pressure reads the usual range of pressure.
func (r *catalogueReader) pressure(least, greatest *int) func(*document.Node) {
	return func(n *document.Node) {
		n.Fields(&r.Problems, "pressure", document.Fields{
			"min": r.number("min", 0, 5, least),
			"max": r.number("max", 0, 5, greatest),
		}, "min", "max")
		if *least > *greatest {
			r.At(n, "pressure goes from %d down to %d", *least, *greatest)
		}
	}
}

// span reads a range of whole numbers of which either end may be left out.
func (r *catalogueReader) span(what string, greatest int, to *Range) func(*document.Node) {
	return func(n *document.Node) {
		n.Fields(&r.Problems, what, document.Fields{
			"min": r.number("min", 1, greatest, &to.Min),
			"max": r.number("max", 1, greatest, &to.Max),
		})
		if to.Max != 0 && to.Min > to.Max {
			r.At(n, "%s go from %d down to %d", what, to.Min, to.Max)
		}
		if to.IsZero() && n != nil && n.Kind == document.Mapping && len(n.Entries) == 0 {
			r.At(n, "%s say nothing; write min, max or both", what)
		}
	}
}

func (r *catalogueReader) purpose(to *[]Purpose) func(*document.Node) {
	return func(n *document.Node) {
		for _, item := range n.List(&r.Problems, "purpose") {
			if name, ok := item.OneOf(&r.Problems, "a purpose", r.facts.values("technique.purpose")); ok {
				*to = append(*to, Purpose(name))
			}
		}
		r.someOf(n, len(*to), "a purpose")
	}
}

func (r *catalogueReader) regions(to *[]body.Region) func(*document.Node) {
	return func(n *document.Node) {
		for _, item := range n.List(&r.Problems, "zones_out") {
			if region, ok := readRegion(item, &r.Problems); ok {
				*to = append(*to, region)
			}
		}
	}
}

func (r *catalogueReader) sources(to *[]string) func(*document.Node) {
	return func(n *document.Node) {
		*to = n.Names(&r.Problems, "a source")
		r.someOf(n, len(*to), "a source")
		if n != nil && n.Kind == document.Sequence {
			for _, item := range n.Items {
				r.cited = append(r.cited, citation{item.Text, item})
			}
		}
	}
}

// someOf refuses an empty list.
func (r *catalogueReader) someOf(n *document.Node, read int, what string) {
	if read == 0 && n != nil && n.Kind == document.Sequence && len(n.Items) == 0 {
		r.At(n, "is an empty list; name at least one %s", strings.TrimPrefix(what, "a "))
	}
}

func oneOf[T ~string](r *catalogueReader, what, fact string, to *T) func(*document.Node) {
	return func(n *document.Node) {
		name, _ := n.OneOf(&r.Problems, what, r.facts.values(fact))
		*to = T(name)
	}
}

// size refuses more entries than a rule could tell apart.
func (r *catalogueReader) size() {
	for _, x := range []struct {
		what string
		n    int
	}{
		{"techniques", len(r.catalogue.Techniques)}, {"strokes", len(r.catalogue.Strokes)},
		{"presentations to find", r.catalogue.found()},
	} {
		if x.n > most {
			r.In("catalogue", "has %d %s; at most %d", x.n, x.what, most)
		}
	}
}

// found is how many values presentation.found has.
func (c *Catalogue) found() int {
	n := 1 // none
	for _, x := range c.Presentations {
		if x.Found {
			n++
		}
	}
	return n
}

// cite refuses sources that nobody has declared.
func (r *catalogueReader) cite(sources ...[]policy.Source) {
	var keys []string
	for _, list := range sources {
		for _, s := range list {
			keys = lists.Add(keys, s.Key)
		}
	}
	for _, c := range r.cited {
		if !slices.Contains(keys, c.key) {
			r.At(c.node, "unknown source %s%s", c.key, document.Suggest(c.key, keys))
		}
	}
}

// readRegion reads the name of a region or group.
func readRegion(n *document.Node, p *document.Problems) (body.Region, bool) {
	name, ok := n.OneOf(p, "a region", regionNames())
	if !ok {
		return "", false
	}
	return body.Region(name), true
}

// regionNames are the names of all regions and groups, in their order.
func regionNames() []string {
	all := body.All()
	return lists.Of(all, func(r body.Region) string { return r.String() })
}
