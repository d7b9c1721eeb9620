package main

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// client is somebody whom a set decides about.
type client struct {
	part    *part
	name    string
	at      string // file:line:column
	answers *policy.Answers
	request policy.Request

	// Of an intake: what the client told, without what clinicians said, and that. What it covers is
	// for each set of rules to say.
	told      *policy.Answers
	clearance []screening.Clearance
}

// visitor is a client of the screening, by an intake and the clearances that came with it.
func (p *part) visitor(name, at string, in screening.Intake, clearance []screening.Clearance) (client, error) {
	x := client{part: p, name: name, at: at, answers: p.set.NewAnswers(), clearance: clearance}
	if err := p.screener.Answer(in, x.answers); err != nil {
		return x, err
	}
	for _, r := range in.Regions {
		x.request.Places = append(x.request.Places, string(r))
	}
	var err error
	x.told = x.answers.Clone()
	x.request.Clearances, err = p.screener.Cleared(x.answers, clearance...)
	return x, err
}

// to is what another part is asked about the client. What it does not know is left out.
func (x *client) to(p *part) (*policy.Answers, policy.Request, error) {
	if x.told == nil || p.screener == nil {
		return translated(p.set, x.part.set, x.answers), x.request, nil
	}
	answers, request := translated(p.set, x.part.set, x.told), x.request
	var err error
	request.Clearances, err = p.screener.Cleared(answers, knownTo(p.screener, x.clearance)...)
	return answers, request, err
}

// decided lets a part decide about the client.
func (x *client) decided(p *part, e *policy.Evaluation) error {
	answers, request, err := x.to(p)
	if err != nil {
		return err
	}
	return p.set.Evaluate(answers, request, e)
}

// knownTo is what clearances say of rules and conditions that a screener has.
func knownTo(s *screening.Screener, clearance []screening.Clearance) (out []screening.Clearance) {
	conditions := s.Conditions()
	for _, c := range clearance {
		c.Covers = slices.DeleteFunc(slices.Clone(c.Covers), func(id string) bool {
			_, known := s.Rules().RuleIndex(id)
			return !known
		})
		c.Conditions = slices.DeleteFunc(slices.Clone(c.Conditions), func(name string) bool {
			return !slices.ContainsFunc(conditions, func(x screening.Condition) bool { return x.Name == name })
		})
		if len(c.Covers)+len(c.Conditions) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// readVisit reads an intake, or a whole visit or line of a registry of which it takes the
// clearances too.
func (p *part) readVisit(data []byte) (in screening.Intake, clearance []screening.Clearance, err error) {
	var problems document.Problems
	n := document.JSON(data, &problems)
	if err := problems.Err(); err != nil {
		return in, nil, err
	}
	if n.Kind != document.Mapping || n.Get("intake") == nil {
		in, err = p.screener.DecodeIntake(data)
		return in, nil, err
	}
	in = p.screener.ReadIntake(n.Get("intake"), &problems)
	for _, key := range []string{"clearance", "clearances"} {
		if list := n.Get(key); list != nil {
			clearance = append(clearance, p.screener.ReadClearance(list, &problems)...)
		}
	}
	return in, clearance, problems.Err()
}

// spent holds cases of the screening to what ends a clinician's yes.
func (p *part) spent() (out []policytest.Option) {
	if p.screener != nil {
		out = append(out, policytest.WithSpent(p.screener.Spent))
	}
	return out
}
