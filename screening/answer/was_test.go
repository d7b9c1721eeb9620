package answer_test

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

type wasFields struct {
	Cold   answer.Fact[answer.Set[string]] `fact:"sx.cold"`
	Bleed  answer.Fact[string]             `fact:"preg.bleeding"`
	Decide answer.YesNo                    `fact:"client.cannot_decide"`
	Unwell answer.YesNo                    `fact:"sx.unwell"`
	Own    answer.Own
}

func wasTable(t *testing.T) (*answer.Table[wasFields], *answer.Facts) {
	t.Helper()
	values := []policy.Value{{Name: "none"}, {Name: "spots"}, {Name: "heavy"}}
	set, err := policy.Load(policy.Schema{
		Levels: []policy.Level{{Disposition: "go"}, {Kind: "stop", Disposition: "stop"}},
		Texts:  []policy.Text{{Name: "says"}}, Grades: []string{"E5"},
		Facts: []policy.Fact{
			{Name: "preg.bleeding", Kind: policy.OneOf, Ask: "q", Values: values, None: "none", Risk: policy.RiskMore,
				Was: []policy.Was{
					{Fact: "preg.spotting", Answers: []policy.WasAnswer{{Said: "yes", Says: []string{"spots"}}, {Said: "no"}}},
					{Fact: "preg.flow", Answers: []policy.WasAnswer{{Said: "yes", Says: []string{"heavy"}}, {Said: "no", Says: []string{"none"}}}}}},
			{Name: "client.cannot_decide", Kind: policy.YesNo, Ask: "q", Risk: policy.RiskMore,
				Was: []policy.Was{{Fact: "gone.cannot_consent", Tells: []string{"sx.unwell"}}}},
			{Name: "sx.cold", Kind: policy.SetOf, Ask: "q", None: "none", Risk: policy.RiskMore,
				Values: []policy.Value{{Name: "none"}, {Name: "fresh"}, {Name: "infection"}},
				Was: []policy.Was{{Fact: "sx.ill", Answers: []policy.WasAnswer{
					{Said: "flu", Says: []string{"infection"}}, {Said: "cold", Says: []string{"fresh"}}, {Said: "fine"}}},
					{Fact: "sx.colds"}}},
			{Name: "sx.unwell", Kind: policy.YesNo, Ask: "q", Risk: policy.RiskMore,
				Was: []policy.Was{{Fact: "sx.ill", Answers: []policy.WasAnswer{
					{Said: "flu", Says: []string{"yes"}}, {Said: "cold"}, {Said: "fine", Says: []string{"no"}}}}}},
			{Name: "house.lift", Kind: policy.YesNo, Ask: "q", Risk: policy.RiskMore,
				Was: []policy.Was{{Fact: "house.hoist"}, {Fact: "sx.lifted"}}},
		},
	}, policy.Layer{Name: "rules", Files: fstest.MapFS{"a.yaml": {Data: []byte("sources: {}\n")}}})
	if err != nil {
		t.Fatal(err)
	}
	facts := answer.NewFacts(set)
	table, err := answer.NewTable[wasFields](facts)
	if err != nil {
		t.Fatal(err)
	}
	return table, facts
}

// A stored answer says by its old name what it said then, and lapses where today's words ask more.
func TestOldNames(t *testing.T) {
	table, _ := wasTable(t)
	for _, test := range []struct{ stored, want, problems string }{
		{`{"preg": {"spotting": "yes"}}`, `{"bleeding":"spots"}`, ""},
		{`{"preg": {"spotting": "no"}}`, `{}`, ""},
		{`{"preg": {"spotting": null}}`, `{}`, ""},
		{`{"preg": {"spotting": "unsure"}}`, `{"bleeding":"unsure"}`, ""},
		// What stands before it today is told along with it, and an answer of its own stands.
		{`{"gone": {"cannot_consent": "yes"}}`, `{"cannot_decide":"yes","unwell":"yes"}`, ""},
		{`{"gone": {"cannot_consent": "unsure"}}`, `{"cannot_decide":"unsure","unwell":"unsure"}`, ""},
		{`{"gone": {"cannot_consent": "no"}}`, `{"cannot_decide":"no"}`, ""},
		{`{"gone": {"cannot_consent": "yes"}, "unwell": "no"}`, `{"cannot_decide":"yes","unwell":"no"}`, ""},
		{`{"unwell": "no", "gone": {"cannot_consent": "yes"}}`, `{"cannot_decide":"yes","unwell":"no"}`, ""},
		{`{"gone": null}`, `{}`, ""},
		{`{"sx": {"ill": "flu"}}`, `{"cold":["infection"],"unwell":"yes"}`, ""},
		{`{"sx": {"ill": ["cold", "flu"]}}`, `{"cold":["fresh","infection"],"unwell":"yes"}`, ""},
		{`{"sx": {"ill": "cold"}}`, `{"cold":["fresh"]}`, ""},
		// What is left of a set denies what has lapsed, so nothing of it is known.
		{`{"sx": {"ill": ["cold", "fine"]}}`, `{}`, ""},
		{`{"sx": {"ill": ["fine", "flu"]}}`, `{"unwell":"yes"}`, ""},
		{`{"sx": {"ill": ["flu", "fine"]}}`, `{"unwell":"yes"}`, ""},
		{`{"unwell": "no", "sx": {"ill": "flu"}}`, `{"cold":["infection"],"unwell":"no"}`,
			"sx.ill: sx.unwell is answered already; sx.ill is what it was called"},
		// Two older names of one fact: neither lowers what the other told, in whichever order they stand.
		{`{"preg": {"spotting": "yes", "flow": "yes"}}`, `{"bleeding":"heavy"}`, ""},
		{`{"preg": {"flow": "yes", "spotting": "yes"}}`, `{"bleeding":"heavy"}`, ""},
		{`{"preg": {"flow": "no", "spotting": "yes"}}`, `{"bleeding":"spots"}`, ""},
		{`{"preg": {"flow": "yes", "spotting": "unsure"}}`, `{"bleeding":"heavy"}`, ""},
		{`{"preg": {"flow": "unsure", "spotting": "yes"}}`, `{"bleeding":"unsure"}`, ""},
		{`{"preg": {"flow": "no", "spotting": "no"}}`, `{"bleeding":"none"}`, ""},
		{`{"sx": {"ill": ["cold"], "colds": ["infection"]}}`, `{"cold":["fresh","infection"]}`, ""},
		{`{"sx": {"colds": ["none"], "ill": ["cold"]}}`, `{"cold":["fresh"]}`, ""},
		{`{"sx": {"colds": "unsure", "ill": ["cold"]}}`, `{"cold":"unsure"}`, ""},
		{`{"preg": {"spotting": "spots"}}`, `{}`,
			`preg.spotting: unknown answer of preg.spotting "spots"; write yes or no`},
	} {
		var p document.Problems
		var s wasFields
		n := document.JSON([]byte(test.stored), &p)
		n.FieldsOr(&p, "answers", table.Fields(&s, &p, nil), nil)
		problems := ""
		if p.Len() > 0 {
			problems = p.Err().Error()
		}
		var o document.Object
		if err := answer.Write(&s, &o); err != nil {
			t.Fatal(err)
		}
		got, _ := json.Marshal(&o)
		if string(got) != test.want || problems != test.problems {
			t.Errorf("%s reads as %s, %q; want %s, %q", test.stored, got, problems, test.want, test.problems)
		}
	}
}

// What is bound to no field goes to the own answers, by whichever name it is stored.
func TestOldNamesOfOwnFacts(t *testing.T) {
	table, facts := wasTable(t)
	for _, test := range []struct {
		stored, problems string
		want             answer.Own
	}{
		{`{"sx": {"lifted": "yes"}}`, "", answer.Own{"house.lift": answer.Of(answer.Yes)}},
		{`{"own": {"house.hoist": "no"}}`, "", answer.Own{"house.lift": answer.Of(answer.No)}},
		{`{"sx": {"lifted": "yes"}, "own": {"house.lift": "no"}}`,
			`own["house.lift"]: house.lift is answered already, by a name that it had`,
			answer.Own{"house.lift": answer.Of(answer.Yes)}},
	} {
		var p document.Problems
		var s wasFields
		fields := table.Fields(&s, &p, nil)
		fields["own"] = func(n *document.Node) {
			facts.ReadOwn(n, &s.Own, []string{"house.lift"}, &p, nil)
		}
		document.JSON([]byte(test.stored), &p).FieldsOr(&p, "answers", fields, nil)
		problems := ""
		if p.Len() > 0 {
			problems = p.Err().Error()
		}
		if diff := cmp.Diff(test.want, s.Own); diff != "" || problems != test.problems {
			t.Errorf("%s: problems %q, want %q; own (-want +got):\n%s", test.stored, problems, test.problems, diff)
		}
	}
}
