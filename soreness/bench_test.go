package soreness_test

import (
	"encoding/json"
	"testing"

	"github.com/safehands/safehands/screening"
)

// BenchmarkTriage triages a course of ten sessions, each with its report.
func BenchmarkTriage(b *testing.B) {
	tr, c := newTriager(b), weekly(10)
	for _, bench := range []struct {
		name string
		in   screening.Intake
	}{{"answered", wellToday()}, {"open", screening.Intake{}}} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := tr.Triage(bench.in, c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkQuestions(b *testing.B) {
	tr, c := newTriager(b), weekly(10)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tr.Questions(screening.Intake{}, c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeCourse(b *testing.B) {
	tr := newTriager(b)
	data := []byte(text(weekly(10)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tr.DecodeCourse(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMarshalCourse(b *testing.B) {
	c := weekly(10)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(c); err != nil {
			b.Fatal(err)
		}
	}
}
