package policytest

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/safehands/safehands/screening/policy"
)

// Answered is what a case says of its client, without what it expects.
type Answered struct {
	File, Name string
	Position   string // file:line:column of the case
	Answers    *policy.Answers
	Request    policy.Request
}

// Answers returns the clients of every case of every *_cases.yaml of files, in the order of files
// and lines, for a tool that compares rule sets or asks them. The error is that of [Check].
func Answers(set *policy.Set, files fs.FS) ([]Answered, error) {
	if set == nil || files == nil {
		return nil, errors.New("policytest: a rule set and its case files are needed")
	}
	r := &reader{vocabulary: newVocabulary(set)}
	cases := r.read(files)
	var out []Answered
	for _, c := range cases {
		r.evaluate(c)
		out = append(out, Answered{
			File: c.node.File, Name: c.name,
			Position: fmt.Sprintf("%s:%d:%d", c.node.File, c.node.Line, c.node.Column),
			Answers:  c.answers, Request: policy.Request{Places: c.request, Clearances: c.clearance},
		})
	}
	return out, r.problems.Err()
}
