// Visit reads one visit and prints everything that the library decides about it, for the therapist or, with -json, for a program.
//
//	go run ./examples/visit [-json | -all | -client] [FILE]
//
// The visit is JSON, read from FILE or else from standard input. Each part may be missing, and only what is there is decided:
//
//	{"intake": {"regions": ["lumbar_paraspinal"], "cards": {"emergency_now": {}}, "client": {"age": 34}, "disc": {"present": "yes"}},
//	 "clearance": [{"covers": ["spine.disc"], "days_ago": 3, "by": "GP", "techniques": ["relaxing_swedish"], "strokes": ["gliding"]}],
//	 "presentation": ["muscle_spasm"],
//	 "history": {"novice": "no", "prior_sessions": 3, "accepts_discomfort": "yes", "hours_since_last": 72, "last_sore": "no"},
//	 "plan": {"technique": "relaxing_swedish", "minutes": 30, "position": "prone", "bolster": "yes", "therapist": "qualified",
//	          "strokes": [{"stroke": "effleurage_light", "region": "lumbar_paraspinal", "pressure": 2, "minutes": 10}]},
//	 "session": {"attack_onset": "no", "pain_during": 2, "asked_to_stop": "no"},
//	 "course": {"sessions": [{"days_ago": 1, "disposition": "adapt", "phase": "none",
//	                          "plan": {"technique": "relaxing_swedish", "minutes": 30}, "violations": []}],
//	            "report": {"hours_since": 20, "nrs": 3, "quality": ["dull_ache"], "site": "treated_muscle"}}}
//
// The intake, with the clearances, says whether there may be a massage. The presentation is what the therapist found; with it, and with
// the history, the techniques are chosen, and the plan is checked. The session is the one that goes on; the course is the ones before,
// with how the client is after the last.
//
// A contraindication is an answer like any other: the status is 0. A visit that cannot be read in full is not decided: its problems
// stand on standard error, past a hundred only their number, nothing on standard output, and the status is 2. The status is 1 when the rules or the output fail.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/safehands/safehands/screening/policy/document"
)

const (
	done     = 0
	failed   = 1
	badInput = 2
)

// rules loads the rules once, however many visits are decided.
var rules = sync.OnceValues(load)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("visit", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: visit [-json | -all | -client] [FILE]\nreads one visit (JSON), by default from standard input")
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
	if flags.NArg() > 1 {
		fmt.Fprintln(stderr, "one FILE at most, and flags before it")
		return badInput
	}
	if *asJSON && *all || *asJSON && *client || *all && *client {
		fmt.Fprintln(stderr, "-json, -all and -client exclude each other")
		return badInput
	}
	data, err := read(flags.Arg(0), stdin)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return badInput
	}
	l, err := rules()
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failed
	}
	d, err := l.decide(data)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return badInput
	}
	var out bytes.Buffer
	switch {
	case *asJSON:
		err = writeJSON(&out, d)
	case *client:
		writeClient(&out, l, d)
	case *all:
		writeAll(&out, l, d)
	default:
		writeText(&out, l, d)
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return failed
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
	if err != nil {
		return nil, err
	}
	if len(data) > document.MaxJSON {
		return nil, fmt.Errorf("the visit is longer than %d bytes", document.MaxJSON)
	}
	return data, nil
}
