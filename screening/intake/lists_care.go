package intake

// The lists of operations and allergies.

// OperationKind is the kind of the last operation, the spine left aside.
type OperationKind string

// The values of [OperationKind].
const (
	OperationKindMinor     OperationKind = "minor"
	OperationKindJoint     OperationKind = "joint"
	OperationKindVessel    OperationKind = "vessel" // an artery outside the heart
	OperationKindCaesarean OperationKind = "caesarean"
	OperationKindMajor     OperationKind = "major"
	OperationKindHeart     OperationKind = "heart"
)

// AllergyMedium is what the skin or breath of a client reacts to.
type AllergyMedium string

// The values of [AllergyMedium].
const (
	AllergyMediumNone  AllergyMedium = "none"
	AllergyMediumOils  AllergyMedium = "oils"
	AllergyMediumNuts  AllergyMedium = "nuts"
	AllergyMediumScent AllergyMedium = "scent"
	AllergyMediumLatex AllergyMedium = "latex"
	AllergyMediumOther AllergyMedium = "other"
)
