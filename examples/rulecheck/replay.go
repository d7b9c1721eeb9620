package main

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// replay is what two sets decide of the clients of a corpus.
type replay struct {
	Clients   int             `json:"clients"`
	Loosened  int             `json:"loosened"`
	Tightened int             `json:"tightened"`
	Other     int             `json:"otherwise"` // milder in one thing and stricter in another
	Refused   int             `json:"refused"`   // one of the two cannot be asked about them
	Decisions []string        `json:"decisions"`
	Matrix    [][]int         `json:"matrix"` // by the index of the decision before and after
	Changed   []changedClient `json:"changed"`
}

type changedClient struct {
	Name          string   `json:"client"`
	Kind          string   `json:"kind"` // loosened, otherwise or tightened
	Before, After string   // the decisions
	Rules         []string `json:"rules"` // that hold, or count while unsure, in one of the two alone

	at string // file:line:column
}

func (x *changedClient) why() string {
	if len(x.Rules) == 0 {
		return ""
	}
	return " (" + few(x.Rules, 5) + ")"
}

// replayed lets two sets decide the clients of a corpus.
func replayed(c *console, before, after *part, path string) (*replay, error) {
	clients, err := corpus(after, path)
	if err != nil {
		known, before := corpus(before, path) // they are clients of the older rules
		if before != nil {
			return nil, err
		}
		clients = known
	}
	return replayClients(c, before, after, clients), nil
}

func replayClients(c *console, before, after *part, clients []client) *replay {
	r := &replay{Clients: len(clients)}
	for _, l := range after.set.Schema().Levels {
		r.Decisions = append(r.Decisions, l.Disposition)
	}
	r.Decisions = append(r.Decisions, after.set.Schema().Undecided)
	for range r.Decisions {
		r.Matrix = append(r.Matrix, make([]int, len(r.Decisions)))
	}
	say := c.progress("clients")
	var was, is policy.Evaluation
	for n, x := range clients {
		say(n+1, len(clients))
		if x.decided(before, &was) != nil || x.decided(after, &is) != nil {
			r.Refused++ // the answers do not go together there
			continue
		}
		from := before.set.Disposition(was.Session(), was.Settled())
		to := after.set.Disposition(is.Session(), is.Settled())
		r.Matrix[slices.Index(r.Decisions, from)][slices.Index(r.Decisions, to)]++
		milder, stricter := compared(&was, &is)
		change := changedClient{Name: x.name, Before: from, After: to, Rules: apart(&was, &is), at: x.at}
		switch {
		case milder && stricter:
			change.Kind = "otherwise"
			r.Other++
		case milder:
			change.Kind = "loosened"
			r.Loosened++
		case stricter:
			change.Kind = "tightened"
			r.Tightened++
		default:
			continue
		}
		r.Changed = append(r.Changed, change)
	}
	sortChanged(r.Changed)
	return r
}

// compared reports whether something of a client comes out milder, and whether something stricter:
// a bound of a place or of the urgency, or a limit of a place.
func compared(was, is *policy.Evaluation) (milder, stricter bool) {
	bounds := func(a, b policy.Bounds) {
		milder = milder || b.Floor < a.Floor || b.Ceiling < a.Ceiling
		stricter = stricter || b.Floor > a.Floor || b.Ceiling > a.Ceiling
	}
	bounds(was.Urgency(), is.Urgency())
	for _, p := range is.Requested() {
		bounds(was.Place(p), is.Place(p))
		old, now := limits(was, p), limits(is, p)
		milder, stricter = milder || wider(old, now), stricter || wider(now, old)
	}
	return milder, stricter
}

func limits(e *policy.Evaluation, place int) map[string]policy.LimitValue {
	out := map[string]policy.LimitValue{}
	for _, v := range e.Limits(place, e.Outcomes()) {
		out[v.Limit.Name] = v
	}
	return out
}

// wider reports whether some limit of the first is missing or wider in the second.
func wider(old, now map[string]policy.LimitValue) bool {
	for name, a := range old {
		b, there := now[name]
		switch a.Limit.Kind {
		case policy.LowestWins:
			if !there || b.Number > a.Number {
				return true
			}
		case policy.Unites:
			if slices.ContainsFunc(a.Values, func(v string) bool { return !slices.Contains(b.Values, v) }) {
				return true
			}
		case policy.Flag:
			if !there {
				return true
			}
		case policy.Spot:
			if len(b.Spots) < len(a.Spots) || slices.ContainsFunc(a.Spots, func(spot policy.SpotValue) bool {
				i := slices.IndexFunc(b.Spots, func(x policy.SpotValue) bool { return x.Rule == spot.Rule })
				return i >= 0 && b.Spots[i].Margin < spot.Margin
			}) {
				return true
			}
		}
	}
	return false
}

// apart are the rules that count in one of the two alone.
func apart(was, is *policy.Evaluation) (out []string) {
	counting := func(e *policy.Evaluation) (ids []string) {
		for _, o := range e.Outcomes() {
			if o.Counts() {
				ids = append(ids, o.Rule.ID)
			}
		}
		return ids
	}
	a, b := counting(was), counting(is)
	for _, id := range a {
		if !slices.Contains(b, id) {
			out = append(out, "no longer "+id)
		}
	}
	for _, id := range b {
		if !slices.Contains(a, id) {
			out = append(out, "now "+id)
		}
	}
	return out
}

// translated are answers to a set as answers to another, by the names of facts, values, cards and
// lines. What the other does not know is left out.
func translated(to, from *policy.Set, answers *policy.Answers) *policy.Answers {
	out := to.NewAnswers()
	for i, f := range from.Facts() {
		a := answers.Fact(i)
		k, ok := to.FactIndex(f.Name)
		if !ok || a.State == policy.NotAsked || to.Facts()[k].Kind != f.Kind {
			continue
		}
		var values uint64
		for v := range f.Values {
			at := slices.IndexFunc(to.Facts()[k].Values, func(w policy.Value) bool { return w.Name == f.Values[v].Name })
			if a.Values>>v&1 == 1 && at >= 0 {
				values |= 1 << at
			}
		}
		if a.Values != 0 && values == 0 {
			continue // a value that there is not yet
		}
		a.Values = values
		out.SetFact(k, a)
	}
	for i, card := range from.Cards() {
		a := answers.Card(i)
		k, ok := to.CardIndex(card.Name)
		if !ok || !a.Given {
			continue
		}
		moved := policy.CardAnswer{Given: true, Edition: min(a.Edition, max(to.Cards()[k].Edition, 1))}
		for l, line := range card.Lines {
			at, ok := to.Cards()[k].LineIndex(line.Name)
			if !ok {
				continue
			}
			moved.Ticked |= (a.Ticked >> l & 1) << at
			moved.Unsure |= (a.Unsure >> l & 1) << at
			moved.Open |= (a.Open >> l & 1) << at
		}
		out.SetCard(k, moved)
	}
	return out
}

// diffPage writes the differences on a page.
func (c *console) diffPage(names []string, all []difference) error {
	page := diffPage{Title: "From " + called(names[0]) + " to " + called(names[1])}
	for i := range all {
		x := &all[i]
		for k := range x.Proof.Differences {
			d := &x.Proof.Differences[k]
			e := diffEntry{
				ID: x.Part + " " + string(d.Kind) + " " + d.Rule, Kind: string(d.Kind), Rule: d.Rule, Says: d.Says,
				Position: x.at(d.Rule), Milder: isMilder(d.Kind),
			}
			if d.Before != nil {
				e.Before = d.Before.Case
			}
			if d.After != nil {
				e.After = d.After.Case
			}
			page.Differences = append(page.Differences, e)
		}
		page.Open = append(page.Open, slices.Concat(x.Proof.Apart, x.Proof.Unproved)...)
		if x.Clients != nil {
			page.Clients = x.Clients
		}
	}
	slices.SortStableFunc(page.Differences, func(a, b diffEntry) int {
		return map[bool]int{true: 0, false: 1}[a.Milder] - map[bool]int{true: 0, false: 1}[b.Milder]
	})
	page.Intro = plural(len(page.Differences), "difference") + ", those that make somebody come out milder first. " +
		"Each shows a client whom the two decide otherwise."
	if strings.TrimSpace(page.Intro) == "" || len(page.Differences) == 0 {
		page.Intro = "Nobody is shown whom the two decide otherwise."
	}
	return pages.ExecuteTemplate(c.out, "diff.html", page)
}

func called(dir string) string {
	if dir == builtIn {
		return "the built-in rules"
	}
	return dir
}

type diffPage struct {
	Title, Intro string
	Differences  []diffEntry
	Open         []string
	Clients      *replay
}

type diffEntry struct {
	ID, Kind, Rule, Says, Position, Before, After string
	Milder                                        bool
}
