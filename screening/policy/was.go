package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Was is a fact that another one has taken the place of, and what its answers say today. Unsure
// stays unsure. Where Answers is empty, every answer is one of the new fact as it stands.
type Was struct {
	Fact    string // the old name, group.name
	Answers []WasAnswer
	// Line is the older name of a line that stood for that fact alone, so that a stored tick of it
	// was a yes; empty where there was none, or where the line has its name still.
	Line string
	// Tells are yes/no facts that are yes where the old one was, as doubtful where that was in
	// doubt: those behind which this one, a yes/no fact too, stands today and the old one did not.
	// An answer of their own stands.
	Tells []string
}

// WasAnswer is what one stored answer says of the new fact.
type WasAnswer struct {
	Said string // yes, no or a value of the old fact
	// Says are the values that it counts as today, yes or no of a yes/no fact. None says that
	// nothing follows: the question is asked again.
	Says []string
}

// readWas reads what a fact was:
//
//	was:
//	  - fact: preg.spotting
//	    answers: {yes: [spots], no: []}   # a no was asked in words that covered less: it lapses
//	    line: light_spotting              # ticked, it said yes
//	  - {fact: skin.formations_at}        # every answer holds as it stands
func (l *loader) readWas(n *document.Node) (out Was) {
	l.read(n, "a fact that there was", l.wasKeys(&out))
	return out
}

func (l *loader) wasKeys(out *Was) keys {
	p := &l.problems
	return keys{document.Fields{
		"fact":  func(n *document.Node) { out.Fact = n.Str(p, "a name") },
		"line":  func(n *document.Node) { out.Line = n.Str(p, "a line") },
		"tells": func(n *document.Node) { out.Tells = n.Names(p, "a fact") },
		"answers": func(n *document.Node) {
			n.Each(p, "answers", func(e document.Entry) {
				a := WasAnswer{Said: e.Key}
				if e.Value.Kind != document.Sequence || len(e.Value.Items) > 0 {
					a.Says = e.Value.Names(p, "a value")
				}
				out.Answers = append(out.Answers, a)
			})
		},
	}, []string{"fact"}}
}

// checkWas refuses old names that mean something else today, and old answers that no answer of
// today stands for. One old fact may live on in several.
func (l *loader) checkWas(f Fact, bad func(key, format string, args ...any)) {
	known := valueNames(f)
	if f.Kind == YesNo {
		known = []string{"yes", "no"}
	}
	for i, w := range f.Was {
		switch {
		case !factName.MatchString(w.Fact):
			bad("was", "was %s, which is not a name; write it like group.what", document.Shorten(w.Fact))
		case slices.ContainsFunc(f.Was[:i], func(o Was) bool { return o.Fact == w.Fact }):
			bad("was", "was %s stands there twice", w.Fact)
		}
		for _, a := range w.Answers {
			if a.Said == "unsure" || a.Said == "not_asked" {
				bad("was", "was %s: %s stays what it is", w.Fact, a.Said)
			}
			if f.Kind != SetOf && len(a.Says) > 1 {
				bad("was", "was %s: %s says several values at once", w.Fact, a.Said)
			}
			for _, v := range a.Says {
				if !slices.Contains(known, v) {
					bad("was", "was %s: %s is not one of its values%s",
						w.Fact, document.Shorten(v), l.problems.Choose(v, known, nil))
				}
			}
		}
	}
}

// checkNames refuses an old name that a fact or a line still has.
func (l *loader) checkNames() {
	names := lists.Of(l.facts, func(f Fact) string { return f.Name })
	for i, f := range l.facts {
		for _, w := range f.Was {
			if slices.Contains(names, w.Fact) {
				l.problems.Add(l.factProblem(i, "was "+w.Fact+", which is a fact today"))
			}
			for _, told := range w.Tells {
				if k := slices.Index(names, told); k < 0 || l.facts[k].Kind != YesNo || f.Kind != YesNo || k == i {
					l.problems.Add(l.factProblem(i, "was "+w.Fact+", which tells "+document.Shorten(told)+
						", no other yes/no fact"+l.problems.Suggest(told, names)))
				}
			}
			if w.Line != "" && !l.hadLine(w.Line) {
				l.problems.Add(l.factProblem(i, "was "+w.Fact+" of the line "+document.Shorten(w.Line)+
					", which is no older name of a line"))
			}
		}
	}
	cards := lists.Of(l.cards, func(c Card) string { return c.Name })
	for _, c := range l.cards {
		var taken []string
		for _, line := range c.Lines {
			taken = append(taken, line.Name)
			if line.Moved != "" {
				l.checkMoved(c, line, cards)
			}
		}
		for _, line := range c.Lines {
			for _, old := range line.Was {
				if slices.Contains(taken, old) {
					l.problems.In("card "+c.Name, "line %s was %s, which is a line already", line.Name, old)
				}
				taken = append(taken, old)
			}
		}
	}
}

// hadLine reports whether a line had that name.
func (l *loader) hadLine(name string) bool {
	return slices.ContainsFunc(l.cards, func(c Card) bool {
		return slices.ContainsFunc(c.Lines, func(line Line) bool { return slices.Contains(line.Was, name) })
	})
}

// checkMoved refuses a line that came from nowhere, or whose names its old card still has.
func (l *loader) checkMoved(card Card, line Line, cards []string) {
	from := slices.IndexFunc(l.cards, func(c Card) bool { return c.Name == line.Moved })
	bad := ""
	switch {
	case line.Moved == card.Name:
		bad = ", on which it stands"
	case from < 0:
		bad = ", which is no card" + l.problems.Suggest(line.Moved, cards)
	default:
		for _, name := range append([]string{line.Name}, line.Was...) {
			if _, ok := l.cards[from].LineIndex(name); ok {
				bad = ", which has a line " + name
			}
		}
	}
	if bad != "" {
		l.problems.In("card "+card.Name, "line %s moved from %s%s", line.Name, document.Shorten(line.Moved), bad)
	}
}

// Moved returns the card and the line to which a line of that name has moved from the card.
func (s *Set) Moved(card, name string) (to Card, line Line, ok bool) {
	for _, c := range s.cards {
		for _, l := range c.Lines {
			if l.Moved == card && (l.Name == name || slices.Contains(l.Was, name)) {
				return c, l, true
			}
		}
	}
	return Card{}, Line{}, false
}

// LineIndex returns the index of a line of the card by its name or by one that it had.
func (c Card) LineIndex(name string) (int, bool) {
	i := slices.IndexFunc(c.Lines, func(l Line) bool { return l.Name == name || slices.Contains(l.Was, name) })
	return i, i >= 0
}
