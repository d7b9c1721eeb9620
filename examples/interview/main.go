// Interview asks a whole visit in a terminal: whether a massage may happen, how it is planned, how
// it goes on, and how the client is afterwards. It knows no question: every page is drawn from the
// form model of the library, in the order of its interview.
//
//	cd examples/interview && go run .
//	cd examples/interview && go run . -all           # everything that means something, page by page
//	cd examples/interview && go run . -language es   # in Spanish
package main

import (
	"flag"
	"fmt"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/safehands/safehands/soreness/visit"
)

func main() {
	all := flag.Bool("all", false, "ask everything that means something, not only what can still change a decision")
	language := flag.String("language", "", "one of the library's languages; empty is English")
	flag.Parse()
	if err := run(*all, *language); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(all bool, language string) error {
	var options []visit.Option
	if language != "" {
		options = append(options, visit.WithLanguage(language))
	}
	d, err := visit.Open(options...)
	if err != nil {
		return err
	}
	v, err := newVisit(d, all)
	if err != nil {
		return err
	}
	s := &screen{visit: v}
	if err := s.next(); err != nil {
		return err
	}
	if _, err := tea.NewProgram(s).Run(); err != nil {
		return err
	}
	if s.err != nil {
		return s.err
	}
	fmt.Print(v.told())
	return nil
}
