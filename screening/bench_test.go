package screening_test

import (
	"encoding/json"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

// half is a client who has answered every second card and nothing else but the age.
func half(s *screening.Screener) screening.Intake {
	in := healthy(s)
	in.Preg, in.Session = intake.Preg{}, intake.Session{}
	for i, c := range s.Rules().Cards() {
		if i%2 == 0 {
			delete(in.Cards, intake.Card(c.Name))
		}
	}
	return in
}

func intakes(s *screening.Screener) map[string]screening.Intake {
	return map[string]screening.Intake{"answered": healthy(s), "half": half(s), "empty": {}}
}

func BenchmarkScreen(b *testing.B) {
	s := newScreener(b)
	for name, in := range intakes(s) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Screen(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkQuestions(b *testing.B) {
	s := newScreener(b)
	for name, in := range intakes(s) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Questions(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := screening.New(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkInterview is a whole interview of somebody who is well, evaluations included.
func BenchmarkInterview(b *testing.B) {
	set := newScreener(b).Rules()
	p, err := newPerson(set, "well", set.NewAnswers(), policy.Request{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		p.interview(b, byInterview)
	}
}

// BenchmarkEvaluate is the core alone, on answers and memory that are used
// again: it allocates nothing.
func BenchmarkEvaluate(b *testing.B) {
	s := newScreener(b)
	set := s.Rules()
	for _, bench := range []struct {
		name  string
		every int // every how many-th card stays unanswered, 0 for none
	}{{"answered", 0}, {"half", 2}, {"empty", 1}} {
		a := set.NewAnswers()
		for i := range set.Cards() {
			a.SetCard(i, policy.CardAnswer{Given: bench.every == 0 || i%bench.every != 0})
		}
		if bench.every != 1 {
			age, _ := set.FactIndex("client.age")
			a.SetFact(age, policy.Answer{State: policy.Known, Number: 40})
		}
		if bench.every == 0 {
			preg, _ := set.FactIndex("preg.status")
			a.SetFact(preg, policy.Answer{State: policy.Known, Values: 1})
		}
		var e policy.Evaluation
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkMarshalIntake(b *testing.B) {
	all := intakes(newScreener(b))
	all["one fact"] = screening.Intake{Client: intake.Client{Age: answer.Known(40)}}
	for name, in := range all {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := json.Marshal(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecodeIntake(b *testing.B) {
	s := newScreener(b)
	for name, in := range intakes(s) {
		data := []byte(marshal(b, in))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.DecodeIntake(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
