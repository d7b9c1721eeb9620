package answer_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

func TestAnswerJSON(t *testing.T) {
	for _, tt := range []struct {
		name string
		data string
		want answer.YesNo
		err  string
	}{
		{"yes", `"yes"`, answer.Yes, ""},
		{"no", `"no"`, answer.No, ""},
		{"unsure", `"unsure"`, answer.Unsure, ""},
		{"not asked", `null`, answer.NotAsked, ""},
		{"true", `true`, answer.NotAsked, `true is not an answer: write "yes"`},
		{"false", `false`, answer.NotAsked, `false is not an answer: write "no"`},
		{"case", `"Yes"`, answer.NotAsked, `"Yes" is not an answer: write "yes", "no" or "unsure"`},
		{"number", `1`, answer.NotAsked, `1 is not an answer: write "yes", "no" or "unsure"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got answer.YesNo
			err := got.UnmarshalJSON([]byte(tt.data))
			if tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Errorf("got error %v, want %s", err, tt.err)
				}
				return
			}
			if err != nil || !got.Equal(tt.want) {
				t.Errorf("got %s, %v, want %s", got, err, tt.want)
			}
			if data, err := json.Marshal(got); err != nil || string(data) != tt.data {
				t.Errorf("written as %s, %v", data, err)
			}
		})
	}
	if _, err := json.Marshal(answer.YesNo(9)); err == nil {
		t.Error("Answer(9) is written without an error")
	}
}

func TestFactJSON(t *testing.T) {
	check := func(t *testing.T, got any, want string) {
		t.Helper()
		if data, err := json.Marshal(got); err != nil || string(data) != want {
			t.Errorf("got %s, %v, want %s", data, err, want)
		}
	}
	check(t, answer.Fact[int]{}, `null`)
	check(t, answer.UnsureOf[int](), `"unsure"`)
	check(t, answer.Known(34), `34`)
	check(t, answer.Known(38.5), `38.5`)
	check(t, answer.Known(intake.DirectionCentral), `"central"`)
	check(t, answer.Known(answer.SetOf(body.Hand, body.Face)), `["face","hand"]`)
	for _, bad := range []any{
		answer.Known(math.NaN()), answer.Known(intake.Direction("")), answer.Known(answer.SetOf[body.Region]()),
	} {
		if data, err := json.Marshal(bad); err == nil {
			t.Errorf("%v is written as %s", bad, data)
		}
	}
}

func TestFactJSONRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		into any
		data string
	}{
		{"a fraction of a year", new(answer.Fact[int]), `34.5`},
		{"a number as a word", new(answer.Fact[int]), `"34"`},
		{"a yes for a number", new(answer.Fact[int]), `true`},
		{"the number of a value", new(answer.Fact[intake.Direction]), `1`},
		{"one value for a set", new(answer.Fact[answer.Set[body.Region]]), `"hand"`},
		{"an empty set", new(answer.Fact[answer.Set[body.Region]]), `[]`},
		{"a value twice", new(answer.Fact[answer.Set[body.Region]]), `["hand","hand"]`},
		{"none beside another", new(answer.Fact[answer.Set[intake.InfectionRisk]]), `["none","injecting_drugs"]`},
		{"unsure inside a set", new(answer.Fact[answer.Set[body.Region]]), `["hand","unsure"]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := json.Unmarshal([]byte(tt.data), tt.into); err == nil {
				t.Errorf("%s is read as %s", tt.data, tt.into)
			}
		})
	}
	var f answer.Fact[answer.Set[body.Region]]
	if err := json.Unmarshal([]byte(`["hand","face"]`), &f); err != nil || !f.Equal(answer.Known(answer.SetOf(body.Face, body.Hand))) {
		t.Errorf("got %s, %v", f, err)
	}
	if err := json.Unmarshal([]byte(`"unsure"`), &f); err != nil || !f.Unsure() {
		t.Errorf("got %s, %v", f, err)
	}
	if err := json.Unmarshal([]byte(`null`), &f); err != nil || f.Asked() {
		t.Errorf("got %s, %v", f, err)
	}
}

func TestFactStrings(t *testing.T) {
	for want, got := range map[string]interface{ String() string }{
		"not asked":   answer.Fact[int]{},
		"unsure":      answer.UnsureOf[intake.Direction](),
		"34":          answer.Known(34),
		"central":     answer.Known(intake.DirectionCentral),
		"[face hand]": answer.Known(answer.SetOf(body.Hand, body.Face)),
		"yes":         answer.Yes,
		"YesNo(9)":    answer.YesNo(9),
	} {
		if got.String() != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if s := answer.SetOf(body.Hand, body.Face); !s.Has(body.Hand) || s.Has(body.Foot) || s.Len() != 2 {
		t.Errorf("set %s has lost its values", s)
	}
}

// JSON calls a field by its tag key, and without one by the name of its fact.
func TestKeys(t *testing.T) {
	type session struct {
		Pain  answer.Fact[int] `fact:"session.pain" key:"pain_during"`
		Heavy answer.YesNo     `fact:"session.heavy"`
	}
	var o document.Object
	if err := answer.Write(&session{answer.Known(3), answer.No}, &o); err != nil {
		t.Fatal(err)
	}
	if data, err := o.MarshalJSON(); err != nil || string(data) != `{"pain_during":3,"heavy":"no"}` {
		t.Errorf("written as %s, %v", data, err)
	}
}
