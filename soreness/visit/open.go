package visit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// Option changes what Open builds.
type Option func(*options)

type options struct {
	overlays, shadows              []fs.FS
	texts                          []laid
	guideline, loosening, redFlags bool
	insurer                        bool
	faults                         []document.Problem // of options that cannot be
}

// WithOverlay lays a clinic's files over the built-in ones; of several, the later lies on the
// earlier. The folders screening, technique and soreness hold what the overlays of these packages
// do; any may be missing, and no other is read.
func WithOverlay(files fs.FS) Option {
	return func(o *options) { o.overlays = append(o.overlays, files) }
}

// WithTexts lays words over the rules in force, such as those of another language: an overlay that
// changes nothing but texts, whatever WithLoosening allows. One that would change a meaning is
// refused.
func WithTexts(files fs.FS) Option {
	return func(o *options) { o.texts = append(o.texts, laid{files: files}) }
}

// WithGuideline lets guidelines soften a few built-in rules, see [screening.WithGuideline].
func WithGuideline() Option { return func(o *options) { o.guideline = true } }

// WithInsurer adds what the insurance of many clinics asks for, see [screening.WithInsurer].
func WithInsurer() Option { return func(o *options) { o.insurer = true } }

// WithLoosening allows overlays to make rules milder, see [screening.WithLoosening].
func WithLoosening() Option { return func(o *options) { o.loosening = true } }

// WithWeakerRedFlags allows with WithLoosening to make red flags milder, see
// [screening.WithWeakerRedFlags].
func WithWeakerRedFlags() Option { return func(o *options) { o.redFlags = true } }

// Open builds everything that decides about a visit in one call: the screener, the planner and the
// triager, on one set of files. Hold it in an atomic.Pointer to exchange rules while others decide:
// whoever took it before goes on with the old ones, whole. The error is a [*document.Error] with
// every problem of every file.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func Open(option ...Option) (*Decider, error) {
	o := optionsOf(option)
	if err := o.fault(); err != nil {
		return nil, err
	}
	d, err := o.open(o.overlays)
	if err != nil {
		return nil, err
	}
	if len(o.texts) > 0 {
		if d, err = o.speak(d); err != nil {
			return nil, err
		}
	}
	if len(o.shadows) > 0 {
		shadow := o
		shadow.loosening, shadow.redFlags = true, true
		if d.shadow, err = shadow.open(slices.Concat(o.overlays, o.laidTexts(), o.shadows)); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func optionsOf(option []Option) (o options) {
	for _, set := range option {
		if set != nil {
			set(&o)
		}
	}
	return o
}

// fault is what is wrong with the options themselves.
func (o *options) fault() error {
	if len(o.faults) == 0 {
		return nil
	}
	return &document.Error{Problems: o.faults}
}

// speak lays the texts over rules, which stay what they are.
func (o *options) speak(d *Decider) (*Decider, error) {
	spoken, err := o.open(slices.Concat(o.overlays, o.laidTexts()))
	if err != nil {
		return nil, err
	}
	if spoken.Fingerprint() != d.Fingerprint() {
		return nil, &document.Error{Problems: []document.Problem{{
			Path: "texts", Message: "change more than words; lay them over as an overlay",
		}}}
	}
	return spoken, nil
}

func (o *options) open(overlays []fs.FS) (*Decider, error) {
	var p document.Problems
	split := map[string][]fs.FS{}
	for i, files := range overlays {
		if files == nil {
			p.In(fmt.Sprintf("overlay %d", i+1), "has no files")
			continue
		}
		entries, err := fs.ReadDir(files, ".")
		if err != nil {
			p.In(fmt.Sprintf("overlay %d", i+1), "%s", err)
		}
		for _, e := range entries {
			switch name := e.Name(); name {
			case "screening", "technique", "soreness":
				sub, err := fs.Sub(files, name)
				if err != nil {
					return nil, err
				}
				split[name] = append(split[name], sub)
			default:
				if e.IsDir() || document.IsYAML(name) {
					p.In(fmt.Sprintf("overlay %d", i+1),
						"%q stands in none of the folders screening, technique and soreness", name)
				}
			}
		}
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	screen := given[screening.Option](o, split["screening"], screening.WithOverlay,
		screening.WithGuideline, screening.WithLoosening, screening.WithWeakerRedFlags)
	if o.insurer {
		screen = append(screen, screening.WithInsurer())
	}
	s, err := screening.New(screen...)
	if err != nil {
		return nil, err
	}
	t, err := technique.New(s, given[technique.Option](o, split["technique"], technique.WithOverlay,
		technique.WithGuideline, technique.WithLoosening, technique.WithWeakerRedFlags)...)
	if err != nil {
		return nil, err
	}
	r, err := soreness.New(t, given[soreness.Option](o, split["soreness"], soreness.WithOverlay,
		nil, soreness.WithLoosening, soreness.WithWeakerRedFlags)...)
	if err != nil {
		return nil, err
	}
	d := New(r)
	d.options = o.names()
	return d, nil
}

// given are the options of one package.
func given[O any](o *options, overlays []fs.FS, overlay func(fs.FS) O, guideline, loosening, redFlags func() O) []O {
	out := lists.Of(overlays, overlay)
	if o.guideline && guideline != nil {
		out = append(out, guideline())
	}
	if o.loosening {
		out = append(out, loosening())
	}
	if o.redFlags {
		out = append(out, redFlags())
	}
	return out
}

// names are the options that bear meaning, as a record names them.
func (o *options) names() []string {
	out := []string{}
	for _, x := range []struct {
		is   bool
		name string
	}{
		{len(o.overlays) > 0, "overlay"}, {o.guideline, "guideline"}, {o.insurer, "insurer"},
		{o.loosening, "loosening"}, {o.redFlags, "weaker_red_flags"},
	} {
		if x.is {
			out = append(out, x.name)
		}
	}
	return out
}

func (d *Decider) built() bool { return d != nil && d.triager != nil && d.screener != nil }

// Screener is what decides whether.
func (d *Decider) Screener() *screening.Screener {
	if !d.built() {
		return nil
	}
	return d.screener
}

// Planner is what decides how.
func (d *Decider) Planner() *technique.Planner {
	if !d.built() {
		return nil
	}
	return d.planner
}

// Triager is what decides about afterwards.
func (d *Decider) Triager() *soreness.Triager {
	if !d.built() {
		return nil
	}
	return d.triager
}

// Words are the words of all three packages.
func (d *Decider) Words() (screening.Words, error) {
	if !d.built() {
		return screening.Words{}, errNotBuilt
	}
	return soreness.NewWords(d.triager)
}

// Fingerprint identifies everything that decides by everything that bears meaning.
func (d *Decider) Fingerprint() string {
	if !d.built() {
		return ""
	}
	return digest(d.screener.Fingerprint(), d.planner.Fingerprint(), d.triager.Fingerprint())
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d %s\n", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

// sets are all rule sets that decide.
func (d *Decider) sets() []*policy.Set {
	return []*policy.Set{d.screener.Rules(), d.planner.MatchRules(), d.planner.PlanRules(), d.triager.Rules()}
}
