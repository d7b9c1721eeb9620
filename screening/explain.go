package screening

import (
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Explanation says in plain words what one thing rests on: the condition of a rule, with the
// answers put in. It decides nothing.
type Explanation struct {
	Rule  string   `json:"rule,omitempty"` // of a finding or an open rule
	Fact  string   `json:"fact,omitempty"` // of a question
	Says  string   `json:"says"`
	Facts []string `json:"facts"` // that it names, in this order
}

// Explained explains what was decided: every finding, every open rule and every question, in the
// order of the decision and of the questions.
type Explained struct {
	Findings  []Explanation `json:"findings"`
	Open      []Explanation `json:"open"`
	Questions []Explanation `json:"questions"`
}

// Explain says of every finding, open rule and question of an intake what it rests on, in the words
// that are given, see [NewWords]: which answers make a rule hold, what one that is open waits for,
// and what the answer to a question can mean. The error is that of Screen.
func (s *Screener) Explain(w Words, in Intake, clearance ...Clearance) (Explained, error) {
	if !s.built() {
		return Explained{}, errNotBuilt
	}
	scratch := s.scratch.Get().(*work)
	defer s.scratch.Put(scratch)
	if err := s.evaluate(&in, clearance, false, scratch); err != nil {
		return Explained{}, err
	}
	return w.Explain(s.set, &scratch.evaluation), nil
}

// Explain explains an evaluation of a rule set, such as one that extends [Screener.Rules].
func (w Words) Explain(set *policy.Set, e *policy.Evaluation) Explained {
	out := Explained{Findings: []Explanation{}, Open: []Explanation{}, Questions: []Explanation{}}
	if set == nil || e == nil {
		return out
	}
	outcomes := e.Outcomes()
	for _, o := range outcomes {
		if x := w.ExplainRule(set, e, o); o.Holds {
			out.Findings = append(out.Findings, x)
		} else {
			out.Open = append(out.Open, x)
		}
	}
	for _, q := range e.Questions(outcomes) {
		out.Questions = append(out.Questions, w.ExplainQuestion(set, e, q))
	}
	return out
}

// ExplainRule says why a rule holds, or what it waits for.
func (w Words) ExplainRule(set *policy.Set, e *policy.Evaluation, o policy.Outcome) Explanation {
	if set == nil || e == nil || o.Rule == nil {
		return Explanation{Facts: []string{}}
	}
	x := explaining{w: w, set: set, e: e}
	i, known := set.RuleIndex(o.Rule.ID)
	if known {
		x.walk(set.RuleTest(i), false)
	}
	for _, fact := range o.Facts { // a guard, a site, or what only together with others leaves no choice
		x.reason(fact)
	}
	reasons := x.reasons()
	out := Explanation{Rule: o.Rule.ID, Facts: x.names()}
	if o.Holds {
		out.Says = phrase.Capital(w.Say("why.holds", "reasons", w.And(reasons)))
		return out
	}
	name := "why.open"
	var open, unsure, faulty []string
	for _, fact := range o.WaitsFor {
		open, out.Facts = append(open, w.quoted(&set.Facts()[fact])), append(out.Facts, set.Facts()[fact].Name)
	}
	for _, fact := range o.Unsure {
		if out.Facts = append(out.Facts, set.Facts()[fact].Name); e.Given(fact).State == policy.Known {
			faulty = append(faulty, w.quoted(&set.Facts()[fact])) // an opaque part went wrong on it
			continue
		}
		unsure = append(unsure, w.quoted(&set.Facts()[fact]))
	}
	switch {
	case len(open) > 0 && len(unsure) > 0:
		name = "why.open_unsure"
	case len(open)+len(unsure) == 0:
		name = "why.fault"
	case len(open) == 0:
		name = "why.unsure"
	}
	if len(reasons) > 0 {
		name += "_since"
	}
	out.Says = phrase.Capital(w.Say(name, "reasons", w.And(reasons), "open", w.And(open), "unsure", w.And(unsure),
		"facts", w.And(faulty)))
	return out
}

// ExplainQuestion says what the answer to a question can mean, by the gravest of the rules that
// wait for it, and since which answers.
func (w Words) ExplainQuestion(set *policy.Set, e *policy.Evaluation, q policy.Question) Explanation {
	if set == nil || e == nil || q.Fact == nil {
		return Explanation{Facts: []string{}}
	}
	out := Explanation{Fact: q.Fact.Name, Facts: []string{q.Fact.Name}}
	if len(q.Rules) == 0 {
		out.Says = w.Say("why.asked_before")
		return out
	}
	r := q.Rules[0]
	x := explaining{w: w, set: set, e: e}
	var tells string
	if i, known := set.RuleIndex(r.ID); known {
		x.walk(set.RuleTest(i), false)
		tells = x.telling(set.RuleTest(i), q.Index)
	}
	name := "why.asked"
	if tells != "" {
		name += "_answer"
	}
	reasons := x.reasons()
	if len(reasons) > 0 {
		name += "_since"
	}
	out.Facts = append(out.Facts, x.names()...)
	out.Says = phrase.Capital(w.Say(name, "reasons", w.And(reasons), "answer", tells, "says", r.Texts["says"]))
	return out
}

// explaining collects what is said of facts, each once.
type explaining struct {
	w   Words
	set *policy.Set
	e   *policy.Evaluation
	all []*said
}

// said is what is said of one fact: its answer, and of a number what it is held against.
type said struct {
	fact   int
	bounds []string
}

func (x *explaining) reason(fact int) *said {
	for _, s := range x.all {
		if s.fact == fact {
			return s
		}
	}
	s := &said{fact: fact}
	x.all = append(x.all, s)
	return s
}

// walk takes in the tests that are true: those that make a test hold, or, of one that is not
// decided, those that leave it to the others.
func (x *explaining) walk(t *policy.Test, negated bool) {
	truth := x.e.Truth(t, negated)
	if truth == policy.False || truth == policy.Unknown && t.Op >= policy.IsYes {
		return
	}
	switch t.Op {
	case policy.Not:
		x.walk(t.Kids[0], !negated)
		return
	case policy.And, policy.Or, policy.AtLeast, policy.Defined:
		for _, k := range t.Kids {
			x.walk(k, negated)
		}
		return
	}
	if t.Op == policy.OpaquePart {
		for _, fact := range t.Reads {
			x.reason(fact)
		}
		return
	}
	s := x.reason(t.Fact)
	if b := x.bound(t, negated); b != "" && !slices.Contains(s.bounds, b) {
		s.bounds = append(s.bounds, b)
	}
}

// bound is what a number is held against, in words.
func (x *explaining) bound(t *policy.Test, negated bool) string {
	name := ""
	switch {
	case t.Op == policy.FromNumber && !negated:
		name = "bound.from"
	case t.Op == policy.FromNumber:
		name = "bound.under"
	case t.Op == policy.AboveNumber && !negated:
		name = "bound.over"
	case t.Op == policy.AboveNumber:
		name = "bound.up_to"
	default:
		return ""
	}
	return x.w.Say(name, "n", strconv.FormatFloat(t.Number, 'f', -1, 64))
}

// telling is the answer to a fact that lets a test hold, in words, or nothing where the test does
// not say.
func (x *explaining) telling(t *policy.Test, fact int) string {
	var answers []string
	var find func(t *policy.Test, negated bool)
	find = func(t *policy.Test, negated bool) {
		if t.Op < policy.IsYes {
			for _, k := range t.Kids {
				find(k, negated != (t.Op == policy.Not))
			}
			return
		}
		if t.Fact != fact {
			return
		}
		said := x.bound(t, negated)
		f := &x.set.Facts()[fact]
		switch {
		case t.Op == policy.IsYes && !negated:
			said = x.w.Say("answer.yes")
		case t.Op == policy.IsYes:
			said = x.w.Say("answer.no")
		case said == "" && f.Places:
			return // a place by itself says too little
		case said == "":
			said = x.values(f, t.Values, negated)
		}
		answers = lists.Add(answers, said)
	}
	find(t, false)
	for i := range answers {
		answers[i] = x.w.Say("why.quoted", "text", answers[i])
	}
	return x.w.Or(answers)
}

// values says the values of a list that a test asks for, or leaves out.
func (x *explaining) values(f *policy.Fact, values uint64, negated bool) string {
	if negated {
		values = ^values
	}
	var says []string
	for i, v := range f.Values {
		if values>>i&1 == 1 {
			says = append(says, v.Says)
		}
	}
	return strings.Join(says, "; ")
}

func (x *explaining) names() []string {
	return append([]string{}, lists.Of(x.all, func(s *said) string { return x.set.Facts()[s.fact].Name })...)
}

func (x *explaining) reasons() []string {
	return lists.Of(x.all, x.say)
}

// say says a fact and its answer as the reason for something.
func (x *explaining) say(s *said) string {
	w, f := x.w, &x.set.Facts()[s.fact]
	known := EvidenceOf(x.set, x.e, s.fact)
	text := w.reason(f, known.Answer)
	if len(s.bounds) > 0 {
		text = w.Say("reason.bound", "reason", text, "bound", w.And(s.bounds))
	}
	if known.From == OriginUsual {
		return w.Say("reason.usual", "reason", text)
	}
	if known.Because != "" {
		return w.Say("reason.implied", "reason", text, "because", known.Because)
	}
	var from []string // of what follows: the answers that it follows from
	for _, name := range f.From {
		if i, ok := x.set.FactIndex(name); ok && x.e.Told(i) {
			from = append(from, w.reason(&x.set.Facts()[i], x.set.Format(i, x.e.Given(i))))
		}
	}
	if len(from) > 0 {
		return w.Say("reason.from", "reason", text, "from", w.And(from))
	}
	return text
}

// reason says an answer as a clause.
func (w Words) reason(f *policy.Fact, given string) string {
	line, name := w.lines[f.Name], w.Say("name."+f.Name)
	named, number := name != "name."+f.Name, len(f.Values) == 0 && f.Kind != policy.YesNo
	who := ""
	if f.Staff || len(f.From) > 0 {
		who = ".staff"
	}
	switch {
	case given == answer.Unsure.String() || given == answer.NotAsked.String():
		return w.Say("reason."+strings.ReplaceAll(given, " ", "_"), "about", w.quoted(f))
	case number && named:
		return w.Say("reason.number", "name", name, "n", given)
	case line != "" && (given == answer.Yes.String() || given == answer.No.String()):
		return w.Say("reason.line_"+given+who, "line", line)
	case f.Kind == policy.YesNo:
		return w.Say("reason."+given+who, "ask", asked(f))
	}
	return w.Say("reason.value"+who, "ask", asked(f), "answer", phrase.Capital(w.value(f, given)))
}

// quoted is what a question is called where its answer is missing: the line that it is ticked by,
// or the question.
func (w Words) quoted(f *policy.Fact) string {
	text := w.lines[f.Name]
	if text == "" {
		text = asked(f)
	}
	return w.Say("why.quoted", "text", text)
}

// asked is a question without the advice that follows it on a form.
func asked(f *policy.Fact) string {
	if i := strings.IndexByte(f.Ask, '?'); i >= 0 {
		return f.Ask[:i+1]
	}
	return f.Ask
}
