package technique

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Page is a page of a form, and the step that it is about. Its questions belong together, and none
// hangs on the first.
type Page struct {
	form.Page
	Step int `json:"step"` // from 0; -1 for what is not about one step
}

// Asking is what to ask next about a plan, and the step that it is about.
type Asking struct {
	screening.Asking
	Step int `json:"step"` // from 0; -1 for what is not about one step
}

// Form draws everything that is filled in about how a massage is given: what was found, what
// earlier sessions brought, the plan, each of its steps and one more, and the session where one
// goes on. The intake's pages are drawn by [screening.Screener.Form]. What matters is as Check,
// Match and Stop ask for it; before the screening nothing can settle, and everything that is not
// filled in decides. The error is that of these.
func (p *Planner) Form(s Sheet) ([]Page, error) {
	if !p.built() {
		return nil, errNotBuilt
	}
	asked, err := p.asked(s)
	if err != nil {
		return nil, err
	}
	w := p.works.Get().(*work)
	defer p.works.Put(w)
	d := drawing{p: p, sheet: &s, asked: asked, check: checking{p: p, v: &s.Visit, plan: &s.Plan, work: w}}
	return d.pages()
}

// Next returns what to ask next about a plan, or about the session where one goes on, and whether
// there is anything. It is over as soon as the plan is settled, or, with refine, as nothing can
// change what is said of it either. What belongs to the intake is left out;
// [screening.Screener.Next] asks for it. The error is that of Check, Match and Stop.
func (p *Planner) Next(s Sheet, refine bool) (Asking, bool, error) {
	if !p.built() {
		return Asking{}, false, errNotBuilt
	}
	asked, err := p.asked(s)
	if err != nil {
		return Asking{}, false, err
	}
	for _, decides := range []bool{true, false} {
		for _, q := range asked {
			if q.Decides == decides && (decides || refine) && p.settable(q.Fact) {
				return Asking{screening.Asking{
					Questions: []screening.Question{q.Question}, Decides: decides, Rules: q.Rules,
					Private: q.Private, Path: p.Path(q.Step, q.Fact),
				}, q.Step}, true, nil
			}
		}
	}
	return Asking{}, false, nil
}

// asked are the questions that are open, each once.
func (p *Planner) asked(s Sheet) ([]Question, error) {
	if s.During != nil {
		stopping, err := p.Stop(s.Visit, *s.During)
		return stopping.Questions, err
	}
	review, err := p.Check(s.Visit, s.Plan)
	if err != nil {
		return nil, err
	}
	matching, err := p.Match(s.Visit)
	return AllQuestions(matching, review), err
}

// drawing is one call of Form.
type drawing struct {
	p     *Planner
	sheet *Sheet
	asked []Question
	check checking
	saved []form.Field
}

func (d *drawing) pages() ([]Page, error) {
	var problems document.Problems
	d.p.answerVisit(&d.sheet.Visit, d.check.work.answers, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if err := d.check.answerPlan(); err != nil {
		return nil, err
	}
	if d.sheet.During != nil {
		d.p.durings.Fill(d.sheet.During, d.check.work.answers, &problems)
	}
	if err := d.evaluate(nil, WholePlan); err != nil {
		return nil, err
	}
	out := []Page{
		d.page("found", WholePlan, "presentation."), d.page("history", WholePlan, "history."),
		d.page("plan", WholePlan, "plan."),
	}
	steps := d.sheet.Plan.Strokes
	for i := range min(len(steps)+1, MaxSteps) {
		step := Step{}
		if i < len(steps) {
			step = steps[i]
		}
		if err := d.evaluate(&step, i); err != nil {
			return nil, err
		}
		out = append(out, d.page("step", i, "stroke.", "step."))
	}
	if d.sheet.During != nil {
		out = append(out, d.page("during", WholePlan, "during."))
	}
	return out, nil
}

// evaluate puts the plan to the rules with one step, or with none.
func (d *drawing) evaluate(step *Step, i int) error {
	w := d.check.work
	if step != nil {
		d.p.answerStep(&d.sheet.Visit, step, w.answers)
	}
	if err := d.p.plan.Evaluate(w.answers, policy.Request{}, &w.evaluation); err != nil {
		return err
	}
	d.saved = nil
	pages := form.Source{
		Set: d.p.plan, Facts: d.p.facts, Evaluation: &w.evaluation, Answers: w.answers,
		Path: func(fact string) string { return d.p.Path(i, fact) },
	}.Pages()
	for _, page := range pages {
		d.saved = append(d.saved, page.Fields...)
	}
	return nil
}

// page is one page with the fields of some groups of facts.
func (d *drawing) page(name string, step int, prefixes ...string) Page {
	out := Page{form.Page{Ask: d.p.words.Say("form." + name), Matters: form.NoLonger}, step}
	of := func(f form.Field) bool {
		return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(f.Fact, prefix) })
	}
	for _, f := range d.saved {
		if !of(f) {
			continue
		}
		f.Matters = d.matters(f, step)
		if f.Fact == regionsFact {
			f.Choices, f.Regions = d.regions(f.Choices), true
		}
		out.Fields = append(out.Fields, f)
		if out.Matters == form.NoLonger || f.Matters == form.Decides {
			out.Matters = f.Matters
		}
	}
	first := out.Fields[0]
	out.Staff, out.Private, out.Repeat, out.HoldsDays = first.Staff, first.Private, first.Repeat, first.HoldsDays
	out.Answered = first.Answered
	if step != WholePlan {
		out.Ask = d.p.words.Say("form.step", "n", fmt.Sprint(step+1))
		out.Path = fmt.Sprintf("plan.strokes[%d]", step)
	}
	return out
}

func (d *drawing) matters(f form.Field, step int) form.Matters {
	if f.Answered {
		return form.NoLonger
	}
	if !ofStep(f.Fact) || len(d.sheet.Plan.Strokes) == 0 {
		step = WholePlan
	}
	if d.sheet.During == nil && d.sheet.Decision.Fingerprint == "" {
		return form.Decides
	}
	for _, q := range d.asked {
		switch {
		case q.Fact != f.Fact || q.Step != step:
		case q.Decides:
			return form.Decides
		default:
			return form.Refines
		}
	}
	return form.NoLonger
}

// regions are choices of regions in the words of the screening: those that it has decided on.
func (d *drawing) regions(choices []form.Choice) []form.Choice {
	says := map[string]string{}
	for _, f := range d.p.screener.Rules().Facts() {
		if f.Places {
			for _, v := range f.Values {
				says[v.Name] = v.Says
			}
		}
	}
	var out []form.Choice
	for _, c := range choices {
		_, decided := d.sheet.Decision.For(body.Region(c.Name))
		if len(d.sheet.Decision.Regions) > 0 && !decided {
			continue
		}
		if c.Says == "" {
			c.Says = says[c.Name]
		}
		out = append(out, c)
	}
	return out
}
