// Package visit reads one visit, whole, and puts what is there to the rules: whether a massage may
// happen, how, whether one that goes on has to stop, and whether what is felt after the last is
// normal. It decides nothing itself; screening, technique and soreness do.
//
//	bytes -> read, part by part -> screening -> technique (choices, plan, session) -> soreness
//	      -> Decided -> bytes
//
// A visit is one JSON object. Each part may be missing, and only what is there is decided:
//
//	{"intake": {"regions": ["lumbar_paraspinal"], "cards": {"emergency_now": {}},
//	            "client": {"age": 34}, "disc": {"present": "yes"}},
//	 "clearance": [{"covers": ["spine.disc"], "days_ago": 3, "by": "GP",
//	                "techniques": ["relaxing_swedish"], "strokes": ["gliding"]}],
//	 "presentation": ["muscle_spasm"],
//	 "history": {"novice": "no", "prior_sessions": 3, "accepts_discomfort": "yes",
//	             "hours_since_last": 72, "last_sore": "no"},
//	 "plan": {"technique": "relaxing_swedish", "minutes": 30, "position": "prone",
//	          "bolster": "yes", "therapist": "qualified",
//	          "strokes": [{"stroke": "effleurage_light", "region": "lumbar_paraspinal",
//	                       "pressure": 2, "minutes": 10}]},
//	 "session": {"attack_onset": "no", "pain_during": 2, "asked_to_stop": "no"},
//	 "course": {"sessions": [{"days_ago": 1, "disposition": "adapt", "phase": "none",
//	                          "plan": {"technique": "relaxing_swedish", "minutes": 30},
//	                          "violations": []}],
//	            "report": {"hours_since": 20, "nrs": 3, "quality": ["dull_ache"],
//	                       "site": "treated_muscle"}}}
//
// The intake, with the clearances, says whether there may be a massage. The presentation is what
// the therapist found; with it, and with the history, the techniques are chosen, and the plan is
// checked. The session is the one that goes on; the course is the ones before, with how the client
// is after the last. A visit without anything is an intake in which nothing was asked.
//
// An interview keeps nothing but the visit: Next says what to ask, Page draws it, and Answer puts
// what was said into the visit, until Next has nothing to ask; then Decide, and Record for the
// file.
package visit

import (
	"errors"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// Decider decides visits by one set of rules. It is immutable and safe for concurrent use.
type Decider struct {
	screener *screening.Screener
	planner  *technique.Planner
	triager  *soreness.Triager
	options  []string // that it was opened with, by name
	shadow   *Decider // what is only audited, or nil
}

// errNotBuilt is what a Decider says that is none: nothing is decided without rules.
var errNotBuilt = errors.New("visit: the Decider holds no rules; make it with Open or New")

// New returns what decides by the rules of a triager, and of the planner and the screener that it
// stands on.
func New(t *soreness.Triager) *Decider {
	return &Decider{screener: t.Planner().Screener(), planner: t.Planner(), triager: t}
}

// Decide reads a visit and decides what is there. A contraindication is an answer like any other.
// The error is a [*document.Error] with every problem of every part, in the order of the document:
// a visit that cannot be read in full is not decided.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (d *Decider) Decide(data []byte) (Decided, error) {
	if !d.built() {
		return Decided{}, errNotBuilt
	}
	var p document.Problems
	v := d.read(data, &p)
	out := Decided{Intake: v.intake, Clearance: v.clearance}
	out.Screened = v.has("intake", "clearance") || !v.has("session", "course")
	asked := technique.Visit{Intake: v.intake, Clearance: v.clearance, Presentation: v.presentation, History: v.history}
	if v.faulty["intake"] || v.faulty["clearance"] {
		asked.Intake, asked.Decision.Regions = screening.Intake{}, requested(v.intake, &p)
	} else if out.Screened {
		if err := d.screen(&out); err != nil {
			return Decided{}, err
		}
		asked.Decision = out.Decision
	}
	if v.has("plan") {
		review, err := d.planner.Check(asked, v.plan)
		v.add(&p, "plan", err)
		out.Plan, out.Review = &v.plan, &review
	}
	if v.has("presentation", "history", "plan") && !v.faulty["presentation"] && !v.faulty["history"] {
		matching, err := d.planner.Match(asked)
		v.add(&p, "presentation", err)
		out.Matching = &matching
	}
	if v.has("session") {
		stopping, err := d.planner.Stop(asked, v.during)
		v.add(&p, "session", err)
		out.Stopping = &stopping
	}
	if v.has("course") && !v.faulty["course"] && !v.faulty["intake"] {
		after, err := d.after(v)
		v.add(&p, "course", err)
		out.After = after
	}
	if err := v.tidy(p.Err()); err != nil {
		return Decided{}, err
	}
	return out, nil
}

// Performed is the record of a visit's plan that was carried out today, as
// [soreness.Triager.Performed] makes it. The error is that of Decide.
func (d *Decider) Performed(data []byte) (soreness.Session, error) {
	out, err := d.Decide(data)
	if err != nil {
		return soreness.Session{}, err
	}
	var none document.Problems // Decide has found no other
	v := d.read(data, &none)
	return d.triager.Performed(technique.Visit{
		Intake: v.intake, Decision: out.Decision, Clearance: v.clearance, Presentation: v.presentation, History: v.history,
	}, v.plan, v.during)
}

func (d *Decider) screen(out *Decided) (err error) {
	if out.Decision, err = d.screener.Screen(out.Intake, out.Clearance...); err != nil {
		return err
	}
	if out.Questions, err = d.screener.Questions(out.Intake, out.Clearance...); err != nil {
		return err
	}
	if out.LookedAt, err = d.screener.LookedAt(out.Intake); err != nil {
		return err
	}
	out.Told, err = d.screener.Messages(out.Intake)
	return err
}

func (d *Decider) after(v record) (*After, error) {
	result, err := d.triager.Triage(v.intake, v.course)
	if err != nil {
		return nil, err
	}
	questions, err := d.triager.Questions(v.intake, v.course)
	return &After{v.course, result, questions}, err
}

// requested is what an intake asks for that cannot be decided on: a plan for something else is a
// problem all the same. Of regions that cannot be read nothing is known.
func requested(in screening.Intake, p *document.Problems) []screening.RegionDecision {
	var e *document.Error
	regional := func(x document.Problem) bool { return strings.HasPrefix(x.Path, "intake.regions") }
	if errors.As(p.Err(), &e) && slices.ContainsFunc(e.Problems, regional) {
		return nil
	}
	regions := in.Regions
	if len(regions) == 0 {
		regions = []body.Region{body.BackAll}
	}
	var out []screening.RegionDecision
	for _, r := range regions {
		for _, part := range r.Parts() {
			out = append(out, screening.RegionDecision{Region: part})
		}
	}
	return out
}
