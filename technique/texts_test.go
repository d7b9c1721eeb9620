package technique

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/wording"
)

// words is one text and where it stands.
type words struct {
	where, text string
	question    bool // asked, so it states nothing
}

// everyWord is every text of the package that does not come from the screening.
func everyWord(p *Planner, sets []ruleSet) []words {
	var all []words
	base := p.screener.Rules()
	for _, s := range sets {
		for _, r := range s.set.Rules() {
			for _, name := range slices.Sorted(maps.Keys(r.Texts)) {
				all = append(all, words{where: r.ID + " " + name, text: r.Texts[name]})
			}
			if r.IfUnsure != nil {
				all = append(all, words{where: r.ID + " if_unsure", text: r.IfUnsure.Reason})
			}
		}
		for _, f := range s.set.Facts()[len(base.Facts()):] {
			all = append(all, words{f.Name, f.Ask, true})
			for _, v := range f.Values {
				all = append(all, words{f.Name + " " + v.Name, v.Says, true})
			}
		}
		for _, x := range s.set.Parameters() {
			if _, ok := base.Parameter(x.Name); !ok {
				all = append(all, words{where: "param." + x.Name, text: x.Basis})
			}
		}
	}
	for _, t := range p.catalogue.Techniques {
		all = append(all, words{where: t.ID, text: t.Name}, words{where: t.ID + " note", text: t.Note})
	}
	for _, s := range p.catalogue.Strokes {
		all = append(all, words{where: s.ID, text: s.Name}, words{where: s.ID + " note", text: s.Note})
	}
	for _, x := range p.catalogue.Presentations {
		all = append(all, words{where: x.ID, text: x.Name}, words{where: x.ID + " dose", text: x.Dose.Note})
	}
	return all
}

const mostWords = 60

// What no text says, and how long one is.
func TestTexts(t *testing.T) {
	for _, w := range everyWord(builtIn(t)) {
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
}

// Every rule and every entry cites a source, from memory no number is stated, and no source
// stands there for nothing.
func TestSources(t *testing.T) {
	p, sets := builtIn(t)
	known, cited, own := map[string]policy.Source{}, map[string]bool{}, map[string]bool{}
	for _, s := range sets {
		for _, x := range s.set.Sources() {
			known[x.Key], own[x.Key] = x, true
		}
	}
	for _, x := range p.screener.Rules().Sources() {
		delete(own, x.Key)
	}
	cite := func(where string, keys []string, text string) {
		read := false
		for _, key := range keys {
			x, ok := known[key]
			if !ok {
				t.Errorf("%s cites %s, which is no source", where, key)
			}
			cited[key] = true
			read = read || x.Read != "memory"
		}
		if len(keys) == 0 {
			t.Errorf("%s cites nothing", where)
		}
		if !read && strings.ContainsFunc(text, unicode.IsDigit) {
			t.Errorf("%s rests on memory alone and states a number: %q", where, text)
		}
	}
	for _, s := range sets {
		for _, r := range s.set.Rules() {
			cite(r.ID, r.Sources, r.Texts["rationale"])
		}
	}
	for _, x := range p.catalogue.Techniques {
		cite(x.ID, x.Sources, x.Note)
	}
	for _, x := range p.catalogue.Strokes {
		cite(x.ID, x.Sources, x.Note)
	}
	for _, x := range p.catalogue.Presentations {
		cite(x.ID, x.Sources, "")
	}
	for key := range own {
		if !cited[key] {
			t.Errorf("nothing cites %s", key)
		}
	}
}

// The screening can leave out exactly the techniques, strokes and positions that there are.
func TestScreeningKnowsTheCatalogue(t *testing.T) {
	p, _ := builtIn(t)
	want := map[string][]string{
		"avoid_techniques": p.catalogue.techniqueIDs(), "avoid_strokes": p.catalogue.strokeIDs(), "avoid_positions": p.names.leftOut,
	}
	for _, l := range p.screener.Rules().Schema().Limits {
		if names, ok := want[l.Name]; ok {
			delete(want, l.Name)
			if diff := cmp.Diff(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(l.Values))); diff != "" {
				t.Errorf("%s mismatch (-catalogue +screening):\n%s", l.Name, diff)
			}
		}
	}
	for name := range want {
		t.Errorf("the screening has no limit %s", name)
	}
}

// Every presentation that carries a dose has a rule that tells it, and every row of a match rule
// that begins with P is a presentation's.
func TestRowsOfPresentations(t *testing.T) {
	p, _ := builtIn(t)
	rows, told := map[string]bool{}, map[string]bool{}
	for _, x := range p.catalogue.Presentations {
		rows[x.Row] = true
	}
	for _, r := range p.match.Rules() {
		for _, row := range r.Rows {
			told[row] = true
			if strings.HasPrefix(row, "P") && !strings.HasPrefix(row, "PL") && !rows[row] {
				t.Errorf("%s carries row %s, which no presentation has", r.ID, row)
			}
		}
	}
	for _, x := range p.catalogue.Presentations {
		if !told[x.Row] {
			t.Errorf("no match rule carries row %s of %s", x.Row, x.ID)
		}
	}
}

// The attributes of the catalogue are values of their facts, so that no rule reads past them.
func TestAttributesAreAnswers(t *testing.T) {
	p, _ := builtIn(t)
	facts := ground(p.plan.Facts())
	for i := range p.catalogue.Techniques {
		checkAnswers(t, facts, p.catalogue.Techniques[i].ID, &p.catalogue.Techniques[i])
	}
	for i := range p.catalogue.Strokes {
		checkAnswers(t, facts, p.catalogue.Strokes[i].ID, &p.catalogue.Strokes[i])
	}
}

func checkAnswers(t *testing.T, facts ground, id string, entry any) {
	t.Helper()
	bound(entry, func(fact string, v reflect.Value) {
		f := facts.fact(fact)
		checkAnswer(t, id, *f, attribute(f, v))
	})
}

// What Go names of the facts is what their files say: attributes in their order, and the lists that
// somebody can be asked for.
func TestFactsAreBound(t *testing.T) {
	p, _ := builtIn(t)
	facts := ground(p.plan.Facts())
	var tagged, declared []string
	for _, entry := range []any{&Technique{}, &Stroke{}} {
		bound(entry, func(fact string, _ reflect.Value) { tagged = append(tagged, fact) })
	}
	for _, f := range facts {
		if strings.HasPrefix(f.Name, "technique.") || strings.HasPrefix(f.Name, "stroke.") {
			declared = append(declared, f.Name)
		}
	}
	if diff := cmp.Diff(declared, tagged); diff != "" {
		t.Errorf("attributes mismatch (-declared +bound):\n%s", diff)
	}
	for name, want := range map[string][]string{
		"plan.therapist": levels(), "technique.min_level": levels(), "stroke.min_level": levels(),
		positionFact:               {string(Prone), string(SupineFlat), string(SideLying), string(SideLyingLeft), string(SideLyingRight), string(SemiReclined), string(Seated)},
		"technique.pace":           {string(Static), string(Slow), string(Moderate), string(Brisk)},
		"stroke.pace":              {string(Static), string(Slow), string(Moderate), string(Brisk)},
		"technique.tone_effect":    {string(Relaxing), string(Neutral), string(Stimulating)},
		"technique.spinal_contact": {string(NoContact), string(ContactCaution), string(ContactRisk), string(ContactNever)},
		"technique.back_disease":   {string(Treats), string(Limited), string(NotFor)},
		"stroke.agreed_as":         {string(Gliding), string(FirmKneading), string(PointPressure), string(JointMovement), string(Percussion)},
	} {
		if diff := cmp.Diff(want, facts.values(name)); diff != "" {
			t.Errorf("%s mismatch (-Go +file):\n%s", name, diff)
		}
	}
}

func checkAnswer(t *testing.T, id string, f policy.Fact, a policy.Answer) {
	t.Helper()
	number, listed := f.Kind == policy.Whole, f.Kind == policy.OneOf || f.Kind == policy.SetOf
	if a.State != policy.Known || number && (a.Number < f.Least || a.Number > f.Most) || listed && (a.Values == 0 || a.Values>>len(f.Values) != 0) ||
		f.Kind == policy.OneOf && a.Values&(a.Values-1) != 0 {
		t.Errorf("%s of %s is %+v", f.Name, id, a)
	}
}

// Facts of a plan are for the staff, safety-critical is none of them, and
// derived ones are declared.
func TestPlanFacts(t *testing.T) {
	p, _ := builtIn(t)
	told := []string{"history.novice", "history.accepts_discomfort"}
	found := map[string]bool{}
	for _, f := range p.plan.Facts()[len(p.screener.Rules().Facts()):] {
		if f.Critical || f.Staff == slices.Contains(told, f.Name) {
			t.Errorf("%s: critical %t, staff %t", f.Name, f.Critical, f.Staff)
		}
		group, _, _ := strings.Cut(f.Name, ".")
		found[f.Name] = len(f.From) > 0 && (group == "plan" || group == "step")
		for _, name := range f.From {
			if i, ok := p.plan.FactIndex(name); strings.Contains(name, ".") && (!ok || len(p.plan.Facts()[i].From) > 0) {
				t.Errorf("%s follows from %s, which nobody can be asked for", f.Name, name)
			}
		}
	}
	var v Visit
	a := p.plan.NewAnswers()
	ofMatch := map[string]derivation{}
	new(standing).facts(&Plan{}, ofMatch)
	for _, names := range []map[string]derivation{p.derivePlan(&v, &Plan{}, a), p.deriveStep(&v, &Step{}, a), ofMatch} {
		for name := range names {
			if !found[name] {
				t.Errorf("%s is derived and not declared so", name)
			}
			delete(found, name)
		}
	}
	for name, is := range found {
		if is {
			t.Errorf("%s is declared derived and nothing derives it", name)
		}
	}
}

// Every rule about training is one that the search for the least level tries, and every rule about
// the session going on is one of Stop.
func TestRulesAreSorted(t *testing.T) {
	p, _ := builtIn(t)
	if len(p.duringRules) == 0 || len(p.stepRules) == 0 {
		t.Errorf("%d rules about the session, %d about a step", len(p.duringRules), len(p.stepRules))
	}
	for _, r := range p.plan.Rules() {
		if p.duringRules[r.ID] && p.stepRules[r.ID] {
			t.Errorf("%s reads a step and the session going on", r.ID)
		}
		if about := strings.HasPrefix(r.ID, "plan.level_"); about != tagged(&r, tagTraining) {
			t.Errorf("%s is about training: %t, and so it is tagged: %t", r.ID, about, !about)
		}
		if r.Kind == "stop" && !p.duringRules[r.ID] {
			t.Errorf("%s stops a session that has not begun", r.ID)
		}
	}
}
