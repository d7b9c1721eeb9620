package screening

import (
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// Region is a part of the body, or a group that stands for its parts.
type Region uint8

// The single regions.
const (
	Head Region = iota + 1
	Face
	NeckAnterior
	NeckPosterior
	Shoulder
	Scapular
	ThoracicParaspinal
	LumbarParaspinal
	Sacral
	SpineMidline // the spinous processes and the strip directly over them
	KidneyArea   // the flank below rib 12, beside the muscles along the spine
	FloatingRibs // ribs 11 and 12
	Ribs
	Chest
	Breast
	Abdomen
	Axilla
	Arm
	Hand
	Hip
	Gluteal
	Thigh
	ThighMedial
	Popliteal
	Calf
	LowerLeg
	Foot
)

// The groups.
const (
	BackAll Region = iota + 1 + Foot // the back, which is meant when no region is named
	OrganZones
	Legs
	Lumbar
	UpperBack
	Neck
	HeadFace
	WholeBody
)

const leafRegions = int(Foot)

// String returns the name that rules and JSON use.
func (r Region) String() string { return choiceName(r) }

// MarshalText writes the name.
func (r Region) MarshalText() ([]byte, error) { return choiceText(r) }

// UnmarshalText reads a name.
func (r *Region) UnmarshalText(text []byte) error { return parseChoice(r, text) }

// Parts returns the single regions that r stands for: its parts for a group, itself otherwise.
func (r Region) Parts() []Region {
	switch r {
	case BackAll:
		return []Region{ThoracicParaspinal, LumbarParaspinal, Sacral, Scapular, KidneyArea, FloatingRibs, SpineMidline}
	case OrganZones:
		return []Region{KidneyArea, FloatingRibs, Abdomen}
	case Legs:
		return []Region{Thigh, ThighMedial, Popliteal, Calf, LowerLeg, Foot}
	case Lumbar:
		return []Region{LumbarParaspinal, Sacral}
	case UpperBack:
		return []Region{ThoracicParaspinal, Scapular, Shoulder}
	case Neck:
		return []Region{NeckPosterior, NeckAnterior}
	case HeadFace:
		return []Region{Head, Face}
	case WholeBody:
		return Choices[Region]()[:leafRegions]
	}
	return []Region{r}
}

func (Region) choices() []choice {
	return []choice{
		{"head", "Scalp or side of the head"},
		{"face", "Face"},
		{"neck_anterior", "Front of the neck"},
		{"neck_posterior", "Back of the neck"},
		{"shoulder", "Shoulder"},
		{"scapular", "Shoulder blade"},
		{"thoracic_paraspinal", "Upper back, beside the spine"},
		{"lumbar_paraspinal", "Lower back, beside the spine"},
		{"sacral", "Base of the spine"},
		{"spine_midline", "On the spine itself"},
		{"kidney_area", "Flank, below the ribs"},
		{"floating_ribs", "Lowest ribs at the back"},
		{"ribs", "Ribs"},
		{"chest", "Chest"},
		{"breast", "Breast"},
		{"abdomen", "Belly"},
		{"axilla", "Armpit"},
		{"arm", "Arm"},
		{"hand", "Hand"},
		{"hip", "Hip"},
		{"gluteal", "Buttock"},
		{"thigh", "Thigh"},
		{"thigh_medial", "Inside of the thigh or groin"},
		{"popliteal", "Back of the knee"},
		{"calf", "Calf"},
		{"lower_leg", "Shin or ankle"},
		{"foot", "Foot"},
		{"back_all", "The whole back"},
		{"organ_zones", "Flanks, lowest ribs and belly"},
		{"legs", "The legs"},
		{"lumbar", "The lower back"},
		{"upper_back", "The upper back and shoulders"},
		{"neck", "The neck"},
		{"head_face", "The head and face"},
		{"whole_body", "The whole body"},
	}
}

// groupParts returns what each group stands for, as bits of a set of regions.
func groupParts() []uint64 {
	var parts []uint64
	for g := BackAll; g <= WholeBody; g++ {
		parts = append(parts, SetOf(g.Parts()...).bits)
	}
	return parts
}

func regionPlaces() []policy.Place {
	var places []policy.Place
	for _, r := range Choices[Region]() {
		place := policy.Place{Name: r.String()}
		if parts := r.Parts(); !slices.Contains(parts, r) {
			for _, part := range parts {
				place.Contains = append(place.Contains, part.String())
			}
		}
		places = append(places, place)
	}
	return places
}
