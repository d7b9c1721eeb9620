package screening

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/screening/wording"
)

// shared is the built-in screener, which all tests share: it is immutable.
var shared = sync.OnceValues(func() (*Screener, error) { return New() })

// spentBy holds cases to what ends a clinician's yes.
func spentBy(t *testing.T, of func() (*Screener, error)) policytest.Option {
	t.Helper()
	s, err := of()
	if err != nil {
		t.Fatal(err)
	}
	return policytest.WithSpent(s.Spent)
}

func builtIn(t *testing.T) (*policy.Set, fs.FS) {
	t.Helper()
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(ruleFiles, "rules")
	if err != nil {
		t.Fatal(err)
	}
	return s.Rules(), files
}

// Every case holds, and every rule has one where it fires, one where it is silent and one where it is
// undecided, and its limits arrive somewhere. Every rule is what its rows say, or departs from them
// where its case file says so and why: cases ask about a few places, and a milder rule that holds as
// well can give the same limit.
func TestRuleCases(t *testing.T) {
	set, files := builtIn(t)
	report := policytest.Run(t, set, files, spentBy(t, shared))
	for _, gap := range report.Gaps() {
		t.Error(gap)
	}
	for _, c := range report.Coverage {
		if i, _ := set.RuleIndex(c.Rule); !c.Stated {
			t.Errorf("%s: no case file says under stated what its rows %v say", c.Rule, set.Rules()[i].Rows)
		}
	}
}

// words is one text and where it stands.
type words struct {
	where, text string
	question    bool // asked, so it states nothing
}

func ruleWords(r policy.Rule) []words {
	var all []words
	for _, name := range slices.Sorted(maps.Keys(r.Texts)) {
		all = append(all, words{where: r.ID + " " + name, text: r.Texts[name]})
	}
	if r.IfUnsure != nil {
		all = append(all, words{where: r.ID + " if_unsure", text: r.IfUnsure.Reason})
	}
	for _, limit := range r.Limits {
		if limit.Note != "" {
			all = append(all, words{where: r.ID + " note", text: limit.Note})
		}
	}
	return all
}

func everyWord(set *policy.Set) []words {
	var all []words
	for _, r := range set.Rules() {
		all = append(all, ruleWords(r)...)
	}
	for _, f := range set.Facts() {
		all = append(all, words{f.Name, f.Ask, true})
		for _, v := range f.Values {
			all = append(all, words{f.Name + " " + v.Name, v.Says, true})
		}
	}
	for _, c := range set.Cards() {
		all = append(all, words{c.Name, c.Ask, true})
		for _, l := range c.Lines {
			all = append(all, words{c.Name + " " + l.Name, l.Says, true})
		}
	}
	for _, p := range set.Parameters() {
		all = append(all, words{where: "param." + p.Name, text: p.Basis})
	}
	return all
}

// allowed is what may be said although it is a fault, by that fault: it denies it, or repeats
// what the client has told.
var allowed = map[string][]string{
	"that mental illness forbids massage": {"worry and low mood after massage, one is not convinced; none found a reason to hold it back"},
	"to stop exercise or physiotherapy":   {"without moving the neck"},
	"a diagnosis as fact":                 {"if the person has ever had cancer", "it is seldom cauda equina"},
	"a dose":                              {"steroid tablets for 3 months"},
	// A midwife's own word, which the client has to find again on the card.
	"what judges, scares or belongs to the machine": {"called this pregnancy high-risk"},
}

// faults is everything that a text must not say. What is allowed of one fault excuses no other.
func faults(w words) []wording.Fault {
	find := wording.Faults
	if w.question {
		find = wording.QuestionFaults
	}
	var all []wording.Fault
	for _, f := range find(w.text) {
		for _, left := range find(w.text, allowed[f.What]...) {
			if left.What == f.What {
				all = append(all, left)
			}
		}
	}
	return all
}

func TestTexts(t *testing.T) {
	set, _ := builtIn(t)
	var everything strings.Builder
	for _, w := range everyWord(set) {
		everything.WriteString(w.text + "\n")
		for _, f := range faults(w) {
			t.Errorf("%s %s", w.where, f)
		}
	}
	// What is allowed is still there, and still a fault, or the list goes.
	for what, texts := range allowed {
		for _, text := range texts {
			if !strings.Contains(everything.String(), text) {
				t.Errorf("no text says %q, which %q allows", text, what)
			}
			if !slices.ContainsFunc(wording.Faults(text), func(f wording.Fault) bool { return f.What == what }) {
				t.Errorf("%q allows %q, which does not say it", what, text)
			}
		}
	}
}

const mostWords = 60

var (
	machineWords = regexp.MustCompile(`(?i)\bgrades?\b|%|\bper ?cent\b|\bB-[A-Z]\d|\bRF\d|\bprecaution\b|\brelative\b|param\.`)
	offers       = regexp.MustCompile(`(?i)\bwe can do\b|\b(is|are) (possible|free|fine|welcome)\b|\banother (day|time)\b|\bbook again\b`)
)

// The voice of a rule: short, plain towards the client, and in an emergency nothing but the action.
func TestRuleVoice(t *testing.T) {
	set, _ := builtIn(t)
	for _, r := range set.Rules() {
		for _, w := range ruleWords(r) {
			if n := len(strings.Fields(w.text)); n > mostWords {
				t.Errorf("%s has %d words, at most %d", w.where, n, mostWords)
			}
		}
		if found := machineWords.FindString(r.Texts["client"]); found != "" {
			t.Errorf("%s client: %q says nothing to a client", r.ID, found)
		}
		if r.Urgency != "emergency" {
			continue
		}
		for _, name := range []string{"says", "instead", "client"} {
			if found := offers.FindString(r.Texts[name]); found != "" {
				t.Errorf("%s %s: %q offers something in an emergency", r.ID, name, found)
			}
		}
	}
}

func TestSources(t *testing.T) {
	set, _ := builtIn(t)
	sources, cited := map[string]policy.Source{}, map[string]bool{}
	for _, s := range set.Sources() {
		sources[s.Key] = s
	}
	for _, r := range set.Rules() {
		read := false
		for _, key := range r.Sources {
			s, ok := sources[key]
			if !ok {
				t.Errorf("%s cites %s, which is no source", r.ID, key)
			}
			cited[key] = true
			read = read || s.Read != "memory"
		}
		if len(r.Sources) == 0 {
			t.Errorf("%s cites nothing", r.ID)
		}
		// From memory no number is stated.
		if !read && strings.ContainsFunc(r.Texts["rationale"], unicode.IsDigit) {
			t.Errorf("%s rests on memory alone and states a number: %q", r.ID, r.Texts["rationale"])
		}
	}
	for key := range sources {
		if !cited[key] {
			t.Errorf("no rule cites %s", key)
		}
	}
}
