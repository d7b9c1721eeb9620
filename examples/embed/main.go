// Embed is a clinic's program around the library: it opens the rules, asks what has to be asked,
// decides, plans, keeps a record, and asks again the next day.
//
//	go run ./examples/embed
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

// replies are what the client says: the lines of a card that apply, or words for a question.
type replies func(screening.Asking) []string

// setter takes what was said to a question or a card.
type setter func(screening.Asking, []string) error

// interview asks until nothing can change the answer any more.
func interview(next func() (screening.Asking, bool, error), set setter, reply replies) error {
	for {
		x, more, err := next()
		if err != nil || !more {
			return err
		}
		if err := set(x, reply(x)); err != nil {
			return err
		}
	}
}

// put answers a card or a question of the intake.
func put(s *screening.Screener, in *screening.Intake, x screening.Asking, said []string) error {
	if x.Card != "" {
		return s.TickNames(in, x.Card, said...)
	}
	return s.SetText(in, x.Questions[0].Fact, said...)
}

func run(w io.Writer, reply replies) error {
	d, err := visit.Open() // once, when the program starts; an atomic.Pointer exchanges it
	if err != nil {
		return err
	}
	words, err := d.Words()
	if err != nil {
		return err
	}
	s, r := d.Screener(), d.Triager()
	var in screening.Intake
	next := func() (screening.Asking, bool, error) { return s.Next(in, false) }
	set := func(x screening.Asking, said []string) error { return put(s, &in, x, said) }
	if err := interview(next, set, reply); err != nil {
		return err
	}
	plan := technique.Plan{Technique: "relaxing_swedish", Minutes: answer.Known(30), Position: answer.Known(technique.Prone)}
	day, err := json.Marshal(map[string]any{"intake": in, "presentation": technique.Found("stress_tension"), "plan": plan})
	if err != nil {
		return err
	}
	decided, err := d.Decide(day)
	if err != nil {
		return err
	}
	line, _ := words.Headline(decided.Decision)
	fmt.Fprintln(w, words.Disposition(decided.Decision.Disposition)+":", line, decided.Matching.Suits(words, 3))
	record, err := d.Record(day, visit.Note{At: "2026-03-01", By: "Ana"}) // keep it as JSON
	if err != nil {
		return err
	}
	replayed, err := d.Replay(record)
	fmt.Fprintln(w, "replayed, the same:", replayed.Same, err)
	given, err := d.Performed(day) // the session as it was planned and checked, for the client's record
	if err != nil {
		return err
	}
	in = s.Expire(in, 24*time.Hour) // the next day: what held for one visit is asked again
	given.DaysAgo = answer.Known(1)
	c := soreness.Course{Sessions: []soreness.Session{given}, AskedAgain: answer.Yes}
	next = func() (screening.Asking, bool, error) { return r.Next(in, c, false) }
	set = func(x screening.Asking, said []string) error {
		if x.Card != "" || s.Path(x.Questions[0].Fact) != "" {
			return put(s, &in, x, said)
		}
		return r.SetText(&c, x.Questions[0].Fact, said...)
	}
	if err := interview(next, set, reply); err != nil {
		return err
	}
	after, err := r.Triage(in, c)
	line, _ = after.Headline(words)
	fmt.Fprintln(w, "The next day:", line)
	return err
}

func main() {
	if err := run(os.Stdout, well); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
