package expr_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// What was compiled with fewer names is what compiling it with more gives, wherever these stand.
func TestMovedIsCompiledAnew(t *testing.T) {
	few := expr.Vocabulary{
		Facts: []expr.Fact{
			{Name: "a.yes"}, {Name: "a.list", Kind: expr.OneOf, Values: []string{"one", "two", "three"}},
			{Name: "a.number", Kind: expr.Whole, Most: 10},
		},
		Params:  []expr.Param{{Name: "most", Value: 7, Whole: true}},
		Defines: []string{"d.first", "d.second"},
	}
	more := expr.Vocabulary{
		Facts:   append(few.Facts[:3:3], expr.Fact{Name: "b.yes"}),
		Params:  append([]expr.Param{{Name: "least", Value: 1, Whole: true}}, few.Params...),
		Defines: []string{"c.before", "d.second", "d.between", "d.first"},
	}
	defines, ok := more.Holds(few)
	if !ok {
		t.Fatal("all that the fewer name is named by the more")
	}
	before, err := expr.New(few)
	if err != nil {
		t.Fatal(err)
	}
	after, err := expr.New(more)
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{
		"a.yes", "d.first", "!d.second || a.list == two", "a.number >= param.most && (d.second || !(d.first && a.yes))",
		"at_least(2, [d.second, a.list in [one, three], d.first])",
	} {
		was := before.Compile(source)
		untouched := before.Compile(source)
		if diff := cmp.Diff(after.Compile(source), was.Moved(defines)); diff != "" {
			t.Errorf("%s: mismatch (-compiled +moved):\n%s", source, diff)
		}
		if diff := cmp.Diff(untouched, was); diff != "" {
			t.Errorf("%s: it was changed in its place (-before +after):\n%s", source, diff)
		}
	}
}

// Nothing is taken over where a name is missing or means something else.
func TestHoldsIsExact(t *testing.T) {
	all := func(change func(v *expr.Vocabulary)) expr.Vocabulary {
		v := expr.Vocabulary{
			Facts:   []expr.Fact{{Name: "a"}, {Name: "b", Kind: expr.OneOf, Values: []string{"x", "y"}}},
			Params:  []expr.Param{{Name: "p", Value: 2}, {Name: "q", Value: 3}},
			Defines: []string{"d", "e"},
		}
		change(&v)
		return v
	}
	small := all(func(*expr.Vocabulary) {})
	for name, change := range map[string]func(v *expr.Vocabulary){
		"a fact fewer":      func(v *expr.Vocabulary) { v.Facts = v.Facts[:1] },
		"another order":     func(v *expr.Vocabulary) { v.Facts[0], v.Facts[1] = v.Facts[1], v.Facts[0] },
		"a value more":      func(v *expr.Vocabulary) { v.Facts[1].Values = []string{"x", "y", "z"} },
		"an order":          func(v *expr.Vocabulary) { v.Facts[1].Ordered = true },
		"another number":    func(v *expr.Vocabulary) { v.Params[0].Value = 4 },
		"a parameter fewer": func(v *expr.Vocabulary) { v.Params = v.Params[1:] },
		"a definition less": func(v *expr.Vocabulary) { v.Defines = v.Defines[1:] },
	} {
		if _, ok := all(change).Holds(small); ok {
			t.Errorf("%s: it holds what it does not", name)
		}
	}
	if defines, ok := small.Holds(small); !ok || !cmp.Equal(defines, []int{0, 1}) {
		t.Errorf("of itself: %v, %t", defines, ok)
	}
}
