package expr

import "testing"

// The types alone refuse what the walk over the names refuses with better words: the walk is not
// the only guard.
func TestCheckerRefuses(t *testing.T) {
	v := Vocabulary{Facts: []Fact{
		{Name: "a.yes"},
		{Name: "a.list", Kind: OneOf, Values: []string{"x", "y"}},
		{Name: "b.list", Kind: OneOf, Values: []string{"x", "y"}},
		{Name: "a.set", Kind: SetOf, Values: []string{"x", "y"}},
		{Name: "a.whole", Kind: Whole, Most: 9},
		{Name: "a.decimal", Kind: Decimal, Most: 9},
	}}
	env, err := newEnv(v)
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{
		"a.list == b.list.x", "a.list == b.list", "a.list in [a.list.x, b.list.y]", "b.list.x in a.set", "a.set == a.list.x",
		"a.list < a.list.y", "a.yes < true", "a.whole == 1.0", "a.decimal == 1", "a.yes == 1", "a.list == 'x'", "a.yes && 1",
		"at_or_above(a.list, b.list.x)", "at_least(1.0, [a.yes])", "at_least(1, [a.yes, a.whole])", "a.whole + 1 > 2",
		"-a.whole > 1",
		"size(a.set) > 1", "has(a.yes)", "a.set.exists(v, v == a.list.x)", "[1, 2].all(v, v > 1)", "dyn(a.whole) == 1",
		"type(a.yes) == bool", "int(a.decimal) > 1", "string(a.whole) == '1'", "'a'.matches('a')", "a.set[0] == a.list.x",
		"timestamp('2020-01-01T00:00:00Z') > timestamp('2020-01-01T00:00:00Z')", "a.yes ? 1 : a.yes", "[1, 'x'] == [1, 'x']",
	} {
		if _, issues := env.Compile(source); issues.Err() == nil {
			t.Errorf("%s passes the types", source)
		}
	}
	for _, source := range []string{"a.decimal >= 8", "8 <= a.decimal", "a.whole > 2.5",
		"a.list in [a.list.x, a.list.y]"} {
		if _, issues := env.Compile(source); issues.Err() != nil {
			t.Errorf("%s: %v", source, issues.Err())
		}
	}
}
