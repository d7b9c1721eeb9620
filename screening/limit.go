package screening

import (
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// A limit is declared in limits, has a field in Limits and a row in limitFields, and is said in the
// words limit.NAME of words/limits.yaml, without avoid_, and of a number limit.NAME.one and .many.
// Rules about a plan read it under the name that package technique gives it.

// Limits is what holds for a region when it is treated. Nil and empty fields limit nothing.
type Limits struct {
	Pressure        *int     `json:"pressure,omitempty"` // the highest grade, 0 to 5 on the Walton scale
	Minutes         *int     `json:"minutes,omitempty"`
	AvoidStrokes    []string `json:"avoid_strokes,omitempty"`
	AvoidTechniques []string `json:"avoid_techniques,omitempty"`
	AvoidPositions  []string `json:"avoid_positions,omitempty"`
	AvoidHeat       bool     `json:"avoid_heat,omitempty"`
	Spots           []Spot   `json:"spots,omitempty"`
	Notes           []string `json:"notes,omitempty"`
}

// Spot is a place inside a region that is left out.
type Spot struct {
	Rule     string  `json:"rule"`
	MarginCM float64 `json:"margin_cm"`
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
			"prone", "supine_flat", sideLying, "semi_reclined", "seated",
		}, Sided: []string{sideLying}},
		{Name: "avoid_heat", Kind: policy.Flag},
		{Name: "avoid_spot", Kind: policy.Spot, Margin: "margin_cm", Least: 0, Most: 50},
		{Name: "note", Kind: policy.Note},
	}
}

// limitFields are in the order in which a clearance and its digest list them.
func limitFields() [6]limitField {
	return [...]limitField{
		{name: "avoid_strokes", names: func(l *Limits) *[]string { return &l.AvoidStrokes }},
		{name: "avoid_techniques", names: func(l *Limits) *[]string { return &l.AvoidTechniques }},
		{name: "avoid_positions", names: func(l *Limits) *[]string { return &l.AvoidPositions }},
		{name: "pressure", number: func(l *Limits) **int { return &l.Pressure }},
		{name: "minutes", number: func(l *Limits) **int { return &l.Minutes }},
		{name: "avoid_heat", flag: func(l *Limits) *bool { return &l.AvoidHeat }},
	}
}

func limitsOf(values []policy.LimitValue) Limits {
	var l Limits
	fields := limitFields()
	for _, v := range values {
		switch v.Limit.Name {
		case ofSpot:
			l.Spots = make([]Spot, len(v.Spots))
			for i, spot := range v.Spots {
				l.Spots[i] = Spot{spot.Rule, spot.Margin}
			}
		case ofNote:
			l.Notes = slices.Clone(v.Notes)
		default:
			at := slices.IndexFunc(fields[:], func(f limitField) bool { return f.name == v.Limit.Name })
			fields[at].fill(&l, v)
		}
	}
	return l
}

// SaidLimit is one thing that a region asks for, in words. What is said in the same words is the
// same limit.
type SaidLimit struct {
	Of   string // the limit as rules name it; avoid_strokes for techniques too, which are said together with strokes
	Says string
}

// The limits that are said, in the order of saying. Notes are sentences and stand by themselves.
const (
	ofPressure  = "pressure"
	ofMinutes   = "minutes"
	ofSpot      = "avoid_spot"
	ofStrokes   = "avoid_strokes"
	ofPositions = "avoid_positions"
	ofHeat      = "avoid_heat"
	ofNote      = "note"
)

// Limits takes the limits of a region apart, so that those of several can be compared.
func (w Words) Limits(l Limits) []SaidLimit {
	var out []SaidLimit
	add := func(of, says string) {
		if x := (SaidLimit{of, says}); !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	switch {
	case l.Pressure == nil:
	case *l.Pressure == 0:
		add(ofPressure, w.Say("limit.no_pressure"))
	default:
		add(ofPressure, w.Say("limit.pressure", "n", strconv.Itoa(*l.Pressure)))
	}
	for _, f := range limitFields() {
		if f.number != nil && f.name != ofPressure && *f.number(&l) != nil {
			add(f.name, w.Count("limit."+f.name, **f.number(&l)))
		}
	}
	for _, s := range l.Spots {
		add(ofSpot, strconv.FormatFloat(s.MarginCM, 'g', -1, 64))
	}
	for _, id := range slices.Concat(l.AvoidStrokes, l.AvoidTechniques) {
		add(ofStrokes, w.Stroke(id))
	}
	for _, id := range l.AvoidPositions {
		add(ofPositions, w.Called("position", id))
	}
	for _, f := range limitFields() {
		if f.flag != nil && *f.flag(&l) {
			add(f.name, w.Say("limit."+strings.TrimPrefix(f.name, "avoid_")))
		}
	}
	for _, n := range l.Notes {
		add(ofNote, n)
	}
	return out
}

// SayLimits says limits in one line, without the notes; empty where there are none.
func (w Words) SayLimits(limits []SaidLimit) string {
	var parts []string
	order := []string{ofPressure, ofMinutes, ofSpot, ofStrokes, ofPositions, ofHeat}
	for _, l := range limits {
		if l.Of != ofNote && !slices.Contains(order, l.Of) {
			order = append(order, l.Of)
		}
	}
	for _, of := range order {
		said := saidOf(limits, of)
		switch {
		case len(said) == 0:
		case of == ofSpot && len(said) == 1:
			parts = append(parts, w.Say("limit.spot", "cm", said[0]))
		case of == ofSpot:
			slices.Sort(said)
			last := len(said) - 1
			list := strings.Join(said[:last], w.Say("list.comma"))
			parts = append(parts, w.Say("limit.spots", "list", list, "cm", said[last]))
		case of == ofStrokes:
			parts = append(parts, w.Say("limit.avoid", "list", w.Or(said)))
		case of == ofPositions:
			parts = append(parts, w.Say("limit.positions", "list", w.Or(said)))
		default:
			parts = append(parts, said...)
		}
	}
	return strings.Join(parts, "; ")
}

// NotesOf are the notes among limits: sentences of their own.
func NotesOf(limits []SaidLimit) []string { return saidOf(limits, ofNote) }

func saidOf(limits []SaidLimit, of string) []string {
	var said []string
	for _, l := range limits {
		if l.Of == of {
			said = append(said, l.Says)
		}
	}
	return said
}
