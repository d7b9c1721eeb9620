package policy_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
)

// ownTools are a chain and a branch: jigsaw is like hacksaw, which is like saw; rake is like two
// things.
const ownTools = `
tools:
  - {name: jigsaw, like: [hacksaw]}
  - {name: hacksaw, like: [saw]}
  - {name: rake, like: [fork, spade]}
`

// A limit means what it names and whatever is like it, also through others, and nothing that it is
// like.
func TestALimitMeansWhatIsLike(t *testing.T) {
	for _, tt := range []struct{ avoid, want string }{
		{"saw", "saw hacksaw jigsaw"},
		{"hacksaw", "hacksaw jigsaw"},
		{"jigsaw", "jigsaw"},
		{"fork", "fork rake"},
		{"spade, mower", "mower rake spade"},
		{"rake", "rake"},
		{"mower", "mower"},
	} {
		t.Run(tt.avoid, func(t *testing.T) {
			s := mustLoad(t, base(), overlay(ownTools+`
rules:
  - id: own.ban
    kind: care
    urgency: none
    when: soil.state == wet
    says: The soil is wet.
    sources: [handbook]
    grade: C
    limits: [{avoid_tools: [`+tt.avoid+`]}]
`))
			a := s.NewAnswers()
			soil, _ := s.FactIndex("soil.state")
			a.SetFact(soil, policy.Answer{State: policy.Known, Values: 1 << 2})
			var e policy.Evaluation
			if err := s.Evaluate(a, policy.Request{Places: []string{"lawn"}}, &e); err != nil {
				t.Fatal(err)
			}
			want := strings.Fields(tt.want)
			slices.Sort(want)
			var got []string
			outcomes := e.Outcomes()
			for _, o := range outcomes {
				for _, l := range o.Rule.Limits {
					if o.Rule.ID == "own.ban" {
						got = append(got, slices.Sorted(slices.Values(l.Values))...)
					}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("limits of the rule mismatch (-want +got):\n%s", diff)
			}
			for _, v := range e.Limits(e.Requested()[0], outcomes) {
				for _, name := range want {
					if v.Limit.Name == "avoid_tools" && !slices.Contains(v.Values, name) {
						t.Errorf("avoid_tools is %v, without %s", v.Values, name)
					}
				}
			}
		})
	}
}

// What a file adds is a part of what the set means, and the built-in rules speak of it as well.
func TestOwnValuesOfALimit(t *testing.T) {
	plain, own := mustLoad(t, base()), mustLoad(t, base(), overlay(ownTools))
	other := mustLoad(t, base(), overlay(strings.Replace(ownTools, "[fork, spade]", "[fork]", 1)))
	if plain.Fingerprint() == own.Fingerprint() || own.Fingerprint() == other.Fingerprint() {
		t.Error("sets that mean different things have the same fingerprint")
	}
	want := []policy.Own{{Name: "hacksaw", Like: []string{"saw"}}, {Name: "jigsaw", Like: []string{"hacksaw"}}, {Name: "rake", Like: []string{"fork", "spade"}}}
	i := slices.IndexFunc(own.Schema().Limits, func(l policy.Limit) bool { return l.Name == "avoid_tools" })
	if diff := cmp.Diff(want, own.Schema().Limits[i].Own); diff != "" {
		t.Errorf("own values mismatch (-want +got):\n%s", diff)
	}
	var listing strings.Builder
	if err := own.WriteVocabulary(&listing); err != nil {
		t.Fatal(err)
	}
	if want := "`rake` is like `fork`, `spade`"; !strings.Contains(listing.String(), want) {
		t.Errorf("the vocabulary does not say that %s", want)
	}
	if _, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: fstest.MapFS{
		"own.yaml": {Data: []byte(ownRule)}, "own_cases.yaml": {Data: []byte(ownTools)},
	}}); err == nil || !strings.Contains(err.Error(), "own_cases.yaml:1:1: is a case file by its name and holds rules") {
		t.Errorf("own values in a case file: %v", err)
	}
}

// likeTasks is the domain of tools, of which some are like others: an adze is like a saw, a trowel
// like a spade.
func likeTasks() policy.Schema {
	s := tools()
	s.BanFrom = "leave"
	s.Facts[0].Values = []policy.Value{
		{Name: "digging"}, {Name: "cutting"}, {Name: "planting"}, {Name: "felling", Like: []string{"cutting"}}, {Name: "logging", Like: []string{"felling"}},
	}
	ids := []policy.Value{{Name: "spade"}, {Name: "saw"}, {Name: "digger"}, {Name: "adze", Like: []string{"saw"}}, {Name: "trowel", Like: []string{"spade"}}}
	s.Attributes = append(s.Attributes, policy.Fact{Name: "tool.id", Kind: policy.OneOf, Values: ids})
	s.Places = append(s.Places, policy.Place{Name: "adze", Like: []string{"saw"}},
		policy.Place{Name: "trowel", Like: []string{"spade"}})
	for i := range s.Places {
		p := &s.Places[i]
		if len(p.Attributes) == 0 {
			p.Attributes = []policy.Answer{
				{State: policy.Known}, {State: policy.Known}, {State: policy.Known, Values: 1},
			}
		}
		p.Attributes = append(p.Attributes, policy.Answer{State: policy.Known, Values: 1 << i})
	}
	return s
}

// A test that names a value means what is like it; a test that leaves one out leaves out that one
// alone. Either way the rule holds for more, never for less.
func TestATestMeansWhatIsLike(t *testing.T) {
	for _, tt := range []struct{ when, holds string }{
		{"task.kind == cutting", "cutting felling logging"},
		{"task.kind == felling", "felling logging"},
		{"task.kind == logging", "logging"},
		{"task.kind in [cutting, digging]", "digging cutting felling logging"},
		{"task.kind != cutting", "digging planting felling logging"},
		{"!(task.kind == cutting)", "digging planting felling logging"},
		{"!(task.kind != cutting)", "cutting felling logging"},
		{"!(task.kind in [cutting, digging])", "planting felling logging"},
		{"task.kind == cutting && task.kind != felling", "cutting logging"},
		{"!(task.kind == cutting || task.kind == planting)", "digging felling logging"},
		{"at_least(2, [task.kind == cutting, task.kind != planting, task.kind == digging])", "digging cutting felling logging"},
	} {
		t.Run(tt.when, func(t *testing.T) {
			ground := mustLoad(t, base())
			set, err := policy.Extend(ground, likeTasks(), func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }, overlay(`
rules:
  - {id: tool.test, kind: leave, when: "`+tt.when+`", says: Leave it., sources: [handbook], grade: A}
`))
			if err != nil {
				t.Fatal(err)
			}
			fact, _ := set.FactIndex("task.kind")
			var got []string
			for i, v := range set.Facts()[fact].Values {
				a := set.NewAnswers()
				a.SetFact(fact, policy.Answer{State: policy.Known, Values: 1 << i})
				var e policy.Evaluation
				if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
					t.Fatal(err)
				}
				if len(e.Outcomes()) > 0 {
					got = append(got, v.Name)
				}
			}
			if diff := cmp.Diff(strings.Fields(tt.holds), got); diff != "" {
				t.Errorf("holds for (-want +got):\n%s", diff)
			}
		})
	}
}

// A ban of a place reaches what is like it; what speaks for a place speaks for that one alone.
func TestABanOfAPlaceReachesWhatIsLike(t *testing.T) {
	for _, tt := range []struct{ kind, where, reaches string }{
		{"leave", "tools: [saw]", "saw adze"},
		{"take", "tools: [saw]", "saw"},
		{"leave", "tools: [adze]", "adze"},
		{"leave", "where: tool.id == saw", "saw adze"},
		{"take", "where: tool.id == saw", "saw"},
		{"leave", "where: tool.id in [saw, spade]", "spade saw adze trowel"},
		{"leave", `where: tool.id != saw && tool.kg < 10`, "spade adze trowel"},
		{"leave", `where: "!(tool.id == saw || tool.kg >= 1)"`, "adze trowel"},
		{"take", `where: "!(tool.id == spade || tool.kg >= 2)"`, "saw adze trowel"},
		{"leave", "where: tool.sharp", "saw"}, // attributes speak for themselves
	} {
		t.Run(tt.kind+" "+tt.where, func(t *testing.T) {
			ground := mustLoad(t, base())
			set, err := policy.Extend(ground, likeTasks(), func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }, overlay(`
rules:
  - id: tool.test
    kind: `+tt.kind+`
    `+tt.where+`
    when: frost.hard
    says: Look at it.
    sources: [handbook]
    grade: A
`))
			if err != nil {
				t.Fatal(err)
			}
			a := set.NewAnswers()
			frost, _ := set.FactIndex("frost.hard")
			a.SetFact(frost, policy.Answer{State: policy.Known, Yes: true})
			var e policy.Evaluation
			if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
				t.Fatal(err)
			}
			got := set.PlaceNames(e.Outcomes()[0].Places)
			if diff := cmp.Diff(strings.Fields(tt.reaches), got); diff != "" {
				t.Errorf("reaches (-want +got):\n%s", diff)
			}
		})
	}
}
