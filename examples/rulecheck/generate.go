package main

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
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
	lines  map[string]int            // card.line: of 1,000 clients
	facts  map[string]map[string]int // fact: value: how often, beside the other values
	line   int                       // of 1,000, for a line that is not named
	yes    int                       // of 1,000, to a detail that is not named
	unsure int                       // of 1,000 details
}

func readWeights(name string, set *policy.Set) (*weights, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	w := &weights{lines: map[string]int{}, facts: map[string]map[string]int{}}
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

// generate makes clients: all pages first, then an interview until nothing they could say changes the
// decision. Every answer of a client is made from the number and what is
// asked, so that whoever is asked more is still the same client.
func generate(p *part, name string, clients int) ([]client, error) {
	w, err := readWeights(name, p.set)
	if err != nil {
		return nil, err
	}
	var out []client
	var e policy.Evaluation
	for n := range clients {
		draw := func(name string) *rand.Rand {
			h := fnv.New64a()
			h.Write([]byte(name))
			return rand.New(rand.NewPCG(uint64(n), h.Sum64()))
		}
		x := client{part: p, name: fmt.Sprint("client ", n), answers: p.set.NewAnswers()}
		for _, name := range []string{"client.age", "preg.status"} { // who is handed which page hangs on them
			if i, ok := p.set.FactIndex(name); ok {
				x.answers.SetFact(i, w.fact(draw(name), &p.set.Facts()[i]))
			}
		}
		for _, card := range p.set.Cards() {
			w.card(draw, p.set, x.answers, &card)
		}
		// What hangs on an answer is asked again once that has changed, but not for ever.
		for again := map[string]int{}; ; {
			p.set.Prune(x.answers)
			if err := p.set.Evaluate(x.answers, x.request, &e); err != nil {
				return nil, fmt.Errorf("%s: %w", x.name, err)
			}
			next, more := e.Interview(false)
			if !more {
				break
			}
			if next.Card != nil {
				w.card(draw, p.set, x.answers, next.Card)
				continue
			}
			f := next.Questions[0].Index
			fact := &p.set.Facts()[f]
			if again[fact.Name]++; again[fact.Name] > 2 {
				return nil, fmt.Errorf("%s is asked for %s over and over", x.name, fact.Name)
			}
			x.answers.SetFact(f, w.fact(draw(fact.Name), fact))
		}
		out = append(out, x)
	}
	return out, nil
}

func (w *weights) card(draw func(string) *rand.Rand, set *policy.Set, to *policy.Answers, card *policy.Card) {
	given := policy.CardAnswer{Given: true}
	for i, line := range card.Lines {
		if name := card.Name + "." + line.Name; draw(name).IntN(1000) < w.lines[name] {
			given.Ticked |= 1 << i
		}
	}
	c, _ := set.CardIndex(card.Name)
	to.SetCard(c, given)
}

// fact draws an answer. Of a list without weights a later value is half as frequent as the one before;
// a number without weights stands in the middle.
func (w *weights) fact(r *rand.Rand, f *policy.Fact) policy.Answer {
	unsure, pick := r.IntN(1000) < w.unsure, r.Float64()
	if of := w.facts[f.Name]; of != nil {
		return drawn(f, of, pick)
	}
	if unsure && f.Name != "client.age" {
		return policy.Answer{State: policy.Unsure}
	}
	a := policy.Answer{State: policy.Known}
	switch f.Kind {
	case policy.YesNo:
		a.Yes = (pick*1000 < float64(w.yes)) != (f.Risk == policy.RiskLess)
	case policy.Whole, policy.Decimal:
		a.Number = float64(int(f.Least+f.Most) / 2)
	default:
		i := 0
		for pick < 0.5 && i < len(f.Values)-1 {
			pick, i = pick*2, i+1
		}
		if f.Places { // no place is rarer than another
			i = r.IntN(len(f.Values))
		}
		a.Values = 1 << i
	}
	return a
}

func drawn(f *policy.Fact, of map[string]int, pick float64) policy.Answer {
	total := 0
	for _, k := range sortedKeys(of) {
		total += of[k]
	}
	at := int(pick * float64(total))
	for _, k := range sortedKeys(of) {
		if at -= of[k]; at < 0 {
			a, _ := weighed(f, k)
			return a
		}
	}
	return policy.Answer{State: policy.Unsure}
}

func isWeights(name string) bool { return strings.HasSuffix(name, weightsFile) }
