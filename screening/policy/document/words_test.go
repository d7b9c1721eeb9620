package document_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

// What is none of the words is answered with the nearest, with those that share a part,
// or with what there is.
func TestOneOf(t *testing.T) {
	styles := []string{"relaxing_swedish", "sports", "deep_tissue", "deep_stroke", "thai", "lymph_drainage", "hot_stone", "tonic", "aroma_oil", "compress_hold"}
	for _, tt := range []struct {
		name, in, want string
		words          []string
	}{
		{"near", `"sprts"`, `unknown style "sprts" (did you mean sports?)`, styles},
		{"near a part", `"swedsh"`, `unknown style "swedsh" (did you mean relaxing_swedish?)`, styles},
		{"a part", `"stone"`, `unknown style "stone" (did you mean hot_stone?)`, styles},
		{"parts in another order", `"drainage-lymph"`, `unknown style "drainage-lymph" (did you mean lymph_drainage?)`, styles},
		{"a part of several", `"deep"`, `unknown style "deep" (did you mean deep_tissue or deep_stroke?)`, styles},
		{"a part of all", `"some_thing"`, `unknown style "some_thing"; write thing_a, thing_b or thing_c`, []string{"thing_a", "thing_b", "thing_c"}},
		{"a part of all, and another", `"thing_tissue"`, `unknown style "thing_tissue" (did you mean thing_tissue_a?)`, []string{"thing_x", "thing_tissue_a", "thing_y"}},
		{"a part too short to tell", `"hot"`, `unknown style "hot"; write relaxing_swedish, sports, deep_tissue, deep_stroke, thai, lymph_drainage, hot_stone, tonic and 2 more`, styles},
		{"none", `"zzzzzz"`, `unknown style "zzzzzz"; write relaxing_swedish, sports, deep_tissue, deep_stroke, thai, lymph_drainage, hot_stone, tonic and 2 more`, styles},
		{"none of eight", `"zzzzzz"`, `unknown style "zzzzzz"; write relaxing_swedish, sports, deep_tissue, deep_stroke, thai, lymph_drainage, hot_stone or tonic`, styles[:8]},
		{"none of two", `"zzzzzz"`, `unknown style "zzzzzz"; write relaxing_swedish or sports`, styles[:2]},
		{"none of one", `"zzzzzz"`, `unknown style "zzzzzz"; write relaxing_swedish`, styles[:1]},
		{"none of none", `"zzzzzz"`, `unknown style "zzzzzz"; there are none`, nil},
		{"empty", `""`, `unknown style ""; write relaxing_swedish or sports`, styles[:2]},
		{"no word", `7`, `a style must be relaxing_swedish or sports, found the number 7`, styles[:2]},
		{"no word of many", `null`, `a style must be one of 10 words, such as relaxing_swedish, found null`, styles},
		{"long", `"` + strings.Repeat("deep_", 1000) + `"`, `unknown style "` + strings.Repeat("deep_", 12) + `…"; write relaxing_swedish`, styles[:1]},
	} {
		var p document.Problems
		root := document.JSON([]byte(tt.in), &p)
		if word, ok := root.OneOf(&p, "a style", tt.words); ok || word != "" {
			t.Errorf("%s: OneOf(%s) = %q, %t", tt.name, tt.in, word, ok)
		}
		if diff := cmp.Diff(tt.want, errorText(&p)); diff != "" {
			t.Errorf("%s: OneOf(%s) mismatch (-want +got):\n%s", tt.name, tt.in, diff)
		}
	}
}

// What is near to nothing and has its place elsewhere is told so.
func TestWhere(t *testing.T) {
	where := func(word string) string {
		if word == "calf" {
			return "; calf is a region"
		}
		return ""
	}
	var p document.Problems
	root := document.JSON([]byte(`{"calf": 1, "half": 2, "own": "calf", "half_own": "calff", "near": "calve"}`), &p)
	read := func(n *document.Node) { n.OneOfOr(&p, "a word", []string{"calves", "haven"}, where) }
	root.FieldsOr(&p, "an object", document.Fields{"own": read, "half_own": read, "near": read}, where)
	want := `calf: unknown key "calf" in an object; calf is a region
half: unknown key "half" in an object (did you mean half_own?)
own: unknown word "calf"; calf is a region
half_own: unknown word "calff"; write calves or haven
near: unknown word "calve" (did you mean calves?)`
	if diff := cmp.Diff(want, errorText(&p)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestUpTo(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		items    int
	}{
		{`[]`, "", 0},
		{`[1, 2, 3]`, "", 3},
		{`[1, 2, 3, 4]`, "has 4 things, at most 3", 0},
		{`[` + strings.Repeat("1,", 9999) + `1]`, "has 10,000 things, at most 3", 0},
		{`{}`, "things must be a list, found an object", 0},
	} {
		var p document.Problems
		root := document.JSON([]byte(tt.in), &p)
		items := len(root.UpTo(&p, "things", 3))
		if diff := cmp.Diff([]string{tt.want, strconv.Itoa(tt.items)}, []string{errorText(&p), strconv.Itoa(items)}); diff != "" {
			t.Errorf("UpTo(%.40s) mismatch (-want +got):\n%s", tt.in, diff)
		}
	}
}

// What is printed for somebody holds nothing that a terminal obeys or that nobody sees.
func TestUnseen(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"a name", "Dr. Zoë Müller-Łuk, 東京", ""},
		{"an emoji of several characters", "\U0001f469\u200d\u2695\ufe0f", ""},
		{"an escape sequence", "GP\x1b[31m", "the character U+001B is refused"},
		{"a null", "G\x00P", "the character U+0000 is refused"},
		{"a tab", "G\tP", "a tab is refused; write spaces"},
		{"a line", "GP\nCleared", "the line break U+000A is refused; write one line"},
		{"a carriage return", "GP\rCleared", "the line break U+000D is refused; write one line"},
		{"the other direction", "GP\u202e", "the invisible character U+202E is refused; leave it out"},
		{"a joiner between letters", "G\u200dP", "the invisible character U+200D is refused; leave it out"},
	} {
		if got := document.Unseen(tt.text); got != tt.want {
			t.Errorf("%s: Unseen(%q) = %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestShorten(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"client.age":                     "client.age",
		strings.Repeat("ä", 60):          strings.Repeat("ä", 60),
		strings.Repeat("ä", 61):          strings.Repeat("ä", 60) + "…",
		"a\xff\xfeb":                     "a\ufffdb",
		"\xff" + strings.Repeat("a", 60): "\ufffd" + strings.Repeat("a", 59) + "…",
	} {
		if got := document.Shorten(text); got != want {
			t.Errorf("%q is shortened to %q, want %q", text, got, want)
		}
	}
}
