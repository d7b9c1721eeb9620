package main

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
)

// unasked are the visits in which hardly anything was asked: nearly every rule is open there, and
// with it its limits. A new rule changes nothing else about them, so their golden files, which name
// every other rule, need not name it.
var unasked = []string{"empty", "sample"}

// withoutNewRules takes the rules of the screening that a golden file does not name out of what is
// open: themselves, their spots, and the notes that no other rule has; and new questions.
func withoutNewRules(t *testing.T, output, golden string) string {
	t.Helper()
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	named, noted := map[string]bool{}, map[string]bool{}
	for _, name := range regexp.MustCompile(`[a-z_]+\.[a-z0-9_]+`).FindAllString(string(data), -1) {
		named[name] = true
	}
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Rules().Rules() {
		for _, l := range r.Limits {
			noted[l.Note] = noted[l.Note] || named[r.ID]
		}
	}
	var all map[string]any
	if err := json.Unmarshal([]byte(output), &all); err != nil {
		t.Fatal(err)
	}
	isNew := func(x any) bool {
		switch x := x.(type) {
		case string:
			old, ofRule := noted[x]
			return ofRule && !old
		case map[string]any:
			rule, _ := x["rule"].(string)
			fact, _ := x["fact"].(string)
			_, isRule := s.Rules().RuleIndex(rule)
			_, isFact := s.Rules().FactIndex(fact)
			return isRule && !named[rule] || isFact && !named[fact]
		}
		return false
	}
	without := func(o map[string]any, key string) {
		if list, ok := o[key].([]any); ok {
			o[key] = slices.DeleteFunc(list, isNew)
		}
	}
	decided := object(all).part("screening")
	without(decided, "open")
	without(decided, "questions")
	for name := range decided.part("regions") {
		limits := decided.part("regions").part(name).part("limits")
		without(limits, "spots")
		without(limits, "notes")
	}
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
