package screening

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"slices"

	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// The folders of an overlay that hold no rules of decisions.
const (
	messagesFolder = "messages"
	wordsFolder    = "words"
)

//go:embed messages/*.yaml
var messageFiles embed.FS

// Message is told whatever is decided: what a client with back pain watches for, what to know
// before the visit. It decides nothing.
type Message struct {
	policy.Basis
	Says   string   `json:"says"`
	Client string   `json:"client"`
	Tags   []string `json:"tags,omitempty"` // of its rule: safety_net is what to watch for
}

// Messages returns what to tell a client, also one who may be massaged without any finding, by rule
// id. An answer that is unsure brings a message as well. The error is that of Screen.
func (s *Screener) Messages(in Intake) ([]Message, error) {
	if !s.built() {
		return nil, errNotBuilt
	}
	set, err := s.messages()
	if err != nil {
		return nil, err
	}
	answers := set.NewAnswers()
	if err := s.Answer(in, answers); err != nil {
		return nil, err
	}
	var e policy.Evaluation
	var p document.Problems
	if s.addAll(&p, set.Evaluate(answers, policy.Request{}, &e)); p.Len() > 0 {
		return nil, p.Err()
	}
	var out []Message
	for _, o := range e.Outcomes() {
		if !o.Holds && len(o.Unsure) == 0 {
			continue
		}
		r := o.Rule
		out = append(out, Message{
			Basis: r.Basis(), Says: r.Texts["says"], Client: r.Texts["client"], Tags: slices.Clone(r.Tags),
		})
	}
	slices.SortFunc(out, func(a, b Message) int { return cmp.Compare(a.Rule, b.Rule) })
	return out, nil
}

// MessageRules returns the rules that say what to tell whatever is decided.
func (s *Screener) MessageRules() *policy.Set {
	if !s.built() {
		return nil
	}
	set, err := s.messages()
	if err != nil {
		return nil // not of files that New has let through
	}
	return set
}

// countMessages counts what overlays did to messages: it is weakened, and part of the fingerprint,
// as what they did to other rules is. Words are not.
func (s *Screener) countMessages() error {
	set, err := s.messages()
	if err != nil {
		return err
	}
	s.weakened = WeakenedIn(s.set, set)
	own := func(r policy.Rule) bool { return r.Layer != layers.BuiltIn }
	meant := func(c policy.Change) bool { return c.Reason != "" }
	if slices.ContainsFunc(set.Rules(), own) || slices.ContainsFunc(set.Changes(), meant) {
		s.count(set.Fingerprint())
	}
	return nil
}

// count makes what overlays bring beside the rules of decisions part of the fingerprint.
func (s *Screener) count(meaning string) {
	sum := sha256.Sum256([]byte(s.fingerprint + meaning))
	s.fingerprint = hex.EncodeToString(sum[:])[:len(s.fingerprint)]
}

// loadMessages lays the messages over a screener's facts.
func loadMessages(base *policy.Set, files []policy.Layer) (*policy.Set, error) {
	const kind, whole = "message", "person"
	schema := policy.Schema{
		Levels:    []policy.Level{{Disposition: "none"}, {Kind: kind, Disposition: "told"}},
		Undecided: "open", CertainFrom: kind, Urgencies: []string{"none"}, UnsureKind: kind, UnsureUrgency: "none",
		LimitKind: kind, WaivedFrom: kind, WaivedTo: kind,
		Places: []policy.Place{{Name: whole}}, Default: whole, PlaceWord: whole,
		Texts: []policy.Text{
			{Name: "says", Required: true}, {Name: "client", Required: true}, {Name: "rationale", Required: true},
		},
		Grades: base.Schema().Grades,
	}
	adopt := func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }
	set, err := policy.Extend(base, schema, adopt, files...)
	if err != nil {
		return nil, err
	}
	var p document.Problems
	layers.RefuseFacts(set, &p)
	return set, p.Err()
}
