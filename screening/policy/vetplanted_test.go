package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// plantedFacts are what planted rules may read; a set declares those that it names.
func plantedFacts() []policy.Fact {
	yes := func(name string, risk policy.Risk) policy.Fact {
		return policy.Fact{Name: name, Kind: policy.YesNo, Ask: "Is it so?", Risk: risk}
	}
	detail := yes("a.detail", policy.RiskMore)
	detail.AskedIf = "a.lead"
	inner := yes("a.inner", policy.RiskMore)
	inner.AskedIf = "l.phase == bad"
	return []policy.Fact{
		yes("a.x", policy.RiskNeither), yes("a.y", policy.RiskNeither), yes("a.z", policy.RiskNeither),
		yes("a.more", policy.RiskMore), yes("a.less", policy.RiskLess), yes("a.lead", policy.RiskMore),
		{Name: "n.age", Kind: policy.Whole, Ask: "How old?", Least: 0, Most: 120},
		{Name: "n.weeks", Kind: policy.Whole, Ask: "How long?", Least: 0, Most: 50, Risk: policy.RiskMore},
		{Name: "n.temp", Kind: policy.Decimal, Ask: "How warm?", Least: 30, Most: 45, Risk: policy.RiskMore},
		{Name: "l.phase", Kind: policy.OneOf, Ask: "Which?", Values: listed("calm", "mild", "bad"), Risk: policy.RiskMore},
		{Name: "l.way", Kind: policy.OneOf, Ask: "Which?", Values: listed("west", "out", "side"), Safe: []string{"out"}},
		{Name: "l.seen", Kind: policy.OneOf, Ask: "Which?", Values: listed("none", "red", "blue"), None: "none"},
		{Name: "s.signs", Kind: policy.SetOf, Ask: "Which?", Values: listed("none", "p", "q"), None: "none"},
		detail, inner,
	}
}

// plant loads rules written one a line, "kind: test" or "kind/urgency: test", with further keys
// behind @; a line that begins with ! is a section of its own.
func plant(t *testing.T, text string) (*policy.Set, error) {
	t.Helper()
	schema := smallSchema()
	schema.Places, schema.Default = []policy.Place{{Name: "here"}}, "here"
	schema.Limits = nil
	if strings.Contains(text, "limits:") {
		schema.Limits = []policy.Limit{
			{Name: "lie", Kind: policy.Unites, Values: []string{"back", "front"}},
			{Name: "pressure", Kind: policy.LowestWins, Most: 5},
		}
	}
	if strings.Contains(text, "regions:") {
		schema.Places = []policy.Place{{Name: "here"}, {Name: "there"}, {Name: "all", Contains: []string{"here", "there"}}}
		schema.Default = "all"
	}
	for _, f := range plantedFacts() {
		if strings.Contains(text, f.Name) {
			schema.Facts = append(schema.Facts, f)
		}
	}
	if strings.Contains(text, "card:") {
		schema.Cards = []policy.Card{{Name: "now", Ask: "Any?", Lines: []policy.Line{{Name: "one", Says: "One.", Facts: []string{"a.detail"}}}}}
		text = strings.ReplaceAll(text, "card:", "")
	}
	var rules, sections []string
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		line = strings.TrimSpace(line)
		if section, ok := strings.CutPrefix(line, "!"); ok {
			sections = append(sections, strings.ReplaceAll(section, "\\n", "\n"))
			continue
		}
		head, test, _ := strings.Cut(line, ": ")
		test, more, _ := strings.Cut(test, " @ ")
		kind, urgency, _ := strings.Cut(head, "/")
		if urgency == "" {
			urgency = "none"
		}
		if more != "" {
			more = ", " + more
		}
		if kind == "temporary" {
			more += ", until: Later."
		}
		rules = append(rules, fmt.Sprintf("  - {id: r.%c, kind: %s, urgency: %s, when: '%s', says: It is so., sources: [s], grade: E1%s}",
			'a'+len(rules), kind, urgency, test, more))
	}
	file := "rules:\n" + strings.Join(rules, "\n") + "\n" + strings.Join(sections, "\n") +
		"\nsources:\n  s: {cites: A book, level: E1, read: excerpt}\n"
	return policy.Load(schema, policy.Layer{Name: "planted", Files: fstest.MapFS{"r.yaml": {Data: []byte(file)}}})
}

// planted are faulty rule sets with their corrected twins. Where the loader refuses the fault, what
// it says stands in key.
var planted = []struct{ key, faulty, sound string }{
	// never true, which the loader sees
	{"can never hold", "relative: a.x && !a.x", "relative: a.x && !a.y"},
	{"can never hold", "relative: n.age > 60 && n.age < 20", "relative: n.age > 60 || n.age < 20"},
	{"can never hold", "relative: n.age >= 40 && n.age < 40", "relative: n.age >= 40 && n.age < 41"},
	{"can never hold", "relative: l.phase == bad && l.phase == mild", "relative: l.phase == bad || l.phase == mild"},
	{"can never hold", "relative: a.detail && !a.lead", "relative: a.detail && a.lead"},
	{"can never hold", "relative: a.inner && l.phase == mild", "relative: a.inner && l.phase == bad"},
	{"can never hold", "relative: at_least(2, [a.x && !a.y, a.y && !a.x])", "relative: at_least(2, [a.x && a.y, a.y && !a.z])"},
	{"can never hold", "relative: p in s.signs && s.signs == none", "relative: p in s.signs && !(q in s.signs)"},
	{"can never hold", "relative: n.temp > 39 && n.temp < 38.5", "relative: n.temp > 38.5 || n.temp > 37 && a.x"},
	{"can never hold", "relative: d.both && !a.x\n!define: {d.both: a.x && a.y}", "relative: d.both && !a.z\n!define: {d.both: a.x && a.y}"},
	// never true, which takes implications together
	{"an implication rules it out", "relative: a.more && a.x && !a.y && !a.z\n" +
		"!implications:\\n  - {when: 'a.x && a.z', implies: a.y, because: So.}\\n  - {when: 'a.x && !a.z', implies: a.y, because: So.}",
		"relative: a.more && a.x && !a.z\nrelative: a.y && !a.x && !a.z\n!implications:\\n  - {when: 'a.x && a.z', implies: a.y, because: So.}"},
	// always true
	{"always holds", "relative: a.x || !a.x", "relative: a.x || !a.y"},
	{"always holds", "relative: n.age > 20 || n.age < 60", "relative: n.age < 20 || n.age > 60"},
	{"always holds", "relative: l.phase != bad || l.phase != mild", "relative: l.phase == bad || l.phase == mild"},
	{"always holds", "relative: a.x ? (a.y || !a.y) : !a.x", "relative: a.x ? a.y : a.z"},
	{"always holds", "relative: at_least(1, [a.x, !a.x, a.y])", "relative: at_least(1, [a.x, !a.z, a.y])"},
	{"always holds", "relative: !(p in s.signs && s.signs == none)", "relative: p in s.signs || q in s.signs"},
	{"always_true r.a", "relative: !a.x || a.y || a.z\n!implications:\\n  - {when: 'a.x && !a.z', implies: a.y, because: So.}",
		"relative: a.x || a.y || a.z\n!implications:\\n  - {when: 'a.x && !a.z', implies: a.y, because: So.}"},
	// the same as another
	{"same r.a r.b", "relative: a.x && a.y\nrelative: a.y && a.x", "relative: a.x && a.y\nabsolute: a.y && a.x && a.z"},
	{"same r.a r.b", "relative: !(a.x || a.y)\nrelative: !a.x && !a.y", "relative: !(a.x || a.y)\nabsolute: !a.x && !a.y && a.z"},
	{"same r.a r.b", "relative: n.age >= 41\nrelative: n.age > 40", "relative: n.age >= 41\nabsolute: n.age > 41"},
	{"same r.a r.b", "relative: l.way in [west, side]\nrelative: l.way != out", "relative: l.way in [west, side]\nabsolute: l.way == west"},
	{"same r.a r.b", "relative: a.detail\nrelative: a.lead && a.detail", "relative: a.lead\nabsolute: a.lead && a.detail"},
	{"same r.a r.b", "relative: a.x ? a.y : a.z\nrelative: a.x && a.y || !a.x && a.z", "relative: a.x ? a.y : a.z\nabsolute: a.x && a.y && a.z"},
	{"same r.a r.b", "relative: at_least(2, [a.x, a.y, a.z])\nrelative: a.x && a.y || a.y && a.z || a.x && a.z", "relative: at_least(2, [a.x, a.y, a.z])\nabsolute: at_least(3, [a.x, a.y, a.z])"},
	{"same r.a r.b", "relative: d.d\nrelative: a.x && a.y\n!define: {d.d: a.x && a.y}", "relative: d.d\nabsolute: a.x && a.y && a.z\n!define: {d.d: a.x && a.y}"},
	{"same r.a r.b", "relative: a.x && a.y || a.x && !a.y && a.z || a.x && !a.z\nrelative: a.x", "precaution: a.x && a.y || a.x && a.z\nrelative: a.x && a.y && a.z"},
	{"same r.a r.b", "absolute/urgent: a.x\nabsolute/urgent: a.x", "absolute: a.x\nabsolute/urgent: a.x && a.y"},
	// subsumed
	{"subsumed r.a r.b", "relative: a.x && a.y\nrelative: a.x", "absolute: a.x && a.y\nrelative: a.x"},
	{"subsumed r.a r.b", "precaution: a.x && a.y\nabsolute: a.x", "precaution: a.x || a.y\nabsolute: a.x"},
	{"subsumed r.a r.b", "relative: n.age > 80\nrelative: n.age > 60", "relative: n.age > 60\nabsolute: n.age > 80"},
	{"subsumed r.a r.b", "relative: l.phase == bad\nrelative: at_or_above(l.phase, mild)", "absolute: l.phase == bad\nrelative: at_or_above(l.phase, mild)"},
	{"subsumed r.a r.b", "relative: p in s.signs\nrelative: s.signs != none", "absolute: p in s.signs\nrelative: p in s.signs || q in s.signs"},
	{"subsumed r.a r.b", "relative: a.detail\nrelative: a.lead", "absolute: a.detail\nrelative: a.lead"},
	{"subsumed r.a r.b", "relative: at_least(3, [a.x, a.y, a.z])\nrelative: at_least(2, [a.x, a.y, a.z])", "absolute: at_least(3, [a.x, a.y, a.z])\nrelative: at_least(2, [a.x, a.y, a.z])"},
	{"subsumed r.a r.b", "relative: n.temp > 39\nrelative: n.temp >= 39", "absolute: n.temp > 39\nrelative: n.temp >= 39"},
	{"subsumed r.a r.b", "relative/routine: a.x && a.y\nrelative/urgent: a.x", "relative/urgent: a.x && a.y\nrelative/routine: a.x"},
	{"subsumed r.a r.b", "relative: a.x && a.y\nrelative: a.x\n", "relative: a.x && a.y @ red_flag: true\nrelative: a.x\n"},
	{"subsumed r.a r.b", "relative: a.x && a.y @ regions: [here]\nrelative: a.x\nrelative: a.z @ regions: [there]", "relative: a.x && a.y\nrelative: a.x @ regions: [here]\nrelative: a.z @ regions: [there]"},
	{"subsumed r.a r.b", "relative: a.x && a.y @ limits: [{pressure: 3}]\nrelative: a.x @ limits: [{pressure: 2}]\n" + lies, "relative: a.x && a.y @ limits: [{pressure: 2}]\nrelative: a.x @ limits: [{pressure: 3}]\n" + lies},
	{"same r.a r.b", "relative: a.x && !a.z && a.y\nrelative: a.x && a.y\n!implications:\\n  - {when: a.x, excludes: a.z, because: So.}",
		"absolute: a.x && a.y\nrelative: a.x || a.y || a.z\n!implications:\\n  - {when: a.x, excludes: a.z, because: So.}"},
	// contradictory
	{"contradictory lie r.a r.b", "precaution: a.x @ limits: [{lie: [back]}]\nprecaution: a.y @ limits: [{lie: [front]}]", "precaution: a.x @ limits: [{lie: [back]}]\nprecaution: a.y && !a.x @ limits: [{lie: [front]}]"},
	{"contradictory lie r.a", "precaution: a.x @ limits: [{lie: [back, front]}]", "absolute: a.x @ limits: [{lie: [back, front]}]"},
	{"contradictory lie r.a r.b", "precaution: n.age > 30 @ limits: [{lie: [back]}]\nprecaution: n.age < 60 @ limits: [{lie: [front]}]", "precaution: n.age > 60 @ limits: [{lie: [back]}]\nprecaution: n.age < 30 @ limits: [{lie: [front]}]"},
	{"contradictory lie r.a r.b", "precaution: a.x @ limits: [{lie: [back]}]\nprecaution: a.y @ limits: [{lie: [front]}]\nabsolute: a.z", "precaution: a.x @ limits: [{lie: [back]}]\nprecaution: a.y @ limits: [{lie: [front]}]\nabsolute: a.x && a.y"},
	{"contradictory lie r.a r.b", "precaution: l.way != out @ limits: [{lie: [back]}]\nprecaution: l.way != west @ limits: [{lie: [front]}]", "precaution: l.way == side @ limits: [{lie: [back]}]\nprecaution: l.way == west @ limits: [{lie: [front]}]"},
	{"contradictory lie r.a r.b", "precaution: p in s.signs @ limits: [{lie: [back]}]\nprecaution: q in s.signs @ limits: [{lie: [front]}]", "precaution: p in s.signs @ limits: [{lie: [back]}]\nprecaution: q in s.signs && !(p in s.signs) @ limits: [{lie: [front]}]"},
	{"contradictory r.a r.b", "precaution: a.x && a.y\nabsolute: a.x", "precaution: a.x || a.y\nabsolute: a.x"},
	{"contradictory r.a r.b", "precaution: n.age > 50\nabsolute: n.age > 40", "precaution: n.age > 40\nabsolute: n.age > 50"},
	{"contradictory r.a r.b", "precaution: l.phase == bad\nabsolute: l.phase != calm", "precaution: l.phase != calm\nabsolute: l.phase == bad"},
	// unreachable
	{"unreachable define d.lost", "relative: a.x\nrelative: a.y\n!define: {d.lost: a.x && a.y}", "relative: d.lost\nabsolute: a.x && a.z\n!define: {d.lost: a.x && a.y}"},
	{"unreachable define d.b", "relative: d.a\n!define: {d.a: a.x && a.y, d.b: a.x || a.y}", "relative: d.a && d.b\n!define: {d.a: a.x, d.b: a.y}"},
	{"unreachable param.most", "relative: n.age > 40\n!parameters: {most: {value: 40, unit: years, basis: A book}}", "relative: n.age > param.most\n!parameters: {most: {value: 40, unit: '', basis: A book}}"},
	{"unreachable param.b", "relative: n.age > param.a\n!parameters: {a: {value: 40, unit: '', basis: A book}, b: {value: 50, unit: '', basis: A book}}", "relative: n.age > param.a && n.age < param.b\n!parameters: {a: {value: 40, unit: '', basis: A book}, b: {value: 50, unit: '', basis: A book}}"},
	{"unreachable l.way side", "relative: a.x && l.way == west\nrelative: !a.x && l.way == west\nabsolute: l.way != out && a.y\n!implications:\\n  - {when: a.x, excludes: l.way == side, because: So.}\\n  - {when: '!a.x', excludes: l.way == side, because: So.}", "relative: a.x && l.way == west\nrelative: !a.x && l.way == west\nabsolute: l.way != out && a.y\n!implications:\\n  - {when: a.x, excludes: l.way == side, because: So.}"},
	{"unreachable a.detail yes", "absolute: a.detail || a.y && a.lead || a.x && a.lead\n!implications:\\n  - {when: a.x, implies: '!a.detail', because: So.}\\n  - {when: '!a.x', implies: '!a.detail', because: So.}", "absolute: a.detail || a.y && a.lead || a.x && a.lead\n!implications:\\n  - {when: a.x, implies: '!a.detail', because: So.}"},
	{"unreachable card now", "card:absolute: a.detail || a.y && a.lead || a.x && a.lead\n!implications:\\n  - {when: a.x, implies: '!a.detail', because: So.}\\n  - {when: '!a.x', implies: '!a.detail', because: So.}", "card:absolute: a.detail || a.y && a.lead || a.x && a.lead\n!implications:\\n  - {when: a.x, implies: '!a.detail', because: So.}"},
	{"unreachable implication a.x && a.z implies a.y", "relative: a.z && !a.x\nabsolute: a.x && a.y\n!implications:\\n  - {when: a.x, implies: a.y, because: So.}\\n  - {when: a.x && a.z, implies: a.y, because: So.}", "relative: a.z && !a.x\nabsolute: a.x && a.y\n!implications:\\n  - {when: a.x, implies: a.y, because: So.}"},
	{"unreachable implication n.age > 60 implies a.x", "relative: a.x\n!implications:\\n  - {when: n.age > 40, implies: a.x, because: So.}\\n  - {when: n.age > 60, implies: a.x, because: So.}", "relative: a.x\n!implications:\\n  - {when: n.age > 40, implies: a.x, because: So.}"},
	// not monotone
	{"not_monotone a.more r.a", "relative: !a.more", "relative: a.more"},
	{"not_monotone a.more r.a", "relative: a.x && !a.more", "relative: a.x && a.more"},
	{"not_monotone a.less r.a", "relative: a.less", "relative: !a.less"},
	{"not_monotone a.less r.a", "relative: a.less && a.y", "relative: !a.less && a.y"},
	{"not_monotone n.weeks r.a", "relative: n.weeks < 20", "relative: n.weeks >= 20"},
	{"not_monotone n.weeks r.a", "relative: n.weeks >= 10 && n.weeks < 20", "relative: n.weeks >= 10 && n.weeks < 20\nabsolute: n.weeks >= 20"},
	{"not_monotone n.temp r.a", "absolute: n.temp > 38 && n.temp <= 40\nrelative: n.temp > 40", "relative: n.temp > 38 && n.temp <= 40\nabsolute: n.temp > 40"},
	{"not_monotone n.temp r.a", "relative: n.temp <= 36", "relative: n.temp > 36"},
	{"not_monotone l.phase r.a", "relative: l.phase == mild", "relative: l.phase == mild\nabsolute: l.phase == bad"},
	{"not_monotone l.phase r.a", "absolute: l.phase == mild\nrelative: l.phase == bad", "relative: l.phase == mild\nabsolute: l.phase == bad"},
	{"not_monotone l.way r.a", "relative: l.way == out", "relative: l.way == west"},
	{"not_monotone l.way r.a", "absolute: l.way == out\nrelative: l.way != out", "absolute: l.way == west\nrelative: l.way != out"},
	{"not_monotone a.lead r.a", "absolute: !a.lead\nrelative: a.detail", "absolute: a.detail\nrelative: a.lead"},
	{"not_monotone a.more r.a", "relative/urgent: a.x && !a.more\nabsolute: a.x && a.more", "relative/urgent: a.x && a.more\nabsolute: a.y && a.more"},
	{"not_monotone a.more r.a", "precaution: a.x && !a.more @ limits: [{pressure: 2}]\nprecaution: a.x && a.more @ limits: [{pressure: 3}]\n" + lies, "precaution: a.x && !a.more @ limits: [{pressure: 3}]\nprecaution: a.x && a.more @ limits: [{pressure: 2}]\n" + lies},
	// gaps
	{"gap a.x", "relative: a.y\n!cards: []\\n# a.x", "relative: a.y && a.x"},
	{"gap a.detail", "relative: a.lead\n!# a.detail", "relative: a.lead\nabsolute: a.detail"},
	{"gap n.age", "relative: a.y\n!# n.age", "relative: a.y && n.age > 5"},
	{"gap l.seen blue", "relative: l.seen == red", "relative: l.seen == red\nabsolute: l.seen == blue"},
	{"gap l.seen red", "relative: l.seen == blue", "relative: l.seen != none"},
	{"gap s.signs q", "relative: p in s.signs", "relative: p in s.signs && !(q in s.signs)"},
	{"gap region there", "relative: a.x @ regions: [here]", "relative: a.x @ regions: [here]\nrelative: a.y @ regions: [there]"},
	{"gap lie front", "precaution: a.x @ limits: [{lie: [back]}]", "precaution: a.x @ limits: [{lie: [back]}]\nprecaution: a.y && !a.x @ limits: [{lie: [front]}]"},
	{"gap r.a", "precaution/emergency: a.x @ red_flag: true", "absolute/emergency: a.x @ red_flag: true"},
	{"gap r.a", "relative/urgent: a.x @ red_flag: true", "temporary/urgent: a.x @ red_flag: true"},
}

// lies names both positions, never together.
const lies = "precaution: n.age > 70 @ limits: [{lie: [back]}]\nprecaution: n.age < 20 @ limits: [{lie: [front]}]"

func plantedOptions(key string) policy.VetOptions {
	o := policy.VetOptions{FlagKind: map[string]string{"emergency": "absolute", "urgent": "temporary", "same_day": "temporary"}}
	if strings.HasPrefix(key, "contradictory r.") {
		o.Opposed = map[string]string{"precaution": "absolute"}
	}
	return o
}

// Every planted fault is found, by a witness that the case runner accepts; nothing is found on its
// corrected twin.
func TestVetFindsPlantedFaults(t *testing.T) {
	if len(planted) < 80 {
		t.Errorf("%d planted faults; at least 80", len(planted))
	}
	for i, p := range planted {
		t.Run(fmt.Sprint(i, " ", p.key), func(t *testing.T) {
			sound, err := plant(t, p.sound)
			if err != nil {
				t.Fatalf("the twin: %v", err)
			}
			twin := policy.Vet(sound, plantedOptions(p.key))
			for _, f := range twin.Findings {
				t.Errorf("the twin: %s: %s", f.Key(), f.Says)
			}
			if len(twin.Unproved) > 0 {
				t.Errorf("the twin: unproved %v", twin.Unproved)
			}
			set, err := plant(t, p.faulty)
			if err != nil {
				if !strings.Contains(err.Error(), p.key) {
					t.Errorf("refused: %v, want %q", err, p.key)
				}
				return
			}
			found := policy.Vet(set, plantedOptions(p.key))
			at := slices.IndexFunc(found.Findings, func(f policy.Finding) bool { return f.Key() == p.key })
			if at < 0 {
				t.Fatalf("not found among %v, unproved %v", keys(found), found.Unproved)
			}
			f := found.Findings[at]
			for _, w := range []*policy.Witness{f.Witness, f.Then} {
				if w != nil {
					reproduce(t, set, w)
				}
			}
			shown := slices.Contains([]policy.FindingKind{policy.AlwaysTrue, policy.Same, policy.Subsumed, policy.Contradictory, policy.NotMonotone}, f.Kind)
			if shown != (f.Witness != nil) || (f.Kind == policy.NotMonotone) != (f.Then != nil) {
				t.Errorf("%s has witnesses %v and %v", f.Key(), f.Witness, f.Then)
			}
		})
	}
}

func keys(v *policy.Vetting) (out []string) {
	for _, f := range v.Findings {
		out = append(out, f.Key())
	}
	return out
}

// reproduce runs a witness as the case that it is.
func reproduce(t *testing.T, set *policy.Set, w *policy.Witness) {
	t.Helper()
	file := "cases:\n" + w.Case
	report, err := policytest.Check(set, fstest.MapFS{"w_cases.yaml": {Data: []byte(file)}})
	if err != nil {
		t.Errorf("%v\n%s", err, file)
		return
	}
	for _, c := range report.Cases {
		if len(c.Failures) > 0 {
			t.Errorf("%v\n%s", c, file)
		}
	}
}
