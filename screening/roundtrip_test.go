package screening_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// roundTrip reads what Marshal writes, and what it reads is the same again.
func roundTrip(t testing.TB, s *screening.Screener, in screening.Intake) {
	t.Helper()
	text := marshal(t, in)
	back, err := s.DecodeIntake([]byte(text))
	if err != nil {
		t.Fatalf("DecodeIntake(%s): %v", text, err)
	}
	if diff := cmp.Diff(in, back, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("DecodeIntake(%s) mismatch (-want +got):\n%s", text, diff)
	}
	if again := marshal(t, back); again != text {
		t.Fatalf("written as %s, and again as %s", text, again)
	}
}

func TestIntakeRoundTrip(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*screening.Screener{"built in": newScreener(t), "own facts": ownScreener(t)} {
		t.Run(name, func(t *testing.T) {
			d := newDrawer(t, s)
			for seed := range uint64(draws.Of(t, 150)) {
				text := intakeText(s.Rules(), drawRegions(seed), d.answers(seed))
				in, err := s.DecodeIntake([]byte(text))
				if err != nil {
					t.Fatalf("seed %d: DecodeIntake(%s): %v", seed, text, err)
				}
				if diff := cmp.Diff(text, marshal(t, in)); diff != "" {
					t.Fatalf("seed %d: Marshal mismatch (-want +got):\n%s", seed, diff)
				}
				roundTrip(t, s, in)
			}
		})
	}
}

// The order of keys and white space say nothing.
func TestIntakeIsWrittenInItsOwnOrder(t *testing.T) {
	s := ownScreener(t)
	d := newDrawer(t, s)
	for seed := range uint64(draws.Of(t, 200)) {
		want := marshal(t, d.intake(t, seed))
		var loose any
		if err := json.Unmarshal([]byte(want), &loose); err != nil {
			t.Fatal(err)
		}
		sorted, err := json.MarshalIndent(loose, " ", "\t")
		if err != nil {
			t.Fatal(err)
		}
		in, err := s.DecodeIntake(sorted)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if diff := cmp.Diff(want, marshal(t, in)); diff != "" {
			t.Errorf("seed %d: mismatch (-want +got):\n%s", seed, diff)
		}
	}
}

// Every fact, in a share of up to 32 of its states, under a guard that is unsure.
func TestEveryAnswerRoundTrips(t *testing.T) {
	t.Parallel()
	s := ownScreener(t)
	d := newDrawer(t, s)
	set := s.Rules()
	for i, f := range set.Facts() {
		states := append([]policy.Answer{{State: policy.Unsure}}, d.w.Values(i)...)
		for _, k := range rand.New(rand.NewPCG(1, uint64(i))).Perm(len(states))[:min(len(states),
			draws.Of(t, min(len(states), 32)))] {
			state := states[k]
			a := set.NewAnswers()
			for _, g := range d.w.Chain(i) {
				a.SetFact(g, policy.Answer{State: policy.Unsure})
			}
			a.SetFact(i, state)
			text := intakeText(set, nil, a)
			in, err := s.DecodeIntake([]byte(text))
			if err != nil {
				t.Errorf("%s: %s: %v", f.Name, text, err)
				continue
			}
			if got := marshal(t, in); got != text {
				t.Errorf("%s: %s is written as %s", f.Name, text, got)
			}
			roundTrip(t, s, in)
		}
	}
}

// What an intake says in JSON is what the engine is asked.
func TestDecodedIntakeScreensAsTheAnswersDo(t *testing.T) {
	s := ownScreener(t)
	d := newDrawer(t, s)
	for seed := range uint64(draws.Of(t, 200)) {
		a, regions := d.answers(seed), drawRegions(seed)
		in := d.intake(t, seed)
		request := policy.Request{}
		for _, r := range regions {
			request.Places = append(request.Places, r.String())
		}
		var e policy.Evaluation
		if err := s.Rules().Evaluate(a, request, &e); err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, o := range e.Outcomes() {
			want = append(want, o.Rule.ID)
		}
		decision, err := s.Screen(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, f := range decision.Findings {
			got = append(got, f.Rule)
		}
		for _, o := range decision.Open {
			got = append(got, o.Rule)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d: rules mismatch (-want +got):\n%s", seed, diff)
		}
	}
}

// A group in a set of regions stands for its parts, also where a clinic's own fact
// knows only some regions.
func TestGroupsAreWrittenAsTheirParts(t *testing.T) {
	s := ownScreener(t)
	in, err := s.DecodeIntake([]byte(`{"trauma": {"recent": "yes", "injury_at": ["neck", "neck_posterior", "hand"]},
		"own": {"clinic.tattoo": "yes", "clinic.tattoo_at": ["lumbar", "hand"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"trauma":{"recent":"yes","injury_at":["hand","neck_anterior","neck_posterior","neck_side"]},` +
		`"own":{"clinic.tattoo":"yes","clinic.tattoo_at":["sacral","hand","lumbar_paraspinal","tailbone"]}}`
	if diff := cmp.Diff(want, marshal(t, in)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	roundTrip(t, s, in)
	decision, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range decision.Findings {
		if f.Rule == "clinic.tattoo_spot" {
			if diff := cmp.Diff([]string{"lumbar_paraspinal", "sacral", "tailbone", "hand"}, sortedRegions(t, f.Regions)); diff != "" {
				t.Errorf("regions mismatch (-want +got):\n%s", diff)
			}
			return
		}
	}
	t.Error("clinic.tattoo_spot does not hold")
}

func TestMarshalIntakeRefusesWhatNobodyCouldRead(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   screening.Intake
		want string
	}{
		{"no value of a list", screening.Intake{Disc: intake.Disc{Direction: answer.Known(intake.Direction(""))}},
			"disc.direction: an empty value answers nothing"},
		{"an empty set", screening.Intake{Skin: intake.Skin{AbscessAt: answer.Known(answer.SetOf[body.Region]())}},
			"skin.abscess_at: an empty list answers nothing"},
		{"not a number", screening.Intake{Vitals: intake.Vitals{TempC: answer.Known(math.NaN())}}, "vitals.temp_c: NaN is not a number"},
		{"an empty list", screening.Intake{Own: answer.Own{"clinic.oils": answer.Values([]string{}...)}}, "clinic.oils: an empty list answers nothing"},
		{"an infinite number", screening.Intake{Own: answer.Own{"clinic.visits": answer.Number(math.Inf(1))}},
			"clinic.visits: +Inf is not a number"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data, err := json.Marshal(tt.in)
			if err == nil || !strings.HasSuffix(err.Error(), tt.want) {
				t.Errorf("got %s, %v, want %s", data, err, tt.want)
			}
		})
	}
}

func TestMarshalIntakeWritesNoExponent(t *testing.T) {
	in := screening.Intake{Own: answer.Own{"clinic.slept": answer.Number(0.0000001)}}
	if got, want := marshal(t, in), `{"own":{"clinic.slept":0.0000001}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	roundTrip(t, ownScreener(t), in)
}

func TestUnmarshalIntakeAlwaysFails(t *testing.T) {
	var in screening.Intake
	if err := json.Unmarshal([]byte(`{}`), &in); err == nil {
		t.Error("encoding/json reads an intake: it would pass over keys it does not know")
	}
}

func sortedRegions(t *testing.T, names []string) []string {
	t.Helper()
	var out []string
	for _, r := range body.All() {
		for _, name := range names {
			if name == r.String() {
				out = append(out, name)
			}
		}
	}
	return out
}

func FuzzDecodeIntake(f *testing.F) {
	s := ownScreener(f)
	d := newDrawer(f, s)
	for seed := range uint64(20) {
		f.Add([]byte(intakeText(s.Rules(), drawRegions(seed), d.answers(seed))))
	}
	for _, doc := range []string{
		``, `{`, `null`, `[]`, `{"regions": ["neck"]}`, `{"cards": {"emergency_now": {"ticked": ["chest_pain"], "unsure": null}}}`,
		`{"preg": {"status": "pregnant", "weeks": 20.5}}`, `{"own": {"clinic.tattoo_at": ["lumbar"]}}`, `{"disc": {"present": true}}`,
		`{"trauma": {"injury_at": ["neck", "whole_body"], "recent": "unsure"}}`, `{"vitals": {"temp_c": 36.80}}`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := s.DecodeIntake(data)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without a word")
			}
			return
		}
		roundTrip(t, s, in)
		if _, err := s.Screen(in); err != nil {
			t.Errorf("DecodeIntake took it and Screen refuses it: %v", err)
		}
	})
}

// Writing does not build the tables of all facts anew.
func TestMarshalIntakeBuildsNoTables(t *testing.T) {
	in := screening.Intake{Client: intake.Client{Age: answer.Known(40)}}
	marshal(t, in)
	if n := testing.AllocsPerRun(10, func() { marshal(t, in) }); n > 100 {
		t.Errorf("%.0f allocations for one fact", n)
	}
}
