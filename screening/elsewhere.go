package screening

import "github.com/safehands/safehands/screening/policy"

// elsewhere are the facts that the rules of other packages have beside the ones of the screening,
// by their groups. Those packages stand on this one, so that it cannot ask them; their tests hold
// the list to what they have.
func elsewhere() []policy.FactGroup {
	const plan, choice = "rules under plan/", "rules under match/ and plan/"
	const triage = "rules under triage/, causes/ and advice/"
	return []policy.FactGroup{
		{Group: "technique", Where: choice}, {Group: "presentation", Where: choice},
		{Group: "history", Where: choice}, {Group: "visit", Where: choice},
		{Group: "plan", Where: plan}, {Group: "stroke", Where: plan},
		{Group: "step", Where: plan}, {Group: "during", Where: plan},
		{Group: "course", Where: triage}, {Group: "post", Where: triage},
	}
}
