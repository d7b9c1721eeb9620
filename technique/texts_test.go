package technique

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

// words is one text and where it stands.
type words struct {
	where, text string
	question    bool // asked, so it states nothing
}

// everyWord is every text of the package that does not come from the screening.
func everyWord(p *Planner, sets []ruleSet) []words {
	var all []words
	base := p.screener.Rules()
	for _, s := range sets {
		for _, r := range s.set.Rules() {
			for _, name := range slices.Sorted(maps.Keys(r.Texts)) {
				all = append(all, words{where: r.ID + " " + name, text: r.Texts[name]})
			}
			if r.IfUnsure != nil {
				all = append(all, words{where: r.ID + " if_unsure", text: r.IfUnsure.Reason})
			}
		}
		for _, f := range s.set.Facts()[len(base.Facts()):] {
			all = append(all, words{f.Name, f.Ask, true})
			for _, v := range f.Values {
				all = append(all, words{f.Name + " " + v.Name, v.Says, true})
			}
		}
		for _, x := range s.set.Parameters() {
			if _, ok := base.Parameter(x.Name); !ok {
				all = append(all, words{where: "param." + x.Name, text: x.Basis})
			}
		}
	}
	for _, t := range p.catalogue.Techniques {
		all = append(all, words{where: t.ID, text: t.Name}, words{where: t.ID + " note", text: t.Note})
	}
	for _, s := range p.catalogue.Strokes {
		all = append(all, words{where: s.ID, text: s.Name}, words{where: s.ID + " note", text: s.Note})
	}
	for _, x := range p.catalogue.Presentations {
		all = append(all, words{where: x.ID, text: x.Name}, words{where: x.ID + " dose", text: x.Dose.Note})
	}
	for _, text := range goTexts() {
		all = append(all, words{where: "texts.go", text: text})
	}
	return all
}

const illness = `(abscess|aneurysm|arteritis|boil|cancer|cauda equina|clot|concussion|depression|disc|dissection|epilepsy|fever|flu|` +
	`fracture|haemophilia|hernia|herniation|illness|infection|meningitis|osteoporosis|pneumonia|pre-eclampsia|radiculopathy|sciatica|` +
	`shingles|spondylitis|stenosis|stroke|tuberculosis|tumour)`

const drug = `(antibiotic|apixaban|aspirin|clopidogrel|dabigatran|edoxaban|heparin|ibuprofen|insulin|paracetamol|prasugrel|rivaroxaban|` +
	`statin|steroid|ticagrelor|warfarin)s?`

// never is what no text may say. Found words that are on the list of a pattern are no breach: they deny it.
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
		`(?i)(mental|mood|depress|anxiety|worry|psych)[^.]*(forbid|rules? out|\bbars?\b|\bno massage|not (be )?massage|hold (it )?back)`)},
	{what: "stay in bed", example: "Please stay in bed until it is gone.", pattern: regexp.MustCompile(`(?i)\b(stay|staying|remain|keep|lie|rest) in bed|\bbed ?rest`)},
	{what: "stop exercise or physiotherapy", example: "Stop your physiotherapy for now.", pattern: regexp.MustCompile(
		`(?i)\b(stop|avoid|no|without|give up|not do|not see|against)\b[^.,;]{0,25}(exercis|physio|training|moving|sport)`)},
	{what: "a diagnosis as fact", example: "This is a herniated disc.", asserted: true, pattern: regexp.MustCompile(
		`(?i)\b(you|client|person|they|he|she) (has|have|had|suffers?|suffer from) ([a-z]+ ){0,3}?` + illness + `\b|` +
			`\b(this|it|that|these) (is|are|means?|shows?|comes? from) (an? |the )?([a-z]+ )?` + illness + `\b`)},
	{what: "a dose", example: "Take ibuprofen 400 mg.", pattern: regexp.MustCompile(`(?i)\d+ ?(mg|mcg|µg|micrograms?|milligrams?|ml|iu|tablets?|pills?|puffs?|drops?)\b|\b` + drug + `\b[^.]{0,15}\d`)},
}

// voice is what the guide keeps out of every text: words that judge, scare or belong to the machine.
var voice = regexp.MustCompile(`(?i)contraindicat|\babsolute|\brefus|\bsuffer|\bunfortunately\b|\bhigh-risk\b|\babnormal|\btoxins?\b|\blactic\b|` +
	`must stay in bed|stop physiotherapy`)

const mostWords = 60

func TestTexts(t *testing.T) {
	p, sets := builtIn(t)
	all := everyWord(p, sets)
	for _, w := range all {
		for _, n := range never {
			text := w.text
			for _, a := range n.allowed {
				text = strings.ReplaceAll(text, a, "")
			}
			if found := n.pattern.FindString(text); found != "" && !(n.asserted && w.question) {
				t.Errorf("%s: says %s: %q", w.where, n.what, found)
			}
		}
		if found := voice.FindString(w.text); found != "" {
			t.Errorf("%s: %q is not our voice", w.where, found)
		}
		if n := len(strings.Fields(w.text)); n > mostWords {
			t.Errorf("%s has %d words, at most %d", w.where, n, mostWords)
		}
	}
	// What is allowed is still there, or the list goes.
	for _, n := range never {
		if !n.pattern.MatchString(n.example) {
			t.Errorf("%s: %q is not found", n.what, n.example)
		}
		for _, a := range n.allowed {
			if !slices.ContainsFunc(all, func(w words) bool { return strings.Contains(w.text, a) }) {
				t.Errorf("no text says %q, which %q allows", a, n.what)
			}
		}
	}
}

// Every rule and every entry cites a source, from memory no number is stated, and no source stands there for nothing.
func TestSources(t *testing.T) {
	p, sets := builtIn(t)
	known, cited, own := map[string]policy.Source{}, map[string]bool{}, map[string]bool{}
	for _, s := range sets {
		for _, x := range s.set.Sources() {
			known[x.Key], own[x.Key] = x, true
		}
	}
	for _, x := range p.screener.Rules().Sources() {
		delete(own, x.Key)
	}
	cite := func(where string, keys []string, text string) {
		read := false
		for _, key := range keys {
			x, ok := known[key]
			if !ok {
				t.Errorf("%s cites %s, which is no source", where, key)
			}
			cited[key] = true
			read = read || x.Read != "memory"
		}
		if len(keys) == 0 {
			t.Errorf("%s cites nothing", where)
		}
		if !read && strings.ContainsFunc(text, unicode.IsDigit) {
			t.Errorf("%s rests on memory alone and states a number: %q", where, text)
		}
	}
	for _, s := range sets {
		for _, r := range s.set.Rules() {
			cite(r.ID, r.Sources, r.Texts["rationale"])
		}
	}
	for _, x := range p.catalogue.Techniques {
		cite(x.ID, x.Sources, x.Note)
	}
	for _, x := range p.catalogue.Strokes {
		cite(x.ID, x.Sources, x.Note)
	}
	for _, x := range p.catalogue.Presentations {
		cite(x.ID, x.Sources, "")
	}
	for key := range own {
		if !cited[key] {
			t.Errorf("nothing cites %s", key)
		}
	}
}

// The screening can leave out exactly the techniques, strokes and positions that there are.
func TestScreeningKnowsTheCatalogue(t *testing.T) {
	p, _ := builtIn(t)
	want := map[string][]string{
		"avoid_techniques": p.catalogue.techniqueIDs(), "avoid_strokes": p.catalogue.strokeIDs(), "avoid_positions": wordNames(positionWords),
	}
	for _, l := range p.screener.Rules().Schema().Limits {
		if names, ok := want[l.Name]; ok {
			delete(want, l.Name)
			if diff := cmp.Diff(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(l.Values))); diff != "" {
				t.Errorf("%s mismatch (-catalogue +screening):\n%s", l.Name, diff)
			}
		}
	}
	for name := range want {
		t.Errorf("the screening has no limit %s", name)
	}
}

// Every presentation that carries a dose has a rule that tells it, and every row of a match rule that begins with P is a presentation's.
func TestRowsOfPresentations(t *testing.T) {
	p, _ := builtIn(t)
	rows, told := map[string]bool{}, map[string]bool{}
	for _, x := range p.catalogue.Presentations {
		rows[x.Row] = true
	}
	for _, r := range p.match.Rules() {
		for _, row := range r.Rows {
			told[row] = true
			if strings.HasPrefix(row, "P") && !strings.HasPrefix(row, "PL") && !rows[row] {
				t.Errorf("%s carries row %s, which no presentation has", r.ID, row)
			}
		}
	}
	for _, x := range p.catalogue.Presentations {
		if !told[x.Row] {
			t.Errorf("no match rule carries row %s of %s", x.Row, x.ID)
		}
	}
}

// The attributes of the catalogue are values of their facts, so that no rule reads past them.
func TestAttributesAreAnswers(t *testing.T) {
	p, _ := builtIn(t)
	for _, a := range techniqueAttributes(&p.catalogue) {
		for i := range p.catalogue.Techniques {
			checkAnswer(t, p.catalogue.Techniques[i].ID, a.fact, a.of(&p.catalogue.Techniques[i]))
		}
	}
	for _, a := range strokeAttributes(&p.catalogue) {
		for i := range p.catalogue.Strokes {
			checkAnswer(t, p.catalogue.Strokes[i].ID, a.fact, a.of(&p.catalogue.Strokes[i]))
		}
	}
}

func checkAnswer(t *testing.T, id string, f policy.Fact, a policy.Answer) {
	t.Helper()
	number, listed := f.Kind == policy.Whole, f.Kind == policy.OneOf || f.Kind == policy.SetOf
	if a.State != policy.Known || number && (a.Number < f.Least || a.Number > f.Most) || listed && (a.Values == 0 || a.Values>>len(f.Values) != 0) ||
		f.Kind == policy.OneOf && a.Values&(a.Values-1) != 0 {
		t.Errorf("%s of %s is %+v", f.Name, id, a)
	}
}

// Facts of a plan are for the staff, safety-critical is none of them, and derived ones are declared.
func TestPlanFacts(t *testing.T) {
	p, _ := builtIn(t)
	told := []string{"history.novice", "history.accepts_discomfort"}
	found := map[string]bool{}
	for _, f := range p.plan.Facts()[len(p.screener.Rules().Facts()):] {
		if f.Critical || f.Staff == slices.Contains(told, f.Name) {
			t.Errorf("%s: critical %t, staff %t", f.Name, f.Critical, f.Staff)
		}
		found[f.Name] = derived(f.Name)
	}
	var v Visit
	for _, names := range []map[string]derivation{p.derivePlan(&v, &Plan{}), p.deriveStep(&v, &Step{})} {
		for name := range names {
			if !found[name] {
				t.Errorf("%s is derived and not declared so", name)
			}
			delete(found, name)
		}
	}
	for name, is := range found {
		if is {
			t.Errorf("%s is declared derived and nothing derives it", name)
		}
	}
}

// Every rule about training is one that the search for the least level tries, and every rule about the session going on is one of Stop.
func TestRulesAreSorted(t *testing.T) {
	p, _ := builtIn(t)
	if len(p.levelRules) == 0 || len(p.duringRules) == 0 || len(p.stepRules) == 0 {
		t.Errorf("%d rules about training, %d about the session, %d about a step", len(p.levelRules), len(p.duringRules), len(p.stepRules))
	}
	for _, r := range p.plan.Rules() {
		if p.duringRules[r.ID] && p.stepRules[r.ID] {
			t.Errorf("%s reads a step and the session going on", r.ID)
		}
		if r.Kind == "stop" && !p.duringRules[r.ID] {
			t.Errorf("%s stops a session that has not begun", r.ID)
		}
	}
}
