package screening

import (
	"cmp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Ground is a rule that counts for a decision: one that holds, or one that an unsure answer leaves
// possible. What such a rule says would take the answer for a yes, and is not said: Says and Client
// are then words for what nobody is sure of.
type Ground struct {
	Rule                         string
	Kind                         Kind
	Urgency                      Urgency
	Says, Instead, Until, Client string
	Facts                        []Evidence
	Unsure                       bool     // only because an answer is unsure
	Because                      string   // why an unsure answer counts as it does
	Cleared                      bool     // a clearance covers it
	Elsewhere                    []string // where it holds, if not where the session is meant for
}

// Asks is the disposition that a rule of the kind asks for.
func (k Kind) Asks() Disposition {
	switch k {
	case KindPrecaution:
		return Adapt
	case KindRelative:
		return Refer
	case KindTemporary:
		return Defer
	case KindAbsolute:
		return Withhold
	}
	return Proceed
}

// Asks is what the ground asks for: of what is cleared, care.
func (r Ground) Asks() Disposition {
	if r.Cleared {
		return Adapt
	}
	return r.Kind.Asks()
}

// Pressing reports whether somebody has to look at the person today, which comes before a massage.
func (u Urgency) Pressing() bool { return u >= UrgencySameDay }

// first is the urgency that comes before a massage, or none.
func (u Urgency) first() Urgency {
	if u.Pressing() {
		return u
	}
	return UrgencyNone
}

// Grounds returns every ground of a decision: what has to be seen today first, then the most
// cautious, then the most urgent.
func (d Decision) Grounds(w Words) []Ground {
	var out []Ground
	for _, f := range d.Findings {
		r := Ground{
			Rule: f.Rule, Kind: f.Kind, Urgency: f.Urgency, Says: f.Says,
			Instead: f.Instead, Until: f.Until, Client: f.Client,
			Facts: f.Facts, Cleared: f.Cleared,
		}
		if !d.reaches(f) {
			r.Elsewhere = f.Regions
		}
		out = append(out, r)
	}
	for _, o := range d.Open {
		if len(o.WaitsFor) > 0 || o.Kind == KindNone {
			continue
		}
		r := Ground{Rule: o.Rule, Kind: o.Kind, Urgency: o.Urgency, Unsure: true, Because: o.Reason}
		name := r.maybe()
		r.Says, r.Client = w.Say("maybe."+name), w.Say("client.maybe_"+name, "what", w.unsureOf(d))
		for _, fact := range o.Unsure {
			r.Facts = append(r.Facts, Evidence{Fact: fact, Answer: answer.Unsure.String()})
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, byWeight)
	return out
}

// unsureOf names every question that the client was not sure about and that counts. What is not for
// other ears is not read out.
func (w Words) unsureOf(d Decision) string {
	var asks []string // each a sentence
	private := false
	for _, o := range d.Open {
		if len(o.WaitsFor) > 0 || o.Kind == KindNone {
			continue
		}
		for _, name := range o.Unsure {
			f := w.facts[name]
			switch {
			case f == nil || !w.aloud[name]:
				private = true
			case !slices.Contains(asks, f.Ask):
				asks = append(asks, f.Ask)
			}
		}
	}
	if private || len(asks) == 0 {
		asks = append(asks, w.Say("client.maybe_private"))
	}
	return strings.Join(asks, " ")
}

func byWeight(a, b Ground) int {
	return cmp.Or(
		cmp.Compare(b.Urgency.first(), a.Urgency.first()),
		cmp.Compare(b.Asks(), a.Asks()),
		cmp.Compare(b.Urgency, a.Urgency),
	)
}

// maybe is the name of what an unsure answer asks for.
func (r Ground) maybe() string {
	switch {
	case r.Urgency.Pressing():
		return "today"
	case r.Asks().AtLeast(Refer):
		return "ask"
	}
	return "care"
}

// reaches reports whether a finding reaches a place that the session is meant for. What has to be
// seen today reaches everywhere, and a name that nobody knows hides nothing.
func (d Decision) reaches(f Finding) bool {
	if f.Urgency.Pressing() {
		return true
	}
	for _, name := range f.Regions {
		var r body.Region
		if r.UnmarshalText([]byte(name)) != nil {
			return true
		}
		for _, part := range r.Parts() {
			if _, ok := d.For(part); ok {
				return true
			}
		}
	}
	return false
}

// Leading returns the grounds to act on first, and how many others there are for the places that
// the session is meant for. They are:
//
//	somebody has to be seen today   every ground as urgent as that, wherever it holds
//	otherwise                       every ground for these places that asks for as much as the
//	                                floor, or is urgent
//
// A milder rule beside a stricter one would contradict it: it says to go ahead with the same back.
// Its limits are among those of the region. Of grounds that weigh alike, what reads a detail stands
// before what reads the tick that led to it: in the sixth month of a pregnancy, what holds from
// then on stands before what holds in every pregnancy.
func (d Decision) Leading(w Words) (leading []Ground, more int) {
	for _, r := range d.Grounds(w) {
		switch {
		case d.leads(r):
			leading = append(leading, r)
		case r.Elsewhere == nil:
			more++
		}
	}
	slices.SortStableFunc(leading, func(a, b Ground) int {
		return cmp.Or(byWeight(a, b), cmp.Compare(w.detail(b), w.detail(a)))
	})
	return leading, more
}

func (d Decision) leads(r Ground) bool {
	if today := d.Urgency.first(); today != UrgencyNone {
		return r.Urgency == today
	}
	return r.Elsewhere == nil && (r.Asks().AtLeast(d.Floor) || r.Urgency >= UrgencyUrgent)
}

// detail is 1 for a ground that reads a fact which is asked only after another.
func (w Words) detail(r Ground) int {
	for _, x := range r.Facts {
		if f := w.facts[x.Fact]; f != nil && f.AskedIf != "" {
			return 1
		}
	}
	return 0
}

// Action is one thing to do: what the rule says beside the headline, and what to do instead.
type Action struct{ Says, Instead string }

// Actions says what to do for the leading grounds, and how many grounds there are besides. In an
// emergency what stands in the headline is not said again. Clearances are those that the decision
// was made with.
func (w Words) Actions(d Decision, clearances ...Clearance) (actions []Action, more int) {
	leading, more := d.Leading(w)
	emergency := d.Urgency == UrgencyEmergency
	for i, r := range leading {
		switch {
		case emergency && (i == 0 || r.Says == leading[0].Says):
			actions = append(actions, Action{Instead: r.Instead})
		case r.Cleared:
			actions = append(actions, Action{Says: w.agreed(r, clearances)})
		default:
			actions = append(actions, Action{w.besides(d, r), r.Instead})
		}
	}
	switch {
	case len(actions) > 0:
	case emergency: // several rules are possible, and each of them is an emergency
		actions = []Action{{Says: w.Say("emergency.stay")}}
	case d.Floor.AtLeast(Adapt):
		return []Action{{Says: w.Say("session.wait")}}, 0
	}
	return actions, more
}

// besides is what a ground says beside the headline, which alone lets anybody go ahead: while an
// answer is missing, a rule that asks for care does not.
func (w Words) besides(d Decision, r Ground) string {
	switch r.Asks() {
	case Adapt:
		rest := strings.TrimLeft(strings.TrimPrefix(r.Says, w.Disposition(Proceed)), ",: ")
		return phrase.Capital(w.Without("besides.care", rest))
	case d.Disposition:
		return w.Besides(r.Asks(), r.Says)
	}
	return r.Says
}

// agreed says who gave a yes for a ground, and to what.
func (w Words) agreed(r Ground, clearances []Clearance) string {
	var by, what []string
	for _, c := range clearances {
		if c.agrees() && w.speaksOf(&c, r.Rule) && (c.Given != ClearancePassedOn || w.passedOn[r.Rule]) {
			by = append(by, w.given(c))
			what = append(append(what, c.Techniques...), c.Strokes...)
		}
	}
	if len(what) == 0 {
		return w.Say("clearance.unnamed", "by", strings.Join(by, "; "))
	}
	strokes := strings.Join(w.Strokes(what), w.Say("list.comma"))
	return w.Say("clearance.agreed", "by", strings.Join(by, "; "), "what", strokes)
}

// Who is who gave a clearance: the name, or the role where nobody noted one.
func (w Words) Who(c Clearance) string {
	if c.By == "" {
		return w.Called("role", c.Role)
	}
	return c.By
}

func (w Words) given(c Clearance) string {
	return w.Say("clearance.given", "by", w.Who(c), "ago", w.Count("clearance.days", c.DaysAgo))
}

// Why says what the client told that stands behind grounds, and what follows from it.
func (w Words) Why(grounds ...Ground) []string {
	var out []string
	for _, g := range grounds {
		for _, x := range g.Facts {
			if said := w.Told(x); said != "" {
				out = append(out, said)
			}
		}
		if g.Because != "" {
			out = append(out, w.Say("maybe.because", "because", g.Because))
		}
	}
	return out
}

// Elsewhere says what speaks of other places than those that the session is meant for, and asks for
// more than care; nothing where somebody has to be seen today.
func (w Words) Elsewhere(d Decision) []string {
	var out []string
	for _, r := range d.Grounds(w) {
		if r.Elsewhere != nil && r.Asks().AtLeast(Refer) && !d.Urgency.Pressing() {
			places := phrase.Capital(strings.Join(w.RegionNames(r.Elsewhere), "; "))
			out = append(out, w.Say("where.place", "places", places, "what", r.Says))
		}
	}
	return out
}

// Clearance says of each rule that a clearance could cover whom to ask, what became of it where
// somebody was asked, and once for each condition the question to put, word for word (N-IC06).
func (w Words) Clearance(d Decision, clearances ...Clearance) []string {
	grounds := d.Grounds(w)
	asked := map[string]bool{}
	var out []string
	for _, rule := range d.Clearance {
		text := ""
		at := slices.IndexFunc(grounds, func(r Ground) bool { return r.Rule == rule })
		if at >= 0 && grounds[at].Unsure {
			text = w.Say("clearance.unsure", "what", strings.Join(lists.Of(w.Why(grounds[at]), phrase.Sentence), " "))
		} else if at >= 0 {
			text = w.whom(grounds[at])
		}
		text += w.answers(rule, clearances)
		if at >= 0 {
			text += w.question(d, rule, clearances, asked)
		}
		if text = strings.TrimSpace(text); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// whom is the sentence that says whom to ask.
func (w Words) whom(r Ground) string {
	for s := range strings.SplitAfterSeq(r.Instead, ". ") {
		if strings.Contains(s, w.Say("whom.begins")) {
			return strings.TrimSpace(s)
		}
	}
	return w.Besides(r.Asks(), r.Says)
}
