package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

// page is what is asked at once, and what takes the answers.
type page struct {
	title, why string
	widgets    []*widget
	take       func([]*widget) error
}

// record is one visit while it is asked.
type record struct {
	d     *visit.Decider
	words screening.Words
	all   bool // ask everything
	left  bool // somebody went away

	regions, given bool // were asked for
	sheet          technique.Sheet
	before         screening.Intake // as it was when the session began
	course         soreness.Course
	asked          map[string]bool // paths, where everything is asked
}

func newVisit(d *visit.Decider, all bool) (*record, error) {
	words, err := d.Words()
	return &record{d: d, words: words, all: all, asked: map[string]bool{}}, err
}

// next is what is asked next: where a massage is wanted, the screening, the plan, whether it was
// given, how it goes on, and how the client is afterwards.
func (r *record) next() (page, bool, error) {
	if !r.regions {
		return r.askRegions()
	}
	if r.sheet.During != nil { // what was decided before the session stands
		if p, more, err := r.planning(); more || err != nil {
			return p, more, err
		}
		return r.afterwards()
	}
	if p, more, err := r.screening(); more || err != nil {
		return p, more, err
	}
	var err error
	if r.sheet.Decision, err = r.d.Screener().Screen(r.sheet.Intake); err != nil {
		return page{}, false, err
	}
	if !r.sheet.Decision.MayTreat() {
		return page{}, false, nil
	}
	if p, more, err := r.planning(); more || err != nil {
		return p, more, err
	}
	if !r.given {
		return r.askGiven()
	}
	return page{}, false, nil
}

// choices are those of a fact of the plan: the regions, as the form has them.
func (r *record) choices(fact string) ([]option, error) {
	pages, err := r.d.Planner().Form(technique.Sheet{})
	for _, p := range pages {
		for _, f := range p.Fields {
			if f.Fact == fact {
				w := saidIn(r.words).ofField(f)
				return w.options[:len(w.options)-1], err
			}
		}
	}
	return nil, err
}

func (r *record) askRegions() (page, bool, error) {
	options, err := r.choices("step.regions")
	w := &widget{title: "Where is the massage wanted?", several: true, options: options}
	w.hint = "Nothing chosen is the whole back."
	return page{title: "The visit", widgets: []*widget{w}, take: func(w []*widget) error {
		r.regions = true
		for _, name := range w[0].chosen {
			r.sheet.Intake.Regions = append(r.sheet.Intake.Regions, body.Region(name))
		}
		return nil
	}}, true, err
}

// screening asks what the intake still needs.
func (r *record) screening() (page, bool, error) {
	s, in := r.d.Screener(), &r.sheet.Intake
	pages, err := s.Form(*in)
	if err != nil {
		return page{}, false, err
	}
	if r.all {
		p, more := r.everything(pages, func(fact string, words []string) error { return s.SetText(in, fact, words...) })
		return p, more, nil
	}
	x, more, err := s.Next(*in, false)
	if err != nil || !more {
		return page{}, false, err
	}
	return r.ask(x, pages, func(fact string, words []string) error { return s.SetText(in, fact, words...) }), true, nil
}

// planning asks what the plan, or the session that goes on, still needs.
func (r *record) planning() (page, bool, error) {
	p := r.d.Planner()
	x, more, err := p.Next(r.sheet, false)
	if err != nil || !more {
		return page{}, false, err
	}
	pages, err := p.Form(r.sheet)
	if err != nil {
		return page{}, false, err
	}
	for _, drawn := range pages {
		if drawn.Step != x.Step && x.Step != technique.WholePlan {
			continue
		}
		for _, f := range drawn.Fields {
			if f.Path == x.Path || x.Path == "" && f.Fact == x.Questions[0].Fact {
				return r.single(drawn.Ask, x.Asking, f, func(fact string, words []string) error {
					return p.SetText(&r.sheet, max(0, x.Step), fact, words...)
				}), true, nil
			}
		}
	}
	return page{}, false, fmt.Errorf("%s is asked and nowhere on the form", x.Questions[0].Fact)
}

func (r *record) askGiven() (page, bool, error) {
	w := &widget{title: "Does the session begin now?", options: saidIn(r.words).yesNo()}
	return page{title: "The session", why: r.verdict(), widgets: []*widget{w}, take: func(w []*widget) error {
		if r.given = true; w[0].chosen[0] == "yes" {
			r.sheet.During = &technique.During{}
			r.before, r.sheet.Intake = r.sheet.Intake, r.d.Screener().Expire(r.sheet.Intake, time.Hour)
			r.course = soreness.Course{AskedAgain: answer.Yes, Sessions: []soreness.Session{{
				DaysAgo: answer.Known(0), Answers: r.sheet.Decision.Answers, Violations: []string{},
				Plan: soreness.SessionPlan{Technique: r.sheet.Plan.Technique, Minutes: r.sheet.Plan.Minutes},
			}}}
		}
		return nil
	}}, true, nil
}

// afterwards asks for the report.
func (r *record) afterwards() (page, bool, error) {
	t, s, in := r.d.Triager(), r.d.Screener(), &r.sheet.Intake
	x, more, err := t.Next(*in, r.course, false)
	if err != nil || !more {
		return page{}, false, err
	}
	pages, err := t.Form(*in, r.course)
	if err != nil {
		return page{}, false, err
	}
	set := func(fact string, words []string) error { return t.SetText(&r.course, fact, words...) }
	if x.Card != "" || s.Path(x.Questions[0].Fact) != "" {
		set = func(fact string, words []string) error { return s.SetText(in, fact, words...) }
		if pages, err = s.Form(*in); err != nil {
			return page{}, false, err
		}
	}
	return r.ask(x, pages, set), true, nil
}

// ask draws what the interview asks for.
func (r *record) ask(x screening.Asking, pages []form.Page, set func(string, []string) error) page {
	if x.Card != "" {
		for _, p := range pages {
			if p.Card == string(x.Card) {
				return r.card(p)
			}
		}
	}
	_, f, _ := form.Find(pages, x.Questions[0].Fact)
	return r.single("", x, f, set)
}

// card draws a card as a whole.
func (r *record) card(p form.Page) page {
	title := strings.ReplaceAll(p.Card, "_", " ")
	return page{title: title, widgets: saidIn(r.words).ofCard(p), take: func(w []*widget) error {
		s, in := r.d.Screener(), &r.sheet.Intake
		var a intake.CardAnswer
		for _, name := range w[1].chosen {
			a.Unsure = append(a.Unsure, intake.Line(name))
		}
		for _, name := range w[0].chosen {
			if !slices.Contains(w[1].chosen, name) {
				a.Ticked = append(a.Ticked, intake.Line(name))
			}
		}
		return s.AnswerCard(in, intake.Card(p.Card), a)
	}}
}

// single draws one question, with why it is asked.
func (r *record) single(title string, x screening.Asking, f form.Field, set func(string, []string) error) page {
	why := ""
	if x.Danger {
		why = "It can mean that somebody has to be seen today."
	}
	return page{title: title, why: why, widgets: []*widget{saidIn(r.words).ofField(f)}, take: func(w []*widget) error {
		words := w[0].words()
		if len(words) == 0 {
			return fmt.Errorf("nothing was chosen")
		}
		return set(f.Fact, words)
	}}
}

// everything draws the pages of the form one by one, each once, and behind a page what its answers
// have made a question.
func (r *record) everything(pages []form.Page, set func(string, []string) error) (page, bool) {
	for _, p := range pages {
		if p.Card != "" && !p.Answered && !r.asked[p.Path] {
			r.asked[p.Path] = true
			return r.card(p), true
		}
		for _, f := range fieldsOf(p) {
			if f.Asked && !f.Answered && !r.asked[f.Path] {
				r.asked[f.Path] = true
				out := r.single("", screening.Asking{}, f, set)
				take := out.take
				out.take = func(w []*widget) error {
					if len(w[0].words()) == 0 {
						return nil // a reading that nobody took
					}
					return take(w)
				}
				if out.widgets[0].check != nil && f.Usual != "" {
					check := out.widgets[0].check
					out.widgets[0].check = func(typed string) error {
						if strings.TrimSpace(typed) == "" {
							return nil
						}
						return check(typed)
					}
				}
				return out, true
			}
		}
	}
	return page{}, false
}

func fieldsOf(p form.Page) []form.Field {
	out := p.Fields
	for _, l := range p.Lines {
		out = append(out, l.Fields...)
	}
	return out
}

func (r *record) verdict() string {
	line, _ := r.words.Headline(r.sheet.Decision)
	return r.words.Disposition(r.sheet.Decision.Disposition) + ": " + line
}

// told is what came of the visit, and the visit as JSON, which examples/visit decides too.
func (r *record) told() string {
	if r.left {
		return "Left unfinished.\n"
	}
	out := map[string]any{"intake": r.sheet.Intake}
	v := r.sheet.Visit
	if r.sheet.During != nil {
		v.Intake = r.before
	}
	var b strings.Builder
	fmt.Fprintln(&b, r.verdict())
	if r.sheet.Decision.MayTreat() {
		out["presentation"], out["history"], out["plan"] = r.sheet.Presentation, r.sheet.History, r.sheet.Plan
		if review, err := r.d.Planner().Check(v, r.sheet.Plan); err == nil {
			fmt.Fprintln(&b, "The plan fits:", review.Fits)
		}
	}
	if r.sheet.During != nil {
		out["session"], out["course"] = r.sheet.During, r.course
		if result, err := r.d.Triager().Triage(r.sheet.Intake, r.course); err == nil {
			line, _ := result.Headline(r.words)
			fmt.Fprintln(&b, line)
		}
	}
	data, err := json.Marshal(out)
	if err != nil {
		return err.Error()
	}
	return b.String() + string(data) + "\n"
}
