package expr

import (
	"cmp"
	"slices"
	"strings"

	"github.com/google/cel-go/common/ast"
)

// membership resolves a in b: a list fact in values, or a value in a set fact.
func (r *resolver) membership(e ast.Expr) {
	args := e.AsCall().Args()
	left, right := r.operand(args[0]), r.operand(args[1])
	switch {
	case right.kind == isList:
		r.inList(e, left, right)
	case right.kind == isFact && r.vocab.Facts[right.fact].Kind == SetOf:
		r.inSet(e, left, right)
	case left.kind == isList && right.kind == isFact && r.vocab.Facts[right.fact].Kind == OneOf:
		f := r.vocab.Facts[right.fact]
		r.report(r.offset(e), "the fact comes first: write %s in %s", f.Name, left.text)
	case right.kind == isFact && r.vocab.Facts[right.fact].Kind == OneOf && left.kind != isFact:
		f := r.vocab.Facts[right.fact]
		if v, ok := r.listValue(f, right.fact, left); ok {
			r.report(r.offset(e), "%s is one of a list, not a set: write %s == %s", f.Name, f.Name, f.Values[v])
		}
	case left.kind == isFact && r.vocab.Facts[left.fact].Kind == OneOf && right.kind != isOther:
		f := r.vocab.Facts[left.fact]
		if v, ok := r.listValue(f, left.fact, right); ok {
			r.report(r.offset(e), "in asks for a list: write %s == %s, or %s in [%s]",
				f.Name, f.Values[v], f.Name, f.Values[v])
		}
	case left.kind == isFact && r.vocab.Facts[left.fact].Kind == SetOf && right.kind == isName:
		f := r.vocab.Facts[left.fact]
		if v, ok := r.listValue(f, left.fact, right); ok {
			r.report(r.offset(e), "the value comes first: write %s in %s", f.Values[v], f.Name)
		}
	case right.kind == isName:
		r.unknown(right)
	case right.kind == isOther:
		r.foreign(right)
	default:
		r.report(r.offset(e), "in asks for a list of values or a set fact on its right: "+
			"write fact in [a, b], or value in fact")
	}
}

func (r *resolver) inList(e ast.Expr, left, right operand) {
	if left.kind == isName {
		r.unknown(left)
		return
	}
	if left.kind == isOther {
		r.foreign(left)
		return
	}
	if left.kind == isDefine || left.kind == isFact && r.vocab.Facts[left.fact].Kind == YesNo {
		r.yesNo(left)
		return
	}
	if left.kind != isFact {
		r.report(r.offset(e), "in asks for a fact before a list: write fact in [a, b]")
		return
	}
	f := r.vocab.Facts[left.fact]
	if len(right.elems) == 0 {
		r.report(right.offset, "the list is empty: %s is never in it", f.Name)
		return
	}
	switch f.Kind {
	case SetOf:
		r.report(r.offset(e), "%s is a set: write %s", f.Name, eachIn(f, right.elems, " || "))
	case OneOf:
		var seen uint64
		for _, elem := range right.elems {
			v, ok := r.listValue(f, left.fact, elem)
			if !ok {
				continue
			}
			if seen&(1<<v) != 0 {
				r.report(elem.offset, "%s stands twice in the list", elem.text)
			}
			seen |= 1 << v
			r.spell(elem, left.fact, v)
		}
		if seen == allValues(f) {
			r.report(r.offset(e), "the list has every value of %s: the test is always true", f.Name)
		}
	default:
		r.numbersInList(e, f, right.elems)
	}
}

// numbersInList refuses what reads like a range and is a choice of single numbers: 170 is not in
// [160, 179].
func (r *resolver) numbersInList(e ast.Expr, f Fact, elems []operand) {
	var each, texts []string
	for _, elem := range elems {
		if !r.isNumber(f, elem) {
			return
		}
		texts = append(texts, elem.text)
		each = append(each, f.Name+" == "+elem.text)
	}
	single := strings.Join(each, " || ")
	byValue := func(a, b operand) int { return cmp.Compare(a.number, b.number) }
	least, most := slices.MinFunc(elems, byValue), slices.MaxFunc(elems, byValue)
	band := f.Name + " >= " + least.text + " && " + f.Name + " <= " + most.text
	list := "[" + strings.Join(texts, ", ") + "]"
	switch {
	case len(elems) == 1 && f.Kind == Whole:
		r.report(r.offset(e), "%s is a number, not a list: write %s", f.Name, single)
	case len(elems) == 1:
		r.report(r.offset(e), "%s is a number, not a list: compare it with >= or <=", f.Name)
	case f.Kind == Whole:
		r.report(r.offset(e), "%s in %s is not a range: write %s, or %s", f.Name, list, band, single)
	default:
		r.report(r.offset(e), "%s in %s is not a range: write %s", f.Name, list, band)
	}
}

func (r *resolver) inSet(e ast.Expr, left, right operand) {
	f := r.vocab.Facts[right.fact]
	if left.kind == isList {
		if len(left.elems) == 0 {
			r.report(left.offset, "the list is empty: write %s", setExample(f))
			return
		}
		r.report(r.offset(e), "values are asked one by one: write %s", eachIn(f, left.elems, " || "))
		return
	}
	v, ok := r.listValue(f, right.fact, left)
	if !ok {
		return
	}
	if f.Values[v] == f.None {
		r.report(r.offset(e), "%s says that the set is empty: write %s == %s", f.None, f.Name, f.None)
		return
	}
	r.spell(left, right.fact, v)
}
