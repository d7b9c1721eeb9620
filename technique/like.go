package technique

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// builtInLayer is the layer of what the library itself has.
const builtInLayer = "built-in"

// deepFrom is the firmest usual pressure, and endRange the load of joints, from where on they are a
// hazard.
const (
	deepFrom = 4
	endRange = 2
)

// means reports whether a list that leaves names out means an entry: by its own name or by that of
// something that it is like.
func means(names []string, id string, like []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return name == id || slices.Contains(like, name) })
}

// likeNode is where an entry stands, and where it says what it is like.
type likeNode struct{ entry, like *document.Node }

func (l *likeNode) read(p *document.Problems, to *[]string) func(*document.Node) {
	return func(n *document.Node) { *to, l.like = n.Names(p, "a name"), n }
}

// items are the names that the entry itself gives.
func (l *likeNode) items() []*document.Node {
	if l.like == nil {
		return nil
	}
	return l.like.Items
}

// writes reports whether the entry has a key.
func (l *likeNode) writes(key string) bool {
	return slices.ContainsFunc(l.entry.Entries, func(e document.Entry) bool { return e.Key == key })
}

// trait is a property for which entries are banned by name, in the words of a message.
type trait[T any] struct {
	says string
	has  func(*T) bool
	// tells says that the trait alone tells what an entry is like: everything built in that has it
	// too.
	tells bool
}

func strokeTraits() []trait[Stroke] {
	return []trait[Stroke]{
		{"strikes", func(s *Stroke) bool { return s.Percussive }, true},
		{"takes joints to the end of their range", func(s *Stroke) bool { return s.JointLoad >= endRange }, false},
		{"is deep", func(s *Stroke) bool { return s.PressureMax >= deepFrom }, false},
	}
}

func techniqueTraits() []trait[Technique] {
	return []trait[Technique]{
		{"uses heat", func(t *Technique) bool { return t.Heat }, false},
		{"moves joints", func(t *Technique) bool { return t.Mobilisation }, false},
		{"is painful by design", func(t *Technique) bool { return t.PainfulByDesign }, false},
		{"takes joints to the end of their range", func(t *Technique) bool { return t.JointLoad >= endRange }, false},
		{"stretches", func(t *Technique) bool { return t.Stretch }, false},
		{"is deep", func(t *Technique) bool { return t.PressureMax >= deepFrom }, false},
	}
}

// family is the entries of one kind, as likeness sees them.
type family[T any] struct {
	what    string // stroke or technique
	entries []T
	nodes   []likeNode
	own     []policy.Own // what the rule files of the screening say
	traits  []trait[T]
	id      func(*T) string
	layer   func(*T) string
	like    func(*T) *[]string
	kin     func(a, b *T) bool // it may help to think of b when somebody asks what a is like
}

// likenesses finds what every entry of an overlay is like, and takes over from it what the entry
// leaves out: a property that nobody has written is not a no.
func (r *catalogueReader) likenesses(limits []policy.Limit) {
	own := func(name string) []policy.Own {
		return limits[slices.IndexFunc(limits, func(l policy.Limit) bool { return l.Name == name })].Own
	}
	c := &r.catalogue
	strokes := family[Stroke]{
		what: "stroke", entries: c.Strokes, nodes: r.strokeNodes, own: own("avoid_strokes"), traits: strokeTraits(),
		id: func(s *Stroke) string { return s.ID }, layer: func(s *Stroke) string { return s.Layer },
		like: func(s *Stroke) *[]string { return &s.Like },
		kin:  func(a, b *Stroke) bool { return a.AgreedAs == b.AgreedAs },
	}
	techniques := family[Technique]{
		what: "technique", entries: c.Techniques, nodes: r.techniqueNodes,
		own: own("avoid_techniques"), traits: techniqueTraits(),
		id: func(t *Technique) string { return t.ID }, layer: func(t *Technique) string { return t.Layer },
		like: func(t *Technique) *[]string { return &t.Like },
		kin: func(a, b *Technique) bool {
			return slices.ContainsFunc(a.Purpose, func(p Purpose) bool { return slices.Contains(b.Purpose, p) })
		},
	}
	before := r.Len()
	strokes.find(&r.Problems)
	techniques.find(&r.Problems)
	if r.Len() > before {
		return
	}
	for i := range c.Strokes {
		s, at := &c.Strokes[i], &r.strokeNodes[i]
		for _, id := range s.Like {
			like, _ := c.Stroke(id)
			s.Percussive = s.Percussive || like.Percussive && !at.writes("percussive")
			s.Heat = s.Heat || like.Heat && !at.writes("heat")
			if like.MinLevel.AtLeast(s.MinLevel) && !at.writes("min_level") {
				s.MinLevel = like.MinLevel
			}
		}
	}
	for i := range c.Techniques {
		t, at := &c.Techniques[i], &r.techniqueNodes[i]
		for _, id := range t.Like {
			like, _ := c.Technique(id)
			for _, flag := range []struct {
				key string
				to  *bool
				is  bool
			}{
				{"stretch", &t.Stretch, like.Stretch},
				{"mobilisation", &t.Mobilisation, like.Mobilisation}, {"heat", &t.Heat, like.Heat},
				{"painful_by_design", &t.PainfulByDesign, like.PainfulByDesign},
			} {
				*flag.to = *flag.to || flag.is && !at.writes(flag.key)
			}
		}
	}
}

// find makes the lists of the entries complete: what they say, what the rule files of the screening
// say, and what follows from both.
func (f *family[T]) find(p *document.Problems) {
	var ids []string
	for i := range f.entries {
		ids = append(ids, f.id(&f.entries[i]))
	}
	for _, o := range f.own {
		i := slices.Index(ids, o.Name)
		if i < 0 {
			p.In("catalogue", "has no %s %s, which a rule file of the screening adds", f.what, o.Name)
			continue
		}
		to := f.like(&f.entries[i])
		*to = addNew(*to, o.Like)
	}
	for i := range f.entries {
		f.check(i, ids, p)
	}
	all := make([][]string, len(f.entries))
	for i := range f.entries {
		all[i] = f.reached(i, ids)
	}
	for i := range f.entries {
		*f.like(&f.entries[i]) = all[i]
		f.checkReached(i, ids, p)
	}
}

func (f *family[T]) builtIn(i int) bool { return f.layer(&f.entries[i]) == builtInLayer }

// check refuses an entry that is like nothing, or like what there is not.
func (f *family[T]) check(i int, ids []string, p *document.Problems) {
	x, at := &f.entries[i], &f.nodes[i]
	like := f.like(x)
	if f.builtIn(i) {
		return
	}
	for _, item := range at.items() {
		if !slices.Contains(ids, item.Text) {
			p.At(item, "unknown %s %q%s", f.what, item.Text, document.Suggest(item.Text, ids))
		}
	}
	if len(*like) > 0 || at.like != nil && at.like.Kind != document.Sequence {
		return
	}
	for _, t := range f.traits {
		if t.tells && t.has(x) && at.like == nil {
			*like = f.having(&t)
			return
		}
	}
	n := at.entry
	if at.like != nil {
		n = at.like
	}
	p.At(n, "%s %s does not say what it is like, and no ban by name would mean it; "+
		"write like: [...] with one or more of %s",
		f.what, ids[i], strings.Join(f.candidates(x), ", "))
}

// having are the built-in entries with a trait.
func (f *family[T]) having(t *trait[T]) []string {
	var out []string
	for i := range f.entries {
		if f.builtIn(i) && t.has(&f.entries[i]) {
			out = append(out, f.id(&f.entries[i]))
		}
	}
	return out
}

// candidates are the built-in entries that share a trait with x, or else its kin.
func (f *family[T]) candidates(x *T) []string {
	var traits, kin []string
	for i := range f.entries {
		y := &f.entries[i]
		if !f.builtIn(i) {
			continue
		}
		if slices.ContainsFunc(f.traits, func(t trait[T]) bool { return t.has(x) && t.has(y) }) {
			traits = append(traits, f.id(y))
		}
		if f.kin(x, y) {
			kin = append(kin, f.id(y))
		}
	}
	if len(traits) > 0 {
		return traits
	}
	return kin
}

// reached is everything that an entry is like, also through others, in the order of the catalogue.
func (f *family[T]) reached(i int, ids []string) []string {
	seen := make([]bool, len(f.entries))
	var visit func(i int)
	visit = func(i int) {
		for _, name := range *f.like(&f.entries[i]) {
			if j := slices.Index(ids, name); j >= 0 && !seen[j] {
				seen[j] = true
				visit(j)
			}
		}
	}
	visit(i)
	var out []string
	for j := range seen {
		if seen[j] && j != i {
			out = append(out, ids[j])
		}
	}
	return out
}

// checkReached refuses an entry that ends in nothing built in, or has a trait that nothing built in
// which it is like has.
func (f *family[T]) checkReached(i int, ids []string, p *document.Problems) {
	x, at := &f.entries[i], &f.nodes[i]
	var ground []*T
	for _, name := range *f.like(x) {
		if j := slices.Index(ids, name); f.builtIn(j) {
			ground = append(ground, &f.entries[j])
		}
	}
	n := at.like
	if n == nil {
		n = at.entry
	}
	switch {
	case f.builtIn(i):
		return
	case len(ground) == 0:
		known := func(n *document.Node) bool { return slices.Contains(ids, n.Text) }
		if slices.ContainsFunc(at.items(), known) {
			p.At(n, "%s %s is like nothing that is built in; add one or more of %s",
				f.what, ids[i], strings.Join(f.candidates(x), ", "))
		}
		return
	}
	for _, t := range f.traits {
		if t.has(x) && !slices.ContainsFunc(ground, t.has) {
			p.At(n, "%s %s %s, and nothing that it is like does; add one or more of %s",
				f.what, ids[i], t.says, strings.Join(f.having(&t), ", "))
		}
	}
}
