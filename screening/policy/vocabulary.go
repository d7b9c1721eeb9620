package policy

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/safehands/safehands/screening/policy/lists"
)

// WriteVocabulary writes a Markdown listing of the keys of rule files and of everything that a rule
// author may name: facts, with the codes that speak of them, cards, parameters, definitions, kinds,
// urgencies, regions, limits, texts, grades and sources. The listing is the same for the same set,
// and a changed vocabulary shows as a change of it. The data behind it are [Set.Facts],
// [Set.Cards], [Set.Parameters], [Set.Definitions], [Set.Sources] and [Set.Schema].
func (s *Set) WriteVocabulary(w io.Writer) error {
	v := vocabulary{set: s, schema: s.schema, cards: map[string][]string{}}
	for _, c := range s.cards {
		for _, l := range c.Lines {
			for _, fact := range l.Facts {
				v.cards[fact] = append(v.cards[fact], fmt.Sprintf("card `%s`, line `%s`", c.Name, l.Name))
			}
		}
	}
	v.printf("# Vocabulary\n\nEverything that a rule may name, as the rules in force declare it. " +
		"The keys of rule files are listed [below](#rule-files).\n")
	v.writeTests()
	v.writeFacts()
	v.writeCards()
	v.writeParameters()
	v.writeDefinitions()
	v.writeTags()
	v.writeOutcomes()
	v.writePlaces()
	v.writeLimits()
	v.writeTexts()
	v.writeKeys()
	v.writeSources()
	_, err := w.Write(v.out.Bytes())
	return err
}

// vocabulary is one listing in the making.
type vocabulary struct {
	set    *Set
	schema Schema
	cards  map[string][]string // by fact: where it is asked
	out    bytes.Buffer
}

func (v *vocabulary) printf(format string, args ...any) { fmt.Fprintf(&v.out, format, args...) }

func (v *vocabulary) heading(title string) { v.printf("\n## %s\n\n", title) }

// kindWords are the kinds of fact as rule files write them.
var kindWords = map[FactKind]string{
	YesNo: "yes_no", Whole: "whole", Decimal: "decimal", OneOf: "one_of", SetOf: "set_of",
}

func (v *vocabulary) writeTests() {
	v.heading("Tests")
	v.table([]string{"kind", "tests"}, [][]string{
		{"`yes_no`", "`fact`, `!fact`"},
		{"`whole`", "`fact < 3`, `fact <= 3`, `fact > 3`, `fact >= 3`, `fact == 3`, `fact != 3`"},
		{"`decimal`", "`fact < 37.5`, `fact <= 37.5`, `fact > 37.5`, `fact >= 37.5`"},
		{"`one_of`", "`fact == value`, `fact != value`, `fact in [value, other]`; " +
			"with a riskier end `at_or_above(fact, value)`"},
		{"`set_of`", "`value in fact`; with a none `fact == none`, `fact != none`"},
	})
	v.printf("\nTests are joined by `&&`, `||`, `!`, `a ? b : c`, parentheses and `at_least(2, [a, b, c])`. ")
	v.printf("A number may be `param.name`, and a test the name that `define` gives to an expression.\n")
}

func (v *vocabulary) writeFacts() {
	v.heading("Facts")
	v.printf("A test of a fact that is only asked if another holds is false where that one does not hold.\n")
	if slices.ContainsFunc(v.set.facts, func(f Fact) bool { return len(f.Codes) > 0 }) {
		v.printf("A code in a record is history: at most it proposes yes, for somebody to confirm. " +
			"In brackets stands how it was verified.\n")
	}
	var groups []string
	byGroup := map[string][]*Fact{}
	for i := range v.set.Facts() {
		f := &v.set.facts[i]
		group, _, _ := strings.Cut(f.Name, ".")
		if byGroup[group] == nil {
			groups = append(groups, group)
		}
		byGroup[group] = append(byGroup[group], f)
	}
	slices.Sort(groups)
	for _, group := range groups {
		v.printf("\n### %s\n", group)
		for _, f := range byGroup[group] {
			v.writeFact(f)
		}
	}
}

func (v *vocabulary) writeFact(f *Fact) {
	v.printf("\n#### `%s`\n\n%s\n\n- %s\n", f.Name, oneLine(f.Ask), strings.Join(v.factMarks(f), ", "))
	if f.AskedIf != "" {
		v.printf("- asked if `%s`\n", oneLine(f.AskedIf))
	}
	for _, where := range v.cards[f.Name] {
		v.printf("- %s\n", where)
	}
	v.writeCodes(f)
	if len(f.Values) == 0 {
		return
	}
	if f.Places && slices.Equal(valueNames(*f), v.set.places.base) {
		v.printf("- values: the single regions, see Regions\n")
		return
	}
	rows := make([][]string, len(f.Values))
	for i, value := range f.Values {
		rows[i] = []string{code(value.Name), value.Says, strings.Join(valueMarks(f, value.Name), ", ")}
	}
	v.printf("\n")
	v.table([]string{"value", "says", ""}, rows)
}

// writeCodes lists the codes that speak of a fact, those that propose an answer apart
// from those that do not.
func (v *vocabulary) writeCodes(f *Fact) {
	for _, group := range []struct {
		proposes bool
		title    string
	}{{true, "codes that propose yes"}, {false, "codes that leave it to be asked"}} {
		var items []string
		last := ""
		for _, c := range f.Codes {
			if c.Proposes != group.proposes {
				continue
			}
			item := fmt.Sprintf("`%s %s` (%s)", c.System, c.Code, c.Status)
			if c.Says == last {
				items[len(items)-1] += ", " + item
				continue
			}
			last = c.Says
			items = append(items, oneLine(c.Says)+": "+item)
		}
		if len(items) > 0 {
			v.printf("- %s: %s\n", group.title, strings.Join(items, "; "))
		}
	}
}

func valueMarks(f *Fact, name string) []string {
	var marks []string
	if name == f.None {
		marks = append(marks, "none")
	}
	if slices.Contains(f.Safe, name) {
		marks = append(marks, "safe")
	}
	return marks
}

// factMarks is everything about a fact that is said in a word or two.
func (v *vocabulary) factMarks(f *Fact) []string {
	marks := []string{code(kindWords[f.Kind])}
	if f.Kind == Whole || f.Kind == Decimal {
		marks = append(marks, strings.TrimSpace(fmt.Sprintf("%s to %s %s", decimal(f.Least), decimal(f.Most), f.Unit)))
	}
	marks = append(marks, riskWords(f))
	for _, mark := range []struct {
		is   bool
		word string
	}{
		{f.HoldsDays > 0, fmt.Sprintf("holds %d days", f.HoldsDays)}, {f.HoldsDays <= 0, "this visit only"},
		{f.Since > 1, fmt.Sprintf("asked since edition %d of its card", f.Since)},
		{f.Widened > 1, fmt.Sprintf("in wider words since edition %d", f.Widened)},
		{f.Critical, "safety-critical"}, {f.Pressing, "presumed while open"},
		{f.UnsureRiskier, "unsure counts as the riskier end"}, {f.Volunteered, "volunteered, usually " + f.Usual},
		{f.Staff, "staff"}, {f.Private, "private"}, {f.Repeat, "repeat"}, {v.own(f), "declared by a rule file"},
	} {
		if mark.is {
			marks = append(marks, mark.word)
		}
	}
	return marks
}

func (v *vocabulary) own(f *Fact) bool { return v.set.factIndex[f.Name] >= len(v.schema.Facts) }

func riskWords(f *Fact) string {
	list := f.Kind == OneOf || f.Kind == SetOf
	switch {
	case f.Risk == RiskNeither:
		return "no riskier end"
	case f.Kind == YesNo && f.Risk == RiskMore:
		return "yes is riskier"
	case f.Kind == YesNo:
		return "no is riskier"
	case f.Kind == SetOf && f.Risk == RiskMore:
		return "more of them is riskier"
	case f.Kind == SetOf:
		return "fewer of them is riskier"
	case list && f.Risk == RiskMore:
		return "later is riskier"
	case list:
		return "earlier is riskier"
	case f.Risk == RiskMore:
		return "more is riskier"
	}
	return "less is riskier"
}

// table writes rows in columns of equal width. Columns that are empty throughout are left out.
func (v *vocabulary) table(head []string, rows [][]string) {
	var kept []int
	widths := make([]int, len(head))
	for c := range head {
		filled := false
		widths[c] = max(3, utf8.RuneCountInString(head[c]))
		for _, row := range rows {
			row[c] = strings.ReplaceAll(oneLine(row[c]), "|", `\|`)
			filled = filled || row[c] != ""
			widths[c] = max(widths[c], utf8.RuneCountInString(row[c]))
		}
		if filled {
			kept = append(kept, c)
		}
	}
	write := func(cell func(c int) string, fill string) {
		for _, c := range kept {
			text := cell(c)
			v.printf("| %s%s ", text, strings.Repeat(fill, widths[c]-utf8.RuneCountInString(text)))
		}
		v.printf("|\n")
	}
	write(func(c int) string { return head[c] }, " ")
	write(func(int) string { return "" }, "-")
	for _, row := range rows {
		write(func(c int) string { return row[c] }, " ")
	}
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

func codes(names []string) string {
	out := lists.Of(names, code)
	return strings.Join(out, ", ")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
