// Registry screens everybody in a file and writes one decision a line, in the order of the file.
//
//	go run ./examples/registry -out decisions.ndjson -report report.html clients.ndjson
//
// A line of the input is {"id": …, "intake": {…}, "clearances": […]}, of which the intake alone is
// needed. A file that ends in .csv has a heading instead: id, names of facts, and card.NAME for cards;
// several words in a cell are parted by ";", and a row stands on one line. Memory does not grow with the file. A run that was
// stopped, however rudely, goes on where it was when it is started again in the same way: no client
// is lost and none is decided twice. What cannot be read is one line of the output too, with the path
// to what is wrong.
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
	flags.Usage = func() {
		fmt.Fprintln(stderr, "registry screens everybody in a file: registry [flags] CLIENTS.ndjson|CLIENTS.csv")
		flags.PrintDefaults()
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
	status, err := screenAll(ctx, job{flags.Arg(0), *out, *page, *workers}, progressOn(stderr, *quiet), stdout)
	if err != nil {
		fmt.Fprintln(stderr, "registry:", err)
	}
	return status
}

type job struct {
	in, out, page string
	workers       int
}

func screenAll(ctx context.Context, j job, p *progress, stdout io.Writer) (int, error) {
	s, err := screening.New()
	if err != nil {
		return unusable, err
	}
	in, err := open(j.in, s)
	if err != nil {
		return unusable, err
	}
	defer in.Close()
	out, behind, err := resume(j.out, heading{Registry: 1, Rules: s.Fingerprint(), Input: in.digest})
	if err != nil {
		return unusable, err
	}
	defer out.Close()
	p.begin(in, behind)
	w := bufio.NewWriter(out)
	n := 0
	for line := range parallel.Map(ctx, in.clients(behind), j.workers, func(c client) []byte { return c.decide(s) }) {
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
