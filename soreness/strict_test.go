package soreness_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// Whatever is changed in what was written, it is refused, or it is read and written again as it now
// stands: nothing is passed over.
func TestNothingWrittenIsPassedOver(t *testing.T) {
	t.Parallel()
	p := planner(t)
	in := wellToday()
	delete(in.Cards, intake.CardSpineAndBones)
	in.Regions = []body.Region{body.LumbarParaspinal}
	decision, err := p.Screener().Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	well, err := p.Screener().Screen(wellToday())
	if err != nil {
		t.Fatal(err)
	}
	v := technique.Visit{Intake: wellToday(), Decision: well, Presentation: technique.Found("muscle_spasm")}
	matching, err := p.Match(v)
	if err != nil {
		t.Fatal(err)
	}
	matching.Choices = matching.Choices[:3]
	review, err := p.Check(v, technique.Plan{
		Technique: "thai", Strokes: []technique.Step{{Stroke: "tapotement", Pressure: answer.Known(5)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	stopping, err := p.Stop(technique.Visit{}, technique.During{AttackOnset: answer.Yes})
	if err != nil {
		t.Fatal(err)
	}
	result, err := newTriager(t).Triage(wellToday(), weekly(3))
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct{ of, into any }{
		"decision": {decision, &screening.Decision{}}, "treated": {well, &screening.Decision{}}, "matching": {matching, &technique.Matching{}},
		"review": {review, &technique.Review{}}, "stopping": {stopping, &technique.Stopping{}}, "result": {result, &soreness.Result{}},
	} {
		var tree any
		if err := json.Unmarshal([]byte(text(x.of)), &tree); err != nil {
			t.Fatal(err)
		}
		n, every := 0, 1
		if !draws.All(t) {
			every = 4
		}
		mutate(tree, func(what string) {
			if n++; n%every > 0 {
				return
			}
			written := text(tree)
			if err := json.Unmarshal([]byte(written), x.into); err != nil {
				return
			}
			var again any
			if err := json.Unmarshal([]byte(text(x.into)), &again); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tree, again); diff != "" {
				t.Errorf("%s: %s: it is read as something else (-written +read):\n%s", name, what, diff)
			}
		})
		if n < 50 {
			t.Errorf("%s: %d changes show nothing", name, n)
		}
	}
}

// mutate makes every small change to a tree, one after the other, and takes it back.
func mutate(tree any, changed func(what string)) {
	others := []any{nil, true, 7.0, 7.5, "x", []any{}, map[string]any{}}
	switch x := tree.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(x)) {
			value := x[key]
			for _, other := range others {
				x[key] = other
				changed("another value of " + key)
			}
			delete(x, key)
			changed("no " + key)
			x[key+"s"] = value
			changed("another key for " + key)
			delete(x, key+"s")
			x[key] = value
			mutate(value, changed)
		}
	case []any:
		for i, value := range x[:min(len(x), 2)] {
			for _, other := range others {
				x[i] = other
				changed("another item")
			}
			x[i] = value
			mutate(value, changed)
		}
	}
}

// Every member is written and read: a field that one of the two forgets is found
// by filling all of them.
func TestEveryFieldReadsBack(t *testing.T) {
	for _, x := range []any{
		&screening.Decision{}, &screening.Question{}, &screening.Message{},
		&technique.Review{}, &technique.Matching{}, &technique.Stopping{},
		&soreness.Result{},
	} {
		v := reflect.ValueOf(x)
		fill(v.Elem())
		back := reflect.New(v.Type().Elem()).Interface()
		if err := json.Unmarshal([]byte(text(x)), back); err != nil {
			t.Errorf("%T: %v", x, err)
		} else if diff := cmp.Diff(x, back); diff != "" {
			t.Errorf("%T mismatch (-want +got):\n%s", x, diff)
		}
	}
}

// fill gives every field a value that is not empty.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.String:
		v.SetString("x")
		switch v.Type() {
		case reflect.TypeFor[technique.Level]():
			v.SetString(string(technique.Medical))
		case reflect.TypeFor[body.Region]():
			v.SetString(string(body.Hand))
		case reflect.TypeFor[body.Side]():
			v.SetString(string(body.Left))
		case reflect.TypeFor[screening.Origin]():
			v.SetString(string(screening.OriginImplied))
		}
	default:
		panic("a kind of field that nothing is written for: " + v.Type().String())
	}
}
