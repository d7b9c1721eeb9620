package visit_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whatever a host calls is called by some runnable example of its package, by name at least, or
// stands here with the reason why not.
func TestEntryPointsAreShown(t *testing.T) {
	unshown := map[string]string{}
	for _, name := range []string{"MarshalJSON", "MarshalText", "UnmarshalJSON", "UnmarshalText", "String"} {
		unshown[name] = "called by encoding/json and fmt"
	}
	for reason, names := range map[string][]string{
		"read by the package visit, as part of a larger document": {
			"technique.Kind.Read", "technique.Standing.Read", "technique.Level.Read", "soreness.Level.Read", "soreness.Grid.Read",
		},
		"the same as the option of the package screening": {
			"technique.WithWeakerRedFlags", "soreness.WithWeakerRedFlags", "visit.WithWeakerRedFlags",
			"visit.WithLoosening", "visit.WithGuideline", "visit.WithInsurer",
		},
		"what other functions that are shown are made of":                        {"screening.NotesOf", "technique.Range.IsZero"},
		"called in the examples by a function that tests share, and named there": {"visit.WithLanguage", "visit.WithShadow", "visit.WithTexts"},
	} {
		for _, name := range names {
			unshown[name] = reason
		}
	}
	used := map[string]bool{}
	for _, dir := range []string{"../../screening", "../../technique", "..", "."} {
		calls, shown := declaredIn(t, dir)
		for _, name := range calls {
			_, method, ok := strings.Cut(name, ".")
			if !ok {
				method = name
			}
			pkg := filepath.Base(dir)
			switch pkg {
			case "..":
				pkg = "soreness"
			case ".":
				pkg = "visit"
			}
			full := pkg + "." + name
			switch {
			case unshown[method] != "":
			case unshown[full] != "" && shown[method]:
				t.Errorf("%s is shown, and stands among those that are not", full)
			case unshown[full] != "":
				used[full] = true
			case !shown[method]:
				t.Errorf("no example calls %s", full)
			}
		}
	}
	for name := range unshown {
		if strings.Contains(name, ".") && !used[name] {
			t.Errorf("%s is no function", name)
		}
	}
}

// declaredIn returns the exported functions and methods of a package, and the names that its
// runnable examples call something by.
func declaredIn(t *testing.T, dir string) (calls []string, shown map[string]bool) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(dir, err)
	}
	shown = map[string]bool{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			switch test := strings.HasSuffix(name, "_test.go"); {
			case test && strings.HasPrefix(f.Name.Name, "Example") && hasOutput(file, f):
				ast.Inspect(f, func(n ast.Node) bool {
					if s, ok := n.(*ast.SelectorExpr); ok {
						shown[s.Sel.Name] = true
					}
					return true
				})
			case !test && f.Name.IsExported():
				if name, ok := receiver(f); ok {
					calls = append(calls, name+f.Name.Name)
				}
			}
		}
	}
	return calls, shown
}

// receiver is the exported type that a method is of, with a dot behind it, or nothing.
func receiver(f *ast.FuncDecl) (name string, exported bool) {
	if f.Recv == nil {
		return "", true
	}
	typ := f.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if of, ok := typ.(*ast.IndexExpr); ok {
		typ = of.X
	}
	id, ok := typ.(*ast.Ident)
	return id.Name + ".", ok && id.IsExported()
}

// hasOutput reports whether an example is run, and what it prints held against its last comment.
func hasOutput(file *ast.File, f *ast.FuncDecl) bool {
	return slices.ContainsFunc(file.Comments, func(c *ast.CommentGroup) bool {
		text := strings.ToLower(c.Text())
		return f.Body.Pos() < c.Pos() && c.End() < f.Body.End() &&
			(strings.HasPrefix(text, "output:") || strings.HasPrefix(text, "unordered output:"))
	})
}
