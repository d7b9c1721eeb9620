package screening

import (
	"embed"

	"github.com/safehands/safehands/screening/layers"
)

//go:embed guideline/*.yaml
var guidelineFiles embed.FS

// WithGuideline lets guidelines soften the article where they disagree with it: a plain acute
// attack of the back, the final months of an uncomplicated pregnancy, new trouble in both legs and
// in nothing else, the days that a fresh injury is left alone, a blood thinner that is taken
// steadily, and a back of which nobody is sure whether it flares. Everything else stays as strict
// as it is without the option. The softened rules lie on the built-in ones and under every overlay,
// which is not allowed to loosen by it. They ask for one more answer, guideline.pain_now in
// [Intake.Own].
func WithGuideline() Option { return func(c *layers.Config) { c.Guideline = true } }
