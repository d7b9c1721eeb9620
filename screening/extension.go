package screening

import (
	"encoding/json"
	"errors"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Extension reads, writes and asks for the answers of a rule set that extends [Screener.Rules], as the screener does for its own. It is
// immutable and safe for concurrent use.
type Extension struct{ s *Screener }

func (x *Extension) built() bool { return x != nil && x.s != nil }

// NewExtension returns the extension of a set. Facts that the set's schema does not have are those of a clinic's rule files.
func NewExtension(set *policy.Set) *Extension {
	if set == nil {
		return &Extension{}
	}
	return &Extension{&Screener{set: set, entries: make([]entry, len(set.Schema().Facts))}}
}

// Questions returns what an evaluation of the set still has to ask, in the shape of [Screener.Questions].
func (x *Extension) Questions(e *policy.Evaluation) []Question {
	if !x.built() || e == nil {
		return nil
	}
	return x.s.questions(e)
}

// Question returns one question of an evaluation of the set in the same shape.
func (x *Extension) Question(q policy.Question) Question {
	if !x.built() || q.Fact == nil {
		return Question{}
	}
	return x.s.question(q)
}

// ReadAnswer reads the answer to a fact, and reports whether there is one; null is not asked, and none.
func (x *Extension) ReadAnswer(f *policy.Fact, n *document.Node, p *document.Problems) (policy.Answer, bool) {
	if !x.built() || f == nil || n == nil {
		return policy.Answer{}, false
	}
	return x.s.readAnswer(f, n, p)
}

// ReadOwn reads the answers to the facts of a clinic's rule files.
func (x *Extension) ReadOwn(n *document.Node, p *document.Problems) map[string]OwnAnswer {
	if !x.built() || n == nil {
		return nil
	}
	return x.s.readOwn(n, p)
}

// AnswerOwn writes the answers to the facts of a clinic's rule files among those of the set.
func (x *Extension) AnswerOwn(own map[string]OwnAnswer, a *policy.Answers, p *document.Problems) {
	if x.built() && a != nil && len(a.Facts) == len(x.s.set.Facts()) {
		x.s.fillOwn(own, a, p)
	}
}

// Object is a JSON object whose members keep their order. The zero value is empty.
type Object struct{ members object }

// Add adds a member.
func (o *Object) Add(key string, value any) { o.members = append(o.members, member{key, value}) }

// AddAnswer adds the answer to a fact, as [Extension.ReadAnswer] reads it; what was not asked is left out.
func (o *Object) AddAnswer(key string, f *policy.Fact, a policy.Answer) error {
	if f == nil {
		return errors.New("there is no fact to answer")
	}
	value, err := jsonAnswer(f, a)
	if err == nil && value != nil {
		o.Add(key, value)
	}
	return err
}

// AddOwn adds the answers to the facts of a clinic's rule files, if there are any.
func (o *Object) AddOwn(key string, own map[string]OwnAnswer) error {
	members, err := ownObject(own)
	if err == nil && len(members) > 0 {
		o.Add(key, members)
	}
	return err
}

// MarshalJSON writes the members in the order in which they were added.
func (o Object) MarshalJSON() ([]byte, error) { return json.Marshal(o.members) }
