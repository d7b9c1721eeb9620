package screening_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
)

// drawer draws random answers that do not contradict each other, the same ones for the same seed.
type drawer struct {
	s *screening.Screener
	w *witness.Witness
}

// witnesses are those of the screeners that tests share: cel-go compiles every rule for each.
var witnesses sync.Map

func newDrawer(t testing.TB, s *screening.Screener) drawer {
	t.Helper()
	return drawer{s, witnessOf(t, s)}
}

func witnessOf(t testing.TB, s *screening.Screener) *witness.Witness {
	t.Helper()
	if w, ok := witnesses.Load(s); ok {
		return w.(*witness.Witness)
	}
	w, err := witness.New(s.Rules())
	if err != nil {
		t.Fatal(err)
	}
	witnesses.Store(s, w)
	return w
}

// answers draws for the engine.
func (d drawer) answers(seed uint64) *policy.Answers {
	a := d.w.Draw(rand.New(rand.NewPCG(seed, 1)))
	at := func(name string) policy.Answer {
		i, _ := d.s.Rules().FactIndex(name)
		return a.Fact(i)
	}
	if bulge := at("disc.bulge_only"); bulge.State == policy.Known && bulge.Yes && at("disc.direction").State == policy.Known {
		free, _ := d.s.Rules().FactIndex("disc.canal_free")
		a.SetFact(free, policy.Answer{State: policy.Known, Yes: true}) // or the screener refuses a bulge that points into the canal
	}
	return a
}

// intake draws for the package, with some regions.
func (d drawer) intake(t testing.TB, seed uint64) screening.Intake {
	t.Helper()
	in, err := d.s.DecodeIntake([]byte(intakeText(d.s.Rules(), drawRegions(seed), d.answers(seed))))
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	return in
}

func drawRegions(seed uint64) []body.Region {
	r := rand.New(rand.NewPCG(seed, 2))
	all := body.All()
	var out []body.Region
	for _, i := range r.Perm(len(all))[:r.IntN(4)] {
		out = append(out, all[i])
	}
	return out
}

// intakeText writes answers as an intake in JSON. It knows nothing of how the package does it, so
// that each checks the other.
func intakeText(set *policy.Set, regions []body.Region, a *policy.Answers) string {
	var members []string
	if len(regions) > 0 {
		var names []string
		for _, r := range regions {
			names = append(names, r.String())
		}
		members = append(members, `"regions":`+namesText(names))
	}
	cards := map[string]string{}
	for i, c := range set.Cards() {
		if a.Card(i).Given {
			cards[c.Name] = cardText(c, a.Card(i))
		}
	}
	members = appendObject(members, "cards", slices.Sorted(maps.Keys(cards)), cards)
	var groups []string
	keys, values := map[string][]string{}, map[string]map[string]string{}
	for i, f := range set.Facts() {
		if a.Fact(i).State == policy.NotAsked {
			continue
		}
		group, key, _ := strings.Cut(f.Name, ".")
		if !bound(f.Name) {
			group, key = "own", f.Name
		}
		if values[group] == nil {
			groups, values[group] = append(groups, group), map[string]string{}
		}
		keys[group], values[group][key] = append(keys[group], key), answerText(set, i, a.Fact(i))
	}
	slices.SortStableFunc(groups, func(a, b string) int { return rank(set, a) - rank(set, b) })
	slices.Sort(keys["own"])
	for _, group := range groups {
		members = appendObject(members, group, keys[group], values[group])
	}
	return "{" + strings.Join(members, ",") + "}"
}

// bound reports whether a field of Intake answers the fact.
func bound(fact string) bool {
	group, _, _ := strings.Cut(fact, ".")
	v := reflect.TypeFor[screening.Intake]()
	for i := range v.NumField() {
		if f := v.Field(i); f.Type.Kind() == reflect.Struct && strings.EqualFold(f.Name, group) {
			for j := range f.Type.NumField() {
				if f.Type.Field(j).Tag.Get("fact") == fact {
					return true
				}
			}
		}
	}
	return false
}

// rank is where a group first comes up among the facts; the clinic's own facts come last.
func rank(set *policy.Set, group string) int {
	i := slices.IndexFunc(set.Schema().Facts, func(f policy.Fact) bool { return strings.HasPrefix(f.Name, group+".") })
	if i < 0 {
		return len(set.Facts())
	}
	return i
}

func appendObject(members []string, name string, keys []string, values map[string]string) []string {
	if len(keys) == 0 {
		return members
	}
	var inner []string
	for _, k := range keys {
		inner = append(inner, `"`+k+`":`+values[k])
	}
	return append(members, `"`+name+`":{`+strings.Join(inner, ",")+"}")
}

func cardText(c policy.Card, a policy.CardAnswer) string {
	var parts []string
	for _, x := range []struct {
		key  string
		bits uint64
	}{{"ticked", a.Ticked}, {"unsure", a.Unsure}, {"open", a.Open}} {
		var lines []string
		for i, l := range c.Lines {
			if x.bits>>i&1 == 1 {
				lines = append(lines, l.Name)
			}
		}
		if len(lines) > 0 {
			parts = append(parts, `"`+x.key+`":`+namesText(lines))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func answerText(set *policy.Set, fact int, a policy.Answer) string {
	text := set.Format(fact, a)
	switch kind := set.Facts()[fact].Kind; {
	case a.State == policy.Known && kind == policy.SetOf:
		names := strings.Split(text, ", ")
		if bound(set.Facts()[fact].Name) {
			slices.Sort(names)
		}
		return namesText(names)
	case a.State == policy.Known && (kind == policy.Whole || kind == policy.Decimal):
		return text
	}
	return `"` + text + `"`
}

func namesText(names []string) string { return `["` + strings.Join(names, `","`) + `"]` }

func marshal(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Error(err) // not Fatal: other goroutines than the test's call this
	}
	return string(data)
}
