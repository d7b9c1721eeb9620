// Code generated from facts/regions.yaml by TestRegionsAreTheData -update. DO NOT EDIT.

package body

// The single regions.
const (
	Head               Region = "head"                // Scalp or side of the head
	Face               Region = "face"                // Face
	Jaw                Region = "jaw"                 // Jaw
	Ear                Region = "ear"                 // Ear
	NeckAnterior       Region = "neck_anterior"       // Front of the neck
	NeckSide           Region = "neck_side"           // Side of the neck
	NeckPosterior      Region = "neck_posterior"      // Back of the neck
	Shoulder           Region = "shoulder"            // Shoulder
	Scapular           Region = "scapular"            // Shoulder blade
	ThoracicParaspinal Region = "thoracic_paraspinal" // Upper back, beside the spine
	LumbarParaspinal   Region = "lumbar_paraspinal"   // Lower back, beside the spine
	Sacral             Region = "sacral"              // Base of the spine
	Tailbone           Region = "tailbone"            // Tailbone
	SpineMidline       Region = "spine_midline"       // On the spine itself
	KidneyArea         Region = "kidney_area"         // Flank, below the ribs
	FloatingRibs       Region = "floating_ribs"       // Lowest ribs at the back
	Ribs               Region = "ribs"                // Ribs
	Chest              Region = "chest"               // Chest
	Breast             Region = "breast"              // Breast
	Abdomen            Region = "abdomen"             // Belly
	Axilla             Region = "axilla"              // Armpit
	Arm                Region = "arm"                 // Arm
	Elbow              Region = "elbow"               // Elbow
	Hand               Region = "hand"                // Hand
	Hip                Region = "hip"                 // Hip
	Gluteal            Region = "gluteal"             // Buttock
	Thigh              Region = "thigh"               // Thigh
	ThighMedial        Region = "thigh_medial"        // Inside of the thigh or groin
	Popliteal          Region = "popliteal"           // Back of the knee
	KneeFront          Region = "knee_front"          // Front of the knee
	Calf               Region = "calf"                // Calf
	LowerLeg           Region = "lower_leg"           // Shin or ankle
	Foot               Region = "foot"                // Foot
)

// The groups.
const (
	BackAll    Region = "back_all"    // The whole back
	OrganZones Region = "organ_zones" // Flanks, lowest ribs and belly
	Legs       Region = "legs"        // The legs
	Lumbar     Region = "lumbar"      // The lower back
	UpperBack  Region = "upper_back"  // The upper back and shoulders
	Neck       Region = "neck"        // The neck
	HeadFace   Region = "head_face"   // The head and face
	WholeBody  Region = "whole_body"  // The whole body
)

// Regions returns the single regions, in their order.
func Regions() []Region {
	return []Region{
		Head, Face, Jaw, Ear, NeckAnterior, NeckSide, NeckPosterior, Shoulder, Scapular,
		ThoracicParaspinal, LumbarParaspinal, Sacral, Tailbone, SpineMidline, KidneyArea,
		FloatingRibs, Ribs, Chest, Breast, Abdomen, Axilla, Arm, Elbow, Hand, Hip, Gluteal,
		Thigh, ThighMedial, Popliteal, KneeFront, Calf, LowerLeg, Foot,
	}
}

// All returns every region, the groups behind the single ones.
func All() []Region {
	return append(Regions(), BackAll, OrganZones, Legs, Lumbar, UpperBack, Neck, HeadFace, WholeBody)
}

// Parts returns the single regions that r stands for: its parts for a group, itself otherwise.
func (r Region) Parts() []Region {
	switch r {
	case BackAll:
		return []Region{
			ThoracicParaspinal, LumbarParaspinal, Sacral, Tailbone, Scapular, KidneyArea,
			FloatingRibs, SpineMidline,
		}
	case OrganZones:
		return []Region{
			KidneyArea, FloatingRibs, Abdomen,
		}
	case Legs:
		return []Region{
			Thigh, ThighMedial, Popliteal, KneeFront, Calf, LowerLeg, Foot,
		}
	case Lumbar:
		return []Region{
			LumbarParaspinal, Sacral, Tailbone,
		}
	case UpperBack:
		return []Region{
			ThoracicParaspinal, Scapular, Shoulder,
		}
	case Neck:
		return []Region{
			NeckPosterior, NeckAnterior, NeckSide,
		}
	case HeadFace:
		return []Region{
			Head, Face, Jaw, Ear,
		}
	case WholeBody:
		return Regions()
	}
	return []Region{r}
}
