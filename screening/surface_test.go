package screening_test

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// The module path of cel-go has changed once. No type of it stands in an exported declaration, so
// that the move stays an edit of one package.
func TestNoCELTypeIsExported(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || !within(f.dir, "screening/policy") || strings.Contains(f.dir, "/internal") {
			continue
		}
		for _, expr := range exportedTypes(f.ast) {
			ast.Inspect(expr, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok && fromCEL(packageOf(f, sel)) {
					t.Errorf("%s: %s of %s is in an exported declaration", f.name, sel.Sel.Name, packageOf(f, sel))
				}
				return true
			})
		}
	}
}

// exportedTypes returns every type expression that a user of the file's package can see.
func exportedTypes(f *ast.File) []ast.Node {
	var out []ast.Node
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && (d.Recv == nil || exportedReceiver(d.Recv)) {
				out = append(out, d.Type)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				out = append(out, exportedSpec(spec)...)
			}
		}
	}
	return out
}

func exportedReceiver(recv *ast.FieldList) bool {
	exported := false
	ast.Inspect(recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !exported {
			exported = id.IsExported()
		}
		return true
	})
	return exported
}

func exportedSpec(spec ast.Spec) []ast.Node {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if !s.Name.IsExported() {
			return nil
		}
		if fields, ok := s.Type.(*ast.StructType); ok {
			return exportedFields(fields)
		}
		return []ast.Node{s.Type}
	case *ast.ValueSpec:
		if !slices.ContainsFunc(s.Names, (*ast.Ident).IsExported) {
			return nil
		}
		var out []ast.Node
		if s.Type != nil {
			out = append(out, s.Type)
		}
		for _, v := range s.Values {
			out = append(out, v)
		}
		return out
	}
	return nil
}

func exportedFields(s *ast.StructType) []ast.Node {
	var out []ast.Node
	for _, field := range s.Fields.List {
		if len(field.Names) == 0 || slices.ContainsFunc(field.Names, (*ast.Ident).IsExported) {
			out = append(out, field.Type)
		}
	}
	return out
}

// tables are the package variables that nothing writes to: names of constants, files that are part
// of the program, and the like.
var tables = []string{
	"screening/codes.builtIn", "screening/codes.localForms", "screening/fhir.ucum",
	"screening.dispositionNames", "screening.kindNames", "screening.urgencyNames", "screening.eventFiles", "screening.groundFiles", "screening.ruleFiles", "screening.guidelineFiles", "screening.insurerFiles",
	"screening.messageFiles", "screening.wordFiles", "screening/claims.listFile", "screening/form.ops",
	"screening/policy.factKinds", "screening/policy.kindWords", "screening/policy.risks",
	"screening/policy/document.closer", "screening/policy/document.escapes", "screening/policy/document.misplacing", "screening/policy/document.otherNames", "screening/policy/document.translations",
	"screening/policy/internal/expr.closing", "screening/policy/internal/expr.conversions", "screening/policy/internal/expr.flipped", "screening/policy/internal/expr.lookalikes", "screening/policy/internal/expr.rephrased",
	"screening/policy/internal/expr.reserved", "screening/policy/internal/expr.signs", "screening/policy/internal/expr.tooDeep",
	"screening/policy/internal/expr.unsureWords", "screening/policy/internal/expr.words",
	"screening/policy/internal/oracle.plainTypes",
	"screening/wording.patterns", "screening/wording.spanish",
	"soreness/visit.languageFiles", "soreness/visit.readGroups",
	"soreness.factFiles", "soreness.gridNames", "soreness.levelNames", "soreness.ruleFiles", "soreness.wordFiles",
	"technique.catalogueFiles", "technique.factFiles", "technique.guidelineFiles", "technique.kindNames", "technique.matchFiles",
	"technique.planFiles", "technique.standingNames", "technique.wordFiles",
}

// State of a package would be shared by all who use it. A variable is a compiled pattern, a blank
// one, an error, or a table that is listed here and never written to.
func TestNoPackageState(t *testing.T) {
	var found []string
	for _, f := range sources(t) {
		if f.test || within(f.dir, "examples") || support(f.dir) {
			continue
		}
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", f.name)
			}
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.VAR {
				continue
			}
			for _, spec := range d.Specs {
				found = append(found, variables(f, spec.(*ast.ValueSpec))...)
			}
		}
	}
	for _, name := range found {
		if !slices.Contains(tables, name) {
			t.Errorf("%s is a package variable", name)
		}
	}
	for _, name := range tables {
		if !slices.Contains(found, name) {
			t.Errorf("%s is listed here and is not there any more", name)
		}
	}
	for _, f := range sources(t) {
		if !f.test {
			writes(t, f)
		}
	}
}

// variables returns the variables of a declaration that are not constant by what they are.
func variables(f goFile, s *ast.ValueSpec) []string {
	var out []string
	for i, name := range s.Names {
		if name.Name == "_" || i < len(s.Values) && constantLike(f, s.Values[i]) {
			continue
		}
		out = append(out, f.dir+"."+name.Name)
	}
	return out
}

func constantLike(f goFile, value ast.Expr) bool {
	call, ok := value.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch packageOf(f, sel) + "." + sel.Sel.Name {
	case "regexp.MustCompile", "errors.New", "strings.NewReplacer":
		return true
	}
	return false
}

// writes reports every assignment to a table or to a part of one.
func writes(t *testing.T, f goFile) {
	t.Helper()
	ast.Inspect(f.ast, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || assign.Tok == token.DEFINE {
			return true
		}
		for _, to := range assign.Lhs {
			if index, ok := to.(*ast.IndexExpr); ok {
				to = index.X
			}
			if id, ok := to.(*ast.Ident); ok && slices.Contains(tables, f.dir+"."+id.Name) {
				t.Errorf("%s writes to %s", f.name, id.Name)
			}
		}
		return true
	})
}
