package words

import (
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

// Vocabulary knows the words of the rules in force: questions, choices, lines of cards, regions.
type Vocabulary struct {
	facts   map[string]*policy.Fact
	lines   map[string]string // of a yes/no fact that has a line of its own, the words of the line
	cards   map[string]*policy.Card
	regions map[string]string
}

// Of returns the vocabulary of a screener's rules, and of the sets that stand on them.
func Of(s *screening.Screener, sets ...*policy.Set) *Vocabulary {
	v := &Vocabulary{
		facts: map[string]*policy.Fact{}, lines: map[string]string{}, cards: map[string]*policy.Card{}, regions: map[string]string{},
	}
	cards := s.Rules().Cards()
	for _, set := range append([]*policy.Set{s.Rules()}, sets...) {
		v.add(set.Facts())
	}
	for i := range cards {
		v.cards[cards[i].Name] = &cards[i]
		for _, l := range cards[i].Lines {
			if len(l.Facts) == 1 && v.facts[l.Facts[0]].Kind == policy.YesNo {
				name := l.Facts[0]
				if _, several := v.lines[name]; several {
					v.lines[name] = "" // on two lines: neither says all of it
					continue
				}
				v.lines[name] = l.Says
			}
		}
	}
	return v
}

func (v *Vocabulary) add(facts []policy.Fact) {
	for i := range facts {
		f := &facts[i]
		if _, known := v.facts[f.Name]; known {
			continue
		}
		v.facts[f.Name] = f
		if f.Places {
			for _, value := range f.Values {
				v.regions[value.Name] = lower(value.Says)
			}
		}
	}
}

// Card returns a card of the rules.
func (v *Vocabulary) Card(name intake.Card) *policy.Card { return v.cards[string(name)] }

// Line returns the words of a line.
func (v *Vocabulary) Line(card intake.Card, line intake.Line) string {
	if c := v.Card(card); c != nil {
		for _, l := range c.Lines {
			if l.Name == string(line) {
				return l.Says
			}
		}
	}
	return ""
}

func (v *Vocabulary) region(name string) string {
	if says, ok := v.regions[name]; ok {
		return says
	}
	return strings.ReplaceAll(name, "_", " ")
}

// Answer says a fact and its answer: the words that the client read, and what came of them.
func (v *Vocabulary) Answer(fact, answer string) string {
	f, ok := v.facts[fact]
	if !ok {
		return fact + ": " + answer
	}
	if answer == "unsure" {
		answer = "not sure"
	}
	if says := v.lines[fact]; says != "" && answer == "yes" {
		return "Ticked: " + says
	}
	if says := v.lines[fact]; says != "" {
		return says + ": " + answer
	}
	return question(f.Ask) + " " + Capital(v.values(f, answer))
}

// question is the question without the advice that follows it on a form.
func question(ask string) string {
	if i := strings.IndexByte(ask, '?'); i >= 0 {
		return ask[:i+1]
	}
	return ask
}

func (v *Vocabulary) values(f *policy.Fact, answer string) string {
	if len(f.Values) == 0 {
		if f.Unit != "" && answer != "not sure" {
			return answer + " " + f.Unit
		}
		return answer
	}
	if f.Places {
		if names := v.RegionNames(strings.Split(answer, ", ")); len(names) > 0 {
			return strings.Join(names, "; ")
		}
		return answer
	}
	var says []string
	for name := range strings.SplitSeq(answer, ", ") {
		for _, value := range f.Values {
			if value.Name == name {
				name = value.Says
				break
			}
		}
		says = append(says, name)
	}
	return strings.Join(says, "; ")
}
