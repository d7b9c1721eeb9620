package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

func readYAML(t *testing.T, in string, p *document.Problems) *document.Node {
	t.Helper()
	root := document.YAML("f", []byte(in), p)
	if diff := cmp.Diff("", errorText(p)); diff != "" {
		t.Fatal(diff)
	}
	return root
}

func readJSON(t *testing.T, in string, p *document.Problems) *document.Node {
	t.Helper()
	root := document.JSON([]byte(in), p)
	if diff := cmp.Diff("", errorText(p)); diff != "" {
		t.Fatal(diff)
	}
	return root
}

func TestFields(t *testing.T) {
	tests := []struct {
		name, in, want, problems string
	}{
		{"document order", "when: b\nid: a\n", "[when id]", ""},
		{"unknown keys", "idd: a\nid: b\nWhen: c\nxyzzy: d\n", "[id]", `f:1:1: a rule needs "when"
f:1:1: unknown key "idd" in a rule (did you mean id?)
f:3:1: unknown key "When" in a rule (did you mean when?)
f:4:1: unknown key "xyzzy" in a rule; known are id, says and when`},
		{"missing keys", "{}\n", "[]", "f:1:1: a rule needs \"id\"\nf:1:1: a rule needs \"when\""},
		{"list", "- a\n", "[]", "f:1:1: a rule must be a mapping, found a list"},
		{"word", "a\n", "[]", "f:1:1: a rule must be a mapping, found \"a\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			got := []string{}
			read := func(n *document.Node) { got = append(got, n.Path) }
			readYAML(t, tt.in, &p).Fields(&p, "a rule",
				document.Fields{"id": read, "when": read, "says": nil}, "id", "when")
			if diff := cmp.Diff(tt.want, fmt.Sprint(got)); diff != "" {
				t.Errorf("Fields(%q) mismatch (-want +got):\n%s", tt.in, diff)
			}
			if diff := cmp.Diff(tt.problems, errorText(&p)); diff != "" {
				t.Errorf("problems of %q (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestFieldsOfJSON(t *testing.T) {
	var p document.Problems
	root := readJSON(t, `{"intake": {"agee": 3, "own": []}}`, &p)
	root.Entries[0].Value.Fields(&p, "the intake", document.Fields{
		"age": nil,
		"own": func(n *document.Node) { n.Each(&p, "own facts", func(document.Entry) {}) },
	}, "age")
	want := "intake: the intake needs \"age\"\n" +
		"intake.agee: unknown key \"agee\" in the intake (did you mean age?)\n" +
		"intake.own: own facts must be an object, found a list"
	if diff := cmp.Diff(want, errorText(&p)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestEach(t *testing.T) {
	var p document.Problems
	root := readYAML(t, "b: 1\na.x: 2\n", &p)
	root.Each(&p, "parameters", func(e document.Entry) { p.Key(e, root, "seen") })
	if diff := cmp.Diff("f:1:1: seen\nf:2:1: seen", errorText(&p)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// TestScalars reads the value of one key with one method.
func TestScalars(t *testing.T) {
	str := func(n *document.Node, p *document.Problems) any { return n.Str(p, "says") }
	names := func(n *document.Node, p *document.Problems) any { return n.Names(p, "a source") }
	whole := func(n *document.Node, p *document.Problems) any {
		v, ok := n.Int(p, "minutes")
		return fmt.Sprint(v, ok)
	}
	float := func(n *document.Node, p *document.Problems) any {
		v, ok := n.Float(p, "days")
		return fmt.Sprint(v, ok)
	}
	truth := func(n *document.Node, p *document.Problems) any { return n.Bool(p, "red_flag") }
	list := func(n *document.Node, p *document.Problems) any { return len(n.List(p, "limits")) }
	oneOf := func(n *document.Node, p *document.Problems) any {
		v, ok := n.OneOf(p, "a kind", []string{"precaution", "relative", "absolute"})
		return fmt.Sprint(v, " ", ok)
	}
	oneOfMany := func(n *document.Node, p *document.Problems) any {
		v, _ := n.OneOf(p, "a letter", []string{
			"aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii", "jj", "kk", "ll", "mm",
		})
		return v
	}
	tests := []struct {
		name     string
		read     func(*document.Node, *document.Problems) any
		in       string // YAML, or JSON when it begins with a brace
		want     any
		problems string
	}{
		{"text", str, "a: b c", "b c", ""},
		{"quoted text", str, "a: 'b'", "b", ""},
		{"word that looks like a number", str, "a: 010", "010", ""},
		{"JSON text", str, `{"a": "b"}`, "b", ""},
		{"mapping for a text", str, "a: {}", "", "f:1:4: says must be text, found a mapping"},
		{"list for a text", str, "a: []", "", "f:1:4: says must be text, found a list"},
		{"null for a text", str, `{"a": null}`, "", "a: says must be text, found null"},
		{"number for a text", str, `{"a": 55}`, "", "a: says must be text, found the number 55"},

		{"names", names, "a: [b, 'c']", []string{"b", "c"}, ""},
		{"no names", names, "a: []", []string(nil), ""},
		{"name twice", names, "a: [b, c, 'b']", []string{"b", "c"}, `f:1:12: "b" is listed twice`},
		{"empty name", names, "a: ['']", []string(nil), "f:1:6: a source must not be empty"},
		{"list in names", names, "a: [[b], c]", []string{"c"}, "f:1:5: a source must be text, found a list"},
		{"one name", names, "a: b", []string(nil), `f:1:4: expected a list, each item a source, found "b"`},

		{"whole", whole, "a: 30", "30 true", ""},
		{"negative", whole, `{"a": -3}`, "-3 true", ""},
		{"quoted", whole, "a: '3'", "0 false", `f:1:5: minutes must be a whole number, found "3"; write it without quotes`},
		{"quoted JSON", whole, `{"a": "3"}`, "0 false", `a: minutes must be a whole number, found "3"; write it without quotes`},
		{"fraction", whole, "a: 3.0", "0 false", "f:1:4: minutes must be a whole number, found the number 3.0"},
		{"octal of old", whole, "a: 010", "0 false", "f:1:4: minutes must be a whole number, found the number 010; write it without leading zeros"},
		{"octal", whole, "a: 0o10", "0 false", `f:1:4: minutes must be a whole number, found "0o10"; write it in decimal`},
		{"hexadecimal", whole, "a: 0x1F", "0 false", `f:1:4: minutes must be a whole number, found "0x1F"; write it in decimal`},
		{"underscores", whole, "a: 1_000", "0 false", `f:1:4: minutes must be a whole number, found the number 1_000; write it without underscores`},
		{"plus", whole, "a: +3", "0 false", "f:1:4: minutes must be a whole number, found the number +3; write it without a plus sign"},
		{"exponent", whole, `{"a": 1e3}`, "0 false", "a: minutes must be a whole number, found the number 1e3; write it without an exponent"},
		{"too large", whole, "a: 99999999999999999999", "0 false", "f:1:4: minutes is too large: 99999999999999999999"},
		{"sexagesimal", whole, "a: 1:30", "0 false", `f:1:4: minutes must be a whole number, found "1:30"`},
		{"word for a number", whole, "a: many", "0 false", `f:1:4: minutes must be a whole number, found "many"`},

		{"decimal", float, "a: 36.80", "36.8 true", ""},
		{"decimal in JSON", float, `{"a": -0.5}`, "-0.5 true", ""},
		{"negative zero", float, "a: -0.0", "0 true", ""},
		{"nan", float, "a: .nan", "0 false", `f:1:4: days must be a number, found ".nan"`},
		{"inf", float, "a: -.inf", "0 false", `f:1:4: days must be a number, found "-.inf"`},
		{"decimal exponent", float, "a: 1e5", "0 false", "f:1:4: days must be a number, found the number 1e5; write it without an exponent"},
		{"JSON exponent", float, `{"a": 1.5E+2}`, "0 false", "a: days must be a number, found the number 1.5E+2; write it without an exponent"},
		{"leading zeros", float, "a: 01.5", "0 false", "f:1:4: days must be a number, found the number 01.5; write it without leading zeros"},
		{"no digit before", float, "a: .5", "0 false", "f:1:4: days must be a number, found the number .5; write digits on both sides of the point"},
		{"no digit behind", float, "a: 5.", "0 false", "f:1:4: days must be a number, found the number 5.; write digits on both sides of the point"},
		{"comma", float, "a: 1,5", "0 false", `f:1:4: days must be a number, found "1,5"; write a point, as in 1.5`},
		{"negative comma", float, "a: -1,5", "0 false", `f:1:4: days must be a number, found "-1,5"; write a point, as in -1.5`},
		{"quoted comma", float, "a: '1,5'", "0 false", `f:1:5: days must be a number, found "1,5"; write a point, as in 1.5`},
		{"comma in a list of thousands", whole, "a: 1,500", "0 false", `f:1:4: minutes must be a whole number, found "1,500"; write a point, as in 1.500`},
		{"unit", whole, "a: 24 hours", "0 false", `f:1:4: minutes must be a whole number, found "24 hours"; write the number alone, without hours`},
		{"unit without a space", float, "a: 2.5cm", "0 false", `f:1:4: days must be a number, found "2.5cm"; write the number alone, without cm`},
		{"percent", float, "a: 20%", "0 false", `f:1:4: days must be a number, found "20%"; write the number alone, without %`},
		{"degrees", float, "a: 38 °C", "0 false", `f:1:4: days must be a number, found "38 °C"; write the number alone, without °C`},
		{"quoted unit", float, "a: '38 C'", "0 false", `f:1:5: days must be a number, found "38 C"; write the number alone`},
		{"unit and a comma", float, "a: 37,8 C", "0 false", `f:1:4: days must be a number, found "37,8 C"; write the number alone, without C`},
		{"date", float, "a: 2026-01-02", "0 false", `f:1:4: days must be a number, found "2026-01-02"`},
		{"null for a number", float, `{"a": null}`, "0 false", "a: days must be a number, found null"},

		{"true", truth, "a: true", true, ""},
		{"false", truth, `{"a": false}`, false, ""},
		{"yes", truth, "a: yes", false, `f:1:4: red_flag must be true or false, found "yes"`},
		{"True", truth, "a: True", false, `f:1:4: red_flag must be true or false, found "True"`},
		{"quoted true", truth, "a: 'true'", false, `f:1:5: red_flag must be true or false, found "true"`},

		{"list", list, "a: [b, c]", 2, ""},
		{"no list", list, "a: 55", 0, "f:1:4: limits must be a list, found the number 55"},

		{"one of", oneOf, "a: relative", "relative true", ""},
		{"near one", oneOf, "a: absolut", " false", `f:1:4: unknown kind "absolut" (did you mean absolute?)`},
		{"wrong case", oneOf, "a: Relative", " false", `f:1:4: unknown kind "Relative" (did you mean relative?)`},
		{"far", oneOf, "a: none", " false", `f:1:4: unknown kind "none"; write precaution, relative or absolute`},
		{"many, near", oneOfMany, "a: l", "", `f:1:4: unknown letter "l"; write aa, bb, cc, dd, ee, ff, gg, hh and 5 more`},
		{"many, far", oneOfMany, "a: xxxxx", "", `f:1:4: unknown letter "xxxxx"; write aa, bb, cc, dd, ee, ff, gg, hh and 5 more`},
		{"many in JSON", oneOfMany, `{"a": "xxxxx"}`, "", `a: unknown letter "xxxxx"; write aa, bb, cc, dd, ee, ff, gg, hh and 5 more`},
		{"far and long", oneOfMany, "a: " + strings.Repeat("x", 100), "", `f:1:4: unknown letter "` + strings.Repeat("x", 60) + `…"; write aa, bb, cc, dd, ee, ff, gg, hh and 5 more`},
		{"bool for a word", oneOf, `{"a": true}`, " false", "a: a kind must be precaution, relative or absolute, found true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			read := readYAML
			if tt.in[0] == '{' {
				read = readJSON
			}
			got := tt.read(read(t, tt.in, &p).Entries[0].Value, &p)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q mismatch (-want +got):\n%s", tt.in, diff)
			}
			if diff := cmp.Diff(tt.problems, errorText(&p)); diff != "" {
				t.Errorf("problems of %q (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// A key that nobody knows is offered the near one, the one of the same meaning, or the list of all.
func TestUnknownKeys(t *testing.T) {
	few := []string{"name", "least", "most"}
	many := []string{"ask", "asked_if", "critical", "kind", "least", "lines", "most", "name", "none", "places", "risk", "safe", "values"}
	tests := []struct {
		name, in string
		known    []string
		want     string
	}{
		{"near", "nam: 1", few, ` (did you mean name?)`},
		{"min", "min: 1", few, ` (did you mean least?)`},
		{"Minimum", "Minimum: 1", few, ` (did you mean least?)`},
		{"max", "max: 1", few, ` (did you mean most?)`},
		{"question", "question: 1", many, ` (did you mean ask?)`},
		{"type", "type: 1", many, ` (did you mean kind?)`},
		{"options", "options: 1", many, ` (did you mean values?)`},
		{"defines", "definitions: 1", []string{"define", "rules"}, ` (did you mean define?)`},
		{"if", "if: 1", []string{"when", "says"}, ` (did you mean when?)`},
		{"description", "description: 1", []string{"when", "says"}, ` (did you mean says?)`},
		{"far, few", "colour: 1", few, `; known are least, most and name`},
		{"far, many", "colour: 1", many, `; known are ask, asked_if, critical, kind, least, lines, most, name and 5 more`},
		{"far, one", "colour: 1", []string{"name"}, `; known are name`},
		{"far, none", "colour: 1", nil, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fields := document.Fields{}
			for _, key := range tt.known {
				fields[key] = nil
			}
			var p document.Problems
			readYAML(t, tt.in, &p).Fields(&p, "a fact", fields)
			key, _, _ := strings.Cut(tt.in, ":")
			if diff := cmp.Diff(fmt.Sprintf("f:1:1: unknown key %q in a fact%s", key, tt.want), errorText(&p)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
	var p document.Problems
	readJSON(t, `{"colour": 1}`, &p).Fields(&p, "a fact", document.Fields{"name": nil})
	if diff := cmp.Diff(`colour: unknown key "colour" in a fact; write name`, errorText(&p)); diff != "" {
		t.Errorf("problems of JSON (-want +got):\n%s", diff)
	}
}

// What the reader refused is not reported again by the methods, and a nil node reads as nothing.
func TestRefusedOnce(t *testing.T) {
	var p document.Problems
	root := document.YAML("f", []byte("a: ! 5\nb:\n"), &p)
	for _, n := range []*document.Node{root.Entries[0].Value, root.Entries[1].Value, nil} {
		n.Fields(&p, "x", nil, "y")
		n.Each(&p, "x", nil)
		n.List(&p, "x")
		n.Str(&p, "x")
		n.Names(&p, "x")
		n.Int(&p, "x")
		n.Float(&p, "x")
		n.Bool(&p, "x")
		n.OneOf(&p, "x", nil)
		n.PositionAt(3)
		n.Describe()
	}
	want := `f:1:4: the tag "!" is refused; quote a text that begins with "!"
f:2:3: a value is missing, found nothing; write one or leave it out`
	if diff := cmp.Diff(want, errorText(&p)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestDescribe(t *testing.T) {
	var p document.Problems
	n := readJSON(t, `[{}, [], 55, "abc", null, true]`, &p)
	got := []string{}
	for _, item := range n.Items {
		got = append(got, item.Describe())
	}
	n = readYAML(t, "[{}, [], 55, 'abc', abc, true, '55', 1e5, 2026-01-02]", &p)
	for _, item := range n.Items {
		got = append(got, item.Describe())
	}
	got = append(got, (&document.Node{}).Describe(), (*document.Node)(nil).Describe())
	want := []string{
		"an object", "a list", "the number 55", `"abc"`, "null", "true",
		"a mapping", "a list", "the number 55", `"abc"`, `"abc"`, "true", `"55"`, "the number 1e5", `"2026-01-02"`,
		"nothing", "nothing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Describe mismatch (-want +got):\n%s", diff)
	}
}
