// Package schematest holds the JSON Schemas of rule and case files to a validator that many editors
// have: what the library ships is valid, and what an author mistypes is underlined where it stands.
package schematest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/soreness/visit"
)

const root = "../../.."

// compiled are the schemas of one rule set.
type compiled struct{ rules, cases *jsonschema.Schema }

func compile(t *testing.T, set *policy.Set) compiled {
	t.Helper()
	one := func(write func(b *bytes.Buffer) error) *jsonschema.Schema {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("schema.json", document); err != nil {
			t.Fatal(err)
		}
		schema, err := c.Compile("schema.json")
		if err != nil {
			t.Fatal(err)
		}
		return schema
	}
	return compiled{
		one(func(b *bytes.Buffer) error { return set.WriteFileSchema(b, true) }),
		one(func(b *bytes.Buffer) error { return policytest.WriteCaseSchema(b, set, true) }),
	}
}

// check validates a file as an editor does.
func (c compiled) check(name string, data []byte) error {
	var p document.Problems
	root := document.YAML(name, data, &p)
	if err := p.Err(); err != nil {
		return err
	}
	if policy.IsCaseFile(name) {
		return c.cases.Validate(plain(root))
	}
	return c.rules.Validate(plain(root))
}

// plain is a document as YAML reads it: a word is a number, true or false where it looks like one.
func plain(n *document.Node) any {
	switch n.Kind {
	case document.Mapping:
		out := map[string]any{}
		for _, e := range n.Entries {
			out[e.Key] = plain(e.Value)
		}
		return out
	case document.Sequence:
		out := []any{}
		for _, x := range n.Items {
			out = append(out, plain(x))
		}
		return out
	case document.Text:
		return n.Text
	}
	if n.Text == "true" || n.Text == "false" {
		return n.Text == "true"
	}
	if x, err := strconv.ParseFloat(n.Text, 64); err == nil && !strings.ContainsAny(n.Text, "nNiIxX_") {
		return x
	}
	return n.Text
}

// folder is where files of a set stand.
type folder struct {
	name string
	set  *policy.Set
	dirs []string
}

func folders(d *visit.Decider, base string) []folder {
	in := func(dirs ...string) []string {
		for i := range dirs {
			dirs[i] = filepath.Join(root, base, dirs[i])
		}
		return dirs
	}
	rules := func(name string) string {
		if base == "" {
			return name[:strings.Index(name+"/", "/")] + "/rules" + strings.TrimPrefix(name, name[:strings.Index(name+"/", "/")])
		}
		return name
	}
	return []folder{
		{"screening", d.Screener().Rules(), in(rules("screening"))},
		{"match", d.Planner().MatchRules(), in(rules("technique/match"))},
		{"plan", d.Planner().PlanRules(), in(rules("technique/plan"))},
		{"triage", d.Triager().Rules(), in(rules("soreness/triage"))},
		{"causes", d.Triager().Causes(), in(rules("soreness/causes"))},
		{"advice", d.Triager().Advice(), in(rules("soreness/advice"))},
	}
}

// Every rule and case file of the library, of the profile and of the example clinic is valid.
func TestShippedFilesAreValid(t *testing.T) {
	house := filepath.Join("examples", "houserules", "rules")
	for _, tt := range []struct {
		base    string
		options []visit.Option
	}{
		{"", nil}, {house, []visit.Option{visit.WithOverlay(os.DirFS(filepath.Join(root, house)))}},
	} {
		d, err := visit.Open(tt.options...)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range folders(d, tt.base) {
			c, n := compile(t, f.set), 0
			for _, dir := range f.dirs {
				n += c.walk(t, dir)
			}
			if n == 0 && tt.base == "" {
				t.Errorf("%s: no file was looked at", f.name)
			}
		}
	}
	d, err := visit.Open(visit.WithGuideline())
	if err != nil {
		t.Fatal(err)
	}
	if compile(t, d.Screener().Rules()).walk(t, filepath.Join(root, "screening", "guideline")) == 0 {
		t.Error("no file of the profile was looked at")
	}
}

// walk validates every file below a folder and counts them.
func (c compiled) walk(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // the clinic has nothing there
			}
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		if err := c.check(path, data); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const rule = `
rules:
  - id: house.sunbed
    kind: precaution
    urgency: none
    regions: [back_all]
    when: house.sunbed_today
    limits:
      - {pressure: 2, avoid_heat: true}
    says: Go ahead, but lightly.
    instead: Offer a firmer session in some days.
    client: We work lightly today.
    rationale: Irritated skin does not bear much.
    sources: [house]
    grade: E5
facts:
  - {name: house.sunbed_today, kind: yes_no, ask: "Have you been on a sunbed today?"}
changes:
  - {rule: house.other, kind: absolute, reason: our house}
`

const cases = `
base: {client.age: 40}
cases:
  - case: a sunbed
    rest: none
    answers: {sx.feverish: yes, back.phase: acute_attack}
    cards: {unwell_now: {ticked: [feverish]}}
    request: [back_all]
    fires: [house.sunbed]
    decision: adapt
    places:
      lumbar_paraspinal: {decision: adapt, limits: {pressure: 2, avoid_heat: true}}
`

// Each fault is one edit of a valid file, and is said of the place where it stands.
func TestFaultsAreUnderlined(t *testing.T) {
	d, err := visit.Open()
	if err != nil {
		t.Fatal(err)
	}
	c := compile(t, d.Screener().Rules())
	for _, x := range []struct{ name, text string }{{"a.yaml", rule}, {"a_cases.yaml", cases}} {
		if err := c.check(x.name, []byte(x.text)); err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
	}
	for _, tt := range []struct{ name, file, old, new, where string }{
		{"a key with a typo", "a.yaml", "regions:", "region:", "/rules/0"},
		{"a kind that there is not", "a.yaml", "kind: precaution", "kind: warning", "/rules/0/kind"},
		{"an urgency that there is not", "a.yaml", "urgency: none", "urgency: soon", "/rules/0/urgency"},
		{"a missing text", "a.yaml", "    rationale: Irritated skin does not bear much.\n", "", "/rules/0"},
		{"a region that there is not", "a.yaml", "[back_all]", "[back_al]", "/rules/0/regions/0"},
		{"a region without a list", "a.yaml", "[back_all]", "back_all", "/rules/0/regions"},
		{"a limit out of range", "a.yaml", "pressure: 2", "pressure: 7", "/rules/0/limits/0/pressure"},
		{"a limit that there is not", "a.yaml", "pressure: 2", "presure: 2", "/rules/0/limits/0"},
		{"a flag that is off", "a.yaml", "avoid_heat: true", "avoid_heat: false", "/rules/0/limits/0/avoid_heat"},
		{"limits without a list", "a.yaml", "- {pressure: 2, avoid_heat: true}", "  pressure: 2", "/rules/0/limits"},
		{"a grade that there is not", "a.yaml", "grade: E5", "grade: E6", "/rules/0/grade"},
		{"a fact of a kind that there is not", "a.yaml", "kind: yes_no", "kind: bool", "/facts/0/kind"},
		{"a name without a group", "a.yaml", "name: house.sunbed_today", "name: sunbed", "/facts/0/name"},
		{"a part with a typo", "a.yaml", "changes:", "change:", ""},
		{"a change of two things", "a.yaml", "{rule: house.other,", "{rule: house.other, fact: house.x,", "/changes/0"},
		{"a key that no change of a rule has", "a.yaml", "kind: absolute,", "id: house.x,", "/changes/0"},
		{"true for yes", "a_cases.yaml", "sx.feverish: yes", "sx.feverish: true", "/cases/0/answers/sx.feverish"},
		{"a fact with a typo", "a_cases.yaml", "sx.feverish", "sx.fevrish", "/cases/0/answers"},
		{"a value that there is not", "a_cases.yaml", "acute_attack", "attack", "/cases/0/answers/back.phase"},
		{"an age out of range", "a_cases.yaml", "client.age: 40", "client.age: 400", "/base/client.age"},
		{"a card that there is not", "a_cases.yaml", "unwell_now", "unwell", "/cases/0/cards"},
		{"a line of another card", "a_cases.yaml", "[feverish]", "[disc]", "/cases/0/cards/unwell_now/ticked/0"},
		{"a decision that there is not", "a_cases.yaml", "    decision: adapt\n", "    decision: wait\n", "/cases/0/decision"},
		{"a key of a case with a typo", "a_cases.yaml", "fires:", "fire:", "/cases/0"},
		{"a case without a name", "a_cases.yaml", "- case: a sunbed\n    rest: none", "- rest: none", "/cases/0"},
		{"a place that there is not", "a_cases.yaml", "lumbar_paraspinal:", "lumber:", "/cases/0/places"},
		{"a limit of another kind", "a_cases.yaml", "pressure: 2", "pressure: light", "/cases/0/places/lumbar_paraspinal/limits/pressure"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := map[string]string{"a.yaml": rule, "a_cases.yaml": cases}[tt.file]
			if strings.Count(text, tt.old) == 0 {
				t.Fatalf("%q is not in the file", tt.old)
			}
			err := c.check(tt.file, []byte(strings.Replace(text, tt.old, tt.new, 1)))
			var wrong *jsonschema.ValidationError
			if !errors.As(err, &wrong) {
				t.Fatalf("nothing is underlined: %v", err)
			}
			if !says(wrong, tt.where) {
				t.Errorf("%q is not underlined:\n%v", tt.where, wrong)
			}
		})
	}
}

// says reports whether some part of an error stands at a place of the document.
func says(err *jsonschema.ValidationError, where string) bool {
	at := ""
	for _, name := range err.InstanceLocation {
		at += "/" + name
	}
	if at == where && len(err.Causes) == 0 {
		return true
	}
	for _, c := range err.Causes {
		if says(c, where) {
			return true
		}
	}
	return false
}

// The checked-in schemas, which an editor can be pointed to, are these.
func TestCheckedInSchemasCompile(t *testing.T) {
	for _, name := range []string{"rules.schema.json", "cases.schema.json"} {
		f, err := os.Open(filepath.Join(root, "screening", "rules", name))
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.DefaultDraft(jsonschema.Draft7)
		if err := c.AddResource(name, document); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Compile(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
