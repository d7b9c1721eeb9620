package visit_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/wording"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
)

var update = flag.Bool("update", false, "write what the Spanish texts are translated from, after reading each anew")

// same are texts that are right in Spanish as they are in English.
var same = []string{
	"No", "no", "Diabetes", "cm", "mmHg", "10^9/L", "{n} {unit}", "{line}: {answer}", "{ask} {answer}", "[{choices}]", "{n}. {line}", ", ",
	"{reason}, {bound}", "{reason} ({from})", "{subject}: {line}", "{disposition}: {places}.",
}

var openedSpanish = sync.OnceValues(func() (*visit.Decider, error) { return visit.Open(visit.WithLanguage("es")) })

// profiles are the rules with what the options add for which Spanish has texts of its own, in English
// and in Spanish.
var profiles = sync.OnceValues(func() (pair [2]*visit.Decider, err error) {
	for i, language := range []visit.Option{nil, visit.WithLanguage("es")} {
		// What an insurer asks for overrules what guidelines soften, and not the other way round.
		if pair[i], err = visit.Open(visit.WithGuideline(), visit.WithInsurer(), language); err != nil {
			return pair, err
		}
	}
	return pair, nil
})

// spanish are all texts by their places; those that only an option brings, or says differently, stand
// behind its name.
func spanish(t testing.TB) (english, other map[string]string) {
	t.Helper()
	d, err := openedSpanish()
	if err != nil {
		t.Fatal(err)
	}
	pair, err := profiles()
	if err != nil {
		t.Fatal(err)
	}
	if d.Fingerprint() != open(t).Fingerprint() || pair[0].Fingerprint() != pair[1].Fingerprint() {
		t.Error("Spanish changes more than words")
	}
	english, other = says(open(t).Texts()), says(d.Texts())
	more, moreOther := says(pair[0].Texts()), says(pair[1].Texts())
	for where, text := range more {
		if text != english[where] {
			english[profileOf(where)+where], other[profileOf(where)+where] = text, moreOther[where]
		}
	}
	return english, other
}

func profileOf(where string) string {
	if strings.Contains(where, " insurer") {
		return "insurer: "
	}
	return "guideline: "
}

func says(texts []visit.Text) map[string]string {
	out := map[string]string{}
	for _, t := range texts {
		out[t.Where] = t.Says
	}
	return out
}

// mostLacking is how many texts may stay English for a while where rules and questions are new.
const mostLacking = 12

// pressing are the places of texts that are translated at once: what a rule of the same day or of an
// emergency tells the client, and what is asked for it, but for the names of regions.
func pressing(d *visit.Decider) map[string]bool {
	out := map[string]bool{}
	base := d.Screener().Rules()
	// of names the text of something that the triage may have from the screening, as it stands there.
	of := func(sort, name string, inBase bool) string {
		if inBase {
			return "screening " + sort + " " + name
		}
		return "soreness " + sort + " " + name
	}
	for _, set := range []*policy.Set{base, d.Triager().Rules()} {
		read := map[string]bool{}
		for i, r := range set.Rules() {
			if !presses(r.Urgency) && (r.IfUnsure == nil || !presses(r.IfUnsure.Urgency)) {
				continue
			}
			_, inBase := base.RuleIndex(r.ID)
			out[of("rule", r.ID, inBase)+" client"] = true
			for _, fact := range set.Reads(i) {
				f := set.Facts()[fact]
				_, inBase := base.FactIndex(f.Name)
				if _, err := d.Triager().Get(soreness.Course{}, f.Name); err != nil && !inBase {
					continue // it is counted, and nobody is asked
				}
				read[f.Name] = true
				out[of("fact", f.Name, inBase)+" ask"] = true
				for _, v := range f.Values {
					if !f.Places {
						out[of("fact", f.Name, inBase)+" choice "+v.Name] = true
					}
				}
			}
		}
		for _, c := range set.Cards() {
			inBase := slices.ContainsFunc(base.Cards(), func(b policy.Card) bool { return b.Name == c.Name })
			for _, l := range c.Lines {
				if slices.ContainsFunc(l.Facts, func(f string) bool { return read[f] }) {
					out[of("card", c.Name, inBase)+" line "+l.Name] = true
				}
			}
		}
	}
	return out
}

func presses(urgency string) bool { return urgency == "same_day" || urgency == "emergency" }

// Spanish has everything that clients and reception read, of the English of today, but for what is so
// new that nobody has translated it: that falls back to English, and is listed. What presses does not
// wait, and no text translates another English.
func TestSpanishIsComplete(t *testing.T) {
	if *update {
		writeEnglish(t)
		return
	}
	lacking, err := visit.Lacking(visit.LanguageFiles("es"))
	if err != nil {
		t.Fatal(err)
	}
	more, err := visit.Lacking(nil, visit.WithGuideline(), visit.WithInsurer(), visit.WithLanguage("es"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range more {
		if !slices.ContainsFunc(lacking, func(l visit.Lack) bool { return l.Where == x.Where }) {
			t.Errorf("%s%s is not in Spanish as it is, and all of it is: %s", profileOf(x.Where), x.Where, x.Says)
		}
	}
	pressed, texts := pressing(open(t)), map[string]bool{}
	english := says(open(t).Texts())
	for where := range pressed {
		if _, known := english[where]; !known {
			t.Errorf("%s presses, and is no text", where)
		}
	}
	for _, x := range lacking {
		switch {
		case x.Old != "":
			t.Errorf("%s has changed; it is now %q, in Spanish still %q", x.Where, x.Says, x.Old)
		case pressed[x.Where]:
			t.Errorf("%s is not in Spanish, and presses: %s", x.Where, x.Says)
		default:
			t.Logf("%s is not in Spanish: %s", x.Where, x.Says)
		}
		texts[x.Says] = true
	}
	if len(texts) > mostLacking {
		t.Errorf("Spanish lacks %d texts, at most %d", len(texts), mostLacking)
	}
}

// writeEnglish writes of what English the Spanish texts are, beside each part of them.
func writeEnglish(t *testing.T) {
	t.Helper()
	english, other := spanish(t)
	rows := map[string][][]string{}
	for _, where := range slices.Sorted(mapKeys(english)) {
		part, place, ok := strings.Cut(where, ": ")
		if !ok {
			part, place = "", where
		}
		row := []string{place, fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(english[where]))), ""}
		if english[where] == other[where] {
			if !slices.Contains(same, english[where]) {
				continue // it is missing
			}
			row[2] = "same"
		}
		rows[part] = append(rows[part], row)
	}
	for part, rows := range rows {
		path := "languages/es/english.csv"
		if part != "" {
			path = "profiles/" + part + "/es/english.csv"
		}
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := csv.NewWriter(f).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// The report of a language lists what it leaves in English and what it translates from another.
func TestLacking(t *testing.T) {
	files := fstest.MapFS{
		"screening/xx.yaml": {Data: []byte("changes:\n  - {fact: client.age, ask: \"Quel âge ?\"}\n  - {fact: preg.weeks, ask: Combien}\n")},
		"english.csv": {Data: []byte("screening fact client.age ask,00000000,\n" +
			"screening fact preg.weeks ask," + fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte("How many weeks pregnant are you?"))) + ",\n")},
	}
	lacking, err := visit.Lacking(files)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]visit.Lack{}
	for _, x := range lacking {
		found[x.Where] = x
	}
	if x := found["screening fact client.age ask"]; x.Old != "Quel âge ?" || x.Says != "How old are you?" {
		t.Errorf("what was translated from another English is %+v", x)
	}
	if x, ok := found["screening fact preg.weeks ask"]; ok {
		t.Errorf("what was translated is told to be missing: %+v", x)
	}
	if x := found["screening rule spine.disc client"]; x.Says == "" || x.Old != "" || len(lacking) < 1000 {
		t.Errorf("of %d texts that are missing, one is %+v", len(lacking), x)
	}
	if _, err := visit.Lacking(nil); err == nil {
		t.Error("no texts lack nothing")
	}
	if _, err := visit.Open(visit.WithLanguage("ess")); err == nil || err.Error() != `language: unknown language "ess" (did you mean es?)` {
		t.Errorf("got %v", err)
	}
	if got := visit.Languages(); !slices.Contains(got, "es") || visit.LanguageFiles("xx") != nil {
		t.Errorf("there is %v", got)
	}
}

// unsaid are Spanish words that look like what is never said and are not.
var unsaid = map[string][]string{
	"a dose": {"3 meses o más"},
}

// Spanish never says what English never says.
func TestSpanishSaysNothingThatIsNeverSaid(t *testing.T) {
	_, other := spanish(t)
	for _, where := range slices.Sorted(mapKeys(other)) {
		find := wording.SpanishFaults
		if !strings.HasSuffix(where, " client") {
			find = wording.SpanishQuestionFaults
		}
		for _, f := range find(other[where]) {
			if !slices.ContainsFunc(unsaid[f.What], func(s string) bool { return strings.Contains(other[where], s) }) {
				t.Errorf("%s %s in %s", where, f, other[where])
			}
		}
	}
}

var (
	digits  = regexp.MustCompile(`\d+([.,]\d+)?`)
	words   = regexp.MustCompile(`[\p{L}\p{N}]+`)
	breaks  = regexp.MustCompile(`[.!?;:]+( |$)`)
	vowels  = regexp.MustCompile(`(?i)[aeiouáéíóúü]+`)
	blanked = regexp.MustCompile(`\{[a-z]+\}`)
)

// What a client has to do, and every number, is the same in both languages.
func TestSpanishSaysWhatToDo(t *testing.T) {
	english, other := spanish(t)
	for _, where := range slices.Sorted(mapKeys(english)) {
		a, b := english[where], other[where]
		x, y := digits.FindAllString(a, -1), digits.FindAllString(b, -1)
		slices.Sort(x)
		slices.Sort(y)
		if !slices.Equal(x, y) {
			t.Errorf("%s: the numbers are %q, in Spanish %q: %s", where, x, y, b)
		}
		if p, q := blanked.FindAllString(a, -1), blanked.FindAllString(b, -1); len(p) != len(q) {
			t.Errorf("%s fills in %q, in Spanish %q", where, p, q)
		}
		if a == b || !strings.HasSuffix(where, " client") {
			continue
		}
		for _, pair := range [][2]string{
			{"emergency number", "número de emergencias"}, {"hospital now", "hospital ahora"}, {"go to hospital at once", "hospital enseguida"},
			{"the same day", "el mismo día"}, {"see a doctor today", "médico hoy"}, {"within days", "días"}, {"calling", "llamando"},
			{"massage can wait", "masaje puede esperar"}, {"Keep taking", "iga tom"}, {"cannot pee", "no puede orinar"},
		} {
			if strings.Contains(a, pair[0]) != strings.Contains(b, pair[1]) && strings.Contains(a, pair[0]) {
				t.Errorf("%s says %q, and in Spanish not %q: %s", where, pair[0], pair[1], b)
			}
		}
	}
}

// What clients are told is short and plain in Spanish too: in words, in words of a sentence, and by the
// ease of Fernández Huerta, 206.84 less 60 times the syllables of a word and 1.02 times the words of
// a sentence, where 60 is normal prose.
func TestSpanishIsPlain(t *testing.T) {
	english, other := spanish(t)
	sum, n := 0.0, 0
	for _, where := range slices.Sorted(mapKeys(other)) {
		text := other[where]
		if text == english[where] || !strings.HasSuffix(where, " client") {
			continue
		}
		all, sentences, syllables := words.FindAllString(text, -1), float64(len(breaks.FindAllString(text, -1))), 0
		for _, w := range all {
			syllables += max(1, len(vowels.FindAllString(w, -1)))
		}
		ease := 206.84 - 60*float64(syllables)/float64(len(all)) - 1.02*float64(len(all))/sentences
		sum, n = sum+ease, n+1
		if len(all) > 75 || float64(len(all))/sentences > 26 || len(all) > 15 && ease < 50 {
			t.Errorf("%s has %d words, %.0f in a sentence, ease %.0f: %s", where, len(all), float64(len(all))/sentences, ease, text)
		}
	}
	if mean := sum / float64(n); mean < 65 {
		t.Errorf("what clients are told has the ease %.0f", mean)
	} else {
		t.Logf("%d texts, ease %.1f", n, mean)
	}
}

// What a clinician was asked about is read in Spanish, with its accents or without, and in English.
func TestSpanishConditionsAreRead(t *testing.T) {
	d, err := openedSpanish()
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{
		"hipertensión": "blood_pressure", "Hipertension": "blood_pressure", "presión alta": "blood_pressure", "high blood pressure": "blood_pressure",
		"coagulo": "clot", "derrame cerebral": "stroke", "trombosis": "", "puerto": "",
	} {
		c := screening.Clearance{
			Conditions: []string{said}, By: "Dra. Gil", Role: "gp", Given: screening.ClearanceWritten, Answer: screening.ClearanceYes,
		}
		covered := d.Screener().Covered(c)
		var rules []string
		for _, x := range d.Screener().Conditions() {
			if x.Name == want {
				rules = x.Rules
			}
		}
		if !slices.Equal(covered, rules) || (want != "") != (len(covered) > 0) {
			t.Errorf("%q covers %v, want %v", said, covered, rules)
		}
	}
}

// The files of the language say that nobody has reviewed them.
func TestSpanishIsMarkedAsUnreviewed(t *testing.T) {
	files := os.DirFS(".")
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(path, "/es/") || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		data, err := fs.ReadFile(files, path)
		if err == nil && !strings.HasPrefix(string(data), "# Spanish. No native clinician has reviewed it.") {
			t.Errorf("%s says nothing of a review", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A program speaks Spanish: questions, choices and what the client hears.
func ExampleWithLanguage() {
	d, err := openedSpanish() // visit.Open(visit.WithLanguage("es"))
	if err != nil {
		fmt.Println(err)
		return
	}
	words, err := d.Words()
	if err != nil {
		fmt.Println(err)
		return
	}
	x, _, err := d.Screener().Next(screening.Intake{}, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(words.Card(x.Card))
	fmt.Println(words.Disposition(screening.Adapt))
	// Output:
	// Página «urgencias ahora», 10 líneas: ¿Algo de esto hoy o desde ayer? (Líneas 4, 6 y 7: en los últimos 7 días, aunque ya haya pasado. Línea 9: en las últimas 4 semanas.)
	// Adelante, con cuidado
}
