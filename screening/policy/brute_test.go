package policy_test

import (
	"flag"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

var cases = flag.Int("cases", 0,
	"random cases that the engine is held against brute force on; by itself the share of 10,000 that is drawn")
var firstDomain = flag.Int64("first", 1, "the random domain to begin with, as a fault names it")

// Sizes up to which a case is gone through.
const (
	maxCompletions = 1 << 12
	maxWays        = 1 << 15 // completions times the values of unsure facts
	casesOfDomain  = 24
)

// TestBruteForce holds bounds, settledness and questions of random clients of random domains
// against their definitions.
func TestBruteForce(t *testing.T) {
	t.Parallel()
	want := int64(*cases)
	if want == 0 {
		want = int64(draws.Of(t, 10_000))
	}
	var tally struct{ cases, completions, ways, skipped, domains, settled, deciding, refining, implied, torn, tied, seed atomic.Int64 }
	tally.seed.Store(*firstDomain - 1)
	start := time.Now()
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			var e policy.Evaluation
			for tally.cases.Load() < want && !t.Failed() {
				seed := tally.seed.Add(1)
				r := rand.New(rand.NewPCG(uint64(seed), 1))
				d := newDomain(r)
				set := mustLoadDomain(t, d)
				if set == nil {
					continue
				}
				def, err := newReading(set)
				if err != nil {
					t.Errorf("seed %d: %v\n%s", seed, err, d)
					return
				}
				if def == nil {
					continue
				}
				tally.domains.Add(1)
				for range casesOfDomain {
					c := trial{reading: def, answers: def.Draw(r), request: def.DrawRequest(r, true)}
					if !c.enumerate() {
						tally.skipped.Add(1)
						continue
					}
					if fault := c.compare(&e); fault != "" {
						t.Errorf("seed %d: %s\nrequested %v, clearances %v, answers:\n%s%s",
							seed, fault, c.request.Places, c.request.Clearances,
							witness.Describe(set, c.answers), d)
						return
					}
					if n := tally.cases.Add(1); n%100_000 == 0 {
						t.Logf("%d cases, seed %d, %v", n, seed, time.Since(start).Round(time.Second))
					}
					tally.completions.Add(int64(len(c.decisions)))
					tally.ways.Add(int64(c.ways))
					tally.deciding.Add(int64(c.deciding))
					tally.refining.Add(int64(c.refining))
					if c.tied {
						tally.tied.Add(1)
					}
					if d.implications != nil {
						tally.implied.Add(1)
					}
					if len(e.Disagreements()) > 0 {
						tally.torn.Add(1)
					}
					if e.Settled() {
						tally.settled.Add(1)
					}
				}
			}
		})
	}
	workers.Wait()
	t.Logf("%d cases of %d domains, %d settled; %d completions, %d with the values of unsure facts; %d deciding and %d refining facts; %d larger cases skipped; "+
		"%d with implications, in %d answers disagree, in %d no fact decides alone; %v",
		tally.cases.Load(), tally.domains.Load(), tally.settled.Load(),
		tally.completions.Load(), tally.ways.Load(), tally.deciding.Load(),
		tally.refining.Load(), tally.skipped.Load(),
		tally.implied.Load(), tally.torn.Load(), tally.tied.Load(), time.Since(start).Round(time.Millisecond))
}

// mustLoadDomain loads a domain without the rules that the loader refuses for what a random one may
// well be, or returns nil.
func mustLoadDomain(t *testing.T, d *domain) *policy.Set {
	for {
		set, err := d.load()
		if err == nil {
			return set
		}
		rules := len(d.rules) + len(d.implications)
		for line := range strings.SplitSeq(err.Error(), "\n") {
			if !slices.ContainsFunc(refusals, func(part string) bool { return strings.Contains(line, part) }) {
				t.Errorf("%v\n%s", err, d)
				return nil
			}
			if strings.Contains(line, "can leave no answer") || strings.Contains(line, "can never be so") || !strings.Contains(line, " r.n") {
				d.implications = nil
			}
			d.rules = slices.DeleteFunc(d.rules,
				func(r draft) bool { return strings.Contains(line, " "+r.keys[0][1]+": ") })
		}
		if len(d.rules)+len(d.implications) == rules {
			return nil
		}
	}
}

var refusals = []string{"can never hold", "always holds", "would count twice", "a red flag cannot rest on", "can leave no answer", "can never be so"}

// trial is one client of one domain, with what every completion comes to.
type trial struct {
	*reading
	answers *policy.Answers
	request policy.Request

	client    client
	places    []string
	open      []int      // the facts not asked
	decisions []decision // by completion, counted over the values of open; findings is empty where there is no such completion
	ways      int
	most      []decision // no completion comes to more than these, where cel-go cannot tell what it comes to
	sure      []decision // the completions that are possible whatever cel-go cannot tell
	lefts     []uint64   // by fact: the values that some completion has

	deciding, refining int
	tied               bool
}

// enumerate decides under every completion. It reports whether the case is small enough.
func (c *trial) enumerate() bool {
	c.client = c.read(c.answers)
	c.beyond = false
	asked := c.request.Places
	if len(asked) == 0 {
		asked = []string{c.schema.Default}
	}
	for _, p := range c.base {
		if c.among(asked, p) {
			c.places = append(c.places, p)
		}
	}
	all := make([]int, len(c.facts))
	var unsure []int
	completions, ways := 1, 1
	for f, s := range c.client.state {
		n := len(c.client.values[f])
		switch s {
		case policy.NotAsked:
			c.open = append(c.open, f)
			completions *= n
		case policy.Unsure:
			unsure = append(unsure, f)
			ways *= n
		default:
			all[f] = c.client.values[f][0]
		}
		if completions > maxCompletions || completions*ways > maxWays {
			return false
		}
	}
	c.decisions, c.lefts = make([]decision, completions), make([]uint64, len(c.facts))
	c.findIdle(completions, ways, unsure)
	var lists [][][]int
	for i := range completions {
		c.spread(all, c.open, i)
		var list [][]int
		for w := range ways {
			c.spread(all, unsure, w)
			if c.possible(&c.client, all) {
				list = append(list, slices.Clone(all))
				for f, v := range all {
					c.lefts[f] |= 1 << v
				}
			}
		}
		c.ways += len(list)
		if len(list) > 0 {
			c.decisions[i] = c.decide(&c.client, c.request, c.places, list, c.worlds)
		}
		lists = append(lists, list)
	}
	c.most, c.sure = nil, nil
	for i, list := range lists {
		if c.beyond && len(list) > 0 {
			c.most = append(c.most, c.decide(&c.client, c.request, c.places, list, c.mixtures))
			if c.surely(list) {
				c.sure = append(c.sure, c.decisions[i])
			}
		}
	}
	if len(c.places) > 0 && !c.oneWay && !slices.ContainsFunc(c.decisions, func(d decision) bool { return d.findings != "" }) {
		// Told answers exclude every value of a fact between them: then they exclude nothing.
		c.oneWay = true
		defer func() { c.oneWay = false }()
		c.places, c.open = nil, nil
		return c.enumerate()
	}
	return true
}

// findIdle finds the details that mean nothing in any completion.
func (c *trial) findIdle(completions, ways int, unsure []int) {
	idle := make([]bool, len(c.facts))
	left := 0
	for f := range idle {
		if idle[f] = c.detail(&c.client, f); idle[f] {
			left++
		}
	}
	all := make([]int, len(c.facts))
	for f, s := range c.client.state {
		if s == policy.Known {
			all[f] = c.client.values[f][0]
		}
	}
	for i := 0; i < completions && left > 0; i++ {
		c.spread(all, c.open, i)
		for w := 0; w < ways && left > 0; w++ {
			c.spread(all, unsure, w)
			if !c.possible(&c.client, all) {
				continue
			}
			worlds := c.worlds(&c.client, all)
			for f := range idle {
				if idle[f] && c.means(f, worlds) {
					idle[f] = false
					left--
				}
			}
		}
	}
	c.client.idle = idle
}

// surely reports whether the completion is possible also where everything speaks that speaks in some
// mixture of what disagrees.
func (c *trial) surely(ways [][]int) bool {
	c.mixed = true
	defer func() { c.mixed = false }()
	return !slices.ContainsFunc(ways, func(all []int) bool { return !c.possible(&c.client, all) })
}

func (c *trial) spread(all []int, facts []int, i int) {
	for _, f := range facts {
		all[f] = i % len(c.Values(f))
		i /= len(c.Values(f))
	}
}

// compare holds the engine against the definition and says where they part.
func (c *trial) compare(e *policy.Evaluation) string {
	if err := c.Set().Evaluate(c.answers, c.request, e); err != nil {
		return err.Error()
	}
	if e.Inexact() {
		return "inexact"
	}
	places, session, urgency := c.join(c.decisions)
	if places == nil {
		return "no completion is possible, and nothing is said of a contradiction"
	}
	var got []policy.Bounds
	var names []string
	for _, p := range e.Requested() {
		got, names = append(got, e.Place(p)), append(names, e.PlaceName(p))
	}
	if c.beyond {
		morePlaces, moreSession, moreUrgency := c.join(c.most)
		surePlaces, sureSession, sureUrgency := c.join(c.sure)
		least, most := append(places, session, urgency), append(morePlaces, moreSession, moreUrgency)
		sure := append(surePlaces, sureSession, sureUrgency)
		for i, b := range append(got, e.Session(), e.Urgency()) {
			if b.Floor < least[i].Floor || b.Floor > most[i].Floor || b.Ceiling > most[i].Ceiling ||
				surePlaces != nil && b.Ceiling < sure[i].Ceiling {
				return fmt.Sprint("got ", b, " where answers disagree, least ", least[i], " most ", most[i])
			}
		}
		return ""
	}
	settled := session.Settled() && urgency.Settled() &&
		!slices.ContainsFunc(places, func(b policy.Bounds) bool { return !b.Settled() })
	want := fmt.Sprint(c.places, places, "session", session, "urgency", urgency, "settled", settled)
	if text := fmt.Sprint(names, got, "session", e.Session(), "urgency", e.Urgency(), "settled", e.Settled()); text != want {
		return "got  " + text + "\nwant " + want
	}
	return c.compareQuestions(e)
}

// join is the bounds over all decisions, of the places, the session and urgency.
func (c *trial) join(decisions []decision) (places []policy.Bounds, session, urgency policy.Bounds) {
	for _, d := range decisions {
		if d.findings == "" {
			continue
		}
		first := places == nil
		if first {
			places = make([]policy.Bounds, len(c.places))
		}
		widen := func(b policy.Bounds, x int) policy.Bounds {
			if first {
				return policy.Bounds{Floor: x, Ceiling: x}
			}
			return policy.Bounds{Floor: min(b.Floor, x), Ceiling: max(b.Ceiling, x)}
		}
		for i := range places {
			places[i] = widen(places[i], int(d.levels>>(4*i)&15))
		}
		session, urgency = widen(session, d.session), widen(urgency, d.urgency)
	}
	return places, session, urgency
}

func (c *trial) compareQuestions(e *policy.Evaluation) string {
	decides, refines := make([]bool, len(c.facts)), make([]bool, len(c.facts))
	stride := 1
	for _, f := range c.open {
		n := len(c.Values(f))
		for i, d := range c.decisions {
			if d.findings == "" {
				continue
			}
			for v := i / stride % n; v < n; v++ {
				o := c.decisions[i+(v-i/stride%n)*stride]
				if o.findings == "" {
					continue
				}
				decides[f] = decides[f] || o.levels != d.levels || o.urgency != d.urgency || o.session != d.session
				refines[f] = refines[f] || o.findings != d.findings
			}
		}
		stride *= n
	}
	if !e.Settled() && !slices.Contains(decides, true) {
		// Implications tie facts so closely that none of them changes anything
		// alone: then all are asked.
		c.tied = true
		if qs := e.Questions(e.Outcomes()); !e.Inexact() || !slices.ContainsFunc(qs, func(q policy.Question) bool { return q.Decides }) {
			return "nothing is settled, and nothing is asked, or that is called exact"
		}
		return ""
	}
	marked := make([]int, len(c.facts)) // 2 decides, 1 refines
	for _, q := range e.Questions(e.Outcomes()) {
		marked[q.Index] = 1
		if q.Decides {
			marked[q.Index] = 2
		}
	}
	want := make([]int, len(c.facts))
	for f := range c.facts {
		switch {
		case decides[f]:
			want[f] = 2
			c.deciding++
		case refines[f]:
			want[f] = 1
			c.refining++
		}
	}
	for f, m := range marked {
		if m == want[f] {
			continue
		}
		// A guard is asked before the fact that hangs on it.
		leads := 0
		for g := range c.facts {
			if g != f && want[g] > leads && slices.Contains(c.Chain(g), f) && !c.meansSomething(g) {
				leads = max(leads, want[g])
			}
		}
		if m < want[f] || m > leads {
			words := []string{"no question", "a refining question", "a deciding question"}
			return fmt.Sprintf("%s is %s, and should be %s", c.facts[f].Name, words[m], words[want[f]])
		}
	}
	return ""
}

// meansSomething reports whether the guard of a fact holds, or does for some value of what is
// unsure, so that nothing has to be asked before the fact.
func (c *trial) meansSomething(fact int) bool {
	given := make([]policy.Answer, len(c.facts))
	ways := 1
	var unsure []int
	for _, f := range c.Chain(fact) {
		if v, ok := c.only(f); ok {
			given[f] = c.Values(f)[v]
			continue
		}
		switch c.client.state[f] {
		case policy.Unsure:
			unsure = append(unsure, f)
			ways *= len(c.Values(f))
		}
	}
	for w := range ways {
		for _, f := range unsure {
			given[f] = c.Values(f)[w%len(c.Values(f))]
			w /= len(c.Values(f))
		}
		if c.Guard(fact, given) == witness.True {
			return true
		}
	}
	return false
}

// only returns the one value that is known of a fact: it was told, or implications leave no other.
func (c *trial) only(fact int) (int, bool) {
	if c.client.state[fact] == policy.Known {
		return c.client.values[fact][0], true
	}
	if len(c.lefts) == 0 {
		return 0, false
	}
	left := c.lefts[fact]
	if left == 0 || left&(left-1) != 0 {
		return 0, false
	}
	return bits.TrailingZeros64(left), true
}
