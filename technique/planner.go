package technique

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// The built-in files. What stands in the folder rules itself is for both rule sets.
var (
	//go:embed catalogue/*.yaml
	catalogueFiles embed.FS
	//go:embed rules/*.yaml rules/match/*.yaml
	matchFiles embed.FS
	//go:embed rules/*.yaml rules/plan/*.yaml
	planFiles embed.FS
)

// Planner chooses techniques and checks plans for clients that a [screening.Screener] has screened. It is immutable and safe for
// concurrent use.
type Planner struct {
	screener    *screening.Screener
	catalogue   Catalogue
	match, plan *policy.Set
	matchFacts  factIndex
	planFacts   factIndex
	techniques  map[string][]placed // by id: what plan rules read of a technique
	strokes     map[string][]placed // and of a stroke
	noStroke    []placed            // nothing is known of a stroke
	regionBits  map[body.Region]uint64
	names       names
	stepRules   map[string]bool // plan rules that read a fact of a step
	levelRules  map[string]bool // plan rules about the training of the therapist
	duringRules map[string]bool // plan rules about the session going on
	valid       float64         // days that a clearance holds
	fingerprint string
	weakened    weakened
	matching    *sync.Pool // *work, of the match set: memory only
	checking    *sync.Pool // *work, of the plan set
}

// errNotBuilt is what a Planner says that is none: nothing is decided without rules.
var errNotBuilt = errors.New("technique: the Planner holds no rules; make it with New")

func (p *Planner) built() bool { return p != nil && p.matching != nil }

// work is what one call needs.
type work struct {
	answers    *policy.Answers
	evaluation policy.Evaluation
}

// Option changes what New builds.
type Option interface{ apply(*config) }

type config struct {
	overlays  []fs.FS
	guideline bool
	loosening bool
	redFlags  bool
}

type option func(*config)

func (o option) apply(c *config) { o(c) }

// WithOverlay lays a clinic's files over the built-in ones; of several, the later lies on the
// earlier. Of its folders catalogue, match and plan any may be missing, and no other is read.
// Entries of the catalogue can be added and not redefined; every stroke and technique says what it
// is like, see [Technique]. Rules follow what [screening.WithOverlay] says.
func WithOverlay(files fs.FS) Option {
	return option(func(c *config) { c.overlays = append(c.overlays, files) })
}

// WithLoosening allows the overlays to make rules milder for somebody, so that something may be done that the built-in rules would not
// let through. Without it New refuses such an overlay; what is proved to make nobody come out milder needs no permission. Red flags stay
// as they are, see [WithWeakerRedFlags]. Reasons, violations and the fingerprint show every change.
func WithLoosening() Option { return option(func(c *config) { c.loosening = true }) }

// WithWeakerRedFlags allows with [WithLoosening] what that leaves out: to make red flags milder for somebody.
func WithWeakerRedFlags() Option { return option(func(c *config) { c.redFlags = true }) }

// New loads the built-in catalogue and rules and every overlay. The error is a [*document.Error] with every problem of every catalogue
// file or, once the catalogue can be read, of every rule file, each with file, line and column.
//
// [*document.Error]: https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func New(screener *screening.Screener, options ...Option) (*Planner, error) {
	if screener.Rules() == nil {
		return nil, errors.New("technique: there is no screener")
	}
	var c config
	for _, o := range options {
		if o != nil {
			o.apply(&c)
		}
	}
	layers, err := c.layers()
	if err != nil {
		return nil, err
	}
	r := catalogueReader{declared: map[string]bool{}}
	for i, l := range layers[catalogueFolder] {
		var at document.Layer
		if len(layers[catalogueFolder]) > 1 {
			at = document.Layer{Name: l.Name, Order: i}
		}
		r.read(l, at)
	}
	r.size()
	r.likenesses(screener.Rules().Schema().Limits)
	if err := r.Err(); err != nil {
		return nil, err
	}
	p := &Planner{screener: screener, catalogue: r.catalogue}
	adoptNone := func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }
	var problems document.Problems
	p.match, err = policy.Extend(screener.Rules(), matchSchema(&p.catalogue), adoptNone, layers[matchFolder]...)
	addTo(&problems, err)
	p.plan, err = policy.Extend(screener.Rules(), planSchema(&p.catalogue), adoptNone, layers[planFolder]...)
	addTo(&problems, err)
	if problems.Len() == 0 {
		refuseFacts(p.match, &problems)
		refuseFacts(p.plan, &problems)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	r.cite(p.match.Sources(), p.plan.Sources())
	if err := r.Err(); err != nil {
		return nil, err
	}
	return p, p.prepare()
}

// weakened are the rules that were made milder, by what is decided with them.
type weakened struct{ match, plan, all []string }

// refuseFacts refuses facts that a rule file declares: a visit has no place for their answers, and what cannot be answered stays open
// for ever.
func refuseFacts(set *policy.Set, p *document.Problems) {
	for _, f := range set.Facts()[len(set.Schema().Facts):] {
		p.Add(document.Problem{Path: "fact " + f.Name, Message: "cannot be declared here; declare it in the rule files of the screening"})
	}
}

// prepare finds what every call needs.
func (p *Planner) prepare() error {
	valid, ok := p.screener.Rules().Parameter("clearance_days")
	if !ok {
		return errors.New("technique: the screener's rules have no parameter clearance_days")
	}
	p.valid = valid
	p.matchFacts, p.planFacts = factIndex{p.match}, factIndex{p.plan}
	p.names = newNames(&p.catalogue)
	p.place()
	p.stepRules = rulesReading(p.plan, "step.", "stroke.")
	p.duringRules = rulesReading(p.plan, "during.")
	p.levelRules = map[string]bool{}
	for _, r := range p.plan.Rules() {
		if strings.HasPrefix(r.ID, levelRulePrefix) {
			p.levelRules[r.ID] = true
		}
	}
	p.matching = &sync.Pool{New: func() any { return &work{answers: p.match.NewAnswers()} }}
	p.checking = &sync.Pool{New: func() any { return &work{answers: p.plan.NewAnswers()} }}
	digest := sha256.New()
	fmt.Fprintln(digest, p.screener.Fingerprint(), p.match.Fingerprint(), p.plan.Fingerprint())
	p.catalogue.digest(digest)
	p.fingerprint = hex.EncodeToString(digest.Sum(nil))[:16]
	p.weakened = weakened{
		match: screening.WeakenedIn(p.screener.Rules(), p.match), plan: screening.WeakenedIn(p.plan),
		all: screening.WeakenedIn(p.screener.Rules(), p.match, p.plan),
	}
	return nil
}

// place reads the catalogue into answers.
func (p *Planner) place() {
	p.techniques, p.strokes, p.regionBits = map[string][]placed{}, map[string][]placed{}, map[body.Region]uint64{}
	ids := techniqueWords(&p.catalogue)
	planned, _ := p.plan.FactIndex("plan.technique")
	techniques, strokes := techniqueAttributes(&p.catalogue), strokeAttributes(&p.catalogue)
	for i := range p.catalogue.Techniques {
		t := &p.catalogue.Techniques[i]
		p.techniques[t.ID] = append(place(p.planFacts, techniques, t), placed{planned, among(ids, t.ID)})
	}
	for i := range p.catalogue.Strokes {
		p.strokes[p.catalogue.Strokes[i].ID] = place(p.planFacts, strokes, &p.catalogue.Strokes[i])
	}
	for _, x := range p.strokes[p.catalogue.Strokes[0].ID] {
		p.noStroke = append(p.noStroke, placed{fact: x.fact})
	}
	words := regionWords()
	for _, r := range body.All() {
		for _, part := range r.Parts() {
			p.regionBits[r] |= among(words, part.String()).Values
		}
	}
}

// names are what a visit and a plan can name.
type names struct {
	techniques, strokes, agreed, found, positions []string
	foundWords                                    []word
}

func newNames(c *Catalogue) names {
	n := names{techniques: c.techniqueIDs(), strokes: c.strokeIDs(), foundWords: []word{{noneName, "None of these"}}}
	n.agreed = append(slices.Clone(n.strokes), wordNames(agreedWords)...)
	for _, p := range c.Presentations {
		if p.Found {
			n.foundWords = append(n.foundWords, word{p.ID, p.Name})
		}
	}
	n.found, n.positions = wordNames(n.foundWords), wordNames(positionWords)
	return n
}

// levelRulePrefix begins the ids of the plan rules that hold because the therapist is not trained for what is planned.
const levelRulePrefix = "plan.level_"

// Screener returns the screener whose decisions the planner reads.
func (p *Planner) Screener() *screening.Screener {
	if !p.built() {
		return nil
	}
	return p.screener
}

// Catalogue returns the techniques, strokes and presentations there are. What it holds is shared: it must not be changed.
func (p *Planner) Catalogue() *Catalogue {
	if !p.built() {
		return &Catalogue{}
	}
	return &p.catalogue
}

// MatchRules returns the rules that choose a technique.
func (p *Planner) MatchRules() *policy.Set {
	if !p.built() {
		return nil
	}
	return p.match
}

// PlanRules returns the rules that check a plan.
func (p *Planner) PlanRules() *policy.Set {
	if !p.built() {
		return nil
	}
	return p.plan
}

// Fingerprint identifies rules and catalogue, those of the screener included, by everything that bears meaning.
func (p *Planner) Fingerprint() string {
	if !p.built() {
		return ""
	}
	return p.fingerprint
}

// The folders of a layer.
const (
	catalogueFolder = "catalogue"
	matchFolder     = "match"
	planFolder      = "plan"
)

func folders() []string { return []string{catalogueFolder, matchFolder, planFolder} }

// layers sorts the files of every layer by what they are for.
func (c *config) layers() (map[string][]policy.Layer, error) {
	out := map[string][]policy.Layer{}
	for folder, files := range map[string]embed.FS{catalogueFolder: catalogueFiles, matchFolder: matchFiles, planFolder: planFiles} {
		root := "rules"
		if folder == catalogueFolder {
			root = catalogueFolder
		}
		builtIn, err := fs.Sub(files, root)
		if err != nil {
			return nil, err
		}
		out[folder] = []policy.Layer{{Name: "built-in", Files: builtIn}}
		if c.guideline && folder != catalogueFolder {
			layer, err := guidelineLayer(folder)
			if err != nil {
				return nil, err
			}
			out[folder] = append(out[folder], layer)
		}
	}
	var problems document.Problems
	for i, files := range c.overlays {
		name := fmt.Sprintf("overlay %d", i+1)
		for _, folder := range overlayFolders(name, files, &problems) {
			layer := policy.Layer{Name: name, Files: folderFS{files, folder}, Loosening: c.loosening, RedFlags: c.loosening && c.redFlags}
			out[folder] = append(out[folder], layer)
		}
	}
	return out, problems.Err()
}

// overlayFolders returns the folders that an overlay has. What would be passed over without a word is a problem.
func overlayFolders(name string, files fs.FS, p *document.Problems) []string {
	if files == nil {
		p.Add(document.Problem{Path: "layer " + name, Message: "has no files"})
		return nil
	}
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		p.Add(document.Problem{Path: "layer " + name, Message: err.Error()})
		return nil
	}
	var found []string
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case !e.IsDir() && isRuleFile(e.Name()):
			p.Add(document.Problem{File: e.Name(), Line: 1, Column: 1, Message: "stands in no folder; put it into catalogue, match or plan"})
		case !e.IsDir():
		case slices.Contains(folders(), e.Name()):
			found = append(found, e.Name())
		default:
			p.Add(document.Problem{Path: "layer " + name, Message: fmt.Sprintf("unknown folder %q%s", e.Name(), document.Suggest(e.Name(), folders()))})
		}
	}
	if len(found) == 0 {
		p.Add(document.Problem{Path: "layer " + name, Message: "has none of the folders catalogue, match and plan"})
	}
	return found
}

func isRuleFile(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasSuffix(lower, ".yaml") || strings.HasSuffix(lower, ".yml")
}

// folderFS shows one folder of a file system, under its own name: that is how problems name the files.
type folderFS struct {
	fs.FS
	folder string
}

// ReadDir lists a directory; of the root only the one folder.
func (f folderFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	if name == "." {
		entries = slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool { return e.Name() != f.folder })
	}
	return entries, err
}

// addTo joins the problems of an error to those found already.
func addTo(p *document.Problems, err error) {
	var list *document.Error
	switch {
	case err == nil:
	case errors.As(err, &list):
		for _, x := range list.Problems {
			p.Add(x)
		}
	default:
		p.Add(document.Problem{Message: err.Error()})
	}
}
