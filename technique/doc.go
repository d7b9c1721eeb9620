// Package technique chooses how a client may be massaged once [screening] has decided that it may
// happen, and checks what is planned.
//
// [Planner.Match] puts every technique of a [Catalogue] to rules of four kinds: forbid beats avoid
// beats permit beats prefer. It gives every technique with its standing and the reasons, and
// nothing at all where the decision does not let a massage begin. Limits of the screening count
// like rules: what they rule out in every region that may be treated is forbidden, what they rule
// out in some is avoided. A technique of which something unanswered can change the standing is
// undecided and no candidate, and as long as nobody has said what the muscles show there are no
// candidates at all: different findings need different techniques.
//
// [Planner.Check] lets the match judge the planned technique first: what it says, the training that
// it asks for and what the decision limits are facts of the plan. The plan rules read these beside
// the plan, as a whole and step by step, and they alone say what stands against it. A rule that
// follows from the match is told by the reasons behind it. Every violation is given with its step.
//
// [Planner.Stop] says whether a session that goes on has to stop.
//
// The package does not diagnose and does not prescribe. A [Visit] carries the decision that the
// planner's own screener made of the same intake and clearances: one of other rules or of other
// answers is refused, by its fingerprint and its digest of answers. A fact that was not asked is
// never no: it leaves open what it can change, and Questions name it. An unsure answer never speaks
// for a technique.
//
// How data flows:
//
//	Intake, Decision, Presentation, History  =  Visit --Match--> match rules --> Matching: standings, doses
//	                                             |                                  |
//	catalogue: techniques, strokes --------------+----------------------------------+
//	                                             |                                  |
//	Plan (steps) -----Check--> facts of the plan and of each step <---- standing, training, limits
//	                             |
//	                             +--> plan rules --> Review
//	During -----------Stop---> facts of the session ----------------> plan rules --> Stopping
//
// Everything here is pure: no clock, no files, no randomness, and the same
// input gives the same bytes.
//
// The clinical content has not been reviewed by a practising clinician.
package technique
