package visit

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
	"github.com/safehands/safehands/soreness"
)

// The texts of languages; under profiles those of what an option adds to the rules.
//
//go:embed languages profiles
var languageFiles embed.FS

// Languages are the languages, beside English, in which the library says what clients and reception
// read, by their codes.
//
//	es  Spanish; no native clinician has reviewed it
func Languages() []string {
	entries, _ := languageFiles.ReadDir("languages")
	return lists.Of(entries, func(e fs.DirEntry) string { return e.Name() })
}

// LanguageFiles are the texts of a language for the built-in rules, as WithTexts lays them; nil
// where there is none.
func LanguageFiles(code string) fs.FS {
	if !slices.Contains(Languages(), code) {
		return nil
	}
	return textsIn("languages/" + code)
}

// textsIn is a folder of texts; nil where there is none.
func textsIn(folder string) fs.FS {
	if _, err := fs.Stat(languageFiles, folder); err != nil {
		return nil
	}
	files, err := fs.Sub(languageFiles, folder)
	if err != nil {
		return nil
	}
	return files
}

// laid are texts that are laid over rules, always or beside one option alone: only then are there
// the rules that they speak for.
type laid struct {
	files fs.FS
	with  string // guideline, insurer, or empty
}

// laidTexts are the texts that go with the options.
func (o *options) laidTexts() (out []fs.FS) {
	for _, x := range o.texts {
		if x.with == "" || x.with == "guideline" && o.guideline || x.with == "insurer" && o.insurer {
			out = append(out, x.files)
		}
	}
	return out
}

// WithLanguage lays the texts of one of the Languages over the rules in force, as WithTexts does,
// with those of WithGuideline and WithInsurer where these are given too. What it has no words for
// stays English; Lacking lists it.
func WithLanguage(code string) Option {
	return func(o *options) {
		files := LanguageFiles(code)
		if files == nil {
			o.faults = append(o.faults, document.Problem{
				Path:    "language",
				Message: fmt.Sprintf("unknown language %.20q%s", code, document.Suggest(code, Languages())),
			})
			return
		}
		o.texts = append(o.texts, laid{files: files})
		for _, with := range []string{"guideline", "insurer"} {
			if files := textsIn("profiles/" + with + "/" + code); files != nil {
				o.texts = append(o.texts, laid{files, with})
			}
		}
	}
}

// Text is one text that clients or reception read.
type Text struct {
	Where string `json:"where"` // such as screening fact client.age ask
	Says  string `json:"says"`
}

// Texts are all texts that clients and reception read: questions and their choices, cards, what
// clients are told, and the words and headings around them.
func (d *Decider) Texts() []Text {
	if !d.built() {
		return nil
	}
	var out texts
	screener, triager := d.screener.Rules(), d.triager.Rules()
	out.asked("screening", screener.Facts())
	for _, c := range screener.Cards() {
		out.add(c.Ask, "screening card", c.Name, "ask")
		for _, l := range c.Lines {
			out.add(l.Says, "screening card", c.Name, "line", l.Name)
		}
	}
	out.told("screening", screener)
	out.told("messages", d.screener.MessageRules())
	var asked []policy.Fact // others follow from the sessions
	for _, f := range triager.Facts()[len(screener.Facts()):] {
		if _, err := d.triager.Get(soreness.Course{}, f.Name); err == nil {
			asked = append(asked, f)
		}
	}
	out.asked("soreness", asked)
	out.told("soreness", triager)
	out.told("causes", d.triager.Causes())
	out.told("advice", d.triager.Advice())
	words, err := d.Words()
	if err != nil {
		return out.all
	}
	for _, name := range words.Names() {
		if group, _, _ := strings.Cut(name, "."); slices.Contains(readGroups, group) {
			out.add(words.Say(name), "word", name)
		}
	}
	return out.all
}

// readGroups are the groups of words that clients and reception read; what a therapist alone reads
// is in none of them.
var readGroups = []string{
	"after", "again", "answer", "ask", "bound", "card", "client", "condition", "danger", "disposition", "emergency",
	"level", "list", "maybe", "minutes", "name", "open", "reason", "region", "session", "subject", "unit", "urgency",
	"why",
}

type texts struct{ all []Text }

func (t *texts) add(says string, where ...string) {
	if says != "" {
		t.all = append(t.all, Text{strings.Join(where, " "), says})
	}
}

// asked adds the questions about facts.
func (t *texts) asked(part string, facts []policy.Fact) {
	for _, f := range facts {
		t.add(f.Ask, part, "fact", f.Name, "ask")
		for _, v := range f.Values {
			t.add(v.Says, part, "fact", f.Name, "choice", v.Name)
		}
	}
}

// told adds what clients are told.
func (t *texts) told(part string, set *policy.Set) {
	for _, r := range set.Rules() {
		if !r.Adopted {
			t.add(r.Texts["client"], part, "rule", r.ID, "client")
		}
	}
}

// Lack is a text that a language does not have.
type Lack struct {
	Text        // as the library says it in English
	Old  string `json:"old,omitempty"` // what the language says, of an English text that has changed since
}

// englishFile of a language says which English text each of its texts translates: its place, a
// checksum of the English, and same where both say the same.
const englishFile = "english.csv"

// Lacking lists what texts that are laid over English do not have of what clients and reception
// read: what they leave in English, and, where they keep the file english.csv, what was translated
// from another English. Options say over which rules, and can lay a language below them; files may
// then be nil:
//
//	Lacking(files)                                  over the built-in rules
//	Lacking(files, WithInsurer())                   with what insurers ask for
//	Lacking(nil, WithInsurer(), WithLanguage("es")) the same of Spanish
//
// The error is that of Open.
func Lacking(files fs.FS, option ...Option) ([]Lack, error) {
	o := optionsOf(option)
	if files != nil {
		o.texts = append(o.texts, laid{files: files})
	}
	if err := o.fault(); err != nil {
		return nil, err
	}
	if len(o.texts) == 0 {
		return nil, errors.New("visit: there are no texts")
	}
	english, err := o.open(o.overlays)
	if err != nil {
		return nil, err
	}
	other, err := o.speak(english)
	if err != nil {
		return nil, err
	}
	of := map[string]original{}
	for _, files := range o.laidTexts() {
		if err := readEnglish(files, of); err != nil {
			return nil, err
		}
	}
	says := map[string]string{}
	for _, t := range other.Texts() {
		says[t.Where] = t.Says
	}
	var out []Lack
	for _, t := range english.Texts() {
		was, known := of[t.Where]
		switch same := says[t.Where] == t.Says; {
		case same && !(known && was.same):
			out = append(out, Lack{Text: t})
		case known && was.sum != checksum(t.Says):
			out = append(out, Lack{t, says[t.Where]})
		}
	}
	return out, nil
}

// original is the English text behind one of a language.
type original struct {
	sum  string
	same bool
}

func readEnglish(files fs.FS, of map[string]original) error {
	data, err := fs.ReadFile(files, englishFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	r := csv.NewReader(strings.NewReader(string(data)))
	r.FieldsPerRecord = 3
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", englishFile, err)
	}
	for _, row := range rows {
		of[row[0]] = original{row[1], row[2] == "same"}
	}
	return nil
}

func checksum(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }
