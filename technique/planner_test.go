package technique_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

func TestNewWithoutScreener(t *testing.T) {
	if _, err := technique.New(nil); err == nil || err.Error() != "technique: there is no screener" {
		t.Errorf("New(nil) = %v", err)
	}
}

const goodTechnique = `{id: house_blend, name: House blend, pressure: {min: 2, max: 3}, pace: slow, tone_effect: relaxing, joint_load: 0,
     spinal_contact: no_contact, intensity: 2, back_disease: limited, purpose: [relaxation], minutes: {min: 40, max: 50}, min_level: qualified, sources: [POLICY],
     like: [classical_therapeutic]}`

func TestNewRefuses(t *testing.T) {
	s := newScreener(t)
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"an overlay of nothing", map[string]string{"README.md": ""}, "layer overlay 1: has none of the folders catalogue, match, plan and words"},
		{"folders and files that would be passed over", map[string]string{"catalog/a.yaml": "", "rules.yaml": "", "match/a.yaml": "rules: []"},
			"layer overlay 1: unknown folder \"catalog\" (did you mean catalogue?)\n" +
				"rules.yaml:1:1: stands in no folder; put it into catalogue, match, plan or words"},
		{"every mistake of an entry at once", map[string]string{"catalogue/a.yaml": `
techniques:
  - id: House
    name: ""
    pressure: {min: 4, max: 2}
    pace: slowly
    tone_effect: relaxing
    joint_load: 4
    stretch: maybe
    spinal_contact: no_contact
    intensity: 0
    back_disease: limitd
    purpose: []
    minutes: {min: 0}
    min_levl: qualified
    sources: [POLICY]
`}, `overlay 1: catalogue/a.yaml:3:5: a technique needs "min_level"
overlay 1: catalogue/a.yaml:3:9: "House" is not an id; write small letters, digits and underscores
overlay 1: catalogue/a.yaml:4:12: a name must not be empty
overlay 1: catalogue/a.yaml:5:15: pressure goes from 4 down to 2
overlay 1: catalogue/a.yaml:6:11: unknown value of pace "slowly" (did you mean slow?)
overlay 1: catalogue/a.yaml:8:17: joint_load is 4; from 0 to 3
overlay 1: catalogue/a.yaml:9:14: stretch must be true or false, found "maybe"
overlay 1: catalogue/a.yaml:11:16: intensity is 0; from 1 to 5
overlay 1: catalogue/a.yaml:12:19: unknown value of back_disease "limitd" (did you mean limited?)
overlay 1: catalogue/a.yaml:13:14: is an empty list; name at least one purpose
overlay 1: catalogue/a.yaml:14:20: min is 0; from 1 to 240
overlay 1: catalogue/a.yaml:15:5: unknown key "min_levl" in a technique (did you mean min_level?)`},
		{"a note that is cut short", map[string]string{"catalogue/a.yaml": "techniques:\n  - " + strings.Replace(goodTechnique, "{id: house_blend,", "{id: house_blend, note: \"Use pad #3\",", 1) +
			"\npresentations:\n  - {id: sore, row: R, sources: [POLICY],\n     name: Row #3\n    }\n"},
			"overlay 1: catalogue/a.yaml:7:16: the text ends at \" #\"; put it between quotes, or the comment on a line of its own"},
		{"an entry that is there already", map[string]string{"catalogue/a.yaml": "techniques:\n  - " + strings.Replace(goodTechnique, "house_blend", "thai", 1) + "\n"},
			"overlay 1: catalogue/a.yaml:2:10: technique thai is declared already; add one under another id"},
		{"a stroke with the name of a group", map[string]string{"catalogue/a.yaml": `
strokes:
  - {id: gliding, name: Gliding, pressure: {min: 1, max: 2}, pace: slow, tone_effect: relaxing, joint_load: 0, spine: forbidden, organ_zones: light, agreed_as: gliding, sources: [POLICY], like: [static_hold]}
`}, "overlay 1: catalogue/a.yaml:3:5: a stroke cannot be called gliding, which is a group of strokes"},
		{"presentations with names of answers", map[string]string{"catalogue/a.yaml": `
presentations:
  - {id: none, row: H1, name: None, sources: [POLICY]}
  - {id: unsure, row: H2, name: Unsure, zones_out: [nek], sources: [POLICY]}
`}, "overlay 1: catalogue/a.yaml:3:5: a presentation cannot be called none, which says that there is none\n" +
			"overlay 1: catalogue/a.yaml:4:10: a presentation cannot be called unsure, which is an answer of its own\n" +
			"overlay 1: catalogue/a.yaml:4:53: unknown region \"nek\" (did you mean neck?)"},
		{"a source that nobody has", map[string]string{"catalogue/a.yaml": "techniques:\n  - " + strings.Replace(goodTechnique, "POLICY", "WALTN", 1) + "\n"},
			"overlay 1: catalogue/a.yaml:3:155: unknown source WALTN (did you mean WALTON?)"},
		{"a fact that nobody could answer", map[string]string{"plan/a.yaml": "facts:\n  - {name: house.moon, kind: yes_no, ask: Full moon}\n"},
			"fact house.moon: cannot be declared here; declare it in the rule files of the screening"},
		{"rules of both sets at once", map[string]string{"match/a.yaml": "changes:\n  - {rule: match.spasm_stimulatin, reason: words, disable: true}\n",
			"plan/b.yaml": "changes:\n  - {rule: plan.spine_touched, reason: words, disable: true}\n"},
			"overlay 1: match/a.yaml:2:5: there is no rule match.spasm_stimulatin to change (did you mean match.spasm_stimulating?)\n" +
				"overlay 1: plan/b.yaml:2:5: changing rule plan.spine_touched makes plan.spine_touched milder for somebody, and layer overlay 1 was not allowed to loosen anything"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := technique.New(s, technique.WithOverlay(files(tt.files)))
			var list *document.Error
			if !errors.As(err, &list) {
				t.Fatalf("New() = %v, want a *document.Error", err)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("New() mismatch (-want +got):\n%s", diff)
			}
		})
	}
	if _, err := technique.New(s, technique.WithOverlay(nil)); err == nil || err.Error() != "layer overlay 1: has no files" {
		t.Errorf("New(nil files) = %v", err)
	}
}

// A catalogue that rules could not tell apart is refused, whatever it holds.
func TestNewRefusesTooMany(t *testing.T) {
	var b strings.Builder
	b.WriteString("techniques:\n")
	for i := range 40 {
		b.WriteString("  - " + strings.Replace(goodTechnique, "house_blend", "house_"+string(rune('a'+i/26))+string(rune('a'+i%26)), 1) + "\n")
	}
	_, err := technique.New(newScreener(t), technique.WithOverlay(files(map[string]string{"catalogue/a.yaml": b.String()})))
	if err == nil || err.Error() != "catalogue: has 64 techniques; at most 63" {
		t.Errorf("New(64 techniques) = %v", err)
	}
}

// Whatever bears meaning is in the fingerprint: the catalogue, the rules of both sets and those of
// the screener; words are not.
func TestFingerprint(t *testing.T) {
	s := newScreener(t)
	strict, err := screening.New(screening.WithOverlay(fstest.MapFS{"a.yaml": {Data: []byte(`
rules:
  - {id: house.no_feet, kind: absolute, urgency: none, regions: [foot], when: client.age > 90, says: No feet., instead: Hands., client: No feet., rationale: We do not., sources: [POLICY], grade: E5}
`)}}))
	if err != nil {
		t.Fatal(err)
	}
	plain := func(text string) technique.Option {
		return technique.WithOverlay(files(map[string]string{"catalogue/a.yaml": "techniques:\n  - " + text + "\n"}))
	}
	prints := map[string]string{}
	for _, tt := range []struct {
		name   string
		s      *screening.Screener
		option technique.Option
		like   string
	}{
		{"built-in", s, nil, ""},
		{"other screening rules", strict, nil, ""},
		{"another technique", s, plain(goodTechnique), ""},
		{"the same in other words", s, plain(strings.Replace(goodTechnique, "House blend", "Blend of the house", 1)), "another technique"},
		{"firmer", s, plain(strings.Replace(goodTechnique, "max: 3", "max: 4", 1)), ""},
		{"longer", s, plain(strings.Replace(goodTechnique, "max: 50", "max: 55", 1)), ""},
		{"with rules", s, house(), ""},
	} {
		p, err := technique.New(tt.s, tt.option)
		if err != nil {
			t.Fatal(err)
		}
		got := p.Fingerprint()
		for other, print := range prints {
			if same := print == got; same != (other == tt.like) {
				t.Errorf("%s and %s: same fingerprint %t", tt.name, other, same)
			}
		}
		if tt.like == "" {
			prints[tt.name] = got
		}
	}
}
