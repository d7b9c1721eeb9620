package soreness

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"math"
	"sync"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

//go:embed rules
var ruleFiles embed.FS

// Triager triages courses against one set of rules. It is immutable and safe for concurrent use.
type Triager struct {
	planner                *technique.Planner
	screener               *screening.Screener
	styles                 catalogue
	triage, causes, advice *policy.Set
	facts                  *answer.Facts
	reports                *answer.Table[Report]
	sessions               *answer.Table[Session]
	own                    []string // the facts of the clinic's rule files
	base                   int      // how many facts are the screener's
	derived                derivedFacts
	gapDays, breakWeeks    int // from where on a course begins anew
	flare                  int // points that are a clear step
	numbHours              float64
	neckDays, bellyDays    int // how long work on neck or belly can be behind what comes up
	closeDays              int // days between sessions that follow each other closely
	words                  *phrase.Table
	prints                 prints     // of the three sets together
	weakened               []string   // ids, those of the screener among them
	scratch                *sync.Pool // *work: memory only, nothing is remembered between calls
}

// errNotBuilt is what a Triager says that is none: nothing is decided without rules.
var errNotBuilt = errors.New("soreness: the Triager holds no rules; make it with New")

func (t *Triager) built() bool { return t != nil && t.scratch != nil }

// work is what one call needs.
type work struct {
	answers                *policy.Answers
	triage, causes, advice policy.Evaluation
}

// Rules returns the rules in force that decide the level, with everything they are made of.
func (t *Triager) Rules() *policy.Set {
	if !t.built() {
		return nil
	}
	return t.triage
}

// Causes returns the rules in force for what discomfort may reflect.
func (t *Triager) Causes() *policy.Set {
	if !t.built() {
		return nil
	}
	return t.causes
}

// Advice returns the rules in force for what may help, and for what to know.
func (t *Triager) Advice() *policy.Set {
	if !t.built() {
		return nil
	}
	return t.advice
}

// Fingerprint identifies the rules in force by everything that bears meaning.
func (t *Triager) Fingerprint() string {
	if !t.built() {
		return ""
	}
	return t.prints.meaning
}

// Triage decides what the discomfort after the last session of a course asks for. The intake says
// how the client is now. The error is a [*document.Error] with every answer that cannot be: those
// of the course by their JSON path below course, those of the intake by theirs.
//
// An intake from before the session calms nobody. It is one where the course says that its pages
// were not asked again, or where it does not say and the answers that hold for one visit are those
// of a session's own decision. These then count as not asked where they could calm, and as given
// where they alarm: the result is Stale, names the pages to ask again, and is settled only where
// nothing that they could say would make it graver. A course without digests that does not say
// leaves this to the caller.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (t *Triager) Triage(in screening.Intake, c Course) (Result, error) {
	if !t.built() {
		return Result{}, errNotBuilt
	}
	w := t.scratch.Get().(*work)
	defer t.scratch.Put(w)
	if err := t.evaluate(in, &c, w); err != nil {
		return Result{}, err
	}
	r, err := t.result(&c, w)
	if err != nil || !t.stale(in, &c) {
		return r, err
	}
	kept := t.expire(in)
	if err := t.evaluate(kept, &c, w); err != nil {
		return Result{}, err
	}
	open, err := t.result(&c, w)
	if err != nil {
		return Result{}, err
	}
	return t.alarmed(r, open, lapsed(t.screener.Rules().Cards(), in, kept)), nil
}

// Questions returns exactly what was not asked and can still change something, the deciding
// questions first. What the technique of the last session would answer is one question,
// course.technique. Where every question is Inexact, more may be asked than has to be. The
// error is that of Triage.
func (t *Triager) Questions(in screening.Intake, c Course) ([]screening.Question, error) {
	if !t.built() {
		return nil, errNotBuilt
	}
	w := t.scratch.Get().(*work)
	defer t.scratch.Put(w)
	if err := t.evaluateKept(in, &c, w); err != nil {
		return nil, err
	}
	return t.questions(w), nil
}

func newTriager(planner *technique.Planner, styles catalogue, options []Option) (*Triager, error) {
	s := planner.Screener()
	t := &Triager{planner: planner, screener: s, styles: styles, base: len(s.Rules().Facts())}
	if err := t.load(options); err != nil {
		return nil, err
	}
	t.facts = answer.NewFacts(t.triage)
	var err error
	if t.reports, err = answer.NewTable[Report](t.facts); err != nil {
		return nil, err
	}
	if t.sessions, err = answer.NewTable[Session](t.facts); err != nil {
		return nil, err
	}
	t.derived = t.derive()
	t.prints = t.fingerprints()
	t.weakened = screening.WeakenedIn(s.Rules(), t.triage, t.causes, t.advice)
	for name, to := range map[string]*int{
		"course_gap_days": &t.gapDays, "break_weeks": &t.breakWeeks, "flare_nrs": &t.flare,
		"neck_work_days": &t.neckDays, "belly_work_days": &t.bellyDays,
		"close_days": &t.closeDays,
	} {
		x, ok := t.triage.Parameter(name)
		if !ok {
			return nil, fmt.Errorf("the rules have no parameter %s", name)
		}
		*to = int(math.Ceil(x))
	}
	hours, ok := t.triage.Parameter("numb_lately_h")
	if !ok {
		return nil, errors.New("the rules have no parameter numb_lately_h")
	}
	t.numbHours = hours
	t.scratch = &sync.Pool{New: func() any { return &work{answers: t.triage.NewAnswers()} }}
	return t, nil
}

// load loads the three sets and joins what is wrong with any of them.
func (t *Triager) load(options []Option) error {
	var p document.Problems
	split := split(options, &p)
	said, err := technique.NewWords(t.planner)
	p.Join(err, nil)
	t.words = layers.Words(said.Table, split[wordsFolder], &p)
	type adopt = func(policy.Rule) (policy.Adopted, bool)
	extend := func(base *policy.Set, schema policy.Schema, adopt adopt, name string) *policy.Set {
		set, err := policy.Extend(base, schema, adopt, split[name]...)
		p.Join(err, nil)
		return set
	}
	language, err := triageSchema(t.screener, t.styles)
	if err != nil {
		return err
	}
	if t.triage = extend(t.screener.Rules(), language, adopter(), triageFolder); t.triage == nil {
		return p.Err()
	}
	for _, f := range t.triage.Facts()[t.base+len(language.Facts):] {
		t.own = append(t.own, f.Name)
	}
	if len(t.triage.Cards()) > len(t.screener.Rules().Cards()) {
		p.In(triageFolder, "has a card; cards belong to the rules of screening")
	}
	none := func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }
	for _, side := range []struct {
		set    **policy.Set
		schema policy.Schema
		name   string
	}{{&t.causes, causeSchema(t.screener), causesFolder}, {&t.advice, adviceSchema(t.screener), adviceFolder}} {
		*side.set = extend(t.triage, side.schema, none, side.name)
		if set := *side.set; set != nil &&
			(len(set.Facts()) > len(t.triage.Facts()) || len(set.Cards()) > len(t.triage.Cards())) {
			p.In(side.name, "declares facts or cards; facts are declared in %s", triageFolder)
		}
	}
	return p.Err()
}

// prints are the digests of meaning and of words.
type prints struct{ meaning, text string }

func (t *Triager) fingerprints() prints {
	m, w := sha256.New(), sha256.New()
	for _, set := range []*policy.Set{t.triage, t.causes, t.advice} {
		fmt.Fprintln(m, set.Fingerprint())
		fmt.Fprintln(w, set.TextFingerprint())
	}
	for _, id := range t.styles.techniques {
		said := t.styles.styles[id]
		fmt.Fprintln(w, said.name)
		said.name = "" // words alone
		fmt.Fprintf(m, "%s %v\n", id, said)
	}
	for _, x := range t.styles.marks {
		if x.rule != planPrefix+x.value { // by its name it stands for it anyway
			fmt.Fprintln(m, "stands for", x)
		}
	}
	fmt.Fprintln(m, "attacks", t.styles.attacks)
	short := func(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil))[:len(t.triage.Fingerprint())] }
	return prints{short(m), short(w)}
}
