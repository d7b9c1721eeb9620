package screening_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

const editionsFile = "testdata/editions.txt"

// kept is a card as answers of it may have been kept.
type kept struct {
	edition int
	facts   map[string]int // the edition that asked for each first
}

func keptCards(t *testing.T) (header string, cards map[string]kept) {
	t.Helper()
	data, err := os.ReadFile(editionsFile)
	if err != nil {
		t.Fatal(err)
	}
	cards = map[string]kept{}
	card := ""
	for line := range strings.Lines(string(data)) {
		name, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch edition, err := strconv.Atoi(number); {
		case strings.HasPrefix(line, "#"):
			header += line
		case name == "":
		case err != nil:
			t.Fatalf("%s: %q", editionsFile, line)
		case strings.HasPrefix(line, "  "):
			cards[card].facts[name] = edition
		default:
			card = name
			cards[card] = kept{edition, map[string]int{}}
		}
	}
	return header, cards
}

// joins is what is wrong with the cards of today against those that answers may have been kept of.
func joins(before map[string]kept, cards []policy.Card, facts map[string]policy.Fact) (faults []string) {
	bad := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for _, card := range cards {
		edition, seen := max(card.Edition, 1), map[string]bool{}
		was, there := before[card.Name]
		if edition < was.edition {
			bad("card %s is in edition %d and was in %d: an edition never goes back", card.Name, edition, was.edition)
		}
		for _, line := range card.Lines {
			for _, name := range line.Facts {
				since := max(facts[name].Since, 1)
				asked, listed := was.facts[name]
				switch {
				case seen[name] || !there || !listed && replaces(facts[name], was):
				case listed && since != asked:
					bad("%s says since: %d and stood on %s from edition %d: that never changes", name, since, card.Name, asked)
				case !listed && since <= was.edition:
					bad("%s has joined card %s, whose stored answers of edition %d would deny what they never asked: "+
						"write `since: %d` on the fact and `edition: %d` on the card",
						name, card.Name, was.edition, was.edition+1, max(edition, was.edition+1))
				}
				seen[name] = true
			}
		}
	}
	return faults
}

// replaces reports whether a fact stands where one stood that answers may have been kept of: what was ticked
// there says what it said, and a no lapses, for today's words ask more.
func replaces(f policy.Fact, card kept) bool {
	return f.Widened > card.edition && slices.ContainsFunc(f.Was, func(w policy.Was) bool {
		asked, listed := card.facts[w.Fact]
		return listed && asked == max(f.Since, 1)
	})
}

// A fact never joins a card as if the card had always asked for it.
func TestEditions(t *testing.T) {
	header, before := keptCards(t)
	set := loaded(t).Rules()
	facts := map[string]policy.Fact{}
	for _, f := range set.Facts() {
		facts[f.Name] = f
	}
	faults := joins(before, set.Cards(), facts)
	for _, fault := range faults {
		t.Error(fault)
	}
	if *update && len(faults) == 0 {
		out := header
		cards := slices.Clone(set.Cards())
		slices.SortFunc(cards, func(a, b policy.Card) int { return strings.Compare(a.Name, b.Name) })
		for _, card := range cards {
			out += fmt.Sprintf("\n%s %d\n", card.Name, max(card.Edition, 1))
			var names []string
			for _, line := range card.Lines {
				names = append(names, line.Facts...)
			}
			slices.Sort(names)
			for _, name := range slices.Compact(names) {
				out += fmt.Sprintf("  %s %d\n", name, max(facts[name].Since, 1))
			}
		}
		if err := os.WriteFile(editionsFile, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The test above finds what it is there for, and says what to do about it.
func TestEditionsAreHeld(t *testing.T) {
	before := map[string]kept{"now": {2, map[string]int{"a.old": 1, "a.chill": 2}}}
	facts := map[string]policy.Fact{"a.old": {}, "a.chill": {Since: 2}, "a.new": {}, "a.late": {Since: 3}}
	card := func(edition int, facts ...string) []policy.Card {
		return []policy.Card{{Name: "now", Edition: edition, Lines: []policy.Line{{Facts: facts}}}, {Name: "fresh", Lines: []policy.Line{{Facts: []string{"b.any"}}}}}
	}
	for _, test := range []struct {
		cards []policy.Card
		want  string
	}{
		{card(2, "a.old", "a.chill"), ""},
		{card(3, "a.old", "a.chill", "a.late"), ""},
		{card(2, "a.old", "a.new"), "a.new has joined card now, whose stored answers of edition 2 would deny what they never asked: " +
			"write `since: 3` on the fact and `edition: 3` on the card"},
		{card(3, "a.old", "a.new"), "a.new has joined card now, whose stored answers of edition 2 would deny what they never asked: " +
			"write `since: 3` on the fact and `edition: 3` on the card"},
		{card(1, "a.old"), "card now is in edition 1 and was in 2: an edition never goes back"},
	} {
		if got := strings.Join(joins(before, test.cards, facts), "; "); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	facts["a.new"] = policy.Fact{Widened: 3, Was: []policy.Was{{Fact: "a.old"}}}
	if got := joins(before, card(3, "a.new"), facts); len(got) > 0 {
		t.Errorf("a fact in the place of another: %q", got)
	}
	facts["a.new"] = policy.Fact{Widened: 2, Was: []policy.Was{{Fact: "a.old"}}}
	if got := joins(before, card(2, "a.new"), facts); len(got) != 1 {
		t.Errorf("a fact in the place of another, whose denial would stay: %q", got)
	}
	facts["a.chill"] = policy.Fact{}
	want := "a.chill says since: 1 and stood on now from edition 2: that never changes"
	if got := strings.Join(joins(before, card(2, "a.chill"), facts), "; "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A no to a line whose words have been widened since lapses, and the page is asked again; a yes and a
// doubt stay (section 4 of the reconciled field documents).
func TestWidenedWords(t *testing.T) {
	s := loaded(t)
	set := s.Rules()
	var e policy.Evaluation
	widened := map[string]int{}
	for c, card := range set.Cards() {
		for k, line := range card.Lines {
			for _, name := range line.Facts {
				f, _ := set.FactIndex(name)
				edition := set.Facts()[f].Widened
				if edition == 0 {
					continue
				}
				widened[name] = edition
				single := len(line.Facts) == 1 && set.Facts()[f].Kind == policy.YesNo
				for _, test := range []struct {
					answer policy.CardAnswer
					want   policy.State
				}{
					{policy.CardAnswer{Given: true, Edition: edition - 1}, policy.NotAsked},
					{policy.CardAnswer{Given: true, Edition: edition - 1, Unsure: 1 << k}, policy.Unsure},
					{policy.CardAnswer{Given: true, Edition: edition}, policy.Known},
				} {
					a := set.NewAnswers()
					a.SetCard(c, test.answer)
					if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
						t.Fatal(err)
					}
					if got := e.Given(f).State; got != test.want {
						t.Errorf("%s of edition %d, unsure %b, says %v of %s, want %v",
							card.Name, test.answer.Edition, test.answer.Unsure, got, name, test.want)
					}
				}
				if !single {
					continue
				}
				a := set.NewAnswers()
				a.SetCard(c, policy.CardAnswer{Given: true, Edition: edition - 1, Ticked: 1 << k})
				if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
					t.Fatal(err)
				}
				if x := e.Given(f); x.State != policy.Known || !x.Yes {
					t.Errorf("a stored tick of %s is %v", name, x)
				}
			}
		}
	}
	// The lines that section 4 and the changelog call wider than before.
	want := map[string]int{
		"sys.face_arm_speech": 2, "sys.tearing_pain": 2, "sys.neck_artery_signs": 2, "sys.severe_abdo_pain": 2,
		"client.cannot_decide": 2, "allergy.medium": 4, "med.sedating": 4, "cond.abdo_hernia": 4, "cond.carotid": 4, "pos.prone_difficult": 4, "preg.bleeding": 2, "vasc.flow": 4, "vasc.varicose": 4, "sx.dark_urine_now": 2, "neuro.weakness": 2, "sys.flank_fever": 2, "pain.neck_unlike_before": 2, "med.anticoagulant": 2,
		"skin.lump": 3, "skin.mole": 3, "skin.rash": 4, "skin.open": 2, "skin.burn": 2, "skin.haematoma": 2, "skin.fresh_procedure": 2,
	}
	if diff := cmp.Diff(want, widened); diff != "" {
		t.Errorf("widened (-want +got):\n%s", diff)
	}

	// As a clinic sees it: a page of before that denied a blood thinner asks for it again.
	in := healthy(s)
	if err := s.FirstEdition(&in, intake.CardHeartAndBlood); err != nil {
		t.Fatal(err)
	}
	asked, err := s.Questions(in)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(asked, func(q screening.Question) bool { return q.Fact == "med.anticoagulant" }) {
		t.Error("a blood thinner is not asked for again")
	}
	if slices.ContainsFunc(asked, func(q screening.Question) bool { return q.Fact == "hx.stroke" }) {
		t.Error("a stroke is asked for again, in the words of before")
	}
}

// A name that another fact has taken the place of stays readable: a yes says the riskiest that its words
// covered, and a no lapses where today's words ask more.
func TestStoredCalf(t *testing.T) {
	s := loaded(t)
	for stored, want := range map[string]string{"yes": "no_reason", "unsure": "unsure", "no": ""} {
		in, err := s.DecodeIntake([]byte(`{"vasc": {"calf_pain_tender": "` + stored + `"}}`))
		if err != nil {
			t.Errorf("%s: %v", stored, err)
			continue
		}
		x, _ := s.Get(in, "vasc.calf_pain")
		got := ""
		if x.Asked() {
			got = x.String()
		}
		if got != want {
			t.Errorf("a stored %s is %q, want %q", stored, got, want)
		}
	}
	// Told otherwise, an infection and a vaccine count; that they were denied says nothing of today's question.
	for _, stored := range []string{`{"cond": {"acute_infection": "yes"}}`, `{"proc": {"vaccine_recent": "yes"}}`} {
		in, err := s.DecodeIntake([]byte(stored))
		if err != nil {
			t.Fatal(err)
		}
		if d := decided(t, s, in); !slices.ContainsFunc(d.Findings, func(f screening.Finding) bool {
			return f.Rule == "fever.infection" || f.Rule == "organs.vaccine"
		}) {
			t.Errorf("%s says nothing", stored)
		}
	}
	in := healthy(s)
	delete(in.Cards, intake.CardThisWeek)
	for _, name := range []string{"cond.acute_infection", "proc.vaccine_recent"} {
		if err := s.Set(&in, name, answer.Of(answer.No)); err != nil {
			t.Fatal(err)
		}
	}
	if d := decided(t, s, in); d.Disposition != screening.Clarify {
		t.Errorf("a stored no clears: %s", d.Disposition)
	}
}

// A stored tick of a line that stands on another card today is read there, and that card is asked again.
func TestMovedLines(t *testing.T) {
	s := loaded(t)
	var lines []intake.Line // of the card, today: one that has joined since is as open as the others
	for _, c := range s.Rules().Cards() {
		for _, l := range c.Lines {
			if c.Name == string(intake.CardThisWeek) {
				lines = append(lines, intake.Line(l.Name))
			}
		}
	}
	for _, test := range []struct {
		stored string
		want   intake.Cards
	}{
		{`{"cards": {"unwell_now": {"ticked": ["feverish", "catching_skin"], "unsure": ["infection"]}}}`, intake.Cards{
			intake.CardUnwellNow: {Ticked: []intake.Line{intake.LineFeverish}},
			intake.CardThisWeek: {
				Ticked: []intake.Line{intake.LineCatchingSkin}, Unsure: []intake.Line{intake.LineInfection},
				Open: []intake.Line{intake.LineStomach, intake.LinePusOrHotSkin, intake.LineSwellingGeneral, intake.LineToday},
			},
		}},
		{`{"cards": {"cancer_and_operations": {"ticked": ["vaccine"]}}}`, intake.Cards{
			intake.CardCancerAndOperations: {},
			intake.CardThisWeek: {
				Ticked: []intake.Line{intake.LineToday},
				Open:   slices.DeleteFunc(slices.Clone(lines), func(l intake.Line) bool { return l == intake.LineToday }),
			},
		}},
		// The page of today says it itself. What it denies against a tick is asked again and not lost.
		{`{"cards": {"cancer_and_operations": {"ticked": ["vaccine"]}, "this_week": {"ticked": ["today"]}}}`, intake.Cards{
			intake.CardCancerAndOperations: {}, intake.CardThisWeek: {Ticked: []intake.Line{intake.LineToday}},
		}},
		{`{"cards": {"cancer_and_operations": {"ticked": ["vaccine"]}, "this_week": {"unsure": ["stomach"]}}}`, intake.Cards{
			intake.CardCancerAndOperations: {},
			intake.CardThisWeek:            {Unsure: []intake.Line{intake.LineStomach}, Open: []intake.Line{intake.LineToday}},
		}},
	} {
		in, err := s.DecodeIntake([]byte(test.stored))
		if err != nil {
			t.Errorf("%s: %v", test.stored, err)
			continue
		}
		if diff := cmp.Diff(test.want, in.Cards); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.stored, diff)
		}
	}
	if _, err := s.DecodeIntake([]byte(`{"cards": {"look": {"ticked": ["vaccine"]}}}`)); err == nil {
		t.Error("a line of no such card is read")
	}
}

// N-IS04: what was told before the side of the neck and the front of the knee had names of their own
// counts for them too; what is told today does not.
func TestStoredPlaces(t *testing.T) {
	s := newScreener(t)
	told := func(edition int) screening.Intake {
		in := screening.Intake{Regions: []body.Region{body.KneeFront, body.NeckSide, body.LowerLeg}}
		in.Cards = intake.Cards{intake.CardSkinAndHealth: {Ticked: []intake.Line{intake.LineNerveIllness}, Edition: edition}}
		for _, x := range [][]string{{"cond.crps", "yes"}, {"cond.crps_at", "lower_leg", "neck_anterior"}} {
			if err := s.SetText(&in, x[0], x[1:]...); err != nil {
				t.Fatal(err)
			}
		}
		in.Cards[intake.CardSkinAndHealth] = intake.CardAnswer{Ticked: []intake.Line{intake.LineNerveIllness}, Edition: edition}
		return in
	}
	edition := 0
	for _, c := range s.Rules().Cards() {
		if c.Name == string(intake.CardSkinAndHealth) {
			edition = c.Edition
		}
	}
	for _, c := range []struct {
		name    string
		edition int
		want    bool
	}{{"an earlier edition", edition - 1, true}, {"the edition in force", edition, false}, {"no edition", 0, false}} {
		d, err := s.Screen(told(c.edition))
		if err != nil {
			t.Fatal(err)
		}
		for region, want := range map[body.Region]bool{body.KneeFront: c.want, body.NeckSide: c.want, body.LowerLeg: true} {
			rd, _ := d.For(region)
			if got := rd.Disposition == screening.Withhold; got != want {
				t.Errorf("%s: %s is %v", c.name, region, rd.Disposition)
			}
		}
	}
	// And it still does once the card has been carried to the edition in force.
	in := told(edition - 1)
	if err := s.Tick(&in, intake.CardSkinAndHealth, intake.LineAllergy); err != nil {
		t.Fatal(err)
	}
	at, err := s.Get(in, "cond.crps_at")
	if names, _ := at.Values(); err != nil || !slices.Contains(names, "knee_front") || !slices.Contains(names, "neck_side") {
		t.Errorf("cond.crps_at is %v, %v", at, err)
	}
}
