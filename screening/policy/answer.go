package policy

import (
	"fmt"
	"iter"
	"math"
	"math/bits"
	"slices"
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
//
// Edition is that of the card as it was asked, from 1; 0 is the edition in force. An answer to an
// earlier one counts for what it was asked, as explicit answers do, and leaves the card to be asked
// again: facts that came later are not asked, and of one that was widened later a tick and a doubt
// count, and no denial does. An edition that the card has not reached, and a line
// ticked or unsure that came later, are errors.
type CardAnswer struct {
	Given          bool
	Ticked, Unsure uint64
	Open           uint64
	Edition        int
}

// Answers is everything that is known of one client, by the index of facts and cards. Make it with
// [Set.NewAnswers]; the zero value has no facts, and no set decides on it. It is not safe for
// concurrent writing.
type Answers struct {
	facts          []Answer
	cards          []CardAnswer
	touched, given bits64 // the facts and cards that were set since the last Reset
}

// NewAnswers returns answers in which nothing has been asked.
func (s *Set) NewAnswers() *Answers {
	return &Answers{
		facts: make([]Answer, s.asks), cards: make([]CardAnswer, len(s.cards)),
		touched: newBits64(s.asks), given: newBits64(len(s.cards)),
	}
}

// Fact returns the answer to a fact, and Card that to a card, by index. Neither reaches what the
// set does not have: it panics, as a slice does.
func (a *Answers) Fact(i int) Answer { return a.facts[i] }

// Card returns the answer to a card, see Fact.
func (a *Answers) Card(i int) CardAnswer { return a.cards[i] }

// SetFact answers a fact. The zero Answer takes an answer back.
func (a *Answers) SetFact(i int, x Answer) {
	if x != (Answer{}) || a.touched.has(i) {
		a.facts[i] = x
		a.touched.add(i)
	}
}

// SetCard answers a card. The zero CardAnswer takes an answer back.
func (a *Answers) SetCard(i int, x CardAnswer) {
	if x != (CardAnswer{}) || a.given.has(i) {
		a.cards[i] = x
		a.given.add(i)
	}
}

// Facts returns how many facts there are.
func (a *Answers) Facts() int { return len(a.facts) }

// Cards returns how many cards there are.
func (a *Answers) Cards() int { return len(a.cards) }

// Touched goes through the facts that were set since the last Reset, in their order, also those
// that were taken back. All others are not asked.
func (a *Answers) Touched() iter.Seq[int] { return a.touched.below(len(a.facts)) }

// Reset forgets every answer, at the cost of what was answered.
func (a *Answers) Reset() {
	a.Forget(0)
	for w, word := range a.given {
		for ; word != 0; word &= word - 1 {
			if i := w<<6 | bits.TrailingZeros64(word); i < len(a.cards) {
				a.cards[i] = CardAnswer{}
				a.given.remove(i)
			}
		}
	}
}

// Forget takes back what was answered of the fact with the index and of those after it.
func (a *Answers) Forget(from int) {
	for w, word := range a.touched {
		for ; word != 0; word &= word - 1 {
			if i := w<<6 | bits.TrailingZeros64(word); i >= from && i < len(a.facts) {
				a.facts[i] = Answer{}
				a.touched.remove(i)
			}
		}
	}
}

// First returns the first facts and cards as answers to a set that has no more. What is set in the
// one is set in the other.
func (a *Answers) First(facts, cards int) *Answers {
	return &Answers{a.facts[:facts:facts], a.cards[:cards:cards], a.touched, a.given}
}

// Clone returns answers of its own that say the same.
func (a *Answers) Clone() *Answers {
	return &Answers{
		facts: slices.Clone(a.facts), cards: slices.Clone(a.cards),
		touched: slices.Clone(a.touched), given: slices.Clone(a.given),
	}
}

// Copy makes a say what b does, as far as a has its facts and cards: those of b that a set
// with fewer does not know are left out. What b does not have is forgotten.
func (a *Answers) Copy(b *Answers) {
	a.Reset()
	for i := range b.Touched() {
		if i < len(a.facts) {
			a.SetFact(i, b.facts[i])
		}
	}
	for i := range b.given.below(len(b.cards)) {
		if i < len(a.cards) {
			a.SetCard(i, b.cards[i])
		}
	}
}

// bits64 is a set of small numbers.
type bits64 []uint64

func newBits64(n int) bits64    { return make(bits64, (n+63)/64) }
func (b bits64) has(i int) bool { return b[i>>6]>>(i&63)&1 == 1 }
func (b bits64) add(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b bits64) remove(i int)   { b[i>>6] &^= 1 << (i & 63) }

// below goes through the numbers below n in their order. The one it is at can be removed.
func (b bits64) below(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for w, word := range b {
			for ; word != 0; word &= word - 1 {
				if i := w<<6 | bits.TrailingZeros64(word); i >= n || !yield(i) {
					return
				}
			}
		}
	}
}

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
