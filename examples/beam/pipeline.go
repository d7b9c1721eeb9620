package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/fileio"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/stats"

	"github.com/safehands/safehands/examples/internal/registry"
	"github.com/safehands/safehands/screening"
)

func init() {
	register.DoFn4x1[context.Context, fileio.ReadableFile, string, func(record), error](&readFn{})
	register.DoFn6x1[context.Context, record, string, func(string, numbered), func(string, numbered), func(string),
		error](&decideFn{})
	register.DoFn5x1[context.Context, record, string, string, func(string, numbered), error](&compareFn{})
	register.DoFn3x1[context.Context, string, func(*numbered) bool, error](&writeFn{})
	register.DoFn3x1[context.Context, int, func(*string) bool, error](&burdenFn{})
	register.Function2x1(counted)
	register.Emitter1[record]()
	register.Emitter1[string]()
	register.Emitter2[string, numbered]()
	register.Iter1[numbered]()
	register.Iter1[string]()
	beam.RegisterType(reflect.TypeFor[record]())
	beam.RegisterType(reflect.TypeFor[numbered]())
}

const (
	counters = "registry"
	inFile   = 1000 // lines of one file of the output, which one worker holds at a time
)

// job is a pipeline.
type job struct {
	Input, Output string
	Visit         visit
	Rules         rules
	After         *rules // to compare with
}

// record is one client and the file that he is in.
type record struct {
	Source string
	Client []byte // registry.Client as JSON
}

// numbered is a line of the output and where it stands.
type numbered struct {
	N    int
	Text []byte
}

func (j job) build(s beam.Scope) {
	side := beam.SideInput{Input: beam.Create(s.Scope("rules "+j.Rules.Fingerprint), j.Rules.text())}
	files := fileio.ReadMatches(s, fileio.MatchFiles(s, j.Input, fileio.MatchEmptyDisallow()))
	clients := beam.Reshuffle(s, beam.ParDo(s.Scope("read"), &readFn{}, files, side))
	decisions, refused, held := beam.ParDo3(s.Scope("decide"), &decideFn{j.Visit}, clients, side)
	j.write(s.Scope("decisions"), "decisions", decisions)
	j.write(s.Scope("refused"), "refused", refused)
	lines := beam.ParDo(s.Scope("burden"), counted, stats.Count(s, held))
	beam.ParDo0(s.Scope("burden"), &burdenFn{j.file("burden.ndjson")}, beam.GroupByKey(s, beam.AddFixedKey(s, lines)))
	if j.After != nil {
		then := beam.SideInput{Input: beam.Create(s.Scope("rules "+j.After.Fingerprint), j.After.text())}
		changed := beam.ParDo(s.Scope("compare"), &compareFn{j.Visit}, clients, side, then)
		j.write(s.Scope("changed"), "changed", changed)
	}
}

func (j job) file(name string) string { return strings.TrimSuffix(j.Output, "/") + "/" + name }

func (j job) write(s beam.Scope, folder string, lines beam.PCollection) {
	beam.ParDo0(s, &writeFn{j.file(folder)}, beam.GroupByKey(s, lines))
}

// readFn takes a file apart. One worker reads one file: what is to be read by many is many files.
type readFn struct{}

func (readFn) ProcessElement(ctx context.Context, file fileio.ReadableFile, rules string, emit func(record)) error {
	s, err := screenerOf(rules)
	if err != nil {
		return err
	}
	in, err := file.Open(ctx)
	if err != nil {
		return err
	}
	defer in.Close()
	source := file.Metadata.Path
	var failed error
	each := func(c registry.Client) bool {
		text, err := json.Marshal(c)
		if failed = err; err == nil {
			emit(record{source, text})
		}
		return err == nil
	}
	if strings.HasSuffix(strings.TrimSuffix(strings.ToLower(source), ".gz"), ".csv") {
		err = registry.Rows(in, s.Rules(), nil, each)
	} else {
		err = registry.Lines(in, nil, each)
	}
	if err = errors.Join(failed, err); err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	return nil
}

func (r record) decide(v visit, rules string) (registry.Client, registry.Line, error) {
	var c registry.Client
	reader, err := v.reader(rules)
	if err == nil {
		err = json.Unmarshal(r.Client, &c)
	}
	if err != nil {
		return c, registry.Line{}, err
	}
	return c, reader.Decide(c), nil
}

// shard is the file of the output that a line belongs to.
func (r record) shard(n int) string {
	return fmt.Sprintf("%s-%05d", path.Base(r.Source), (n-1)/inFile)
}

// decideFn decides, and puts aside who could not be decided.
type decideFn struct{ Visit visit }

func (f *decideFn) ProcessElement(
	ctx context.Context, r record, rules string, decision, refused func(string, numbered), held func(string),
) error {
	c, line, err := r.decide(f.Visit, rules)
	if err != nil {
		return err
	}
	shard := r.shard(c.N)
	decision(shard, numbered{c.N, line.Text()})
	count(ctx, "clients")
	d := line.Decision
	if d == nil {
		count(ctx, "refused")
		text, err := json.Marshal(letter{c.N, r.Source, line.Problems, string(c.Text), c.Cells})
		refused(shard, numbered{c.N, append(text, '\n')})
		return err
	}
	count(ctx, "disposition "+d.Disposition.String())
	held("disposition " + d.Disposition.String())
	held("urgency " + d.Urgency.String())
	seen := map[string]bool{}
	for _, f := range d.Findings {
		if !seen[f.Rule] {
			held("rule " + f.Rule)
		}
		seen[f.Rule] = true
	}
	return nil
}

// letter is who could not be decided.
type letter struct {
	N        int               `json:"n"`
	Source   string            `json:"source"`
	Problems []string          `json:"problems"`
	Text     string            `json:"text,omitempty"`
	Cells    map[string]string `json:"cells,omitempty"`
}

// compareFn decides by two rule sets.
type compareFn struct{ Visit visit }

// change is somebody whom two rule sets decide otherwise.
type change struct {
	N            int      `json:"n"`
	ID           string   `json:"id,omitempty"`
	Before       outcome  `json:"before"`
	After        outcome  `json:"after"`
	Gained, Lost []string // rules that hold
}

type outcome struct {
	Disposition screening.Disposition `json:"disposition"`
	Urgency     screening.Urgency     `json:"urgency"`
	Settled     bool                  `json:"settled"`
	Problems    []string              `json:"problems,omitempty"`
	rules       []string
}

func outcomeOf(l registry.Line) outcome {
	if l.Decision == nil {
		return outcome{Problems: l.Problems}
	}
	o := outcome{Disposition: l.Decision.Disposition, Urgency: l.Decision.Urgency, Settled: l.Decision.Settled()}
	for _, f := range l.Decision.Findings {
		o.rules = append(o.rules, f.Rule)
	}
	return o
}

func (f *compareFn) ProcessElement(
	ctx context.Context, r record, rules, then string, emit func(string, numbered),
) error {
	c, one, err := r.decide(f.Visit, rules)
	if err != nil {
		return err
	}
	_, two, err := r.decide(f.Visit, then)
	if err != nil {
		return err
	}
	x := change{N: c.N, ID: one.ID, Before: outcomeOf(one), After: outcomeOf(two)}
	x.Gained, x.Lost = without(x.After.rules, x.Before.rules), without(x.Before.rules, x.After.rules)
	if reflect.DeepEqual(plain(x.Before), plain(x.After)) && len(x.Gained)+len(x.Lost) == 0 {
		return nil
	}
	count(ctx, "decided otherwise")
	text, err := json.Marshal(x)
	emit(r.shard(c.N), numbered{c.N, append(text, '\n')})
	return err
}

func plain(o outcome) outcome { o.rules = nil; return o }

func without(all, not []string) []string {
	out := []string{}
	for _, x := range all {
		if !slices.Contains(not, x) && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func count(ctx context.Context, name string) { beam.NewCounter(counters, name).Inc(ctx, 1) }

// counted is a line of the burden.
func counted(name string, n int) string {
	kind, name, _ := strings.Cut(name, " ")
	text, _ := json.Marshal(map[string]any{"kind": kind, "name": name, "clients": n})
	return string(text)
}

// burdenFn writes all that was counted, in the order of the names.
type burdenFn struct{ File string }

func (f *burdenFn) ProcessElement(ctx context.Context, _ int, lines func(*string) bool) error {
	var all []string
	for line := ""; lines(&line); {
		all = append(all, line)
	}
	slices.Sort(all)
	return write(ctx, f.File, func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(append(all, ""), "\n"))
		return err
	})
}

// writeFn writes the lines of one file, in their order.
type writeFn struct{ Folder string }

func (f *writeFn) ProcessElement(ctx context.Context, shard string, lines func(*numbered) bool) error {
	var all []numbered
	for line := (numbered{}); lines(&line); line = (numbered{}) {
		all = append(all, line)
	}
	slices.SortFunc(all, func(a, b numbered) int { return cmp.Compare(a.N, b.N) })
	return write(ctx, f.Folder+"/"+shard+".ndjson", func(w io.Writer) error {
		for _, line := range all {
			if _, err := w.Write(line.Text); err != nil {
				return err
			}
		}
		return nil
	})
}

func write(ctx context.Context, name string, to func(io.Writer) error) error {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	w, err := fs.OpenWrite(ctx, name)
	if err != nil {
		return err
	}
	return errors.Join(to(w), w.Close())
}
