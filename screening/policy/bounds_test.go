package policy_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// More than a rule set may hold is refused, and nothing else is said of it.
func TestLoadBoundsEverything(t *testing.T) {
	tests := []struct {
		name, head, line, want string
		most                   int
	}{
		{"definitions", "define:", "  own.d%d: own.d%[1]d && (", "own: own.yaml:2001:14: more than 2000 definitions", 2000},
		{"facts", "facts:", "  - {name: own.f%d}", "own: own.yaml:2002:5: more than 2000 facts", 2000},
		{"parameters", "parameters:", "  own%d: x", "own: own.yaml:1999:12: more than 2000 parameters", 2000},
		{"cards", "cards:", "  - {name: own%d}", "own: own.yaml:2002:5: more than 2000 cards", 2000},
		{"changes", "changes:", "  - {rule: own.r%d}", "own: own.yaml:2002:5: more than 2000 changes", 2000},
		{"sources", "sources:", "  own%d: x", "own: own.yaml:5001:12: more than 5000 sources", 5000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString(tt.head + "\n")
			for i := range tt.most + 1 {
				fmt.Fprintf(&b, tt.line+"\n", i)
			}
			_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: file(b.String())})
			if err == nil {
				t.Fatal("Load error is nil")
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("Load error mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// chain is rule files with definitions of which each names the next, and the last one the given
// test.
func chain(n int, last string) string {
	var b strings.Builder
	b.WriteString("define:\n")
	for i := range n - 1 {
		fmt.Fprintf(&b, "  own.d%04d: own.d%04d\n", i, i+1)
	}
	fmt.Fprintf(&b, "  own.d%04d: %s\n", n-1, last)
	return b.String()
}

// Who stands on himself is found in one walk: twice as many definitions cost twice as much.
func TestLoadWalksDefinitionsOnce(t *testing.T) {
	allocations := func(n int) float64 {
		layer := policy.Layer{Name: "own", Files: file(chain(n, "frost.hard"))}
		return testing.AllocsPerRun(1, func() { mustLoad(t, base(), layer) })
	}
	few, many := allocations(400), allocations(1600)
	if many > 5*few {
		t.Errorf("1600 definitions cost %.0f allocations, 400 cost %.0f", many, few)
	}
}

func TestLoadOfLongCycle(t *testing.T) {
	_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: file(chain(1500, "own.d0700"))})
	var problems *document.Error
	if !errors.As(err, &problems) {
		t.Fatalf("Load error is %T, want *document.Error", err)
	}
	got := problems.Problems
	if diff := cmp.Diff("own: own.yaml:702:14: own.d0700 stands on itself", got[0].String()); diff != "" {
		t.Errorf("first problem mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("and 700 more problems", got[len(got)-1].String()); diff != "" {
		t.Errorf("last problem mismatch (-want +got):\n%s", diff)
	}
}

// Names that nobody knows cost no more than the messages about them.
func TestLoadOfManyUnknownNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("rules:\n")
	for i := range 200 {
		var names, sources []string
		for j := range 40 {
			names, sources = append(names, fmt.Sprintf("frost.hart%d", 40*i+j)), append(sources, fmt.Sprintf("hantbook%d", 40*i+j))
		}
		fmt.Fprintf(&b, "  - {id: own.r%d, kind: care, urgency: none, when: %s, says: Own, sources: [%s], grade: A}\n",
			i, strings.Join(names, " || "), strings.Join(sources, ", "))
	}
	_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: file(b.String())})
	if err == nil {
		t.Fatal("Load error is nil")
	}
	lines := strings.Split(err.Error(), "\n")
	if diff := cmp.Diff("and 15,900 more problems", lines[len(lines)-1]); diff != "" || len(lines) != document.MaxProblems+1 {
		t.Errorf("%d lines; last line mismatch (-want +got):\n%s", len(lines), diff)
	}
	if !strings.Contains(lines[0], "(did you mean") {
		t.Errorf("no suggestion in %q", lines[0])
	}
}

// What a message repeats is cut.
func TestLoadOfLongNames(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: file("rules:\n  - {id: own." + long + ", kind: " + long +
		", urgency: none, when: frost.hard, says: Own, regions: [" + long + "], sources: [" + long + "], grade: A}\ndefine:\n  own." + long + "1: " + long[:1000] + "\n")})
	if err == nil {
		t.Fatal("Load error is nil")
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if len(line) > 2200 {
			t.Errorf("a line of %d bytes: %.100s", len(line), line)
		}
	}
}

func TestLoadBoundsBytes(t *testing.T) {
	files := fstest.MapFS{}
	for i := range 17 {
		files[fmt.Sprintf("own%02d.yaml", i)] = &fstest.MapFile{
			Data: []byte("rules: []\n" + strings.Repeat("#", 1<<20-11)),
		}
	}
	_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: files})
	if err == nil {
		t.Fatal("Load error is nil")
	}
	if diff := cmp.Diff(tooManyBytes, err.Error()); diff != "" {
		t.Errorf("Load error mismatch (-want +got):\n%s", diff)
	}
}

const tooManyBytes = "own: own15.yaml:1:1: with the files before it there are more than 16777216 bytes of rules"

func TestLoadBoundsRules(t *testing.T) {
	rules := parted("rules", 12_001, func(i int) string { return oneRule(i, "frost.hard") })
	_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: rules})
	if err == nil {
		t.Fatal("Load error is nil")
	}
	if diff := cmp.Diff(tooManyRules, err.Error()); diff != "" {
		t.Errorf("Load error mismatch (-want +got):\n%s", diff)
	}
}

// The base has five rules; the first file holds 9,539 more.
const tooManyRules = "own: own001.yaml:2458:5: more than 12000 rules"

// A number that rules divide too finely is refused where it is declared.
func TestLoadBoundsThresholds(t *testing.T) {
	rules := func(n int) policy.Layer {
		files := fstest.MapFS{"facts.yaml": {Data: []byte(`facts:
  - {name: own.number, kind: whole, ask: How many, least: 0, most: 100000}
`)}}
		text := "rules:\n"
		for from := 0; from < n; from += 80 {
			var when []string
			for i := from; i < min(from+80, n); i++ {
				when = append(when, fmt.Sprintf("own.number == %d", 2*i+1))
			}
			text += fmt.Sprintf("  - {id: own.r%d, kind: care, urgency: none, when: %s, says: Own, sources: [handbook], grade: A}\n",
				from, strings.Join(when, " || "))
		}
		files["own.yaml"] = &fstest.MapFile{Data: []byte(text)}
		return policy.Layer{Name: "own", Files: files}
	}
	if _, err := policy.Load(garden(), base(), rules(10_000)); err != nil {
		t.Errorf("20,000 thresholds: %v", err)
	}
	_, err := policy.Load(garden(), base(), rules(10_001))
	if err == nil {
		t.Fatal("Load error is nil")
	}
	if diff := cmp.Diff(tooManyCuts, err.Error()); diff != "" {
		t.Errorf("Load error mismatch (-want +got):\n%s", diff)
	}
}

const tooManyCuts = "own: facts.yaml:2:5: own.number: rules compare it with 20002 numbers; at most 20000"
