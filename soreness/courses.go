package soreness

import (
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
)

// Of all sessions of a client some belong to another course: a course is told apart by what the
// client came for and by the part of the body, so that some shoulder sessions do not hide how a
// back goes.

// parts are the parts of the body that a course may be about.
func parts() [][]body.Region {
	return [][]body.Region{
		append(append(body.HeadFace.Parts(), body.Neck.Parts()...), body.Head, body.Face),
		{body.Shoulder, body.Axilla, body.Arm, body.Elbow, body.Hand},
		append(body.BackAll.Parts(), body.Ribs),
		{body.Chest, body.Breast, body.Abdomen},
		append(body.Legs.Parts(), body.Hip, body.Gluteal),
	}
}

// otherCourse reports whether two sessions are of different courses. What is not told, and a
// session that shares a part, is of the same.
func otherCourse(a, b *Session) bool {
	x, told := a.Reason.Value()
	y, known := b.Reason.Value()
	if told && known && x != y {
		return true
	}
	if len(a.Plan.Regions) == 0 || len(b.Plan.Regions) == 0 {
		return false
	}
	return !slices.ContainsFunc(parts(), func(part []body.Region) bool {
		in := func(s *Session) bool {
			return slices.ContainsFunc(s.Plan.Regions, func(r body.Region) bool {
				return slices.ContainsFunc(r.Parts(), func(x body.Region) bool { return slices.Contains(part, x) })
			})
		}
		return in(a) && in(b)
	})
}

// sameCourse is the course with the sessions alone that belong to that of the last.
func (c *Course) sameCourse() *Course {
	last := &c.Sessions[len(c.Sessions)-1]
	other := func(s Session) bool { return otherCourse(&s, last) }
	if !slices.ContainsFunc(c.Sessions, other) {
		return c
	}
	same := *c
	same.Sessions = slices.DeleteFunc(slices.Clone(c.Sessions), other)
	return &same
}

// worst is the strongest that a report has of the time after the session; not asked where it has
// none.
func (r *Report) worst() (nrs int, told bool) {
	for _, x := range []answer.Fact[int]{r.NRS, r.NRSWorst, r.NRS24h, r.NRS72h} {
		if value, known := x.Value(); known {
			nrs, told = max(nrs, value), true
		}
	}
	return nrs, told
}
