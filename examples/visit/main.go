// Visit reads one visit and prints everything that the library decides about it, for the therapist
// or, with -json, for a program. What a visit may hold is told by the package of the same name.
//
//	go run ./examples/visit [-json | -all | -client] [FILE]
//
// A contraindication is an answer like any other: the status is 0. A visit that cannot be read in
// full is not decided: its problems stand on standard error, past a hundred only their number,
// nothing on standard output, and the status is 2. The status is 1 when the rules or the output
// fail.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness/visit"
)

const done, failed, badInput = 0, 1, 2

// library is everything that decides about a visit, and the words for it.
type library struct {
	*visit.Decider
	words screening.Words
}

// rules loads the rules once, however many visits are decided.
var rules = sync.OnceValues(func() (library, error) { return libraryOf(visit.Open()) })

func libraryOf(d *visit.Decider, err error) (library, error) {
	if err != nil {
		return library{}, err
	}
	words, err := d.Words()
	return library{d, words}, err
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("visit", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, "usage: visit [-json | -all | -client] [FILE]\n"+
			"reads one visit (JSON), by default from standard input\n")
		flags.PrintDefaults()
	}
	asJSON := flags.Bool("json", false, "print everything as JSON, for a program")
	all := flags.Bool("all", false, "print everything: rule ids, rows, sources, grades, open rules")
	client := flags.Bool("client", false, "print the client's words and nothing else")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return done
		}
		return badInput
	}
	status := func(status int, problem any) int {
		fmt.Fprintln(stderr, problem)
		return status
	}
	if flags.NArg() > 1 {
		return status(badInput, "one FILE at most, and flags before it")
	}
	if *asJSON && *all || *asJSON && *client || *all && *client {
		return status(badInput, "-json, -all and -client exclude each other")
	}
	data, err := read(flags.Arg(0), stdin)
	if err != nil {
		return status(badInput, err)
	}
	l, err := rules()
	if err != nil {
		return status(failed, err)
	}
	d, err := l.Decide(data)
	if err != nil {
		return status(badInput, err)
	}
	var out bytes.Buffer
	switch {
	case *asJSON:
		encoder := json.NewEncoder(&out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(d)
	case *client:
		writeClient(&out, l, d)
	case *all:
		err = writeAll(&out, l, d)
	default:
		writeText(&out, l, d)
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil {
		return status(failed, err)
	}
	return done
}

// read returns the visit, and never holds more of it in memory than can be a visit.
func read(file string, stdin io.Reader) ([]byte, error) {
	from := stdin
	if file != "" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		from = f
	}
	data, err := io.ReadAll(io.LimitReader(from, document.MaxJSON+1))
	if err == nil && len(data) > document.MaxJSON {
		return nil, fmt.Errorf("the visit is longer than %d bytes", document.MaxJSON)
	}
	return data, err
}
