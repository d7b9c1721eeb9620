// Package intake holds what a client is asked before a massage, group by group, and the closed
// lists that answers come from. A field is bound to the fact that its tag names; a test holds
// types, values and cards to the facts that come with the rules. Every zero value is not asked. The
// unit and the bounds of a number stand with its fact in VOCABULARY.md and in Screener.Form: TempC
// is in degrees Celsius, a blood pressure in mmHg. An answer out of bounds is refused by its path.
package intake
