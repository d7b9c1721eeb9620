package fhir

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// of returns the answers to an item that count: of one that is enabled, and the lines that somebody
// is not sure of in any case. A line that is ticked too is ticked.
func (r *responseReader) of(id string) (codings []Coding, number *float64) {
	a := r.answers[id]
	if a == nil {
		return nil, nil
	}
	card, lines := strings.CutSuffix(id, unsure)
	lines = lines && strings.HasPrefix(id, "card.")
	if !a.enabled && !(lines && r.shown[card]) {
		return nil, nil
	}
	codings = a.codings
	if ticks := r.answers[card+ticked]; lines && ticks != nil {
		codings = slices.DeleteFunc(slices.Clone(codings), func(c Coding) bool {
			return slices.ContainsFunc(ticks.codings, c.is)
		})
	}
	return codings, a.number
}

// enable finds out which items count, in the order of the form: conditions look back only.
func (r *responseReader) enable(items []Item, shown bool) {
	for i := range items {
		item := &items[i]
		now := shown && r.holds(item)
		r.shown[item.LinkID] = now
		if a := r.answers[item.LinkID]; a != nil {
			a.enabled = now
		}
		r.enable(item.Item, now)
	}
}

func (r *responseReader) holds(item *Item) bool {
	some := len(item.EnableWhen) == 0
	for _, w := range item.EnableWhen {
		holds := r.when(w)
		if !holds && item.EnableBehavior != "any" {
			return false
		}
		some = some || holds
	}
	return some
}

func (r *responseReader) when(w When) bool {
	codings, number := r.of(w.Question)
	if w.Operator == "exists" {
		return (len(codings) > 0 || number != nil) == *w.Boolean
	}
	if w.Coding != nil {
		return slices.ContainsFunc(codings, w.Coding.is)
	}
	if number == nil {
		return false
	}
	limit := 0.0
	if w.Integer != nil {
		limit = float64(*w.Integer)
	} else {
		limit = *w.Decimal
	}
	switch w.Operator {
	case ">":
		return *number > limit
	case ">=":
		return *number >= limit
	case "<":
		return *number < limit
	}
	return *number <= limit
}

func (r *responseReader) given(set *policy.Set) Given {
	g := Given{
		Cards: intake.Cards{}, Facts: answer.Own{},
		paths: map[string]string{}, shown: map[intake.Card][]intake.Line{},
	}
	for id, a := range r.answers {
		if a.node != nil {
			g.paths[id] = a.node.Path
		}
	}
	where, _ := r.of(regions)
	g.Regions = append(g.Regions, lists.Of(where, func(c Coding) body.Region { return body.Region(c.Code) })...)
	for i := range set.Cards() {
		r.card(&set.Cards()[i], &g)
	}
	for i := range set.Facts() {
		if a := r.fact(&set.Facts()[i]); a.Asked() {
			g.Facts[set.Facts()[i].Name] = a
		}
	}
	return g
}

// card reads the four items of a card.
func (r *responseReader) card(c *policy.Card, g *Given) {
	id := "card." + c.Name
	item := r.items[id+ticked]
	if item == nil {
		return
	}
	name := intake.Card(c.Name)
	ticks, _ := r.of(id + ticked)
	none, _ := r.of(id + ".none")
	doubt, _ := r.of(id + ".doubt")
	doubted, _ := r.of(id + unsure)
	answered := len(ticks)+len(none) > 0 && (len(doubt) == 0 || len(doubted) > 0 || r.both(id))
	a := intake.CardAnswer{Edition: max(c.Edition, 1)}
	for i := range c.Lines {
		line := intake.Line(c.Lines[i].Name)
		is := func(x Coding) bool { return x.Code == c.Lines[i].Name }
		shown := slices.ContainsFunc(item.AnswerOption, func(o Option) bool { return is(o.Coding) })
		if shown {
			g.shown[name] = append(g.shown[name], line)
		}
		switch {
		case slices.ContainsFunc(ticks, is):
			a.Ticked = append(a.Ticked, line)
		case slices.ContainsFunc(doubted, is):
			a.Unsure = append(a.Unsure, line)
		case !shown || !answered:
			a.Open = append(a.Open, line)
		}
	}
	if len(a.Open) < len(c.Lines) {
		g.Cards[name] = a
	}
}

// both reports whether lines stand under not sure that are all ticked too: then the doubt is
// settled.
func (r *responseReader) both(id string) bool {
	a := r.answers[id+unsure]
	return a != nil && len(a.codings) > 0
}

// fact reads the item of a fact and the one beside a number that takes not sure.
func (r *responseReader) fact(f *policy.Fact) answer.Any {
	codings, number := r.of(f.Name)
	beside, _ := r.of(f.Name + unsure)
	var values []string
	doubt := len(beside) > 0
	for _, c := range codings {
		if c.System == absent {
			doubt = true
		} else {
			values = append(values, c.Code)
		}
	}
	switch at := r.answers[f.Name]; {
	case doubt && (number != nil || len(values) > 0):
		r.At(at.node, "%s: is answered, and not sure as well", f.Name)
	case len(values) > 1 && slices.Contains(values, f.None):
		r.At(at.node, "%s: %s stands beside what it denies", f.Name, f.None)
	case doubt:
		return answer.Of(answer.Unsure)
	case number != nil:
		return answer.Number(*number)
	case len(values) == 0:
	case f.Kind == policy.YesNo:
		return answer.Of(map[string]answer.YesNo{"Y": answer.Yes, "N": answer.No}[values[0]])
	case f.Kind == policy.SetOf:
		return answer.Values(values...)
	default:
		return answer.Value(values[0])
	}
	return answer.Any{}
}
