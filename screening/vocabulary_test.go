package screening

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

func factsByName(t *testing.T) map[string]policy.Fact {
	t.Helper()
	facts := map[string]policy.Fact{}
	for _, f := range language(t).Facts {
		if _, twice := facts[f.Name]; twice {
			t.Errorf("%s stands twice", f.Name)
		}
		facts[f.Name] = f
	}
	return facts
}

// declared is the schema, which all tests share: they only read it.
var declared = sync.OnceValues(schema)

func language(t testing.TB) policy.Schema {
	t.Helper()
	s, err := declared()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func linesOf(cards []policy.Card, name string) []string {
	var lines []string
	for _, card := range cards {
		for _, l := range card.Lines {
			if slices.Contains(l.Facts, name) {
				lines = append(lines, card.Name+"/"+l.Name)
			}
		}
	}
	return lines
}

func TestFactsAreWellDeclared(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+\.[a-z][a-z0-9_]*$`)
	for _, f := range factsByName(t) {
		if !name.MatchString(f.Name) {
			t.Errorf("%s is no name of a fact", f.Name)
		}
		if !strings.HasSuffix(f.Ask, "?") && !strings.HasSuffix(f.Ask, ".") {
			t.Errorf("%s: %q is no question", f.Name, f.Ask)
		}
		if number := f.Kind == policy.Whole || f.Kind == policy.Decimal; number != (f.Least < f.Most) {
			t.Errorf("%s: range %v to %v", f.Name, f.Least, f.Most)
		}
		if list := f.Kind == policy.OneOf || f.Kind == policy.SetOf; list != (len(f.Values) > 1) || len(f.Values) > 64 {
			t.Errorf("%s: %d values", f.Name, len(f.Values))
		}
		if f.None != "" && f.Values[0].Name != f.None {
			t.Errorf("%s: %s is not the first of its values", f.Name, f.None)
		}
		if f.Volunteered && (f.Critical || f.Usual == "") {
			t.Errorf("%s is volunteered: critical %v, usual %q", f.Name, f.Critical, f.Usual)
		}
		// Rows of the field: a plan for the next weeks is soon past, a scan is not; and filler of a month is fresh no more.
		exact := map[string]int{
			"surg.planned": 30, "vasc.clot_residual": 365, "other.verdict": 365,
			"skin.fresh_procedure": 28, "skin.fresh_procedure_at": 28, "surg.weeks": 30,
		}
		if want, ok := exact[f.Name]; ok && f.HoldsDays != want || !ok && f.HoldsDays != 0 && f.HoldsDays != 90 {
			t.Errorf("%s holds %d days", f.Name, f.HoldsDays)
		}
		for _, v := range f.Values {
			if v.Says == "" {
				t.Errorf("%s: %s has no words for the client", f.Name, v.Name)
			}
		}
	}
}

// A card answered with "none of these" makes its facts no, so on a card no must be safe.
func TestFactsOnCards(t *testing.T) {
	facts := factsByName(t)
	shorter := map[string]bool{"surg.planned": true, "skin.fresh_procedure": true}
	lines := map[string]bool{}
	for _, card := range language(t).Cards {
		most := 13
		if slices.Contains([]intake.Card{intake.CardPregnancyNow, intake.CardEmergencyNow, intake.CardNervesNow}, intake.Card(card.Name)) {
			most = 10
		}
		if n := len(card.Lines); n == 0 || n > most {
			t.Errorf("%s has %d lines, at most %d", card.Name, n, most)
		}
		if card.Repeat != (card.HoldsDays == 0) {
			t.Errorf("%s: repeat %v, holds %d days", card.Name, card.Repeat, card.HoldsDays)
		}
		for _, l := range card.Lines {
			if lines[l.Name] {
				t.Errorf("line %s stands twice", l.Name)
			}
			lines[l.Name] = true
			for _, name := range l.Facts {
				f, ok := facts[name]
				switch {
				case !ok:
					t.Errorf("%s/%s: unknown fact %s", card.Name, l.Name, name)
				case f.Kind == policy.YesNo && f.Risk != policy.RiskMore:
					t.Errorf("%s is protective and stands on %s", name, card.Name)
				case f.Kind != policy.YesNo && f.None == "":
					t.Errorf("%s has no none-value and stands on %s", name, card.Name)
				case f.Volunteered:
					t.Errorf("%s is volunteered and stands on %s", name, card.Name)
				case f.HoldsDays < card.HoldsDays && !shorter[name]: // the card lapses with it
					t.Errorf("%s holds %d days, its card %s %d", name, f.HoldsDays, card.Name, card.HoldsDays)
				}
			}
		}
	}
}

// guarded returns the facts that a guard tests, and checks its words against the vocabulary.
func guarded(t *testing.T, f policy.Fact, facts map[string]policy.Fact) []string {
	t.Helper()
	var tested []string
	// A value stands behind its fact: "a in x.y" and "x.y in [a, b]" are read like "x.y == a".
	guard := regexp.MustCompile(`([a-z_]+) in ([a-z_]+\.[a-z_]+)`).ReplaceAllString(f.AskedIf, "$2 == $1")
	guard = strings.ReplaceAll(guard, " in [", " == [")
	for _, word := range regexp.MustCompile(`[a-z][a-z0-9_.]*`).FindAllString(guard, -1) {
		if g, ok := facts[word]; ok {
			tested = append(tested, g.Name)
			continue
		}
		if name, ok := strings.CutPrefix(word, "param."); ok {
			s, err := shared()
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := s.Rules().Parameter(name); !ok {
				t.Errorf("%s: asked_if %q: unknown parameter %s", f.Name, f.AskedIf, name)
			}
			continue
		}
		if len(tested) == 0 || strings.Contains(word, ".") {
			t.Errorf("%s: asked_if %q: unknown fact %s", f.Name, f.AskedIf, word)
			continue
		}
		last := facts[tested[len(tested)-1]]
		if !slices.ContainsFunc(last.Values, func(v policy.Value) bool { return v.Name == word }) {
			t.Errorf("%s: asked_if %q: %s is no value of %s", f.Name, f.AskedIf, word, last.Name)
		}
	}
	return tested
}

func TestEveryDetailHangsOnATick(t *testing.T) {
	facts := factsByName(t)
	asked := []string{}
	all := language(t)
	for _, f := range all.Facts {
		if f.AskedIf == "" && !f.Volunteered && linesOf(all.Cards, f.Name) == nil {
			asked = append(asked, f.Name)
		}
		seen, next := map[string]bool{}, guarded(t, f, facts)
		for len(next) > 0 {
			name := next[0]
			next = next[1:]
			if name == f.Name {
				t.Fatalf("%s guards itself", f.Name)
			}
			if !seen[name] {
				seen[name] = true
				next = append(next, guarded(t, facts[name], facts)...)
			}
			// Nobody is asked whether answers are stored: Expire knows. Nor is anybody handed the page of
			// wishes who does not want it; who tells there that hands shall keep off is asked where.
			if facts[name].Volunteered && name != "session.stored" && name != "wish.untouched" {
				t.Errorf("%s: asked_if %q tests a volunteered fact", f.Name, f.AskedIf)
			}
			if facts[name].HoldsDays == 0 && f.HoldsDays > 0 {
				t.Errorf("%s outlives %s, which leads to it", f.Name, name)
			}
		}
		parent, isPlace := strings.CutSuffix(f.Name, "_at")
		if isPlace != f.Places {
			t.Errorf("%s: places %v", f.Name, f.Places)
		}
		if p, ok := facts[parent]; isPlace && ok && !strings.Contains(f.AskedIf, p.Name) {
			t.Errorf("%s: asked_if %q does not test %s", f.Name, f.AskedIf, parent)
		}
	}
	if diff := cmp.Diff([]string{"client.age", "session.reason", "preg.status"}, asked); diff != "" {
		t.Errorf("facts asked of everybody outside the cards (-want +got):\n%s", diff)
	}
}

func TestHealthyClientNeedsThirteenAnswers(t *testing.T) {
	facts := factsByName(t)
	answers := 3 // age, pregnancy, reason
	for _, card := range language(t).Cards {
		for _, l := range card.Lines {
			if facts[l.Facts[0]].AskedIf == "" {
				answers++
				break
			}
		}
	}
	if answers != 13 {
		t.Errorf("got %d answers, want 13", answers)
	}
}

func TestPlaces(t *testing.T) {
	places := map[string]policy.Place{}
	for _, p := range language(t).Places {
		places[p.Name] = p
	}
	for i, r := range body.All() {
		p := places[r.String()]
		if group := len(p.Contains) > 0; group != (i >= len(body.Regions())) {
			t.Errorf("%s contains %v", p.Name, p.Contains)
		}
		for _, part := range p.Contains {
			if q, ok := places[part]; !ok || len(q.Contains) > 0 {
				t.Errorf("%s contains %s, which is no single region", p.Name, part)
			}
		}
	}
	if got := len(places["whole_body"].Contains); got != len(body.Regions()) {
		t.Errorf("the whole body has %d parts, want %d", got, len(body.Regions()))
	}
	if s := language(t); len(places[s.Default].Contains) != 8 {
		t.Errorf("the default %s has the parts %v", s.Default, places[s.Default].Contains)
	}
}

func TestMostPositions(t *testing.T) {
	all := limits()
	at := slices.IndexFunc(all, func(l policy.Limit) bool { return l.Name == ofPositions })
	if n := len(all[at].Values); n != mostPositions {
		t.Errorf("%d positions, counted as %d", n, mostPositions)
	}
}
