package policy

// cardTable says for every fact of a card on which lines it stands.
type cardTable struct {
	facts []cardFact
	lines []lineTable
}

type cardFact struct {
	fact    int
	lines   uint64 // the lines that name it
	singles uint64 // those of them that name nothing else: ticked, they answer a yes/no fact
	no      Answer
}

type lineTable struct {
	facts  []int
	single bool // a tick says yes to the one fact
}

func (s *Set) newCardTable(c Card) cardTable {
	t := cardTable{}
	position := map[int]int{}
	for i, line := range c.Lines {
		lt := lineTable{}
		for _, name := range line.Facts {
			f := s.factIndex[name]
			lt.facts = append(lt.facts, f)
			at, ok := position[f]
			if !ok {
				at = len(t.facts)
				position[f] = at
				t.facts = append(t.facts, cardFact{fact: f, no: Answer{State: Known, Values: s.facts[f].noneBit()}})
			}
			t.facts[at].lines |= 1 << i
			if len(line.Facts) == 1 && s.facts[f].Kind == YesNo {
				t.facts[at].singles |= 1 << i
				lt.single = true
			}
		}
		t.lines = append(t.lines, lt)
	}
	return t
}

// says is what an answered card says of a fact: yes before a tick or an open line, which leave it
// to be asked, these before unsure, unsure before no.
func (c *cardFact) says(a CardAnswer) (answer Answer, told bool) {
	switch {
	case a.Ticked&c.singles != 0:
		return Answer{State: Known, Yes: true}, true
	case (a.Ticked|a.Open)&c.lines != 0:
		return Answer{}, false
	case a.Unsure&c.lines != 0:
		return Answer{State: Unsure}, true
	}
	return c.no, true
}
