// Package words says what the library decides in the words of a treatment room. The library's own texts speak of single rules; here
// are the words for what several of them come to, and for names that JSON and rules use. It is shared by the example programs; a
// clinic would have its own, in its own language.
package words

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/soreness"
)

// Disposition is what to do about the massage.
func Disposition(d screening.Disposition) string {
	switch d {
	case screening.Proceed:
		return "Go ahead"
	case screening.Adapt:
		return "Go ahead, with care"
	case screening.Refer:
		return "Ask first"
	case screening.Defer:
		return "Not today"
	case screening.Withhold:
		return "Not here"
	}
	return "One more question"
}

// Besides is what a rule says, for a place where the disposition stands already: many rules begin with it.
func Besides(d screening.Disposition, says string) string {
	rest, ok := strings.CutPrefix(says, Disposition(d))
	if !ok {
		return says
	}
	if clause, ok := strings.CutPrefix(rest, ": "); ok {
		return Capital(clause)
	}
	if clause, ok := strings.CutPrefix(rest, ", the "); ok {
		return "The " + clause
	}
	return says
}

// Urgency is how soon the person should be seen; empty when nobody has to look.
func Urgency(u screening.Urgency) string {
	switch u {
	case screening.UrgencyRoutine:
		return "A doctor or nurse should know, no hurry."
	case screening.UrgencyUrgent:
		return "To be seen within days."
	case screening.UrgencySameDay:
		return "To be seen today."
	case screening.UrgencyEmergency:
		return "Emergency number now."
	}
	return ""
}

// Level is what the discomfort after a session asks for.
func Level(l soreness.Level) string {
	switch l {
	case soreness.Expected:
		return "Expected so far"
	case soreness.Monitor:
		return "Ask again"
	case soreness.Adjust:
		return "Work differently"
	case soreness.SeeClinician:
		return "A clinician first"
	case soreness.Emergency:
		return "Emergency"
	}
	return "One more question"
}

// LevelText is the same in a sentence.
func LevelText(l soreness.Level) string {
	switch l {
	case soreness.Expected:
		return "What is felt after the last session fits muscles that got unusual work."
	case soreness.Monitor:
		return "What is felt after the last session may pass by itself; find out whether it does."
	case soreness.Adjust:
		return "What is felt after the last session asks for another way of working."
	case soreness.SeeClinician:
		return "No further session before somebody has looked."
	case soreness.Emergency:
		return "Call your local emergency number now."
	}
	return "An answer that is missing can still change what to do."
}

// Training is who may carry out a plan.
func Training(level string) string {
	switch level {
	case "layperson":
		return "anybody who knows the limits"
	case "short_course":
		return "somebody with a short course"
	case "qualified":
		return "a therapist with a diploma or a licence"
	case "qualified_special":
		return "a therapist with the special training that the case asks for"
	case "medical":
		return "a doctor, a physiotherapist, or somebody who works on their prescription"
	}
	return strings.ReplaceAll(level, "_", " ")
}

// KindDisposition is what a rule of that kind asks for.
func KindDisposition(k screening.Kind) screening.Disposition {
	switch k.String() {
	case "precaution":
		return screening.Adapt
	case "relative":
		return screening.Refer
	case "temporary":
		return screening.Defer
	case "absolute":
		return screening.Withhold
	}
	return screening.Proceed
}

// groups are the groups of regions that are named instead of their parts, the largest first.
var groups = []struct {
	region body.Region
	name   string
}{
	{body.WholeBody, "the whole body"},
	{body.BackAll, "the back"},
	{body.Legs, "the legs"},
	{body.UpperBack, "the upper back and shoulders"},
	{body.Lumbar, "the lower back and the base of the spine"},
	{body.Neck, "the neck"},
	{body.HeadFace, "the head and face"},
}

// Regions names regions, a group instead of all its parts.
func (v *Vocabulary) Regions(regions []body.Region) []string {
	left := slices.Clone(regions)
	var out []string
	for _, g := range groups {
		parts := g.region.Parts()
		if !containsAll(left, parts) {
			continue
		}
		out = append(out, g.name)
		left = slices.DeleteFunc(left, func(r body.Region) bool { return slices.Contains(parts, r) })
	}
	for _, r := range left {
		out = append(out, v.region(r.String()))
	}
	return out
}

// RegionNames names regions that a finding or a visit gives by name.
func (v *Vocabulary) RegionNames(names []string) []string {
	var regions []body.Region
	for _, name := range names {
		var r body.Region
		if err := r.UnmarshalText([]byte(name)); err != nil {
			continue // not one of the package's regions: nothing the library hands out
		}
		regions = append(regions, r.Parts()...)
	}
	return v.Regions(regions)
}

func containsAll(all, parts []body.Region) bool {
	for _, r := range parts {
		if !slices.Contains(all, r) {
			return false
		}
	}
	return true
}

// Plural is one thing, or n things.
func Plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + more
}

// Capital begins a sentence.
func Capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Lower begins a sentence that stands in the middle of another; an abbreviation keeps its letters.
func Lower(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return lower(s)
}

// Sentence ends with a full stop what has no end yet.
func Sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}

// lower begins what stands in the middle of a sentence.
func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
