package screening_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// person is somebody who can answer everything that is asked.
type person struct {
	name    string
	set     *policy.Set
	truth   *policy.Answers // every fact, none of the cards
	asked   *policy.Answers // what was asked and has no truth
	request policy.Request
}

// newPerson answers what a client left open as somebody who is well.
func newPerson(set *policy.Set, name string, told *policy.Answers, r policy.Request) (*person, error) {
	var e policy.Evaluation
	if err := set.Evaluate(told, r, &e); err != nil {
		return nil, err
	}
	p := &person{name: name, set: set, truth: set.NewAnswers(), asked: set.NewAnswers(), request: r}
	for i := range set.Facts() {
		f := &set.Facts()[i]
		counted := f.Kind == policy.Whole || f.Kind == policy.Decimal
		if f.Volunteered { // a usual value was told by nobody
			p.truth.SetFact(i, told.Fact(i))
			continue
		}
		if p.truth.SetFact(i, e.Given(i)); p.truth.Fact(i).State == policy.NotAsked && (!counted || f.Name == "client.age") {
			p.truth.SetFact(i, well(f))
		}
	}
	set.Prune(p.truth)
	return p, nil
}

// well is the answer of somebody who is well.
func well(f *policy.Fact) policy.Answer {
	a := policy.Answer{State: policy.Known}
	switch f.Kind {
	case policy.YesNo:
		a.Yes = f.Risk == policy.RiskLess
	case policy.Whole, policy.Decimal:
		if a.Number = float64(int(f.Least+f.Most) / 2); f.Name == "client.age" {
			a.Number = 40
		} else if f.Risk == policy.RiskMore {
			a.Number = f.Least
		} else if f.Risk == policy.RiskLess {
			a.Number = f.Most
		}
	default:
		a.Values = 1
		for i, v := range f.Values {
			if v.Name == f.None || f.None == "" && slices.Contains(f.Safe, v.Name) {
				a.Values = 1 << i
				break
			}
		}
	}
	return a
}

func none(f *policy.Fact, a policy.Answer) bool {
	if a.State != policy.Known {
		return false
	}
	if f.Kind == policy.YesNo {
		return !a.Yes
	}
	for i, v := range f.Values {
		if a.Values>>i&1 == 1 && v.Name == f.None {
			return true
		}
	}
	return false
}

// answer answers a card or a question.
func (p *person) answer(a *policy.Answers, x policy.Asking) {
	if x.Card == nil {
		f := x.Questions[0].Index
		if a.SetFact(f, p.truth.Fact(f)); a.Fact(f).State == policy.NotAsked {
			a.SetFact(f, well(&p.set.Facts()[f]))
			p.asked.SetFact(f, a.Fact(f))
		}
		return
	}
	c, _ := p.set.CardIndex(x.Card.Name)
	card := policy.CardAnswer{Given: true}
	for i, line := range x.Card.Lines {
		ticked, unsure := false, false
		for _, name := range line.Facts {
			f, _ := p.set.FactIndex(name)
			switch t := p.truth.Fact(f); {
			case a.Fact(f).State != policy.NotAsked, t.State == policy.NotAsked:
			case t.State == policy.Unsure:
				unsure = true
			case !none(&p.set.Facts()[f], t):
				ticked = true
			}
		}
		if ticked {
			card.Ticked |= 1 << i
		} else if unsure {
			card.Unsure |= 1 << i
			for _, name := range line.Facts { // what is known of the line stands
				f, _ := p.set.FactIndex(name)
				a.SetFact(f, p.truth.Fact(f))
			}
		}
	}
	a.SetCard(c, card)
}

type order func(e *policy.Evaluation) (policy.Asking, bool)

// whole decides on all answers at once.
func (p *person) whole(t testing.TB) *policy.Evaluation {
	a, e := p.set.NewAnswers(), &policy.Evaluation{}
	for i := range a.Facts() {
		if a.SetFact(i, p.truth.Fact(i)); a.Fact(i).State == policy.NotAsked {
			a.SetFact(i, p.asked.Fact(i))
		}
	}
	p.set.Prune(a)
	if err := p.set.Evaluate(a, p.request, e); err != nil {
		t.Fatalf("%s: %v", p.name, err)
	}
	return e
}

// start is what nobody is asked for.
func (p *person) start() *policy.Answers {
	a := p.set.NewAnswers()
	for i, f := range p.set.Facts() {
		if f.Volunteered {
			a.SetFact(i, p.truth.Fact(i))
		}
	}
	return a
}

// interview asks until nothing decides any more.
func (p *person) interview(t testing.TB, next order) (n int, e *policy.Evaluation) {
	a, e := p.start(), &policy.Evaluation{}
	for {
		if err := p.set.Evaluate(a, p.request, e); err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		x, more := next(e)
		if !more {
			return n, e
		}
		p.answer(a, x)
		if n++; n > 200 {
			t.Fatal("no end")
		}
	}
}

func byInterview(e *policy.Evaluation) (policy.Asking, bool) { return e.Interview(false) }

// byCards asks as a paper form does, from its first page to the last, and passes over what no longer
// matters.
func byCards(set *policy.Set) order {
	page := map[int]int{}
	return func(e *policy.Evaluation) (policy.Asking, bool) {
		if len(page) == 0 {
			n := 0
			for _, p := range e.Form(set.NewAnswers(), nil) {
				for _, l := range p.Lines {
					if l.Says >= 0 {
						page[l.Says] = n
						n++
					}
					for _, f := range l.Fields {
						if _, ok := page[f.Index]; !ok {
							page[f.Index] = n
							n++
						}
					}
				}
				for _, f := range p.Fields {
					if _, ok := page[f.Index]; !ok {
						page[f.Index] = n
						n++
					}
				}
			}
		}
		all := e.Askings()
		all = slices.DeleteFunc(all, func(x policy.Asking) bool { return !x.Decides })
		if len(all) == 0 {
			return policy.Asking{}, false
		}
		first := func(x policy.Asking) int {
			m := 1 << 30
			for _, q := range x.Questions {
				m = min(m, page[q.Index])
			}
			return m
		}
		return slices.MinFunc(all, func(a, b policy.Asking) int { return first(a) - first(b) }), true
	}
}

func atRandom(r *rand.Rand) order {
	return func(e *policy.Evaluation) (policy.Asking, bool) {
		all := e.Askings()
		all = slices.DeleteFunc(all, func(x policy.Asking) bool { return !x.Decides })
		if len(all) == 0 {
			return policy.Asking{}, false
		}
		return all[r.IntN(len(all))], true
	}
}

// clients are the people of every case and situation, whom all tests share.
var clients = sync.OnceValues(func() (out []person, err error) {
	s, err := builtIn()
	if err != nil {
		return nil, err
	}
	for _, dir := range []string{"rules", "testdata/situations"} {
		cases, err := policytest.Answers(s.Rules(), os.DirFS(dir), policytest.WithSpent(s.Spent))
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			if p, err := newPerson(s.Rules(), c.File+"/"+c.Name, c.Answers, c.Request); err == nil && consistent(p) {
				out = append(out, *p)
			}
		}
	}
	return out, nil
})

// people are the clients, of whom nothing was asked yet.
func people(t testing.TB) (out []*person) {
	t.Helper()
	all, err := clients()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		p.asked = p.set.NewAnswers()
		out = append(out, &p)
	}
	return out
}

// consistent reports whether nothing that is told contradicts or disagrees: then a card and its
// details can say all of it.
func consistent(p *person) bool {
	start := p.start()
	return p.set.Check(p.truth) == nil && len(p.set.Disagreements(p.truth)) == 0 && p.set.Check(start) == nil
}

// weighted draws somebody who is well but for a few things.
func weighted(set *policy.Set, r *rand.Rand) *person {
	for {
		a := set.NewAnswers()
		for range r.IntN(4) {
			card := set.Cards()[r.IntN(len(set.Cards()))]
			if r.IntN(3) > 0 { // most of what people have is on the later cards
				card = set.Cards()[len(set.Cards())-1-r.IntN(5)]
			}
			for _, name := range card.Lines[r.IntN(len(card.Lines))].Facts {
				if f, _ := set.FactIndex(name); !set.Facts()[f].Volunteered {
					a.SetFact(f, ill(r, &set.Facts()[f]))
				}
			}
		}
		for i, f := range set.Facts() {
			if f.AskedIf != "" && !f.Volunteered {
				a.SetFact(i, ill(r, &f))
			}
		}
		age, _ := set.FactIndex("client.age")
		a.SetFact(age, policy.Answer{State: policy.Known, Number: float64(16 + r.IntN(75))})
		p := &person{name: "drawn", set: set, truth: set.NewAnswers(), asked: set.NewAnswers()}
		for i := range set.Facts() {
			f := &set.Facts()[i]
			counted := f.Kind == policy.Whole || f.Kind == policy.Decimal
			counted = counted || f.Volunteered
			if p.truth.SetFact(i, a.Fact(i)); a.Fact(i).State == policy.NotAsked && !counted {
				p.truth.SetFact(i, well(f))
			}
		}
		set.Prune(p.truth)
		if consistent(p) {
			return p
		}
	}
}

func ill(r *rand.Rand, f *policy.Fact) policy.Answer {
	a := policy.Answer{State: policy.Known}
	if r.IntN(20) == 0 {
		return policy.Answer{State: policy.Unsure}
	}
	switch f.Kind {
	case policy.YesNo:
		a.Yes = r.IntN(3) > 0
	case policy.Whole, policy.Decimal:
		a.Number = f.Least + float64(r.IntN(int(f.Most-f.Least)+1))
	default:
		a.Values = 1 << r.IntN(len(f.Values))
	}
	return a
}

// The interview asks at least 15 % less than a form that is filled in from its first page to its
// last, no more than the same form that passes over what no longer matters, and of somebody who is
// well no more than the review's twelve. It ends in the decision that all answers lead to, and so
// does every other order.
func TestInterview(t *testing.T) {
	set := loaded(t).Rules()
	r := rand.New(rand.NewPCG(11, 2))
	all := people(t)
	if len(all) < 800 {
		t.Errorf("only %d clients of cases can be asked", len(all))
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	const least = 24 // fewer say nothing of a mean
	all = all[:min(len(all), max(least, draws.Of(t, 400)))]
	for range max(least, draws.Of(t, 400)) {
		all = append(all, weighted(set, r))
	}
	cards, random := byCards(set), atRandom(r)
	var asked, form, onPaper, drawn, chance, worst int // of drawn clients the interview asks chance
	for i, p := range all {
		n, e := p.interview(t, byInterview)
		worst, asked, onPaper = max(worst, n), asked+n, onPaper+p.paper()
		whole := p.whole(t)
		ordered := func(name string, next order) int {
			n, other := p.interview(t, next)
			if told(other) != told(e) {
				t.Errorf("%s: asked by %s it is %s, by the interview %s", p.name, name, told(other), told(e))
			}
			return n
		}
		form += ordered("cards", cards)
		if i%4 == 0 { // every fourth: chance takes longest
			drawn, chance = drawn+ordered("chance", random), chance+n
		}
		if told(e) != told(whole) {
			t.Errorf("%s: the interview ends in %s, all answers in %s", p.name, told(e), told(whole))
		}
	}
	n := float64(len(all))
	t.Logf("%d clients: interview %.2f, at worst %d; on paper %.2f; by cards %.2f; at random %.2f",
		len(all), float64(asked)/n, worst, float64(onPaper)/n, float64(form)/n, float64(drawn)/float64((len(all)+3)/4))
	beside := 1.0
	if len(all) < 400 {
		beside = 1.05 // a dozen in another order say little
	}
	if float64(asked) > 0.85*float64(onPaper) || float64(chance) > beside*float64(drawn) || float64(asked) > 1.05*float64(form) {
		t.Errorf("the interview needs %d answers, paper %d, cards %d, chance %d", asked, onPaper, form, drawn)
	}
	well, err := newPerson(set, "well", set.NewAnswers(), policy.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := well.interview(t, byInterview); n > 12 {
		t.Errorf("somebody who is well answers %d times", n)
	}
}

// The same of every case and situation and of 5,000 drawn clients, each asked by the interview alone:
// stopping early never differs from answering everything, and the paper form asks at least 15 % more.
// The orders are compared on fewer, above.
func TestInterviewOfMany(t *testing.T) {
	if !draws.All(t) {
		t.Skip("it takes minutes")
	}
	set := loaded(t).Rules()
	r := rand.New(rand.NewPCG(17, 4))
	all := people(t)
	for range 5000 {
		all = append(all, weighted(set, r))
	}
	asked, onPaper, worst := 0, 0, 0
	for _, p := range all {
		n, e := p.interview(t, byInterview)
		worst, asked, onPaper = max(worst, n), asked+n, onPaper+p.paper()
		if whole := told(p.whole(t)); told(e) != whole {
			t.Errorf("%s: the interview ends in %s, all answers in %s", p.name, told(e), whole)
		}
	}
	n := float64(len(all))
	t.Logf("%d clients: interview %.2f, at worst %d; on paper %.2f", len(all), float64(asked)/n, worst, float64(onPaper)/n)
	if float64(asked) > 0.85*float64(onPaper) {
		t.Errorf("the interview needs %d answers, paper %d", asked, onPaper)
	}
}

// said is what was decided, of the session, every place and the urgency.
func told(e *policy.Evaluation) string {
	out := fmt.Sprint(e.Settled(), e.Session(), e.Urgency())
	for _, p := range e.Requested() {
		out += fmt.Sprint(e.Place(p))
	}
	return out
}

// An emergency is asked for before everything that cannot be one, and ends the interview.
func TestInterviewAsksForDangerFirst(t *testing.T) {
	set := loaded(t).Rules()
	all := people(t)
	r := rand.New(rand.NewPCG(11, 4))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, p := range all[:max(200, draws.Of(t, len(all)))] {
		var whole policy.Evaluation
		if set.Evaluate(p.truth, p.request, &whole) != nil || whole.Urgency().Floor < len(set.Schema().Urgencies)-1 {
			continue
		}
		p.interview(t, func(e *policy.Evaluation) (policy.Asking, bool) {
			x, more := e.Interview(false)
			if more && !x.Danger && e.Urgency().Floor < len(set.Schema().Urgencies)-1 {
				t.Errorf("%s: an emergency is not found, and %s is asked", p.name, x.Questions[0].Fact.Name)
			}
			return x, more
		})
	}
}

// A question has the same rules in what is asked as by itself.
func TestAskingsKeepTheRulesOfQuestions(t *testing.T) {
	set := loaded(t).Rules()
	var e policy.Evaluation
	if err := set.Evaluate(set.NewAnswers(), policy.Request{}, &e); err != nil {
		t.Fatal(err)
	}
	ids := func(rules []*policy.Rule) (out []string) {
		for _, r := range rules {
			out = append(out, r.ID)
		}
		return out
	}
	want, got := map[string][]string{}, map[string][]string{}
	for _, x := range e.Askings() {
		for _, q := range x.Questions {
			got[q.Fact.Name] = ids(q.Rules)
		}
	}
	for _, q := range e.Questions(e.Outcomes()) {
		if len(q.After) == 0 {
			want[q.Fact.Name] = ids(q.Rules)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules (-question +asking):\n%s", diff)
	}
}

// What is private is asked behind everything of the same urgency that is asked aloud.
func TestInterviewAsksPrivatelyLast(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 8))
	all := people(t)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	private := 0
	for _, p := range all[:min(len(all), max(30, draws.Of(t, 1000)))] { // fewer meet nothing private
		p.interview(t, func(e *policy.Evaluation) (policy.Asking, bool) {
			all := e.Askings()
			for i, x := range all[:max(0, len(all)-1)] {
				y := all[i+1]
				if x.Decides != y.Decides || x.Danger || y.Danger {
					continue
				}
				if y.Private() {
					private++
				} else if x.Private() {
					t.Errorf("%s is asked before %s", x.Questions[0].Fact.Name, y.Questions[0].Fact.Name)
				}
			}
			if len(all) == 0 || !all[0].Decides { // as Interview does, without asking all of it again
				return policy.Asking{}, false
			}
			return all[0], true
		})
	}
	if private == 0 {
		t.Error("nothing private was asked")
	}
}

// paper counts the answers of a form that is filled in from its first page to its last: every card,
// every question of its own and every detail that means something.
func (p *person) paper() int {
	a, n := p.start(), 0
	var e policy.Evaluation
	for {
		if p.set.Evaluate(a, p.request, &e) != nil {
			return n
		}
		x, more := next(p, a, &e)
		if !more {
			return n
		}
		p.answer(a, x)
		n++
	}
}

// next is the next page that is not filled in.
func next(p *person, a *policy.Answers, e *policy.Evaluation) (policy.Asking, bool) {
	for _, page := range e.Form(a, nil) {
		if page.Card != nil && !page.Answer.Given {
			return policy.Asking{Card: page.Card}, true
		}
		fields := slices.Clone(page.Fields)
		for _, l := range page.Lines {
			fields = append(fields, l.Fields...)
		}
		for _, f := range fields {
			if f.Asked && f.Given.State == policy.NotAsked && !f.Fact.Volunteered {
				return policy.Asking{Questions: []policy.Question{{Fact: f.Fact, Index: f.Index}}}, true
			}
		}
	}
	return policy.Asking{}, false
}
