package screening

import (
	"encoding/json"
	"math"
	"regexp"
	"testing"
)

func checkList[T Choice](t *testing.T, last T) {
	t.Helper()
	all := Choices[T]()
	if len(all) == 0 || all[len(all)-1] != last {
		t.Errorf("%T: the constants end at %d, the table at %d", last, uint8(last), len(all))
	}
	snakeCase := regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	seen := map[string]bool{}
	for _, v := range all {
		name := v.String()
		if !snakeCase.MatchString(name) || seen[name] {
			t.Errorf("%T: %q is twice or no name", v, name)
		}
		seen[name] = true
		data, err := json.Marshal(Known(v))
		if err != nil || string(data) != `"`+name+`"` {
			t.Errorf("%T: %s is written as %s, %v", v, name, data, err)
		}
		var back Fact[T]
		if err := json.Unmarshal(data, &back); err != nil || !back.Equal(Known(v)) {
			t.Errorf("%T: %s is read as %s, %v", v, name, back, err)
		}
	}
}

// constantNames guards the order of each list: a name must belong to the constant that carries it.
var constantNames = map[string]string{
	Face.String(): "face", Foot.String(): "foot", BackAll.String(): "back_all", WholeBody.String(): "whole_body",
	DirectionCentral.String(): "central", OnsetRecent.String(): "recent", WeaknessFootDropNew.String(): "foot_drop_new",
	NervePatternRootLike.String(): "root_like", NerveCourseOldUnchanged.String(): "old_unchanged", PhaseRecentMild.String(): "recent_mild",
	PregnancyEndedRecently.String(): "ended_recently", AnticoagulantWarfarin.String(): "warfarin", AntiplateletDual.String(): "dual",
	ContagionRingwormSmall.String(): "ringworm_small", FragilityHipOrSpine.String(): "hip_or_spine", StrokeW6To26.String(): "w6_to_26",
	InfectionRiskInjectingDrugs.String(): "injecting_drugs", ReasonRecovery.String(): "recovery",
}

func TestListsMatchTheirConstants(t *testing.T) {
	for got, want := range constantNames {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	checkList(t, ReasonOther)
	checkList(t, PregnancyPregnant)
	checkList(t, OnsetRecent)
	checkList(t, WeaknessUnableToWalk)
	checkList(t, NervePatternRootLike)
	checkList(t, NerveCourseRecentOrChanging)
	checkList(t, PhaseAcuteAttack)
	checkList(t, DirectionSequestrated)
	checkList(t, FragilityHipOrSpine)
	checkList(t, StrokeUnder6Weeks)
	checkList(t, AnticoagulantWarfarin)
	checkList(t, AntiplateletDual)
	checkList(t, ContagionWidespread)
	checkList(t, InfectionRiskBloodInfection)
	checkList(t, WholeBody)
}

func TestAnswerJSON(t *testing.T) {
	for _, tt := range []struct {
		name string
		data string
		want Answer
		err  string
	}{
		{"yes", `"yes"`, Yes, ""},
		{"no", `"no"`, No, ""},
		{"unsure", `"unsure"`, Unsure, ""},
		{"not asked", `null`, NotAsked, ""},
		{"true", `true`, NotAsked, `true is not an answer: write "yes"`},
		{"false", `false`, NotAsked, `false is not an answer: write "no"`},
		{"case", `"Yes"`, NotAsked, `"Yes" is not an answer: write "yes", "no" or "unsure"`},
		{"number", `1`, NotAsked, `1 is not an answer: write "yes", "no" or "unsure"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got Answer
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
	if _, err := json.Marshal(Answer(9)); err == nil {
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
	check(t, Fact[int]{}, `null`)
	check(t, UnsureOf[int](), `"unsure"`)
	check(t, Known(34), `34`)
	check(t, Known(38.5), `38.5`)
	check(t, Known(DirectionCentral), `"central"`)
	check(t, Known(SetOf(Hand, Face)), `["face","hand"]`)
	for _, bad := range []any{Known(math.NaN()), Known(Direction(0)), Known(Direction(99)), Known(SetOf[Region]())} {
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
		{"a fraction of a year", new(Fact[int]), `34.5`},
		{"a number as a word", new(Fact[int]), `"34"`},
		{"a yes for a number", new(Fact[int]), `true`},
		{"a value of another list", new(Fact[Direction]), `"warfarin"`},
		{"the number of a value", new(Fact[Direction]), `1`},
		{"one value for a set", new(Fact[Set[Region]]), `"hand"`},
		{"an empty set", new(Fact[Set[Region]]), `[]`},
		{"a value twice", new(Fact[Set[Region]]), `["hand","hand"]`},
		{"none beside another", new(Fact[Set[InfectionRisk]]), `["none","injecting_drugs"]`},
		{"unsure inside a set", new(Fact[Set[Region]]), `["hand","unsure"]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := json.Unmarshal([]byte(tt.data), tt.into); err == nil {
				t.Errorf("%s is read as %s", tt.data, tt.into)
			}
		})
	}
	var f Fact[Set[Region]]
	if err := json.Unmarshal([]byte(`["hand","face"]`), &f); err != nil || !f.Equal(Known(SetOf(Face, Hand))) {
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
		"not asked":   Fact[int]{},
		"unsure":      UnsureOf[Direction](),
		"34":          Known(34),
		"central":     Known(DirectionCentral),
		"[face hand]": Known(SetOf(Hand, Face)),
		"yes":         Yes,
		"Answer(9)":   Answer(9),
	} {
		if got.String() != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if s := SetOf(Hand, Face); !s.Has(Hand) || s.Has(Foot) || s.Len() != 2 {
		t.Errorf("set %s has lost its values", s)
	}
}
