package screening

import (
	"encoding/json"
	"errors"
	"regexp"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
)

// ReadClearance reads the list of clearances that comes with an intake in a larger document, and
// adds what is wrong with it to p: an unknown rule would cover nothing without a word. Techniques
// and strokes can be any well-formed names: a clinic may have added some to the catalogue, which
// package technique knows and checks them against. They bear nothing on a decision.
func (s *Screener) ReadClearance(n *document.Node, p *document.Problems) []Clearance {
	if !s.built() {
		notBuilt(n, p)
		return nil
	}
	var out []Clearance
	for _, item := range n.UpTo(p, "clearances", MaxClearances) {
		out = append(out, s.readClearance(item, p))
	}
	return out
}

func (s *Screener) readClearance(n *document.Node, p *document.Problems) Clearance {
	var c Clearance
	n.Fields(p, "a clearance", document.Fields{
		"covers": func(n *document.Node) {
			c.Covers = s.readNames(n, "rules", "a rule", s.ruleIDs, MaxCovers, p)
			if n.Kind == document.Sequence && len(n.Items) == 0 {
				p.At(n, "is an empty list; name the rules that the clearance covers")
			}
		},
		"conditions": func(n *document.Node) { c.Conditions = s.readConditions(n, p) },
		"days_ago": func(n *document.Node) {
			var ok bool
			if c.DaysAgo, ok = n.Int(p, "the number of days"); ok && c.DaysAgo < 0 {
				p.At(n, "%d days ago lies ahead", c.DaysAgo)
			}
		},
		"by": func(n *document.Node) {
			c.By = n.Str(p, "the clinician")
			if fault := byFault(c.By); fault != "" && n.Kind == document.Text {
				p.At(n, "%s", fault)
			}
		},
		"role":   func(n *document.Node) { c.Role, _ = n.OneOf(p, "the role", ClearanceRoles()) },
		"given":  func(n *document.Node) { c.Given = oneOf[ClearanceForm](n, "how it was given", clearanceForms(), p) },
		"answer": func(n *document.Node) { c.Answer = oneOf[ClearanceAnswer](n, "the answer", clearanceAnswers(), p) },
		"asked": func(n *document.Node) {
			c.Asked = n.Str(p, "the question")
			if fault := askedFault(c.Asked); fault != "" {
				p.At(n, "%s", fault)
			}
		},
		"holds_days": func(n *document.Node) {
			var ok bool
			if c.HoldsDays, ok = n.Int(p, "the number of days"); ok && c.HoldsDays < 0 {
				p.At(n, "%d days lie behind", c.HoldsDays)
			}
		},
		"changed_since": func(n *document.Node) { c.ChangedSince = n.Bool(p, "whether something has changed") },
		"limits":        func(n *document.Node) { c.Limits = s.readLimits(n, p) },
		"techniques": func(n *document.Node) {
			c.Techniques = readWords(n, "techniques", "a technique", p)
		},
		"strokes": func(n *document.Node) {
			c.Strokes = readWords(n, "strokes", "a stroke", p)
		},
		"regions": func(n *document.Node) {
			for _, name := range s.readNames(n, "regions", "a region", s.places, len(s.places), p) {
				c.Regions = append(c.Regions, body.Region(name))
			}
		},
	}, s.neededOf(n)...)
	return c
}

// neededOf are the keys that a clearance needs: one that names conditions needs no rules, and one
// that names a role nobody's name.
func (s *Screener) neededOf(n *document.Node) []string {
	needed := []string{"covers", "days_ago"}
	if n.Kind == document.Mapping && n.Get("conditions") != nil {
		needed = []string{"days_ago", "answer"}
	}
	if n.Kind != document.Mapping || n.Get("role") == nil {
		needed = append(needed, "by")
	}
	return needed
}

// readConditions reads what was asked about in plain words, each by its name.
func (s *Screener) readConditions(n *document.Node, p *document.Problems) []string {
	items := n.UpTo(p, "conditions", MaxCovers)
	if n.Kind == document.Sequence && len(n.Items) == 0 {
		p.At(n, "is an empty list; say what was asked about")
	}
	return eachOnce(items, p, func(item *document.Node) (string, bool) {
		before := p.Len()
		typed := item.Str(p, "a condition")
		if p.Len() > before {
			return "", false
		}
		name, ok := s.asked.find(typed)
		if !ok {
			p.At(item, "unknown condition %.60q%s", typed, s.asked.hint(typed))
		}
		return name, ok
	})
}

func oneOf[T ~string](n *document.Node, what string, words []string, p *document.Problems) T {
	word, _ := n.OneOf(p, what, words)
	return T(word)
}

// readLimits reads what a limited yes is limited to.
func (s *Screener) readLimits(n *document.Node, p *document.Problems) Limits {
	var l Limits
	fields := document.Fields{}
	for _, f := range limitFields() {
		fields[f.name] = func(n *document.Node) { f.read(s, &l, n, p) }
	}
	n.Fields(p, "limits", fields)
	return l
}

// readNames reads a list of known names, each at most once.
func (s *Screener) readNames(n *document.Node, list, what string,
	names []string, most int, p *document.Problems) []string {
	return eachOnce(n.UpTo(p, list, most), p,
		func(item *document.Node) (string, bool) { return item.OneOfOr(p, what, names, s.where) })
}

// wordForm is what techniques and strokes are called.
var wordForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// readWords reads a list of well-formed names, each at most once.
func readWords(n *document.Node, list, what string, p *document.Problems) []string {
	return eachOnce(n.UpTo(p, list, MaxAgreed), p, func(item *document.Node) (string, bool) {
		before := p.Len()
		name := item.Str(p, what)
		if p.Len() == before && !wordForm.MatchString(name) {
			p.At(item, "%.60q is not the name of %s; write small letters, digits and underscores", name, what)
		}
		return name, p.Len() == before
	})
}

func eachOnce(items []*document.Node, p *document.Problems, read func(*document.Node) (string, bool)) []string {
	var out []string
	seen := map[string]bool{}
	for _, item := range items {
		name, ok := read(item)
		switch {
		case !ok:
		case seen[name]:
			p.At(item, "%.60s stands there twice", name)
		default:
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

// MarshalJSON writes the clearance as [Screener.ReadClearance] reads it.
func (c Clearance) MarshalJSON() ([]byte, error) {
	x := struct {
		Covers       *[]string       `json:"covers,omitempty"`
		Conditions   []string        `json:"conditions,omitempty"`
		DaysAgo      int             `json:"days_ago"`
		By           string          `json:"by,omitempty"`
		Role         string          `json:"role,omitempty"`
		Given        ClearanceForm   `json:"given,omitempty"`
		Answer       ClearanceAnswer `json:"answer,omitempty"`
		Asked        string          `json:"asked,omitempty"`
		HoldsDays    int             `json:"holds_days,omitempty"`
		ChangedSince bool            `json:"changed_since,omitempty"`
		Limits       *Limits         `json:"limits,omitempty"`
		Techniques   []string        `json:"techniques"`
		Strokes      []string        `json:"strokes"`
		Regions      []body.Region   `json:"regions"`
	}{
		nil, c.Conditions, c.DaysAgo, c.By, c.Role, c.Given, c.Answer, c.Asked, c.HoldsDays, c.ChangedSince, nil,
		list(c.Techniques), list(c.Strokes), list(c.Regions),
	}
	if covers := list(c.Covers); len(covers) > 0 || len(c.Conditions) == 0 {
		x.Covers = &covers
	}
	if !c.Limits.None() {
		x.Limits = &c.Limits
	}
	return json.Marshal(x)
}

// UnmarshalJSON always fails: a key that encoding/json passes over, such as days_ago in another
// spelling, would make the clearance look fresh. [Screener.ReadClearance] reads it.
func (c *Clearance) UnmarshalJSON([]byte) error {
	return errors.New("a clearance is read by Screener.ReadClearance")
}
