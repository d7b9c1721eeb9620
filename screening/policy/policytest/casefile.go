package policytest

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// testCase is one case as it stands in its file.
type testCase struct {
	node *document.Node
	name string

	base      sheet
	own       sheet
	cards     map[int]cardEntry
	restNone  bool
	request   []string
	clearance []policy.Clearance
	ages      []int // of the clearances, in days
	expect    expectation

	// readable says that answers and request were read without a mistake; only then does a
	// contradiction mean anything.
	readable   bool
	evaluation policy.Evaluation
	answers    *policy.Answers
}

// reader reads case files and collects every mistake in them.
type reader struct {
	vocabulary
	problems document.Problems
	stated   []*statement
	spent    func(a *policy.Answers, rule string, daysAgo int) bool // nil: nothing but age ends a clearance
}

func (r *reader) read(files fs.FS) []*testCase {
	var names []string
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && policy.IsCaseFile(path) {
			names = append(names, path)
		}
		return err
	})
	switch {
	case err != nil:
		r.problems.Add(document.Problem{Message: err.Error()})
	case len(names) == 0:
		r.problems.Add(document.Problem{Message: "there is no case file; its name ends in _cases.yaml"})
	}
	slices.Sort(names)
	var out []*testCase
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			r.problems.Add(document.Problem{File: name, Line: 1, Column: 1, Message: err.Error()})
			continue
		}
		out = append(out, r.readFile(name, data)...)
	}
	return out
}

func (r *reader) readFile(name string, data []byte) []*testCase {
	p := &r.problems
	before := p.Len()
	root := document.YAML(name, data, p)
	readable := p.Len() == before
	var file caseFile
	root.Fields(p, "a case file", r.fileFields(&file), "cases")
	readable = readable && !file.unreadable
	base, cases := file.base, file.cases
	first := map[string]*testCase{}
	for _, c := range cases {
		c.base, c.readable = base, c.readable && readable
		if other := first[c.name]; other != nil {
			p.At(c.node, "case %q stands on line %d already", c.name, other.node.Line)
		} else if c.name != "" {
			first[c.name] = c
		}
	}
	return cases
}

// caseFile is what a case file holds.
type caseFile struct {
	base       sheet
	unreadable bool // the base
	cases      []*testCase
}

func (r *reader) fileFields(file *caseFile) document.Fields {
	p := &r.problems
	return document.Fields{
		"base": func(n *document.Node) {
			readable := true
			file.base = r.readSheet(n, "base", &readable)
			file.unreadable = !readable
		},
		"stated": r.readStated,
		"cases": func(n *document.Node) {
			items := n.List(p, "cases")
			if n != nil && n.Kind == document.Sequence && len(items) == 0 {
				p.At(n, "there is no case")
			}
			for _, item := range items {
				file.cases = append(file.cases, r.readCase(item))
			}
		},
	}
}

// caseFields reads every key that a case may have.
func (r *reader) caseFields(c *testCase) document.Fields {
	p := &r.problems
	fields := document.Fields{
		"case": func(n *document.Node) {
			if c.name = n.Prose(p, "a name"); n != nil && n.Quoted && c.name == "" {
				p.At(n, "a case needs a name")
			}
		},
		"rest": func(n *document.Node) {
			_, c.restNone = n.OneOf(p, "the rest", []string{"none"})
			c.readable = c.readable && c.restNone
		},
		"answers":   func(n *document.Node) { c.own = r.readSheet(n, "answers", &c.readable) },
		"cards":     func(n *document.Node) { c.cards = r.readCards(n, &c.readable) },
		"request":   func(n *document.Node) { c.request = r.readNames(n, "a region", r.places, &c.readable) },
		"clearance": func(n *document.Node) { c.clearance, c.ages = r.readClearances(n, &c.readable) },
	}
	maps.Copy(fields, r.expectationFields(&c.expect))
	return fields
}

func (r *reader) readCase(n *document.Node) *testCase {
	p := &r.problems
	c := &testCase{node: n, own: sheet{}, cards: map[int]cardEntry{}, readable: true}
	n.Fields(p, "a case", r.caseFields(c), "case")
	if n == nil || n.Kind != document.Mapping {
		return c
	}
	expected := r.expectationFields(&expectation{})
	if !slices.ContainsFunc(n.Entries, func(e document.Entry) bool { return expected[e.Key] != nil }) {
		p.At(n, "a case expects nothing; say at least what is decided")
	}
	r.checkRequested(c)
	return c
}

// readNames reads a list of known names. What it could not read makes readable false.
func (r *reader) readNames(n *document.Node, what string, known []string, readable *bool) []string {
	names := []string{}
	for _, item := range r.items(n, readable) {
		name, ok := item.OneOf(&r.problems, what, known)
		switch {
		case !ok:
			*readable = false
		case slices.Contains(names, name):
			r.problems.At(item, "%s is listed twice", name)
		default:
			names = append(names, name)
		}
	}
	return names
}

func (r *reader) items(n *document.Node, readable *bool) []*document.Node {
	if n == nil || n.Kind != document.Sequence {
		*readable = false
	}
	key := ""
	if n != nil {
		key = n.Path[strings.LastIndexByte(n.Path, '.')+1:]
	}
	return n.List(&r.problems, key)
}

// clearanceDays names the parameter that says how many days a clearance holds.
const clearanceDays = "clearance_days"

func (r *reader) readClearances(n *document.Node, readable *bool) (out []policy.Clearance, ages []int) {
	for _, item := range r.items(n, readable) {
		var c policy.Clearance
		age := 0
		item.Fields(&r.problems, "a clearance", r.clearanceFields(&c, &age, readable), "covers")
		if most, ok := r.set.Parameter(clearanceDays); !ok || float64(age) <= most {
			out, ages = append(out, c), append(ages, age)
		}
	}
	return out, ages
}

func (r *reader) clearanceFields(c *policy.Clearance, age *int, readable *bool) document.Fields {
	p := &r.problems
	return document.Fields{
		"covers":  func(n *document.Node) { c.Covers = r.readNames(n, "a rule", r.rules, readable) },
		"regions": func(n *document.Node) { c.Places = r.readNames(n, "a region", r.places, readable) },
		"days_ago": func(n *document.Node) {
			var ok bool
			if *age, ok = n.Int(p, "days_ago"); ok && *age < 0 {
				p.At(n, "days_ago must not be negative, found %d", *age)
			}
		},
		// Who gave it, and what was agreed for the plan, decide nothing here.
		"by":         func(n *document.Node) { n.Prose(p, "a name") },
		"techniques": func(n *document.Node) { n.Names(p, "a technique") },
		"strokes":    func(n *document.Node) { n.Names(p, "a stroke") },
	}
}

// evaluate decides the case. Whatever contradicts in its answers is a mistake of the case.
func (r *reader) evaluate(c *testCase) {
	if !c.readable {
		return
	}
	c.answers = r.answersOf(c)
	for i := range c.clearance {
		k := &c.clearance[i]
		k.Covers = slices.DeleteFunc(k.Covers, func(rule string) bool {
			return r.spent != nil && r.spent(c.answers, rule, c.ages[i])
		})
	}
	err := r.set.Evaluate(c.answers, policy.Request{Places: c.request, Clearances: c.clearance}, &c.evaluation)
	var refused *document.Error
	switch {
	case errors.As(err, &refused):
		for _, problem := range refused.Problems {
			r.problems.At(r.place(c, problem.Path), "%s", problem.String())
		}
	case err != nil:
		r.problems.At(c.node, "%v", err)
	}
}

// place is where in the case something was answered. An answer of the base is wrong only
// together with the case.
func (r *reader) place(c *testCase, path string) *document.Node {
	if name, ok := strings.CutPrefix(path, "cards."); ok {
		if i, ok := r.set.CardIndex(name); ok && c.cards[i].node != nil {
			return c.cards[i].node
		}
	}
	if i, ok := r.set.FactIndex(path); ok && c.own[i].node != nil {
		return c.own[i].node
	}
	return c.node
}
