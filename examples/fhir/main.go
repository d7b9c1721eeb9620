// Fhir reads a folder of records, a FHIR R4 Bundle or a table each, and writes a line of JSON for
// every file: what the record proposes and what was passed over, what is to be asked, and what is
// decided by the answers that it holds.
//
//	go run ./examples/fhir examples/fhir/testdata/records > lines.ndjson
//	go run ./examples/fhir -as-of 2026-03-01 -snomed examples/fhir/snomed records
//	go run ./examples/fhir -form client -language es > questionnaire.json
//	go run ./examples/fhir -as-of 2026-03-01 -report response.json examples/fhir/testdata/visit.json
//
// A record answers nothing. The decision is that of the responses in the bundle to the forms of
// -base, and of nothing asked where there is none. Progress and files that cannot be read go to the
// error output; none is left out, and the exit status is 1 where there was one. With -report it
// reads what a client answered to the form for after a session into the visit that the clinic
// keeps, and triages it.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/safehands/safehands/examples/internal/registry"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/soreness/visit"
)

// Line is what is said of one file. A file that cannot be read whole has problems.
type Line struct {
	File       string              `json:"file"`
	Proposals  []fhir.Proposal     `json:"proposals"`
	PassedOver []fhir.PassedOver   `json:"passed_over"`
	Answered   []string            `json:"answered"` // the forms that a response in the file answers
	Questions  []string            `json:"questions"`
	Decision   *screening.Decision `json:"decision"` // null where nothing can be decided
	Problems   []string            `json:"problems"`
}

type reader struct {
	screener *screening.Screener
	lookup   fhir.Lookup
	form     fhir.Form
	asOf     time.Time
}

// read says what one file says.
func (r reader) read(name string, data []byte) Line {
	l := Line{File: name, Proposals: []fhir.Proposal{}, PassedOver: []fhir.PassedOver{}, Answered: []string{},
		Questions: []string{}, Problems: []string{}}
	from := fhir.Proposals
	if extension(name) == ".csv" {
		from = fhir.ProposalsCSV
	}
	proposals, over, err := from(r.screener, data, r.asOf, r.lookup)
	l.Proposals, l.PassedOver = append(l.Proposals, proposals...), append(l.PassedOver, over...)
	l.problem(err)
	var in screening.Intake
	if extension(name) != ".csv" {
		a, err := registry.Answers(r.screener, r.form, r.asOf, data)
		if in, l.Answered = a.Intake, append(l.Answered, a.Forms...); !errors.Is(err, registry.ErrBundle) {
			l.problem(err) // otherwise it is said already
		}
		// Responses are no part of a record, and are told one by one.
		l.PassedOver = slices.DeleteFunc(l.PassedOver, func(o fhir.PassedOver) bool {
			return o.Resource == "QuestionnaireResponse" && o.Path == ""
		})
		l.PassedOver = append(l.PassedOver, a.PassedOver...)
	}
	d, err := r.screener.Screen(in)
	if err == nil {
		l.Decision = &d
	}
	l.problem(err)
	questions, err := r.screener.Questions(in)
	l.problem(err)
	for _, q := range questions {
		if q.Now() {
			l.Questions = append(l.Questions, q.Fact)
		}
	}
	return l
}

func extension(name string) string { return strings.ToLower(path.Ext(name)) }

func (l *Line) problem(err error) {
	if err != nil {
		l.Problems = append(l.Problems, strings.Split(err.Error(), "\n")...)
	}
}

// folder reads every file of a folder, several at once, and writes their lines in the order of
// their names. It returns how many there were, and how many of them have problems.
func (r reader) folder(files fs.FS, out, progress io.Writer) (n, bad int, err error) {
	var names []string
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch ext := extension(name); {
		case err != nil && name == ".":
			return err
		case err != nil: // a folder that cannot be read stops no other, and is counted
			names = append(names, name)
		case d.IsDir():
		case ext == ".json" || ext == ".csv":
			names = append(names, name)
		default:
			fmt.Fprintf(progress, "%s: is neither .json nor .csv, and is not read\n", name)
		}
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	slices.Sort(names)
	lines := make([]chan Line, len(names))
	for i := range lines {
		lines[i] = make(chan Line, 1)
	}
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				lines[i] <- r.file(files, names[i])
			}
		})
	}
	go func() {
		for i := range names {
			next <- i
		}
		close(next)
	}()
	for i, name := range names {
		l := <-lines[i]
		if len(l.Problems) > 0 {
			bad++
			fmt.Fprintf(progress, "%s: %s\n", name, strings.Join(l.Problems, "\n\t"))
		}
		data, err := json.Marshal(l)
		if err != nil {
			return i, bad, err
		}
		if _, err := fmt.Fprintf(out, "%s\n", data); err != nil {
			return i, bad, err
		}
		if (i+1)%100 == 0 || i+1 == len(names) {
			fmt.Fprintf(progress, "%d of %d files, %d with problems\n", i+1, len(names), bad)
		}
	}
	wait.Wait()
	return len(names), bad, nil
}

func (r reader) file(files fs.FS, name string) Line {
	f, err := files.Open(name)
	var data []byte
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(f, fhir.MaxBundle+1))
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		l := Line{File: name, Proposals: []fhir.Proposal{}, PassedOver: []fhir.PassedOver{}, Answered: []string{},
			Questions: []string{}}
		l.problem(err)
		return l
	}
	return r.read(name, data)
}

func newReader(base, language string, asOf time.Time, more ...fs.FS) (reader, error) {
	s, w, err := screener(language)
	if err != nil {
		return reader{}, err
	}
	tables, err := codes.New(s.Rules(), more...)
	if err != nil {
		return reader{}, err
	}
	return reader{s, fhir.Lookup{Tables: tables}, fhir.NewForm(w, base, language), asOf}, nil
}

func run(args []string, stdout, stderr io.Writer) (bad int, err error) {
	f := flag.NewFlagSet("fhir", flag.ContinueOnError)
	f.SetOutput(stderr)
	base := f.String("base", "https://clinic.example/fhir", "address that forms and codes are called by")
	day := f.String("as-of", time.Now().Format("2006-01-02"), "day of the visit")
	snomed := f.String("snomed", "", "folder of more SNOMED CT concepts, for hosts with a licence")
	report := f.String("report", "", "triage a response to the report form instead, as of the last session of a visit")
	kind := f.String("form", "", "write a form instead: client, staff or report")
	language := f.String("language", english, "of the forms: en or "+strings.Join(visit.Languages(), ", "))
	if err := f.Parse(args); err != nil {
		return 0, err
	}
	asOf, err := time.ParseInLocation("2006-01-02", *day, time.UTC)
	if err != nil {
		return 0, fmt.Errorf("-as-of: %q is no day; write 2026-03-01", *day)
	}
	out := bufio.NewWriter(stdout)
	if *kind != "" {
		q, err := form(*kind, *base, *language)
		if err != nil {
			return 0, err
		}
		e := json.NewEncoder(out)
		e.SetIndent("", " ")
		return 0, errors.Join(e.Encode(q), out.Flush())
	}
	if f.NArg() != 1 {
		return 0, errors.New("which folder? fhir [flags] folder")
	}
	if *report != "" {
		response, err := os.ReadFile(*report)
		kept, fault := os.ReadFile(f.Arg(0))
		if err = errors.Join(err, fault); err != nil {
			return 0, err
		}
		d, err := opened(*language)
		if err != nil {
			return 0, err
		}
		told, err := triage(d, *base, *language, asOf, kept, response)
		if err != nil {
			return 0, err
		}
		e := json.NewEncoder(out)
		e.SetIndent("", " ")
		return 0, errors.Join(e.Encode(told), out.Flush())
	}
	var more []fs.FS
	if *snomed != "" {
		more = append(more, os.DirFS(*snomed))
	}
	r, err := newReader(*base, *language, asOf, more...)
	if err != nil {
		return 0, err
	}
	if _, bad, err = r.folder(os.DirFS(f.Arg(0)), out, stderr); err != nil {
		err = fmt.Errorf("%s: %w", f.Arg(0), err)
	}
	return bad, errors.Join(err, out.Flush())
}

func main() {
	bad, err := run(os.Args[1:], os.Stdout, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if bad > 0 {
		os.Exit(1)
	}
}
