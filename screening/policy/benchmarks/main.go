// Benchmarks times Safehands against other ways to decide the same rules for the same clients, and
// prints a table of the times and of how many times as long each takes.
//
//	cd screening/policy/benchmarks && go run . -svg chart.svg -readme ../../../README.md
//
// Every engine decides every client of every row before it is timed, and one that finds another
// rule ends the run. Engines are timed in turn, in several rounds; a time is the median over the
// rounds, a ratio the median of the ratios within a round, so that what else the machine does falls
// on all.
//
// Measured is one client from answers to the lists of rules that hold and of those that still may.
// cel-go, expr and OPA find the answers in their own input, made before; Go by hand and Safehands
// are handed what a form has, and setting it is in their time.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

type options struct {
	sizes   []int
	rounds  int
	clients int
	svg     string
	readme  string
	shipped bool
}

func main() {
	o := options{}
	sizes := flag.String("sizes", "25,100,1000,10000", "numbers of rules")
	flag.IntVar(&o.rounds, "rounds", 5, "rounds that the median is of")
	flag.IntVar(&o.clients, "clients", 32, "clients of each row, who are decided in each round at least once")
	flag.StringVar(&o.svg, "svg", "", "file that a chart is written to")
	flag.StringVar(&o.readme, "readme", "", "file whose part between two marks is replaced with the table")
	flag.BoolVar(&o.shipped, "shipped", true, "the shipped rules as well")
	flag.Parse()
	for _, word := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 {
			fmt.Fprintf(os.Stderr, "-sizes: %q is no number of rules\n", word)
			os.Exit(2)
		}
		o.sizes = append(o.sizes, n)
	}
	if o.rounds < 1 || o.clients < 1 {
		fmt.Fprintln(os.Stderr, "-rounds and -clients are 1 or more")
		os.Exit(2)
	}
	if err := run(o, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(o options, out, progress io.Writer) error {
	t := newTable()
	for _, size := range o.sizes {
		w := newWorkload(size)
		fmt.Fprintf(progress, "%d rules: loading\n", size)
		all, missing := loadAll(w, engines())
		t.load(size, all, missing)
		for _, percent := range openness {
			fmt.Fprintf(progress, "%d rules, %d %% open\n", size, percent)
			w.draw(o.clients, percent)
			if err := agree(w, all, len(w.clients)); err != nil {
				return fmt.Errorf("%d rules, %d %% open: %w", size, percent, err)
			}
			cells, err := compare(w, all, percent, o.rounds)
			if err != nil {
				return err
			}
			t.add(strconv.Itoa(size), words(percent), cells)
		}
	}
	if o.shipped {
		fmt.Fprintln(progress, "the shipped rules")
		if err := t.shipped(o); err != nil {
			return err
		}
	}
	t.write(out, o)
	if o.svg != "" {
		if err := os.WriteFile(o.svg, []byte(chart(t)), 0o644); err != nil {
			return err
		}
	}
	if o.readme == "" {
		return nil
	}
	return t.intoReadme(o)
}

func words(percent int) string {
	return map[int]string{0: "all answered", 10: "a tenth open", 50: "half open", 100: "empty"}[percent]
}
