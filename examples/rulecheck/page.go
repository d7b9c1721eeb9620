package main

import (
	"embed"
	"fmt"
	"html/template"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// pageFiles are the pages: each is one file with everything in it, and asks for nothing else.
//
//go:embed pages/*.html
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// line is a label and what is said under it.
type line struct {
	Label, Text string
	Code        bool
}

type rulePage struct {
	Title, Intro string
	Rules        []ruleEntry
}

type ruleEntry struct {
	ID, Asks, Says string
	Lines          []line
}

// rulesPage writes every rule on one page that can be searched.
func (c *console) rulesPage(all *clinic) error {
	out := rulePage{Title: "Rules", Intro: "Every rule in force. The search looks for all of the words, " +
		"in conditions, texts, sources and rows as well."}
	for i := range all.parts {
		p := &all.parts[i]
		for k := range p.set.Rules() {
			if r := &p.set.Rules()[k]; !r.Adopted {
				out.Rules = append(out.Rules, ruleEntry{r.ID, asks(p.set, r), r.Texts["says"], ruleLines(p, k)})
			}
		}
	}
	return pages.ExecuteTemplate(c.out, "rules.html", out)
}

// asks says in a few words what a rule asks for.
func asks(set *policy.Set, r *policy.Rule) string {
	text := r.Kind
	if len(set.Schema().Urgencies) > 1 {
		text += ", urgency " + r.Urgency
	}
	if r.RedFlag {
		text += ", a red flag"
	}
	return text
}

// ruleLines are everything that is known of a rule.
func ruleLines(p *part, rule int) (out []line) {
	set, r := p.set, &p.set.Rules()[rule]
	add := func(label, text string) {
		if text != "" {
			out = append(out, line{Label: label, Text: text})
		}
	}
	add("stands at", fmt.Sprintf("%s (%s)", p.at(r.Layer, r.Position), r.Layer))
	add("asks for", asks(set, r))
	if r.At != "" {
		add("where", "the places of "+r.At)
	}
	add("where", r.Where)
	add("where", strings.Join(r.Regions, ", "))
	out = append(out, line{"when", r.When, true})
	for _, f := range set.Reads(rule) {
		add("reads", set.Facts()[f].Name+": "+set.Facts()[f].Ask)
	}
	if u := r.IfUnsure; u != nil {
		add("if unsure", strings.TrimSpace(u.Kind+" "+u.Urgency)+", because "+u.Reason)
	}
	for i := range r.Limits {
		add("limit", limitWords(&r.Limits[i]))
	}
	for _, t := range set.Schema().Texts {
		add(t.Name, r.Texts[t.Name])
	}
	for _, x := range set.Sources() {
		for _, key := range r.Sources {
			if key == x.Key {
				add("rests on", fmt.Sprintf("%s (%s): %s", x.Key, x.Level, x.Cites))
			}
		}
	}
	add("grade", r.Grade)
	add("rows", strings.Join(r.Rows, ", "))
	add("claims", strings.Join(r.Claims, ", "))
	add("tags", strings.Join(r.Tags, ", "))
	for _, why := range r.Changed {
		add("changed", why)
	}
	return out
}
