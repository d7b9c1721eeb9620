package policy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
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

// key is a key of the type with an example of what may stand under it.
func (t FileType) key(says, example string) FileKey {
	return FileKey{Type: t, Says: says, Example: example}
}

func (k TypeKind) key(says, example string) FileKey { return FileType{Kind: k}.key(says, example) }

func (k TypeKind) of(what string) FileType { return FileType{Kind: k, Of: what} }

func (k TypeKind) part(name string) FileType { return FileType{Kind: k, Part: name} }

func yesKey(says string) FileKey { return YesType.key(says, "true").or("false") }

// or is the key with what stands where it does not.
func (k FileKey) or(otherwise string) FileKey {
	k.Default = otherwise
	return k
}

// where is the key that some need and others cannot have.
func (k FileKey) where(which string) FileKey {
	k.WhenSays = which
	return k
}

// FileParts returns every part of the rule files of the set with every key that the loader reads,
// out of its own tables.
func (s *Set) FileParts() []FilePart {
	l := newLoader(s.schema, nil)
	d := fileDocs{s: s, l: l, words: keyWords()}
	var out []FilePart
	for _, p := range l.parts() {
		part := FilePart{Name: p.name, Says: d.partSays(p.name), Named: p.named}
		for _, key := range slices.Sorted(maps.Keys(p.fields)) {
			k := d.key(p.name, key)
			if k.Name, k.Needed = key, slices.Contains(p.needs, key); k.Needed {
				k.Default = ""
			}
			if k.Example != "" {
				k.Example = key + ": " + k.Example
			}
			part.Keys = append(part.Keys, k)
		}
		slices.SortStableFunc(part.Keys, func(a, b FileKey) int { return cmp.Compare(order(b.Needed), order(a.Needed)) })
		out = append(out, part)
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
			k.Example = "[" + limit.Values[0] + "]"
		}
	case part == "file" && d.limitOf(key) != nil:
		limit = d.limitOf(key)
		k = PartsType.part(key).key("Values of one's own for `"+limit.Name+"`.",
			"[{name: house_one, like: ["+limit.Values[0]+"]}]")
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
			k.Example = k.Type.Words[0]
		}
	case "urgency":
		k.Type.Words = s.Urgencies
		k.Example = s.Urgencies[0]
	case "grade", "level":
		k.Type.Words = s.Grades
		k.Example = s.Grades[len(s.Grades)-1]
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
		t := FileType{Kind: NamesType, Words: placeNames(s.Places), Of: indefinite(s.placeWord())}
		k := t.key("Where. A group stands for its parts.", "["+s.Places[0].Name+"]").or("everywhere")
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
		k := ProseType.key(textWords()[key], textExamples()[key])
		if t.RequiredFor != "" {
			return k.where("a rule of kind " + code(t.RequiredFor) + " needs it")
		}
		return k
	}
	for i := range s.Limits {
		if l := &s.Limits[i]; l.Name == key {
			return limitKey(l)
		} else if l.Margin == key {
			return l.number().key("How much around the spot is left out. It stands beside "+code(l.Name)+".", "2")
		}
	}
	return FileKey{}
}

// number is a number of the limit, or of the margin around its spot.
func (l *Limit) number() FileType {
	return FileType{Kind: AnyType, Least: l.Least, Most: l.Most, Of: "number or `param.name`"}
}

func limitKey(l *Limit) FileKey {
	says := limitWords(*l) + "."
	switch l.Kind {
	case LowestWins:
		return l.number().key(says, decimal(l.Most))
	case Unites:
		t := FileType{Kind: NamesType, Words: l.Values, Open: l.OwnKey != "", Of: "a value"}
		return t.key(says, "["+l.Values[0]+"]")
	case Flag, Spot:
		return FileType{Kind: WordType, Words: []string{"true"}}.key(says, "true")
	}
	return ProseType.key(says, "The client sits up slowly.")
}

// changeKey is a key that only a change has, or another than what it changes.
func (d *fileDocs) changeKey(kind, key string) (FileKey, bool) {
	const asBefore = "what stands there"
	switch {
	case key == kind:
		return NameType.of("the name of "+indefinite(kind)).key("What is changed.", changeExamples()[kind]), true
	case key == "reason":
		return ProseType.key("Why. It is shown with every finding that the change bears on.", "a clinic's own choice").
			where("needed unless the change replaces words alone"), true
	case key == "disable":
		return yesKey("Takes the rule out of force."), true
	case kind == "define" && key == "when":
		return ExpressionType.key("What the definition says instead.", "house.a || house.b"), true
	case kind == "fact" && key == "values", kind == "card" && key == "lines":
		return MappingType.key("Other words of some of the "+key+".", "{none: Nothing of it}").or(asBefore), true
	case kind == "fact" && key == "codes":
		return MappingType.key("Other words of some codes.", "{icd10 I63: Stroke}").or(asBefore), true
	case kind == "rule" && slices.Contains(d.l.notes(), key):
		return AnyType.of("text, or a list of them").
			key("Other words of the sentences among the limits, in their order.", "Sit up slowly.").or(asBefore), true
	case kind == "rule" && key == "if_unsure":
		return AnyType.of("keys of `rules: if_unsure`").
			key("Another outcome while unsure; with `reason` alone, other words of it.", "{reason: it can be seen}").
			or(asBefore), true
	}
	return FileKey{}, false
}

// ownWords are those of what rule files add to a limit.
func ownWords() map[string]FileKey {
	return map[string]FileKey{
		"name": NameType.key("The name.", "house_one"),
		"like": NamesType.of("a name").key("What it is like, one at least: whatever bans that bans this too.", ""),
	}
}
