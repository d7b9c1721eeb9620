package soreness

import (
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Progress is a course as a small table, a row for each session, the oldest first: what a program
// plots. It decides nothing.
type Progress struct {
	Points []Point `json:"points"`
	// Soreness and Pain are how the discomfort after sessions and the pain before them went, from the
	// first session since the course began anew to the last of which it is known. It is not known of
	// fewer than two, and where nobody knows whether it began anew.
	Soreness Tendency `json:"soreness"`
	Pain     Tendency `json:"pain"`
}

// Point is one session of a course. What was not told is not asked.
type Point struct {
	DaysAgo   answer.Fact[int]     `json:"days_ago"`
	Technique string               `json:"technique"`
	Minutes   answer.Fact[int]     `json:"minutes"`
	Before    answer.Fact[int]     `json:"nrs_before"` // pain before the session, 0 to 10
	After     answer.Fact[int]     `json:"nrs"`        // pain or discomfort after it
	Hours     answer.Fact[float64] `json:"duration_hours"`
	Sore      answer.YesNo         `json:"sore"`       // whether discomfort followed, as far as it can be told
	Found     []string             `json:"found"`      // what the therapist found, nil where it was not told
	Broken    int                  `json:"violations"` // rules that the session broke
	Anew      answer.YesNo         `json:"anew"`       // whether the course begins anew with this session
}

// Tendency is how a number went from the first session to the last.
type Tendency struct {
	// Known is whether two sessions tell of it; then Change is the last number less the first: below
	// zero is better.
	Known  bool `json:"known"`
	Change int  `json:"change"`
}

// Progress returns the course as a table. The error is that of DecodeCourse.
func (t *Triager) Progress(c Course) (Progress, error) {
	if !t.built() {
		return Progress{}, errNotBuilt
	}
	var p document.Problems
	t.check(&c, false, coursePath, &p)
	if err := p.Err(); err != nil {
		return Progress{}, err
	}
	return t.progress(&c), nil
}

// progress is of a course without a fault.
func (t *Triager) progress(c *Course) Progress {
	out := Progress{Points: []Point{}}
	var soreness, pain tendency
	for i := range c.Sessions {
		s := &c.Sessions[i]
		x := Point{
			DaysAgo: s.DaysAgo, Technique: s.Plan.Technique, Minutes: s.Plan.Minutes,
			Broken: len(s.Violations), Anew: answer.Yes,
		}
		if ids, known := s.Presentation.IDs(); known {
			x.Found = list(ids)
		}
		if i > 0 {
			x.Anew = t.reset(&c.Sessions[i-1], s)
		}
		switch x.Anew {
		case answer.Yes:
			soreness, pain = tendency{}, tendency{}
		case answer.NotAsked: // nobody knows what is the first
			soreness.doubt, pain.doubt = true, true
		}
		if r := c.report(i); r != nil {
			x.Before, x.After, x.Hours = r.NRSBefore, r.NRS, r.DurationHours
			x.Sore = sore(r, i == len(c.Sessions)-1)
		}
		soreness.add(x.After)
		pain.add(x.Before)
		out.Points = append(out.Points, x)
	}
	out.Soreness, out.Pain = soreness.is(), pain.is()
	return out
}

// tendency takes in numbers in their order.
type tendency struct {
	n, first, last int
	doubt          bool
}

func (x *tendency) add(nrs answer.Fact[int]) {
	value, known := nrs.Value()
	if !known {
		return
	}
	if x.n == 0 {
		x.first = value
	}
	x.n, x.last = x.n+1, value
}

func (x *tendency) is() Tendency {
	if x.n < 2 || x.doubt {
		return Tendency{}
	}
	return Tendency{true, x.last - x.first}
}

// fillProgress answers what follows from how the course went, as far as it is known.
func (t *Triager) fillProgress(c *Course, a *policy.Answers) {
	told := t.progress(c)
	if told.Soreness.Known {
		a.SetFact(t.derived.soreChange, points(told.Soreness.Change))
	}
	if told.Pain.Known {
		a.SetFact(t.derived.painChange, points(told.Pain.Change))
	}
}

func points(n int) policy.Answer { return policy.Answer{State: policy.Known, Number: float64(n)} }
