package document

import (
	"maps"
	"slices"
)

// Fields says how to read each key that a mapping may have.
type Fields map[string]func(*Node)

// Fields reads a mapping with known keys, in the order of the document. What names it in messages, with its article: a rule.
func (n *Node) Fields(p *Problems, what string, fields Fields, required ...string) {
	n.FieldsOr(p, what, fields, nil, required...)
}

// FieldsOr is [Node.Fields] where a key that is not near any may have its place elsewhere in the document: where says which, or returns
// nothing.
func (n *Node) FieldsOr(p *Problems, what string, fields Fields, where func(key string) string, required ...string) {
	if !n.is(Mapping, p, what) {
		return
	}
	known := slices.Sorted(maps.Keys(fields))
	present := map[string]bool{}
	for _, e := range n.Entries {
		present[e.Key] = true
		read, ok := fields[e.Key]
		if !ok {
			p.Key(e, n, "unknown key %s in %s%s", quote(e.Key), what, n.keyHint(p, e.Key, known, where))
			continue
		}
		if read != nil {
			read(e.Value)
		}
	}
	for _, key := range required {
		if !present[key] {
			p.At(n, "%s needs %s", what, quote(key))
		}
	}
}

// keyHint says what to write instead of a key. JSON is written by programs too, whose authors look for what there is.
func (n *Node) keyHint(p *Problems, key string, known []string, where func(string) string) string {
	if n.json {
		return p.Choose(key, known, where)
	}
	return p.elsewhere(key, known, where)
}

// Each reads a mapping with free keys, in the order of the document.
func (n *Node) Each(p *Problems, what string, f func(key Entry)) {
	if !n.is(Mapping, p, what) {
		return
	}
	for _, e := range n.Entries {
		f(e)
	}
}

// List returns the items of a list.
func (n *Node) List(p *Problems, what string) []*Node {
	if !n.is(Sequence, p, what) {
		return nil
	}
	return n.Items
}

func (n *Node) is(kind Kind, p *Problems, what string) bool {
	switch {
	case n.unread():
		return false
	case n.Kind == kind:
		return true
	case kind == Mapping:
		p.At(n, "%s must be %s, found %s", what, n.mapping(), n.Describe())
	default:
		p.At(n, "%s must be a list, found %s", what, n.Describe())
	}
	return false
}

// Str returns the text of a scalar. A plain YAML scalar is text whatever it looks like; a JSON number is not.
func (n *Node) Str(p *Problems, what string) string {
	text, _ := n.text(p, what)
	return text
}

func (n *Node) text(p *Problems, what string) (string, bool) {
	if n.unread() {
		return "", false
	}
	if n.Kind != Text && n.Kind != Word {
		p.At(n, "%s must be text, found %s", what, n.Describe())
		return "", false
	}
	return n.Text, true
}

// UpTo returns the items of a list that can have so many at most. Of a longer one nothing is read.
func (n *Node) UpTo(p *Problems, what string, most int) []*Node {
	items := n.List(p, what)
	if len(items) > most {
		p.At(n, "%s", TooMany(len(items), most, what))
		return nil
	}
	return items
}

// TooMany is what is wrong with a list that is longer than most.
func TooMany(n, most int, what string) string {
	return "has " + grouped(n) + " " + what + ", at most " + grouped(most)
}

// Names returns the texts of a list. What names one of them.
func (n *Node) Names(p *Problems, what string) []string {
	if n.unread() {
		return nil
	}
	if n.Kind != Sequence {
		p.At(n, "expected a list, each item %s, found %s", what, n.Describe())
		return nil
	}
	var names []string
	seen := map[string]bool{}
	for _, item := range n.Items {
		name, ok := item.text(p, what)
		switch {
		case !ok:
		case name == "":
			p.At(item, "%s must not be empty", what)
		case seen[name]:
			p.At(item, "%s is listed twice", quote(name))
		default:
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// Bool returns true or false.
func (n *Node) Bool(p *Problems, what string) bool {
	if n.unread() {
		return false
	}
	if n.Kind == Bool || n.Kind == Word && (n.Text == "true" || n.Text == "false") {
		return n.Text == "true"
	}
	p.At(n, "%s must be true or false, found %s", what, n.Describe())
	return false
}
