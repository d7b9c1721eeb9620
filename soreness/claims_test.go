package soreness_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/claims"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// library is everything that can carry a claim of the article or a row of the clinical documents.
type library struct {
	rules map[string]policy.Rule // by id, of every package
	names map[string]bool        // everything else, as claims name it

	presentations []technique.PresentationEntry
}

func wholeLibrary(t *testing.T) library {
	t.Helper()
	p, tr := planner(t), newTriager(t)
	s := p.Screener()
	l := library{rules: map[string]policy.Rule{}, names: map[string]bool{}, presentations: p.Catalogue().Presentations}
	for _, set := range []*policy.Set{s.Rules(), p.MatchRules(), p.PlanRules(), tr.Rules(), tr.Causes(), tr.Advice()} {
		for _, r := range set.Rules() {
			if !r.Adopted {
				l.rules[r.ID] = r
			}
		}
		for _, f := range set.Facts() {
			l.names["fact/"+f.Name] = true
		}
		for _, c := range set.Cards() {
			l.names["card/"+c.Name] = true
		}
		for _, p := range set.Parameters() {
			l.names["param/"+p.Name] = true
		}
	}
	for _, x := range p.Catalogue().Techniques {
		l.names["technique/"+x.ID] = true
	}
	for _, x := range p.Catalogue().Strokes {
		l.names["stroke/"+x.ID] = true
	}
	for _, x := range l.presentations {
		l.names["presentation/"+x.ID] = true
	}
	for _, x := range []reflect.Type{
		reflect.TypeFor[*screening.Screener](), reflect.TypeFor[*screening.Decision](),
		reflect.TypeFor[*technique.Planner](), reflect.TypeFor[*soreness.Triager](),
	} {
		for i := range x.NumMethod() {
			l.names["go/"+strings.TrimPrefix(x.String(), "*")+"."+x.Method(i).Name] = true
		}
	}
	return l
}

// Every claim of the article is carried by what it says it is, or has a reason why nothing carries
// it; and every rule that cites a claim is on the claim's list.
func TestClaimsAndRulesAgree(t *testing.T) {
	l := wholeLibrary(t)
	known := map[string]claims.Claim{}
	for _, c := range claims.All() {
		known[c.ID] = c
		if len(c.Carried) == 0 && c.Reason == "" {
			t.Errorf("%s is carried by nothing, and nothing says why", c.ID)
		}
		for _, name := range c.Carried {
			r, isRule := l.rules[name]
			switch {
			case isRule && !slices.Contains(r.Claims, c.ID):
				t.Errorf("%s is carried by %s, which cites %v (%s)", c.ID, name, r.Claims, r.Position)
			case !isRule && !l.names[name]:
				t.Errorf("%s is carried by %s, which does not exist", c.ID, name)
			}
		}
	}
	for id, r := range l.rules {
		for _, claim := range r.Claims {
			c, ok := known[claim]
			switch {
			case !ok:
				t.Errorf("%s cites %s, which is no claim (%s)", id, claim, r.Position)
			case !slices.Contains(c.Carried, id):
				t.Errorf("%s cites %s; add it to what carries the claim in screening/claims/claims.yaml (%s)",
					id, claim, r.Position)
			}
		}
	}
}

// What cites the article says which of its claims it carries.
func TestWhoCitesTheArticleNamesTheClaim(t *testing.T) {
	for id, r := range wholeLibrary(t).rules {
		if slices.Contains(r.Sources, "article") && len(r.Claims) == 0 {
			t.Errorf("%s cites the article and no claim of it (%s)", id, r.Position)
		}
	}
}
