// Package intake holds what a client is asked before a massage, group by group, and the closed
// lists that answers come from. A field is bound to the fact that its tag names; a test holds
// types, values and cards to the facts that come with the rules. Every zero value is not asked.
package intake
