package screening

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// softened are the rules that the guideline changes or adds, with what allows it: clinical.md T3,
// and the review where it says more.
var softened = map[string]string{
	"spine.acute_attack":        "T3: S17 via B-N01/P04",
	"guideline.plain_attack":    "T3: S17 via B-N01/P04",
	"guideline.attack_neck":     "T3: S17 via B-N01/P04",
	"spine.flare":               "review, decisions: an unsure phase, Refer in strict, Adapt with cap 2 in guideline",
	"neuro.both_legs_recent":    "T3: RF05 note",
	"guideline.both_legs_alone": "T3: RF05 note",
	"pregnancy.final_months":    "T3: S31 via B-P04",
	"blood.thinner":             "N-IB01: S29 via B-H04, decided",
	"guideline.thinner_steady":  "N-IB01: S29 via B-H04, decided",
	"injury.recent_site":        "review: trauma_days, 3 in strict, 2 in guideline",
}

// softer is the screener with the guideline, which all tests share: it is immutable.
var softer = sync.OnceValues(func() (*Screener, error) { return New(WithGuideline()) })

// softerWitness is its witness.
var softerWitness = sync.OnceValues(func() (*witness.Witness, error) {
	s, err := softer()
	if err != nil {
		return nil, err
	}
	return witness.New(s.Rules())
})

func guideline(t *testing.T, more ...Option) *policy.Set {
	t.Helper()
	s, err := softer()
	if len(more) > 0 {
		s, err = New(append([]Option{WithGuideline()}, more...)...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.Rules()
}

func TestGuidelineCases(t *testing.T) {
	files, err := fs.Sub(guidelineFiles, "guideline")
	if err != nil {
		t.Fatal(err)
	}
	set := guideline(t)
	report := policytest.Run(t, set, files, spentBy(t, softer))
	for _, gap := range report.Gaps() {
		if slices.ContainsFunc(slices.Collect(maps.Keys(softened)), func(id string) bool { return strings.Contains(gap, "rule "+id+" ") }) {
			t.Error(gap)
		}
	}
}

// meaning is a rule without what names where it stands.
func meaning(set *policy.Set, r policy.Rule) string {
	names := func(m map[string]string) string {
		var out []string
		for _, k := range slices.Sorted(maps.Keys(m)) {
			out = append(out, k+"="+m[k])
		}
		return strings.Join(out, "; ")
	}
	text := fmt.Sprintln(r.ID, r.Rows, r.Claims, r.Kind, r.Urgency, r.Regions, r.At,
		r.Where, r.When, r.IfUnsure != nil, names(r.Texts), r.Sources, r.Grade, r.RedFlag)
	if r.IfUnsure != nil {
		text += fmt.Sprintln(*r.IfUnsure)
	}
	for _, l := range r.Limits {
		text += fmt.Sprintf("%+v\n", l)
	}
	return text
}

// The guideline differs from the strict rules in what T3 names and in nothing else.
func TestGuidelineSoftensWhatIsNamed(t *testing.T) {
	strict, _ := builtIn(t)
	set := guideline(t)
	before := map[string]policy.Rule{}
	for _, r := range strict.Rules() {
		before[r.ID] = r
	}
	var differs []string
	for _, r := range set.Rules() {
		old, ok := before[r.ID]
		delete(before, r.ID)
		if !ok || len(r.Changed) > 0 || meaning(set, r) != meaning(strict, old) {
			differs = append(differs, r.ID)
		}
		if ok && len(r.Changed) == 0 != (meaning(set, r) == meaning(strict, old)) && r.ID != "injury.recent_site" {
			t.Errorf("%s changed without a reason, or has one without a change", r.ID)
		}
	}
	if want := slices.Sorted(maps.Keys(softened)); !slices.Equal(differs, want) {
		t.Errorf("the guideline touches %v, want %v", differs, want)
	}
	if len(before) > 0 || len(set.Disabled()) > 0 {
		t.Errorf("rules are gone: %v, %v", before, set.Disabled())
	}
	// Of what is an emergency or absolute, the note of RF05 is all.
	for _, r := range set.Rules() {
		if _, ok := softened[r.ID]; ok && r.ID != "neuro.both_legs_recent" && (r.Kind == "absolute" || r.Urgency == "emergency") {
			t.Errorf("%s is %s, %s", r.ID, r.Kind, r.Urgency)
		}
	}
	// Numbers, definitions, facts and cards stay, but for the named parameter and what the layer
	// adds under its own name.
	values := map[string]float64{}
	for _, p := range strict.Parameters() {
		values[p.Name] = p.Value
	}
	for _, p := range set.Parameters() {
		if old, ok := values[p.Name]; ok && old != p.Value && p.Name != "trauma_days" {
			t.Errorf("param.%s is %g instead of %g", p.Name, p.Value, old)
		}
	}
	for _, d := range strict.Definitions() {
		if !slices.Contains(set.Definitions(), d) {
			t.Errorf("%s is defined differently", d.Name)
		}
	}
	if n := len(strict.Facts()); !reflect.DeepEqual(set.Facts()[:n], strict.Facts()) || len(set.Facts()) != n+1 {
		t.Error("a built-in fact differs, or more than one is added")
	}
	if !reflect.DeepEqual(set.Cards(), strict.Cards()) {
		t.Error("a card differs")
	}
	for _, c := range set.Changes() {
		if c.Layer != "guideline" || c.Reason == "" {
			t.Errorf("%+v", c)
		}
	}
}

// A decision differs only where a named rule has its hand in it, and with nothing unsure only
// towards the milder side.
func TestGuidelineDiffersOnlyBySoftenedRules(t *testing.T) {
	t.Parallel()
	strict, _ := builtIn(t)
	set := guideline(t)
	w, err := softerWitness()
	if err != nil {
		t.Fatal(err)
	}
	var before, after policy.Evaluation
	differ, same := 0, 0
	for i := range draws.Of(t, 600) {
		r := rand.New(rand.NewPCG(41, uint64(i)))
		request := w.DrawRequest(r, false)
		near := i%2 == 0
		var a *policy.Answers
		if near {
			a = nearSoftened(r, w)
			if set.Evaluate(a, request, &after) != nil {
				continue // a contradiction is no answer
			}
		} else {
			a = w.Draw(r)
			if err := set.Evaluate(a, request, &after); err != nil {
				t.Fatal(err)
			}
		}
		plain := strict.NewAnswers()
		plain.Copy(a)
		if err := strict.Evaluate(plain, request, &before); err != nil {
			t.Fatalf("draw %d: the strict rules do not take the same answers: %v", i, err)
		}
		if a, b := others(&before), others(&after); a != b {
			t.Errorf("draw %d: rules that are not named differ:\n%s\n\n%s", i, a, b)
		}
		was, is := [2]policy.Bounds{before.Session(), before.Urgency()}, [2]policy.Bounds{after.Session(), after.Urgency()}
		if was == is {
			same++
			continue
		}
		differ++
		involved := func(o policy.Outcome) bool { return softened[o.Rule.ID] != "" }
		if !slices.ContainsFunc(before.Outcomes(), involved) && !slices.ContainsFunc(after.Outcomes(), involved) {
			t.Errorf("draw %d: session and urgency %v became %v without a softened rule; the answers:\n%s",
				i, was, is, witness.Describe(set, a))
		}
		for k := range was {
			if near && (is[k].Floor > was[k].Floor || is[k].Ceiling > was[k].Ceiling) {
				t.Errorf("draw %d: session and urgency %v became %v, which is stricter; the answers:\n%s",
					i, was, is, witness.Describe(set, a))
			}
		}
	}
	if differ == 0 || same == 0 {
		t.Errorf("%d decisions differ and %d do not: that shows nothing", differ, same)
	}
	t.Logf("%d decisions differ, %d do not", differ, same)
}

// others tells what every rule that is not named comes to.
func others(e *policy.Evaluation) string {
	var out []string
	for _, o := range e.Outcomes() {
		if softened[o.Rule.ID] == "" {
			out = append(out, fmt.Sprint(o.Rule.ID, o.Holds, o.Level, o.Urgency, o.Places))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// nearSoftened is a healthy client but for one of the things that the guideline is about and one or
// two others. Cards that ask for these are not answered.
func nearSoftened(r *rand.Rand, w *witness.Witness) *policy.Answers {
	set := w.Set()
	a := set.NewAnswers()
	chosen := map[string]bool{}
	put := func(name string, x policy.Answer) {
		i, _ := set.FactIndex(name)
		x.State = policy.Known
		a.SetFact(i, x)
		chosen[name] = true
	}
	value := func(fact, name string) policy.Answer {
		i, _ := set.FactIndex(fact)
		return policy.Answer{
			Values: 1 << slices.IndexFunc(set.Facts()[i].Values, func(v policy.Value) bool { return v.Name == name }),
		}
	}
	put("client.age", policy.Answer{Number: 40})
	pregnancy := "none"
	switch r.IntN(4) {
	case 0, 1:
		put("back.phase", value("back.phase", "acute_attack"))
		put("guideline.pain_now", policy.Answer{Number: float64(r.IntN(11))})
	case 2:
		put("neuro.bilateral_leg", policy.Answer{Yes: true})
		put("neuro.onset", value("neuro.onset", "recent"))
	case 3:
		pregnancy = "pregnant"
		put("preg.weeks", policy.Answer{Number: float64(26 + r.IntN(8))})
	}
	put("preg.status", value("preg.status", pregnancy))
	for range r.IntN(3) {
		i := r.IntN(len(set.Facts()))
		values := w.Values(i)
		if f := set.Facts()[i]; !chosen[f.Name] {
			put(f.Name, values[r.IntN(len(values))])
		}
	}
	for c, card := range set.Cards() {
		asks := func(l policy.Line) bool {
			return slices.ContainsFunc(l.Facts, func(f string) bool { return chosen[f] })
		}
		a.SetCard(c, policy.CardAnswer{Given: !slices.ContainsFunc(card.Lines, asks)})
	}
	return a
}

func TestGuidelineKeepsTheLaws(t *testing.T) {
	t.Parallel()
	w, err := softerWitness()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Check(5, draws.Of(t, 80)); err != nil {
		t.Error(err)
	}
	if err := w.Laws(17, draws.Of(t, 16)); err != nil {
		t.Error(err)
	}
}

// Its words keep to the rules for all words.
func TestGuidelineWords(t *testing.T) {
	set := guideline(t)
	for _, r := range set.Rules() {
		if _, ok := softened[r.ID]; !ok {
			continue
		}
		for _, w := range ruleWords(r) {
			for _, f := range faults(w) {
				t.Errorf("%s %s", w.where, f)
			}
			if n := len(strings.Fields(w.text)); n > mostWords {
				t.Errorf("%s has %d words, at most %d", w.where, n, mostWords)
			}
		}
		if found := machineWords.FindString(r.Texts["client"]); found != "" {
			t.Errorf("%s client: %q says nothing to a client", r.ID, found)
		}
	}
}

// The permission is that layer's alone, wherever the option stands.
func TestGuidelineLetsNoOverlayLoosen(t *testing.T) {
	loose := fstest.MapFS{"a.yaml": {Data: []byte("changes:\n  - {parameter: trauma_days, value: 1, reason: ours}\n")}}
	for _, options := range [][]Option{{WithGuideline(), WithOverlay(loose)}, {WithOverlay(loose), WithGuideline()}} {
		const want = "layer overlay 1 was not allowed to loosen anything"
		if _, err := New(options...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("New = %v, want %q", err, want)
		}
	}
	set := guideline(t, WithOverlay(loose), WithLoosening(), WithGuideline())
	if v, _ := set.Parameter("trauma_days"); v != 1 {
		t.Errorf("trauma_days = %g, want that of the overlay", v)
	}
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	if s.Fingerprint() == set.Fingerprint() {
		t.Error("the fingerprint does not show the guideline")
	}
	if v, _ := s.Rules().Parameter("trauma_days"); v != 3 {
		t.Errorf("trauma_days = %g without the option", v)
	}
}
