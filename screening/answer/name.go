package answer

import (
	"fmt"
	"slices"
)

// NameOf is the name of a value of an ordered list, whose names stand in its order; of what is not
// on the list its number, as Kind(9).
func NameOf[T ~uint8](names []string, what string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("%s(%d)", what, v)
}

// MarshalName is the name of a value as text. What is not on the list has none: that is the error.
func MarshalName[T ~uint8](names []string, what string, v T) ([]byte, error) {
	if int(v) >= len(names) {
		return nil, fmt.Errorf("%s has no name", NameOf(names, what, v))
	}
	return []byte(names[v]), nil
}

// UnmarshalName reads a name and nothing else. Where the text is none, v stays as it is.
func UnmarshalName[T ~uint8](names []string, what string, text []byte, v *T) error {
	i := slices.Index(names, string(text))
	if i < 0 {
		return fmt.Errorf("%q is not a %s", text, what)
	}
	*v = T(i)
	return nil
}
