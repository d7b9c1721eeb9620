package logic

// bitset is a set of small numbers, rules or cubes, 64 to the word.
type bitset []uint64

func newBitset(size int) bitset { return make(bitset, (size+63)/64) }

func (s bitset) add(i int32) { s[i/64] |= 1 << (i % 64) }
