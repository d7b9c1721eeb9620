// Package policy is the engine under the rules: it reads rule files, turns their expressions into
// formulas over shared tests of facts, and says for one client what certainly holds, what can still
// hold, and what has to be asked to know. It knows no massage: facts, kinds, places, limits and
// texts come from the [Schema] that a domain passes.
//
// A [Set] is loaded once, from layers of YAML files, and is immutable. [Answers] say what is known
// of a client; a fact that was not asked is open, and never counts as no. [Set.Evaluate] finds
//
//   - which rules hold and which can hold ([Evaluation.Outcomes]), each on its own;
//   - the exact least and most cautious level of every requested place, of the session and of
//     urgency, over all completions of the answers: every way in which the open facts can still
//     turn out;
//   - the limits of each place ([Evaluation.Limits]);
//   - both for one side of the person, where rules say on which side they are meant ([Evaluation.On]);
//   - exactly the facts that can still change something ([Evaluation.Questions]).
//
// A rule may have a part that lies outside of the core on which all of this rests, where it says
// why (opaque): any CEL over the facts, run by cel-go within a cost that is bounded at load. It
// counts as unknown while what it reads is not answered, as unsure where that is unsure or a fault
// comes of it, and nothing is proved of it ([Set.Opaque]). Bounds may then be wider than need be,
// and more is asked, never less.
//
// A completion gives every open fact a value. What was asked and is not known (unsure) has no
// value: it takes the mildest that its values make of a place together, and on top of it the unsure
// outcome of every rule that one of them would make true. Searches are bounded; past the bound a
// result says that it is inexact, and then asks more, never less.
//
// # Semantics that the words above leave open
//
// A test of a fact with a guard (asked_if) holds only where the guard does, in either polarity:
// neither x == a nor x != a says anything of a client for whom x is not asked. A rule with a site
// (at) must hold only where the site is asked for; others are refused. A site cannot be none.
//
// Any answer to a single fact, unsure included, only narrows the bounds of a place and of urgency.
// Not so where an answer is news that no completion could know: a tick on a line whose fact was
// unsure takes mild values away; a clearance is a step, since a red flag that becomes possible
// through an unsure answer voids it; a fact told at all can make another sure (given); and an
// answer can disagree with what others imply, or with what a told answer excludes.
//
// A ticked line says that its facts are to be asked, and no more: where all of them are then denied
// it was looked at, and none fits. Only the tick of a single yes/no fact is a yes.
//
// Rules can compare one number with thousands of others. Beyond 62 each such test counts as two
// cases of its condition, and what lies between two numbers as three, so that a condition can join
// less of them; nothing else is to be known of it.
//
// How data flows:
//
//	Answers -resolve-> given, told -placeAll-> cells of variables -follow-> what is implied, ties
//	                                                                            |
//	rule files -Load-> cubes over the same cells --------------> logic: bounds, questions
//	                                                                            |
//	                                   Outcomes, Limits, Clearable, Disagreements <--'
//
// # Layers
//
// A layer adds to those below it, and changes what they declare under changes. What an entry
// writes takes the place of what stands there under the same key, and the whole is then read as if
// it had been written so:
//
//	changes:
//	  - rule: soil.wet
//	    kind: ban
//	    reason: clay holds water
//
// A change needs a reason, and permission unless it is proved to make nobody come out milder
// ([Layer]). Words need neither: every text can be replaced, and [Set.Fingerprint] stays what it
// was. So a translation is a layer of texts.
//
//	what is named         | its texts
//	rule: id              | the texts of the schema, such as says; note, and other limits that
//	                      | are sentences: one text, or a list where the rule has several, in
//	                      | their order; if_unsure: {reason: ...}
//	fact: name            | ask; values: {value: words}; codes: {system code: words}; attributes
//	                      | of places are named so too
//	card: name            | ask; lines: {line: words}
//	parameter: name       | basis
//	source: key           | cites
//	implication: sentence | because; it has no name but what it says, and all that say the same
//	                      | are changed
//
// What is not named stays as it is, so that a rule's if_unsure keeps its kind and a limit its
// number. Units are no texts: they belong to the numbers.
//
// Answering a card with nothing says no to everything on it, so only who declares a fact may put it
// on a card, and a protective fact or a number cannot stand there.
package policy
