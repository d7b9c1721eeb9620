package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// rules lists the rules of a folder and those that stand under it.
func rules(c *console, args []string) (int, error) {
	var s selection
	html := false
	names, err := parse("rules", args, names{0, 100}, func(f *flag.FlagSet) {
		s.define(f)
		f.BoolVar(&html, "html", false, "write a page that can be searched")
	})
	if err != nil {
		return unread, err
	}
	s.dir = builtIn
	if len(names) > 0 && isDir(names[0]) {
		s.dir, names = names[0], names[1:]
	}
	if s.dir == builtIn && s.part == "" && !html {
		s.part = "screening"
	}
	all, err := open(s)
	if err != nil {
		return unread, err
	}
	if html {
		return clean, c.rulesPage(all)
	}
	shown := 0
	for i := range all.parts {
		p := &all.parts[i]
		for k := range p.set.Rules() {
			r := &p.set.Rules()[k]
			if r.Adopted || !mentions(ruleText(p.set, r), names) {
				continue
			}
			shown++
			c.println(strings.TrimRight(fit(pad(r.ID, 32)+" "+pad(r.Kind, 10)+" "+pad(r.Urgency, 9)+" "+r.Texts["says"]), " "))
		}
	}
	if shown == 0 {
		fmt.Fprintf(c.errs, "no rule has %s\n", strings.Join(names, " and "))
		return found, nil
	}
	return clean, nil
}

func isDir(name string) bool {
	if name == builtIn {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// ruleText is everything of a rule that somebody may look for.
func ruleText(set *policy.Set, r *policy.Rule) string {
	parts := []string{r.ID, r.Kind, r.Urgency, r.When, r.At, r.Where, r.Grade}
	for _, t := range set.Schema().Texts {
		parts = append(parts, r.Texts[t.Name])
	}
	for _, l := range r.Limits {
		parts = append(parts, limitWords(&l))
	}
	return strings.Join(slices.Concat(parts, r.Rows, r.Claims, r.Tags, r.Sources, r.Regions), " ")
}

// mentions reports whether a text has all of the words, in small letters or capitals.
func mentions(text string, words []string) bool {
	text = strings.ToLower(text)
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, strings.ToLower(w)) })
}

func trim(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// width is the number of columns of a line.
const width = 80

// fit cuts a line that is too long. What is cut stands in explain.
func fit(line string) string {
	r := []rune(line)
	if len(r) <= width {
		return line
	}
	return strings.TrimRight(string(r[:width-1]), " ,;:") + "…"
}

func pad(text string, n int) string { return text + strings.Repeat(" ", max(0, n-len([]rune(text)))) }

// vocab prints the vocabulary of a set, or the names that have some words.
func vocab(c *console, args []string) (int, error) {
	var s selection
	words, err := parse("vocab", args, names{0, 100}, s.defineDir)
	if err != nil {
		return unread, err
	}
	if s.part == "" && s.dir == builtIn {
		s.part = "screening"
	}
	all, err := open(s)
	if err != nil {
		return unread, err
	}
	shown := 0
	for i := range all.parts {
		set := all.parts[i].set
		if len(words) == 0 {
			if err := set.WriteVocabulary(c.out); err != nil {
				return unread, err
			}
			shown++
			continue
		}
		shown += c.search(set, words)
	}
	if shown == 0 {
		fmt.Fprintf(c.errs, "nothing has %s\n", strings.Join(words, " and "))
		return found, nil
	}
	return clean, nil
}

// search writes what has the words in its name or its text, and how many that are.
func (c *console) search(set *policy.Set, words []string) (n int) {
	show := func(kind, name, says string) {
		if mentions(name+" "+says, words) {
			n++
			c.println(pad(kind, 10) + c.paint(bold, name))
			if says != "" {
				c.hang("", 13, says)
			}
		}
	}
	kinds := map[policy.FactKind]string{
		policy.YesNo: "yes_no", policy.Whole: "whole", policy.Decimal: "decimal",
		policy.OneOf: "one_of", policy.SetOf: "set_of",
	}
	for _, f := range set.Facts() {
		says := f.Ask
		for _, v := range f.Values {
			says += " " + v.Name
		}
		show(kinds[f.Kind], f.Name, says)
	}
	for _, d := range set.Definitions() {
		show("define", d.Name, d.When)
	}
	for _, p := range set.Parameters() {
		show("parameter", "param."+p.Name, trim(p.Value)+" "+p.Unit+". "+p.Basis)
	}
	for _, p := range set.Schema().Places {
		show(set.Schema().PlacesKey(), p.Name, strings.Join(p.Contains, " "))
	}
	for _, l := range set.Schema().Limits {
		show("limit", l.Name, strings.Join(l.Values, " "))
	}
	for _, x := range set.Sources() {
		show("source", x.Key, x.Level+", "+x.Cites)
	}
	return n
}
