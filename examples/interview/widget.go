package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/huh"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/phrase"
)

// unsure is the answer of somebody who does not know.
const unsure = "unsure"

// said is what yes, no and unsure are called.
type said struct{ yes, no, unsure string }

func saidIn(w screening.Words) said {
	return said{
		phrase.Capital(w.Say("answer.yes")), phrase.Capital(w.Say("answer.no")), phrase.Capital(w.Say("answer.unsure")),
	}
}

// widget is one question as a terminal asks it: a list to choose from, or a line to type.
type widget struct {
	fact    string // empty of a card
	title   string
	hint    string
	several bool     // more than one option can be chosen
	options []option // none: something is typed
	check   func(string) error
	chosen  []string // what came of it
	typed   string
}

type option struct{ name, says string }

// ofField draws a question about one fact.
func (s said) ofField(f form.Field) *widget {
	w := &widget{fact: f.Fact, title: f.Ask, several: f.Kind == "set_of"}
	switch f.Kind {
	case "yes_no":
		w.options = s.yesNo()
	case "whole", "decimal":
		w.hint = fmt.Sprintf("%s to %s %s; ? if nobody knows", number(f.Least), number(f.Greatest), f.Unit)
		w.check = func(s string) error { return within(f, s) }
		return w
	default:
		for _, c := range f.Choices {
			w.options = append(w.options, option{c.Name, c.Says})
		}
	}
	w.options = append(w.options, option{unsure, s.unsure})
	return w
}

// ofCard draws a card: what applies, and what nobody is sure of.
func (s said) ofCard(p form.Page) []*widget {
	ticked := &widget{title: p.Ask, several: true}
	open := &widget{title: s.unsure, several: true}
	for _, l := range p.Lines {
		ticked.options = append(ticked.options, option{l.Name, l.Says})
	}
	open.options = slices.Clone(ticked.options)
	if p.Staff {
		ticked.hint = "Look, do not ask."
	} else if p.Private {
		ticked.hint = "For the client alone."
	}
	return []*widget{ticked, open}
}

func (s said) yesNo() []option { return []option{{"yes", s.yes}, {"no", s.no}} }

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

func within(f form.Field, typed string) error {
	if typed = strings.TrimSpace(typed); typed == "?" {
		return nil
	}
	x, err := strconv.ParseFloat(typed, 64)
	if err != nil || f.Kind == "whole" && x != float64(int(x)) || x < f.Least || x > f.Greatest {
		return fmt.Errorf("a number from %s to %s, or ?", number(f.Least), number(f.Greatest))
	}
	return nil
}

// words are what was answered, as the library reads it; none is not answered.
func (w *widget) words() []string {
	switch typed := strings.TrimSpace(w.typed); {
	case len(w.options) == 0 && typed == "?":
		return []string{unsure}
	case len(w.options) == 0 && typed != "":
		return []string{typed}
	case slices.Contains(w.chosen, unsure):
		return []string{unsure}
	}
	return w.chosen
}

// field is the widget of the terminal.
func (w *widget) field() huh.Field {
	options := make([]huh.Option[string], len(w.options))
	for i, o := range w.options {
		options[i] = huh.NewOption(o.says, o.name)
	}
	switch {
	case len(options) == 0:
		return huh.NewInput().Title(w.title).Description(w.hint).Value(&w.typed).Validate(w.check)
	case w.several:
		return huh.NewMultiSelect[string]().Title(w.title).Description(w.hint).Options(options...).Value(&w.chosen)
	}
	w.chosen = make([]string, 1)
	return huh.NewSelect[string]().Title(w.title).Description(w.hint).Options(options...).Value(&w.chosen[0])
}
