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
// Resource is Device, Procedure or Condition. Behind "no", "denies" and "without" nothing counts.
func (t *Tables) Words(resource, text string) []Match {
	all := words(text)
	denies := func(w string) bool { return w == "no" || w == "denies" || w == "without" }
	if at := slices.IndexFunc(all, denies); at >= 0 {
		all = all[:at]
	}
	line := " " + strings.Join(all, " ") + " "
	var out []Match
	for _, d := range t.devices {
		if !slices.Contains(d.resources, resource) {
			continue
		}
		for _, w := range d.words {
			w = strings.Join(words(w), " ") + " "
			if !d.ends {
				w = " " + w
			}
			if strings.Contains(line, w) {
				out = append(out, d.Match)
				break
			}
		}
	}
	return out
}
