package screening

import (
	"embed"
	"io/fs"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
)

// groundFiles are the facts, the cards and the regions that every rule stands on.
//
//go:embed facts/*.yaml
var groundFiles embed.FS

// schema returns the language of this package's rules.
func schema() (policy.Schema, error) {
	s := policy.Schema{
		Levels: []policy.Level{
			{Disposition: "proceed"},
			{Kind: "precaution", Disposition: "adapt"},
			{Kind: "relative", Disposition: "refer"},
			{Kind: "temporary", Disposition: "defer"},
			{Kind: "absolute", Disposition: "withhold"},
		},
		Undecided:      "clarify",
		CertainFrom:    "relative",
		Urgencies:      []string{"none", "routine", "urgent", "same_day", "emergency"},
		EverywhereFrom: "same_day",
		UnsureKind:     "relative",
		UnsureUrgency:  "same_day",
		LimitKind:      "precaution",
		WaivedFrom:     "relative",
		WaivedTo:       "precaution",
		Default:        string(body.BackAll),
		Limits:         limits(),
		Texts: []policy.Text{
			{Name: "says", Required: true},
			{Name: "instead", Required: true},
			{Name: "client", Required: true},
			{Name: "rationale", Required: true},
			{Name: "until", RequiredFor: "temporary"},
		},
		Grades:    []string{"E1", "E2", "E3", "E4", "E5"},
		Elsewhere: elsewhere(),
	}
	ground, err := fs.Sub(groundFiles, "facts")
	if err != nil {
		return s, err
	}
	return s, policy.ReadGround(ground, &s)
}

func limits() []policy.Limit {
	return []policy.Limit{
		{Name: "pressure", Kind: policy.LowestWins, Least: 0, Most: 5},
		{Name: "minutes", Kind: policy.LowestWins, Least: 1, Most: 120},
		{Name: "avoid_strokes", Kind: policy.Unites, OwnKey: "strokes", Values: []string{
			"effleurage_light", "effleurage_deep", "petrissage_slow",
			"petrissage_brisk", "skin_roll", "friction_superficial",
			"friction_deep", "compression_palm", "compression_point", "vibration_fine", "shaking_rocking", "tapotement",
			"stretch_passive", "trunk_rotation", "mobilisation",
			"thrust_hvla", "traction_manual", "walk_on_back", "kese_scrub",
			"static_hold", "percussion_device", "skin_stretch_mld",
			"thumb_stripping", "scar_mobilisation", "cupping_stroke",
		}},
		{Name: "avoid_techniques", Kind: policy.Unites, OwnKey: "techniques", Values: []string{
			"relaxing_swedish", "classical_therapeutic",
			"structural_focused", "tonic", "restorative", "sports_intensive",
			"deep_tissue", "trigger_point", "myofascial_release", "mld", "segmental_reflex", "connective_tissue",
			"shiatsu_acupressure", "tuina", "thai", "turkish_hammam",
			"hot_stone", "chair_massage", "prenatal", "oncology_touch",
			"compress_hold", "manual_traction", "cupping_massage", "percussion_gun",
		}},
		{Name: "avoid_positions", Kind: policy.Unites, Values: []string{
			"prone", "supine_flat", "side_lying", "semi_reclined", "seated",
		}},
		{Name: "avoid_heat", Kind: policy.Flag},
		{Name: "avoid_spot", Kind: policy.Spot, Margin: "margin_cm", Least: 0, Most: 50},
		{Name: "note", Kind: policy.Note},
	}
}
