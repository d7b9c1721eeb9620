package fhir_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// filled is a form with answers drawn by chance, as a renderer shows it: what is not enabled is not
// answered.
type filled struct {
	r       *rand.Rand
	enabled map[string]bool
	codes   map[string][]string // answers by linkId
	numbers map[string]float64
	lines   map[string]bool // those on the form
}

func newFilled(seed uint64) *filled {
	return &filled{
		r: rand.New(rand.NewPCG(seed, 3)), enabled: map[string]bool{}, codes: map[string][]string{},
		numbers: map[string]float64{},
	}
}

func (a *filled) holds(w fhir.When) bool {
	number, isNumber := a.numbers[w.Question]
	limit := 0.0
	switch {
	case w.Operator == "exists":
		return (isNumber || len(a.codes[w.Question]) > 0) == *w.Boolean
	case w.Coding != nil:
		return slices.Contains(a.codes[w.Question], w.Coding.Code)
	case w.Integer != nil:
		limit = float64(*w.Integer)
	default:
		limit = *w.Decimal
	}
	switch w.Operator {
	case ">":
		return isNumber && number > limit
	case ">=":
		return isNumber && number >= limit
	case "<":
		return isNumber && number < limit
	}
	return isNumber && number <= limit
}

func (a *filled) fill(items []fhir.Item, shown bool, often int) {
	for _, i := range items {
		now := shown
		if len(i.EnableWhen) > 0 {
			any := slices.ContainsFunc(i.EnableWhen, a.holds)
			all := !slices.ContainsFunc(i.EnableWhen, func(w fhir.When) bool { return !a.holds(w) })
			now = shown && (all || any && i.EnableBehavior == "any")
		}
		a.enabled[i.LinkID] = now
		a.fill(i.Item, now, often)
		number, sure := strings.CutSuffix(i.LinkID, ".unsure")
		_, given := a.numbers[number]
		if !now || i.Type == "group" || a.r.IntN(100) >= often || sure && given {
			continue
		}
		if i.Type != "choice" {
			a.numbers[i.LinkID] = float64(a.r.IntN(60))
			continue
		}
		for n := range i.AnswerOption {
			x := &i.AnswerOption[a.r.IntN(len(i.AnswerOption))]
			if n == 0 || i.Repeats && a.r.IntN(3) == 0 {
				a.codes[i.LinkID] = append(a.codes[i.LinkID], x.Coding.Code)
			}
		}
	}
}

// answers are those of the form as the engine takes them. Lines of the other form stay open.
func (a *filled) answers(set *policy.Set) *policy.Answers {
	out := set.NewAnswers()
	for c, card := range set.Cards() {
		id := "card." + card.Name
		ticked, unsure := a.codes[id+".ticked"], a.codes[id+".unsure"]
		answered := len(ticked) > 0 || len(a.codes[id+".none"]) > 0
		if !answered && len(unsure) == 0 {
			continue
		}
		told := policy.CardAnswer{Given: true}
		for i, line := range card.Lines {
			switch {
			case slices.Contains(ticked, line.Name):
				told.Ticked |= 1 << i
			case slices.Contains(unsure, line.Name):
				told.Unsure |= 1 << i
			case !answered || !a.lines[line.Name]:
				told.Open |= 1 << i
			}
		}
		out.SetCard(c, told)
	}
	for i, f := range set.Facts() {
		codes := a.codes[f.Name]
		number, isNumber := a.numbers[f.Name]
		x := policy.Answer{State: policy.Known, Number: number}
		switch {
		case slices.Contains(codes, "asked-unknown") || len(a.codes[f.Name+".unsure"]) > 0:
			x = policy.Answer{State: policy.Unsure}
		case isNumber:
			x.Number = min(max(number, f.Least), f.Most)
		case len(codes) == 0:
			continue
		default:
			x.Yes = slices.Contains(codes, "Y")
			for n, v := range f.Values {
				if slices.Contains(codes, v.Name) && (v.Name != f.None || len(codes) == 1) {
					x.Values |= 1 << n
				}
			}
		}
		out.SetFact(i, x)
	}
	return out
}

// may is whether a test holds or is left possible by unsure answers, as [policy.Test] defines it.
func may(set *policy.Set, e *policy.Evaluation, t *policy.Test, not bool) bool {
	if t == nil {
		return true
	}
	every := func() bool {
		return !slices.ContainsFunc(t.Kids, func(k *policy.Test) bool { return !may(set, e, k, not) })
	}
	some := func() bool {
		return slices.ContainsFunc(t.Kids, func(k *policy.Test) bool { return may(set, e, k, not) })
	}
	switch t.Op {
	case policy.Not:
		return may(set, e, t.Kids[0], !not)
	case policy.Defined:
		return may(set, e, t.Kids[0], not)
	case policy.And:
		return !not && every() || not && some()
	case policy.Or:
		return not && every() || !not && some()
	case policy.AtLeast:
		n, enough := 0, t.N
		for _, k := range t.Kids {
			if may(set, e, k, not) {
				n++
			}
		}
		if not {
			enough = len(t.Kids) - t.N + 1
		}
		return n >= enough
	}
	f, given := &set.Facts()[t.Fact], e.Given(t.Fact)
	if !may(set, e, set.GuardTest(t.Fact), false) || given.State == policy.NotAsked {
		return false
	}
	values := t.Values
	for i, v := range f.Values {
		for n, other := range f.Values {
			if !not && slices.Contains(v.Like, other.Name) && t.Values>>n&1 == 1 {
				values |= 1 << i
			}
		}
	}
	pass := given.Yes
	switch t.Op {
	case policy.IsAmong, policy.Holds:
		pass = given.Values&values != 0
	case policy.FromNumber:
		pass = given.Number >= t.Number
	case policy.AboveNumber:
		pass = given.Number > t.Number
	}
	return given.State == policy.Unsure || pass != not
}

// Wherever a guard holds or is left possible by an unsure answer, its item is enabled.
func checkGuards(t *testing.T, set *policy.Set, form fhir.Form, n int) {
	t.Helper()
	form.Base, form.Language, form.Title = "https://clinic.example/fhir", "en", "Before"
	form.NotSure, form.NoneOfThese, form.Yes, form.No = "Not sure", "None of these", "Yes", "No"
	q := fhir.Of(set, form)
	lines := map[string]bool{}
	for _, i := range q.Item {
		if i.Type == "group" && len(i.Item) > 0 && strings.HasSuffix(i.Item[0].LinkID, ".ticked") {
			for _, o := range i.Item[0].AnswerOption {
				lines[o.Coding.Code] = true
			}
		}
	}
	sound(t, q)
	meant, failed := 0, map[string]bool{}
	var e policy.Evaluation
	for seed := range n {
		a := newFilled(uint64(seed))
		a.lines = lines
		a.fill(q.Item, true, []int{30, 70, 95}[seed%3])
		answers := a.answers(set)
		if set.Evaluate(answers, policy.Request{}, &e) != nil {
			continue // a line is ticked and all of it denied
		}
		for i, f := range set.Facts() {
			enabled, item := a.enabled[f.Name]
			if !item || set.GuardTest(i) == nil || failed[f.Name] || !may(set, &e, set.GuardTest(i), false) {
				continue
			}
			ticked, onLine := false, false
			for c, card := range set.Cards() {
				for n, l := range card.Lines {
					if slices.Contains(l.Facts, f.Name) {
						onLine, ticked = true, ticked || answers.Card(c).Ticked>>n&1 == 1
					}
				}
			}
			if onLine && !ticked {
				continue
			}
			if meant++; !enabled {
				failed[f.Name] = true
				t.Errorf("seed %d: %s is not asked, though %s may hold", seed, f.Name, f.AskedIf)
			}
		}
	}
	if meant < n/8 {
		t.Errorf("guards held %d times in %d forms, too seldom to say anything", meant, n)
	}
}

// On a form that nobody has touched nothing is asked that hangs on an answer.
func TestBlankFormAsksNoDetail(t *testing.T) {
	s, all := forms(t)
	a := newFilled(1)
	a.fill(all[0].Item, true, 0)
	for i, f := range s.Rules().Facts() {
		if s.Rules().GuardTest(i) != nil && a.enabled[f.Name] {
			t.Errorf("%s is asked of everybody", f.Name)
		}
	}
}

func TestItemsAreEnabledWhereTheirGuardsMayHold(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []fhir.Form{{}, {Repeat: true}, {Aloud: true}} {
		checkGuards(t, s.Rules(), form, draws.Of(t, 2000))
	}
}

// Guards of every sort, negations above all. The rules are of no use.
func TestNegatedGuards(t *testing.T) {
	checkGuards(t, gates(t), fhir.Form{}, draws.Of(t, 4000))
}

func gates(t *testing.T) *policy.Set {
	t.Helper()
	fact := func(name, guard string) policy.Fact {
		return policy.Fact{Name: name, Ask: "How?", Risk: policy.RiskMore, AskedIf: guard}
	}
	list := func(name string, kind policy.FactKind, none string) policy.Fact {
		f := fact(name, "")
		f.Kind, f.None = kind, none
		f.Values = []policy.Value{{Name: "none", Says: "None"}, {Name: "red", Says: "Red"}, {Name: "blue",
			Says: "Blue"}}
		return f
	}
	number := fact("g.number", "")
	number.Kind, number.Most = policy.Whole, 60
	tells, weight := fact("g.tells", ""), fact("g.weight", "")
	tells.Volunteered, tells.Usual = true, "no"
	weight.Kind, weight.Most, weight.Volunteered, weight.Usual = policy.Whole, 60, true, "10"
	one, set := list("g.one", policy.OneOf, "none"), list("g.set", policy.SetOf, "none")
	one.Values = append(one.Values, policy.Value{Name: "pink", Says: "Pink", Like: []string{"red"}})
	schema := policy.Schema{
		Facts: []policy.Fact{
			fact("g.single", ""), fact("g.pair", ""), one, set, number, tells, weight, fact("g.staff", ""),
			fact("g.free", ""), fact("g.implied", "g.free"), fact("g.chained", ""),
			fact("d.single", "!g.single"), fact("d.pair", "!g.pair"), fact("d.one", "g.one != red"),
			fact("d.red", "g.one == red"),
			fact("d.set", "!(red in g.set)"), fact("d.none", "g.set == none"), fact("d.number", "g.number < 30"),
			fact("d.tells", "!g.tells"), fact("d.weight", "g.weight >= 30"), fact("d.light", "g.weight < 30"),
			fact("d.staff", "g.staff || g.single"), fact("d.both",
				"!(g.single || g.free) || g.number >= 30 && !g.pair"),
			fact("d.some", "at_least(2, [g.single, g.free, !g.pair])"), fact("d.implied", "g.implied"),
			fact("d.chained", "g.chained"), fact("d.detail", "!d.single"),
		},
		Cards: []policy.Card{{Name: "card", Ask: "Any?", Lines: []policy.Line{
			{Name: "single", Says: "Single", Facts: []string{"g.single"}},
			{Name: "several", Says: "Several", Facts: []string{"g.pair", "g.one"}},
			{Name: "other", Says: "Other", Facts: []string{"g.chained"}},
			{Name: "again", Says: "Again", Facts: []string{"g.chained", "g.set"}},
			{Name: "seen", Says: "Seen", Facts: []string{"g.staff"}, Staff: true},
		}}},
		Levels:    []policy.Level{{Disposition: "go"}, {Kind: "stop", Disposition: "stay"}},
		Undecided: "look", CertainFrom: "stop", Urgencies: []string{"none"}, UnsureKind: "stop", UnsureUrgency: "none",
		LimitKind: "stop", WaivedFrom: "stop", WaivedTo: "stop", Places: []policy.Place{{Name: "here"}},
		Default: "here",
		Texts:   []policy.Text{{Name: "says", Required: true}}, Grades: []string{"A"},
	}
	rules := `
implications:
  - {when: g.single && g.number >= 30, implies: g.implied, because: It is so.}
  - {when: g.implied, implies: g.chained, because: It is so.}
sources:
  book: {cites: A book, level: A, read: excerpt}
rules:
  - {id: r.one, kind: stop, when: g.single, says: No., sources: [book], grade: A}
`
	out, err := policy.Load(schema, policy.Layer{Name: "gates",
		Files: fstest.MapFS{"gates.yaml": {Data: []byte(rules)}}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
