package document

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// MaxYAML is the length in bytes of the longest YAML document that is read.
const MaxYAML = 1 << 20

const maxYAMLDepth = 20

// YAML reads one YAML document and adds what it refuses to p. It returns nil when there is no tree
// to go on with.
//
// Refused are further documents, anchors, aliases, merge keys, tags, duplicate keys and keys that
// are not text, missing values, folded scalars, plain and quoted scalars of several lines, plain
// scalars between typographic quotes, tabs, control characters and characters that nobody sees.
func YAML(file string, data []byte, p *Problems) *Node { return LayerYAML(Layer{}, file, data, p) }

// LayerYAML is [YAML] for a file of a layer.
func LayerYAML(layer Layer, file string, data []byte, p *Problems) *Node {
	if len(data) > MaxYAML {
		p.Add(Problem{Layer: layer, File: file, Line: 1, Column: 1, Message: tooLong(len(data), MaxYAML)})
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := &yamlReader{layer: layer, file: file, data: data, cursor: newCursor(data), problems: p}
	if !r.readable() {
		return nil
	}
	documents, err := parseYAML(data)
	if err != nil {
		r.syntax(err)
		return nil
	}
	if len(documents) > 1 {
		second := documents[1]
		r.cursor.find(second.Line, second.Column)
		r.report("", "a second document; write one document in each file")
	}
	if len(documents) == 0 || len(documents[0].Content) == 0 ||
		isNull(documents[0].Content[0]) && documents[0].Content[0].Anchor == "" {
		p.Add(Problem{Layer: layer, File: file, Line: 1, Column: 1, Message: "is empty"})
		return nil
	}
	return r.node(documents[0].Content[0], "", 1)
}

func tooLong(length, most int) string {
	return fmt.Sprintf("is %d bytes long; at most %d are read", length, most)
}

type yamlReader struct {
	layer    Layer
	file     string
	data     []byte
	cursor   cursor
	problems *Problems
}

// report adds a problem where the cursor stands.
func (r *yamlReader) report(path, format string, args ...any) {
	r.problems.Add(Problem{
		Layer: r.layer, File: r.file, Line: r.cursor.line, Column: r.cursor.column,
		Path: path, Message: fmt.Sprintf(format, args...),
	})
}

func isNull(y *yaml.Node) bool {
	return y.Kind == yaml.ScalarNode && y.Style == 0 && y.Tag == "!!null"
}

func (r *yamlReader) node(y *yaml.Node, path string, depth int) *Node {
	start := r.cursor.find(y.Line, y.Column)
	n := &Node{
		Layer: r.layer, File: r.file, Line: r.cursor.line, Column: r.cursor.column, Path: path,
		source: r.data, start: start,
	}
	n.refused = r.refuse(y, path)
	switch y.Kind {
	case yaml.MappingNode:
		n.Kind = Mapping
	case yaml.SequenceNode:
		n.Kind = Sequence
	case yaml.ScalarNode:
		r.scalar(y, n)
		return n
	default:
		n.refused = true
		return n
	}
	if depth > maxYAMLDepth {
		r.report(path, "is nested deeper than %d", maxYAMLDepth)
		n.refused = true
		return n
	}
	if n.Kind == Mapping {
		r.mapping(y, n, depth)
		return n
	}
	for i, item := range y.Content {
		n.Items = append(n.Items, r.node(item, itemPath(path, i), depth+1))
	}
	return n
}

// refuse reports what stands before a value. The node alone cannot tell: `! x` is read as x
// and leaves no trace in it, so the source has the last word. No untagged value begins with
// one of these characters.
func (r *yamlReader) refuse(y *yaml.Node, path string) bool {
	typed := ahead(r.data, r.cursor.offset)
	if end := strings.IndexAny(typed, " ,[]{}"); end >= 0 {
		typed = typed[:end]
	}
	switch {
	case strings.HasPrefix(typed, "!"):
		r.report(path, `the tag %s is refused; quote a text that begins with "!"`, quote(typed))
	case strings.HasPrefix(typed, "&"):
		r.report(path, "the anchor %s is refused; write the value out where it is meant", quote(typed))
	case y.Kind == yaml.AliasNode:
		r.report(path, "the alias %s is refused; write the value out", quote("*"+y.Value))
	default:
		return false
	}
	return true
}

func (r *yamlReader) mapping(y *yaml.Node, n *Node, depth int) {
	first := map[string]Entry{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		entry, ok := r.key(y.Content[i], n, depth)
		entry.Value = r.node(y.Content[i+1], keyPath(n.Path, entry.Key), depth+1)
		if !ok {
			continue
		}
		if earlier, twice := first[entry.Key]; twice {
			r.problems.Key(entry, n, "key %s is given twice, first on line %d", quote(entry.Key), earlier.Line)
			continue
		}
		first[entry.Key] = entry
		n.Entries = append(n.Entries, entry)
	}
}

func (r *yamlReader) key(y *yaml.Node, parent *Node, depth int) (Entry, bool) {
	r.cursor.find(y.Line, y.Column)
	entry := Entry{Key: y.Value, Line: r.cursor.line, Column: r.cursor.column}
	problem := ""
	switch {
	case y.Kind == yaml.MappingNode:
		problem = "a key must be text, found a mapping"
	case y.Kind == yaml.SequenceNode:
		problem = "a key must be text, found a list"
	case y.Tag == "!!merge":
		problem = `the merge key "<<" is refused; write the keys out`
	case isNull(y):
		problem = "a key must be text, found nothing"
	case y.Kind == yaml.ScalarNode && y.Style == 0 && y.Tag != "!!str":
		problem = "a key must be text, found " + Shorten(y.Value) + "; quote it"
		if r.behindDecimalComma() {
			problem = "a key must be text, found " + Shorten(y.Value) + "; a decimal number has a point, not a comma"
		}
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		problem = "a key must stand on one line"
	case y.Kind == yaml.ScalarNode && y.Value == "":
		problem = "a key must be text, found an empty one"
	}
	if r.refuse(y, parent.Path) {
		return entry, false
	}
	if problem != "" {
		r.problems.Add(Problem{
			Layer: r.layer, File: r.file, Line: entry.Line, Column: entry.Column, Path: parent.Path, Message: problem,
		})
		return entry, false
	}
	return entry, !r.node(y, parent.Path, depth+1).refused
}

// behindDecimalComma reports whether the cursor stands between the digits of a number such as 37,8.
func (r *yamlReader) behindDecimalComma() bool {
	at := r.cursor.offset
	digit := func(i int) bool { return i >= 0 && i < len(r.data) && '0' <= r.data[i] && r.data[i] <= '9' }
	return digit(at-2) && r.data[at-1] == ',' && digit(at)
}

func (r *yamlReader) scalar(y *yaml.Node, n *Node) {
	n.Text = y.Value
	n.Kind = Word
	if y.Style&^yaml.TaggedStyle != 0 {
		n.Kind = Text
	}
	if n.refused {
		return
	}
	typed := r.data[n.start:]
	switch {
	case y.Style&yaml.LiteralStyle != 0:
		r.block(n)
	case y.Style&yaml.FoldedStyle != 0:
		n.refused = true
		r.report(n.Path, `a folded text is refused; write "|" for several lines, or one line`)
	case n.Kind == Text:
		if closing(typed, 0) < 0 {
			n.refused = true
			r.report(n.Path, `a quoted text of several lines is refused; write "|" for several lines, or one line`)
		}
		n.Quoted = true
		n.Column++
		n.start++
		r.escaped(n)
	case isNull(y):
		n.Kind, n.refused = Null, true
		found := "found nothing"
		if y.Value != "" {
			found = "found " + y.Value
		}
		r.report(n.Path, "a value is missing, %s; write one or leave it out", found)
	case !bytes.HasPrefix(typed, []byte(y.Value)), strings.Contains(y.Value, "\n"):
		n.refused = true
		r.report(n.Path, `a plain text of several lines is refused; write "|" for several lines, or one line`)
	case curly(y.Value):
		n.refused = true
		first, _ := utf8.DecodeRuneInString(y.Value)
		r.report(n.Path, `the quote %c is part of the text; write " at both ends, or no quotes`, first)
	default:
		behind := typed[len(y.Value):]
		spaces := leadingSpaces(behind)
		if spaces > 0 && spaces < len(behind) && behind[spaces] == '#' {
			n.comment = n.Column + utf8.RuneCountInString(y.Value) + spaces
		}
	}
}

// escaped refuses the characters that a text between double quotes must not have spelled out
// either.
func (r *yamlReader) escaped(n *Node) {
	before := ' '
	for i, c := range n.Text {
		rest := []byte(n.Text[i+utf8.RuneLen(c):])
		if problem := refusedCharacter(before, c, rest); problem != "" && c != '\t' {
			line, column := n.PositionAt(i)
			r.problems.Add(Problem{
				Layer: n.Layer, File: n.File, Line: line, Column: column, Path: n.Path, Message: problem,
			})
			n.refused = true
			return
		}
		before = c
	}
}

// curly reports whether a text stands between typographic quotes as a whole, which hold nothing
// together.
func curly(text string) bool {
	for _, pair := range [][2]string{
		{"“", "”"}, {"„", "“"}, {"„", "”"}, {"”", "”"}, {"‘", "’"}, {"‚", "‘"}, {"’", "’"}, {"«", "»"}, {"»", "«"},
	} {
		inside, begins := strings.CutPrefix(text, pair[0])
		inside, ends := strings.CutSuffix(inside, pair[1])
		if begins && ends && !strings.Contains(inside, pair[0]) && !strings.Contains(inside, pair[1]) {
			return true
		}
	}
	return false
}

// block moves a literal block's position from its header to its text. The indentation is what the
// source has more than the text, which holds with an indentation indicator too.
func (r *yamlReader) block(n *Node) {
	n.Block = true
	first := nextLine(r.data, n.start)
	if n.Text == "" || first < 0 {
		n.start, n.Text = len(r.data), ""
		return
	}
	line := first
	for text := range strings.Lines(n.Text) {
		if text = strings.TrimSuffix(text, "\n"); text != "" {
			n.indent = max(0, leadingSpaces(r.data[line:])-leadingSpaces([]byte(text)))
			break
		}
		if line = nextLine(r.data, line); line < 0 {
			break
		}
	}
	n.start = first + min(n.indent, leadingSpaces(r.data[first:]))
	n.Line, n.Column = n.Line+1, n.start-first+1
}
