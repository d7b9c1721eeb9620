package technique

import (
	"embed"

	"github.com/safehands/safehands/screening/layers"
)

//go:embed guideline/match/*.yaml guideline/plan/*.yaml
var guidelineFiles embed.FS

// WithGuideline lets guidelines soften the article where they disagree with it: light work in a
// plain acute attack of the back, as far as the decision allows it, and the pressing of a Thai
// massage for trigger points. It belongs with [screening.WithGuideline]: beside a strict screener
// the back still waits in every attack. The softened rules lie on the built-in ones and under every
// overlay, which is not allowed to loosen by it.
func WithGuideline() Option { return func(c *layers.Config) { c.Guideline = true } }
