package soreness

import (
	"math/bits"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// sessionEntries are the facts of a session that its record answers one by one, with the phases that a back can be in.
func sessionEntries(phases []policy.Value) []entry[Session] {
	return []entry[Session]{
		oneOf("course.disposition", "What did the screening say when the session was given?",
			func(s *Session) *screening.Fact[Disposition] { return &s.Disposition }, undirected, recorded),
		phase(phases),
		yesNo("course.attack_onset", "Did a sudden bad attack of back pain begin during the session?",
			func(s *Session) *screening.Answer { return &s.AttackOnset }, recorded),
		whole("course.pain_during", "How strong was the pain during the session at its worst, from 0 to 10?",
			func(s *Session) *screening.Fact[int] { return &s.PainDuring }, within(0, 10, points), volunteered("0"), recorded),
		yesNo("course.neck_work", "Was the neck worked on?",
			func(s *Session) *screening.Answer { return &s.NeckWork }, recorded),
		yesNo("course.warned", "Was the client told beforehand that this kind of massage can hurt?",
			func(s *Session) *screening.Answer { return &s.Warned }, protective, recorded),
		yesNo("course.novice", "Was it the client's first massage ever, or the first of this kind?",
			func(s *Session) *screening.Answer { return &s.Novice }, undirected, recorded),
		whole("course.break_weeks", "For how many weeks before the session was the client less active than usual?",
			func(s *Session) *screening.Fact[int] { return &s.BreakWeeks }, within(0, 520, weeks), volunteered("0"), recorded),
		whole("course.minutes", "How many minutes did the session last?",
			func(s *Session) *screening.Fact[int] { return &s.Plan.Minutes }, within(1, 240, minutes), recorded),
	}
}

// phaseNames are the phases without words.
func phaseNames() []policy.Value {
	var all []policy.Value
	for _, p := range screening.Choices[screening.Phase]() {
		all = append(all, policy.Value{Name: p.String()})
	}
	return all
}

// phases are the phases in the words in which the screener asks for today's.
func phases(s *screening.Screener) []policy.Value {
	values := phaseNames()
	if i, ok := s.Rules().FactIndex("back.phase"); ok {
		values = s.Rules().Facts()[i].Values
	}
	return values
}

// phase asks of the session what the screener asks of today.
func phase(values []policy.Value) entry[Session] {
	f := declare("course.phase", policy.OneOf, "How was the client's back or neck when the session was given?", []property{undirected, recorded})
	f.Values = values
	return valued(f, func(s *Session) *screening.Fact[screening.Phase] { return &s.Phase },
		func(v screening.Phase) policy.Answer {
			if v == 0 || int(v) > len(values) {
				return policy.Answer{}
			}
			return policy.Answer{Values: 1 << (v - 1)}
		},
		func(a policy.Answer) screening.Phase { return screening.Phase(bits.TrailingZeros64(a.Values) + 1) })
}
