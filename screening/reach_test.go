package screening_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

// reach is what the row of a rule says of it, or what the rule says: where, how cautious, how
// urgent, with which limits.
type reach struct {
	Kind, Urgency string
	Where, Limits []string
}

// Cases ask about a few places, and a milder rule that holds as well can give the same limit; this
// asks each rule about all of its own. Every shipped rule is listed, with or without regions, and
// is exactly what its row says, or departs from it where the list says so and why. A rule's words,
// its test and what it does when unsure are not compared.
func TestReach(t *testing.T) {
	listed := readReach(t)
	for _, r := range newScreener(t).Rules().Rules() {
		want, ok := listed[r.ID]
		if !ok {
			t.Errorf("%s is not listed in testdata/reach.txt: add what its rows %v say", r.ID, r.Rows)
			continue
		}
		delete(listed, r.ID)
		if diff := cmp.Diff(want, reachOf(r)); diff != "" {
			t.Errorf("%s (rows %v) mismatch (-listed +rule):\n%s", r.ID, r.Rows, diff)
		}
	}
	for id := range listed {
		t.Errorf("testdata/reach.txt lists %s, and there is no such rule", id)
	}
}

func reachOf(r policy.Rule) reach {
	got := reach{Kind: r.Kind, Urgency: r.Urgency, Where: slices.Sorted(slices.Values(r.Regions))}
	switch {
	case r.At != "":
		got.Where = []string{"at", r.At}
	case r.Where != "":
		got.Where = []string{"where", r.Where}
	case len(r.Regions) == 0:
		got.Where = []string{"whole_body"}
	}
	if r.Side != "" {
		got.Where = append(got.Where, "side", r.Side)
		if r.At == "" {
			slices.Sort(got.Where)
		}
	}
	for _, l := range r.Limits {
		at := ""
		switch l.Scope {
		case policy.Elsewhere:
			at = " at elsewhere"
		case policy.Everywhere:
			at = " at everywhere"
		case policy.InRegions:
			at = " at " + strings.Join(slices.Sorted(slices.Values(l.Regions)), " ")
		}
		switch {
		case len(l.Values) > 0:
			for _, v := range l.Values {
				got.Limits = append(got.Limits, l.Name+" "+v+at)
			}
		case l.Name == "avoid_heat", l.Name == "note":
			got.Limits = append(got.Limits, l.Name+at)
		default:
			got.Limits = append(got.Limits, l.Name+" "+strconv.FormatFloat(l.Number, 'f', -1, 64)+at)
		}
	}
	slices.Sort(got.Limits)
	return got
}

// readReach returns what testdata/reach.txt says of every rule, its departures taken.
func readReach(t *testing.T) map[string]reach {
	t.Helper()
	data, err := os.ReadFile("testdata/reach.txt")
	if err != nil {
		t.Fatal(err)
	}
	named, listed := map[string]bool{}, map[string]reach{}
	for i, line := range strings.Split(string(data), "\n") {
		if name, ok := strings.CutPrefix(line, "because "); ok {
			name, _, _ = strings.Cut(name, ":")
			named[name] = false
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "|")
		for len(columns) < 5 {
			columns = append(columns, "")
		}
		id, level := strings.TrimSpace(columns[0]), strings.Fields(columns[1])
		if _, twice := listed[id]; twice || len(columns) > 5 || len(level) != 2 {
			t.Fatalf("testdata/reach.txt:%d: want a rule of its own in five columns, got %q", i+1, line)
		}
		reason := strings.TrimSpace(columns[4])
		if departs := strings.Contains(line, "->") || strings.ContainsAny(columns[3], "+-"); departs != (reason != "") {
			t.Errorf("testdata/reach.txt:%d: %s departs %t, with the reason %q", i+1, id, departs, reason)
		}
		for _, part := range strings.Split(reason, "; ") {
			if _, ok := named[part]; ok {
				named[part] = true
			} else if reason != "" && !strings.Contains(part, " ") {
				t.Errorf("testdata/reach.txt:%d: %s has the reason %q, and no line starts with because %s",
					i+1, id, part, part)
			}
		}
		where := strings.Fields(taken(columns[2]))
		if where[0] != "at" {
			slices.Sort(where)
		}
		listed[id] = reach{
			Kind: taken(level[0]), Urgency: taken(level[1]), Where: where, Limits: listedLimits(columns[3]),
		}
	}
	for name, used := range named {
		if !used {
			t.Errorf("testdata/reach.txt: nothing departs because of %s", name)
		}
	}
	return listed
}

// taken returns the rule's side of a departure, or what stands there alone.
func taken(s string) string {
	if _, rule, ok := strings.Cut(s, "->"); ok {
		return rule
	}
	return s
}

// listedLimits returns the limits of a rule one by one, without those that only the row has.
func listedLimits(column string) []string {
	var limits []string
	for _, text := range strings.Split(column, ";") {
		text, at, inRegions := strings.Cut(strings.TrimSpace(text), " at ")
		if text == "" || text[0] == '-' {
			continue
		}
		words := strings.Fields(strings.TrimPrefix(text, "+"))
		if inRegions {
			at = " at " + strings.Join(slices.Sorted(strings.FieldsSeq(at)), " ")
		}
		if !slices.Contains([]string{"avoid_strokes", "avoid_techniques", "avoid_positions"}, words[0]) {
			limits = append(limits, strings.Join(words, " ")+at)
			continue
		}
		for _, value := range words[1:] {
			limits = append(limits, words[0]+" "+value+at)
		}
	}
	slices.Sort(limits)
	return limits
}
