package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
)

// implying adds what some answers of the garden tell of others.
func implying(t testing.TB) *policy.Set {
	return mustLoad(t, base(), loosening(`
implications:
  - {when: nest.present, implies: crew.trained, because: Only the trained know a nest.}
  - {given: frost.nights, implies: frost.hard, because: Who counts the nights knows the frost.}
  - {when: soil.state == flooded, excludes: nest.present, because: No nest floats.}
  - {when: "at_or_above(soil.state, wet)", implies: "slugs in pests.kinds", because: Slugs like it wet.}
`))
}

// told answers by name: yes, no, unsure, a number or a value.
func told(t testing.TB, s *policy.Set, answers map[string]string) *policy.Answers {
	t.Helper()
	a := s.NewAnswers()
	for name, word := range answers {
		i, ok := s.FactIndex(name)
		if !ok {
			t.Fatalf("no fact %s", name)
		}
		x := policy.Answer{State: policy.Known, Yes: word == "yes"}
		if word == "unsure" {
			x = policy.Answer{State: policy.Unsure}
		}
		_, _ = fmt.Sscan(word, &x.Number)
		for v, value := range s.Facts()[i].Values {
			if value.Name == word {
				x.Values = 1 << v
			}
		}
		a.SetFact(i, x)
	}
	return a
}

func TestImplications(t *testing.T) {
	s := implying(t)
	tests := []struct {
		name     string
		told     map[string]string
		counts   string // what facts count as
		disagree string
		asks     string // of the facts named in told and counts, those still asked for
	}{
		{"what is not asked counts as implied", map[string]string{"nest.present": "yes"}, "crew.trained yes", "", ""},
		{"what does not speak implies nothing", map[string]string{"nest.present": "no"}, "crew.trained not asked", "", "crew.trained"},
		{"an unsure answer gives way to what is known", map[string]string{"nest.present": "yes", "crew.trained": "unsure"}, "crew.trained yes", "", ""},
		{"what is unsure implies nothing", map[string]string{"nest.present": "unsure"}, "crew.trained not asked", "", "crew.trained"},
		{"an answer that disagrees stands", map[string]string{"nest.present": "yes", "crew.trained": "no"}, "crew.trained no", "crew.trained", ""},
		{"nothing is concluded backwards", map[string]string{"crew.trained": "no"}, "nest.present not asked", "", "nest.present"},
		{"a number given", map[string]string{"frost.nights": "3"}, "frost.hard yes", "", ""},
		{"a number given against a no", map[string]string{"frost.nights": "3", "frost.hard": "no"}, "frost.hard no", "frost.hard", ""},
		{"excluded", map[string]string{"soil.state": "flooded"}, "nest.present no", "", ""},
		{"excluded in turn, of a list that keeps other values", map[string]string{"nest.present": "yes"}, "soil.state not asked", "", "soil.state"},
		{"told on both sides", map[string]string{"nest.present": "yes", "soil.state": "flooded"}, "nest.present yes", "nest.present", ""},
		{"a value of a set", map[string]string{"soil.state": "wet", "pests.kinds": "mites"}, "pests.kinds mites", "pests.kinds", ""},
		{"a value of a set that is there", map[string]string{"soil.state": "wet", "pests.kinds": "slugs"}, "pests.kinds slugs", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var e policy.Evaluation
			if err := s.Evaluate(told(t, s, tt.told), policy.Request{}, &e); err != nil {
				t.Fatal(err)
			}
			name, _, _ := strings.Cut(tt.counts, " ")
			i, _ := s.FactIndex(name)
			if got := name + " " + s.Format(i, e.Given(i)); got != tt.counts {
				t.Errorf("%s, want %s", got, tt.counts)
			}
			var disagree []string
			for _, d := range e.Disagreements() {
				disagree = append(disagree, s.Facts()[d.Fact].Name)
			}
			if got := strings.Join(disagree, " "); got != tt.disagree {
				t.Errorf("disagree: %q, want %q", got, tt.disagree)
			}
			asked := ""
			for _, q := range e.Questions(e.Outcomes()) {
				if q.Fact.Name == name {
					asked = name
				}
			}
			if asked != tt.asks {
				t.Errorf("asked: %q, want %q", asked, tt.asks)
			}
		})
	}
}

// Where told answers disagree so that they imply the contrary of a third, what has nothing to do with it is
// implied all the same.
func TestImplicationsBesideAContradiction(t *testing.T) {
	s := mustLoad(t, base(), loosening(`
implications:
  - {given: pests.kinds, excludes: nest.present, because: Pests leave no nest.}
  - {when: "!nest.present", implies: crew.trained, because: Only the trained work on.}
  - {when: nest.present, implies: "!crew.trained", because: The trained stay away from nests.}
  - {when: soil.state == wet, implies: frost.hard, because: It was so.}
`))
	var e policy.Evaluation
	a := told(t, s, map[string]string{"pests.kinds": "slugs", "nest.present": "yes", "soil.state": "wet"})
	if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
		t.Fatal(err)
	}
	i, _ := s.FactIndex("frost.hard")
	if got := s.Format(i, e.Given(i)); got != "yes" {
		t.Errorf("frost.hard is %s, want yes", got)
	}
	if len(e.Disagreements()) != 1 {
		t.Errorf("%d disagreements, want 1", len(e.Disagreements()))
	}
}

// Both sides of a disagreement count: whatever one of them alone asks for is asked for.
func TestDisagreementsAreNeverMilder(t *testing.T) {
	s := implying(t)
	bounds := func(answers map[string]string) policy.Bounds {
		var e policy.Evaluation
		if err := s.Evaluate(told(t, s, answers), policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		return e.Session()
	}
	both := map[string]string{"frost.nights": "3", "frost.hard": "no", "nest.present": "no", "soil.state": "dry", "crew.trained": "yes", "crew.age": "30"}
	if got := bounds(both); got.Floor != 4 {
		t.Errorf("three nights of frost beside no frost are %v, want a ban: frozen roots break", got)
	}
	delete(both, "frost.nights")
	if got := bounds(both); got.Ceiling != 0 {
		t.Errorf("without the nights it is %v, want nothing", got)
	}
}

// A clearance over more than one level waives an unsure outcome between them too: yes is
// never milder than unsure.
func TestClearanceWaivesUnsureOutcomes(t *testing.T) {
	schema := garden()
	schema.WaivedFrom, schema.WaivedTo = "pause", "care"
	s, err := policy.Load(schema, base(), overlay(`
rules:
  - {id: own.rule, kind: pause, urgency: none, when: crew.trained, if_unsure: {kind: permit, reason: why not}, says: Wait., until: Later., sources: [handbook], grade: C}
`))
	if err != nil {
		t.Fatal(err)
	}
	calm := map[string]string{"frost.hard": "no", "nest.present": "no", "soil.state": "dry", "crew.age": "30"}
	bounds := func(word string) policy.Bounds {
		if calm["crew.trained"] = word; word == "" {
			delete(calm, "crew.trained")
		}
		var e policy.Evaluation
		if err := s.Evaluate(told(t, s, calm), policy.Request{Clearances: []policy.Clearance{{Covers: []string{"own.rule"}}}}, &e); err != nil {
			t.Fatal(err)
		}
		return e.Session()
	}
	got := []policy.Bounds{bounds(""), bounds("unsure"), bounds("yes")}
	want := []policy.Bounds{{Floor: 0, Ceiling: 1}, {Floor: 1, Ceiling: 1}, {Floor: 1, Ceiling: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("not asked, unsure, yes under a clearance mismatch (-want +got):\n%s", diff)
	}
}

// Whatever bears meaning in a schema changes the fingerprint.
func TestFingerprintDigestsTheSchema(t *testing.T) {
	attributes := []policy.Fact{{Name: "place.wet", Ask: "Wet?"}, {Name: "place.steep", Ask: "Steep?"}}
	load := func(change func(*policy.Schema)) string {
		schema := garden()
		schema.Attributes = append([]policy.Fact(nil), attributes...)
		for i := range schema.Places {
			if len(schema.Places[i].Contains) == 0 {
				schema.Places[i].Attributes = []policy.Answer{{State: policy.Known, Yes: i == 0}, {State: policy.Known}}
			}
		}
		change(&schema)
		s, err := policy.Load(schema, base())
		if err != nil {
			t.Fatal(err)
		}
		return s.Fingerprint()
	}
	before := load(func(*policy.Schema) {})
	for name, change := range map[string]func(*policy.Schema){
		"names of attributes swapped": func(s *policy.Schema) {
			s.Attributes[0].Name, s.Attributes[1].Name = s.Attributes[1].Name, s.Attributes[0].Name
		},
		"the most of a limit":   func(s *policy.Schema) { s.Limits[0].Most = 40 },
		"a value of a limit":    func(s *policy.Schema) { s.Limits[1].Values = append(s.Limits[1].Values, "rake") },
		"the default":           func(s *policy.Schema) { s.Default = "border" },
		"a clearance's level":   func(s *policy.Schema) { s.WaivedFrom = "pause" },
		"urgency of everywhere": func(s *policy.Schema) { s.EverywhereFrom = "soon" },
	} {
		if load(change) == before {
			t.Errorf("%s: the fingerprint is the same", name)
		}
	}
}

// What was not made by the package refuses or says nothing. It never panics.
func TestMisuse(t *testing.T) {
	s := mustLoad(t, base())
	var e policy.Evaluation
	if got := e.Given(3); got != (policy.Answer{}) {
		t.Errorf("Given of nothing is %v", got)
	}
	if e.PlaceName(2) != "" || e.Clearable(nil) != nil || e.Outcomes() != nil || e.Questions(nil) != nil || e.Settled() || e.Disagreements() != nil {
		t.Error("an evaluation of nothing says something")
	}
	if err := new(policy.Set).Evaluate(s.NewAnswers(), policy.Request{}, &e); err == nil {
		t.Error("a set that was not loaded decides")
	}
	s.Expire(nil, 3)
	if err := s.Evaluate(nil, policy.Request{}, &e); err == nil {
		t.Error("no answers are decided on")
	}
	if _, err := policy.Extend(nil, garden(), func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }); err == nil {
		t.Error("nothing is extended")
	}
	if _, err := policy.Extend(s, policy.Schema{}, nil, base()); err == nil {
		t.Error("a set is extended that adopts nothing")
	}
	a := s.NewAnswers()
	a.SetCard(0, policy.CardAnswer{Ticked: 1})
	if diff := cmp.Diff("cards.today: has lines and is not answered", errorText(s.Check(a))); diff != "" {
		t.Errorf("a tick on a card that was not answered mismatch (-want +got):\n%s", diff)
	}
}

// A set that is never empty keeps a value: what would exclude them all excludes none of them.
func TestWhatExcludesEveryValueOfASet(t *testing.T) {
	s := mustLoad(t, base(), loosening(`
facts:
  - {name: pond.spots, kind: set_of, ask: "Where?", values: {bed: The bed, pond: The pond}, places: true, risk: more}
implications:
  - {when: "bed in pond.spots", excludes: crew.trained, because: The trained leave the bed alone.}
  - {when: "pond in pond.spots", excludes: crew.trained, because: The trained leave the pond alone.}
rules:
  - {id: pond.spot, kind: ban, urgency: now, when: "bed in pond.spots", says: Off., sources: [handbook], grade: A}
`))
	spots, _ := s.FactIndex("pond.spots")
	var e policy.Evaluation
	if err := s.Evaluate(told(t, s, map[string]string{"crew.trained": "yes"}), policy.Request{}, &e); err != nil {
		t.Fatal(err)
	}
	outcomes := e.Outcomes()
	open := slices.ContainsFunc(outcomes, func(o policy.Outcome) bool { return o.Rule.ID == "pond.spot" })
	asked := slices.ContainsFunc(e.Questions(outcomes), func(q policy.Question) bool { return q.Index == spots })
	if !open || !asked {
		t.Errorf("pond.spot is open: %t; pond.spots is asked: %t; want both", open, asked)
	}
}

// What excludes something whichever value an unsure answer has, excludes it although nobody knows by which way.
func TestWhatExcludesWhateverIsUnsure(t *testing.T) {
	for name, implications := range map[string]string{
		"yes or no": `
  - {when: nest.present, excludes: crew.trained, because: The trained leave nests.}
  - {when: "!nest.present", excludes: crew.trained, because: The trained want nests.}`,
		"every value of a list": `
  - {when: soil.state == flooded, excludes: crew.trained, because: The trained leave floods.}
  - {when: soil.state == wet, excludes: crew.trained, because: The trained leave mud.}
  - {when: "soil.state in [dry, moist]", excludes: crew.trained, because: The trained leave dust.}`,
		"a value through another": `
  - {when: nest.present, excludes: frost.hard, because: A nest is warm.}
  - {when: "!nest.present", excludes: crew.trained, because: The trained want nests.}
  - {when: "!frost.hard", excludes: crew.trained, because: The trained want frost.}`,
	} {
		s := mustLoad(t, base(), loosening("\nimplications:"+implications+"\n"))
		a := told(t, s, map[string]string{"nest.present": "unsure", "soil.state": "unsure"})
		var e policy.Evaluation
		if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		trained, _ := s.FactIndex("crew.trained")
		if slices.ContainsFunc(e.Questions(e.Outcomes()), func(q policy.Question) bool { return q.Index == trained }) {
			t.Errorf("%s: crew.trained is asked, although it is no in every case", name)
		}
	}
}
