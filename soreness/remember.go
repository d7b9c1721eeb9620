package soreness

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// Remember notes in an intake what the reports of a course tell that holds longer than a visit, so
// that the next screening knows it: after weals the client reacts to something that touches the skin,
// and where oil or cream was used, to that (N-D71). What the intake says of it already stays. The error is that of [Triager.DecodeCourse]; the
// intake then stays as it was.
func (t *Triager) Remember(in *screening.Intake, c Course) error {
	if !t.built() || in == nil {
		return errNotBuilt
	}
	var p document.Problems
	t.check(&c, false, coursePath, &p)
	if err := p.Err(); err != nil {
		return err
	}
	weals, medium := false, intake.AllergyMediumOther
	for i := range c.Sessions {
		if r := c.report(i); r != nil {
			signs, told := r.Skin.Value()
			if !told || !signs.Has(SkinHives) {
				continue
			}
			weals = true
			if used, known := c.Sessions[i].Used.Value(); known && used.Has(UsedOil) {
				medium = intake.AllergyMediumOils
			}
		}
	}
	if media, told := in.Allergy.Medium.Value(); !weals || told && !only(media, intake.AllergyMediumNone) {
		return nil
	}
	next := *in
	if _, answered := in.Cards[intake.CardSkinAndHealth]; answered { // a page that denies it would contradict it
		if err := t.screener.Tick(&next, intake.CardSkinAndHealth, intake.LineAllergy); err != nil {
			return err
		}
	}
	if err := t.screener.SetText(&next, "allergy.medium", string(medium)); err != nil {
		return err
	}
	*in = next
	return nil
}
