package policy_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// mayLoosen is the first line of a bad file whose layer is allowed to loosen.
const mayLoosen = "# may loosen\n"

// loadBad loads one file as a layer over the base.
func loadBad(name string, data []byte) (*policy.Set, error) {
	own := policy.Layer{
		Name:      "own",
		Files:     fstest.MapFS{name: &fstest.MapFile{Data: data}},
		Loosening: strings.HasPrefix(string(data), mayLoosen),
	}
	if strings.HasPrefix(name, "extend_") {
		return extend(own)
	}
	return policy.Load(garden(), base(), own)
}

var wantHere = regexp.MustCompile(`^([0-9]+): (.*)$`)

// wanted reads what a bad file expects of itself:
//
//	# want <column>: <message>               behind the line at fault, several times if need be
//	# want-at <line>:<column>: <message>     where no comment can stand on the line
//	# want-elsewhere <position>: <message>   a problem outside the file
func wanted(t *testing.T, name, text string) []string {
	t.Helper()
	var want []string
	if !strings.HasPrefix(name, "extend_") {
		name = "own: " + name // the base is another layer
	}
	for i, line := range strings.Split(text, "\n") {
		if at, ok := strings.CutPrefix(line, "# want-at "); ok {
			want = append(want, name+":"+at)
			continue
		}
		if elsewhere, ok := strings.CutPrefix(line, "# want-elsewhere "); ok {
			want = append(want, elsewhere)
			continue
		}
		for _, part := range strings.Split(line, "# want ")[1:] {
			m := wantHere.FindStringSubmatch(strings.TrimSpace(part))
			if m == nil {
				t.Errorf("%s:%d: want needs a column: %q", name, i+1, part)
				continue
			}
			want = append(want, fmt.Sprintf("%s:%d:%s: %s", name, i+1, m[1], m[2]))
		}
	}
	slices.Sort(want)
	return want
}

// badFiles returns the files of testdata/bad by name.
func badFiles(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = data
	}
	if len(files) == 0 {
		t.Fatal("no bad files")
	}
	return files
}

func TestBadFiles(t *testing.T) {
	for name, data := range badFiles(t) {
		t.Run(name, func(t *testing.T) {
			if policy.IsCaseFile(name) {
				t.Fatal("is read as a case file, so that nothing in it is tested")
			}
			_, err := loadBad(name, data)
			var problems *document.Error
			if !errors.As(err, &problems) {
				t.Fatalf("Load(%s) error is %T, want *document.Error", name, err)
			}
			var got []string
			for _, p := range problems.Problems {
				got = append(got, p.String())
			}
			slices.Sort(got)
			if diff := cmp.Diff(wanted(t, name, string(data)), got); diff != "" {
				t.Errorf("Load(%s) problems mismatch (-want +got):\n%s", name, diff)
			}
		})
	}
}

// loaderFiles are the files whose messages rule authors read.
var loaderFiles = []string{
	"load.go", "readfact.go", "readrule.go", "source.go", "checkfact.go", "checkrule.go", "change.go", "overlay.go", "variable.go", "where.go", "checkschema.go", "implication.go", "like.go", "loosening.go",
}

// Every message of the loader must be shown by a bad file, or, of a schema, by badSchemas, or stand
// in a test of its own: a new message without one fails here.
func TestEveryMessageIsShown(t *testing.T) {
	shown := []string{tooManyRules, tooManyCuts, tooManyBytes, noFiles, noRuleFile, brokenCases, largeLetters, savedAsText, linkedFolder, needsLater, severalNotes}
	for name, data := range badFiles(t) {
		shown = append(shown, wanted(t, name, string(data))...)
	}
	for _, tt := range badSchemas {
		shown = append(shown, tt.want)
	}
	for _, file := range loaderFiles {
		for _, format := range formats(t, file) {
			pattern := regexp.MustCompile(asPattern(format))
			if !slices.ContainsFunc(shown, pattern.MatchString) {
				t.Errorf("%s: no file of testdata/bad shows %q", file, format)
			}
		}
	}
}

// formats returns the formats of the messages in a source file.
func formats(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if !reports[calledName(n)] {
				return true
			}
			for _, arg := range n.Args {
				out = append(out, message(arg)...)
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Message" {
				out = append(out, message(n.Value)...)
			}
		}
		return true
	})
	return out
}

// reports are the functions that are given a format or a message.
var reports = map[string]bool{
	"At": true, "Key": true, "bad": true, "report": true, "factProblem": true, "guardProblem": true, "whenProblem": true, "Sprintf": true,
	"Errorf": true, "New": true,
}

func calledName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// message is the text of an argument that has words in it; a key or a bare verb has none.
func message(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return append(message(e.X), message(e.Y)...)
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		if err == nil && words.MatchString(verbs.ReplaceAllString(text, "")) {
			return []string{text}
		}
	}
	return nil
}

var (
	verbs = regexp.MustCompile(`%[a-z]`)
	words = regexp.MustCompile(`[a-z]+ [a-z]+|[a-z]{4}: |^ `)
)

func asPattern(format string) string {
	parts := verbs.Split(format, -1)
	for i, p := range parts {
		parts[i] = regexp.QuoteMeta(p)
	}
	return strings.Join(parts, ".*")
}
