package main

import (
	"bytes"
	_ "embed"
	"html/template"
	"maps"
	"slices"

	"github.com/safehands/safehands/screening"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is a report that needs nothing but itself.
func (t *tally) page(s *screening.Screener) []byte {
	var numbers []row
	for i := range slices.Max(append(slices.Collect(maps.Keys(t.Numbers)), 0)) + 1 {
		name := ordered(t, map[int]int{i: t.Numbers[i]})[0]
		if i == mostFindings {
			name.Name += " or more"
		}
		numbers = append(numbers, name)
	}
	type named struct {
		row
		Says string
	}
	var rules []named
	for _, r := range t.rows(t.Rules, 30) {
		says := ""
		if i, ok := s.Rules().RuleIndex(r.Name); ok {
			says = s.Rules().Rules()[i].Texts["says"]
		}
		rules = append(rules, named{r, says})
	}
	var b bytes.Buffer
	err := pageTemplate.Execute(&b, map[string]any{
		"T": t, "Decided": t.decided(), "Burden": 100 * float64(t.Findings) / float64(max(t.decided(), 1)),
		"Dispositions": ordered(t, t.Dispositions), "Urgencies": ordered(t, t.Urgencies),
		"Numbers": numbers, "Rules": rules, "Silent": len(s.Rules().Rules()) - len(t.Rules),
		"Fingerprint": s.Fingerprint(),
	})
	if err != nil {
		return []byte(template.HTMLEscapeString(err.Error()))
	}
	return b.Bytes()
}
