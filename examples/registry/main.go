// Registry screens everybody in a file and writes one decision a line, in the order of the file.
//
//	go run ./examples/registry -out decisions.ndjson -report report.html clients.ndjson
//
// A line of the input is {"id": …, "intake": {…}, "clearances": […]}, of which the intake alone is
// needed, or a FHIR R4 Bundle of one patient. A file that ends in .csv has a heading instead: id,
// names of facts, and card.NAME for cards; several words in a cell are parted by ";", and a row
// stands on one line. A folder has a bundle in every file that ends in .json, which may be longer
// than a line. Of a bundle the responses to the forms of -base count, as they still hold on the day
// of -as-of; the record proposes, and answers nothing: see examples/fhir.
//
// Memory does not grow with the number of clients. A run that was
// stopped, however rudely, goes on where it was when it is started again in the same way: no client
// is lost and none is decided twice. What cannot be read is one line of the output too, with the
// path to what is wrong. Clients are read more than once, and so from files alone, not from a pipe.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"time"

	"github.com/safehands/safehands/examples/internal/registry"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/parallel"
)

// The exit statuses.
const (
	done     = 0
	refused  = 1 // some lines could not be decided
	unusable = 2
	stopped  = 3 // goes on when it is started again
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("registry", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("out", "decisions.ndjson", "where the decisions go; what is there already is gone on with")
	page := flags.String("report", "", "where to write a page about them (HTML)")
	workers := flags.Int("workers", runtime.NumCPU(), "how many clients are decided at once")
	quiet := flags.Bool("quiet", false, "no progress")
	base := flags.String("base", "https://clinic.example/fhir", "address of the forms that a bundle answers")
	day := flags.String("as-of", "", "day of the visit, such as 2026-03-01; bundles need it")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "registry screens everybody in a file: registry [flags] CLIENTS.ndjson|CLIENTS.csv|FOLDER")
		flags.PrintDefaults()
		fmt.Fprint(stderr, `
Exit status: 0 all are decided, 1 some could not be read or decided, which the
output says line by line, 2 called wrongly, no client, or not readable, 3 stopped
before the end; started again in the same way it goes on.
`)
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return done
	case err != nil:
		return unusable
	case flags.NArg() != 1:
		flags.Usage()
		return unusable
	}
	j := job{in: flags.Arg(0), out: *out, page: *page, base: *base, workers: *workers}
	var err error
	if *day != "" {
		if j.asOf, err = time.ParseInLocation("2006-01-02", *day, time.UTC); err != nil {
			fmt.Fprintf(stderr, "registry: -as-of: %q is no day; write 2026-03-01\n", *day)
			return unusable
		}
	}
	status, err := screenAll(ctx, j, progressOn(stderr, *quiet), stdout)
	if err != nil {
		fmt.Fprintln(stderr, "registry:", err)
	}
	return status
}

type job struct {
	in, out, page, base string
	asOf                time.Time
	workers             int
}

// rules loads the rules once.
var rules = sync.OnceValues(func() (*screening.Screener, error) { return screening.New() })

func screenAll(ctx context.Context, j job, p *progress, stdout io.Writer) (int, error) {
	s, err := rules()
	if err != nil {
		return unusable, err
	}
	in, err := open(j.in, s)
	if err != nil {
		return unusable, err
	}
	h := heading{Registry: 1, Rules: s.Fingerprint(), Input: in.digest}
	form, err := registry.ClientForm(s, j.base)
	if err != nil {
		return unusable, err
	}
	r := registry.Reader{Screener: s, Form: form}
	if r.Files = os.DirFS(j.in); in.folder && j.asOf.IsZero() {
		return unusable, errors.New("-as-of: which day is the visit? Bundles hold answers that grow old")
	}
	if r.AsOf = j.asOf; !j.asOf.IsZero() {
		h.AsOf, h.Base = j.asOf.Format("2006-01-02"), j.base
	}
	out, behind, err := resume(j.out, h)
	if err != nil {
		return unusable, err
	}
	defer out.Close()
	p.begin(in, behind)
	w := bufio.NewWriter(out)
	decide := func(c registry.Client) []byte { return r.Decide(c).Text() }
	n := 0
	for line := range parallel.Map(ctx, in.clients(behind), j.workers, decide) {
		if _, err := w.Write(line); err != nil {
			return unusable, err
		}
		n++
		p.tick(behind + n)
	}
	if err := w.Flush(); err != nil {
		return unusable, err
	}
	p.end(behind + n)
	if in.err != nil {
		return unusable, in.err
	}
	if ctx.Err() != nil {
		return stopped, fmt.Errorf("stopped after %d clients; start it again in the same way to go on", behind+n)
	}
	t, err := count(j.out)
	if err != nil {
		return unusable, err
	}
	t.write(stdout)
	if j.page != "" {
		if err := os.WriteFile(j.page, t.page(s), 0o644); err != nil {
			return unusable, err
		}
	}
	if t.Unread > 0 {
		return refused, nil
	}
	return done, nil
}
