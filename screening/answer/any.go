package answer

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// Any is the answer to a fact of any kind: yes or no, a number, one value of a list or several,
// unsure, or not asked, which is the zero value. It answers facts by their name, those of a
// clinic's rule files too.
type Any struct {
	state  state
	form   form
	yes    bool
	number float64
	values []string
}

// form is what a known answer is made of.
type form uint8

const (
	isYesNo form = iota
	isNumber
	isValue
	isValues
)

// Of returns a yes/no answer, and with [Unsure] the answer of somebody who does not
// know a fact of any kind.
func Of(a YesNo) Any {
	switch a {
	case NotAsked:
		return Any{}
	case Unsure:
		return Any{state: unsure}
	case No, Yes:
		return Any{state: known, yes: a == Yes}
	}
	return Any{state: invalid}
}

// Number returns the answer to a whole or decimal number.
func Number(x float64) Any { return Any{state: known, form: isNumber, number: x} }

// Value returns the answer that names one value of a list.
func Value(name string) Any { return Any{state: known, form: isValue, values: []string{name}} }

// Values returns the answer that names values of a set.
func Values(names ...string) Any { return Any{state: known, form: isValues, values: names} }

// Asked reports whether the question was asked, whatever came of it.
func (a Any) Asked() bool { return a.state != notAsked }

// Unsure reports whether the question was asked and brought no value.
func (a Any) Unsure() bool { return a.state == unsure }

// YesNo returns the answer to a yes/no question, and whether it is one; unsure and not asked are.
func (a Any) YesNo() (YesNo, bool) {
	switch {
	case a.state == notAsked:
		return NotAsked, true
	case a.state == unsure:
		return Unsure, true
	case a.state != known || a.form != isYesNo:
		return NotAsked, false
	case a.yes:
		return Yes, true
	}
	return No, true
}

// Denies reports whether the answer is no, or the value none of a list, alone.
func (a Any) Denies(none string) bool {
	switch {
	case a.state != known || a.form == isNumber:
		return false
	case a.form == isYesNo:
		return !a.yes
	}
	return len(a.values) == 1 && a.values[0] == none
}

// Number returns the number, and whether there is one.
func (a Any) Number() (float64, bool) { return a.number, a.state == known && a.form == isNumber }

// Values returns the value of a list, or the values of a set, and whether the
// answer is one of these.
func (a Any) Values() ([]string, bool) {
	return slices.Clone(a.values), a.state == known && a.form >= isValue
}

// Equal reports whether both answer the same; the order of values does not count.
func (a Any) Equal(b Any) bool {
	return a.state == b.state && (a.state != known || a.form == b.form && a.yes == b.yes && a.number == b.number &&
		slices.Equal(slices.Sorted(slices.Values(a.values)), slices.Sorted(slices.Values(b.values))))
}

// String returns the answer as a person would write it, "unsure" or "not asked".
func (a Any) String() string {
	switch {
	case a.state == notAsked:
		return notAskedText
	case a.state == unsure:
		return unsureText
	case a.form == isNumber:
		return strconv.FormatFloat(a.number, 'f', -1, 64)
	case a.form == isValue:
		return a.values[0]
	case a.form == isValues:
		return "[" + strings.Join(a.values, " ") + "]"
	}
	x, _ := a.YesNo()
	return x.String()
}

// MarshalJSON writes yes, no, unsure and one value as words, a number without an exponent, the
// values of a set as a list, and null for not asked.
func (a Any) MarshalJSON() ([]byte, error) {
	x, isYesNo := a.YesNo()
	switch {
	case isYesNo:
		return x.MarshalJSON()
	case a.state == invalid:
		return nil, errors.New("it holds something that is no answer")
	case a.form == isNumber:
		return number(a.number)
	case a.form == isValue && a.values[0] == "":
		return nil, errors.New("an empty value answers nothing")
	case a.form == isValue:
		return json.Marshal(a.values[0])
	case len(a.values) == 0:
		return nil, errors.New("an empty list answers nothing")
	}
	return json.Marshal(a.values)
}
