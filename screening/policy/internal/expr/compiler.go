package expr

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/google/cel-go/cel"
)

// The limits bound the cost of loading an expression; evaluation has none, because a limit there
// costs more than the work.
const (
	maxSource = 2000 // bytes
	maxDepth  = 32
	maxNodes  = 500
	maxList   = 20 // conditions of at_least

	// firstFresh is above every id that the parser gives to a source of maxSource bytes.
	firstFresh = 1 << 20
)

// Compiler compiles expressions over one vocabulary. It is immutable and safe for concurrent use.
type Compiler struct {
	vocab Vocabulary
	names *names
	env   *cel.Env // one for all expressions: an environment is dearer than a rule
}

// New checks the vocabulary and prepares a compiler for it.
func New(v Vocabulary) (*Compiler, error) {
	v = v.clone()
	n, err := newNames(v)
	if err != nil {
		return nil, err
	}
	env, err := newEnv(v)
	if err != nil {
		return nil, err
	}
	return &Compiler{vocab: v, names: n, env: env}, nil
}

// Expression is what Compile makes of a source.
type Expression struct {
	Tree *Node // nil where there are problems
	// Names are the facts, definitions and parameters that the source names, each once and as it
	// is declared, parameters with their prefix. Of a source with problems they are those that
	// were found.
	Names    []string
	Problems []Problem
}

// Compile turns an expression into its tree, or reports everything that is wrong with it, sorted by
// offset. An expression that cannot be parsed has one problem, the first: what follows it are its
// consequences.
func (c *Compiler) Compile(source string) Expression {
	if p, ok := scan(source); !ok {
		return Expression{Problems: []Problem{p}}
	}
	parsed, issues := c.env.Parse(source)
	if issues.Err() != nil {
		return Expression{Problems: []Problem{syntaxProblem(source, issues)}}
	}
	tree := parsed.NativeRep()
	r := resolver{
		Compiler: c, source: source, info: tree.SourceInfo(), fresh: firstFresh, counted: map[int64]int{},
	}
	r.condition(tree.Expr(), 1)
	if len(r.problems) > 0 {
		return Expression{Names: r.used, Problems: sortProblems(r.problems)}
	}
	checked, issues := c.env.Check(parsed)
	if issues.Err() != nil {
		return Expression{Names: r.used, Problems: checkProblems(source, issues)}
	}
	b := builder{resolver: &r}
	n, size := b.node(checked.NativeRep().Expr())
	switch {
	case b.unread != "":
		r.report(0, "%s is outside the dialect", b.unread)
	case len(r.problems) == 0 && size > maxNodes:
		r.report(0, "%s", tooLarge(size))
	}
	if len(r.problems) > 0 {
		return Expression{Names: r.used, Problems: sortProblems(r.problems)}
	}
	return Expression{Tree: n, Names: r.used}
}

// CompileAll compiles sources beside each other. It returns those without problems: what is wrong
// with the others is for Compile to say, in the order in which it is asked.
func (c *Compiler) CompileAll(sources []string) map[string]Expression {
	const workers = 8 // of which as many run as there are processors
	quiet := *c
	quiet.vocab.Suggest = func(string, []string) string { return "" } // the nearest name costs more than the expression
	all := make([]Expression, len(sources))
	var next atomic.Int64
	var done sync.WaitGroup
	for range min(len(sources), workers) {
		done.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(sources); i = int(next.Add(1)) - 1 {
				all[i] = quiet.Compile(sources[i])
			}
		})
	}
	done.Wait()
	out := make(map[string]Expression, len(sources))
	for i, e := range all {
		if len(e.Problems) == 0 {
			out[sources[i]] = e
		}
	}
	return out
}

// Problem is one fault of an expression: what is wrong and how to write it instead.
type Problem struct {
	Offset  int // in bytes, of the name or the operator at fault
	Message string
}

func sortProblems(ps []Problem) []Problem {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(a.Offset, b.Offset) })
	return slices.Compact(ps)
}
