// Package layers is the one way in which the files of a host come to the packages that read them:
// the options of their constructors, the folders of an overlay, and the layers of each folder, the
// built-in files first.
//
//	options -> Config -> Split: every overlay by its folders -> layers of one folder -> whoever reads them
package layers

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// The names of the layers that the library itself has.
const (
	BuiltIn = "built-in"
	Insurer = "insurer"
)

// Config is what the options of a package ask for.
type Config struct {
	Overlays  []fs.FS
	Guideline bool
	Insurer   bool
	Loosening bool
	RedFlags  bool // counts beside Loosening alone
}

// Of gathers options. One that is nil asks for nothing.
func Of[O ~func(*Config)](options []O) *Config {
	c := &Config{}
	for _, o := range options {
		if o != nil {
			o(c)
		}
	}
	return c
}

// Folder is a folder of an overlay, with what the library itself has of it.
type Folder struct {
	Name      string // empty: everything in an overlay that stands in none of the other folders
	BuiltIn   fs.FS
	Guideline fs.FS // nil: nothing that a guideline softens
	Insurer   fs.FS // nil: nothing that insurers ask for beside
}

// Sub is a folder of embedded files. That it is missing shows as soon as it is read.
func Sub(files fs.FS, folder string) fs.FS {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		return nil
	}
	return sub
}

// Split returns the layers of every folder, the lowest first. What an overlay has beside the
// folders would be passed over without a word, and is a problem.
func (c *Config) Split(p *document.Problems, folders ...Folder) map[string][]policy.Layer {
	out, names := map[string][]policy.Layer{}, make([]string, len(folders))
	for i, f := range folders {
		names[i] = f.Name
		out[f.Name] = []policy.Layer{{Name: BuiltIn, Files: f.BuiltIn}}
		if c.Guideline && f.Guideline != nil {
			// The one layer that may always loosen: choosing it is the permission.
			out[f.Name] = append(out[f.Name], policy.Layer{
				Name: "guideline", Files: f.Guideline, Loosening: true, RedFlags: true,
			})
		}
	}
	for _, f := range folders {
		if c.Insurer && f.Insurer != nil {
			out[f.Name] = append(out[f.Name], policy.Layer{Name: Insurer, Files: f.Insurer})
		}
	}
	for i, files := range c.Overlays {
		o := overlay{name: fmt.Sprintf("overlay %d", i+1), files: files, folders: names}
		for _, folder := range o.found(p) {
			out[folder] = append(out[folder], policy.Layer{
				Name: o.name, Files: o.view(folder), Loosening: c.Loosening, RedFlags: c.Loosening && c.RedFlags,
			})
		}
	}
	return out
}

// overlay is one overlay of a host.
type overlay struct {
	name    string
	files   fs.FS
	folders []string // that there can be
}

// found returns the folders that the overlay has.
func (o *overlay) found(p *document.Problems) []string {
	say := func(format string, args ...any) {
		p.In("layer "+o.name, format, args...)
	}
	if o.files == nil {
		say("has no files")
		return nil
	}
	entries, err := fs.ReadDir(o.files, ".")
	if err != nil {
		say("%v", err)
		return nil
	}
	free := slices.Contains(o.folders, "")
	var out []string
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."):
		case e.Type()&fs.ModeSymlink != 0 && slices.Contains(o.folders, name):
			say("%s is a link, which is not followed", name)
		case e.IsDir() && slices.Contains(o.folders, name):
			out = append(out, name)
		case free && (e.IsDir() || document.IsYAML(name)):
			out = append(out, "")
		case e.IsDir():
			say("unknown folder %q%s", name, document.Suggest(name, o.folders))
		case document.IsYAML(name):
			why := "stands in no folder; put it into " + list(o.folders, "or")
			p.Add(document.Problem{File: name, Line: 1, Column: 1, Message: why})
		}
	}
	switch {
	case len(out) == 0 && free:
		return []string{""} // whoever reads it says what it misses
	case len(out) == 0:
		say("has none of the folders %s", list(o.folders, "and"))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// view shows one folder under its own name: that is how problems name the files.
func (o *overlay) view(folder string) fs.FS {
	return view{o.files, func(name string) bool {
		return name == folder || folder == "" && !slices.Contains(o.folders, name)
	}}
}

type view struct {
	fs.FS
	shows func(name string) bool
}

// ReadDir lists a directory, the root without what is not shown.
func (v view) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(v.FS, name)
	if name == "." {
		entries = slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool { return !v.shows(e.Name()) })
	}
	return entries, err
}

func list(names []string, last string) string {
	n := len(names) - 1
	return strings.Join(names[:n], ", ") + " " + last + " " + names[n]
}

// At is how positions name one of several layers: of one alone they name none.
func At(layers []policy.Layer, i int) document.Layer {
	if len(layers) == 1 {
		return document.Layer{}
	}
	return document.Layer{Name: layers[i].Name, Order: i}
}

// Words lays layers of words over a table, which stays as it is.
func Words(t *phrase.Table, layers []policy.Layer, p *document.Problems) *phrase.Table {
	for i, l := range layers {
		over, err := t.Over(At(layers, i), l.Files)
		p.Join(err, nil)
		t = over
	}
	return t
}

// RefuseFacts refuses facts that rule files declare where an input has no place for their answers:
// what cannot be answered stays open for ever.
func RefuseFacts(set *policy.Set, p *document.Problems) {
	for _, f := range set.Facts()[len(set.Schema().Facts):] {
		const why = "cannot be declared here; declare it in the rule files of the screening"
		p.In("fact "+f.Name, "%s", why)
	}
}
