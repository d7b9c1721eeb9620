// Houserules lays the rules of one clinic over the built-in ones and shows what they change. The
// clinic, a bath house, is made up; its folder rules is written to be copied:
//
//	rules/screening             facts, a card, rules and changes: may it happen?
//	rules/technique/catalogue   techniques and strokes of the house
//	rules/technique/match       which technique?
//	rules/technique/plan        does the planned session fit?
//	rules/soreness/triage       is it normal afterwards?
//
// A rule file needs no Go: what it may hold is told in the comments of rules/screening/house.yaml,
// and what it can name stands in screening/VOCABULARY.md. The *_cases.yaml files test the rules;
// see houserules_test.go.
//
//	go run ./examples/houserules
package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/safehands/safehands/examples/internal/column"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// A clinic's program would read the folder with os.DirFS, so that rules can be changed
// without building it anew.
//
//go:embed rules
var houseFiles embed.FS

// clinic is what a program holds: built once, and safe for concurrent use.
type clinic struct {
	screener *screening.Screener
	planner  *technique.Planner
	triager  *soreness.Triager
	words    screening.Words
}

// open builds the library with the rules of the house, or with the built-in ones alone. The house
// changes parameters, each to the safer side, so that WithLoosening is not there: a change that
// made somebody come out milder would be an error that names it.
func open(house bool) (*clinic, error) {
	var s []screening.Option
	var p []technique.Option
	var t []soreness.Option
	if house {
		rules := map[string]fs.FS{}
		for _, name := range []string{"screening", "technique", "soreness"} {
			files, err := fs.Sub(houseFiles, "rules/"+name)
			if err != nil {
				return nil, err
			}
			rules[name] = files
		}
		s = append(s, screening.WithOverlay(rules["screening"]))
		p = append(p, technique.WithOverlay(rules["technique"]))
		t = append(t, soreness.WithOverlay(rules["soreness"]))
	}
	var c clinic
	var err error
	if c.screener, err = screening.New(s...); err != nil {
		return nil, err // every mistake of every file, with file, line, column and the nearest known name
	}
	if c.planner, err = technique.New(c.screener, p...); err != nil {
		return nil, err
	}
	if c.triager, err = soreness.New(c.planner, t...); err != nil {
		return nil, err
	}
	c.words, err = soreness.NewWords(c.triager)
	return &c, err
}

func main() {
	plain, err := open(false)
	house, wrong := open(true)
	if err = errors.Join(err, wrong); err == nil {
		err = show(os.Stdout, plain, house)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// show puts what both say of the same guests side by side.
func show(out io.Writer, plain, house *clinic) error {
	entry := func(label, text string) {
		for _, line := range column.Hang(label, 24, text) {
			fmt.Fprintln(out, line)
		}
	}
	for _, q := range []struct {
		label string
		ask   func(*clinic) (string, error)
	}{
		{"A guest straight from the sauna: may it happen?", (*clinic).afterSauna},
		{"The same, and nobody has asked about the sauna", (*clinic).saunaNotAsked},
		{"A back that has been stiff for a week: for how long?", (*clinic).stiffBack},
		{"Muscles in spasm: how?", (*clinic).forSpasm},
		{"A warm towel after the sauna: does the plan fit?", (*clinic).warmTowel},
		{"The birch whisk with a blood pressure of 165 over 90: does the plan fit?", (*clinic).whisk},
		{"A bruise of 4 cm: is it normal?", (*clinic).bruised},
		{"Sore, and kept awake by it: is it normal?", (*clinic).keptAwake},
	} {
		a, err := q.ask(plain)
		if err != nil {
			return fmt.Errorf("%s, built-in rules: %w", q.label, err)
		}
		b, err := q.ask(house)
		if err != nil {
			return fmt.Errorf("%s, rules of the house: %w", q.label, err)
		}
		fmt.Fprintln(out, q.label)
		entry("  built-in rules", a)
		entry("  rules of the house", b)
		fmt.Fprintln(out)
	}
	fmt.Fprintln(out, "What the house changes, and why")
	for _, set := range []*policy.Set{house.screener.Rules(), house.planner.PlanRules(), house.triager.Rules()} {
		for _, c := range set.Changes() {
			reason := c.Reason
			if reason == "" {
				reason = "other words"
			}
			entry("  "+c.Name, phrase.Capital(reason)+".")
		}
	}
	return nil
}
