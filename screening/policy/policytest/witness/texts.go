package witness

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// Texts writes a layer that says every text of a set in other words, but for those of the base that
// it stands on, which may be nil.
func Texts(set, base *policy.Set, say func(text string) string) []byte {
	w := texts{say: say}
	w.printf("changes:\n")
	if base == nil {
		base = new(policy.Set)
	}
	for _, f := range slices.Concat(set.Facts()[len(base.Facts()):], set.Schema().Attributes) {
		w.fact(f)
	}
	for _, c := range set.Cards()[len(base.Cards()):] {
		w.printf("  - card: %s\n    ask: %s\n    lines:\n", c.Name, w.words(c.Ask))
		for _, l := range c.Lines {
			w.printf("      %q: %s\n", l.Name, w.words(l.Says))
		}
	}
	for _, r := range set.Rules() {
		if !r.Adopted {
			w.rule(r, set.Schema())
		}
	}
	known := map[string]bool{}
	for _, p := range base.Parameters() {
		known["param."+p.Name] = true
	}
	for _, s := range base.Sources() {
		known[s.Key] = true
	}
	for _, i := range base.Implications() {
		known[i.Because] = true
	}
	for _, p := range set.Parameters() {
		if !known["param."+p.Name] {
			w.printf("  - {parameter: %s, basis: %s}\n", p.Name, w.words(p.Basis))
		}
	}
	for _, s := range set.Sources() {
		if !known[s.Key] {
			w.printf("  - {source: %s, cites: %s}\n", s.Key, w.words(s.Cites))
		}
	}
	for _, i := range set.Implications() {
		if !known[i.Because] {
			known[i.Because] = true
			w.printf("  - {implication: %s, because: %s}\n", strconv.Quote(i.Because), w.words(i.Because))
		}
	}
	return []byte(w.out.String())
}

// texts is such a layer in the making.
type texts struct {
	out strings.Builder
	say func(text string) string
}

func (w *texts) printf(format string, args ...any) { fmt.Fprintf(&w.out, format, args...) }

func (w *texts) words(text string) string { return strconv.Quote(w.say(text)) }

func (w *texts) fact(f policy.Fact) {
	w.printf("  - fact: %s\n    ask: %s\n", f.Name, w.words(f.Ask))
	for i, v := range f.Values {
		if i == 0 {
			w.printf("    values:\n")
		}
		w.printf("      %q: %s\n", v.Name, w.words(v.Says))
	}
	seen := map[string]bool{}
	for i, c := range f.Codes {
		if i == 0 {
			w.printf("    codes:\n")
		}
		if key := c.System + " " + c.Code; !seen[key] {
			seen[key] = true
			w.printf("      %q: %s\n", key, w.words(c.Says))
		}
	}
}

func (w *texts) rule(r policy.Rule, schema policy.Schema) {
	w.printf("  - rule: %s\n", r.ID)
	for _, t := range schema.Texts {
		if text := r.Texts[t.Name]; text != "" {
			w.printf("    %s: %s\n", t.Name, w.words(text))
		}
	}
	if r.IfUnsure != nil {
		w.printf("    if_unsure: {reason: %s}\n", w.words(r.IfUnsure.Reason))
	}
	for _, limit := range schema.Limits {
		var notes []string
		for _, l := range r.Limits {
			if l.Name == limit.Name && limit.Kind == policy.Note {
				notes = append(notes, w.words(l.Note))
			}
		}
		if len(notes) > 0 {
			w.printf("    %s: [%s]\n", limit.Name, strings.Join(notes, ", "))
		}
	}
}
