package answer

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/lists"
)

// Set is a set of values of one list. The empty set answers nothing: a set fact that holds none of
// its values holds the value that says so. Sets compare with ==.
type Set[T ~string] struct {
	joined string // sorted, each once, a line each
}

// SetOf returns the set of the given values. Whether they are of the list is for the rules to say.
func SetOf[T ~string](values ...T) Set[T] {
	names := lists.Of(values, func(v T) string { return string(v) })
	var s Set[T]
	s.setNames(names)
	return s
}

func (s *Set[T]) setNames(names []string) {
	names = slices.Clone(names)
	slices.Sort(names)
	s.joined = strings.Join(slices.Compact(names), "\n")
}

func (s *Set[T]) names() []string {
	if s.joined == "" {
		return nil
	}
	return strings.Split(s.joined, "\n")
}

// Has reports whether v is in the set.
func (s Set[T]) Has(v T) bool {
	for x := range s.All() {
		if x == v {
			return true
		}
	}
	return false
}

// Len returns the number of values in the set.
func (s Set[T]) Len() int {
	if s.joined == "" {
		return 0
	}
	return 1 + strings.Count(s.joined, "\n")
}

// All yields the values in alphabetical order.
func (s Set[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		for rest, more := s.joined, s.joined != ""; more; {
			var name string
			if name, rest, more = strings.Cut(rest, "\n"); !yield(T(name)) {
				return
			}
		}
	}
}

// Equal reports whether both sets hold the same values.
func (s Set[T]) Equal(t Set[T]) bool { return s == t }

// String returns the values in alphabetical order, as [a b].
func (s Set[T]) String() string { return "[" + strings.ReplaceAll(s.joined, "\n", " ") + "]" }

// MarshalJSON writes the values in alphabetical order.
func (s Set[T]) MarshalJSON() ([]byte, error) {
	if s.joined == "" {
		return nil, errors.New("an empty set answers nothing")
	}
	return json.Marshal(s.names())
}

// UnmarshalJSON reads a list of values. An empty list, a value that stands twice and none beside
// another value are errors; which values a list has is for the rules to say.
func (s *Set[T]) UnmarshalJSON(data []byte) error {
	var names []string
	if err := json.Unmarshal(data, &names); err != nil {
		return err
	}
	if len(names) == 0 {
		return errors.New("an empty list answers nothing: name the values, or none where the list has it")
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return fmt.Errorf("%s stands twice", name)
		}
		if name == "" || name == unsureText {
			return fmt.Errorf("%q is no value", name)
		}
	}
	if len(names) > 1 && slices.Contains(names, noneText) {
		return errors.New("none stands beside another value")
	}
	s.setNames(names)
	return nil
}

// noneText is the value of a list that says none of the others.
const noneText = "none"
