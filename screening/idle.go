package screening

import (
	"slices"
	"strings"
)

// Idle says of each yes that changes nothing in a decision why it does not count, as far as the
// decision tells: of one that Actions says is agreed nothing, nor of one about a rule that may
// still hold, nor of limits, which hold by themselves. Where a clinician is to be asked, Clearance
// says it.
func (w Words) Idle(d Decision, clearances ...Clearance) []string {
	var out []string
	for i := range clearances {
		c := &clearances[i]
		if !c.agrees() || c.Answer == ClearanceLimited || d.Urgency == UrgencyEmergency {
			continue
		}
		if text := w.idle(d, c); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

func (w Words) idle(d Decision, c *Clearance) string {
	var about []Finding
	for _, f := range d.Findings {
		if w.speaksOf(c, f.Rule) {
			about = append(about, f)
		}
	}
	open := slices.ContainsFunc(d.Open, func(o OpenRule) bool { return w.speaksOf(c, o.Rule) })
	leading, _ := d.Leading(w)
	agreed := slices.ContainsFunc(leading, func(g Ground) bool { return g.Cleared && w.speaksOf(c, g.Rule) })
	failed := slices.IndexFunc(about, func(f Finding) bool { return !f.Cleared && f.Kind == KindRelative })
	stops := d.Floor.AtLeast(Defer) || d.Urgency.Pressing()
	unknown := func(f Finding) bool { return f.RedFlag && !w.speaksOf(c, f.Rule) }
	name := ""
	switch {
	case agreed, failed >= 0 && !stops:
	case failed >= 0 && slices.ContainsFunc(d.Findings, unknown):
		name = "clearance.void"
	case failed >= 0:
		return strings.TrimSpace(w.answers(about[failed].Rule, []Clearance{*c}))
	case len(about) > 0:
		name = "clearance.other"
	case !open:
		name = "clearance.idle"
	}
	if name == "" {
		return ""
	}
	return w.Say(name, "given", w.given(*c))
}
