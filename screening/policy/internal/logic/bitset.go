package logic

import "slices"

// bitset is a set of small numbers, rules or cubes, 64 to the word.
type bitset []uint64

func newBitset(size int) bitset { return make(bitset, (size+63)/64) }

func (s bitset) add(i int32) { s[i/64] |= 1 << (i % 64) }

func (s bitset) has(i int32) bool { return s[i/64]>>(i%64)&1 == 1 }

func (s bitset) clone() bitset { return slices.Clone(s) }

// within reports whether every member of s is one of t.
func (s bitset) within(t bitset) bool {
	for i := range s {
		if s[i]&^t[i] != 0 {
			return false
		}
	}
	return true
}
