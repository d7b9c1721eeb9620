package expr

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// Kind says what values a fact takes.
type Kind int

// The kinds of facts.
const (
	YesNo   Kind = iota // yes or no
	Whole               // a whole number
	Decimal             // a decimal number
	OneOf               // one of a closed list
	SetOf               // a set out of a closed list
)

// Fact is what an expression may test.
type Fact struct {
	Name    string
	Kind    Kind
	Values  []string // of OneOf and SetOf: at most 64
	None    string   // of SetOf: the value that says none of the others; empty where there is none
	Ordered bool     // of OneOf: Values rise
	Least   float64  // of Whole and Decimal: both ends included
	Most    float64
	Unit    string
}

// Param is a named number. Name goes without the prefix: fever_c is written param.fever_c.
type Param struct {
	Name  string
	Value float64
	Whole bool
	Unit  string // compared with a fact of another unit it is refused; empty fits every fact
}

// Vocabulary is everything an expression may name. The orders of Facts and of Defines give their
// indexes in the tree.
type Vocabulary struct {
	Facts   []Fact
	Params  []Param
	Defines []string // names of boolean definitions

	// Elsewhere says of a name that nothing here has where it belongs, or nothing. It may be nil.
	Elsewhere func(name string) string
	// Suggest offers the nearest of the known names; nil, it is [document.Suggest].
	Suggest func(typed string, known []string) string
}

const (
	paramPrefix = "param."
	maxValues   = 64

	// maxNumber bounds numbers so that every whole one is exact as a float64, and is no neighbour
	// rounded.
	maxNumber = 1<<53 - 1
)

func (v Vocabulary) clone() Vocabulary {
	v.Facts = slices.Clone(v.Facts)
	for i := range v.Facts {
		v.Facts[i].Values = slices.Clone(v.Facts[i].Values)
	}
	v.Params = slices.Clone(v.Params)
	v.Defines = slices.Clone(v.Defines)
	if v.Suggest == nil {
		v.Suggest = document.Suggest
	}
	return v
}

// Same reports whether the same can be named in both, with the same meaning.
func (v Vocabulary) Same(o Vocabulary) bool {
	return slices.EqualFunc(v.Facts, o.Facts, sameFact) && slices.Equal(v.Params, o.Params) &&
		slices.Equal(v.Defines, o.Defines)
}

func sameFact(a, b Fact) bool {
	return a.Name == b.Name && a.Kind == b.Kind && slices.Equal(a.Values, b.Values) && a.None == b.None &&
		a.Ordered == b.Ordered && a.Least == b.Least && a.Most == b.Most && a.Unit == b.Unit
}

// names finds what a written name stands for.
type names struct {
	facts   map[string]int
	params  map[string]int
	defines map[string]int
	values  map[string]valueRef // by full name
	bare    map[string]valueRef // by the name in its list; the first list that has it

	truths  []string // facts and definitions, as offered for a name that is unknown
	numbers []string // parameters with their prefix
}

type valueRef struct{ fact, value int }

var nameForm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$`)

// reserved words of CEL cannot stand as a bare name.
var reserved = map[string]bool{
	"as": true, "break": true, "const": true, "continue": true, "else": true, "false": true, "for": true,
	"function": true, "if": true, "import": true, "in": true, "let": true, "loop": true, "package": true,
	"namespace": true, "null": true,
	"return": true, "true": true, "var": true, "void": true, "while": true,
}

func newNames(v Vocabulary) (*names, error) {
	n := &names{
		facts: map[string]int{}, params: map[string]int{}, defines: map[string]int{}, values: map[string]valueRef{},
		bare: map[string]valueRef{},
	}
	var errs []error
	taken := map[string]string{}
	take := func(prefix, name, what string) {
		err := checkName(name)
		name = prefix + name
		if err != nil {
			errs = append(errs, fmt.Errorf("%s %s: %w", what, name, err))
		}
		if before, ok := taken[name]; ok {
			errs = append(errs, fmt.Errorf("%s %s: the name is taken by a %s", what, name, before))
		}
		taken[name] = what
	}
	for i, f := range v.Facts {
		take("", f.Name, "fact")
		n.facts[f.Name] = i
		n.truths = append(n.truths, f.Name)
		errs = append(errs, f.check()...)
		for j, value := range f.Values {
			take(f.Name+".", value, "value")
			n.values[f.Name+"."+value] = valueRef{i, j}
			if _, ok := n.bare[value]; !ok {
				n.bare[value] = valueRef{i, j}
			}
		}
	}
	for i, d := range v.Defines {
		take("", d, "definition")
		n.defines[d] = i
		n.truths = append(n.truths, d)
	}
	for i, p := range v.Params {
		take(paramPrefix, p.Name, "parameter")
		n.params[p.Name] = i
		n.numbers = append(n.numbers, paramPrefix+p.Name)
		if math.IsNaN(p.Value) || math.IsInf(p.Value, 0) || p.Whole && !isWhole(p.Value) {
			errs = append(errs, fmt.Errorf("parameter %s: %v is not a number of its kind", p.Name, p.Value))
		}
	}
	for _, f := range v.Facts {
		for _, value := range f.Values {
			// Beside == a bare name would be both.
			if what := taken[value]; what == "fact" || what == "definition" {
				errs = append(errs, fmt.Errorf("fact %s: its value %s is also the name of a %s", f.Name, value, what))
			}
		}
	}
	for _, name := range n.truths {
		if strings.HasPrefix(name, paramPrefix) {
			errs = append(errs, fmt.Errorf("%s: names that begin with %s are parameters", name, paramPrefix))
		}
	}
	return n, errors.Join(errs...)
}

func checkName(name string) error {
	if !nameForm.MatchString(name) {
		return errors.New("not a name: write letters, digits and underscores, groups parted by dots")
	}
	for part := range strings.SplitSeq(name, ".") {
		if reserved[part] {
			return fmt.Errorf("%s is a reserved word", part)
		}
	}
	return nil
}

func (f Fact) check() []error {
	var errs []error
	report := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("fact %s: %s", f.Name, fmt.Sprintf(format, args...)))
	}
	switch f.Kind {
	case YesNo:
	case Whole, Decimal:
		if !(f.Least < f.Most) || math.IsInf(f.Least, 0) || math.IsInf(f.Most, 0) {
			report("the least value %v is not below the greatest %v", f.Least, f.Most)
		}
		if f.Kind == Whole && !(isWhole(f.Least) && isWhole(f.Most)) {
			report("the range %v to %v is not of whole numbers", f.Least, f.Most)
		}
	case OneOf, SetOf:
		if len(f.Values) < 1 || len(f.Values) > maxValues {
			report("a list has 1 to %d values, not %d", maxValues, len(f.Values))
		}
		if f.None != "" && !slices.Contains(f.Values, f.None) {
			report("%s is not one of its values", f.None)
		}
		if len(f.Values) == 1 && (f.Kind == OneOf || f.None != "") {
			report("%s cannot be its only value", f.Values[0])
		}
	default:
		report("unknown kind %d", f.Kind)
	}
	if f.Kind != OneOf && f.Kind != SetOf && len(f.Values) > 0 {
		report("only a list has values")
	}
	return errs
}

func isWhole(x float64) bool { return x == math.Trunc(x) && math.Abs(x) <= maxNumber }

// param finds a parameter by its name with the prefix.
func (n *names) param(name string) (int, bool) {
	short, ok := strings.CutPrefix(name, paramPrefix)
	if !ok {
		return 0, false
	}
	i, ok := n.params[short]
	return i, ok
}
