package document

import (
	"maps"
	"slices"
	"strings"
)

// Fields says how to read each key that a mapping may have.
type Fields map[string]func(*Node)

// Fields reads a mapping with known keys, in the order of the document. What names it in messages,
// with its article: a rule.
func (n *Node) Fields(p *Problems, what string, fields Fields, required ...string) {
	n.FieldsOr(p, what, fields, nil, required...)
}

// FieldsOr is [Node.Fields] where a key that is not near any may have its place elsewhere in the
// document: where says which, or returns nothing.
func (n *Node) FieldsOr(p *Problems, what string, fields Fields, where func(key string) string, required ...string) {
	if !n.is(Mapping, p, what) {
		return
	}
	var known []string // once a key is not
	for _, e := range n.Entries {
		read, ok := fields[e.Key]
		if !ok {
			if known == nil {
				known = slices.Sorted(maps.Keys(fields))
			}
			p.Key(e, n, "unknown key %s in %s%s", quote(e.Key), what, n.keyHint(p, e.Key, known, where))
			continue
		}
		if read != nil {
			read(e.Value)
		}
	}
	for _, key := range required {
		if !slices.ContainsFunc(n.Entries, func(e Entry) bool { return e.Key == key }) {
			p.At(n, "%s needs %s", what, quote(key))
		}
	}
}

// keyHint says what to write instead of a key: the nearest, where it has its place, what it is
// called here, or what there is.
func (n *Node) keyHint(p *Problems, key string, known []string, where func(string) string) string {
	if hint := p.elsewhere(key, known, where); hint != "" || p.Full() {
		return hint
	}
	for _, names := range otherNames {
		if !slices.Contains(names, strings.ToLower(key)) {
			continue
		}
		for _, name := range names {
			if slices.Contains(known, name) {
				return " (did you mean " + name + "?)"
			}
		}
	}
	switch {
	case n.json:
		return p.Choose(key, known, where)
	case len(known) == 0:
		return ""
	}
	return "; known are " + strings.Replace(alternatives(known), " or ", " and ", 1)
}

// Given reads what is not null, and so was given.
func Given(read func(*Node)) func(*Node) {
	return func(n *Node) {
		if n.Kind != Null {
			read(n)
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

// Str returns the text of a scalar. A plain YAML scalar is text whatever it looks
// like; a JSON number is not.
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

// Prose is [Node.Str] for a text that somebody will read. A comment behind it is refused unless the
// text is quoted or a block: more often than not " #" is meant as a part of the text, and the rest
// of it would be lost without a word.
func (n *Node) Prose(p *Problems, what string) string {
	text, ok := n.text(p, what)
	if ok && n.comment > 0 {
		p.Add(Problem{
			Layer: n.Layer, File: n.File, Line: n.Line, Column: n.comment, Path: n.Path,
			Message: `the text ends at " #"; put it between quotes, or the comment on a line of its own`,
		})
	}
	return text
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

// otherNames are keys that mean one thing in files of one kind or another.
var otherNames = [][]string{
	{"least", "min", "minimum", "lowest", "from"}, {"most", "max", "maximum", "greatest", "highest", "to"},
	{"define", "defines", "definitions", "definition", "macros", "let"},
	{"parameters", "params", "constants", "variables"},
	{"when", "if", "condition", "expression", "expr", "test"},
	{"says", "text", "message", "description", "title", "label"},
	{"kind", "type", "level", "severity"}, {"grade", "level", "evidence"},
	{"sources", "references", "source", "cite", "cites"},
	{"id", "name", "key"}, {"ask", "question", "text", "prompt"}, {"values", "options", "choices", "enum", "answers"},
	{"link", "url", "doi"}, {"asked_if", "if", "when", "depends_on", "condition"}, {"regions", "places", "region"},
	{"reason", "because", "why", "comment"}, {"rationale", "reason", "because", "why"},
	{"limits", "limit", "restrictions"},
	{"basis", "source", "reason"}, {"client", "patient"},
}
