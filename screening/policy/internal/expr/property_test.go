package expr_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/oracle"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// The law of this package: the tree of an expression is true, false or unknown exactly where cel-go
// finds the expression to be.
func TestTreeAgreesWithOracle(t *testing.T) {
	t.Parallel()
	vocabularies, expressions, answers := draws.Of(t, 100), 100, 5
	var seen [3]int
	kept := 0
	for seed := range vocabularies {
		g, w := newWitness(t, uint64(seed))
		for range expressions {
			source := g.expression(2 + g.IntN(2))
			e := w.compiler.Compile(source)
			for len(e.Problems) > 0 && strings.Contains(e.Problems[0].Message, "would count twice") {
				source = g.expression(2 + g.IntN(2))
				e = w.compiler.Compile(source)
			}
			if len(e.Problems) > 0 {
				t.Fatalf("seed %d: Compile(%s) = %v", seed, source, e.Problems)
			}
			if want, got := w.named(source, e.Tree), slices.Sorted(slices.Values(e.Names)); !slices.Equal(want, got) {
				t.Fatalf("seed %d: %s names %v, want %v", seed, source, got, want)
			}
			kept++
			p, err := w.oracle.Compile(source)
			if err != nil {
				t.Fatalf("seed %d: oracle on %s: %v", seed, source, err)
			}
			for range answers {
				values := g.values()
				want, got := p.Eval(values), w.eval(e.Tree, false, values)
				seen[want]++
				if want != got {
					t.Fatalf("seed %d: %s over %+v\nis %v by the tree\nand %v by %v",
						seed, source, values, got, want, p)
				}
			}
		}
	}
	if kept != vocabularies*expressions {
		t.Errorf("compared %d expressions", kept)
	}
	for truth, count := range seen {
		if count < vocabularies*expressions*answers/20 {
			t.Errorf("only %d answers are %v", count, oracle.Truth(truth))
		}
	}
}

// witness holds both sides of the comparison over one vocabulary.
type witness struct {
	vocab    expr.Vocabulary
	compiler *expr.Compiler
	oracle   *oracle.Oracle
	defines  []*expr.Node
	guards   map[int]*expr.Node
}

// newWitness draws a vocabulary. One whose definitions name a condition in two spellings is drawn
// again: the generator cannot tell.
func newWitness(t *testing.T, seed uint64) (*generator, *witness) {
	t.Helper()
	for stream := uint64(1); ; stream++ {
		g := newGenerator(rand.New(rand.NewPCG(seed, stream)))
		if w := tryWitness(t, g); w != nil {
			return g, w
		}
	}
}

func tryWitness(t *testing.T, g *generator) *witness {
	t.Helper()
	c, err := expr.New(g.vocab)
	if err != nil {
		t.Fatal(err)
	}
	w := &witness{vocab: g.vocab, compiler: c, guards: map[int]*expr.Node{}}
	twice := false
	compile := func(source string) *expr.Node {
		e := c.Compile(source)
		if len(e.Problems) > 0 && strings.Contains(e.Problems[0].Message, "would count twice") {
			twice = true
			return nil
		}
		if len(e.Problems) > 0 {
			t.Fatalf("Compile(%s) = %v", source, e.Problems)
		}
		return e.Tree
	}
	for _, name := range g.vocab.Defines {
		w.defines = append(w.defines, compile(g.defines[name]))
	}
	for i, f := range g.vocab.Facts {
		if guard, ok := g.guards[f.Name]; ok {
			w.guards[i] = compile(guard)
		}
	}
	if twice {
		return nil
	}
	if w.oracle, err = oracle.New(g.vocab, g.defines, g.guards); err != nil {
		t.Fatal(err)
	}
	return w
}

// named returns, in order, what the tree tests, and the parameters that stand in the source.
func (w *witness) named(source string, n *expr.Node) []string {
	names := map[string]bool{}
	var walk func(n *expr.Node)
	walk = func(n *expr.Node) {
		switch n.Op {
		case expr.Atom:
			names[w.vocab.Facts[n.Test.Fact].Name] = true
		case expr.Define:
			names[w.vocab.Defines[n.Define]] = true
		}
		for _, kid := range n.Kids {
			walk(kid)
		}
	}
	walk(n)
	for _, p := range w.vocab.Params {
		if name := "param." + p.Name; strings.Contains(source, name) {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// eval is Kleene's logic over the tree, or over its opposite in negation normal form; the guard
// joins each test there.
func (w *witness) eval(n *expr.Node, opposite bool, values []oracle.Value) oracle.Truth {
	need := 0
	switch n.Op {
	case expr.Not:
		return w.eval(n.Kids[0], !opposite, values)
	case expr.Define:
		return w.eval(w.defines[n.Define], opposite, values)
	case expr.Atom:
		truth := test(n.Test, values[n.Test.Fact])
		if opposite && truth != oracle.Unknown {
			truth = oracle.True - truth
		}
		guard := w.guards[n.Test.Fact]
		if guard == nil {
			return truth
		}
		return atLeast(2, []oracle.Truth{truth, w.eval(guard, false, values)})
	case expr.And:
		need = len(n.Kids)
	case expr.Or:
		need = 1
	case expr.AtLeast:
		need = n.N
	}
	if opposite {
		need = len(n.Kids) - need + 1
	}
	var kids []oracle.Truth
	for _, kid := range n.Kids {
		kids = append(kids, w.eval(kid, opposite, values))
	}
	return atLeast(need, kids)
}

func atLeast(n int, truths []oracle.Truth) oracle.Truth {
	var count [3]int
	for _, t := range truths {
		count[t]++
	}
	switch {
	case count[oracle.True] >= n:
		return oracle.True
	case count[oracle.True]+count[oracle.Unknown] < n:
		return oracle.False
	}
	return oracle.Unknown
}

func test(t expr.Test, v oracle.Value) oracle.Truth {
	if !v.Known {
		return oracle.Unknown
	}
	holds := false
	switch t.Kind {
	case expr.IsYes:
		holds = v.Yes
	case expr.IsOneOf, expr.Has:
		holds = v.Values&t.Values != 0
	case expr.AtLeastNumber:
		holds = v.Number >= t.Number
	case expr.AboveNumber:
		holds = v.Number > t.Number
	}
	if holds {
		return oracle.True
	}
	return oracle.False
}
