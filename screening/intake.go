package screening

// Intake holds the answers of one client, as they are now. Its zero value asked nothing. What is written here is checked as a
// whole before any rule runs; single facts and cards may answer the same question if they agree.
type Intake struct {
	// Regions are the places that the session is meant for; none means the whole back.
	Regions []Region
	Cards   Cards
	// Own answers the facts that a clinic's rule files declare, by their name.
	Own map[string]OwnAnswer

	Client            Client
	Session           Session
	Preg              Preg
	Psych             Psych
	Sys               Sys
	Sx                Sx
	Vitals            Vitals
	BP                BP
	Lab               Lab
	Neuro             Neuro
	Nerve             Nerve
	Back              Back
	Pain              Pain
	Disc              Disc
	Stenosis          Stenosis
	Spondylolisthesis Spondylolisthesis
	VF                VF
	Cyst              Cyst
	Trauma            Trauma
	Vasc              Vasc
	Med               Med
	Hx                Hx
	Surg              Surg
	Cond              Cond
	Hypertension      Hypertension
	Axspa             Axspa
	Cancer            Cancer
	Immune            Immune
	RedFlag           RedFlag
	Skin              Skin
	Bone              Bone
	Scoliosis         Scoliosis
	Epilepsy          Epilepsy
	Proc              Proc
	Dev               Dev
	Allergy           Allergy
	HF                HF
	Sickle            Sickle
	DM                DM
	Organ             Organ
	Eye               Eye
	Pos               Pos
}

// OwnAnswer answers a fact that a rule file declares. Exactly one field is set; the zero value is not asked.
type OwnAnswer struct {
	Answer Answer        // of a yes/no fact; Unsure answers any kind
	Number Fact[float64] // of a number
	Value  string        // of a list
	Values []string      // of a set out of a list: one or more
}
