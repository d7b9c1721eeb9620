package soreness

import (
	"embed"
	"io/fs"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/technique"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// NewWords returns the words of the screening and of the planner together with those for what a
// triager says, as [screening.NewWords] does. One set of words does for a host of all three.
func NewWords(t *Triager, layers ...fs.FS) (screening.Words, error) {
	if !t.built() {
		return screening.Words{}, errNotBuilt
	}
	w, err := technique.NewWords(t.planner)
	if err != nil {
		return w, err
	}
	w.Table = t.words
	return w.Extend(layers, t.Rules(), t.Causes(), t.Advice())
}

// Planner returns the planner that the triager stands on; with it, and its screener, a host has
// everything that decides.
func (t *Triager) Planner() *technique.Planner {
	if !t.built() {
		return nil
	}
	return t.planner
}

// Say is what to do, in two or three words.
func (l Level) Say(w screening.Words) string { return w.Say("level." + l.String()) }

// Headline says in a sentence what the discomfort asks for and how soon, and in a second one what
// is still open; that is empty where nothing is. The level itself stands in front of both.
func (r Result) Headline(w screening.Words) (line, open string) {
	if r.Level == Clarify {
		return w.Say("after.clarify", "possible", r.possible(w)), ""
	}
	line = w.Say("after." + r.Level.String())
	if soon := w.Urgency(r.Urgency); soon != "" {
		line += " " + soon
	}
	if !r.Settled() {
		open = w.Say("open.headline", "possible", r.possible(w))
	}
	return line, open
}

// possible says what the open answers can still come to.
func (r Result) possible(w screening.Words) string {
	text := w.Say("open.to", "worst", r.Ceiling.Say(w))
	switch {
	case r.Floor == r.Ceiling:
		text = w.Say("after.open_urgency")
	case r.Level == Clarify:
		text = w.Say("open.between", "best", r.Floor.Say(w), "worst", r.Ceiling.Say(w))
	}
	if r.UrgencyCeiling == screening.UrgencyEmergency && r.Ceiling != Emergency {
		text += " " + w.Say("open.emergency")
	}
	return text
}

// Leading are the findings to act on first, and how many others there are: those that ask for as
// much as all of them together, and where somebody has to be seen today, are as urgent. A rule that
// an unsure answer leaves possible is among them where it does so by itself.
func (r Result) Leading() (leading []Finding, more int) {
	for _, f := range r.Findings {
		if f.Level.AtLeast(r.Floor) && (f.Urgency == r.Urgency || !r.Urgency.Pressing()) {
			leading = append(leading, f)
		} else {
			more++
		}
	}
	for _, o := range r.Open {
		if len(o.WaitsFor) > 0 || !o.Level.AtLeast(r.Floor) || !o.Level.AtLeast(Monitor) {
			continue
		}
		f := Finding{
			Basis: policy.Basis{Rule: o.Rule}, Level: o.Level, Urgency: o.Urgency,
			Says: o.Says, Do: o.Do, Client: o.Client,
		}
		for _, fact := range o.Unsure {
			f.Facts = append(f.Facts, screening.Evidence{Fact: fact, Answer: answer.Unsure.String()})
		}
		leading = append(leading, f)
	}
	return leading, more
}

// Actions says what to do for the leading findings, and how many findings there are besides.
func (r Result) Actions(w screening.Words) (actions []screening.Action, more int) {
	leading, more := r.Leading()
	for _, f := range leading {
		actions = append(actions, screening.Action{Says: f.Says, Instead: f.Do})
	}
	if len(actions) == 0 && r.Floor.AtLeast(Monitor) {
		return []screening.Action{{Says: w.Say("after.wait")}}, 0
	}
	return actions, more
}

// Why says what the client told that stands behind the leading findings, and what follows from it.
func (r Result) Why(w screening.Words) []string {
	var out []string
	leading, _ := r.Leading()
	for _, f := range leading {
		for _, x := range f.Facts {
			if said := w.Told(x); said != "" && x.Fact != onlyMuscles {
				out = append(out, said)
			}
		}
	}
	return out
}

// Alarm is what to say and to do where what came after a session needs help now.
func (r Result) Alarm(w screening.Words) (line string, do []string) {
	for _, f := range r.Findings {
		if f.Urgency != screening.UrgencyEmergency {
			continue
		}
		if line == "" {
			line = f.Says
		}
		do = append(do, f.Do)
	}
	if len(do) == 0 { // several rules are possible, and each of them is an emergency
		return w.Say("after.emergency"), []string{w.Say("after.stay")}
	}
	return line, do
}

// watch is the advice that says what would change everything.
const watch = "watch"

// WatchFirst is the advice, with what would change everything before all other.
func (r Result) WatchFirst() []Remark {
	out := slices.Clone(r.Advice)
	slices.SortStableFunc(out, func(a, b Remark) int { return first(b) - first(a) })
	return out
}

func first(r Remark) int {
	if r.Code == watch {
		return 1
	}
	return 0
}

// Client says what the client hears: all of it, or what matters most. Questions are those of the
// triage.
func (r Result) Client(w screening.Words, questions []screening.Question, all bool) []string {
	if r.Level == Clarify {
		return []string{w.OpenForClient(questions)}
	}
	var out []string
	add := func(text string) {
		if text != "" {
			out = append(out, text)
		}
	}
	leading, _ := r.Leading()
	for _, f := range leading {
		if add(f.Client); !all {
			return out
		}
	}
	for i, c := range r.Causes {
		if i == 0 || all {
			add(c.Client)
		}
	}
	for _, a := range r.Advice {
		if all || a.Code == watch {
			add(a.Client)
		}
	}
	for _, m := range r.Messages {
		if all {
			add(m.Client)
		}
	}
	if len(out) == 0 {
		add(w.Say("client.thanks"))
	}
	return out
}

// DangerSigns are the lines of the list that a client takes home after a session: what means help
// now, and what means a doctor today.
func DangerSigns(w screening.Words) []string {
	return []string{w.Say("danger.now"), w.Say("danger.today"), w.Say("danger.days")}
}
