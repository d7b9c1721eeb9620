package phrase_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/phrase"
)

func file(text string) fstest.MapFS { return fstest.MapFS{"a.yaml": {Data: []byte(text)}} }

func Example() {
	english := file("words:\n  hello: \"Hello, {name}.\"\n  minutes.one: \"{n} minute\"\n  minutes.many: \"{n} minutes\"\n")
	german := file("changes:\n  hello: \"Guten Tag, {name}.\"\n  minutes.many: \"{n} Minuten\"\n")
	for _, layers := range [][]fstest.MapFS{{english}, {english, german}} {
		t := &phrase.Table{}
		var err error
		for _, files := range layers {
			if t, err = t.Extend(files); err != nil {
				fmt.Println(err)
				return
			}
		}
		fmt.Println(t.Say("hello", "name", "Ann"), t.Count("minutes", 20))
	}
	// Output:
	// Hello, Ann. 20 minutes
	// Guten Tag, Ann. 20 Minuten
}

func TestMistakes(t *testing.T) {
	const ground = "words:\n  hello: \"Hello, {name}.\"\n  bye: Bye\n"
	for _, tt := range []struct {
		name, layer, want string
	}{
		{"a name that is there", ground, "a.yaml:2:11: hello is there already; put it under changes to say it differently"},
		{"a name that is not", "changes:\n  helo: Hi\n", "a.yaml:2:9: helo is no name of a text (did you mean hello?)"},
		{"a text that is lost", "changes:\n  bye: \" \"\n", "a.yaml:2:9: bye must not be empty; what it says would be lost"},
		{"a blank that is lost", "changes:\n  hello: Hi\n", "a.yaml:2:10: hello fills in [], and has to fill in [{name}]"},
		{"another blank", "changes:\n  hello: \"Hi {nmae}\"\n", "a.yaml:2:11: hello fills in [{nmae}], and has to fill in [{name}]"},
		{"another key", "word:\n  hi: Hi\n", "a.yaml:1:1: unknown key \"word\" in a file of words (did you mean words?)"},
		{"a list", "words: [hi]\n", "a.yaml:1:8: words must be a mapping, found a list"},
	} {
		_, err := phrase.Read(file(ground), file(tt.layer))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := phrase.Read(nil, file(ground)); err == nil {
		t.Error("no files are no error")
	}
}

// A table without a text says its name: nobody is left without a word. Tables are not changed by
// what is laid over them.
func TestSay(t *testing.T) {
	var none *phrase.Table
	table, err := phrase.Read(file("words:\n  list.and: \"{list} and {last}\"\n  list.comma: \", \"\n  stroke.x_y: gliding\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := table.Extend(file("changes:\n  stroke.x_y: other\n")); err != nil {
		t.Fatal(err)
	}
	got := []string{
		none.Say("a.b"), table.Say("a.b"), table.And(nil), table.And([]string{"a"}), table.And([]string{"a", "b", "c"}), table.Called("stroke", "x_y"),
		table.Called("stroke", "y_z"), phrase.Capital("ähnlich"), phrase.Lower("The MRI"), phrase.Lower("MRI"), phrase.Capital(""),
		phrase.Sentence("Yes"), phrase.Sentence("Yes?"), strings.Join(table.Names(), " "),
	}
	want := []string{
		"a.b", "a.b", "", "a", "a, b and c", "gliding", "y z", "Ähnlich", "the MRI", "MRI", "", "Yes.", "Yes?", "list.and list.comma stroke.x_y",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

// Beginnings are taken from a text one after the other, in their order; a name that is none takes nothing.
func TestWithout(t *testing.T) {
	table, err := phrase.Read(file("words:\n  starts: \"but |and \"\n"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"but and so": "so", "and but so": "but so", "so and": "so and"} {
		if got := table.Without("starts", text); got != want {
			t.Errorf("%q without beginnings is %q, want %q", text, got, want)
		}
	}
	if got := table.Without("ends", "ends well"); got != "ends well" {
		t.Errorf("without a name that is none: %q", got)
	}
}
