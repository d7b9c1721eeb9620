package fhir

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Given is what a response answers. What it does not answer was not asked.
type Given struct {
	Regions []body.Region // none where the form does not ask, or nobody answered
	Cards   intake.Cards  // lines that the form does not show are open
	Facts   answer.Own    // by name; a fact that the tick of a line answers is among the cards
	paths   map[string]string
	shown   map[intake.Card][]intake.Line
}

// Path is where the response answers an item, by its linkId; empty where it does not.
func (g Given) Path(linkID string) string { return g.paths[linkID] }

// Read reads the response to the form that [Of] makes of the same set and form. Which items count
// is found out anew from their conditions, parents first; the status of the response says nothing
// of it. Not asked, unsure and no are kept apart:
//
//	item left out, without an answer, or with {}      not asked
//	item whose conditions do not hold                 not asked, whatever stands there, but for lines
//	                                                  that somebody is not sure of on a card that is asked
//	none of these, or a tick                          the card is answered, and denies its other lines
//	not sure, with lines                              these lines are unsure, and nothing is denied by it
//	not sure, without lines                           what is not ticked is open
//	a line both ticked and not sure                   ticked, in conditions too
//
// The error is a [*document.Error] with everything that cannot be taken, by JSON path and with the
// linkId: another form or version of it, whose words may have asked something else; an unknown item
// or code; an answer of another type; two answers to one choice; not sure beside a value. What is
// returned beside an error must not be used.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func Read(set *policy.Set, f Form, data []byte) (Given, error) {
	var p document.Problems
	root := document.JSON(data, &p)
	r := responseReader{Problems: &p, form: f, items: map[string]*Item{}, answers: map[string]*answered{},
		shown: map[string]bool{}}
	q := Of(set, f)
	r.index(q.Item)
	if root != nil {
		r.response(root, q)
	}
	r.enable(q.Item, true)
	g := r.given(set)
	return g, p.Err()
}

type responseReader struct {
	*document.Problems
	form    Form
	items   map[string]*Item
	names   []string // linkIds, in the order of the form
	answers map[string]*answered
	shown   map[string]bool // the items that are enabled
}

// answered is what a response says to one item.
type answered struct {
	node    *document.Node // of the item
	codings []Coding
	number  *float64
	enabled bool
}

func (r *responseReader) index(items []Item) {
	for i := range items {
		r.items[items[i].LinkID] = &items[i]
		r.names = append(r.names, items[i].LinkID)
		r.index(items[i].Item)
	}
}

func (r *responseReader) response(n *document.Node, q Questionnaire) {
	if n.Kind != document.Mapping {
		r.At(n, "a QuestionnaireResponse is an object, not %s", n.Describe())
		return
	}
	kind := n.Get("resourceType")
	if kind == nil || kind.Text != "QuestionnaireResponse" {
		r.At(or(kind, n), "is no QuestionnaireResponse, but %s", kind.Describe())
		return
	}
	r.canonical(n, q)
	if s := n.Get("status"); s == nil || !slices.Contains([]string{"completed", "amended", "in-progress"}, s.Text) {
		r.At(or(s, n), "the status is %s; only what is completed, amended or in-progress is read", s.Describe())
	}
	if l := n.Get("language"); l != nil && l.Text != r.form.Language {
		r.At(l, "the response is in %s, and the form in %q", l.Describe(), r.form.Language)
	}
	r.unmodified(n)
	if rules := n.Get("implicitRules"); rules != nil {
		r.At(rules, "changes what a response means, and is not known")
	}
	r.list(n.Get("item"))
}

// canonical holds the form that was answered against the one that is read.
func (r *responseReader) canonical(n *document.Node, q Questionnaire) {
	c := n.Get("questionnaire")
	if c == nil || c.Kind != document.Text {
		r.At(or(c, n), "does not say which form it answers; want %s|%s", q.URL, q.Version)
		return
	}
	url, version, _ := strings.Cut(c.Text, "|")
	switch {
	case url != q.URL:
		r.At(c, "answers another form, %s; want %s", document.Shorten(url), q.URL)
	case version == "":
		r.At(c, "does not say which version of the form it answers; want %s", q.Version)
	case version != q.Version:
		r.At(c, "answers version %s of the form, whose words may have asked something else; the rules now ask %s",
			document.Shorten(version), q.Version)
	}
}

// unmodified refuses what says that an element means something else than it seems to.
func (r *responseReader) unmodified(n *document.Node) {
	if m := n.Get("modifierExtension"); m != nil {
		r.At(m, "changes what stands here in a way that is not known")
	}
}

func or(n, parent *document.Node) *document.Node {
	if n == nil {
		return parent
	}
	return n
}

func (r *responseReader) list(n *document.Node) {
	if n == nil || n.Kind == document.Null {
		return
	}
	if n.Kind != document.Sequence {
		r.At(n, "items are a list, not %s", n.Describe())
		return
	}
	for _, item := range n.Items {
		r.item(item)
	}
}

func (r *responseReader) item(n *document.Node) {
	if n == nil || n.Kind != document.Mapping {
		r.At(n, "an item is an object, not %s", n.Describe())
		return
	}
	r.unmodified(n)
	r.keys(n, "an item", "linkId", "definition", "text", "answer", "item")
	id := n.Get("linkId")
	if id == nil || id.Kind != document.Text {
		r.At(or(id, n), "an item says by its linkId what it answers, not by %s", id.Describe())
		return
	}
	item := r.items[id.Text]
	if item == nil {
		r.At(id, "is no item of the form%s", r.Suggest(id.Text, r.names))
	} else if r.answers[id.Text] != nil {
		r.At(id, "%s stands there twice", id.Text)
		item = nil
	}
	if item != nil {
		a := &answered{node: n}
		r.answers[id.Text] = a
		r.values(n.Get("answer"), item, a)
	}
	r.list(n.Get("item"))
}

// keys refuses members that an element does not have, so that none is lost by a slip of the pen.
func (r *responseReader) keys(n *document.Node, what string, known ...string) {
	known = append(known, "id", "extension", "modifierExtension")
	for _, e := range n.Entries {
		if !slices.Contains(known, strings.TrimPrefix(e.Key, "_")) {
			r.Key(e, n, "%s has no member %q%s", what, document.Shorten(e.Key), r.Suggest(e.Key, known))
		}
	}
}

func (r *responseReader) values(n *document.Node, item *Item, a *answered) {
	if n == nil || n.Kind == document.Null {
		return
	}
	if n.Kind != document.Sequence {
		r.At(n, "%s: answers are a list, not %s", item.LinkID, n.Describe())
		return
	}
	for _, x := range n.Items {
		if x == nil {
			continue
		}
		if x.Kind != document.Mapping {
			r.At(x, "%s: an answer is an object, not %s", item.LinkID, x.Describe())
			continue
		}
		r.unmodified(x)
		r.list(x.Get("item"))
		var value *document.Entry
		for i, e := range x.Entries {
			switch {
			case e.Key == "item" || e.Key == "extension" || e.Key == "id" || e.Key == "modifierExtension":
			case strings.HasPrefix(e.Key, "_"):
			case !strings.HasPrefix(e.Key, "value"):
				r.Key(e, x, "%s: an answer has no member %q", item.LinkID, document.Shorten(e.Key))
			case value != nil:
				r.Key(e, x, "%s: an answer has one value", item.LinkID)
			default:
				value = &x.Entries[i]
			}
		}
		if value != nil && (value.Value == nil || value.Value.Kind != document.Null) {
			r.value(*value, x, item, a)
		}
	}
	if len(a.codings) > 1 && !item.Repeats {
		r.At(n, "%s: takes one answer, and here are %d", item.LinkID, len(a.codings))
	}
}

func (r *responseReader) value(e document.Entry, in *document.Node, item *Item, a *answered) {
	switch {
	case e.Value == nil: // said already
	case item.Type == "group":
		r.Key(e, in, "%s: is a group, which has no answer", item.LinkID)
	case item.Type == "choice" && e.Key == "valueCoding":
		r.coding(e.Value, item, a)
	case item.Type != "choice" && (e.Key == "valueInteger" || e.Key == "valueDecimal"):
		r.number(e.Value, item, a)
	case item.Type != "choice" && e.Key == "valueQuantity":
		r.quantity(e.Value, item, a)
	default:
		want := map[string]string{"choice": "valueCoding", "integer": "valueInteger", "decimal": "valueDecimal"}
		r.Key(e, in, "%s: takes %s, not %s", item.LinkID, want[item.Type], document.Shorten(e.Key))
	}
}

func (r *responseReader) coding(n *document.Node, item *Item, a *answered) {
	if n.Kind != document.Mapping {
		r.At(n, "%s: a coding is an object, not %s", item.LinkID, n.Describe())
		return
	}
	r.keys(n, "a coding", "system", "version", "code", "display", "userSelected")
	system, code := n.Get("system"), n.Get("code")
	if len(n.Entries) == 0 {
		return // Medplum writes {} for what nobody touched
	}
	var codes []string
	for _, o := range item.AnswerOption {
		switch {
		case code == nil || code.Kind != document.Text || o.Coding.Code != code.Text:
			codes = append(codes, o.Coding.Code)
		case system == nil || system.Text != o.Coding.System:
			r.At(or(system, n), "%s: %q is a code of %s, not of %s", item.LinkID, o.Coding.Code, o.Coding.System,
				system.Describe())
			return
		default:
			if !slices.ContainsFunc(a.codings, o.Coding.is) {
				a.codings = append(a.codings, o.Coding)
			}
			return
		}
	}
	if code == nil || code.Kind != document.Text {
		r.At(or(code, n), "%s: a coding has a code, not %s", item.LinkID, code.Describe())
		return
	}
	r.At(code, "%s: %q is no answer to it%s", item.LinkID, document.Shorten(code.Text), r.Suggest(code.Text, codes))
}

// is reports whether two codings name the same, whatever they display.
func (c Coding) is(o Coding) bool { return c.System == o.System && c.Code == o.Code }

func (r *responseReader) number(n *document.Node, item *Item, a *answered) {
	x, ok := 0.0, false
	if item.Type == "decimal" {
		x, ok = n.Float(r.Problems, "a number")
	} else if text := strings.TrimRight(n.Text, "0"); n.Kind == document.Number && strings.HasSuffix(text, ".") {
		whole := *n
		whole.Text = text[:len(text)-1] // 34.0, as some renderers write it
		var i int
		i, ok = whole.Int(r.Problems, "a whole number")
		x = float64(i)
	} else {
		var i int
		i, ok = n.Int(r.Problems, "a whole number")
		x = float64(i)
	}
	switch {
	case !ok:
	case a.number != nil && *a.number != x:
		r.At(n, "%s: takes one answer", item.LinkID)
	default:
		a.number = &x
	}
}

// quantity takes a number with the unit of the question, by its code or in words.
func (r *responseReader) quantity(n *document.Node, item *Item, a *answered) {
	if n.Kind != document.Mapping {
		r.At(n, "%s: a quantity is an object, not %s", item.LinkID, n.Describe())
		return
	}
	r.keys(n, "a quantity", "value", "comparator", "unit", "system", "code")
	var want Coding
	for _, e := range item.Extension {
		if e.URL == structure+"questionnaire-unit" {
			want = *e.Coding
		}
	}
	code, unit, c := n.Get("code"), n.Get("unit"), n.Get("comparator")
	switch {
	case c != nil:
		r.At(c, "%s: takes a number, not what is below or above one", item.LinkID)
	case want.Code == "" || code != nil && code.Text != want.Code,
		code == nil && (unit == nil || unit.Text != want.Display):
		r.At(n, "%s: is asked in %q, by the code %q of %s", item.LinkID, want.Display, want.Code, want.System)
	case n.Get("value") == nil:
	default:
		r.number(n.Get("value"), item, a)
	}
}
