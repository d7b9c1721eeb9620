package screening

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// The tags by which rules say what a clinician is asked about, and that a yes counts which the
// client passes on.
const (
	asksTag     = "asks."
	passedOnTag = "yes.spoken"
	noTag       = "carries.no"     // counts a clinician's no where no other rule does
	limitsTag   = "carries.limits" // and what a yes is limited to
	conditionIn = "condition."
	nearEnding  = ".near"
)

// Condition is something that a clinician can be asked about, in plain words.
type Condition struct {
	Name string `json:"name"`
	// Says are words for it, the first as the library says it; a clearance can use any of them.
	// Those that another language has replaced stand behind its own.
	Says []string `json:"says"`
	// Rules are those of today that a yes for it covers, by id; empty where none asks about it.
	Rules []string `json:"rules"`
	// PassedOn are those of them for which a yes counts that was spoken to the client alone.
	PassedOn []string `json:"passed_on"`
}

// Conditions returns everything that a clearance can be given for in plain words, by name. A rule
// belongs to a condition by its tag asks.NAME, so that one of a clinic joins what is there, or
// makes a condition of its own.
func (s *Screener) Conditions() []Condition {
	if !s.built() {
		return nil
	}
	out := make([]Condition, len(s.asked.names))
	for i, name := range s.asked.names {
		c := Condition{
			Name: name, Says: slices.Clone(s.asked.says[name]), Rules: list(s.asked.rules[name]), PassedOn: []string{},
		}
		for _, id := range c.Rules {
			if at, ok := s.set.RuleIndex(id); ok && s.set.Rules()[at].Tagged(passedOnTag) {
				c.PassedOn = append(c.PassedOn, id)
			}
		}
		out[i] = c
	}
	return out
}

// conditions are what a clearance can be given for.
type conditions struct {
	names []string            // in alphabetical order
	rules map[string][]string // ids, by name
	of    map[string][]string // names, by rule, as its tags have them
	says  map[string][]string // by name
	words map[string]string   // names, by everything that they are called, flattened
	near  map[string]string   // names to offer for words that may mean something else

	no, limits []string // ids of the rules that carry what was said
}

func newConditions(set *policy.Set, words *phrase.Table) conditions {
	c := conditions{
		rules: map[string][]string{}, of: map[string][]string{}, says: map[string][]string{},
		words: map[string]string{}, near: map[string]string{},
		no: set.Tagged(noTag), limits: set.Tagged(limitsTag),
	}
	add := func(name string) {
		if _, there := c.words[flat(name)]; !there {
			c.names = append(c.names, name)
			c.words[flat(name)] = name
		}
	}
	keys := words.Names()
	for _, key := range keys {
		name, ok := strings.CutPrefix(key, conditionIn)
		if !ok || strings.HasSuffix(name, nearEnding) {
			continue
		}
		add(name)
		c.says[name] = wordsOf(words, key)
	}
	rules := set.Rules()
	for i := range rules {
		for _, name := range conditionsOf(rules[i].Tags) {
			add(name)
			c.rules[name] = append(c.rules[name], rules[i].ID)
			c.of[rules[i].ID] = append(c.of[rules[i].ID], name)
		}
	}
	slices.Sort(c.names)
	for _, name := range c.names {
		if len(c.says[name]) == 0 {
			c.says[name] = []string{strings.ReplaceAll(name, "_", " ")}
		}
		for _, said := range c.says[name] {
			if _, there := c.words[flat(said)]; !there {
				c.words[flat(said)] = name
			}
		}
		key := conditionIn + name + nearEnding
		if _, there := slices.BinarySearch(keys, key); there {
			for _, said := range wordsOf(words, key) {
				c.near[flat(said)] = name
			}
		}
	}
	return c
}

// wordsOf are the words of a condition, and behind them those that they replaced: what a clinic has
// kept in the words of another language stays readable.
func wordsOf(words *phrase.Table, key string) []string {
	out := strings.Split(words.Say(key), "|")
	for said := range strings.SplitSeq(words.First(key), "|") {
		out = lists.Add(out, said)
	}
	return out
}

// conditionsOf are the names of the conditions that a rule with the tags asks about.
func conditionsOf(tags []string) []string {
	var out []string
	for _, tag := range tags {
		if name, ok := strings.CutPrefix(tag, asksTag); ok {
			out = append(out, name)
		}
	}
	return out
}

// find returns the name of what somebody calls a condition.
func (c *conditions) find(typed string) (name string, ok bool) {
	name, ok = c.words[flat(typed)]
	return name, ok
}

// hint offers the nearest condition, in the words in which it is said.
func (c *conditions) hint(typed string) string {
	name, ok := c.near[flat(typed)]
	if !ok {
		var known []string
		for _, n := range c.names {
			known = append(known, flat(n))
			known = append(known, lists.Of(c.says[n], flat)...)
		}
		name, ok = c.words[document.Nearest(flat(typed), known)]
	}
	if !ok {
		return ""
	}
	return " (did you mean " + flat(c.says[name][0]) + "?)"
}

// flat is what somebody calls a condition without what does not tell conditions apart: capitals,
// accents, an article, underscores, hyphens and double spaces.
func flat(typed string) string {
	words := strings.Fields(strings.Map(plain, strings.ToLower(typed)))
	if len(words) > 1 && (words[0] == "a" || words[0] == "an" || words[0] == "the") {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// plain is a letter as it is typed without its accent, and a blank for what joins words.
func plain(r rune) rune {
	switch r {
	case '_', '-':
		return ' '
	case 'á', 'à', 'â', 'ã', 'ä', 'å':
		return 'a'
	case 'ç':
		return 'c'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï':
		return 'i'
	case 'ñ':
		return 'n'
	case 'ó', 'ò', 'ô', 'õ', 'ö':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	}
	return r
}
