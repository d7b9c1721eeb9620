// Package fhir speaks FHIR R4 for the screening, with structs of its own: it writes the questions of
// a rule set as a Questionnaire, and reads what was answered to it.
//
//	policy.Set --Of--> Questionnaire -> a renderer -> QuestionnaireResponse --Read--> Given
//	                                                                     '--Intake--> screening.Intake
//
// Ids, times and addresses are arguments; the package reads no clock, file or network, and the same
// input gives the same bytes. Everything in it is safe for concurrent use.
package fhir
