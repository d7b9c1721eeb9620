package main

import (
	"flag"
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// difference is what two folders decide otherwise in one part.
type difference struct {
	Part    string             `json:"part"`
	Proof   *policy.Comparison `json:"proof"`
	Clients *replay            `json:"clients,omitempty"`

	before, after *part
}

// diff says whom two folders decide otherwise: as far as it can be proved, of everybody, and of the
// clients of a corpus.
func diff(c *console, args []string) (int, error) {
	var s selection
	var asJSON, html, asSARIF bool
	clients := ""
	names, err := parse("diff", args, names{2, 2}, func(f *flag.FlagSet) {
		s.define(f)
		f.BoolVar(&asJSON, "json", false, "write JSON")
		f.BoolVar(&html, "html", false, "write a page")
		f.BoolVar(&asSARIF, "sarif", false, "write SARIF, for the review of a change")
		f.StringVar(&clients, "corpus", "", "clients that both decide")
	})
	if err != nil {
		return unread, err
	}
	all, err := c.differences(s, names, clients)
	if err != nil {
		return unread, err
	}
	status := worst(all)
	switch {
	case asJSON && len(all) == 1 && clients == "":
		return status, c.json(all[0].Proof)
	case asJSON:
		return status, c.json(all)
	case asSARIF:
		return status, c.sarif(all)
	case html:
		return status, c.diffPage(names, all)
	}
	n := 0
	for i := range all {
		c.showDifferences(&all[i])
		n += len(all[i].Proof.Differences)
	}
	c.println(plural(n, "difference"))
	return status, nil
}

// differences compares two folders part by part, and of the first what they make of clients, if
// there are any.
func (c *console) differences(s selection, names []string, clients string) ([]difference, error) {
	pair, err := openBoth(s, names[0], names[1])
	if err != nil {
		return nil, err
	}
	var all []difference
	for i := range pair[0].parts {
		d := difference{
			Part: pair[0].parts[i].name, before: &pair[0].parts[i], after: &pair[1].parts[i],
			Proof: policy.Compare(pair[0].parts[i].set, pair[1].parts[i].set),
		}
		if err := d.besideRules(); err != nil {
			return nil, err
		}
		if clients != "" && (i == 0 || s.part != "") {
			if d.Clients, err = replayed(c, d.before, d.after, clients); err != nil {
				return nil, err
			}
		}
		all = append(all, d)
	}
	return all, nil
}

// worst is the exit status of several comparisons.
func worst(all []difference) int {
	milder, open, stricter, other, same := false, false, false, false, true
	for _, d := range all {
		p := d.Proof
		milder, stricter = milder || p.Loosened(), stricter || p.Tightened()
		open, other, same = open || len(p.Unproved) > 0, other || len(p.Differences) > 0, same && p.Equivalent
		if d.Clients != nil {
			milder, stricter = milder || d.Clients.Loosened > 0, stricter || d.Clients.Tightened > 0
			open, other = open || d.Clients.Refused > 0, other || d.Clients.Other > 0
		}
	}
	switch {
	case milder:
		return loosened
	case open:
		return notCompared
	case stricter:
		return tightened
	case other:
		return found
	case !same:
		return notCompared
	}
	return clean
}

func isMilder(k policy.DifferenceKind) bool { return k == policy.NewlyAllowed || k == policy.Milder }

func (c *console) showDifferences(x *difference) {
	for i := range x.Proof.Differences {
		d := &x.Proof.Differences[i]
		colour := dim
		if isMilder(d.Kind) {
			colour = red
		}
		c.printf("%s: %s: %s\n", x.at(d.Rule), c.paint(colour, string(d.Kind)), d.Says)
		c.show("before", d.Before)
		c.show("after", d.After)
	}
	for _, text := range x.Proof.Apart {
		c.println("not in both: " + text)
	}
	for _, text := range x.Proof.Unproved {
		c.println("not answered: " + text)
	}
	if x.Clients != nil {
		c.showReplay(x.Clients)
	}
}

// at is where a rule stands: as it is now, or as it was.
func (x *difference) at(rule string) string {
	if _, there := x.after.set.RuleIndex(rule); there {
		return x.after.ruleAt(rule)
	}
	return x.before.ruleAt(rule)
}

// start is where the newer of the two, or else the older, begins to bring something by itself: for
// what is said of both as a whole. A review shows what stands in a folder of the clinic alone.
func (x *difference) start() string {
	for _, p := range []*part{x.after, x.before} {
		if at := p.begins(); at != "" {
			return at
		}
	}
	return x.at(x.after.set.Rules()[0].ID)
}

func (c *console) showReplay(r *replay) {
	c.printf("\n%s: %d come out milder, %d stricter, %d otherwise, %d alike\n",
		plural(r.Clients, "client"), r.Loosened, r.Tightened, r.Other, r.Clients-r.Loosened-r.Tightened-r.Other-r.Refused)
	if r.Refused > 0 {
		c.println(r.refused())
	}
	wide := 0
	for _, d := range r.Decisions {
		wide = max(wide, len(d))
	}
	c.println("was \\ is  " + joined(r.Decisions, wide))
	for i, from := range r.Decisions {
		line := pad(from, 10)
		for j := range r.Decisions {
			cell := fmt.Sprint(r.Matrix[i][j])
			if r.Matrix[i][j] == 0 {
				cell = "."
			}
			line += fmt.Sprintf("%*s ", wide, cell)
		}
		c.println(line)
	}
	for i, x := range r.Changed {
		if i == 20 {
			c.printf("and %s more; -json has all of them\n", plural(len(r.Changed)-20, "client"))
			break
		}
		colour := dim
		if x.Kind == "loosened" {
			colour = red
		}
		c.hang("  ", 4, fmt.Sprintf("%s: %s, from %s to %s%s", x.Name, c.paint(colour, x.Kind), x.Before, x.After, x.why()))
	}
}

func (r *replay) refused() string {
	return fmt.Sprintf("%d answer what one of the two does not take together", r.Refused)
}

func joined(words []string, wide int) (line string) {
	for _, w := range words {
		line += fmt.Sprintf("%*s ", wide, w)
	}
	return line
}

// sortChanged puts those that come out milder first.
func sortChanged(all []changedClient) {
	order := []string{"loosened", "otherwise", "tightened"}
	slices.SortStableFunc(all, func(a, b changedClient) int {
		return slices.Index(order, a.Kind) - slices.Index(order, b.Kind)
	})
}
