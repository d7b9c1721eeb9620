package soreness

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// called is what a fact can be called inside of an explanation.
func called(set *policy.Set, w screening.Words, f *policy.Fact) []string {
	ask, _, _ := strings.Cut(f.Ask, "?")
	out := []string{"“" + ask}
	if name := w.Say("name." + f.Name); name != "name."+f.Name {
		out = append(out, name)
	}
	for _, c := range set.Cards() {
		for _, l := range c.Lines {
			if slices.Equal(l.Facts, []string{f.Name}) {
				out = append(out, "“"+l.Says+"”")
			}
		}
	}
	return out
}

// Over the cases of all shipped rules every rule that holds is explained by every fact that makes it
// hold, and every one that is open by everything that it waits for.
func TestEveryFindingIsExplained(t *testing.T) {
	tr := builtIn(t)
	w, err := NewWords(tr)
	if err != nil {
		t.Fatal(err)
	}
	planner := tr.Planner()
	sets := append(ruleSets(t),
		ruleSet{"screening", planner.Screener().Rules(), os.DirFS("../screening/rules")},
		ruleSet{"match", planner.MatchRules(), os.DirFS("../technique/rules/match")},
		ruleSet{"plan", planner.PlanRules(), os.DirFS("../technique/rules/plan")})
	for _, s := range sets {
		explained := explainedRules(t, w, s.name, s.set, s.files)
		for _, r := range s.set.Rules() {
			if draws.All(t) && !explained[r.ID] && !r.Adopted {
				t.Errorf("%s: no case explains %s", s.name, r.ID)
			}
		}
	}
}

func explainedRules(t *testing.T, w screening.Words, name string, set *policy.Set, files fs.FS) map[string]bool {
	t.Helper()
	cases, err := policytest.Answers(set, files)
	if err != nil {
		t.Fatal(err)
	}
	explained := map[string]bool{}
	for i, c := range cases {
		if i%12 != 0 && !draws.All(t) {
			continue // every rule is explained with every draw
		}
		var e policy.Evaluation
		if set.Evaluate(c.Answers, c.Request, &e) != nil {
			continue
		}
		outcomes := e.Outcomes()
		for n, o := range outcomes {
			if !o.Holds && n%7 != 0 { // there are many, and alike
				continue
			}
			x := w.ExplainRule(set, &e, o)
			explained[o.Rule.ID] = explained[o.Rule.ID] || o.Holds
			for _, left := range []string{"{", "}", "why.", "reason.", "bound.", "not asked"} {
				if strings.Contains(x.Says, left) {
					t.Errorf("%s: %s is explained with %q", name, o.Rule.ID, x.Says)
				}
			}
			if o.Holds && strings.Contains(x.Says, "nobody has answered") {
				t.Errorf("%s: %s holds, and %q", name, o.Rule.ID, x.Says)
			}
			for _, fact := range slices.Concat(o.Facts, o.WaitsFor, o.Unsure) {
				f := &set.Facts()[fact]
				said := func(text string) bool { return strings.Contains(strings.ToLower(x.Says), strings.ToLower(text)) }
				if !slices.Contains(x.Facts, f.Name) || !slices.ContainsFunc(called(set, w, f), said) {
					t.Errorf("%s: %s reads %s, and is explained with %q", c.Name, o.Rule.ID, f.Name, x.Says)
				}
			}
		}
		for n, q := range e.Questions(outcomes) {
			if x := w.ExplainQuestion(set, &e, q); n%11 == 0 && (x.Says == "" || strings.ContainsAny(x.Says, "{}") || x.Fact != q.Fact.Name) {
				t.Errorf("%s: %s is asked because %q", c.Name, q.Fact.Name, x.Says)
			}
		}
	}
	return explained
}

// What is explained of a result stands in its order.
func TestExplainFollowsTheResult(t *testing.T) {
	tr := builtIn(t)
	w, err := NewWords(tr)
	if err != nil {
		t.Fatal(err)
	}
	in := screening.Intake{Cards: intake.Cards{intake.CardUnwellNow: {Ticked: []intake.Line{intake.LineFeverish}}}}
	for _, again := range []answer.YesNo{answer.Yes, answer.No} {
		c := Course{
			Sessions:   []Session{{DaysAgo: answer.Known(1), Plan: SessionPlan{Technique: "thai"}, Violations: []string{}}},
			Report:     Report{NRS: answer.Known(8), NRSBefore: answer.Known(2)},
			AskedAgain: again,
		}
		r, err := tr.Triage(in, c)
		if err != nil {
			t.Fatal(err)
		}
		x, err := tr.Explain(w, in, c)
		if err != nil {
			t.Fatal(err)
		}
		questions, err := tr.Questions(in, c)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Findings) == 0 || len(x.Findings) != len(r.Findings)+len(r.Causes)+len(r.Messages)+len(r.Advice) ||
			len(x.Open) != len(r.Open) || len(x.Questions) != len(questions) {
			t.Fatalf("of %d findings, %d are explained", len(r.Findings), len(x.Findings))
		}
		for i, f := range r.Findings {
			if x.Findings[i].Rule != f.Rule || !strings.HasPrefix(x.Findings[i].Says, "Because ") {
				t.Errorf("finding %s is explained as %+v", f.Rule, x.Findings[i])
			}
		}
		for i, o := range r.Open {
			if x.Open[i].Rule != o.Rule || x.Open[i].Says == "" {
				t.Errorf("%s is open, and explained as %+v", o.Rule, x.Open[i])
			}
		}
		for i, q := range questions {
			if x.Questions[i].Fact != q.Fact || x.Questions[i].Says == "" {
				t.Errorf("%s is asked, and explained as %+v", q.Fact, x.Questions[i])
			}
		}
	}
}
