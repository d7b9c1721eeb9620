package screening

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/bits"
	"slices"
	"strconv"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// digestLength is the number of hex digits of one half of a digest.
const digestLength = 16

// Digest returns the digest of answers that a [Decision] about the same intake and clearances
// carries: two screenings with the same digest were told the same. What stands in an order that
// means nothing, such as the lines of a card or several clearances, is sorted, and a group of
// regions stands for its parts; everything else counts, also how a fact was told, by a card or on
// its own. An intake that Screen refuses for a single answer has no digest.
//
// Its first half stands for the answers that hold for one visit, its second for everything else:
// lasting answers, requested regions and clearances.
func (s *Screener) Digest(in Intake, clearance ...Clearance) string {
	if !s.built() {
		return ""
	}
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	var p document.Problems
	s.fill(&in, w.answers, &p)
	if p.Len() > 0 {
		return ""
	}
	return s.digest(&in, clearance, w)
}

// SameVisit reports whether two digests are of the same answers as far as these hold for one visit:
// of an intake that was kept and not asked again, or of somebody who answered the same again.
// Without a digest nothing is the same.
func SameVisit(a, b string) bool {
	return len(a) == 2*digestLength && len(b) == len(a) && a[:digestLength] == b[:digestLength]
}

// digest is that of answers that have been filled in.
func (s *Screener) digest(in *Intake, clearance []Clearance, w *work) string {
	visit, lasting := w.visit[:0], w.lasting[:0]
	for _, i := range s.told.facts {
		a := w.answers.Fact(i)
		switch f := &s.set.Facts()[i]; {
		case a.State == policy.NotAsked:
		case f.HoldsDays == 0:
			visit = appendFact(visit, f, a)
		default:
			lasting = appendFact(lasting, f, a)
		}
	}
	for _, c := range s.told.cards {
		a, card := w.answers.Card(c.index), &s.set.Cards()[c.index]
		switch {
		case !a.Given:
		case c.holdsDays == 0:
			visit = appendCard(visit, card, a)
		default:
			lasting = appendCard(lasting, card, a)
		}
		// An earlier edition stands in no visit's half: what was told on the day stays the same
		// when the card gets another edition.
		if a.Given && a.Edition > 0 && a.Edition < card.Edition {
			lasting = append(append(lasting, "\nedition "...), card.Name...)
			lasting = strconv.AppendInt(append(lasting, '='), int64(a.Edition), 10)
		}
	}
	lasting = append(lasting, "regions"...)
	lasting = s.appendRegions(lasting, in.Regions)
	if len(clearance) > 0 {
		lasting = s.appendClearances(lasting, clearance)
	}
	w.visit, w.lasting = visit, lasting
	var out [2 * digestLength]byte
	for i, half := range [][]byte{visit, lasting} {
		sum := sha256.Sum256(half)
		hex.Encode(out[i*digestLength:], sum[:digestLength/2])
	}
	return string(out[:])
}

// told is the order in which a digest takes what was told, whatever the order of the tables.
type told struct {
	facts []int // by name
	cards []toldCard
	parts map[string]uint64 // by region: the single regions that it stands for
	names []string          // of the single regions
}

type toldCard struct{ index, holdsDays int }

func newTold(set *policy.Set) told {
	facts := set.Facts()
	t := told{facts: make([]int, len(facts)), parts: map[string]uint64{}}
	for _, p := range set.Schema().Places {
		if len(p.Contains) == 0 {
			t.parts[p.Name] = 1 << len(t.names)
			t.names = append(t.names, p.Name)
		}
	}
	for _, p := range set.Schema().Places {
		for _, part := range p.Contains {
			t.parts[p.Name] |= t.parts[part]
		}
	}
	for i := range facts {
		t.facts[i] = i
	}
	slices.SortFunc(t.facts, func(a, b int) int { return cmp.Compare(facts[a].Name, facts[b].Name) })
	for i, card := range set.Cards() {
		holds := card.HoldsDays // a card lapses with the first of its facts
		for _, line := range card.Lines {
			for _, name := range line.Facts {
				f, _ := set.FactIndex(name)
				holds = min(holds, facts[f].HoldsDays)
			}
		}
		t.cards = append(t.cards, toldCard{i, holds})
	}
	slices.SortFunc(t.cards,
		func(a, b toldCard) int { return cmp.Compare(set.Cards()[a.index].Name, set.Cards()[b.index].Name) })
	return t
}

// Every entry begins with a line of its own, and no name holds a line break: no two lists of
// answers are written alike.

func appendFact(b []byte, f *policy.Fact, a policy.Answer) []byte {
	b = append(append(b, '\n'), f.Name...)
	switch {
	case a.State == policy.Unsure:
		return append(b, '?')
	case f.Kind == policy.YesNo && a.Yes:
		return append(b, '+')
	case f.Kind == policy.YesNo:
		return append(b, '-')
	case f.Kind == policy.Whole || f.Kind == policy.Decimal:
		return strconv.AppendFloat(append(b, '='), a.Number+0, 'g', -1, 64)
	}
	for rest := a.Values; rest != 0; rest &= rest - 1 {
		b = append(b, '=')
		if i := bits.TrailingZeros64(rest); i < len(f.Values) {
			b = append(b, f.Values[i].Name...)
		}
	}
	return b
}

func appendCard(b []byte, card *policy.Card, a policy.CardAnswer) []byte {
	b = append(append(b, "\ncard "...), card.Name...)
	for i := range card.Lines {
		switch {
		case a.Ticked>>i&1 == 1:
			b = append(append(b, '+'), card.Lines[i].Name...)
		case a.Unsure>>i&1 == 1:
			b = append(append(b, '?'), card.Lines[i].Name...)
		case a.Open>>i&1 == 1:
			b = append(append(b, '~'), card.Lines[i].Name...)
		}
	}
	return b
}

// appendRegions adds the parts of regions, and what is requested where there are none.
func (s *Screener) appendRegions(b []byte, regions []body.Region) []byte {
	var parts uint64
	if len(regions) == 0 {
		parts = s.told.parts[string(body.BackAll)]
	}
	for _, r := range regions {
		parts |= s.told.parts[string(r)]
	}
	for rest := parts; rest != 0; rest &= rest - 1 {
		b = append(append(b, '='), s.told.names[bits.TrailingZeros64(rest)]...)
	}
	return b
}

// appendClearances adds clearances in an order that depends on nothing but what they say.
func (s *Screener) appendClearances(b []byte, clearance []Clearance) []byte {
	var all []string
	for _, c := range clearance {
		x := strconv.AppendInt([]byte("\nclearance "), int64(c.DaysAgo), 10)
		x = strconv.AppendQuote(x, cmp.Or(c.By, c.Role))
		for i, names := range [][]string{c.Covers, c.Techniques, c.Strokes} {
			x = append(x, "ctk"[i])
			for _, name := range slices.Sorted(slices.Values(names)) {
				x = strconv.AppendQuote(x, name)
			}
		}
		if len(c.Regions) > 0 {
			x = s.appendRegions(x, c.Regions)
		}
		x = s.appendAnswer(x, &c)
		all = append(all, string(x))
	}
	slices.Sort(all)
	for _, x := range all {
		b = append(b, x...)
	}
	return b
}

// appendAnswer adds what decides of a clearance beside rules: nothing for a plain yes. A condition
// is told by its name, however it was typed.
func (s *Screener) appendAnswer(b []byte, c *Clearance) []byte {
	names := make([]string, len(c.Conditions))
	for i, typed := range c.Conditions {
		if name, ok := s.asked.find(typed); ok {
			typed = name
		}
		names[i] = typed
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		b = strconv.AppendQuote(append(b, 'w'), name)
	}
	if c.Given != "" || c.Answer != "" || c.HoldsDays != 0 || c.ChangedSince {
		b = fmt.Appendf(b, "a%q%q %d %t", c.Given, c.Answer, c.HoldsDays, c.ChangedSince)
	}
	if l := c.Limits.ungrouped(); !l.None() {
		b = appendLimits(b, &l)
	}
	return b
}
