// Package phrase keeps sentences under names in YAML, apart from the Go that uses them: what a
// single rule cannot say because it speaks of several, and what a name of JSON is called in a
// treatment room. It decides nothing and knows nothing of massage.
//
//	words:                                 # new names
//	  minutes.one: "{n} minute"
//	  minutes.many: "{n} minutes"
//	changes:                               # other words for what is there, such as those of another language
//	  minutes.many: "{n} Minuten"
//
// What stands in braces is filled in. A change has to name the same, and cannot be empty: neither a
// number nor a warning must get lost on the way into another language.
package phrase

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/safehands/safehands/screening/policy/document"
)

// Table is a set of sentences by name. It is immutable and safe for concurrent use. The zero value,
// and nil, know no name.
type Table struct {
	texts map[string]string
	first map[string]string // as they were before any layer changed them
}

// Read returns the sentences of the files, each layer laid over those before it. The error is a
// [*document.Error] with every problem of every file.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func Read(layers ...fs.FS) (*Table, error) { return (&Table{}).Extend(layers...) }

// Extend returns a table with the files laid over t, which stays as it is.
func (t *Table) Extend(layers ...fs.FS) (*Table, error) {
	var p document.Problems
	for _, files := range layers {
		var err error
		t, err = t.Over(document.Layer{}, files)
		p.Join(err, nil)
	}
	return t, p.Err()
}

// Over is Extend by one layer, which has a name among others.
func (t *Table) Over(at document.Layer, files fs.FS) (*Table, error) {
	var p document.Problems
	out := &Table{texts: map[string]string{}, first: map[string]string{}}
	if t != nil {
		maps.Copy(out.texts, t.texts)
		maps.Copy(out.first, t.first)
	}
	out.read(at, files, &p)
	return out, p.Err()
}

func (t *Table) read(at document.Layer, files fs.FS, p *document.Problems) {
	if files == nil {
		p.In("phrases", "there are no files")
		return
	}
	var changes []document.Entry
	err := document.YAMLFiles(at, files, p, func(root *document.Node) {
		root.Fields(p, "a file of words", document.Fields{
			"words": func(n *document.Node) { n.Each(p, "words", func(e document.Entry) { t.add(e, p) }) },
			"changes": func(n *document.Node) {
				n.Each(p, "changes", func(e document.Entry) { changes = append(changes, e) })
			},
		})
	})
	if err != nil {
		p.In("phrases", "%s", err)
	}
	// The order of files carries no meaning: what is changed may be added by a later one.
	for _, e := range changes {
		t.change(e, p)
	}
}

func (t *Table) add(e document.Entry, p *document.Problems) {
	if _, there := t.texts[e.Key]; there {
		p.At(e.Value, "%s is there already; put it under changes to say it differently", e.Key)
		return
	}
	text := e.Value.Prose(p, "a text")
	t.texts[e.Key], t.first[e.Key] = text, text
}

func (t *Table) change(e document.Entry, p *document.Problems) {
	old, there := t.texts[e.Key]
	if !there {
		p.At(e.Value, "%s is no name of a text%s", e.Key, p.Suggest(e.Key, t.Names()))
		return
	}
	text := e.Value.Prose(p, "a text")
	if strings.TrimSpace(text) == "" && strings.TrimSpace(old) != "" {
		p.At(e.Value, "%s must not be empty; what it says would be lost", e.Key)
		return
	}
	if was, is := blanks(old), blanks(text); !slices.Equal(was, is) {
		p.At(e.Value, "%s fills in [%s], and has to fill in [%s]", e.Key, strings.Join(is, " "), strings.Join(was, " "))
		return
	}
	t.texts[e.Key] = text
}

// blanks are what a text fills in, each once.
func blanks(text string) []string {
	found := regexp.MustCompile(`\{[a-z]+\}`).FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Names returns every name, in order.
func (t *Table) Names() []string {
	var names []string
	if t != nil {
		for name := range t.texts {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Say returns the sentence with the name, and in it the values that follow in pairs of blank and
// text. Nobody is left without a word: an unknown name is its own text.
func (t *Table) Say(name string, filled ...string) string {
	text, ok := t.text(name)
	if !ok {
		return name
	}
	var pairs []string
	for i := 0; i+1 < len(filled); i += 2 {
		pairs = append(pairs, "{"+filled[i]+"}", filled[i+1])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// First returns the sentence with the name as it was before any layer changed it, with its blanks;
// it is empty for an unknown name.
func (t *Table) First(name string) string {
	if t == nil {
		return ""
	}
	return t.first[name]
}

func (t *Table) text(name string) (string, bool) {
	if t == nil {
		return "", false
	}
	text, ok := t.texts[name]
	return text, ok
}

// Without takes from a text the beginnings that stand under a name, parted by strokes.
func (t *Table) Without(name, text string) string {
	starts, _ := t.text(name)
	for start := range strings.SplitSeq(starts, "|") {
		text = strings.TrimPrefix(text, start)
	}
	return text
}

// Called returns what something is called: the text of group.id, or the id with spaces.
func (t *Table) Called(group, id string) string {
	if text, ok := t.text(group + "." + id); ok {
		return text
	}
	return strings.ReplaceAll(id, "_", " ")
}

// Count says how many there are of something: name.one for 1, name.many otherwise, with the number
// in {n}.
func (t *Table) Count(name string, n int) string {
	if n == 1 {
		return t.Say(name+".one", "n", "1")
	}
	return t.Say(name+".many", "n", strconv.Itoa(n))
}

// And joins a list of things that belong together, by the texts list.comma and list.and.
func (t *Table) And(list []string) string { return t.join(list, "list.and") }

// Or joins a list of things to choose from, or to leave out, by the texts list.comma and list.or.
func (t *Table) Or(list []string) string { return t.join(list, "list.or") }

func (t *Table) join(list []string, last string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	n := len(list) - 1
	return t.Say(last, "list", strings.Join(list[:n], t.Say("list.comma")), "last", list[n])
}

// Capital begins a sentence.
func Capital(s string) string { return first(s, unicode.ToUpper) }

// Lower begins what stands in the middle of a sentence. An abbreviation keeps its letters.
func Lower(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(second) {
		return s
	}
	return first(s, unicode.ToLower)
}

func first(s string, change func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(change(r)) + s[size:]
}

// Sentence ends with a full stop what has no end yet.
func Sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".?!") {
		return s
	}
	return s + "."
}
