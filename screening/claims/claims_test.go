package claims

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestListIsRead(t *testing.T) {
	data, err := os.ReadFile("claims.yaml")
	if err != nil {
		t.Fatal(err)
	}
	list, err := read("claims.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(list, All()); diff != "" {
		t.Errorf("All mismatch (-want +got):\n%s", diff)
	}
}

// The claims are numbered from 1 to 62; three numbers stand for two or three
// claims of one sentence.
func TestEveryClaimIsThere(t *testing.T) {
	letters := map[int]string{21: "abc", 26: "ab", 27: "ab"}
	var want []string
	for n := 1; n <= 62; n++ {
		if letters[n] == "" {
			want = append(want, fmt.Sprintf("S%d", n))
		}
		for _, letter := range letters[n] {
			want = append(want, fmt.Sprintf("S%d%c", n, letter))
		}
	}
	var got []string
	for _, c := range All() {
		got = append(got, c.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ids mismatch (-want +got):\n%s", diff)
	}
}

// The lines of the article on which its claims stand, typed from the article. Its last
// paragraph is line 46: the file does not end in a line break, which is why a count of line
// breaks gives one less.
func TestLines(t *testing.T) {
	want := map[int]string{
		1: "S1 S2 S3 S4 S5", 5: "S6 S7 S8 S9 S10", 7: "S11 S12", 10: "S13 S14", 12: "S15 S16", 14: "S17 S18 S19",
		16: "S20 S21a S21b S21c S22 S23 S24", 18: "S25 S26a S26b",
		22: "S27a S27b", 23: "S28", 24: "S29", 25: "S30", 26: "S31", 27: "S32",
		31: "S33 S34 S35 S36", 33: "S37 S38 S39 S40 S41", 35: "S42 S43 S44",
		38: "S45 S46 S47", 40: "S48 S49 S50", 42: "S51 S52 S53 S54",
		44: "S55 S56 S57", 46: "S58 S59 S60 S61 S62",
	}
	got := map[int]string{}
	for _, c := range All() {
		got[c.Line] = strings.TrimSpace(got[c.Line] + " " + c.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines mismatch (-want +got):\n%s", diff)
	}
}

// What is known to be wrong is carried by nothing that asserts it.
func TestNeverAsserted(t *testing.T) {
	for _, c := range All() {
		never := c.ID == "S51" || c.ID == "S52"
		if never != (len(c.Carried) == 0) || never && c.Evidence != Contradicted {
			t.Errorf("%s, which is %s, is carried by %v", c.ID, c.Evidence, c.Carried)
		}
	}
}

func TestAllIsTheCallersOwn(t *testing.T) {
	a := All()
	a[0].Carried[0] = "changed"
	if slices.Contains(All()[0].Carried, "changed") {
		t.Error("a change to the list is seen by the next caller")
	}
}

// The list keeps to the voice of the library, though it says what somebody else has said.
func TestTexts(t *testing.T) {
	never := regexp.MustCompile(`(?i)contraindicat|\babsolute|\brefus|\bsuffer|\bunfortunately\b|\bhigh-risk\b|\babnormal|\btoxin|\bdetox|\blact(ic|ate)|` +
		`\bbed ?rest\b|(stay|lie|rest) in bed|\b(stop|avoid|without|give up)\b[^.,;]{0,25}(exercis|physio|training|sport)|\d ?mg\b|you have`)
	for _, c := range All() {
		for _, text := range []string{c.Says, c.Reason} {
			if found := never.FindString(text); found != "" {
				t.Errorf("%s: %q is not our voice", c.ID, found)
			}
			if text != "" && (!strings.HasSuffix(text, ".") || strings.Contains(text, "  ")) {
				t.Errorf("%s: %q is no sentence", c.ID, text)
			}
		}
	}
}

func TestBadList(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"not a list", "claims: yes\n", `list.yaml:1:9: claims must be a list, found "yes"`},
		{"nothing", "{}\n", `list.yaml:1:1: a list of claims needs "claims"`},
		{"unknown key", "claims:\n  - {id: S1, line: 1, says: A., evidence: agrees, carryed: [a.b], reason: B.}\n",
			`list.yaml:2:51: unknown key "carryed" in a claim (did you mean carried?)`},
		{"no carrier and no reason", "claims:\n  - {id: S1, line: 1, says: A., evidence: agrees}\n",
			"list.yaml:2:5: claim S1 is carried by nothing and has no reason"},
		{"no reason for a doubt", "claims:\n  - {id: S1, line: 1, says: A., evidence: qualified, carried: [a.b]}\n",
			"list.yaml:2:5: claim S1 does not simply agree with what is known and has no reason"},
		{"twice", "claims:\n  - {id: S1, line: 1, says: A., evidence: agrees, carried: [a.b]}\n  - {id: S1, line: 1, says: A., evidence: agrees, carried: [a.b]}\n",
			"list.yaml:3:5: claim S1 stands here twice"},
		{"another evidence", "claims:\n  - {id: S1, line: 1, says: A., evidence: agree, carried: [a.b], reason: B.}\n",
			"list.yaml:2:43: unknown evidence \"agree\" (did you mean agrees?)"},
	} {
		_, err := read("list.yaml", []byte(tt.text))
		got := "no error"
		if err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}
