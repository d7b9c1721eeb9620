// Quickstart decides situations of the article that the library starts from and explains each in
// a few lines: whether the massage may happen, how, and whether what is felt afterwards is
// ordinary. It reads nothing:
//
//	go run ./examples/quickstart
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/safehands/safehands/examples/internal/column"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/claims"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

func main() {
	os.Exit(run(os.Stdout, os.Stderr))
}

func run(stdout, stderr io.Writer) int {
	var out bytes.Buffer
	l, err := load()
	if err == nil {
		err = show(&out, l)
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

// library is what a clinic's program holds: it is built once and safe for concurrent use.
type library struct {
	screener *screening.Screener
	planner  *technique.Planner
	triager  *soreness.Triager
	words    screening.Words
}

func load() (*library, error) {
	s, err := screening.New()
	if err != nil {
		return nil, err
	}
	p, err := technique.New(s)
	if err != nil {
		return nil, err
	}
	t, err := soreness.New(p)
	if err != nil {
		return nil, err
	}
	w, err := soreness.NewWords(t)
	return &library{s, p, t, w}, err
}

// show decides and explains every situation.
func show(out io.Writer, l *library) error {
	shown := map[string]bool{}
	all := situations()
	print(out, column.Wrap("What an article on back pain after massage warns of, decided by the library's rules. "+
		"S1 to S62 are the claims of the article behind each decision. "+
		"Of what to do instead only the first sentence is shown.", column.Width))
	for i, s := range all {
		parts, err := s.decide(l)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		numbers := claimsOf(parts)
		for _, c := range numbers {
			shown[c] = true
		}
		print(out, []string{"", fmt.Sprintf("%2d  %s", i+1, s.name)})
		for _, p := range parts {
			print(out, p.lines)
		}
		if !parts[0].told {
			print(out, entry("Article", numbers...))
		}
	}
	print(out, []string{""}, column.Wrap(fmt.Sprintf(
		"%d situations, %d of the article's %d claims; screening/claims lists them all. "+
			"No clinician has reviewed the rules yet. To decide a client of your own: go run ./examples/visit",
		len(all), len(shown), len(claims.All())), column.Width))
	return nil
}

func print(out io.Writer, blocks ...[]string) {
	for _, lines := range blocks {
		for _, line := range lines {
			fmt.Fprintln(out, line)
		}
	}
}
