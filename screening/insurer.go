package screening

import (
	"embed"

	"github.com/safehands/safehands/screening/layers"
)

//go:embed insurer/*.yaml
var insurerFiles embed.FS

// WithInsurer adds what the insurance of many clinics asks for: a clinician's yes where the
// built-in rules are content with care, for a steady heart, a pregnancy without trouble, diabetes,
// a bulging disc and the like, and no massage with a cold or in the days after a vaccine. It only
// adds: nobody comes out milder by it, and no emergency changes. A yes is a [Clearance] that covers
// the rules insurer.*, one for each illness. Two more cards are asked, whose answers stand in
// [Intake.Own]; staff note insurer.psychosis_noted there, and insurer.cancer_years for an insurance
// that sets a number. It goes together with [WithGuideline], which it then overrules where both
// speak.
func WithInsurer() Option { return func(c *layers.Config) { c.Insurer = true } }
