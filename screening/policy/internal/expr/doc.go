// Package expr is the dialect in which rules are written: it compiles an expression into a tree of
// and, or, not and at-least over tests of facts, the decidable core on which everything else is
// computed.
//
// The dialect is standard CEL, parsed and type-checked by cel-go, and less than CEL: what cannot be
// turned into such a tree is an error that says how to write it instead. Between parse and check an
// own walk resolves the names, because CEL cannot declare one bare value in two lists and its
// messages name only the first segment of a dotted name; cel-go's checker stays the authority on
// the result, and the tree is built from what it has checked.
//
// An expression cannot ask whether a fact is known. The tree says what must hold; that an
// unanswered fact leaves a test open is for whoever evaluates it.
//
// # The dialect
//
//	disc.present && !disc.canal_free                   yes/no facts and definitions stand bare
//	back.phase == acute, back.phase != acute           a list fact against a value by its name
//	disc.direction in [central, sequestrated]          a list fact against several
//	at_or_above(spine.stenosis, moderate)              an ordered list: that value or a later one
//	diabetes in redflag.infection_risk                 a set fact
//	redflag.infection_risk != none                     a set fact that holds anything
//	preg.weeks >= 28, vitals.temp_c >= param.fever_c   numbers; == and != only for whole ones
//	at_least(2, [a, b, c])                             two or more of these
//	a ? b : c                                          (a && b) || (!a && c)
package expr
