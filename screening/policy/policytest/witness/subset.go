package witness

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// Subsets leaves n random handfuls of up to open facts open, one after the other, and goes through
// every way to answer them, up to most ways each. Bounds and questions have to be exactly what
// comes out of that: none missing, none too many. Half of the handfuls are taken from what the
// set's own rules read, not those it has adopted.
func (w *Witness) Subsets(seed uint64, n, open, most int) error {
	own := w.readByOwn()
	for done := 0; done < n; seed++ {
		x := subset{Witness: w, most: most, handful: open, guards: map[string]Truth{}}
		if !x.draw(rand.New(rand.NewPCG(seed, 3)), own) {
			continue
		}
		done++
		if err := x.judge(); err != nil {
			return fmt.Errorf("seed %d: %w; requested %v, the answers:\n%s",
				seed, err, x.request.Places, Describe(w.set, x.answers))
		}
	}
	return nil
}

// readByOwn are the facts that rules read which are not adopted.
func (w *Witness) readByOwn() []int {
	var own []int
	for i, r := range w.set.Rules() {
		if !r.Adopted {
			own = append(own, w.reads[i]...)
		}
	}
	slices.Sort(own)
	return slices.Compact(own)
}

// subset is a client who has answered everything but a handful of facts. Every way to answer
// these is a completion.
type subset struct {
	*Witness
	answers *policy.Answers
	request policy.Request
	open    []int // facts, in their order
	hanging []int // those of them whose guard reads another
	ways    int
	most    int
	handful int              // how many facts are opened at most
	guards  map[string]Truth // what was found before: cel-go takes longer than everything else
	e       policy.Evaluation
}

// guard is Guard, with a memory. It reads nothing but the chain of the fact.
func (x *subset) guard(fact int, given []policy.Answer) Truth {
	key := binary.AppendUvarint(nil, uint64(fact))
	for _, i := range x.chains[fact] {
		a := given[i]
		known := uint64(a.State) << 1
		if a.Yes {
			known |= 1
		}
		key = binary.AppendUvarint(key, known)
		key = binary.AppendUvarint(key, math.Float64bits(a.Number))
		key = binary.AppendUvarint(key, a.Values)
	}
	t, ok := x.guards[string(key)]
	if !ok {
		t = x.Guard(fact, given)
		x.guards[string(key)] = t
	}
	return t
}

// draw opens a random handful of answers. It reports false where there is nothing to
// go through or too much.
func (x *subset) draw(r *rand.Rand, own []int) bool {
	x.request, x.ways = x.DrawRequest(r, false), 1
	full := x.Complete(r, x.base(r), &x.e)
	if full == nil || x.set.Evaluate(full, x.request, &x.e) != nil {
		return false
	}
	facts := x.set.Facts()
	if r.IntN(2) == 0 {
		// Without the cards, what they said can be opened too.
		for i := range facts {
			if !facts[i].Volunteered {
				full.SetFact(i, x.e.Given(i))
			}
		}
		for c := range full.Cards() {
			full.SetCard(c, policy.CardAnswer{})
		}
	}
	x.answers = full
	from := own
	if r.IntN(2) == 0 {
		from = r.Perm(len(facts))
	}
	for _, i := range r.Perm(len(from))[:min(len(from), 1+r.IntN(x.handful))] {
		full.SetFact(from[i], policy.Answer{})
	}
	// What hangs on something open can be asked only after it.
	for again := true; again; {
		again = false
		if x.set.Evaluate(full, x.request, &x.e) == nil {
			break
		}
		for i := range facts {
			if full.Fact(i).State != policy.NotAsked &&
				slices.ContainsFunc(x.chains[i], func(g int) bool { return x.e.Given(g).State == policy.NotAsked }) {
				full.SetFact(i, policy.Answer{})
				again = true
			}
		}
	}
	if x.set.Evaluate(full, x.request, &x.e) != nil {
		return false
	}
	given := x.given(&x.e)
	if x.torn(given, x.told(full)) {
		return false // cel-go knows nothing of answers that count side by side
	}
	for i := range facts {
		if given[i].State == policy.NotAsked && x.Guard(i, given) != False {
			x.open = append(x.open, i)
			if x.ways *= len(x.values[i]); x.ways > x.most {
				return false
			}
		}
	}
	for _, i := range x.open {
		if slices.ContainsFunc(x.chains[i], func(g int) bool { return slices.Contains(x.open, g) }) {
			x.hanging = append(x.hanging, i)
		}
	}
	return len(x.open) > 0
}

// base draws answers of which a part denies, so that it shows what the others do. A quarter
// of them answers cards.
func (x *subset) base(r *rand.Rand) *policy.Answers {
	if r.IntN(4) == 0 {
		return x.Draw(r)
	}
	calm := [...]int{0, 80, 95, 100}[r.IntN(4)]
	a := x.set.NewAnswers()
	for i, f := range x.set.Facts() {
		if f.Volunteered && r.IntN(100) < calm {
			continue
		}
		a.SetFact(i, x.value(r, i))
		if no := slices.IndexFunc(x.values[i], func(a policy.Answer) bool { return Denies(f, a) }); no >= 0 &&
			r.IntN(100) < calm {
			a.SetFact(i, x.values[i][no])
		}
	}
	for range 50 {
		err := x.set.Check(a)
		if err == nil {
			return a
		}
		x.drop(a, err)
	}
	return x.set.NewAnswers()
}

// point is what is decided where everything is answered.
type point struct {
	bounds []int // session, urgency, requested places
	rules  string
}

// complete answers what is open in one way. It returns nil for a way that an implication excludes.
func (x *subset) complete(way int) (*point, error) {
	a := x.answers.Clone()
	for _, i := range x.open {
		values := x.values[i]
		a.SetFact(i, values[way%len(values)])
		way /= len(values)
	}
	for _, i := range x.hanging {
		// What a guard rules out is not asked; a no above it rules out what hangs on it in turn.
		if x.guard(i, explicit(a)) == False && x.ruledOut(i, a) {
			a.SetFact(i, policy.Answer{})
		}
	}
	if err := x.set.Evaluate(a, x.request, &x.e); err != nil {
		return nil, fmt.Errorf("%w; of:\n%s", err, Describe(x.set, a))
	}
	for _, d := range x.e.Disagreements() {
		for _, c := range x.implied {
			lead := c.mutual && slices.ContainsFunc(c.reads, func(f int) bool { return slices.Contains(x.open, f) })
			if c.implication == d.Implication && (lead || slices.Contains(x.open, d.Fact)) {
				return nil, nil
			}
		}
	}
	p := &point{}
	for _, b := range x.bounds() {
		if !b.Settled() {
			return nil, fmt.Errorf("everything is answered and a bound is %v:\n%s", b, Describe(x.set, a))
		}
		p.bounds = append(p.bounds, b.Floor)
	}
	var rules strings.Builder
	for _, o := range x.e.Outcomes() {
		rules.WriteString(o.Rule.ID)
		if o.Holds {
			rules.WriteString(" holds")
		}
		rules.WriteByte(' ')
		rules.WriteString(strconv.FormatUint(o.Places, 36))
		rules.WriteString(x.e.SideOf(o.Rule))
		rules.WriteByte('\n')
	}
	p.rules = rules.String()
	return p, nil
}

func (x *subset) bounds() []policy.Bounds {
	return append([]policy.Bounds{x.e.Session(), x.e.Urgency()}, placeBounds(&x.e)...)
}

// ruledOut reports whether the guard of a fact is false by what cards and answers say together.
func (x *subset) ruledOut(fact int, a *policy.Answers) bool {
	without := a.Clone()
	without.SetFact(fact, policy.Answer{})
	_ = x.set.Evaluate(without, x.request, &x.e) // a contradiction elsewhere is for the caller
	return x.guard(fact, x.given(&x.e)) == False
}

// judge holds the engine against all completions.
func (x *subset) judge() error {
	points := make([]*point, x.ways)
	var bounds []policy.Bounds
	for way := range points {
		p, err := x.complete(way)
		if err != nil {
			return err
		}
		points[way] = p
		if p == nil {
			continue
		}
		for i, b := range p.bounds {
			if len(bounds) <= i {
				bounds = append(bounds, policy.Bounds{Floor: b, Ceiling: b})
			}
			bounds[i] = policy.Bounds{Floor: min(bounds[i].Floor, b), Ceiling: max(bounds[i].Ceiling, b)}
		}
	}
	if err := x.set.Evaluate(x.answers, x.request, &x.e); err != nil {
		return err
	}
	if got := x.bounds(); !slices.Equal(got, bounds) {
		return fmt.Errorf("the bounds are %v, and over all completions %v", got, bounds)
	}
	decides, refines := x.changes(points)
	want := map[int]string{}
	for _, i := range x.open {
		switch {
		case decides[i]:
			want[i] = "decides"
		case refines[i]:
			want[i] = "refines"
		}
	}
	got := x.asked(decides, want)
	for i := range x.set.Facts() { // of what is not open, nothing is to be asked
		if got[i] != want[i] {
			return fmt.Errorf("%s is asked as %q, and over all completions it %q",
				x.set.Facts()[i].Name, got[i], want[i])
		}
	}
	return nil
}

// changes finds what a single answer can change.
func (x *subset) changes(points []*point) (decides, refines map[int]bool) {
	decides, refines = map[int]bool{}, map[int]bool{}
	stride := 1
	for _, i := range x.open {
		n := len(x.values[i])
		for way, p := range points {
			if p == nil || decides[i] {
				continue
			}
			first := points[way-way/stride%n*stride]
			for to := range n {
				if q := points[way+(to-way/stride%n)*stride]; q != nil {
					first = q
					break
				}
			}
			decides[i] = !slices.Equal(p.bounds, first.bounds)
			refines[i] = refines[i] || p.rules != first.rules
		}
		stride *= n
	}
	return decides, refines
}

// asked are the questions, but for what is asked only because it leads to another of them.
func (x *subset) asked(decides map[int]bool, want map[int]string) map[int]string {
	leads := func(lead int, to func(fact int) bool) bool {
		return slices.ContainsFunc(x.open, func(i int) bool { return to(i) && slices.Contains(x.chains[i], lead) })
	}
	out := map[int]string{}
	for _, q := range x.e.Questions(x.e.Outcomes()) {
		word := "refines"
		if q.Decides {
			word = "decides"
		}
		switch {
		case want[q.Index] == "" && leads(q.Index, func(i int) bool { return want[i] != "" }):
		case want[q.Index] == "refines" && q.Decides && leads(q.Index, func(i int) bool { return decides[i] }):
			out[q.Index] = "refines"
		default:
			out[q.Index] = word
		}
	}
	return out
}
