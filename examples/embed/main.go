// Embed is a clinic's program around the library: it opens the rules, draws and asks what has to be
// asked, decides, plans, keeps a record, and asks again the next day.
//
//	go run ./examples/embed
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
)

// replies are what is said to a page: the lines of a card that apply, or words for a question.
type replies func(form.Page) []string

// draw prints a page; another toolkit does it with widgets.
func draw(w io.Writer, p form.Page) {
	fmt.Fprintln(w, p.Ask)
	for _, l := range p.Lines {
		fmt.Fprintln(w, "  [ ]", l.Says)
	}
	for _, f := range p.Fields {
		fmt.Fprintln(w, " ", f.Ask, f.Choices, f.Unit)
	}
}

// interview asks until nothing can change what is decided. The visit is all that it keeps.
func interview(w io.Writer, d *visit.Decider, kept []byte, reply replies) ([]byte, error) {
	for {
		x, more, err := d.Next(kept, false)
		if err != nil || !more {
			return kept, err
		}
		page, err := d.Page(kept, x)
		if err != nil {
			return kept, err
		}
		draw(w, page)
		if kept, err = d.Answer(kept, x, reply(page)...); err != nil {
			fmt.Fprintln(w, "Not taken:", err) // kept is as it was, and is asked about again
		}
	}
}

func lead(w io.Writer, d *visit.Decider, reply replies) error {
	words, err := d.Words()
	if err != nil {
		return err
	}
	day, err := interview(w, d, []byte(`{}`), reply) // the screening, then the plan
	if err != nil {
		return err
	}
	decided, err := d.Decide(day)
	if err != nil {
		return err
	}
	line, _ := words.Headline(decided.Decision)
	fmt.Fprintln(w, words.Disposition(decided.Decision.Disposition)+":", line)
	record, err := d.Record(day, visit.Note{At: "2026-03-01", By: "Ana"}) // keep it as JSON
	if err != nil {
		return err
	}
	replayed, err := d.Replay(record)
	fmt.Fprintln(w, "replayed, the same:", replayed.Same, err)
	if decided.Review == nil || !decided.Review.Fits {
		return err // nobody is massaged today, or not like this: Repair says what would fit
	}
	given, err := d.Performed(day) // the session as it was planned and checked, for the client's record
	if err != nil {
		return err
	}
	given.DaysAgo = answer.Known(1) // the next day: what held for one visit is asked again
	next, err := json.Marshal(map[string]any{"intake": d.Screener().Expire(decided.Intake, 24*time.Hour),
		"course": soreness.Course{Sessions: []soreness.Session{given}, AskedAgain: answer.Yes}})
	if err != nil {
		return err
	}
	if next, err = interview(w, d, next, reply); err != nil {
		return err
	}
	after, err := d.Decide(next)
	if err != nil {
		return err
	}
	line, _ = after.After.Result.Headline(words)
	fmt.Fprintln(w, "The next day:", line)
	return nil
}

func main() {
	d, err := visit.Open() // once, when the program starts; an atomic.Pointer exchanges it
	if err != nil {
		log.Fatal(err)
	}
	if err := lead(os.Stdout, d, well); err != nil {
		log.Fatal(err)
	}
}
