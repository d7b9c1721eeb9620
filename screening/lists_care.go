package screening

// The lists of operations and allergies.

// OperationKind is the kind of the last operation, the spine left aside.
type OperationKind uint8

// The values of [OperationKind].
const (
	OperationKindMinor OperationKind = iota + 1
	OperationKindJoint
	OperationKindCaesarean
	OperationKindMajor
	OperationKindHeart
)

func (OperationKind) choices() []choice {
	return []choice{
		{"minor", "Small: a tooth, a mole, the eye, an examination through mouth or bowel, or a thin tube into a vessel (keyhole surgery does not count)"},
		{"joint", "A new hip, knee or shoulder joint"},
		{"caesarean", "A caesarean"},
		{"major", "Another larger one: put to sleep for over half an hour, or on the trunk, hip or knee"},
		{"heart", "The heart, with the chest opened: a bypass, a valve or something else"},
	}
}

// String returns the name that rules and JSON use.
func (v OperationKind) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v OperationKind) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *OperationKind) UnmarshalText(text []byte) error { return parseChoice(v, text) }

// AllergyMedium is what the skin or breath of a client reacts to.
type AllergyMedium uint8

// The values of [AllergyMedium].
const (
	AllergyMediumNone AllergyMedium = iota + 1
	AllergyMediumOils
	AllergyMediumNuts
	AllergyMediumScent
	AllergyMediumLatex
	AllergyMediumOther
)

func (AllergyMedium) choices() []choice {
	return []choice{
		{"none", "None of these"},
		{"oils", "Oils or creams"},
		{"nuts", "Nuts or nut oil"},
		{"scent", "Scent or essential oils"},
		{"latex", "Latex"},
		{"other", "Something else that touches the skin"},
	}
}

// String returns the name that rules and JSON use.
func (v AllergyMedium) String() string { return choiceName(v) }

// MarshalText writes the name.
func (v AllergyMedium) MarshalText() ([]byte, error) { return choiceText(v) }

// UnmarshalText reads a name.
func (v *AllergyMedium) UnmarshalText(text []byte) error { return parseChoice(v, text) }
