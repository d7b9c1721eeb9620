package policy

import (
	"cmp"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Implication says what some answers tell of one other fact.
//
//	what was told of the other fact | what the implication does
//	not asked                       | it counts as implied, and is not asked where that leaves
//	                                | one value
//	unsure                          | the same
//	a value that agrees             | nothing
//	a value that disagrees          | the two count side by side: a rule holds that holds under
//	                                | the one or under the other, and [Evaluation.Disagreements]
//	                                | shows both
//
// Completions keep to implications: none gives a fact that was not asked a
// value that others exclude.
//
// From what is implied nothing is concluded backwards: where the other fact was told to disagree,
// the answers that would imply the contrary are asked all the same, and a value that is unsure
// implies nothing for certain, so that both count. What excludes the other is excluded by it in
// turn, known, unsure or not asked: the two do not go together, and who told the one is not asked
// for the other. Only what a detail hangs on is concluded from no detail: an implication excludes
// nothing before it is known whether the details that it reads mean anything, and a detail that it
// speaks of excludes nothing that it hangs on itself. A detail that means nothing excludes nothing
// at all: nobody is asked for it.
type Implication struct {
	When     string // a test; empty with Given
	Given    string // a fact: any answer to it will do that is neither unsure, no nor none; no completion tells it
	Implies  string // one or several tests, joined by &&, that then hold
	Excludes string // or one that does not
	Because  string // one sentence
	Layer    string
	Position string // file:line:column
}

// rawImplication is an implication with the nodes that later checks report at.
type rawImplication struct {
	Implication
	when, then *document.Node
}

func (l *loader) readImplication(n *document.Node) (out rawImplication) {
	p := &l.problems
	l.read(n, "an implication", l.implicationKeys(&out))
	if n.Kind == document.Mapping {
		if (out.When == "") == (out.Given == "") {
			p.At(n, "an implication has either when, a test, or given, a fact")
		}
		if (out.Implies == "") == (out.Excludes == "") {
			p.At(n, "an implication has either implies or excludes")
		}
	}
	return out
}

func (l *loader) implicationKeys(out *rawImplication) keys {
	p := &l.problems
	return keys{document.Fields{
		"when":     func(n *document.Node) { out.When, out.when = n.Str(p, "an expression"), n; l.checkWhen(n) },
		"given":    func(n *document.Node) { out.Given, out.when = n.Str(p, "a fact"), n },
		"implies":  func(n *document.Node) { out.Implies, out.then = n.Str(p, "an expression"), n; l.checkWhen(n) },
		"excludes": func(n *document.Node) { out.Excludes, out.then = n.Str(p, "an expression"), n; l.checkWhen(n) },
		"because":  func(n *document.Node) { out.Because = l.words(n, "a reason") },
	}, []string{"because"}}
}

// compileImplications compiles every implication, and refuses what could not be kept to.
func (l *loader) compileImplications() {
	l.implyNodes = make([]*expr.Node, len(l.implications))
	l.given = make([]int, len(l.implications))
	for i := range l.implications {
		x := &l.implications[i].value
		l.given[i] = -1
		if x.when == nil || x.then == nil {
			continue
		}
		if x.Given != "" {
			l.given[i] = slices.IndexFunc(l.facts, func(f Fact) bool { return f.Name == x.Given })
			if l.given[i] < 0 {
				names := lists.Of(l.facts, func(f Fact) string { return f.Name })
				l.problems.At(x.when, "unknown fact %s%s",
					document.Shorten(x.Given), l.problems.Suggest(x.Given, names))
			}
		} else {
			l.implyNodes[i] = l.compile(x.When, x.when, "when")
		}
		text, word := x.Implies, "implies"
		if text == "" {
			text, word = x.Excludes, "excludes"
		}
		if then := l.compile(text, x.then, word); then != nil {
			l.readConsequences(i, then, x.Excludes != "")
		}
	}
}

func (l *loader) readConsequences(i int, n *expr.Node, not bool) {
	x := &l.implications[i].value
	switch {
	case n.Op == expr.And && !not, n.Op == expr.Or && not:
		for _, k := range n.Kids {
			l.readConsequences(i, k, not)
		}
		return
	case n.Op == expr.Not:
		l.readConsequences(i, n.Kids[0], !not)
		return
	case n.Op != expr.Atom:
		l.problems.At(x.then, "an implication speaks of one fact at a time: write a.b, !a.b, a.b == value, "+
			"a.b in [one, other] or value in a.b; several tests are joined by &&")
		return
	}
	f := &l.facts[n.Test.Fact]
	switch {
	case f.Kind == Whole || f.Kind == Decimal:
		l.problems.At(x.then, "%s is a number; an implication speaks of yes, no and lists", f.Name)
	case f.Volunteered:
		l.problems.At(x.then, "%s is volunteered and stands at its usual value; it cannot be implied", f.Name)
	case f.UnsureRiskier:
		l.problems.At(x.then, "an unsure answer to %s counts as the riskier end; it cannot be implied", f.Name)
	case f.Places:
		l.problems.At(x.then, "%s is a set of %s; where something is cannot be implied", f.Name, l.schema.PlacesKey())
	case f.Kind == SetOf && f.None == "":
		l.problems.At(x.then, "%s is a set without a none; what it holds cannot be implied", f.Name)
	default:
		l.consequences = append(l.consequences, consequence{i, n.Test, not, x.Excludes != ""})
	}
}

// consequence is one test that an implication makes true, or false.
type consequence struct {
	implication int
	test        expr.Test
	not, mutual bool
}

// checkImplicationCycles refuses facts that imply each other, and says so of the first implication
// on the way. A guard leads on too, since a test of a guarded fact reads it.
func (l *loader) checkImplicationCycles() bool {
	leads := make([][]int, len(l.facts)) // by fact: what its tests read beside it
	of := make([][]int, len(l.facts))    // the implications that speak of it
	for f := range l.facts {
		leads[f] = l.readsOf(l.guards[f])
	}
	for _, c := range l.consequences {
		leads[c.test.Fact] = append(leads[c.test.Fact], l.readsOf(l.implyNodes[c.implication])...)
		of[c.test.Fact] = append(of[c.test.Fact], c.implication)
	}
	const (
		untouched = iota
		under
		done
	)
	state := make([]int, len(l.facts))
	ok := true
	var visit func(f int)
	visit = func(f int) {
		state[f] = under
		for _, g := range leads[f] {
			if state[g] == under && ok {
				ok = false
				at := slices.Concat(of[f], of[g])
				if len(at) > 0 {
					l.problems.At(l.implications[at[0]].node, "%s and %s lead to each other",
						l.facts[f].Name, l.facts[g].Name)
				}
			}
			if state[g] == untouched {
				visit(g)
			}
		}
		state[f] = done
	}
	for f := range l.facts {
		if state[f] == untouched && len(of[f]) > 0 {
			visit(f)
		}
	}
	return ok
}

// words is the implication as a sentence.
func (x Implication) words() string {
	when, verb, then := x.When, "implies", x.Implies
	if x.Given != "" {
		when = "any answer to " + x.Given
	}
	if then == "" {
		verb, then = "excludes", x.Excludes
	}
	return when + " " + verb + " " + then
}

// String returns the implication as a sentence: neuro.weakness == mild_new implies
// neuro.onset == recent.
func (x Implication) String() string { return x.words() }

func byImplication(a, b at[rawImplication]) int {
	return cmp.Or(cmp.Compare(a.value.words(), b.value.words()), cmp.Compare(a.layer, b.layer))
}
