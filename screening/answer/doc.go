// Package answer is the storey between Go values and the facts of a rule set: what was answered,
// typed, and how it comes in and goes out. It knows no fact by name.
//
//	a struct with tags  --Table.Fill-->  policy.Answers  -->  policy.Set.Evaluate
//	    ^  |                  ^
//	    |  Write              Facts.Answer
//	    |  v                  |
//	   JSON  --Table.Fields-->  Any  <--Table.Get, Set-- a fact's name
//
// A [YesNo] or a [Fact] is one answer; an [Any] is one of any kind, for answers by name; [Own]
// holds those that have no field. [Facts] brings answers to one rule set and back, a [Table] does
// so for a whole struct. Every zero value is not asked, which is never no.
package answer
