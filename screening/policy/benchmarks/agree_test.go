package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// All engines find the same rules for every client before any of them is timed. What a test of the
// usual run looks at is small; the program looks at every client that it measures.
func TestEnginesAgree(t *testing.T) {
	sizes := []int{25, 100, 400}
	if os.Getenv("SAFEHANDS_DRAWS") == "1" {
		sizes = append(sizes, 1000)
	} else {
		t.Log("1,000 rules are left out here; SAFEHANDS_DRAWS=1 has them")
	}
	for _, size := range sizes {
		w := newWorkload(size)
		all, unloaded := loadAll(w, engines())
		if len(unloaded) > 0 {
			t.Fatalf("%d rules: %v", size, unloaded)
		}
		for _, percent := range openness {
			t.Run(fmt.Sprintf("%d rules, %d %% open", size, percent), func(t *testing.T) {
				w.draw(40, percent)
				if err := agree(w, all, len(w.clients)); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// The clients of the workload make rules hold, and leave some open, or agreement would say nothing.
func TestWorkloadIsNotIdle(t *testing.T) {
	for _, size := range []int{25, 100, 1000} {
		w := newWorkload(size)
		e := &closures{}
		if err := e.load(w); err != nil {
			t.Fatal(err)
		}
		for _, percent := range openness {
			w.draw(40, percent)
			e.take(w)
			var out found
			certain, possible := map[int]bool{}, map[int]bool{}
			for i := range w.clients {
				if err := e.decide(i, &out); err != nil {
					t.Fatal(err)
				}
				for _, r := range out.certain {
					certain[r] = true
				}
				for _, r := range out.possible {
					possible[r] = true
				}
			}
			if percent < 100 && len(certain) < size/20 || percent > 0 && len(possible) < size/4 ||
				percent == 0 && len(possible) > 0 {
				t.Errorf("%d rules, %d %% open: %d hold for somebody, %d may", size, percent, len(certain), len(possible))
			}
		}
	}
}

// An engine that finds another rule is found out.
func TestDisagreementIsFound(t *testing.T) {
	w := newWorkload(25)
	w.draw(5, 10)
	wrong := &closures{}
	all, unloaded := loadAll(w, []engine{&indexed{}, wrong})
	if len(unloaded) > 0 {
		t.Fatal(unloaded)
	}
	wrong.rules = slices.Clone(wrong.rules)
	wrong.rules[7] = func([]value) truth { return yes }
	if err := agree(w, all, len(w.clients)); err == nil {
		t.Error("a rule that always holds agrees with one that does not")
	}
}

// The shipped rules mean the same in every language.
func TestEnginesAgreeOnTheShippedRules(t *testing.T) {
	x, err := newShipped(30)
	if err != nil {
		t.Fatal(err)
	}
	all, unloaded := loadAll(x.workload, x.engines())
	if len(unloaded) > 0 {
		t.Fatal(unloaded)
	}
	if err := agree(x.workload, all, len(x.workload.clients)); err != nil {
		t.Error(err)
	}
}

// The program prints a row for each share of open questions, and draws a chart of them.
func TestRun(t *testing.T) {
	var out bytes.Buffer
	name, readme := filepath.Join(t.TempDir(), "chart.svg"), filepath.Join(t.TempDir(), "README.md")
	if err := os.WriteFile(readme, []byte("before\n"+begin+"old\n"+end+"behind\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	o := options{sizes: []int{25, 50}, rounds: 1, clients: 2, svg: name, readme: readme}
	if err := run(o, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(readme)
	if text := string(page); err != nil || !strings.HasPrefix(text, "before\n"+begin) || strings.Contains(text, "old\n") ||
		!strings.HasSuffix(text, end+"behind\n") || !strings.Contains(text, "| 50 | empty | **") {
		t.Errorf("%v; the page became\n%s", err, text)
	}
	for _, want := range []string{"| 25 | all answered | **", "| 50 | empty | **"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	drawing, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		G []struct {
			Polyline []struct {
				Points string `xml:"points,attr"`
			} `xml:"polyline"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(drawing, &d); err != nil {
		t.Fatal(err)
	}
	if len(d.G) != len(openness) {
		t.Fatalf("%d panels, want %d", len(d.G), len(openness))
	}
	for _, g := range d.G {
		if len(g.Polyline) != len(engines()) {
			t.Errorf("%d lines, want %d", len(g.Polyline), len(engines()))
		}
	}
}

// An engine that does not load is a row that says so, and the others are still measured.
func TestWhatDoesNotLoadIsSaid(t *testing.T) {
	tab := newTable()
	w := newWorkload(25)
	w.draw(2, 0)
	w.rules[3].id = "bench r" // no name of a rule
	all, missing := loadAll(w, engines())
	tab.load(25, all, missing)
	cells, err := compare(w, all, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	tab.add("25", words(0), cells)
	var out bytes.Buffer
	tab.write(&out, options{})
	if !strings.Contains(out.String(), "| 25 | all answered | does not load | does not load | ") ||
		!strings.Contains(out.String(), "25 rules: Safehands does not load: rules00.yaml:5:10: ") {
		t.Errorf("printed\n%s", out.String())
	}
}
