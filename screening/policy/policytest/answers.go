package policytest

import (
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
func Answers(set *policy.Set, files fs.FS, options ...Option) ([]Answered, error) {
	if set == nil || files == nil {
		return nil, errNothing
	}
	_, cases, err := readCases(set, files, options)
	var out []Answered
	for _, c := range cases {
		out = append(out, Answered{
			File: c.node.File, Name: c.name,
			Position: fmt.Sprintf("%s:%d:%d", c.node.File, c.node.Line, c.node.Column),
			Answers:  c.answers, Request: policy.Request{Places: c.request, Clearances: c.clearance},
		})
	}
	return out, err
}
