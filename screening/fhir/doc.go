// Package fhir speaks FHIR R4 for the screening, with structs of its own: it writes the questions
// of a rule set as a Questionnaire, reads what was answered to it, and reads from a record what to
// propose and what to ask.
//
//	policy.Set --Of--> Questionnaire -> a renderer -> QuestionnaireResponse --Intake--> screening.Intake
//	a record as a Bundle --Proposals--> values to confirm, questions worth asking, what was passed over
//	a decision --Report--> DetectedIssue, GuidanceResponse, Provenance, Bundle
//
// A record never answers. What it proposes counts once somebody has confirmed it, by
// [screening.Screener.Set] or on the form.
//
// Ids, times and addresses are arguments; the package reads no clock, file or network, and the same
// input gives the same bytes. Everything in it is safe for concurrent use.
package fhir
