package technique

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/phrase"
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

// Planner chooses techniques and checks plans for clients that a [screening.Screener] has screened.
// It is immutable and safe for concurrent use.
type Planner struct {
	screener    *screening.Screener
	catalogue   Catalogue
	match, plan *policy.Set   // the facts of match are the first of those of plan
	facts       *answer.Facts // of plan
	found       int           // presentation.found
	plans       *answer.Table[Plan]
	steps       *answer.Table[Step]
	histories   *answer.Table[History]
	durings     *answer.Table[During]
	techniques  map[string][]placed // by id: what plan rules read of a technique
	strokes     map[string][]placed // and of a stroke
	noStroke    []placed            // nothing is known of a stroke
	regionBits  map[body.Region]uint64
	names       names
	limitFacts  []limitFact
	stepRules   map[string]bool // plan rules that read a fact of a step
	duringRules map[string]bool // plan rules about the session going on
	words       *phrase.Table
	fingerprint string
	weakened    weakened
	works       *sync.Pool // *work: memory only
}

// errNotBuilt is what a Planner says that is none: nothing is decided without rules.
var errNotBuilt = errors.New("technique: the Planner holds no rules; make it with New")

func (p *Planner) built() bool { return p != nil && p.works != nil }

// work is what one call needs.
type work struct {
	answers    *policy.Answers // to the plan rules
	evaluation policy.Evaluation

	matched  *policy.Answers // to the match rules
	matching policy.Evaluation
}

// Option changes what New builds.
type Option func(*layers.Config)

// WithOverlay lays a clinic's files over the built-in ones; of several, the later lies on the
// earlier. Of its folders catalogue, match, plan and words any may be missing, and no other is
// read. Entries of the catalogue can be added, and said in other words, but not redefined; every
// stroke and technique says what it is like, see [Technique]. Rules and words follow what
// [screening.WithOverlay] says.
func WithOverlay(files fs.FS) Option {
	return func(c *layers.Config) { c.Overlays = append(c.Overlays, files) }
}

// WithLoosening allows the overlays to make rules milder for somebody, so that something may be
// done that the built-in rules would not let through. Without it New refuses such an overlay; what
// is proved to make nobody come out milder needs no permission. Red flags stay as they are, see
// [WithWeakerRedFlags]. Reasons, violations and the fingerprint show every change.
func WithLoosening() Option { return func(c *layers.Config) { c.Loosening = true } }

// WithWeakerRedFlags allows with [WithLoosening] what that leaves out: to make red
// flags milder for somebody.
func WithWeakerRedFlags() Option { return func(c *layers.Config) { c.RedFlags = true } }

// New loads the built-in catalogue and rules and every overlay. The error is a [*document.Error]
// with every problem of every catalogue file or, once the catalogue can be read, of every rule
// file, each with file, line and column.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func New(screener *screening.Screener, options ...Option) (*Planner, error) {
	if screener.Rules() == nil {
		return nil, errors.New("technique: there is no screener")
	}
	var problems document.Problems
	split := layers.Of(options).Split(&problems,
		layers.Folder{Name: catalogueFolder, BuiltIn: layers.Sub(catalogueFiles, "catalogue")},
		rules(matchFolder, matchFiles),
		rules(planFolder, planFiles),
		layers.Folder{Name: wordsFolder, BuiltIn: layers.Sub(wordFiles, wordsFolder)},
	)
	said, err := screening.NewWords(screener)
	problems.Join(err, nil)
	words := layers.Words(said.Table, split[wordsFolder], &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	facts, err := readGround()
	if err != nil {
		return nil, err
	}
	ofLimits, err := facts.limitFacts(screener.Rules().Schema().Limits)
	if err != nil {
		return nil, err
	}
	r := catalogueReader{facts: facts, declared: map[string]bool{}}
	for i, l := range split[catalogueFolder] {
		r.read(l, layers.At(split[catalogueFolder], i))
	}
	r.size()
	r.likenesses(screener.Rules().Schema().Limits)
	if err := r.Err(); err != nil {
		return nil, err
	}
	facts.complete(&r.catalogue)
	p := &Planner{names: newNames(facts), limitFacts: ofLimits, screener: screener, catalogue: r.catalogue, words: words}
	adoptNone := func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }
	p.match, err = policy.Extend(screener.Rules(), matchSchema(&p.catalogue, facts), adoptNone, split[matchFolder]...)
	problems.Join(err, nil)
	p.plan, err = policy.Extend(screener.Rules(), planSchema(screener, facts), adoptNone, split[planFolder]...)
	problems.Join(err, nil)
	if problems.Len() == 0 {
		layers.RefuseFacts(p.match, &problems)
		layers.RefuseFacts(p.plan, &problems)
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

// prepare finds what every call needs.
func (p *Planner) prepare() error {
	if err := p.bind(); err != nil {
		return err
	}
	p.place()
	p.stepRules = rulesReading(p.plan, "step.", "stroke.")
	p.duringRules = rulesReading(p.plan, "during.")
	p.works = &sync.Pool{New: func() any { return &work{answers: p.plan.NewAnswers(), matched: p.match.NewAnswers()} }}
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

// bind binds what is told of a visit and a plan to the facts of the plan rules.
func (p *Planner) bind() error {
	p.facts = answer.NewFacts(p.plan)
	p.found, _ = p.plan.FactIndex(foundFact)
	var errs [4]error
	p.plans, errs[0] = answer.NewTable[Plan](p.facts)
	p.steps, errs[1] = answer.NewTable[Step](p.facts)
	p.histories, errs[2] = answer.NewTable[History](p.facts)
	p.durings, errs[3] = answer.NewTable[During](p.facts)
	return errors.Join(errs[:]...)
}

// place reads the catalogue into answers.
func (p *Planner) place() {
	p.techniques, p.strokes, p.regionBits = map[string][]placed{}, map[string][]placed{}, map[body.Region]uint64{}
	planned, _ := p.plan.FactIndex(planTechnique)
	for i := range p.catalogue.Techniques {
		t := &p.catalogue.Techniques[i]
		p.techniques[t.ID] = append(place(p.plan, t), placed{planned, among(p.names.techniques, t.ID)})
	}
	for i := range p.catalogue.Strokes {
		p.strokes[p.catalogue.Strokes[i].ID] = place(p.plan, &p.catalogue.Strokes[i])
	}
	for _, x := range p.strokes[p.catalogue.Strokes[0].ID] {
		p.noStroke = append(p.noStroke, placed{fact: x.fact})
	}
	single := singleRegions()
	for _, r := range body.All() {
		for _, part := range r.Parts() {
			p.regionBits[r] |= among(single, part.String()).Values
		}
	}
}

// names are what a visit and a plan can name.
type names struct {
	techniques, strokes, agreed, found, positions []string
	leftOut                                       []string // the positions that a decision can leave out
}

func newNames(g ground) names {
	n := names{
		techniques: g.values(techniqueID), strokes: g.values(strokeID),
		found: g.values(foundFact), positions: g.values(positionFact),
	}
	n.agreed = append(slices.Clone(n.strokes), g.values("stroke.agreed_as")...)
	for _, name := range n.positions {
		if name != string(SideLyingLeft) && name != string(SideLyingRight) { // there it is for each side
			n.leftOut = append(n.leftOut, name)
		}
	}
	return n
}

// Screener returns the screener whose decisions the planner reads.
func (p *Planner) Screener() *screening.Screener {
	if !p.built() {
		return nil
	}
	return p.screener
}

// Catalogue returns the techniques, strokes and presentations there are. What it holds is shared:
// it must not be changed.
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

// Fingerprint identifies rules and catalogue, those of the screener included, by
// everything that bears meaning.
func (p *Planner) Fingerprint() string {
	if !p.built() {
		return ""
	}
	return p.fingerprint
}

// rules is a folder of rule files.
func rules(name string, files embed.FS) layers.Folder {
	return layers.Folder{
		Name: name, BuiltIn: layers.Sub(files, "rules"), Guideline: layers.Sub(guidelineFiles, "guideline/"+name),
	}
}

// The folders of a layer.
const (
	catalogueFolder = "catalogue"
	matchFolder     = "match"
	planFolder      = "plan"
	wordsFolder     = "words"
)
