package technique_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/technique"
)

func mustCheck(t testing.TB, p *technique.Planner, v technique.Visit, plan technique.Plan) technique.Review {
	t.Helper()
	r, err := p.Check(v, plan)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// broken are the rules that hold at a step and ask for a change or more.
func broken(r technique.Review, step int) []string {
	out := []string{}
	for _, x := range r.Violations {
		if x.Step == step && x.Kind >= technique.KindChange {
			out = append(out, x.Rule)
		}
	}
	return out
}

func TestCheckFits(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	r := mustCheck(t, p, v,
		planOf(step("effleurage_light", 2, body.LumbarParaspinal), step("petrissage_slow", 3, body.Scapular)))
	if !r.Fits || !r.Settled || len(r.Violations) != 0 || len(r.Questions) != 0 || r.Level != technique.Qualified || r.Fingerprint != p.Fingerprint() {
		t.Errorf("Check() = %+v", r)
	}
}

func TestCheckNotScreened(t *testing.T) {
	p := newPlanner(t)
	r := mustCheck(t, p, technique.Visit{}, planOf(step("static_hold", 0, body.Foot)))
	if r.Fits || len(r.Violations) != 1 || r.Violations[0].Rule != "plan.not_screened" || r.Violations[0].Step != technique.WholePlan || r.Floor != technique.KindChange {
		t.Errorf("Check() = %+v", r)
	}
}

// What follows from the decision and the clearances, and where.
func TestCheckReadsTheDecision(t *testing.T) {
	p := newPlanner(t)
	s := p.Screener()
	gp := screening.Clearance{Covers: []string{"spine.disc"}, By: "GP", Techniques: []string{"relaxing_swedish"}, Strokes: []string{"effleurage_light"}}
	group := gp
	group.Strokes = []string{"gliding"}
	lapsed := gp
	lapsed.DaysAgo = 4000
	elsewhere := gp
	elsewhere.Regions = []body.Region{body.LumbarParaspinal}
	lateral := func() screening.Intake {
		return withDisc(healthy(s, body.Lumbar, body.Foot), intake.DirectionForaminal)
	}
	central := func() screening.Intake {
		return withDisc(healthy(s, body.Lumbar, body.Foot), intake.DirectionCentral)
	}
	for _, tt := range []struct {
		name      string
		in        screening.Intake
		clearance []screening.Clearance
		step      technique.Step
		breaks    []string // among them
		keeps     []string // none of them
		regions   []body.Region
	}{
		{"agreed", lateral(), []screening.Clearance{gp}, step("effleurage_light", 2, body.LumbarParaspinal), nil,
			[]string{"plan.not_cleared", "plan.not_agreed", "plan.over_cap"}, nil},
		{"agreed by its group", lateral(), []screening.Clearance{group}, step("petrissage_slow", 2, body.LumbarParaspinal), nil,
			[]string{"plan.not_cleared", "plan.not_agreed", "plan.over_cap"}, nil},
		{"another stroke", lateral(), []screening.Clearance{gp}, step("petrissage_slow", 2, body.LumbarParaspinal), []string{"plan.not_agreed"}, nil, nil},
		{"firmer than the cap", lateral(), []screening.Clearance{gp}, step("effleurage_light", 3, body.LumbarParaspinal, body.Foot),
			[]string{"plan.over_cap"}, nil, []body.Region{body.LumbarParaspinal}},
		{"a stroke that screening leaves out", lateral(), []screening.Clearance{gp}, step("thrust_hvla", 2, body.LumbarParaspinal), []string{"plan.avoided_stroke"}, nil, nil},
		{"nobody agreed", lateral(), nil, step("effleurage_light", 2, body.LumbarParaspinal), []string{"plan.not_cleared", "plan.not_agreed"}, nil, nil},
		{"agreed too long ago", lateral(), []screening.Clearance{lapsed}, step("effleurage_light", 2, body.LumbarParaspinal), []string{"plan.not_cleared", "plan.not_agreed"}, nil, nil},
		{"agreed elsewhere", lateral(), []screening.Clearance{elsewhere}, step("effleurage_light", 2, body.LumbarParaspinal, body.Sacral),
			[]string{"plan.not_cleared", "plan.not_agreed"}, nil, nil},
		{"not here", central(), nil, step("effleurage_light", 2, body.Lumbar, body.Foot), []string{"plan.not_today"}, []string{"plan.not_cleared"},
			[]body.Region{body.LumbarParaspinal, body.Sacral, body.Tailbone}},
		{"elsewhere", central(), nil, step("effleurage_light", 2, body.Foot), nil, []string{"plan.not_today", "plan.not_cleared"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := mustCheck(t, p, visitOf(t, p, tt.in, tt.clearance...), planOf(tt.step))
			got := broken(r, 0)
			for _, rule := range tt.breaks {
				if !slices.Contains(got, rule) {
					t.Errorf("%s does not hold: %v", rule, got)
				}
			}
			for _, rule := range tt.keeps {
				if slices.Contains(got, rule) {
					t.Errorf("%s holds: %v", rule, got)
				}
			}
			if tt.regions != nil {
				i := slices.IndexFunc(r.Violations, func(x technique.Violation) bool { return x.Rule == tt.breaks[0] })
				if diff := cmp.Diff(tt.regions, r.Violations[i].Regions); diff != "" {
					t.Errorf("%s regions mismatch (-want +got):\n%s", tt.breaks[0], diff)
				}
			}
			if r.Fits != (len(tt.breaks) == 0 && len(broken(r, 0))+len(broken(r, technique.WholePlan)) == 0 && r.Settled) {
				t.Errorf("fits %t, %v and %v", r.Fits, broken(r, technique.WholePlan), got)
			}
		})
	}
}

// S43: whatever the screening asks care for is more than a layperson can answer for, and no reason
// to try every style (P14).
func TestWhatNeedsCare(t *testing.T) {
	p := newPlanner(t)
	s := p.Screener()
	plan := planOf(step("static_hold", 1, body.Scapular))
	plan.Technique, plan.Therapist = "compress_hold", answer.Known(technique.Layperson)
	frail := healthy(s)
	frail = tick(frail, intake.CardLook, intake.LineFrail)
	frail.Client.Age = answer.Known(84)
	pregnant := healthy(s)
	pregnant.Preg = intake.Preg{Status: answer.Known(intake.PregnancyPregnant), Weeks: answer.Known(20)}
	bruises := tick(healthy(s), intake.CardHeartAndBlood, intake.LineEasyBruising)
	mood := tick(healthy(s), intake.CardSkinAndHealth, intake.LineMood)
	mood.Psych.Stable, mood.Cond.EatingDisorder = answer.Yes, answer.No
	for _, tt := range []struct {
		name string
		in   screening.Intake
		care bool
	}{
		{"healthy", healthy(s), false}, {"frail", frail, true}, {"pregnant", pregnant, true}, {"bruises easily", bruises, true}, {"a low mood", mood, true},
	} {
		v := visitOf(t, p, tt.in)
		if got := slices.Contains(broken(mustCheck(t, p, v, plan), technique.WholePlan), "plan.level_layperson"); got != tt.care {
			t.Errorf("%s: plan.level_layperson holds: %t", tt.name, got)
		}
		v.Presentation = technique.Found("stress_tension")
		m, err := p.Match(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, choice := range m.Choices {
			for _, r := range choice.Reasons {
				if tt.care && r.Rule == "match.stress_also" {
					t.Errorf("%s: %s is %s by %s", tt.name, choice.Technique, choice.Standing, r.Rule)
				}
			}
		}
	}
}

// PL12: what the client has, and not only what was found, can need a trained therapist (E1 P11).
func TestCheckTrainingForACondition(t *testing.T) {
	p := newPlanner(t)
	frail := tick(healthy(p.Screener()), intake.CardLook, intake.LineFrail)
	frail.Client.Age = answer.Known(84)
	plan := planOf(step("static_hold", 1, body.Scapular))
	plan.Technique, plan.Therapist = "compress_hold", answer.Known(technique.ShortCourse)
	for _, tt := range []struct {
		name  string
		in    screening.Intake
		holds bool
		level technique.Level
	}{
		{"healthy", healthy(p.Screener()), false, technique.ShortCourse}, {"frail", frail, true, technique.Qualified},
	} {
		v := visitOf(t, p, tt.in)
		v.Presentation = technique.Found()
		r := mustCheck(t, p, v, plan)
		if got := slices.Contains(broken(r, technique.WholePlan), "plan.level_client"); got != tt.holds || r.Fits == tt.holds || r.Level != tt.level {
			t.Errorf("%s: holds %t, fits %t, level %s, %v", tt.name, got, r.Fits, r.Level, r.Violations)
		}
	}
}

// A region that is not settled leaves open what would follow from it.
func TestCheckUnsettledRegion(t *testing.T) {
	p := newPlanner(t)
	in := healthy(p.Screener(), body.Lumbar)
	delete(in.Cards, intake.CardSpineAndBones)
	r := mustCheck(t, p, visitOf(t, p, in), planOf(step("effleurage_light", 2, body.Lumbar)))
	waits := map[string]bool{}
	for _, o := range r.Open {
		for _, f := range o.WaitsFor {
			waits[f] = true
		}
	}
	if r.Fits || r.Settled || !waits["step.not_today"] || !waits["step.not_cleared"] {
		t.Errorf("fits %t, settled %t, open %+v", r.Fits, r.Settled, r.Open)
	}
	for _, q := range r.Questions {
		if q.Fact == "step.not_today" || q.Fact == "step.not_cleared" || q.Fact == "plan.agreed" {
			t.Errorf("%s is asked, which follows from the decision", q.Fact)
		}
	}
}

// What a plan does not say is open and asked, each for its own step; answering
// it settles the review.
func TestCheckAsks(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	plan := planOf(step("effleurage_light", 2, body.Lumbar), technique.Step{Regions: []body.Region{body.Lumbar}})
	plan.Technique, plan.Therapist = "", answer.Fact[technique.Level]{}
	r := mustCheck(t, p, v, plan)
	asked := map[string][]int{}
	for _, q := range r.Questions {
		asked[q.Fact] = append(asked[q.Fact], q.Step)
	}
	for fact, steps := range map[string][]int{
		"plan.technique": {technique.WholePlan}, "plan.therapist": {technique.WholePlan}, "stroke.id": {1}, "step.pressure": {1},
	} {
		if !slices.Equal(asked[fact], steps) {
			t.Errorf("%s is asked for steps %v, want %v", fact, asked[fact], steps)
		}
	}
	if r.Fits || r.Settled {
		t.Errorf("fits %t, settled %t", r.Fits, r.Settled)
	}
	empty := mustCheck(t, p, v, technique.Plan{})
	if empty.Fits || empty.Settled || len(empty.Questions) == 0 {
		t.Errorf("an empty plan: fits %t, settled %t, %d questions", empty.Fits, empty.Settled, len(empty.Questions))
	}
	for _, q := range empty.Questions {
		if q.Step != technique.WholePlan {
			t.Errorf("%s is asked for step %d of a plan without steps", q.Fact, q.Step)
		}
	}
}

// The level is the least with which no rule about training speaks.
func TestCheckLevel(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	v.Presentation = technique.Found()
	for _, tt := range []struct {
		technique, stroke string
		pressure          int
		therapist         technique.Level
		want              technique.Level
	}{
		{"compress_hold", "static_hold", 0, technique.Layperson, technique.ShortCourse},
		{"relaxing_swedish", "effleurage_light", 2, technique.Qualified, technique.Qualified},
		{"relaxing_swedish", "effleurage_light", 2, technique.Medical, technique.Qualified},
		{"mld", "skin_stretch_mld", 1, technique.QualifiedSpecial, technique.QualifiedSpecial},
		{"tuina", "thrust_hvla", 3, technique.Qualified, technique.Medical},
	} {
		plan := planOf(step(tt.stroke, tt.pressure, body.LumbarParaspinal))
		plan.Technique, plan.Therapist = tt.technique, answer.Known(tt.therapist)
		r := mustCheck(t, p, v, plan)
		if r.Level != tt.want {
			t.Errorf("%s with %s: level %q, want %q", tt.technique, tt.stroke, r.Level, tt.want)
		}
		short := slices.ContainsFunc(r.Violations,
			func(x technique.Violation) bool { return len(x.Rule) > 11 && x.Rule[:11] == "plan.level_" })
		if short == tt.therapist.AtLeast(tt.want) {
			t.Errorf("%s by %s: a rule about training holds: %t", tt.technique, tt.therapist, short)
		}
	}
}

// The same plan in other groups of regions is the same plan.
func TestCheckReadsGroups(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	a := mustCheck(t, p, v, planOf(step("petrissage_brisk", 4, body.Lumbar)))
	b := mustCheck(t, p, v, planOf(step("petrissage_brisk", 4, body.LumbarParaspinal, body.Sacral, body.Tailbone)))
	if diff := cmp.Diff(marshal(t, a), marshal(t, b)); diff != "" {
		t.Errorf("mismatch (-group +parts):\n%s", diff)
	}
}

func TestCheckProblems(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener(), body.Lumbar))
	plan := technique.Plan{
		Technique: "relaxing_sweedish", Minutes: answer.Known(-5),
		Position: answer.Known(technique.Position("prona")), Bolster: 7,
		Therapist: answer.Known(technique.Level("medica")), Warned: 8,
		Strokes: []technique.Step{
			{Stroke: "effleurage", Regions: []body.Region{body.Calf}, Pressure: answer.Known(7), Minutes: answer.Known(0)},
			{Regions: []body.Region{body.Sacral, body.Sacral, "knuckle", body.BackAll}},
		},
	}
	_, err := p.Check(v, plan)
	want := `plan.bolster: is neither not asked, unsure, no nor yes
plan.minutes: -5 is outside 1 to 240 minutes
plan.position: "prona" is not one of its values (did you mean prone?)
plan.strokes[0].minutes: 0 is outside 1 to 120 minutes
plan.strokes[0].pressure: 7 is outside 0 to 5
plan.strokes[0].region: calf was not requested; screen it first
plan.strokes[0].stroke: unknown stroke "effleurage" (did you mean effleurage_light or effleurage_deep?)
plan.strokes[1].region[1]: sacral stands there twice
plan.strokes[1].region[2]: knuckle is no region
plan.strokes[1].region[3]: thoracic_paraspinal of back_all was not requested; screen it first
plan.technique: unknown technique "relaxing_sweedish" (did you mean relaxing_swedish?)
plan.therapist: "medica" is not one of its values (did you mean medical?)
plan.warned: is neither not asked, unsure, no nor yes`
	if err == nil {
		t.Fatal("no error")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("Check() mismatch (-want +got):\n%s", diff)
	}
}

func TestCheckMinutesOfTheSteps(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	plan := planOf(step("effleurage_light", 2, body.LumbarParaspinal), step("petrissage_slow", 3, body.Scapular))
	plan.Minutes = answer.Known(20)
	if r := mustCheck(t, p, v, plan); !r.Fits {
		t.Errorf("20 minutes for two steps of 10: %+v", r)
	}
	plan.Minutes = answer.Known(19)
	const want = "plan.minutes: is 19, but the steps last 20 minutes together"
	if _, err := p.Check(v, plan); err == nil || err.Error() != want {
		t.Errorf("Check() = %v, want %s", err, want)
	}
}

func marshal(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Error(err) // not Fatal: other goroutines than the test's call this
	}
	return string(data)
}

// A plan is never settled while its technique may yet turn out to be forbidden, and
// what would tell is asked.
func TestCheckWaitsForTheStandingOfItsTechnique(t *testing.T) {
	p := newPlanner(t)
	plan := planOf(step("effleurage_light", 2, body.LumbarParaspinal))
	for _, tt := range []struct {
		name string
		edit func(*technique.Visit, *technique.Plan)
		asks string
	}{
		{"no technique", func(_ *technique.Visit, plan *technique.Plan) { plan.Technique = "" }, "plan.technique"},
		{"nobody says what was found", func(v *technique.Visit, _ *technique.Plan) { v.Presentation = technique.Presentation{} }, "presentation.found"},
		{"the therapist cannot tell", func(v *technique.Visit, _ *technique.Plan) { v.Presentation = technique.UnsurePresentation() }, ""},
	} {
		v, plan := visitOf(t, p, healthy(p.Screener())), plan
		tt.edit(&v, &plan)
		r := mustCheck(t, p, v, plan)
		asked := slices.ContainsFunc(r.Questions,
			func(q technique.Question) bool { return q.Fact == tt.asks && q.Decides })
		if r.Fits || r.Settled || r.Ceiling != technique.KindChange || tt.asks != "" && !asked {
			t.Errorf("%s: Check() = %+v", tt.name, r)
		}
	}
}

// What the match has against a technique is told beside another reason to change the plan, unless a plan
// rule rests on the same and has said it.
func TestCheckTellsTheMatchBesideOtherReasons(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	v.Presentation = technique.Found("muscle_spasm")
	for _, tt := range []struct {
		technique     string
		tells, leaves string
	}{
		{"deep_tissue", "plan.level_technique match.spasm_deep", ""},
		{"tonic", "plan.level_technique plan.tone_mismatch", "match.spasm_stimulating"},
	} {
		plan := planOf(step("effleurage_light", 2, body.LumbarParaspinal))
		plan.Technique, plan.Therapist = tt.technique, answer.Known(technique.Layperson)
		var got []string
		for _, x := range mustCheck(t, p, v, plan).Violations {
			got = append(got, x.Rule)
		}
		for _, id := range strings.Fields(tt.tells) {
			if !slices.Contains(got, id) {
				t.Errorf("%s: %s is not told: %v", tt.technique, id, got)
			}
		}
		if tt.leaves != "" && slices.Contains(got, tt.leaves) {
			t.Errorf("%s: %s is told twice: %v", tt.technique, tt.leaves, got)
		}
	}
}

// What forbids the technique is told beside a rule of the plan that rests on the same of the client and
// has something else against it.
func TestCheckTellsTheMatchBesideAnotherReasonOfTheSameClient(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	v.Presentation = technique.Found("neck_pain", "muscle_spasm")
	beside := 0
	for _, x := range p.Catalogue().Techniques {
		if !x.Mobilisation || x.MinLevel == technique.Medical {
			continue // of these match.neck_joints says nothing
		}
		ids := broken(mustCheck(t, p, v, technique.Plan{Technique: x.ID}), technique.WholePlan)
		if !slices.Contains(ids, "match.neck_joints") {
			t.Errorf("%s: the neck's joints are not told: %v", x.ID, ids)
		} else if slices.Contains(ids, "plan.tone_mismatch") {
			beside++
		}
	}
	if beside == 0 {
		t.Error("no technique has both against it")
	}
}
