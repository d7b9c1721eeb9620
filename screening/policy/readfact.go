package policy

import "github.com/safehands/safehands/screening/policy/document"

var factKinds = map[string]FactKind{
	"yes_no": YesNo, "whole": Whole, "decimal": Decimal, "one_of": OneOf, "set_of": SetOf,
}

var risks = map[string]Risk{"more": RiskMore, "less": RiskLess, "neither": RiskNeither}

func (l *loader) readFact(n *document.Node) Fact {
	out := Fact{Kind: -1, Risk: RiskMore}
	var guard *document.Node
	keys := l.factKeys(&out, &guard)
	if l.ground {
		keys.fields["from"] = func(n *document.Node) { out.From = n.Names(&l.problems, "what the fact follows from") }
	}
	l.read(n, "a fact", keys)
	l.guardNodes[out.Name] = guard
	return out
}

func (l *loader) factKeys(out *Fact, guard **document.Node) keys {
	p := &l.problems
	number := func(what string, to *float64) func(n *document.Node) {
		return func(n *document.Node) { *to, _ = n.Float(p, what) }
	}
	return keys{document.Fields{
		"name": func(n *document.Node) { out.Name = n.Str(p, "a name") },
		"kind": func(n *document.Node) {
			if word, ok := n.OneOf(p, "a kind of fact",
				[]string{"yes_no", "whole", "decimal", "one_of", "set_of"}); ok {
				out.Kind = factKinds[word]
			}
		},
		"ask":   func(n *document.Node) { out.Ask = l.words(n, "a question") },
		"unit":  func(n *document.Node) { out.Unit = n.Str(p, "a unit") },
		"least": number("least", &out.Least),
		"most":  number("most", &out.Most),
		"values": func(n *document.Node) {
			n.Each(p, "values", func(e document.Entry) {
				out.Values = append(out.Values, Value{Name: e.Key, Says: l.words(e.Value, "the words of a choice")})
			})
		},
		"none": func(n *document.Node) { out.None = n.Str(p, "a value") },
		"safe": func(n *document.Node) { out.Safe = n.Names(p, "a value") },
		"risk": func(n *document.Node) {
			if word, ok := n.OneOf(p, "a direction", []string{"more", "less", "neither"}); ok {
				out.Risk = risks[word]
			}
		},
		"holds_days":     func(n *document.Node) { out.HoldsDays, _ = n.Int(p, "a number of days") },
		"since":          func(n *document.Node) { out.Since = l.edition(n) },
		"widened":        func(n *document.Node) { out.Widened = l.edition(n) },
		"critical":       func(n *document.Node) { out.Critical = n.Bool(p, "critical") },
		"pressing":       func(n *document.Node) { out.Pressing = n.Bool(p, "pressing") },
		"unsure_riskier": func(n *document.Node) { out.UnsureRiskier = n.Bool(p, "unsure_riskier") },
		"asked_if":       func(n *document.Node) { out.AskedIf, *guard = l.guard(n), n },
		"volunteered":    func(n *document.Node) { out.Volunteered = n.Bool(p, "volunteered") },
		"usual":          func(n *document.Node) { out.Usual = n.Str(p, "a value") },
		"places":         func(n *document.Node) { out.Places = n.Bool(p, "places") },
		"staff":          func(n *document.Node) { out.Staff = n.Bool(p, "staff") },
		"private":        func(n *document.Node) { out.Private = n.Bool(p, "private") },
		"repeat":         func(n *document.Node) { out.Repeat = n.Bool(p, "repeat") },
		"was": func(n *document.Node) {
			for _, item := range n.List(p, "facts that there were") {
				out.Was = append(out.Was, l.readWas(item))
			}
		},
	}, []string{"name", "kind", "ask"}}
}

func (l *loader) readCard(n *document.Node) (out Card) {
	l.read(n, "a card", l.cardKeys(&out))
	return out
}

func (l *loader) cardKeys(out *Card) keys {
	p := &l.problems
	return keys{document.Fields{
		"name":       func(n *document.Node) { out.Name = n.Str(p, "a name") },
		"ask":        func(n *document.Node) { out.Ask = l.words(n, "a question") },
		"staff":      func(n *document.Node) { out.Staff = n.Bool(p, "staff") },
		"private":    func(n *document.Node) { out.Private = n.Bool(p, "private") },
		"repeat":     func(n *document.Node) { out.Repeat = n.Bool(p, "repeat") },
		"aloud":      func(n *document.Node) { out.Aloud = n.Bool(p, "aloud") },
		"holds_days": func(n *document.Node) { out.HoldsDays, _ = n.Int(p, "a number of days") },
		"edition":    func(n *document.Node) { out.Edition = l.edition(n) },
		"lines": func(n *document.Node) {
			for _, item := range n.List(p, "lines") {
				out.Lines = append(out.Lines, l.readLine(item))
			}
		},
	}, []string{"name", "ask", "lines"}}
}

func (l *loader) readLine(n *document.Node) (out Line) {
	l.read(n, "a line", l.lineKeys(&out))
	return out
}

func (l *loader) lineKeys(out *Line) keys {
	p := &l.problems
	return keys{document.Fields{
		"name":    func(n *document.Node) { out.Name = n.Str(p, "a name") },
		"says":    func(n *document.Node) { out.Says = l.words(n, "the words of a line") },
		"facts":   func(n *document.Node) { out.Facts = n.Names(p, "a fact") },
		"staff":   func(n *document.Node) { out.Staff = n.Bool(p, "staff") },
		"private": func(n *document.Node) { out.Private = n.Bool(p, "private") },
		"was":     func(n *document.Node) { out.Was = n.Names(p, "a line") },
		"moved":   func(n *document.Node) { out.Moved = n.Str(p, "a card") },
	}, []string{"name", "says", "facts"}}
}

// maxEdition bounds the editions of a card: a table of each is kept.
const maxEdition = 100

// edition reads the number of an edition.
func (l *loader) edition(n *document.Node) int {
	x, ok := n.Int(&l.problems, "an edition")
	if ok && (x < 1 || x > maxEdition) {
		l.problems.At(n, "an edition is a number from 1 to %d", maxEdition)
		return 0
	}
	return x
}
