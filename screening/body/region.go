// Package body names the parts of the body.
package body

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Region is a part of the body, or a group that stands for its parts, by the name that rules and
// JSON use. The zero value is none. Which regions there are, and what groups stand for, is data of
// the rules: these are names for those that come with the library.
type Region string

// Side is a half of the body. The zero value is none: both, or the whole.
type Side string

// The sides.
const (
	Left  Side = "left"
	Right Side = "right"
)

// Sides returns the sides, in their order.
func Sides() []Side { return []Side{Left, Right} }

// The single regions.
const (
	Head               Region = "head"
	Face               Region = "face"
	Jaw                Region = "jaw"
	Ear                Region = "ear"
	NeckAnterior       Region = "neck_anterior"
	NeckSide           Region = "neck_side" // over the artery
	NeckPosterior      Region = "neck_posterior"
	Shoulder           Region = "shoulder"
	Scapular           Region = "scapular"
	ThoracicParaspinal Region = "thoracic_paraspinal"
	LumbarParaspinal   Region = "lumbar_paraspinal"
	Sacral             Region = "sacral"
	Tailbone           Region = "tailbone"
	SpineMidline       Region = "spine_midline" // the spinous processes and the strip directly over them
	KidneyArea         Region = "kidney_area"   // the flank below rib 12, beside the muscles along the spine
	FloatingRibs       Region = "floating_ribs" // ribs 11 and 12
	Ribs               Region = "ribs"
	Chest              Region = "chest"
	Breast             Region = "breast"
	Abdomen            Region = "abdomen"
	Axilla             Region = "axilla"
	Arm                Region = "arm"
	Elbow              Region = "elbow"
	Hand               Region = "hand"
	Hip                Region = "hip"
	Gluteal            Region = "gluteal"
	Thigh              Region = "thigh"
	ThighMedial        Region = "thigh_medial"
	Popliteal          Region = "popliteal"
	KneeFront          Region = "knee_front"
	Calf               Region = "calf"
	LowerLeg           Region = "lower_leg"
	Foot               Region = "foot"
)

// The groups.
const (
	BackAll    Region = "back_all" // the back, which is meant when no region is named
	OrganZones Region = "organ_zones"
	Legs       Region = "legs"
	Lumbar     Region = "lumbar"
	UpperBack  Region = "upper_back"
	Neck       Region = "neck"
	HeadFace   Region = "head_face"
	WholeBody  Region = "whole_body"
)

// Regions returns the single regions, in their order.
func Regions() []Region {
	return []Region{
		Head, Face, Jaw, Ear, NeckAnterior, NeckSide, NeckPosterior, Shoulder, Scapular,
		ThoracicParaspinal, LumbarParaspinal, Sacral, Tailbone, SpineMidline, KidneyArea, FloatingRibs,
		Ribs, Chest, Breast, Abdomen, Axilla, Arm, Elbow, Hand, Hip, Gluteal, Thigh, ThighMedial,
		Popliteal, KneeFront, Calf, LowerLeg, Foot,
	}
}

// All returns every region, the groups behind the single ones.
func All() []Region {
	return append(Regions(), BackAll, OrganZones, Legs, Lumbar, UpperBack, Neck, HeadFace, WholeBody)
}

// Compare orders regions as [All] does, others behind them by name.
func Compare(a, b Region) int {
	all := All()
	rank := func(r Region) int {
		if i := slices.Index(all, r); i >= 0 {
			return i
		}
		return len(all)
	}
	return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b))
}

// Parts returns the single regions that r stands for: its parts for a group, itself otherwise.
func (r Region) Parts() []Region {
	switch r {
	case BackAll:
		return []Region{
			ThoracicParaspinal, LumbarParaspinal, Sacral, Tailbone, Scapular, KidneyArea, FloatingRibs, SpineMidline,
		}
	case OrganZones:
		return []Region{KidneyArea, FloatingRibs, Abdomen}
	case Legs:
		return []Region{Thigh, ThighMedial, Popliteal, KneeFront, Calf, LowerLeg, Foot}
	case Lumbar:
		return []Region{LumbarParaspinal, Sacral, Tailbone}
	case UpperBack:
		return []Region{ThoracicParaspinal, Scapular, Shoulder}
	case Neck:
		return []Region{NeckPosterior, NeckAnterior, NeckSide}
	case HeadFace:
		return []Region{Head, Face, Jaw, Ear}
	case WholeBody:
		return Regions()
	}
	return []Region{r}
}

// String returns the name that rules and JSON use.
func (r Region) String() string { return string(r) }

// MarshalText writes the name; what is no region is refused.
func (r Region) MarshalText() ([]byte, error) {
	if !slices.Contains(All(), r) {
		return nil, fmt.Errorf("%.60q is not a region", string(r))
	}
	return []byte(r), nil
}

// UnmarshalText reads a name and nothing else.
func (r *Region) UnmarshalText(text []byte) error {
	if !slices.Contains(All(), Region(text)) {
		return fmt.Errorf("%.60q is not a region%s", text, document.Suggest(string(text), names()))
	}
	*r = Region(text)
	return nil
}

// Read reads one of the regions or groups in a larger document, and adds what
// is wrong with it to p.
func (r *Region) Read(n *document.Node, p *document.Problems) { n.Word(p, r, "a region", names()) }

func names() []string {
	return lists.Of(All(), func(r Region) string { return string(r) })
}
