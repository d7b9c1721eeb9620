package screening

import (
	"embed"
	"io/fs"

	"github.com/safehands/safehands/screening/policy"
)

//go:embed guideline/*.yaml
var guidelineFiles embed.FS

// WithGuideline lets guidelines soften the article where they disagree with it: a plain acute
// attack of the back, the final months of an uncomplicated pregnancy, new trouble in both legs and
// in nothing else, the days that a fresh injury is left alone, and a back of which nobody is sure
// whether it flares. Everything else stays as strict as it is without the option. The softened
// rules lie on the built-in ones and under every overlay, which is not allowed to loosen by it.
// They ask for one more answer, guideline.pain_now in [Intake.Own].
func WithGuideline() Option { return option(func(c *config) { c.guideline = true }) }

// guidelineLayer is the one layer that may always loosen: choosing it is the permission.
func guidelineLayer() (policy.Layer, error) {
	files, err := fs.Sub(guidelineFiles, "guideline")
	return policy.Layer{Name: "guideline", Files: files, Loosening: true, RedFlags: true}, err
}
