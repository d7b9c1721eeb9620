package soreness

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// Remember notes in an intake what the sessions of a course and their reports tell that holds
// longer than a visit, so that the next screening knows it: after weals the client reacts to
// something that touches the skin, and where oil or cream was used, to that (N-D71); ribs that hurt
// are left out until a report is free of them (N-D50); and work on neck or belly of the last weeks
// need not be asked for (field-danger 3). What the intake says of any of it already stays. The
// error is that of [Triager.DecodeCourse]; the intake then stays as it was.
func (t *Triager) Remember(in *screening.Intake, c Course) error {
	if !t.built() || in == nil {
		return errNotBuilt
	}
	var p document.Problems
	t.check(&c, false, coursePath, &p)
	if err := p.Err(); err != nil {
		return err
	}
	next := *in
	if err := t.rememberWeals(&next, &c); err != nil {
		return err
	}
	note := func(fact *answer.YesNo, told bool) {
		if told && *fact == answer.NotAsked {
			*fact = answer.Yes
		}
	}
	note(&next.Neck.Recorded, t.neckLately(&c))
	note(&next.Belly.Recorded, t.bellyLately(&c))
	note(&next.Ribs.Recorded, c.ribsHurt())
	*in = next
	return nil
}

// rememberWeals notes what the skin reacts to.
func (t *Triager) rememberWeals(in *screening.Intake, c *Course) error {
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
	if _, answered := in.Cards[intake.CardSkinAndHealth]; answered { // a page that denies it would contradict it
		if err := t.screener.Tick(in, intake.CardSkinAndHealth, intake.LineAllergy); err != nil {
			return err
		}
	}
	return t.screener.SetText(in, "allergy.medium", string(medium))
}

// neckLately reports whether a session of the last weeks worked on the neck. One of which nobody
// knows the day may have been; what no record tells is no work.
func (t *Triager) neckLately(c *Course) bool {
	return slices.ContainsFunc(c.Sessions, func(s Session) bool {
		return s.neckWork() == answer.Yes && s.days().lo <= t.neckDays
	})
}

// bellyLately is neckLately of the belly.
func (t *Triager) bellyLately(c *Course) bool {
	return slices.ContainsFunc(c.Sessions, func(s Session) bool {
		return s.days().lo <= t.bellyDays && s.worked(body.Abdomen)
	})
}

// worked reports whether hands went to a part of the body, as far as a session tells.
func (s *Session) worked(part body.Region) bool {
	return slices.ContainsFunc(s.Plan.Regions, func(r body.Region) bool {
		return slices.Contains(r.Parts(), part)
	})
}

// ribsHurt reports whether a session has left the ribs sore on one spot, on breathing in or with a
// crack, and no later report is without pain there.
func (c *Course) ribsHurt() bool {
	hurt := false
	for i := range c.Sessions {
		r := c.report(i)
		if r == nil {
			continue
		}
		signs, told := r.RibSigns.Value()
		sites, placed := r.Site.Value()
		switch {
		case told && !only(signs, RibNone):
			hurt = true
		case placed && !sites.Has(SiteRibs):
			hurt = false
		}
	}
	return hurt
}
