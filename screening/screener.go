package screening

import (
	"embed"
	"errors"
	"io/fs"
	"sync"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

//go:embed rules/*.yaml
var ruleFiles embed.FS

// Screener screens intakes against one set of rules. It is immutable and safe for concurrent use.
type Screener struct {
	set      *policy.Set
	facts    *answer.Facts
	table    *answer.Table[Intake]
	own      []string           // the facts without a field, such as those of a clinic's rule files
	regions  []body.Region      // the single ones
	places   []string           // the names of all regions
	ruleIDs  []string           // of all rules
	valid    float64            // days that a clearance holds
	asked    conditions         // what a clearance can be given for, in plain words
	events   map[string][]event // of conditions: what spends a yes
	told     told               // what a digest of answers takes, in its order
	weakened []string           // ids
	scratch  *sync.Pool         // *work: memory only, nothing is remembered between calls

	fingerprint string
	words       *phrase.Table
	tables      func() (*codes.Tables, error)
	messages    func() (*policy.Set, error) // where all are built in, loaded when they are first asked for
}

// work is what one call needs.
type work struct {
	answers    *policy.Answers
	evaluation policy.Evaluation
	consents   []consent

	visit, lasting []byte // what a digest is made of
}

// errNotBuilt is what a Screener says that is none: nothing is decided without rules.
var errNotBuilt = errors.New("screening: the Screener holds no rules; make it with New")

func (s *Screener) built() bool { return s != nil && s.set != nil }

// Option changes what New builds.
type Option func(*layers.Config)

// WithOverlay lays a clinic's rule files over the built-in ones; of several, the later lies on the
// earlier. New ids add. Changing or disabling what is there needs an entry under changes with a
// reason, and counts as loosening unless it only replaces words.
//
// Three folders of it hold no rules of decisions: messages has those of what to tell whatever is
// decided, see [Screener.Messages]; words has sentences, see [NewWords]; events adds to what ends a
// clinician's yes, see [Clearance]. An overlay that changes words alone is a translation.
func WithOverlay(files fs.FS) Option {
	return func(c *layers.Config) { c.Overlays = append(c.Overlays, files) }
}

// WithLoosening allows the overlays to make rules milder for somebody: to disable them, to lower
// their kind, to narrow their tests. Without it New refuses such an overlay, and says which rules
// it weakens. Red flags and emergencies stay as they are, see [WithWeakerRedFlags]. What is proved
// to make nobody come out milder needs no permission, only its reason. Decisions, findings, the
// listing and the fingerprint show every change.
func WithLoosening() Option { return func(c *layers.Config) { c.Loosening = true } }

// WithWeakerRedFlags allows with [WithLoosening] what that leaves out: to make red flags and rules
// of emergencies milder for somebody.
func WithWeakerRedFlags() Option { return func(c *layers.Config) { c.RedFlags = true } }

// New loads the built-in rules and every overlay. The error is a [*document.Error] with every
// problem of every file, each with file, line and column.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func New(options ...Option) (*Screener, error) {
	var p document.Problems
	split := layers.Of(options).Split(&p,
		layers.Folder{
			BuiltIn: layers.Sub(ruleFiles, "rules"), Guideline: layers.Sub(guidelineFiles, "guideline"),
			Insurer: layers.Sub(insurerFiles, "insurer"),
		},
		layers.Folder{Name: messagesFolder, BuiltIn: layers.Sub(messageFiles, messagesFolder)},
		layers.Folder{Name: wordsFolder, BuiltIn: layers.Sub(wordFiles, wordsFolder)},
		layers.Folder{
			Name: eventsFolder, BuiltIn: layers.Sub(eventFiles, eventsFolder), Insurer: layers.Sub(eventFiles, "insurer/events"),
		},
	)
	if err := p.Err(); err != nil {
		return nil, err
	}
	language, err := schema()
	if err != nil {
		return nil, err
	}
	if err := addCodes(language.Facts); err != nil {
		return nil, err
	}
	words := layers.Words(nil, split[wordsFolder], &p)
	set, err := policy.Load(language, split[""]...)
	if p.Join(err, nil); p.Len() > 0 {
		return nil, p.Err()
	}
	valid, ok := set.Parameter("clearance_days")
	if !ok {
		return nil, errors.New("the rules have no parameter clearance_days")
	}
	s := &Screener{
		set: set, facts: answer.NewFacts(set), valid: valid,
		told: newTold(set), weakened: WeakenedIn(set), words: words,
		fingerprint: set.Fingerprint(),
	}
	s.asked = newConditions(set, words)
	if err := s.readEvents(split[eventsFolder]); err != nil {
		return nil, err
	}
	s.tables = sync.OnceValues(func() (*codes.Tables, error) { return codes.New(set) })
	s.messages = sync.OnceValues(func() (*policy.Set, error) { return loadMessages(set, split[messagesFolder]) })
	if len(split[messagesFolder]) > 1 {
		if err := s.countMessages(); err != nil {
			return nil, err
		}
	}
	s.scratch = &sync.Pool{New: func() any { return &work{answers: set.NewAnswers()} }}
	if s.table, err = answer.NewTable[Intake](s.facts); err != nil {
		return nil, err
	}
	for _, f := range set.Facts() {
		if !s.table.Has(f.Name) {
			s.own = append(s.own, f.Name)
		}
	}
	for _, place := range set.Schema().Places {
		s.places = append(s.places, place.Name)
		if len(place.Contains) == 0 {
			s.regions = append(s.regions, body.Region(place.Name))
		}
	}
	s.ruleIDs = append(s.ruleIDs, lists.Of(set.Rules(), func(r policy.Rule) string { return r.ID })...)
	return s, nil
}

// Rules returns the rules in force with everything they are made of: facts,
// cards, parameters, sources.
func (s *Screener) Rules() *policy.Set {
	if !s.built() {
		return nil
	}
	return s.set
}

// Fingerprint identifies the rules in force by everything that bears meaning.
func (s *Screener) Fingerprint() string {
	if !s.built() {
		return ""
	}
	return s.fingerprint
}

// Screen decides whether, and within what limits, the client may be massaged. The error is
// a [*document.Error] with every answer that cannot be, by its JSON path; a
// contraindication is never an error.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (s *Screener) Screen(in Intake, clearance ...Clearance) (Decision, error) {
	if !s.built() {
		return Decision{}, errNotBuilt
	}
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	told := "" // the digest of what was told, without what follows from it
	if len(clearance) > 0 {
		told = s.Digest(in, clearance...) // evaluate puts among the answers what clinicians said
	}
	if err := s.evaluate(&in, clearance, false, w); err != nil {
		return Decision{}, err
	}
	if told == "" {
		told = s.digest(&in, clearance, w)
	}
	d := s.decision(&w.evaluation)
	joinLimits(&d, w.consents, s.asked.limits)
	d.Answers = told
	if !d.noPosition() {
		return d, nil
	}
	in.Pos.NoneLeft = answer.Yes
	if err := s.evaluate(&in, clearance, false, w); err != nil {
		return Decision{}, err
	}
	d = s.decision(&w.evaluation)
	joinLimits(&d, w.consents, s.asked.limits)
	d.Answers = told
	return d, nil
}

// Questions returns exactly what was not asked and can still change something, the deciding
// questions first. None of them missing and none too many: as long as a deciding one is there, the
// decision is not settled. Where every question is Inexact, more may be asked than has to be. The
// error is that of Screen.
func (s *Screener) Questions(in Intake, clearance ...Clearance) ([]Question, error) {
	if !s.built() {
		return nil, errNotBuilt
	}
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	if err := s.evaluate(&in, clearance, false, w); err != nil {
		return nil, err
	}
	return QuestionsOf(s.set, &w.evaluation), nil
}
