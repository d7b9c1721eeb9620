package technique

import (
	"embed"
	"io/fs"

	"github.com/safehands/safehands/screening/policy"
)

//go:embed guideline/match/*.yaml guideline/plan/*.yaml
var guidelineFiles embed.FS

// WithGuideline lets guidelines soften the article where they disagree with it: light work in a
// plain acute attack of the back, as far as the decision allows it, and the pressing of a Thai
// massage for trigger points. It belongs with [screening.WithGuideline]: beside a strict screener
// the back still waits in every attack. The softened rules lie on the built-in ones and under every
// overlay, which is not allowed to loosen by it.
func WithGuideline() Option { return option(func(c *config) { c.guideline = true }) }

// guidelineLayer is the one layer that may always loosen: choosing it is the permission.
func guidelineLayer(folder string) (policy.Layer, error) {
	files, err := fs.Sub(guidelineFiles, "guideline/"+folder)
	return policy.Layer{Name: "guideline", Files: files, Loosening: true, RedFlags: true}, err
}
