// Package soreness decides whether pain or discomfort after a massage is as expected, or asks for
// something: another look, another way of working, a clinician, an ambulance. It reports what its
// rules say of a course of sessions, of the report about the last one, and of the intake, which
// says how the client is now; it does not diagnose. A fact that was not asked never counts as no:
// as long as an answer can still change the level, the level is [Clarify], and [Triager.Questions]
// says which answers can.
//
// The level is the join of every rule that holds. Being expected has to be earned: whatever the
// features of ordinary soreness do not cover is at least [SeeClinician]. Three findings ask for
// other work and no more, because the rules name them: soreness exactly over the spine, skin that
// burns without a blister after friction or heat, and a wide bruise. More sore sessions, one more
// symptom, quality or site never lower the level.
//
// The red flags are the rules of the screening themselves, and so is whatever else it wants seen
// within days or sooner, adopted from the planner's screener together with a clinic's changes to
// them. Who has to be seen today or now is at least [SeeClinician]. Who has to be seen within days
// is so where the screening says not today or not here; where it says ask first, the work has to
// change, and where it asks for care, another look. While one of these rules, or a red flag of this
// package, holds or is open, nothing is said that could reassure: no cause, no advice, no message.
// They rest on the intake of today; what held at a session stands with the session.
//
// An intake from before the session says nothing of now. It is told by the course
// ([Course.AskedAgain]), or by a session that keeps the digest of answers of its own decision
// ([Session.Answers]):
//
//	asked again: yes                       the intake is of now
//	asked again: no or unsure              it is stale
//	not said, and what holds for one       it is stale
//	visit is as at one of the sessions
//	not said otherwise                     it is taken to be of now
//
// Of a stale intake the answers that hold for one visit count as given where they alarm, and as not
// asked where they could calm. Nothing below an emergency is settled on it as long as they could
// bring one, and the result names the pages to ask again. Who asks them again and is told the same
// says so; who lets [screening.Screener.Expire] take them out cannot forget one.
//
// What the record of the course tells is counted and not asked: sessions in a row with similar
// discomfort, and the number of the session in its course. Similar is what is in the same area and
// not less than before, so that a stronger discomfort after an earlier session can end a row. A
// course begins anew after a long gap, after weeks without the usual activity, and with a more
// intense technique. What the record proves counts even where it does not tell the number, and
// only where a number could change something [Report.ConsecutiveSore] is asked for. The technique
// of the session answers how painful, intense, strong and toning it is meant to be, and whether it
// treats back disease; where it is not given, its answer is one question, course.technique. These
// five are then open one by one, so that bounds may be wider than any technique of the catalogue
// would make them, never narrower.
//
// How data flows:
//
//	Intake of now --------screening's facts----.
//	Report -----answer.Table-------------------+--> triage rules, red flags of the screening --> level
//	last Session --answer.Table----------------+                                                  |
//	all sessions --counted: number, sore rows--'    cause rules, advice rules <---open or not-----'
//	                                                       |
//	                                                       '--> Result: causes, advice, messages
//
// Neither what the rules for causes and advice wait for nor an unsure answer to it is asked: a
// cause is named, and advice given, only where everything that speaks for it is known.
package soreness
