package visit_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/soreness/visit"
)

var updateForms = flag.Bool("update-forms", false, "write the golden file of the forms")

// forms are the FHIR forms of a language, by what they are called.
func forms(t *testing.T, d *visit.Decider, language string) (names []string, all []fhir.Questionnaire) {
	t.Helper()
	w, err := d.Words()
	if err != nil {
		t.Fatal(err)
	}
	client := fhir.NewForm(w, "https://clinic.example/fhir", language)
	staff, aloud, later, report := client, client, client, client
	staff.Staff, staff.Where = true, ""
	aloud.Aloud, later.Repeat = true, true
	report.Kind, report.Title, report.Where = "report", w.Say("form.report"), ""
	for _, f := range d.Triager().Rules().Facts() {
		if strings.HasPrefix(f.Name, "post.") {
			report.Facts = append(report.Facts, f.Name)
		}
	}
	screener, triager := d.Screener().Rules(), d.Triager().Rules()
	return []string{"client", "staff", "client, aloud", "client, later visit", "report"}, []fhir.Questionnaire{
		fhir.Of(screener, client), fhir.Of(screener, staff), fhir.Of(screener, aloud), fhir.Of(screener, later),
		fhir.Of(triager, report),
	}
}

// digests lists the items of a form in their order, each with a digest of all of it but what is inside.
func digests(t *testing.T, items []fhir.Item, depth string) (out []string) {
	t.Helper()
	for _, i := range items {
		inside := i.Item
		i.Item = nil
		data, err := json.Marshal(i)
		if err != nil {
			t.Fatal(err)
		}
		h := fnv.New32a()
		h.Write(data)
		out = append(out, fmt.Sprintf("%s%s %s %08x", depth, i.LinkID, i.Type, h.Sum32()))
		out = append(out, digests(t, inside, depth+"  ")...)
	}
	return out
}

// What the forms are, item by item, in every language: a change of an item, of its place, its conditions
// or its words shows as its line. Of forms that are the client's but for some items only these stand.
func TestFormsAreGolden(t *testing.T) {
	english, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	spanish, err := openedSpanish()
	if err != nil {
		t.Fatal(err)
	}
	names, first := forms(t, english, "en")
	_, second := forms(t, spanish, "es")
	var b strings.Builder
	client := map[string]bool{}
	for n, name := range names {
		en, es := digests(t, first[n].Item, ""), digests(t, second[n].Item, "")
		if len(en) != len(es) {
			t.Fatalf("%s: %d items in English, %d in Spanish", name, len(en), len(es))
		}
		fmt.Fprintf(&b, "== %s: %d items\n", name, len(en))
		for i := range en {
			line := en[i] + " " + es[i][strings.LastIndexByte(es[i], ' ')+1:]
			if !client[line] {
				fmt.Fprintln(&b, line)
			}
			client[line] = client[line] || n == 0
		}
	}
	const file = "testdata/forms.txt"
	if *updateForms {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("the forms have changed; if that is wanted: go test ./soreness/visit -run Golden -update-forms\n"+
			"mismatch (-want +got):\n%s", diff)
	}
}
