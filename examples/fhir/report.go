package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
)

// reportForm is the form for after a session, which asks what the triage asks of the client.
func reportForm(d *visit.Decider, base, language string) (fhir.Form, error) {
	w, err := d.Words()
	if err != nil {
		return fhir.Form{}, err
	}
	f := fhir.NewForm(w, base, language)
	f.Kind, f.Title, f.Where = "report", w.Say("form.report"), ""
	for _, x := range d.Triager().Rules().Facts() {
		if strings.HasPrefix(x.Name, "post.") {
			f.Facts = append(f.Facts, x.Name)
		}
	}
	return f, nil
}

// Triaged is what the triage says of a report.
type Triaged struct {
	Answered  []string        `json:"answered"` // the facts that the response answers
	Questions []string        `json:"questions"`
	Result    soreness.Result `json:"result"`
}

// triage reads a response to the report form into a visit that the clinic keeps, {"intake": ...,
// "course": {"sessions": [...]}}, and triages it. The report speaks of the last session of the
// course, as the client was when the response was given: what hours it tells of end there. The
// error has a line for everything that cannot be taken, by JSON path.
func triage(d *visit.Decider, base, language string, asOf time.Time, kept, response []byte) (Triaged, error) {
	t := d.Triager()
	f, err := reportForm(d, base, language)
	if err != nil {
		return Triaged{}, err
	}
	in, course, err := read(t, kept)
	given, faults := fhir.Read(t.Rules(), f, response)
	if err = errors.Join(err, named("response", faults), named("response", sameDay(response, asOf))); err != nil {
		return Triaged{}, err
	}
	out := Triaged{Answered: []string{}, Questions: []string{}}
	for _, name := range f.Facts {
		x, ok := given.Facts[name]
		if !ok {
			continue
		}
		out.Answered = append(out.Answered, name)
		if fault := t.Set(&course, name, x); fault != nil {
			err = errors.Join(err, fmt.Errorf("response: %s: %w", given.Path(name), fault))
		}
	}
	if err != nil {
		return Triaged{}, err
	}
	if out.Result, err = t.Triage(in, course); err != nil {
		return Triaged{}, err
	}
	questions, err := t.Questions(in, course)
	for _, q := range questions {
		if q.Now() {
			out.Questions = append(out.Questions, q.Fact)
		}
	}
	return out, err
}

// read reads what the clinic keeps of a visit, without a report of the last session.
func read(t *soreness.Triager, data []byte) (in screening.Intake, c soreness.Course, err error) {
	var p document.Problems
	document.JSON(data, &p).Fields(&p, "a visit", document.Fields{
		"intake": func(n *document.Node) { in = t.Planner().Screener().ReadIntake(n, &p) },
		"course": func(n *document.Node) {
			if c = t.ReadCourse(n, &p); n.Get("report") != nil {
				p.At(n.Get("report"), "the response reports of the last session; leave out what is told here")
			}
		},
	}, "course")
	return in, c, named("visit", p.Err())
}

// named puts what a file is before each line of an error.
func named(file string, err error) error {
	if err == nil {
		return nil
	}
	return errors.New(file + ": " + strings.ReplaceAll(err.Error(), "\n", "\n"+file+": "))
}

// sameDay refuses a response of another day: what it says of now, and how many hours ago the
// session was, is of that day.
func sameDay(response []byte, asOf time.Time) error {
	var head struct {
		Authored string `json:"authored"`
	}
	_ = json.Unmarshal(response, &head) // of what is no response all is said already
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02"} {
		at, err := time.ParseInLocation(layout, head.Authored, asOf.Location())
		if err != nil {
			continue
		}
		if day := at.In(asOf.Location()).Format(time.DateOnly); day != asOf.Format(time.DateOnly) {
			return fmt.Errorf("authored: tells of %s; triage it with -as-of %s", day, day)
		}
		return nil
	}
	return errors.New("authored: does not say when the client told this, from which its hours count")
}
