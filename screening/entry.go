package screening

import (
	"math/bits"

	"github.com/safehands/safehands/screening/policy"
)

// answer is one fact's state in the engine's form. A known list value or set outside its list has a bit that no value of the
// policy.Fact stands for, or no bit at all; it is for the check of the intake to refuse.
type answer struct {
	state  state
	yes    bool
	number float64
	values uint64 // bit i is the i-th value of the policy.Fact
}

// entry is one fact: its declaration to the rules, and its place in the intake.
type entry struct {
	fact policy.Fact
	get  func(*Intake) answer
	set  func(*Intake, answer)
}

// noneName is the value of a list that says none of the others.
const noneName = "none"

// lastingDays is how long an answer about a lasting state holds.
const lastingDays = 90

// property is what sets one fact apart. Without any, a fact is safety-critical and holds for this visit only.
type property func(*policy.Fact)

func lasting(f *policy.Fact)    { f.HoldsDays = lastingDays }
func uncritical(f *policy.Fact) { f.Critical = false }
func private(f *policy.Fact)    { f.Private = true }
func staff(f *policy.Fact)      { f.Staff = true }

// protective marks a fact of which only yes helps, or of which less is riskier.
func protective(f *policy.Fact) { f.Risk = policy.RiskLess }

// undirected marks a fact that has no riskier end.
func undirected(f *policy.Fact) { f.Risk = policy.RiskNeither }

func askedIf(test string) property { return func(f *policy.Fact) { f.AskedIf = test } }

func unit(name string) property { return func(f *policy.Fact) { f.Unit = name } }

func within(least, most float64) property {
	return func(f *policy.Fact) { f.Least, f.Most = least, most }
}

// volunteered marks a fact that nobody is asked for. It is never safety-critical: an asked fact backs it.
func volunteered(usual string) property {
	return func(f *policy.Fact) { f.Volunteered, f.Usual, f.Critical = true, usual, false }
}

func declare(name string, kind policy.FactKind, ask string, props []property) policy.Fact {
	f := policy.Fact{Name: name, Kind: kind, Ask: ask, Risk: policy.RiskMore, Critical: true}
	for _, p := range props {
		p(&f)
	}
	return f
}

func yesNo(name, ask string, at func(*Intake) *Answer, props ...property) entry {
	return entry{
		fact: declare(name, policy.YesNo, ask, props),
		get: func(in *Intake) answer {
			a := *at(in)
			if a > Yes {
				return answer{state: invalid} // for the check of the intake to refuse
			}
			// Without a branch on the answer: no and yes are both known.
			return answer{state: min(state(a), known), yes: a == Yes}
		},
		set: func(in *Intake, a answer) {
			to := NotAsked
			switch {
			case a.state == unsure:
				to = Unsure
			case a.state == known && a.yes:
				to = Yes
			case a.state == known:
				to = No
			}
			*at(in) = to
		},
	}
}

func whole(name, ask string, at func(*Intake) *Fact[int], props ...property) entry {
	return entry{
		fact: declare(name, policy.Whole, ask, props),
		get: func(in *Intake) answer {
			f := at(in)
			return answer{state: f.state, number: float64(f.value)}
		},
		set: func(in *Intake, a answer) { *at(in) = factOf(a, int(a.number)) },
	}
}

func decimal(name, ask string, at func(*Intake) *Fact[float64], props ...property) entry {
	return entry{
		fact: declare(name, policy.Decimal, ask, props),
		get: func(in *Intake) answer {
			f := at(in)
			return answer{state: f.state, number: f.value}
		},
		set: func(in *Intake, a answer) { *at(in) = factOf(a, a.number) },
	}
}

func oneOf[T Choice](name, ask string, at func(*Intake) *Fact[T], props ...property) entry {
	fact := declare(name, policy.OneOf, ask, props)
	listValues[T](&fact)
	return entry{
		fact: fact,
		get: func(in *Intake) answer {
			f := at(in)
			if f.state != known {
				return answer{state: f.state}
			}
			return answer{state: known, values: 1 << (uint8(f.value) - 1)}
		},
		set: func(in *Intake, a answer) { *at(in) = factOf(a, T(bits.TrailingZeros64(a.values)+1)) },
	}
}

func setOf[T Choice](name, ask string, at func(*Intake) *Fact[Set[T]], props ...property) entry {
	fact := declare(name, policy.SetOf, ask, props)
	listValues[T](&fact)
	return entry{
		fact: fact,
		get: func(in *Intake) answer {
			f := at(in)
			return answer{state: f.state, values: f.value.bits}
		},
		set: func(in *Intake, a answer) { *at(in) = factOf(a, Set[T]{bits: a.values}) },
	}
}

// places declares where on the body a parent fact holds. A group in an answer stands for its parts.
func places(name, ask string, at func(*Intake) *Fact[Set[Region]], props ...property) entry {
	fact := declare(name, policy.SetOf, ask, props)
	fact.Places = true
	for _, c := range Region(0).choices()[:leafRegions] {
		fact.Values = append(fact.Values, policy.Value{Name: c.name, Says: c.says})
	}
	parts := groupParts()
	return entry{
		fact: fact,
		get: func(in *Intake) answer {
			f := at(in)
			values := f.value.bits
			if values>>leafRegions != 0 {
				for i, part := range parts {
					if group := uint64(1) << (leafRegions + i); values&group != 0 {
						values = values&^group | part
					}
				}
			}
			return answer{state: f.state, values: values}
		},
		set: func(in *Intake, a answer) { *at(in) = factOf(a, Set[Region]{bits: a.values}) },
	}
}

func factOf[T comparable](a answer, value T) Fact[T] {
	switch a.state {
	case known:
		return Known(value)
	case unsure:
		return UnsureOf[T]()
	}
	return Fact[T]{}
}

func listValues[T Choice](fact *policy.Fact) {
	var zero T
	for _, c := range zero.choices() {
		fact.Values = append(fact.Values, policy.Value{Name: c.name, Says: c.says})
		if c.name == noneName {
			fact.None, fact.Safe = noneName, []string{noneName}
		}
	}
}
