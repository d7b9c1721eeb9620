package soreness_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/wording"
	"github.com/safehands/safehands/soreness"
)

func ExampleResult_Headline() {
	w, err := soreness.NewWords(built())
	if err != nil {
		fmt.Println(err)
		return
	}
	r := soreness.Result{
		Level: soreness.SeeClinician, Floor: soreness.SeeClinician, Ceiling: soreness.Emergency,
		Urgency: screening.UrgencyUrgent, UrgencyCeiling: screening.UrgencyEmergency,
	}
	line, open := r.Headline(w)
	fmt.Println(r.Level.Say(w))
	fmt.Println(line)
	fmt.Println(open)
	// Output:
	// A clinician first
	// No further session before somebody has looked. To be seen within days.
	// Not settled yet: it can still be "Emergency".
}

func sayings(t *testing.T) screening.Words {
	t.Helper()
	w, err := soreness.NewWords(newTriager(t))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Every level has words, no text says what the library never says, and a triager has what it stands
// on.
func TestEveryLevelHasWords(t *testing.T) {
	w := sayings(t)
	for l := soreness.Clarify; l <= soreness.Emergency; l++ {
		for _, name := range []string{"level." + l.String(), "after." + l.String()} {
			if !slices.Contains(w.Names(), name) {
				t.Errorf("no words for %s", name)
			}
		}
	}
	for _, name := range w.Names() {
		for _, fault := range wording.Faults(w.Say(name), "No training is enough") {
			t.Errorf("%s: %v", name, fault)
		}
	}
	if tr := newTriager(t); tr.Planner().Fingerprint() == "" || w.Answer("post.nrs", "3") == "post.nrs: 3" {
		t.Errorf("no planner, or no words for the report: %q", w.Answer("post.nrs", "3"))
	}
}

func TestLeading(t *testing.T) {
	w := sayings(t)
	found := func(rule string, l soreness.Level, u screening.Urgency) soreness.Finding {
		return soreness.Finding{
			Basis: policy.Basis{Rule: rule},
			Level: l, Urgency: u, Says: rule + " says.", Do: rule + " does.", Client: rule + " tells."}
	}
	const none, days, today, now = screening.UrgencyNone, screening.UrgencyUrgent, screening.UrgencySameDay, screening.UrgencyEmergency
	unsure := soreness.OpenRule{
		Rule: "u", Level: soreness.Adjust, Unsure: []string{"post.bruise_cm"}, Says: "u says.", Do: "u does.",
	}
	waits := soreness.OpenRule{Rule: "w", Level: soreness.SeeClinician, WaitsFor: []string{"post.nrs"}}
	for _, tt := range []struct {
		name string
		r    soreness.Result
		want string
		more int
	}{
		{"as much as all together", soreness.Result{Floor: soreness.Adjust, Findings: []soreness.Finding{
			found("a", soreness.Adjust, none), found("b", soreness.Monitor, none),
		}}, "[a says. a does.]", 1},
		{"urgent within days leaves the others", soreness.Result{Floor: soreness.SeeClinician, Urgency: days, Findings: []soreness.Finding{
			found("a", soreness.SeeClinician, days), found("b", soreness.SeeClinician, none),
		}}, "[a says. a does. b says. b does.]", 0},
		{"today does not", soreness.Result{Floor: soreness.SeeClinician, Urgency: today, Findings: []soreness.Finding{
			found("a", soreness.SeeClinician, today), found("b", soreness.SeeClinician, none),
		}}, "[a says. a does.]", 1},
		{"unsure counts, waiting does not", soreness.Result{Floor: soreness.Adjust, Open: []soreness.OpenRule{unsure, waits}}, "[u says. u does.]", 0},
		{"nothing leads", soreness.Result{Floor: soreness.Adjust, Open: []soreness.OpenRule{waits}}, "[" + w.Say("after.wait") + " ]", 0},
		{"nothing to do", soreness.Result{Floor: soreness.Expected}, "[]", 0},
	} {
		actions, more := tt.r.Actions(w)
		var got []string
		for _, a := range actions {
			got = append(got, a.Says+" "+a.Instead)
		}
		if fmt.Sprint(got) != tt.want || more != tt.more {
			t.Errorf("%s: %v and %d more, want %s and %d", tt.name, got, more, tt.want, tt.more)
		}
	}
	r := soreness.Result{Urgency: now, Findings: []soreness.Finding{found("a", soreness.SeeClinician, days), found("b", soreness.Emergency, now)}}
	if line, do := r.Alarm(w); line != "b says." || !slices.Equal(do, []string{"b does."}) {
		t.Errorf("the alarm is %q, %q", line, do)
	}
	if line, do := (soreness.Result{}).Alarm(w); line != w.Say("after.emergency") || !slices.Equal(do, []string{w.Say("after.stay")}) {
		t.Errorf("the alarm of none is %q, %q", line, do)
	}
}

func TestClientWords(t *testing.T) {
	w := sayings(t)
	remark := func(code string) soreness.Remark { return soreness.Remark{Code: code, Client: code + " tells."} }
	r := soreness.Result{
		Level: soreness.Monitor, Floor: soreness.Monitor, Causes: []soreness.Remark{remark("one"), remark("two")},
		Advice: []soreness.Remark{remark("warmth"), remark("watch")}, Messages: []soreness.Remark{remark("number")},
	}
	led := r
	led.Findings = []soreness.Finding{
		{Level: soreness.Monitor, Client: "led."}, {Level: soreness.Monitor, Client: "too."},
	}
	for _, tt := range []struct {
		name string
		r    soreness.Result
		all  bool
		want []string
	}{
		{"what matters most", r, false, []string{"one tells.", "watch tells."}},
		{"all", r, true, []string{"one tells.", "two tells.", "warmth tells.", "watch tells.", "number tells."}},
		{"a finding leads", led, false, []string{"led."}},
		{"nothing", soreness.Result{Level: soreness.Expected}, false, []string{w.Say("client.thanks")}},
		{"not decided", soreness.Result{}, false, []string{w.Say("client.moment")}},
	} {
		if diff := cmp.Diff(tt.want, tt.r.Client(w, nil, tt.all)); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
	if first := r.WatchFirst(); first[0].Code != "watch" || r.Advice[0].Code != "warmth" {
		t.Errorf("first %s; the result says %s", first[0].Code, r.Advice[0].Code)
	}
}
