package visit_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

// say is a text in another language: in letters that no text of the library has, so that what was left
// behind shows in the middle of a sentence too. What is filled in stays.
func say(text string) string {
	out, blank := []rune("xx "), false
	for _, r := range text {
		switch blank = blank && r != '}' || r == '{'; {
		case blank:
		case 'a' <= r && r <= 'z':
			r += 'а' - 'a' // Cyrillic
		case 'A' <= r && r <= 'Z':
			r += 'А' - 'A'
		}
		out = append(out, r)
	}
	return string(out)
}

// library is everything that a host of all three packages holds.
type library struct {
	triager *soreness.Triager
	words   screening.Words
	decider *visit.Decider
}

func (l library) planner() *technique.Planner   { return l.triager.Planner() }
func (l library) screener() *screening.Screener { return l.planner().Screener() }

// sets are all rule sets, by the folder of an overlay in which their texts stand.
func (l library) sets() map[string]*policy.Set {
	s, p, t := l.screener(), l.planner(), l.triager
	return map[string]*policy.Set{
		"": s.Rules(), "messages": s.MessageRules(), "match": p.MatchRules(), "plan": p.PlanRules(), "triage": t.Rules(),
		"causes": t.Causes(), "advice": t.Advice(),
	}
}

// load loads the library with one overlay for each package.
func load(t *testing.T, overlays map[string]fstest.MapFS) library {
	t.Helper()
	s, err := screening.New(screening.WithOverlay(overlays["screening"]))
	if err != nil {
		t.Fatal(err)
	}
	p, err := technique.New(s, technique.WithOverlay(overlays["technique"]))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := soreness.New(p, soreness.WithOverlay(overlays["soreness"]))
	if err != nil {
		t.Fatal(err)
	}
	return libraryOf(t, tr)
}

// asItIs is the library without an overlay.
func asItIs(t *testing.T) library {
	t.Helper()
	tr, err := triager()
	if err != nil {
		t.Fatal(err)
	}
	return libraryOf(t, tr)
}

func libraryOf(t *testing.T, tr *soreness.Triager) library {
	t.Helper()
	w, err := soreness.NewWords(tr)
	if err != nil {
		t.Fatal(err)
	}
	return library{tr, w, visit.New(tr)}
}

// translated is one folder of texts for each package: every text there is, and nothing else.
func translated(t *testing.T, l library) map[string]fstest.MapFS {
	t.Helper()
	out := map[string]fstest.MapFS{"screening": {}, "technique": {}, "soreness": {}}
	put := func(of, file string, data []byte) { out[of][file] = &fstest.MapFile{Data: data} }
	sets := l.sets()
	base := sets[""]
	put("screening", "texts.yaml", witness.Texts(base, nil, say))
	put("screening", "messages/texts.yaml", witness.Texts(sets["messages"], base, say))
	put("technique", "match/texts.yaml", witness.Texts(sets["match"], base, say))
	put("technique", "plan/texts.yaml", witness.Texts(sets["plan"], base, say))
	put("technique", "catalogue/texts.yaml", catalogue(l.planner().Catalogue()))
	put("soreness", "triage/texts.yaml", witness.Texts(sets["triage"], base, say))
	put("soreness", "causes/texts.yaml", witness.Texts(sets["causes"], sets["triage"], say))
	put("soreness", "advice/texts.yaml", witness.Texts(sets["advice"], sets["triage"], say))

	ofScreening, err := screening.NewWords(l.screener())
	if err != nil {
		t.Fatal(err)
	}
	ofTechnique, err := technique.NewWords(l.planner())
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for _, x := range []struct {
		of    string
		words screening.Words
	}{{"screening", ofScreening}, {"technique", ofTechnique}, {"soreness", l.words}} {
		data := "changes:\n"
		for _, name := range x.words.Names() {
			if !said[name] {
				data += fmt.Sprintf("  %s: %s\n", name, strconv.Quote(say(x.words.Say(name))))
			}
			said[name] = true
		}
		put(x.of, "words/texts.yaml", []byte(data))
	}
	return out
}

func catalogue(c *technique.Catalogue) []byte {
	out := "changes:\n"
	entry := func(kind, id string, texts ...string) {
		out += "  - {" + kind + ": " + id
		for i := 0; i < len(texts); i += 2 {
			if texts[i+1] != "" {
				out += fmt.Sprintf(", "+texts[i], strconv.Quote(say(texts[i+1])))
			}
		}
		out += "}\n"
	}
	for _, x := range c.Techniques {
		entry("technique", x.ID, "name: %s", x.Name, "note: %s", x.Note)
	}
	for _, x := range c.Strokes {
		entry("stroke", x.ID, "name: %s", x.Name, "note: %s", x.Note)
	}
	for _, x := range c.Presentations {
		entry("presentation", x.ID, "name: %s", x.Name, "dose: {note: %s}", x.Dose.Note)
	}
	return []byte(out)
}

// A translation is one folder of YAML for each package, needs no permission, and changes no decision:
// every text in every output is one of the layer's, and everything else is as it was.
func TestEveryTextIsOfTheLayer(t *testing.T) {
	plain := asItIs(t)
	other := load(t, translated(t, plain))
	for folder, set := range plain.sets() {
		after := other.sets()[folder]
		if set.Fingerprint() != after.Fingerprint() || set.TextFingerprint() == after.TextFingerprint() {
			t.Errorf("%q: the fingerprint of meaning has changed, or that of texts has not", folder)
		}
		if w := after.Weakened(); len(w) > 0 {
			t.Errorf("%q: texts weaken %v", folder, w)
		}
	}
	if plain.screener().Fingerprint() != other.screener().Fingerprint() ||
		plain.planner().Fingerprint() != other.planner().Fingerprint() ||
		plain.triager.Fingerprint() != other.triager.Fingerprint() {
		t.Error("a fingerprint has changed")
	}
	inputs := os.DirFS("../../examples/visit/testdata")
	names, err := fs.Glob(inputs, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.Count(name, ".") > 1 })
	if len(names) < 20 {
		t.Fatalf("%d visits", len(names))
	}
	decided := 0
	for i, name := range names {
		if !draws.All(t) && i%4 != 0 {
			continue
		}
		data, err := fs.ReadFile(inputs, name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := plain.decider.Decide(data)
		if err != nil {
			continue // one of those that cannot be read
		}
		b, err := other.decider.Decide(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		decided++
		compare(t, name, "", tree(t, a), tree(t, b))
		for _, text := range everythingSaid(other.words, b) {
			for _, c := range b.Clearance {
				text = strings.ReplaceAll(text, c.By, "") // who gave it is of the visit
			}
			if left := english(text); left != "" {
				t.Errorf("%s: %s is left in %q", name, left, text)
			}
		}
	}
	if decided < 5 {
		t.Errorf("%d visits were decided", decided)
	}
}

// A card or a unit without words would be said by its name, which no layer could replace.
func TestEveryCardAndUnitHasWords(t *testing.T) {
	l := asItIs(t)
	for _, set := range l.sets() {
		for _, f := range set.Facts() {
			if f.Unit != "" && !slices.Contains(l.words.Names(), "unit."+f.Unit) {
				t.Errorf("no words for the unit %s of %s", f.Unit, f.Name)
			}
		}
		for _, c := range set.Cards() {
			if !slices.Contains(l.words.Names(), "card."+c.Name) {
				t.Errorf("no words for the card %s", c.Name)
			}
		}
	}
}

func tree(t *testing.T, d visit.Decided) any {
	t.Helper()
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// names are what a string of JSON holds that is no text: ids, keys of sources, numbers, a list of them.
var names = regexp.MustCompile(`^[A-Za-z0-9_.:+/\-]*(, [a-z0-9_.]+)*$`)

// texts are the paths of JSON where only texts stand.
var texts = regexp.MustCompile(`(\.(says|client|ask|instead|do|rationale|reason|because|note|until)|` +
	`technique\.choices\[\d+\]\.name|doses\[\d+\]\.name)$`)

// opaque are the paths of what nobody reads aloud: digests of texts, and conditions as rules have them.
var opaque = regexp.MustCompile(`\.(text_fingerprint|implied)$`)

// compare holds two outputs against each other: what is a name in one is the same in the other, and what is
// a text in one is the text of the layer in the other.
func compare(t *testing.T, visit, path string, a, b any) {
	t.Helper()
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			t.Errorf("%s: %s has other keys", visit, path)
			return
		}
		for key := range a {
			compare(t, visit, path+"."+key, a[key], b[key])
		}
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			t.Errorf("%s: %s has another length", visit, path)
			return
		}
		for i := range a {
			compare(t, visit, fmt.Sprintf("%s[%d]", path, i), a[i], b[i])
		}
	case string:
		isName := !texts.MatchString(path) && names.MatchString(a) && a == b
		if !isName && b != say(a) && !opaque.MatchString(path) {
			t.Errorf("%s: %s is %q, and was %q", visit, path, b, a)
		}
	default:
		if a != b {
			t.Errorf("%s: %s is %v, and was %v", visit, path, b, a)
		}
	}
}

// english is a word of a sentence that is not in the letters of the layer, if there is one. Ids of rules are
// no words.
func english(text string) string {
	for _, word := range regexp.MustCompile(`[A-Za-z][A-Za-z0-9_.]*`).FindAllString(text, -1) {
		if word = strings.TrimRight(word, "."); word != "xx" && word != "Xx" && !strings.Contains(word, ".") {
			return word
		}
	}
	return ""
}
