package visit

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness"
)

// lineUnsure stands behind the name of a line that was asked and is not known.
const lineUnsure = "=unsure"

// Answer puts what was said to what [Decider.Next] asks into a visit and returns the visit with it,
// as canonical JSON; what it was given stays as it is. What is said to a card are the lines that
// apply, and such as "fever=unsure" that nobody knows; nothing says that none does. The card is
// answered as a whole, see [screening.Screener.AnswerCard]. What is said to a question is read as
// [screening.Screener.SetText] reads it; no word takes an answer away, and is refused where there
// is none, since the same would be asked for ever. Of an asking only the part, the step, the card
// and the fact of its first question count, so that a host may make one of what a page posts. The
// error is a [*document.Error]: that of Decide, or what is wrong with the answer; the visit is then
// returned as it was.
//
// [screening.Screener.AnswerCard]:
// https://pkg.go.dev/github.com/safehands/safehands/screening#Screener.AnswerCard
// [screening.Screener.SetText]:
// https://pkg.go.dev/github.com/safehands/safehands/screening#Screener.SetText [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (d *Decider) Answer(data []byte, x Asking, said ...string) ([]byte, error) {
	decided, err := d.Decide(data)
	if err != nil {
		return data, err
	}
	fact := ""
	if len(x.Questions) > 0 {
		fact = x.Questions[0].Fact
	}
	var p document.Problems
	v := d.read(data, &p) // Decide has found no problem
	part, answered := "intake", any(&v.intake)
	nothing := func(a answer.Any, err error) bool { // is said, and there is nothing to take away
		return err == nil && !a.Asked() && strings.Join(said, "") == ""
	}
	unsaid := &document.Error{Problems: []document.Problem{{
		Path: document.Shorten(fact), Message: "is not answered, and no word was said; unsure is an answer too",
	}}}
	switch {
	case x.Card != "":
		var a intake.CardAnswer
		for _, s := range said {
			if line, unsure := strings.CutSuffix(s, lineUnsure); unsure {
				a.Unsure = append(a.Unsure, intake.Line(line))
			} else {
				a.Ticked = append(a.Ticked, intake.Line(line))
			}
		}
		err = d.screener.AnswerCard(&v.intake, x.Card, a)
	case d.screener.Path(fact) != "":
		if nothing(d.screener.Get(v.intake, fact)) {
			return data, unsaid
		}
		err = d.screener.SetText(&v.intake, fact, said...)
	case !slices.Contains(d.answerable(), fact):
		err = &document.Error{Problems: []document.Problem{{
			Path: document.Shorten(fact), Message: "is no fact of a visit" + document.Suggest(fact, d.answerable()),
		}}}
	case x.Part == Felt || x.Part == "" && d.planner.Path(0, fact) == "":
		part, answered = "course", &v.course
		if nothing(d.triager.Get(v.course, fact)) {
			return data, unsaid
		}
		err = d.triager.SetText(&v.course, fact, said...)
	default:
		sheet := v.sheet(decided)
		step := max(0, x.Step)
		if nothing(d.planner.Get(sheet, step, fact)) {
			return data, unsaid
		}
		err = d.planner.SetText(&sheet, step, fact, said...)
		part, _, _ = strings.Cut(d.planner.Path(step, fact), ".")
		answered = map[string]any{
			"presentation": sheet.Presentation, "history": sheet.History, "plan": sheet.Plan, "session": sheet.During,
		}[part]
	}
	if err != nil {
		return data, err
	}
	parts := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &parts); err != nil {
		return data, err
	}
	if parts[part], err = json.Marshal(answered); err != nil {
		return data, err
	}
	whole, err := json.Marshal(parts)
	if err != nil {
		return data, err
	}
	return canonical(whole)
}

// answerable are the names of all facts that are answered in a visit.
func (d *Decider) answerable() []string {
	var out []string
	for _, f := range d.triager.Rules().Facts() { // with those of the intake
		if _, err := d.triager.Get(soreness.Course{}, f.Name); err == nil || d.screener.Path(f.Name) != "" {
			out = append(out, f.Name)
		}
	}
	for _, f := range d.planner.PlanRules().Facts() {
		if d.planner.Path(0, f.Name) != "" {
			out = append(out, f.Name)
		}
	}
	return out
}
