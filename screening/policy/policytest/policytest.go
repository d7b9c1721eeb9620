// Package policytest runs case files against a rule set. A case states what is known of one client
// and what has to follow from it: which rules fire, stay silent or are undecided, what is decided,
// and what is still to be asked. The same cases serve a test, by [Run], and a tool, by [Check].
//
// A case file is a *_cases.yaml beside the rules that it is about:
//
//	base: {client.age: 40}           # answers that every case starts from
//	stated:                          # what the source of a rule says of it, in the keys of the rule;
//	                                 # no regions are all of them, of a note only that there is one
//	  fever.high: {kind: temporary, urgency: routine, limits: [{pressure: 2, note: true}]}
//	  fever.past:                    # where the rule says otherwise than its source, and why
//	    {kind: relative, urgency: none, departs: {urgency: routine, because: the row gives no time}}
//	cases:
//	  - case: a fever waits          # unique in the file
//	    rest: none                   # what is on a card and not mentioned is answered no, or none
//	    answers: {sx.feverish: yes}  # yes, no, unsure, not_asked, a number, a value or a list
//	                                 # of values
//	    cards: {unwell: {ticked: [], unsure: [cough], open: []}}
//	    request: [back]              # what is asked for; by default what the schema says
//	    clearance: [{covers: [disc.stable], days_ago: 3}]
//	                                 # older than the parameter clearance_days, it does not count,
//	                                 # nor where [WithSpent] says so
//	    fires: [fever.high]          # these rules are true
//	    silent: [fever.past]         # these are false
//	    undecided: []                # these are neither
//	    decision: defer              # what is shown; floor and ceiling bound it
//	    floor: defer
//	    ceiling: defer
//	    urgency: routine             # its floor
//	    urgency_ceiling: routine
//	    places: {back: {decision: defer, limits: {pressure: 2}}}
//	    asks: [sx.cough]             # these are among the deciding questions;
//	                                 # asks_only: they are all of them
//	    clearable: []                # exactly the rules that a clearance would have to cover
//
// A rule has to be what is stated of it: its kind, urgency, regions, side and limits, compared as
// they are written, the departure taken. Its words and its condition are not stated.
//
// A case says nothing of what it does not name. Where it names one, a limit is compared whole: a
// list of things to avoid is the full list; none, [] or false says that there is no such limit. A
// group of places stands for each of its parts.
//
// The package does not judge a rule set: whether each rule has its cases is for [Report.Gaps]
// to say and for the caller to demand. What a case leaves out is not asked, and never no,
// unless it says rest: none.
package policytest

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Run runs every case of every *_cases.yaml of files as a subtest of t: file/case name. A mistake
// in any case file fails t, and no case is run: what a file means to say is not known then. The
// report is that of [Check], for whoever demands [Report.Gaps] to be empty.
func Run(t *testing.T, set *policy.Set, files fs.FS, options ...Option) *Report {
	t.Helper()
	report, err := Check(set, files, options...)
	if err != nil {
		t.Fatalf("case files:\n%v", err)
	}
	for results := report.Cases; len(results) > 0; {
		file := results[0].File
		n := 1
		for n < len(results) && results[n].File == file {
			n++
		}
		own := results[:n]
		results = results[n:]
		t.Run(file, func(t *testing.T) {
			for _, result := range own {
				t.Run(result.Name, func(t *testing.T) {
					if len(result.Failures) > 0 {
						t.Error("\n" + result.String())
					}
				})
			}
		})
	}
	return report
}

// Check runs every case of every *_cases.yaml of files. The report holds all of them, in the order
// of files and lines. The error is a [*document.Error] with every mistake of every file: a case
// that names what does not exist, or answers that contradict each other. That there is no case
// file is a mistake too.
func Check(set *policy.Set, files fs.FS, options ...Option) (*Report, error) {
	if set == nil || files == nil {
		return nil, errNothing
	}
	r, cases, err := readCases(set, files, options)
	if err != nil {
		return nil, err
	}
	tally := newTally(set)
	report := &Report{}
	for _, c := range cases {
		v := newView(&r.vocabulary, c, &c.evaluation)
		v.check(tally)
		report.Cases = append(report.Cases, Result{
			File: c.node.File, Line: c.node.Line, Column: c.node.Column, Name: c.name, Failures: v.failures,
			Why: v.whys(),
		})
	}
	for _, s := range r.stated {
		tally.rules[s.rule].Stated = true
		report.Cases = append(report.Cases, Result{
			File: s.node.File, Line: s.node.Line, Column: s.node.Column, Name: "rule " + r.rules[s.rule],
			Failures: r.checkStated(s),
		})
	}
	slices.SortStableFunc(report.Cases, func(a, b Result) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	report.Coverage = tally.rules
	return report, nil
}

// errNothing is returned where there is nothing to check.
var errNothing = errors.New("policytest: a rule set and its case files are needed")

// Option says more of how cases are decided.
type Option func(*reader)

// WithSpent takes rules out of the clearances of cases where the host says that a yes for them no
// longer counts, by the answers of the case and by the days since. It is asked beside the parameter
// clearance_days.
func WithSpent(spent func(a *policy.Answers, rule string, daysAgo int) bool) Option {
	return func(r *reader) { r.spent = spent }
}

// readCases reads and evaluates every case.
func readCases(set *policy.Set, files fs.FS, options []Option) (*reader, []*testCase, error) {
	r := &reader{vocabulary: newVocabulary(set)}
	for _, option := range options {
		if option != nil {
			option(r)
		}
	}
	cases := r.read(files)
	for _, c := range cases {
		r.evaluate(c)
	}
	return r, cases, r.problems.Err()
}

// Report is what came of every case, and what the cases ask of every rule.
type Report struct {
	Cases    []Result   // and what is stated of rules, by the name rule ID
	Coverage []Coverage // by rule id
}

// Result is what came of one case, or of what is stated of a rule.
type Result struct {
	File         string
	Line, Column int
	Name         string
	Failures     []string // what was expected and what came instead; none where the case holds
	Why          []Why    // the rules that the failures are about, each once
}

// String returns one line for each failure, with the position of the case. It is
// empty where the case holds.
func (r Result) String() string {
	var lines []string
	for _, failure := range r.Failures {
		lines = append(lines, document.Problem{File: r.File, Line: r.Line, Column: r.Column, Message: failure}.String())
	}
	return strings.Join(lines, "\n")
}

// Coverage counts the cases that expect something of a rule and get it. What comes about without
// being expected does not count.
type Coverage struct {
	Rule                     string
	Adopted                  bool // it is a rule of the set that this one extends
	Stated                   bool // some file says what the source of the rule says
	Fires, Silent, Undecided int
	LimitsChecked            bool // a case where the rule fires expects one of its limits somewhere, or it has none
}

// Gaps returns one line for everything that the cases leave unchecked of a rule: that it fires,
// stays silent and is undecided in some case, and that its limits arrive. Rules of a set that this
// one extends have their cases there.
func (r *Report) Gaps() []string {
	if r == nil {
		return nil
	}
	var out []string
	for _, c := range r.Coverage {
		if c.Adopted {
			continue
		}
		for _, counted := range []struct {
			n    int
			what string
		}{{c.Fires, "fires"}, {c.Silent, "is silent"}, {c.Undecided, "is undecided"}} {
			if counted.n == 0 {
				out = append(out, fmt.Sprintf("rule %s has no case where it %s", c.Rule, counted.what))
			}
		}
		if !c.LimitsChecked {
			out = append(out,
				fmt.Sprintf("rule %s has limits and no case where it fires that expects one of them", c.Rule))
		}
	}
	return out
}
