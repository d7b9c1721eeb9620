package policy_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// TestLaws holds random domains to what every decision promises.
func TestLaws(t *testing.T) {
	t.Parallel()
	domains := draws.Of(t, 1000)
	for seed := range uint64(domains) {
		d := newDomain(rand.New(rand.NewPCG(seed, 3)))
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		w, err := witness.New(set)
		if err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, d)
		}
		if err := w.Laws(seed, answers); err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, d)
		}
	}
}

// TestAddedRule: a rule more never lowers a floor or a ceiling.
func TestAddedRule(t *testing.T) {
	t.Parallel()
	domains := draws.Of(t, 1000)
	var before, after policy.Evaluation
	compared := 0
	for seed := range uint64(domains) {
		r := rand.New(rand.NewPCG(seed, 4))
		d := newDomain(r)
		set := mustLoadDomain(t, d)
		d.rules = append(d.rules, d.rule(99))
		more := mustLoadDomain(t, d)
		if set == nil || more == nil {
			continue
		}
		w, err := witness.New(more)
		if err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, d)
		}
		for range answers {
			a, q := w.Draw(r), w.DrawRequest(r, true)
			for i := range q.Clearances {
				// The clearance is older than the rule.
				q.Clearances[i].Covers = slices.DeleteFunc(q.Clearances[i].Covers, func(id string) bool {
					_, ok := set.RuleIndex(id)
					return !ok
				})
			}
			if set.Evaluate(a, q, &before) != nil || more.Evaluate(a, q, &after) != nil {
				t.Fatalf("domain %d: a rule makes a contradiction\n%s", seed, d)
			}
			compared++
			old, now := everyBound(&before), everyBound(&after)
			for i := range old {
				if now[i].Floor < old[i].Floor || now[i].Ceiling < old[i].Ceiling {
					t.Fatalf("domain %d: the last rule lowers %v to %v; requested %v, clearances %v, answers:\n%s%s",
						seed, old, now, q.Places,
						q.Clearances, witness.Describe(more, a), d)
				}
			}
		}
	}
	t.Logf("%d compared", compared)
}

// everyBound is that of the session, of urgency and of every requested place.
func everyBound(e *policy.Evaluation) []policy.Bounds {
	all := []policy.Bounds{e.Session(), e.Urgency()}
	for _, p := range e.Requested() {
		all = append(all, e.Place(p))
	}
	return all
}

// TestOrder: the order of items, keys and files changes nothing that a set says.
func TestOrder(t *testing.T) {
	t.Parallel()
	domains := draws.Of(t, 400)
	for seed := range uint64(domains) {
		r := rand.New(rand.NewPCG(seed, 5))
		d := newDomain(r)
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		files := d.yaml(r)
		other, err := policy.LoadInDigits(d.digits, d.schema, policy.Layer{Name: "ground", Files: files})
		if err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, written(files))
		}
		w, err := witness.New(set)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := describeSet(set), describeSet(other); a != b {
			t.Fatalf("domain %d: the order of its files turns\n%sinto\n%s\nfirst\n%s\nthen\n%s",
				seed, a, b, d, written(files))
		}
		var first, second policy.Evaluation
		for range answers {
			a, q := w.Draw(r), w.DrawRequest(r, true)
			if set.Evaluate(a, q, &first) != nil || other.Evaluate(a, q, &second) != nil {
				t.Fatalf("domain %d: the order of its files makes a contradiction", seed)
			}
			if a, b := witness.Dump(set, &first), witness.Dump(other, &second); a != b {
				t.Fatalf("domain %d: the order of its files turns\n%sinto\n%s\nfirst\n%s\nthen\n%s",
					seed, a, b, d, written(files))
			}
		}
	}
}

// describeSet writes what is in force, but for the positions in the files.
func describeSet(s *policy.Set) string {
	var b strings.Builder
	fmt.Fprintln(&b, s.Fingerprint(), s.TextFingerprint())
	for _, f := range s.Facts() {
		fmt.Fprintf(&b, "%+v\n", f)
	}
	for _, c := range s.Cards() {
		fmt.Fprintf(&b, "%+v\n", c)
	}
	for _, r := range s.Rules() {
		fmt.Fprintln(&b, r.ID, r.Kind, r.Urgency, r.Regions, r.At, r.When, r.RedFlag, r.Texts, r.Sources)
		for _, l := range r.Limits {
			fmt.Fprintln(&b, " ", l.Name, l.Number, l.Values, l.Note, l.Scope, l.Regions)
		}
	}
	fmt.Fprintf(&b, "%+v\n%+v\n%+v\n", s.Parameters(), s.Definitions(), s.Sources())
	return b.String()
}

func written(files fstest.MapFS) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "# %s\n%s", name, files[name].Data)
	}
	return b.String()
}
