package policy

// riskier is what an unsure answer counts as, where that is not simply unknown.
func (f *Fact) riskier() *Answer {
	switch {
	case !f.UnsureRiskier:
		return nil
	case f.Kind == YesNo:
		return &Answer{State: Known, Yes: f.Risk == RiskMore}
	case f.Risk == RiskLess:
		return &Answer{State: Known, Values: 1}
	}
	return &Answer{State: Known, Values: 1 << (len(f.Values) - 1)}
}

// checkSureGuard refuses a guard that reads a fact whose unsure answer counts as the riskier end: a
// form, which asks behind what is unsure, would ask what the rules take for meaningless.
func (l *loader) checkSureGuard(guard int) {
	for _, c := range l.guardRaw[guard] {
		for _, x := range c {
			if f := &l.facts[l.vars.list[x.Var].Owner]; f.UnsureRiskier {
				l.problems.Add(l.guardProblem(guard, 0, "reads "+f.Name+", whose unsure answer counts as the riskier end"))
				return
			}
		}
	}
}
