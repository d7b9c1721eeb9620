package policy

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// Layer is one set of rule files. The first layer given to [Load] is the ground; each further one
// lies on those before it.
type Layer struct {
	Name  string
	Files fs.FS
	// Loosening allows the layer to make rules that are there already milder for somebody. Without
	// it a layer can add, replace words, and change what is proved to make nobody come out milder.
	Loosening bool
	// RedFlags allows that of red flags and of rules of the last urgency too.
	RedFlags bool
}

// IsCaseFile reports whether a file holds cases rather than rules.
func IsCaseFile(name string) bool {
	return strings.HasSuffix(name, "_cases.yaml") || strings.HasSuffix(name, "_cases.yml")
}

// at is something read from a file with the node it stands at.
type at[T any] struct {
	value T
	node  *document.Node
	layer int
}

// content is what the files of all layers hold, in the order of layers and names.
type content struct {
	parameters   []at[Parameter]
	definitions  []at[Definition]
	facts        []at[Fact]
	cards        []at[Card]
	rules        []at[rawRule]
	conditions   int // bytes, of rules
	changes      []at[change]
	sources      []at[Source]
	implications []at[rawImplication]
	own          []at[rawOwn]
}

// rawRule is a rule with the nodes that later checks report at.
type rawRule struct {
	Rule
	when     *document.Node
	where    *document.Node
	nodes    map[string]*document.Node
	limits   []rawLimit
	ifUnsure *document.Node
}

func (r *rawRule) node(key string, otherwise *document.Node) *document.Node {
	if n := r.nodes[key]; n != nil {
		return n
	}
	return otherwise
}

func (l *loader) readLayers() {
	bytes := 0
	for i, layer := range l.layers {
		if l.base != nil && i == 0 {
			continue
		}
		for _, name := range l.ruleFiles(i, layer) {
			data, err := fs.ReadFile(layer.Files, name)
			if err != nil {
				l.problems.In("layer "+layer.Name, "%s", err)
				continue
			}
			if l.bounds.Len() > 0 {
				return // nothing else will be said
			}
			if bytes += len(data); bytes > maxBytes {
				l.bounds.Add(document.Problem{
					Layer: l.documentLayer(i), File: name, Line: 1, Column: 1,
					Message: fmt.Sprintf("with the files before it there are more than %d bytes of rules", maxBytes),
				})
				return
			}
			l.readFile(i, name, data)
		}
	}
	// The order of files and of keys within them carries no meaning.
	c := &l.content
	sortByName(c.rules, func(r rawRule) string { return r.ID })
	sortByName(c.parameters, func(p Parameter) string { return p.Name })
	sortByName(c.definitions, func(d Definition) string { return d.Name })
	sortByName(c.facts, func(f Fact) string { return f.Name })
	sortByName(c.cards, func(c Card) string { return c.Name })
	slices.SortStableFunc(c.implications, byImplication)
	sortByName(c.own, func(o rawOwn) string { return o.Name })
	sortByName(c.sources, func(s Source) string { return s.Key })
}

func sortByName[T any](list []at[T], name func(T) string) {
	slices.SortStableFunc(list, func(a, b at[T]) int { return cmp.Compare(name(a.value), name(b.value)) })
}

func (l *loader) ruleFiles(i int, layer Layer) []string {
	var names []string
	if layer.Files == nil {
		l.problems.In("layer "+layer.Name, "has no files")
		return nil
	}
	// A file that does not count must not look as if it did: nothing that could hold rules is
	// passed over without a word.
	pass := func(path, why string) {
		l.problems.Add(document.Problem{Layer: l.documentLayer(i), File: path, Line: 1, Column: 1, Message: why})
	}
	keys := l.ruleKeys()
	err := fs.WalkDir(layer.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && path != "." {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			if to, err := fs.Stat(layer.Files, path); err == nil && to.IsDir() {
				pass(path, "is a link to a directory, which is not followed")
				return nil
			}
		}
		switch lower := strings.ToLower(path); {
		case strings.HasSuffix(lower, ".yaml.txt"), strings.HasSuffix(lower, ".yml.txt"):
			pass(path, "ends in .txt; rule files end in .yaml")
		case !strings.HasSuffix(lower, ".yaml") && !strings.HasSuffix(lower, ".yml"):
		case lower[strings.LastIndex(lower, "."):] != path[strings.LastIndex(path, "."):]:
			pass(path, "ends in large letters; rule files end in .yaml")
		case IsCaseFile(path):
			if data, err := fs.ReadFile(layer.Files, path); err == nil && holdsRules(data, keys) {
				pass(path, "is a case file by its name and holds rules; name it without _cases")
			}
		default:
			names = append(names, path)
		}
		return nil
	})
	if err == nil && len(names) == 0 {
		l.problems.In("layer "+layer.Name, "holds no rule file; they end in .yaml")
	}
	if err != nil {
		l.problems.In("layer "+layer.Name, "%s", err)
	}
	slices.Sort(names)
	return names
}

// ruleKeys are the keys of a rule file.
func (l *loader) ruleKeys() []string {
	keys := []string{"rules", "parameters", "define", "facts", "cards", "implications", "changes", "sources"}
	for _, limit := range l.schema.Limits {
		if limit.OwnKey != "" {
			keys = append(keys, limit.OwnKey)
		}
	}
	return keys
}

// holdsRules reports whether a line of a file begins with one of the keys.
func holdsRules(data []byte, keys []string) bool {
	for line := range bytes.Lines(data) {
		key, _, found := bytes.Cut(line, []byte(":"))
		if found && slices.Contains(keys, string(bytes.TrimRight(key, " \t"))) {
			return true
		}
	}
	return false
}

func (l *loader) readFile(layer int, name string, data []byte) {
	root := document.LayerYAML(l.documentLayer(layer), name, data, &l.problems)
	if root == nil {
		return
	}
	root.FieldsOr(&l.problems, "a rule file", l.fileFields(layer), ofCases)
}

// ofCases is where a key of case files has its place, or nothing.
func ofCases(key string) string {
	if key == "cases" || key == "base" {
		return "; cases stand in a file whose name ends in _cases.yaml"
	}
	return ""
}

func (l *loader) fileFields(layer int) document.Fields {
	p, c := &l.problems, &l.content
	fields := document.Fields{
		"parameters": entriesInto(l, "parameters", maxNames, layer, &c.parameters, l.readParameter),
		"define": func(n *document.Node) {
			n.Each(p, "define", func(e document.Entry) {
				if l.full("definitions", len(c.definitions), maxNames, e.Value) {
					return
				}
				l.checkCut(e.Value)
				c.definitions = append(c.definitions, at[Definition]{l.readDefinition(e.Key, e.Value), e.Value, layer})
			})
		},
		"facts": itemsInto(l, "facts", maxNames, layer, &c.facts, l.readFact),
		"cards": itemsInto(l, "cards", maxNames, layer, &c.cards, l.readCard),
		"rules": func(n *document.Node) {
			for _, item := range n.List(p, "rules") {
				if l.full("rules", len(c.rules), maxRules, item) ||
					l.full("bytes of conditions", c.conditions, maxConditions, item) {
					return
				}
				c.rules = append(c.rules, at[rawRule]{l.readRule(item), item, layer})
				c.conditions += len(c.rules[len(c.rules)-1].value.When)
			}
		},
		"implications": itemsInto(l, "implications", maxNames, layer, &c.implications, l.readImplication),
		"changes":      itemsInto(l, "changes", maxNames, layer, &c.changes, l.readChange),
		"sources":      entriesInto(l, "sources", maxSources, layer, &c.sources, l.readSource),
	}
	l.ownFields(fields, layer)
	return fields
}

// itemsInto reads the items of a list into what the files hold, up to so many.
func itemsInto[T any](
	l *loader, what string, most, layer int, to *[]at[T], read func(*document.Node) T,
) func(*document.Node) {
	return func(n *document.Node) {
		for _, item := range n.List(&l.problems, what) {
			if l.full(what, len(*to), most, item) {
				return
			}
			*to = append(*to, at[T]{read(item), item, layer})
		}
	}
}

// entriesInto does the same with the entries of a mapping.
func entriesInto[T any](
	l *loader, what string, most, layer int, to *[]at[T], read func(document.Entry) T,
) func(*document.Node) {
	return func(n *document.Node) {
		n.Each(&l.problems, what, func(e document.Entry) {
			if !l.full(what, len(*to), most, e.Value) {
				*to = append(*to, at[T]{read(e), e.Value, layer})
			}
		})
	}
}

// documentLayer names a layer in the positions of its problems, where there are several layers of
// files.
func (l *loader) documentLayer(i int) document.Layer {
	files := len(l.layers)
	if l.base != nil {
		files--
	}
	if files < 2 {
		return document.Layer{}
	}
	return document.Layer{Name: l.layers[i].Name, Order: i}
}

func (l *loader) readParameter(e document.Entry) Parameter {
	out := Parameter{Name: e.Key}
	keys, read := l.parameterKeys(&out), false
	keys.fields["value"] = func(n *document.Node) { read = l.readValue(&out, n) }
	if l.read(e.Value, "a parameter", keys); !read {
		l.refused["param."+out.Name] = true
	}
	return out
}

func (l *loader) parameterKeys(out *Parameter) keys {
	p := &l.problems
	return keys{document.Fields{
		"value": func(n *document.Node) { l.readValue(out, n) },
		"unit":  func(n *document.Node) { out.Unit = n.Str(p, "a unit") },
		"basis": func(n *document.Node) { out.Basis = l.words(n, "a basis") },
	}, []string{"value", "unit", "basis"}}
}

// readValue reads the number; whole numbers and decimals are written differently, and
// expressions tell them apart. It reports whether there is one.
func (l *loader) readValue(to *Parameter, n *document.Node) bool {
	x, ok := l.number(n, "a value")
	if ok {
		to.Value, to.whole = x, !strings.Contains(n.Text, ".")
	}
	return ok
}

// number reads a number that is as exact as it is written.
func (l *loader) number(n *document.Node, what string) (float64, bool) {
	x, ok := n.Float(&l.problems, what)
	if ok && math.Abs(x) > maxNumber {
		l.problems.At(n, "%s is too large: %s; at most %d", what, document.Shorten(n.Text), int64(maxNumber))
		return 0, false
	}
	return x, ok
}

func (l *loader) readDefinition(name string, n *document.Node) Definition {
	return Definition{name, n.Str(&l.problems, "an expression")}
}

func (l *loader) readSource(e document.Entry) Source {
	out := Source{Key: e.Key}
	l.read(e.Value, "a source", l.sourceKeys(&out))
	return out
}

func (l *loader) sourceKeys(out *Source) keys {
	p := &l.problems
	return keys{document.Fields{
		"cites": func(n *document.Node) { out.Cites = l.words(n, "a citation") },
		"link":  func(n *document.Node) { out.Link = n.Str(p, "a link") },
		"level": func(n *document.Node) { out.Level, _ = n.OneOf(p, "a grade", l.schema.Grades) },
		"read":  func(n *document.Node) { out.Read, _ = n.OneOf(p, "a way of reading", []string{"excerpt", "memory"}) },
	}, []string{"cites", "level", "read"}}
}
