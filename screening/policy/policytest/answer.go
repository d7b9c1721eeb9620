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
			a, read := r.readAnswer(&r.set.Facts()[i], e.Value)
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

func (r *reader) readAnswer(f *policy.Fact, n *document.Node) (policy.Answer, bool) {
	if n == nil {
		return policy.Answer{}, false
	}
	word := n.Kind == document.Word || n.Kind == document.Text
	switch {
	case word && n.Text == "not_asked":
		return policy.Answer{}, true
	case word && n.Text == "unsure":
		return policy.Answer{State: policy.Unsure}, true
	}
	a := policy.Answer{State: policy.Known}
	what := "an answer to " + f.Name
	ok := false
	switch f.Kind {
	case policy.YesNo:
		a.Yes, ok = r.readYesNo(n, what)
	case policy.Whole:
		var v int
		if v, ok = n.Int(&r.problems, what); ok {
			a.Number, ok = float64(v), r.inRange(f, n, float64(v))
		}
	case policy.Decimal:
		if a.Number, ok = n.Float(&r.problems, what); ok {
			ok = r.inRange(f, n, a.Number)
		}
	case policy.OneOf:
		var v string
		if v, ok = n.OneOf(&r.problems, what, valueNames(f)); ok {
			a.Values = 1 << slices.Index(valueNames(f), v)
		}
	case policy.SetOf:
		a.Values, ok = r.readSet(f, n, what)
	}
	return a, ok
}

func (r *reader) readYesNo(n *document.Node, what string) (yes, ok bool) {
	if n.Kind == document.Word && (n.Text == "true" || n.Text == "false") {
		r.problems.At(n, "%s is %s; write %s", what, n.Text, map[string]string{"true": "yes", "false": "no"}[n.Text])
		return false, false
	}
	word, ok := n.OneOf(&r.problems, what, []string{"yes", "no", "unsure", "not_asked"})
	return word == "yes", ok
}

func (r *reader) inRange(f *policy.Fact, n *document.Node, x float64) bool {
	if x >= f.Least && x <= f.Most {
		return true
	}
	r.problems.At(n, "%s: %g is outside %g to %g%s", f.Name, x, f.Least, f.Most, unit(f))
	return false
}

func unit(f *policy.Fact) string {
	if f.Unit == "" {
		return ""
	}
	return " " + f.Unit
}

// readSet reads a list, or one value. A group of places stands for its parts.
func (r *reader) readSet(f *policy.Fact, n *document.Node, what string) (uint64, bool) {
	items := []*document.Node{n}
	if n.Kind == document.Sequence {
		items = n.Items
	}
	values := valueNames(f)
	known := slices.Clone(values)
	if f.Places {
		for _, p := range r.places {
			if !slices.Contains(known, p) && r.bits(values, r.parts[p]) != 0 {
				known = append(known, p)
			}
		}
	}
	var all uint64
	ok := true
	for _, item := range items {
		word, found := item.OneOf(&r.problems, what, known)
		if !found {
			ok = false
			continue
		}
		bits := r.bits(values, []string{word})
		if bits == 0 {
			bits = r.bits(values, r.parts[word])
		}
		if all&bits == bits {
			r.problems.At(item, "%s is listed already", word)
		}
		all |= bits
	}
	none := r.bits(values, []string{f.None})
	switch {
	case len(items) == 0 && f.None != "":
		r.problems.At(n, "%s is an empty list; write %s", what, f.None)
	case len(items) == 0:
		r.problems.At(n, "%s is an empty list; leave it out if it was not asked", what)
	case none != 0 && all&none != 0 && all != none:
		r.problems.At(n, "%s holds %s beside other values", what, f.None)
	default:
		return all, ok
	}
	return 0, false
}

func (r *reader) bits(values, names []string) uint64 {
	var m uint64
	for _, name := range names {
		if i := slices.Index(values, name); i >= 0 {
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
		card := &r.set.Cards()[i]
		var lines []string
		for _, l := range card.Lines {
			lines = append(lines, l.Name)
		}
		entry := cardEntry{node: e.Value, answer: policy.CardAnswer{Given: true}}
		read := func(to *uint64) func(n *document.Node) {
			return func(n *document.Node) {
				*to = r.bits(lines, r.readNames(n, "a line of "+card.Name, lines, readable))
			}
		}
		e.Value.Fields(&r.problems, "a card", document.Fields{
			"ticked": read(&entry.answer.Ticked),
			"unsure": read(&entry.answer.Unsure),
			"open":   read(&entry.answer.Open),
		})
		out[i] = entry
	})
	return out
}

// answersOf is what the case knows: its own answers over those of the base, and the rest of the
// cards where it says so.
func (r *reader) answersOf(c *testCase) *policy.Answers {
	a := r.set.NewAnswers()
	for i, g := range c.base {
		a.Facts[i] = g.answer
	}
	for i, g := range c.own {
		a.Facts[i] = g.answer
	}
	for i, g := range c.cards {
		a.Cards[i] = g.answer
	}
	if !c.restNone {
		return a
	}
	for i, card := range r.set.Cards() {
		if a.Cards[i].Given {
			continue
		}
		for _, line := range card.Lines {
			for _, name := range line.Facts {
				f, _ := r.set.FactIndex(name)
				_, inBase := c.base[f]
				_, own := c.own[f]
				if !inBase && !own {
					fact := &r.set.Facts()[f]
					a.Facts[f] = policy.Answer{
						State: policy.Known, Values: r.bits(valueNames(fact), []string{fact.None}),
					}
				}
			}
		}
	}
	return a
}
