package words

import (
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening"
)

// Limit is one thing that a region asks for. Of one sort, the names are said together.
type Limit struct{ sort, name string }

// The sorts of limits, in the order of saying.
const (
	pressure  = "pressure"
	minutes   = "minutes"
	leave     = "leave"
	no        = "no"
	positions = "positions"
	heat      = "heat"
	note      = "note"
)

// Limits takes limits apart, so that those of several regions can be compared.
func Limits(l screening.Limits) []Limit {
	var out []Limit
	add := func(sort, name string) {
		if x := (Limit{sort, name}); !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	if l.Pressure != nil {
		add(pressure, pressureWords(*l.Pressure))
	}
	if l.Minutes != nil {
		add(minutes, "at most "+Plural(*l.Minutes, "minute", "minutes"))
	}
	for _, s := range l.Spots {
		add(leave, strconv.FormatFloat(s.MarginCM, 'g', -1, 64))
	}
	for _, list := range [][]string{l.AvoidStrokes, l.AvoidTechniques} {
		for _, name := range list {
			add(no, named(names, name))
		}
	}
	for _, name := range l.AvoidPositions {
		add(positions, named(positionNames, name))
	}
	if l.AvoidHeat {
		add(heat, "no heat")
	}
	for _, n := range l.Notes {
		add(note, n)
	}
	return out
}

func pressureWords(grade int) string {
	if grade == 0 {
		return "no pressure"
	}
	return "up to grade " + Number(grade)
}

// SayLimits says limits in one line, without the notes.
func SayLimits(limits []Limit) string {
	var parts []string
	for _, sort := range []string{pressure, minutes, leave, no, positions, heat} {
		var said []string
		for _, l := range limits {
			if l.sort == sort {
				said = append(said, l.name)
			}
		}
		switch {
		case len(said) == 0:
		case sort == leave && len(said) == 1:
			parts = append(parts, "leave out the spot and "+said[0]+" cm around it")
		case sort == leave:
			slices.Sort(said)
			parts = append(parts, "leave out the spots and "+strings.Join(said[:len(said)-1], ", ")+" and "+said[len(said)-1]+" cm around them")
		case sort == no:
			parts = append(parts, "no "+Or(said))
		case sort == positions:
			parts = append(parts, "not lying "+Or(said))
		default:
			parts = append(parts, said...)
		}
	}
	return strings.Join(parts, "; ")
}

// Notes returns the sentences among limits.
func Notes(limits []Limit) []string {
	var out []string
	for _, l := range limits {
		if l.sort == note {
			out = append(out, l.name)
		}
	}
	return out
}

// Or joins words as a list of things to leave out.
func Or(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// And joins words as a list of things that belong together.
func And(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// Named is a stroke or a technique in words.
func Named(name string) string { return named(names, name) }

// Strokes names strokes and techniques.
func Strokes(list []string) []string {
	var out []string
	for _, name := range list {
		if said := named(names, name); !slices.Contains(out, said) {
			out = append(out, said)
		}
	}
	return out
}

// Number writes a number.
func Number(n int) string { return strconv.Itoa(n) }

func named(table map[string]string, name string) string {
	if words, ok := table[name]; ok {
		return words
	}
	return strings.ReplaceAll(name, "_", " ")
}

// names are the strokes and techniques as a therapist says them. Where both mean the same they are said once.
var names = map[string]string{
	"effleurage_light":      "light stroking",
	"effleurage_deep":       "deep stroking",
	"petrissage_slow":       "slow kneading",
	"petrissage_brisk":      "brisk kneading",
	"skin_roll":             "skin rolling",
	"friction_superficial":  "light friction",
	"friction_deep":         "deep friction",
	"compression_palm":      "palm pressure",
	"compression_point":     "point pressure",
	"vibration_fine":        "fine vibration",
	"shaking_rocking":       "shaking or rocking",
	"tapotement":            "beating",
	"stretch_passive":       "stretching",
	"trunk_rotation":        "twisting the trunk",
	"mobilisation":          "joint mobilisation",
	"thrust_hvla":           "thrusts",
	"traction_manual":       "traction",
	"walk_on_back":          "walking on the back",
	"kese_scrub":            "scrubbing",
	"static_hold":           "still holds",
	"percussion_device":     "massage gun",
	"skin_stretch_mld":      "lymph drainage strokes",
	"thumb_stripping":       "thumb stripping",
	"scar_mobilisation":     "scar work",
	"cupping_stroke":        "cupping",
	"relaxing_swedish":      "relaxing (Swedish) massage",
	"classical_therapeutic": "classical massage",
	"structural_focused":    "structural work",
	"tonic":                 "toning massage",
	"restorative":           "restorative massage",
	"sports_intensive":      "intensive sports massage",
	"deep_tissue":           "deep tissue work",
	"trigger_point":         "trigger point work",
	"myofascial_release":    "myofascial release",
	"mld":                   "lymph drainage",
	"segmental_reflex":      "segmental massage",
	"connective_tissue":     "connective tissue massage",
	"shiatsu_acupressure":   "shiatsu",
	"tuina":                 "tuina",
	"thai":                  "Thai massage",
	"turkish_hammam":        "Turkish massage",
	"hot_stone":             "hot stones",
	"chair_massage":         "chair massage",
	"prenatal":              "prenatal massage",
	"oncology_touch":        "oncology touch",
	"compress_hold":         "press and hold",
	"manual_traction":       "traction",
	"cupping_massage":       "cupping",
	"percussion_gun":        "massage gun",
}

var positionNames = map[string]string{
	"prone":         "face down",
	"supine_flat":   "flat on the back",
	"side_lying":    "on the side",
	"semi_reclined": "half sitting",
	"seated":        "seated",
}
