package codes

import "strings"

// nearest returns the rows of the one ingredient whose name is one slip away, or none.
func (t *Tables) nearest(typed string) []drugRow {
	var best []drugRow
	first := ""
	for name, rows := range t.names {
		if !strings.Contains(name, " ") && oneSlip(typed, name) {
			if best != nil && best[0].ingredient != rows[0].ingredient {
				return nil // honestly not: two drugs are as near
			}
			if best == nil || name < first {
				best, first = rows, name
			}
		}
	}
	return best
}

// oneSlip reports whether one letter is wrong, missing, too many, or two neighbours are swapped.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == b || len(b)-len(a) > 1 || len(a) < 5 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
