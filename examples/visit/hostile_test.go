package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// hostile is a visit that somebody made to hurt: as long as one may be, and wrong
// or tedious everywhere.
type hostile struct {
	name   string
	status int
	visit  string
}

// filled repeats what item makes between head and tail until the visit is as long as it may be.
func filled(head string, item func(i int) string, tail string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := 0; ; i++ {
		next := item(i)
		if i > 0 {
			next = "," + next
		}
		if b.Len()+len(next)+len(tail) > document.MaxJSON {
			b.WriteString(tail)
			return b.String()
		}
		b.WriteString(next)
	}
}

func always(text string) func(int) string { return func(int) string { return text } }

func hostiles() []hostile {
	r := rand.New(rand.NewPCG(4, 2))
	word := func(int) string {
		var b strings.Builder
		for range 3 + r.IntN(20) {
			b.WriteByte("abcdefghijklmnopqrstuvwxyz_."[r.IntN(28)])
		}
		return b.String()
	}
	quoted := func(int) string { return `"` + word(0) + `"` }
	numbered := func(format string) func(int) string { return func(i int) string { return fmt.Sprintf(format, i) } }
	session := func(i int) string { return fmt.Sprintf(`{"days_ago": %d}`, max(0, 3600-i)) }
	long := strings.Repeat("k", document.MaxJSON-20)
	return []hostile{
		{"regions_dup", badInput, filled(`{"intake": {"regions": [`, always(`"hand"`), `]}}`)},
		{"regions_unknown", badInput, filled(`{"intake": {"regions": [`, quoted, `]}}`)},
		{"covers_dup", badInput, filled(`{"clearance": [{"by": "GP", "days_ago": 1, "covers": [`, always(`"spine.disc"`), `]}]}`)},
		{"covers_unknown", badInput, filled(`{"clearance": [{"by": "GP", "days_ago": 1, "covers": [`, quoted, `]}]}`)},
		{"covers_unknown_spread", badInput, filled(`{"clearance": [`, func(int) string {
			return `{"by": "GP", "days_ago": 1, "covers": [` +
				strings.TrimSuffix(strings.Repeat(quoted(0)+",", 500), ",") + `]}`
		}, `]}`)},
		{"quality_unknown", badInput, filled(`{"course": {"sessions": [{"days_ago": 1}], "report": {"quality": [`, quoted, `]}}}`)},
		{"clearances_empty", badInput, filled(`{"clearance": [`, always(`{}`), `]}`)},
		{"clearances_null", badInput, filled(`{"clearance": [`, always(`null`), `]}`)},
		{"sessions_empty", badInput, filled(`{"course": {"sessions": [`, always(`{}`), `]}}`)},
		{"sessions_many", badInput, filled(`{"course": {"sessions": [`, session, `]}}`)},
		{"violations_dup", badInput, filled(`{"course": {"sessions": [{"days_ago": 1, "violations": [`, always(`"plan.over_cap"`), `]}]}}`)},
		{"violations_unknown_spread", badInput, filled(`{"course": {"sessions": [`, func(i int) string {
			return fmt.Sprintf(`{"days_ago": %d, "violations": [%s"x"]}`,
				max(0, 3600-i), strings.Repeat(`"plan.overcap",`, 190))
		}, `]}}`)},
		{"bad_escapes", badInput, filled(`{"intake": {"client": {"age": "`, always(`\q`), `"}}}`)},
		{"bad_escapes_in_keys", badInput, filled(`{"intake": {`, numbered(`"\q%d": 1`), `}}`)},
		{"half_surrogates", badInput, filled(`{"intake": {"regions": [`, always(`"\ud800"`), `]}}`)},
		{"commas", badInput, `{"intake": {"regions": [` + strings.Repeat(",", document.MaxJSON-40) + `]}}`},
		{"bare_words", badInput, filled(`{"intake": {"regions": [`, word, `]}}`)},
		{"single_quotes", badInput, filled(`{"intake": {"regions": [`, always(`'a'`), `]}}`)},
		{"keys_unknown", badInput, filled(`{`, numbered(`"key_%d": 1`), `}`)},
		{"keys_unknown_in_intake", badInput, filled(`{"intake": {`, numbered(`"regons_%d": 1`), `}}`)},
		{"keys_unknown_in_group", badInput, filled(`{"intake": {"disc": {`, numbered(`"present_%d": 1`), `}}}`)},
		{"keys_unknown_in_own", badInput, filled(`{"intake": {"own": {`, numbered(`"house.knee_%d": 1`), `}}}`)},
		{"keys_unprintable", badInput, filled(`{"intake": {`, numbered(`"`+strings.Repeat(`\u200b`, 20)+`%d": 1`), `}}`)},
		{"keys_dup", badInput, filled(`{"intake": {`, always(`"disc": {}`), `}}`)},
		{"key_long", badInput, `{"` + long + `": 1}`},
		{"key_long_with_items", badInput, filled(`{"`+long[:document.MaxJSON/2]+`": [`, always("0"), `]}`)},
		{"text_long", badInput, `{"intake": {"regions": ["` + long[:document.MaxJSON-40] + `"]}}`},
		{"number_long", badInput, `{"intake": {"client": {"age": ` + strings.Repeat("9", document.MaxJSON-40) + `}}}`},
		{"by_long", badInput, `{"clearance": [{"covers": ["spine.disc"], "days_ago": 1, "by": "` + long[:document.MaxJSON-80] + `"}]}`},
		{"deep", badInput, strings.Repeat(`{"intake":`, 100_000)},
		{"deep_lists", badInput, strings.Repeat("[", document.MaxJSON)},
		{"wide_below_the_deepest", badInput, filled(strings.Repeat(`{"intake":`, 62)+`[`, always("0"), `]`+strings.Repeat("}", 62))},
		{"nulls", badInput, filled(`{"intake": {"cards": {"look": {"ticked": [`, always("null"), `]}}}}`)},
		{"ticks_dup", badInput, filled(`{"intake": {"cards": {"look": {"ticked": [`, always(`"frail"`), `]}}}}`)},
		{"ticks_unknown_then_known", badInput, filled(`{"intake": {"cards": {"look": {"ticked": ["x",`, func(i int) string {
			if i < 40_000 {
				return `"x"`
			}
			return `"frail"`
		}, `]}}}}`)},
		{"values_dup", badInput, filled(`{"intake": {"allergy": {"medium": [`, always(`"oil"`), `]}}}`)},
		{"presentations_dup", badInput, filled(`{"intake": {}, "presentation": [`, always(`"muscle_spasm"`), `]}`)},
		{"strokes_empty", badInput, filled(`{"intake": {}, "plan": {"strokes": [`, always(`{}`), `]}}`)},
		{"strokes_wrong", badInput, filled(`{"intake": {}, "plan": {"strokes": [`, always(`{"stroke": "x", "region": ["x", "y"], "pressure": 9}`), `]}}`)},
		{"regions_of_a_stroke", badInput, filled(`{"intake": {}, "plan": {"strokes": [{"region": [`, always(`"hand"`), `]}]}}`)},
		{"agreed_many", badInput, filled(`{"clearance": [{"by": "GP", "days_ago": 1, "covers": ["spine.disc"], "techniques": [`, numbered(`"t%d"`), `]}]}`)},
		{"strokes_200", done, `{"intake": {}, "plan": {"strokes": [` + strings.Repeat(`{},`, 199) + `{}]}}`},
		{"sessions_400", done, `{"course": {"sessions": [` + strings.Repeat(`{"days_ago": 3},`, 399) + `{"days_ago": 3}]}}`},
		{"clearances_100", done, `{"clearance": [` + strings.TrimSuffix(strings.Repeat(`{"by": "GP", "days_ago": 4000, "covers": ["spine.disc"]},`, 100), ",") + `]}`},
		{"space", done, `{"intake": {}` + strings.Repeat(" ", document.MaxJSON-20) + `}`},
	}
}

// Whatever a visit of a megabyte holds, it is refused or decided in a moment, on a few pages.
func TestHostileVisits(t *testing.T) {
	for i, tt := range hostiles() {
		t.Run(tt.name, func(t *testing.T) {
			if i%2 != 0 && !draws.All(t) {
				t.Skip("every other one, unless every random case is drawn")
			}
			if len(tt.visit) > document.MaxJSON {
				t.Fatalf("%d bytes are refused unread", len(tt.visit))
			}
			var stdout, stderr bytes.Buffer
			status := run(nil, strings.NewReader(tt.visit), &stdout, &stderr)
			if status != tt.status || (status == done) != (stderr.Len() == 0) || (status == done) != (stdout.Len() > 0) {
				t.Errorf("status %d, %d bytes on stdout, stderr %.2000s", status, stdout.Len(), &stderr)
			}
			const pages = 24 << 10
			if n := stdout.Len() + stderr.Len(); n > pages {
				t.Errorf("%d bytes: %.4000s", n, &stderr)
			}
			if n := strings.Count(stderr.String(), "\n"); n > document.MaxProblems+1 {
				t.Errorf("%d problems", n)
			}
		})
	}
}

// The same faulty visit gives the same bytes.
func TestHostileVisitsAgain(t *testing.T) {
	if !draws.All(t) {
		t.Skip("with every draw only")
	}
	for _, tt := range hostiles() {
		if !strings.Contains(tt.name, "unknown") {
			continue
		}
		var stdout, first, second bytes.Buffer
		run(nil, strings.NewReader(tt.visit), &stdout, &first)
		run(nil, strings.NewReader(tt.visit), &stdout, &second)
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: %.2000s\n%.2000s", tt.name, &first, &second)
		}
	}
}

func BenchmarkHostileVisits(b *testing.B) {
	for _, bench := range hostiles() {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var stdout, stderr bytes.Buffer
				run(nil, strings.NewReader(bench.visit), &stdout, &stderr)
			}
		})
	}
}

// Of many problems a hundred are named, in the order of the document, and the rest
// is counted at the end.
func TestTheRestIsCounted(t *testing.T) {
	for _, tt := range []struct {
		name, visit, rest string
	}{
		{"150 keys", visitOf(`{`, `"zz%06d": 1`, 150, `}`), "and 50 more problems"},
		{"101 keys in two parts", visitOf(`{"course": {"sessions": [{"days_ago": 1}], "own": {`, `"zz%06d": 1`, 60, visitOf(`}}, "intake": {"disc": {`, `"zz%06d": 1`, 41, `}}}`)), "and 1 more problem"},
		{"150 half pairs", visitOf(`{"intake": {"regions": [`, `"\ud800%d"`, 150, `]}}`), "and 51 more problems"},
		{"1,200 left out", `{"intake": {"regions": [` + strings.Repeat(",", 1199) + `]}}`, "and 1,101 more problems"},
	} {
		var stdout, stderr bytes.Buffer
		run(nil, strings.NewReader(tt.visit), &stdout, &stderr)
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		if len(lines) != document.MaxProblems+1 || lines[document.MaxProblems] != tt.rest {
			t.Errorf("%s: %d lines, the last %q", tt.name, len(lines), lines[len(lines)-1])
		}
	}
}

// visitOf writes so many items between head and tail.
func visitOf(head, item string, n int, tail string) string {
	var items []string
	for i := range n {
		items = append(items, fmt.Sprintf(item, i))
	}
	return head + strings.Join(items, ",") + tail
}
