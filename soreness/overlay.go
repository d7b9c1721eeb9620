package soreness

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Option changes what New builds.
type Option interface{ apply(*config) }

type config struct {
	overlays  []fs.FS
	loosening bool
	redFlags  bool
}

type option func(*config)

func (o option) apply(c *config) { o(c) }

// WithOverlay lays a clinic's rule files over the built-in ones; of several, the later lies on the earlier. They stand in the folders
// triage, causes and advice, each of which may be missing. New ids add. Changing or disabling what is there needs an entry under changes
// with a reason, and counts as loosening unless it only replaces words. The rules of the screener are changed there.
func WithOverlay(files fs.FS) Option {
	return option(func(c *config) { c.overlays = append(c.overlays, files) })
}

// WithLoosening allows the overlays to make rules milder for somebody, so that a level may come out milder than by the built-in rules.
// Without it New refuses such an overlay; what is proved to make nobody come out milder needs no permission. Red flags and emergencies
// stay as they are, see [WithWeakerRedFlags].
func WithLoosening() Option { return option(func(c *config) { c.loosening = true }) }

// WithWeakerRedFlags allows with [WithLoosening] what that leaves out: to make red flags and rules of emergencies milder for somebody.
func WithWeakerRedFlags() Option { return option(func(c *config) { c.redFlags = true }) }

// The folders of rule files.
const (
	triageFolder = "triage"
	causesFolder = "causes"
	adviceFolder = "advice"
)

func folders() []string { return []string{triageFolder, causesFolder, adviceFolder} }

// layers returns the rule files of one folder, the built-in ones first.
func (c config) layers(builtIn fs.FS, name string) []policy.Layer {
	layers := []policy.Layer{{Name: "built-in", Files: folder{builtIn, name}}}
	for i, files := range c.overlays {
		if files != nil && exists(files, name) {
			layers = append(layers, policy.Layer{Name: fmt.Sprintf("overlay %d", i+1), Files: folder{files, name}, Loosening: c.loosening, RedFlags: c.loosening && c.redFlags})
		}
	}
	return layers
}

// check refuses overlays of which a rule file would be passed over without a word.
func (c config) check(p *document.Problems) {
	for i, files := range c.overlays {
		layer := fmt.Sprintf("overlay %d", i+1)
		if files == nil {
			p.Add(document.Problem{Path: layer, Message: "has no files"})
			continue
		}
		entries, err := fs.ReadDir(files, ".")
		if err != nil {
			p.Add(document.Problem{Path: layer, Message: err.Error()})
			continue
		}
		if !slices.ContainsFunc(folders(), func(name string) bool { return exists(files, name) }) {
			p.Add(document.Problem{Path: layer, Message: "has none of the folders " + strings.Join(folders(), ", ")})
		}
		for _, e := range entries {
			if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && !slices.Contains(folders(), e.Name()) {
				p.Add(document.Problem{Path: layer, Message: fmt.Sprintf("unknown folder %q%s", e.Name(), document.Suggest(e.Name(), folders()))})
			}
			if name := strings.ToLower(e.Name()); !e.IsDir() && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")) {
				p.Add(document.Problem{File: e.Name(), Line: 1, Column: 1, Message: "stands in no folder; put it into " + strings.Join(folders(), ", ")})
			}
		}
	}
}

func exists(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && info.IsDir()
}

// folder shows one folder of a file system under its own name, so that positions say which it is.
type folder struct {
	fs.FS
	name string
}

// ReadDir lists the root as the folder alone.
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	if name == "." {
		entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() != f.name })
	}
	return entries, err
}
