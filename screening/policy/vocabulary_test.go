package policy_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

func vocabularyOf(t *testing.T, s *policy.Set) string {
	t.Helper()
	var b strings.Builder
	if err := s.WriteVocabulary(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// own declares a fact of every kind with every property, and a card.
const own = `
facts:
  - {name: pond.frogs, kind: yes_no, ask: "Any frogs?", risk: less, staff: true, private: true, repeat: true}
  - {name: pond.depth, kind: whole, ask: "How deep?", least: 0, most: 300, unit: cm, holds_days: 30, critical: true}
  - {name: pond.warmth, kind: decimal, ask: "How warm?", least: -5, most: 40.5, risk: neither, volunteered: true, usual: "12.5"}
  - {name: pond.bank, kind: one_of, ask: "How is the bank?", values: {firm: "Firm | dry", soft: Soft}, safe: [firm], asked_if: "pond.frogs || pond.depth > 50"}
  - {name: pond.weeds, kind: set_of, ask: "Which weeds?", values: {none: No weeds, reed: Reed}, none: none}
  - {name: pond.spots, kind: set_of, ask: "Where?", values: {bed: The bed, pond: The pond}, places: true, risk: less}
cards:
  - {name: weeds, ask: "Any weeds?", holds_days: 7, private: true, aloud: true, lines: [{name: reeds, says: Reeds, facts: [pond.weeds], staff: true, private: true}]}
`

func TestVocabularyOfOwnFacts(t *testing.T) {
	text := vocabularyOf(t, mustLoad(t, base(), policy.Layer{Name: "own", Files: file(own)}))
	for _, want := range []string{
		"\n### pond\n",
		"- `yes_no`, no is riskier, this visit only, staff, private, repeat, declared by a rule file\n",
		"- `whole`, 0 to 300 cm, more is riskier, holds 30 days, safety-critical, declared by a rule file\n",
		"- `decimal`, -5 to 40.5, no riskier end, this visit only, volunteered, usually 12.5, declared by a rule file\n",
		"- asked if `pond.frogs || pond.depth > 50`\n",
		"| value  | says        |      |\n| ------ | ----------- | ---- |\n| `firm` | Firm \\| dry | safe |\n| `soft` | Soft        |      |\n",
		"- `set_of`, more of them is riskier, this visit only, declared by a rule file\n- card `weeds`, line `reeds`\n",
		"| `none` | No weeds | none |\n",
		"| `bed`  | The bed  |\n",
		"### `weeds`\n\nAny weeds?\n\n- holds 7 days, private, said aloud, declared by a rule file\n",
		"| `reeds` | Reeds | `pond.weeds` | staff, private |\n",
		"| `param.acid_ph`",
		"- `crew.green` is `crew.age < 18 && !crew.trained`\n",
		"| `ban`    | stop           |",
		"| `garden` |",
		"- `avoid_spot`: `true`, with `margin_m` from 0 to 10; every spot is left out\n",
		"- `until`: a rule of kind `pause` has it\n",
		"| `handbook` | A     | excerpt | The Garden Handbook |\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the listing lacks\n%s", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// Codes are listed with their fact, and no rule depends on them: they change the
// text fingerprint alone.
func TestVocabularyOfCodes(t *testing.T) {
	before := mustLoad(t)
	if strings.Contains(vocabularyOf(t, before), "code") {
		t.Error("a listing without codes speaks of them")
	}
	coded := garden()
	coded.Facts[0].Codes = []policy.Code{
		{System: "flora", Code: "A1", Says: "First |\n leaf", Status: "seen", Proposes: true},
		{System: "fauna", Code: "7", Says: "First |\n leaf", Status: "read", Proposes: true},
		{System: "flora", Code: "B2-B4", Says: "Roots", Status: "read"},
		{System: "fauna", Code: "8", Says: "Beak", Status: "seen", Proposes: true},
	}
	after, err := policy.Load(coded)
	if err != nil {
		t.Fatal(err)
	}
	text := vocabularyOf(t, after)
	want := "- codes that propose yes: First | leaf: `flora A1` (seen), `fauna 7` (read); Beak: `fauna 8` (seen)\n" +
		"- codes that leave it to be asked: Roots: `flora B2-B4` (read)\n"
	if !strings.Contains(text, want) {
		t.Errorf("the listing lacks\n%s\n%s", want, text)
	}
	if diff := cmp.Diff(coded.Facts[0].Codes, after.Facts()[0].Codes); diff != "" {
		t.Errorf("Codes mismatch (-want +got):\n%s", diff)
	}
	if before.Fingerprint() != after.Fingerprint() {
		t.Error("codes change the fingerprint")
	}
	if before.TextFingerprint() == after.TextFingerprint() {
		t.Error("codes do not change the text fingerprint")
	}
}

func TestVocabularyNamesEverything(t *testing.T) {
	s := mustLoad(t, base(), policy.Layer{Name: "own", Files: file(own)})
	text := vocabularyOf(t, s)
	var names []string
	for _, f := range s.Facts() {
		names = append(names, f.Name)
		for _, v := range f.Values {
			names = append(names, v.Name)
		}
	}
	for _, c := range s.Cards() {
		names = append(names, c.Name)
		for _, l := range c.Lines {
			names = append(names, l.Name)
		}
	}
	for _, p := range s.Parameters() {
		names = append(names, "param."+p.Name)
	}
	for _, d := range s.Definitions() {
		names = append(names, d.Name)
	}
	for _, source := range s.Sources() {
		names = append(names, source.Key)
	}
	schema := s.Schema()
	for _, l := range schema.Levels[1:] {
		names = append(names, l.Kind)
	}
	names = append(names, schema.Urgencies...)
	for _, p := range schema.Places {
		names = append(names, p.Name)
	}
	for _, l := range schema.Limits {
		names = append(append(names, l.Name), l.Values...)
	}
	for _, x := range schema.Texts {
		names = append(names, x.Name)
	}
	for _, name := range append(names, schema.Grades...) {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("the listing lacks %s", name)
		}
	}
}

func TestVocabularyIsAligned(t *testing.T) {
	text := vocabularyOf(t, mustLoad(t, base(), policy.Layer{Name: "own", Files: file(own)}))
	width := 0
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "|") {
			width = 0
			continue
		}
		if width == 0 {
			width = utf8.RuneCountInString(line)
		}
		if got := utf8.RuneCountInString(line); got != width {
			t.Errorf("a row is %d wide, its table %d: %s", got, width, line)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimRight(line, " ") != line {
			t.Errorf("white space at the end of %q", line)
		}
	}
}

// Where the files of a layer are cut apart says nothing, so the listing does not show it.
func TestVocabularyIsTheSameForTheSameSet(t *testing.T) {
	one := fstest.MapFS{"own.yaml": {Data: []byte(own)}}
	facts, cards, _ := strings.Cut(own, "cards:")
	lines := strings.Split(strings.TrimSpace(facts), "\n")[1:]
	slices.Reverse(lines)
	two := fstest.MapFS{
		"a.yaml": {Data: []byte("cards:" + cards)},
		"z.yaml": {Data: []byte("facts:\n" + strings.Join(lines, "\n") + "\n")},
	}
	want := vocabularyOf(t, mustLoad(t, base(), policy.Layer{Name: "own", Files: one}))
	for range 5 {
		got := vocabularyOf(t, mustLoad(t, base(), policy.Layer{Name: "own", Files: two}))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("mismatch (-want +got):\n%s", diff)
		}
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestVocabularyReportsTheWriter(t *testing.T) {
	if err := mustLoad(t, base()).WriteVocabulary(full{}); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}

// What an author can write is what the loader reads: the section is made of its tables, and these
// are the names that a clinic asks for.
func TestVocabularyListsKeys(t *testing.T) {
	_, section, found := strings.Cut(vocabularyOf(t, mustLoad(t, base())), "\n## Rule files\n\n")
	section, _, _ = strings.Cut(section, "\n## ")
	if !found {
		t.Fatal("no section about rule files")
	}
	for _, want := range []string{
		"A file has one or more of `cards`, `changes`, `define`, `facts`, `implications`, `parameters`, `rules`, `sources`, `tools`.\n",
		"`define` each name has its expression", "`least` and `most`", "an expression with `? :`",
		"| `rules`                | `grade`, `id`, `kind`, `says`, `sources`, `urgency`, `when` | `at`, `claims`, `if_unsure`, `limits`, `opaque`, `red_flag`, `regions`, `reviewed_by`, `rows`, `tags`, `until`",
		"| `rules: limits`        |                                                             | `avoid_spot`, `avoid_tools`, `avoid_water`, `depth_cm`, `margin_m`, `note`, `regions` ",
		"| `facts`                | `ask`, `kind`, `name`  ",
		"| `changes: define`      | `define`, `when` ",
	} {
		if !strings.Contains(section, want) {
			t.Errorf("the section has no %q:\n%s", want, section)
		}
	}
}

func ExampleSet_WriteVocabulary() {
	schema := policy.Schema{
		Facts: []policy.Fact{
			{Name: "rider.height", Kind: policy.Whole, Ask: "How tall?", Unit: "cm", Most: 250, Risk: policy.RiskLess},
			{Name: "rider.dizzy", Ask: "Dizzy?", Risk: policy.RiskMore, Critical: true},
		},
		Cards:     []policy.Card{{Name: "today", Ask: "Any of these?", Lines: []policy.Line{{Name: "dizzy", Says: "Dizzy", Facts: []string{"rider.dizzy"}}}}},
		Levels:    []policy.Level{{Disposition: "ride"}, {Kind: "never", Disposition: "stay_off"}},
		Undecided: "unclear", CertainFrom: "never", LimitKind: "never",
		UnsureKind: "never", WaivedFrom: "never", WaivedTo: "never",
		Urgencies: []string{"none"}, EverywhereFrom: "none", UnsureUrgency: "none",
		Places:  []policy.Place{{Name: "front"}, {Name: "rear"}, {Name: "train", Contains: []string{"front", "rear"}}},
		Default: "train",
		Grades:  []string{"A"},
	}
	set, err := policy.Load(schema)
	if err != nil {
		fmt.Println(err)
		return
	}
	var listing strings.Builder
	if err := set.WriteVocabulary(&listing); err != nil {
		fmt.Println(err)
		return
	}
	_, facts, _ := strings.Cut(listing.String(), "## Facts\n\n")
	facts, _, _ = strings.Cut(facts, "## Kinds")
	fmt.Print(facts)
	// Output:
	// A test of a fact that is only asked if another holds is false where that one does not hold.
	//
	// ### rider
	//
	// #### `rider.height`
	//
	// How tall?
	//
	// - `whole`, 0 to 250 cm, less is riskier, this visit only
	//
	// #### `rider.dizzy`
	//
	// Dizzy?
	//
	// - `yes_no`, yes is riskier, this visit only, safety-critical
	// - card `today`, line `dizzy`
	//
	// ## Cards
	//
	// An answered card says no, or none, to every fact that stands on no ticked and no unsure line.
	//
	// ### `today`
	//
	// Any of these?
	//
	// - this visit only
	//
	// | line    | says  | facts         |
	// | ------- | ----- | ------------- |
	// | `dizzy` | Dizzy | `rider.dizzy` |
}
