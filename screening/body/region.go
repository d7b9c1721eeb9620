// Package body names the parts of the body.
package body

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Region is a part of the body, or a group that stands for its parts, by the name that rules and
// JSON use. The zero value is none. Which regions there are, and what groups stand for, is data of
// the rules: list.go, written from it, has names for those that come with the library.
//
//	BackAll        meant where no region is named
//	NeckSide       over the artery
//	SpineMidline   the strip directly over the spine; the paraspinal regions lie beside it
//	KidneyArea     below rib 12, beside the muscles
//	FloatingRibs   ribs 11 and 12
type Region string

// Side is a half of the body. The zero value is none: both, or the whole.
type Side string

// The sides.
const (
	Left  Side = "left"
	Right Side = "right"
)

// Sides returns the sides, in their order.
func Sides() []Side { return []Side{Left, Right} }

// Compare orders regions as [All] does, others behind them by name.
func Compare(a, b Region) int {
	all := All()
	rank := func(r Region) int {
		if i := slices.Index(all, r); i >= 0 {
			return i
		}
		return len(all)
	}
	return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b))
}

// String returns the name that rules and JSON use.
func (r Region) String() string { return string(r) }

// MarshalText writes the name; what is no region is refused.
func (r Region) MarshalText() ([]byte, error) {
	if !slices.Contains(All(), r) {
		return nil, fmt.Errorf("%.60q is not a region", string(r))
	}
	return []byte(r), nil
}

// UnmarshalText reads a name and nothing else.
func (r *Region) UnmarshalText(text []byte) error {
	if !slices.Contains(All(), Region(text)) {
		return fmt.Errorf("%.60q is not a region%s", text, document.Suggest(string(text), names()))
	}
	*r = Region(text)
	return nil
}

// In reports whether the region is named, or a group that it is part of, as rules name them. A name
// that is none of a region names nothing.
func (r Region) In(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(Region(name).Parts(), r) })
}

// Read reads one of the regions or groups in a larger document, and adds what
// is wrong with it to p.
func (r *Region) Read(n *document.Node, p *document.Problems) { n.Word(p, r, "a region", names()) }

func names() []string {
	return lists.Of(All(), func(r Region) string { return string(r) })
}
