// Package screening decides whether a massage may proceed. It reports what its rules say of the answers it is given; it does not
// diagnose, and nothing in it replaces a clinician. A fact that was not asked is unknown, and an unknown fact never counts as no.
//
// An [Intake] holds the answers: regions that the session is meant for, cards ("any of these now?") answered as a whole, and
// single facts. A yes/no fact is an [Answer]; every other fact is a [Fact]. The zero value of each is not asked.
//
//	in := screening.Intake{
//		Regions: []screening.Region{screening.LumbarParaspinal},
//		Cards:   screening.Cards{screening.CardHeartAndBlood: {Ticked: []screening.Line{screening.LineAntiplatelet}}},
//		Client:  screening.Client{Age: screening.Known(34)},
//		Disc:    screening.Disc{Present: screening.Yes, Direction: screening.Known(screening.DirectionCentral)},
//	}
//
// The package is pure: it reads no clock, file or environment and keeps no state. Time enters as a fact (days since, weeks ago).
//
// The clinical content has not been reviewed by a practising clinician.
package screening
