package visit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness/visit"
)

var opened = sync.OnceValues(func() (*visit.Decider, error) { return visit.Open() })

func open(t testing.TB) *visit.Decider {
	t.Helper()
	d, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// visits are those of the example, by name.
func visits(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("../../examples/visit/testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no visits: %v", err)
	}
	out := map[string][]byte{}
	for _, name := range files {
		if strings.HasSuffix(name, ".out.json") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = data
	}
	return out
}

var records = struct {
	sync.Once
	all map[string]visit.Record
}{}

// recorded are the records of every visit that can be decided.
func recorded(t testing.TB) map[string]visit.Record {
	t.Helper()
	records.Do(func() { records.all = record(t, open(t)) })
	if len(records.all) < 50 {
		t.Fatalf("only %d visits can be decided", len(records.all))
	}
	return records.all
}

func record(t testing.TB, d *visit.Decider) map[string]visit.Record {
	t.Helper()
	out := map[string]visit.Record{}
	for name, data := range visits(t) {
		r, err := d.Record(data, visit.Note{At: "2026-03-01", By: "Ana"})
		if err == nil {
			out[name] = r
		}
	}
	return out
}

// drawn are visits without an end: those of the example, each time with something else told.
func drawn(t testing.TB, seed uint64) func(yield func([]byte) bool) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 17))
	all := visits(t)
	names := slices.Sorted(mapKeys(all))
	return func(yield func([]byte) bool) {
		for {
			var v map[string]any
			if json.Unmarshal(all[names[r.IntN(len(names))]], &v) != nil {
				continue
			}
			part := func(of map[string]any, key string) map[string]any {
				m, _ := of[key].(map[string]any)
				if m == nil {
					m = map[string]any{}
				}
				of[key] = m
				return m
			}
			in := part(v, "intake")
			part(in, "client")["age"] = 16 + r.IntN(75)
			part(in, "vitals")["temp_c"] = float64(355+r.IntN(50)) / 10
			part(in, "bp")["sys"] = 90 + r.IntN(110)
			if r.IntN(2) == 0 {
				part(in, "disc")["present"] = []string{"yes", "no", "unsure"}[r.IntN(3)]
			}
			data, err := json.Marshal(v)
			if err == nil && !yield(data) {
				return
			}
		}
	}
}

// A record decides the same again, byte for byte, and so does one that was written and read.
func TestReplay(t *testing.T) {
	d := open(t)
	seen, want := map[string]bool{}, draws.Of(t, 10_000)
	if !draws.All(t) {
		want = max(1, want/4)
	}
	for data := range drawn(t, 4) {
		r, err := d.Record(data, visit.Note{At: "2026-03-01", By: "Ana"})
		if err != nil || seen[r.Digest] {
			continue // it cannot be told like this, or was before
		}
		seen[r.Digest] = true
		written, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		read, err := visit.ReadRecord(written)
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		again, err := json.Marshal(read)
		if err != nil || !bytes.Equal(again, written) {
			t.Fatalf("%s is written as %s, then as %s", data, written, again)
		}
		got, err := d.Replay(read)
		if err != nil || !got.Same || !got.SameRules || !got.SameTexts || got.Refused != nil || len(got.Differs) > 0 {
			t.Fatalf("%s: %+v, %v", data, got, err)
		}
		if len(seen) == want {
			break
		}
	}
}

// Whatever is cut off or edited is refused, wherever it is.
func TestRecordWasEdited(t *testing.T) {
	r, err := open(t).Record([]byte(`{"session": {"attack_onset": "no", "pain_during": 2, "asked_to_stop": "no"}}`), visit.Note{By: "Ana"})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := visit.ReadRecord(data[:n]); err == nil {
			t.Fatalf("cut off after %d of %d bytes, it is read", n, len(data))
		}
	}
	for _, more := range []string{"}", "]", "{}", string(data)} {
		if _, err := visit.ReadRecord(append(slices.Clone(data), more...)); err == nil {
			t.Errorf("with %.20s behind its end it is read", more)
		}
	}
	for _, edit := range [][2]string{
		{`"pain_during":2`, `"pain_during":9`}, {`"Ana"`, `"Eva"`}, {`"stop":false`, `"stop":true`}, {`"version":1`, `"version":2`},
		{`"redacted":false`, `"redacted":true`}, {r.Fingerprint, strings.Repeat("0", len(r.Fingerprint))},
	} {
		edited := strings.Replace(string(data), edit[0], edit[1], 1)
		if edited == string(data) {
			t.Fatalf("%s is not there", edit[0])
		}
		if _, err := visit.ReadRecord([]byte(edited)); err == nil {
			t.Errorf("with %s instead of %s it is read", edit[1], edit[0])
		}
	}
	r.Note.By = "Eva"
	if _, err := open(t).Replay(r); err == nil {
		t.Error("an edited record is replayed")
	}
}

func TestRecordRefuses(t *testing.T) {
	_, err := open(t).Record([]byte(`{}`), visit.Note{Overrides: []visit.Override{{Rule: "spine.disk"}}})
	for _, want := range []string{`overrides[0].rule: unknown rule "spine.disk"`, "overrides[0].reason: is empty; say why"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := open(t).Record([]byte(`{"intak": {}}`), visit.Note{}); err == nil {
		t.Error("what cannot be decided is recorded")
	}
}

// edit is one change of a rule, and the file that it stands in.
type edit struct{ rule, file, change string }

// edits are changes of rules that speak in one of the records: one that is gone, says something else,
// or has another grade; in every package.
func edits(t testing.TB, d *visit.Decider, speaks map[string]string) []edit {
	t.Helper()
	var out []edit
	for _, set := range []struct {
		rules  *policy.Set
		folder string
	}{
		{d.Screener().Rules(), "screening"}, {d.Planner().PlanRules(), "technique/plan"}, {d.Triager().Rules(), "soreness/triage"},
	} {
		n := 0
		for _, r := range set.rules.Rules() {
			if speaks[r.ID] == "" || r.Adopted || n == 8 {
				continue
			}
			how := []string{"disable: true, reason: a test", "says: Something else is said of it.", "rationale: Another reason is given."}[n%3]
			out = append(out, edit{r.ID, set.folder + "/edit.yaml", fmt.Sprintf("changes:\n  - {rule: %s, %s}\n", r.ID, how)})
			n++
		}
	}
	return out
}

// What was decided is read back without rules, and is written to the same bytes; what is cut off,
// another key, or a key too few is refused, and nothing is half read.
func TestDecidedIsReadBack(t *testing.T) {
	n, planned := 0, 0
	for name, r := range recorded(t) {
		var back visit.Decided
		if err := json.Unmarshal(r.Decided, &back); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		data, err := json.Marshal(back)
		if err != nil {
			t.Fatal(err)
		}
		var was, is any
		if json.Unmarshal(r.Decided, &was) != nil || json.Unmarshal(data, &is) != nil || cmp.Diff(was, is) != "" {
			t.Errorf("%s is written as (-was +is):\n%.2000s", name, cmp.Diff(was, is))
		}
		if back.Review != nil {
			planned++
		}
		if n++; n%8 > 0 {
			continue // the bytes tell already
		}
		now, err := open(t).Decide(r.Visit)
		if err != nil {
			t.Fatal(err)
		}
		if now.Verdict() != back.Verdict() || now.Emergency() != back.Emergency() || now.Inexact() != back.Inexact() {
			t.Errorf("%s: read back it comes to %+v, was %+v", name, back.Verdict(), now.Verdict())
		}
	}
	if planned < 5 {
		t.Errorf("only %d plans were read", planned)
	}
	d, err := open(t).Decide([]byte(`{"intake": {"client": {"age": 34}}, "plan": {}, "session": {}}`))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for old, change := range map[string][2]string{
		"screening: needs messages":          {`"messages":`, `"massages":`},
		"felt: unknown key in what was":      {`"technique":`, `"felt":`},
		"technique.session.stop":             {`"stop":false`, `"stop":"no"`},
		"technique: a review needs \"fits\"": {`"fits":false,`, ``},
		"screening.disposition":              {`"disposition":"clarify"`, `"disposition":"sure"`},
		"screening: what was decided must":   {`{"screening":`, `{"screening":3,"technique":`},
		"has a key twice":                    {`{"screening":`, `{"technique":{},"screening":`},
	} {
		edited := strings.Replace(string(data), change[0], change[1], 1)
		back := visit.Decided{Screened: true}
		err := back.UnmarshalJSON([]byte(edited))
		if edited == string(data) || err == nil || !strings.Contains(err.Error(), old) {
			t.Errorf("with %s instead of %s: %v, want %s", change[1], change[0], err, old)
		}
		if !back.Screened || back.Matching != nil {
			t.Errorf("with %s it is half read", change[1])
		}
	}
}

// Each of 20 rules that were edited is named by the replay of a visit that it speaks in.
func TestReplayNamesTheRule(t *testing.T) {
	all := recorded(t)
	speaks := map[string]string{} // by rule: a visit
	type rules []struct{ Rule string }
	for _, name := range slices.Sorted(mapKeys(all)) {
		var x struct {
			Screening, Soreness struct{ Findings rules }
			Technique           struct{ Violations rules }
		}
		if err := json.Unmarshal(all[name].Decided, &x); err != nil {
			t.Fatal(err)
		}
		for _, f := range slices.Concat(x.Screening.Findings, x.Technique.Violations, x.Soreness.Findings) {
			if speaks[f.Rule] == "" {
				speaks[f.Rule] = name
			}
		}
	}
	every := edits(t, open(t), speaks)
	if len(every) < 20 {
		t.Fatalf("only %d rules speak and can be edited", len(every))
	}
	r := rand.New(rand.NewPCG(2, 20))
	r.Shuffle(len(every), func(i, j int) { every[i], every[j] = every[j], every[i] })
	for _, x := range every[:draws.Of(t, 20)] {
		d, err := visit.Open(visit.WithOverlay(fstest.MapFS{x.file: {Data: []byte(x.change)}}),
			visit.WithLoosening(), visit.WithWeakerRedFlags())
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.Replay(all[speaks[x.rule]])
		words := !strings.Contains(x.change, "disable")
		if err != nil || got.Same || !slices.Contains(got.Rules, x.rule) || got.SameRules != words || got.SameTexts {
			t.Errorf("%s%s: same rules %t, same texts %t, %q, %v", x.change, speaks[x.rule], got.SameRules, got.SameTexts, got.Rules, err)
		}
	}
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// A redacted record has no name and no free text, and is one like any other.
func TestRedact(t *testing.T) {
	d := open(t)
	r, err := d.Record([]byte(`{"intake": {"client": {"age": 34}}, "clearance": [{"covers": ["spine.disc"], "days_ago": 3, "by": "Dr Moth"}]}`),
		visit.Note{At: "2026-03-01", By: "Ana Lind", Overrides: []visit.Override{{Rule: "spine.disc", Reason: "her sister asked", By: "Eva"}}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := d.Redact(r)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Moth", "Lind", "Eva", "sister"} {
		if bytes.Contains(data, []byte(name)) {
			t.Errorf("%s stands in %s", name, data)
		}
	}
	read, err := visit.ReadRecord(data)
	if err != nil || !read.Redacted {
		t.Fatal(err)
	}
	if got, err := d.Replay(read); err != nil || !got.Same {
		t.Errorf("%+v, %v", got, err)
	}
}

// Rules that decide alike redact a record, and do not pass for those that decided it.
func TestRedactKeepsTheRules(t *testing.T) {
	r, err := open(t).Record([]byte(`{"intake": {"client": {"age": 34}}}`), visit.Note{})
	if err != nil {
		t.Fatal(err)
	}
	rule := "changes:\n  - {rule: soreness.strong, disable: true, reason: a test}\n"
	other, err := visit.Open(visit.WithOverlay(fstest.MapFS{"soreness/triage/edit.yaml": {Data: []byte(rule)}}),
		visit.WithLoosening(), visit.WithWeakerRedFlags())
	if err != nil {
		t.Fatal(err)
	}
	out, err := other.Redact(r)
	if err != nil {
		t.Fatal(err)
	}
	if out.Fingerprint != r.Fingerprint || out.Texts != r.Texts || !slices.Equal(out.Options, r.Options) {
		t.Errorf("decided by %s %v, it is redacted as of %s %v", r.Fingerprint, r.Options, out.Fingerprint, out.Options)
	}
	if got, err := other.Replay(out); err != nil || !got.Same || got.SameRules {
		t.Errorf("%+v, %v", got, err)
	}
}

// The records of this version are kept: every later one reads them.
func TestRecordsStayReadable(t *testing.T) {
	files, err := filepath.Glob("testdata/records/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no records: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := visit.ReadRecord(bytes.TrimSpace(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		namesRules(t, name, r)
	}
}

// namesRules holds a replay to what it says of a record of before: a decision that is not the same differs
// somewhere, and whatever differs in what a rule says names the rule. What a record does not say, but
// today's rules do, such as a rule that it has never heard of, differs too.
func namesRules(t *testing.T, name string, r visit.Record) {
	t.Helper()
	d := open(t)
	got, err := d.Replay(r)
	if err != nil || got.Refused != nil || got.SameRules != (r.Fingerprint == d.Fingerprint()) {
		t.Errorf("%s: %+v, %v", name, got, err)
		return
	}
	if got.Same != (len(got.Differs) == 0) {
		t.Errorf("%s: the same %t, and it differs in %q", name, got.Same, got.Differs)
	}
	var was, is any
	now, err := d.Record(r.Visit, r.Note)
	if err != nil || json.Unmarshal(r.Decided, &was) != nil || json.Unmarshal(now.Decided, &is) != nil {
		t.Fatalf("%s: %v", name, err)
	}
	before, after := said(was), said(is)
	for rule := range before {
		if before[rule] != after[rule] && !slices.Contains(got.Rules, rule) {
			t.Errorf("%s: %s says something else, and is not named among %q", name, rule, got.Rules)
		}
	}
	for rule := range after {
		if before[rule] == "" && !slices.Contains(got.Rules, rule) {
			t.Errorf("%s: %s is new, and is not named among %q", name, rule, got.Rules)
		}
	}
}

// said are all entries of a decision that are of a rule, by the rule.
func said(v any) map[string]string {
	out := map[string]string{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			if rule, ok := v["rule"].(string); ok {
				data, _ := json.Marshal(v)
				out[rule] += string(data)
				return
			}
			for _, key := range slices.Sorted(mapKeys(v)) {
				walk(v[key])
			}
		}
	}
	walk(v)
	return out
}

// Rules are exchanged while others decide. Every decision is of one of the two sets, whole.
func ExampleOpen() {
	var rules atomic.Pointer[visit.Decider]
	old, err := opened() // visit.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	rules.Store(old)
	next, err := visit.Open(visit.WithOverlay(fstest.MapFS{"screening/house.yaml": {Data: []byte(
		"changes:\n  - {parameter: fever_c, value: 37.8, reason: our doctor wants it}\n")}}))
	if err != nil {
		fmt.Println(err)
		return
	}
	var decisions, mixed atomic.Int64
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 50 {
				d := rules.Load()
				out, err := d.Decide([]byte(`{"intake": {"vitals": {"temp_c": 38.2}}}`))
				if err != nil || out.Decision.Fingerprint != d.Screener().Fingerprint() {
					mixed.Add(1)
				}
				decisions.Add(1)
			}
		})
	}
	rules.Store(next)
	all.Wait()
	fmt.Println(decisions.Load(), "decisions,", mixed.Load(), "mixed, other rules:", rules.Load().Fingerprint() != old.Fingerprint())
	// Output: 200 decisions, 0 mixed, other rules: true
}

// Texts are words and nothing else.
func TestWithTexts(t *testing.T) {
	d, err := openedFrench()
	if err != nil {
		t.Fatal(err)
	}
	at, _ := d.Screener().Rules().FactIndex("client.age")
	if got := d.Screener().Rules().Facts()[at].Ask; got != "Quel âge avez-vous ?" || d.Fingerprint() != open(t).Fingerprint() {
		t.Errorf("it asks %s", got)
	}
	if _, err := visit.Open(visit.WithTexts(lowerFever)); err == nil {
		t.Error("texts change a parameter")
	}
	if _, err := visit.Open(visit.WithOverlay(fstest.MapFS{"screning/a.yaml": {}})); err == nil {
		t.Error("a folder that nobody reads is passed over")
	}
}

// What was not followed can be a limit, which is no rule by itself; where nothing says it, it is unknown.
func TestRecordOverridesALimit(t *testing.T) {
	d := open(t)
	cards := map[string]any{}
	for _, c := range d.Screener().Rules().Cards() {
		cards[c.Name] = map[string]any{}
	}
	step := map[string]any{"stroke": "static_hold", "region": "abdomen", "pressure": 0}
	v := map[string]any{
		"intake": map[string]any{
			"regions": []string{"whole_body"}, "cards": cards, "client": map[string]any{"age": 34}, "preg": map[string]any{"status": "pregnant", "weeks": 9},
		},
		"presentation": []string{"none"},
		"plan":         map[string]any{"technique": "relaxing_swedish", "strokes": []any{step}},
	}
	n := visit.Note{Overrides: []visit.Override{{Rule: "limit.pressure", Reason: "the midwife was asked"}}}
	record := func() error {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.Record(data, n)
		return err
	}
	if err := record(); err != nil {
		t.Errorf("the limit on the belly was not followed: %v", err)
	}
	step["region"] = "scapular"
	if err := record(); err == nil || !strings.Contains(err.Error(), `unknown rule "limit.pressure"`) {
		t.Errorf("a limit that nothing says: %v", err)
	}
}

// A record keeps the edition of every card, so that rules of later read what was asked, and no more.
func TestRecordKeepsEditions(t *testing.T) {
	d := open(t)
	r, err := d.Record([]byte(`{"intake": {"cards": {"look": {}, "back_now": {"edition": 1}, "nerves_now": {"edition": 0},
		"unwell_now": null}}}`), visit.Note{})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"intake":{"cards":{"back_now":{"edition":1},"look":{"edition":2},"nerves_now":{"edition":2},"unwell_now":null}}}`
	if string(r.Visit) != want {
		t.Errorf("got %s, want %s", r.Visit, want)
	}
	if same, err := d.Replay(r); err != nil || !same.Same {
		t.Errorf("replayed: %+v, %v", same, err)
	}
}
