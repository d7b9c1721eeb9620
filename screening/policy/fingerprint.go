package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// fingerprints digests what bears meaning and, apart from it, what is only text.
func (s *Set) fingerprints() (meaning, text string) {
	m, t := &bytes.Buffer{}, &bytes.Buffer{}
	for _, f := range s.facts {
		fmt.Fprintf(m, "fact %q %d %q %g %g %q %q %q %d %d %t %q %t %q %t\n",
			f.Name, f.Kind, f.Unit, f.Least, f.Most, valueNames(f), f.None,
			sorted(f.Safe), f.Risk, f.HoldsDays, f.Critical, spaced(f.AskedIf), f.Volunteered, f.Usual, f.Places)
		fmt.Fprintf(m, "marks %t %t %t\n", f.Staff, f.Private, f.Repeat)
		note(m, f.Pressing, "pressing\n")
		note(m, f.UnsureRiskier, "unsure riskier\n")
		note(m, f.Since > 1, "since %d\n", f.Since) // what a stored card says of it
		note(m, f.Widened > 1, "widened %d\n", f.Widened)
		fmt.Fprintf(t, "fact %q %q", f.Name, f.Ask)
		for _, v := range f.Values {
			fmt.Fprintf(t, " %q", v.Says)
		}
		for _, c := range f.Codes {
			fmt.Fprintf(t, " code %q", []string{c.System, c.Code, c.Says, c.Status, fmt.Sprint(c.Proposes)})
		}
		for _, w := range f.Was {
			fmt.Fprintf(t, " was %q %q %q %q", w.Fact, fmt.Sprint(w.Answers), w.Line, w.Tells)
		}
		fmt.Fprintln(t)
	}
	for _, c := range s.cards {
		fmt.Fprintf(m, "card %q %t %t %t %d\n", c.Name, c.Staff, c.Private, c.Repeat, c.HoldsDays)
		note(m, c.Aloud, "aloud\n")
		note(m, c.edition() > 1, "edition %d\n", c.Edition)
		fmt.Fprintf(t, "card %q %q\n", c.Name, c.Ask)
		for _, l := range c.Lines {
			fmt.Fprintf(m, "line %q %q %t %t\n", l.Name, l.Facts, l.Staff, l.Private)
			fmt.Fprintf(t, "line %q %q %q\n", l.Name, l.Says, l.Was)
			note(t, l.Moved != "", "moved %q\n", l.Moved)
		}
	}
	for _, p := range s.parameters {
		fmt.Fprintf(m, "parameter %q %g %q\n", p.Name, p.Value, p.Unit)
		fmt.Fprintf(t, "parameter %q %q\n", p.Name, p.Basis)
	}
	for _, d := range s.definitions {
		fmt.Fprintf(m, "define %q %q\n", d.Name, spaced(d.When))
	}
	for _, x := range s.implications {
		fmt.Fprintf(m, "implication %q %q %q %q\n", spaced(x.When), x.Given, spaced(x.Implies), spaced(x.Excludes))
		fmt.Fprintf(t, "implication %q\n", x.Because)
	}
	for i := range s.rules {
		s.rules[i].digest(m, t)
	}
	for _, x := range s.sources {
		fmt.Fprintf(t, "source %q %q %q %q %q\n", x.Key, x.Cites, x.Link, x.Level, x.Read)
	}
	sc := s.schema
	note(m, len(sc.Sides) > 0, "sides %q\n", sc.Sides)
	type place struct {
		Name     string
		Contains []string
	}
	var places []place
	for _, x := range sc.Places {
		places = append(places, place{x.Name, x.Contains})
		note(m, x.WasPartOf != "", "part %q %q\n", x.Name, x.WasPartOf)
		note(m, x.Sided, "sided %q\n", x.Name)
		note(m, len(x.Attributes) > 0, "attributes %q %v\n", x.Name, x.Attributes)
	}
	for _, f := range sc.Attributes {
		fmt.Fprintf(m, "attribute %q %d %g %g %q %q %d\n",
			f.Name, f.Kind, f.Least, f.Most, valueNames(f), f.None, f.Risk)
		fmt.Fprintf(t, "attribute %q %q\n", f.Name, f.Ask)
	}
	for _, x := range sc.Limits {
		fmt.Fprintf(m, "limit %q %d %g %g %q %q\n", x.Name, x.Kind, x.Least, x.Most, x.Values, x.Margin)
		note(m, len(x.Sided) > 0, "sided %q %q\n", x.Name, x.Sided)
	}
	for _, x := range sc.Texts {
		fmt.Fprintf(t, "text %q %t %q\n", x.Name, x.Required, x.RequiredFor)
	}
	fmt.Fprintf(t, "grades %q %q\n", sc.Grades, sc.PlaceWord)
	fmt.Fprintf(m, "schema %q %q %q %q %q %q %q %q %q %q %q %q\n",
		sc.Levels, sc.Undecided, sc.CertainFrom, sc.Urgencies, sc.EverywhereFrom,
		sc.UnsureKind, sc.UnsureUrgency, sc.LimitKind, sc.WaivedFrom, sc.WaivedTo, places, sc.Default)
	s.digestLikes(m)
	return digest(m.Bytes()), digest(t.Bytes())
}

// note writes what most do not have: where it is absent, digests stay what they were before there
// was such a thing.
func note(w io.Writer, is bool, format string, args ...any) {
	if is {
		fmt.Fprintf(w, format, args...)
	}
}

// digestLikes digests what is like what, if anything is.
func (s *Set) digestLikes(m io.Writer) {
	like := func(of, name string, names []string) {
		note(m, len(names) > 0, "like %q %q %q %q\n", of, name, sorted(names), s.schema.BanFrom)
	}
	for _, facts := range [][]Fact{s.facts, s.schema.Attributes} {
		for _, f := range facts {
			for _, v := range f.Values {
				like(f.Name, v.Name, v.Like)
			}
		}
	}
	for _, p := range s.schema.Places {
		like("", p.Name, p.Like)
	}
	for _, l := range s.schema.Limits {
		for _, o := range l.Own {
			like(l.Name, o.Name, o.Like)
		}
	}
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])[:16]
}

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }

// spaced makes the layout and the comments of an expression meaningless: a blank is left
// only where two words would run together. An expression in force has no texts in quotes, in
// which blanks would count.
func spaced(when string) string {
	var out []byte
	for line := range strings.Lines(when) {
		code, _, _ := strings.Cut(line, "//")
		for part := range strings.FieldsSeq(code) {
			if len(out) > 0 && isWord(out[len(out)-1]) && isWord(part[0]) {
				out = append(out, ' ')
			}
			out = append(out, part...)
		}
	}
	return string(out)
}

// isWord reports whether a byte is part of a name or a number.
func isWord(b byte) bool {
	return b == '_' || b == '.' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

func (r *Rule) digest(m, t io.Writer) {
	fmt.Fprintf(m, "rule %q %q %q %q %q %q %d %d %t",
		r.ID, r.Kind, r.Urgency, sorted(r.Regions), r.At, spaced(r.When), r.unsureLevel, r.unsureUrgency, r.RedFlag)
	note(m, r.Opaque != "", " opaque %q", r.When) // it may hold texts in quotes
	note(t, r.Opaque != "", "opaque %q %q\n", r.ID, r.Opaque)
	note(m, r.Where != "", " where %q", spaced(r.Where))
	note(m, r.Side != "", " side %q", r.Side)
	for _, l := range r.Limits {
		fmt.Fprintf(m, " %q %g %q %d %q", l.Name, l.Number, sorted(l.Values), l.Scope, sorted(l.Regions))
		fmt.Fprintf(t, "note %q\n", l.Note)
	}
	fmt.Fprintln(m)
	note(m, len(r.Tags) > 0, "tags %q %q\n", r.ID, r.Tags)
	for _, name := range slices.Sorted(maps.Keys(r.Texts)) {
		fmt.Fprintf(t, "rule %q %q %q\n", r.ID, name, r.Texts[name])
	}
	if r.IfUnsure != nil {
		fmt.Fprintf(t, "unsure %q\n", r.IfUnsure.Reason)
	}
	fmt.Fprintf(t, "rule %q %q %q %q %q\n", r.ID, r.Rows, r.Claims, r.Sources, r.Grade)
}
