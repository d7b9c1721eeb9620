package policy

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/lists"
)

// WriteFileSchema writes a JSON Schema (draft 7) of the rule files of the set, for editors: keys,
// kinds of values, and the names that there are. It knows what can be seen in one file by itself;
// what a rule means, and whether the names of other files fit, is for [Load] to say, which accepts
// nothing that the schema refuses. With names it has those that files themselves can add to, such
// as sources, for an editor to offer; it then changes with every file.
func (s *Set) WriteFileSchema(w io.Writer, names bool) error {
	return WriteSchema(w, "Rule file", "file", s.FileParts(), names)
}

// WriteSchema writes a JSON Schema of files that consist of parts; root names the part at the top.
func WriteSchema(w io.Writer, title, root string, parts []FilePart, names bool) error {
	definitions := map[string]any{}
	shared := map[string]string{}
	var changes []any
	for _, p := range parts {
		if !names {
			p.Keys = slices.Clone(p.Keys)
			for i := range p.Keys {
				if p.Keys[i].Type.Open {
					p.Keys[i].Type.Words = nil
				}
			}
		}
		x := p.schema()
		for _, k := range p.Keys {
			properties := x["properties"].(map[string]any)
			properties[k.Name] = share(properties[k.Name].(map[string]any), shared, definitions)
		}
		definitions[definition(p.Name)] = x
		if strings.HasPrefix(p.Name, "changes: ") {
			changes = append(changes, map[string]any{
				"if":   map[string]any{"required": []string{strings.TrimPrefix(p.Name, "changes: ")}},
				"then": reference(p.Name),
			})
		}
	}
	if len(changes) > 0 {
		one := lists.Of(changed(), func(kind string) any { return map[string]any{"required": []string{kind}} })
		definitions["changes"] = map[string]any{"type": "object", "oneOf": one, "allOf": changes}
	}
	document := map[string]any{
		"$schema": "http://json-schema.org/draft-07/schema#", "title": title, "definitions": definitions,
		"allOf": []any{reference(root)},
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(document)
}

// share moves what is long and stands at several keys to a place of its own.
func share(property map[string]any, known map[string]string, definitions map[string]any) map[string]any {
	says := property["description"]
	delete(property, "description")
	data, err := json.Marshal(property)
	if err == nil && len(data) > 1000 {
		name, ok := known[string(data)]
		if !ok {
			name = fmt.Sprint("list_", len(known)+1)
			known[string(data)], definitions[name] = name, property
		}
		property = map[string]any{"allOf": []any{reference(name)}}
	}
	property["description"] = says
	return property
}

func reference(part string) map[string]any {
	return map[string]any{"$ref": "#/definitions/" + definition(part)}
}

// definition is the name of a part as a pointer can have it.
func definition(part string) string { return strings.NewReplacer(": ", ".", " ", "_").Replace(part) }

// schema is the JSON Schema of a part.
func (p *FilePart) schema() map[string]any {
	properties, needed := map[string]any{}, []string{}
	for _, k := range p.Keys {
		property := k.Type.schema()
		property["description"] = k.describe()
		if k.Type.Kind == PartType {
			// Beside a reference nothing else counts.
			property = map[string]any{"description": k.describe(), "allOf": []any{reference(k.Type.Part)}}
		}
		properties[k.Name] = property
		if k.Needed {
			needed = append(needed, k.Name)
		}
	}
	out := map[string]any{
		"type": "object", "description": p.Says, "properties": properties, "additionalProperties": false,
	}
	if len(needed) > 0 {
		out["required"] = needed
	}
	return out
}

func (k *FileKey) describe() string {
	text := k.Says
	if k.WhenSays != "" {
		text += " (" + k.WhenSays + ")"
	}
	if k.Default != "" {
		text += " Left out: " + k.Default + "."
	}
	return strings.ReplaceAll(text, "`", "")
}

// groupWhat is how names with a group are written, as a regular expression of JSON Schema.
const groupWhat = `^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`

func (t FileType) schema() map[string]any {
	text := map[string]any{"type": "string"}
	switch t.Kind {
	case ExpressionType:
		text["minLength"] = 1
	case NameType:
		if strings.Contains(t.Of, "group.what") {
			text["pattern"] = groupWhat
		}
		return t.bounded(text)
	case WordType:
		if slices.Equal(t.Words, []string{"true"}) {
			return map[string]any{"const": true}
		}
		return t.bounded(text)
	case NamesType:
		return map[string]any{"type": "array", "items": t.bounded(text), "uniqueItems": true}
	case NumberType, WholeType:
		return t.number()
	case YesType:
		return map[string]any{"type": "boolean"}
	case PartType:
		return reference(t.Part)
	case PartsType:
		return map[string]any{"type": "array", "items": reference(t.Part)}
	case MappingType:
		return map[string]any{"type": "object", "additionalProperties": text}
	case PartsByName:
		return map[string]any{"type": "object", "additionalProperties": reference(t.Part)}
	case ExpressionsBy:
		return map[string]any{
			"type": "object", "additionalProperties": text, "propertyNames": map[string]any{"pattern": groupWhat},
		}
	case AnyType:
		return t.any()
	}
	return text
}

// bounded are the words that there are; where there may be others, those are for an editor to
// offer.
func (t FileType) bounded(text map[string]any) map[string]any {
	switch {
	case len(t.Words) == 0:
		return text
	case t.Open:
		return map[string]any{"anyOf": []any{map[string]any{"enum": t.Words}, text}}
	}
	return map[string]any{"enum": t.Words}
}

func (t FileType) number() map[string]any {
	out := map[string]any{"type": "number"}
	if t.Kind == WholeType {
		out["type"] = "integer"
	}
	if t.Least < t.Most {
		out["minimum"], out["maximum"] = t.Least, t.Most
	}
	return out
}

// any is what stands under the few keys that take more than one kind of thing.
func (t FileType) any() map[string]any {
	either := func(some ...any) map[string]any { return map[string]any{"anyOf": some} }
	list := func(items map[string]any) map[string]any { return map[string]any{"type": "array", "items": items} }
	text := map[string]any{"type": "string"}
	switch {
	case strings.HasPrefix(t.Of, "number or `param."):
		x := FileType{Kind: NumberType, Least: t.Least, Most: t.Most}
		return either(x.number(), map[string]any{"type": "string", "pattern": `^param\.[a-z][a-z0-9_]*$`})
	case strings.HasPrefix(t.Of, "list of") && strings.HasSuffix(t.Of, "`everywhere`"):
		return either(list(map[string]any{"enum": t.Words}), map[string]any{"enum": []string{"elsewhere", "everywhere"}})
	case t.Of == "text, or a list of them":
		return either(text, list(text))
	case t.Of == "keys of `rules: if_unsure`":
		reason := map[string]any{
			"type": "object", "properties": map[string]any{"reason": text}, "additionalProperties": false,
			"required": []string{"reason"},
		}
		return either(reference("rules: if_unsure"), reason)
	case strings.HasPrefix(t.Of, "old answers"):
		return map[string]any{"type": "object", "additionalProperties": list(text)}
	}
	if t.Schema != nil {
		return t.Schema
	}
	return map[string]any{}
}

// WriteReference writes a Markdown table of every key of some parts: what may stand under it, what
// stands where it does not, and an example.
func WriteReference(w io.Writer, parts []FilePart) error {
	v := vocabulary{}
	for _, p := range parts {
		v.printf("\n### %s\n\n%s\n", p.Name, p.Says)
		if p.Named {
			v.printf("Each has a name of its own, under which its keys stand.\n")
		}
		rows := make([][]string, len(p.Keys))
		for i, k := range p.Keys {
			need := ""
			if k.Needed {
				need = "yes"
			}
			says := k.Says
			if k.WhenSays != "" {
				says += " (" + k.WhenSays + ")"
			}
			rows[i] = []string{code(k.Name), need, k.Type.String(), k.Default, says, code(k.Example)}
		}
		v.printf("\n")
		v.table([]string{"key", "needed", "type", "left out", "says", "example"}, rows)
	}
	_, err := fmt.Fprint(w, v.out.String())
	return err
}
