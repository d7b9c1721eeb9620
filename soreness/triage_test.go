package soreness_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
)

func triage(t *testing.T, tr *soreness.Triager, in screening.Intake, c soreness.Course) soreness.Result {
	t.Helper()
	r, err := tr.Triage(in, c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// weekly is a course of n sessions a week apart that were all followed by the
// same ordinary soreness.
func weekly(n int) soreness.Course {
	c := ordinaryCourse()
	last := c.Sessions[0]
	c.Sessions = nil
	for i := range n {
		s := last
		s.DaysAgo = answer.Known(1 + 7*(n-1-i))
		if i < n-1 {
			report := c.Report
			s.Report = &report
		}
		c.Sessions = append(c.Sessions, s)
	}
	return c
}

func TestWorkedExamples(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	quality := func(values ...soreness.Quality) answer.Fact[answer.Set[soreness.Quality]] {
		return answer.Known(answer.SetOf(values...))
	}
	thai := func(c *soreness.Course) {
		s := &c.Sessions[0]
		s.Plan.Technique, s.Warned, s.Novice = "thai", answer.Yes, answer.Yes
		c.Report.NRS = answer.Known(4)
	}
	for _, test := range []struct {
		name     string
		sessions int
		change   func(*screening.Intake, *soreness.Course)
		level    soreness.Level
		urgency  screening.Urgency
		finding  string
		causes   []string
		advised  bool
	}{
		{name: "6: a dull ache on the first day", sessions: 1, level: soreness.Expected, causes: []string{"adaptation"}, advised: true},
		{name: "7: sore after each of three", sessions: 3, level: soreness.Adjust, finding: "soreness.third_time"},
		{name: "8: sore after each of four", sessions: 4, level: soreness.SeeClinician, urgency: screening.UrgencyRoutine},
		{name: "9: shooting pain to the foot with tingling", sessions: 1, level: soreness.SeeClinician, urgency: screening.UrgencyUrgent,
			change: func(_ *screening.Intake, c *soreness.Course) {
				c.Report.Quality, c.Report.NumbAfterHour = quality(soreness.QualityShooting, soreness.QualityPinsNeedles), answer.Yes
				c.Report.Site = answer.Known(answer.SetOf(soreness.SiteBelowKneeOrElbow))
			}},
		{name: "10: a numb saddle", sessions: 1, level: soreness.Emergency, urgency: screening.UrgencyEmergency, finding: "neuro.saddle_recent",
			change: func(in *screening.Intake, _ *soreness.Course) {
				in.Cards[intake.CardNervesNow] = intake.CardAnswer{Ticked: []intake.Line{"saddle_numbness"}}
				in.Neuro.Onset = answer.Known(intake.OnsetRecent)
			}},
		{name: "11: the first Thai massage, warned", sessions: 1, level: soreness.Expected, causes: []string{"painful_by_design", "adaptation"}, advised: true,
			change: func(_ *screening.Intake, c *soreness.Course) { thai(c) }},
		{name: "12: the same with a back disease", sessions: 1, level: soreness.Adjust,
			change: func(in *screening.Intake, c *soreness.Course) {
				thai(c)
				in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{"axial_spondyloarthritis"}}
				in.Axspa = intake.Axspa{Flare: answer.No, Fused: answer.No}
			}},
		{name: "16: brown urine", sessions: 1, level: soreness.Emergency, urgency: screening.UrgencyEmergency, finding: "emergency.dark_urine",
			change: func(in *screening.Intake, c *soreness.Course) {
				in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Ticked: []intake.Line{"belly_or_bleeding"}}
				in.Sx.DarkUrineNow, in.Sys.SevereAbdoPain, in.Sys.InternalBleeding = answer.Yes, answer.No, answer.No
			}},
		{name: "no discomfort at all", sessions: 1, level: soreness.Expected,
			change: func(_ *screening.Intake, c *soreness.Course) {
				c.Report.NRS, c.Report.NRSBefore = answer.Known(0), answer.Known(0)
				c.Report.Quality, c.Report.Site = quality(soreness.QualityNone), answer.Known(answer.SetOf(soreness.SiteNone))
			}},
		{name: "numb without pain", sessions: 1, level: soreness.SeeClinician, urgency: screening.UrgencySameDay,
			change: func(_ *screening.Intake, c *soreness.Course) {
				c.Report.NRS, c.Report.Quality, c.Report.NumbAfterHour = answer.Known(0), quality(soreness.QualityNumb), answer.Yes
			}},
	} {
		t.Run(test.name, func(t *testing.T) {
			in, c := wellToday(), weekly(test.sessions)
			if test.change != nil {
				test.change(&in, &c)
			}
			r := triage(t, tr, in, c)
			if !r.Settled() || r.Level != test.level || r.Urgency != test.urgency {
				t.Errorf("%s %s, settled %t; want %s %s, settled; findings %v, open %v",
					r.Level, r.Urgency, r.Settled(), test.level, test.urgency,
					ruleIDs(r.Findings), r.Open)
			}
			if test.finding != "" && !slices.Contains(ruleIDs(r.Findings), test.finding) {
				t.Errorf("findings %v, want %s among them", ruleIDs(r.Findings), test.finding)
			}
			var causes []string
			for _, x := range r.Causes {
				causes = append(causes, x.Code)
			}
			if diff := cmp.Diff(test.causes, causes); test.causes != nil && diff != "" {
				t.Errorf("causes mismatch (-want +got):\n%s", diff)
			}
			if got := len(r.Advice) > 0; test.advised && !got || r.Level.AtLeast(soreness.Adjust) && got {
				t.Errorf("advice %v", r.Advice)
			}
		})
	}
}

// The two ordinary clients of the clinical review who come back sore;
// screening/testdata/situations has the others.
func TestOrdinaryClients(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	bruised := ordinaryCourse()
	bruised.Report.Quality = answer.Known(answer.SetOf(soreness.QualityBruised, soreness.QualityTender))
	monthly := ordinaryCourse()
	last := monthly.Sessions[0]
	monthly.Sessions = nil
	for i := range 30 {
		s := last
		s.DaysAgo = answer.Known(1 + 30*(29-i))
		if i < 29 {
			report := monthly.Report
			if i != 6 && i != 18 {
				report.NRS, report.Quality = answer.Known(0), answer.Known(answer.SetOf(soreness.QualityNone))
				report.Site = answer.Known(answer.SetOf(soreness.SiteNone))
			}
			s.Report = &report
		}
		monthly.Sessions = append(monthly.Sessions, s)
	}
	for name, course := range map[string]soreness.Course{
		"sore and bruised the day after":                     bruised,
		"monthly client, mildly sore after 3 of 30 sessions": monthly,
	} {
		if r := triage(t, tr, wellToday(), course); r.Level != soreness.Expected || r.Urgency != screening.UrgencyNone {
			t.Errorf("%s: %s, %s, want expected, none", name, r.Level, r.Urgency)
		}
	}
}

func ruleIDs(findings []soreness.Finding) []string {
	var ids []string
	for _, f := range findings {
		ids = append(ids, f.Rule)
	}
	return ids
}

// The grid stands beside the level and says nothing about it.
func TestGrid(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for _, test := range []struct {
		nrs   answer.Fact[int]
		hours answer.Fact[float64]
		want  soreness.Grid
	}{
		{answer.Known(3), answer.Known(23.5), soreness.ShortMinor},
		{answer.Known(3), answer.Known(24.0), soreness.LongMinor},
		{answer.Known(4), answer.Known(23.5), soreness.ShortModerate},
		{answer.Known(4), answer.Known(24.0), soreness.LongModerate},
		{answer.UnsureOf[int](), answer.Known(3.0), soreness.GridUnknown},
		{answer.Known(3), answer.Fact[float64]{}, soreness.GridUnknown},
	} {
		c := ordinaryCourse()
		c.Sessions[0].DaysAgo = answer.Known(2)
		c.Report.HoursSince, c.Report.NRS, c.Report.DurationHours = answer.Known(40.0), test.nrs, test.hours
		if r := triage(t, tr, wellToday(), c); r.Grid != test.want {
			t.Errorf("%s for %s hours: %s, want %s", test.nrs, test.hours, r.Grid, test.want)
		}
	}
	c := ordinaryCourse()
	c.Report.Skin = answer.Known(answer.SetOf(soreness.SkinRedSpreading))
	if r := triage(t, tr, wellToday(), c); r.Grid != soreness.Serious || r.Urgency != screening.UrgencySameDay {
		t.Errorf("spreading redness: %s, urgency %s", r.Grid, r.Urgency)
	}
}

// A blank intake leaves every red flag open: nothing is said that could reassure.
func TestNothingReassuresBeforeTheRedFlagsAreAsked(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	r := triage(t, tr, screening.Intake{}, ordinaryCourse())
	if r.Level != soreness.Clarify || r.Settled() || len(r.Causes)+len(r.Advice)+len(r.Messages) > 0 {
		t.Errorf("%s, causes %v, advice %v, messages %v", r.Level, r.Causes, r.Advice, r.Messages)
	}
	in := wellToday()
	delete(in.Cards, intake.CardNervesNow)
	r = triage(t, tr, in, ordinaryCourse())
	if r.Ceiling != soreness.Emergency || len(r.Causes)+len(r.Advice)+len(r.Messages) > 0 {
		t.Errorf("up to %s, causes %v, advice %v, messages %v", r.Ceiling, r.Causes, r.Advice, r.Messages)
	}
}

func TestResultJSON(t *testing.T) {
	t.Parallel()
	r := triage(t, newTriager(t), wellToday(), ordinaryCourse())
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{
		"level": "expected", "settled": true, "floor": "expected", "ceiling": "expected", "urgency": "none", "urgency_ceiling": "none",
		"grid": "short_minor", "inexact": false, "fingerprint": r.Fingerprint, "text_fingerprint": r.TextFingerprint,
	} {
		if got[key] != want {
			t.Errorf("%s is %v, want %v", key, got[key], want)
		}
	}
	for _, key := range []string{"findings", "open", "causes", "advice", "messages", "weakened"} {
		if _, ok := got[key].([]any); !ok {
			t.Errorf("%s is %v, want a list", key, got[key])
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, l := range []soreness.Level{soreness.Clarify, soreness.Expected, soreness.Monitor, soreness.Adjust, soreness.SeeClinician, soreness.Emergency} {
		text, err := l.MarshalText()
		var back soreness.Level
		if err != nil || back.UnmarshalText(text) != nil || back != l {
			t.Errorf("%s becomes %s: %v", l, back, err)
		}
	}
	for g := soreness.GridUnknown; g <= soreness.Serious; g++ {
		text, err := g.MarshalText()
		var back soreness.Grid
		if err != nil || back.UnmarshalText(text) != nil || back != g {
			t.Errorf("%s becomes %s: %v", g, back, err)
		}
	}
	if _, err := soreness.Level(9).MarshalText(); err == nil {
		t.Error("a level that is none has a name")
	}
	var l soreness.Level
	if err := l.UnmarshalText([]byte("mild")); err == nil || err.Error() != `"mild" is not a level` {
		t.Error(err)
	}
	if soreness.Level(9).String() != "Level(9)" || soreness.Grid(9).String() != "Grid(9)" {
		t.Error(soreness.Level(9), soreness.Grid(9))
	}
}
