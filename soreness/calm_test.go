package soreness_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
)

// reported drives the interview about a first session of yesterday whose record is complete, and
// returns what was asked of the client, and the result.
func reported(t *testing.T, said map[string][]string) ([]string, soreness.Result) {
	t.Helper()
	tr := newTriager(t)
	c := soreness.Course{
		Sessions: []soreness.Session{{
			DaysAgo: answer.Known(1), Disposition: answer.Known(soreness.Proceed), Phase: answer.Known(intake.PhaseNone),
			Plan:       soreness.SessionPlan{Technique: "relaxing_swedish", Minutes: answer.Known(30)},
			Violations: []string{}, AttackOnset: answer.No, NeckWork: answer.No,
		}},
		Report:     soreness.Report{HoursSince: answer.Known(20.0)},
		AskedAgain: answer.Yes,
	}
	var asked []string
	for {
		x, more, err := tr.Next(wellToday(), c, false)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		fact := x.Questions[0].Fact
		asked = append(asked, fact)
		if said[fact] == nil {
			t.Fatalf("%s is asked after %v", fact, asked)
		}
		if err := tr.SetText(&c, fact, said[fact]...); err != nil {
			t.Fatal(err)
		}
	}
	r, err := tr.Triage(wellToday(), c)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(asked)
	return asked, r
}

// N-D67: a calm first soreness is through in eight answers, and nobody is asked to describe it.
func TestCalmFirstSoreness(t *testing.T) {
	t.Parallel()
	calm := map[string][]string{
		"post.nrs": {"3"}, "post.trend": {"better"}, "post.nerve_like": {"no"}, "post.site": {"treated_muscle"},
		"post.headache": {"none"}, "post.also": {"none"}, "post.skin": {"none"}, "post.bruise_cm": {"0"},
	}
	asked, r := reported(t, calm)
	if diff := cmp.Diff(slices.Sorted(maps.Keys(calm)), asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if r.Level != soreness.Expected || !r.Settled() {
		t.Errorf("level %s, settled %t", r.Level, r.Settled())
	}
	felt := func(x soreness.Remark) bool { return x.Rule == "cause.adaptation" }
	if !slices.ContainsFunc(r.Causes, felt) {
		t.Errorf("causes: %+v", r.Causes)
	}

	// Whatever is more than that is asked about.
	for _, more := range []struct{ fact, value string }{
		{"post.nrs", "5"}, {"post.trend", "worse"}, {"post.nerve_like", "yes"}, {"post.nerve_like", "unsure"}, {"post.site", "limb"},
	} {
		said := maps.Clone(calm)
		maps.Copy(said, map[string][]string{
			"post.quality": {"dull_ache"}, "post.nrs_before": {"0"}, "post.worse_than_before": {"yes"}, "post.onset_hours": {"6"},
			"post.duration_hours": {"14"}, "post.like_exercise": {"no"}, "post.sudden": {"no"},
		})
		said[more.fact] = []string{more.value}
		if asked, r := reported(t, said); !slices.Contains(asked, "post.quality") {
			t.Errorf("%s %s: asked %v, level %s", more.fact, more.value, asked, r.Level)
		}
	}
}

// What nobody had to ask for counts all the same.
func TestWordsNobodyAskedForCount(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for _, tt := range []struct {
		quality soreness.Quality
		want    soreness.Level
	}{
		{soreness.QualityDullAche, soreness.Expected}, {soreness.QualityThrobbing, soreness.Monitor},
		{soreness.QualitySharp, soreness.SeeClinician}, {soreness.QualityShooting, soreness.SeeClinician},
	} {
		c := ordinaryCourse()
		c.Report.Quality = answer.Known(answer.SetOf(tt.quality))
		if r := triage(t, tr, wellToday(), c); r.Level != tt.want || !r.Settled() {
			t.Errorf("%s: %s, settled %t", tt.quality, r.Level, r.Settled())
		}
	}
}
