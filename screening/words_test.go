package screening_test

import (
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/wording"
)

// builtInWords are those of the built-in screener, which all tests share likewise.
var builtInWords = sync.OnceValues(func() (screening.Words, error) {
	s, err := builtIn()
	if err != nil {
		return screening.Words{}, err
	}
	return screening.NewWords(s)
})

func newWords(t testing.TB) screening.Words {
	t.Helper()
	w, err := builtInWords()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Every name that a limit may hold has words; none falls back to its code.
func TestEveryLimitHasWords(t *testing.T) {
	w := newWords(t)
	for _, l := range newScreener(t).Rules().Schema().Limits {
		for _, name := range l.Values {
			key := "stroke." + name
			if l.Name == "avoid_positions" {
				key = "position." + name
			}
			if !slices.Contains(w.Names(), key) {
				t.Errorf("%s: no words for %s", l.Name, name)
			}
		}
	}
}

// Every disposition and every urgency that asks for something has words, and no text says what the
// library never says.
func TestEveryVerdictHasWords(t *testing.T) {
	w := newWords(t)
	for d := screening.Clarify; d <= screening.Withhold; d++ {
		if !slices.Contains(w.Names(), "disposition."+d.String()) || !slices.Contains(w.Names(), "session."+d.String()) {
			t.Errorf("no words for %s", d)
		}
	}
	for u := screening.UrgencyRoutine; u <= screening.UrgencyEmergency; u++ {
		if !slices.Contains(w.Names(), "urgency."+u.String()) {
			t.Errorf("no words for %s", u)
		}
	}
	for _, name := range w.Names() {
		for _, fault := range wording.Faults(w.Say(name)) {
			t.Errorf("%s: %v", name, fault)
		}
	}
}

// A text that the code says by its name is there: Say falls back to the name, which nobody would
// see in a test of something else.
func TestEveryNameThatIsSaidIsThere(t *testing.T) {
	var layers []fs.FS
	for _, dir := range []string{"screening", "technique", "soreness"} {
		layers = append(layers, os.DirFS(filepath.Join(root, dir, "words")))
	}
	ends := map[string][]string{"Say": {""}, "Without": {""}, "Count": {".one", ".many"}}
	table, err := phrase.Read(layers...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range sources(t) {
		if f.test || !slices.Contains([]string{"screening", "technique", "soreness", "examples/visit"}, f.dir) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			lit, isText := call.Args[0].(*ast.BasicLit)
			if !ok || !isText || lit.Kind != token.STRING || ends[sel.Sel.Name] == nil {
				return true
			}
			name, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			for _, end := range ends[sel.Sel.Name] {
				if !slices.Contains(table.Names(), name+end) {
					t.Errorf("%s says %s, which is no text", f.name, name+end)
				}
			}
			return true
		})
	}
}

// Words come from a layer as they come from the library, those of questions and regions from the
// rules.
func TestWordsOfAnotherLanguage(t *testing.T) {
	var german strings.Builder
	german.WriteString("changes:\n")
	for _, name := range newWords(t).Names() {
		german.WriteString("  " + name + ": " + strconv.Quote("xx "+newWords(t).Say(name)) + "\n")
	}
	w, err := screening.NewWords(newScreener(t), fstest.MapFS{"xx.yaml": {Data: []byte(german.String())}})
	if err != nil {
		t.Fatal(err)
	}
	d, err := newScreener(t).Screen(screening.Intake{})
	if err != nil {
		t.Fatal(err)
	}
	line, _ := w.Headline(d)
	texts := append(w.Client(d, nil, true), line, w.Disposition(d.Disposition), w.SayLimits(w.Limits(screening.Limits{AvoidHeat: true})))
	for _, text := range texts {
		if !strings.HasPrefix(text, "xx ") {
			t.Errorf("%q is not of the layer", text)
		}
	}
}

func TestRegionWords(t *testing.T) {
	w := newWords(t)
	for _, tt := range []struct {
		name string
		in   []body.Region
		want []string
	}{
		{"a group", body.BackAll.Parts(), []string{"the back"}},
		{"two groups and a part", append(append(body.Legs.Parts(), body.Neck.Parts()...), body.Hand),
			[]string{"the legs", "the neck", "hand"}},
		{"everything", body.WholeBody.Parts(), []string{"the whole body"}},
		{"a group less a part", body.Neck.Parts()[:1], []string{"back of the neck"}},
	} {
		if diff := cmp.Diff(tt.want, w.Regions(tt.in)); diff != "" {
			t.Errorf("Regions(%s) mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestAnswerWords(t *testing.T) {
	w := newWords(t)
	for _, tt := range []struct{ fact, answer, want string }{
		{"sx.feverish", "yes", "Ticked: You feel feverish or shivery, today or since yesterday"},
		{"disc.direction", "unsure", "Where does the report say that the disc points? Not sure"},
		{"preg.weeks", "31", "How many weeks pregnant are you? 31 weeks"},
		{"preg.weeks", "unsure", "How many weeks pregnant are you? Not sure"},
		{"skin.abscess_at", "scapular, calf", "Where is the boil, the pus or the infected wound? Shoulder blade; calf"},
		{"house.pets", "cat", "house.pets: cat"},
	} {
		if got := w.Answer(tt.fact, tt.answer); got != tt.want {
			t.Errorf("Answer(%s, %s) = %q, want %q", tt.fact, tt.answer, got, tt.want)
		}
	}
	usual := screening.Evidence{Fact: "disc.canal_free", Answer: "no", From: screening.OriginUsual}
	if w.Told(usual) != "" || !strings.HasSuffix(w.Known(usual), "No. Nobody was asked: it counts at its usual value.") {
		t.Errorf("told %q, known %q", w.Told(usual), w.Known(usual))
	}
}

func TestBesides(t *testing.T) {
	w := newWords(t)
	for _, tt := range []struct{ says, want string }{
		{"Ask first: the client takes a thinner.", "The client takes a thinner."},
		{"Ask first, the doctor agrees.", "The doctor agrees."},
		{"Ask first, with a yes go on.", "Ask first, with a yes go on."},
		{"Not today: wait.", "Not today: wait."},
	} {
		if got := w.Besides(screening.Refer, tt.says); got != tt.want {
			t.Errorf("Besides(%q) = %q, want %q", tt.says, got, tt.want)
		}
	}
}

// What is open on a card is asked as a card, unless the client has answered it or there is little
// left; only what may be asked now.
func TestAsk(t *testing.T) {
	s, w := newScreener(t), newWords(t)
	questions, err := s.Questions(screening.Intake{})
	if err != nil {
		t.Fatal(err)
	}
	asked := w.Ask(questions, nil)
	n, now := 0, 0
	for _, a := range asked {
		n += a.Questions
	}
	for _, q := range questions {
		if q.Now() {
			now++
		}
	}
	if n != now || len(asked) >= now || !strings.HasPrefix(asked[0].Text, `Card "`) {
		t.Errorf("%d items ask %d of %d questions, first %q", len(asked), n, now, asked[0].Text)
	}
	one := w.Ask(questions, intake.Cards{intake.CardEmergencyNow: {}})
	if len(one) <= len(asked) {
		t.Errorf("a card that was answered is asked again as a whole: %v", one)
	}
}
