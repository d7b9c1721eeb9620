package soreness_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// constructed are the types that are made by a constructor: a host may hold a nil or
// a zero one by mistake.
var constructed = []any{
	&screening.Screener{}, &answer.Facts{}, &answer.Table[screening.Intake]{},
	&technique.Planner{}, &technique.Catalogue{}, &soreness.Triager{}, &policytest.Report{},
	(*screening.Screener)(nil), (*answer.Facts)(nil), (*answer.Table[screening.Intake])(nil),
	(*technique.Planner)(nil), (*technique.Catalogue)(nil), (*soreness.Triager)(nil),
	(*policytest.Report)(nil),
}

// plain are the types of values, whose zero value means something.
var plain = []any{
	new(screening.Action), new(screening.Asking), new(answer.YesNo), new(screening.Area), new(screening.Asked), new(intake.Card),
	new(intake.CardAnswer), new(intake.Cards), new(screening.Clearance), new(screening.CodedFact),
	new(screening.Condition), new(screening.ClearanceForm), new(screening.ClearanceAnswer),
	new(screening.Decision), new(screening.Disagreement), new(screening.Disposition),
	new(screening.Evidence), new(answer.Fact[int]), new(answer.Fact[body.Region]),
	new(screening.Finding), new(screening.Ground), new(screening.Intake), new(screening.LookedAt), new(screening.SaidLimit),
	new(screening.Words), new(screening.Kind), new(screening.Instead), new(screening.Limits), new(intake.Line), new(screening.Message),
	new(document.Object), new(screening.OpenRule), new(screening.Origin),
	new(answer.Any), new(screening.Question), new(body.Region),
	new(screening.RegionDecision), new(screening.SideDecision), new(answer.Set[body.Region]), new(screening.Spot),
	new(screening.Urgency), new(screening.Value), new(policytest.Result), new(policytest.Coverage), new(policytest.Answered),
	new(policytest.RuleClauses), new(policytest.ClauseCount), new(policytest.Mutation), new(policytest.Survivor), new(policytest.Why), new(policytest.WhyClause),
	new(technique.Agreed), new(technique.BackDisease), new(technique.Choice),
	new(technique.Contact), new(technique.Dose), new(technique.During),
	new(technique.ExcludedRegion), new(technique.History), new(technique.Kind),
	new(technique.Level), new(technique.Matching), new(technique.Objection), new(technique.Obstacle),
	new(technique.OpenReason), new(technique.OpenViolation),
	new(technique.Pace), new(technique.Plan), new(technique.Position),
	new(technique.Presentation), new(technique.PresentationDose),
	new(technique.PresentationEntry), new(technique.Purpose), new(technique.Question),
	new(technique.Range), new(technique.Reason), new(technique.Review),
	new(technique.Standing), new(technique.Step), new(technique.Stopping),
	new(technique.Stroke), new(technique.Technique), new(technique.Tone),
	new(technique.Touch), new(technique.Violation), new(technique.Visit), new(technique.Page),
	new(technique.Asking), new(technique.Sheet), new(technique.Explanation), new(technique.Explained),
	new(technique.Change), new(technique.Repaired),
	new(screening.Explanation), new(screening.Explained),
	new(soreness.Course), new(soreness.Disposition), new(soreness.Finding),
	new(soreness.Progress), new(soreness.Point), new(soreness.Tendency), new(soreness.Grid), new(soreness.Level), new(soreness.OpenRule),
	new(soreness.Quality), new(soreness.Remark), new(soreness.Report),
	new(soreness.Result), new(soreness.Session), new(soreness.SessionPlan),
	new(answer.Set[soreness.Site]), new(soreness.Site), new(soreness.Trend), new(technique.Sign), new(soreness.Ago), new(soreness.GivenBy),
	new(soreness.Used), new(soreness.Manipulation), new(technique.AfterPause),
	new(soreness.Headache), new(soreness.Also), new(soreness.SkinSign), new(soreness.BruisePlace), new(soreness.RibSign),
	new(answer.Set[soreness.Also]), new(answer.Set[soreness.SkinSign]), new(answer.Set[soreness.RibSign]),
}

// Whoever forgets a constructor, or leaves out an argument, gets an error or an empty result, and
// no panic takes the host down.
func TestNothingPanics(t *testing.T) {
	for _, x := range append(append([]any{}, constructed...), plain...) {
		for _, given := range []bool{false, true} {
			callAll(t, x, given)
		}
	}
	for name, call := range map[string]func(){
		"technique.New":                func() { technique.New(&screening.Screener{}) },
		"technique.New nil":            func() { technique.New(nil, nil, technique.WithOverlay(nil)) },
		"soreness.New":                 func() { soreness.New(&technique.Planner{}) },
		"soreness.New nil":             func() { soreness.New(nil, nil, soreness.WithOverlay(nil)) },
		"screening.New":                func() { screening.New(nil, screening.WithOverlay(nil)) },
		"policytest.Check":             func() { policytest.Check(nil, nil) },
		"policytest.Check of a zero":   func() { policytest.Check(&policy.Set{}, fstest.MapFS{}) },
		"policytest.Check of no files": func() { policytest.Check(newTriager(t).Rules(), nil) },
	} {
		noPanic(t, name, call)
	}
}

// What was not built decides nothing.
func TestNothingIsDecidedWithoutRules(t *testing.T) {
	var s screening.Screener
	var p technique.Planner
	var tr soreness.Triager
	_, screened := s.Screen(screening.Intake{})
	_, asked := s.Questions(screening.Intake{})
	_, told := s.Messages(screening.Intake{})
	_, decoded := s.DecodeIntake([]byte(`{}`))
	_, coded := s.CodedFacts(screening.ICD10, "M51.2")
	_, matched := p.Match(technique.Visit{})
	_, checked := p.Check(technique.Visit{}, technique.Plan{})
	_, stopped := p.Stop(technique.Visit{}, technique.During{})
	_, planned := p.DecodePlan([]byte(`{}`))
	_, triaged := tr.Triage(screening.Intake{}, daily(1))
	_, questioned := tr.Questions(screening.Intake{}, daily(1))
	_, worded := screening.NewWords(&s)
	_, wordedPlan := technique.NewWords(&p)
	_, wordedResult := soreness.NewWords(&tr)
	_, read := tr.DecodeCourse([]byte(`{"sessions": [{"days_ago": 1}]}`))
	for name, err := range map[string]error{
		"Screen": screened, "Questions": asked, "Messages": told, "DecodeIntake": decoded, "CodedFacts": coded, "Match": matched, "Check": checked,
		"Stop": stopped, "DecodePlan": planned, "Triage": triaged, "Triager.Questions": questioned, "DecodeCourse": read,
		"NewWords": worded, "technique.NewWords": wordedPlan, "soreness.NewWords": wordedResult,
	} {
		if err == nil || !strings.Contains(err.Error(), "New") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s.Rules() != nil || s.Fingerprint() != "" || p.Catalogue() == nil || p.Fingerprint() != "" || tr.Rules() != nil || tr.Fingerprint() != "" {
		t.Error("rules come from nowhere")
	}
}

// The lists above hold every exported type, so that a new one is walked too. Lists of words and
// groups of facts are alike: one of each.
func TestEveryTypeIsWalked(t *testing.T) {
	walked := map[string]bool{"Option": true, "Choice": true}
	for _, x := range append(append([]any{}, constructed...), plain...) {
		typ := reflect.TypeOf(x).Elem()
		name, _, _ := strings.Cut(typ.Name(), "[")
		walked[filepath.Base(typ.PkgPath())+"."+name] = true
	}
	for i := range reflect.TypeFor[screening.Intake]().NumField() {
		walked["screening."+reflect.TypeFor[screening.Intake]().Field(i).Type.Name()] = true
	}
	for _, dir := range []string{"screening", "technique", "soreness", "screening/policy/policytest"} {
		files, err := filepath.Glob(filepath.Join("..", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, file := range files {
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range tree.Decls {
				d, ok := decl.(*ast.GenDecl)
				if !ok || d.Tok != token.TYPE || strings.HasSuffix(file, "_test.go") {
					continue
				}
				for _, spec := range d.Specs {
					s := spec.(*ast.TypeSpec)
					name := filepath.Base(dir) + "." + s.Name.Name
					if s.Name.IsExported() && !walked[name] && !walked[s.Name.Name] && !strings.HasPrefix(filepath.Base(file), "lists") {
						t.Errorf("%s is not walked", name)
					}
				}
			}
		}
	}
}

// callAll calls every method of a value, with arguments that are zero or as
// small as they can be given.
func callAll(t *testing.T, x any, given bool) {
	t.Helper()
	v := reflect.ValueOf(x)
	for i := range v.NumMethod() {
		m := v.Type().Method(i)
		if v.IsNil() && byValue(v.Type(), m.Name) {
			continue // the language itself refuses it
		}
		f := v.Method(i)
		var args []reflect.Value
		for j := range f.Type().NumIn() {
			if f.Type().IsVariadic() && j == f.Type().NumIn()-1 {
				break
			}
			args = append(args, argument(f.Type().In(j), given))
		}
		noPanic(t, fmt.Sprintf("(%T).%s, nil %t, given %t", x, m.Name, v.IsNil(), given), func() { f.Call(args) })
	}
}

func byValue(t reflect.Type, method string) bool {
	_, is := t.Elem().MethodByName(method)
	return is
}

func argument(t reflect.Type, given bool) reflect.Value {
	if !given {
		return reflect.Zero(t)
	}
	var p document.Problems
	for _, x := range []any{
		[]byte(`{}`), "x", document.JSON([]byte(`[{}]`), &p), &document.Problems{},
		&policy.Answers{}, &policy.Evaluation{}, &policy.Fact{},
		fs.FS(fstest.MapFS{}), answer.Own{"x": answer.Of(answer.Yes)}, daily(1),
		[]screening.Clearance{{}},
	} {
		if reflect.TypeOf(x).AssignableTo(t) {
			return reflect.ValueOf(x)
		}
	}
	return reflect.Zero(t)
}

func noPanic(t *testing.T, name string, call func()) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%s panics: %v\n%.1500s", name, r, debug.Stack())
		}
	}()
	call()
}
