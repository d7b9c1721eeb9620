package policy_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// TestLoosening lays random changes over random domains, both ways: what loads without permission
// makes nobody come out milder, and what is refused makes somebody.
func TestLoosening(t *testing.T) {
	t.Parallel()
	var taken, refused, unread, vain int
	// Domain 1171 reached every place by an urgency that the change takes away: outside of its site nobody looked.
	for seed := range seeds(1171, uint64(draws.Of(t, 600))) {
		r := rand.New(rand.NewPCG(seed, 11))
		d := newDomain(r)
		ground := mustLoadDomain(t, d)
		if ground == nil {
			continue
		}
		text := d.change()
		load := func(may bool) (*policy.Set, error) {
			return policy.LoadInDigits(d.digits, d.schema, policy.Layer{Name: "ground", Files: d.yaml(nil)}, policy.Layer{
				Name: "over", Loosening: may, RedFlags: may,
				Files: fstest.MapFS{"over.yaml": {Data: []byte("changes:\n" + text)}},
			})
		}
		changed, err := load(true)
		if err != nil {
			continue // a change that no permission saves
		}
		_, err = load(false)
		tries := 200
		if err != nil {
			tries = 2000
		}
		milder := somebodyMilder(t, r, ground, changed, tries)
		switch {
		case err == nil && milder != "":
			t.Fatalf("seed %d: taken without permission, and milder for\n%s\n%s%s", seed, milder, d, text)
		case err == nil:
			taken++
			if w := changed.Weakened(); len(w) > 0 {
				t.Fatalf("seed %d: taken without permission, and weakens %v\n%s%s", seed, w, d, text)
			}
		case !strings.Contains(err.Error(), "was not allowed to loosen anything"):
			t.Fatalf("seed %d: %v\n%s%s", seed, err, d, text)
		case strings.Contains(err.Error(), "shows in no rule"):
			unread++
		case milder == "":
			vain++
			if testing.Verbose() {
				t.Logf("seed %d: refused, and nobody is milder: %v\n%s%s", seed, err, d, text)
			}
		default:
			refused++
		}
	}
	t.Logf("%d taken, %d refused for somebody, %d for what no rule shows, %d refused and nobody found",
		taken, refused, unread, vain)
	// What is not found may still be there: for clearances that were not drawn, or a
	// value between two others.
	if vain > refused/20+3 {
		t.Errorf("%d changes are refused that make nobody milder, beside %d that do", vain, refused)
	}
}

// seeds yields one seed that has found something, and then those below n.
func seeds(first, n uint64) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		if !yield(first) {
			return
		}
		for seed := range n {
			if !yield(seed) {
				return
			}
		}
	}
}

// somebodyMilder looks for answers under which the second set comes out milder than the first.
func somebodyMilder(t *testing.T, r *rand.Rand, before, after *policy.Set, tries int) string {
	t.Helper()
	w, err := witness.New(before)
	if err != nil {
		t.Fatal(err)
	}
	var old, now policy.Evaluation
	for i := range tries {
		a, q := w.Draw(r), w.DrawRequest(r, i%2 == 0)
		if i%4 > 0 {
			if full := w.Complete(r, a, &old); full != nil {
				a = full
			}
		}
		for j := range q.Clearances {
			q.Clearances[j].Covers = slices.DeleteFunc(q.Clearances[j].Covers,
				func(id string) bool { _, ok := after.RuleIndex(id); return !ok })
		}
		if before.Evaluate(a, q, &old) != nil || after.Evaluate(a, q, &now) != nil {
			continue
		}
		x, y := everyBound(&old), everyBound(&now)
		for k := range x {
			if y[k].Floor < x[k].Floor || y[k].Ceiling < x[k].Ceiling {
				return fmt.Sprintf("bounds %v become %v; requested %v, clearances %v\n%s",
					x, y, q.Places, q.Clearances, witness.Describe(before, a))
			}
		}
		for _, p := range old.Requested() {
			if wider := widerLimit(old.Limits(p, old.Outcomes()), now.Limits(p, now.Outcomes())); wider != "" {
				return fmt.Sprintf("limit %s of %s; requested %v\n%s",
					wider, old.PlaceName(p), q.Places, witness.Describe(before, a))
			}
		}
	}
	return ""
}

func widerLimit(before, after []policy.LimitValue) string {
	for _, b := range before {
		i := slices.IndexFunc(after, func(a policy.LimitValue) bool { return a.Limit.Name == b.Limit.Name })
		if i < 0 {
			if b.Limit.Kind == policy.Note {
				continue
			}
			return b.Limit.Name + " is gone"
		}
		a := after[i]
		gone := func(v string) bool { return !slices.Contains(a.Values, v) }
		margin := func(s policy.SpotValue) bool {
			return !slices.ContainsFunc(a.Spots,
				func(o policy.SpotValue) bool { return o.Rule == s.Rule && o.Margin >= s.Margin })
		}
		if b.Limit.Kind == policy.LowestWins && a.Number > b.Number || slices.ContainsFunc(b.Values, gone) || slices.ContainsFunc(b.Spots, margin) {
			return b.Limit.Name
		}
	}
	return ""
}

// change draws one to three changes of a domain.
func (d *domain) change() string {
	var lines []string
	seen := map[string]bool{}
	for range 1 + d.IntN(3) {
		target, keys := d.oneChange()
		if target == "" || seen[target] {
			continue
		}
		seen[target] = true
		lines = append(lines, "  - {"+target+", "+keys+", reason: why not}\n")
	}
	return strings.Join(lines, "")
}

func (d *domain) oneChange() (target, keys string) {
	switch d.IntN(8) {
	case 0:
		return "parameter: " + pick(d.Rand, "two", "half"), "value: " + pick(d.Rand, "1", "1.5", "2", "2.5", "3")
	case 1:
		if len(d.defines) == 0 {
			return "", ""
		}
		x := d.defines[d.IntN(len(d.defines))]
		d.defined = nil
		other := "(" + x[1] + ")" + pick(d.Rand, " && ", " || ") + d.test()
		for _, f := range d.facts {
			if strings.Contains(f.AskedIf, x[0]) {
				return "", "" // it would lead back to itself
			}
		}
		return "define: " + x[0], "when: '" + other + "'"
	}
	if len(d.rules) == 0 {
		return "", ""
	}
	rule := d.rules[d.IntN(len(d.rules))]
	id, when := rule.keys[0][1], strings.Trim(rule.keys[3][1], "'")
	target = "rule: " + id
	switch d.IntN(9) {
	case 0:
		return target, "disable: true"
	case 1:
		return target, "kind: " + ranks[1+d.IntN(4)] +
			", if_unsure: {kind: none, reason: why not, urgency: none}, urgency: none"
	case 2:
		return target, "urgency: " + pick(d.Rand, d.schema.Urgencies...)
	case 3:
		d.defined = nil
		return target, "when: '(" + when + ") || " + d.test() + "'"
	case 4:
		d.defined = nil
		return target, "when: '(" + when + ") && " + d.test() + "'"
	case 5:
		return target, "regions: " + d.regions()
	case 6:
		return target, "limits: [{" + pick(d.Rand, "pressure: 1", "pressure: 2", "cool: true",
			"avoid: [tap]", "avoid: [stroke, tap, knead]") + pick(d.Rand, "", ", regions: everywhere") + "}]"
	case 7:
		return target, "red_flag: " + pick(d.Rand, "true", "false")
	}
	return target, "kind: " + ranks[1+d.IntN(4)]
}
