package screening

import (
	"embed"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// eventsFolder holds what ends a clinician's yes.
const eventsFolder = "events"

//go:embed events/*.yaml insurer/events/*.yaml
var eventFiles embed.FS

// event is what one fact tells of the last event of a condition.
type event struct {
	fact int
	unit float64 // of a number: its days; 0: spent says it
	// least is the least that a number can be: unsure, it may be that.
	least float64
	// spent is, by the value of the fact (of a yes/no: no, yes), from how many days on a yes may be
	// older than the event; without end where the value tells nothing.
	spent []float64
	where *event // nil, or the event counts only where this one tells something
}

// spentBy reports whether something that the rule's conditions stand for happened after the answer,
// or may have (N-IC05).
func (c *Clearance) spentBy(s *Screener, rule string, a *policy.Answers) bool {
	for _, condition := range s.asked.of[rule] {
		for i := range s.events[condition] {
			if float64(c.DaysAgo) >= s.events[condition][i].spentFrom(a) {
				return true
			}
		}
	}
	return false
}

// spentFrom is from how many days on a yes may be older than the event, without end where nothing
// is told of it.
func (e *event) spentFrom(a *policy.Answers) float64 {
	never := math.Inf(1)
	if e.where != nil && e.where.spentFrom(a) == never {
		return never
	}
	x := a.Fact(e.fact)
	switch {
	case x.State == policy.Known && e.unit > 0:
		return (x.Number + 1) * e.unit
	case x.State == policy.Unsure && e.unit > 0: // as little as can be answered
		return (e.least + 1) * e.unit
	case x.State == policy.Unsure:
		return slices.Min(e.spent)
	case x.State != policy.Known:
		return never
	case x.Yes:
		return e.spent[1]
	case x.Values == 0:
		return e.spent[0]
	}
	from := never
	for i, days := range e.spent {
		if x.Values>>i&1 != 0 {
			from = min(from, days)
		}
	}
	return from
}

// readEvents reads what is told of the last event of each condition: a layer only adds to those
// below it. What overlays bring is part of the fingerprint.
func (s *Screener) readEvents(files []policy.Layer) error {
	r := eventReader{set: s.set, of: map[string][]event{}}
	for i := range s.set.Rules() {
		r.known = lists.Add(r.known, conditionsOf(s.set.Rules()[i].Tags)...)
	}
	for _, gone := range s.set.Disabled() {
		r.known = lists.Add(r.known, conditionsOf(gone.Tags)...)
	}
	for i, layer := range files {
		r.own = i > 0 && layer.Name != layers.Insurer
		at := layers.At(files, i)
		err := document.YAMLFiles(at, layer.Files, &r.Problems, func(root *document.Node) {
			root.Fields(&r.Problems, "a file of events", document.Fields{"events": func(n *document.Node) {
				for _, item := range n.List(&r.Problems, "events") {
					r.event(item)
				}
			}}, "events")
		})
		if err != nil {
			r.In("layer "+layer.Name, "%s", err)
		}
	}
	s.events = r.of
	if r.brought.Len() > 0 {
		s.count(r.brought.String())
	}
	return r.Err()
}

type eventReader struct {
	document.Problems
	set     *policy.Set
	known   []string // the conditions that rules ask about
	of      map[string][]event
	own     bool // an overlay is read
	brought strings.Builder
}

func (r *eventReader) event(n *document.Node) {
	e := event{fact: -1}
	var of []string
	var spent, where *document.Node
	before := r.Len()
	n.Fields(&r.Problems, "an event", document.Fields{
		"of":    func(n *document.Node) { of = r.conditions(n) },
		"fact":  func(n *document.Node) { e.fact = r.fact(n, n.Str(&r.Problems, "a fact")) },
		"spent": func(n *document.Node) { spent = n },
		"where": func(n *document.Node) { where = n },
	}, "of", "fact")
	if r.Len() > before {
		return
	}
	f := &r.set.Facts()[e.fact]
	number := f.Kind == policy.Whole || f.Kind == policy.Decimal
	switch {
	case spent != nil && number:
		r.At(spent, "%s is a number, which says by itself how long ago it was; leave spent out", f.Name)
	case spent != nil:
		r.tell(&e, spent, func(days *document.Node) float64 { return r.days(days) })
	case number && f.Unit == "days":
		e.unit, e.least = 1, f.Least
	case number && f.Unit == "weeks":
		e.unit, e.least = 7, f.Least
	default:
		r.At(n, "%s is no number of days or weeks: say under spent by its values how old a yes may be", f.Name)
	}
	if where != nil {
		r.where(&e, where)
	}
	if r.Len() > before {
		return
	}
	for _, condition := range of {
		r.of[condition] = append(r.of[condition], e)
	}
	if r.own {
		fmt.Fprintf(&r.brought, "%q %s\n", of, r.meaning(&e))
	}
}

// where reads the one value of another fact with which alone an event counts.
func (r *eventReader) where(e *event, n *document.Node) {
	if len(n.Entries) != 1 || n.Entries[0].Value.Text == "" {
		r.At(n, "where holds one fact and its value")
		return
	}
	is := n.Entries[0]
	at := r.fact(is.Value, is.Key)
	if at < 0 {
		return
	}
	e.where = &event{fact: at}
	values := r.values(at)
	if i := r.value(at, is.Value, is.Value.Text); i >= 0 {
		e.where.spent = slices.Repeat([]float64{math.Inf(1)}, len(values))
		e.where.spent[i] = 0
	}
}

// meaning is what an event says, for the fingerprint.
func (r *eventReader) meaning(e *event) string {
	if e == nil {
		return "always"
	}
	return fmt.Sprintf("%s %g %g %v where %s", r.set.Facts()[e.fact].Name, e.unit, e.least, e.spent, r.meaning(e.where))
}

// conditions are what rules ask a clinician about, or asked before a layer took them out of force.
func (r *eventReader) conditions(n *document.Node) []string {
	of := n.Names(&r.Problems, "a condition")
	if n.Kind == document.Sequence && len(n.Items) == 0 {
		r.At(n, "is an empty list; name the conditions whose yes the event ends")
	}
	for i, name := range of {
		if r.own && len(of) == len(n.Items) && !slices.Contains(r.known, name) {
			r.At(n.Items[i], "no rule asks a clinician about %q%s; it is what stands behind asks. in its tags",
				name, r.Suggest(name, r.known))
		}
	}
	return of
}

// tell reads from how many days on a yes is spent, by the values of a fact.
func (r *eventReader) tell(e *event, n *document.Node, days func(*document.Node) float64) {
	e.spent = slices.Repeat([]float64{math.Inf(1)}, len(r.values(e.fact)))
	n.Each(&r.Problems, "days by value", func(of document.Entry) {
		if i := r.value(e.fact, of.Value, of.Key); i >= 0 {
			e.spent[i] = days(of.Value)
		}
	})
	if n.Kind == document.Mapping && len(n.Entries) == 0 {
		r.At(n, "names no value of %s", r.set.Facts()[e.fact].Name)
	}
}

// values are the names of what a fact can be answered with: of a yes/no, no and yes.
func (r *eventReader) values(fact int) []string {
	f := &r.set.Facts()[fact]
	if f.Kind == policy.YesNo {
		return []string{"no", "yes"}
	}
	return lists.Of(f.Values, func(v policy.Value) string { return v.Name })
}

// value is the index of a value of a fact, -1 of one that it does not have.
func (r *eventReader) value(fact int, n *document.Node, name string) int {
	values := r.values(fact)
	i := slices.Index(values, name)
	if i < 0 {
		r.At(n, "%s has no value %q%s", r.set.Facts()[fact].Name, name, r.Suggest(name, values))
	}
	return i
}

// days reads a number of days, or the parameter that holds it.
func (r *eventReader) days(n *document.Node) float64 {
	if days, ok := r.set.Parameter(n.Text); ok {
		return days
	}
	days, ok := n.Float(&r.Problems, "a number of days or a parameter")
	if ok && days < 0 {
		r.At(n, "is %g; a yes can be no younger than today", days)
	}
	return days
}

// fact returns the index of a fact, -1 of one that nobody knows, or that a layer names and no rule
// reads: nobody would be asked for it.
func (r *eventReader) fact(n *document.Node, name string) int {
	at, ok := r.set.FactIndex(name)
	if !ok {
		names := lists.Of(r.set.Facts(), func(f policy.Fact) string { return f.Name })
		r.At(n, "unknown fact %q%s", name, r.Suggest(name, names))
		return -1
	}
	if r.own && len(r.set.Disabled()) == 0 && !r.isRead(at) {
		r.At(n, "no rule reads %s, so that nobody is asked for it; let one read it", name)
		return -1
	}
	return at
}

func (r *eventReader) isRead(fact int) bool {
	for i := range r.set.Rules() {
		if slices.Contains(r.set.Reads(i), fact) {
			return true
		}
	}
	return false
}
