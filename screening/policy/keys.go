package policy

import (
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
)

// keys are those that a part of a rule file may have, and those of them that it needs.
type keys struct {
	fields document.Fields
	needs  []string
}

func (l *loader) read(n *document.Node, what string, k keys) {
	n.Fields(&l.problems, what, k.fields, k.needs...)
}

// only are the fields of some of the keys.
func (k keys) only(names ...string) document.Fields {
	maps.DeleteFunc(k.fields, func(key string, _ func(*document.Node)) bool { return !slices.Contains(names, key) })
	return k.fields
}

// keyPart is a part of rule files with its keys. Named says that it stands under a name of its own.
type keyPart struct {
	name string
	keys
	named bool
}

// parts are all parts of rule files, out of the tables by which they are read.
func (l *loader) parts() []keyPart {
	out := []keyPart{
		{name: "file", keys: keys{fields: l.fileFields(0)}},
		{name: "rules", keys: keys{l.ruleFields(newRawRule()), l.ruleNeeds()}},
		{name: "rules: if_unsure", keys: l.unsureKeys(&UnsureOutcome{})},
		{name: "rules: limits", keys: keys{fields: l.limitFields(&rawLimit{})}},
		{name: "facts", keys: l.factKeys(&Fact{}, new(*document.Node))},
		{name: "facts: was", keys: l.wasKeys(&Was{})},
		{name: "cards", keys: l.cardKeys(&Card{})},
		{name: "cards: lines", keys: l.lineKeys(&Line{})},
		{name: "implications", keys: l.implicationKeys(&rawImplication{})},
	}
	for _, limit := range l.schema.Limits {
		if limit.OwnKey != "" {
			out = append(out, keyPart{name: limit.OwnKey, keys: l.ownKeys(&rawOwn{})})
		}
	}
	out = append(out, keyPart{"parameters", l.parameterKeys(&Parameter{}), true},
		keyPart{"sources", l.sourceKeys(&Source{}), true})
	for _, kind := range changed() {
		out = append(out, keyPart{name: "changes: " + kind, keys: l.changeKeys(kind, &change{})})
	}
	return out
}
