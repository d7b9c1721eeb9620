package policy_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/safehands/safehands/screening/policy"
)

const ownRule = `
rules:
  - id: own.pond
    kind: ban
    urgency: none
    regions: [pond]
    when: frost.hard
    says: Ice does not carry.
    sources: [handbook]
    grade: C
`

func overlay(text string) policy.Layer {
	return policy.Layer{Name: "house", Files: file(text)}
}

func loosening(text string) policy.Layer {
	l := overlay(text)
	l.Loosening, l.RedFlags = true, true
	return l
}

func rule(t *testing.T, s *policy.Set, id string) policy.Rule {
	t.Helper()
	i, ok := s.RuleIndex(id)
	if !ok {
		t.Fatalf("no rule %s", id)
	}
	return s.Rules()[i]
}

// Laying something on never needs permission, and leaves what lies below as it was.
func TestOverlayAdds(t *testing.T) {
	before := mustLoad(t, base())
	after := mustLoad(t, base(), overlay(ownRule))
	if got := rule(t, after, "own.pond").Layer; got != "house" {
		t.Errorf("layer of own.pond is %q, want house", got)
	}
	kept := slices.DeleteFunc(slices.Clone(after.Rules()), func(r policy.Rule) bool { return r.ID == "own.pond" })
	if diff := cmp.Diff(before.Rules(), kept, cmpopts.IgnoreUnexported(policy.Rule{}, policy.RuleLimit{})); diff != "" {
		t.Errorf("rules below mismatch (-want +got):\n%s", diff)
	}
	if before.Fingerprint() == after.Fingerprint() {
		t.Error("the fingerprint did not change")
	}
}

// What a change needs: words alone nothing, what is proved to make nobody come out milder its
// reason, all else permission too, and red flags and the last urgency one of their own.
func TestOverlayNeedsReasonAndPermission(t *testing.T) {
	const (
		nothing = iota
		reason
		permission
		redFlags
	)
	tests := []struct {
		name  string
		text  string
		needs int
	}{
		{"a rule's words", `{rule: soil.wet, says: Nasser Boden wird geschont.}`, nothing},
		{"an until", `{rule: soil.flooded, until: Das Wasser ist weg.}`, nothing},
		{"a fact's question", `{fact: frost.hard, ask: Ist der Boden gefroren}`, nothing},
		{"a card's question", `{card: today, ask: Heute etwas davon}`, nothing},
		{"a card's line", `{card: today, lines: {frost: Gefrorener Boden}}`, nothing},
		{"a fact's choices", `{fact: soil.state, values: {wet: Nass, dry: Trocken}}`, nothing},
		{"a rule's note", `{rule: soil.wet, note: Bretter verteilen das Gewicht.}`, nothing},
		{"the reason of an unsure outcome", `{rule: crew.saws, if_unsure: {reason: man sieht es}}`, nothing},
		{"a parameter's basis", `{parameter: frost_nights, basis: drei kalte Tage}`, nothing},
		{"a citation", `{source: handbook, cites: Das Gartenbuch}`, nothing},
		{"a basis and a higher threshold", `{parameter: frost_nights, basis: vier, value: 4}`, redFlags},
		{"words and a milder kind", `{rule: soil.flooded, says: Nass., kind: care}`, permission},
		{"a stricter kind", `{rule: soil.wet, kind: ban}`, reason},
		{"a milder kind", `{rule: soil.flooded, kind: care}`, permission},
		{"a rule at a clearance's level made one above it", `{rule: nest.hedge, kind: pause, until: They have flown.}`, reason},
		{"more urgency", `{rule: soil.wet, urgency: soon}`, reason},
		{"less urgency", `{rule: nest.hedge, urgency: none}`, permission},
		{"a wider test", `{rule: soil.wet, when: "at_or_above(soil.state, wet) || frost.hard"}`, reason},
		{"a narrower test", `{rule: soil.wet, when: soil.state == wet}`, permission},
		{"a test written in another way", `{rule: soil.wet, when: "soil.state in [wet, flooded]"}`, reason},
		{"a test in two halves", `{rule: soil.wet, when: "(at_or_above(soil.state, wet) && frost.hard) || (at_or_above(soil.state, wet) && !frost.hard)"}`, reason},
		{"more regions", `{rule: soil.wet, regions: [lawn, bed]}`, reason},
		{"other regions", `{rule: soil.wet, regions: [bed]}`, permission},
		{"a rule's site", `{rule: soil.wet, at: nest.sites, when: nest.present}`, permission},
		{"no limits", `{rule: soil.wet, limits: []}`, permission},
		{"a tighter limit", `{rule: soil.wet, limits: [{depth_cm: 4, avoid_tools: [mower, saw]}]}`, permission}, // the note elsewhere asked for care there
		{"a tighter limit and the note", `{rule: soil.wet, limits: [{depth_cm: 4, avoid_tools: [mower, saw]}, {note: Boards., regions: elsewhere}]}`, reason},
		{"a wider limit", `{rule: soil.wet, limits: [{depth_cm: 6, avoid_tools: [mower]}, {note: Boards., regions: elsewhere}]}`, permission},
		{"an unsure outcome that counts for nothing", `{rule: soil.wet, if_unsure: {kind: none, reason: seen}}`, permission},
		{"an unsure outcome that counts for more", `{rule: crew.saws, if_unsure: {kind: care, reason: not seen}}`, reason},
		{"a red flag taken off", `{rule: frost.roots, red_flag: false}`, redFlags},
		{"a red flag put on", `{rule: nest.hedge, red_flag: true}`, reason},
		{"a rule's rows", `{rule: frost.roots, rows: []}`, reason},
		{"a rule's claims", `{rule: frost.roots, claims: [S1]}`, reason},
		{"a rule's reviewer", `{rule: frost.roots, reviewed_by: somebody}`, reason},
		{"a rule's grade", `{rule: frost.roots, grade: B}`, reason},
		{"a rule's sources", `{rule: frost.roots, sources: [handbook]}`, reason},
		{"a rule taken out", `{rule: soil.wet, disable: true}`, permission},
		{"a red flag taken out", `{rule: frost.roots, disable: true}`, redFlags},
		{"a lower threshold", `{parameter: frost_nights, value: 2}`, reason},
		{"a higher threshold", `{parameter: frost_nights, value: 4}`, redFlags},
		{"a parameter of a limit", `{parameter: nest_margin_m, value: 2}`, permission},
		{"a larger margin", `{parameter: nest_margin_m, value: 3}`, reason},
		{"a parameter that no rule reads", `{parameter: acid_ph, value: 5}`, permission},
		{"a wider definition", `{define: crew.green, when: crew.age < 20 && !crew.trained}`, reason},
		{"a narrower definition", `{define: crew.green, when: crew.age < 16 && !crew.trained}`, permission},
		{"a usual value that no rule reads", `{fact: soil.ph, usual: 7}`, reason},
		{"a guard", `{fact: frost.hard, asked_if: nest.present}`, redFlags},
		{"a guard taken off", `{fact: frost.nights, asked_if: ""}`, reason},
		{"an answer that holds longer", `{fact: frost.hard, holds_days: 3}`, permission},
	}
	missing := func(change string, may, flags bool) (needs string) {
		l := overlay("changes:\n  - " + change + "\n")
		l.Loosening, l.RedFlags = may, flags
		_, err := policy.Load(garden(), base(), l)
		if err == nil {
			return ""
		}
		for _, x := range [][2]string{
			{"reason ", "needs a reason"}, {"permission ", "was not allowed to loosen anything"}, {"red flags ", "weakens red flags or emergencies"},
		} {
			if strings.Contains(err.Error(), x[1]) {
				needs += x[0]
			}
		}
		if needs == "" {
			return err.Error()
		}
		return needs
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			because := strings.TrimSuffix(tt.text, "}") + ", reason: house rule}"
			want := [...][4]string{
				nothing:    {},
				reason:     {0: "reason "},
				permission: {0: "reason permission ", 1: "permission "},
				redFlags:   {0: "reason permission ", 1: "permission ", 2: "red flags "},
			}[tt.needs]
			got := [4]string{missing(tt.text, false, false), missing(because, false, false), missing(because, true, false), missing(because, true, true)}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("with nothing, a reason, permission, and that for red flags, what is missing mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOverlayChangesRule(t *testing.T) {
	s := mustLoad(t, base(), loosening(`
changes:
  - {rule: nest.hedge, kind: ban, urgency: none, regions: [border], limits: [{note: Keep off.}], reason: hatching}
  - {rule: nest.hedge, says: Birds first.}
  - {rule: frost.roots, red_flag: false, rows: [F2], reason: only young trees}
`), policy.Layer{Name: "season", Loosening: true, Files: file("changes:\n  - {rule: nest.hedge, urgency: soon, reason: spring}\n")})
	got := rule(t, s, "nest.hedge")
	want := policy.Rule{
		ID: "nest.hedge", Kind: "ban", Urgency: "soon", Regions: []string{"border"}, When: "nest.present",
		Limits: []policy.RuleLimit{{Name: "note", Note: "Keep off."}}, Texts: map[string]string{"says": "Birds first."},
		Sources: []string{"handbook"}, Grade: "B", Layer: "base",
		Position: "garden.yaml:19:5", Changed: []string{"hatching", "spring"},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(policy.Rule{}, policy.RuleLimit{})); diff != "" {
		t.Errorf("nest.hedge mismatch (-want +got):\n%s", diff)
	}
	if roots := rule(t, s, "frost.roots"); roots.RedFlag || !slices.Equal(roots.Rows, []string{"F2"}) {
		t.Errorf("frost.roots has red flag %t and rows %q, want false and [F2]", roots.RedFlag, roots.Rows)
	}
}

func TestOverlayDisables(t *testing.T) {
	s := mustLoad(t, base(), loosening("changes:\n  - {rule: soil.wet, disable: true, reason: paved paths}\n"))
	if _, ok := s.RuleIndex("soil.wet"); ok {
		t.Error("soil.wet is still in force")
	}
	want := []policy.Disabled{{Rule: "soil.wet", Layer: "house", Reason: "paved paths"}}
	if diff := cmp.Diff(want, s.Disabled()); diff != "" {
		t.Errorf("Disabled mismatch (-want +got):\n%s", diff)
	}
}

func TestOverlayChangesTheRest(t *testing.T) {
	s := mustLoad(t, base(), loosening(`
changes:
  - {parameter: frost_nights, value: 2.5, reason: young trees}
  - {define: crew.green, when: crew.age < 16, reason: house rule}
  - {fact: soil.ph, usual: 7.5, ask: Wie sauer ist der Boden, reason: chalk}
  - {fact: frost.hard, holds_days: 2, reason: slow thaw}
  - {fact: frost.nights, asked_if: "", reason: always asked here}
  - {card: today, ask: Heute, lines: {nest: Ein Nest}}
`))
	if got, _ := s.Parameter("frost_nights"); got != 2.5 {
		t.Errorf("frost_nights is %g, want 2.5", got)
	}
	if got := s.Definitions()[0].When; got != "crew.age < 16" {
		t.Errorf("crew.green is %q", got)
	}
	fact := func(name string) policy.Fact {
		i, _ := s.FactIndex(name)
		return s.Facts()[i]
	}
	if ph := fact("soil.ph"); ph.Usual != "7.5" || ph.Ask != "Wie sauer ist der Boden" {
		t.Errorf("soil.ph is %q usually, asked as %q", ph.Usual, ph.Ask)
	}
	if got := fact("frost.hard").HoldsDays; got != 2 {
		t.Errorf("frost.hard holds %d days, want 2", got)
	}
	if got := fact("frost.nights").AskedIf; got != "" {
		t.Errorf("frost.nights is asked if %q, want always", got)
	}
	card := s.Cards()[0]
	if card.Ask != "Heute" || card.Lines[1].Says != "Ein Nest" || card.Lines[0].Says != "Frozen ground" {
		t.Errorf("card is %+v", card)
	}
	if diff := cmp.Diff(garden(), mustLoad(t, base()).Schema()); diff != "" {
		t.Errorf("the schema changed (-want +got):\n%s", diff)
	}
}

func TestFingerprints(t *testing.T) {
	const sources = "sources:\n  own: {cites: Own, level: A, read: memory}\n"
	own := func(when string) string { return strings.Replace(ownRule, "frost.hard", when, 1) }
	tests := []struct {
		name          string
		before, after string
		meaning, text bool // whether it changes
	}{
		{"nothing", ownRule, ownRule, false, false},
		{"layout of the file", ownRule, strings.Replace(ownRule, "[pond]", "\n      - pond   # the only water\n", 1), false, false},
		{"order of keys", ownRule, "\nrules:\n  - when: frost.hard\n    grade: C\n    id: own.pond\n    sources: [handbook]\n    says: Ice does not carry.\n" +
			"    regions: [pond]\n    urgency: none\n    kind: ban\n", false, false},
		{"brackets that change nothing", own("frost.hard && nest.present"), own("frost.hard && (nest.present)"), true, false},
		{"blanks around operators", own("frost.hard && !nest.present"), own("'frost.hard&&! nest.present'"), false, false},
		{"lines of an expression", own("frost.hard || nest.present"), own("|\n      frost.hard // cold\n      || nest.present"), false, false},
		{"a comment that ends a line", own("|\n      frost.hard // cold\n      || nest.present"), own("|\n      frost.hard // cold || nest.present"), true, false},
		{"order of regions", strings.Replace(ownRule, "[pond]", "[pond, bed]", 1), strings.Replace(ownRule, "[pond]", "[bed, pond]", 1), false, false},
		{"words", ownRule, strings.Replace(ownRule, "Ice", "Thin ice", 1), false, true},
		{"a source", sources + ownRule, strings.Replace(sources, "Own", "Mine", 1) + ownRule, false, true},
		{"grade", ownRule, strings.Replace(ownRule, "grade: C", "grade: B", 1), false, true},
		{"kind", ownRule, strings.Replace(ownRule, "ban", "permit", 1), true, false},
		{"urgency", ownRule, strings.Replace(ownRule, "none", "soon", 1), true, false},
		{"regions", ownRule, strings.Replace(ownRule, "[pond]", "[bed]", 1), true, false},
		{"test", ownRule, own("nest.present"), true, false},
		{"limit", ownRule + "    limits: [{depth_cm: 3}]\n", ownRule + "    limits: [{depth_cm: 4}]\n", true, false},
		{"order of a limit's keys", ownRule + "    limits: [{depth_cm: 3, avoid_water: true}]\n", ownRule + "    limits: [{avoid_water: true, depth_cm: 3}]\n", false, false},
		{"note", ownRule + "    limits: [{note: A}]\n", ownRule + "    limits: [{note: B}]\n", false, true},
		{"red flag", ownRule, ownRule + "    red_flag: true\n", true, false},
		{"unsure outcome", ownRule, ownRule + "    if_unsure: {kind: care, reason: seen}\n", true, true},
		{"a fact's question", "changes:\n  - {fact: frost.hard, ask: A}\n", "changes:\n  - {fact: frost.hard, ask: B}\n", false, true},
		{"a usual value", "", "changes:\n  - {fact: soil.ph, usual: 7, reason: chalk}\n", true, false},
		{"a parameter", "", "changes:\n  - {parameter: frost_nights, value: 2, reason: own}\n", true, false},
		{"a definition", "", "changes:\n  - {define: crew.green, when: crew.age < 16, reason: own}\n", true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			load := func(text string) *policy.Set {
				if text == "" {
					return mustLoad(t, base())
				}
				return mustLoad(t, base(), loosening(text))
			}
			before, after := load(tt.before), load(tt.after)
			if got := before.Fingerprint() != after.Fingerprint(); got != tt.meaning {
				t.Errorf("fingerprint changed: %t, want %t", got, tt.meaning)
			}
			if got := before.TextFingerprint() != after.TextFingerprint(); got != tt.text {
				t.Errorf("text fingerprint changed: %t, want %t", got, tt.text)
			}
		})
	}
}

// The order of files, and of what stands in them, carries no meaning.
func TestOrderCarriesNoMeaning(t *testing.T) {
	parts := []string{
		"parameters:\n  own_b: {value: 2, unit: m, basis: b}\n  own_a: {value: 1, unit: m, basis: a}\n",
		"facts:\n  - {name: own.b, kind: yes_no, ask: B}\n  - {name: own.a, kind: whole, ask: A, least: 0, most: 9}\n",
		"define:\n  own.test: own.b && own.a > param.own_a\n",
		ownRule[1:],
		"rules:\n  - {id: own.first, kind: care, urgency: none, when: own.test, says: First, sources: [handbook], grade: A}\n",
	}
	load := func(names ...string) *policy.Set {
		files := fstest.MapFS{}
		for i, name := range names {
			files[name] = &fstest.MapFile{Data: []byte(parts[i])}
		}
		return mustLoad(t, base(), policy.Layer{Name: "house", Files: files})
	}
	want, got := load("a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"), load("z/e.yaml", "d.yaml", "c.yml", "b.yaml", "a.yaml")
	if want.Fingerprint() != got.Fingerprint() || want.TextFingerprint() != got.TextFingerprint() {
		t.Error("a fingerprint changed")
	}
	if diff := cmp.Diff(want.Rules(), got.Rules(), cmpopts.IgnoreFields(policy.Rule{}, "Position"), cmpopts.IgnoreUnexported(policy.Rule{}, policy.RuleLimit{})); diff != "" {
		t.Errorf("Rules mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want.Facts(), got.Facts()); diff != "" {
		t.Errorf("Facts mismatch (-want +got):\n%s", diff)
	}
}

// needsLater is what a layer is told that changes something between two layers of which the lower
// cannot do without the upper.
const needsLater = "house: own.yaml:2:5: what lies below needs a later layer, so that nothing proves that changing rule soil.wet is no milder; " +
	"house was not allowed to loosen anything"

func TestOverlayThatNeedsALaterLayer(t *testing.T) {
	early := policy.Layer{
		Name: "early", Files: file2("early.yaml", strings.Replace(ownRule, "[handbook]", "[late]", 1)),
	}
	late := policy.Layer{
		Name: "late", Files: file2("late.yaml", "sources:\n  late: {cites: Late, level: A, read: memory}\n"),
	}
	_, err := policy.Load(garden(), base(), early, overlay("changes:\n  - {rule: soil.wet, kind: ban, reason: clay}\n"), late)
	if diff := cmp.Diff(needsLater, errorText(err)); diff != "" {
		t.Errorf("Load mismatch (-want +got):\n%s", diff)
	}
}
