package policytest

import (
	"slices"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// sheet is what a mapping of a case file answers, by fact. What it answers with
// not asked is in it too.
type sheet map[int]sheetEntry

type sheetEntry struct {
	answer policy.Answer
	node   *document.Node
}

type cardEntry struct {
	answer policy.CardAnswer
	node   *document.Node
}

func (r *reader) readSheet(n *document.Node, what string, readable *bool) sheet {
	out := sheet{}
	if n == nil || n.Kind != document.Mapping {
		*readable = false
	}
	n.Each(&r.problems, what, func(e document.Entry) {
		i, ok := r.set.FactIndex(e.Key)
		switch {
		case ok:
			a, read := r.readAnswer(i, e.Value)
			out[i] = sheetEntry{a, e.Value}
			*readable = *readable && read
			return
		case slices.Contains(r.definitions, e.Key):
			r.problems.Key(e, n, "%s is a definition; answer the facts that it reads", e.Key)
		default:
			r.problems.Key(e, n, "unknown fact %s%s", document.Shorten(e.Key), r.problems.Suggest(e.Key, r.facts))
		}
		*readable = false
	})
	return out
}

// readAnswer reads an answer as the codec of programs does, and not_asked, which takes back what
// the base of the file says.
func (r *reader) readAnswer(fact int, n *document.Node) (policy.Answer, bool) {
	if n != nil && (n.Kind == document.Word || n.Kind == document.Text) && n.Text == "not_asked" {
		return policy.Answer{}, true
	}
	var p document.Problems
	told, ok := r.answers.Read(fact, n, &p)
	f, a := &r.set.Facts()[fact], policy.Answer{}
	if ok {
		var fault string
		if a, fault = r.answers.Answer(fact, told); fault == "" {
			fault = f.Fault(a)
		}
		if ok = fault == ""; !ok {
			p.At(n, "%s", fault)
		}
	}
	r.problems.Join(p.Err(), func(x *document.Problem) { x.Message = f.Name + ": " + x.Message })
	return a, ok
}

// bits are the names as bits of a list.
func bits(list, names []string) uint64 {
	var m uint64
	for _, name := range names {
		if i := slices.Index(list, name); i >= 0 {
			m |= 1 << i
		}
	}
	return m
}

func (r *reader) readCards(n *document.Node, readable *bool) map[int]cardEntry {
	out := map[int]cardEntry{}
	if n == nil || n.Kind != document.Mapping {
		*readable = false
	}
	n.Each(&r.problems, "cards", func(e document.Entry) {
		i, ok := r.set.CardIndex(e.Key)
		if !ok {
			r.problems.Key(e, n, "unknown card %s%s", document.Shorten(e.Key), r.problems.Choose(e.Key, r.cards, nil))
			*readable = false
			return
		}
		if e.Value == nil || e.Value.Kind != document.Mapping {
			*readable = false
		}
		entry := cardEntry{node: e.Value, answer: policy.CardAnswer{Given: true}}
		e.Value.Fields(&r.problems, "a card", r.cardFields(&entry, &r.set.Cards()[i], readable))
		out[i] = entry
	})
	return out
}

func (r *reader) cardFields(entry *cardEntry, card *policy.Card, readable *bool) document.Fields {
	read := func(to *uint64) func(n *document.Node) {
		return func(n *document.Node) {
			var lines []string
			for _, l := range card.Lines {
				lines = append(lines, l.Name)
			}
			*to = bits(lines, r.readNames(n, "a line of "+card.Name, lines, readable))
		}
	}
	return document.Fields{
		"ticked": read(&entry.answer.Ticked),
		"unsure": read(&entry.answer.Unsure),
		"open":   read(&entry.answer.Open),
	}
}

// answersOf is what the case knows: its own answers over those of the base, and the rest of the
// cards where it says so.
func (r *reader) answersOf(c *testCase) *policy.Answers {
	a := r.set.NewAnswers()
	for i, g := range c.base {
		a.SetFact(i, g.answer)
	}
	for i, g := range c.own {
		a.SetFact(i, g.answer)
	}
	for i, g := range c.cards {
		a.SetCard(i, g.answer)
	}
	if !c.restNone {
		return a
	}
	for i, card := range r.set.Cards() {
		if a.Card(i).Given {
			continue
		}
		for _, line := range card.Lines {
			for _, name := range line.Facts {
				f, _ := r.set.FactIndex(name)
				_, inBase := c.base[f]
				_, own := c.own[f]
				if !inBase && !own {
					fact := &r.set.Facts()[f]
					a.SetFact(f, policy.Answer{
						State: policy.Known, Values: bits(valueNames(fact), []string{fact.None}),
					})
				}
			}
		}
	}
	return a
}
