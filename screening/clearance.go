package screening

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// ReadClearance reads the list of clearances that comes with an intake in a larger document, and adds what is wrong with it to p:
// an unknown rule would cover nothing without a word. Techniques and strokes can be any well-formed names: a clinic may have added some
// to the catalogue, which package technique knows and checks them against. They bear nothing on a decision.
func (s *Screener) ReadClearance(n *document.Node, p *document.Problems) []Clearance {
	var rules []string
	for _, r := range s.set.Rules() {
		rules = append(rules, r.ID)
	}
	var out []Clearance
	for _, item := range n.List(p, "clearances") {
		out = append(out, s.readClearance(item, rules, p))
	}
	return out
}

func (s *Screener) readClearance(n *document.Node, rules []string, p *document.Problems) Clearance {
	var c Clearance
	n.Fields(p, "a clearance", document.Fields{
		"covers": func(n *document.Node) {
			c.Covers = readNames(n, "rules", "a rule", rules, p)
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
			if n.Kind == document.Text && strings.TrimSpace(c.By) == "" {
				p.At(n, "is empty; say who gave the clearance")
			}
		},
		"techniques": func(n *document.Node) {
			c.Techniques = readWords(n, "techniques", "a technique", p)
		},
		"strokes": func(n *document.Node) {
			c.Strokes = readWords(n, "strokes", "a stroke", p)
		},
		"regions": func(n *document.Node) {
			for _, name := range readNames(n, "regions", "a region", choiceNames(Region(0)), p) {
				var r Region
				if err := r.UnmarshalText([]byte(name)); err == nil { // always: the names are those of the list
					c.Regions = append(c.Regions, r)
				}
			}
		},
	}, "covers", "days_ago", "by")
	return c
}

// readNames reads a list of known names, each at most once.
func readNames(n *document.Node, list, what string, names []string, p *document.Problems) []string {
	var out []string
	seen := map[string]bool{}
	for _, item := range n.List(p, list) {
		name, ok := item.OneOf(p, what, names)
		switch {
		case !ok:
		case seen[name]:
			p.At(item, "%s stands there twice", name)
		default:
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

// wordForm is what techniques and strokes are called.
var wordForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// readWords reads a list of well-formed names, each at most once.
func readWords(n *document.Node, list, what string, p *document.Problems) []string {
	var out []string
	for _, item := range n.List(p, list) {
		before := p.Len()
		name := item.Str(p, what)
		switch {
		case p.Len() > before:
		case !wordForm.MatchString(name):
			p.At(item, "%q is not the name of %s; write small letters, digits and underscores", name, what)
		case slices.Contains(out, name):
			p.At(item, "%s stands there twice", name)
		default:
			out = append(out, name)
		}
	}
	return out
}

// MarshalJSON writes the clearance as [Screener.ReadClearance] reads it.
func (c Clearance) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Covers     []string `json:"covers"`
		DaysAgo    int      `json:"days_ago"`
		By         string   `json:"by"`
		Techniques []string `json:"techniques"`
		Strokes    []string `json:"strokes"`
		Regions    []Region `json:"regions"`
	}{list(c.Covers), c.DaysAgo, c.By, list(c.Techniques), list(c.Strokes), list(c.Regions)})
}

// UnmarshalJSON always fails: a key that encoding/json passes over, such as days_ago in another spelling, would make the clearance
// look fresh. [Screener.ReadClearance] reads it.
func (c *Clearance) UnmarshalJSON([]byte) error {
	return errors.New("a clearance is read by Screener.ReadClearance")
}
