package witness

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// Laws draws n random answers and holds the set to what every decision promises:
//
//   - no bound has its floor above its ceiling, and a used [policy.Evaluation] says what a fresh
//     one does;
//   - an answer to a fact that was not asked, or to a card, also an unsure one, only narrows every
//     requested place and urgency, and the session as long as it is known; a fact told under given
//     of an implication is news of another, and so is an answer that disagrees where completions
//     did not know it might;
//   - what is settled stays as it is however the rest is answered, without such news;
//   - a known answer to what is neither a question nor volunteered, and implies nothing, changes
//     no bound, no rule's outcome and no limit, unless a search was cut short;
//   - while a rule of the last urgency is open nobody may be treated.
//
// Clearances are given only where answers are known: a clearance falls as soon as a red flag may
// hold, so that an unsure answer to one can lift a place above what either answer gives.
func (w *Witness) Laws(seed uint64, n int) error {
	j := judge{Witness: w}
	for i := range n {
		j.r = rand.New(rand.NewPCG(seed, uint64(i)))
		if err := j.judge(); err != nil {
			return fmt.Errorf("draw %d of seed %d: %w; requested %v, clearances %v, the answers:\n%s",
				i, seed, err, j.request.Places, j.request.Clearances, Describe(w.set, j.answers))
		}
	}
	return nil
}

type judge struct {
	*Witness
	r       *rand.Rand
	answers *policy.Answers
	request policy.Request
	base    policy.Evaluation // used again for every draw
	next    policy.Evaluation
	// What base says: finding the questions takes longer than everything else.
	outcomes  []policy.Outcome
	questions []policy.Question
}

// DrawRequest returns random places, and with clear now and then clearances.
func (w *Witness) DrawRequest(r *rand.Rand, clear bool) policy.Request {
	var q policy.Request
	places := w.set.Schema().Places
	for range r.IntN(4) {
		q.Places = append(q.Places, places[r.IntN(len(places))].Name)
	}
	for clear && r.IntN(2) == 0 && len(q.Clearances) < 2 {
		var c policy.Clearance
		for _, rule := range w.set.Rules() {
			if r.IntN(2) == 0 {
				c.Covers = append(c.Covers, rule.ID)
			}
		}
		for r.IntN(2) == 0 {
			c.Places = append(c.Places, places[r.IntN(len(places))].Name)
		}
		q.Clearances = append(q.Clearances, c)
	}
	return q
}

func (j *judge) judge() error {
	j.answers = j.Draw(j.r)
	j.request = j.DrawRequest(j.r, true)
	if err := j.set.Evaluate(j.answers, j.request, &j.base); err != nil {
		return err
	}
	j.outcomes = j.base.Outcomes()
	j.questions = j.base.Questions(j.outcomes)
	for _, law := range []func() error{
		j.ordered, j.reused, j.emergency, j.narrows, j.narrowsByCard, j.survives, j.inert,
	} {
		if err := law(); err != nil {
			return err
		}
	}
	return nil
}

func (j *judge) ordered() error {
	for _, b := range append(placeBounds(&j.base), j.base.Session(), j.base.Urgency()) {
		if b.Floor > b.Ceiling {
			return fmt.Errorf("a floor lies above its ceiling: %s", dumpBounds(&j.base))
		}
	}
	return nil
}

func placeBounds(e *policy.Evaluation) []policy.Bounds {
	var out []policy.Bounds
	for _, p := range e.Requested() {
		out = append(out, e.Place(p))
	}
	return out
}

func (j *judge) reused() error {
	var fresh policy.Evaluation
	if err := j.set.Evaluate(j.answers, j.request, &fresh); err != nil {
		return err
	}
	if used, fresh := dump(j.set, &j.base, j.outcomes, j.questions), Dump(j.set, &fresh); used != fresh {
		return fmt.Errorf("used again an evaluation says\n%s\nand a fresh one\n%s", used, fresh)
	}
	return nil
}

func (j *judge) emergency() error {
	s, e := j.set.Schema(), &j.base
	if s.EverywhereFrom == "" {
		return nil // the second axis is no urgency
	}
	treatable := slices.IndexFunc(s.Levels, func(l policy.Level) bool { return l.Kind == s.LimitKind })
	far := slices.Index(s.Urgencies, s.EverywhereFrom)
	mayTreat := e.Settled() && e.Session().Ceiling <= treatable && e.Urgency().Ceiling < far
	for _, o := range j.outcomes {
		if mayTreat && o.Rule.Urgency == s.Urgencies[len(s.Urgencies)-1] {
			return fmt.Errorf("%s holds or is open, and the client may be treated", o.Rule.ID)
		}
	}
	return nil
}

// turns is how many facts and cards of one draw are answered.
const turns = 4

// narrows answers one fact more.
func (j *judge) narrows() error {
	for range turns {
		i := j.r.IntN(j.answers.Facts())
		if j.base.Given(i).State != policy.NotAsked {
			continue
		}
		next := j.answers.Clone()
		next.SetFact(i, j.value(j.r, i))
		if j.r.IntN(3) == 0 {
			next.SetFact(i, policy.Answer{State: policy.Unsure})
		}
		if err := j.narrower(next, next.Fact(i).State == policy.Known); err != nil {
			return fmt.Errorf("answering %s: %s: %w", j.set.Facts()[i].Name, j.set.Format(i, next.Fact(i)), err)
		}
	}
	return nil
}

// narrowsByCard answers one card more.
func (j *judge) narrowsByCard() error {
	for c, card := range j.set.Cards() {
		if j.answers.Card(c).Given || j.r.IntN(2) == 0 {
			continue
		}
		next := j.answers.Clone()
		drawn := drawCard(j.r, card)
		for i, line := range card.Lines {
			for _, name := range line.Facts {
				// A tick beside an answer that was unsure makes it surer, which
				// takes mild values from it.
				if f, _ := j.set.FactIndex(name); j.base.Given(f).State == policy.Unsure {
					drawn.Ticked &^= 1 << i
				}
			}
		}
		next.SetCard(c, drawn)
		if err := j.narrower(next, next.Card(c).Unsure == 0); err != nil {
			return fmt.Errorf("answering card %s, ticked %b, unsure %b: %w",
				card.Name, next.Card(c).Ticked, next.Card(c).Unsure, err)
		}
	}
	return nil
}

// narrower holds a further answer against the one before. A contradiction is no answer.
func (j *judge) narrower(next *policy.Answers, known bool) error {
	request, before := j.request, &j.base
	if !known && len(request.Clearances) > 0 {
		request.Clearances, before = nil, &policy.Evaluation{}
		if err := j.set.Evaluate(j.answers, request, before); err != nil {
			return err
		}
	}
	if j.set.Evaluate(next, request, &j.next) != nil {
		return nil
	}
	if j.surer(next) || j.news(j.next.Disagreements(), j.told(j.answers), j.base.Disagreements()) ||
		j.mayDisagree(&j.next, j.told(j.answers)) {
		return nil
	}
	wide, narrow := append(placeBounds(before), before.Urgency()), append(placeBounds(&j.next), j.next.Urgency())
	if known {
		wide, narrow = append(wide, before.Session()), append(narrow, j.next.Session())
	}
	for i := range wide {
		if narrow[i].Floor < wide[i].Floor || narrow[i].Ceiling > wide[i].Ceiling {
			return fmt.Errorf("widens\n%sto\n%s", dumpBounds(before), dumpBounds(&j.next))
		}
	}
	return nil
}

// ties reports whether an answer to the fact can tell something of others, which
// are questions themselves.
func (j *judge) ties(fact int) bool {
	return slices.ContainsFunc(j.implied, func(c consequence) bool {
		return c.mutual && c.fact == fact || slices.Contains(c.reads, fact)
	})
}

// surer reports whether that a fact was told at all makes another surer that is unsure: of that no
// completion knew.
func (j *judge) surer(next *policy.Answers) bool {
	before, after := j.told(j.answers), j.told(next)
	return slices.ContainsFunc(j.implied, func(c consequence) bool {
		return c.given >= 0 && !before(c.given) && after(c.given) && j.base.Given(c.fact).State == policy.Unsure
	})
}

func (j *judge) survives() error {
	if !j.base.Settled() {
		return nil
	}
	all := j.Complete(j.r, j.answers, &j.next)
	if all == nil {
		return nil
	}
	if err := j.set.Evaluate(all, j.request, &j.next); err != nil {
		return err
	}
	if j.surer(all) {
		return nil
	}
	if before, after := dumpBounds(&j.base), dumpBounds(&j.next); before != after {
		return fmt.Errorf("settled at\n%syet further answers make it\n%sthese:\n%s",
			before, after, Describe(j.set, all))
	}
	return nil
}

// inert answers facts that nobody asks for.
func (j *judge) inert() error {
	asked := map[int]bool{}
	for _, q := range j.questions {
		asked[q.Index] = true
	}
	effect := func(e *policy.Evaluation) string {
		outcomes := e.Outcomes()
		var rules []string
		for _, o := range outcomes {
			// Not whether it holds: that follows a test step by step, and two sides of the same
			// question stay open to it.
			rules = append(rules, fmt.Sprintf("%s level %d urgency %d cleared %t places %b\n",
				o.Rule.ID, o.Level, o.Urgency, o.Cleared, o.Places))
		}
		slices.Sort(rules)
		return dumpBounds(e) + dumpLimits(e, outcomes) + strings.Join(rules, "")
	}
	before := effect(&j.base)
	for _, i := range j.r.Perm(j.answers.Facts())[:min(20, j.answers.Facts())] {
		if asked[i] || j.base.Given(i).State != policy.NotAsked || j.ties(i) {
			continue
		}
		next := j.answers.Clone()
		next.SetFact(i, j.value(j.r, i))
		if j.set.Evaluate(next, j.request, &j.next) != nil || j.torn(j.given(&j.next), j.told(next)) {
			continue
		}
		if after := effect(&j.next); before != after && !j.base.Inexact() && !j.next.Inexact() {
			return fmt.Errorf("%s is no question, but %s turns\n%sinto\n%s",
				j.set.Facts()[i].Name, j.set.Format(i, next.Fact(i)), before, after)
		}
	}
	return nil
}
