// Package witness holds a rule set against two things that know nothing of how the engine computes:
// cel-go's own evaluation of every expression ([Witness.Check]), and the laws that every decision
// keeps ([Witness.Laws]). Both draw answers at random from a seed, so that a failure can be
// repeated. It is test support, for the packages that have rules and for those who write rules of
// their own.
package witness

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/oracle"
)

// Truth is what cel-go makes of a rule.
type Truth int

// The truths.
const (
	Unknown Truth = iota // zero value
	False
	True
)

// String returns the truth in lower case.
func (t Truth) String() string { return [...]string{"unknown", "false", "true"}[t] }

// Witness reads one rule set. It is immutable and safe for concurrent use.
type Witness struct {
	set      *policy.Set
	oracle   *oracle.Oracle
	programs []*oracle.Program // by rule
	guards   []*oracle.Program // by fact, nil without one
	reads    [][]int           // by rule
	chains   [][]int           // by fact: the facts that its guard stands on
	values   [][]policy.Answer
	implied  []consequence
}

// New compiles every rule of the set with cel-go.
func New(set *policy.Set) (*Witness, error) {
	w := &Witness{set: set}
	facts := set.Facts()
	defines, guards := map[string]string{}, map[string]string{}
	var v expr.Vocabulary
	for _, f := range facts {
		e := expr.Fact{
			Name: f.Name, Kind: expr.Kind(f.Kind), Ordered: f.Risk != policy.RiskNeither, Least: f.Least, Most: f.Most,
		}
		for _, value := range f.Values {
			e.Values = append(e.Values, value.Name)
		}
		if f.Kind == policy.SetOf {
			e.None = f.None
		}
		v.Facts = append(v.Facts, e)
		if f.AskedIf != "" {
			guards[f.Name] = f.AskedIf
		}
	}
	for _, p := range set.Parameters() {
		v.Params = append(v.Params, expr.Param{Name: p.Name, Value: p.Value, Whole: p.Value == math.Trunc(p.Value)})
	}
	for _, d := range set.Definitions() {
		v.Defines = append(v.Defines, d.Name)
		defines[d.Name] = d.When
	}
	o, err := oracle.New(v, defines, guards)
	if err != nil {
		return nil, err
	}
	w.oracle = o
	sources := []string{}
	for _, d := range set.Definitions() {
		sources = append(sources, d.When)
	}
	for _, r := range set.Rules() {
		source := Source(set, r)
		sources = append(sources, source)
		p, err := o.Compile(source)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.ID, err)
		}
		w.programs = append(w.programs, p)
		w.reads = append(w.reads, w.readBy(source))
	}
	w.guards = make([]*oracle.Program, len(facts))
	for i, f := range facts {
		sources = append(sources, f.AskedIf)
		w.chains = append(w.chains, w.readBy(f.AskedIf))
		if f.AskedIf != "" {
			if w.guards[i], err = o.Compile(f.AskedIf); err != nil {
				return nil, fmt.Errorf("%s: %w", f.Name, err)
			}
		}
	}
	for _, x := range set.Implications() {
		sources = append(sources, x.When)
	}
	numbers := w.numbers(strings.Join(sources, "\n"))
	for i, f := range facts {
		w.values = append(w.values, valuesOf(f, numbers[i]))
	}
	if len(set.Implications()) > 0 {
		plainly, err := oracle.New(v, defines, nil)
		if err != nil {
			return nil, err
		}
		if err := w.readImplications(plainly); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// Source is what has to hold for a rule to count: its test, and that its site means anything.
func Source(set *policy.Set, r policy.Rule) string {
	if i, ok := set.FactIndex(r.At); ok && set.Facts()[i].AskedIf != "" {
		return "(" + r.When + "\n) && (" + set.Facts()[i].AskedIf + ")"
	}
	return r.When
}

// Set returns the rule set.
func (w *Witness) Set() *policy.Set { return w.set }

// Reads returns the facts that a rule reads, through definitions and guards.
func (w *Witness) Reads(rule int) []int { return w.reads[rule] }

// Chain returns the facts that the guard of a fact reads, through definitions and further guards.
func (w *Witness) Chain(fact int) []int { return w.chains[fact] }

// Values returns answers to a fact, at least one for everything that the rules tell apart; of a
// wide set only a sample.
func (w *Witness) Values(fact int) []policy.Answer { return w.values[fact] }

// Truth evaluates a rule with cel-go over answers by fact; what is not known there is unknown.
func (w *Witness) Truth(rule int, given []policy.Answer) Truth {
	return truth(w.programs[rule].Eval(w.plain(given)))
}

// Guard evaluates the guard of a fact in the same way; without one it holds.
func (w *Witness) Guard(fact int, given []policy.Answer) Truth {
	if w.guards[fact] == nil {
		return True
	}
	return truth(w.guards[fact].Eval(w.plain(given)))
}

func truth(t oracle.Truth) Truth {
	return map[oracle.Truth]Truth{oracle.True: True, oracle.False: False}[t]
}

// counts is an answer as it counts: an unsure one as the riskier end where the fact says so.
func (w *Witness) counts(fact int, a policy.Answer) policy.Answer {
	f := &w.set.Facts()[fact]
	if a.State != policy.Unsure || !f.UnsureRiskier {
		return a
	}
	a = policy.Answer{State: policy.Known}
	switch more := f.Risk == policy.RiskMore; {
	case f.Kind == policy.YesNo:
		a.Yes = more
	case more:
		a.Values = 1 << (len(f.Values) - 1)
	default:
		a.Values = 1
	}
	return a
}

// plain are the answers as the oracle takes them.
func (w *Witness) plain(given []policy.Answer) []oracle.Value {
	values := make([]oracle.Value, len(given))
	for i, a := range given {
		a = w.counts(i, a)
		if a.State == policy.Known {
			values[i] = oracle.Value{Known: true, Yes: a.Yes, Number: a.Number, Values: a.Values}
		}
	}
	return values
}

var dottedName = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*`)

// readBy finds every fact named in a source, directly or by way of definitions and guards.
func (w *Witness) readBy(source string) []int {
	seen := map[string]bool{}
	var facts []int
	var scan func(source string)
	scan = func(source string) {
		for _, name := range dottedName.FindAllString(source, -1) {
			if i := strings.LastIndexByte(name, '.'); i >= 0 {
				// A value by its full name.
				named := func(v policy.Value) bool { return v.Name == name[i+1:] }
				if f, ok := w.set.FactIndex(name[:i]); ok && slices.ContainsFunc(w.set.Facts()[f].Values, named) {
					name = name[:i]
				}
			}
			if seen[name] {
				continue
			}
			seen[name] = true
			if f, ok := w.set.FactIndex(name); ok {
				facts = append(facts, f)
				scan(w.set.Facts()[f].AskedIf)
			}
			for _, d := range w.set.Definitions() {
				if d.Name == name {
					scan(d.When)
				}
			}
		}
	}
	scan(source)
	slices.Sort(facts)
	return facts
}

const (
	numberText = `(-?[0-9]+(?:\.[0-9]+)?|param\.[a-z0-9_]+)`
	signText   = `\s*(?:<=|>=|==|!=|<|>)\s*`
	nameText   = `([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)`
)

var (
	factFirst   = regexp.MustCompile(nameText + signText + numberText)
	numberFirst = regexp.MustCompile(numberText + signText + nameText)
)

// numbers finds, by fact, the numbers that it is compared with.
func (w *Witness) numbers(source string) [][]float64 {
	out := make([][]float64, len(w.set.Facts()))
	add := func(fact, number string) {
		f, ok := w.set.FactIndex(fact)
		if !ok {
			return
		}
		x, err := strconv.ParseFloat(number, 64)
		if name, is := strings.CutPrefix(number, "param."); is {
			x, _ = w.set.Parameter(name)
		} else if err != nil {
			return
		}
		out[f] = append(out[f], x)
	}
	for _, m := range factFirst.FindAllStringSubmatch(source, -1) {
		add(m[1], m[2])
	}
	for _, m := range numberFirst.FindAllStringSubmatch(source, -1) {
		add(m[2], m[1])
	}
	return out
}

// fewValues is up to how many values a whole number is gone through, and a set's every combination.
const fewValues = 8

func valuesOf(f policy.Fact, numbers []float64) []policy.Answer {
	known := func(values ...uint64) []policy.Answer {
		var out []policy.Answer
		for _, v := range values {
			out = append(out, policy.Answer{State: policy.Known, Values: v})
		}
		return out
	}
	switch f.Kind {
	case policy.YesNo:
		return []policy.Answer{{State: policy.Known}, {State: policy.Known, Yes: true}}
	case policy.OneOf:
		var bits []uint64
		for i := range f.Values {
			bits = append(bits, 1<<i)
		}
		return known(bits...)
	case policy.SetOf:
		return known(subsets(f)...)
	}
	var out []policy.Answer
	for _, x := range points(f, numbers) {
		out = append(out, policy.Answer{State: policy.Known, Number: x})
	}
	return out
}

// subsets are the values of a set: none alone, or any of the others but not nothing.
func subsets(f policy.Fact) []uint64 {
	var none, all uint64
	for i, v := range f.Values {
		if f.None != "" && v.Name == f.None {
			none = 1 << i
		} else {
			all |= 1 << i
		}
	}
	var out []uint64
	if none != 0 {
		out = append(out, none)
	}
	if len(f.Values) > fewValues {
		for rest := all; rest != 0; rest &= rest - 1 {
			out = append(out, rest&-rest)
		}
		return append(out, all, all&0x5555555555555555)
	}
	for sub := all; sub != 0; sub = (sub - 1) & all {
		out = append(out, sub)
	}
	return out
}

// points are the ends of a number, what it is compared with, and something
// between any two of these.
func points(f policy.Fact, numbers []float64) []float64 {
	var out []float64
	if f.Kind == policy.Whole && f.Most-f.Least <= fewValues {
		for x := f.Least; x <= f.Most; x++ {
			out = append(out, x)
		}
		return out
	}
	marks := []float64{f.Least, f.Most}
	if x, err := strconv.ParseFloat(f.Usual, 64); err == nil {
		marks = append(marks, x)
	}
	for _, x := range numbers {
		if f.Kind == policy.Whole {
			marks = append(marks, math.Floor(x)-1, math.Floor(x), math.Ceil(x), math.Ceil(x)+1)
		} else {
			marks = append(marks, x)
		}
	}
	slices.Sort(marks)
	for _, x := range slices.Compact(marks) {
		if x < f.Least || x > f.Most {
			continue
		}
		if f.Kind == policy.Decimal && len(out) > 0 {
			out = append(out, (out[len(out)-1]+x)/2)
		}
		out = append(out, x)
	}
	return out
}
