package screening

import (
	"regexp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// addCodes gives the facts the codes of codes.yaml.
func addCodes(facts []policy.Fact) error {
	list, err := readCodes("codes.yaml", codeFile, facts)
	if err != nil {
		return err
	}
	for i := range facts {
		facts[i].Codes = list.codes[facts[i].Name]
	}
	return nil
}

// codeList is what a file of codes says.
type codeList struct {
	codes   map[string][]policy.Code // by fact
	without []uncoded
}

// uncoded is a code that leads to no fact.
type uncoded struct{ system, code, says, reason string }

// readCodes reads a file of codes and says everything that is wrong with it.
func readCodes(name, data string, facts []policy.Fact) (codeList, error) {
	r := codeReader{facts: facts, list: codeList{codes: map[string][]policy.Code{}}, seen: map[string]bool{}}
	entries := func(what string, read func(*document.Node)) func(*document.Node) {
		return func(n *document.Node) {
			for _, item := range n.List(&r.Problems, what) {
				read(item)
			}
		}
	}
	document.YAML(name, []byte(data), &r.Problems).Fields(&r.Problems, "a list of codes", document.Fields{
		"codes":   entries("codes", r.entry),
		"without": entries("without", r.entryWithout),
	}, "codes")
	return r.list, r.Err()
}

type codeReader struct {
	document.Problems
	facts []policy.Fact
	list  codeList
	seen  map[string]bool // by fact, system and code
}

func (r *codeReader) entry(n *document.Node) {
	var c policy.Code
	var facts, codes, status *document.Node
	n.Fields(&r.Problems, "an entry", document.Fields{
		"facts":    func(n *document.Node) { facts = n },
		"proposes": func(n *document.Node) { _, c.Proposes = n.OneOf(&r.Problems, "a proposal", []string{"yes"}) },
		"system":   r.system(&c.System),
		"codes":    func(n *document.Node) { codes = n },
		"says":     r.text("what a code says", &c.Says),
		"status":   func(n *document.Node) { status = n },
	}, "facts", "system", "codes", "says", "status")
	switch {
	case c.System == "" || facts == nil || codes == nil:
		return // said already
	case c.System == ICD10:
		c.Status, _ = status.OneOf(&r.Problems, "a status of ICD-10 codes", []string{"checked"})
	default:
		c.Status, _ = status.OneOf(&r.Problems, "a status of SNOMED CT codes", []string{"V1", "V2"})
	}
	for _, code := range codes.List(&r.Problems, "codes") {
		if c.Code = r.code(code, c.System); c.Code != "" {
			for _, fact := range facts.List(&r.Problems, "facts") {
				r.add(fact, code, c)
			}
		}
	}
}

// add gives a fact a code, unless the code would say more than it can.
func (r *codeReader) add(fact, code *document.Node, c policy.Code) {
	name := fact.Str(&r.Problems, "a fact")
	i := slices.IndexFunc(r.facts, func(f policy.Fact) bool { return f.Name == name })
	key := name + " " + c.System + " " + c.Code
	switch {
	case i < 0:
		names := make([]string, len(r.facts))
		for i := range r.facts {
			names[i] = r.facts[i].Name
		}
		r.At(fact, "unknown fact %q%s", name, document.Suggest(name, names))
	case c.Proposes && !everTold(&r.facts[i]):
		r.At(fact, "a code proposes nothing about %s, which is not told once and for all; leave proposes out", name)
	case r.seen[key]:
		r.At(code, "%s leads to %s already", c.Code, name)
	default:
		r.seen[key] = true
		r.list.codes[name] = append(r.list.codes[name], c)
	}
}

func (r *codeReader) entryWithout(n *document.Node) {
	var u uncoded
	var code *document.Node
	n.Fields(&r.Problems, "an entry", document.Fields{
		"system": r.system(&u.system),
		"code":   func(n *document.Node) { code = n },
		"says":   r.text("what a code says", &u.says),
		"reason": r.text("a reason", &u.reason),
	}, "system", "code", "says", "reason")
	if u.system == "" || code == nil {
		return
	}
	if u.code = r.code(code, u.system); u.code != "" {
		r.list.without = append(r.list.without, u)
	}
}

func (r *codeReader) system(to *string) func(*document.Node) {
	return func(n *document.Node) { *to, _ = n.OneOf(&r.Problems, "a system", codeSystems()) }
}

func (r *codeReader) text(what string, to *string) func(*document.Node) {
	return func(n *document.Node) {
		if *to = n.Str(&r.Problems, what); *to == "" && n != nil && n.Kind == document.Text {
			r.At(n, "%s must not be empty", what)
		}
	}
}

// entryForm is how the file has ICD-10 codes and ranges.
var entryForm = regexp.MustCompile(`^[A-Z][0-9]{2}(\.[0-9]+)?(-[A-Z][0-9]{2}(\.[0-9]+)?)?$`)

// code reads a code or range of a system.
func (r *codeReader) code(n *document.Node, system string) string {
	code := n.Str(&r.Problems, "a code")
	before := r.Len()
	switch first, last := bounds(code); {
	case system == SNOMED:
		checkCode(n, system, &r.Problems)
	case !entryForm.MatchString(code):
		r.At(n, "%q is not an ICD-10 code or range; write it as M51.2 or I60-I64", code)
	case len(first) != len(last), strings.Contains(code, "-") != (first < last):
		r.At(n, "%q is not a range; write the lower end first, and both alike, as in I60-I64", code)
	}
	if r.Len() > before {
		return ""
	}
	return code
}
