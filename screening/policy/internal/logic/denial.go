package logic

// denial is a literal and the cubes that it stands in: none of them can hold for a client who lies outside its cells.
type denial struct {
	Literal
	cubes []word
}

// word is one word of a bitset that has few.
type word struct {
	at   int32
	bits uint64
}

func newDenials(cubes []ruleCube) []denial {
	var all []denial
	index := map[Literal]int{}
	for id, c := range cubes {
		for _, l := range c.cube {
			i, ok := index[l]
			if !ok {
				i = len(all)
				index[l], all = i, append(all, denial{Literal: l})
			}
			all[i].add(int32(id))
		}
	}
	return all
}

// add enters a cube; they come by rising number.
func (d *denial) add(id int32) {
	if n := len(d.cubes); n == 0 || d.cubes[n-1].at != id/64 {
		d.cubes = append(d.cubes, word{at: id / 64})
	}
	d.cubes[len(d.cubes)-1].bits |= 1 << (id % 64)
}
