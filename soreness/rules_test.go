package soreness

import (
	"io/fs"
	"maps"
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/screening/wording"
	"github.com/safehands/safehands/technique"
)

// Shared is the built-in triager, which all tests share, those outside of the package too: it is
// immutable.
var Shared = sync.OnceValues(func() (*Triager, error) {
	s, err := screening.New()
	if err != nil {
		return nil, err
	}
	planner, err := technique.New(s)
	if err != nil {
		return nil, err
	}
	return New(planner)
})

func builtIn(t testing.TB) *Triager {
	t.Helper()
	triager, err := Shared()
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
	return []ruleSet{
		{triageFolder, tr.triage, layers.Sub(ruleFiles, "rules/"+triageFolder)},
		{causesFolder, tr.causes, layers.Sub(ruleFiles, "rules/"+causesFolder)},
		{adviceFolder, tr.advice, layers.Sub(ruleFiles, "rules/"+adviceFolder)},
	}
}

// Every case holds, and every rule has one where it fires, one where it is silent and one where it is
// undecided.
func TestRuleCases(t *testing.T) {
	for _, s := range ruleSets(t) {
		t.Run(s.name, func(t *testing.T) {
			for _, gap := range policytest.Run(t, s.set, s.files).Gaps() {
				t.Error(gap)
			}
		})
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

// What the rules of this package tell apart has a value, which a plan rule or a rule of the match
// stands behind; no rule has none.
func TestViolationsHaveValues(t *testing.T) {
	tr := builtIn(t)
	f := &tr.triage.Facts()[tr.derived.violations]
	read := map[string]bool{}
	for _, s := range ruleSets(t) {
		for _, r := range s.set.Rules() {
			for _, found := range regexp.MustCompile(`(\w+) in course\.violations`).FindAllStringSubmatch(r.When, -1) {
				read[found[1]] = true
			}
		}
	}
	reached := map[string]bool{}
	for _, id := range tr.styles.checked {
		for i, v := range f.Values {
			if tr.violationBits(f, id)>>i&1 == 1 {
				reached[v.Name] = true
			}
		}
	}
	told := f.Values[1 : slices.IndexFunc(f.Values, func(v policy.Value) bool { return v.Name == "calm_only" })+1]
	for _, v := range told {
		name := v.Name
		if !read[name] || !reached[name] {
			t.Errorf("%s: read by a rule %t, reached by a check %t", name, read[name], reached[name])
		}
	}
	for id, want := range map[string]string{
		"limit.pressure": "over_cap", "limit.technique": "avoided_by_screening", "plan.not_screened": "not_screened", "plan.wrong_technique": ruleTechnique, "plan.better_technique": otherRule,
		"match.spasm_stimulating": ruleTechnique, "match.limited_for_disease": otherRule, "plan.spine_touched": "spine_touched",
	} {
		if got := f.Values[bits.TrailingZeros64(tr.violationBits(f, id))].Name; got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
}

// What a back disease is does not differ between how to treat it and what follows.
func TestBackDiseaseIsThatOfTechnique(t *testing.T) {
	tr := builtIn(t)
	for _, name := range []string{"cond.back_disease", "cond.disc_herniation"} {
		if want, got := definition(tr.Planner().PlanRules(), name), definition(tr.triage, name); want == "" || got != want {
			t.Errorf("%s is %q, in technique %q", name, got, want)
		}
	}
}

func definition(s *policy.Set, name string) string {
	for _, d := range s.Definitions() {
		if d.Name == name {
			return d.When
		}
	}
	return ""
}
