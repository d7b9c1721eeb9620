package witness

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// Vetted holds what [policy.Vet] found to the lines that justify it, one finding a line: its key,
// two slashes, the reason. A key may end in "but" and names instead of the last word of a finding:
// it is then about every word but these. It returns what is not justified, and what is and is no
// longer found.
func Vetted(lines string, v *policy.Vetting) (faults []string) {
	justified := map[string]bool{}
	for line := range strings.Lines(lines) {
		key, reason, ok := strings.Cut(strings.TrimSpace(line), " // ")
		if !ok || reason == "" {
			faults = append(faults, fmt.Sprintf("no reason in %q", line))
		}
		justified[key] = true
	}
	found := map[string]bool{}
	said := func(key, says string) {
		by := key
		for line := range justified {
			of, but, all := strings.Cut(line, " but ")
			word, ok := strings.CutPrefix(key, of+" ")
			if all && ok && !justified[key] && !slices.Contains(strings.Fields(but), word) {
				by = line
			}
		}
		if !justified[by] {
			faults = append(faults, key+" // "+says)
		}
		found[by] = true
	}
	for _, f := range v.Findings {
		said(f.Key(), f.Says)
	}
	for _, u := range v.Unproved {
		said("unproved "+u, u)
	}
	for key := range justified {
		if !found[key] {
			faults = append(faults, key+" is justified and no longer found")
		}
	}
	slices.Sort(faults)
	return faults
}

// VetTogether vets sets that share what they name and stand on the same one. What no rule of one
// of them reads another may, and what is said of names of the set below is said there.
func VetTogether(below *policy.Set, sets []*policy.Set, options func(i int) policy.VetOptions) *policy.Vetting {
	known := map[string]bool{}
	for _, f := range below.Facts() {
		known[f.Name] = true
	}
	for _, c := range below.Cards() {
		known["card "+c.Name] = true
	}
	for _, p := range below.Parameters() {
		known["param."+p.Name] = true
	}
	for _, d := range below.Definitions() {
		known["define "+d.Name] = true
	}
	for _, x := range below.Implications() {
		known["implication "+x.String()] = true
	}
	out, found := &policy.Vetting{}, map[string]int{}
	var nameless []policy.Finding
	for i, set := range sets {
		v := policy.Vet(set, options(i))
		for _, f := range v.Findings {
			fact, _, _ := strings.Cut(f.Name, " ")
			switch {
			case len(f.Rules) > 0:
				out.Findings = append(out.Findings, f)
			case !known[f.Name] && !known[fact]:
				found[f.Key()]++
				nameless = append(nameless, f)
			}
		}
		out.Unproved = append(out.Unproved, v.Unproved...)
		out.Monotone = append(out.Monotone, v.Monotone...)
	}
	for _, f := range nameless {
		fact, _, _ := strings.Cut(f.Name, " ")
		reading := 0 // sets
		for _, s := range sets {
			if _, ok := s.FactIndex(fact); ok {
				reading++
			}
		}
		if reading == 0 {
			reading = len(sets) // it is no fact, and all of them can name it
		}
		if found[f.Key()] == reading {
			out.Findings, found[f.Key()] = append(out.Findings, f), 0
		}
	}
	return out
}
