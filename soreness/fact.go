package soreness

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// entry is one fact: its declaration to the rules, and its place in a report or a session.
type entry[S any] struct {
	fact policy.Fact
	get  func(*S) policy.Answer
	set  func(*S, policy.Answer)
}

// path is where the fact stands in the JSON of a report or a session.
func (e *entry[S]) path() string {
	_, path, _ := strings.Cut(e.fact.Name, ".")
	if path == minutesKey {
		return minutesPath
	}
	return path
}

// property is what sets one fact apart. Without any, a fact is safety-critical, and more of it is riskier.
type property func(*policy.Fact)

// protective marks a fact of which only yes helps.
func protective(f *policy.Fact) { f.Risk, f.Critical = policy.RiskLess, false }

// undirected marks a fact that has no riskier end.
func undirected(f *policy.Fact) { f.Risk = policy.RiskNeither }

// recorded marks what the therapist's own notes say.
func recorded(f *policy.Fact) { f.Staff = true }

func askedIf(test string) property { return func(f *policy.Fact) { f.AskedIf = test } }

func within(least, most float64, unit string) property {
	return func(f *policy.Fact) { f.Least, f.Most, f.Unit = least, most, unit }
}

// volunteered marks a fact that nobody is asked for.
func volunteered(usual string) property {
	return func(f *policy.Fact) { f.Volunteered, f.Usual, f.Critical = true, usual, false }
}

func declare(name string, kind policy.FactKind, ask string, props []property) policy.Fact {
	f := policy.Fact{Name: name, Kind: kind, Ask: ask, Risk: policy.RiskMore, Critical: true}
	for _, p := range props {
		p(&f)
	}
	f.Repeat = !f.Volunteered
	return f
}

func yesNo[S any](name, ask string, at func(*S) *screening.Answer, props ...property) entry[S] {
	return entry[S]{
		fact: declare(name, policy.YesNo, ask, props),
		get: func(s *S) policy.Answer {
			switch a := *at(s); a {
			case screening.NotAsked:
				return policy.Answer{}
			case screening.Unsure:
				return policy.Answer{State: policy.Unsure}
			case screening.No, screening.Yes:
				return policy.Answer{State: policy.Known, Yes: a == screening.Yes}
			}
			return policy.Answer{State: policy.Known + 1} // for the check to refuse
		},
		set: func(s *S, a policy.Answer) {
			to := screening.NotAsked
			switch {
			case a.State == policy.Unsure:
				to = screening.Unsure
			case a.State == policy.Known && a.Yes:
				to = screening.Yes
			case a.State == policy.Known:
				to = screening.No
			}
			*at(s) = to
		},
	}
}

// valued is an entry of a fact that is not yes/no, by how its value is written for the engine and back.
func valued[S any, T comparable](f policy.Fact, at func(*S) *screening.Fact[T], to func(T) policy.Answer, from func(policy.Answer) T) entry[S] {
	return entry[S]{
		fact: f,
		get: func(s *S) policy.Answer {
			x := at(s)
			if v, ok := x.Value(); ok {
				a := to(v)
				a.State = policy.Known
				return a
			}
			if x.Unsure() {
				return policy.Answer{State: policy.Unsure}
			}
			return policy.Answer{}
		},
		set: func(s *S, a policy.Answer) {
			switch a.State {
			case policy.Known:
				*at(s) = screening.Known(from(a))
			case policy.Unsure:
				*at(s) = screening.UnsureOf[T]()
			default:
				*at(s) = screening.Fact[T]{}
			}
		},
	}
}

func whole[S any](name, ask string, at func(*S) *screening.Fact[int], props ...property) entry[S] {
	return valued(declare(name, policy.Whole, ask, props), at,
		func(v int) policy.Answer { return policy.Answer{Number: float64(v)} }, func(a policy.Answer) int { return int(a.Number) })
}

func decimal[S any](name, ask string, at func(*S) *screening.Fact[float64], props ...property) entry[S] {
	return valued(declare(name, policy.Decimal, ask, props), at,
		func(v float64) policy.Answer { return policy.Answer{Number: v} }, func(a policy.Answer) float64 { return a.Number })
}

func oneOf[S any, T Choice](name, ask string, at func(*S) *screening.Fact[T], props ...property) entry[S] {
	var none T
	f := declare(name, policy.OneOf, ask, props)
	f.Values = none.values()
	return valued(f, at,
		func(v T) policy.Answer { return policy.Answer{Values: SetOf(v).bits} },
		func(a policy.Answer) T { return slices.Collect(Set[T]{a.Values}.All())[0] })
}

func setOf[S any, T Choice](name, ask string, at func(*S) *screening.Fact[Set[T]], props ...property) entry[S] {
	var none T
	f := declare(name, policy.SetOf, ask, props)
	f.Values, f.None, f.Safe = none.values(), "none", []string{"none"}
	return valued(f, at,
		func(v Set[T]) policy.Answer { return policy.Answer{Values: v.bits} },
		func(a policy.Answer) Set[T] { return Set[T]{a.Values} })
}
