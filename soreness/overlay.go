package soreness

import (
	"io/fs"

	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Option changes what New builds.
type Option func(*layers.Config)

// WithOverlay lays a clinic's files over the built-in ones; of several, the later lies on the
// earlier. They stand in the folders triage, causes, advice and words, each of which may be
// missing. New ids add. Changing or disabling what is there needs an entry under changes with a
// reason, and counts as loosening unless it only replaces words. The rules of the screener are
// changed there. Words follow what [screening.WithOverlay] says.
func WithOverlay(files fs.FS) Option {
	return func(c *layers.Config) { c.Overlays = append(c.Overlays, files) }
}

// WithLoosening allows the overlays to make rules milder for somebody, so that a level may come
// out milder than by the built-in rules. Without it New refuses such an overlay; what is proved
// to make nobody come out milder needs no permission. Red flags and emergencies stay as they are,
// see [WithWeakerRedFlags].
func WithLoosening() Option { return func(c *layers.Config) { c.Loosening = true } }

// WithWeakerRedFlags allows with [WithLoosening] what that leaves out: to make red flags and rules
// of emergencies milder for somebody.
func WithWeakerRedFlags() Option { return func(c *layers.Config) { c.RedFlags = true } }

// The folders of an overlay.
const (
	triageFolder = "triage"
	causesFolder = "causes"
	adviceFolder = "advice"
	wordsFolder  = "words"
)

// split sorts the files of every overlay by what they are for.
func split(options []Option, p *document.Problems) map[string][]policy.Layer {
	var folders []layers.Folder
	for _, name := range []string{triageFolder, causesFolder, adviceFolder} {
		folders = append(folders, layers.Folder{Name: name, BuiltIn: layers.Sub(ruleFiles, "rules/"+name)})
	}
	folders = append(folders, layers.Folder{Name: wordsFolder, BuiltIn: layers.Sub(wordFiles, wordsFolder)})
	return layers.Of(options).Split(p, folders...)
}
