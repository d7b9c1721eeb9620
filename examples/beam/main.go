// Beam screens a registry as a pipeline of Apache Beam, which runs in this process or, by a flag,
// on many machines. What is written is what examples/registry writes, line by line.
//
//	cd examples/beam && go run . -input '/data/clients-*.ndjson' -output /data/out
//	go run . -input clients.csv -output out -overlay ../houserules/rules/screening
//	go run . -input clients.csv -output out -overlay old -after new   # whom the new rules decide otherwise
//
// Below -output stand, as lines of JSON:
//
//	decisions/FILE-00000.ndjson  one line for each client of FILE, in order; in the order of their names the files are
//	                             what examples/registry writes without its heading
//	refused/FILE-00000.ndjson    who could not be decided, with the problems and the line as it was, to be corrected
//	changed/FILE-00000.ndjson    with -after: who is decided otherwise
//	burden.ndjson                how many clients each disposition, urgency and rule holds for
//
// The rules go with the data: as a side input, by their fingerprint, which every worker holds
// against the rules that it has built itself. A worker of another version of this program ends the
// run instead of deciding by other rules. Nothing is written twice: a file that is written again is
// the same bytes.
//
// README.md has the flags for Flink, Spark and Dataflow.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/safehands/safehands/examples/internal/registry"
)

var (
	input   = flag.String("input", "", "files of clients, as a pattern: NDJSON, or CSV where the name ends so")
	output  = flag.String("output", "", "folder that everything is written to")
	overlay = flag.String("overlay", "", "folder of rules laid over the built-in ones")
	after   = flag.String("after", "", "folder of rules laid over in its place, to see whom they decide otherwise")
	loosen  = flag.Bool("loosening", false, "lets the folders make rules milder")
	asOf    = flag.String("as-of", "", "day of the visit, such as 2026-03-01; bundles need it")
	base    = flag.String("base", "https://clinic.example/fhir", "address of the forms that a bundle answers")
)

func main() {
	flag.Parse()
	beam.Init() // a worker goes no further
	if err := run(context.Background(), os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, progress io.Writer) error {
	if *input == "" || *output == "" {
		return fmt.Errorf("-input and -output are needed")
	}
	j := job{Input: *input, Output: *output, Visit: visit{Base: *base}}
	if *asOf != "" {
		if _, err := time.Parse(day, *asOf); err != nil {
			return fmt.Errorf("-as-of: %q is no day; write 2026-03-01", *asOf)
		}
		j.Visit.AsOf = *asOf
	}
	var err error
	if j.Rules, err = readRules(*overlay, *loosen); err != nil {
		return err
	}
	if *after != "" {
		r, err := readRules(*after, *loosen)
		if err != nil {
			return fmt.Errorf("-after: %w", err)
		}
		j.After = &r
	}
	p, s := beam.NewPipelineWithRoot()
	j.build(s)
	result, err := beamx.RunWithMetrics(ctx, p)
	if err != nil {
		return err
	}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		if c.Key.Namespace == counters {
			fmt.Fprintf(progress, "%9d %s\n", c.Result(), c.Key.Name)
		}
	}
	return nil
}

const day = "2006-01-02"

// visit is what bundles are read with.
type visit struct{ AsOf, Base string }

// reader reads and decides clients by some rules.
func (v visit) reader(rules string) (registry.Reader, error) {
	s, err := screenerOf(rules)
	if err != nil {
		return registry.Reader{}, err
	}
	r := registry.Reader{Screener: s}
	if v.AsOf != "" {
		if r.Form, err = registry.ClientForm(s, v.Base); err != nil {
			return r, err
		}
		r.AsOf, err = time.ParseInLocation(day, v.AsOf, time.UTC)
	}
	return r, err
}
