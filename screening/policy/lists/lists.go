// Package lists has what the standard library does not say of slices in one word.
package lists

import "slices"

// Of returns what f makes of every item, in their order; of none it is nil.
func Of[T, U any](items []T, f func(T) U) []U {
	if len(items) == 0 {
		return nil
	}
	out := make([]U, len(items))
	for i, x := range items {
		out[i] = f(x)
	}
	return out
}

// Some returns what f makes of the items that it keeps; of none it is nil.
func Some[T, U any](items []T, f func(T) (U, bool)) []U {
	var out []U
	for _, x := range items {
		if y, keep := f(x); keep {
			out = append(out, y)
		}
	}
	return out
}

// Where returns the items of which keep is true; of none it is nil.
func Where[T any](items []T, keep func(T) bool) []T {
	return Some(items, func(x T) (T, bool) { return x, keep(x) })
}

// Add returns a list with further items behind it, but for those that are there already.
func Add[T comparable](to []T, items ...T) []T {
	for _, x := range items {
		if !slices.Contains(to, x) {
			to = append(to, x)
		}
	}
	return to
}
