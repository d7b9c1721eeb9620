package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/google/go-cmp/cmp"
)

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	os.Exit(m.Run())
}

// runJob runs a pipeline on the runner inside this process and returns its counters.
func runJob(t *testing.T, j job) map[string]int64 {
	t.Helper()
	p, s := beam.NewPipelineWithRoot()
	j.build(s)
	result, err := prism.Execute(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		if c.Key.Namespace == counters {
			out[c.Key.Name] += c.Result()
		}
	}
	return out
}

// registryProgram builds examples/registry.
func registryProgram(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "registry")
	build := exec.Command("go", "build", "-o", program, "./examples/registry")
	build.Dir = filepath.Join("..", "..")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return program
}

// ndjson are n clients, some of whom cannot be, and bundles among them.
func ndjson(n int) string {
	r := rand.New(rand.NewPCG(5, 6))
	var b strings.Builder
	for i := range n {
		switch i % 9 {
		case 3:
			fmt.Fprintf(&b, `{"id": "c%d", "intake": {"client": {"age": %d}, "bp": {"sys": "high"}}}`+"\n\n", i, 200+i)
		case 5:
			b.WriteString("{torn\n")
		case 7:
			fmt.Fprintf(&b, `{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "p%d"}}]}`+"\n", i)
		default:
			fmt.Fprintf(&b, `{"id": "c%d", "intake": {"client": {"age": %d}, "bp": {"sys": %d, "dia": %d}, "cards": {"emergency_now": {"ticked": []}}}}`+"\n",
				i, 18+r.IntN(80), 90+r.IntN(120), 50+r.IntN(80))
		}
	}
	return b.String()
}

const table = "id,client.age,bp.sys,card.emergency_now\na,40,120,none\nb,71,unsure,\nc,many,120,none\nd,40\n"

func put(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func get(t *testing.T, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("nothing is called %s: %v", pattern, err)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(data)
	}
	return b.String()
}

// The pipeline writes what examples/registry writes, line by line, over several files; sets aside who
// could not be decided; and counts the same.
func TestSameAsRegistry(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	put(t, filepath.Join(dir, "clients.ndjson"), ndjson(inFile+200)) // more than one file of the output
	put(t, filepath.Join(dir, "clients.csv"), table)
	before, err := readRules("", false)
	if err != nil {
		t.Fatal(err)
	}
	after, err := readRules(filepath.Join("testdata", "stricter"), false)
	if err != nil {
		t.Fatal(err)
	}
	counts := runJob(t, job{
		Input: filepath.Join(dir, "clients.*"), Output: out, Rules: before, After: &after,
		Visit: visit{AsOf: "2026-03-01", Base: "https://clinic.example/fhir"},
	})
	program := registryProgram(t)
	clients, refused := 0, 0
	rules := map[string]int{}
	over := 0 // clients of 60 and more, whom the stricter rules send elsewhere
	for _, name := range []string{"clients.csv", "clients.ndjson"} {
		lines := filepath.Join(t.TempDir(), "decisions")
		text, err := exec.Command(program, "-quiet", "-as-of", "2026-03-01", "-out", lines,
			filepath.Join(dir, name)).CombinedOutput()
		if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 1 { // 1: some could not be decided
			t.Fatalf("%v: %s", err, text)
		}
		_, want, _ := strings.Cut(get(t, lines), "\n") // behind the heading
		if got := get(t, filepath.Join(out, "decisions", name+"-*.ndjson")); got != want {
			t.Errorf("%s mismatch (-registry +beam):\n%s", name, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
		}
		letters := get(t, filepath.Join(out, "refused", name+"-*.ndjson"))
		for line := range strings.SplitSeq(strings.TrimSpace(want), "\n") {
			var x struct {
				N        int
				Problems []string
				Decision *struct{ Findings []struct{ Rule string } }
			}
			if err := json.Unmarshal([]byte(line), &x); err != nil {
				t.Fatal(err)
			}
			if clients++; x.Decision == nil {
				refused++
				var l letter
				first, rest, _ := strings.Cut(letters, "\n")
				if err := json.Unmarshal([]byte(first), &l); err != nil || l.N != x.N || !slices.Equal(l.Problems, x.Problems) {
					t.Fatalf("client %d of %s is set aside as %s", x.N, name, first)
				}
				if l.Text == "" && l.Cells == nil {
					t.Errorf("client %d of %s is set aside without what was read", x.N, name)
				}
				letters = rest
				continue
			}
			seen := map[string]bool{}
			for _, f := range x.Decision.Findings {
				if !seen[f.Rule] {
					rules[f.Rule]++
				}
				seen[f.Rule] = true
			}
		}
		if letters != "" {
			t.Errorf("set aside besides: %s", letters)
		}
	}
	if refused == 0 || counts["clients"] != int64(clients) || counts["refused"] != int64(refused) {
		t.Errorf("counted %v, want %d clients and %d refused", counts, clients, refused)
	}
	got := map[string]int{}
	for line := range strings.SplitSeq(strings.TrimSpace(get(t, filepath.Join(out, "burden.ndjson"))), "\n") {
		var x struct {
			Kind, Name string
			Clients    int
		}
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		if x.Kind == "rule" {
			got[x.Name] = x.Clients
		}
	}
	if diff := cmp.Diff(rules, got); diff != "" || len(got) == 0 {
		t.Errorf("burden mismatch (-want +got):\n%s", diff)
	}
	for line := range strings.SplitSeq(ndjson(inFile+200), "\n") {
		var x struct {
			Intake struct {
				Client struct{ Age int }
				BP     struct{ Sys any }
			}
		}
		if json.Unmarshal([]byte(line), &x) == nil && x.Intake.Client.Age >= 60 && x.Intake.BP.Sys != "high" {
			over++
		}
	}
	over++ // one in the table
	for line := range strings.SplitSeq(strings.TrimSpace(get(t, filepath.Join(out, "changed", "*.ndjson"))), "\n") {
		var x change
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"house.sixty"}, x.Gained); diff != "" || len(x.Lost) > 0 {
			t.Errorf("client %d lost %v, gained (-want +got):\n%s", x.N, x.Lost, diff)
		}
		over--
	}
	if over != 0 {
		t.Errorf("%d more clients are 60 and older than are decided otherwise", over)
	}
}

// A worker whose rules come to another fingerprint decides nothing.
func TestAnotherVersionDecidesNothing(t *testing.T) {
	r, err := readRules("", false)
	if err != nil {
		t.Fatal(err)
	}
	r.Fingerprint = "0123456789abcdef"
	if _, err := screenerOf(r.text()); err == nil || !strings.Contains(err.Error(), "wanted are 0123456789abcdef") {
		t.Errorf("error %v", err)
	}
}

// What the flags cannot mean is refused before anything runs.
func TestRefused(t *testing.T) {
	defer func(i, o, a, b string) { *input, *output, *asOf, *after = i, o, a, b }(*input, *output, *asOf, *after)
	for _, tt := range []struct{ in, out, day, after, says string }{
		{"", "x", "", "", "-input and -output"},
		{"x", "x", "tomorrow", "", "is no day"},
		{"x", "x", "", "testdata/none", "-after: "},
	} {
		*input, *output, *asOf, *after = tt.in, tt.out, tt.day, tt.after
		if err := run(t.Context(), io.Discard); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("error %v, want %s", err, tt.says)
		}
	}
}
