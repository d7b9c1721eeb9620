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
	rules := s.ruleIDs()
	var out []Clearance
	for _, item := range n.UpTo(p, "clearances", MaxClearances) {
		out = append(out, s.readClearance(item, rules, p))
	}
	return out
}

func (s *Screener) ruleIDs() []string {
	var ids []string
	for _, r := range s.set.Rules() {
		ids = append(ids, r.ID)
	}
	return ids
}

func (s *Screener) readClearance(n *document.Node, rules []string, p *document.Problems) Clearance {
	var c Clearance
	n.Fields(p, "a clearance", document.Fields{
		"covers": func(n *document.Node) {
			c.Covers = s.readNames(n, "rules", "a rule", rules, MaxCovers, p)
			if n.Kind == document.Sequence && len(n.Items) == 0 {
				p.At(n, "is an empty list; name the rules that the clearance covers")
			}
		},
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
	}, "covers", "days_ago", "by")
	return c
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
	return json.Marshal(struct {
		Covers     []string      `json:"covers"`
		DaysAgo    int           `json:"days_ago"`
		By         string        `json:"by"`
		Techniques []string      `json:"techniques"`
		Strokes    []string      `json:"strokes"`
		Regions    []body.Region `json:"regions"`
	}{list(c.Covers), c.DaysAgo, c.By, list(c.Techniques), list(c.Strokes), list(c.Regions)})
}

// UnmarshalJSON always fails: a key that encoding/json passes over, such as days_ago in another
// spelling, would make the clearance look fresh. [Screener.ReadClearance] reads it.
func (c *Clearance) UnmarshalJSON([]byte) error {
	return errors.New("a clearance is read by Screener.ReadClearance")
}
