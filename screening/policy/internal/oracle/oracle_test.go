package oracle_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/oracle"
)

var vocabulary = expr.Vocabulary{
	Facts: []expr.Fact{
		{Name: "disc.present"},
		{Name: "disc.imaged"},
		{Name: "disc.canal_free"},
		{Name: "disc.direction", Kind: expr.OneOf, Ordered: true, Values: []string{"none", "lateral", "central"}},
		{Name: "risk", Kind: expr.SetOf, None: "none", Values: []string{"none", "diabetes", "steroids"}},
		{Name: "bp.sys", Kind: expr.Whole, Least: 40, Most: 300},
		{Name: "temp", Kind: expr.Decimal, Least: 30, Most: 45},
	},
	Params:  []expr.Param{{Name: "fever", Value: 38}},
	Defines: []string{"hidden"},
}

const (
	present = iota
	imaged
	canalFree
	direction
	risk
	pressure
	temperature
)

func newOracle(t *testing.T) *oracle.Oracle {
	t.Helper()
	o, err := oracle.New(vocabulary,
		map[string]string{"hidden": "disc.present && !disc.canal_free"},
		map[string]string{"disc.canal_free": "disc.imaged", "disc.imaged": "disc.present"})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestEval(t *testing.T) {
	yes, no := oracle.Value{Known: true, Yes: true}, oracle.Value{Known: true}
	number := func(x float64) oracle.Value { return oracle.Value{Known: true, Number: x} }
	values := func(bits uint64) oracle.Value { return oracle.Value{Known: true, Values: bits} }
	type answers map[int]oracle.Value
	tests := []struct {
		source string
		given  answers
		want   oracle.Truth
	}{
		{"disc.present || bp.sys > 1", answers{present: yes}, oracle.True},
		{"disc.present && bp.sys > 1", answers{present: no}, oracle.False},
		{"disc.present && bp.sys > 1", answers{present: yes}, oracle.Unknown},
		{"disc.present ? bp.sys > 100 : bp.sys > 90", answers{pressure: number(120)}, oracle.Unknown},
		{"disc.present ? bp.sys > 100 : bp.sys > 90", answers{pressure: number(80)}, oracle.False},
		{"at_least(2, [disc.present, bp.sys > 100, temp >= 38])", answers{pressure: number(120), temperature: number(38)},
			oracle.True},
		{"at_least(2, [disc.present, bp.sys > 100, temp >= 38])", answers{pressure: number(120)}, oracle.Unknown},
		{"!at_least(2, [disc.present, bp.sys > 100, temp >= 38])", answers{pressure: number(90), temperature: number(37)},
			oracle.True},
		{"temp >= param.fever", answers{temperature: number(37.9)}, oracle.False},
		{"central == disc.direction", answers{direction: values(4)}, oracle.True},
		{"disc.direction != disc.direction.central", answers{direction: values(4)}, oracle.False},
		{"disc.direction in [lateral, central]", answers{direction: values(1)}, oracle.False},
		{"at_or_above(disc.direction, lateral)", answers{direction: values(2)}, oracle.True},
		{"diabetes in risk", answers{risk: values(6)}, oracle.True},
		{"risk == none", answers{risk: values(1)}, oracle.True},
		{"risk == none", answers{risk: values(0)}, oracle.True},
		{"risk != none", answers{risk: values(4)}, oracle.True},
		{"risk != none", nil, oracle.Unknown},
		// A guarded test is false under a false guard, plain and negated, and so is a test whose
		// guard's guard is false.
		{"disc.canal_free", answers{present: no}, oracle.False},
		{"!disc.canal_free", answers{present: no}, oracle.False},
		{"!disc.canal_free", answers{present: yes, imaged: yes, canalFree: no}, oracle.True},
		{"!disc.canal_free", answers{present: yes, canalFree: no}, oracle.Unknown},
		{"!(disc.canal_free || bp.sys > 100)", answers{present: no, pressure: number(90)}, oracle.False},
		{"hidden", answers{present: yes, imaged: yes, canalFree: no}, oracle.True},
		{"!hidden", answers{present: yes, imaged: no, canalFree: yes}, oracle.False},
	}
	o := newOracle(t)
	for _, tt := range tests {
		p, err := o.Compile(tt.source)
		if err != nil {
			t.Errorf("Compile(%s): %v", tt.source, err)
			continue
		}
		all := make([]oracle.Value, len(vocabulary.Facts))
		for fact, v := range tt.given {
			all[fact] = v
		}
		if got := p.Eval(all); got != tt.want {
			t.Errorf("Eval(%s) over %v = %v, want %v, by %v", tt.source, tt.given, got, tt.want, p)
		}
	}
}

func TestProgramString(t *testing.T) {
	p, err := newOracle(t).Compile("!(disc.canal_free && at_least(2, [hidden, risk == none, bp.sys == 90]))")
	if err != nil {
		t.Fatal(err)
	}
	none := `!((risk == [] || risk == ["none"]))`
	want := `((!(disc.canal_free) && _guard.disc.canal_free) || ` +
		`((_fails.hidden && ` + none + `) || (_fails.hidden && !(bp.sys == 90)) || (` + none + ` && !(bp.sys == 90))))`
	if diff := cmp.Diff(want, p.String()); diff != "" {
		t.Errorf("String mismatch (-want +got):\n%s", diff)
	}
}

func TestNewRefuses(t *testing.T) {
	tests := []struct {
		name            string
		defines, guards map[string]string
		want            string
	}{
		{"a definition on itself", map[string]string{"hidden": "!hidden"}, nil, "definition hidden: stands on itself"},
		{"a guard on its own fact", map[string]string{"hidden": "bp.sys > 1"},
			map[string]string{"disc.present": "bp.sys > 1 && disc.present"},
			"guard of disc.present: stands on itself"},
		{"an unknown name", map[string]string{"hidden": "disc.absent"}, nil, "definition hidden: unknown name disc.absent"},
	}
	for _, tt := range tests {
		if _, err := oracle.New(vocabulary, tt.defines, tt.guards); err == nil || err.Error() != tt.want {
			t.Errorf("New with %s: %v, want %s", tt.name, err, tt.want)
		}
	}
}
