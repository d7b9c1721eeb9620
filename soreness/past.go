package soreness

import (
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/lists"
	"github.com/safehands/safehands/technique"
)

// Ago is about when a session was, where nobody knows the day. The zero value says nothing.
type Ago string

// The values of [Ago], the latest first.
const (
	AgoToday     Ago = "today"
	AgoYesterday Ago = "yesterday"
	AgoDays      Ago = "days"   // 2 to 7 days
	AgoWeeks     Ago = "weeks"  // 1 to 5 weeks
	AgoLonger    Ago = "longer" // more than 5 weeks
)

// mostPressure is the firmest grade of the Walton scale.
const mostPressure = 5

func agos() []string {
	return []string{string(AgoToday), string(AgoYesterday), string(AgoDays), string(AgoWeeks), string(AgoLonger)}
}

// days are the days ago on which a session may have been. Of an unknown day that is any day.
func (s *Session) days() span {
	if days, known := s.DaysAgo.Value(); known {
		return span{days, days}
	}
	switch s.Ago {
	case AgoToday:
		return span{0, 0}
	case AgoYesterday:
		return span{1, 1}
	case AgoDays:
		return span{2, 7}
	case AgoWeeks:
		return span{7, 35}
	case AgoLonger:
		return span{36, mostDaysAgo}
	}
	return span{0, mostDaysAgo}
}

// GivenBy is who or what gave a session.
type GivenBy string

// The values of [GivenBy].
const (
	ByMedical     GivenBy = "medical"
	ByQualified   GivenBy = "qualified"
	ByShortCourse GivenBy = "short_course"
	ByLay         GivenBy = "lay"
	BySelf        GivenBy = "self"
	ByDevice      GivenBy = "device"    // a gun, a chair, a pillow or a salon basin
	ByElsewhere   GivenBy = "elsewhere" // somebody at another place
)

// Used is what a session used beside hands.
type Used string

// The values of [Used].
const (
	UsedNone  Used = "none"
	UsedHeat  Used = "heat"
	UsedCups  Used = "cups"
	UsedScrub Used = "scrub"
	UsedOil   Used = "oil" // or cream
)

// Manipulation is what was done to joints.
type Manipulation string

// The values of [Manipulation], the mildest first.
const (
	ManipulationNone     Manipulation = "none"
	ManipulationCrack    Manipulation = "crack"   // painless, no thrust given
	ManipulationStretch  Manipulation = "stretch" // to the end
	ManipulationTraction Manipulation = "traction"
	ManipulationThrust   Manipulation = "thrust"
)

// givenBy is how a planned therapist stands in a record.
func givenBy(level answer.Fact[technique.Level]) answer.Fact[GivenBy] {
	switch known, _ := level.Value(); known {
	case technique.Medical:
		return answer.Known(ByMedical)
	case technique.Qualified, technique.QualifiedSpecial:
		return answer.Known(ByQualified)
	case technique.ShortCourse:
		return answer.Known(ByShortCourse)
	case technique.Layperson:
		return answer.Known(ByLay)
	}
	return answer.Fact[GivenBy]{}
}

// Performed is the record of a session that was given today as it was planned and checked: what was
// done, by whom, how the screening stood where hands went, how the back was, which rules the plan
// broke all the same, and what came up during it. What was not given is not asked; nothing is made
// up: of a plan that broke no rule and may have broken one nobody knows whether it did, and where a
// step names no region, where hands went is left out, but that the neck was among it. What changed
// on the table is for the caller to write over it. The error is that of [technique.Planner.Check]
// or [technique.Planner.Stop].
func (t *Triager) Performed(v technique.Visit, plan technique.Plan, d technique.During) (Session, error) {
	if !t.built() {
		return Session{}, errNotBuilt
	}
	review, err := t.planner.Check(v, plan)
	if err != nil {
		return Session{}, err
	}
	if _, err := t.planner.Stop(v, d); err != nil {
		return Session{}, err
	}
	s := Session{
		DaysAgo: answer.Known(0), Answers: v.Decision.Answers, Violations: t.broken(review),
		AttackOnset: d.AttackOnset, PainDuring: d.PainDuring, Warned: plan.Warned, Novice: v.History.Novice,
		GivenBy: givenBy(plan.Therapist), Reason: v.Intake.Session.Reason, Manipulation: manipulated(plan.Strokes),
		Plan: SessionPlan{Technique: plan.Technique, Minutes: plan.Minutes},
	}
	phase, err := t.screener.Given(v.Intake, "back.phase") // a page on which nothing was ticked tells too
	if err != nil {
		return Session{}, err
	}
	if err := t.sessions.Set(&s, "course.phase", phase); err != nil {
		return Session{}, err
	}
	if signs, known := d.Signs.Value(); known {
		s.Signs = []technique.Sign{}
		for sign := range signs.All() {
			if sign != technique.SignNone {
				s.Signs = append(s.Signs, sign)
			}
		}
	}
	s.Plan.Position, _ = plan.Position.Value()
	s.Plan.done(plan.Strokes)
	everywhere := !slices.ContainsFunc(plan.Strokes, func(step technique.Step) bool { return len(step.Regions) == 0 })
	if everywhere = everywhere && len(plan.Strokes) > 0; everywhere {
		s.Disposition = stood(v.Decision, plan, s.Plan.Regions, true)
		return s, nil
	}
	if s.neckWork() == answer.Yes {
		s.NeckWork = answer.Yes
	}
	s.Disposition, s.Plan.Regions = stood(v.Decision, plan, s.Plan.Regions, false), nil
	return s, nil
}

// broken are the rules that a plan broke; nil where none is known of, and one of which a record
// tells may have been.
func (t *Triager) broken(r technique.Review) []string {
	out := []string{}
	for _, x := range r.Violations {
		if x.Kind >= technique.KindChange && !slices.Contains(out, x.Rule) {
			out = append(out, x.Rule)
		}
	}
	if len(out) == 0 && slices.ContainsFunc(r.Open, func(x technique.OpenViolation) bool {
		return x.Kind >= technique.KindChange && len(t.styles.standsFor[x.Rule]) > 0
	}) {
		return nil
	}
	return out
}

// manipulated is what the strokes of a plan do to joints at most. A plan that names none, or not
// that of every step, does not tell.
func manipulated(steps []technique.Step) answer.Fact[Manipulation] {
	most := ManipulationNone
	for _, step := range steps {
		switch {
		case step.Stroke == "":
			return answer.Fact[Manipulation]{}
		case step.Stroke == "thrust_hvla":
			most = ManipulationThrust
		case step.Stroke == "traction_manual" && most != ManipulationThrust:
			most = ManipulationTraction
		case step.Stroke == "stretch_passive" && most == ManipulationNone:
			most = ManipulationStretch
		}
	}
	if len(steps) == 0 {
		return answer.Fact[Manipulation]{}
	}
	return answer.Known(most)
}

// done sums up the steps: where they went, with what, and how firm at most. The pressure is known
// only where that of every step is.
func (p *SessionPlan) done(steps []technique.Step) {
	most, known := 0, len(steps) > 0
	for _, step := range steps {
		if step.Stroke != "" && !slices.Contains(p.Strokes, step.Stroke) {
			p.Strokes = append(p.Strokes, step.Stroke)
		}
		for _, r := range step.Regions {
			p.Regions = lists.Add(p.Regions, r.Parts()...)
		}
		pressure, planned := step.Pressure.Value()
		most, known = max(most, pressure), known && planned
	}
	slices.SortFunc(p.Regions, body.Compare)
	if known {
		p.Pressure = answer.Known(most)
	}
}

// stood is how a decision stood where hands went, on the side where the plan names one: the gravest
// of the regions and of what it said of the session. Where these regions are not all, it is how it
// stood for the session, and not known where it spoke against a region that was asked for.
func stood(d screening.Decision, plan technique.Plan, regions []body.Region, all bool) answer.Fact[Disposition] {
	if d.Fingerprint == "" {
		return answer.Known(NotScreened)
	}
	was, open, against := d.Disposition, d.Disposition == screening.Clarify, false
	if all && d.MayTreat() {
		was = screening.Proceed // of a session it is the mildest
	}
	for _, rd := range d.Regions {
		rd, _ = d.On(plan.SideAt(rd.Region), rd.Region)
		switch {
		case !slices.Contains(regions, rd.Region):
			against = against || rd.Disposition == screening.Clarify || rd.Disposition.AtLeast(screening.Refer)
		case rd.Disposition == screening.Clarify:
			open = true
		case was == screening.Clarify || rd.Disposition.AtLeast(was):
			was = rd.Disposition
		}
	}
	cleared := func(f screening.Finding) bool { return f.Cleared }
	switch {
	case was.AtLeast(screening.Refer): // also where something else is still to be answered
	case open:
		return answer.Known(NotScreened)
	case against && !all:
		return answer.Fact[Disposition]{}
	case slices.ContainsFunc(d.Findings, cleared):
		return answer.Known(ReferCleared)
	}
	return answer.Known(Disposition(was.String()))
}

// neckWork is whether the neck was worked on: as told, and otherwise as the regions say.
func (s *Session) neckWork() answer.YesNo {
	if s.NeckWork != answer.NotAsked {
		return s.NeckWork
	}
	if len(s.Plan.Regions) == 0 { // an unknown place is inside of every danger window
		if did, told := s.Manipulation.Value(); told && did != ManipulationNone {
			return answer.Yes
		}
		return answer.NotAsked
	}
	return yesNo(slices.ContainsFunc(s.Plan.Regions, func(r body.Region) bool {
		return slices.ContainsFunc(r.Parts(), func(part body.Region) bool { return slices.Contains(body.Neck.Parts(), part) })
	}))
}

// neckWork is whether the neck was worked on in the last session, or in another of the weeks that
// count (N-D04). What somebody said of the last stands where an earlier one does not tell.
func (t *Triager) neckWork(c *Course) answer.YesNo {
	last := &c.Sessions[len(c.Sessions)-1]
	told, open := last.neckWork(), false
	for i := range len(c.Sessions) - 1 {
		s := &c.Sessions[i]
		if s.days().lo > t.neckDays {
			continue
		}
		switch s.neckWork() {
		case answer.Yes:
			return answer.Yes
		case answer.NotAsked:
			open = true
		}
	}
	if open && told == answer.No && last.NeckWork == answer.NotAsked {
		return answer.NotAsked
	}
	return told
}

// checkDone adds what is wrong with what was done.
func (t *Triager) checkDone(s *Session, report func(key, format string, args ...any)) {
	if s.Ago != "" && !slices.Contains(agos(), string(s.Ago)) {
		report(daysAgoKey, "%.60q is no time; write a number of days or one of %v", string(s.Ago), agos())
	}
	names := func(key string, known []string, given []string) {
		for i, name := range given {
			switch {
			case !slices.Contains(known, name):
				report(fmt.Sprintf("%s[%d]", key, i), "unknown name %.60q", name)
			case slices.Contains(given[:i], name):
				report(fmt.Sprintf("%s[%d]", key, i), "%s stands there twice", name)
			}
		}
	}
	names(planKey+"."+regionsKey, texts(body.All()), texts(s.Plan.Regions))
	names(planKey+"."+strokesKey, t.styles.strokes, s.Plan.Strokes)
	names(signsKey, t.styles.signs, texts(s.Signs))
	if x := s.Plan.Position; x != "" && !slices.Contains(t.styles.positions, string(x)) {
		report(planKey+"."+positionKey, "unknown position %.60q", string(x))
	}
	if x, known := s.Plan.Pressure.Value(); known && (x < 0 || x > mostPressure) {
		report(planKey+"."+pressureKey, "%d is outside 0 to %d", x, mostPressure)
	}
}

func texts[T ~string](list []T) []string {
	return lists.Of(list, func(x T) string { return string(x) })
}
