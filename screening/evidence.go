package screening

import (
	"slices"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Evidence is one fact behind a finding, and what is known of it.
type Evidence struct {
	Fact    string `json:"fact"`
	Answer  string `json:"answer"`
	From    Origin `json:"from,omitempty"`
	Because string `json:"because,omitempty"` // of what is implied: one sentence
}

// Origin says how a fact is known that nobody told.
type Origin string

// The origins.
const (
	OriginTold    Origin = ""        // by an answer or a card, be it that nobody is sure
	OriginUsual   Origin = "usual"   // nobody is asked for it: it counts at its usual value
	OriginImplied Origin = "implied" // other answers leave nothing else
)

// Disagreement is an answer that does not go with what others imply. Both count: a rule holds that
// holds under the one or under the other.
type Disagreement struct {
	Fact    string     `json:"fact"`
	Answer  string     `json:"answer"`  // what was told
	Implied string     `json:"implied"` // what the others imply, in the language of the rules
	Because string     `json:"because"` // one sentence
	By      []Evidence `json:"by"`      // the facts that imply it
}

// EvidenceOf is what an evaluation knows of a fact, for rule sets that extend [Screener.Rules].
func EvidenceOf(set *policy.Set, e *policy.Evaluation, fact int) Evidence {
	if set == nil || e == nil || fact < 0 || fact >= len(set.Facts()) {
		return Evidence{}
	}
	f := &set.Facts()[fact]
	x := Evidence{Fact: f.Name, Answer: set.Format(fact, e.Left(fact)), Because: e.Because(fact)}
	switch {
	case e.Told(fact):
	case x.Because != "":
		x.From = OriginImplied
	case f.Volunteered && e.Given(fact).State == policy.Known:
		x.From = OriginUsual
	}
	return x
}

// WeakenedIn returns the rules that layers made milder in one of the sets, by id and each once.
func WeakenedIn(sets ...*policy.Set) []string {
	var ids []string
	for _, set := range sets {
		if set == nil {
			continue
		}
		ids = append(ids, lists.Of(set.Weakened(), func(w policy.Weakening) string { return w.Rule })...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (s *Screener) disagreements(e *policy.Evaluation) []Disagreement {
	var out []Disagreement
	for _, d := range e.Disagreements() {
		x := Disagreement{
			Fact: s.set.Facts()[d.Fact].Name, Answer: s.set.Format(d.Fact, e.Given(d.Fact)), Implied: s.set.Implied(d),
			Because: s.set.Implications()[d.Implication].Because, By: []Evidence{},
		}
		x.By = append(x.By, lists.Of(e.By(d), func(fact int) Evidence { return EvidenceOf(s.set, e, fact) })...)
		out = append(out, x)
	}
	return out
}

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (e *Evidence) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, e) }

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (d *Disagreement) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, d) }

// Read reads one of the origins in a larger document, and adds what is wrong with it to p.
func (o *Origin) Read(n *document.Node, p *document.Problems) {
	word, _ := n.OneOf(p, "an origin", []string{string(OriginUsual), string(OriginImplied)})
	*o = Origin(word)
}
