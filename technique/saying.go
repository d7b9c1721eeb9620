package technique

import (
	"embed"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy/lists"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// NewWords returns the words of the screening together with those for what a planner says, as
// [screening.NewWords] does.
func NewWords(p *Planner, layers ...fs.FS) (screening.Words, error) {
	w, err := screening.NewWords(p.Screener())
	if err != nil {
		return w, err
	}
	w.Table = p.words
	return w.Extend(layers, p.MatchRules(), p.PlanRules())
}

// Called is the plan in a few words: the technique, and how long.
func (p Plan) Called(w screening.Words) string {
	name := w.Say("plan.session")
	if p.Technique != "" {
		name = w.Stroke(p.Technique)
	}
	if minutes, ok := p.Minutes.Value(); ok {
		name = w.Say("plan.called", "name", name, "minutes", w.Count("minutes", minutes))
	}
	return phrase.Capital(name)
}

// Objection is what is said against a plan, or to be minded in it: a rule, or several about the
// same steps.
type Objection struct {
	// Steps is what it is about, in words: the steps, or of the plan as a whole what the screening
	// leaves out; empty for the rest of the plan.
	Steps         string
	Says, Instead string // of further rules about the same steps, Instead holds what they say
}

// Changes are the objections that the plan has to change for: what the hands would do first, then
// what is about the plan as a whole.
func (r Review) Changes(w screening.Words, p Plan) []Objection {
	return r.objections(w, p, func(k Kind) bool { return k >= KindChange })
}

// Cautions are the objections that ask for care, in the same order.
func (r Review) Cautions(w screening.Words, p Plan) []Objection {
	return r.objections(w, p, func(k Kind) bool { return k < KindChange })
}

func (r Review) objections(w screening.Words, p Plan, of func(Kind) bool) []Objection {
	var all, whole []Objection
	var seen []string
	for _, v := range r.Violations {
		if slices.Contains(seen, v.Rule) || !of(v.Kind) {
			continue
		}
		seen = append(seen, v.Rule)
		steps := r.steps(w, p, v.Rule)
		if steps == "" {
			whole = append(whole, Objection{p.leftOut(w, v.Facts), v.Says, v.Instead})
			continue
		}
		at := slices.IndexFunc(all, func(o Objection) bool { return o.Steps == steps })
		if at < 0 {
			all = append(all, Objection{steps, v.Says, v.Instead})
			continue
		}
		all[at].Instead += " " + v.Says
	}
	return append(all, whole...)
}

// leftOut names what of the plan as a whole a screening leaves out: its technique, its position.
func (p Plan) leftOut(w screening.Words, facts []screening.Evidence) string {
	var names []string
	for _, f := range facts {
		position, _ := p.Position.Value()
		switch {
		case f.Fact == avoidedTechnique && p.Technique != "":
			names = append(names, w.Stroke(p.Technique))
		case f.Fact == avoidedPosition && position != "":
			names = append(names, w.Say("step.position."+string(position)))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return phrase.Capital(w.Say("step.only", "strokes", w.And(names)))
}

// steps are the steps that a rule is about, in words; nothing for the plan as a whole.
func (r Review) steps(w screening.Words, p Plan, rule string) string {
	var numbers, strokes []string
	for _, v := range r.Violations {
		if v.Rule != rule || v.Step == WholePlan {
			continue
		}
		numbers = append(numbers, strconv.Itoa(v.Step+1))
		if name := w.Stroke(v.Stroke); v.Stroke != "" && !slices.Contains(strokes, name) {
			strokes = append(strokes, name)
		}
	}
	name := "step.one"
	switch {
	case len(numbers) == 0:
		return ""
	case len(p.Strokes) == 1 && len(strokes) > 0:
		return phrase.Capital(w.Say("step.only", "strokes", w.And(strokes)))
	case len(numbers) > 1:
		name = "step.many"
	}
	if len(strokes) > 0 {
		name += "_with"
	}
	return w.Say(name, "n", w.And(numbers), "strokes", w.And(strokes))
}

// Who is who may carry out the plan, where that has to be somebody else than planned; empty where
// the therapist may, and where nobody has said who it is.
func (r Review) Who(w screening.Words, p Plan) string {
	planned, known := p.Therapist.Value()
	switch {
	case !known || r.Level != "" && planned.AtLeast(r.Level):
		return ""
	case r.Level == "":
		return w.Say("training.none")
	}
	return phrase.Capital(w.Say("training.at_least", "who", w.Called("training", string(r.Level))))
}

// AllQuestions are those of choosing and of planning, each once: it decides if it decides one of
// the two.
func AllQuestions(m Matching, r Review) []Question {
	var out []Question
	for _, q := range m.Questions {
		out = append(out, Question{Question: q, Step: WholePlan})
	}
	for _, q := range r.Questions {
		at := slices.IndexFunc(out, func(x Question) bool { return x.Fact == q.Fact && x.Step == q.Step })
		if at < 0 {
			out = append(out, q)
			continue
		}
		x := &out[at]
		x.Decides, x.Inexact = x.Decides || q.Decides, x.Inexact || q.Inexact
		x.Rules = lists.Add(slices.Clone(x.Rules), q.Rules...)
	}
	return out
}

// Asked says a question about a plan, with the step that it is about. What a therapist plans needs
// no looking at the client.
func (q Question) Asked(w screening.Words) screening.Asked {
	asked := q.Question
	asked.Staff = asked.Staff && strings.HasPrefix(asked.Fact, "presentation.")
	said := w.AskOne(asked)
	if q.Step != WholePlan {
		said.Text = w.Say("step.one", "n", strconv.Itoa(q.Step+1)) + said.Text
	}
	return said
}

// Headline says whether the session that goes on stops. The label stands in front of it.
func (s Stopping) Headline(w screening.Words) (label, line string) {
	switch {
	case s.Urgency == screening.UrgencyEmergency:
		return w.Say("stop.label.emergency"), w.Say("stop.emergency")
	case s.Stop && !s.Settled:
		return w.Say("stop.label.until"), w.Say("stop.until")
	case !s.Settled:
		return w.Say("stop.label.ask"), w.Say("stop.ask")
	case s.Change:
		return w.Say("stop.label.change"), w.Say("stop.change")
	case !s.Stop && len(s.Violations) > 0:
		return w.Say("stop.label.pause"), w.Say("stop.pause")
	case !s.Stop:
		return w.Say("stop.label.go_on"), w.Say("stop.go_on")
	}
	label = w.Say("stop.label")
	for _, v := range s.Violations {
		says := strings.TrimLeft(strings.TrimPrefix(v.Says, label), " .")
		if line = phrase.Capital(w.Without("stop.besides", says)); line != "" {
			return label, line
		}
	}
	return label, w.Say("stop.hands_off")
}

// Client says what the client of a session that goes on hears.
func (s Stopping) Client(w screening.Words) string {
	switch {
	case s.Urgency == screening.UrgencyEmergency:
		return w.Say("client.stop_emergency")
	case s.Stop && s.Settled:
		return w.Say("client.stop")
	case s.Stop:
		return w.Say("client.pause")
	case !s.Settled:
		return w.Say("client.how_is_it")
	case s.Change:
		return w.Say("client.change")
	case len(s.Violations) > 0:
		return w.Say("client.pause")
	}
	return w.Say("client.go_on")
}

// Why says the answers behind the rules that stop a session: those that were given as a plain no
// speak against something else.
func (s Stopping) Why(w screening.Words) []string {
	var out []string
	for _, v := range s.Violations {
		for _, x := range v.Facts {
			if said := w.Told(x); said != "" && x.Answer != answer.No.String() {
				out = append(out, said)
			}
		}
	}
	return out
}
