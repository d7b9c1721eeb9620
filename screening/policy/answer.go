package policy

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// State says how much is known of a fact.
type State uint8

// The states.
const (
	NotAsked State = iota // zero value: never counts as no
	Unsure                // asked, and not known
	Known
)

// Answer is the answer to one fact. The zero value is not asked.
type Answer struct {
	State  State
	Yes    bool
	Number float64
	Values uint64 // bit i is the i-th value of the fact; one bit of a OneOf
}

// CardAnswer is the answer to one card: the lines that apply, those that are unsure, and those
// that are left open although the card was answered, by bit. The zero value is not answered;
// lines without Given are an error. A fact on several lines takes yes before open, open before
// unsure, and unsure before no.
type CardAnswer struct {
	Given          bool
	Ticked, Unsure uint64
	Open           uint64
}

// Answers is everything that is known of one client, by the index of facts and cards. Make it
// with [Set.NewAnswers].
type Answers struct {
	Facts []Answer
	Cards []CardAnswer
}

// NewAnswers returns answers in which nothing has been asked.
func (s *Set) NewAnswers() *Answers {
	return &Answers{Facts: make([]Answer, len(s.facts)), Cards: make([]CardAnswer, len(s.cards))}
}

// Reset forgets every answer.
func (a *Answers) Reset() { clear(a.Facts); clear(a.Cards) }

// Format writes an answer to a fact as rule authors and clients read it: yes, unsure,
// 34, lumbar_paraspinal.
func (s *Set) Format(fact int, a Answer) string {
	f := &s.facts[fact]
	switch a.State {
	case NotAsked:
		return "not asked"
	case Unsure:
		return "unsure"
	}
	switch f.Kind {
	case YesNo:
		if a.Yes {
			return "yes"
		}
		return "no"
	case Whole, Decimal:
		return plain(a.Number)
	}
	var names []string
	for i, v := range f.Values {
		if a.Values>>i&1 == 1 {
			names = append(names, v.Name)
		}
	}
	return strings.Join(names, ", ")
}

// none reports whether the answer says no, or none of a list.
func (f *Fact) none(a Answer) bool {
	if a.State != Known {
		return false
	}
	switch f.Kind {
	case YesNo:
		return !a.Yes
	case OneOf, SetOf:
		for i, v := range f.Values {
			if a.Values>>i&1 == 1 && v.Name != f.None {
				return false
			}
		}
		return f.None != ""
	}
	return false
}

// Fault says what is wrong with an answer to the fact in itself, or nothing.
func (f *Fact) Fault(a Answer) string {
	switch a.State {
	case NotAsked, Unsure:
		return ""
	case Known:
	default:
		return "is neither not asked, unsure nor known"
	}
	switch f.Kind {
	case Whole, Decimal:
		switch {
		case math.IsNaN(a.Number) || math.IsInf(a.Number, 0):
			return "is not a number"
		case f.Kind == Whole && a.Number != math.Trunc(a.Number):
			return fmt.Sprintf("%g is not a whole number", a.Number)
		case a.Number < f.Least || a.Number > f.Most:
			return fmt.Sprintf("%s is outside %s", plain(a.Number), f.Range())
		}
	case OneOf:
		if a.Values == 0 || a.Values&(a.Values-1) != 0 || a.Values>>len(f.Values) != 0 {
			return "is not one of its values"
		}
	case SetOf:
		switch {
		case a.Values == 0 && f.None != "":
			return fmt.Sprintf("is an empty list; write %s", f.None)
		case a.Values == 0:
			return "is an empty list; leave it out if it was not asked"
		case a.Values>>len(f.Values) != 0:
			return "holds something that is not one of its values"
		case a.Values&(a.Values-1) != 0 && a.Values&f.noneBit() != 0:
			return fmt.Sprintf("holds %s beside other values", f.None)
		}
	}
	return ""
}

// Range says which numbers the fact takes, with their unit.
func (f *Fact) Range() string {
	return strings.TrimSpace(fmt.Sprintf("%s to %s %s", plain(f.Least), plain(f.Most), f.Unit))
}

// plain writes a number without an exponent.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// noneBit is the bit of the value that says none of the others.
func (f *Fact) noneBit() uint64 {
	for i, v := range f.Values {
		if v.Name == f.None && f.None != "" {
			return 1 << i
		}
	}
	return 0
}

func problem(path, format string, args ...any) document.Problem {
	return document.Problem{Path: path, Message: fmt.Sprintf(format, args...)}
}
