package technique_test

import (
	"fmt"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/technique"
)

func ExamplePlanner_Catalogue() {
	t, ok := planner().Catalogue().Technique("thai")
	fmt.Println(t.Name, ok, t.PressureMin, t.PressureMax, t.PainfulByDesign, t.TreatsBackDisease)
	// Output: Thai massage true 3 5 true not_for
}

func ExampleCatalogue_Technique() {
	_, ok := planner().Catalogue().Technique("thay")
	fmt.Println(ok)
	// Output: false
}

func ExampleCatalogue_Stroke() {
	s, ok := planner().Catalogue().Stroke("petrissage_slow")
	fmt.Println(s.Name, ok, s.AgreedAs)
	// Output: Slow kneading true gliding
}

func ExampleCatalogue_Presentation() {
	x, ok := planner().Catalogue().Presentation("muscle_spasm")
	fmt.Println(x.Row, ok, x.Dose.Minutes.Min, x.Dose.Minutes.Max, x.ZonesOut)
	// Output: P01 true 20 40 [kidney_area floating_ribs]
}

func ExamplePlanner_MatchRules() {
	set := planner().MatchRules()
	_, ok := set.RuleIndex("match.spasm_stimulating")
	fmt.Println(ok)
	// Output: true
}

func ExamplePlanner_PlanRules() {
	set := planner().PlanRules()
	i, _ := set.RuleIndex("plan.spine_touched")
	fmt.Println(set.Rules()[i].Claims)
	// Output: [S39]
}

func ExamplePlanner_Screener() {
	d, err := planner().Screener().Screen(screening.Intake{})
	fmt.Println(d.Disposition, err)
	// Output: clarify <nil>
}

func ExamplePlanner_Fingerprint() {
	p := planner()
	m, err := p.Match(technique.Visit{})
	fmt.Println(m.Fingerprint == p.Fingerprint(), err)
	// Output: true <nil>
}
