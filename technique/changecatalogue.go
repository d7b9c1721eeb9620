package technique

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
)

// texts are those of one entry of the catalogue, by the keys under which a change writes them.
type texts struct {
	id, layer        string
	name, note, dose *string // dose is the note of a dose
}

// texts are those of all entries of a kind.
func (c *Catalogue) texts(kind string) (out []texts) {
	switch kind {
	case "technique":
		for i := range c.Techniques {
			t := &c.Techniques[i]
			out = append(out, texts{id: t.ID, layer: t.Layer, name: &t.Name, note: &t.Note})
		}
	case "stroke":
		for i := range c.Strokes {
			s := &c.Strokes[i]
			out = append(out, texts{id: s.ID, layer: s.Layer, name: &s.Name, note: &s.Note})
		}
	case "presentation":
		for i := range c.Presentations {
			x := &c.Presentations[i]
			out = append(out, texts{id: x.ID, layer: x.Layer, name: &x.Name, dose: &x.Dose.Note})
		}
	}
	return out
}

// change says an entry of an earlier layer in other words. Nothing else of it can be changed.
func (r *catalogueReader) change(n *document.Node) {
	if n == nil || n.Kind != document.Mapping {
		n.Fields(&r.Problems, "a change", nil)
		return
	}
	kinds := []string{"technique", "stroke", "presentation"}
	at := slices.IndexFunc(kinds, func(kind string) bool { return n.Get(kind) != nil })
	if at < 0 {
		r.At(n, "a change names whose words it changes: technique, stroke or presentation")
		return
	}
	kind := kinds[at]
	to := r.earlier(n.Get(kind), kind)
	fields := document.Fields{kind: func(*document.Node) {}, "name": r.text("a name", to.name)}
	if to.note != nil {
		fields["note"] = r.text("a note", to.note)
	}
	if to.dose != nil {
		fields["dose"] = func(n *document.Node) {
			n.Fields(&r.Problems, "the words of a dose", document.Fields{"note": r.text("a note", to.dose)}, "note")
		}
	}
	n.Fields(&r.Problems, "a change of the words of a "+kind, fields)
	if len(n.Entries) == 1 {
		r.At(n, "a change of a %s says nothing; write its name or its note", kind)
	}
}

// earlier are the texts of an entry of an earlier layer. Those of none are of nobody.
func (r *catalogueReader) earlier(n *document.Node, kind string) texts {
	all := r.catalogue.texts(kind)
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].id
	}
	id, ok := n.OneOf(&r.Problems, "a "+kind, ids)
	if ok {
		to := all[slices.Index(ids, id)]
		if to.layer != r.layer {
			return to
		}
		r.At(n, "%s %s is not of an earlier layer; write it there as it should be", kind, id)
	}
	nobody := texts{name: new(string), note: new(string)}
	if kind == "presentation" {
		nobody.note, nobody.dose = nil, new(string)
	}
	return nobody
}
