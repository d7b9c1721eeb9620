package technique

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Suits names the candidates, the preferred ones first; empty where there are none. Of the others
// it names so many at most and counts the rest; 0 names all.
func (m Matching) Suits(w screening.Words, most int) string {
	var best, also []string
	for _, c := range m.Candidates() {
		if c.Standing == Preferred {
			best = append(best, w.Stroke(c.Technique))
		} else {
			also = append(also, w.Stroke(c.Technique))
		}
	}
	if most > 0 && len(also) > most {
		also = append(also[:most-1:most-1], w.Count("suits.others", len(also)-most+1))
	}
	switch {
	case len(best)+len(also) == 0:
		return ""
	case len(best) == 0:
		return w.Say("suits.also", "also", w.Or(also))
	case len(also) == 0:
		return phrase.Capital(w.Say("suits.best", "best", w.Or(best)))
	}
	return phrase.Capital(w.Say("suits.both", "best", w.Or(best), "also", w.Or(also)))
}

// Instead is what to choose where a plan does not fit: the other candidates, each with its usual
// length, or why there are none. There is nothing instead of a technique that suits: then the plan
// is to be carried out in another way.
func (m Matching) Instead(w screening.Words, p Plan) []string {
	var out []string
	for _, c := range m.Candidates() {
		if c.Technique == p.Technique {
			return nil
		}
		name := w.Stroke(c.Technique)
		if minutes := c.Minutes.say(w, "minutes"); minutes != "" {
			name = w.Say("suits.instead", "name", name, "minutes", minutes)
		}
		out = append(out, phrase.Capital(name))
	}
	if len(out) > 0 {
		return out
	}
	return lists.Of(m.Obstacles, func(o Obstacle) string { return o.Says })
}

// How is how to go about it: what the rules say that speak for the candidates.
func (m Matching) How() []string {
	var out []string
	for _, c := range m.Candidates() {
		for _, r := range c.Reasons {
			out = lists.Add(out, r.Says)
		}
	}
	return out
}

// Usual is how much is usual for what was found.
func (m Matching) Usual(w screening.Words) []string {
	var out []string
	for _, d := range m.Doses {
		weekly := d.Dose.PerWeek.say(w, "weekly")
		if (d.Dose.PerWeek == Range{Min: 1, Max: 1}) {
			weekly = w.Say("dose.weekly")
		}
		parts := []string{d.Dose.Minutes.say(w, "minutes"), weekly, d.Dose.Sessions.say(w, "sessions")}
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
		text := phrase.Sentence(strings.Join(parts, w.Say("list.comma")))
		if text = strings.TrimSpace(text + " " + d.Dose.Note); text != "" {
			out = append(out, w.Say("dose.of", "name", d.Name, "dose", text))
		}
	}
	return out
}

// say says a range of something that is counted; empty where nothing is limited.
func (r Range) say(w screening.Words, counted string) string {
	switch {
	case r.IsZero():
		return ""
	case r.Max == 0:
		return w.Say("range.from", "most", w.Count(counted, r.Min))
	case r.Min == 0:
		return w.Say("range.up_to", "most", w.Count(counted, r.Max))
	case r.Min == r.Max:
		return w.Count(counted, r.Max)
	}
	return w.Say("range.between", "least", strconv.Itoa(r.Min), "most", w.Count(counted, r.Max))
}

// LeftOut is what does not suit, by the reason that weighs most: what is forbidden before what is
// avoided.
func (m Matching) LeftOut(w screening.Words) []string {
	type group struct {
		standing Standing
		says     string
		names    []string
	}
	var groups []group
	for _, c := range m.Choices {
		if c.Standing != Avoided && c.Standing != Forbidden || len(c.Reasons) == 0 {
			continue
		}
		says := c.Reasons[0].Says
		at := slices.IndexFunc(groups, func(g group) bool { return g.says == says && g.standing == c.Standing })
		if at < 0 {
			at = len(groups)
			groups = append(groups, group{standing: c.Standing, says: says})
		}
		groups[at].names = append(groups[at].names, w.Stroke(c.Technique))
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.standing, a.standing) })
	var out []string
	for _, g := range groups {
		out = append(out, phrase.Capital(w.Say("suits.left_out", "names", w.And(g.names), "why", g.says)))
	}
	return out
}
