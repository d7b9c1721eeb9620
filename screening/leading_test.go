package screening_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

func ExampleDecision_Leading() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := s.Screen(screening.Intake{
		Cards: intake.Cards{intake.CardHeartAndBlood: {Ticked: []intake.Line{intake.LineHighBloodPressure}}},
		Disc:  intake.Disc{Present: answer.Yes, Direction: answer.Known(intake.DirectionCentral)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Disposition(d.Disposition))
	leading, more := d.Leading(w)
	for _, g := range leading {
		fmt.Println(g.Rule, g.Asks(), w.Why(g)[0])
	}
	fmt.Println(more > 0)
	// Output:
	// Not here
	// spine.disc_into_canal withhold Ticked: Slipped, bulging or herniated disc
	// true
}

// finding is a rule that holds for the whole body unless it says where.
func finding(rule string, k screening.Kind, u screening.Urgency, regions ...string) screening.Finding {
	if len(regions) == 0 {
		regions = []string{"whole_body"}
	}
	return screening.Finding{
		Basis: policy.Basis{Rule: rule},
		Kind:  k, Urgency: u, Regions: regions, Says: rule + " says.", Client: rule + " tells."}
}

// deciding is a settled decision for the lower back.
func deciding(floor screening.Disposition, u screening.Urgency, findings ...screening.Finding) screening.Decision {
	return screening.Decision{
		Disposition: floor, Floor: floor, Ceiling: floor, Urgency: u, UrgencyCeiling: u, Findings: findings,
		Regions: []screening.RegionDecision{
			{Region: body.LumbarParaspinal, Disposition: floor, Floor: floor, Ceiling: floor},
		},
	}
}

func TestLeading(t *testing.T) {
	w := newWords(t)
	const (
		care, ask, wait, never            = screening.KindPrecaution, screening.KindRelative, screening.KindTemporary, screening.KindAbsolute
		none, routine, days, today, alarm = screening.UrgencyNone, screening.UrgencyRoutine, screening.UrgencyUrgent, screening.UrgencySameDay, screening.UrgencyEmergency
	)
	cleared := finding("cleared", ask, none)
	cleared.Cleared = true
	detail := finding("detail", ask, none)
	detail.Facts = []screening.Evidence{{Fact: "disc.direction", Answer: "central"}} // asked after disc.present
	open := func(o screening.OpenRule, d screening.Decision) screening.Decision {
		d.Open = append(d.Open, o)
		return d
	}
	for _, tt := range []struct {
		name string
		d    screening.Decision
		want string
		more int
	}{
		{"the strictest alone", deciding(screening.Refer, none, finding("a", care, none), finding("b", ask, none)), "b", 1},
		{"all that ask for as much", deciding(screening.Refer, none, finding("a", ask, none), finding("b", ask, routine)), "b a", 0},
		{"what is urgent too", deciding(screening.Refer, none, finding("a", care, days), finding("b", ask, none)), "b a", 0},
		{"what has to be seen today alone", deciding(screening.Withhold, today, finding("a", never, none), finding("b", care, today)), "b", 1},
		{"an emergency before what is seen today", deciding(screening.Withhold, alarm, finding("a", never, today), finding("b", care, alarm)), "b", 1},
		{"nothing of another place", deciding(screening.Adapt, none, finding("a", care, none), finding("b", wait, none, "hand")), "a", 0},
		{"unless it is seen today", deciding(screening.Withhold, today, finding("b", wait, today, "hand")), "b", 0},
		{"a place that nobody knows hides nothing", deciding(screening.Defer, none, finding("b", wait, none, "house_place")), "b", 0},
		{"what is cleared asks for care", deciding(screening.Adapt, none, cleared, finding("a", care, none)), "cleared a", 0},
		{"a detail before its tick", deciding(screening.Refer, none, finding("a", ask, none), detail), "detail a", 0},
		{"what is unsure counts", open(screening.OpenRule{Rule: "u", Kind: ask, Unsure: []string{"disc.present"}}, deciding(screening.Refer, none)), "u", 0},
		{"what waits does not", open(screening.OpenRule{Rule: "u", Kind: ask, WaitsFor: []string{"disc.present"}}, deciding(screening.Proceed, none)), "", 0},
		{"nor what counts for nothing", open(screening.OpenRule{Rule: "u", Unsure: []string{"disc.present"}}, deciding(screening.Proceed, none)), "", 0},
	} {
		leading, more := tt.d.Leading(w)
		var got []string
		for _, g := range leading {
			got = append(got, g.Rule)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" || more != tt.more {
			t.Errorf("%s: %d more, mismatch (-want +got):\n%s", tt.name, more, diff)
		}
	}
}

// The words of a rule that an unsure answer leaves possible would take it for a yes; they are not
// said.
func TestUnsureIsNoYes(t *testing.T) {
	w := newWords(t)
	for _, tt := range []struct {
		kind         screening.Kind
		urgency      screening.Urgency
		says, client string
	}{
		{screening.KindAbsolute, screening.UrgencySameDay, "maybe.today", "client.maybe_today"},
		{screening.KindRelative, screening.UrgencyUrgent, "maybe.ask", "client.maybe_ask"},
		{screening.KindPrecaution, screening.UrgencyNone, "maybe.care", "client.maybe_care"},
	} {
		d := deciding(tt.kind.Asks(), tt.urgency)
		d.Open = []screening.OpenRule{{
			Rule: "u", Kind: tt.kind, Urgency: tt.urgency, Unsure: []string{"disc.present"},
			Says: "It is so.", Client: "You have it.", Reason: "it may be",
		}}
		g := d.Grounds(w)[0]
		client := w.Say(tt.client, "what", "Has a doctor told you, or a scan shown, that you have a slipped, bulging or herniated disc?")
		if g.Says != w.Say(tt.says) || g.Client != client || !g.Unsure {
			t.Errorf("%s: %+v", tt.kind, g)
		}
		if why := w.Why(g); len(why) != 2 || why[1] != "Not sure counts as a maybe here: it may be" {
			t.Errorf("%s: why %q", tt.kind, why)
		}
	}
}

func TestActions(t *testing.T) {
	w := newWords(t)
	act := func(f screening.Finding, says, instead string) screening.Finding {
		f.Says, f.Instead = says, instead
		return f
	}
	care := finding("c", screening.KindPrecaution, screening.UrgencyNone)
	ask := finding("a", screening.KindRelative, screening.UrgencyNone)
	now := finding("e", screening.KindAbsolute, screening.UrgencyEmergency)
	cleared := ask
	cleared.Cleared = true
	yes := screening.Clearance{Covers: []string{"a"}, DaysAgo: 1, By: "GP", Strokes: []string{"tapotement"}}
	open := deciding(screening.Adapt, screening.UrgencyNone)
	open.Disposition, open.Ceiling = screening.Clarify, screening.Refer
	severe := deciding(screening.Withhold, screening.UrgencyEmergency)
	for _, tt := range []struct {
		name string
		d    screening.Decision
		want []screening.Action
	}{
		{"go ahead stands in the headline", deciding(screening.Adapt, screening.UrgencyNone, act(care, "Go ahead, but gently.", "Ask.")),
			[]screening.Action{{Says: "Gently.", Instead: "Ask."}}},
		{"so does ask first", deciding(screening.Refer, screening.UrgencyNone, act(ask, "Ask first: the GP knows.", "Ask the GP.")),
			[]screening.Action{{Says: "The GP knows.", Instead: "Ask the GP."}}},
		{"an emergency says nothing twice", deciding(screening.Withhold, screening.UrgencyEmergency, act(now, "Stop.", "Call."), act(now, "Stop.", "Stay.")),
			[]screening.Action{{Instead: "Call."}, {Instead: "Stay."}}},
		{"what is agreed", deciding(screening.Adapt, screening.UrgencyNone, cleared), []screening.Action{{
			Says: "Agreed (GP, 1 day ago): beating. Keep to these and to the limits, and ask again when anything changes.",
		}}},
		{"an open floor waits", open, []screening.Action{{Says: w.Say("session.wait")}}},
		{"one of several emergencies", severe, []screening.Action{{Says: w.Say("emergency.stay")}}},
		{"nothing", deciding(screening.Proceed, screening.UrgencyNone), nil},
	} {
		got, _ := w.Actions(tt.d, yes)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestHeadline(t *testing.T) {
	w := newWords(t)
	open := deciding(screening.Refer, screening.UrgencyNone)
	open.Ceiling, open.UrgencyCeiling = screening.Withhold, screening.UrgencyEmergency
	clarify := open
	clarify.Disposition, clarify.Floor = screening.Clarify, screening.Proceed
	for _, tt := range []struct {
		name       string
		d          screening.Decision
		line, open string
	}{
		{"settled", deciding(screening.Adapt, screening.UrgencyRoutine), "Lower back, beside the spine: keep to what stands below. " +
			"A doctor or nurse should know, no hurry.", ""},
		{"open above", open, "Lower back, beside the spine: only with a clinician's yes.",
			`Not settled yet: it can still be "Not here". An emergency is not ruled out.`},
		{"undecided", clarify, `Lower back, beside the spine: not decided yet, from "Go ahead" to "Not here". An emergency is not ruled out.`, ""},
		{"an emergency", deciding(screening.Withhold, screening.UrgencyEmergency), "Stop, no massage, and call your local emergency number now.", ""},
	} {
		if line, open := w.Headline(tt.d); line != tt.line || open != tt.open {
			t.Errorf("%s: %q, %q", tt.name, line, open)
		}
	}
}

// No word of going ahead stands over a place that waits.
func TestLabel(t *testing.T) {
	w := newWords(t)
	parted := deciding(screening.Adapt, screening.UrgencyUrgent)
	waits := screening.RegionDecision{Region: body.Neck, Disposition: screening.Defer, Floor: screening.Defer, Ceiling: screening.Defer}
	parted.Regions = append(parted.Regions, waits)
	presumed := deciding(screening.Clarify, screening.UrgencyNone)
	presumed.Presumed = screening.UrgencyEmergency
	for _, tt := range []struct {
		name string
		d    screening.Decision
		want string
	}{
		{"alike everywhere", deciding(screening.Adapt, screening.UrgencyNone), "Go ahead, with care"},
		{"one place waits", parted, "Not everywhere"},
		{"a possible emergency", presumed, "Possible emergency"},
		{"nothing may begin", deciding(screening.Defer, screening.UrgencyNone), "Not today"},
	} {
		if got := w.Label(tt.d); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestClient(t *testing.T) {
	w := newWords(t)
	a, b := finding("a", screening.KindRelative, screening.UrgencyNone), finding("b", screening.KindRelative, screening.UrgencyNone)
	cleared := a
	cleared.Cleared = true
	open := deciding(screening.Proceed, screening.UrgencyNone)
	open.Disposition, open.Ceiling = screening.Clarify, screening.Refer
	ask := screening.Question{Decides: true}
	card := " " + w.Say("client.show_card") // N-IC06
	for _, tt := range []struct {
		name string
		d    screening.Decision
		qs   []screening.Question
		all  bool
		want []string
	}{
		{"what weighs most", deciding(screening.Refer, screening.UrgencyNone, a, b), nil, false, []string{"a tells." + card}},
		{"all of it", deciding(screening.Refer, screening.UrgencyNone, a, b), nil, true, []string{"a tells.", "b tells." + card}},
		{"cleared", deciding(screening.Adapt, screening.UrgencyNone, cleared), nil, false, []string{w.Say("client.cleared")}},
		{"nothing stands against it", deciding(screening.Proceed, screening.UrgencyNone), nil, false, []string{w.Say("client.begin")}},
		{"no words, not to begin", deciding(screening.Refer, screening.UrgencyNone), nil, false, []string{w.Say("client.ask_doctor")}},
		{"no words, today", deciding(screening.Withhold, screening.UrgencySameDay), nil, false, []string{w.Say("client.today")}},
		{"no words, now", deciding(screening.Withhold, screening.UrgencyEmergency), nil, false, []string{w.Say("client.emergency")}},
		{"one question", open, []screening.Question{ask}, false, []string{w.Say("client.question")}},
		{"some, one private", open, []screening.Question{ask, {Decides: true, Private: true}}, false,
			[]string{w.Say("client.questions") + " " + w.Say("client.private")}},
		{"none for the client", open, []screening.Question{{Decides: true, Staff: true}, {}}, false, []string{w.Say("client.moment")}},
	} {
		if diff := cmp.Diff(tt.want, w.Client(tt.d, tt.qs, tt.all)); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestElsewhereAndClearance(t *testing.T) {
	w := newWords(t)
	d := deciding(screening.Adapt, screening.UrgencyNone, finding("a", screening.KindPrecaution, screening.UrgencyNone),
		finding("b", screening.KindAbsolute, screening.UrgencyNone, "hand"),
		finding("c", screening.KindPrecaution, screening.UrgencyNone, "foot"))
	if diff := cmp.Diff([]string{"Hand: b says."}, w.Elsewhere(d)); diff != "" {
		t.Errorf("Elsewhere mismatch (-want +got):\n%s", diff)
	}
	asked := finding("a", screening.KindRelative, screening.UrgencyNone)
	asked.Instead = "Wait. Ask the GP for a note. Feet are possible."
	d = deciding(screening.Refer, screening.UrgencyNone, asked)
	d.Clearance = []string{"a", "other"}
	want := []string{
		"Ask the GP for a note. The yes we have (GP, 400 days ago) does not hold: it is too old, for other places, or something new has come up.",
	} // no id is read out: of a rule that says nothing itself there is nothing to ask for
	if diff := cmp.Diff(want, w.Clearance(d, screening.Clearance{Covers: []string{"a"}, DaysAgo: 400, By: "GP"})); diff != "" {
		t.Errorf("Clearance mismatch (-want +got):\n%s", diff)
	}
}
