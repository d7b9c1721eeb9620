// Rulecheck is the program of whoever writes rules: it needs no Go. A folder of rules is what a
// clinic lays over the built-in ones; without one the built-in rules are looked at.
//
//	rulecheck vet [-json] [DIR]        what can be proved of the rules, and what stands against it
//	rulecheck test DIR                 the cases of DIR; each failure with the position of its rule
//	rulecheck diff [-json] OLD NEW     whom two folders decide otherwise; "-" is the built-in rules
//	rulecheck explain [-dir DIR] RULE  everything that is known of a rule
//	rulecheck rules [DIR]              one line for each rule
//
// The exit status is 0 where nothing was found, 1 where something was, 2 where the program was
// called wrongly or a file could not be read, and 5 where nothing was found and something not
// answered. Of diff it is 0 where it is proved that everybody comes out alike, 3 where somebody
// comes out milder, 4 where it is proved that nobody does and somebody is stricter, or is asked
// more, 1 where somebody is decided with fewer answers and nothing else differs, and 5 where
// something was not compared to the end or stands in one of the two alone.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// The exit statuses.
const (
	clean = iota
	found
	unread
	loosened
	tightened
	notCompared
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// usage is what -h shows.
const usage = `rulecheck is the program of whoever writes rules. DIR is a folder of rules that lies over the
built-in ones; "-", or none, is the built-in rules alone.

  rulecheck vet [-json] [DIR]        what can be proved of the rules, and what stands against it
  rulecheck test DIR                 the cases of DIR; each failure with the position of its rule
  rulecheck diff [-json] OLD NEW     whom two folders decide otherwise
  rulecheck explain [-dir DIR] RULE  everything that is known of a rule
  rulecheck rules [DIR]              one line for each rule

Exit status: 0 nothing found, 1 something found, 2 called wrongly or not readable, 5 something not
answered. Of diff: 0 all come out alike, 3 somebody comes out milder, 4 somebody stricter and nobody
milder, 1 somebody decided with fewer answers, 5 not compared to the end.
`

// run is one call of the program.
func run(args []string, out, errs io.Writer) int {
	commands := map[string]func(args []string, out io.Writer) (int, error){
		"vet": vet, "test": test, "diff": diff, "explain": explain, "rules": rules,
	}
	names := slices.Sorted(maps.Keys(commands))
	switch {
	case len(args) > 0 && slices.Contains([]string{"-h", "-help", "--help", "help"}, args[0]):
		fmt.Fprint(out, usage)
		return clean
	case len(args) == 0:
		fmt.Fprintln(errs, "rulecheck: write one of "+strings.Join(names, ", ")+"; -h says more")
		return unread
	case commands[args[0]] == nil:
		fmt.Fprintf(errs, "rulecheck: unknown command %q%s; write one of %s\n",
			args[0], document.Suggest(args[0], names), strings.Join(names, ", "))
		return unread
	}
	status, err := commands[args[0]](args[1:], out)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, usage)
		return clean
	}
	if err != nil {
		fmt.Fprintln(errs, err)
	}
	return status
}

// open loads the built-in rules with a folder over them; "-" and nothing are the built-in ones
// alone. Everything that the folder loosens is let through: that is for vet and diff to say.
func open(dir string) (*policy.Set, error) {
	var options []screening.Option
	if dir != "" && dir != "-" {
		if info, err := os.Stat(dir); err != nil {
			return nil, err
		} else if !info.IsDir() {
			return nil, fmt.Errorf("%s is not a folder of rules", dir)
		}
		options = append(options,
			screening.WithOverlay(os.DirFS(dir)), screening.WithLoosening(), screening.WithWeakerRedFlags())
	}
	s, err := screening.New(options...)
	if err != nil {
		return nil, err
	}
	return s.Rules(), nil
}

// flags reads the flags of a command, before its names or behind them, and returns the names.
func flags(name string, args []string, define func(*flag.FlagSet), least, most int) ([]string, error) {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard) // the error says it
	define(f)
	var names []string
	for {
		if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil, err
		} else if err != nil {
			return nil, fmt.Errorf("rulecheck %s: %w", name, err)
		}
		if args = f.Args(); len(args) == 0 {
			break
		}
		names, args = append(names, args[0]), args[1:]
	}
	if len(names) < least || len(names) > most {
		want := fmt.Sprint(least)
		if most > least {
			want += fmt.Sprint(" to ", most)
		}
		return nil, fmt.Errorf("rulecheck %s takes %s names, found %d; -h says which", name, want, len(names))
	}
	return names, nil
}

func vet(args []string, out io.Writer) (int, error) {
	asJSON := false
	names, err := flags("vet", args, func(f *flag.FlagSet) { f.BoolVar(&asJSON, "json", false, "write JSON") }, 0, 1)
	if err != nil {
		return unread, err
	}
	dir := "-"
	if len(names) == 1 {
		dir = names[0]
	}
	set, err := open(dir)
	if err != nil {
		return unread, err
	}
	options := policy.VetOptions{FlagKind: map[string]string{
		"emergency": "absolute", "same_day": "temporary", "urgent": "temporary", "routine": "relative",
	}}
	known := map[string]bool{}
	if dir != "-" {
		if options.Before, err = open("-"); err != nil {
			return unread, err
		}
		// What the built-in rules come to by themselves is no concern of the clinic.
		before := policy.Vet(options.Before, policy.VetOptions{FlagKind: options.FlagKind})
		for _, f := range before.Findings {
			known[f.Key()] = true
		}
		for _, u := range before.Unproved {
			known["unproved "+u] = true
		}
	}
	v := policy.Vet(set, options)
	v.Findings = slices.DeleteFunc(v.Findings, func(f policy.Finding) bool { return known[f.Key()] })
	v.Unproved = slices.DeleteFunc(v.Unproved, func(u string) bool { return known["unproved "+u] })
	status := clean
	switch {
	case len(v.Findings) > 0:
		status = found
	case len(v.Unproved) > 0:
		status = notCompared
	}
	if asJSON {
		return status, writeJSON(out, v)
	}
	for i := range v.Findings {
		f := &v.Findings[i]
		position := dir
		if len(f.Positions) > 0 {
			position = f.Positions[0]
		}
		fmt.Fprintf(out, "%s: %s: %s\n", position, f.Kind, f.Says)
		show(out, "for this client", f.Witness)
		show(out, "and then", f.Then)
	}
	for _, text := range v.Unproved {
		fmt.Fprintln(out, "not answered:", text)
	}
	fmt.Fprintf(out, "%d findings; %d facts proved monotone, %d of them protective; "+
		"%d assumptions; %d questions not answered\n",
		len(v.Findings), len(v.Monotone), len(v.Protective), len(v.Assumed), len(v.Unproved))
	return status, nil
}

func writeJSON(out io.Writer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// show writes a witness, ready to be copied into a case file.
func show(out io.Writer, label string, w *policy.Witness) {
	if w != nil {
		fmt.Fprintf(out, "# %s\n%s", label, w.Case)
	}
}

func test(args []string, out io.Writer) (int, error) {
	names, err := flags("test", args, func(*flag.FlagSet) {}, 1, 1)
	if err != nil {
		return unread, err
	}
	set, err := open(names[0])
	if err != nil {
		return unread, err
	}
	report, err := policytest.Check(set, os.DirFS(names[0]))
	if err != nil {
		return unread, err
	}
	failed := 0
	for _, c := range report.Cases {
		if len(c.Failures) > 0 {
			failed++
			fmt.Fprintln(out, c)
		}
	}
	gaps := 0
	for _, c := range report.Coverage {
		i, _ := set.RuleIndex(c.Rule)
		if r := set.Rules()[i]; r.Layer != "built-in" && (c.Fires == 0 || c.Silent == 0 || c.Undecided == 0) {
			gaps++
			fmt.Fprintf(out, "%s: %s fires in %d cases, is silent in %d and undecided in %d; one of each is wanted\n",
				r.Position, r.ID, c.Fires, c.Silent, c.Undecided)
		}
	}
	fmt.Fprintf(out, "%d cases, %d failed; %d rules of the folder without all three cases\n",
		len(report.Cases), failed, gaps)
	if failed+gaps > 0 {
		return found, nil
	}
	return clean, nil
}

func diff(args []string, out io.Writer) (int, error) {
	asJSON := false
	names, err := flags("diff", args, func(f *flag.FlagSet) { f.BoolVar(&asJSON, "json", false, "write JSON") }, 2, 2)
	if err != nil {
		return unread, err
	}
	var sets [2]*policy.Set
	for i, name := range names {
		if sets[i], err = open(name); err != nil {
			return unread, err
		}
	}
	c := policy.Compare(sets[0], sets[1])
	status := clean
	switch {
	case c.Loosened():
		status = loosened
	case len(c.Unproved) > 0:
		status = notCompared
	case c.Tightened():
		status = tightened
	case len(c.Differences) > 0:
		status = found
	case !c.Equivalent:
		status = notCompared
	}
	if asJSON {
		return status, writeJSON(out, c)
	}
	for i := range c.Differences {
		d := &c.Differences[i]
		fmt.Fprintf(out, "%s: %s: %s\n", d.Position, d.Kind, d.Says)
		show(out, "before", d.Before)
		show(out, "after", d.After)
	}
	for _, text := range c.Apart {
		fmt.Fprintln(out, "not in both:", text)
	}
	for _, text := range c.Unproved {
		fmt.Fprintln(out, "not answered:", text)
	}
	fmt.Fprintf(out, "%d differences\n", len(c.Differences))
	return status, nil
}

func explain(args []string, out io.Writer) (int, error) {
	dir := ""
	define := func(f *flag.FlagSet) { f.StringVar(&dir, "dir", "-", "a folder of rules") }
	names, err := flags("explain", args, define, 1, 1)
	if err != nil {
		return unread, err
	}
	set, err := open(dir)
	if err != nil {
		return unread, err
	}
	i, ok := set.RuleIndex(names[0])
	if !ok {
		return unread, fmt.Errorf("unknown rule %q%s", names[0], document.Suggest(names[0], ids(set)))
	}
	r := &set.Rules()[i]
	fmt.Fprintf(out, "%s\n  stands at  %s (%s)\n  asks for   %s, urgency %s, red flag %t\n  when       %s\n",
		r.ID, r.Position, r.Layer, r.Kind, r.Urgency, r.RedFlag, r.When)
	for _, f := range set.Reads(i) {
		fmt.Fprintf(out, "  reads      %s: %s\n", set.Facts()[f].Name, set.Facts()[f].Ask)
	}
	for _, t := range set.Schema().Texts {
		if text := r.Texts[t.Name]; text != "" {
			fmt.Fprintf(out, "  %-10s %s\n", t.Name, text)
		}
	}
	for _, s := range set.Sources() {
		if slices.Contains(r.Sources, s.Key) {
			fmt.Fprintf(out, "  rests on   %s (%s): %s\n", s.Key, s.Level, s.Cites)
		}
	}
	fmt.Fprintf(out, "  grade      %s\n", r.Grade)
	for _, why := range r.Changed {
		fmt.Fprintf(out, "  changed    %s\n", why)
	}
	return clean, nil
}

func ids(set *policy.Set) (out []string) {
	for _, r := range set.Rules() {
		out = append(out, r.ID)
	}
	return out
}

func rules(args []string, out io.Writer) (int, error) {
	names, err := flags("rules", args, func(*flag.FlagSet) {}, 0, 1)
	if err != nil {
		return unread, err
	}
	set, err := open(slices.Concat(names, []string{"-"})[0])
	if err != nil {
		return unread, err
	}
	for _, r := range set.Rules() {
		fmt.Fprintf(out, "%-32s %-10s %-9s %s\n", r.ID, r.Kind, r.Urgency, r.Texts["says"])
	}
	return clean, nil
}
