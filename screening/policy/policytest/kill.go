package policytest

import (
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
)

// killer looks for a case that holds with a set and fails with a mutant of it, among the intakes
// that the two decide otherwise. It expects no more than it has to.
func (r *reader) killer(m *policy.Mutant, mutant *policy.Set, differences []policy.Difference) string {
	for i := range differences {
		d := &differences[i]
		if d.Before == nil {
			continue
		}
		var e policy.Evaluation
		if m.Original().Evaluate(d.Before.Answers, d.Before.Request, &e) != nil {
			continue
		}
		words := r.vocabulary
		words.set = m.Original()
		v := newView(&words, &testCase{}, &e)
		text := d.Before.Case
		for _, more := range []string{"", v.truthText(m.Rule, text), v.boundsText(), v.placeText(d.Place)} {
			text += more
			if r.killed(m.Original(), text) || !r.killed(mutant, text) {
				continue
			}
			return text
		}
	}
	return ""
}

// killed reports whether a case fails with a set.
func (r *reader) killed(set *policy.Set, text string) bool {
	report, err := Check(set, fstest.MapFS{"kill_cases.yaml": {Data: []byte("cases:\n" + text)}})
	return err != nil || len(report.Cases[0].Failures) > 0
}

// truthText expects of a rule what it is, unless the case does already.
func (v *view) truthText(id, text string) string {
	if strings.Contains(text, "\n  fires: ") {
		return ""
	}
	rule, _ := v.set.RuleIndex(id)
	return fmt.Sprintf("  %s: [%s]\n", v.truth(rule), id)
}

func (v *view) boundsText() string {
	s := v.e.Session()
	text := fmt.Sprintf("  floor: %s\n  ceiling: %s\n", v.dispositions[s.Floor], v.dispositions[s.Ceiling])
	if len(v.schema.Urgencies) > 1 {
		text += fmt.Sprintf("  urgency_ceiling: %s\n", v.schema.Urgencies[v.e.Urgency().Ceiling])
	}
	return text
}

// placeText expects of a requested place what it comes to, with its limits.
func (v *view) placeText(place string) string {
	p, requested := v.requested[place]
	if !requested {
		return ""
	}
	b := v.e.Place(p)
	text := fmt.Sprintf("  places:\n    %s:\n      floor: %s\n      ceiling: %s\n",
		place, v.dispositions[b.Floor], v.dispositions[b.Ceiling])
	limits := map[string]policy.LimitValue{}
	for _, value := range v.e.Limits(p, v.outcomes) {
		limits[value.Limit.Name] = value
	}
	var lines []string
	for _, l := range v.schema.Limits {
		got, there := limits[l.Name]
		switch l.Kind {
		case policy.LowestWins:
			lines = append(lines, l.Name+": none")
			if there {
				lines[len(lines)-1] = l.Name + ": " + number(got.Number)
			}
		case policy.Unites:
			lines = append(lines, l.Name+": "+list(got.Values))
		case policy.Flag:
			lines = append(lines, fmt.Sprintf("%s: %t", l.Name, there))
		case policy.Spot:
			lines = append(lines, fmt.Sprintf("%s: %t", l.Name, there))
			if there {
				lines = append(lines, l.Margin+": "+number(got.Spots[0].Margin))
			}
		}
	}
	return text + "      limits: {" + strings.Join(lines, ", ") + "}\n"
}
