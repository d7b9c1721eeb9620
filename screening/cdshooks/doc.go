// Package cdshooks builds what a CDS Hooks 2.0 service says, as values: the services, what they
// want fetched, the cards of a decision, and what became of them. It does no HTTP;
// examples/cdshooks does.
//
//	request --ReadRequest--> Request --Service.Cards--> Response
//	                            '-- its record --fhir.Proposals--> what to confirm, what to ask
//	                            '-- its last response --fhir.Intake--> screening.Screener --> headline, grounds
//
// There is never no card: a client shows that as if all were well. A card is for whoever looks at
// the record; nothing of what was answered or recorded in private stands in one.
//
// The package is pure: the day of the visit is an argument. Everything in it is safe for concurrent
// use.
package cdshooks
