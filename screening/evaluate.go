package screening

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Clearance is a clinician's consent. It covers the rules it names, and nothing that has come up since: a red flag that it does not
// name makes it void. One that covers nothing, or that nobody gave, is refused.
type Clearance struct {
	Covers     []string // rule ids
	DaysAgo    int      // how long ago it was given, 0 for today; it holds param.clearance_days
	By         string   // who gave it
	Techniques []string // agreed; none means none
	Strokes    []string // agreed; none means none
	Regions    []Region // where it holds; none means everywhere
}

// evaluate puts the intake to the rules. Of a doubtful one something could not be read.
func (s *Screener) evaluate(in Intake, clearance []Clearance, doubtful bool, w *work) error {
	var p document.Problems
	s.fill(in, w.answers, &p)
	if doubtful || p.Len() > 0 {
		s.blur(w.answers)
	}
	request := policy.Request{}
	if !tooMany(&p, "regions", "regions", len(in.Regions), len(choiceNames(Region(0)))) {
		for _, r := range in.Regions {
			request.Places = append(request.Places, r.String())
		}
	}
	if !tooMany(&p, "clearance", "clearances", len(clearance), MaxClearances) {
		for i := range clearance {
			request.Clearances = append(request.Clearances, s.readConsent(&clearance[i], fmt.Sprintf("clearance[%d]", i), &p))
		}
	}
	s.addAll(&p, s.set.Evaluate(w.answers, request, &w.evaluation))
	return p.Err()
}

// readConsent brings a clearance into the engine's form. One with a fault covers nothing.
func (s *Screener) readConsent(c *Clearance, path string, p *document.Problems) policy.Clearance {
	before := p.Len()
	report := func(key, format string, args ...any) {
		p.Add(document.Problem{Path: path + "." + key, Message: fmt.Sprintf(format, args...)})
	}
	if c.DaysAgo < 0 {
		report("days_ago", "%d days ago lies ahead", c.DaysAgo)
	}
	if fault := byFault(c.By); fault != "" {
		report("by", "%s", fault)
	}
	if len(c.Covers) == 0 {
		report("covers", "is empty; name the rules that the clearance covers")
	}
	tooMany(p, path+".covers", "rules", len(c.Covers), MaxCovers)
	tooMany(p, path+".techniques", "techniques", len(c.Techniques), MaxAgreed)
	tooMany(p, path+".strokes", "strokes", len(c.Strokes), MaxAgreed)
	tooMany(p, path+".regions", "regions", len(c.Regions), len(choiceNames(Region(0))))
	if p.Len() > before {
		return policy.Clearance{}
	}
	for j, id := range c.Covers {
		if _, ok := s.set.RuleIndex(id); ok {
			continue
		}
		if p.Full() {
			p.Add(document.Problem{More: 1})
		} else {
			report(fmt.Sprintf("covers[%d]", j), "unknown rule %.60q%s", id, p.Suggest(id, s.ruleIDs()))
		}
	}
	out := policy.Clearance{Covers: c.Covers, Lapsed: float64(c.DaysAgo) > s.valid}
	for j, r := range c.Regions {
		if slices.Contains(c.Regions[:j], r) {
			report(fmt.Sprintf("regions[%d]", j), "%s stands there twice", r)
		}
		out.Places = append(out.Places, r.String())
	}
	if p.Len() > before {
		out.Covers = nil // the engine would look for names again
	}
	return out
}

// byFault says what is wrong with who gave a clearance, or nothing.
func byFault(by string) string {
	switch n := utf8.RuneCountInString(by); {
	case n > MaxBy:
		return document.TooMany(n, MaxBy, "characters")
	case strings.TrimSpace(by) == "":
		return "is empty; say who gave the clearance"
	}
	return ""
}

// addAll joins the problems of an error to those found already.
func (s *Screener) addAll(p *document.Problems, err error) {
	switch err := err.(type) {
	case nil:
	case *document.Error:
		for _, x := range err.Problems {
			if i, ok := s.set.FactIndex(x.Path); ok && i >= len(s.entries) {
				x.Path = ownPath(x.Path)
			}
			p.Add(x)
		}
	default:
		p.Add(document.Problem{Message: err.Error()})
	}
}

// blur makes everything unsure that neither an answer nor a card speaks of. Where something could not be read, what hangs on it must
// not look like a contradiction.
func (s *Screener) blur(a *policy.Answers) {
	told := make([]bool, len(a.Facts))
	each := func(lines func(policy.CardAnswer) uint64, tell func(line policy.Line, fact int)) {
		for c, card := range s.set.Cards() {
			for i, line := range card.Lines {
				if !a.Cards[c].Given || lines(a.Cards[c])>>i&1 == 0 {
					continue
				}
				for _, name := range line.Facts {
					fact, _ := s.set.FactIndex(name)
					tell(line, fact)
				}
			}
		}
	}
	single := func(line policy.Line, fact int) bool {
		return len(line.Facts) == 1 && s.set.Facts()[fact].Kind == policy.YesNo
	}
	ticked := func(c policy.CardAnswer) uint64 { return c.Ticked }
	open := func(c policy.CardAnswer) uint64 { return c.Open }
	each(func(policy.CardAnswer) uint64 { return ^uint64(0) }, func(_ policy.Line, fact int) { told[fact] = true })
	each(ticked, func(line policy.Line, fact int) { told[fact] = false })
	each(open, func(line policy.Line, fact int) { told[fact] = false })
	each(ticked, func(line policy.Line, fact int) { told[fact] = told[fact] || single(line, fact) })
	for i := range a.Facts {
		if a.Facts[i].State == policy.NotAsked && !told[i] {
			a.Facts[i].State = policy.Unsure
		}
	}
}

// fill brings the intake into the engine's form.
func (s *Screener) fill(in Intake, a *policy.Answers, p *document.Problems) {
	for i := range s.entries {
		x := s.entries[i].get(&in)
		a.Facts[i] = policy.Answer{State: policy.State(x.state), Yes: x.yes, Number: x.number, Values: x.values}
	}
	clear(a.Facts[len(s.entries):])
	if len(in.Own) > 0 {
		s.fillOwn(in.Own, a, p)
	}
	s.fillCards(in.Cards, a, p)
}

func (s *Screener) fillCards(cards Cards, a *policy.Answers, p *document.Problems) {
	found := 0
	for i, card := range s.set.Cards() {
		answer, ok := cards[Card(card.Name)]
		a.Cards[i] = policy.CardAnswer{Given: ok}
		if !ok {
			continue
		}
		found++
		before := p.Len()
		a.Cards[i].Ticked = lineBits(card, answer.Ticked, "ticked", p)
		a.Cards[i].Unsure = lineBits(card, answer.Unsure, "unsure", p)
		a.Cards[i].Open = lineBits(card, answer.Open, "open", p)
		if p.Len() > before {
			// A line that nobody knows would turn into a no.
			a.Cards[i] = policy.CardAnswer{}
		}
	}
	if found == len(cards) {
		return
	}
	var names []string
	for _, card := range s.set.Cards() {
		names = append(names, card.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(cards)) {
		if !slices.Contains(names, string(name)) {
			p.Add(document.Problem{Path: "cards." + shortened(string(name)), Message: "unknown card" + p.Suggest(string(name), names)})
		}
	}
}

func lineBits(card policy.Card, lines []Line, what string, p *document.Problems) uint64 {
	var bits uint64
	if tooMany(p, "cards."+card.Name+"."+what, "lines", len(lines), len(card.Lines)) {
		return 0
	}
	for i, name := range lines {
		at := slices.IndexFunc(card.Lines, func(l policy.Line) bool { return l.Name == string(name) })
		if at < 0 {
			var names []string
			for _, l := range card.Lines {
				names = append(names, l.Name)
			}
			p.Add(document.Problem{
				Path:    fmt.Sprintf("cards.%s.%s[%d]", card.Name, what, i),
				Message: fmt.Sprintf("unknown line %.60q%s", name, p.Suggest(string(name), names)),
			})
			continue
		}
		bits |= 1 << at
	}
	return bits
}

// ownPath is where JSON has a fact that a rule file declares.
func ownPath(name string) string { return fmt.Sprintf("own[%q]", shortened(name)) }

// fillOwn reads the answers to facts that rule files declare.
func (s *Screener) fillOwn(own map[string]OwnAnswer, a *policy.Answers, p *document.Problems) {
	for _, name := range slices.Sorted(maps.Keys(own)) {
		path := ownPath(name)
		i, ok := s.set.FactIndex(name)
		if !ok || i < len(s.entries) {
			p.Add(document.Problem{Path: path, Message: "is no fact of the clinic's own rule files" + p.Suggest(name, s.ownNames())})
			continue
		}
		x, fault := ownAnswer(&s.set.Facts()[i], own[name])
		if fault != "" {
			p.Add(document.Problem{Path: path, Message: fault})
			continue
		}
		a.Facts[i] = x
	}
}

func (s *Screener) ownNames() []string {
	var names []string
	for _, f := range s.set.Facts()[len(s.entries):] {
		names = append(names, f.Name)
	}
	return names
}

// given is in how many ways the fact is answered; more than one is a mistake.
func (o OwnAnswer) given() int {
	n := 0
	for _, is := range []bool{o.Answer != NotAsked, o.Number.Asked(), o.Value != "", o.Values != nil} {
		if is {
			n++
		}
	}
	return n
}

func ownAnswer(f *policy.Fact, o OwnAnswer) (policy.Answer, string) {
	switch {
	case o.given() == 0:
		return policy.Answer{}, ""
	case o.given() > 1:
		return policy.Answer{}, "is answered in two ways"
	case o.Answer == Unsure || o.Number.Unsure():
		return policy.Answer{State: policy.Unsure}, ""
	}
	a := policy.Answer{State: policy.Known}
	switch f.Kind {
	case policy.YesNo:
		if o.Answer != No && o.Answer != Yes {
			return a, "takes yes, no or unsure"
		}
		a.Yes = o.Answer == Yes
	case policy.Whole, policy.Decimal:
		x, ok := o.Number.Value()
		if !ok {
			return a, "takes a number or unsure"
		}
		a.Number = x
	case policy.OneOf:
		if o.Value == "" {
			return a, "takes one value of its list or unsure"
		}
		return valuesAnswer(f, []string{o.Value})
	default:
		if o.Values == nil {
			return a, "takes values of its list or unsure"
		}
		return valuesAnswer(f, o.Values)
	}
	return a, ""
}

// valuesAnswer finds the values of a list fact by name.
func valuesAnswer(f *policy.Fact, values []string) (policy.Answer, string) {
	a := policy.Answer{State: policy.Known}
	names, bits := setValues(f)
	if len(values) > len(names) {
		return policy.Answer{}, document.TooMany(len(values), len(names), "values")
	}
	for _, v := range values {
		if bits[v] == 0 {
			return policy.Answer{}, fmt.Sprintf("%.60q is not one of its values%s", v, document.Suggest(v, names))
		}
		a.Values |= bits[v]
	}
	return a, ""
}
