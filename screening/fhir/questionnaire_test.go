package fhir_test

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
)

func forms(t *testing.T) (*screening.Screener, []fhir.Questionnaire) {
	t.Helper()
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	f := fhir.Form{Base: "https://clinic.example/fhir", Language: "en", NotSure: "Not sure",
		NoneOfThese: "None of these",
		Yes:         "Yes", No: "No", Title: "Before the massage"}
	staff := f
	staff.Staff = true
	return s, []fhir.Questionnaire{fhir.Of(s.Rules(), f), fhir.Of(s.Rules(), staff)}
}

func TestFormIsSound(t *testing.T) {
	_, all := forms(t)
	// A guideline and the rules of a house, at once: a set costs a third of a second.
	s, err := screening.New(screening.WithGuideline(),
		screening.WithOverlay(os.DirFS("../../examples/houserules/rules/screening")))
	if err != nil {
		t.Fatal(err)
	}
	for _, staff := range []bool{false, true} {
		f := clinic
		f.Staff, f.Repeat = staff, true
		all = append(all, fhir.Of(s.Rules(), f))
	}
	for _, q := range all {
		sound(t, q)
	}
	golden(t, all[:2], all[2:])
}

var updateForms = flag.Bool("update-forms", false, "write the golden files of forms")

// golden holds forms to their bytes: of the built-in rules that for staff, whole, and of a guideline with
// a house every item that the built-in forms do not have. The items of the client's form are held to
// their digests, in every language, by soreness/visit.
func golden(t *testing.T, builtIn, house []fhir.Questionnaire) {
	t.Helper()
	known := map[string]bool{}
	var walk func(items []fhir.Item, each func(fhir.Item))
	walk = func(items []fhir.Item, each func(fhir.Item)) {
		for _, i := range items {
			inside := i.Item
			i.Item = nil
			each(i)
			walk(inside, each)
		}
	}
	for _, q := range builtIn {
		walk(q.Item, func(i fhir.Item) { known[asJSON(t, i, nil)] = true })
	}
	var own []fhir.Item
	for _, q := range house {
		walk(q.Item, func(i fhir.Item) {
			if !known[asJSON(t, i, nil)] && i.LinkID != "regions" { // which the built-in forms here do not ask
				own = append(own, i)
			}
		})
	}
	staff := builtIn[1]
	staff.Version = "VERSION" // names the rules, and changes with any of them
	for file, x := range map[string]any{"testdata/staff.json": staff, "testdata/house.json": own} {
		got, err := json.MarshalIndent(x, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, '\n'); *updateForms {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s; if that is wanted: go test ./screening/fhir -run Sound -update-forms\nmismatch (-want +got):\n%s",
				file, diff)
		}
	}
}

// A card is the one layout that both renderers show well, member by member as it was tried with them.
func TestCardAsItWasTried(t *testing.T) {
	_, all := forms(t)
	i := slices.IndexFunc(all[0].Item, func(i fhir.Item) bool { return i.LinkID == "card.back_now" })
	card := all[0].Item[i]
	for k, item := range card.Item { // one option says how the others are
		if card.Item[k].Text != "" || len(item.Extension) == 0 {
			t.Errorf("%s: %q, %v", item.LinkID, item.Text, item.Extension)
		}
		card.Item[k].AnswerOption, card.Item[k].Extension = item.AnswerOption[:1], nil
		card.Item[k].AnswerOption[0].Coding.Display = "Says"
	}
	card.Text = "Ask"
	const line = `"valueCoding":{"system":"https://clinic.example/fhir/CodeSystem/line","code":"`
	const first = `{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix","valueString":"1"}],` +
		line + `back_pain","display":"Says"}}`
	const want = `{"linkId":"card.back_now","text":"Ask","type":"group","item":[` +
		`{"linkId":"card.back_now.ticked","type":"choice","repeats":true,"answerOption":[` + first + `]},` +
		`{"linkId":"card.back_now.none","type":"choice","enableWhen":[{"question":"card.back_now.ticked","operator":"exists",` +
		`"answerBoolean":false}],"repeats":true,"answerOption":[{` + line + `none-of-these","display":"Says"}}]},` +
		`{"linkId":"card.back_now.doubt","type":"choice","repeats":true,"answerOption":[{` + line + `not-sure","display":"Says"}}]},` +
		`{"linkId":"card.back_now.unsure","type":"choice","enableWhen":[{"question":"card.back_now.doubt","operator":"=",` +
		`"answerCoding":{"system":"https://clinic.example/fhir/CodeSystem/line","code":"not-sure"}}],"repeats":true,` +
		`"answerOption":[` + first + `]}]}`
	if diff := cmp.Diff(want, asJSON(t, card, nil)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

// Unique linkIds, conditions that look back onto options that exist, nothing empty, nothing
// preselected.
func sound(t *testing.T, q fhir.Questionnaire) {
	t.Helper()
	options := map[string][]string{}
	var walk func(items []fhir.Item)
	walk = func(items []fhir.Item) {
		for _, i := range items {
			for _, w := range i.EnableWhen {
				known, ok := options[w.Question]
				if !ok {
					t.Errorf("%s looks at %s, which does not stand before it", i.LinkID, w.Question)
				}
				if w.Coding != nil && !slices.Contains(known, w.Coding.System+" "+w.Coding.Code) {
					t.Errorf("%s looks for %s, which is no option of %s", i.LinkID, w.Coding.Code, w.Question)
				}
			}
			if _, twice := options[i.LinkID]; twice {
				t.Errorf("%s stands there twice", i.LinkID)
			}
			options[i.LinkID] = []string{}
			for _, o := range i.AnswerOption {
				options[i.LinkID] = append(options[i.LinkID], o.Coding.System+" "+o.Coding.Code)
			}
			walk(i.Item)
		}
	}
	walk(q.Item)
	data, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{`:""`, `"initial`, `:null`} {
		if strings.Contains(string(data), bad) {
			t.Errorf("%s has %s", q.URL, bad)
		}
	}
	t.Logf("%s: %d items, %d bytes", q.URL, len(options), len(data))
}

// Every fact is asked on one form at least: by an item, or by a line that is its one fact.
func TestEveryFactIsReachable(t *testing.T) {
	s, all := forms(t)
	text := ""
	for _, q := range all {
		data, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		text += string(data)
	}
	line := map[string]string{}
	for _, c := range s.Rules().Cards() {
		for _, l := range c.Lines {
			if len(l.Facts) == 1 {
				line[l.Facts[0]] = l.Name
			}
		}
	}
	for _, f := range s.Rules().Facts() {
		asked := strings.Contains(text, `"linkId":"`+f.Name+`"`) ||
			line[f.Name] != "" && strings.Contains(text, `"code":"`+line[f.Name]+`"`)
		later := f.Name == "session.stored" || f.Name == "session.changed" // of a later visit
		if asked == later {
			t.Errorf("%s: asked %t", f.Name, asked)
		}
	}
}

// What the host brings is never asked, and what hangs on it at a later visit only.
func TestRepeatVisitAsksWhatHangsOnTheHost(t *testing.T) {
	s, all := forms(t)
	ids := func(q fhir.Questionnaire) []string {
		var out []string
		var walk func(items []fhir.Item)
		walk = func(items []fhir.Item) {
			for _, i := range items {
				out = append(out, i.LinkID)
				walk(i.Item)
			}
		}
		walk(q.Item)
		return out
	}
	first := ids(all[0])
	var more []string
	for _, id := range ids(fhir.Of(s.Rules(), fhir.Form{Repeat: true})) {
		if !slices.Contains(first, id) {
			more = append(more, id)
		}
	}
	if !slices.Equal(more, []string{"session.changed"}) {
		t.Errorf("a later visit asks %v besides", more)
	}
}

// A card of which every line hangs on one answer is asked where that may lead to it, and behind it.
func TestCardBehindItsGuard(t *testing.T) {
	s, all := forms(t)
	items := newFilled(0).items(all[0])
	card, ok := items["card.pregnancy_now"]
	if !ok || len(card.EnableWhen) == 0 || card.EnableWhen[0].Question != "preg.status" || card.EnableBehavior != "any" {
		t.Fatalf("%+v", card.EnableWhen)
	}
	for _, w := range card.EnableWhen {
		if w.Coding.Code == "none" {
			t.Error("asked of who is not pregnant")
		}
	}
	for _, c := range s.Rules().Cards() {
		if group, ok := items["card."+c.Name]; ok && c.Name != "pregnancy_now" && len(group.EnableWhen) > 0 {
			t.Errorf("%s hangs on %+v", c.Name, group.EnableWhen)
		}
	}
}
