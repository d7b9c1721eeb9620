package document

import (
	"maps"
	"slices"
	"strings"
)

// Fields says how to read each key that a mapping may have.
type Fields map[string]func(*Node)

// Fields reads a mapping with known keys, in the order of the document. What names it in messages, with its article: a rule.
func (n *Node) Fields(p *Problems, what string, fields Fields, required ...string) {
	if !n.is(Mapping, p, what) {
		return
	}
	known := slices.Sorted(maps.Keys(fields))
	present := map[string]bool{}
	for _, e := range n.Entries {
		present[e.Key] = true
		read, ok := fields[e.Key]
		if !ok {
			p.Key(e, n, "unknown key %s in %s%s", quote(e.Key), what, p.Suggest(e.Key, known))
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

// OneOf returns one of the words.
func (n *Node) OneOf(p *Problems, what string, words []string) (string, bool) {
	if n.unread() {
		return "", false
	}
	if n.Kind != Text && n.Kind != Word {
		p.At(n, "%s must be %s, found %s", what, oneOf(words), n.Describe())
		return "", false
	}
	if slices.Contains(words, n.Text) {
		return n.Text, true
	}
	hint := p.Suggest(n.Text, words)
	if hint == "" {
		hint = "; write " + oneOf(words)
	}
	p.At(n, "unknown %s %s%s", withoutArticle(what), quote(n.Text), hint)
	return "", false
}

// fewest is the number of words that a message still lists.
const fewest = 12

func oneOf(words []string) string {
	if len(words) == 0 || len(words) > fewest {
		return "a known word"
	}
	if len(words) == 1 {
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func withoutArticle(what string) string {
	for _, article := range []string{"a ", "an ", "the "} {
		if rest, ok := strings.CutPrefix(what, article); ok {
			return rest
		}
	}
	return what
}
