package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// builtIn is how the built-in rules are called where a folder is expected.
const builtIn = "-"

// selection says which rules a command is about.
type selection struct {
	dir       string // a folder that lies over the built-in rules, or builtIn
	guideline bool   // the built-in rules with what guidelines soften
	part      string // one of the parts, by the end of its name; empty: all that the folder speaks of
	cases     string // where the cases of the built-in rules stand
}

// part is one of the rule sets.
type part struct {
	name    string // screening, technique/match and so on
	set     *policy.Set
	root    string // the folder of the rules that positions start from; empty without one
	dir     string // the folder of the rules and cases of this part; empty without one
	shipped string // where the built-in files stand in the library
	// standing is what the built-in rules of this part are without the folder; nil for these themselves.
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

// clinic is the built-in rules with a folder over them.
type clinic struct {
	selection
	parts    []part
	screener *screening.Screener
	triager  *soreness.Triager // where it is needed
}

// layout says where the rules of each package stand; empty where there are none.
type layout struct {
	screening, technique, soreness string
	only                           string // the package that a command is about; empty: all of them
}

// layoutOf looks at a folder: it holds the rules of a whole clinic, in the folders screening,
// technique and soreness, or those of one package.
func layoutOf(dir string) (layout, error) {
	if info, err := os.Stat(dir); err != nil {
		return layout{}, err
	} else if !info.IsDir() {
		return layout{}, fmt.Errorf("%s is not a folder of rules", dir)
	}
	has := func(names ...string) string {
		for _, name := range names {
			if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.IsDir() {
				return filepath.Join(dir, name)
			}
		}
		return ""
	}
	switch {
	case has("screening", "technique", "soreness") != "":
		return layout{has("screening"), has("technique"), has("soreness"), ""}, nil
	case has("match", "plan", "catalogue") != "":
		return besides(dir, layout{technique: dir, only: "technique"}), nil
	case has("triage", "causes", "advice") != "":
		return besides(dir, layout{soreness: dir, only: "soreness"}), nil
	}
	return layout{screening: dir}, nil
}

// besides adds what stands beside the folder of one package in that of the clinic, and under it.
func besides(dir string, l layout) layout {
	all, err := filepath.Abs(dir)
	if err != nil || filepath.Base(all) != l.only {
		return l
	}
	for _, name := range []string{"screening", "technique"} {
		beside := filepath.Join(filepath.Dir(filepath.Clean(dir)), name)
		if info, err := os.Stat(beside); err != nil || !info.IsDir() || name == l.only || dir == "." {
			continue
		}
		if name == "screening" {
			l.screening = beside
		} else {
			l.technique = beside
		}
	}
	return l
}

// open loads the rules. Everything that the folder loosens is let through: that is for vet and
// diff to say.
func open(s selection) (*clinic, error) {
	l, err := s.layout()
	if err != nil {
		return nil, err
	}
	wanted, err := s.wanted(l)
	if err != nil {
		return nil, err
	}
	return s.load(l, wanted)
}

// openBoth loads two folders with the parts that one of them speaks of.
func openBoth(s selection, before, after string) (pair [2]*clinic, err error) {
	var layouts [2]layout
	var wanted []string
	for i, dir := range []string{before, after} {
		s.dir = dir
		if layouts[i], err = s.layout(); err != nil {
			return pair, err
		}
		if dir == builtIn && before != after {
			continue // it speaks of everything
		}
		names, err := s.wanted(layouts[i])
		if err != nil {
			return pair, err
		}
		wanted = append(wanted, names...)
	}
	for i, dir := range []string{before, after} {
		s.dir = dir
		if pair[i], err = s.load(layouts[i], wanted); err != nil {
			return pair, err
		}
	}
	return pair, nil
}

func (s selection) layout() (layout, error) {
	if s.dir == builtIn {
		return layout{}, nil
	}
	return layoutOf(s.dir)
}

// wanted are the names of the parts that are asked for.
func (s selection) wanted(l layout) ([]string, error) {
	var out []string
	for _, name := range partNames() {
		if s.part != "" && name != s.part && !strings.HasSuffix(name, "/"+s.part) {
			continue
		}
		root := map[string]string{"screening": l.screening, "technique": l.technique, "soreness": l.soreness}
		group, folder, _ := strings.Cut(name, "/")
		dir := root[group]
		if l.only != "" && group != l.only {
			dir = ""
		}
		if dir != "" {
			dir = filepath.Join(dir, folder)
		}
		if s.part == "" && s.dir != builtIn && !holdsFiles(dir) {
			continue
		}
		out = append(out, name)
	}
	if len(out) == 0 && s.part != "" {
		return nil, fmt.Errorf("unknown rules %q%s; write one of %s",
			s.part, document.Suggest(s.part, partNames()), strings.Join(partNames(), ", "))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no rule file; they end in .yaml", s.dir)
	}
	return out, nil
}

func holdsFiles(dir string) bool {
	found := false
	if dir != "" {
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			found = found || err == nil && !d.IsDir() && strings.HasSuffix(strings.TrimSuffix(path, ".yml"), ".yaml")
			return nil
		})
	}
	return found
}

// load builds the packages as far as they are needed for parts of these names.
func (s selection) load(l layout, wanted []string) (*clinic, error) {
	c := &clinic{selection: s}
	needs := func(group string) bool {
		return slices.ContainsFunc(wanted, func(name string) bool { return strings.HasPrefix(name, group) })
	}
	after := needs("soreness") || l.soreness != "" && c.part == ""
	how := after || needs("technique")
	for _, over := range []bool{false, true} {
		if over && c.dir == builtIn {
			break
		}
		sets, err := c.build(l, over, how, after)
		if err != nil {
			return nil, l.placed(err)
		}
		if !over {
			for _, name := range partNames() {
				if !slices.Contains(wanted, name) {
					continue
				}
				group, folder, _ := strings.Cut(name, "/")
				root := map[string]string{
					"screening": l.screening, "technique": l.technique, "soreness": l.soreness,
				}[group]
				p := part{name: name, set: sets[name], root: root, shipped: group + "/rules"}
				if root != "" {
					p.dir = filepath.Join(root, folder)
				}
				if folder != "" {
					p.shipped += "/" + folder
				}
				p.below = namesOf(sets["screening"], name)
				c.parts = append(c.parts, p)
			}
			continue
		}
		for i := range c.parts {
			p := &c.parts[i]
			p.standing, p.set = p.set, sets[p.name]
			p.below = namesOf(sets["screening"], p.name)
		}
	}
	for i := range c.parts {
		if c.parts[i].name == "screening" {
			c.parts[i].screener = c.screener
		}
	}
	return c, nil
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
	return out
}

// built are the packages without a folder over them, which every call loads alike.
var built sync.Map // of shipping to shipped

type shipping struct{ guideline, how, after bool }

type shipped struct {
	sets     map[string]*policy.Set
	screener *screening.Screener
	triager  *soreness.Triager
}

// build loads the rule sets, with the folder over them or without.
func (c *clinic) build(l layout, over, how, after bool) (map[string]*policy.Set, error) {
	key := shipping{c.guideline, how, after}
	if known, ok := built.Load(key); ok && !over {
		x := known.(shipped)
		c.screener, c.triager = x.screener, x.triager
		return x.sets, nil
	}
	sets, err := c.buildAnew(l, over, how, after)
	if err == nil && !over {
		built.Store(key, shipped{sets, c.screener, c.triager})
	}
	return sets, err
}

func (c *clinic) buildAnew(l layout, over, how, after bool) (map[string]*policy.Set, error) {
	var s []screening.Option
	var t []technique.Option
	var a []soreness.Option
	if c.guideline {
		s, t = append(s, screening.WithGuideline()), append(t, technique.WithGuideline())
	}
	if over && l.screening != "" {
		s = append(s, screening.WithOverlay(os.DirFS(l.screening)),
			screening.WithLoosening(), screening.WithWeakerRedFlags())
	}
	if over && l.technique != "" {
		t = append(t, technique.WithOverlay(os.DirFS(l.technique)),
			technique.WithLoosening(), technique.WithWeakerRedFlags())
	}
	if over && l.soreness != "" {
		a = append(a, soreness.WithOverlay(os.DirFS(l.soreness)),
			soreness.WithLoosening(), soreness.WithWeakerRedFlags())
	}
	screener, err := screening.New(s...)
	if err != nil {
		return nil, err
	}
	c.screener = screener
	sets := map[string]*policy.Set{"screening": screener.Rules()}
	if !how {
		return sets, nil
	}
	planner, err := technique.New(screener, t...)
	if err != nil {
		return nil, err
	}
	sets["technique/match"], sets["technique/plan"] = planner.MatchRules(), planner.PlanRules()
	if !after {
		return sets, nil
	}
	triager, err := soreness.New(planner, a...)
	if err != nil {
		return nil, err
	}
	c.triager = triager
	sets["soreness/triage"], sets["soreness/causes"], sets["soreness/advice"] =
		triager.Rules(), triager.Causes(), triager.Advice()
	return sets, nil
}

// placed gives the problems of rule files the paths by which an editor finds them.
func (l layout) placed(err error) error {
	var list *document.Error
	if !errors.As(err, &list) {
		return err
	}
	out := &document.Error{}
	for _, p := range list.Problems {
		for _, root := range []string{l.screening, l.technique, l.soreness} {
			if p.File == "" || root == "" || p.Layer.Name == "built-in" {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, p.File)); err == nil {
				p.File, p.Layer = filepath.Join(root, p.File), document.Layer{}
				break
			}
		}
		out.Problems = append(out.Problems, p)
	}
	return out
}

// at is a position of a rule by which an editor finds it: in the folder, or in the library.
func (p *part) at(layer, position string) string {
	if layer == "" || layer == "built-in" || layer == "guideline" || p.root == "" {
		if layer == "guideline" {
			group, folder, _ := strings.Cut(p.name, "/")
			return strings.TrimSuffix(group+"/guideline/"+folder, "/") + "/" + position
		}
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

// own reports whether a rule is one that the command is about: of the folder, or, without one, of
// this part rather than of the one that it stands on.
func (p *part) own(r *policy.Rule) bool {
	if p.dir == "" {
		return !r.Adopted
	}
	return !r.Adopted && r.Layer != "built-in" && r.Layer != "guideline"
}

// caseFiles are the files of a part's cases and the folder that their positions start from.
func (c *clinic) caseFiles(p *part) (fs.FS, string, error) {
	dir := p.dir
	if dir == "" {
		if dir = c.cases; dir == "" {
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
