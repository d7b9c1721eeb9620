package expr_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy/internal/expr"
)

var vocabulary = expr.Vocabulary{
	Facts: []expr.Fact{
		{Name: "disc.present"}, {Name: "disc.present_x"}, {Name: "disc.canal_free"},
		{Name: "disc.direction", Kind: expr.OneOf, Values: []string{"central", "lateral", "sequestrated", "none"}},
		{Name: "back.phase", Kind: expr.OneOf, Values: []string{"acute", "chronic", "none"}},
		{Name: "spine.stenosis", Kind: expr.OneOf, Ordered: true, Values: []string{"none", "mild", "moderate", "severe"}},
		{Name: "infection.risk", Kind: expr.SetOf, None: "none", Values: []string{"diabetes", "steroids", "none"}},
		{Name: "preg.weeks", Kind: expr.Whole, Most: 45, Unit: "weeks"},
		{Name: "bp.sys", Kind: expr.Whole, Least: 40, Most: 300, Unit: "mmHg"},
		{Name: "vitals.temp_c", Kind: expr.Decimal, Least: 30, Most: 45},
		{Name: "body.site", Kind: expr.OneOf,
			Values: []string{"neck", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "foot", "hand"}},
		{Name: "skin.sites", Kind: expr.SetOf, Values: []string{"neck", "back"}},
	},
	Params: []expr.Param{
		{Name: "fever_c", Value: 38}, {Name: "final_weeks", Value: 36, Whole: true},
		{Name: "two", Value: 2, Whole: true}, {Name: "far", Value: 99, Whole: true},
		{Name: "final_year", Value: 36, Whole: true, Unit: "years"}, {Name: "late", Value: 36, Whole: true, Unit: "weeks"},
		{Name: "hot", Value: 39.5, Unit: "deg C"}, {Name: "huge", Value: 1 << 53, Whole: false},
	},
	Defines: []string{"redflag.fracture"},
}

const (
	discPresent = iota
	discPresentX
	discCanalFree
	discDirection
	backPhase
	spineStenosis
	infectionRisk
	pregWeeks
	bpSys
	vitalsTemp
	bodySite
	skinSites
)

func and(kids ...*expr.Node) *expr.Node { return &expr.Node{Op: expr.And, Kids: kids} }
func or(kids ...*expr.Node) *expr.Node  { return &expr.Node{Op: expr.Or, Kids: kids} }
func not(kid *expr.Node) *expr.Node     { return &expr.Node{Op: expr.Not, Kids: []*expr.Node{kid}} }
func define(i int) *expr.Node           { return &expr.Node{Op: expr.Define, Define: i} }

func atLeastOf(n int, kids ...*expr.Node) *expr.Node {
	return &expr.Node{Op: expr.AtLeast, N: n, Kids: kids}
}

func atom(t expr.Test) *expr.Node { return &expr.Node{Op: expr.Atom, Test: t} }

func yes(fact int) *expr.Node { return atom(expr.Test{Fact: fact, Kind: expr.IsYes}) }

func oneOf(fact int, values uint64) *expr.Node {
	return atom(expr.Test{Fact: fact, Kind: expr.IsOneOf, Values: values})
}

func has(fact int, values uint64) *expr.Node {
	return atom(expr.Test{Fact: fact, Kind: expr.Has, Values: values})
}

func atLeastNumber(fact int, x float64) *expr.Node {
	return atom(expr.Test{Fact: fact, Kind: expr.AtLeastNumber, Number: x})
}

func above(fact int, x float64) *expr.Node {
	return atom(expr.Test{Fact: fact, Kind: expr.AboveNumber, Number: x})
}

func newCompiler(t testing.TB) *expr.Compiler {
	t.Helper()
	c, err := expr.New(vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var trees = []struct {
	source string
	want   *expr.Node
}{
	{`disc.present && !disc.canal_free && disc.direction in [central, sequestrated]`,
		and(yes(discPresent), not(yes(discCanalFree)), oneOf(discDirection, 0b0101))},
	{`disc.direction == central || back.phase != none`, or(oneOf(discDirection, 0b0001), oneOf(backPhase, 0b0011))},
	{`central == disc.direction`, oneOf(discDirection, 0b0001)},
	{`disc.direction == disc.direction.central`, oneOf(discDirection, 0b0001)},
	{`disc.direction == none && back.phase == none`, and(oneOf(discDirection, 0b1000), oneOf(backPhase, 0b0100))},
	{`vitals.temp_c >= 38`, atLeastNumber(vitalsTemp, 38)},
	{`vitals.temp_c >= param.fever_c && preg.weeks > param.final_weeks`,
		and(atLeastNumber(vitalsTemp, 38), atLeastNumber(pregWeeks, 37))},
	{`preg.weeks >= 28.5`, atLeastNumber(pregWeeks, 29)},
	{`38 <= vitals.temp_c`, atLeastNumber(vitalsTemp, 38)},
	{`preg.weeks == 28`, and(atLeastNumber(pregWeeks, 28), not(atLeastNumber(pregWeeks, 29)))},
	{`preg.weeks != 28`, not(and(atLeastNumber(pregWeeks, 28), not(atLeastNumber(pregWeeks, 29))))},
	{`preg.weeks == 0`, not(atLeastNumber(pregWeeks, 1))},
	{`preg.weeks != 45`, not(atLeastNumber(pregWeeks, 45))},
	{`at_or_above(spine.stenosis, moderate)`, oneOf(spineStenosis, 0b1100)},
	{`diabetes in infection.risk`, has(infectionRisk, 0b001)},
	{`infection.risk != none`, or(has(infectionRisk, 0b001), has(infectionRisk, 0b010))},
	{`infection.risk == none`, not(or(has(infectionRisk, 0b001), has(infectionRisk, 0b010)))},
	{`none == infection.risk`, not(or(has(infectionRisk, 0b001), has(infectionRisk, 0b010)))},
	{`redflag.fracture`, define(0)},
	{`disc.present ? bp.sys >= 160 : bp.sys >= 140`,
		or(and(yes(discPresent), atLeastNumber(bpSys, 160)), and(not(yes(discPresent)), atLeastNumber(bpSys, 140)))},
	{`at_least(2, [disc.present, disc.canal_free, redflag.fracture])`,
		atLeastOf(2, yes(discPresent), yes(discCanalFree), define(0))},
	{`at_least(param.two, [disc.present, disc.canal_free, bp.sys > 100])`,
		atLeastOf(2, yes(discPresent), yes(discCanalFree), atLeastNumber(bpSys, 101))},
	{`disc.present && disc.present_x`, and(yes(discPresent), yes(discPresentX))},
	{`disc.present // comment ≥ (((`, yes(discPresent)},
	{`disc . direction == central`, oneOf(discDirection, 0b0001)},
	{`!!disc.present`, yes(discPresent)},
	{`!(!disc.present)`, yes(discPresent)},
	{`disc.present && disc.canal_free && redflag.fracture && disc.present_x`,
		and(yes(discPresent), yes(discCanalFree), define(0), yes(discPresentX))},
	{`disc.present || (disc.canal_free || redflag.fracture)`, or(yes(discPresent), yes(discCanalFree), define(0))},
	{`!(disc.direction != central)`, not(oneOf(discDirection, 0b1110))},
	{`central != disc.direction`, oneOf(discDirection, 0b1110)},
	{`neck in skin.sites && body.site == neck`, and(has(skinSites, 0b001), oneOf(bodySite, 0b0001))},
	{`vitals.temp_c > 38.5`, above(vitalsTemp, 38.5)},
	{`vitals.temp_c < 38`, not(atLeastNumber(vitalsTemp, 38))},
	{`vitals.temp_c <= 38`, not(above(vitalsTemp, 38))},
	{`38 > vitals.temp_c`, not(atLeastNumber(vitalsTemp, 38))},
	{`vitals.temp_c >= 45`, atLeastNumber(vitalsTemp, 45)},
	{`vitals.temp_c > 30`, above(vitalsTemp, 30)},
	{`preg.weeks < 28`, not(atLeastNumber(pregWeeks, 28))},
	{`preg.weeks <= 28`, not(atLeastNumber(pregWeeks, 29))},
	{`preg.weeks < 28.5`, not(atLeastNumber(pregWeeks, 29))},
	{`preg.weeks > 28.5`, atLeastNumber(pregWeeks, 29)},
	{`preg.weeks == param.two`, and(atLeastNumber(pregWeeks, 2), not(atLeastNumber(pregWeeks, 3)))},
	{`preg.weeks == 45`, atLeastNumber(pregWeeks, 45)},
	{`preg.weeks != 0`, atLeastNumber(pregWeeks, 1)},
	{`preg.weeks <= 0`, not(atLeastNumber(pregWeeks, 1))},
	{`preg.weeks >= 45`, atLeastNumber(pregWeeks, 45)},
	{`!at_or_above(spine.stenosis, severe)`, not(oneOf(spineStenosis, 0b1000))},
	{`(disc.present ? disc.canal_free : redflag.fracture) && disc.present_x`,
		and(or(and(yes(discPresent), yes(discCanalFree)), and(not(yes(discPresent)), define(0))), yes(discPresentX))},
}

func TestCompile(t *testing.T) {
	c := newCompiler(t)
	for _, tt := range trees {
		got := c.Compile(tt.source)
		if len(got.Problems) > 0 {
			t.Errorf("Compile(%s): %v", tt.source, got.Problems)
			continue
		}
		if diff := cmp.Diff(tt.want, got.Tree); diff != "" {
			t.Errorf("Compile(%s) mismatch (-want +got):\n%s", tt.source, diff)
		}
	}
}

var problems = slices.Concat(traps, strays, mistakes, layouts)

// layouts are the sources whose place of the problem or whose size is the point.
var layouts = []problemCase{
	{"", []expr.Problem{{0, "the expression is empty"}}},
	{" \n// nothing here", []expr.Problem{{0, "the expression is empty"}}},
	{"disc.present // naïve, café\n  && disc.absent",
		[]expr.Problem{{35, "unknown fact disc.absent (did you mean disc.present?)"}}},
	{"disc.present &&\n\tdisc.canal_free and x", []expr.Problem{{33, "unexpected and: write &&"}}},
	{"disc.present && \xff", []expr.Problem{{16, "the expression is not valid UTF-8"}}},
	{strings.Repeat(" ", 2000) + "x", []expr.Problem{{0,
		"the expression has 2001 bytes, at most 2000: move parts of it into definitions, under the key define"}}},
	{strings.Repeat("(", 33) + "disc.present" + strings.Repeat(")", 33), []expr.Problem{{32,
		"nested more than 32 deep: move parts of the expression into definitions, under the key define"}}},
	{strings.Repeat("redflag.fracture?disc.present:", 33) + "disc.present", []expr.Problem{
		{930, "nested more than 32 deep: move parts of the expression into definitions, under the key define"},
	}},
	{strings.Repeat("(", 9) + "disc.present" + strings.Repeat("?disc.present:disc.canal_free)", 9), []expr.Problem{{0,
		"the expression has 3578 tests and operators, at most 500: move parts of it into definitions, under the key define"}}},
	{"at_least(2, [disc.present" + strings.Repeat(", disc.present", 20) + "])", []expr.Problem{{0,
		"at_least has 21 conditions, at most 20: move some of them into a definition, under the key define"}}},
}

func TestCompileProblems(t *testing.T) {
	c := newCompiler(t)
	for _, tt := range problems {
		got := c.Compile(tt.source)
		if got.Tree != nil {
			t.Errorf("Compile(%s) gives a tree", tt.source)
		}
		if diff := cmp.Diff(tt.want, got.Problems); diff != "" {
			t.Errorf("Compile(%s) mismatch (-want +got):\n%s", tt.source, diff)
		}
	}
}

// What an expression names is said as it is declared, each name once, whatever else is wrong with
// it.
func TestCompileNames(t *testing.T) {
	c := newCompiler(t)
	for _, tt := range []struct {
		name, source string
		want         []string
	}{
		{"fact", "disc.present && !disc.present", []string{"disc.present"}},
		{"definition", "redflag.fracture || disc.present", []string{"redflag.fracture", "disc.present"}},
		{"parameter", "preg.weeks >= param.late", []string{"preg.weeks", "param.late"}},
		{"parameter of a count", "at_least(param.two, [disc.present, disc.canal_free])",
			[]string{"disc.present", "disc.canal_free", "param.two"}},
		{"values are no names", "disc.direction in [central, disc.direction.lateral] && diabetes in infection.risk",
			[]string{"disc.direction", "infection.risk"}},
		{"comment", "disc.present // not disc.canal_free", []string{"disc.present"}},
		{"unknown fact", "disc.present && disc.absent && preg.weeks >= param.late",
			[]string{"disc.present", "preg.weeks", "param.late"}},
		{"always true", "preg.weeks <= param.far", []string{"preg.weeks", "param.far"}},
		{"syntax", "disc.present &&", nil},
	} {
		if diff := cmp.Diff(tt.want, c.Compile(tt.source).Names); diff != "" {
			t.Errorf("%s: Names of %s mismatch (-want +got):\n%s", tt.name, tt.source, diff)
		}
	}
}

// A chain of one operator is one level, however long it is.
func TestCompileLongChain(t *testing.T) {
	e := newCompiler(t).Compile("disc.present" + strings.Repeat("||disc.present", 140))
	if len(e.Problems) > 0 || len(e.Tree.Kids) != 141 {
		t.Errorf("Compile of 141 tests = %v, %v", e.Tree, e.Problems)
	}
}

func TestCompileConcurrently(t *testing.T) {
	c := newCompiler(t)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, tt := range trees {
				if got := c.Compile(tt.source); !cmp.Equal(tt.want, got.Tree) || len(got.Problems) > 0 {
					t.Errorf("Compile(%s) = %v, %v", tt.source, got.Tree, got.Problems)
				}
			}
		})
	}
	wait.Wait()
}

func BenchmarkNew(b *testing.B) {
	var v expr.Vocabulary
	for i := range 460 {
		f := vocabulary.Facts[i%len(vocabulary.Facts)]
		f.Name = fmt.Sprintf("%s_%d", f.Name, i)
		v.Facts = append(v.Facts, f)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := expr.New(v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	c := newCompiler(b)
	for _, source := range []string{trees[0].source, trees[20].source, "redflag.fracture"} {
		b.Run(fmt.Sprint(len(source)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Compile(source)
			}
		})
	}
}
