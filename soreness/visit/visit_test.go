package visit_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

// triager is the built-in one, which all tests share: it is immutable.
var triager = sync.OnceValues(func() (*soreness.Triager, error) {
	s, err := screening.New()
	if err != nil {
		return nil, err
	}
	p, err := technique.New(s)
	if err != nil {
		return nil, err
	}
	return soreness.New(p)
})

func ExampleDecider_Decide() {
	t, err := triager()
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := visit.New(t).Decide([]byte(`{"session": {"attack_onset": "yes"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Screened, d.Stopping.Stop, d.Order())
	// Output:
	// false true [session]
}

// What presses most stands first, and what overrules the screening leaves nothing to begin.
func TestOrder(t *testing.T) {
	const well = `"intake": {"cards": {"emergency_now": {}}}`
	tr, err := triager()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, in string
		want     []visit.Part
	}{
		{"nothing is an intake", `{}`, []visit.Part{visit.Screening}},
		{"a session alone", `{"session": {"attack_onset": "no", "pain_during": 1, "asked_to_stop": "no"}}`, []visit.Part{visit.Session}},
		{"a session that stops", `{` + well + `, "session": {"attack_onset": "yes"}}`, []visit.Part{visit.Session, visit.Screening}},
		{"an answer is missing", `{` + well + `, "presentation": ["muscle_spasm"]}`, []visit.Part{visit.Screening, visit.Technique}},
		{"a report that nobody asked", `{"course": {"sessions": [{"days_ago": 1}]}}`, []visit.Part{visit.Felt}},
	} {
		d, err := visit.New(tr).Decide([]byte(tt.in))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, d.Order()); diff != "" {
			t.Errorf("%s: Order mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestOverruled(t *testing.T) {
	begin := screening.Decision{Disposition: screening.Adapt, Floor: screening.Adapt, Ceiling: screening.Adapt}
	refer := screening.Decision{Disposition: screening.Refer, Floor: screening.Refer, Ceiling: screening.Refer}
	felt := func(l soreness.Level) *visit.After { return &visit.After{Result: soreness.Result{Level: l}} }
	for _, tt := range []struct {
		name string
		d    visit.Decided
		want bool
		rank visit.Rank
	}{
		{"nothing else", visit.Decided{Decision: begin}, false, visit.RankCare},
		{"a session that stops", visit.Decided{Decision: begin, Stopping: &technique.Stopping{Stop: true}}, true, visit.RankFine},
		{"a clinician has to look", visit.Decided{Decision: begin, After: felt(soreness.SeeClinician)}, true, visit.RankFine},
		{"not known what is felt", visit.Decided{Decision: begin, After: felt(soreness.Clarify)}, true, visit.RankFine},
		{"expected", visit.Decided{Decision: begin, After: felt(soreness.Expected)}, false, visit.RankCare},
		{"no go-ahead to overrule", visit.Decided{Decision: refer, After: felt(soreness.SeeClinician)}, false, visit.RankWait},
		{"nothing decided", visit.Decided{}, false, visit.RankAsk},
	} {
		if got, rank := tt.d.Overruled(), tt.d.Rank(visit.Screening); got != tt.want || rank != tt.rank {
			t.Errorf("%s: overruled %t, rank %d; want %t, %d", tt.name, got, rank, tt.want, tt.rank)
		}
	}
}

// An emergency of any part is one of the visit, and nothing else is told then.
func TestEmergency(t *testing.T) {
	told := []screening.Message{{Basis: policy.Basis{Rule: "message.safety_net"}, Tags: []string{"safety_net"}, Client: "Watch for the signs."}}
	for _, d := range []visit.Decided{
		{Told: told, Decision: screening.Decision{Disposition: screening.Withhold, Urgency: screening.UrgencyEmergency}},
		{Told: told, After: &visit.After{Result: soreness.Result{Urgency: screening.UrgencyEmergency}}},
	} {
		if !d.Emergency() || d.Messages() != nil || d.SafetyNet() != "" {
			t.Errorf("%+v: emergency %t, told %v, net %q", d, d.Emergency(), d.Messages(), d.SafetyNet())
		}
	}
	d := visit.Decided{Told: told, Decision: screening.Decision{Disposition: screening.Proceed}}
	if d.Emergency() || d.SafetyNet() != "Watch for the signs." {
		t.Errorf("emergency %t, net %q", d.Emergency(), d.SafetyNet())
	}
}

// Every problem of every part is said once, in the order of the document.
func TestProblems(t *testing.T) {
	tr, err := triager()
	if err != nil {
		t.Fatal(err)
	}
	_, err = visit.New(tr).Decide([]byte(`{"client": {}, "intake": {"disc": {"presnt": "yes"}}, "plan": {"technique": "swedsh"}}`))
	var e *document.Error
	if !errors.As(err, &e) {
		t.Fatalf("%T: %v", err, err)
	}
	var paths []string
	for _, x := range e.Problems {
		paths = append(paths, x.Path)
	}
	if diff := cmp.Diff([]string{"client", "intake.disc.presnt", "plan.technique"}, paths); diff != "" {
		t.Errorf("problems mismatch (-want +got):\n%s\n%v", diff, err)
	}
}

// What was not built decides nothing, and the zero value lets nothing begin.
func TestNothingBuilt(t *testing.T) {
	for _, d := range []*visit.Decider{nil, {}, visit.New(nil), visit.New(&soreness.Triager{})} {
		if _, err := d.Decide([]byte(`{}`)); err == nil || !strings.Contains(err.Error(), "New") {
			t.Errorf("Decide: %v", err)
		}
	}
	var d visit.Decided
	data, err := json.Marshal(d)
	if string(data) != "{}" || err != nil || d.Decision.MayTreat() || len(d.Order()) > 0 || d.Inexact() || len(d.Weakened()) > 0 {
		t.Errorf("%s, %v, %v", data, err, d.Order())
	}
	for _, part := range []visit.Part{visit.Session, visit.Technique, visit.Felt, visit.Screening, "other"} {
		if r := d.Rank(part); r < visit.RankFine || r > visit.RankNow {
			t.Errorf("%s: rank %d", part, r)
		}
	}
}

// The same visit gives the same bytes.
func TestSameBytes(t *testing.T) {
	tr, err := triager()
	if err != nil {
		t.Fatal(err)
	}
	var outs []string
	for range 3 {
		d, err := visit.New(tr).Decide([]byte(`{"intake": {"disc": {"present": "yes"}}, "presentation": ["muscle_spasm"], "session": {}}`))
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		outs = append(outs, fmt.Sprintf("%s %v", data, d.Order()))
	}
	if len(slices.Compact(outs)) != 1 {
		t.Error("the same visit gives other bytes")
	}
}

// Whatever a clinician said, the visit is decided whole: an alarm stands, an attack in the session stops
// it, and a plan is looked at.
func TestEveryAnswerOfAClinicianIsDecided(t *testing.T) {
	d := open(t)
	for said, more := range map[screening.ClearanceAnswer]string{
		screening.ClearanceYes: "", screening.ClearanceNo: "", screening.ClearanceNone: "",
		screening.ClearanceLimited: `, "limits": {"pressure": 2}`,
	} {
		clearance := `"clearance": [{"conditions": ["blood thinner"], "days_ago": 1, "by": "GP", "given": "spoken", "answer": "` +
			string(said) + `"` + more + `}]`
		alarm, err := d.Decide([]byte(`{"intake": {"cards": {"emergency_now": {"ticked": ["chest_pain"]}}}, "presentation": ["none"],
			"plan": {"minutes": 30, "strokes": [{"stroke": "effleurage_light"}]}, "session": {"attack_onset": "yes"}, ` + clearance + `}`))
		if err != nil {
			t.Fatalf("%s: %v", said, err)
		}
		if alarm.Decision.Urgency != screening.UrgencyEmergency || !alarm.Stopping.Stop || alarm.Review == nil || alarm.Review.Fits {
			t.Errorf("%s: urgency %s, stop %t, review %+v", said, alarm.Decision.Urgency, alarm.Stopping.Stop, alarm.Review)
		}
	}
}
