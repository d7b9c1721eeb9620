package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"

	"github.com/safehands/safehands/screening/policy"
)

// state is how much is known of a fact; its zero value is not asked.
type state uint8

const (
	notAsked state = iota
	unsure
	known
	invalid // a value that is no answer at all
)

// Fact is the answer to a question that is not yes/no: a value, unsure, or not asked, which is
// the zero value. A T is an int, a float64, a string type whose values are a list of the
// rules, or a [Set] of such.
type Fact[T comparable] struct {
	value T
	state state
}

// Known returns the answer v.
func Known[T comparable](v T) Fact[T] { return Fact[T]{value: v, state: known} }

// UnsureOf returns the answer of somebody who was asked for a T and does not know
// it, or declines to say.
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

// MarshalJSON writes the value, a number without an exponent, or "unsure", or null for not asked.
func (f Fact[T]) MarshalJSON() ([]byte, error) {
	switch f.state {
	case known:
		if x, ok := any(f.value).(float64); ok {
			return number(x)
		}
		if s := reflect.ValueOf(f.value); s.Kind() == reflect.String && s.Len() == 0 {
			return nil, errors.New("an empty value answers nothing")
		}
		return json.Marshal(f.value)
	case unsure:
		return json.Marshal(unsureText)
	}
	return []byte("null"), nil
}

func number(x float64) ([]byte, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil, fmt.Errorf("%g is not a number", x)
	}
	return strconv.AppendFloat(nil, x, 'f', -1, 64), nil
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

// elements is a set, whatever it is of.
type elements interface {
	names() []string
	setNames(names []string)
}

func (f *Fact[T]) kinds() []policy.FactKind {
	switch x := any(&f.value).(type) {
	case *int:
		return []policy.FactKind{policy.Whole}
	case *float64:
		return []policy.FactKind{policy.Decimal}
	case elements:
		return []policy.FactKind{policy.SetOf}
	default:
		if reflect.TypeOf(x).Elem().Kind() == reflect.String {
			return []policy.FactKind{policy.OneOf}
		}
	}
	return nil
}

// Any returns the answer as one to a fact of any kind.
func (f Fact[T]) Any() Any { return f.get() }

func (f *Fact[T]) get() Any {
	if f.state != known {
		return Any{state: f.state}
	}
	switch x := any(&f.value).(type) {
	case *int:
		return Number(float64(*x))
	case *float64:
		return Number(*x)
	case elements:
		return Values(x.names()...)
	}
	return Value(reflect.ValueOf(&f.value).Elem().String())
}

func (f *Fact[T]) put(a Any) {
	*f = Fact[T]{state: a.state}
	if a.state != known {
		return
	}
	switch x := any(&f.value).(type) {
	case *int:
		*x = int(a.number)
	case *float64:
		*x = a.number
	case elements:
		x.setNames(a.values)
	default:
		if len(a.values) > 0 {
			reflect.ValueOf(&f.value).Elem().SetString(a.values[0])
		}
	}
}
