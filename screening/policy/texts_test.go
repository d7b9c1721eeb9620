package policy_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
)

// everyText is a layer in which everything that has words stands.
const everyText = `parameters:
  own_days: {value: 3, unit: days, basis: "Three days: the gardener says so"}
facts:
  - {name: own.snow, kind: yes_no, ask: "Does snow lie?"}
  - {name: own.bird, kind: one_of, ask: "Which bird?", values: {robin: A robin, 'off': "None, it is off"}}
cards:
  - {name: own, ask: "Any of these?", lines: [{name: snow, says: Snow, facts: [own.snow]}]}
implications:
  - {when: own.snow, implies: frost.hard, because: "Snow lies on\n frozen ground # mostly"}
  - {when: own.bird == robin, implies: nest.present, because: Birds nest.}
  - {when: own.snow && own.bird == robin, implies: crew.trained, because: Birds nest.}
sources:
  own: {cites: Own \ words, level: A, read: memory}
rules:
  - id: own.pause
    kind: pause
    urgency: none
    regions: [pond]
    when: own.snow
    if_unsure: {kind: care, reason: It can be seen.}
    limits:
      - {note: First., depth_cm: 3}
      - {avoid_water: true}
      - {note: Second., regions: elsewhere}
    says: Wait.
    until: The snow has gone.
    sources: [own]
    grade: A
`

// Every text can be said in other words by a layer that was allowed nothing,
// and nothing else changes.
func TestEveryTextCanBeReplaced(t *testing.T) {
	schema := garden()
	schema.Facts[0].Codes = []policy.Code{
		{System: "flora", Code: "A1", Says: "Leaf", Status: "seen"}, {System: "fauna", Code: "7: x", Says: "Claw"},
	}
	ground := []policy.Layer{base(), {Name: "own", Loosening: true, Files: file(everyText)}}
	load := func(layers ...policy.Layer) *policy.Set {
		s, err := policy.Load(schema, slices.Concat(ground, layers)...)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	texts := func(s *policy.Set, base *policy.Set) policy.Layer {
		text := witness.Texts(s, base, func(text string) string { return "xx " + text })
		return policy.Layer{Name: "texts", Files: file2("texts.yaml", string(text))}
	}
	before := load()
	after := load(texts(before, nil))
	sameButForWords(t, before, after)

	// Twice, so that what was replaced can be replaced again.
	again := load(texts(before, nil), texts(after, nil))
	sameButForWords(t, after, again)

	tool := policy.Layer{Name: "tools", Files: file(toolRules)}
	standing, err := extend(tool)
	if err != nil {
		t.Fatal(err)
	}
	said, err := extend(tool, texts(standing, mustLoad(t, base())))
	if err != nil {
		t.Fatal(err)
	}
	if standing.Fingerprint() != said.Fingerprint() || standing.TextFingerprint() == said.TextFingerprint() {
		t.Error("of a set that stands on another, the words did not change alone")
	}
	for _, f := range said.Schema().Attributes {
		if !strings.HasPrefix(f.Ask, "xx ") {
			t.Errorf("%s still asks %q", f.Name, f.Ask)
		}
	}
}

// Where a rule has several notes, their order says which is which.
func TestNotesInTheirOrder(t *testing.T) {
	own := policy.Layer{Name: "own", Loosening: true, Files: file(everyText)}
	texts := func(note string) policy.Layer {
		return policy.Layer{
			Name: "texts", Files: file2("texts.yaml", "changes:\n  - {rule: own.pause, note: "+note+"}\n"),
		}
	}
	var got []string
	for _, l := range rule(t, mustLoad(t, base(), own, texts("[Erstens., Zweitens.]")), "own.pause").Limits {
		got = append(got, l.Name+l.Note)
	}
	want := []string{"depth_cm", "noteErstens.", "avoid_water", "noteZweitens."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("limits mismatch (-want +got):\n%s", diff)
	}
	for _, note := range []string{"Erstens.", "[Erstens.]", "[]", "[A., B., C.]"} {
		_, err := policy.Load(garden(), base(), own, texts(note))
		if want := "texts: texts.yaml:2:29" + severalNotes; errorText(err) != want {
			t.Errorf("note %s: Load = %v, want %s", note, err, want)
		}
	}
}

// Limits of two names that are both sentences are replaced by their names.
func TestNotesOfTwoNames(t *testing.T) {
	schema := garden()
	schema.Limits = append(schema.Limits, policy.Limit{Name: "tip", Kind: policy.Note})
	text := strings.Replace(everyText, "avoid_water: true", "tip: Skate.", 1)
	own := policy.Layer{Name: "own", Loosening: true, Files: file(text)}
	texts := overlay("changes:\n  - {rule: own.pause, tip: Laufen., note: [Erstens., Zweitens.]}\n")
	s, err := policy.Load(schema, base(), own, texts)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range rule(t, s, "own.pause").Limits {
		got = append(got, l.Name+l.Note)
	}
	want := []string{"depth_cm", "noteErstens.", "tipLaufen.", "noteZweitens."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("limits mismatch (-want +got):\n%s", diff)
	}
}

const severalNotes = ": rule own.pause has 2 limits with a note; write a list of 2 texts, in their order"

func sameButForWords(t *testing.T, before, after *policy.Set) {
	t.Helper()
	if before.Fingerprint() != after.Fingerprint() {
		t.Error("the fingerprint has changed")
	}
	if before.TextFingerprint() == after.TextFingerprint() {
		t.Error("the text fingerprint has not changed")
	}
	if w := after.Weakened(); len(w) > 0 && !cmp.Equal(w, before.Weakened()) {
		t.Errorf("texts weaken %v", w)
	}
	parts := func(s *policy.Set) []any {
		return []any{
			s.Facts(), s.Cards(), s.Rules(), s.Parameters(), s.Definitions(), s.Sources(), s.Implications(), s.Schema(),
		}
	}
	was := parts(before)
	for i, is := range parts(after) {
		said(t, reflect.TypeOf(is).String(), "", reflect.ValueOf(was[i]), reflect.ValueOf(is))
	}
}

// notWords are the fields that hold names, expressions and marks, by their last two parts.
var notWords = strings.Fields(`Fact.Name Fact.Unit Fact.None Fact.Safe Fact.AskedIf Fact.Usual Code.System Code.Code Code.Status
Value.Name Value.Like Card.Name Line.Name Line.Facts Line.Moved
Rule.ID Rule.Rows Rule.Claims Rule.Kind Rule.Urgency Rule.Regions Rule.At Rule.Where Rule.Side Rule.When Rule.Sources Rule.Grade
Rule.Opaque Rule.ReviewedBy Rule.Layer Rule.Position Rule.Changed UnsureOutcome.Kind UnsureOutcome.Urgency
RuleLimit.Name RuleLimit.Values RuleLimit.Regions Parameter.Name Parameter.Unit Definition.Name Definition.When
Source.Key Source.Link Source.Level Source.Read
Implication.When Implication.Given Implication.Implies Implication.Excludes Implication.Layer Implication.Position`)

// said holds every text to what it was with xx before it, whatever field it stands in, and
// everything else to what it was. A new field with words fails here until a layer can replace it.
func said(t *testing.T, path, field string, was, is reflect.Value) {
	t.Helper()
	switch was.Kind() {
	case reflect.Struct:
		for i := range was.NumField() {
			f := was.Type().Field(i)
			name := was.Type().Name() + "." + f.Name
			if f.IsExported() && !strings.HasPrefix(name, "Schema.") {
				said(t, path+"."+f.Name, name, was.Field(i), is.Field(i))
			}
		}
	case reflect.Slice:
		if was.Len() != is.Len() {
			t.Fatalf("%s has %d, and had %d", path, is.Len(), was.Len())
		}
		for i := range was.Len() {
			said(t, fmt.Sprintf("%s[%d]", path, i), field, was.Index(i), is.Index(i))
		}
	case reflect.Map:
		for _, key := range was.MapKeys() {
			said(t, path+"["+key.String()+"]", field, was.MapIndex(key), is.MapIndex(key))
		}
	case reflect.Pointer:
		if !was.IsNil() {
			said(t, path, field, was.Elem(), is.Elem())
		}
	case reflect.String:
		want := was.String()
		if note := field != "RuleLimit.Note" || want != ""; note && !slices.Contains(notWords, field) {
			want = "xx " + want
		}
		if is.String() != want {
			t.Errorf("%s is %q, want %q", path, is.String(), want)
		}
	default:
		if !was.Equal(is) {
			t.Errorf("%s is %v, and was %v", path, is, was)
		}
	}
}
