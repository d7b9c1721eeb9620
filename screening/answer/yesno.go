package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/safehands/safehands/screening/policy"
)

// YesNo is the answer to a yes/no question: [NotAsked], [Unsure], [No] or [Yes].
type YesNo uint8

// The answers, the least informed first.
const (
	NotAsked YesNo = iota // zero value: nobody has asked, which is never no
	Unsure                // asked; the client does not know or declines
	No
	Yes
)

const (
	notAskedText = "not asked"
	unsureText   = "unsure"
	yesText      = "yes"
	noText       = "no"
)

// String returns "not asked", "unsure", "no" or "yes".
func (a YesNo) String() string {
	switch a {
	case NotAsked:
		return notAskedText
	case Unsure:
		return unsureText
	case No:
		return noText
	case Yes:
		return yesText
	}
	return "YesNo(" + strconv.Itoa(int(a)) + ")"
}

// Equal reports whether both answers are the same.
func (a YesNo) Equal(b YesNo) bool { return a == b }

// MarshalJSON writes "yes", "no" or "unsure", and null for not asked.
func (a YesNo) MarshalJSON() ([]byte, error) {
	switch a {
	case NotAsked:
		return []byte("null"), nil
	case Unsure, No, Yes:
		return json.Marshal(a.String())
	}
	return nil, fmt.Errorf("%s is not an answer", a)
}

// UnmarshalJSON reads what MarshalJSON writes and nothing else: true is not yes.
func (a *YesNo) UnmarshalJSON(data []byte) error {
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

func (a *YesNo) kinds() []policy.FactKind { return []policy.FactKind{policy.YesNo} }

func (a *YesNo) get() Any { return Of(*a) }

func (a *YesNo) put(x Any) {
	switch {
	case x.state == unsure:
		*a = Unsure
	case x.state == known && x.yes:
		*a = Yes
	case x.state == known:
		*a = No
	default:
		*a = NotAsked
	}
}
