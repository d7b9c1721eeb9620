package policy

import (
	"regexp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// rawLimit is one entry of a rule's limits: several limits that hold at the same places.
type rawLimit struct {
	node    *document.Node
	scope   Scope
	regions []string
	where   *document.Node
	set     []rawSetting
	margin  *rawSetting
}

type rawSetting struct {
	key   string
	value *document.Node
}

func (l *loader) readRule(n *document.Node) rawRule {
	out := newRawRule()
	out.Urgency = l.schema.Urgencies[0]
	n.Fields(&l.problems, "a rule", l.ruleFields(out), l.ruleNeeds()...)
	return *out
}

func newRawRule() *rawRule {
	return &rawRule{Rule: Rule{Texts: map[string]string{}}, nodes: map[string]*document.Node{}}
}

// ruleNeeds are the keys that no rule can do without.
func (l *loader) ruleNeeds() []string {
	required := []string{"id", "kind", "when", "sources", "grade"}
	if len(l.schema.Urgencies) > 1 && !l.schema.UrgencyOptional {
		required = append(required, "urgency")
	}
	for _, t := range l.schema.Texts {
		if t.Required {
			required = append(required, t.Name)
		}
	}
	return required
}

// ruleFields reads every key that a rule may have; a change of a rule reads the same ones.
func (l *loader) ruleFields(out *rawRule) document.Fields {
	p := &l.problems
	keep := func(key string, read func(n *document.Node)) func(n *document.Node) {
		return func(n *document.Node) { out.nodes[key] = n; read(n) }
	}
	names := func(what string, to *[]string) func(n *document.Node) {
		return func(n *document.Node) { *to = n.Names(p, what) }
	}
	fields := document.Fields{
		"id":     keep("id", func(n *document.Node) { out.ID = n.Str(p, "an id") }),
		"rows":   keep("rows", names("a row", &out.Rows)),
		"claims": keep("claims", names("a claim", &out.Claims)),
		"tags":   keep("tags", func(n *document.Node) { out.Tags = l.readTags(n) }),
		"kind":   keep("kind", func(n *document.Node) { out.Kind, _ = n.OneOf(p, "a kind", l.kinds()) }),
		"urgency": keep("urgency",
			func(n *document.Node) { out.Urgency, _ = n.OneOf(p, "an urgency", l.schema.Urgencies) }),
		"at": keep("at", func(n *document.Node) { out.At = n.Str(p, "a fact") }),
		"when": keep("when",
			func(n *document.Node) { out.When, out.when = n.Str(p, "an expression"), n; l.checkWhen(n) }),
		"opaque":      keep("opaque", func(n *document.Node) { out.Opaque = l.words(n, "a reason") }),
		"if_unsure":   keep("if_unsure", func(n *document.Node) { out.IfUnsure, out.ifUnsure = l.readUnsure(n), n }),
		"limits":      keep("limits", func(n *document.Node) { out.limits = l.readLimits(n) }),
		"sources":     keep("sources", names("a source", &out.Sources)),
		"grade":       keep("grade", func(n *document.Node) { out.Grade, _ = n.OneOf(p, "a grade", l.schema.Grades) }),
		"red_flag":    keep("red_flag", func(n *document.Node) { out.RedFlag = n.Bool(p, "red_flag") }),
		"reviewed_by": keep("reviewed_by", func(n *document.Node) { out.ReviewedBy = n.Str(p, "a name") }),
	}
	fields[l.schema.PlacesKey()] = keep(placesNode, names(indefinite(l.schema.placeWord()), &out.Regions))
	if len(l.schema.Attributes) > 0 {
		fields["where"] = keep("where",
			func(n *document.Node) { out.Where, out.where = n.Str(p, "an expression"), n; l.checkWhen(n) })
	}
	if len(l.schema.Sides) > 0 {
		fields["side"] = keep("side", func(n *document.Node) { out.Side = n.Str(p, "a fact") })
	}
	for _, t := range l.schema.Texts {
		fields[t.Name] = keep(t.Name, func(n *document.Node) { out.Texts[t.Name] = l.words(n, t.Name) })
	}
	return fields
}

// tagForm is how a tag is written: words in lower case, with points between groups of them.
var tagForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$`)

func (l *loader) readTags(n *document.Node) []string {
	tags := n.Names(&l.problems, "a tag")
	for _, item := range n.Items {
		if slices.Contains(tags, item.Text) && !tagForm.MatchString(item.Text) {
			l.problems.At(item, "%q is not a tag; write it like what or group.what", document.Shorten(item.Text))
		}
	}
	return tags
}

// placesNode is the name under which the node of a rule's places is kept, whatever
// the schema calls them.
const placesNode = "regions"

// indefinite puts the article before a word.
func indefinite(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

// cutOff is how a comment begins that may have been meant as a part of the expression before it.
var cutOff = regexp.MustCompile(`^(&&|\|\||[?!=<>:)]|and |or )`)

// checkCut refuses a comment that was a part of the expression before it.
func (l *loader) checkCut(n *document.Node) {
	if behind, column := n.Comment(); cutOff.MatchString(behind) {
		l.problems.Add(document.Problem{
			Layer: n.Layer, File: n.File, Line: n.Line, Column: column, Path: n.Path,
			Message: `the expression ends at " #"; write what is no part of it on a line of its own`,
		})
	}
}

// checkWhen refuses plain scalars in which YAML could lose a part of the expression.
func (l *loader) checkWhen(n *document.Node) {
	l.checkCut(n)
	if n == nil || n.Kind != document.Word || n.Text == "" {
		return
	}
	if c := n.Text[0]; c != '(' && (c|0x20 < 'a' || c|0x20 > 'z') {
		l.problems.At(n, "an expression without quotes starts with a letter or \"(\"; put it between quotes")
	}
}

// guard reads the expression of asked_if.
func (l *loader) guard(n *document.Node) string {
	text := n.Str(&l.problems, "an expression")
	l.checkCut(n)
	if n != nil && n.Kind == document.Text && strings.TrimSpace(n.Text) == "" {
		l.problems.At(n, "an expression must not be empty")
	}
	return text
}

// words reads a text that somebody will read.
func (l *loader) words(n *document.Node, what string) string {
	text := n.Prose(&l.problems, what)
	if n != nil && n.Kind == document.Text && strings.TrimSpace(n.Text) == "" {
		l.problems.At(n, "%s must not be empty", what)
	}
	return text
}

func (l *loader) kinds() []string {
	return lists.Of(l.schema.Levels[1:], func(level Level) string { return level.Kind })
}

func (l *loader) readUnsure(n *document.Node) *UnsureOutcome {
	p, out := &l.problems, &UnsureOutcome{}
	before := p.Len()
	l.read(n, "if_unsure", l.unsureKeys(out))
	if p.Len() > before {
		return nil // said already: whatever else it seems to be would mislead
	}
	return out
}

func (l *loader) unsureKeys(out *UnsureOutcome) keys {
	p := &l.problems
	return keys{document.Fields{
		"kind": func(n *document.Node) {
			if out.Kind, _ = n.OneOf(p, "a kind", append(l.kinds(), "none")); out.Kind == "none" {
				out.Kind = ""
			}
		},
		"urgency": func(n *document.Node) { out.Urgency, _ = n.OneOf(p, "an urgency", l.schema.Urgencies) },
		"reason":  func(n *document.Node) { out.Reason = l.words(n, "a reason") },
	}, []string{"kind", "reason"}}
}

func (l *loader) readLimits(n *document.Node) []rawLimit {
	p := &l.problems
	var out []rawLimit
	for _, item := range n.List(p, "limits") {
		raw := rawLimit{node: item}
		item.Fields(p, "a limit", l.limitFields(&raw))
		if len(raw.set) == 0 && item != nil && item.Kind == document.Mapping {
			p.At(item, "a limit sets nothing; write one of %s", strings.Join(l.limitNames(), ", "))
		}
		out = append(out, raw)
	}
	return out
}

func (l *loader) limitFields(raw *rawLimit) document.Fields {
	p := &l.problems
	fields := document.Fields{l.schema.PlacesKey(): func(n *document.Node) {
		raw.where = n
		switch {
		case n.Kind == document.Sequence:
			raw.scope, raw.regions = InRegions, n.Names(p, indefinite(l.schema.placeWord()))
		default:
			if slices.Contains(placeNames(l.schema.Places), n.Text) {
				p.At(n, "%s stand in a list: write [%s]", l.schema.PlacesKey(), n.Text)
				return
			}
			word, _ := n.OneOf(p, "the reach of a limit", []string{"elsewhere", "everywhere"})
			raw.scope = map[string]Scope{"elsewhere": Elsewhere, "everywhere": Everywhere}[word]
		}
	}}
	for _, limit := range l.schema.Limits {
		fields[limit.Name] = func(n *document.Node) { raw.set = append(raw.set, rawSetting{limit.Name, n}) }
		if limit.Margin != "" {
			fields[limit.Margin] = func(n *document.Node) { raw.margin = &rawSetting{limit.Margin, n} }
		}
	}
	return fields
}

func (l *loader) limitNames() []string {
	return lists.Of(l.schema.Limits, func(limit Limit) string { return limit.Name })
}
