package logic

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

var runs = flag.Int("runs", 3000, "random networks held against brute force")

type point []uint64

func sat(c Cube, a point) bool {
	for _, l := range c {
		if a[l.Var]&l.Cells == 0 {
			return false
		}
	}
	return true
}

func (w *world) rule(r int, a point) bool {
	for _, c := range w.net.Rules[r].Cubes {
		if sat(c, a) {
			return true
		}
	}
	return false
}

func (w *world) clausesHold(a point) bool {
	for _, c := range w.st.Clauses {
		ok := false
		for _, l := range c {
			ok = ok || a[l.Var]&l.Cells != 0
		}
		if !ok {
			return false
		}
	}
	return true
}

// assign enumerates the cells of the variables with the status over base.
func (w *world) assign(base point, s Status, yield func(point)) {
	var rec func(v int)
	rec = func(v int) {
		if v == len(base) {
			yield(base)
			return
		}
		if w.st.Status[v] != s {
			rec(v + 1)
			return
		}
		old := base[v]
		for c := w.st.Cells[v]; c != 0; c &= c - 1 {
			base[v] = c & -c
			rec(v + 1)
		}
		base[v] = old
	}
	rec(0)
}

// result is the decision under one completion, and which rules hold (2), may hold (1), by place for
// sited ones.
type result struct {
	places  []uint8
	urgency uint8
	rules   string
}

func (w *world) at(c point) (result, bool) {
	n := w.net
	res := result{places: make([]uint8, n.Places)}
	valid := false
	possible := make([]bool, len(n.Rules)) // some unsure values
	always := make([]bool, len(n.Rules))
	for i := range always {
		always[i] = true
	}
	var us []point
	w.assign(append(point(nil), c...), Unsure, func(a point) {
		if !w.clausesHold(a) {
			return
		}
		valid = true
		us = append(us, append(point(nil), a...))
		for r := range n.Rules {
			h := w.rule(r, a)
			possible[r] = possible[r] || h
			always[r] = always[r] && h
		}
	})
	if !valid {
		return res, false
	}
	voided := make([]bool, len(w.waivers))
	for i, wv := range w.waivers {
		for r := range n.Rules {
			if n.Rules[r].Flag && !wv.Covers[r] && possible[r] {
				voided[i] = true
			}
		}
	}
	level := func(r, p int, a point, lv, urg uint8) uint8 {
		rule := &n.Rules[r]
		if lv == 0 {
			return 0
		}
		inside := rule.Reach>>p&1 == 1
		limit := rule.LimitReach>>p&1 == 1
		if rule.At != nil {
			inside = a[rule.At[p]] == 2
			limit = limit || inside && rule.LimitInside || !inside && rule.LimitElsewhere
		}
		out := uint8(0)
		if inside || urg >= n.EverywhereFrom {
			out = lv
		}
		if limit {
			out = max(out, n.LimitLevel)
		}
		if out > n.WaivedTo && out <= n.WaivedFrom {
			for i, wv := range w.waivers {
				if !voided[i] && wv.Covers[r] && wv.Places>>p&1 == 1 {
					return n.WaivedTo
				}
			}
		}
		return out
	}
	for p := range n.Places {
		mildest := uint8(255)
		doubt := uint8(0)
		for _, a := range us {
			d := uint8(0)
			for r := range n.Rules {
				if w.rule(r, a) {
					d = max(d, level(r, p, a, n.Rules[r].Level, n.Rules[r].Urgency))
					doubt = max(doubt, level(r, p, a, n.Rules[r].UnsureLevel, n.Rules[r].UnsureUrgency))
				}
			}
			mildest = min(mildest, d)
		}
		res.places[p] = max(mildest, doubt)
	}
	least := uint8(255)
	for _, a := range us {
		u := uint8(0)
		for r := range n.Rules {
			if w.rule(r, a) {
				u = max(u, n.Rules[r].Urgency)
				if n.Rules[r].UnsureLevel > 0 {
					res.urgency = max(res.urgency, n.Rules[r].UnsureUrgency)
				}
			}
		}
		least = min(least, u)
	}
	res.urgency = max(res.urgency, least)
	for r := range n.Rules {
		res.rules += fmt.Sprint(possible[r], always[r])
		if possible[r] && n.Rules[r].At != nil {
			for _, v := range n.Rules[r].At {
				if w.st.Status[v] != Unsure {
					res.rules += fmt.Sprint(c[v])
				}
			}
		}
	}
	return res, true
}

func (w *world) session(r result) uint8 {
	least, most := uint8(255), uint8(0)
	for p, d := range r.places {
		if w.request>>p&1 == 1 {
			least, most = min(least, d), max(most, d)
		}
	}
	return max(least, min(most, 1))
}

func TestBruteForce(t *testing.T) {
	var e Evaluation
	var previous *Network
	tried, tied := 0, 0
	for seed := range *runs {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		w := newWorld(r)
		base := append(point(nil), w.st.Cells...)
		type done struct {
			c point
			r result
		}
		var all []done
		index := map[string]int{}
		w.assign(base, Open, func(c point) {
			if res, ok := w.at(c); ok {
				index[fmt.Sprint(c)] = len(all)
				all = append(all, done{append(point(nil), c...), res})
			}
		})
		if len(all) == 0 {
			continue
		}
		tried++
		if previous != w.net {
			e = Evaluation{}
		}
		w.net.Evaluate(w.st, w.request, w.waivers, &e)
		want := Result{Places: make([]Bounds, w.net.Places)}
		low := func(b *Bounds, v uint8, first bool) {
			if first {
				*b = Bounds{v, v}
			}
			b.Floor, b.Ceiling = min(b.Floor, v), max(b.Ceiling, v)
		}
		for i, d := range all {
			for p := range want.Places {
				if w.request>>p&1 == 1 {
					low(&want.Places[p], d.r.places[p], i == 0)
				}
			}
			low(&want.Urgency, d.r.urgency, i == 0)
			low(&want.Session, w.session(d.r), i == 0)
		}
		if e.Inexact {
			t.Fatalf("seed %d: inexact", seed)
		}
		if fmt.Sprint(want.Places, want.Urgency, want.Session) != fmt.Sprint(e.Places, e.Urgency, e.Session) {
			t.Fatalf("seed %d: got places %v urgency %v session %v, want %v %v %v", seed,
				e.Places, e.Urgency, e.Session, want.Places, want.Urgency, want.Session)
		}
		ask := make([]Question, w.facts)
		exact := e.Questions(ask)
		right := make([]Question, w.facts)
		decided := false
		for f := range w.facts {
			q := &right[f]
			for _, d := range all {
				w.change(d.c, int32(f), func(c point) {
					j, ok := index[fmt.Sprint(c)]
					if !ok {
						return
					}
					o := all[j].r
					if o.urgency != d.r.urgency {
						q.Decides = true
					}
					for p := range o.places {
						if w.request>>p&1 == 1 && o.places[p] != d.r.places[p] {
							q.Decides = true
						}
					}
					if o.rules != d.r.rules {
						q.Refines = true
					}
				})
			}
			decided = decided || q.Decides
		}
		settled := e.Session.Settled() && e.Urgency.Settled()
		for _, b := range e.Places {
			settled = settled && b.Settled()
		}
		if !settled && !decided {
			// Clauses tie facts so closely that none changes anything alone: all are asked, and
			// that is said.
			tied++
			if exact {
				t.Fatalf("seed %d: nothing is settled, nothing decides, and that is called exact", seed)
			}
			if !slices.ContainsFunc(ask, func(q Question) bool { return q.Decides }) {
				t.Fatalf("seed %d: nothing is settled, and nothing is asked", seed)
			}
			continue
		}
		for f, got := range ask {
			got.Refines = got.Refines || got.Decides
			q := right[f]
			q.Refines = q.Refines || q.Decides
			if got != q {
				t.Fatalf("seed %d: fact %d: got %+v, want %+v", seed, f, got, q)
			}
		}
	}
	t.Logf("%d networks, %d tied", tried, tied)
}

// A budget that is cut short is said to be, and makes nothing milder: bounds are then wider, and
// more is asked.
func TestBudget(t *testing.T) {
	cut := 0
	for seed := range *runs {
		w := newWorld(rand.New(rand.NewPCG(uint64(seed), 7)))
		var exact Evaluation
		w.net.Evaluate(w.st, w.request, w.waivers, &exact)
		want := make([]Question, w.facts)
		if !exact.Questions(want) {
			continue // clauses tie facts so closely that all are asked in any case
		}
		for _, budget := range []int{1, 5, 15, 40, 150, 600} {
			config := w.net.Config
			config.Budget, config.QuestionBudget = budget, budget
			var e Evaluation
			New(config, w.net.Vars, w.net.Rules).Evaluate(w.st, w.request, w.waivers, &e)
			got := make([]Question, w.facts)
			asked := e.Questions(got)
			bounds := func(e *Evaluation) []Bounds { return append(slices.Clone(e.Places), e.Urgency, e.Session) }
			if !e.Inexact && !slices.Equal(bounds(&exact), bounds(&e)) {
				t.Fatalf("seed %d, budget %d: bounds %v, exactly %v, and that is called exact", seed, budget,
					bounds(&e), bounds(&exact))
			}
			for i, b := range bounds(&e) {
				if x := bounds(&exact)[i]; b.Floor > x.Floor || b.Ceiling < x.Ceiling {
					t.Fatalf("seed %d, budget %d: bound %d is %v, exactly %v", seed, budget, i, b, x)
				}
			}
			for f, q := range got {
				if want[f].Decides && !q.Decides || want[f].Refines && !q.Refines && !q.Decides {
					t.Fatalf("seed %d, budget %d: fact %d is %+v, exactly %+v", seed, budget, f, q, want[f])
				}
			}
			if asked && !e.Inexact && !slices.Equal(want, got) {
				t.Fatalf("seed %d, budget %d: questions %v, exactly %v, and that is called exact",
					seed, budget, got, want)
			}
			if e.Inexact || !asked {
				cut++
			}
		}
	}
	t.Logf("%d results were cut short", cut)
	if cut == 0 {
		t.Error("no budget was spent")
	}
}

// change enumerates the points that differ from c in the open variables of the fact only.
func (w *world) change(c point, fact int32, yield func(point)) {
	var vars []int
	for v := range c {
		if w.net.Vars[v].Owner == fact && w.st.Status[v] == Open {
			vars = append(vars, v)
		}
	}
	a := append(point(nil), c...)
	var rec func(i int)
	rec = func(i int) {
		if i == len(vars) {
			yield(a)
			return
		}
		v := vars[i]
		for m := w.st.Cells[v]; m != 0; m &= m - 1 {
			a[v] = m & -m
			rec(i + 1)
		}
		a[v] = c[v]
	}
	if len(vars) > 0 {
		rec(0)
	}
}
