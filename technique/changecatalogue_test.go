package technique_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/technique"
)

// The names and notes of the catalogue are words: an overlay says them differently, and whatever
// names an entry follows.
func TestCatalogueInOtherWords(t *testing.T) {
	p := newPlanner(t, technique.WithOverlay(files(map[string]string{
		"catalogue/de.yaml": `changes:
  - {technique: thai, name: Thai-Massage, note: Auf der Matte.}
  - {stroke: tapotement, name: Klopfen}
  - {presentation: muscle_spasm, name: Verkrampfter Muskel, dose: {note: Langsam beginnen.}}
`,
		"words/de.yaml": "changes:\n  obstacle.defer: Heute nicht.\n  disposition.defer: Nicht heute\n",
	})))
	c := p.Catalogue()
	thai, _ := c.Technique("thai")
	beating, _ := c.Stroke("tapotement")
	spasm, _ := c.Presentation("muscle_spasm")
	w, err := technique.NewWords(p)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{
		thai.Name, thai.Note, beating.Name, beating.Note, spasm.Name, spasm.Dose.Note,
		w.Say("obstacle.defer"), w.Say("disposition.defer"),
	}
	for _, f := range p.PlanRules().Facts() {
		for _, v := range f.Values {
			if f.Name == "plan.technique" && v.Name == "thai" || f.Name == "stroke.id" && v.Name == "tapotement" ||
				f.Name == "presentation.found" && v.Name == "muscle_spasm" {
				got = append(got, f.Name+" "+v.Says)
			}
		}
	}
	want := []string{
		"Thai-Massage", "Auf der Matte.", "Klopfen", "", "Verkrampfter Muskel", "Langsam beginnen.", "Heute nicht.", "Nicht heute",
		"presentation.found Verkrampfter Muskel", "plan.technique Thai-Massage", "stroke.id Klopfen",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words mismatch (-want +got):\n%s", diff)
	}
	if p.Fingerprint() != newPlanner(t).Fingerprint() {
		t.Error("the fingerprint has changed")
	}
	if thai.Layer != "built-in" {
		t.Errorf("thai is of %s", thai.Layer)
	}
}

func TestCatalogueChangeProblems(t *testing.T) {
	const known = " in a change of the words of a technique; known are name, note and technique"
	for _, tt := range []struct{ change, want string }{
		{"{technique: tai, name: X}", `17: unknown technique "tai" (did you mean thai?)`},
		{"{name: X}", "5: a change names whose words it changes: technique, stroke or presentation"},
		{"{technique: thai, name: X, heat: false}", `32: unknown key "heat"` + known},
		{"{technique: thai, stroke: tapotement, name: X}", `23: unknown key "stroke"` + known},
		{"{stroke: tapotement}", "5: a change of a stroke says nothing; write its name or its note"},
		{"{presentation: muscle_spasm, dose: {note: ''}}", "48: a note must not be empty"},
		{"{presentation: muscle_spasm, dose: {note: X, minutes: {max: 5}}}",
			`50: unknown key "minutes" in the words of a dose; known are note`},
		{"{presentation: own, name: X}", "20: presentation own is not of an earlier layer; write it there as it should be"},
		{"thai", `5: a change must be a mapping, found "thai"`},
	} {
		const own = "presentations:\n  - {id: own, row: P01, name: Own, sources: [article]}\n"
		overlay := files(map[string]string{"catalogue/a.yaml": "changes:\n  - " + tt.change + "\n", "catalogue/b.yaml": own})
		_, err := technique.New(newScreener(t), technique.WithOverlay(overlay))
		if diff := cmp.Diff("overlay 1: catalogue/a.yaml:2:"+tt.want, fmt.Sprint(err)); diff != "" {
			t.Errorf("%s: New mismatch (-want +got):\n%s", tt.change, diff)
		}
	}
}
