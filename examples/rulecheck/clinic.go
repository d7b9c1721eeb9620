package main

import (
	"cmp"
	"fmt"
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
	insurer   bool   // and with what the insurance of many clinics asks for
	part      string // one of the parts, by the end of its name; empty: all that the folder speaks of
	cases     string // where the cases of the built-in rules stand
}

// clinic is the built-in rules with a folder over them.
type clinic struct {
	selection
	parts    []part
	screener *screening.Screener
	triager  *soreness.Triager // where it is needed
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

// load builds the packages as far as they are needed for parts of these names.
func (s selection) load(l layout, wanted []string) (*clinic, error) {
	c := &clinic{selection: s}
	needs := func(group string) bool {
		return slices.ContainsFunc(wanted, func(name string) bool { return strings.HasPrefix(name, group) })
	}
	after := needs("soreness") || l.soreness != "" && c.part == ""
	how := after || needs("technique")
	var standing, own shipped
	var err, ownErr error
	var both sync.WaitGroup
	both.Go(func() { standing, err = c.build(l, how, after) })
	if c.dir != builtIn {
		both.Go(func() { own, ownErr = c.buildOn(shipped{}, l, true, how, after) })
	}
	both.Wait()
	if err = cmp.Or(err, ownErr); err != nil {
		return nil, l.placed(err)
	}
	if c.dir == builtIn {
		own = standing
	}
	c.screener, c.triager = own.screener, own.triager
	for _, name := range partNames() {
		if !slices.Contains(wanted, name) {
			continue
		}
		group, folder, _ := strings.Cut(name, "/")
		root := map[string]string{
			"screening": l.screening, "technique": l.technique, "soreness": l.soreness,
		}[group]
		p := part{name: name, set: own.sets[name], root: root, shipped: group + "/rules"}
		if root != "" {
			p.dir = filepath.Join(root, folder)
		}
		if folder != "" {
			p.shipped += "/" + folder
		}
		if p.below = namesOf(own.sets["screening"], name); c.dir != builtIn {
			p.standing = standing.sets[name]
		}
		c.parts = append(c.parts, p)
	}
	for i := range c.parts {
		if c.parts[i].name == "screening" {
			c.parts[i].screener = c.screener
		}
	}
	return c, nil
}

// built are the packages without a folder over them, which every call loads alike.
var built sync.Map // of shipping to shipped

type shipping struct{ guideline, insurer, how, after bool }

type shipped struct {
	sets     map[string]*policy.Set
	screener *screening.Screener
	planner  *technique.Planner
	triager  *soreness.Triager
}

// build loads the rule sets without a folder over them, each once.
func (c *clinic) build(l layout, how, after bool) (shipped, error) {
	key := shipping{c.guideline, c.insurer, how, after}
	if known, ok := built.Load(key); ok {
		return known.(shipped), nil
	}
	var below shipped
	if how {
		var err error
		if below, err = c.build(l, after, false); err != nil {
			return below, err
		}
	}
	x, err := c.buildOn(below, l, false, how, after)
	if err == nil {
		built.Store(key, x)
	}
	return x, err
}

// buildOn loads the rule sets that are not there yet, with the folder over them or without.
func (c *clinic) buildOn(x shipped, l layout, over, how, after bool) (shipped, error) {
	var err error
	var s []screening.Option
	var t []technique.Option
	var a []soreness.Option
	if c.guideline {
		s, t = append(s, screening.WithGuideline()), append(t, technique.WithGuideline())
	}
	if c.insurer {
		s = append(s, screening.WithInsurer())
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
	if x.screener == nil {
		if x.screener, err = screening.New(s...); err != nil {
			return x, err
		}
	}
	x.sets = map[string]*policy.Set{"screening": x.screener.Rules()}
	if !how {
		return x, nil
	}
	if x.planner == nil {
		if x.planner, err = technique.New(x.screener, t...); err != nil {
			return x, err
		}
	}
	x.sets["technique/match"], x.sets["technique/plan"] = x.planner.MatchRules(), x.planner.PlanRules()
	if !after {
		return x, nil
	}
	if x.triager, err = soreness.New(x.planner, a...); err != nil {
		return x, err
	}
	x.sets["soreness/triage"], x.sets["soreness/causes"], x.sets["soreness/advice"] =
		x.triager.Rules(), x.triager.Causes(), x.triager.Advice()
	return x, nil
}
