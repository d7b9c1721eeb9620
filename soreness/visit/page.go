package visit

import (
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/policy/document"
)

// Page is what [Decider.Next] asks of a visit as a page to draw, in any toolkit: a card with its
// lines, or one question as the only field, with its kind, choices and limits; what hangs on the
// answer is asked next. Its Ask heads the page of a card, of a plan or of one of its steps, and is
// empty otherwise. [Decider.Answer] takes what is said to it. Everything that may be asked at once
// is drawn by the Form of the Screener, the Planner and the Triager. The error is that of Decide,
// or says that what is asked is no question of the visit.
func (d *Decider) Page(data []byte, x Asking) (form.Page, error) {
	decided, err := d.Decide(data)
	if err != nil {
		return form.Page{}, err
	}
	var none document.Problems // Decide has found no problem
	v := d.read(data, &none)
	pages, err := d.screener.Form(v.intake, v.clearance...)
	if err != nil {
		return form.Page{}, err
	}
	if x.Card != "" {
		for _, p := range pages {
			if p.Card == string(x.Card) {
				return p, nil
			}
		}
	}
	if x.Card != "" || len(x.Questions) == 0 {
		return form.Page{}, noQuestion(string(x.Card))
	}
	fact, step := x.Questions[0].Fact, max(0, x.Step)
	switch {
	case d.screener.Path(fact) != "":
	case x.Part == Felt || x.Part == "" && d.planner.Path(step, fact) == "":
		if pages, err = d.triager.Form(v.intake, v.course); err != nil {
			return form.Page{}, err
		}
	default:
		drawn, err := d.planner.Form(v.sheet(decided))
		if err != nil {
			return form.Page{}, err
		}
		pages = nil
		for _, p := range drawn {
			if p.Path == "" || p.Step == step {
				pages = append(pages, p.Page)
			}
		}
	}
	p, f, ok := form.Find(pages, fact)
	if !ok {
		return form.Page{}, noQuestion(fact)
	}
	out := form.Page{
		Path: f.Path, Staff: f.Staff, Private: f.Private, Repeat: f.Repeat, HoldsDays: f.HoldsDays,
		Answered: f.Answered, Matters: f.Matters, Fields: []form.Field{f},
	}
	if p.Card == "" {
		out.Ask = p.Ask
	}
	return out, nil
}

func noQuestion(name string) error {
	return &document.Error{Problems: []document.Problem{{
		Path: document.Shorten(name), Message: "is asked nowhere in this visit",
	}}}
}
