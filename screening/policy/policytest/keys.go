package policytest

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// CaseParts returns every part of the case files of a set with every key that the reader reads, out
// of its own tables.
func CaseParts(set *policy.Set) []policy.FilePart {
	r := &reader{vocabulary: newVocabulary(set)}
	var out []policy.FilePart
	add := func(name, says string, fields document.Fields, needs ...string) {
		part := policy.FilePart{Name: name, Says: says}
		for _, key := range slices.Sorted(maps.Keys(fields)) {
			k := r.caseKey(name, key)
			k.Name, k.Needed = key, slices.Contains(needs, key)
			part.Keys = append(part.Keys, k)
		}
		slices.SortStableFunc(part.Keys, func(a, b policy.FileKey) int {
			return cmp.Compare(map[bool]int{true: 0, false: 1}[a.Needed], map[bool]int{true: 0, false: 1}[b.Needed])
		})
		out = append(out, part)
	}
	add("case file", "A file that ends in _cases.yaml.", r.fileFields(&caseFile{}), "cases")
	add("stated", "What the source of a rule says of it, in the keys of the rule itself, without its words, its "+
		"test, and what it does when unsure. A rule that is otherwise fails.", r.statedFields(&statement{}))
	add("stated: limits", "Limits as in a rule. Those of one entry hold at the same places.",
		r.saidLimitFields(new([]string), new(string)))
	add("stated: departs", "What the rule says instead of its source.", r.departsFields(&said{}), "because")
	add("cases", "What is known of one client, and what has to follow. What a case does not name it says nothing of.",
		r.caseFields(&testCase{}), "case")
	add("cases: cards", "How one card was answered. A line that is not named does not apply.",
		r.cardFields(&cardEntry{}, &policy.Card{}, new(bool)))
	add("cases: clearance", "A clinician's consent.",
		r.clearanceFields(&policy.Clearance{}, new(int), new(bool)), "covers")
	add("cases: places", "What has to come of one place.", r.placeFields(&placeExpectation{}))
	add("cases: limits", "The limits of one place. Each that is named is compared whole; none, [] or false says "+
		"that there is none.",
		r.limitFields(new([]limitExpectation)))
	return out
}

// WriteCaseSchema writes a JSON Schema (draft 7) of the case files of a set, for editors: see
// [policy.Set.WriteFileSchema].
func WriteCaseSchema(w io.Writer, set *policy.Set, names bool) error {
	return policy.WriteSchema(w, "Case file", "case file", CaseParts(set), names)
}

// caseWords say what the keys of case files are, by part. The names of the set are added there.
var caseWords = map[string]map[string]policy.FileKey{
	"case file": {
		"base": {Says: "Answers that every case starts from.", Example: "base: {client.age: 40}"},
		"stated": {
			Type: policy.FileType{Kind: policy.PartsByName, Part: "stated"}, Says: "What the sources of rules say of them.",
			Example: "stated: {house.sunbed: {kind: precaution, urgency: none, limits: [{pressure: 2}]}}",
		},
		"cases": {
			Type: policy.FileType{Kind: policy.PartsType, Part: "cases"}, Says: "The cases.", Example: "cases: [...]",
		},
	},
	"stated": {
		"limits": {
			Type: policy.FileType{Kind: policy.PartsType, Part: "stated: limits"}, Says: "The limits.",
			Example: "limits: [{pressure: 2}, {note: true}]",
		},
		"departs": {
			Type: policy.FileType{Kind: policy.PartType, Part: "stated: departs"},
			Says: "Where the rule says otherwise.", Example: "departs: {urgency: routine, because: the row gives no time}",
		},
	},
	"stated: departs": {
		"because": {Says: "Why.", Example: "because: the row gives no time"},
		"more": {
			Type: policy.FileType{Kind: policy.PartsType, Part: "stated: limits"},
			Says: "Limits that only the rule has.", Example: "more: [{avoid_heat: true}]",
		},
		"less": {
			Type: policy.FileType{Kind: policy.PartsType, Part: "stated: limits"},
			Says: "Limits that only its source has.", Example: "less: [{minutes: 30}]",
		},
	},
	"cases": {
		"case": {Says: "Its name, once in a file.", Example: "case: a fever waits"},
		"rest": {
			Type: policy.FileType{Kind: policy.WordType, Words: []string{"none"}}, Default: "not asked",
			Example: "rest: none",
			Says:    "What is on a card and not mentioned is answered no, or none.",
		},
		"answers": {Says: "What was answered, over the base.", Example: "answers: {sx.feverish: yes}"},
		"cards": {
			Says: "Cards that were answered as a whole.", Example: "cards: {unwell_now: {ticked: [feverish]}}",
		},
		"request": {Says: "What is asked for.", Default: "what the schema says"},
		"clearance": {
			Type: policy.FileType{Kind: policy.PartsType, Part: "cases: clearance"}, Says: "Consents.",
			Example: "clearance: [{covers: [spine.disc], days_ago: 3}]",
		},
		"fires":  {Says: "These rules hold.", Example: "fires: [house.sunbed]"},
		"silent": {Says: "These do not.", Example: "silent: [house.sunbed]"},
		"undecided": {
			Says: "These may hold: an answer is missing or unsure.", Example: "undecided: [house.sunbed]",
		},
		"decision":        {Says: "What is shown."},
		"floor":           {Says: "The mildest that it can still come to."},
		"ceiling":         {Says: "The severest."},
		"urgency":         {Says: "The urgency that is certain."},
		"urgency_ceiling": {Says: "The most urgent that it can still come to."},
		"places":          {Says: "What has to come of single places."},
		"left":            {Says: "What has to come of them on the left, also of lying there."},
		"right":           {Says: "The same on the right."},
		"asks": {
			Says: "These are among the questions that can change a decision.", Example: "asks: [house.sunbed_today]",
		},
		"asks_only": {Says: "These are all of them.", Example: "asks_only: []"},
		"clearable": {Says: "Exactly the rules that a clearance would have to cover.", Example: "clearable: []"},
	},
	"cases: cards": {
		"ticked": {Says: "Lines that apply.", Example: "ticked: [feverish]"},
		"unsure": {Says: "Lines that are unsure.", Example: "unsure: [cough]"},
		"open":   {Says: "Lines that were left open.", Example: "open: [cough]"},
	},
	"cases: clearance": {
		"covers":  {Says: "The rules that it covers.", Example: "covers: [spine.disc]"},
		"regions": {Says: "Where it holds.", Default: "everywhere", Example: "regions: [lumbar_paraspinal]"},
		"days_ago": {
			Type: policy.FileType{Kind: policy.WholeType, Least: 0, Most: 100_000}, Default: "0", Example: "days_ago: 3",
			Says: "How old it is. Older than the parameter clearance_days it does not count.",
		},
		"by": {Says: "Who gave it; decides nothing here.", Example: "by: GP"},
		"techniques": {
			Type: policy.FileType{Kind: policy.NamesType}, Says: "Agreed; decides nothing here.",
			Example: "techniques: [relaxing_swedish]",
		},
		"strokes": {
			Type: policy.FileType{Kind: policy.NamesType}, Says: "Agreed; decides nothing here.",
			Example: "strokes: [gliding]",
		},
	},
	"cases: places": {
		"decision": {Says: "What is shown of it."},
		"floor":    {Says: "The mildest that it can still come to."},
		"ceiling":  {Says: "The severest."},
		"limits": {
			Type: policy.FileType{Kind: policy.PartType, Part: "cases: limits"}, Says: "Its limits.",
			Example: "limits: {pressure: 2}",
		},
	},
}

// caseKey is what is known of a key, with the names of the set.
func (r *reader) caseKey(part, key string) policy.FileKey {
	k := caseWords[part][key]
	names := func(of string, words []string, open bool) {
		k.Type = policy.FileType{Kind: policy.NamesType, Words: words, Of: of, Open: open}
	}
	word := func(words []string) {
		k.Type = policy.FileType{Kind: policy.WordType, Words: words}
		k.Example = key + ": " + words[len(words)-1]
	}
	switch {
	case strings.HasPrefix(part, "stated"):
		if k.Says == "" {
			k = r.ruleKey(part, key)
		}
		return k
	case part == "cases: limits":
		return r.limitKey(key)
	case part == "cases: cards":
		names("a line", nil, true)
	case key == "base", key == "answers":
		k.Type = policy.FileType{Kind: policy.AnyType, Of: "facts, each with its answer", Schema: r.answersSchema()}
	case part == "cases" && key == "cards":
		k.Type = policy.FileType{
			Kind: policy.AnyType, Of: "cards, each with the keys of `cases: cards`", Schema: r.cardsSchema(),
		}
	case part == "cases" && key == "places":
		k.Type = policy.FileType{
			Kind: policy.AnyType, Of: "places, each with the keys of `cases: places`", Schema: r.placesSchema(),
		}
		k.Example = "places: {" + r.places[0] + ": {decision: " + r.dispositions[0] + "}}"
	case part == "cases" && slices.Contains(r.schema.Sides, key):
		k.Type = policy.FileType{
			Kind: policy.AnyType, Of: "places, each with the keys of `cases: places`", Schema: r.placesSchema(),
		}
		k.Example = key + ": {" + r.places[0] + ": {decision: " + r.dispositions[0] + "}}"
		if k.Says == "" {
			k.Says = "What has to come of single places on that side."
		}
	case key == "request", key == "regions":
		names("a place", r.places, false)
		k.Example = key + ": [" + r.places[0] + "]"
	case key == "fires", key == "silent", key == "undecided", key == "clearable", key == "covers":
		names("a rule", r.rules, true)
	case key == "asks", key == "asks_only":
		names("a fact", r.facts, true)
	case key == "decision":
		word(r.decisions)
	case key == "floor", key == "ceiling":
		word(r.dispositions)
	case key == "urgency", key == "urgency_ceiling":
		word(r.schema.Urgencies)
	}
	return k
}

func (r *reader) limitKey(key string) policy.FileKey {
	none := []any{map[string]any{"enum": []string{"none"}}}
	for i := range r.schema.Limits {
		l := &r.schema.Limits[i]
		if l.Margin == key {
			return policy.FileKey{
				Type:    policy.FileType{Kind: policy.NumberType, Least: l.Least, Most: l.Most},
				Says:    "How much around a spot is left out.",
				Example: key + ": 2",
			}
		}
		if l.Name != key {
			continue
		}
		k := policy.FileKey{Says: "The limit, as a whole."}
		switch l.Kind {
		case policy.LowestWins:
			number := map[string]any{"type": "number", "minimum": l.Least, "maximum": l.Most}
			k.Type = policy.FileType{
				Kind: policy.AnyType, Of: "number or `none`", Schema: map[string]any{"anyOf": append(none, number)},
			}
			k.Example = fmt.Sprintf("%s: %g", key, l.Most)
		case policy.Unites:
			k.Type = policy.FileType{Kind: policy.NamesType, Words: l.Values, Open: l.OwnKey != "", Of: "a value"}
			k.Example = key + ": [" + l.Values[0] + "]"
		case policy.Flag, policy.Spot:
			k.Type, k.Example = policy.FileType{Kind: policy.YesType}, key+": true"
		case policy.Note:
			k.Says, k.Example = "A part of a sentence that is shown, or `none`.", key+": sits up slowly"
		}
		return k
	}
	return policy.FileKey{}
}

// answersSchema is what may be answered, by fact.
func (r *reader) answersSchema() map[string]any {
	properties := map[string]any{}
	for i := range r.set.Facts() {
		f := &r.set.Facts()[i]
		words := []string{"unsure", "not_asked"}
		some := []any{}
		switch f.Kind {
		case policy.YesNo:
			words = append([]string{"yes", "no"}, words...)
		case policy.Whole:
			some = append(some, map[string]any{"type": "integer", "minimum": f.Least, "maximum": f.Most})
		case policy.Decimal:
			some = append(some, map[string]any{"type": "number", "minimum": f.Least, "maximum": f.Most})
		case policy.OneOf:
			words = append(valueNames(f), words...)
		case policy.SetOf:
			values := valueNames(f)
			if f.Places {
				values = append(values, r.groupsOf(values)...)
			}
			some = append(some, map[string]any{"type": "array", "items": map[string]any{"enum": values}, "minItems": 1})
			words = append(values, words...)
		}
		property := map[string]any{"anyOf": append([]any{map[string]any{"enum": words}}, some...), "description": f.Ask}
		if len(some) == 0 {
			property = map[string]any{"enum": words, "description": f.Ask}
		}
		properties[f.Name] = property
	}
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

// groupsOf are the groups of places of which some of the values are parts.
func (r *reader) groupsOf(values []string) (out []string) {
	for _, p := range r.places {
		held := func(part string) bool { return slices.Contains(values, part) }
		if !held(p) && slices.ContainsFunc(r.parts[p], held) {
			out = append(out, p)
		}
	}
	return out
}

func (r *reader) cardsSchema() map[string]any {
	properties := map[string]any{}
	for _, c := range r.set.Cards() {
		var lines []string
		for _, l := range c.Lines {
			lines = append(lines, l.Name)
		}
		list := map[string]any{"type": "array", "items": map[string]any{"enum": lines}, "uniqueItems": true}
		properties[c.Name] = map[string]any{
			"type": "object", "description": c.Ask, "additionalProperties": false,
			"properties": map[string]any{"ticked": list, "unsure": list, "open": list},
		}
	}
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

func (r *reader) placesSchema() map[string]any {
	properties := map[string]any{}
	for _, p := range r.places {
		properties[p] = map[string]any{"$ref": "#/definitions/cases.places"}
	}
	return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
}

// WriteReference writes a Markdown reference of the rule and case files of a set: every key, what
// may stand under it, what stands where it does not, and an example.
func WriteReference(w io.Writer, set *policy.Set) error {
	fmt.Fprint(w, referenceHead)
	if err := policy.WriteReference(w, set.FileParts()); err != nil {
		return err
	}
	fmt.Fprint(w, "\n## Case files\n\nCases stand beside the rules, in files that end in `_cases.yaml`.\n")
	return policy.WriteReference(w, CaseParts(set))
}

const referenceHead = `# Reference

Every key of rule files and of case files, printed from the tables by which they are read. What a rule may
name stands in the vocabulary; how a rule comes about, in AUTHORING.md.

## Rule files

An expression joins tests with ` + "`&&`, `||`, `!`, `a ? b : c`, parentheses and `at_least(2, [a, b, c])`" + `.
Between quotes stand an expression with ` + "`? :`" + `, or one that does not begin with a letter or "(", and
a text with ": " or " #" in it.
`
