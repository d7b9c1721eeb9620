package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The guide is followed as an author follows it: its files are written, its commands run, in their
// order, and everything is as it says.
func TestAuthoring(t *testing.T) {
	data, err := os.ReadFile("../../screening/rules/AUTHORING.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	commands, files := 0, 0
	for part := range strings.SplitSeq(string(data), "\n```") {
		kind, body, _ := strings.Cut(part, "\n")
		switch {
		case strings.HasPrefix(kind, "yaml file="):
			files++
			path := filepath.Join(dir, strings.TrimPrefix(kind, "yaml file="))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(body+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		case kind == "sh":
			for line := range strings.Lines(body) {
				commands++
				follow(t, dir, strings.TrimSpace(line))
			}
		case kind == "text":
			mistyped(t, dir, strings.TrimSpace(body))
		}
	}
	if commands < 9 || files != 2 {
		t.Errorf("%d commands and %d files were found", commands, files)
	}
}

// follow runs one command of the guide where its files stand.
func follow(t *testing.T, dir, line string) {
	t.Helper()
	t.Chdir(dir)
	line = strings.ReplaceAll(line, `"`, "")
	var out bytes.Buffer
	status := run(strings.Fields(line)[1:], &out, &out)
	want := map[string]int{"diff": tightened, "mutate": clean, "vocab": found}[strings.Fields(line)[1]]
	if status != want {
		t.Errorf("%s ends with %d, want %d:\n%s", line, status, want, out.String())
	}
}

// mistyped holds the message that the guide shows to what is said of the mistake.
func mistyped(t *testing.T, dir, message string) {
	t.Helper()
	t.Chdir(dir)
	path := "house/house_peel.yaml"
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bad := strings.Replace(string(good), "when: house.peel && ", "when: house.peal && ", 1)
	if err := os.WriteFile(path, []byte(bad), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if status := run([]string{"test", "house"}, &out, &out); status != unread || strings.TrimSpace(out.String()) != message {
		t.Errorf("the guide shows\n%s\nand it says\n%s", message, out.String())
	}
	if err := os.WriteFile(path, good, 0o644); err != nil {
		t.Fatal(err)
	}
}
