package visit_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness/visit"
)

// put sets a value at a path of a visit.
func put(t testing.TB, v map[string]any, path string, value any) {
	t.Helper()
	keys := regexp.MustCompile(`[^.\[\]"]+`).FindAllString(path, -1)
	var at any = v
	for i, key := range keys {
		last := i == len(keys)-1
		if list, ok := at.([]any); ok {
			n, err := strconv.Atoi(key)
			if err != nil || n >= len(list) {
				t.Fatalf("%s: there is no %s", path, key)
			}
			at = list[n]
			continue
		}
		m := at.(map[string]any)
		switch {
		case last:
			m[key] = value
		case m[key] == nil && i+1 < len(keys) && keys[i+1] == "0":
			m[key] = []any{map[string]any{}}
		case m[key] == nil:
			m[key] = map[string]any{}
		}
		at = m[key]
	}
}

// replyTo answers as somebody who is well and gets a light massage.
func replyTo(x visit.Asking) any {
	if x.Card != "" {
		return map[string]any{}
	}
	if a, ok := map[string]any{
		"client.age": 34, "plan.technique": "relaxing_swedish", "plan.therapist": "qualified", "plan.minutes": 30, "stroke.id": "effleurage_light",
		"step.regions": []string{"lumbar_paraspinal"}, "step.pressure": 2, "step.minutes": 10, "presentation.found": []string{"stress_tension"},
		"history.prior_sessions": 3, "history.hours_since_last": 72, "post.hours_since": 20, "post.nrs": 1, "post.nrs_before": 1,
		"post.quality": []string{"dull_ache"}, "post.site": []string{"treated_muscle"}, "post.trend": "better", "post.bruise_cm": 0,
		"post.onset_hours": 6, "post.duration_hours": 12, "during.pain": 1, "course.technique": "relaxing_swedish", "course.minutes": 30,
	}[x.Questions[0].Fact]; ok {
		return a
	}
	for _, c := range x.Questions[0].Choices {
		if c.Name == "none" || c.Name == "relaxation" || c.Name == "prone" || c.Name == "proceed" {
			return c.Name
		}
	}
	if n := len(x.Questions[0].Choices); n > 0 {
		return x.Questions[0].Choices[0].Name
	}
	return "no"
}

// asked asks a visit until nothing is left, putting each answer where it says, and returns the parts
// that were asked for.
func asked(t testing.TB, d *visit.Decider, v map[string]any) ([]visit.Part, visit.Decided) {
	t.Helper()
	var parts []visit.Part
	for range 120 {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		x, more, err := d.Next(data, false)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if !more {
			out, err := d.Decide(data)
			if err != nil {
				t.Fatal(err)
			}
			return parts, out
		}
		if !slices.Contains(parts, x.Part) {
			parts = append(parts, x.Part)
		}
		put(t, v, x.Path, replyTo(x))
	}
	t.Fatalf("it goes on asking: %v", v)
	return nil, visit.Decided{}
}

// From an empty document to a plan that is settled: every answer goes to the path that its question
// names, and the screening comes first.
func TestNextAsksAWholeVisit(t *testing.T) {
	d := open(t)
	v := map[string]any{"intake": map[string]any{"regions": []string{"lumbar_paraspinal"}}}
	parts, out := asked(t, d, v)
	if !slices.Equal(parts, []visit.Part{visit.Screening, visit.Technique}) || !out.Decision.MayTreat() || out.Review == nil || !out.Review.Settled {
		data, _ := json.Marshal(v)
		t.Errorf("asked for %q, it comes to %+v\n%s", parts, out.Verdict(), data)
	}
	v["session"] = map[string]any{}
	parts, out = asked(t, d, v)
	if !slices.Equal(parts, []visit.Part{visit.Session}) || out.Verdict().Session != "go_on" {
		t.Errorf("asked for %q, the session comes to %+v", parts, out.Verdict())
	}
	delete(v, "session")
	v["course"] = map[string]any{
		"asked_again": "yes", "sessions": []any{map[string]any{
			"days_ago": 1, "violations": []string{}, "plan": map[string]any{"technique": "relaxing_swedish", "minutes": 30},
		}},
	}
	parts, out = asked(t, d, v)
	if !slices.Equal(parts, []visit.Part{visit.Felt}) || !strings.HasPrefix(out.Verdict().Felt, "expected") {
		t.Errorf("asked for %q, the time after comes to %+v", parts, out.Verdict())
	}
	if _, _, err := d.Next([]byte(`{"intak": {}}`), false); err == nil {
		t.Error("what cannot be read is asked about")
	}
	var none *visit.Decider
	if _, _, err := none.Next([]byte(`{}`), false); err == nil {
		t.Error("without rules something is asked")
	}
}

// A session that is calm ends no interview while the screening or the time after the last session can
// still be an emergency.
func TestNextGoesOnBehindASession(t *testing.T) {
	d := open(t)
	const session = `"session": {"attack_onset": "no", "pain_during": 0, "asked_to_stop": "no", "signs": ["none"]}`
	for _, tt := range []struct {
		visit string
		part  visit.Part
		more  bool
	}{
		{`{"intake": {}, ` + session + `}`, visit.Screening, true},
		{`{"course": {"sessions": [{"days_ago": 1}], "report": {"nrs": 9}}, ` + session + `}`, visit.Felt, true},
		{`{` + session + `}`, visit.Session, false},
		{`{"intake": {}, "session": {}}`, visit.Session, true},
	} {
		x, more, err := d.Next([]byte(tt.visit), false)
		if err != nil || more != tt.more || x.Part != tt.part {
			t.Errorf("%s asks for %q, %v, %v", tt.visit, x.Part, more, err)
		}
	}
}

// A web page draws what is asked, and puts the answer into the visit, which is all that it keeps.
func ExampleDecider_Answer() {
	d, err := opened() // visit.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	kept := []byte(`{}`)
	x, _, _ := d.Next(kept, false)
	page, _ := d.Page(kept, x)
	fmt.Println(x.Part, x.Card, x.Path)
	fmt.Println(page.Ask[:21], len(page.Lines), "lines,", page.Lines[0].Name)
	kept, err = d.Answer(kept, x, "hedd_injury")
	fmt.Println(string(kept), err)
	kept, err = d.Answer(kept, x, "head_injury", "breathing=unsure")
	fmt.Println(string(kept), err)
	// Output:
	// screening emergency_now intake.cards.emergency_now
	// Any of these now or s 10 lines, chest_pain
	// {} cards.emergency_now.ticked[0]: unknown line "hedd_injury" (did you mean head_injury?)
	// {"intake":{"cards":{"emergency_now":{"edition":2,"ticked":["head_injury"],"unsure":["breathing"]}}}} <nil>
}

// said is replyTo in words.
func saidTo(x visit.Asking) []string {
	switch a := replyTo(x).(type) {
	case map[string]any:
		return nil
	case []string:
		return a
	default:
		return []string{fmt.Sprint(a)}
	}
}

// holds looks at a page: it is what was asked, and has everything that a toolkit needs to ask it.
func holds(t testing.TB, p form.Page, x visit.Asking) {
	t.Helper()
	if p.Path != x.Path || p.Card != string(x.Card) || p.Answered || p.Matters == form.NoLonger {
		t.Errorf("%s is drawn as %+v", x.Path, p)
	}
	if x.Card != "" {
		if p.Ask == "" || len(p.Lines) == 0 {
			t.Errorf("the card %s is drawn as %+v", x.Card, p)
		}
		return
	}
	if len(p.Fields) != 1 || p.Fields[0].Fact != x.Questions[0].Fact {
		t.Fatalf("%s is drawn with %+v", x.Path, p.Fields)
	}
	f := p.Fields[0]
	counted := f.Kind == "whole" || f.Kind == "decimal"
	listed := f.Kind == "one_of" || f.Kind == "set_of"
	if f.Ask == "" || !f.Asked || counted && f.Least >= f.Greatest || listed && len(f.Choices) == 0 {
		t.Errorf("%s is drawn as %+v", x.Path, f)
	}
}

// A line that was left open is drawn as the question that it is, and what a visit does not ask is none.
func TestPage(t *testing.T) {
	d := open(t)
	data := []byte(`{"intake": {"cards": {"emergency_now": {"open": ["chest_pain"]}}}}`)
	var x visit.Asking
	for n := 0; x.Part == "" || x.Questions[0].Fact != "sys.chest_pain"; n++ {
		var more bool
		var err error
		if x, more, err = d.Next(data, false); err != nil || !more || n > 20 {
			t.Fatalf("it asks for %+v, %v", x, err)
		}
		if x.Card != "" || x.Questions[0].Fact != "sys.chest_pain" {
			if data, err = d.Answer(data, x, saidTo(x)...); err != nil {
				t.Fatal(err)
			}
		}
	}
	p, err := d.Page(data, x)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, p, x)
	if f := p.Fields[0]; f.Kind != "yes_no" || f.Path != "intake.sys.chest_pain" {
		t.Errorf("it is drawn as %+v", f)
	}
	for want, x := range map[string]visit.Asking{
		"spine: is asked nowhere": {Asking: screening.Asking{Card: "spine"}},
		"plan.minuts: is asked":   {Part: visit.Technique, Asking: screening.Asking{Questions: []screening.Question{{Fact: "plan.minuts"}}}},
		"is asked nowhere":        {},
	} {
		if _, err := d.Page(data, x); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := d.Page([]byte(`{"intak": {}}`), x); err == nil {
		t.Error("what cannot be read is drawn")
	}
}

// Answer puts every answer where Next says, from an empty visit to the day after.
func TestAnswerLeadsThroughAVisit(t *testing.T) {
	d := open(t)
	visits := map[string][]byte{"empty": []byte(`{}`)}
	visits["session"] = []byte(`{"session": {}}`)
	visits["after"] = []byte(`{"course": {"asked_again": "yes", "sessions": [{"days_ago": 1, "violations": [],
		"plan": {"technique": "relaxing_swedish", "minutes": 30}}]}}`)
	for name, data := range visits {
		beside := map[string]any{}
		if err := json.Unmarshal(data, &beside); err != nil {
			t.Fatal(err)
		}
		for n := 0; ; n++ {
			x, more, err := d.Next(data, false)
			if err != nil || n > 120 {
				t.Fatalf("%s: after %d answers %v\n%s", name, n, err, data)
			}
			if !more {
				break
			}
			page, err := d.Page(data, x)
			if err != nil {
				t.Fatalf("%s: %s: %v", name, x.Path, err)
			}
			holds(t, page, x)
			before := slices.Clone(data)
			next, err := d.Answer(data, x, saidTo(x)...)
			if err != nil || !slices.Equal(before, data) {
				t.Fatalf("%s: %s: %v", name, x.Path, err)
			}
			data = next
			put(t, beside, x.Path, replyTo(x))
		}
		want, err := json.Marshal(beside)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := decidedAs(t, d, data), decidedAs(t, d, want); got != want {
			t.Errorf("%s: it comes to %s, put by hand to %s", name, got, want)
		}
	}
}

// decidedAs is what a visit comes to, without the digest of its answers, in which a card has its edition.
func decidedAs(t *testing.T, d *visit.Decider, data []byte) string {
	t.Helper()
	out, err := d.Decide(data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	written, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`"answers":"[^"]*"`).ReplaceAllString(string(written), "")
}

// What cannot be is refused by name, and a line or a question can be answered as not known.
func TestAnswerRefuses(t *testing.T) {
	d := open(t)
	ask := func(part visit.Part, card intake.Card, fact string) (x visit.Asking) {
		x.Part, x.Card, x.Questions = part, card, []screening.Question{{Fact: fact}}
		return x
	}
	for _, tt := range []struct {
		visit string
		x     visit.Asking
		said  []string
		want  string // of the error, or of the visit
	}{
		{`{}`, ask("", "", "client.agee"), []string{"34"}, "client.agee: is no fact of a visit (did you mean client.age?)"},
		{`{}`, ask("", "", "client.age"), []string{"old"}, "client.age: an answer must be a whole number"},
		{`{}`, ask("", "", "plan.minuts"), []string{"30"}, "plan.minuts: is no fact of a visit (did you mean plan.minutes?)"},
		{`{}`, ask("", "look", ""), []string{"drunken"}, "unknown line"},
		{`{}`, ask("", "", "disc.direction"), []string{"central"}, "only means something if"},
		{`{"intak": {}}`, ask("", "look", ""), nil, "intak"},
		{`{}`, visit.Asking{}, []string{"yes"}, "is no fact"},
		{`{}`, ask("", "emergency_now", ""), []string{"chest_pain=unsure"}, `"unsure":["chest_pain"]`},
		{`{}`, ask("", "", "client.age"), []string{"unsure"}, `{"intake":{"client":{"age":"unsure"}}}`},
		{`{"intake":{"client":{"age":34}}}`, ask("", "", "client.age"), nil, `{"intake":{}}`},
		{`{"course": {"sessions": [{"days_ago": 1}]}}`, ask("", "", "post.nrs"), []string{"3"}, `"report":{"nrs":3}`},
		{`{"intake": {}}`, ask("", "", "plan.minutes"), []string{"30"}, `"plan":{"minutes":30}`},
	} {
		out, err := d.Answer([]byte(tt.visit), tt.x, tt.said...)
		got := string(out)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s, %s%v %q: got %s, want %s", tt.visit, tt.x.Card, tt.x.Questions, tt.said, got, tt.want)
		}
	}
	var none *visit.Decider
	if _, err := none.Answer([]byte(`{}`), visit.Asking{}); err == nil {
		t.Error("without rules something is answered")
	}
}

// The README embeds the library as this does.
func TestReadmeInterview(t *testing.T) {
	d := open(t)
	kept := []byte(`{}`)
	x, more, err := d.Next(kept, false)
	if err != nil || !more {
		t.Fatal(err)
	}
	page, err := d.Page(kept, x)
	if err != nil || page.Card != "emergency_now" {
		t.Fatal(page.Card, err)
	}
	kept, err = d.Answer(kept, x, "chest_pain")
	if err != nil {
		t.Fatal(err)
	}
	decided, err := d.Decide(kept)
	if err != nil || !decided.Emergency() {
		t.Errorf("it comes to %+v, %v", decided.Verdict(), err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("next_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(readme), "```go\nx, more, err := d.Next")
	block, _, _ = strings.Cut("x, more, err := d.Next"+block, "```")
	lines := strings.Split(strings.TrimSpace(block), "\n")
	if !found || len(lines) != 4 {
		t.Fatalf("the README has %q", lines)
	}
	for _, line := range lines {
		code, _, _ := strings.Cut(line, "//")
		if !strings.Contains(string(own), "\t"+strings.TrimSpace(code)+"\n") {
			t.Errorf("nothing runs %q of the README", code)
		}
	}
}

// No word takes an answer away where there is one; where there is none it would be asked for ever.
func TestNoWordIsNoAnswer(t *testing.T) {
	d := open(t)
	for _, fact := range []string{"client.age", "step.minutes", "plan.minutes", "post.nrs_72h", "bp.sys"} {
		x := visit.Asking{Asking: screening.Asking{Questions: []screening.Question{{Fact: fact}}}}
		for _, said := range [][]string{nil, {""}} {
			if kept, err := d.Answer([]byte(`{}`), x, said...); err == nil || !strings.HasPrefix(err.Error(), fact+": is not answered, and no word was said") ||
				string(kept) != `{}` {
				t.Errorf("%s, %q: %v, %s", fact, said, err, kept)
			}
		}
	}
	x := visit.Asking{Asking: screening.Asking{Questions: []screening.Question{{Fact: "client.age"}}}}
	kept, err := d.Answer([]byte(`{"intake":{"client":{"age":40}}}`), x)
	if err != nil || string(kept) != `{"intake":{}}` {
		t.Errorf("%v: %s", err, kept)
	}
}
