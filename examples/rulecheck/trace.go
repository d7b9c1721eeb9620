package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/claims"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// trace follows a claim of the article, a row of the clinical documents, a source or a grade to the
// rules that stand on it, and these to their sources and cases.
func trace(c *console, args []string) (int, error) {
	var s selection
	names, err := parse("trace", args, names{0, 1}, s.defineDir)
	if err != nil {
		return unread, err
	}
	all, err := open(s)
	if err != nil {
		return unread, err
	}
	t := &tracing{console: c, clinic: all}
	if err := t.count(); err != nil {
		return unread, err
	}
	if len(names) == 0 {
		t.overview()
		return clean, nil
	}
	return t.follow(names[0])
}

type tracing struct {
	*console
	clinic   *clinic
	coverage map[string]policytest.Coverage // by rule; nil where no cases were read
	clauses  map[string][]policytest.ClauseCount
}

// count reads the cases of every part that has some.
func (t *tracing) count() error {
	for _, p := range t.clinic.testable() {
		if p.dir == "" && t.clinic.cases == "" && inClone(p.shipped) == "" {
			continue
		}
		files, dir, err := t.clinic.caseFiles(&p)
		if err != nil {
			return err
		}
		report, err := policytest.Check(p.set, files, p.spent()...)
		if err != nil {
			return casesAt(dir, err)
		}
		looked, err := policytest.Clauses(p.set, files, p.spent()...)
		if err != nil {
			return casesAt(dir, err)
		}
		if t.coverage == nil {
			t.coverage, t.clauses = map[string]policytest.Coverage{}, map[string][]policytest.ClauseCount{}
		}
		for _, x := range looked {
			if !x.Adopted {
				t.clauses[x.Rule] = x.Clauses
			}
		}
		for _, x := range report.Coverage {
			if !x.Adopted {
				t.coverage[x.Rule] = x
			}
		}
	}
	return nil
}

// each calls f for every rule that a part did not take over from another.
func (t *tracing) each(f func(p *part, r *policy.Rule)) {
	for i := range t.clinic.parts {
		p := &t.clinic.parts[i]
		for k := range p.set.Rules() {
			if r := &p.set.Rules()[k]; !r.Adopted {
				f(p, r)
			}
		}
	}
}

// overview writes one line for each claim, and what no rule cites.
func (t *tracing) overview() {
	by, sources, grades := map[string][]string{}, map[string]int{}, map[string]int{}
	t.each(func(_ *part, r *policy.Rule) {
		for _, id := range r.Claims {
			by[id] = append(by[id], r.ID)
		}
		for _, key := range r.Sources {
			sources[key]++
		}
		grades[r.Grade]++
	})
	for _, claim := range claims.All() {
		t.hang(pad(claim.ID, 5)+pad(string(claim.Evidence), 13), 18, claim.Says)
		carried := slices.Clone(by[claim.ID])
		for _, other := range claim.Carried {
			if !slices.Contains(carried, other) {
				carried = append(carried, other)
			}
		}
		if len(carried) > 0 {
			t.hang("", 18, "-> "+few(carried, 6))
		} else {
			t.hang("", 18, "-> nothing: "+claim.Reason)
		}
	}
	t.println("")
	for _, grade := range t.clinic.parts[0].set.Schema().Grades {
		t.printf("grade %s: %s\n", grade, plural(grades[grade], "rule"))
	}
	var unused []string
	for _, x := range t.clinic.parts[0].set.Sources() {
		if sources[x.Key] == 0 {
			unused = append(unused, x.Key)
		}
	}
	t.hang("sources ", 8, plural(len(sources), "source")+" cited")
	if len(unused) > 0 {
		t.hang("no rule here cites ", 19, strings.Join(unused, ", "))
	}
}

// follow writes what hangs on a name.
func (t *tracing) follow(name string) (int, error) {
	known := t.names()
	if !slices.Contains(known, name) {
		return unread, fmt.Errorf("%q is no claim, row, source, grade or rule%s", name, document.Suggest(name, known))
	}
	for _, claim := range claims.All() {
		if claim.ID == name {
			t.hang(pad(t.paint(bold, claim.ID), 5)+" ", 6, claim.Says)
			t.hang("", 6, string(claim.Evidence)+". "+claim.Reason)
			for _, other := range claim.Carried {
				if strings.Contains(other, "/") || strings.Contains(other, " ") {
					t.hang("      carried by ", 19, other)
				}
			}
		}
	}
	for _, x := range t.clinic.parts[0].set.Sources() {
		if x.Key == name {
			t.hang(t.paint(bold, x.Key)+" ", 6, fmt.Sprintf("%s, read: %s. %s %s", x.Level, x.Read, x.Cites, x.Link))
		}
	}
	n := 0
	t.each(func(p *part, r *policy.Rule) {
		if r.ID == name || r.Grade == name || slices.Contains(r.Rows, name) || slices.Contains(r.Claims, name) ||
			slices.Contains(r.Sources, name) {
			n++
			t.rule(p, r)
		}
	})
	t.printf("%s\n", plural(n, "rule"))
	return clean, nil
}

// names are everything that can be followed.
func (t *tracing) names() []string {
	seen := map[string]bool{}
	var out []string
	add := func(names ...string) {
		for _, name := range names {
			if !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	for _, claim := range claims.All() {
		add(claim.ID)
	}
	t.each(func(p *part, r *policy.Rule) {
		add(slices.Concat([]string{r.ID}, r.Rows, r.Claims, r.Sources, p.set.Schema().Grades)...)
	})
	return out
}

func (t *tracing) rule(p *part, r *policy.Rule) {
	t.printf("%s  %s, grade %s\n", t.paint(bold, r.ID), r.Kind, r.Grade)
	t.hang("  ", 4, p.ruleAt(r.ID))
	for _, x := range []struct {
		what  string
		names []string
	}{{"rows", r.Rows}, {"claims", r.Claims}, {"sources", r.Sources}} {
		if len(x.names) > 0 {
			t.hang("", 4, x.what+" "+strings.Join(x.names, ", "))
		}
	}
	x, counted := t.coverage[r.ID]
	switch {
	case t.coverage == nil:
		t.hang("  ", 4, "its cases were not read; -cases says where they stand")
	case counted && p.own(r):
		t.hang("  ", 4, fmt.Sprintf("cases: it fires in %d, is silent in %d and undecided in %d",
			x.Fires, x.Silent, x.Undecided))
		clauses := t.clauses[r.ID]
		shown := 0
		for _, c := range clauses {
			if len(c.Gaps()) == 0 {
				shown++
			}
		}
		t.hang("  ", 4, fmt.Sprintf("coverage: %d of %s shown to hold, to fail and to decide alone",
			shown, plural(len(clauses), "clause")))
	}
}
