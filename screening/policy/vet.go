package policy

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// FindingKind says what was found; [Vet] lists the kinds.
type FindingKind string

// The kinds of findings, in the order of a report.
const (
	NeverTrue     FindingKind = "never_true"
	AlwaysTrue    FindingKind = "always_true"
	Contradictory FindingKind = "contradictory"
	NotMonotone   FindingKind = "not_monotone"
	Loosened      FindingKind = "loosened"
	Same          FindingKind = "same"
	Subsumed      FindingKind = "subsumed"
	Unreachable   FindingKind = "unreachable"
	Gap           FindingKind = "gap"
)

func kinds() []FindingKind {
	return []FindingKind{NeverTrue, AlwaysTrue, Contradictory, NotMonotone, Loosened, Same, Subsumed, Unreachable, Gap}
}

// Finding is one thing that [Vet] found.
type Finding struct {
	Kind  FindingKind
	Name  string   // what it is about: a rule id, a fact, a fact and a value, param.name, card name
	Rules []string // that it speaks of
	// Positions of the rules, file:line:column, in their order; without rules, of what it is about,
	// where a rule file declares or, of Loosened, changes it.
	Positions []string
	Says      string   // one sentence
	Witness   *Witness // nil where no intake can show it
	Then      *Witness // of NotMonotone: the intake after the step
}

// Key names the finding: the same in every run, whatever else changes.
func (f *Finding) Key() string {
	key := string(f.Kind) + " " + f.Name
	for _, r := range f.Rules {
		if r != f.Name {
			key += " " + r
		}
	}
	return key
}

// Vetting is the result of [Vet].
type Vetting struct {
	Findings []Finding
	// Monotone are the facts of which it is proved that no step towards risk makes anybody come out
	// milder, by name; Protective are those of them of which yes, more or later is the safe side.
	Monotone, Protective []string
	// Assumed is what the proofs rest on and do not show, one sentence each.
	Assumed []string
	// Unproved are the questions that took too long to answer.
	Unproved []string
}

// VetOptions change what [Vet] looks at. The zero value looks at the set alone.
type VetOptions struct {
	// Before is the set without its last layers: what these loosen is then shown with a client.
	Before *Set
	// FlagKind is the least kind that a red flag of an urgency may have. Urgencies that are not
	// named bind nothing.
	FlagKind map[string]string
	// Opposed names, by kind, the kind that takes all meaning from a rule of it, such as forbid
	// from prefer.
	Opposed map[string]string
	// Preferences says that the levels are preferences and not degrees of caution: a step towards
	// risk may then make any of them milder, and none is proved monotone.
	Preferences bool
}

// vetter is one run of Vet.
type vetter struct {
	set     *Set
	world   *world
	options VetOptions
	out     Vetting

	families      map[family][]logic.Cube // of all rules, as they were needed
	first, second Evaluation              // the memory of milder
}

// Vet proves what can be proved of a set, and shows everything it finds with an intake that
// reproduces it. It looks at whole intakes: all that means anything is answered, and no answer
// disagrees with what others imply; what unsure answers count for is listed under Assumed. A set
// without findings in a report without Unproved is free of all kinds.
//
//	kind          | what was found                                           | the witness shows
//	NeverTrue     | a rule holds in no intake                                | nothing: there is none
//	AlwaysTrue    | a rule holds in every intake                             | it holds for the mildest client
//	Same          | two rules hold in the same intakes and come to the same  | both hold
//	Subsumed      | wherever a rule holds another asks for as much or more,  | both hold
//	              | as widely, and limits as much                            |
//	Contradictory | the mildest kind stands against the severest wherever it | both hold
//	              | does; or limits leave nothing out of a closed list       |
//	Unreachable   | a choice, parameter, definition, card or implication     | nothing
//	              | that nothing can come to                                 |
//	NotMonotone   | a step towards risk makes somebody come out milder       | the intake before the step; Then
//	              |                                                          | is the one after it
//	Loosened      | a layer makes somebody come out milder                   | it, see VetOptions.Before
//	Gap           | nothing reads a fact, tells a choice from others, names  | nothing
//	              | a place or a value of a limit; a red flag that is mild   |
//
// Vet changes nothing and is safe for concurrent use.
func Vet(set *Set, options VetOptions) *Vetting {
	if set == nil || set.network == nil {
		return &Vetting{Unproved: []string{errNoSet.Error()}}
	}
	v := &vetter{set: set, world: set.newWorld(), options: options, families: map[family][]logic.Cube{}}
	models := v.vetTruth()
	v.vetPairs(models)
	v.vetLimits()
	v.vetReach()
	if !options.Preferences {
		v.vetMonotone()
	}
	v.vetLoosened()
	v.vetGaps()
	v.assume()
	slices.SortStableFunc(v.out.Findings, func(a, b Finding) int {
		byKind := cmp.Compare(slices.Index(kinds(), a.Kind), slices.Index(kinds(), b.Kind))
		return cmp.Or(byKind, cmp.Compare(a.Key(), b.Key()))
	})
	return &v.out
}

// find adds a finding about rules.
func (v *vetter) find(kind FindingKind, name string, rules []int32, w *Witness, format string, args ...any) *Finding {
	f := Finding{Kind: kind, Name: name, Witness: w, Says: fmt.Sprintf(format, args...)}
	for _, r := range rules {
		f.Rules = append(f.Rules, v.set.rules[r].ID)
		f.Positions = append(f.Positions, v.set.rules[r].Position)
	}
	if _, position := v.set.DeclaredAt(name); len(rules) == 0 && position != "" {
		f.Positions = []string{position}
	}
	v.out.Findings = append(v.out.Findings, f)
	return &v.out.Findings[len(v.out.Findings)-1]
}

func (v *vetter) unproved(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(v.out.Unproved, text) {
		v.out.Unproved = append(v.out.Unproved, text)
	}
}

// assume lists what the proofs do not show.
func (v *vetter) assume() {
	s := v.set
	say := func(format string, args ...any) { v.out.Assumed = append(v.out.Assumed, fmt.Sprintf(format, args...)) }
	for _, f := range s.volunteered {
		say("%s is never asked: not told, it stands at %s", s.facts[f].Name, s.facts[f].Usual)
	}
	for i := range s.rules {
		r := &s.rules[i]
		if r.unsureLevel < r.level || r.unsureUrgency < r.urgency {
			if r.IfUnsure != nil {
				say("%s counts for less while an unsure answer leaves it possible: %s", r.ID, r.IfUnsure.Reason)
			}
		}
	}
	for _, o := range s.Opaque() {
		say("%s rests on %s, which cel-go works out; nothing is proved of what it comes to: %s",
			o.Rule, o.Part, o.Reason)
	}
	for _, w := range s.weakened {
		say("%s was made milder by %s, which was allowed to", w.Rule, w.Layer)
	}
	for _, d := range s.disabled {
		say("%s was taken out of force by %s: %s", d.Rule, d.Layer, d.Reason)
	}
}
