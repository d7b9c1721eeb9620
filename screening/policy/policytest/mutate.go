package policytest

import (
	"cmp"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/safehands/safehands/screening/policy"
)

// Mutation is what became of rules of which one token at a time was another one.
type Mutation struct {
	Mutants int // that were tried
	Refused int // by the loader: nobody could have written them by a slip
	Killed  int // some case fails with them
	// Equivalent are proved to decide everybody like the rules as they are: no case could find them
	// out by a decision, though one that names which rules hold might.
	Equivalent []Survivor
	Survivors  []Survivor // no case fails with them
}

// Score is the share of the mutants that cases found out, of those that they could, in percent.
func (m *Mutation) Score() float64 {
	could := m.Killed + len(m.Survivors)
	if could == 0 {
		return 100
	}
	return 100 * float64(m.Killed) / float64(could)
}

// Survivor is a mutant that no case finds out.
type Survivor struct {
	Rule     string
	Position string // file:line:column of the rule
	Key      string // of the rule file
	Was, Now string // what stands under the key
	// Kills is a case that would find it out, an entry of a case file that holds with the rules as
	// they are. Whether that is what they should say is for its author to look up. It is empty
	// where none was found.
	Kills string
}

// Changed is what was changed, of both texts only what differs, with some words around it.
func (s Survivor) Changed() (was, now string) {
	a, b := strings.Fields(s.Was), strings.Fields(s.Now)
	front := 0
	for front < min(len(a), len(b)) && a[front] == b[front] {
		front++
	}
	back := 0
	for back < min(len(a), len(b))-front && a[len(a)-1-back] == b[len(b)-1-back] {
		back++
	}
	around := func(words []string) string {
		const more = 3
		from, to := max(0, front-more), min(len(words), len(words)-back+more)
		text := strings.Join(words[from:to], " ")
		if from > 0 {
			text = "… " + text
		}
		if to < len(words) {
			text += " …"
		}
		return text
	}
	return around(a), around(b)
}

// String says in one line what was changed.
func (s Survivor) String() string {
	return fmt.Sprintf("%s: %s: %s: %s -> %s", s.Position, s.Rule, s.Key, s.Was, s.Now)
}

// Mutate tries every mutant of the rules that a function lets through (see [policy.Set.Mutants]) on
// the cases of some files. Progress, unless it is nil, is called after each, by one goroutine at a
// time. The error is that of [Check], or says which cases fail already.
func Mutate(
	set *policy.Set, files fs.FS, of func(*policy.Rule) bool, progress func(done, all int), options ...Option,
) (*Mutation, error) {
	if set == nil || files == nil {
		return nil, errNothing
	}
	r, cases, err := readCases(set, files, options)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		v := newView(&r.vocabulary, c, &c.evaluation)
		if v.check(newTally(set)); len(v.failures) > 0 {
			return nil, fmt.Errorf("%s:%d:%d: case %q fails with the rules as they are; mend it first",
				c.node.File, c.node.Line, c.node.Column, c.name)
		}
	}
	mutants := set.Mutants(of)
	fates := make([]fate, len(mutants))
	var next, done atomic.Int64
	var saying sync.Mutex
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(mutants); i = int(next.Add(1)) - 1 {
				fates[i] = r.tryMutant(mutants[i], cases)
				if n := int(done.Add(1)); progress != nil {
					saying.Lock()
					progress(n, len(mutants))
					saying.Unlock()
				}
			}
		})
	}
	workers.Wait()
	out := &Mutation{Mutants: len(mutants)}
	for _, f := range fates {
		switch {
		case f.refused:
			out.Refused++
		case f.killed:
			out.Killed++
		case f.equivalent:
			out.Equivalent = append(out.Equivalent, f.Survivor)
		default:
			out.Survivors = append(out.Survivors, f.Survivor)
		}
	}
	return out, nil
}

type fate struct {
	Survivor
	refused, killed, equivalent bool
}

func (r *reader) tryMutant(m *policy.Mutant, cases []*testCase) fate {
	set := m.Set()
	if set == nil {
		return fate{refused: true}
	}
	words := r.vocabulary
	words.set = set
	rule, _ := set.RuleIndex(m.Rule)
	if words.fails(byNearness(cases, rule)) {
		return fate{killed: true}
	}
	f := fate{Survivor: Survivor{
		Rule: m.Rule, Position: set.Rules()[rule].Position, Key: m.Key, Was: m.Was, Now: m.Now,
	}}
	c := policy.Compare(m.Original(), set)
	f.equivalent = c.Equivalent
	if !f.equivalent {
		f.Kills = r.killer(m, set, c.Differences)
	}
	return f
}

// fails reports whether a case fails with the set. The questions, which take the longest to find,
// come last.
func (w *vocabulary) fails(cases []*testCase) bool {
	var e policy.Evaluation
	t := newTally(w.set)
	look := func(c *testCase) (*view, bool) {
		err := w.set.Evaluate(c.answers, policy.Request{Places: c.request, Clearances: c.clearance}, &e)
		return newView(w, c, &e), err != nil
	}
	for _, c := range cases {
		v, bad := look(c)
		if !c.expect.asking() {
			v.check(t)
		} else {
			v.checkDecided(t)
		}
		if bad || len(v.failures) > 0 {
			return true
		}
	}
	return slices.ContainsFunc(cases, func(c *testCase) bool {
		if !c.expect.asking() {
			return false
		}
		v, _ := look(c)
		v.checkQuestions()
		return len(v.failures) > 0
	})
}

// byNearness has the cases that speak of a rule first: one of them is the likeliest to fail.
func byNearness(cases []*testCase, rule int) []*testCase {
	far := func(c *testCase) int {
		if slices.ContainsFunc(c.expect.rules, func(x ruleExpectation) bool { return x.rule == rule }) {
			return 0
		}
		return 1
	}
	return slices.SortedStableFunc(slices.Values(cases), func(a, b *testCase) int { return cmp.Compare(far(a), far(b)) })
}
