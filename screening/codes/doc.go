// Package codes says what a code or a drug's name in somebody's record means for the screening:
// which fact it speaks of, and whether it may propose a value for somebody to confirm or only makes
// the fact worth asking. A code never answers, never proposes no, never proposes what would calm,
// and never raises an alarm by itself.
//
// The tables stand in data/, with a notice of where they come from and of their licences. What they
// hold was checked against public lists row by row where [Row.Status] says V, and is from memory
// where it says M; nobody who made them is a clinician.
//
// "Known, nothing to ask" is not "unknown": [Match.Outcome] tells the two apart, and neither is a
// sign that somebody is well.
//
// The package is pure: what it needs of a licensed terminology the caller hands in, as a function
// from a concept to its ancestors or from a drug's code to its ingredients. A [Tables] is immutable
// and safe for concurrent use.
package codes
