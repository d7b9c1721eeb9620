package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// weightsFile is how the name of a file of weights ends.
const weightsFile = "_weights.yaml"

// weights say how often ordinary clients tick a line and give an answer.
type weights struct {
	lines  map[string]int                 // card.line: of 1,000 clients for whom it can be
	facts  map[string]map[string]int      // fact: value: how often, beside the other values
	only   map[string]map[string][]string // line or fact: the answers without which it is not told
	later  map[string]int                 // age: of 100, how often the lines of aged are ticked
	aged   map[string]bool                // lines that come with age
	which  map[string]int                 // fact of a line with several: how often it is the one that is meant
	both   map[string]bool                // lines whose facts are no alternatives
	told   []string                       // volunteered facts that the desk notes
	line   int                            // of 1,000, for a line that is not named
	yes    int                            // of 1,000, to a detail that is not named
	unsure int                            // of 1,000 details
}

func readWeights(name string, set *policy.Set) (*weights, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	w := &weights{lines: map[string]int{}, facts: map[string]map[string]int{}, only: map[string]map[string][]string{},
		later: map[string]int{}, aged: map[string]bool{}, which: map[string]int{}, both: map[string]bool{}}
	var problems document.Problems
	count := func(n *document.Node) int {
		x, ok := n.Int(&problems, "how often")
		if ok && (x < 0 || x > 1000000) {
			problems.At(n, "%d is no weight", x)
		}
		return x
	}
	known := map[string]bool{}
	for _, c := range set.Cards() {
		for _, l := range c.Lines {
			known[c.Name+"."+l.Name] = true
		}
	}
	named := func(e document.Entry, n *document.Node) bool {
		_, fact := set.FactIndex(e.Key)
		if !fact && !known[e.Key] {
			problems.Key(e, n, "no line and no fact %s", e.Key)
		}
		return fact || known[e.Key]
	}
	root := document.YAML(name, data, &problems)
	root.Fields(&problems, "weights", document.Fields{
		"otherwise": func(n *document.Node) {
			n.Fields(&problems, "what is not named", document.Fields{
				"line":   func(n *document.Node) { w.line = count(n) },
				"yes":    func(n *document.Node) { w.yes = count(n) },
				"unsure": func(n *document.Node) { w.unsure = count(n) },
			}, "line", "yes", "unsure")
		},
		"lines": func(n *document.Node) {
			n.Each(&problems, "lines", func(e document.Entry) {
				if !known[e.Key] {
					problems.Key(e, n, "no line %s", e.Key)
				}
				w.lines[e.Key] = count(e.Value)
			})
		},
		"facts": func(n *document.Node) {
			n.Each(&problems, "facts", func(e document.Entry) {
				i, ok := set.FactIndex(e.Key)
				if !ok {
					problems.Key(e, n, "no fact %s", e.Key)
					return
				}
				of := map[string]int{}
				e.Value.Each(&problems, "values", func(v document.Entry) {
					if _, ok := weighed(&set.Facts()[i], v.Key); !ok {
						problems.Key(v, e.Value, "%s has no value %s", e.Key, v.Key)
					}
					of[v.Key] = count(v.Value)
				})
				w.facts[e.Key] = of
			})
		},
		"only": func(n *document.Node) {
			n.Each(&problems, "what is told only with other answers", func(e document.Entry) {
				if !named(e, n) {
					return
				}
				w.only[e.Key] = map[string][]string{}
				e.Value.Each(&problems, "answers", func(v document.Entry) {
					if named(v, e.Value) {
						w.only[e.Key][v.Key] = v.Value.Names(&problems, "the answers")
					}
				})
			})
		},
		"later": func(n *document.Node) {
			n.Fields(&problems, "what comes with age", document.Fields{
				"ages": func(n *document.Node) {
					n.Each(&problems, "ages", func(e document.Entry) { w.later[e.Key] = count(e.Value) })
				},
				"lines": func(n *document.Node) {
					for _, line := range n.Names(&problems, "lines") {
						if !known[line] {
							problems.At(n, "no line %s", line)
						}
						w.aged[line] = true
					}
				},
			}, "ages", "lines")
		},
		"which": func(n *document.Node) {
			n.Each(&problems, "facts", func(e document.Entry) {
				if _, ok := set.FactIndex(e.Key); !ok {
					problems.Key(e, n, "no fact %s", e.Key)
				}
				w.which[e.Key] = count(e.Value)
			})
		},
		"together": func(n *document.Node) {
			for _, line := range n.Names(&problems, "lines") {
				if !known[line] {
					problems.At(n, "no line %s", line)
				}
				w.both[line] = true
			}
		},
		"told": func(n *document.Node) {
			w.told = n.Names(&problems, "facts")
			for _, name := range w.told {
				if _, ok := set.FactIndex(name); !ok {
					problems.At(n, "no fact %s", name)
				}
			}
		},
	}, "otherwise", "lines", "facts")
	for key := range known {
		if _, ok := w.lines[key]; !ok {
			w.lines[key] = w.line
		}
	}
	return w, problems.Err()
}

// weighed is an answer as the weights write it.
func weighed(f *policy.Fact, value string) (policy.Answer, bool) {
	a := policy.Answer{State: policy.Known}
	switch f.Kind {
	case policy.YesNo:
		a.Yes = value == "yes"
		return a, value == "yes" || value == "no"
	case policy.Whole, policy.Decimal:
		x, err := strconv.ParseFloat(value, 64)
		a.Number = x
		return a, err == nil && x >= f.Least && x <= f.Most
	}
	for i, v := range f.Values {
		if v.Name == value {
			a.Values = 1 << i
			return a, true
		}
	}
	return a, false
}

// generate makes clients: all pages first, then an interview until nothing they could say changes
// the decision, and what the desk notes by itself.
func generate(p *part, name string, clients int) ([]client, error) {
	w, err := readWeights(name, p.set)
	if err != nil {
		return nil, err
	}
	var out []client
	var e policy.Evaluation
	one := newPerson(w, p.set)
	for n := range clients {
		one.n = n
		x := client{part: p, name: fmt.Sprint("client ", n), answers: p.set.NewAnswers()}
		for _, name := range []string{"client.age", "preg.status"} { // who is handed which page hangs on them
			if i, ok := p.set.FactIndex(name); ok {
				x.answers.SetFact(i, one.fact(i))
			}
		}
		for c := range p.set.Cards() {
			x.answers.SetCard(c, one.card(c))
		}
		// What hangs on an answer is asked again once that has changed, but not for ever.
		for again := map[string]int{}; ; {
			for _, name := range w.told {
				f, _ := p.set.FactIndex(name)
				x.answers.SetFact(f, one.fact(f))
			}
			p.set.Prune(x.answers)
			if err := p.set.Evaluate(x.answers, x.request, &e); err != nil {
				return nil, fmt.Errorf("%s: %w", x.name, err)
			}
			next, more := e.Interview(false)
			if !more {
				break
			}
			if next.Card != nil {
				c, _ := p.set.CardIndex(next.Card.Name)
				x.answers.SetCard(c, one.card(c))
				continue
			}
			f := next.Questions[0].Index
			fact := &p.set.Facts()[f]
			if again[fact.Name]++; again[fact.Name] > 2 {
				return nil, fmt.Errorf("%s is asked for %s over and over", x.name, fact.Name)
			}
			x.answers.SetFact(f, one.fact(f))
		}
		out = append(out, x)
	}
	return out, nil
}

func isWeights(name string) bool { return strings.HasSuffix(name, weightsFile) }
