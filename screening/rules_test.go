package screening

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

func builtIn(t *testing.T) (*policy.Set, fs.FS) {
	t.Helper()
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(ruleFiles, "rules")
	if err != nil {
		t.Fatal(err)
	}
	return s.Rules(), files
}

func TestRuleCases(t *testing.T) {
	set, files := builtIn(t)
	policytest.Run(t, set, files)
}

// Every rule has a case where it fires, one where it is silent and one where it is undecided, and its limits arrive somewhere.
func TestEveryRuleIsCovered(t *testing.T) {
	set, files := builtIn(t)
	report, err := policytest.Check(set, files)
	if err != nil {
		t.Fatal(err)
	}
	for _, gap := range report.Gaps() {
		t.Error(gap)
	}
}

// words is one text and where it stands.
type words struct {
	where, text string
	question    bool // asked, so it states nothing
}

func ruleWords(r policy.Rule) []words {
	var all []words
	for _, name := range slices.Sorted(maps.Keys(r.Texts)) {
		all = append(all, words{where: r.ID + " " + name, text: r.Texts[name]})
	}
	if r.IfUnsure != nil {
		all = append(all, words{where: r.ID + " if_unsure", text: r.IfUnsure.Reason})
	}
	for _, limit := range r.Limits {
		if limit.Note != "" {
			all = append(all, words{where: r.ID + " note", text: limit.Note})
		}
	}
	return all
}

func everyWord(set *policy.Set) []words {
	var all []words
	for _, r := range set.Rules() {
		all = append(all, ruleWords(r)...)
	}
	for _, f := range set.Facts() {
		all = append(all, words{f.Name, f.Ask, true})
		for _, v := range f.Values {
			all = append(all, words{f.Name + " " + v.Name, v.Says, true})
		}
	}
	for _, c := range set.Cards() {
		all = append(all, words{c.Name, c.Ask, true})
		for _, l := range c.Lines {
			all = append(all, words{c.Name + " " + l.Name, l.Says, true})
		}
	}
	for _, p := range set.Parameters() {
		all = append(all, words{where: "param." + p.Name, text: p.Basis})
	}
	return all
}

const illness = `(abscess|aneurysm|arteritis|boil|cancer|cauda equina|clot|concussion|depression|disc|dissection|epilepsy|fever|flu|` +
	`fracture|haemophilia|hernia|herniation|illness|infection|meningitis|osteoporosis|pneumonia|pre-eclampsia|radiculopathy|sciatica|` +
	`shingles|spondylitis|stenosis|stroke|tuberculosis|tumour)`

const drug = `(antibiotic|apixaban|aspirin|clopidogrel|dabigatran|edoxaban|heparin|ibuprofen|insulin|paracetamol|prasugrel|rivaroxaban|` +
	`statin|steroid|ticagrelor|warfarin)s?`

// never is what no text may say. Found words that are on the list of a pattern are no breach: they deny it, or repeat what the client
// has told.
var never = []struct {
	what     string
	example  string // what the pattern finds
	pattern  *regexp.Regexp
	allowed  []string
	asserted bool // only a text that states something can say it; a question cannot
}{
	{what: "lactic acid", example: "The soreness comes from lactic acid.", pattern: regexp.MustCompile(`(?i)\blact(ic|ate)\b`)},
	{what: "toxins", example: "Massage washes out toxins.", pattern: regexp.MustCompile(`(?i)toxi[nc]|\bdetox|\bpoisons?\b`)},
	{what: "massage spreads cancer", example: "Massage can spread cancer.", pattern: regexp.MustCompile(
		`(?i)(massag|pressure|touch)[^.]*\bspread(s|ing)?\b[^.]*(cancer|tumour|metasta)|(cancer|tumour|metasta)[^.]*\bspread[^.]*\b(by|through|with|from)\b[^.]*(massag|pressure|touch)`)},
	{what: "mental illness forbids massage", example: "Depression rules out a massage.", asserted: true, pattern: regexp.MustCompile(
		`(?i)(mental|mood|depress|anxiety|worry|psych)[^.]*(forbid|rules? out|\bbars?\b|\bno massage|not (be )?massage|hold (it )?back)`),
		allowed: []string{"worry and low mood after massage, one is not convinced; none found a reason to hold it back"}},
	{what: "stay in bed", example: "Please stay in bed until it is gone.", pattern: regexp.MustCompile(`(?i)\b(stay|staying|remain|keep|lie|rest) in bed|\bbed ?rest`)},
	{what: "stop exercise or physiotherapy", example: "Stop your physiotherapy for now.", pattern: regexp.MustCompile(
		`(?i)\b(stop|avoid|no|without|give up|not do|not see|against)\b[^.,;]{0,25}(exercis|physio|training|moving|sport)`),
		allowed: []string{"no training", "without moving the neck"}},
	{what: "a diagnosis as fact", example: "This is a herniated disc.", asserted: true, pattern: regexp.MustCompile(
		`(?i)\b(you|client|person|they|he|she) (has|have|had|suffers?|suffer from) ([a-z]+ ){0,3}?` + illness + `\b|` +
			`\b(this|it|that|these) (is|are|means?|shows?|comes? from) (an? |the )?([a-z]+ )?` + illness + `\b`),
		allowed: []string{"if the person has ever had cancer", "it is seldom cauda equina"}},
	{what: "a dose", example: "Take ibuprofen 400 mg.", pattern: regexp.MustCompile(`(?i)\d+ ?(mg|mcg|µg|micrograms?|milligrams?|ml|iu|tablets?|pills?|puffs?|drops?)\b|\b` + drug + `\b[^.]{0,15}\d`),
		allowed: []string{"steroid tablets for 3 months"}},
}

// voice is what the guide keeps out of every text: words that judge, scare or belong to the machine.
var voice = regexp.MustCompile(`(?i)contraindicat|\babsolute|\brefus|\bsuffer|\bunfortunately\b|\bhigh-risk\b|\babnormal|\btoxins?\b|\blactic\b|` +
	`must stay in bed|stop physiotherapy`)

// A midwife's own word, which the client has to find again on the card.
var voiceAllowed = []string{"called this pregnancy high-risk"}

func without(text string, allowed []string) string {
	for _, a := range allowed {
		text = strings.ReplaceAll(text, a, "")
	}
	return text
}

func TestTexts(t *testing.T) {
	set, _ := builtIn(t)
	for _, w := range everyWord(set) {
		for _, n := range never {
			if n.asserted && w.question {
				continue
			}
			if found := n.pattern.FindString(without(w.text, n.allowed)); found != "" {
				t.Errorf("%s: says %s: %q", w.where, n.what, found)
			}
		}
		if found := voice.FindString(without(w.text, voiceAllowed)); found != "" {
			t.Errorf("%s: %q is not our voice", w.where, found)
		}
	}
	// What is allowed is still there, or the list goes.
	var everything strings.Builder
	for _, w := range everyWord(set) {
		everything.WriteString(w.text + "\n")
	}
	for _, n := range never {
		if !n.pattern.MatchString(n.example) {
			t.Errorf("%s: %q is not found", n.what, n.example)
		}
		for _, a := range n.allowed {
			if !strings.Contains(everything.String(), a) {
				t.Errorf("no text says %q, which %q allows", a, n.what)
			}
		}
	}
}

const mostWords = 60

var (
	machineWords = regexp.MustCompile(`(?i)\bgrades?\b|%|\bper ?cent\b|\bB-[A-Z]\d|\bRF\d|\bprecaution\b|\brelative\b|param\.`)
	offers       = regexp.MustCompile(`(?i)\bwe can do\b|\b(is|are) (possible|free|fine|welcome)\b|\banother (day|time)\b|\bbook again\b`)
)

// The voice of a rule: short, plain towards the client, and in an emergency nothing but the action.
func TestRuleVoice(t *testing.T) {
	set, _ := builtIn(t)
	for _, r := range set.Rules() {
		for _, w := range ruleWords(r) {
			if n := len(strings.Fields(w.text)); n > mostWords {
				t.Errorf("%s has %d words, at most %d", w.where, n, mostWords)
			}
		}
		if found := machineWords.FindString(r.Texts["client"]); found != "" {
			t.Errorf("%s client: %q says nothing to a client", r.ID, found)
		}
		if r.Urgency != "emergency" {
			continue
		}
		for _, name := range []string{"says", "instead", "client"} {
			if found := offers.FindString(r.Texts[name]); found != "" {
				t.Errorf("%s %s: %q offers something in an emergency", r.ID, name, found)
			}
		}
	}
}

func TestSources(t *testing.T) {
	set, _ := builtIn(t)
	sources, cited := map[string]policy.Source{}, map[string]bool{}
	for _, s := range set.Sources() {
		sources[s.Key] = s
	}
	for _, r := range set.Rules() {
		read := false
		for _, key := range r.Sources {
			s, ok := sources[key]
			if !ok {
				t.Errorf("%s cites %s, which is no source", r.ID, key)
			}
			cited[key] = true
			read = read || s.Read != "memory"
		}
		if len(r.Sources) == 0 {
			t.Errorf("%s cites nothing", r.ID)
		}
		// From memory no number is stated.
		if !read && strings.ContainsFunc(r.Texts["rationale"], unicode.IsDigit) {
			t.Errorf("%s rests on memory alone and states a number: %q", r.ID, r.Texts["rationale"])
		}
	}
	for key := range sources {
		if !cited[key] {
			t.Errorf("no rule cites %s", key)
		}
	}
}
