package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// Of folders whose rules are the same, what they do not share otherwise is not proved.
func TestDiffOfWhatIsBesideTheRules(t *testing.T) {
	const rules = "changes:\n  - {rule: spine.recent_mild, client: Wait a little., reason: our words}\n"
	const event = "events:\n  - {of: [disc], fact: pain.new_or_changed, spent: {yes: 30}}\n"
	plain := write(t, map[string]string{"x.yaml": rules})
	events := write(t, map[string]string{"x.yaml": rules, "events/x.yaml": event})
	messages := write(t, map[string]string{
		"x.yaml": rules, "messages/x.yaml": "changes:\n  - {rule: message.before_visit, says: Read this first., reason: our words}\n",
	})
	again := write(t, map[string]string{"x.yaml": rules, "events/x.yaml": event, "events/notes.txt": "ours\n"})
	const ended, told = "events/ differs: what ends a clinician's yes is not compared", "messages/ differs: what is told"
	for _, tt := range []struct {
		before, after string
		want          []string // what is not compared
	}{
		{plain, events, []string{ended}}, {events, plain, []string{ended}}, {messages, plain, []string{told}},
		{events, messages, []string{ended, told}}, {builtIn, events, []string{ended}}, {plain, plain, nil}, {events, again, nil},
	} {
		pair, err := openBoth(selection{part: "screening"}, tt.before, tt.after)
		if err != nil {
			t.Fatal(err)
		}
		x := difference{Part: "screening", before: &pair[0].parts[0], after: &pair[1].parts[0], Proof: &policy.Comparison{Equivalent: true}}
		if err := x.besideRules(); err != nil {
			t.Fatal(err)
		}
		got := x.Proof.Unproved
		if len(got) != len(tt.want) || x.Proof.Equivalent != (len(tt.want) == 0) {
			t.Fatalf("%s, %s: %q, want %q", tt.before, tt.after, got, tt.want)
		}
		for i, says := range tt.want {
			if !strings.HasPrefix(got[i], says) {
				t.Errorf("%q, want %q", got[i], says)
			}
		}
		if want := map[bool]int{true: clean, false: notCompared}[len(tt.want) == 0]; worst([]difference{x}) != want {
			t.Errorf("%q: status %d, want %d", got, worst([]difference{x}), want)
		}
	}
	var out bytes.Buffer
	if status := run([]string{"diff", plain, events}, &out, &out); status != notCompared || !strings.Contains(out.String(), "not answered: "+ended) {
		t.Errorf("status %d: %s", status, out.String())
	}
}

// What is said of both folders as a whole stands in one of them, where there is one.
func TestDiffStartsInAFolder(t *testing.T) {
	const words = "changes:\n  - {rule: spine.recent_mild, kind: relative, reason: we ask first}\n"
	const rule = `rules:
  - {id: house.tried, kind: precaution, urgency: none, when: client.age > 90, says: Lightly., instead: Wait., client: Lightly.,
     rationale: So., sources: [house], grade: E5}
sources:
  house: {cites: Our house, level: E5, read: excerpt}
`
	changed, added := write(t, map[string]string{"a.yaml": words}), write(t, map[string]string{"a.yaml": words, "b.yaml": rule})
	events := write(t, map[string]string{"events/e.yaml": "events:\n  - {of: [disc], fact: pain.new_or_changed, spent: {yes: 30}}\n"})
	for _, tt := range []struct{ before, after, want string }{
		{builtIn, changed, filepath.Join(changed, "a.yaml:2:5")}, {changed, builtIn, filepath.Join(changed, "a.yaml:2:5")},
		{changed, added, filepath.Join(added, "b.yaml:2:5")}, {added, changed, filepath.Join(changed, "a.yaml:2:5")},
		{builtIn, events, filepath.Join(events, "events/e.yaml:1:1")}, {builtIn, builtIn, "screening/rules/"},
	} {
		pair, err := openBoth(selection{part: "screening"}, tt.before, tt.after)
		if err != nil {
			t.Fatal(err)
		}
		x := difference{before: &pair[0].parts[0], after: &pair[1].parts[0]}
		if got := x.start(); !strings.HasPrefix(got, tt.want) {
			t.Errorf("from %s to %s: %s, want %s", tt.before, tt.after, got, tt.want)
		}
	}
}
