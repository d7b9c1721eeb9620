package fhir

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// Intake reads a response as [Read] does and returns it as an intake.
func Intake(s *screening.Screener, f Form, data []byte) (screening.Intake, error) {
	var in screening.Intake
	if err := Answer(s, &in, f, data); err != nil {
		return screening.Intake{}, err
	}
	return in, nil
}

// Answer adds what a response says to an intake, such as the staff form to what the client
// answered. What the form does not show and what the response does not answer stays as it was; what
// it answers takes the place of an older answer. The error is that of [Read], or a
// [*document.Error] with what contradicts itself, by the path of its item; the intake then stays as
// it was.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func Answer(s *screening.Screener, in *screening.Intake, f Form, data []byte) error {
	if s.Rules() == nil || in == nil {
		return errors.New("fhir: a response is read for a screener that New has built, into an intake")
	}
	g, err := Read(s.Rules(), f, data)
	if err != nil {
		return err
	}
	next := *in
	next.Cards = maps.Clone(in.Cards)
	if next.Cards == nil && len(g.Cards) > 0 {
		next.Cards = intake.Cards{}
	}
	for card, a := range g.Cards {
		next.Cards[card] = g.over(s, card, next.Cards, a)
	}
	if len(g.Regions) > 0 {
		next.Regions = g.Regions
	}
	if err = s.SetAll(&next, g.Facts); err == nil {
		a := s.Rules().NewAnswers()
		if err = s.Answer(next, a); err == nil {
			err = s.Rules().Check(a)
		}
	}
	if err != nil {
		return g.placed(s, err)
	}
	*in = next
	return nil
}

// over lays the lines that the form shows over what was answered to the card before. A line that is
// open now keeps its tick or its doubt, and only what was denied of it is open again. So is a line
// that an earlier edition of the card asked in other words, and that the form does not show.
func (g Given) over(s *screening.Screener, card intake.Card, before intake.Cards,
	a intake.CardAnswer) intake.CardAnswer {
	old, answered := before[card]
	if !answered {
		return a
	}
	out := intake.CardAnswer{Ticked: slices.Clone(a.Ticked), Unsure: slices.Clone(a.Unsure), Edition: a.Edition}
	i, _ := s.Rules().CardIndex(string(card))
	later := s.Rules().Later(i, old.Edition)
	for k, l := range s.Rules().Cards()[i].Lines {
		line := intake.Line(l.Name)
		open := slices.Contains(a.Open, line)
		if slices.Contains(g.shown[card], line) && !open {
			continue
		}
		kept := slices.Contains(old.Ticked, line) || slices.Contains(old.Unsure, line)
		if (slices.Contains(g.shown[card], line) || later>>k&1 == 1) && !kept {
			out.Open = append(out.Open, line)
			continue
		}
		for _, x := range []struct{ from, to *[]intake.Line }{
			{&old.Ticked, &out.Ticked}, {&old.Unsure, &out.Unsure}, {&old.Open, &out.Open},
		} {
			if slices.Contains(*x.from, line) {
				*x.to = append(*x.to, line)
			}
		}
	}
	return out
}

// placed is an error about answers, by where the response has them.
func (g Given) placed(s *screening.Screener, err error) error {
	var p document.Problems
	p.Join(err, func(x *document.Problem) {
		path := strings.TrimPrefix(x.Path, "intake.")
		id := path
		if rest, ok := strings.CutPrefix(path, "cards."); ok {
			card, _, _ := strings.Cut(rest, ".")
			id = "card." + card + ticked
		}
		for name := range g.Facts {
			if path == strings.TrimPrefix(s.Path(name), "intake.") {
				id = name
			}
		}
		if at := g.Path(id); at != "" {
			x.Path, x.Message = at, id+": "+x.Message
		}
	})
	return p.Err()
}
