package technique_test

import (
	"testing"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/technique"
)

// BenchmarkMatch puts the whole catalogue to the rules.
func BenchmarkMatch(b *testing.B) {
	p := newPlanner(b)
	v := visitOf(b, p, healthy(p.Screener()))
	blank := v
	blank.Presentation, blank.History = technique.Presentation{}, technique.History{}
	for name, v := range map[string]technique.Visit{"answered": v, "blank": blank} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Match(v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCheck checks a plan of 20 strokes.
func BenchmarkCheck(b *testing.B) {
	p := newPlanner(b)
	v := visitOf(b, p, healthy(p.Screener()))
	strokes := p.Catalogue().Strokes
	parts := body.BackAll.Parts()
	var steps []technique.Step
	for i := range 20 {
		steps = append(steps, step(strokes[i].ID, i%4, parts[i%len(parts)]))
	}
	plan := planOf(steps...)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Check(v, plan); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	s := newScreener(b)
	for b.Loop() {
		if _, err := technique.New(s); err != nil {
			b.Fatal(err)
		}
	}
}
