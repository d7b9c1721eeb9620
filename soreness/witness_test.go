package soreness_test

import (
	"sync"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

func screener(t testing.TB) *screening.Screener {
	t.Helper()
	return planner(t).Screener()
}

func newPlanner() (*technique.Planner, error) {
	tr, err := soreness.Shared()
	if err != nil {
		return nil, err
	}
	return tr.Planner(), nil
}

func planner(t testing.TB) *technique.Planner {
	t.Helper()
	p, err := newPlanner()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newTriager(t testing.TB, options ...soreness.Option) *soreness.Triager {
	t.Helper()
	tr, err := soreness.Shared()
	if len(options) > 0 {
		tr, err = soreness.New(planner(t), options...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// witnesses are those of the sets that tests share: cel-go compiles every rule for each.
var witnesses sync.Map

func witnessOf(t testing.TB, set *policy.Set) *witness.Witness {
	t.Helper()
	if w, ok := witnesses.Load(set); ok {
		return w.(*witness.Witness)
	}
	w, err := witness.New(set)
	if err != nil {
		t.Fatal(err)
	}
	witnesses.Store(set, w)
	return w
}

// cel-go is the judge of every rule that is shipped.
func TestRulesAgreeWithCEL(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	if err := witnessOf(t, tr.Rules()).Check(1, draws.Of(t, 300)); err != nil {
		t.Error("triage:", err)
	}
	if err := witnessOf(t, tr.Causes()).Check(2, draws.Of(t, 100)); err != nil {
		t.Error("causes:", err)
	}
	if err := witnessOf(t, tr.Advice()).Check(3, draws.Of(t, 100)); err != nil {
		t.Error("advice:", err)
	}
}

// Every test is written and read again as the same tree, and reads the facts that it names.
func TestConditions(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for _, set := range []*policy.Set{tr.Rules(), tr.Causes(), tr.Advice()} {
		if err := witnessOf(t, set).Conditions(); err != nil {
			t.Error(err)
		}
	}
}

func TestRulesKeepTheLaws(t *testing.T) {
	t.Parallel()
	if err := witnessOf(t, newTriager(t).Rules()).Laws(7, draws.Of(t, 64)); err != nil {
		t.Error(err)
	}
}

// Bounds and questions on random subsets of the facts are exactly what going through
// every completion gives.
func TestSubsetsAreExact(t *testing.T) {
	t.Parallel()
	if err := witnessOf(t, newTriager(t).Rules()).Subsets(1, draws.Of(t, 150), 8, 1<<12); err != nil {
		t.Error(err)
	}
}
