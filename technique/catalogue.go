package technique

import (
	"fmt"
	"io"

	"github.com/safehands/safehands/screening/body"
)

// Catalogue is everything there is to choose from, the built-in entries first.
// It is not to be changed.
type Catalogue struct {
	Techniques    []Technique
	Strokes       []Stroke
	Presentations []PresentationEntry
}

// Technique is a style or method of massage, by what matters for choosing it.
//
// A technique or a [Stroke] that an overlay adds says under like which others it is like, at least
// one of them built in; where a rule file of the screening adds the name, it may say so there.
// Without like, a stroke that strikes is like every built-in one that strikes, and everything else
// is refused. So is an entry that strikes, is deep, hot or painful, stretches, moves joints or
// takes them to the end of their range, where nothing built in that it is like does.
//
//	a limit of the screening leaves out x              what is like x is left out too
//	a rule avoids or forbids x, or stands against it   it stands against what is like x too
//	a rule prefers or permits x                        nothing follows for what is like x
//	a rule makes an exception of x (id != x)           nothing follows for what is like x
//	a clinician agrees to x                            nothing follows for what is like x
//	a clinician agrees to a group of strokes           the groups of a stroke and of all that it is
//	                                                   like have to be agreed to
//	like x, and stretch, mobilisation, heat,           as x has it
//	painful_by_design, percussive, or the min_level
//	of a stroke is not written
type Technique struct {
	ID         string `fact:"technique.id"`
	Name, Note string
	// PressureMin and PressureMax are the usual range on the Walton scale, 0 to 5.
	PressureMin int  `fact:"technique.pressure_min"`
	PressureMax int  `fact:"technique.pressure_max"`
	Pace        Pace `fact:"technique.pace"`
	ToneEffect  Tone `fact:"technique.tone_effect"`
	// JointLoad is 0 for none, 1 within comfortable range, 2 to the end of the range, 3 beyond.
	JointLoad         int         `fact:"technique.joint_load"`
	Stretch           bool        `fact:"technique.stretch"`
	Mobilisation      bool        `fact:"technique.mobilisation"` // it moves joints further than gentle rocking
	SpinalContact     Contact     `fact:"technique.spinal_contact"`
	Heat              bool        `fact:"technique.heat"`
	Intensity         int         `fact:"technique.intensity"` // 1 comforting to 5 painful by design
	PainfulByDesign   bool        `fact:"technique.painful_by_design"`
	TreatsBackDisease BackDisease `fact:"technique.back_disease"`
	Purpose           []Purpose   `fact:"technique.purpose"`
	MinLevel          Level       `fact:"technique.min_level"`
	Minutes           Range
	Sources           []string
	Layer             string // the layer that it comes from
	// Like is everything that a technique of an overlay is like, also through others: whatever bans
	// one of these by name bans it too. What speaks for one of them, an agreement of a clinician
	// included, does not speak for it.
	Like []string
}

// Stroke is one stroke or movement.
type Stroke struct {
	ID          string `fact:"stroke.id"`
	Name, Note  string
	PressureMin int    `fact:"stroke.pressure_min"`
	PressureMax int    `fact:"stroke.pressure_max"`
	Pace        Pace   `fact:"stroke.pace"`
	ToneEffect  Tone   `fact:"stroke.tone_effect"`
	JointLoad   int    `fact:"stroke.joint_load"`
	Percussive  bool   `fact:"stroke.percussive"`
	Spine       Touch  `fact:"stroke.spine"`
	OrganZones  Touch  `fact:"stroke.organ_zones"`
	MinLevel    Level  `fact:"stroke.min_level"` // layperson where the stroke itself asks for no training
	AgreedAs    Agreed `fact:"stroke.agreed_as"`
	Heat        bool   // none of the built-in strokes has heat
	Sources     []string
	Layer       string
	Like        []string // as of a technique
}

// PresentationEntry is what a session is for: something the therapist finds, or something that
// follows from the answers.
type PresentationEntry struct {
	ID       string
	Row      string // of the rules that say which techniques suit
	Name     string
	Found    bool // a value of the fact presentation.found
	Dose     Dose
	ZonesOut []body.Region
	MinLevel Level // empty: none suffices
	Sources  []string
	Layer    string
}

// Range is a range of whole numbers, both ends included. A zero Max is open.
type Range struct {
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
}

// IsZero reports whether nothing is said.
func (r Range) IsZero() bool { return r == Range{} }

// Dose is for orientation and never a prescription.
type Dose struct {
	Minutes  Range  `json:"minutes,omitzero"`
	PerWeek  Range  `json:"per_week,omitzero"`
	Sessions Range  `json:"sessions,omitzero"`
	Note     string `json:"note,omitempty"`
}

// Technique returns a technique by id.
func (c *Catalogue) Technique(id string) (Technique, bool) {
	return find(c.orEmpty().Techniques, func(t *Technique) bool { return t.ID == id })
}

// Stroke returns a stroke by id.
func (c *Catalogue) Stroke(id string) (Stroke, bool) {
	return find(c.orEmpty().Strokes, func(s *Stroke) bool { return s.ID == id })
}

// Presentation returns a presentation by id.
func (c *Catalogue) Presentation(id string) (PresentationEntry, bool) {
	return find(c.orEmpty().Presentations, func(p *PresentationEntry) bool { return p.ID == id })
}

// orEmpty is a catalogue with nothing in it where there is none.
func (c *Catalogue) orEmpty() *Catalogue {
	if c == nil {
		return &Catalogue{}
	}
	return c
}

func find[T any](list []T, is func(*T) bool) (T, bool) {
	for i := range list {
		if is(&list[i]) {
			return list[i], true
		}
	}
	var none T
	return none, false
}

// digest writes everything of the catalogue that bears meaning.
func (c *Catalogue) digest(w io.Writer) {
	for _, t := range c.Techniques {
		t.Name, t.Note, t.Sources, t.Layer = "", "", nil, ""
		fmt.Fprintf(w, "%#v\n", t)
	}
	for _, s := range c.Strokes {
		s.Name, s.Note, s.Sources, s.Layer = "", "", nil, ""
		fmt.Fprintf(w, "%#v\n", s)
	}
	for _, p := range c.Presentations {
		p.Name, p.Dose.Note, p.Sources, p.Layer = "", "", nil, ""
		fmt.Fprintf(w, "%#v\n", p)
	}
}
