package expr_test

import (
	"testing"

	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// No input panics, and each is either a tree or has problems that stand in it.
func FuzzCompile(f *testing.F) {
	for _, tt := range trees {
		f.Add(tt.source)
	}
	for _, tt := range problems {
		f.Add(tt.source)
	}
	c, err := expr.New(vocabulary)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, source string) {
		e := c.Compile(source)
		n, problems := e.Tree, e.Problems
		if (n == nil) == (len(problems) == 0) {
			t.Fatalf("Compile(%q) = %v and %v", source, n, problems)
		}
		before := 0
		for _, p := range problems {
			if p.Message == "" || p.Offset < before || p.Offset > len(source) {
				t.Errorf("Compile(%q): problem %+v after offset %d", source, p, before)
			}
			before = p.Offset
		}
		if n != nil {
			if size := checkTree(t, n); size > 500 {
				t.Errorf("Compile(%q) has %d nodes", source, size)
			}
		}
	})
}

// checkTree holds a tree to the laws of Node and returns its size.
func checkTree(t *testing.T, n *expr.Node) int {
	t.Helper()
	size := 1
	for _, kid := range n.Kids {
		if kid.Op == n.Op && n.Op != expr.AtLeast {
			t.Errorf("operator %v within itself", n.Op)
		}
		size += checkTree(t, kid)
	}
	switch n.Op {
	case expr.And, expr.Or:
		if len(n.Kids) < 2 {
			t.Errorf("operator %v of %d", n.Op, len(n.Kids))
		}
	case expr.Not:
		if len(n.Kids) != 1 {
			t.Errorf("not of %d", len(n.Kids))
		}
	case expr.AtLeast:
		if n.N < 1 || n.N > len(n.Kids) {
			t.Errorf("at least %d of %d", n.N, len(n.Kids))
		}
	case expr.Define:
		if n.Define >= len(vocabulary.Defines) {
			t.Errorf("definition %d", n.Define)
		}
	case expr.Atom:
		checkTest(t, n.Test)
	}
	return size
}

// checkTest: no test has the same answer for every value of its fact.
func checkTest(t *testing.T, test expr.Test) {
	t.Helper()
	f := vocabulary.Facts[test.Fact]
	all := uint64(1)<<len(f.Values) - 1
	ok := false
	switch test.Kind {
	case expr.IsYes:
		ok = f.Kind == expr.YesNo
	case expr.IsOneOf:
		ok = f.Kind == expr.OneOf && test.Values != 0 && test.Values&^all == 0 && test.Values != all
	case expr.Has:
		ok = f.Kind == expr.SetOf && test.Values != 0 && test.Values&^all == 0 && test.Values&(test.Values-1) == 0
	case expr.AtLeastNumber:
		ok = (f.Kind == expr.Whole || f.Kind == expr.Decimal) && test.Number > f.Least && test.Number <= f.Most
	case expr.AboveNumber:
		ok = f.Kind == expr.Decimal && test.Number >= f.Least && test.Number < f.Most
	}
	if !ok {
		t.Errorf("test %+v of %+v", test, f)
	}
}
