package policy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// domain is a small random domain: a schema and what its rule files declare. Everything but the
// schema goes through YAML.
type domain struct {
	*rand.Rand
	schema   policy.Schema
	ownFacts []policy.Fact
	ownCards []policy.Card
	params   [][2]string // name, value
	defines  [][2]string // name, expression
	rules    []draft

	implications [][][2]string

	facts   []policy.Fact     // all of them
	numbers map[string]string // by fact: what it is compared with
	digits  int               // numbers of more cells than these are written in digits; 0 as they always are
	defined []string
}

// draft is a rule as it is written: keys with their values in flow style, and
// limits as lists of such.
type draft struct {
	keys   [][2]string
	limits [][][2]string
}

func newDomain(r *rand.Rand) *domain {
	d := &domain{Rand: r, schema: smallSchema(), numbers: map[string]string{}}
	if r.IntN(3) == 0 {
		d.digits = 2 + r.IntN(2)
	}
	d.params = [][2]string{{"two", "2"}, {"half", "1.5"}}
	own := r.IntN(2) == 0
	count := 3 + r.IntN(5)
	for i := range count {
		if i == 2 && r.IntN(2) == 0 {
			d.define()
		}
		f := d.fact(i)
		d.facts = append(d.facts, f)
		if own && i >= count/2 {
			d.ownFacts = append(d.ownFacts, f)
		} else {
			d.schema.Facts = append(d.schema.Facts, f)
		}
	}
	d.schema.Cards = d.cards("c", d.schema.Facts)
	d.ownCards = d.cards("o", d.ownFacts)
	if r.IntN(3) == 0 {
		d.define()
	}
	if r.IntN(2) == 0 {
		for range 1 + r.IntN(3) {
			d.imply()
		}
	}
	d.doubt()
	for i := range 2 + r.IntN(6) {
		d.rules = append(d.rules, d.rule(i))
	}
	return d
}

func smallSchema() policy.Schema {
	return policy.Schema{
		Levels: []policy.Level{
			{Disposition: "proceed"}, {Kind: "precaution", Disposition: "adapt"}, {Kind: "relative", Disposition: "refer"},
			{Kind: "temporary", Disposition: "defer"}, {Kind: "absolute", Disposition: "withhold"},
		},
		Undecided: "clarify", CertainFrom: "relative",
		Urgencies: []string{"none", "routine", "urgent", "same_day", "emergency"}, EverywhereFrom: "same_day",
		UnsureKind: "relative", UnsureUrgency: "same_day",
		LimitKind: "precaution", WaivedFrom: "relative", WaivedTo: "precaution",
		Places: []policy.Place{
			{Name: "neck"}, {Name: "upper"}, {Name: "lower"}, {Name: "back", Contains: []string{"upper", "lower"}},
			{Name: "body", Contains: []string{"neck", "back"}},
		},
		Default: "back",
		Limits: []policy.Limit{
			{Name: "pressure", Kind: policy.LowestWins, Most: 5},
			{Name: "avoid", Kind: policy.Unites, Values: []string{"stroke", "knead", "tap"}},
			{Name: "cool", Kind: policy.Flag},
			{Name: "spot", Kind: policy.Spot, Margin: "margin", Most: 10},
			{Name: "note", Kind: policy.Note},
		},
		Texts:  []policy.Text{{Name: "says", Required: true}, {Name: "until", RequiredFor: "temporary"}},
		Grades: []string{"E1", "E2"},
	}
}

func (d *domain) fact(i int) policy.Fact {
	f := policy.Fact{Name: fmt.Sprintf("g%d.f%d", i%2, i), Ask: "Is it so?", Risk: policy.Risk(d.IntN(3))}
	kind := d.IntN(12)
	if d.digits > 0 && d.IntN(3) == 0 {
		kind = d.IntN(2)
	}
	switch kind {
	case 0:
		f.Kind, f.Least, f.Most = policy.Whole, float64(d.IntN(2)), 4
		d.numbers[f.Name] = pick(d.Rand, "2 3", "param.two 3", "3 param.half")
		if d.digits > 0 {
			f.Most = 7
			d.numbers[f.Name] += pick(d.Rand, "", " 5", " 4 5", " 4 5 6")
		}
	case 1:
		f.Kind, f.Most = policy.Decimal, 3
		d.numbers[f.Name] = pick(d.Rand, "1", "1.5 2", "param.half 1.25", "param.two")
		if d.digits > 0 {
			d.numbers[f.Name] += pick(d.Rand, "", " 2.5", " 0.5 2.25")
		}
	case 2, 3:
		f.Kind, f.Values = policy.OneOf, listed("none", "a", "b", "c")[d.IntN(2):]
		f.Values = f.Values[:len(f.Values)-d.IntN(2)]
		if f.Values[0].Name == "none" {
			f.None = "none"
		}
		if d.IntN(3) == 0 {
			f.Safe = []string{f.Values[d.IntN(len(f.Values))].Name}
		}
	case 4:
		f.Kind, f.Values, f.None = policy.SetOf, listed("none", "a", "b"), "none"
		if d.IntN(2) == 0 {
			f.Values, f.None = listed("a", "b", "c")[:2+d.IntN(2)], ""
		}
	case 5, 6, 7:
		f.Kind, f.Places, f.Values = policy.SetOf, true, listed("upper", "neck", "lower")[:2+d.IntN(2)]
	}
	if len(d.facts) > 0 && (d.IntN(3) == 0 || f.Places && d.IntN(2) == 0) {
		f.AskedIf = d.expression(d.IntN(2))
	}
	if d.IntN(8) == 0 {
		f.Volunteered, f.Usual = true, pick(d.Rand, "yes", "no", "no")
		if f.Kind == policy.Whole || f.Kind == policy.Decimal {
			f.Usual = pick(d.Rand, "1", "3")
		} else if f.Kind != policy.YesNo {
			f.Usual = f.Values[d.IntN(len(f.Values))].Name
		}
	}
	return f
}

func listed(names ...string) []policy.Value {
	var out []policy.Value
	for _, name := range names {
		out = append(out, policy.Value{Name: name, Says: "It is " + name + "."})
	}
	return out
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// cards puts facts on up to two cards, each on one line or on two of the same card.
func (d *domain) cards(prefix string, facts []policy.Fact) []policy.Card {
	var on []policy.Fact
	for _, f := range facts {
		number := f.Kind == policy.Whole || f.Kind == policy.Decimal
		// A detail that shares a line with others is left out: whether a line can be true through a
		// question that is not asked is nothing that rules rest on.
		if number || f.Volunteered || f.AskedIf != "" && d.IntN(3) > 0 || f.Kind == policy.YesNo && f.Risk != policy.RiskMore || f.Kind != policy.YesNo && f.None == "" {
			continue
		}
		on = append(on, f)
	}
	var cards []policy.Card
	for len(on) > 0 && len(cards) < 2 {
		n := min(len(on), 1+d.IntN(4))
		card := policy.Card{Name: fmt.Sprintf("%s%d", prefix, len(cards)), Ask: "Any of these?"}
		var several []string
		for i, f := range on[:n] {
			if f.AskedIf == "" && d.IntN(2) == 0 {
				several = append(several, f.Name)
				continue
			}
			card.Lines = append(card.Lines, policy.Line{
				Name: fmt.Sprintf("l%d", i), Says: "This.", Facts: []string{f.Name},
			})
		}
		for ; len(several) > 0; several = several[min(2, len(several)):] {
			facts := several[:min(len(several), 2+d.IntN(2))]
			if len(card.Lines) > 0 && d.IntN(3) == 0 && !slices.Contains(facts, card.Lines[0].Facts[0]) {
				facts = append(slices.Clone(facts), card.Lines[0].Facts[0])
			}
			card.Lines = append(card.Lines, policy.Line{
				Name: fmt.Sprintf("m%d", len(several)), Says: "One of these.", Facts: facts,
			})
		}
		cards = append(cards, card)
		on = on[n:]
	}
	return cards
}

func (d *domain) define() {
	name := fmt.Sprintf("def.d%d", len(d.defines))
	d.defines = append(d.defines, [2]string{name, d.expression(2)})
	d.defined = append(d.defined, name)
}

func (d *domain) expression(depth int) string {
	if depth == 0 || d.IntN(4) == 0 {
		return d.test()
	}
	sub := func() string { return d.expression(depth - 1) }
	switch d.IntN(8) {
	case 0:
		return "!(" + sub() + ")"
	case 1, 2:
		return "(" + sub() + " || " + sub() + ")"
	case 3:
		return "(" + d.test() + " ? " + sub() + " : " + sub() + ")"
	case 4:
		kids := []string{sub(), d.test(), d.test()}
		return fmt.Sprintf("at_least(%s, [%s])",
			pick(d.Rand, "1", "2", "2", "param.two", "3"), strings.Join(kids, ", "))
	}
	return "(" + sub() + " && " + sub() + ")"
}

// test draws one comparison over the facts that there are so far.
func (d *domain) test() string {
	if len(d.defined) > 0 && d.IntN(8) == 0 {
		return pick(d.Rand, "", "!") + pick(d.Rand, d.defined...)
	}
	f := d.facts[d.IntN(len(d.facts))]
	value := func() string { return f.Values[d.IntN(len(f.Values))].Name }
	switch f.Kind {
	case policy.Whole:
		if d.IntN(4) == 0 {
			return f.Name + pick(d.Rand, " == ", " != ") + pick(d.Rand, "2", "4", "param.two")
		}
		fallthrough
	case policy.Decimal:
		number, sign := pick(d.Rand, strings.Fields(d.numbers[f.Name])...), pick(d.Rand, " < ", " <= ", " > ", " >= ")
		return pick(d.Rand, f.Name+sign+number, number+sign+f.Name)
	case policy.OneOf:
		switch {
		case f.Risk != policy.RiskNeither && d.IntN(3) == 0:
			return "at_or_above(" + f.Name + ", " + f.Values[1+d.IntN(len(f.Values)-1)].Name + ")"
		case d.IntN(3) == 0:
			return f.Name + " in [" + value() + "]"
		}
		return f.Name + pick(d.Rand, " == ", " != ") + value()
	case policy.SetOf:
		if f.None != "" && d.IntN(2) == 0 {
			return f.Name + pick(d.Rand, " == ", " != ") + f.None
		}
		return pick(d.Rand, "", "!") + "(" +
			f.Values[len(f.Values)-1-d.IntN(max(1, len(f.Values)-1))].Name + " in " + f.Name + ")"
	}
	return pick(d.Rand, "", "!") + f.Name
}

// doubt marks facts whose unsure answer counts as the riskier end: some of those that no guard
// reads and nothing implies.
func (d *domain) doubt() {
	if d.IntN(3) > 0 {
		return
	}
	var elsewhere strings.Builder
	for _, f := range d.facts {
		fmt.Fprintln(&elsewhere, f.AskedIf)
	}
	fmt.Fprintln(&elsewhere, d.defines, d.implications)
	for _, facts := range [][]policy.Fact{d.facts, d.schema.Facts, d.ownFacts} {
		for i := range facts {
			f := &facts[i]
			f.UnsureRiskier = (f.Kind == policy.YesNo || f.Kind == policy.OneOf) && f.Risk != policy.RiskNeither &&
				!f.Volunteered && !strings.Contains(elsewhere.String(), f.Name)
		}
	}
}

// imply draws an implication of a fact by earlier ones, where there is one that can be implied.
func (d *domain) imply() {
	i := 1 + d.IntN(len(d.facts)-1)
	f := d.facts[i]
	number := f.Kind == policy.Whole || f.Kind == policy.Decimal
	if number || f.Kind == policy.SetOf && f.None == "" || f.Volunteered || f.Places || slices.ContainsFunc(d.defined, func(name string) bool { return strings.Contains(f.AskedIf, name) }) {
		return
	}
	value := func() string { return f.Values[len(f.Values)-1-d.IntN(len(f.Values)-1)].Name }
	then := pick(d.Rand, "", "!") + f.Name
	switch f.Kind {
	case policy.OneOf:
		then = f.Name + pick(d.Rand, " == ", " != ") + value()
		if len(f.Values) > 2 && d.IntN(2) == 0 {
			then = f.Name + " in [" + f.Values[0].Name + ", " + f.Values[1].Name + "]"
		}
	case policy.SetOf:
		then = pick(d.Rand, "", "!") + "(" + value() + " in " + f.Name + ")"
	}
	all, defined := d.facts, d.defined
	d.facts, d.defined = d.facts[:i], nil
	when := d.test()
	if d.IntN(3) == 0 {
		other := d.test()
		// Two cases of an antecedent that only together leave no way out speak each by itself.
		apart := !slices.ContainsFunc(d.facts, func(g policy.Fact) bool {
			in, too := strings.Contains(when, g.Name), strings.Contains(other, g.Name)
			return in && too || (in || too) && g.AskedIf != ""
		})
		if apart && d.IntN(2) == 0 {
			when += " || " + other
		} else {
			when += " && " + other
		}
	}
	var keys [][2]string
	if before := d.facts[d.IntN(i)]; d.IntN(4) == 0 {
		keys = append(keys, [2]string{"given", before.Name})
	} else {
		keys = append(keys, [2]string{"when", "'" + when + "'"})
	}
	d.facts, d.defined = all, defined
	keys = append(keys, [2]string{pick(d.Rand, "implies", "implies", "excludes"), "'" + then + "'"},
		[2]string{"because", "It is so."})
	d.implications = append(d.implications, keys)
}
