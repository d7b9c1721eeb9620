package fhir

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
)

// Form says which form is wanted.
type Form struct {
	Base     string // address that the codes and the form are called by, without a slash at its end
	Language string
	Staff    bool // what is answered by looking; otherwise what the client answers
	Aloud    bool // leave out what is for paper or screen only
	Repeat   bool // a later visit, which also asks what hangs on what the host brings, such as answers of before
	// Kind is what the form is called by at the end of its address, before -again of one of a later
	// visit and -aloud of one that is asked aloud. Empty, it is staff or client.
	Kind string
	// Facts are the only facts that the form asks for, without any card, such as those of a report
	// after a session. Nil is a form of everything.
	Facts []string
	// Lines are, where Facts is not nil, the lines of cards that the form asks for besides; see
	// [Form.Again].
	Lines map[intake.Card][]intake.Line
	// NotSure, NoneOfThese, Yes and No are words of the language.
	NotSure, NoneOfThese, Yes, No, Title string
	// NotSureOf asks of which lines somebody is not sure. Empty, the list of them has no heading.
	NotSureOf string
	// IfKnown heads what nobody is asked for and anybody may tell, such as a temperature. Empty, it
	// has none.
	IfKnown string
	// Where asks which regions the session is meant for. Empty, the form does not ask.
	Where string
}

// URL is the address of the form without its version. A form that is asked aloud has another one:
// its none of these denies less than that of a form on paper.
func (f Form) URL() string {
	kind := f.Kind
	switch {
	case kind != "":
	case f.Staff:
		kind = "staff"
	default:
		kind = "client"
	}
	if f.Lines != nil {
		kind += "-again"
	}
	if f.Aloud {
		kind += "-aloud"
	}
	return f.Base + "/Questionnaire/" + kind
}

// NewForm is the client form of a base address with the words that forms have: those of the library
// in the language of the rules that are read for it. Where the words are of another language than
// the rules, so is the form.
func NewForm(w screening.Words, base, language string) Form {
	return Form{
		Base: base, Language: language, Title: w.Say("form.title"), Where: w.Say("form.where"),
		NoneOfThese: w.Say("form.none"), NotSure: w.Say("form.not_sure"),
		NotSureOf: w.Say("form.not_sure_of"), IfKnown: w.Say("form.if_known"), Yes: w.Say("form.yes"), No: w.Say("form.no"),
	}
}
