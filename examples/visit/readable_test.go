package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// pageOf splits a page into its headline, up to the first empty line, and the sections of all its
// blocks by their labels.
func pageOf(text string) (headline string, sections map[string][]string) {
	headline, _, _ = strings.Cut(text, "\n\n")
	sections = map[string][]string{}
	label := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case line == "":
			label = ""
			continue
		case len(line) > margin && line[0] != ' ' && line[margin-1] == ' ':
			label = strings.TrimSpace(line[:margin])
		case line[0] != ' ':
			label = ""
		}
		if label != "" {
			sections[label] = append(sections[label], line[margin:])
		}
	}
	return headline, sections
}

// What the therapist reads with the client waiting: every page of the golden files and of the field
// holds what issue 10 asks of the page.
func TestPagesCanBeReadAtATable(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	field, err2 := filepath.Glob("../../screening/testdata/field/*.json")
	if err != nil || err2 != nil || len(files) < 40 || len(field) < 20 {
		t.Fatalf("%d golden pages, %d visits of the field", len(files), len(field))
	}
	pages := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pages[strings.TrimSuffix(file, ".txt")+".json"] = string(data)
	}
	for _, file := range field {
		pages[file] = show(t, file)
	}
	kinds := map[string]int{}
	for file, text := range pages {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		for _, fault := range unreadable(text, kinds) {
			t.Errorf("%s: %s\n%s", name, fault, text)
		}
		if headline, _ := pageOf(text); strings.HasPrefix(headline, "GO AHEAD") {
			for place, is := range placesOf(t, file) {
				if is != "proceed" && is != "adapt" {
					t.Errorf("%s goes ahead over %s, which is %s", name, place, is)
				}
			}
		}
	}
	for _, kind := range []string{"emergency", "one question", "questions", "card", "grade", "rest"} {
		if kinds[kind] == 0 {
			t.Errorf("no page shows the kind %q", kind)
		}
	}
}

func placesOf(t *testing.T, file string) map[string]string {
	t.Helper()
	var a struct {
		Screening *struct {
			Regions map[string]struct{ Disposition string }
		}
	}
	if err := json.Unmarshal([]byte(show(t, "-json", file)), &a); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	if a.Screening != nil {
		for place, x := range a.Screening.Regions {
			out[place] = x.Disposition
		}
	}
	return out
}

var (
	ruleID    = regexp.MustCompile(`\b[a-z]{3,}\.[a-z_]{3,}\b`)
	gradeSaid = regexp.MustCompile(`grade ([0-5])( of 5)?( \()?`)
	cardLines = regexp.MustCompile(`^(?:- )?Card ".*", ([0-9]+) lines`)
	moreCount = regexp.MustCompile(`^- and ([0-9]+) more`)
	asksMany  = regexp.MustCompile(`^([0-9]+) MORE QUESTIONS `)
)

// unreadable is what is wrong with a page, and counts the kinds of pages that it has seen.
func unreadable(text string, kinds map[string]int) (faults []string) {
	fault := func(says ...string) { faults = append(faults, strings.Join(says, " ")) }
	for line := range strings.Lines(text) {
		if len(strings.TrimSuffix(line, "\n")) > 80 {
			fault("a line is too long:", line)
		}
	}
	flat := strings.Join(strings.Fields(text), " ")
	for _, never := range []string{"-all", "this technique or this position", "A yes to ", "one of the questions", "(look)"} {
		if strings.Contains(flat, never) {
			fault("says", never)
		}
	}
	if id := ruleID.FindString(flat); id != "" {
		fault("has an id:", id)
	}
	explained := map[string]bool{}
	for _, m := range gradeSaid.FindAllStringSubmatch(flat, -1) {
		kinds["grade"]++
		if m[3] == "" && !explained[m[1]] {
			fault("does not explain grade", m[1])
		}
		explained[m[1]] = true
	}
	headline, sections := pageOf(text)
	if strings.HasPrefix(headline, "EMERGENCY ") {
		kinds["emergency"]++
		if !strings.Contains(headline, "call your local emergency number") && !strings.Contains(headline, "Call your local emergency number") {
			fault("an emergency does not say first whom to call")
		}
		if len(sections["Say"]) == 0 || len(sections["Tell them"])+len(sections["Why"]) == 0 {
			fault("an emergency does not say what was ticked, or what the client hears")
		}
	}
	for label, lines := range sections {
		for _, line := range lines {
			if !moreCount.MatchString(line) {
				continue
			}
			kinds["rest"]++
			if !slices.Contains([]string{"Ask now", "Instead", "Why", "May be"}, label) {
				fault("cuts what has to be read, under", label)
			}
		}
	}
	return append(faults, miscounted(headline, sections["Ask now"], kinds)...)
}

// miscounted is what is wrong with the number of questions, and with the first card that is asked.
func miscounted(headline string, ask []string, kinds map[string]int) (faults []string) {
	items, lines, said, cards := 0, 0, 0, 0
	for i, line := range ask {
		switch m := moreCount.FindStringSubmatch(line); {
		case m != nil:
			n, _ := strconv.Atoi(m[1])
			items += n
		case i == 0 || strings.HasPrefix(line, "- "):
			items++
			if m := cardLines.FindStringSubmatch(line); m != nil {
				if cards++; cards == 1 {
					said, _ = strconv.Atoi(m[1])
				}
			}
		case cards == 1 && numbered.MatchString(strings.TrimLeft(line, " ")):
			lines++
		}
	}
	if cards > 0 {
		kinds["card"]++
		if lines != said {
			faults = append(faults, "the first card does not print its "+strconv.Itoa(said)+" lines")
		}
	}
	if strings.HasPrefix(headline, "ONE MORE QUESTION ") {
		kinds["one question"]++
		if items != 1 {
			faults = append(faults, "one more question stands over "+strconv.Itoa(items))
		}
	}
	if m := asksMany.FindStringSubmatch(headline); m != nil {
		kinds["questions"]++
		if m[1] != strconv.Itoa(items) {
			faults = append(faults, m[1]+" questions stand over "+strconv.Itoa(items))
		}
	}
	return faults
}

// The page is thin: what is decided, which words it takes and what comes first is the library's.
func TestThin(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f, "_test.go") {
			lines += strings.Count(string(data), "\n")
		}
	}
	if lines == 0 || lines >= 900 {
		t.Errorf("the page takes %d lines, under 900 are meant", lines)
	}
}
