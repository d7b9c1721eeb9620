package expr_test

import (
	"math"
	"testing"

	"github.com/safehands/safehands/screening/policy/internal/expr"
)

func TestNewRefuses(t *testing.T) {
	list := func(name string, values ...string) expr.Fact {
		return expr.Fact{Name: name, Kind: expr.OneOf, Values: values}
	}
	many := make([]string, 65)
	for i := range many {
		many[i] = "v" + string(rune('A'+i/26)) + string(rune('a'+i%26))
	}
	tests := []struct {
		name string
		in   expr.Vocabulary
		want string
	}{
		{"a name of two facts", expr.Vocabulary{Facts: []expr.Fact{{Name: "a"}, {Name: "a"}}},
			"fact a: the name is taken by a fact"},
		{"a definition named as a fact", expr.Vocabulary{Facts: []expr.Fact{{Name: "a"}}, Defines: []string{"a"}},
			"definition a: the name is taken by a fact"},
		{"a fact named as a value", expr.Vocabulary{Facts: []expr.Fact{list("a", "b", "c"), {Name: "a.b"}}},
			"fact a.b: the name is taken by a value"},
		{"a value named as a fact", expr.Vocabulary{Facts: []expr.Fact{list("a", "b", "c"), {Name: "b"}}},
			"fact a: its value b is also the name of a fact"},
		{"no name", expr.Vocabulary{Facts: []expr.Fact{{Name: "pain-score"}}},
			"fact pain-score: not a name: write letters, digits and underscores, groups parted by dots"},
		{"a reserved word", expr.Vocabulary{Facts: []expr.Fact{list("a", "for", "c")}},
			"value a.for: for is a reserved word"},
		{"a parameter's name", expr.Vocabulary{Defines: []string{"param.x"}},
			"param.x: names that begin with param. are parameters"},
		{"one value", expr.Vocabulary{Facts: []expr.Fact{list("a", "b")}}, "fact a: b cannot be its only value"},
		{"too many values", expr.Vocabulary{Facts: []expr.Fact{list("a", many...)}},
			"fact a: a list has 1 to 64 values, not 65"},
		{"a none that is no value", expr.Vocabulary{Facts: []expr.Fact{{Name: "a", Kind: expr.SetOf,
			Values: []string{"b", "d"}, None: "c"}}},
			"fact a: c is not one of its values"},
		{"an empty range", expr.Vocabulary{Facts: []expr.Fact{{Name: "a", Kind: expr.Whole}}},
			"fact a: the least value 0 is not below the greatest 0"},
		{"a range without end", expr.Vocabulary{Facts: []expr.Fact{{Name: "a", Kind: expr.Decimal, Most: math.Inf(1)}}},
			"fact a: the least value 0 is not below the greatest +Inf"},
		{"a broken range", expr.Vocabulary{Facts: []expr.Fact{{Name: "a", Kind: expr.Whole, Most: 1.5}}},
			"fact a: the range 0 to 1.5 is not of whole numbers"},
		{"a broken parameter", expr.Vocabulary{Params: []expr.Param{{Name: "a", Value: 1.5, Whole: true}}},
			"parameter a: 1.5 is not a number of its kind"},
	}
	for _, tt := range tests {
		c, err := expr.New(tt.in)
		if c != nil || err == nil || err.Error() != tt.want {
			t.Errorf("New with %s: %v, want %s", tt.name, err, tt.want)
		}
	}
}
