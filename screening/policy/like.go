package policy

import (
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
)

// coverage gives for each of some names the set of those that a ban of it means: the name itself
// and whatever is like it, also through others. It is nil where nothing is like anything.
type coverage []uint64

// newCoverage finds the coverage of names, each with the names that it is like.
func newCoverage(names []string, like func(i int) []string) coverage {
	c := make(coverage, len(names))
	likes := false
	for i := range names {
		c[i] = 1 << i
		likes = likes || len(like(i)) > 0
	}
	if !likes {
		return nil
	}
	for range names { // as long as a chain of likenesses can be
		for j := range names {
			for _, name := range like(j) {
				if k := slices.Index(names, name); k >= 0 {
					c.join(k, j)
				}
			}
		}
	}
	return c
}

// join lets whatever covers k cover j too.
func (c coverage) join(k, j int) {
	for i := range c {
		if c[i]>>k&1 == 1 {
			c[i] |= 1 << j
		}
	}
}

// of returns what a ban of a set means.
func (c coverage) of(set uint64) uint64 {
	for rest := set; c != nil && rest != 0; rest &= rest - 1 {
		set |= c[bits.TrailingZeros64(rest)]
	}
	return set
}

// meant returns the values that a test of a list stands for, to be taken as it is or, with not, to
// be negated. To name values means what is like them as well; to leave one out leaves out that one
// alone.
//
//	x == a, x in [a]       a and what is like it
//	!(x == a), x != a      everything but a
//	!(x != a)              a and what is like it
//
// A test x != a comes as all values but a.
func (c coverage) meant(values uint64, not bool) uint64 {
	if c == nil {
		return values
	}
	full := uint64(1)<<len(c) - 1
	rest := full &^ values
	unequal := len(c) > 2 && bits.OnesCount64(rest) == 1
	switch {
	case !not && !unequal:
		return c.of(values)
	case not && unequal:
		return full &^ c.of(rest)
	}
	return values
}

func (f *Fact) coverage() coverage {
	return newCoverage(valueNames(*f), func(i int) []string { return f.Values[i].Like })
}

// bans reports whether a rule that names a place speaks of what is like it too.
func (l *loader) bans(rule *rawRule) bool {
	from := slices.IndexFunc(l.schema.Levels, func(v Level) bool { return v.Kind == l.schema.BanFrom })
	return l.schema.BanFrom != "" && int(rule.level) >= from
}

// placesLike returns places and what is like them.
func (l *loader) placesLike(t placeTable, reach uint64) uint64 {
	like := map[string][]string{}
	for _, p := range l.schema.Places {
		like[p.Name] = p.Like
	}
	return newCoverage(t.base, func(i int) []string { return like[t.base[i]] }).of(reach)
}

// rawOwn is a value that a rule file adds to a limit.
type rawOwn struct {
	Own
	limit int
	likes *document.Node
}

// ownFields reads the keys under which rule files add values to the limits.
func (l *loader) ownFields(fields document.Fields, layer int) {
	for i, limit := range l.schema.Limits {
		if limit.OwnKey == "" {
			continue
		}
		fields[limit.OwnKey] = itemsInto(l, limit.OwnKey, maxNames, layer, &l.content.own,
			func(n *document.Node) rawOwn {
				own := rawOwn{limit: i}
				l.read(n, "an entry of "+limit.OwnKey, l.ownKeys(&own))
				return own
			})
	}
}

func (l *loader) ownKeys(out *rawOwn) keys {
	p := &l.problems
	return keys{document.Fields{
		"name": func(n *document.Node) { out.Name = n.Str(p, "a name") },
		"like": func(n *document.Node) { out.Like, out.likes = n.Names(p, "a name"), n },
	}, []string{"name", "like"}}
}

// collectOwn adds the values of rule files to the limits. Each is like something that was there
// before any rule file: what is like nothing would be outside every ban.
func (l *loader) collectOwn(once func(n *document.Node, what, name string) bool) {
	known := make([][]string, len(l.schema.Limits))
	for i := range l.schema.Limits {
		known[i] = l.schema.Limits[i].Values
	}
	for _, x := range l.content.own {
		limit, name := &l.schema.Limits[x.value.limit], x.value.Name
		switch {
		case !once(x.node, limit.OwnKey, name):
		case slices.Contains(known[x.value.limit], name):
			l.problems.At(x.node, "%s has %s already", limit.Name, name)
		case len(limit.Values) == maxValues:
			l.problems.At(x.node, "%s has %d values already, which is as many as there can be", limit.Name, maxValues)
		case l.checkWord(x.node, "value", name):
			limit.Values, limit.Own = append(slices.Clip(limit.Values), name), append(limit.Own, x.value.Own)
		}
	}
	for _, x := range l.content.own {
		if limit := &l.schema.Limits[x.value.limit]; x.value.likes != nil &&
			slices.Contains(limit.Values, x.value.Name) {
			l.checkLike(x, limit, known[x.value.limit])
		}
	}
}

func (l *loader) checkLike(x at[rawOwn], limit *Limit, builtIn []string) {
	n, ok := x.value.likes, len(x.value.Like) > 0
	if n.Kind == document.Sequence && len(n.Items) == 0 {
		l.problems.At(n, "is an empty list; name what %s is like, such as %s", x.value.Name, builtIn[0])
	}
	for _, name := range x.value.Like {
		if !slices.Contains(limit.Values, name) {
			l.problems.AtItem(n, name, "%s: %s has no %s%s",
				x.value.Name, limit.Name, document.Shorten(name), l.problems.Suggest(name, limit.Values))
			ok = false
		}
	}
	cover := limit.coverage()
	j := slices.Index(limit.Values, x.value.Name)
	founded := slices.ContainsFunc(builtIn,
		func(name string) bool { return cover.of(1<<slices.Index(limit.Values, name))>>j&1 == 1 })
	if ok && !founded {
		l.problems.At(n, "%s is like nothing but what rule files declare; name something that is built in, such as %s",
			x.value.Name, builtIn[0])
	}
}

// coverage is that of a limit's values.
func (l *Limit) coverage() coverage {
	return newCoverage(l.Values, func(i int) []string {
		if k := slices.IndexFunc(l.Own, func(o Own) bool { return o.Name == l.Values[i] }); k >= 0 {
			return l.Own[k].Like
		}
		return nil
	})
}
