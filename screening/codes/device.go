package codes

import (
	"slices"
	"strings"
)

// device is a kind of device or procedure that is known by words.
type device struct {
	Match
	resources []string
	words     []string
	ends      bool // the words are endings
}

func (l *loader) deviceRow(r record) {
	kind := r.get("kind")
	i := slices.IndexFunc(l.devices, func(d device) bool { return d.Label == kind })
	if i < 0 {
		i = len(l.devices)
		l.devices = append(l.devices, device{
			Match:     Match{Code: kind, Label: kind},
			resources: strings.Fields(r.get("resource")), ends: r.get("ends") == "yes",
			words: strings.Split(r.get("words"), ";"),
		})
	}
	l.row(&l.devices[i].Match, r)
}

// Words finds the devices and procedures that a text names, for records without a usable code.
// Resource is Device, Procedure or Condition. Behind "no", "denies" or "without" nothing counts as
// far as its piece of the text reaches: pieces end with a semicolon, a line, a full stop or "but".
// Behind a comma it may go on or not; there a device asks and proposes nothing.
func (t *Tables) Words(resource, text string) []Match {
	var out []Match
	add := func(m Match, doubtful bool) {
		m.Rows = slices.Clone(m.Rows)
		for i := range m.Rows {
			if doubtful {
				m.Rows[i].Proposes, m.Rows[i].Value = false, ""
			}
		}
		i := slices.IndexFunc(out, func(o Match) bool { return o.Code == m.Code })
		switch {
		case i < 0:
			out = append(out, m)
		case !doubtful:
			out[i] = m
		}
	}
	ends := strings.NewReplacer(";", "\n", ". ", "\n", " but ", "\n", " aber ", "\n", " BUT ", "\n", "\r", "\n")
	for piece := range strings.SplitSeq(ends.Replace(text), "\n") {
		denied := slices.ContainsFunc(words(piece), unsettles)
		for part := range strings.SplitSeq(piece, ", ") {
			w := words(part)
			at := slices.IndexFunc(w, denies)
			if at < 0 {
				at = len(w)
			}
			for _, d := range t.devices {
				if d.in(resource, w[:at]) {
					add(d.Match, denied)
				}
			}
			denied = denied || at < len(w)
		}
	}
	return out
}

// denies reports whether a word denies what follows it, or tells it of a relative.
func denies(word string) bool {
	return slices.Contains([]string{"no", "denies", "denied", "without", "not", "never", "kein", "keine", "keinen",
		"keiner", "keinem", "nie", "nicht", "ohne", "family", "familial", "mother", "father", "mutter", "vater", "familie",
		"familienanamnese", "brother", "sister", "bruder", "schwester", "parent", "parents"}, word)
}

// unsettles reports whether a word leaves open whether what its piece names is there.
func unsettles(word string) bool {
	return slices.Contains([]string{"none", "removed", "removal", "explanted", "entfernt", "entfernung", "explantiert",
		"planned", "geplant", "scheduled", "declined", "refused", "absent"}, word)
}

// in reports whether some words name a device of a resource.
func (d *device) in(resource string, text []string) bool {
	if !slices.Contains(d.resources, resource) {
		return false
	}
	line := " " + strings.Join(text, " ") + " "
	return slices.ContainsFunc(d.words, func(w string) bool {
		w = strings.Join(words(w), " ") + " "
		if !d.ends {
			w = " " + w
		}
		return strings.Contains(line, w)
	})
}
