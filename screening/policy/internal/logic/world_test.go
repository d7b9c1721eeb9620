package logic

import (
	"math/rand/v2"
	"slices"
)

// world is a random network with a state, and the definition of every result by enumeration.
type world struct {
	net     *Network
	st      *State
	request uint64
	waivers []Waiver
	facts   int
}

func newWorld(r *rand.Rand) *world {
	w := &world{}
	nv := 3 + r.IntN(5)
	places := 1 + r.IntN(3)
	var vars []Variable
	fact := int32(0)
	for range nv {
		cells := 2
		if r.IntN(3) == 0 {
			cells = 3
		}
		safe := uint64(1)
		if r.IntN(4) == 0 {
			safe = uint64(1 + r.IntN(1<<cells-1))
		}
		vars = append(vars, Variable{cells, safe, fact})
		fact++
	}
	// A site fact with one variable for each place.
	at := make([]int32, places)
	withSite := r.IntN(3) == 0
	for p := range at {
		at[p] = -1
		if withSite {
			at[p] = int32(len(vars))
			vars = append(vars, Variable{2, 1, fact})
		}
	}
	if withSite {
		fact++
	}
	w.facts = int(fact)
	lit := func() Literal {
		v := r.IntN(len(vars))
		full := uint64(1)<<vars[v].Cells - 1
		return Literal{int32(v), uint64(1 + r.IntN(int(full-1)))}
	}
	var rules []Rule
	for range 1 + r.IntN(5) {
		var f Formula
		f.Op = Or
		for range 1 + r.IntN(3) {
			k := Formula{Op: And}
			for range 1 + r.IntN(3) {
				k.Kids = append(k.Kids, Formula{Op: Lit, Lit: lit()})
			}
			if r.IntN(5) == 0 {
				k.Op, k.N = AtLeast, 1+r.IntN(len(k.Kids))
			}
			f.Kids = append(f.Kids, k)
		}
		cubes, err := f.InCubes(&Work{1000, 1 << 30})
		if err != nil {
			panic(err)
		}
		rule := Rule{
			Cubes: cubes, Level: uint8(1 + r.IntN(4)), Urgency: uint8(r.IntN(5)), Reach: r.Uint64() & (1<<places - 1),
			Flag: r.IntN(4) == 0,
		}
		rule.UnsureLevel, rule.UnsureUrgency = min(rule.Level, 2), min(rule.Urgency, 3)
		switch r.IntN(4) {
		case 0:
			rule.UnsureLevel, rule.UnsureUrgency = 0, 0
		case 1:
			rule.UnsureLevel, rule.UnsureUrgency = uint8(1+r.IntN(int(rule.Level))), uint8(r.IntN(int(rule.Urgency)+1))
		}
		if r.IntN(3) == 0 {
			rule.Urgency = 0
			rule.UnsureUrgency = 0
		}
		if r.IntN(3) == 0 {
			rule.LimitReach = r.Uint64() & (1<<places - 1)
		}
		if withSite && r.IntN(2) == 0 {
			rule.At = at
			rule.Reach = 0
			rule.LimitInside, rule.LimitElsewhere = r.IntN(2) == 0, r.IntN(4) == 0
		}
		rules = append(rules, rule)
	}
	w.net = New(Config{
		Levels: 5, Urgencies: 5, LimitLevel: 1, EverywhereFrom: 3, WaivedFrom: uint8(2 + r.IntN(3)/2), WaivedTo: 1,
		Places: places, Budget: 1 << 40, QuestionBudget: 1 << 40,
	}, vars, rules)
	w.request = 1 + uint64(r.IntN(1<<places-1))
	w.st = &State{Status: make([]Status, len(vars)), Cells: make([]uint64, len(vars))}
	byFact := make([]Status, fact)
	for i := range byFact {
		byFact[i] = Status(r.IntN(3))
		if r.IntN(3) == 0 {
			byFact[i] = Open
		}
	}
	for v := range vars {
		w.st.Status[v] = byFact[vars[v].Owner]
		w.st.Cells[v] = 1<<vars[v].Cells - 1
		if w.st.Status[v] == Fixed {
			w.st.Cells[v] = 1 << r.IntN(vars[v].Cells)
		}
	}
	w.addClauses(r)
	for range max(0, r.IntN(4)-1) {
		covers := make([]bool, len(rules))
		for i := range covers {
			covers[i] = r.IntN(2) == 0
		}
		w.waivers = append(w.waivers, Waiver{covers, r.Uint64() & (1<<places - 1)})
	}
	return w
}

// addClauses draws what ties variables together: of a site at least one place, and that some
// variables lie so only if another does. A clause names at most one fact that is unsure, and an
// unsure variable can meet all of its clauses.
func (w *world) addClauses(r *rand.Rand) {
	byFact := map[int32]Cube{}
	var loose []int32 // by variable
	for v, x := range w.net.Vars {
		if w.st.Status[v] != Fixed {
			byFact[x.Owner] = append(byFact[x.Owner], Literal{int32(v), 2})
			loose = append(loose, int32(v))
		}
	}
	for f := range w.facts {
		if c := byFact[int32(f)]; len(c) > 1 && r.IntN(2) == 0 {
			w.st.Clauses = append(w.st.Clauses, c)
		}
	}
	meets := map[int32]uint64{}
	for range r.IntN(5) {
		var c Cube
		unsure := -1
		for _, i := range r.Perm(len(loose))[:min(len(loose), 2+r.IntN(2))] {
			v := loose[i]
			if w.st.Status[v] == Unsure {
				if unsure >= 0 {
					continue
				}
				unsure = int(v)
			}
			full := uint64(1)<<w.net.Vars[v].Cells - 1
			c = append(c, Literal{v, uint64(1 + r.IntN(int(full-1)))})
		}
		if len(c) < 2 {
			continue
		}
		if unsure >= 0 {
			for _, l := range c {
				if int(l.Var) != unsure {
					continue
				}
				left, ok := meets[l.Var]
				if !ok {
					left = w.st.Cells[l.Var]
				}
				if left&l.Cells == 0 || len(byFact[w.net.Vars[l.Var].Owner]) > 1 {
					c = nil
					break
				}
				meets[l.Var] = left & l.Cells
			}
		}
		if len(c) > 1 {
			slices.SortFunc(c, func(a, b Literal) int { return int(a.Var - b.Var) })
			w.st.Clauses = append(w.st.Clauses, c)
		}
	}
	possible := false
	w.assign(append(point(nil), w.st.Cells...), Open, func(p point) {
		w.assign(p, Unsure, func(p point) { possible = possible || w.clausesHold(p) })
	})
	if !possible {
		w.st.Clauses = nil
	}
}
