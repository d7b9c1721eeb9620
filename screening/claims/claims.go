// Package claims lists what the article that the library starts from says about massage and pain in
// the back, claim by claim, what is known about each today, and what in the library carries it.
//
// A claim is not a rule: some are carried by many rules, some by the way the library works, and
// those that do not hold by none. Rules name the claims that they carry, and the list names the
// rules; a test holds the two together.
//
// The list has not been reviewed by a practising clinician.
package claims

import (
	"embed"

	"github.com/safehands/safehands/screening/policy/document"
)

//go:embed claims.yaml
var listFile embed.FS

// Evidence is what is known about a claim today.
type Evidence string

// The evidence, the most favourable first.
const (
	Agrees       Evidence = "agrees"
	Qualified    Evidence = "qualified" // true within bounds, which the reason gives
	Untested     Evidence = "untested"
	Contradicted Evidence = "contradicted"
)

// Claim is one thing that the article says.
type Claim struct {
	ID   string // S1 to S62; a letter tells apart what stands in one list
	Line int    // of the article
	// Says is the claim in our own words. It is what the article says, not what the library does.
	Says     string
	Evidence Evidence
	// Carried names what carries the claim. A rule stands with its id; everything else with its
	// sort before a slash: technique, stroke and presentation of the catalogue, fact, card and
	// param of the rules, and go with a method, such as go/screening.Decision.Settled.
	Carried []string
	// Reason says why nothing carries the claim, or what is made of one that is
	// not taken as it stands.
	Reason string
}

// All returns the claims in the order of the article. The list is the caller's own.
func All() []Claim {
	data, err := listFile.ReadFile("claims.yaml")
	if err != nil {
		return nil // the file is part of the program
	}
	claims, _ := read("claims.yaml", data) // that it can be read is tested
	return claims
}

// read reads a list of claims and says everything that is wrong with it.
func read(name string, data []byte) ([]Claim, error) {
	r := reader{seen: map[string]bool{}}
	root := document.YAML(name, data, &r.Problems)
	root.Fields(&r.Problems, "a list of claims", document.Fields{"claims": func(n *document.Node) {
		for _, item := range n.List(&r.Problems, "claims") {
			r.claim(item)
		}
	}}, "claims")
	return r.claims, r.Err()
}

type reader struct {
	document.Problems
	claims []Claim
	seen   map[string]bool
}

func (r *reader) claim(n *document.Node) {
	var c Claim
	str := func(what string, to *string) func(*document.Node) {
		return func(n *document.Node) { *to = n.Str(&r.Problems, what) }
	}
	n.Fields(&r.Problems, "a claim", document.Fields{
		"id":       str("an id", &c.ID),
		"line":     func(n *document.Node) { c.Line, _ = n.Int(&r.Problems, "a line") },
		"says":     str("what a claim says", &c.Says),
		"evidence": func(n *document.Node) { c.Evidence = r.evidence(n) },
		"carried":  func(n *document.Node) { c.Carried = n.Names(&r.Problems, "what carries a claim") },
		"reason":   str("a reason", &c.Reason),
	}, "id", "line", "says", "evidence")
	if c.ID == "" {
		return
	}
	if r.seen[c.ID] {
		r.At(n, "claim %s stands here twice", c.ID)
	}
	r.seen[c.ID] = true
	if len(c.Carried) == 0 && c.Reason == "" {
		r.At(n, "claim %s is carried by nothing and has no reason", c.ID)
	}
	if c.Evidence != Agrees && c.Reason == "" {
		r.At(n, "claim %s does not simply agree with what is known and has no reason", c.ID)
	}
	r.claims = append(r.claims, c)
}

func (r *reader) evidence(n *document.Node) Evidence {
	words := []string{string(Agrees), string(Qualified), string(Untested), string(Contradicted)}
	word, _ := n.OneOf(&r.Problems, "evidence", words)
	return Evidence(word)
}
