package screening

import (
	"embed"
	"io/fs"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
)

// groundFiles are the facts, the cards and the regions that every rule stands on.
//
//go:embed facts/*.yaml
var groundFiles embed.FS

// schema returns the language of this package's rules.
func schema() (policy.Schema, error) {
	s := policy.Schema{
		Levels: []policy.Level{
			{Disposition: "proceed"},
			{Kind: "precaution", Disposition: "adapt"},
			{Kind: "relative", Disposition: "refer"},
			{Kind: "temporary", Disposition: "defer"},
			{Kind: "absolute", Disposition: "withhold"},
		},
		Undecided:      "clarify",
		CertainFrom:    "relative",
		Urgencies:      []string{"none", "routine", "urgent", "same_day", "emergency"},
		EverywhereFrom: "same_day",
		UnsureKind:     "relative",
		UnsureUrgency:  "same_day",
		LimitKind:      "precaution",
		WaivedFrom:     "relative",
		WaivedTo:       "precaution",
		Default:        string(body.BackAll),
		Sides:          []string{string(body.Left), string(body.Right)},
		Limits:         limits(),
		Texts: []policy.Text{
			{Name: "says", Required: true},
			{Name: "instead", Required: true},
			{Name: "client", Required: true},
			{Name: "rationale", Required: true},
			{Name: "until", RequiredFor: "temporary"},
		},
		Grades:    []string{"E1", "E2", "E3", "E4", "E5"},
		Elsewhere: elsewhere(),
	}
	ground, err := fs.Sub(groundFiles, "facts")
	if err != nil {
		return s, err
	}
	return s, policy.ReadGround(ground, &s)
}
