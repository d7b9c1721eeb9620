package policy

import "slices"

// Asking is what to ask next: a whole card, or one question.
type Asking struct {
	// Card is asked as a whole. It is nil where one question is asked: one of its own, or a detail
	// of a card that was answered.
	Card *Card
	// Questions are what the answer speaks of and can change something: of a card all of its open
	// questions, in the order of its lines, otherwise the one.
	Questions []Question
	// Danger is whether an answer can still mean that somebody has to see the client today.
	Danger bool
	// Decides is whether it can change a requested place or the urgency; otherwise it only refines.
	Decides bool
	// Rules are the rules that wait for it, the most urgent and the most cautious first.
	Rules []*Rule
}

// Interview returns what to ask next, or none: everything that decides is answered, and with refine
// everything that refines as well. It depends on nothing but what was evaluated, so that an
// interview can be left and taken up anywhere, in any order of answers.
//
// What an emergency is presumed for while it is open comes first, see [Evaluation.Presumed]. Then
// comes what can mean that the client is seen today, an emergency before all. Of the same urgency,
// and of everything that is not pressing, what is private comes behind all that is asked aloud.
// Then comes what can settle most: what can forbid before what can limit, since a graver finding
// makes the milder questions needless, and what more of the gravest rules wait for before what
// fewer wait for, counting first those that wait for nothing else; then the order of the cards.
func (e *Evaluation) Interview(refine bool) (Asking, bool) {
	all := e.Askings()
	if len(all) == 0 || !refine && !all[0].Decides {
		return Asking{}, false
	}
	return all[0], true
}

// Askings returns everything that can be asked now and can still change something, in the order of
// [Evaluation.Interview].
func (e *Evaluation) Askings() []Asking {
	if !e.valid {
		return nil
	}
	var out []Asking
	byCard := map[int]int{}
	questions := e.Questions(e.Outcomes())
	for i := range questions {
		q := &questions[i]
		if len(q.After) > 0 {
			continue
		}
		at := e.set.asked[q.Index].card
		whole := at >= 0 && !e.answered(at)
		if i, ok := byCard[at]; ok && whole {
			out[i].add(q)
			continue
		}
		x := Asking{Questions: []Question{*q}, Decides: q.Decides}
		if whole {
			x.Card, byCard[at] = q.Card, len(out)
			x.Questions = append(make([]Question, 0, len(q.Card.Lines)), *q)
		}
		x.Rules = slices.Clone(q.Rules)
		out = append(out, x)
	}
	weights := make([]weight, len(out))
	order := make([]int, len(out))
	waits := map[*Rule]int{} // how many of these each rule waits for
	for i := range out {
		if len(out[i].Questions) > 1 {
			out[i].sortRules()
		}
		for _, r := range out[i].Rules {
			waits[r]++
		}
	}
	for i := range out {
		weights[i], order[i] = e.weigh(&out[i], waits), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return weights[a].compare(weights[b]) })
	sorted := make([]Asking, len(out))
	for i, at := range order {
		sorted[i] = out[at]
	}
	return sorted
}

// Private reports whether it is for paper or screen and never aloud: the card as a whole, or
// everything that is open of it. A card that has a private line beside others is none: the others
// are asked aloud.
func (x *Asking) Private() bool {
	aloud := func(q Question) bool { return !q.Private() }
	return x.Card != nil && x.Card.Private || !slices.ContainsFunc(x.Questions, aloud)
}

func (x *Asking) add(q *Question) {
	x.Questions = append(x.Questions, *q)
	x.Decides = x.Decides || q.Decides
	x.Rules = append(x.Rules, q.Rules...)
}

// sortRules brings the rules that several questions wait for into their order, each once.
func (x *Asking) sortRules() {
	slices.SortFunc(x.Rules, byRank)
	x.Rules = slices.Compact(x.Rules)
}

// weight orders what can be asked, lower first.
type weight [7]int

func (a weight) compare(b weight) int { return slices.Compare(a[:], b[:]) }

func (e *Evaluation) weigh(x *Asking, waits map[*Rule]int) weight {
	urgency, level, alone, severest := 0, 0, 0, 0
	for _, r := range x.Rules {
		if int(r.urgency) > e.Urgency().Floor {
			urgency = max(urgency, int(r.urgency))
		}
		if int(r.level) > e.Session().Floor {
			level = max(level, int(r.level))
		}
	}
	for _, r := range x.Rules {
		if int(r.urgency) == urgency && urgency > 0 || urgency == 0 && int(r.level) == level {
			severest++
			if waits[r] == 1 {
				alone++
			}
		}
	}
	danger := e.set.everywhereFrom()
	if x.Danger = urgency >= int(danger); !x.Danger {
		urgency = 0
	}
	presumed := slices.ContainsFunc(x.Questions, func(q Question) bool { return q.Presumed })
	return weight{-order(x.Decides), -order(presumed), -urgency, order(x.Private()), -level, -alone, -severest}
}
