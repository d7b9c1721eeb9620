package visit

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"

	"github.com/safehands/safehands/technique"
)

// WithShadow lays files over the rules in force for audit only, as WithOverlay lays them, and with
// every loosening allowed: nobody is treated by them. They change no decision, no question and no
// fingerprint; [Decider.Audit] says what they would say.
func WithShadow(files fs.FS) Option {
	return func(o *options) { o.shadows = append(o.shadows, files) }
}

// Verdict is what a visit comes to, in the words of JSON. What was not decided is empty.
type Verdict struct {
	Screening string `json:"screening,omitempty"` // disposition and urgency
	Technique string `json:"technique,omitempty"` // of the plan: fits, or the gravest kind, and open
	Session   string `json:"session,omitempty"`   // stop, go_on or open
	Felt      string `json:"felt,omitempty"`      // level and urgency
}

// Verdict returns what the visit comes to.
func (d Decided) Verdict() Verdict {
	var v Verdict
	if d.Screened {
		v.Screening = d.Decision.Disposition.String() + " " + d.Decision.Urgency.String()
	}
	if r := d.Review; r != nil {
		switch {
		case r.Fits:
			v.Technique = "fits"
		case r.Settled || r.Floor >= technique.KindChange:
			v.Technique = r.Floor.String()
		default:
			v.Technique = "open"
		}
	}
	if s := d.Stopping; s != nil {
		switch {
		case s.Stop:
			v.Session = "stop"
		case s.Settled:
			v.Session = "go_on"
		default:
			v.Session = "open"
		}
	}
	if d.After != nil {
		v.Felt = d.After.Result.Level.String() + " " + d.After.Result.Urgency.String()
	}
	return v
}

// Said is something that rules say of a visit: a finding, or a violation.
type Said struct {
	Part Part   `json:"part"`
	Rule string `json:"rule"`
	Says string `json:"says"`
}

// Difference is how two sets of rules decide one visit otherwise.
type Difference struct {
	Visit string `json:"visit,omitempty"` // its name among several
	// Was and Is are what the visit comes to by the one and by the other.
	Was Verdict `json:"was"`
	Is  Verdict `json:"is"`
	// New is what only the other says, Gone what only the one says.
	New  []Said `json:"new"`
	Gone []Said `json:"gone"`
	// Rules are the ids of all rules that say something else, or are there on one side only;
	// Differs are the paths at which the decisions differ, fingerprints apart.
	Rules   []string `json:"rules"`
	Differs []string `json:"differs"`
	// Refused is why one of the two cannot read the visit; then nothing else is said.
	Refused string `json:"refused,omitempty"`
}

// Same reports whether both decide alike, to the word.
func (d Difference) Same() bool { return len(d.Differs) == 0 && d.Refused == "" }

// Audit says how the files of [WithShadow] would decide a visit otherwise. Without such files there
// is no difference. The error is that of Decide.
func (d *Decider) Audit(data []byte) (Difference, error) {
	decided, err := d.Decide(data)
	if err != nil {
		return Difference{}, err
	}
	return d.beside(decided, d.shadow, data)
}

// beside compares what was decided with what another decides.
func (d *Decider) beside(decided Decided, other *Decider, data []byte) (Difference, error) {
	out := Difference{
		Was: decided.Verdict(), Is: decided.Verdict(),
		New: []Said{}, Gone: []Said{}, Rules: []string{}, Differs: []string{},
	}
	if other == nil {
		return out, nil
	}
	by, err := other.Decide(data)
	if err != nil {
		out.Is, out.Refused = Verdict{}, err.Error()
		return out, nil
	}
	was, err := meaning(decided)
	if err != nil {
		return Difference{}, err
	}
	is, err := meaning(by)
	if err != nil {
		return Difference{}, err
	}
	c := comparison{rules: map[string]bool{}}
	c.compare("", "", was, is)
	out.Is, out.Differs = by.Verdict(), append(out.Differs, c.paths...)
	out.Rules = append(out.Rules, slices.Sorted(maps.Keys(c.rules))...)
	before, after := decided.said(), by.said()
	out.New = append(out.New, beyond(after, before)...)
	out.Gone = append(out.Gone, beyond(before, after)...)
	return out, nil
}

// meaning is a decision as JSON, without what tells the rules from others and not the decision.
func meaning(d Decided) (any, error) {
	data, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	v, err := generic(data)
	if err != nil {
		return nil, err
	}
	parts, _ := v.(map[string]any)
	for _, part := range parts {
		m, _ := part.(map[string]any)
		for _, key := range []string{"fingerprint", "text_fingerprint", "weakened"} {
			delete(m, key)
		}
		if session, ok := m["session"].(map[string]any); ok {
			delete(session, "fingerprint")
			delete(session, "weakened")
		}
	}
	return v, nil
}

// said are all findings and violations.
func (d Decided) said() []Said {
	var out []Said
	for _, f := range d.Decision.Findings {
		out = append(out, Said{Screening, f.Rule, f.Says})
	}
	for _, v := range of(d.Review).Violations {
		out = append(out, Said{Technique, v.Rule, v.Says})
	}
	for _, v := range of(d.Stopping).Violations {
		out = append(out, Said{Session, v.Rule, v.Says})
	}
	for _, f := range of(d.After).Result.Findings {
		out = append(out, Said{Felt, f.Rule, f.Says})
	}
	return out
}

// beyond is what some say that others do not.
func beyond(some, others []Said) []Said {
	return slices.DeleteFunc(slices.Clone(some), func(x Said) bool { return slices.Contains(others, x) })
}

// Comparison is how two sets of rules decide many visits.
type Comparison struct {
	Visits int `json:"visits"`
	Same   int `json:"same"` // decided alike, to the word
	// Turns counts what visits that come to something else came to and come to, the most frequent
	// first.
	Turns []Turn `json:"turns"`
	// Rules counts in how many visits a rule says something else, the most frequent first.
	Rules []Count `json:"rules"`
	// Differences are those of every visit that is decided otherwise, in the order of the visits.
	Differences []Difference `json:"differences"`
}

// Turn is one way in which visits come to something else.
type Turn struct {
	Was    Verdict `json:"was"`
	Is     Verdict `json:"is"`
	Visits int     `json:"visits"`
}

// Count is a rule and a number of visits.
type Count struct {
	Rule   string `json:"rule"`
	Visits int    `json:"visits"`
}

// Compare decides visits by one set of rules and by another, each with a name, and says what
// differs. A visit that the one cannot read is an error, with its name: there is nothing to
// compare.
func (d *Decider) Compare(other *Decider, visits iter.Seq2[string, []byte]) (Comparison, error) {
	out := Comparison{Turns: []Turn{}, Rules: []Count{}, Differences: []Difference{}}
	if !d.built() || !other.built() || visits == nil {
		return out, errNotBuilt
	}
	rules := map[string]int{}
	for name, data := range visits {
		decided, err := d.Decide(data)
		if err != nil {
			return out, fmt.Errorf("%s: %w", name, err)
		}
		x, err := d.beside(decided, other, data)
		if err != nil {
			return out, fmt.Errorf("%s: %w", name, err)
		}
		out.Visits++
		if x.Same() {
			out.Same++
			continue
		}
		x.Visit = name
		out.Differences = append(out.Differences, x)
		out.turn(x)
		for _, rule := range x.Rules {
			rules[rule]++
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(rules)) {
		out.Rules = append(out.Rules, Count{rule, rules[rule]})
	}
	slices.SortStableFunc(out.Rules, func(a, b Count) int { return b.Visits - a.Visits })
	slices.SortStableFunc(out.Turns, func(a, b Turn) int { return b.Visits - a.Visits })
	return out, nil
}

func (c *Comparison) turn(x Difference) {
	if x.Was == x.Is {
		return
	}
	for i := range c.Turns {
		if t := &c.Turns[i]; t.Was == x.Was && t.Is == x.Is {
			t.Visits++
			return
		}
	}
	c.Turns = append(c.Turns, Turn{x.Was, x.Is, 1})
}
