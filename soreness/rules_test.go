package soreness

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/screening/wording"
	"github.com/safehands/safehands/technique"
)

func builtIn(t testing.TB) *Triager {
	t.Helper()
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	planner, err := technique.New(s)
	if err != nil {
		t.Fatal(err)
	}
	triager, err := New(planner)
	if err != nil {
		t.Fatal(err)
	}
	return triager
}

// ruleSet is one of the three sets with the files that it is made of.
type ruleSet struct {
	name  string
	set   *policy.Set
	files fs.FS
}

func ruleSets(t testing.TB) []ruleSet {
	t.Helper()
	tr := builtIn(t)
	files, err := fs.Sub(ruleFiles, "rules")
	if err != nil {
		t.Fatal(err)
	}
	return []ruleSet{
		{triageFolder, tr.triage, folder{files, triageFolder}},
		{causesFolder, tr.causes, folder{files, causesFolder}},
		{adviceFolder, tr.advice, folder{files, adviceFolder}},
	}
}

func TestRuleCases(t *testing.T) {
	for _, s := range ruleSets(t) {
		t.Run(s.name, func(t *testing.T) { policytest.Run(t, s.set, s.files) })
	}
}

// Every rule has a case where it fires, one where it is silent and one where it is undecided.
func TestEveryRuleIsCovered(t *testing.T) {
	for _, s := range ruleSets(t) {
		report, err := policytest.Check(s.set, s.files)
		if err != nil {
			t.Fatal(err)
		}
		for _, gap := range report.Gaps() {
			t.Errorf("%s: %s", s.name, gap)
		}
	}
}

// words is one text and where it stands.
type words struct {
	where, text string
	question    bool // asked, so it states nothing
}

// everyWord is every text of the package that does not come from the screening.
func everyWord(t *testing.T) []words {
	var all []words
	for _, s := range ruleSets(t) {
		for _, r := range s.set.Rules() {
			if r.Adopted {
				continue
			}
			for _, name := range slices.Sorted(maps.Keys(r.Texts)) {
				all = append(all, words{where: r.ID + " " + name, text: r.Texts[name]})
			}
			if r.IfUnsure != nil {
				all = append(all, words{where: r.ID + " if_unsure", text: r.IfUnsure.Reason})
			}
		}
		for _, x := range s.set.Parameters() {
			all = append(all, words{where: "param." + x.Name, text: x.Basis})
		}
	}
	tr := builtIn(t)
	for _, f := range tr.triage.Facts()[tr.base:] {
		all = append(all, words{f.Name, f.Ask, true})
		for _, v := range f.Values {
			all = append(all, words{f.Name + " " + v.Name, v.Says, true})
		}
	}
	return all
}

const mostWords = 60

var (
	machineWords = regexp.MustCompile(`(?i)\bgrades?\b|%|\bper ?cent\b|\bB-[A-Z]\d|\bRF\d|\bF3\b|\bPL\d|param\.|post\.|course\.`)
	soothing     = regexp.MustCompile(`(?i)\bnormal\b|\bharmless\b|\bnothing to worry|\bno cause for|\busually goes|\bdo not worry|\bwe can do\b|\banother (day|time)\b|\bbook again\b`)
)

// What no text says, how long one is, and what stays out of an emergency.
func TestTexts(t *testing.T) {
	for _, w := range everyWord(t) {
		faults := wording.Faults(w.text)
		if w.question {
			faults = wording.QuestionFaults(w.text)
		}
		for _, f := range faults {
			t.Errorf("%s %s", w.where, f)
		}
		if n := len(strings.Fields(w.text)); n > mostWords {
			t.Errorf("%s has %d words, at most %d", w.where, n, mostWords)
		}
	}
	for _, s := range ruleSets(t) {
		for _, r := range s.set.Rules() {
			if found := machineWords.FindString(r.Texts["client"]); found != "" {
				t.Errorf("%s client: %q says nothing to a client", r.ID, found)
			}
			for _, name := range []string{"says", "do", "client"} {
				if found := soothing.FindString(r.Texts[name]); found != "" && r.RedFlag && !r.Adopted {
					t.Errorf("%s %s: %q reassures beside a red flag", r.ID, name, found)
				}
			}
			if s.name == causesFolder && r.Kind == kindCause && !regexp.MustCompile(`\b(may|can|could|might)\b`).MatchString(r.Texts["says"]) {
				t.Errorf("%s says %q as if it were known", r.ID, r.Texts["says"])
			}
		}
	}
}

// Every source is cited, every rule cites one, and from memory no number is stated.
func TestSources(t *testing.T) {
	cited := map[string]bool{}
	sources := map[string]policy.Source{}
	base := builtIn(t).screener.Rules()
	for _, s := range ruleSets(t) {
		for _, x := range s.set.Sources() {
			sources[x.Key] = x
		}
		for _, r := range s.set.Rules() {
			if r.Adopted {
				continue
			}
			read := false
			for _, key := range r.Sources {
				cited[key] = true
				read = read || sources[key].Read != "memory"
			}
			if !read && strings.ContainsFunc(r.Texts["rationale"], unicode.IsDigit) {
				t.Errorf("%s rests on memory alone and states a number: %q", r.ID, r.Texts["rationale"])
			}
		}
	}
	for key := range sources {
		if !cited[key] && !slices.ContainsFunc(base.Sources(), func(x policy.Source) bool { return x.Key == key }) {
			t.Errorf("no rule cites %s", key)
		}
	}
}

// Every plan rule can be named as a violation by itself: what the rules of this package tell apart has a value.
func TestEveryPlanRuleHasAValue(t *testing.T) {
	tr := builtIn(t)
	f := &tr.triage.Facts()[tr.derived.violations]
	for _, id := range tr.styles.planRules {
		if name := strings.TrimPrefix(id, planPrefix); f.Values[violationValue(f, id)].Name != name {
			t.Errorf("%s is %s", id, f.Values[violationValue(f, id)].Name)
		}
	}
}
