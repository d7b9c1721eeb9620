package policy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// FilePart is one part of a rule or case file: a mapping, and the keys that it may have.
type FilePart struct {
	Name string // as in rules, or rules: limits of the limits of a rule
	Says string
	Keys []FileKey // those that it needs first, then by name
	// Named says that the part stands under a name of its own, as a parameter does.
	Named bool
}

// FileKey is one key of a part.
type FileKey struct {
	Name     string
	Needed   bool
	Type     FileType
	Default  string // what stands where the key does not; empty where nothing does
	Says     string
	Example  string // YAML
	WhenSays string // of a key that some need and others cannot have: which
}

// FileType says what may stand under a key. The zero value is a text that somebody reads.
type FileType struct {
	Kind  TypeKind
	Words []string // of a Word and of Words: those that there are
	Open  bool     // Words may be others too, such as those that the same file declares
	// Least and Most bound a number where they differ.
	Least, Most float64
	Part        string // of Part and Parts: its name
	Of          string // of a name, an expression or a text: what it is, with its article
	// Schema is the JSON Schema of what no other kind says.
	Schema map[string]any
}

// TypeKind is a kind of what may stand under a key.
type TypeKind int

// The kinds.
const (
	ProseType      TypeKind = iota // a text that somebody reads
	ExpressionType                 // a test of facts
	NameType                       // a name
	WordType                       // one of Words
	NamesType                      // a list of names, of Words where there are some
	NumberType
	WholeType
	YesType       // true or false
	PartType      // the keys of Part
	PartsType     // a list of those
	MappingType   // names with texts
	PartsByName   // names with the keys of Part
	ExpressionsBy // names with expressions
	AnyType       // what the words of the key say
)

// String says what may stand under the key, for a reader.
func (t FileType) String() string {
	switch t.Kind {
	case ExpressionType:
		return "expression"
	case NameType:
		return cmp.Or(t.Of, "a name")
	case WordType:
		if len(t.Words) <= 8 {
			return codes(t.Words)
		}
		return "one of " + fmt.Sprint(len(t.Words)) + " words"
	case NamesType:
		return "list, each item " + cmp.Or(t.Of, "a name")
	case NumberType, WholeType:
		text := map[TypeKind]string{NumberType: "number", WholeType: "whole number"}[t.Kind]
		if t.Least < t.Most {
			text += fmt.Sprintf(", %s to %s", decimal(t.Least), decimal(t.Most))
		}
		return text
	case YesType:
		return "`true` or `false`"
	case PartType:
		return "keys of " + code(t.Part)
	case PartsType:
		return "list of " + code(t.Part)
	case MappingType:
		return "names, each with its words"
	case PartsByName:
		return "names, each with the keys of " + code(t.Part)
	case ExpressionsBy:
		return "names, each with its expression"
	case AnyType:
		return cmp.Or(t.Of, "anything")
	}
	return cmp.Or(t.Of, "text")
}

// FileParts returns every part of the rule files of the set with every key that the loader reads,
// out of its own tables.
func (s *Set) FileParts() []FilePart {
	l := newLoader(s.schema, nil)
	d := fileDocs{s: s, l: l, words: keyWords()}
	var out []FilePart
	add := func(name string, named bool, fields document.Fields, needs []string) {
		part := FilePart{Name: name, Says: d.partSays(name), Named: named}
		for _, key := range slices.Sorted(maps.Keys(fields)) {
			k := d.key(name, key)
			if k.Name, k.Needed = key, slices.Contains(needs, key); k.Needed {
				k.Default = ""
			}
			part.Keys = append(part.Keys, k)
		}
		slices.SortStableFunc(part.Keys, func(a, b FileKey) int { return cmp.Compare(order(b.Needed), order(a.Needed)) })
		out = append(out, part)
	}
	add("file", false, l.fileFields(0), nil)
	add("rules", false, l.ruleFields(newRawRule()), l.ruleNeeds())
	unsure, needs := l.unsureFields(&UnsureOutcome{})
	add("rules: if_unsure", false, unsure, needs)
	add("rules: limits", false, l.limitFields(&rawLimit{}), nil)
	fact, needs := l.factFields(&Fact{}, new(*document.Node))
	add("facts", false, fact, needs)
	was, needs := l.wasFields(&Was{})
	add("facts: was", false, was, needs)
	card, needs := l.cardFields(&Card{})
	add("cards", false, card, needs)
	line, needs := l.lineFields(&Line{})
	add("cards: lines", false, line, needs)
	implication, needs := l.implicationFields(&rawImplication{})
	add("implications", false, implication, needs)
	for _, limit := range s.schema.Limits {
		if limit.OwnKey != "" {
			own, needs := l.ownEntry(&rawOwn{})
			add(limit.OwnKey, false, own, needs)
		}
	}
	parameter, needs := l.parameterFields(&Parameter{})
	add("parameters", true, parameter, needs)
	source, needs := l.sourceFields(&Source{})
	add("sources", true, source, needs)
	for _, kind := range changed() {
		fields, needs := l.changeFields(kind, &change{})
		add("changes: "+kind, false, fields, needs)
	}
	return out
}

// fileDocs says what the keys of a set mean.
type fileDocs struct {
	s     *Set
	l     *loader
	words map[string]map[string]FileKey
}

func (d *fileDocs) partSays(name string) string {
	if says, ok := partWords()[name]; ok {
		return says
	}
	return "A value that a clinic has itself: " + code(d.limitOf(name).Name) + " can then name it."
}

// limitOf is the limit to which a part adds values, or nil.
func (d *fileDocs) limitOf(key string) *Limit {
	for i := range d.s.schema.Limits {
		if l := &d.s.schema.Limits[i]; l.OwnKey == key && key != "" {
			return l
		}
	}
	return nil
}

// key is what is known of a key: of every rule file, of this set, or of what a change lays over.
func (d *fileDocs) key(part, key string) FileKey {
	base, change := strings.CutPrefix(part, "changes: ")
	if change {
		if k, ok := d.changeKey(base, key); ok {
			return k
		}
		part = map[string]string{
			"rule": "rules", "parameter": "parameters", "fact": "facts", "card": "cards", "source": "sources",
			"implication": "implications",
		}[base]
	}
	k, ok := d.words[part][key]
	switch limit := d.limitOf(part); {
	case limit != nil:
		if k = ownWords()[key]; key == "like" {
			k.Example = "like: [" + limit.Values[0] + "]"
		}
	case part == "file" && d.limitOf(key) != nil:
		limit = d.limitOf(key)
		k = FileKey{Type: FileType{Kind: PartsType, Part: key}, Says: "Values of one's own for `" + limit.Name + "`."}
		k.Example = key + ": [{name: house_one, like: [" + limit.Values[0] + "]}]"
	case !ok:
		k = d.ownKey(part, key)
	}
	d.fill(&k, part, key)
	if change {
		k.Default = "what stands there"
	}
	return k
}

// fill adds the words of this set's schema.
func (d *fileDocs) fill(k *FileKey, part, key string) {
	s := &d.s.schema
	switch key {
	case "kind":
		if part == "rules" || part == "rules: if_unsure" {
			if k.Type.Words = d.l.kinds(); part == "rules: if_unsure" {
				k.Type.Words = append(k.Type.Words, "none")
			}
			k.Example = "kind: " + k.Type.Words[0]
		}
	case "urgency":
		k.Type.Words = s.Urgencies
		k.Example = "urgency: " + s.Urgencies[0]
	case "grade", "level":
		k.Type.Words = s.Grades
		k.Example = key + ": " + s.Grades[len(s.Grades)-1]
	case "sources":
		if part == "rules" {
			for _, x := range d.s.sources {
				k.Type.Words = append(k.Type.Words, x.Key)
			}
		}
	}
}

// ownKey is a key that this set's schema brings about: a place, a text, a limit.
func (d *fileDocs) ownKey(part, key string) FileKey {
	s := &d.s.schema
	if key == s.PlacesKey() {
		k := FileKey{
			Type: FileType{Kind: NamesType, Words: placeNames(s.Places), Of: indefinite(s.placeWord())},
			Says: "Where. A group stands for its parts.", Default: "everywhere",
			Example: key + ": [" + s.Places[0].Name + "]",
		}
		if part == "rules: limits" {
			k.Says = "Where the limit holds: a list, `elsewhere` or `everywhere`."
			k.Default = "where the rule does"
			k.Type = FileType{Kind: AnyType, Words: k.Type.Words, Of: "list of " + key + ", `elsewhere` or `everywhere`"}
		}
		return k
	}
	for _, t := range s.Texts {
		if t.Name != key {
			continue
		}
		k := FileKey{Says: textWords()[key], Example: key + ": " + textExamples()[key]}
		if t.RequiredFor != "" {
			k.WhenSays = "a rule of kind " + code(t.RequiredFor) + " needs it"
		}
		return k
	}
	for i := range s.Limits {
		if l := &s.Limits[i]; l.Name == key {
			return limitKey(l)
		} else if l.Margin == key {
			return FileKey{
				Type: FileType{Kind: AnyType, Least: l.Least, Most: l.Most, Of: "number or `param.name`"},
				Says: "How much around the spot is left out. It stands beside " + code(l.Name) + ".", Example: key + ": 2",
			}
		}
	}
	return FileKey{}
}

func limitKey(l *Limit) FileKey {
	k := FileKey{Says: limitWords(*l) + "."}
	switch l.Kind {
	case LowestWins:
		k.Type = FileType{Kind: AnyType, Least: l.Least, Most: l.Most, Of: "number or `param.name`"}
		k.Example = l.Name + ": " + decimal(l.Most)
	case Unites:
		k.Type = FileType{Kind: NamesType, Words: l.Values, Open: l.OwnKey != "", Of: "a value"}
		k.Example = l.Name + ": [" + l.Values[0] + "]"
	case Flag, Spot:
		k.Type, k.Example = FileType{Kind: WordType, Words: []string{"true"}}, l.Name+": true"
	case Note:
		k.Example = l.Name + ": The client sits up slowly."
	}
	return k
}

// changeKey is a key that only a change has, or another than what it changes.
func (d *fileDocs) changeKey(kind, key string) (FileKey, bool) {
	texts := func(says string) FileKey {
		return FileKey{Type: FileType{Kind: AnyType, Of: "text, or a list of them"}, Says: says, Default: "what stands there"}
	}
	switch {
	case key == kind:
		k := FileKey{Type: FileType{Kind: NameType, Of: "the name of " + indefinite(kind)}, Says: "What is changed."}
		k.Example = kind + ": " + changeExamples()[kind]
		return k, true
	case key == "reason":
		return FileKey{
			Says:     "Why. It is shown with every finding that the change bears on.",
			WhenSays: "needed unless the change replaces words alone", Example: "reason: a clinic's own choice",
		}, true
	case key == "disable":
		return FileKey{
			Type: FileType{Kind: YesType}, Says: "Takes the rule out of force.", Default: "false", Example: "disable: true",
		}, true
	case kind == "define" && key == "when":
		return FileKey{
			Type: FileType{Kind: ExpressionType}, Says: "What the definition says instead.", Example: "when: house.a || house.b",
		}, true
	case kind == "fact" && key == "values", kind == "card" && key == "lines":
		return FileKey{
			Type: FileType{Kind: MappingType}, Says: "Other words of some of the " + key + ".", Default: "what stands there",
			Example: key + ": {none: Nothing of it}",
		}, true
	case kind == "fact" && key == "codes":
		return FileKey{
			Type: FileType{Kind: MappingType}, Says: "Other words of some codes.", Default: "what stands there",
			Example: "codes: {icd10 I63: Stroke}",
		}, true
	case kind == "rule" && slices.Contains(d.l.notes(), key):
		k := texts("Other words of the sentences among the limits, in their order.")
		k.Example = key + ": Sit up slowly."
		return k, true
	case kind == "rule" && key == "if_unsure":
		k := FileKey{
			Type: FileType{Kind: AnyType, Of: "keys of `rules: if_unsure`"}, Default: "what stands there",
			Says:    "Another outcome while unsure; with `reason` alone, other words of it.",
			Example: "if_unsure: {reason: it can be seen}",
		}
		return k, true
	}
	return FileKey{}, false
}

// ownWords are those of what rule files add to a limit.
func ownWords() map[string]FileKey {
	return map[string]FileKey{
		"name": {Type: FileType{Kind: NameType}, Says: "The name.", Example: "name: house_one"},
		"like": {
			Type: FileType{Kind: NamesType, Of: "a name"},
			Says: "What it is like, one at least: whatever bans that bans this too.",
		},
	}
}
