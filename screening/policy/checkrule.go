package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/lists"
)

// checkRule refuses whatever about a rule would leave its meaning open, and turns
// its names into numbers.
func (l *loader) checkRule(r *at[rawRule], when *expr.Node) {
	rule := &r.value
	bad := func(key, format string, args ...any) {
		message := fmt.Sprintf(format, args...)
		at := rule.node(key, r.node)
		if at = rule.blamed(at, l.schema.Texts); key == "when" {
			at = l.blamed(at, l.whenOf(rule).Names, message)
		}
		l.problems.At(at, "%s: %s", rule.ID, message)
	}
	if rule.Position == "" {
		rule.Position = positionOf(r.node)
	}
	rule.level = uint8(max(0, slices.IndexFunc(l.schema.Levels, func(v Level) bool { return v.Kind == rule.Kind })))
	rule.urgency = uint8(max(0, slices.Index(l.schema.Urgencies, rule.Urgency)))
	for _, t := range l.schema.Texts {
		if t.RequiredFor != "" && t.RequiredFor == rule.Kind && rule.Texts[t.Name] == "" {
			bad("kind", "a %s rule needs %s", rule.Kind, t.Name)
		}
	}
	l.checkUnsure(rule, bad)
	l.checkReach(rule, bad)
	l.checkLimits(rule)
	l.checkSide(rule, bad)
	if rule.nodes["sources"].Empty() {
		bad("sources", "a rule needs at least one source")
	}
	for _, s := range rule.Sources {
		if _, ok := l.levels[s]; !ok {
			at := rule.blamed(rule.node("sources", r.node), l.schema.Texts)
			l.problems.AtItem(at, s, "%s: unknown source %s%s",
				rule.ID, document.Shorten(s), l.problems.Suggest(s, l.sourceNames))
		}
	}
	l.checkGrade(rule, bad)
	l.checkOpaque(rule, when, bad)
	if rule.RedFlag {
		seen := map[int]bool{}
		l.reads(when, seen)
		for i, f := range l.facts {
			if seen[i] && f.Volunteered {
				bad("when", "a red flag cannot rest on %s, which nobody is asked for", f.Name)
			}
		}
	}
}

// checkGrade refuses a grade that no source of the rule has: a rule is as good as the best of what
// it rests on.
func (l *loader) checkGrade(rule *rawRule, bad func(key, format string, args ...any)) {
	best := len(l.schema.Grades)
	for _, s := range rule.Sources {
		if level := slices.Index(l.schema.Grades, l.levels[s]); level >= 0 {
			best = min(best, level)
		}
	}
	if grade := slices.Index(l.schema.Grades, rule.Grade); grade >= 0 && best < len(l.schema.Grades) && grade < best {
		bad("grade", "grade %s is better than that of its best source, %s", rule.Grade, l.schema.Grades[best])
	}
}

// checkUnsure finds the outcome of the rule while an unsure answer leaves it possible.
func (l *loader) checkUnsure(rule *rawRule, bad func(key, format string, args ...any)) {
	unsureLevel := uint8(slices.IndexFunc(l.schema.Levels, func(v Level) bool { return v.Kind == l.schema.UnsureKind }))
	unsureUrgency := uint8(slices.Index(l.schema.Urgencies, l.schema.UnsureUrgency))
	rule.unsureLevel, rule.unsureUrgency = min(rule.level, unsureLevel), min(rule.urgency, unsureUrgency)
	if rule.IfUnsure == nil || rule.Kind == "" || rule.Urgency == "" {
		return
	}
	level := uint8(max(0,
		slices.IndexFunc(l.schema.Levels, func(v Level) bool { return v.Kind == rule.IfUnsure.Kind })))
	urgency := uint8(max(0, slices.Index(l.schema.Urgencies, rule.IfUnsure.Urgency)))
	if level > rule.level {
		bad("if_unsure", "if_unsure is %s, which is more than the rule's own %s", rule.IfUnsure.Kind, rule.Kind)
	}
	if urgency > rule.urgency {
		bad("if_unsure", "if_unsure is %s, which is more than the rule's own %s", rule.IfUnsure.Urgency, rule.Urgency)
	}
	most := uint8(len(l.schema.Urgencies) - 1)
	if most > 0 && rule.urgency == most && (level < rule.unsureLevel || urgency < rule.unsureUrgency) {
		bad("if_unsure", "a rule of urgency %s cannot be milder than %s and %s while it is unsure", rule.Urgency,
			l.schema.Levels[rule.unsureLevel].Kind, l.schema.Urgencies[rule.unsureUrgency])
	}
	rule.unsureLevel, rule.unsureUrgency = level, urgency
	if level == 0 {
		rule.unsureUrgency = 0
	}
}

// checkReach finds the places of the rule.
func (l *loader) checkReach(rule *rawRule, bad func(key, format string, args ...any)) {
	rule.at = -1
	places := l.placeTable()
	if rule.At != "" {
		if len(rule.Regions) > 0 {
			bad("at", "at and %s exclude each other", l.schema.PlacesKey())
		}
		if l.refused[rule.At] {
			return
		}
		rule.at = slices.IndexFunc(l.facts, func(f Fact) bool { return f.Name == rule.At })
		if rule.at < 0 {
			sites := lists.Some(l.facts, func(f Fact) (string, bool) { return f.Name, f.Places })
			bad("at", "unknown fact %s%s", document.Shorten(rule.At), l.problems.Choose(rule.At, sites, nil))
		} else if !l.facts[rule.at].Places {
			bad("at", "%s is not a set of %s", rule.At, l.schema.PlacesKey())
			rule.at = -1
		}
		return
	}
	if rule.where != nil {
		rule.reach = l.placesWhere(rule, places, bad)
		return
	}
	if rule.nodes[placesNode] == nil {
		rule.reach = places.all
		return
	}
	word, key := l.schema.placeWord(), l.schema.PlacesKey()
	if rule.nodes[placesNode].Empty() {
		bad(placesNode, "no %s; leave the key out to reach everywhere", key)
	}
	at := rule.blamed(rule.nodes[placesNode], l.schema.Texts)
	rule.reach = l.placeMask(places, rule.Regions, func(name string) {
		l.problems.AtItem(at, name, "%s: unknown %s %s", rule.ID, word, l.suggestPlace(name))
	})
	if l.bans(rule) {
		rule.reach = l.placesLike(places, rule.reach)
	}
}

func (l *loader) placeMask(t placeTable, names []string, unknown func(name string)) uint64 {
	var mask uint64
	for _, name := range names {
		m, ok := t.mask[name]
		if !ok {
			unknown(name)
		}
		mask |= m
	}
	return mask
}

func (l *loader) suggestPlace(name string) string {
	return document.Shorten(name) + l.problems.Choose(name, placeNames(l.schema.Places), nil)
}

// checkLimits turns the limits into numbers and sets.
func (l *loader) checkLimits(rule *rawRule) {
	p := &l.problems
	places := l.placeTable()
	rule.Limits = nil
	for _, raw := range rule.limits {
		slices.SortStableFunc(raw.set, func(a, b rawSetting) int { return l.limitIndex(a.key) - l.limitIndex(b.key) })
		if raw.scope == Elsewhere && rule.nodes[placesNode] == nil && rule.At == "" {
			p.At(rule.blamed(raw.where, l.schema.Texts), "%s: a rule that reaches everywhere has no elsewhere", rule.ID)
		}
		var reach uint64
		switch raw.scope {
		case InRegions:
			reach = l.placeMask(places, raw.regions, func(name string) {
				p.AtItem(raw.where, name, "%s: unknown %s %s", rule.ID, l.schema.placeWord(), l.suggestPlace(name))
			})
		case Everywhere:
			reach = places.all
		}
		spot := false
		for _, set := range raw.set {
			i := l.limitIndex(set.key)
			limit := l.schema.Limits[i]
			out := RuleLimit{Name: limit.Name, Scope: raw.scope, Regions: raw.regions, limit: i, reach: reach}
			switch limit.Kind {
			case LowestWins:
				out.Number = l.limitNumber(rule, set, limit)
			case Unites:
				out.Values = set.value.Names(p, "a value")
				for _, v := range out.Values {
					j := slices.Index(limit.Values, v)
					if j < 0 {
						p.AtItem(set.value, v, "%s: %s has no %s%s",
							rule.ID, limit.Name, document.Shorten(v), l.problems.Choose(v, limit.Values, nil))
						continue
					}
					out.values |= 1 << j
				}
				out.values = limit.coverage().of(out.values)
				for j, v := range limit.Values {
					if out.values>>j&1 == 1 && !slices.Contains(out.Values, v) {
						out.Values = append(out.Values, v)
					}
				}
			case Flag:
				if !set.value.Bool(p, limit.Name) && set.value.Text == "false" {
					p.At(set.value, "%s: %s can only be true; leave the key out otherwise", rule.ID, limit.Name)
				}
			case Spot:
				spot = true
				if !set.value.Bool(p, limit.Name) && set.value.Text == "false" {
					p.At(set.value, "%s: %s can only be true; leave the key out otherwise", rule.ID, limit.Name)
				}
				if raw.margin == nil {
					p.At(raw.node, "%s: %s needs %s", rule.ID, limit.Name, limit.Margin)
				} else {
					out.Number = l.limitNumber(rule, *raw.margin, limit)
				}
			case Note:
				out.Note = l.words(set.value, limit.Name)
			}
			rule.Limits = append(rule.Limits, out)
		}
		if raw.margin != nil && !spot {
			p.At(raw.margin.value, "%s: %s belongs to a spot; write %s: true beside it",
				rule.ID, raw.margin.key, l.spotOf(raw.margin.key))
		}
	}
}

// spotOf is the limit that a margin belongs to.
func (l *loader) spotOf(margin string) string {
	i := slices.IndexFunc(l.schema.Limits, func(limit Limit) bool { return limit.Margin == margin })
	return l.schema.Limits[i].Name
}

func (l *loader) limitIndex(name string) int {
	return slices.IndexFunc(l.schema.Limits, func(limit Limit) bool { return limit.Name == name })
}

// limitNumber reads a number or a parameter's name.
func (l *loader) limitNumber(rule *rawRule, set rawSetting, limit Limit) float64 {
	n := set.value
	var x float64
	if l.refused[n.Text] {
		return 0
	}
	if name, ok := strings.CutPrefix(n.Text, "param."); ok && n.Kind == document.Word {
		var names []string
		found := false
		for _, p := range l.parameters {
			names = append(names, p.value.Name)
			if p.value.Name == name {
				x, found = p.value.Value, true
				if at := latest(p.node, "value"); at.Layer.Order > n.Layer.Order {
					n = at // was changed, and is at fault
				}
			}
		}
		if !found {
			l.problems.At(n, "%s: unknown parameter %s%s",
				rule.ID, document.Shorten(name), l.problems.Suggest(name, names))
			return 0
		}
	} else if x, ok = l.number(n, set.key); !ok {
		return 0
	}
	if x < limit.Least || x > limit.Most {
		l.problems.At(n, "%s: %s is %g; from %g to %g", rule.ID, set.key, x, limit.Least, limit.Most)
	}
	return x
}
