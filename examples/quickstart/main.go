// Quickstart decides the situations of the article that the library starts from, and explains each in a few lines. It reads nothing:
//
//	go run ./examples/quickstart
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
)

func main() {
	os.Exit(run(os.Stdout, os.Stderr))
}

func run(stdout, stderr io.Writer) int {
	var out bytes.Buffer
	err := show(&out)
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

// show decides and explains every situation.
func show(out io.Writer) error {
	s, err := screening.New()
	if err != nil {
		return err
	}
	shown := map[string]bool{}
	all := situations()
	print(out, words.Wrap("May this back be massaged? What an article on back pain after massage warns of, decided by the library's rules. "+
		"Behind each situation stand the article's claims that its rules carry.", words.Width))
	for i, sit := range all {
		in := healthy()
		sit.tell(&in)
		d, err := s.Screen(in)
		if err != nil {
			return fmt.Errorf("%s: %w", sit.name, err)
		}
		questions, err := s.Questions(in)
		if err != nil {
			return fmt.Errorf("%s: %w", sit.name, err)
		}
		numbers := claims(d)
		for _, c := range numbers {
			shown[c] = true
		}
		print(out, []string{""}, heading(i+1, sit.name, numbers), explain(d, questions))
	}
	print(out, []string{""}, words.Wrap(fmt.Sprintf("%d situations, %d of the article's claims. No clinician has reviewed the rules yet. "+
		"To decide a client of your own: go run ./examples/visit", len(all), len(shown)), words.Width))
	return nil
}

func print(out io.Writer, blocks ...[]string) {
	for _, lines := range blocks {
		for _, line := range lines {
			fmt.Fprintln(out, line)
		}
	}
}

// claims are the article's claims behind the rules that hold, in the order of the article.
func claims(d screening.Decision) []string {
	var out []string
	for _, f := range d.Findings {
		out = append(out, f.Claims...)
	}
	slices.SortFunc(out, func(a, b string) int { return claimNumber(a) - claimNumber(b) })
	return slices.Compact(out)
}

// claimNumber orders S9 before S21a, and S21a before S21c.
func claimNumber(claim string) int {
	digits := strings.TrimRight(strings.TrimPrefix(claim, "S"), "abcdefghij")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	n *= 100
	if letter := claim[len(claim)-1]; letter >= 'a' {
		n += int(letter)
	}
	return n
}

// indent is where the text of a situation begins.
const indent = 14

// heading is the situation on the left and its claims on the right.
func heading(n int, name string, numbers []string) []string {
	left := fmt.Sprintf("%2d  %s", n, name)
	right := strings.Join(numbers, " ")
	gap := words.Width - len(left) - len(right)
	if right == "" {
		return []string{left}
	}
	return []string{left + strings.Repeat(" ", max(2, gap)) + right}
}

// explain says what to do, why, and what instead; or what to ask, where that is open.
func explain(d screening.Decision, questions []screening.Question) []string {
	what := strings.ToUpper(words.Disposition(d.Disposition)) + ". "
	if soon := words.Urgency(d.Urgency); soon != "" {
		what += soon + " "
	}
	if !d.Settled() {
		lines := entry("Decision", what+fmt.Sprintf("Anything from %q to %q is possible until this is answered:",
			words.Disposition(d.Floor), words.Disposition(d.Ceiling)))
		label := "Ask"
		for _, q := range questions {
			if q.Decides && len(q.After) == 0 {
				lines = append(lines, entry(label, q.Ask)...)
				label = ""
			}
		}
		return lines
	}
	f, ok := leading(d)
	if !ok {
		return entry("Decision", what)
	}
	lines := entry("Decision", what+words.Besides(d.Disposition, f.Says))
	lines = append(lines, entry("Why", f.Rationale)...)
	if f.Until != "" {
		lines = append(lines, entry("Until", words.Capital(f.Until)+".")...)
	}
	return append(lines, entry("Instead", f.Instead)...)
}

// leading is the rule that makes the decision what it is.
func leading(d screening.Decision) (screening.Finding, bool) {
	for _, f := range d.Findings {
		if words.KindDisposition(f.Kind) == d.Disposition {
			return f, true
		}
	}
	return screening.Finding{}, false
}

func entry(label, text string) []string {
	return words.Hang("    "+label, indent, text)
}
