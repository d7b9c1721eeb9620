// Package wording finds in a text what the library never says: a cause that is not one, a ban that
// is not meant, a diagnosis as fact, a dose. It is for tests of rule files, those of the library
// and those of a clinic, and reads English, and Spanish by [SpanishFaults]. That it finds nothing
// does not make a text right.
package wording

import (
	"regexp"
	"strings"
)

const illness = `(abscess|aneurysm|arteritis|boil|cancer|cauda equina|clot|concussion|depression|disc|dissection|` +
	`epilepsy|fever|flu|fracture|haemophilia|hernia|herniation|illness|infection|meningitis|osteoporosis|pneumonia|` +
	`pre-eclampsia|radiculopathy|sciatica|shingles|spondylitis|stenosis|stroke|tuberculosis|tumour)`

const drug = `(antibiotic|apixaban|aspirin|clopidogrel|dabigatran|edoxaban|heparin|ibuprofen|insulin|paracetamol|` +
	`prasugrel|rivaroxaban|statin|steroid|ticagrelor|warfarin)s?`

// pattern finds one thing that no text may say.
type pattern struct {
	what     string
	example  string // what it finds
	finds    *regexp.Regexp
	asserted bool // only a text that states something can say it; a question cannot
}

var patterns = []pattern{
	{what: "lactic acid", example: "The soreness comes from lactic acid.", finds: regexp.MustCompile(
		`(?i)\blact(ic|ate)\b`)},
	{what: "toxins", example: "Massage washes out toxins.", finds: regexp.MustCompile(
		`(?i)toxi[nc]|\bdetox|\bpoisons?\b`)},
	{what: "congestion", example: "Congestion in the muscles hurts.", finds: regexp.MustCompile(`(?i)\bcongest`)},
	{what: "that massage spreads cancer", example: "Massage can spread cancer.", finds: regexp.MustCompile(
		`(?i)(massag|pressure|touch)[^.]*\bspread(s|ing)?\b[^.]*(cancer|tumour|metasta)|` +
			`(cancer|tumour|metasta)[^.]*\bspread[^.]*\b(by|through|with|from)\b[^.]*(massag|pressure|touch)`)},
	{what: "that mental illness forbids massage", example: "Depression rules out a massage.", asserted: true,
		finds: regexp.MustCompile(`(?i)(mental|mood|depress|anxiety|worry|psych)[^.]*` +
			`(forbid|rules? out|\bbars?\b|\bno massage|not (be )?massage|hold (it )?back)`)},
	{what: "to stay in bed", example: "Please stay in bed until it is gone.", finds: regexp.MustCompile(
		`(?i)\b(stay|staying|remain|keep|lie|rest) in bed|\bbed ?rest`)},
	{what: "to stop exercise or physiotherapy", example: "Stop your physiotherapy for now.", finds: regexp.MustCompile(
		`(?i)\b(stop|avoid|no|without|give up|not do|not see|against)\b[^.,;]{0,25}` +
			`(exercis|physio|training|moving|sport)`)},
	{what: "a diagnosis as fact", example: "This is a herniated disc.", asserted: true, finds: regexp.MustCompile(
		`(?i)\b(you|client|person|they|he|she) (has|have|had|suffers?|suffer from) ([a-z]+ ){0,3}?` + illness + `\b|` +
			`\b(this|it|that|these) (is|are|means?|shows?|comes? from) (an? |the )?([a-z]+ )?` + illness + `\b`)},
	{what: "a dose", example: "Take ibuprofen 400 mg.", finds: regexp.MustCompile(
		`(?i)\d+ ?(mg|mcg|µg|micrograms?|milligrams?|ml|iu|tablets?|pills?|puffs?|drops?)\b|\b` +
			drug + `\b[^.]{0,15}\d`)},
	{what: "what judges, scares or belongs to the machine", example: "An absolute contraindication, unfortunately.",
		finds: regexp.MustCompile(
			`(?i)contraindicat|\babsolute|\brefus|\bsuffer|\bunfortunately\b|\bhigh-risk\b|\babnormal`)},
}

// Fault is something that a text must not say.
type Fault struct {
	What  string // what it says
	Found string // the words that say it
}

// String names the fault and quotes its words.
func (f Fault) String() string { return "says " + f.What + ": \"" + f.Found + "\"" }

// Faults returns everything in an English text that the library never says. Words that are allowed,
// because they deny it or repeat what the client has told, are passed over.
func Faults(text string, allowed ...string) []Fault { return faultsOf(patterns, text, false, allowed) }

// QuestionFaults is Faults of a question, which states nothing: it may name an
// illness that it asks for.
func QuestionFaults(text string, allowed ...string) []Fault {
	return faultsOf(patterns, text, true, allowed)
}

func faultsOf(patterns []pattern, text string, asked bool, allowed []string) []Fault {
	for _, a := range allowed {
		text = strings.ReplaceAll(text, a, "")
	}
	var all []Fault
	for _, p := range patterns {
		if found := p.finds.FindString(text); found != "" && !(asked && p.asserted) {
			all = append(all, Fault{p.what, found})
		}
	}
	return all
}
