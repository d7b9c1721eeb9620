package screening

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// Words are the words of a treatment room for what the library decides: what a decision comes to,
// how regions, limits, strokes and answers are said. They are immutable and safe for concurrent
// use. Names without words, such as those of a clinic's own strokes, are said as they are, with
// spaces; the zero value has no words at all, and says every sentence by its name.
type Words struct {
	*phrase.Table
	facts map[string]*policy.Fact
	lines map[string]string // of a yes/no fact that has a line of its own, the words of the line
	cards map[string]*policy.Card
	aloud map[string]bool   // whether a fact may be asked aloud
	spots map[string]string // single regions, as the choices of a question name them

	sided map[string]sidedRule // by rule: what a side of it would free

	conditions conditions
	passedOn   map[string]bool         // rules for which a yes counts that the client passes on
	writtenFor map[string]bool         // rules that want it in writing
	limiting   map[string]*policy.Rule // rules that limit something
	waits      float64                 // days without an answer after which somebody else is offered
}

// NewWords returns the words for what a screener decides: those of the library, with what the
// folder words of every overlay changes, see the package phrase. The layers change them further.
// Questions and lines of cards are those of the rules in force.
func NewWords(s *Screener, layers ...fs.FS) (Words, error) {
	if !s.built() {
		return Words{}, errNotBuilt
	}
	return Words{Table: s.words}.Extend(layers, s.Rules())
}

// Extend returns the words with more of them: files laid over those that are there, and the facts
// of rule sets that stand on the screener's. It is how the other packages, and a host with rules of
// its own, add what they speak of.
func (w Words) Extend(layers []fs.FS, sets ...*policy.Set) (Words, error) {
	table, err := w.Table.Extend(layers...)
	if err != nil {
		return Words{}, err
	}
	out := w
	out.Table, out.facts, out.lines, out.cards = table, cloned(w.facts), cloned(w.lines), cloned(w.cards)
	out.aloud, out.spots = cloned(w.aloud), cloned(w.spots)
	out.passedOn, out.writtenFor, out.sided = cloned(w.passedOn), cloned(w.writtenFor), cloned(w.sided)
	out.limiting = cloned(w.limiting)
	for _, set := range sets {
		if set != nil {
			out.add(set)
			out.addConditions(set)
		}
	}
	return out, nil
}

func cloned[V any](m map[string]V) map[string]V {
	out := map[string]V{}
	maps.Copy(out, m)
	return out
}

func (w Words) add(set *policy.Set) {
	maps.Copy(w.sided, sidedRules(set))
	facts, cards := set.Facts(), set.Cards()
	for i := range facts {
		f := &facts[i]
		if w.facts[f.Name] != nil {
			continue
		}
		w.facts[f.Name], w.aloud[f.Name] = f, !f.Private
		for _, v := range f.Values {
			if f.Places {
				w.spots[v.Name] = phrase.Lower(v.Says)
			}
		}
	}
	for i := range cards {
		c := &cards[i]
		if w.cards[c.Name] != nil {
			continue
		}
		w.cards[c.Name] = c
		for _, l := range c.Lines {
			for _, name := range l.Facts {
				w.aloud[name] = w.aloud[name] && !c.Private && !l.Private
			}
			if len(l.Facts) == 1 && w.facts[l.Facts[0]].Kind == policy.YesNo {
				_, several := w.lines[l.Facts[0]]
				w.lines[l.Facts[0]] = l.Says
				if several { // neither of two lines says all of it
					w.lines[l.Facts[0]] = ""
				}
			}
		}
	}
}

// addConditions takes what clinicians are asked about from the first set: that of the screening, on
// which the others stand.
func (w *Words) addConditions(set *policy.Set) {
	if w.conditions.names != nil {
		return
	}
	w.waits, _ = set.Parameter("clearance_wait_days")
	w.conditions = newConditions(set, w.Table)
	written, _ := set.Parameter("insurer_written")
	rules := set.Rules()
	for i := range rules {
		if len(rules[i].Limits) > 0 {
			w.limiting[rules[i].ID] = &rules[i]
		}
		w.passedOn[rules[i].ID] = rules[i].Tagged(passedOnTag)
		w.writtenFor[rules[i].ID] = rules[i].Layer == layers.Insurer && written != 0
	}
}

// Disposition is what to do about the massage, in two or three words.
func (w Words) Disposition(d Disposition) string { return w.Say("disposition." + d.String()) }

// Urgency is how soon the person should be seen, in a sentence; empty when nobody has to look.
func (w Words) Urgency(u Urgency) string {
	if u == UrgencyNone {
		return ""
	}
	return w.Say("urgency." + u.String())
}

// Besides is what a rule says, for a place where the disposition stands already: many rules begin
// with it.
func (w Words) Besides(d Disposition, says string) string {
	rest, ok := strings.CutPrefix(says, w.Disposition(d))
	if !ok {
		return says
	}
	if clause, ok := strings.CutPrefix(rest, ": "); ok {
		return phrase.Capital(clause)
	}
	if strings.HasPrefix(rest, w.Say("besides.subject")) {
		return phrase.Capital(strings.TrimPrefix(rest, ", "))
	}
	return says
}

// Stroke names a stroke or a technique.
func (w Words) Stroke(id string) string { return w.Called("stroke", id) }

// Strokes names strokes and techniques, those that are called alike once.
func (w Words) Strokes(ids []string) []string {
	var out []string
	for _, id := range ids {
		if said := w.Stroke(id); !slices.Contains(out, said) {
			out = append(out, said)
		}
	}
	return out
}

// Regions names regions, a group instead of all its parts, the largest groups first.
func (w Words) Regions(regions []body.Region) []string {
	left := slices.Clone(regions)
	var out []string
	for _, group := range []body.Region{
		body.WholeBody, body.BackAll, body.Legs, body.UpperBack, body.Lumbar, body.Neck, body.HeadFace,
	} {
		parts := group.Parts()
		if slices.ContainsFunc(parts, func(r body.Region) bool { return !slices.Contains(left, r) }) {
			continue
		}
		out = append(out, w.Called("region", group.String()))
		left = slices.DeleteFunc(left, func(r body.Region) bool { return slices.Contains(parts, r) })
	}
	for _, r := range left {
		said, ok := w.spots[r.String()]
		if !ok {
			said = strings.ReplaceAll(r.String(), "_", " ")
		}
		out = append(out, said)
	}
	return out
}

// RegionNames is Regions for names, as findings and answers have them. A name that is none of a
// region is passed over.
func (w Words) RegionNames(names []string) []string {
	var regions []body.Region
	for _, name := range names {
		var r body.Region
		if r.UnmarshalText([]byte(name)) == nil {
			regions = append(regions, r.Parts()...)
		}
	}
	return w.Regions(regions)
}
