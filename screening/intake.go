package screening

import (
	"encoding/json"
	"errors"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// Intake holds the answers of one client, as they are now. Its zero value asked nothing. What is
// written here is checked as a whole before any rule runs; single facts and cards may answer the
// same question if they agree.
type Intake struct {
	// Regions are the places that the session is meant for; none means the whole back.
	Regions []body.Region
	Cards   intake.Cards
	// Own answers by their names the facts that have no field, such as those of
	// a clinic's rule files.
	Own answer.Own

	Client            intake.Client
	Session           intake.Session
	Preg              intake.Preg
	Sys               intake.Sys
	Vasc              intake.Vasc
	Neuro             intake.Neuro
	Psych             intake.Psych
	Sx                intake.Sx
	Trauma            intake.Trauma
	Back              intake.Back
	Nerve             intake.Nerve
	Pain              intake.Pain
	Med               intake.Med
	Disc              intake.Disc
	Stenosis          intake.Stenosis
	Spondylolisthesis intake.Spondylolisthesis
	VF                intake.VF
	Cyst              intake.Cyst
	Cond              intake.Cond
	Hypertension      intake.Hypertension
	Axspa             intake.Axspa
	Hx                intake.Hx
	Cancer            intake.Cancer
	Surg              intake.Surg
	Immune            intake.Immune
	RedFlag           intake.RedFlag
	Skin              intake.Skin
	Proc              intake.Proc
	Dev               intake.Dev
	Allergy           intake.Allergy
	Scoliosis         intake.Scoliosis
	Bone              intake.Bone
	Epilepsy          intake.Epilepsy
	Vitals            intake.Vitals
	BP                intake.BP
	Lab               intake.Lab
	HF                intake.HF
	Sickle            intake.Sickle
	DM                intake.DM
	Organ             intake.Organ
	Eye               intake.Eye
	Pos               intake.Pos
	Neck              intake.Neck
	Belly             intake.Belly
	Ribs              intake.Ribs
	Other             intake.Other
	Wish              intake.Wish
}

// MarshalJSON writes the intake as [Screener.DecodeIntake] reads it: what was not asked is left
// out, and everything has a fixed place.
func (in Intake) MarshalJSON() ([]byte, error) {
	var o document.Object
	if len(in.Regions) > 0 {
		if err := o.Add("regions", in.Regions); err != nil {
			return nil, err
		}
	}
	if len(in.Cards) > 0 {
		if err := o.Add("cards", in.Cards); err != nil {
			return nil, err
		}
	}
	if err := answer.Write(&in, &o); err != nil {
		return nil, err
	}
	if in.Own.Asked() {
		if err := o.Add("own", in.Own); err != nil {
			return nil, err
		}
	}
	return json.Marshal(&o)
}

// UnmarshalJSON always fails: which facts and cards there are depends on the rules, so an intake is
// read by [Screener.DecodeIntake].
func (in *Intake) UnmarshalJSON([]byte) error {
	return errors.New("an intake is read by Screener.DecodeIntake")
}
