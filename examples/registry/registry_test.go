package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/examples/internal/registry"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// clientsFile writes n clients as lines, every seventh of which cannot be.
func clientsFile(t *testing.T, n int) string {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for i := range n {
		switch {
		case i%7 == 3:
			fmt.Fprintf(&b, `{"id": "c%d", "intake": {"client": {"age": %d}, "bp": {"sys": "high"}}}`+"\n\n", i, 200+i)
		case i%7 == 5:
			b.WriteString("{torn\n")
		default:
			fmt.Fprintf(&b, `{"id": "c%d", "intake": {"client": {"age": %d}, "bp": {"sys": %d, "dia": %d}, "cards": {"emergency_now": {"ticked": []}}}}`+"\n",
				i, 18+r.IntN(80), 90+r.IntN(120), 50+r.IntN(80))
		}
	}
	name := filepath.Join(t.TempDir(), "clients.ndjson")
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func screen(t *testing.T, args ...string) (status int, stdout string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, &out, &errs)
	return status, out.String() + errs.String()
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEveryClientIsDecidedOnceInOrder(t *testing.T) {
	in, out := clientsFile(t, 210), filepath.Join(t.TempDir(), "out.ndjson")
	page := out + ".html"
	status, said := screen(t, "-quiet", "-out", out, "-report", page, in)
	if status != refused {
		t.Fatalf("status %d: %s", status, said)
	}
	s, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(read(t, out)), "\n")[1:]
	if len(lines) != 210 {
		t.Fatalf("%d decisions of 210 clients", len(lines))
	}
	texts := strings.FieldsFunc(read(t, in), func(r rune) bool { return r == '\n' })
	for i, line := range lines {
		var got struct {
			N        int             `json:"n"`
			ID       string          `json:"id"`
			Decision json.RawMessage `json:"decision"`
			Problems []string        `json:"problems"`
		}
		if err := json.Unmarshal([]byte(line), &got); err != nil || got.N != i+1 {
			t.Fatalf("line %d is of client %d: %v", i+1, got.N, err)
		}
		var want struct{ Intake json.RawMessage }
		if json.Unmarshal([]byte(texts[i]), &want) != nil {
			if len(got.Problems) == 0 || got.Decision != nil {
				t.Errorf("client %d is no JSON, and is decided: %s", i+1, line)
			}
			continue
		}
		intake, err := s.DecodeIntake(want.Intake)
		if err != nil {
			if len(got.Problems) != 2 || !strings.HasPrefix(got.Problems[0], "intake.") && !strings.HasPrefix(got.Problems[0], "client.") {
				t.Errorf("client %d has two faults: %v", i+1, got.Problems)
			}
			continue
		}
		d, err := s.Screen(intake)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := json.Marshal(d)
		if diff := cmp.Diff(string(text), string(got.Decision)); diff != "" || got.ID != fmt.Sprintf("c%d", i) {
			t.Errorf("client %d, %s mismatch (-want +got):\n%s", i+1, got.ID, diff)
		}
	}
	if !strings.Contains(said, "210 clients, 60 not readable") || !strings.Contains(read(t, page), "<b>60</b> not readable") {
		t.Errorf("said: %s", said)
	}
}

// A run that was cut off anywhere goes on to the same bytes.
func TestResume(t *testing.T) {
	in, dir := clientsFile(t, 100), t.TempDir()
	whole := filepath.Join(dir, "whole.ndjson")
	screen(t, "-quiet", "-out", whole, "-workers", "1", in)
	want := read(t, whole)
	r := rand.New(rand.NewPCG(3, 4))
	for range draws.Of(t, 20) {
		cut := filepath.Join(dir, "cut.ndjson")
		if err := os.WriteFile(cut, []byte(want[:r.IntN(len(want)+1)]), 0o644); err != nil {
			t.Fatal(err)
		}
		screen(t, "-quiet", "-out", cut, "-workers", "3", in)
		if got := read(t, cut); got != want {
			t.Fatalf("gone on with it differs: %s", cmp.Diff(want, got))
		}
	}
}

// A killed process loses nobody.
func TestKilled(t *testing.T) {
	if !draws.All(t) {
		t.Skip("a program is built for it")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "registry")
	if text, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	in, whole, out := clientsFile(t, 600), filepath.Join(dir, "whole.ndjson"), filepath.Join(dir, "out.ndjson")
	screen(t, "-quiet", "-out", whole, in)
	want := read(t, whole)
	killed := 0
	for range 3 {
		c := exec.Command(program, "-quiet", "-out", out, in)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		for size := int64(-1); ; { // until it has written some more
			info, err := os.Stat(out)
			if err == nil && size >= 0 && info.Size() > size || c.ProcessState != nil {
				break
			}
			if err == nil && size < 0 {
				size = info.Size()
			}
			if err == nil && info.Size() == int64(len(want)) {
				break
			}
			time.Sleep(time.Millisecond) // of a process that runs, not of what is tested
		}
		_ = c.Process.Kill()
		if err := c.Wait(); err != nil {
			killed++
		}
		if strings.Count(read(t, out), "\n") == strings.Count(want, "\n") {
			break
		}
	}
	if status, said := screen(t, "-quiet", "-out", out, in); status != refused {
		t.Fatalf("status %d: %s", status, said)
	}
	if got := read(t, out); got != want || killed == 0 {
		t.Errorf("after %d kills there are %d bytes, want %d", killed, len(got), len(want))
	}
}

func TestTablesSayTheSame(t *testing.T) {
	dir := t.TempDir()
	table, lines := filepath.Join(dir, "clients.csv"), filepath.Join(dir, "clients.ndjson")
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.WriteAll([][]string{
		{"id", "client.age", "bp.sys", "card.emergency_now", "bp.dia"},
		{"a", "40", "120", "none", ""},
		{"b", "71", "unsure", "", ""},
		{"c", "many", "120", "none", ""},
		{"d", "40"},
	})
	if err := os.WriteFile(table, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	text := `{"id": "a", "intake": {"client": {"age": 40}, "bp": {"sys": 120}, "cards": {"emergency_now": {"ticked": []}}}}
{"id": "b", "intake": {"client": {"age": 71}, "bp": {"sys": "unsure"}}}
`
	if err := os.WriteFile(lines, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	screen(t, "-quiet", "-out", table+".out", table)
	screen(t, "-quiet", "-out", lines+".out", lines)
	got := strings.SplitAfter(read(t, table+".out"), "\n")
	if diff := cmp.Diff(strings.SplitAfter(read(t, lines+".out"), "\n")[1:3], got[1:3]); diff != "" {
		t.Errorf("a table against lines (-lines +table):\n%s", diff)
	}
	for i, want := range map[int]string{3: `"problems":["client.age`, 4: `2 cells under a heading of 5`} {
		if !strings.Contains(got[i], want) {
			t.Errorf("client %d: %s, want %s", i, got[i], want)
		}
	}
}

// Cells lead to each other in any order, a blank one is not asked, and a quote that is never closed
// spoils its own line and nobody behind it.
func TestTableRows(t *testing.T) {
	name := filepath.Join(t.TempDir(), "clients.csv")
	text := "\ufeff\"id\",disc.direction,disc.present,client.age\n" +
		"a,central,yes,40\n" + // the direction means something only by the disc
		"b,central,no,40\n" +
		"c,,\"yes,40\n" +
		"d,, ,40\n" +
		"e,,yes\n" +
		"f,;,yes,40\n" +
		"g,,yes,40"
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	screen(t, "-quiet", "-out", name+".out", name)
	got := strings.Split(strings.TrimSpace(read(t, name+".out")), "\n")[1:]
	want := []string{
		`"id":"a","decision"`, `"id":"b","problems":["disc.direction: is central, but only means`, `"problems":["column `,
		`"id":"d","decision"`, `"id":"e","problems":["there are 3 cells`, `"id":"f","problems":["disc.direction: \";\" says nothing`,
		`"id":"g","decision"`,
	}
	if len(got) != len(want) {
		t.Fatalf("%d clients of %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("client %d: %.200s, want %s", i+1, got[i], want[i])
		}
	}
}

// An edit anywhere in the file makes it another one: whoever was decided already may be the one who
// was corrected.
func TestAnEditedFileIsAnother(t *testing.T) {
	line := strings.Repeat(`{"intake": {"client": {"age": 40}}}`+"\n", 2100)
	if len(line) < 1<<16 {
		t.Fatal("the file is too short to tell")
	}
	name := filepath.Join(t.TempDir(), "clients.ndjson")
	for i, text := range []string{line, line[:len(line)-6] + "7" + line[len(line)-5:]} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		in, err := open(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		out, _, err := resume(name+".out", heading{Registry: 1, Input: in.digest})
		if (err != nil) != (i > 0) {
			t.Errorf("file %d: %v", i, err)
		}
		if err == nil {
			out.Close()
		}
	}
}

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.txt")
	if err := os.WriteFile(other, []byte("a letter\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	torn := filepath.Join(dir, "torn.txt")
	if err := os.WriteFile(torn, []byte("a note"), 0o644); err != nil {
		t.Fatal(err)
	}
	csvFile := filepath.Join(dir, "wrong.csv")
	if err := os.WriteFile(csvFile, []byte("id,client.agee,id\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	in := clientsFile(t, 3)
	out := filepath.Join(dir, "of.ndjson")
	screen(t, "-quiet", "-out", out, in)
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"-out", other, in}, "is no output of registry"},
		{[]string{"-out", torn, in}, "is no output of registry"},
		{[]string{"-out", out, clientsFile(t, 4)}, "of another file of clients or"},
		{[]string{filepath.Join(dir, "none.ndjson")}, "no such file"},
		{[]string{"-out", out + "2", csvFile}, "did you mean client.age?"},
		{[]string{}, "registry [flags]"},
	} {
		if status, said := screen(t, tt.args...); status != unusable || !strings.Contains(said, tt.says) {
			t.Errorf("%v: status %d, %q", tt.args, status, said)
		}
	}
	if read(t, other) != "a letter\n" || read(t, torn) != "a note" {
		t.Error("a file of something else was written over")
	}
}

func TestLongLines(t *testing.T) {
	text := strings.Repeat("x", registry.Longest+10) + "\n{}\n" + strings.Repeat("y", 3*registry.Longest)
	var got []string
	err := registry.Lines(strings.NewReader(text), nil, func(c registry.Client) bool {
		got = append(got, fmt.Sprint(c.N, c.Fault != "", len(c.Text)))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1 true 0", "2 false 2", "3 true 0"}, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

// What cannot be read twice, or holds nobody, is refused before anything is written.
func TestRefusedInputs(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	pipe := func(name string) string {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := exec.Command("mkfifo", name).Run(); err != nil {
			t.Skip("no pipes: ", err)
		}
		return name
	}
	none := "holds no client"
	for _, tt := range []struct{ in, says string }{
		{file("empty.csv", ""), none}, {file("heading.csv", "id,client.age\n"), none}, {file("empty.ndjson", "\n\n"), none},
		{filepath.Dir(file("notes/a.txt", "none")), none + "; 1 files do not end in .json"},
		{pipe("pipe.ndjson"), noFile}, {filepath.Dir(pipe("bundles/a.json")), noFile}, {os.DevNull, noFile},
	} {
		out := filepath.Join(dir, "out.ndjson")
		status, said := screen(t, "-quiet", "-as-of", "2026-03-01", "-out", out, tt.in)
		if status != unusable || !strings.Contains(said, tt.says) {
			t.Errorf("%s: status %d: %s", tt.in, status, said)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: something was written", tt.in)
		}
	}
	clients := file("one.ndjson", `{"intake": {}}`+"\n")
	if status, said := screen(t, "-quiet", "-out", pipe("out.pipe"), clients); status != unusable || !strings.Contains(said, "no regular file") {
		t.Errorf("a pipe as the output: status %d: %s", status, said)
	}
	if status, said := screen(t, "-h"); status != done || !strings.Contains(said, "Exit status") {
		t.Errorf("-h: status %d: %s", status, said)
	}
}
