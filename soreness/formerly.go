package soreness

import (
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy/document"
)

// oldKeys adds the questions that reports asked formerly, which stored reports still hold. A yes
// becomes the value that it asked for. Several old answers share a question today: only where all
// of them were no is the answer none, and an answer in today's words stands.
func (t *Triager) oldKeys(r *Report, p *document.Problems, fields document.Fields) document.Fields {
	read := func(key string, take func(answer.YesNo)) {
		fields[key] = document.Given(func(n *document.Node) {
			if a, ok := answer.ReadYesNo(n, p); ok {
				take(a)
			}
		})
	}
	read("headache_mild", func(a answer.YesNo) {
		if !r.Headache.Asked() {
			r.Headache = formerOne(a, HeadacheKnown, HeadacheNone)
		}
	})
	// What the old questions did not ask for is not asked: a no to flu says nothing of vomiting.
	read("flu_like", func(a answer.YesNo) { formerSet(&r.Also, a, AlsoFluLike) })
	read("redness_spreading", func(a answer.YesNo) { formerSet(&r.Skin, a, SkinRedSpreading) })
	read("blister", func(a answer.YesNo) { formerSet(&r.Skin, a, SkinBlister) })
	return fields
}

func formerOne[T comparable](a answer.YesNo, yes, no T) answer.Fact[T] {
	switch a {
	case answer.Yes:
		return answer.Known(yes)
	case answer.No:
		return answer.Known(no)
	}
	return answer.UnsureOf[T]()
}

// formerSet adds a former yes to a set. A former no lapses: it never denied the other values.
func formerSet[T ~string](f *answer.Fact[answer.Set[T]], a answer.YesNo, yes T) {
	set, known := f.Value()
	switch {
	case a == answer.Yes && known && !set.Has("none"):
		values := []T{yes}
		for v := range set.All() {
			values = append(values, v)
		}
		*f = answer.Known(answer.SetOf(values...))
	case a == answer.Yes:
		*f = answer.Known(answer.SetOf(yes))
	case a == answer.Unsure && !f.Asked():
		*f = answer.UnsureOf[answer.Set[T]]()
	}
}
