package policy_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// badSchemas are the mistakes of a domain in its own data.
var badSchemas = []struct {
	name   string
	change func(s *policy.Schema)
	want   string
}{
	{"no levels", func(s *policy.Schema) { s.Levels = nil },
		"schema: levels start with one without a kind and go on with one that has one"},
	{"a ban from no kind", func(s *policy.Schema) { s.BanFrom = "tolerate" }, "schema: ban from is a kind of its levels"},
	{"a place like none", func(s *policy.Schema) { s.Places[0].Like = []string{"law"} },
		"schema: place lawn is like law; a single place is like other places"},
	{"a value like none", func(s *policy.Schema) { s.Facts[2].Values[0].Like = []string{"wett"} },
		"fact soil.state: value dry is like wett, which is not a value of a one_of fact"},
	{"a note called like a text", func(s *policy.Schema) { s.Texts = append(s.Texts, policy.Text{Name: "note"}) },
		"schema: limit note is called like a key of a rule, so that nobody could change its words"},
	{"more urgencies than fit", func(s *policy.Schema) { s.Urgencies = make([]string, 201) },
		"schema: at most 200 levels and urgencies"},
	{"no urgencies and one for what is unsure", func(s *policy.Schema) { s.Urgencies = nil },
		"schema: unsure urgency and everywhere from are urgencies"},
	{"a level that is none", func(s *policy.Schema) { s.WaivedTo = "tolerate" },
		"schema: certain from, unsure kind, limit kind, waived from and waived to are kinds of its levels"},
	{"an urgency that is none", func(s *policy.Schema) { s.UnsureUrgency = "later" },
		"schema: unsure urgency and everywhere from are urgencies"},
	{"a limit that bans", func(s *policy.Schema) { s.LimitKind = "ban" },
		"schema: a limit gives the mildest kind"},
	{"more limits than bits", func(s *policy.Schema) { s.Limits = make([]policy.Limit, 65) },
		"schema: at most 64 limits"},
	{"a place twice", func(s *policy.Schema) { s.Places = append(s.Places, policy.Place{Name: "lawn"}) },
		"schema: place lawn stands there twice"},
	{"no places and a default", func(s *policy.Schema) { s.Places = nil },
		"schema: default place garden is no place"},
	{"nothing but groups", func(s *policy.Schema) { s.Places = []policy.Place{{Name: "garden", Contains: []string{"garden"}}} },
		"schema: 0 places; from 1 to 63"},
	{"a part that is no place", func(s *policy.Schema) { s.Places[4].Contains = []string{"meadow"} },
		"schema: place border contains meadow, which is no place"},
	{"a group of itself", func(s *policy.Schema) { s.Places[4].Contains = []string{s.Places[4].Name} },
		"schema: place border contains no single place"},
	{"a group that has sides", func(s *policy.Schema) { s.Sides, s.Places[4].Sided = []string{"left", "right"}, true },
		"schema: place border has sides; only a single place has, of a schema with two or more"},
	{"a place that was part of none", func(s *policy.Schema) { s.Places[0].WasPartOf = "meadow" },
		"schema: place lawn was part of meadow; a single place was part of another"},
	{"a default that is no place", func(s *policy.Schema) { s.Default = "meadow" },
		"schema: default place meadow is no place"},
	{"a place without attributes", func(s *policy.Schema) { s.Attributes = []policy.Fact{{Name: "place.wet"}} },
		"schema: place lawn has 0 attributes, want 1"},
	{"a fact twice", func(s *policy.Schema) { s.Facts = append(s.Facts, s.Facts[0]) },
		"fact frost.hard: the name is taken by a fact"},
	{"a value twice", func(s *policy.Schema) { s.Facts[2].Values = values("dry", "moist", "wet", "wet") },
		"fact soil.state: value wet stands there twice"},
	{"a guard that cannot be read", func(s *policy.Schema) { s.Facts[1].AskedIf = "frost.hart" },
		"fact frost.nights: asked_if: unknown fact frost.hart (did you mean frost.hard?)"},
	{"a card of an unknown fact", func(s *policy.Schema) { s.Cards[0].Lines[0].Facts = []string{"frost.hart"} },
		"card today: line frost: unknown fact frost.hart (did you mean frost.hard?)"},
	{"a card of a fact that helps", func(s *policy.Schema) { s.Cards[0].Lines[0].Facts = []string{"crew.trained"} },
		"card today: line frost: crew.trained is not worded so that no is safe; it belongs behind a tick"},
}

func TestLoadRefusesSchema(t *testing.T) {
	for _, tt := range badSchemas {
		t.Run(tt.name, func(t *testing.T) {
			s := garden()
			tt.change(&s)
			_, err := policy.Load(s, base())
			if err == nil {
				t.Fatalf("Load(%s) error is nil, want %q", tt.name, tt.want)
			}
			first, _, _ := strings.Cut(err.Error(), "\n")
			if diff := cmp.Diff(tt.want, first); diff != "" {
				t.Errorf("Load(%s) error mismatch (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

// One run shows every problem of every file and layer, sorted by layer, file and position whatever
// order they were found in.
func TestLoadReportsEverythingAtOnce(t *testing.T) {
	files := fstest.MapFS{
		"z.yaml": {Data: []byte("rules:\n  - id: own.second\n    kind: ban\n    urgency: now\n    when: own.tset\n    says: Late.\n    sources: [diary]\n    grade: A\n")},
		"a/rules.yml": {Data: []byte("define:\n  own.test: nest.presnt\nrules:\n  - id: own.first\n    kind: bann\n    urgency: none\n    when: soil.ph > 11\n" +
			"    says: Early.\n    sources: [handbook]\n    grade: A\n")},
		"m.yaml":       {Data: []byte("rules: [\n")},
		"m_cases.yaml": {Data: []byte("what a case file holds is no concern of the loader")},
		"notes.txt":    {Data: []byte("nor is this")},
	}
	_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: files}, policy.Layer{Name: "late", Files: file("parameter: {}\n")})
	if err == nil {
		t.Fatal("Load error is nil")
	}
	want := strings.Join([]string{
		`own: a/rules.yml:2:13: own.test: unknown fact nest.presnt (did you mean nest.present?)`,
		`own: a/rules.yml:5:11: unknown kind "bann" (did you mean ban?)`,
		`own: a/rules.yml:7:21: own.first: soil.ph is 3 to 10: soil.ph > 11 is never true`,
		`own: m.yaml:1:8: the bracket [ is never closed; write ]`,
		`own: z.yaml:5:11: own.second: unknown fact own.tset (did you mean own.test?)`,
		`own: z.yaml:7:15: own.second: unknown source diary`,
		`late: own.yaml:1:1: unknown key "parameter" in a rule file (did you mean parameters?)`,
	}, "\n")
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("Load error mismatch (-want +got):\n%s", diff)
	}
	var problems *document.Error
	if !errors.As(fmt.Errorf("clinic: %w", err), &problems) {
		t.Fatalf("Load error is %T, want *document.Error", err)
	}
	if got := problems.Problems[1]; got.File != "a/rules.yml" || got.Line != 5 || got.Column != 11 {
		t.Errorf("second problem stands at %s:%d:%d, want a/rules.yml:5:11", got.File, got.Line, got.Column)
	}
}

// What a change makes wrong is said at the change, however many layers and definitions lie between.
func TestLoadBlamesTheChange(t *testing.T) {
	own := policy.Layer{Name: "own", Loosening: true, Files: file(`parameters:
  own_nights: {value: 20, unit: nights, basis: own}
define:
  own.cold: frost.nights >= param.own_nights
  own.colder: own.cold && frost.hard
rules:
  - {id: own.rule, kind: care, urgency: none, when: own.colder && crew.green, says: Own., sources: [handbook], grade: A}
`)}
	tests := []struct{ name, change, later, want string }{
		{"parameter of a definition", "{parameter: own_nights, value: 40, reason: r}", "",
			"late: own.yaml:2:36: own.cold: frost.nights is 0 to 30 nights: frost.nights >= param.own_nights (40) is never true"},
		{"definition behind a definition", "{define: own.cold, when: \"frost.nights > 5 && frost.nights < 3\", reason: r}", "",
			"late: own.yaml:2:31: own.rule: can never hold"},
		{"the later of two", "{define: own.cold, when: frost.nights > 5, reason: r}", "{define: crew.green, when: frost.nights < 3, reason: r}",
			"last: own.yaml:2:32: own.rule: can never hold"},
		{"the one that the message names", "{parameter: own_nights, value: 40, reason: r}", "{define: crew.green, when: frost.nights < 3, reason: r}",
			"late: own.yaml:2:36: own.cold: frost.nights is 0 to 30 nights: frost.nights >= param.own_nights (40) is never true"},
		{"a change of words", "{rule: own.rule, says: Late.}", "{define: crew.green, when: frost.nights < 3, reason: r}",
			"last: own.yaml:2:32: own.rule: can never hold"},
		{"a definition that no longer fits what was changed", "{rule: own.rule, when: own.colder && frost.nights < 9, reason: r}", "",
			"late: own.yaml:2:28: own.rule: can never hold"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			layers := []policy.Layer{base(), own, {Name: "late", Loosening: true, Files: file("changes:\n  - " + tt.change + "\n")}}
			if tt.later != "" {
				layers = append(layers, policy.Layer{Name: "last", Loosening: true, Files: file("changes:\n  - " + tt.later + "\n")})
			}
			_, err := policy.Load(garden(), layers...)
			if err == nil {
				t.Fatal("Load error is nil")
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("Load error mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// Of one layer nothing is named: there is nothing to confuse it with.
func TestLoadNamesNoSingleLayer(t *testing.T) {
	_, err := policy.Load(garden(), policy.Layer{Name: "own", Files: file("rules: [\n")})
	if err == nil {
		t.Fatal("Load error is nil")
	}
	if diff := cmp.Diff("own.yaml:1:8: the bracket [ is never closed; write ]", err.Error()); diff != "" {
		t.Errorf("Load error mismatch (-want +got):\n%s", diff)
	}
}

// Files of one name in two layers can be told apart.
func TestLoadNamesTheLayerOfAFile(t *testing.T) {
	const text = "define: {own.%s: frost.hart}\n"
	_, err := policy.Load(garden(), base(), policy.Layer{Name: "b", Files: file2("garden.yaml", fmt.Sprintf(text, "b"))},
		policy.Layer{Name: "a", Files: file2("garden.yaml", fmt.Sprintf(text, "a"))})
	if err == nil {
		t.Fatal("Load error is nil")
	}
	want := "b: garden.yaml:1:17: own.b: unknown fact frost.hart (did you mean frost.hard?)\n" +
		"a: garden.yaml:1:17: own.a: unknown fact frost.hart (did you mean frost.hard?)"
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("Load error mismatch (-want +got):\n%s", diff)
	}
}

const (
	noFiles      = "layer own: has no files"
	noRuleFile   = "layer own: holds no rule file; they end in .yaml"
	brokenCases  = "own: own_cases.yaml:1:1: is a case file by its name and holds rules; name it without _cases"
	savedAsText  = "own: own.yaml.txt:1:1: ends in .txt; rule files end in .yaml"
	largeLetters = "own: own.YAML:1:1: ends in large letters; rule files end in .yaml"
	linkedFolder = "own: rules:1:1: is a link to a directory, which is not followed"
)

// broken is a file system in which one file cannot be read.
type broken struct{ fs.FS }

func (b broken) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".yaml") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.FS.Open(name)
}

func (b broken) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(b.FS, name) }

// with is a layer with one good file and another one.
func with(name, text string) fstest.MapFS {
	return fstest.MapFS{"good.yaml": {Data: []byte("rules: []\n")}, name: {Data: []byte(text)}}
}

// linked is a layer with one good file and a link to a folder.
func linked(t *testing.T) fs.FS {
	t.Helper()
	dir, other := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "good.yaml"), []byte("rules: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, filepath.Join(dir, "rules")); err != nil {
		t.Fatal(err)
	}
	return os.DirFS(dir)
}

func TestLoadReportsFiles(t *testing.T) {
	tests := []struct {
		name  string
		files fs.FS
		want  string
	}{
		{"no file system", nil, noFiles},
		{"no folder", sub("testdata/nowhere"), "layer own: stat .: no such file or directory"},
		{"nothing", fstest.MapFS{"readme.txt": {}, "..data/own.yaml": {Data: []byte("rules: []\n")}}, noRuleFile},
		{"rules in a case file", with("own_cases.yaml", "rules: []\n"), brokenCases},
		{"saved as a text", with("own.yaml.txt", "rules: []\n"), savedAsText},
		{"large letters", with("own.YAML", "rules: []\n"), largeLetters},
		{"a linked folder", linked(t), linkedFolder},
		{"a file that cannot be read", broken{file("rules: []\n")}, "layer own: open own.yaml: permission denied"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: tt.files})
			if err == nil {
				t.Fatalf("Load(%s) error is nil, want %q", tt.name, tt.want)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("Load(%s) error mismatch (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

// A set loaded without a layer has no rules, and nothing to hold against anybody.
func TestLoadNothing(t *testing.T) {
	s := mustLoad(t)
	var e policy.Evaluation
	if err := s.Evaluate(s.NewAnswers(), policy.Request{}, &e); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(policy.Bounds{}, e.Session()); diff != "" || !e.Settled() {
		t.Errorf("session of no rules is settled %t, mismatch (-want +got):\n%s", e.Settled(), diff)
	}
}

// summary is everything that an evaluation says, in values that can be compared.
type summary struct {
	Session, Urgency policy.Bounds
	Places           []policy.Bounds
	Outcomes         []string
	Limits           []string
	Questions        []string
}

func summarise(s *policy.Set, a *policy.Answers, e *policy.Evaluation) (summary, error) {
	if err := s.Evaluate(a, policy.Request{}, e); err != nil {
		return summary{}, err
	}
	outcomes := e.Outcomes()
	out := summary{Session: e.Session(), Urgency: e.Urgency()}
	for _, p := range e.Requested() {
		out.Places = append(out.Places, e.Place(p))
		for _, l := range e.Limits(p, outcomes) {
			out.Limits = append(out.Limits, fmt.Sprint(e.PlaceName(p), l.Limit.Name, l.Number, l.Values, l.Spots, l.Notes, l.Rules))
		}
	}
	for _, o := range outcomes {
		out.Outcomes = append(out.Outcomes, fmt.Sprint(o.Rule.ID, o.Holds, o.Level, o.Urgency, o.Places, o.Facts, o.WaitsFor, o.Unsure))
	}
	for _, q := range e.Questions(outcomes) {
		out.Questions = append(out.Questions, fmt.Sprint(q.Fact.Name, q.Decides, q.After))
	}
	return out, nil
}

// A set may be read by many goroutines: each gets what one alone gets. The race detector watches.
func TestSetIsImmutable(t *testing.T) {
	s := mustLoad(t, base())
	clients := someAnswers(s)
	want := make([]summary, len(clients))
	for i, a := range clients {
		var err error
		if want[i], err = summarise(s, a, &policy.Evaluation{}); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			var e policy.Evaluation
			for round := range 50 {
				i := (g + round) % len(clients)
				got, err := summarise(s, clients[i], &e)
				if diff := cmp.Diff(want[i], got, cmpopts.EquateEmpty()); diff != "" || err != nil {
					t.Errorf("goroutine %d, client %d: error %v, mismatch (-want +got):\n%s", g, i, err, diff)
					return
				}
			}
		})
	}
	wg.Wait()
}

// someAnswers are clients that differ in every fact.
func someAnswers(s *policy.Set) []*policy.Answers {
	var out []*policy.Answers
	for seed := range 12 {
		a := s.NewAnswers()
		for i, f := range s.Facts() {
			answer := policy.Answer{State: policy.State((seed + i) % 3)}
			if f.AskedIf != "" {
				continue
			}
			if answer.State == policy.Known {
				switch f.Kind {
				case policy.YesNo:
					answer.Yes = (seed+i)%2 == 0
				case policy.Whole, policy.Decimal:
					answer.Number = f.Least + float64(seed%int(f.Most-f.Least))
				default:
					answer.Values = 1 << ((seed + i) % len(f.Values))
				}
			}
			a.SetFact(i, answer)
		}
		out = append(out, a)
	}
	return out
}

// What a schema leaves out stands as if it had been written.
func TestSchemaLeavesOut(t *testing.T) {
	short := policy.Schema{
		Facts:  []policy.Fact{{Name: "sx.fever", Kind: policy.YesNo, Ask: "Do you have a fever?", Risk: policy.RiskMore}},
		Levels: []policy.Level{{Disposition: "go"}, {Kind: "care", Disposition: "slow"}, {Kind: "wait", Disposition: "wait"}},
		Grades: []string{"A"}, PlaceWord: "person",
	}
	long := short
	long.CertainFrom, long.UnsureKind, long.WaivedFrom, long.WaivedTo = "wait", "wait", "wait", "wait"
	long.LimitKind, long.Undecided, long.Urgencies, long.UnsureUrgency = "care", "undecided", []string{"none"}, "none"
	long.Places, long.Default = []policy.Place{{Name: "person"}}, "person"
	files := fstest.MapFS{"rules.yaml": {Data: []byte(`
rules:
  - {id: fever.now, kind: wait, when: sx.fever, sources: [book], grade: A}
sources:
  book: {cites: A book, level: A, read: memory}
`)}}
	var prints []string
	for _, schema := range []policy.Schema{short, long} {
		set, err := policy.Load(schema, policy.Layer{Name: "rules", Files: files})
		if err != nil {
			t.Fatal(err)
		}
		prints = append(prints, set.Fingerprint(), fmt.Sprint(set.Schema().Places, set.Schema().Urgencies))
	}
	if diff := cmp.Diff(prints[2:], prints[:2]); diff != "" {
		t.Errorf("written out against left out (-want +got):\n%s", diff)
	}
}
