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
	r := eventReader{set: s.set, known: s.asked.names, of: map[string][]event{}}
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
	known   []string // the conditions
	of      map[string][]event
	own     bool // an overlay is read
	brought strings.Builder
}

func (r *eventReader) event(n *document.Node) {
	e := event{fact: -1}
	var of []string
	var spent *document.Node
	n.Fields(&r.Problems, "an event", document.Fields{
		"of":    func(n *document.Node) { of = r.conditions(n) },
		"fact":  func(n *document.Node) { e.fact = r.fact(n, n.Str(&r.Problems, "a fact")) },
		"spent": func(n *document.Node) { spent = n },
		"where": func(n *document.Node) {
			if len(n.Entries) != 1 {
				r.At(n, "where holds one fact and its value")
			}
			n.Each(&r.Problems, "a fact and its value", func(is document.Entry) {
				e.where = &event{fact: r.fact(is.Value, is.Key)}
				r.tell(e.where, is.Value, is.Value.Str(&r.Problems, "a value"), 0)
			})
		},
	}, "of", "fact")
	if e.fact < 0 || e.where != nil && e.where.fact < 0 {
		return
	}
	switch f := &r.set.Facts()[e.fact]; {
	case spent != nil:
		spent.Each(&r.Problems, "days by value", func(of document.Entry) {
			r.tell(&e, of.Value, of.Key, r.days(of.Value))
		})
	case f.Unit == "days":
		e.unit, e.least = 1, f.Least
	case f.Unit == "weeks":
		e.unit, e.least = 7, f.Least
	default:
		r.At(n, "%s is no number of days or weeks: say by its values how old a yes may be", f.Name)
	}
	for _, condition := range of {
		r.of[condition] = append(r.of[condition], e)
	}
	if r.own {
		fmt.Fprintf(&r.brought, "%q %s\n", of, r.meaning(&e))
	}
}

// meaning is what an event says, for the fingerprint.
func (r *eventReader) meaning(e *event) string {
	if e == nil {
		return "always"
	}
	return fmt.Sprintf("%s %g %g %v where %s", r.set.Facts()[e.fact].Name, e.unit, e.least, e.spent, r.meaning(e.where))
}

// conditions are what a clinician can be asked about.
func (r *eventReader) conditions(n *document.Node) []string {
	of := n.Names(&r.Problems, "conditions")
	for _, name := range of {
		if !slices.Contains(r.known, name) {
			r.At(n, "no rule asks a clinician about %q%s; it is what stands behind asks. in its tags",
				name, r.Suggest(name, r.known))
		}
	}
	return of
}

// tell notes from how many days on a yes is spent where the fact has a value.
func (r *eventReader) tell(e *event, n *document.Node, value string, days float64) {
	if e.fact < 0 {
		return
	}
	f := &r.set.Facts()[e.fact]
	values := []string{"no", "yes"}
	if f.Kind != policy.YesNo {
		values = nil
		for _, v := range f.Values {
			values = append(values, v.Name)
		}
	}
	if e.spent == nil {
		e.spent = slices.Repeat([]float64{math.Inf(1)}, len(values))
	}
	if i := slices.Index(values, value); i >= 0 {
		e.spent[i] = days
	} else {
		r.At(n, "%s has no value %q%s", f.Name, value, r.Suggest(value, values))
	}
}

// days reads a number of days, or the parameter that holds it.
func (r *eventReader) days(n *document.Node) float64 {
	if days, ok := r.set.Parameter(n.Text); ok {
		return days
	}
	days, _ := n.Float(&r.Problems, "a number of days or a parameter")
	return days
}

// fact returns the index of a fact, -1 of one that nobody knows.
func (r *eventReader) fact(n *document.Node, name string) int {
	at, ok := r.set.FactIndex(name)
	if !ok {
		names := lists.Of(r.set.Facts(), func(f policy.Fact) string { return f.Name })
		r.At(n, "unknown fact %q%s", name, r.Suggest(name, names))
		return -1
	}
	return at
}
