package soreness

import (
	"cmp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// result reads what the rules said, and puts the same answers to the rules that decide nothing.
func (t *Triager) result(c *Course, w *work) (Result, error) {
	level, urgency := w.triage.Session(), w.triage.Urgency()
	r := Result{
		Floor: levelAt(level.Floor), Ceiling: levelAt(level.Ceiling),
		Urgency: screening.Urgency(urgency.Floor), UrgencyCeiling: screening.Urgency(urgency.Ceiling),
		Inexact: w.triage.Inexact(), Weakened: slices.Clone(t.weakened),
		Fingerprint: t.prints.meaning, TextFingerprint: t.prints.text,
	}
	r.Level = t.shown(level, w.triage.Settled())
	r.Grid = cell(c.Report, r.Urgency >= screening.UrgencySameDay)
	flagged := false
	for _, o := range ownFirst(w.triage.Outcomes()) {
		flagged = flagged || o.Rule.RedFlag || o.Rule.Adopted
		if o.Holds {
			r.Findings = append(r.Findings, t.finding(&w.triage, &o))
		} else {
			r.Open = append(r.Open, t.open(&o))
		}
	}
	if flagged {
		return r, nil
	}
	return r, t.remark(&r, w)
}

func (t *Triager) shown(b policy.Bounds, settled bool) Level {
	return Level(max(0, slices.Index(levelNames, t.triage.Disposition(b, settled))))
}

// ownFirst puts what speaks of the time after a massage before what the screening says of the next
// one, where both are as urgent and as cautious.
func ownFirst(outcomes []policy.Outcome) []policy.Outcome {
	ordered := slices.Clone(outcomes)
	rank := func(o policy.Outcome) int {
		if o.Rule.Adopted && !o.Rule.RedFlag {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(ordered, func(a, b policy.Outcome) int {
		return cmp.Or(cmp.Compare(b.Urgency, a.Urgency), cmp.Compare(b.Level, a.Level), rank(a)-rank(b))
	})
	return ordered
}

// remark adds causes, advice and messages to the result of somebody of whom the screening asks
// nothing soon, and who shows no red flag.
func (t *Triager) remark(r *Result, w *work) error {
	if err := t.causes.Evaluate(w.answers, policy.Request{}, &w.causes); err != nil {
		return err
	}
	r.Causes = t.remarks(t.causes, &w.causes, kindCause)
	calm := r.Settled() && !r.Level.AtLeast(SeeClinician)
	if calm {
		r.Causes = append(r.Causes, t.remarks(t.causes, &w.causes, kindOrdinary)...)
	}
	if len(r.Causes) == 0 {
		r.Causes = t.remarks(t.causes, &w.causes, kindUndetermined)
	}
	slices.SortStableFunc(r.Causes, func(a, b Remark) int { return cmp.Compare(firstRow(a), firstRow(b)) })
	if !calm {
		return nil
	}
	if err := t.advice.Evaluate(w.answers, policy.Request{}, &w.advice); err != nil {
		return err
	}
	r.Messages = t.remarks(t.advice, &w.advice, kindMessage)
	if !r.Level.AtLeast(Adjust) {
		r.Advice = t.remarks(t.advice, &w.advice, kindAdvice)
	}
	return nil
}

// firstRow is what causes are sorted by: the order of the clinical documents, with
// a clinic's own behind.
func firstRow(r Remark) string {
	if len(r.Rows) == 0 {
		return "~"
	}
	return r.Rows[0]
}

// remarks are the rules of a kind that hold, by id. What is open or unsure is no remark.
func (t *Triager) remarks(set *policy.Set, e *policy.Evaluation, kind string) []Remark {
	var all []Remark
	for _, o := range e.Outcomes() {
		if o.Holds && o.Rule.Kind == kind {
			_, code, _ := strings.Cut(o.Rule.ID, ".")
			all = append(all, Remark{
				Basis: o.Rule.Basis(), Code: code, Says: o.Rule.Texts["says"],
				Client: o.Rule.Texts["client"], Facts: t.evidence(set, e, o.Facts),
			})
		}
	}
	return all
}

func (t *Triager) finding(e *policy.Evaluation, o *policy.Outcome) Finding {
	r := o.Rule
	return Finding{
		Basis: r.Basis(), Level: levelAt(o.Level), Urgency: screening.Urgency(o.Urgency),
		Says: r.Texts["says"], Do: do(r), Client: r.Texts["client"],
		RedFlag: r.RedFlag, Facts: t.evidence(t.triage, e, o.Facts),
	}
}

func (t *Triager) open(o *policy.Outcome) OpenRule {
	r := o.Rule
	out := OpenRule{
		Rule: r.ID, Level: levelAt(o.Level), Urgency: screening.Urgency(o.Urgency), RedFlag: r.RedFlag,
		WaitsFor: list(t.triage.FactNames(o.WaitsFor)), Unsure: t.triage.FactNames(o.Unsure), OneOf: o.OneOf,
	}
	if o.Counts() {
		out.Says, out.Do, out.Client = r.Texts["says"], do(r), r.Texts["client"]
		if r.IfUnsure != nil {
			out.Reason = r.IfUnsure.Reason
		}
	}
	return out
}

// do is what to do; a rule of the screener calls it instead.
func do(r *policy.Rule) string {
	if r.Adopted {
		return r.Texts["instead"]
	}
	return r.Texts["do"]
}

// evidence is what a rule of a set holds for. How many sore sessions there can be at most is
// no reason for anything.
func (t *Triager) evidence(set *policy.Set, e *policy.Evaluation, facts []int) []screening.Evidence {
	all := make([]screening.Evidence, 0, len(facts))
	for _, f := range facts {
		if f != t.derived.soreMost {
			all = append(all, screening.EvidenceOf(set, e, f))
		}
	}
	return all
}

// techniqueFact is the name of the question that stands for everything the technique
// of the session answers.
const techniqueFact = "course.technique"

// questions are those of the engine, with one for the technique in the place of the
// first that it answers.
func (t *Triager) questions(w *work) []screening.Question {
	var out []screening.Question
	at := -1
	for _, q := range screening.QuestionsOf(t.triage, &w.triage) {
		i, _ := t.triage.FactIndex(q.Fact)
		switch {
		case !t.derived.ofTechnique(i) && i != t.derived.number:
			out = append(out, q)
		case at < 0:
			at = len(out)
			out = append(out, t.techniqueQuestion(q))
		default:
			first := &out[at]
			first.Decides = first.Decides || q.Decides
			first.Rules = lists.Add(first.Rules, q.Rules...)
		}
	}
	return out
}

func (t *Triager) techniqueQuestion(q screening.Question) screening.Question {
	q.Fact, q.Ask, q.After, q.Choices = techniqueFact, t.words.Say(techniqueFact), nil, nil
	for _, name := range t.styles.techniques {
		q.Choices = append(q.Choices, screening.Value{Name: name, Says: t.styles.styles[name].name})
	}
	return q
}
