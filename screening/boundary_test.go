package screening_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const (
	root   = ".." // of the repository
	module = "github.com/safehands/safehands"
)

// goFile is one file of the repository's own source. Its folder is a path below the root.
type goFile struct {
	name, dir string
	test      bool
	imports   map[string]string // by the name in the file
	ast       *ast.File
}

func sources(t *testing.T) []goFile {
	t.Helper()
	files, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// parsed are the sources, which all tests share: they only read them.
var parsed = sync.OnceValues(func() (files []goFile, err error) {
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() && rootedAt(name, "screening/policy/benchmarks"):
			return filepath.SkipDir // a module of its own, a program that the library knows nothing of
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		f := goFile{name: filepath.ToSlash(rel), test: strings.HasSuffix(name, "_test.go"), imports: map[string]string{}, ast: tree}
		f.dir = path.Dir(f.name)
		for _, spec := range tree.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			as := path.Base(target)
			if spec.Name != nil {
				as = spec.Name.Name
			}
			f.imports[as] = target
		}
		files = append(files, f)
		return nil
	})
	return files, err
})

func rootedAt(name, dir string) bool { return name == filepath.Join(root, filepath.FromSlash(dir)) }

// within reports whether a folder is dir or lies in it.
func within(folder, dir string) bool { return folder == dir || strings.HasPrefix(folder, dir+"/") }

// support are packages that help to test: they may draw at random and open files.
func support(dir string) bool {
	return within(dir, "screening/policy/policytest")
}

func fromCEL(target string) bool {
	return strings.HasPrefix(target, "github.com/google/cel-go") || strings.HasPrefix(target, "cel.dev/")
}

func TestOnlyPolicyImportsCELAndYAML(t *testing.T) {
	for _, f := range sources(t) {
		for _, target := range f.imports {
			if (fromCEL(target) || strings.Contains(target, "yaml")) && !within(f.dir, "screening/policy") {
				t.Errorf("%s imports %s", f.name, target)
			}
		}
	}
}

// Imports run one way. What stands later may import what stands before, never the other way round.
func TestImportsRunOneWay(t *testing.T) {
	order := []string{
		"screening/policy/internal", "screening/policy/document", "screening/policy", "screening", "technique", "soreness", "visit",
		"examples",
	}
	layer := func(dir string) int {
		best := -1
		for i, d := range order {
			if within(dir, d) && (best < 0 || len(d) > len(order[best])) {
				best = i
			}
		}
		return best
	}
	for _, f := range sources(t) {
		if layer(f.dir) < 0 {
			t.Errorf("%s stands in no known folder", f.name)
		}
		for _, target := range f.imports {
			dir, own := strings.CutPrefix(target, module+"/")
			tools := f.test || support(f.dir) // these may look from outside, and with the packages that help to test
			if !own || tools && (within(dir, "screening/policy") || within(dir, "screening/answer")) {
				continue
			}
			foundation := within(f.dir, order[0]) && within(dir, order[1]) // both lie at the bottom: expressions report positions
			if layer(dir) > layer(f.dir) && !foundation {
				t.Errorf("%s imports %s", f.name, target)
			}
			if support(dir) && !within(f.dir, "examples") {
				t.Errorf("%s imports %s, which is for tests", f.name, target)
			}
		}
	}
}

// No clock, environment, file, network, log or randomness below the examples: time
// and files are handed in.
func TestPurity(t *testing.T) {
	impure := []string{
		"os", "log", "net", "math/rand", "crypto/rand", "runtime", "syscall", "unsafe", "plugin", "flag", "expvar", "testing", "reflect",
	}
	// The tags of structs are read once for a table, and struct by struct.
	bindings := map[string]bool{
		"screening/answer/fact.go": true, "screening/answer/table.go": true, "screening/answer/tablejson.go": true, "screening/policy/document/record.go": true,
		"technique/attribute.go": true,
	}
	for _, f := range sources(t) {
		if f.test || within(f.dir, "examples") || support(f.dir) {
			continue
		}
		for _, target := range f.imports {
			for _, bad := range impure {
				if within(target, bad) && !(bad == "reflect" && bindings[f.name]) {
					t.Errorf("%s imports %s", f.name, target)
				}
			}
			if target == "time" && f.name != "screening/expire.go" && !calendar(f.dir) {
				t.Errorf("%s imports time", f.name)
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || packageOf(f, sel) != "time" || sel.Sel.Name == "Duration" {
				return true
			}
			reads := []string{"Date", "Time", "Location", "UTC", "RFC3339", "ParseInLocation", "Hour"}
			if !calendar(f.dir) || !slices.Contains(reads, sel.Sel.Name) {
				t.Errorf("%s uses time.%s", f.name, sel.Sel.Name)
			}
			return true
		})
	}
}

// calendar reports whether a package reads dates of records, against a day that is handed in.
func calendar(dir string) bool { return dir == "screening/fhir" || dir == "screening/cdshooks" }

// packageOf is the package that a selector names, or nothing.
func packageOf(f goFile, sel *ast.SelectorExpr) string {
	if x, ok := sel.X.(*ast.Ident); ok {
		return f.imports[x.Name]
	}
	return ""
}

// A line of prose in a comment has at most 100 columns, any other line of code 120.
func TestLinesFit(t *testing.T) {
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.name)))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(text)) {
			n++
			most, prose := 120, strings.TrimLeft(line, "\t")
			if strings.HasPrefix(prose, "// ") && !strings.HasPrefix(prose, "//  ") {
				most = 100
			}
			if got := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); got > most {
				t.Errorf("%s:%d has %d columns, at most %d", f.name, n, got, most)
			}
		}
	}
}

func TestTopLevel(t *testing.T) {
	allowed := []string{"screening", "technique", "soreness", "visit",
		"examples", "go.mod", "go.sum", "README.md", "LICENSE", "CHANGELOG.md"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s stands at the top level", e.Name())
		}
	}
}

func TestRequirements(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	var direct []string
	inside := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		one, single := strings.CutPrefix(line, "require ")
		switch {
		case line == "require (":
			inside = true
		case line == ")":
			inside = false
		case strings.Contains(line, "// indirect"):
		case inside && line != "":
			direct = append(direct, strings.Fields(line)[0])
		case single:
			direct = append(direct, strings.Fields(one)[0])
		case strings.HasPrefix(line, "replace"), strings.HasPrefix(line, "toolchain"), strings.HasPrefix(line, "tool"):
			t.Errorf("go.mod has the line %q", line)
		}
	}
	want := []string{"github.com/google/cel-go", "github.com/google/go-cmp", "go.yaml.in/yaml/v3"}
	if diff := cmp.Diff(want, direct); diff != "" {
		t.Errorf("direct requirements mismatch (-want +got):\n%s", diff)
	}
}

func TestOnlyTestsImportCmp(t *testing.T) {
	for _, f := range sources(t) {
		for _, target := range f.imports {
			if strings.HasPrefix(target, "github.com/google/go-cmp") && !f.test {
				t.Errorf("%s imports %s", f.name, target)
			}
		}
	}
}
