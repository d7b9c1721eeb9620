package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// part is one of the rule sets.
type part struct {
	name    string // screening, technique/match and so on
	set     *policy.Set
	root    string // the folder of the rules that positions start from; empty without one
	dir     string // the folder of the rules and cases of this part; empty without one
	shipped string // where the built-in files stand in the library
	// standing is what the built-in rules of this part are without the folder; nil for these
	// themselves.
	standing *policy.Set
	below    map[string]bool     // the names of the set that this one extends
	screener *screening.Screener // of the screening
}

// partNames are the parts, in the order in which they decide about a visit.
func partNames() []string {
	return []string{
		"screening", "technique/match", "technique/plan", "soreness/triage", "soreness/causes", "soreness/advice",
	}
}

// namesOf are the names that a part which stands on a set can name and need not.
func namesOf(set *policy.Set, part string) map[string]bool {
	out := map[string]bool{}
	if part == "screening" {
		return out
	}
	for _, f := range set.Facts() {
		out[f.Name] = true
	}
	for _, x := range set.Cards() {
		out[x.Name] = true
	}
	for _, x := range set.Parameters() {
		out["param."+x.Name] = true
	}
	for _, x := range set.Definitions() {
		out[x.Name] = true
	}
	for _, x := range set.Implications() {
		out["implication "+x.String()] = true
	}
	return out
}

// at is a position of a rule by which an editor finds it: in the folder, or in the library.
func (p *part) at(layer, position string) string {
	if layer == "guideline" || layer == "insurer" {
		group, folder, _ := strings.Cut(p.name, "/")
		return strings.TrimSuffix(group+"/"+layer+"/"+folder, "/") + "/" + position
	}
	if layer == "" || layer == "built-in" || p.root == "" {
		if strings.HasPrefix(p.name, "technique/") {
			return "technique/rules/" + position
		}
		return p.shipped + "/" + position
	}
	return filepath.Join(p.root, position)
}

// ruleAt is the position of a rule by its id, or the folder.
func (p *part) ruleAt(id string) string {
	i, ok := p.set.RuleIndex(id)
	if !ok && p.standing != nil {
		if i, ok = p.standing.RuleIndex(id); ok {
			r := &p.standing.Rules()[i]
			return p.at(r.Layer, r.Position)
		}
	}
	if !ok {
		return p.dir
	}
	r := &p.set.Rules()[i]
	return p.at(r.Layer, r.Position)
}

// added reports whether the folder brings a rule, or, without one, this part.
func (p *part) added(r *policy.Rule) bool {
	if r.Adopted || p.standing == nil {
		return !r.Adopted
	}
	_, before := p.standing.RuleIndex(r.ID)
	return !before
}

// own reports whether a rule is one that the command is about: one that the folder brings, or
// decides otherwise by a change of it or of what it reads.
func (p *part) own(r *policy.Rule) bool {
	if r.Adopted || p.standing == nil {
		return !r.Adopted
	}
	i, before := p.standing.RuleIndex(r.ID)
	return !before || len(p.standing.Rules()[i].Changed) < len(r.Changed)
}

// begins is where the folder first brings something of its own: a rule, a change, or any file.
// Nothing without a folder.
func (p *part) begins() string {
	if p.standing == nil || p.root == "" {
		return ""
	}
	for i := range p.set.Rules() {
		if r := &p.set.Rules()[i]; p.added(r) {
			return p.at(r.Layer, r.Position)
		}
	}
	for _, x := range p.set.Changes() {
		if x.Layer != "guideline" && x.Layer != "insurer" {
			return p.at(x.Layer, x.Position)
		}
	}
	for name := range filesIn(p.dir) {
		if !policy.IsCaseFile(name) {
			return name + ":1:1"
		}
	}
	return ""
}

// caseFiles are the files of a part's cases and the folder that their positions start from.
func (c *clinic) caseFiles(p *part) (fs.FS, string, error) {
	dir := p.dir
	if dir == "" {
		if dir = cmp.Or(c.cases, inClone(p.shipped)); dir == "" {
			return nil, "", fmt.Errorf("the cases of the built-in rules are wanted: -cases %s, "+
				"or wherever the sources of the library are", p.shipped)
		}
	}
	if info, err := os.Stat(dir); err != nil {
		return nil, "", err
	} else if !info.IsDir() {
		return nil, "", fmt.Errorf("%s is not a folder of cases", dir)
	}
	return os.DirFS(dir), dir, nil
}

// inClone is a folder of the library's sources where the program runs at the top of them, or
// nothing.
func inClone(dir string) string {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return ""
	}
	return dir
}

// casesAt gives the problems of case files the paths by which an editor finds them.
func casesAt(dir string, err error) error {
	var list *document.Error
	if !errors.As(err, &list) {
		return err
	}
	out := &document.Error{}
	for _, p := range list.Problems {
		if p.File != "" {
			p.File = filepath.Join(dir, p.File)
		}
		out.Problems = append(out.Problems, p)
	}
	return out
}

// testable are the parts that have cases.
func (c *clinic) testable() (out []part) {
	for _, p := range c.parts {
		if p.dir == "" && c.part == "" && c.cases != "" && p.name != "screening" {
			continue // one folder of cases is that of one set
		}
		out = append(out, p)
	}
	return out
}
