package policy_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// foreignWords are the parts of messages of the parsers beneath that no message to an author has.
var foreignWords = []string{
	"yaml:", "YAML", "while ", "token", "could not find", "did not find", "not allowed in this context", "scalar", "stream", "document indicator", "octet",
	"Syntax error", "mismatched", "extraneous", "no viable", "expecting", "missing '", "undeclared", "lookahead", "recovery", "<EOF>", "<input>", "overload",
	"runtime error", "outside the dialect", "types do not match",
}

// Whatever is done to a rule file, every problem stands in a file of its layer and speaks the
// language of rules.
func TestLoadOfMutatedRuleFiles(t *testing.T) {
	rounds := draws.Of(t, 600)
	r := rand.New(rand.NewPCG(11, 4))
	signs := []rune("\"''::{}[],,##--  \n&*!|>%()?=<.\\“\u00a0\tx1ab")
	refused := 0
	for _, name := range []string{"garden.yaml", "crew.yaml"} {
		data, err := os.ReadFile("testdata/base/" + name)
		if err != nil {
			t.Fatal(err)
		}
		// Beside the base the names would all be declared already.
		text := []rune(strings.NewReplacer("id: ", "id: own.", "handbook", "own_book", "crew.green", "own.green", "frost_nights", "own_nights",
			"acid_ph", "own_ph", "nest_margin_m", "own_margin").Replace(string(data)))
		for range rounds {
			mutated := slices.Clone(text)
			for range 1 + r.IntN(2) {
				i := r.IntN(len(mutated) - 1)
				switch r.IntN(4) {
				case 0:
					mutated = slices.Delete(mutated, i, i+1)
				case 1:
					mutated = slices.Insert(mutated, i, signs[r.IntN(len(signs))])
				case 2:
					mutated = slices.Insert(mutated, i, mutated[i])
				case 3:
					mutated[i], mutated[i+1] = mutated[i+1], mutated[i]
				}
			}
			content := string(mutated)
			_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: fstest.MapFS{"a.yaml": {Data: []byte(content)}}})
			var found *document.Error
			if !errors.As(err, &found) {
				continue
			}
			refused++
			lines := strings.Split(content, "\n")
			for _, p := range found.Problems {
				if p.Layer.Name != "own" || p.File != "a.yaml" || p.Line < 1 || p.Line > len(lines) || p.Column < 1 ||
					p.Column > utf8.RuneCountInString(lines[p.Line-1])+1 {
					t.Errorf("%+v: outside of the file:\n%s", p, content)
				}
				if slices.ContainsFunc(foreignWords, func(word string) bool { return strings.Contains(p.Message, word) }) {
					t.Errorf("%v: words of a parser, of:\n%s", p, content)
				}
			}
		}
	}
	if refused < rounds {
		t.Errorf("only %d of %d files were refused", refused, 2*rounds)
	}
}
