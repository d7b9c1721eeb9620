package main

import (
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// sameDocument reports whether two texts of a file hold the same keys and words, blanks of
// expressions aside. A file that cannot be read is the same as none.
func sameDocument(name, before, after string) bool {
	var p document.Problems
	a := document.YAML(name, []byte(strings.TrimPrefix(before, "\ufeff")), &p)
	b := document.YAML(name, []byte(after), &p)
	return p.Len() == 0 && sameNode(a, b, "")
}

func sameNode(a, b *document.Node, key string) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || len(a.Entries) != len(b.Entries) || len(a.Items) != len(b.Items) {
		return false
	}
	x, y := a.Text, b.Text
	switch key {
	case "when", "where", "implies", "excludes", "asked_if":
		x, y = strings.Join(strings.Fields(spread(x)), " "), strings.Join(strings.Fields(spread(y)), " ")
	}
	if x != y {
		return false
	}
	for i := range a.Entries {
		if a.Entries[i].Key != b.Entries[i].Key || !sameNode(a.Entries[i].Value, b.Entries[i].Value, a.Entries[i].Key) {
			return false
		}
	}
	for i := range a.Items {
		if !sameNode(a.Items[i], b.Items[i], key) {
			return false
		}
	}
	return true
}
