// Package screening decides whether a massage may proceed. It reports what its rules say of the
// answers it is given; it does not diagnose, and nothing in it replaces a clinician. A fact that
// was not asked is unknown, and an unknown fact never counts as no.
//
// An [Intake] holds the answers: regions that the session is meant for, cards ("any of these now?")
// answered as a whole, and single facts. A yes/no fact is an [answer.YesNo]; every other fact is an
// [answer.Fact]. The zero value of each is not asked.
//
//	in := screening.Intake{
//		Regions: []body.Region{body.LumbarParaspinal},
//		Cards:   intake.Cards{intake.CardHeartAndBlood: {Ticked: []intake.Line{intake.LineAntiplatelet}}},
//		Client:  intake.Client{Age: answer.Known(34)},
//		Disc:    intake.Disc{Present: answer.Yes, Direction: answer.Known(intake.DirectionCentral)},
//	}
//
// How data flows:
//
//	facts/, rules/, guideline/, a clinic's files --New--> Screener
//	                                                         |
//	JSON --DecodeIntake--> Intake --answer.Table--> policy.Answers --policy.Set--> Decision, Questions
//	                       |    ^                                                     |    |
//	                       |    '--- Expire, before the next visit                    |    '--> Words, on a page
//	                       '------> Messages                                          '--> technique, soreness
//
// Facts, cards, regions and rules are data; the names of Go in screening/intake and screening/body
// are bound to it by the tags of fields.
//
// The package is pure: it reads no clock, file or environment and keeps no state. Time enters as a
// fact (days since, weeks ago).
//
// The clinical content has not been reviewed by a practising clinician.
package screening
