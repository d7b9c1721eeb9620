package screening_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/intake"
)

// What is refused says what the codec says, and leaves the intake as it was.
func TestSetRefuses(t *testing.T) {
	s := loaded(t)
	for _, tt := range []struct {
		name string
		set  func(in *screening.Intake) error
		want string
	}{
		{"an unknown name", func(in *screening.Intake) error { return s.Set(in, "client.aged", answer.Number(3)) },
			`client.aged: is no fact of the rules (did you mean client.age?)`},
		{"a line as a fact", func(in *screening.Intake) error { return s.Set(in, "chest_pain", answer.Of(answer.Yes)) },
			`chest_pain: is no fact of the rules; chest_pain is a line of the card emergency_now`},
		{"a wrong type", func(in *screening.Intake) error { return s.Set(in, "client.age", answer.Of(answer.Yes)) },
			`client.age: takes a number or unsure`},
		{"out of range", func(in *screening.Intake) error { return s.Set(in, "client.age", answer.Number(130)) },
			`client.age: 130 is outside 0 to 120 years`},
		{"half a year", func(in *screening.Intake) error { return s.Set(in, "client.age", answer.Number(1.5)) },
			`client.age: 1.5 is not a whole number`},
		{"what means nothing", func(in *screening.Intake) error { return s.Set(in, "preg.weeks", answer.Number(30)) },
			`preg.weeks: is 30, but only means something if preg.status == pregnant`},
		{"against its card", func(in *screening.Intake) error { return s.Set(in, "sys.chest_pain", answer.Of(answer.Yes)) },
			`sys.chest_pain: is yes, but card emergency_now says no on line chest_pain`},
		{"a value of no list", func(in *screening.Intake) error { return s.Set(in, "preg.status", answer.Value("pregnnt")) },
			`preg.status: "pregnnt" is not one of its values (did you mean pregnant?)`},
		{"an unknown card", func(in *screening.Intake) error { return s.Tick(in, "lok") },
			`cards.lok: unknown card (did you mean look?)`},
		{"an unknown line", func(in *screening.Intake) error { return s.Tick(in, intake.CardLook, "frial") },
			`cards.look.ticked[0]: unknown line "frial" (did you mean frail?)`},
		{"what there is not", func(in *screening.Intake) error { return s.Clear(in, "look", "client.aged") },
			`client.aged: is no fact of the rules (did you mean client.age?)`},
		{"one of several", func(in *screening.Intake) error {
			return s.SetAll(in, answer.Own{"client.age": answer.Number(30), "sx.feverish": answer.Number(1)})
		}, `sx.feverish: takes yes, no or unsure`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := screening.Intake{Cards: intake.Cards{intake.CardEmergencyNow: {}}}
			before, _ := json.Marshal(in)
			err := tt.set(&in)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if after, _ := json.Marshal(in); string(after) != string(before) {
				t.Errorf("the intake became %s", after)
			}
		})
	}
}

// What is set by name is what its field says, and what JSON says at the path of the question.
func TestSetByName(t *testing.T) {
	s := loaded(t)
	var in screening.Intake
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.SetAll(&in, answer.Own{"preg.weeks": answer.Number(30), "preg.status": answer.Value("pregnant")}))
	must(s.Tick(&in, intake.CardHeartAndBlood, intake.LineHighBloodPressure))
	must(s.UnsureLine(&in, intake.CardHeartAndBlood, intake.LineAntiplatelet))
	must(s.Tick(&in, intake.CardHeartAndBlood, intake.LineAntiplatelet))
	must(s.Unsure(&in, "client.age"))
	want := `{"cards":{"heart_and_blood":{"ticked":["high_blood_pressure","antiplatelet"],"edition":4}},` +
		`"client":{"age":"unsure"},"preg":{"status":"pregnant","weeks":30}}`
	if got, _ := json.Marshal(in); string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if a, err := s.Get(in, "preg.weeks"); err != nil || !a.Equal(answer.Number(30)) {
		t.Errorf("got %s, %v", a, err)
	}
	must(s.Clear(&in, "preg.status", "heart_and_blood")) // the weeks mean nothing without it
	if got, _ := json.Marshal(in); string(got) != `{"client":{"age":"unsure"}}` {
		t.Errorf("cleared, it is %s", got)
	}
}

// What was cleared is asked again, whoever said it: the fact itself or a line of an answered card.
func TestClearReopensLines(t *testing.T) {
	s := loaded(t)
	for _, tt := range []struct {
		fact, was, want string
	}{
		{"sys.chest_pain", `{"emergency_now":{}}`, `{"emergency_now":{"open":["chest_pain"]}}`},
		{"sys.chest_pain", `{"emergency_now":{"ticked":["chest_pain"]}}`, `{"emergency_now":{"open":["chest_pain"]}}`},
		{"sys.chest_pain", `{"emergency_now":{"unsure":["chest_pain"]}}`, `{"emergency_now":{"open":["chest_pain"]}}`},
	} {
		in, err := s.DecodeIntake([]byte(`{"cards":` + tt.was + `}`))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Clear(&in, tt.fact); err != nil {
			t.Fatal(err)
		}
		if got, _ := json.Marshal(in.Cards); string(got) != tt.want {
			t.Errorf("%s without %s: got %s, want %s", tt.was, tt.fact, got, tt.want)
		}
		questions, err := s.Questions(in)
		if err != nil || !slices.ContainsFunc(questions, func(q screening.Question) bool { return q.Fact == tt.fact }) {
			t.Errorf("%s without %s: it is not asked, %v", tt.was, tt.fact, err)
		}
	}
}

// Of an intake with a fault everything else is still checked: what is new is refused, and what the
// fault hid is no news.
func TestSetBesideAFault(t *testing.T) {
	s := loaded(t)
	faulty := func() screening.Intake {
		return screening.Intake{
			Own:   answer.Own{"nobody.knows": answer.Of(answer.Yes)},
			Cards: intake.Cards{intake.CardEmergencyNow: {}},
		}
	}
	in := faulty()
	want := `sys.chest_pain: is yes, but card emergency_now says no on line chest_pain`
	if err := s.Set(&in, "sys.chest_pain", answer.Of(answer.Yes)); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	in.Sys.ChestPain = answer.Yes // by hand
	if err := s.Set(&in, "client.age", answer.Number(34)); err != nil || in.Client.Age != answer.Known(34) {
		t.Errorf("the age beside older faults: %v", err)
	}
	in = screening.Intake{Client: intake.Client{Age: answer.Known(130)}}
	if err := s.Set(&in, "client.age", answer.Number(130)); err == nil {
		t.Error("what was wrong before is set again without a word")
	}
}

// A word that cannot be read leaves the answer that was there.
func TestSetText(t *testing.T) {
	s := loaded(t)
	for _, tt := range []struct {
		fact  string
		words []string
		want  string
		err   string
	}{
		{"client.age", []string{"34"}, "34", ""},
		{"client.age", []string{""}, "null", ""},
		{"client.age", nil, "null", ""},
		{"client.age", []string{"unsure"}, `"unsure"`, ""},
		{"client.age", []string{"old"}, "20", `client.age: an answer must be a whole number, found "old"`},
		{"client.age", []string{"34", "35"}, "20", `client.age: takes one answer, found 2`},
		{"sx.feverish", []string{"yes"}, `"yes"`, ""},
		{"disc.direction", []string{"central"}, `"central"`, ""},
		{"skin.lump_at", []string{"neck", "lumbar_paraspinal"}, `["lumbar_paraspinal","neck_anterior","neck_posterior","neck_side"]`, ""},
	} {
		in := screening.Intake{Client: intake.Client{Age: answer.Known(20)}, Disc: intake.Disc{Present: answer.Yes}}
		in.Skin.Lump = answer.Known(intake.FormationLookedAt)
		err := s.SetText(&in, tt.fact, tt.words...)
		if err != nil && err.Error() != tt.err || err == nil && tt.err != "" {
			t.Errorf("%s %q: error %v, want %s", tt.fact, tt.words, err, tt.err)
		}
		a, err := s.Get(in, tt.fact)
		if got, _ := json.Marshal(a); err != nil || string(got) != tt.want {
			t.Errorf("%s %q: got %s, %v, want %s", tt.fact, tt.words, got, err, tt.want)
		}
	}
}

// Everything that can be asked is on the form, and the codec takes an answer at every path it names.
func TestFormIsComplete(t *testing.T) {
	s := loaded(t)
	pages, err := s.Form(screening.Intake{})
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	each := func(f form.Field) {
		asked[f.Fact] = true
		at, _ := s.Rules().FactIndex(f.Fact)
		fact := s.Rules().Facts()[at]
		if f.Ask != fact.Ask || len(f.Choices) != len(fact.Values) || f.Least != fact.Least || f.Greatest != fact.Most ||
			(f.Guard != nil) != (fact.AskedIf != "") || f.Answered || f.Path == "" {
			t.Errorf("%s is drawn as %+v", f.Fact, f)
		}
	}
	cards := 0
	for _, p := range pages {
		if p.Card != "" {
			cards++
		}
		for _, f := range p.Fields {
			each(f)
		}
		for _, l := range p.Lines {
			if asked[l.Tick] = true; l.Tick == "" && len(l.Fields) == 0 {
				t.Errorf("a tick of %s says nothing and leads nowhere", l.Name)
			}
			for _, f := range l.Fields {
				each(f)
			}
		}
	}
	if cards != len(s.Rules().Cards()) {
		t.Errorf("there are %d cards on the form, and %d in the rules", cards, len(s.Rules().Cards()))
	}
	for _, f := range s.Rules().Facts() {
		if !asked[f.Name] {
			t.Errorf("%s is nowhere on the form", f.Name)
		}
	}
}

// The form says of every open question what Questions says, and draws a detail once its line is
// ticked and its guard may hold.
func TestFormFollowsAnswers(t *testing.T) {
	s := loaded(t)
	in := screening.Intake{Cards: intake.Cards{intake.CardSpineAndBones: {Ticked: []intake.Line{intake.LineDisc}}}}
	qs, err := s.Questions(in)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := s.Form(in)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]form.Matters{}
	for _, q := range qs {
		if want[q.Fact] = form.Refines; q.Decides {
			want[q.Fact] = form.Decides
		}
	}
	got := map[string]form.Matters{}
	for _, p := range pages {
		for _, l := range p.Lines {
			for _, f := range l.Fields {
				got[f.Fact] = f.Matters
			}
			if l.Mark == form.Ticked != (l.Name == "disc") {
				t.Errorf("line %s is marked %q", l.Name, l.Mark)
			}
		}
		for _, f := range p.Fields {
			got[f.Fact] = f.Matters
		}
	}
	for fact, m := range got {
		if w, open := want[fact]; open && m != w || !open && m != form.NoLonger {
			t.Errorf("%s %s, by Questions %q", fact, m, w)
		}
	}
	asked := func(fact string) bool {
		pages, err := s.Form(in)
		if err != nil {
			t.Fatal(err)
		}
		_, f, ok := form.Find(pages, fact)
		return ok && f.Asked
	}
	if !asked("disc.direction") || asked("vasc.calf_pain") || asked("preg.weeks") {
		t.Error("a disc is ticked, and nothing else is to be drawn")
	}
	if err := s.Tick(&in, intake.CardUnwellNow, intake.LineSoreCalf); err != nil {
		t.Fatal(err)
	}
	if err := s.Unsure(&in, "preg.status"); err != nil {
		t.Fatal(err)
	}
	if !asked("vasc.calf_pain") || !asked("preg.weeks") {
		t.Error("what is ticked or unsure leads to nothing")
	}
}

// What other answers imply counts, and was told by nobody; what a card says was told.
func TestFormTellsImpliedFromAnswered(t *testing.T) {
	s := loaded(t)
	var in screening.Intake
	if err := s.Set(&in, "med.inr", answer.Number(2.5)); err != nil {
		t.Fatal(err)
	}
	pages, err := s.Form(in)
	if err != nil {
		t.Fatal(err)
	}
	_, taken, ok := form.Find(pages, "med.anticoagulant")
	if !ok || taken.Answered || taken.Given.String() != "warfarin" {
		t.Errorf("with an INR told, the anticoagulant is drawn as %+v", taken)
	}
	if _, f, _ := form.Find(pages, "med.inr"); !f.Answered {
		t.Error("what was measured was not told")
	}
}

// A guard in names is the guard of the rules.
func TestGuardsAreWritten(t *testing.T) {
	s := loaded(t)
	set := s.Rules()
	for i, f := range set.Facts() {
		c := form.ConditionOf(set, set.GuardTest(i))
		if (c == nil) != (f.AskedIf == "") {
			t.Errorf("%s: %+v for %q", f.Name, c, f.AskedIf)
		}
	}
	at, _ := set.FactIndex("preg.weeks")
	want := &form.Condition{Op: "among", Fact: "preg.status", Values: []string{"pregnant"}}
	if diff := cmp.Diff(want, form.ConditionOf(set, set.GuardTest(at))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func loaded(t testing.TB) *screening.Screener {
	t.Helper()
	s := newScreener(t)
	return s
}
