package screening

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

func loaded(t testing.TB) *Screener {
	t.Helper()
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every field is one fact, in the order in which they are asked inside of a group. A fact needs no field: it is then
// answered by its name.
func TestFieldsAreTheFacts(t *testing.T) {
	var fields, facts []string
	groups := map[string]bool{}
	v := reflect.TypeFor[Intake]()
	for i := range v.NumField() {
		group := v.Field(i)
		if group.Type.Kind() != reflect.Struct {
			continue
		}
		for j := range group.Type.NumField() {
			name := group.Type.Field(j).Tag.Get("fact")
			if of, _, _ := strings.Cut(name, "."); of != strings.ToLower(group.Name) {
				t.Errorf("%s.%s is bound to %s", group.Name, group.Type.Field(j).Name, name)
			}
			fields = append(fields, name)
		}
	}
	all := language(t).Facts
	for _, f := range all {
		group, _, _ := strings.Cut(f.Name, ".")
		if groups[group] {
			continue
		}
		groups[group] = true
		for _, g := range all {
			if strings.HasPrefix(g.Name, group+".") {
				facts = append(facts, g.Name)
			}
		}
	}
	facts = slices.DeleteFunc(facts, func(name string) bool { return !slices.Contains(fields, name) })
	if diff := cmp.Diff(facts, fields); diff != "" {
		t.Errorf("facts against the fields of Intake (-facts +fields):\n%s", diff)
	}
}

// states returns every answer that a fact's field must carry.
func states(f policy.Fact) []answer.Any {
	all := []answer.Any{{}, answer.Of(answer.Unsure)}
	switch f.Kind {
	case policy.YesNo:
		return append(all, answer.Of(answer.No), answer.Of(answer.Yes))
	case policy.Whole, policy.Decimal:
		return append(all, answer.Number(f.Least), answer.Number(f.Most))
	}
	var names []string
	for _, v := range f.Values {
		if f.Kind == policy.OneOf {
			all = append(all, answer.Value(v.Name))
			continue
		}
		all = append(all, answer.Values(v.Name))
		if v.Name != f.None {
			names = append(names, v.Name)
		}
	}
	if f.Kind == policy.SetOf {
		all = append(all, answer.Values(names...))
	}
	return all
}

// Every answer that is set by name comes back by name, touches no other fact, and reaches the rules.
func TestAnswersByName(t *testing.T) {
	s := loaded(t)
	all := language(t).Facts
	for i, f := range all {
		for _, want := range states(f) {
			if !s.table.Has(f.Name) {
				continue
			}
			var in Intake
			if err := s.table.Set(&in, f.Name, want); err != nil {
				t.Fatal(err)
			}
			for _, g := range all {
				got, ok := s.table.Get(&in, g.Name)
				if same := got.Equal(want); ok != s.table.Has(g.Name) || g.Name == f.Name && !same || g.Name != f.Name && got.Asked() {
					t.Errorf("%s set to %s, and %s is %s", f.Name, want, g.Name, got)
				}
			}
			var p document.Problems
			a := s.set.NewAnswers()
			s.table.Fill(&in, a, &p)
			if got := s.facts.Any(i, a.Fact(i)); !got.Equal(want) || p.Len() > 0 {
				t.Errorf("%s set to %s reaches the rules as %s, %v", f.Name, want, got, p.Err())
			}
		}
	}
}

// A value from outside its list must never look like one of the list, nor like no answer.
func TestStrayValues(t *testing.T) {
	s := loaded(t)
	for want, in := range map[string]Intake{
		`disc.direction: "" is not one of its values`:                               {Disc: intake.Disc{Direction: answer.Known(intake.Direction(""))}},
		`disc.direction: "centrl" is not one of its values (did you mean central?)`: {Disc: intake.Disc{Direction: answer.Known(intake.Direction("centrl"))}},
		`trauma.injury_at: "hnad" is not one of its values (did you mean hand?)`:    {Trauma: intake.Trauma{InjuryAt: answer.Known(answer.SetOf(body.Region("hnad")))}},
		`disc.present: is neither not asked, unsure, no nor yes`:                    {Disc: intake.Disc{Present: 9}},
		`redflag.infection_risk: "hand" is not one of its values`:                   {RedFlag: intake.RedFlag{InfectionRisk: answer.Known(answer.SetOf(intake.InfectionRisk("hand")))}},
	} {
		if _, err := s.Screen(in); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
		var p document.Problems
		a := s.set.NewAnswers()
		s.table.Fill(&in, a, &p)
		name, _, _ := strings.Cut(want, ":")
		if i, _ := s.set.FactIndex(name); a.Fact(i).State != policy.Unsure {
			t.Errorf("%s: what is no answer counts as %v", name, a.Fact(i))
		}
	}
}

func TestGroupsInAnswersStandForTheirParts(t *testing.T) {
	s := loaded(t)
	in := Intake{Trauma: intake.Trauma{InjuryAt: answer.Known(answer.SetOf(body.Neck, body.Hand))}}
	var p document.Problems
	a := s.set.NewAnswers()
	s.table.Fill(&in, a, &p)
	i, _ := s.set.FactIndex("trauma.injury_at")
	if got := s.set.Format(i, a.Fact(i)); got != "neck_anterior, neck_side, neck_posterior, hand" {
		t.Errorf("the neck and the hand are %s", got)
	}
}

// constants are the values of every string type of a package, in the order in which they are declared.
func constants(t *testing.T, dir string) map[string][]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string][]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				kind, ok := v.Type.(*ast.Ident)
				if !ok || len(v.Values) != 1 {
					t.Fatalf("%s has no type or no value", v.Names[0])
				}
				values[kind.Name] = append(values[kind.Name], strings.Trim(v.Values[0].(*ast.BasicLit).Value, `"`))
			}
		}
	}
	return values
}

// The names in Go are names of the data: values of lists, cards and lines, each once and in its order. What is new in
// the data needs no name in Go.
func TestConstantsAreTheData(t *testing.T) {
	s := language(t)
	want := map[string][]string{}
	v := reflect.TypeFor[Intake]()
	for i := range v.NumField() {
		group := v.Field(i).Type
		for j := 0; group.Kind() == reflect.Struct && j < group.NumField(); j++ {
			at := slices.IndexFunc(s.Facts,
				func(f policy.Fact) bool { return f.Name == group.Field(j).Tag.Get("fact") })
			if at < 0 || len(s.Facts[at].Values) == 0 || s.Facts[at].Places {
				continue
			}
			_, list, _ := strings.Cut(group.Field(j).Type.String(), "intake.")
			var names []string
			for _, value := range s.Facts[at].Values {
				names = append(names, value.Name)
			}
			want[strings.TrimRight(list, "]")] = names
		}
	}
	for _, card := range s.Cards {
		want["Card"] = append(want["Card"], card.Name)
		for _, l := range card.Lines {
			want["Line"] = append(want["Line"], l.Name)
		}
	}
	named := constants(t, "intake")
	for list, values := range want {
		want[list] = slices.DeleteFunc(values, func(v string) bool { return !slices.Contains(named[list], v) })
		if len(want[list]) == 0 {
			delete(want, list)
		}
	}
	if diff := cmp.Diff(want, named); diff != "" {
		t.Errorf("data against constants (-data +constants):\n%s", diff)
	}
}
