package screening

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"strconv"
	"strings"
)

// Answer is the answer to a yes/no question: [NotAsked], [Unsure], [No] or [Yes].
type Answer uint8

// The answers, the least informed first.
const (
	NotAsked Answer = iota // zero value: nobody has asked, which is never no
	Unsure                 // asked; the client does not know or declines
	No
	Yes
)

const (
	notAskedText = "not asked"
	unsureText   = "unsure"
)

// String returns "not asked", "unsure", "no" or "yes".
func (a Answer) String() string {
	switch a {
	case NotAsked:
		return notAskedText
	case Unsure:
		return unsureText
	case No:
		return "no"
	case Yes:
		return "yes"
	}
	return "Answer(" + strconv.Itoa(int(a)) + ")"
}

// Equal reports whether both answers are the same.
func (a Answer) Equal(b Answer) bool { return a == b }

// MarshalJSON writes "yes", "no" or "unsure", and null for not asked.
func (a Answer) MarshalJSON() ([]byte, error) {
	switch a {
	case NotAsked:
		return []byte("null"), nil
	case Unsure, No, Yes:
		return json.Marshal(a.String())
	}
	return nil, fmt.Errorf("%s is not an answer", a)
}

// UnmarshalJSON reads what MarshalJSON writes and nothing else: true is not yes.
func (a *Answer) UnmarshalJSON(data []byte) error {
	switch string(bytes.TrimSpace(data)) {
	case "null":
		*a = NotAsked
	case `"unsure"`:
		*a = Unsure
	case `"no"`:
		*a = No
	case `"yes"`:
		*a = Yes
	case "true":
		return errors.New(`true is not an answer: write "yes"`)
	case "false":
		return errors.New(`false is not an answer: write "no"`)
	default:
		return fmt.Errorf(`%s is not an answer: write "yes", "no" or "unsure"`, data)
	}
	return nil
}

// state is how much is known of a fact; its zero value is not asked.
type state uint8

const (
	notAsked state = iota
	unsure
	known
	invalid // a value that is no answer at all
)

// Fact is the answer to a question that is not yes/no: a value, unsure, or not asked, which is the zero value.
type Fact[T comparable] struct {
	value T
	state state
}

// Known returns the answer v.
func Known[T comparable](v T) Fact[T] { return Fact[T]{value: v, state: known} }

// UnsureOf returns the answer of somebody who was asked for a T and does not know it, or declines to say.
func UnsureOf[T comparable]() Fact[T] { return Fact[T]{state: unsure} }

// Value returns the value and whether there is one.
func (f Fact[T]) Value() (T, bool) { return f.value, f.state == known }

// Unsure reports whether the question was asked and brought no value.
func (f Fact[T]) Unsure() bool { return f.state == unsure }

// Asked reports whether the question was asked, whatever came of it.
func (f Fact[T]) Asked() bool { return f.state != notAsked }

// Equal reports whether both are in the same state and, if known, of the same value.
func (f Fact[T]) Equal(g Fact[T]) bool { return f == g }

// String returns the value, "unsure" or "not asked".
func (f Fact[T]) String() string {
	switch f.state {
	case known:
		return fmt.Sprint(f.value)
	case unsure:
		return unsureText
	}
	return notAskedText
}

// MarshalJSON writes the value, "unsure", or null for not asked.
func (f Fact[T]) MarshalJSON() ([]byte, error) {
	switch f.state {
	case known:
		return json.Marshal(f.value)
	case unsure:
		return json.Marshal(unsureText)
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON writes and nothing else.
func (f *Fact[T]) UnmarshalJSON(data []byte) error {
	switch string(bytes.TrimSpace(data)) {
	case "null":
		*f = Fact[T]{}
		return nil
	case `"unsure"`:
		*f = UnsureOf[T]()
		return nil
	}
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*f = Known(v)
	return nil
}

// Choice is a value of one of this package's closed lists, such as [Direction] or [Region]. The zero value of a list is none of
// its values and is refused wherever a value is meant.
type Choice interface {
	~uint8
	comparable
	fmt.Stringer
	choices() []choice
}

// choice is one value of a closed list: its name and the client's words for it.
type choice struct{ name, says string }

// Choices returns every value of a list, in the order of the list.
func Choices[T Choice]() []T {
	var none T
	all := make([]T, len(none.choices()))
	for i := range all {
		all[i] = T(i + 1)
	}
	return all
}

func choiceName[T Choice](v T) string {
	list := v.choices()
	if v == 0 || int(v) > len(list) {
		return fmt.Sprintf("%T(%d)", v, uint8(v))
	}
	return list[v-1].name
}

func choiceText[T Choice](v T) ([]byte, error) {
	if v == 0 || int(v) > len(v.choices()) {
		return nil, fmt.Errorf("%s is not in the list", choiceName(v))
	}
	return []byte(choiceName(v)), nil
}

func parseChoice[T Choice](v *T, text []byte) error {
	list := (*v).choices()
	names := make([]string, len(list))
	for i, c := range list {
		if c.name == string(text) {
			*v = T(i + 1)
			return nil
		}
		names[i] = c.name
	}
	return fmt.Errorf("%q is not one of %s", text, strings.Join(names, ", "))
}

// Set is a set of values of one list. The empty set answers nothing: a set fact that holds none of its values holds the value
// that says so. Sets compare with ==.
type Set[T Choice] struct{ bits uint64 }

// strayBit marks a set that was given something outside its list.
const strayBit = 1 << 63

// SetOf returns the set of the given values. A zero value, or one outside the list, makes a set that every check refuses.
func SetOf[T Choice](values ...T) Set[T] {
	var s Set[T]
	var none T
	listed := len(none.choices())
	for _, v := range values {
		if v == 0 || int(v) > listed {
			s.bits |= strayBit
			continue
		}
		s.bits |= 1 << (v - 1)
	}
	return s
}

// Has reports whether v is in the set.
func (s Set[T]) Has(v T) bool { return s.bits&(1<<(v-1)) != 0 }

// Len returns the number of values in the set.
func (s Set[T]) Len() int { return bits.OnesCount64(s.bits) }

// All yields the values in the order of their list.
func (s Set[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		for rest := s.bits; rest != 0; rest &= rest - 1 {
			if !yield(T(bits.TrailingZeros64(rest) + 1)) {
				return
			}
		}
	}
}

// Equal reports whether both sets hold the same values.
func (s Set[T]) Equal(t Set[T]) bool { return s == t }

// String returns the values in the order of their list, as [a b].
func (s Set[T]) String() string {
	names := make([]string, 0, s.Len())
	for v := range s.All() {
		names = append(names, v.String())
	}
	return "[" + strings.Join(names, " ") + "]"
}

// MarshalJSON writes the names of the values in the order of their list.
func (s Set[T]) MarshalJSON() ([]byte, error) {
	if s.bits == 0 {
		return nil, errors.New("an empty set answers nothing")
	}
	names := make([]string, 0, s.Len())
	for v := range s.All() {
		text, err := choiceText(v)
		if err != nil {
			return nil, err
		}
		names = append(names, string(text))
	}
	return json.Marshal(names)
}

// UnmarshalJSON reads a list of names. An empty list, a name that stands twice and none beside another value are errors.
func (s *Set[T]) UnmarshalJSON(data []byte) error {
	var names []string
	if err := json.Unmarshal(data, &names); err != nil {
		return err
	}
	if len(names) == 0 {
		return errors.New("an empty list answers nothing: name the values, or none where the list has it")
	}
	var read Set[T]
	for _, name := range names {
		var v T
		if err := parseChoice(&v, []byte(name)); err != nil {
			return err
		}
		if read.Has(v) {
			return fmt.Errorf("%s stands twice", name)
		}
		read.bits |= 1 << (v - 1)
	}
	if len(names) > 1 {
		for _, name := range names {
			if name == noneName {
				return errors.New("none stands beside another value")
			}
		}
	}
	*s = read
	return nil
}
