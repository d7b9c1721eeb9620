// Rulecheck is the program of whoever writes rules: it needs no Go. DIR is a folder of rules that
// lies over the built-in ones: of a whole clinic, with folders screening, technique and soreness,
// or of one of these. "-", or none, is the built-in rules alone. -h lists the commands.
//
// The exit status is 0 where nothing was found, 1 where something was, 2 where the program was
// called wrongly or a file could not be read, and 5 where nothing was found and something not
// answered. Of diff it is 0 where it is proved that everybody comes out alike, 3 where somebody
// comes out milder, 4 where it is proved that nobody does and somebody is stricter, or is asked
// more, 1 where somebody is decided with fewer answers and nothing else differs, and 5 where
// something was not compared to the end or stands in one of the two alone.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
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

func main() {
	debug.SetGCPercent(400) // a call is over in seconds: memory is cheaper than the time to collect it
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// command is one thing that the program does.
type command struct {
	name, takes, says string
	run               func(c *console, args []string) (int, error)
}

func commands() []command {
	return []command{
		{"new", "rule|fact|region DIR NAME", "write a rule with its case, both commented, to begin with", newRule},
		{"vet", "[-json] [DIR]", "what can be proved of the rules, and what stands against it", vet},
		{"test", "[DIR]", "run the cases of DIR; a failure says why, clause by clause", test},
		{"watch", "DIR", "load and test DIR again whenever something in it is saved", watch},
		{"cover", "[-html] [-all] [DIR]", "the clauses that no case shows true, false or deciding alone", cover},
		{
			"mutate", "[-json] [-least N] [DIR] [RULE...]",
			"change the rules a token at a time: what do the cases not find out?", mutate,
		},
		{"burden", "[-json] [-budget N] [-clients N] [-dir DIR] CORPUS",
			"what the rules come to over CORPUS, or clients made of a _weights.yaml", burden},
		{"explain", "[-dir DIR] RULE", "everything that is known of a rule", explain},
		{"ask", "[-dir DIR] FILE [CASE]", "why one client is decided so, and why not otherwise", ask},
		{"trace", "[-dir DIR] [NAME]", "a claim, row, source, grade or rule, and what hangs on it", trace},
		{"rules", "[-html] [DIR] [WORD...]", "one line for each rule, or those with the words", rules},
		{"vocab", "[-dir DIR] [WORD...]", "everything that a rule can name, or what has the words", vocab},
		{
			"diff", "[-corpus CLIENTS] [-json|-html|-sarif] OLD NEW",
			"whom two folders decide otherwise, proved and over clients", diff,
		},
		{"schema", "rules|cases [DIR]", "a JSON Schema by which an editor completes and underlines", schema},
		{"reference", "[DIR]", "every key of rule and case files, with an example", reference},
		{"fmt", "[-check] DIR", "write the files of DIR evenly; what they mean stays", format},
	}
}

func usage() string {
	var b strings.Builder
	b.WriteString(`rulecheck is the program of whoever writes rules. DIR is a folder of rules that
lies over the built-in ones: of a whole clinic, with folders screening,
technique and soreness, or of one of these. "-", or none, is the built-in rules.

`)
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %s %s\n      %s\n", c.name, c.takes, c.says)
	}
	b.WriteString(`
-guideline takes the built-in rules with what guidelines soften, -insurer with
what insurance asks for; -set NAME one of screening, match, plan, triage, causes
and advice; -cases DIR says where the cases of the built-in rules stand, which
is known at the top of a clone of the library.

Exit status: 0 nothing found, 1 something found, 2 called wrongly or not
readable, 5 something not answered. Of diff: 0 all come out alike,
3 somebody comes out milder, 4 somebody stricter and nobody milder,
1 somebody decided with fewer answers, 5 not compared to the end.
`)
	return b.String()
}

// run is one call of the program.
func run(args []string, out, errs io.Writer) int {
	all := commands()
	var names []string
	for _, c := range all {
		names = append(names, c.name)
	}
	switch {
	case len(args) > 0 && slices.Contains([]string{"-h", "-help", "--help", "help"}, args[0]):
		fmt.Fprint(out, usage())
		return clean
	case len(args) == 0:
		fmt.Fprintln(errs, "rulecheck: write one of "+strings.Join(names, ", ")+"; -h says more")
		return unread
	}
	i := slices.Index(names, args[0])
	if i < 0 {
		fmt.Fprintf(errs, "rulecheck: unknown command %q%s; write one of %s\n",
			args[0], document.Suggest(args[0], names), strings.Join(names, ", "))
		return unread
	}
	status, err := all[i].run(newConsole(out, errs), args[1:])
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, usage())
		return clean
	}
	if err != nil {
		fmt.Fprintln(errs, err)
	}
	return status
}

// names is how many names a command takes.
type names struct{ least, most int }

// parse reads the flags of a command, before its names or behind them, and returns the names.
func parse(command string, args []string, n names, define func(*flag.FlagSet)) ([]string, error) {
	f := flag.NewFlagSet(command, flag.ContinueOnError)
	f.SetOutput(io.Discard) // the error says it
	define(f)
	var out []string
	for {
		if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil, err
		} else if err != nil {
			return nil, fmt.Errorf("rulecheck %s: %w", command, err)
		}
		if args = f.Args(); len(args) == 0 {
			break
		}
		out, args = append(out, args[0]), args[1:]
	}
	if len(out) < n.least || len(out) > n.most {
		want := fmt.Sprint(n.least)
		if n.most > n.least {
			want += fmt.Sprint(" to ", n.most)
		}
		return nil, fmt.Errorf("rulecheck %s takes %s names, found %d; -h says which", command, want, len(out))
	}
	return out, nil
}

// define adds the flags that say which rules a command is about.
func (s *selection) define(f *flag.FlagSet) {
	f.BoolVar(&s.guideline, "guideline", false, "the built-in rules with what guidelines soften")
	f.BoolVar(&s.insurer, "insurer", false, "the built-in rules with what insurance asks for")
	f.StringVar(&s.part, "set", "", "one of screening, match, plan, triage, causes and advice")
	f.StringVar(&s.cases, "cases", "", "where the cases of the built-in rules stand")
}

// defineDir adds them with the folder, for commands whose names are something else.
func (s *selection) defineDir(f *flag.FlagSet) {
	s.define(f)
	f.StringVar(&s.dir, "dir", builtIn, "a folder of rules")
}

// first is the first name, or the built-in rules.
func first(names []string) string {
	if len(names) == 0 {
		return builtIn
	}
	return names[0]
}

// unknownWord is the error of a word that is none of those that there are.
func unknownWord(word string, known ...string) error {
	return fmt.Errorf("unknown %q%s; write one of %s", word, document.Suggest(word, known), strings.Join(known, ", "))
}
