package visit

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// recordVersion is that of the shape of a record. Records of every version stay readable.
const recordVersion = 1

// Note is what a host says of a decision beside the answers. The library knows no clock and nobody.
type Note struct {
	At        string     `json:"at"` // when, as the host writes it
	By        string     `json:"by"` // who decided
	Overrides []Override `json:"overrides"`
}

// Override is a rule that somebody did not follow, and why. It changes no decision.
type Override struct {
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
	By     string `json:"by"`
}

// Record is one decision by itself: what was told, with which rules, what was decided, and what the
// host adds. As JSON it is canonical: the same decision gives the same bytes.
type Record struct {
	Version     int             `json:"version"`
	Fingerprint string          `json:"fingerprint"`      // of everything that decided
	Texts       string          `json:"text_fingerprint"` // of the words of all rules
	Options     []string        `json:"options"`
	Visit       json.RawMessage `json:"visit"`   // as [Decider.Decide] reads it, each card with its edition
	Decided     json.RawMessage `json:"decided"` // as [Decided] is written
	Note        Note            `json:"note"`
	Redacted    bool            `json:"redacted"`
	Digest      string          `json:"digest"` // of everything above
}

// Record decides a visit and keeps everything about it. The error is that of Decide, or says which
// override names no rule.
func (d *Decider) Record(data []byte, n Note) (Record, error) {
	decided, err := d.Decide(data)
	if err != nil {
		return Record{}, err
	}
	var p document.Problems
	for i, o := range n.Overrides {
		ofVisit := func(x Said) bool { return x.Rule == o.Rule } // such as a limit, which is no rule by itself
		if !d.hasRule(o.Rule) && !slices.ContainsFunc(decided.said(), ofVisit) {
			p.In(fmt.Sprintf("overrides[%d].rule", i),
				"unknown rule %.60q%s", o.Rule, document.Suggest(o.Rule, d.ruleIDs()))
		}
		if strings.TrimSpace(o.Reason) == "" {
			p.In(fmt.Sprintf("overrides[%d].reason", i), "is empty; say why")
		}
	}
	if err := p.Err(); err != nil {
		return Record{}, err
	}
	r := Record{
		Version: recordVersion, Fingerprint: d.Fingerprint(), Texts: d.texts(),
		Options: append([]string{}, d.options...), Note: n,
	}
	if r.Note.Overrides == nil {
		r.Note.Overrides = []Override{}
	}
	if r.Visit, err = d.editioned(data); err != nil {
		return Record{}, err
	}
	written, err := json.Marshal(decided)
	if err != nil {
		return Record{}, err
	}
	if r.Decided, err = canonical(written); err != nil {
		return Record{}, err
	}
	r.Digest = r.digest()
	return r, nil
}

// texts identifies the words of everything that decides or tells.
func (d *Decider) texts() string {
	var prints []string
	for _, set := range append(d.sets(), d.screener.MessageRules(), d.triager.Causes(), d.triager.Advice()) {
		prints = append(prints, set.TextFingerprint())
	}
	return digest(prints...)
}

func (r Record) digest() string {
	note, err := json.Marshal(r.Note)
	if err != nil {
		return ""
	}
	return digest(fmt.Sprint(r.Version, r.Redacted), r.Fingerprint, r.Texts, strings.Join(r.Options, " "),
		string(r.Visit), string(r.Decided), string(note))
}

// editioned is a visit in canonical JSON, in which every answered card has its edition: later rules
// may ask for more on it.
func (d *Decider) editioned(data []byte) ([]byte, error) {
	v, err := generic(data)
	if err != nil {
		return nil, err
	}
	visit, _ := v.(map[string]any)
	in, _ := visit["intake"].(map[string]any)
	cards, _ := in["cards"].(map[string]any)
	for _, c := range d.screener.Rules().Cards() {
		a, answered := cards[c.Name].(map[string]any)
		if n, has := a["edition"]; answered && (!has || n == nil || text(n) == "0") {
			a["edition"] = max(c.Edition, 1)
		}
	}
	return written(v)
}

// canonical writes JSON with sorted keys and without spaces.
func canonical(data []byte) ([]byte, error) {
	v, err := generic(data)
	if err != nil {
		return nil, err
	}
	return written(v)
}

func written(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

func generic(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

// MarshalJSON writes the record with its parts as they are.
func (r Record) MarshalJSON() ([]byte, error) {
	type plain Record
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(plain(r))
	return bytes.TrimSpace(b.Bytes()), err
}

// ReadRecord reads a record, and refuses one that was cut off, edited, or written by a later
// version.
func ReadRecord(data []byte) (Record, error) {
	type plain Record
	var r plain
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return Record{}, fmt.Errorf("record: cannot be read in full: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Record{}, fmt.Errorf("record: more stands behind its end")
	}
	switch out := Record(r); {
	case out.Version > recordVersion || out.Version < 1:
		return Record{}, fmt.Errorf("record: version %d is not known here; it is %d at most",
			out.Version, recordVersion)
	case out.Digest != out.digest():
		return Record{}, fmt.Errorf("record: was edited: its digest is %.60q, and its parts have %s",
			out.Digest, out.digest())
	default:
		return out, nil
	}
}

// Replayed is what became of a record when its visit was decided again.
type Replayed struct {
	// Same is whether the decision is the same, byte for byte. Whether the rules are is
	// SameRules: other rules can decide alike.
	Same      bool
	SameRules bool
	SameTexts bool // whether the rules say it in the same words: another language does not
	// Rules are the ids of the rules that say something else, or are there on one side only.
	Rules []string
	// Differs are the paths of the decision at which it differs, in order.
	Differs []string
	// Refused is why the visit cannot be read any more, and nil where it can.
	Refused error
}

// Replay decides the visit of a record again, by the rules of today, and says what differs. What it
// says of other rules is for the host to weigh; nothing is put right.
func (d *Decider) Replay(r Record) (Replayed, error) {
	if !d.built() {
		return Replayed{}, errNotBuilt
	}
	if r.Digest != r.digest() || r.Digest == "" {
		return Replayed{}, fmt.Errorf("record: was edited; read it with ReadRecord")
	}
	out := Replayed{SameRules: r.Fingerprint == d.Fingerprint(), SameTexts: r.Texts == d.texts()}
	decided, err := d.Decide(r.Visit)
	if err != nil {
		out.Refused = err
		return out, nil
	}
	written, err := json.Marshal(decided)
	if err != nil {
		return Replayed{}, err
	}
	now, err := canonical(written)
	if err != nil {
		return Replayed{}, err
	}
	if out.Same = bytes.Equal(now, r.Decided); out.Same {
		return out, nil
	}
	was, err := generic(r.Decided)
	if err != nil {
		return Replayed{}, err
	}
	is, err := generic(now)
	if err != nil {
		return Replayed{}, err
	}
	c := comparison{rules: map[string]bool{}}
	c.compare("", "", was, is)
	for id := range c.rules {
		out.Rules = append(out.Rules, id)
	}
	slices.Sort(out.Rules)
	out.Differs = c.paths
	return out, nil
}

// comparison finds where two decisions differ.
type comparison struct {
	rules map[string]bool
	paths []string
}

// compare goes down both sides; rule is the one whose entry it is in.
func (c *comparison) compare(path, rule string, was, is any) {
	if text(was) == text(is) {
		return
	}
	a, ok := was.(map[string]any)
	b, also := is.(map[string]any)
	if ok && also {
		for _, key := range keys(a, b) {
			c.compare(strings.TrimPrefix(path+"."+key, "."), cmp.Or(ruleOf(a), ruleOf(b), rule), a[key], b[key])
		}
		return
	}
	x, ok := was.([]any)
	y, also := is.([]any)
	if ok && also && (entries(x) || entries(y)) {
		left, right := byRule(x), byRule(y)
		for _, key := range keys(left, right) {
			c.compare(fmt.Sprintf("%s[%s]", path, key), ruleOf(cmp.Or(left[key], right[key])), left[key], right[key])
		}
		return
	}
	if rule == "" {
		for _, side := range []any{was, is} {
			rule = cmp.Or(rule, ruleOf(side))
		}
	}
	if rule != "" {
		c.rules[rule] = true
	}
	c.paths = append(c.paths, path)
}

// text is canonical JSON again; what is not there is nothing.
func text(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(data)
}

func ruleOf(v any) string {
	m, _ := v.(map[string]any)
	id, _ := m["rule"].(string)
	return id
}

// entries reports whether a list is one of rules, such as findings.
func entries(list []any) bool { return len(list) > 0 && ruleOf(list[0]) != "" }

// byRule names the entries of a list by their rules, the second of one rule by its number too.
func byRule(list []any) map[string]any {
	out := map[string]any{}
	for _, v := range list {
		key := ruleOf(v)
		for n := 2; out[key] != nil; n++ {
			key = fmt.Sprintf("%s #%d", ruleOf(v), n)
		}
		out[key] = v
	}
	return out
}

func keys(a, b map[string]any) []string {
	var out []string
	for key := range a {
		out = append(out, key)
	}
	for key := range b {
		if _, both := a[key]; !both {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

func (d *Decider) ruleIDs() []string {
	var out []string
	for _, set := range d.sets() {
		for _, r := range set.Rules() {
			out = append(out, r.ID)
		}
	}
	return out
}

func (d *Decider) hasRule(id string) bool { return slices.Contains(d.ruleIDs(), id) }
