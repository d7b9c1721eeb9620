package screening

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Answer says a fact and its answer: the words that the client read, and what came of them.
func (w Words) Answer(fact, given string) string {
	f, ok := w.facts[fact]
	if !ok {
		return fact + ": " + given
	}
	said := w.value(f, given)
	line := w.lines[fact]
	switch {
	case line != "" && given == "yes":
		return w.Say("answer.ticked", "line", line)
	case line != "":
		return w.Say("answer.line", "line", line, "answer", said)
	}
	return w.Say("answer.question", "ask", asked(f), "answer", phrase.Capital(said))
}

// value says an answer that is written as JSON names it.
func (w Words) value(f *policy.Fact, given string) string {
	switch {
	case given == answer.Unsure.String():
		return w.Say("answer.unsure")
	case f.Kind == policy.YesNo:
		return w.Called("answer", given)
	case len(f.Values) == 0 && f.Unit != "":
		return w.Say("answer.amount", "n", given, "unit", w.Called("unit", f.Unit))
	case len(f.Values) == 0:
		return given
	}
	names := strings.Split(given, ", ")
	if f.Places {
		if said := w.RegionNames(names); len(said) > 0 {
			return strings.Join(said, "; ")
		}
		return given
	}
	for i, name := range names {
		for _, v := range f.Values {
			if v.Name == name {
				names[i] = cmp.Or(v.Says, w.spots[name], strings.ReplaceAll(name, "_", " "))
				break
			}
		}
	}
	return strings.Join(names, "; ")
}

// Told says a fact behind a rule as the client answered it. Of what nobody told, what follows from
// other answers stands there with the reason; what is merely usual is nothing to tell.
func (w Words) Told(x Evidence) string {
	if x.From == OriginUsual {
		return ""
	}
	return w.Known(x)
}

// Known is Told for whoever checks a decision: what is merely usual is said to be so.
func (w Words) Known(x Evidence) string {
	text := w.Answer(x.Fact, x.Answer)
	switch x.From {
	case OriginUsual:
		return phrase.Sentence(text) + " " + w.Say("answer.usual")
	case OriginImplied:
		return phrase.Sentence(text) + " " + w.Say("answer.follows", "because", x.Because)
	}
	return text
}

// AskAgain says which answers do not go together, and that they are to be asked again. In an
// emergency nobody asks first.
func (w Words) AskAgain(d Disagreement, emergency bool) string {
	text := w.Say("again.both", "answer", w.Answer(d.Fact, d.Answer), "because", phrase.Lower(d.Because))
	if emergency {
		return text
	}
	return text + " " + w.Say("again.ask", "how", w.how(false, !w.aloud[d.Fact]))
}

// Asked is what is asked at once: one question, or all that are open on a card.
type Asked struct {
	Text      string
	Questions int
	// Lines stand below the text, each with its number, to be read out or, where it is private, to
	// be printed: those of a card, or the choices of a question that has too many for one sentence.
	Lines []string
}

// fewChoices is the number of choices up to which they stand in the sentence of the question.
const fewChoices = 6

// fewLines is the number of open lines up to which they are asked one by one instead of as a card.
const fewLines = 3

// Ask says what to ask now: the questions whose answer can change what to do and that mean
// something already, by card, in the order in which the first of each comes. Cards are those that
// the client has answered: what is open of them is asked line by line.
func (w Words) Ask(questions []Question, cards intake.Cards) []Asked {
	open := map[intake.Card]int{}
	for _, q := range questions {
		if q.Now() {
			open[q.Card]++
		}
	}
	var order []string
	items := map[string][]Asked{}
	for _, q := range questions {
		if !q.Now() {
			continue
		}
		key := string(q.Card)
		if q.Card == "" {
			key = "." + q.Fact // a question of its own
		}
		if items[key] == nil {
			order = append(order, key)
		}
		a, answered := cards[q.Card]
		if c := w.cards[string(q.Card)]; c != nil && a.Edition > 0 && a.Edition < c.Edition {
			answered = false
		}
		if q.Card == "" || answered || open[q.Card] <= fewLines {
			items[key] = append(items[key], w.AskOne(q))
		} else if len(items[key]) == 0 {
			items[key] = []Asked{{w.Card(q.Card), open[q.Card], w.CardLines(q.Card)}}
		}
	}
	var out []Asked
	for _, key := range order {
		out = append(out, items[key]...)
	}
	return out
}

// Now reports whether a question is to be asked now: an answer can change what to do, and nothing
// has to be asked before.
func (q Question) Now() bool { return q.Decides && len(q.After) == 0 }

// AskOne says one question; of many choices each is a line of its own.
func (w Words) AskOne(q Question) Asked {
	if len(q.Choices) <= fewChoices {
		return Asked{Text: w.Question(q), Questions: 1}
	}
	if _, place := w.spots[q.Choices[0].Name]; place {
		return Asked{Text: w.Question(q), Questions: 1}
	}
	says := lists.Of(q.Choices, func(c Value) string { return c.Says })
	q.Choices = nil
	return Asked{Text: w.Question(q), Questions: 1, Lines: w.numbered(says)}
}

// numbered puts its number before each line.
func (w Words) numbered(says []string) []string {
	for i, line := range says {
		says[i] = w.Say("ask.line", "n", strconv.Itoa(i+1), "line", line)
	}
	return says
}

// Question says a question with its choices, and how it is put. A part of the body is named without
// a list.
func (w Words) Question(q Question) string {
	text := q.Ask
	var says []string
	for _, c := range q.Choices {
		if _, place := w.spots[c.Name]; place {
			return text + " " + w.Say("ask.place") + w.how(q.Staff, q.Private)
		}
		says = append(says, c.Says)
	}
	if len(says) > 0 {
		text += " " + w.Say("ask.choices", "choices", strings.Join(says, " / "))
	}
	return text + w.how(q.Staff, q.Private)
}

// Card says a card with its number of lines, and how it is put.
func (w Words) Card(name intake.Card) string {
	c := w.cards[string(name)]
	if c == nil {
		return string(name)
	}
	called := w.Called("card", c.Name)
	lines := w.Count("ask.lines", len(c.Lines))
	return w.Say("ask.card", "name", called, "lines", lines, "ask", c.Ask) + w.how(c.Staff, c.Private)
}

// CardLines are the lines of a card as the client reads them, each with its number: to be read out,
// or of a private card to be printed.
func (w Words) CardLines(name intake.Card) []string {
	c := w.cards[string(name)]
	if c == nil {
		return nil
	}
	says := lists.Of(c.Lines, func(l policy.Line) string { return l.Says })
	return w.numbered(says)
}

// how says whether a question is answered by looking, or is not for other ears.
func (w Words) how(staff, private bool) string {
	switch {
	case staff:
		return w.Say("ask.look")
	case private:
		return w.Say("ask.private")
	}
	return ""
}
