package screening_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
)

func readClearance(s *screening.Screener, data string) ([]screening.Clearance, error) {
	var p document.Problems
	c := s.ReadClearance(document.JSON([]byte(data), &p), &p)
	return c, p.Err()
}

func TestReadClearance(t *testing.T) {
	s := newScreener(t)
	full := screening.Clearance{
		Covers: []string{"spine.disc", "blood.thinner"}, DaysAgo: 3, By: "GP",
		Techniques: []string{"relaxing_swedish"}, Strokes: []string{"effleurage_light", "static_hold"},
		Regions: []body.Region{body.BackAll, body.Calf},
	}
	for _, tt := range []struct {
		name, data string
		want       []screening.Clearance
	}{
		{"none", `[]`, nil},
		{"the least", `[{"covers": ["spine.disc"], "days_ago": 0, "by": "GP"}]`,
			[]screening.Clearance{{Covers: []string{"spine.disc"}, By: "GP"}}},
		{"empty lists", `[{"covers": ["spine.disc"], "days_ago": 1, "by": "GP", "techniques": [], "strokes": [], "regions": []}]`,
			[]screening.Clearance{{Covers: []string{"spine.disc"}, DaysAgo: 1, By: "GP"}}},
		{"lapsed, and read nevertheless", `[{"covers": ["spine.disc"], "days_ago": 4000, "by": "GP"}]`,
			[]screening.Clearance{{Covers: []string{"spine.disc"}, DaysAgo: 4000, By: "GP"}}},
		{"what only a clinic's catalogue knows", `[{"covers": ["spine.disc"], "days_ago": 1, "by": "GP", "techniques": ["house_blend"], "strokes": ["gliding"]}]`,
			[]screening.Clearance{{Covers: []string{"spine.disc"}, DaysAgo: 1, By: "GP", Techniques: []string{"house_blend"}, Strokes: []string{"gliding"}}}},
		{"everything", `[{"covers": ["spine.disc", "blood.thinner"], "days_ago": 3, "by": "GP", "techniques": ["relaxing_swedish"],
			"strokes": ["effleurage_light", "static_hold"], "regions": ["back_all", "calf"]}]`, []screening.Clearance{full}},
	} {
		got, err := readClearance(s, tt.data)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("ReadClearance(%s) mismatch (-want +got):\n%s", tt.name, diff)
		}
		written, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		if got == nil {
			continue
		}
		again, err := readClearance(s, string(written))
		if err != nil {
			t.Errorf("%s: what was written does not read: %v", tt.name, err)
		}
		if diff := cmp.Diff(got, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s does not come back (-written +read):\n%s", tt.name, diff)
		}
	}
}

func TestReadClearanceProblems(t *testing.T) {
	s := newScreener(t)
	for _, tt := range []struct{ name, data, want string }{
		{"no list", `{"covers": []}`, "clearances must be a list, found an object"},
		{"no object", `[null, true, "GP"]`, "[0]: a clearance must be an object, found null\n" +
			"[1]: a clearance must be an object, found true\n" +
			"[2]: a clearance must be an object, found \"GP\""},
		{"nothing said", `[{}]`, "[0]: a clearance needs \"by\"\n[0]: a clearance needs \"covers\"\n[0]: a clearance needs \"days_ago\""},
		{"everything wrong", `[{"cover": 1, "covers": ["spine.disk", "spine.disc", "spine.disc", 4], "days_ago": -1, "by": " ",
			"techniques": ["Thai massage", "house_blend", "house_blend", 7], "strokes": "friction_deep", "regions": ["lumbar_paraspinla", null]}]`,
			"[0].cover: unknown key \"cover\" in a clearance (did you mean covers?)\n" +
				"[0].covers[0]: unknown rule \"spine.disk\" (did you mean spine.disc?)\n" +
				"[0].covers[2]: spine.disc stands there twice\n" +
				"[0].covers[3]: a rule must be one of " + strconv.Itoa(len(s.Rules().Rules())) + " words, such as age.frail, found the number 4\n" +
				"[0].days_ago: -1 days ago lies ahead\n" +
				"[0].by: is empty; say who gave the clearance\n" +
				"[0].techniques[0]: \"Thai massage\" is not the name of a technique; write small letters, digits and underscores\n" +
				"[0].techniques[2]: house_blend stands there twice\n" +
				"[0].techniques[3]: a technique must be text, found the number 7\n" +
				"[0].strokes: strokes must be a list, found \"friction_deep\"\n" +
				"[0].regions[0]: unknown region \"lumbar_paraspinla\" (did you mean lumbar_paraspinal?)\n" +
				"[0].regions[1]: a region must be one of " + allRegions(t) + " words, such as head, found null"},
		{"nothing covered, half a day", `[{"covers": [], "days_ago": 0.5, "by": 3}]`,
			"[0].covers: is an empty list; name the rules that the clearance covers\n" +
				"[0].days_ago: the number of days must be a whole number, found the number 0.5\n" +
				"[0].by: the clinician must be text, found the number 3"},
	} {
		_, err := readClearance(s, tt.data)
		if err == nil {
			t.Errorf("%s: no error", tt.name)
			continue
		}
		if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestClearanceIsNotReadLoosely(t *testing.T) {
	var c screening.Clearance
	err := json.Unmarshal([]byte(`{"covers": ["spine.disc"], "Days_Ago": 3}`), &c)
	if err == nil || err.Error() != "a clearance is read by Screener.ReadClearance" {
		t.Errorf("Unmarshal = %+v, %v", c, err)
	}
}
