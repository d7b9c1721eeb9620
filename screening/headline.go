package screening

import (
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Headline says what to do, where and how soon in one line, and in a second one what is still open;
// that is empty where nothing is. The disposition itself stands in front of both, see
// [Words.Disposition]. In an emergency there is nothing but the action, and in a presumed one
// nothing but the question.
func (w Words) Headline(d Decision) (line, open string) {
	if d.Urgency == UrgencyEmergency {
		if leading, _ := d.Leading(w); len(leading) > 0 {
			return leading[0].Says, ""
		}
		return w.Say("emergency.call"), ""
	}
	if d.Presumed == UrgencyEmergency {
		return w.Say("presumed.headline"), w.Say("presumed.wait")
	}
	bottom := w.Say("session."+d.Disposition.String(), "possible", w.possible(d))
	subject, rest := w.subject(d), ""
	if may, not := parted(d); len(not) > 0 {
		subject, rest = phrase.Capital(strings.Join(w.halfNames(may), "; ")), w.notThere(not)
	}
	line = w.Say("session.headline", "subject", subject, "line", bottom) + rest
	if soon := w.Urgency(d.Urgency); soon != "" {
		line += " " + soon
	}
	if !d.Settled() && d.Disposition != Clarify {
		open = w.Say("open.headline", "possible", w.possible(d))
	}
	return line, open
}

// Label is what a decision comes to in a word or two, to stand above its headline: that of its
// disposition. But no place is told to go ahead where another is not to be worked on, and a
// possible emergency is called one.
func (w Words) Label(d Decision) string {
	if d.Presumed == UrgencyEmergency {
		return w.Say("presumed.label")
	}
	if _, not := parted(d); len(not) > 0 {
		return w.Say("session.label.parted")
	}
	return w.Disposition(d.Disposition)
}

// parted are the places where a massage may begin and those where it may not, of a decision that
// lets one begin; no places where it holds alike for all.
func parted(d Decision) (may, not []half) {
	if d.Disposition.AtLeast(Refer) || d.Disposition == Clarify {
		return nil, nil
	}
	for _, r := range d.halves() {
		if r.Floor.AtLeast(Refer) || r.Disposition == Clarify {
			not = append(not, r)
		} else {
			may = append(may, r)
		}
	}
	return may, not
}

// notThere names the places where no massage may begin, those of one disposition together.
func (w Words) notThere(places []half) string {
	text := ""
	for _, what := range []Disposition{Withhold, Defer, Refer, Clarify} {
		these := lists.Where(places, func(r half) bool { return r.Disposition == what })
		if len(these) > 0 {
			places := strings.Join(w.halfNames(these), "; ")
			text += " " + w.Say("session.not_there", "disposition", w.Disposition(what), "places", places)
		}
	}
	return text
}

// subject is what the session is meant for.
func (w Words) subject(d Decision) string {
	regions := lists.Of(d.Regions, func(r RegionDecision) body.Region { return r.Region })
	names := w.Regions(regions)
	switch {
	case len(names) == 1 && names[0] == w.Called("region", body.BackAll.String()):
		return w.Say("subject.back")
	case len(names) == 2 && !strings.Contains(names[0]+names[1], ", "):
		return phrase.Capital(w.Say("subject.two", "one", names[0], "other", names[1]))
	case len(names) > 2:
		return w.Say("subject.many", "n", strconv.Itoa(len(names)))
	}
	return phrase.Capital(strings.Join(names, "; "))
}

// possible says what the open answers can still come to.
func (w Words) possible(d Decision) string {
	text := w.Say("open.to", "worst", w.Disposition(d.Ceiling))
	switch {
	case d.Ceiling == d.Floor && d.UrgencyCeiling != d.Urgency:
		text = w.Say("open.urgency")
	case d.Ceiling == d.Floor:
		text = w.Say("open.region")
	case d.Disposition == Clarify:
		text = w.Say("open.between", "best", w.Disposition(d.Floor), "worst", w.Disposition(d.Ceiling))
	}
	if d.UrgencyCeiling == UrgencyEmergency {
		text += " " + w.Say("open.emergency")
	}
	return text
}

// Client says what the client hears of a decision: for all leading grounds, or for what weighs
// most. Questions are those of the decision.
func (w Words) Client(d Decision, questions []Question, all bool) []string {
	if d.Presumed == UrgencyEmergency {
		return []string{w.Say("client.presumed")}
	}
	if d.Disposition == Clarify {
		return []string{w.OpenForClient(questions)}
	}
	leading, _ := d.Leading(w)
	var out []string
	for _, r := range leading {
		said := r.Client
		if r.Cleared {
			said = w.Say("client.cleared")
		}
		if said != "" && !slices.Contains(out, said) {
			out = append(out, said)
		}
		if !all && !r.Cleared {
			break
		}
	}
	if len(out) > 0 {
		if d.Disposition == Refer && !d.Urgency.Pressing() {
			out[len(out)-1] += " " + w.Say("client.show_card")
		}
		return out
	}
	switch {
	case d.Urgency == UrgencyEmergency:
		return []string{w.Say("client.emergency")}
	case d.Urgency.Pressing():
		return []string{w.Say("client.today")}
	case !d.Settled():
		return []string{w.OpenForClient(questions)}
	case d.Floor.AtLeast(Refer):
		return []string{w.Say("client.ask_doctor")}
	}
	return []string{w.Say("client.begin")}
}

// OpenForClient asks for the answers that only the client can give.
func (w Words) OpenForClient(questions []Question) string {
	n, private := 0, false
	for _, q := range questions {
		if q.Now() && !q.Staff {
			n++
			private = private || q.Private
		}
	}
	text := w.Say("client.questions")
	switch n {
	case 0:
		return w.Say("client.moment")
	case 1:
		text = w.Say("client.question")
	}
	if private {
		text += " " + w.Say("client.private")
	}
	return text
}
