package technique

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// checkVisit adds what is wrong with a visit beside its intake.
func (p *Planner) checkVisit(v Visit, problems *document.Problems) {
	if f := v.Decision.Fingerprint; f != "" && f != p.screener.Fingerprint() {
		problems.Add(document.Problem{
			Path: "decision", Message: "was made by other rules than the planner's screener holds; screen again",
		})
	} else if now := p.screener.Digest(v.Intake, v.Clearance...); f != "" && now != "" && v.Decision.Answers != now {
		problems.Add(document.Problem{
			Path:    "decision",
			Message: "was made before the intake or the clearances were answered as they are now; screen again",
		})
	}
	p.checkNames(&v.Decision, problems)
	checkFound(v.Presentation.found, p.names.found, problems)
	p.CheckClearance(v.Clearance, problems)
	inRange(v.History.PriorSessions, 0, maxPriorSessions, "history.prior_sessions", problems)
	inRange(v.History.HoursSinceLast, 0, maxHoursSince, "history.hours_since_last", problems)
	isAnswer(v.History.Novice, "history.novice", problems)
	isAnswer(v.History.AcceptsDiscomfort, "history.accepts_discomfort", problems)
	isAnswer(v.History.LastSore, "history.last_sore", problems)
}

// checkNames refuses a decision that leaves out what nobody knows: a plan can only be held against
// what it can name.
func (p *Planner) checkNames(d *screening.Decision, problems *document.Problems) {
	for _, rd := range d.Regions {
		for _, list := range []struct {
			what, key    string
			names, known []string
		}{
			{"stroke", "avoid_strokes", rd.Limits.AvoidStrokes, p.names.strokes},
			{"technique", "avoid_techniques", rd.Limits.AvoidTechniques, p.names.techniques},
			{"position", "avoid_positions", rd.Limits.AvoidPositions, p.names.positions},
		} {
			for i, name := range list.names {
				if !slices.Contains(list.known, name) {
					isName(name, list.known, list.what,
						fmt.Sprintf("decision.regions.%s.limits.%s[%d]", rd.Region, list.key, i), problems)
				}
			}
		}
	}
}

// checkFound refuses what no presentation is called, what stands there twice,
// and none beside others.
func checkFound(found, names []string, p *document.Problems) {
	if tooMany(p, "presentation", "presentations", len(found), len(names)) {
		return
	}
	for i, id := range found {
		path := fmt.Sprintf("presentation[%d]", i)
		isName(id, names, "presentation", path, p)
		switch {
		case slices.Contains(found[:i], id):
			p.Add(document.Problem{Path: path, Message: fmt.Sprintf("%.60s stands there twice", id)})
		case id == noneName && len(found) > 1:
			p.Add(document.Problem{Path: path, Message: "none stands beside another presentation"})
		}
	}
}

func inRange[T int | float64](f answer.Fact[T], least, greatest T, path string, p *document.Problems) {
	if x, ok := f.Value(); ok && !(x >= least && x <= greatest) {
		message := fmt.Sprintf("%s is outside %s to %s", plain(x), plain(least), plain(greatest))
		if math.IsNaN(float64(x)) {
			message = "is not a number"
		}
		p.Add(document.Problem{Path: path, Message: message})
	}
}

// plain writes a number without an exponent.
func plain[T int | float64](x T) string { return strconv.FormatFloat(float64(x), 'f', -1, 64) }

func isAnswer(a answer.YesNo, path string, p *document.Problems) {
	if a > answer.Yes {
		p.Add(document.Problem{Path: path, Message: fmt.Sprintf("%s is not an answer", a)})
	}
}

func isWord[T interface {
	~string
	comparable
}](f answer.Fact[T], words []string, what, path string, p *document.Problems) {
	if x, ok := f.Value(); ok {
		isName(string(x), words, what, path, p)
	}
}

func isName(name string, names []string, what, path string, p *document.Problems) {
	if !slices.Contains(names, name) {
		p.Add(document.Problem{
			Path: path, Message: fmt.Sprintf("unknown %s %.60q%s", what, name, p.Choose(name, names, nil)),
		})
	}
}

// CheckClearance adds every technique and stroke of the clearances that is none of the catalogue.
// The screener takes any name: a clinic may add its own.
func (p *Planner) CheckClearance(clearance []screening.Clearance, problems *document.Problems) {
	if problems == nil || p.notBuilt(nil, problems) ||
		tooMany(problems, "clearance", "clearances", len(clearance), screening.MaxClearances) {
		return
	}
	for i, c := range clearance {
		path := fmt.Sprintf("clearance[%d]", i)
		if tooMany(problems, path+".techniques", "techniques", len(c.Techniques), screening.MaxAgreed) ||
			tooMany(problems, path+".strokes", "strokes", len(c.Strokes), screening.MaxAgreed) {
			continue
		}
		for j, name := range c.Techniques {
			isName(name, p.names.techniques, "technique", fmt.Sprintf("clearance[%d].techniques[%d]", i, j), problems)
		}
		for j, name := range c.Strokes {
			isName(name, p.names.agreed, "stroke", fmt.Sprintf("clearance[%d].strokes[%d]", i, j), problems)
		}
	}
}

// answerVisit fills in what both rule sets read of a visit.
func (p *Planner) answerVisit(v Visit, x factIndex, a *policy.Answers, problems *document.Problems) {
	addIntake(problems, p.screener.Answer(v.Intake, a), v.Intake)
	x.put(a, "presentation.found", p.foundAnswer(v.Presentation))
	x.put(a, "history.novice", answerOf(v.History.Novice))
	x.put(a, "history.accepts_discomfort", answerOf(v.History.AcceptsDiscomfort))
	x.put(a, "visit.needs_care", needsCare(&v.Decision))
}

func (p *Planner) foundAnswer(found Presentation) policy.Answer {
	if found.found == nil {
		return unknown(found.unsure)
	}
	return among(p.names.found, found.found...)
}

// addIntake joins the problems of an intake, each with its path inside the visit.
func addIntake(p *document.Problems, err error, in screening.Intake) {
	p.Join(err, func(x *document.Problem) {
		if _, own := in.Own[x.Path]; own {
			x.Path = fmt.Sprintf("own[%q]", x.Path)
		}
		x.Path = "intake." + x.Path
	})
}

// evidence is the facts behind a rule, with what is known of them.
func evidence(set *policy.Set, e *policy.Evaluation, facts []int) []screening.Evidence {
	out := make([]screening.Evidence, len(facts))
	for i, f := range facts {
		out[i] = screening.EvidenceOf(set, e, f)
	}
	return out
}

// factNames are the names of facts, nil for none.
func factNames(set *policy.Set, facts []int) []string {
	if len(facts) == 0 {
		return nil
	}
	names := make([]string, len(facts))
	for i, f := range facts {
		names[i] = set.Facts()[f].Name
	}
	return names
}
