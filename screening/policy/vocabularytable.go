package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/lists"
)

func (v *vocabulary) writeCards() {
	v.heading("Cards")
	v.printf("An answered card says no, or none, to every fact that stands on no ticked and no unsure line.\n")
	if slices.ContainsFunc(v.set.cards, func(c Card) bool { return c.edition() > 1 }) {
		v.printf("Given to an earlier edition of the card it says nothing of facts that came later, and the card is " +
			"asked again.\n")
	}
	for i, c := range v.set.cards {
		marks := []string{"this visit only"}
		if c.HoldsDays > 0 {
			marks = []string{fmt.Sprintf("holds %d days", c.HoldsDays)}
		}
		if c.edition() > 1 {
			marks = append(marks, fmt.Sprintf("edition %d", c.Edition))
		}
		for _, mark := range []struct {
			is   bool
			word string
		}{
			{c.Staff, "staff"}, {c.Private, "private"}, {c.Repeat, "repeat"}, {c.Aloud, "said aloud"},
			{i >= len(v.schema.Cards), "declared by a rule file"},
		} {
			if mark.is {
				marks = append(marks, mark.word)
			}
		}
		v.printf("\n### `%s`\n\n%s\n\n- %s\n\n", c.Name, oneLine(c.Ask), strings.Join(marks, ", "))
		rows := make([][]string, len(c.Lines))
		for i, l := range c.Lines {
			rows[i] = []string{code(l.Name), l.Says, codes(l.Facts), lineMarks(l)}
		}
		v.table([]string{"line", "says", "facts", ""}, rows)
	}
}

func lineMarks(l Line) string {
	switch {
	case l.Staff && l.Private:
		return "staff, private"
	case l.Staff:
		return "staff"
	case l.Private:
		return "private"
	}
	return ""
}

func (v *vocabulary) writeParameters() {
	if len(v.set.parameters) == 0 {
		return
	}
	v.heading("Parameters")
	rows := lists.Of(v.set.parameters, func(p Parameter) []string {
		return []string{code("param." + p.Name), decimal(p.Value), p.Unit, p.Basis}
	})
	v.table([]string{"name", "value", "unit", "basis"}, rows)
}

func (v *vocabulary) writeDefinitions() {
	if len(v.set.definitions) == 0 {
		return
	}
	v.heading("Definitions")
	for _, d := range v.set.definitions {
		v.printf("- `%s` is `%s`\n", d.Name, oneLine(d.When))
	}
}

// writeTags lists by what hosts tell rules apart, and which rules each tag stands on.
func (v *vocabulary) writeTags() {
	rules := map[string][]string{}
	for i := range v.set.rules {
		r := &v.set.rules[i]
		for _, tag := range r.Tags {
			rules[tag] = append(rules[tag], r.ID)
		}
	}
	if len(rules) == 0 {
		return
	}
	v.heading("Tags")
	var rows [][]string
	for _, tag := range slices.Sorted(maps.Keys(rules)) {
		rows = append(rows, []string{code(tag), codes(rules[tag])})
	}
	v.table([]string{"tag", "rules"}, rows)
}

// writeOutcomes lists what a rule can ask for on each axis.
func (v *vocabulary) writeOutcomes() {
	v.heading("Kinds")
	var rows [][]string
	for _, l := range v.schema.Levels[1:] {
		var marks []string
		for _, mark := range []struct{ kind, word string }{
			{v.schema.LimitKind, "what a limit alone asks for"},
			{v.schema.WaivedFrom, "counts as " + v.schema.WaivedTo + " under a clearance"},
			{v.schema.UnsureKind, "the most that an unsure answer asks for by itself"},
		} {
			if mark.kind == l.Kind {
				marks = append(marks, mark.word)
			}
		}
		rows = append(rows, []string{code(l.Kind), l.Disposition, strings.Join(marks, "; ")})
	}
	v.table([]string{"kind", "asks for", ""}, rows)
	v.printf("\nWhere no rule reaches, a place is at %s; while that is not settled it is at %s.\n",
		v.schema.Levels[0].Disposition, v.schema.Undecided)

	if len(v.schema.Urgencies) == 1 {
		return
	}
	v.heading("Urgencies")
	rows = nil
	for _, u := range v.schema.Urgencies {
		var marks []string
		if u == v.schema.EverywhereFrom {
			marks = append(marks, "from here on a rule reaches every region")
		}
		if u == v.schema.UnsureUrgency {
			marks = append(marks, "the most that an unsure answer asks for by itself")
		}
		rows = append(rows, []string{code(u), strings.Join(marks, "; ")})
	}
	v.table([]string{"urgency", ""}, rows)
}

func (v *vocabulary) writePlaces() {
	word := v.schema.placeWord()
	v.heading(strings.ToUpper(word[:1]) + v.schema.PlacesKey()[1:])
	says := v.placeWords()
	var rows [][]string
	for _, p := range v.schema.Places {
		mark := ""
		if p.Name == v.schema.Default {
			mark = "meant when none is named"
		}
		rows = append(rows, []string{code(p.Name), says[p.Name], codes(p.Contains), mark})
	}
	v.table([]string{word, "says", "contains", ""}, rows)
	v.writeAttributes()
}

// writeAttributes lists what a where can test, and how often each value stands there.
func (v *vocabulary) writeAttributes() {
	if len(v.schema.Attributes) == 0 {
		return
	}
	v.printf("\nA rule's `where` is a test of these, which chooses the %s it reaches:\n\n", v.schema.PlacesKey())
	for _, f := range v.schema.Attributes {
		marks := code(kindWords[f.Kind])
		switch {
		case f.Kind == Whole || f.Kind == Decimal:
			marks += fmt.Sprintf(", %s to %s", decimal(f.Least), decimal(f.Most))
		case len(f.Values) > 0:
			marks += ", of " + codes(valueNames(f))
		}
		v.printf("- `%s`: %s\n", f.Name, marks)
	}
}

// placeWords are the client's words for places, as the first fact about sites has them.
func (v *vocabulary) placeWords() map[string]string {
	says := map[string]string{}
	for _, f := range v.set.Facts() {
		for _, value := range f.Values {
			if f.Places && says[value.Name] == "" && value.Name != f.None {
				says[value.Name] = value.Says
			}
		}
	}
	return says
}

func (v *vocabulary) writeLimits() {
	if len(v.schema.Limits) == 0 {
		return
	}
	v.heading("Limits")
	for _, l := range v.schema.Limits {
		v.printf("- `%s`: %s\n", l.Name, limitWords(l))
	}
	v.printf("\nA limit holds where its rule does, or in its own `regions`: a list of regions, " +
		"`elsewhere` or `everywhere`.\n")
}

func limitWords(l Limit) string {
	between := fmt.Sprintf("%s to %s", decimal(l.Least), decimal(l.Most))
	switch l.Kind {
	case LowestWins:
		return "a number from " + between + "; the lowest holds"
	case Unites:
		words := "any of " + codes(l.Values) + "; all are joined"
		if l.OwnKey != "" {
			words += fmt.Sprintf("; rule files add their own under `%s`", l.OwnKey)
		}
		for _, o := range l.Own {
			words += fmt.Sprintf("; `%s` is like %s", o.Name, codes(o.Like))
		}
		return words
	case Spot:
		return fmt.Sprintf("`true`, with `%s` from %s; every spot is left out", l.Margin, between)
	case Note:
		return "a sentence; all are told"
	}
	return "`true`"
}

func (v *vocabulary) writeTexts() {
	v.heading("Texts and grades")
	for _, t := range v.schema.Texts {
		need := "may be left out"
		switch {
		case t.Required:
			need = "every rule has it"
		case t.RequiredFor != "":
			need = fmt.Sprintf("a rule of kind `%s` has it", t.RequiredFor)
		}
		v.printf("- `%s`: %s\n", t.Name, need)
	}
	v.printf("- `grade`: %s, best first\n", codes(v.schema.Grades))
}

func (v *vocabulary) writeSources() {
	if len(v.set.sources) == 0 {
		return
	}
	v.heading("Sources")
	rows := lists.Of(v.set.sources, func(s Source) []string {
		return []string{code(s.Key), s.Level, s.Read, s.Cites, s.Link}
	})
	v.table([]string{"key", "level", "read", "cites", "link"}, rows)
}
