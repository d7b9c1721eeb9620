package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
)

// table is everything that was measured.
type table struct {
	columns []string
	rows    []row
	loads   []loadRow
	missing []string
	screens []screenRow
}

type row struct {
	rules, open string
	cells       map[string]measured
}

type loadRow struct {
	size int
	of   map[string]loaded
}

// screenRow is one call of the screener over the shipped rules.
type screenRow struct {
	call, open  string
	median      time.Duration
	least, most time.Duration
	allocs      float64
}

func newTable() *table {
	t := &table{}
	for _, e := range engines() {
		t.columns = append(t.columns, e.name())
	}
	return t
}

func (t *table) load(size int, all []loaded, missing []unloaded) {
	l := loadRow{size, map[string]loaded{}}
	for _, e := range all {
		l.of[e.name()] = e
	}
	t.loads = append(t.loads, l)
	for _, u := range missing {
		text := fmt.Sprintf("%d rules: %v", size, u)
		if first, _, cut := strings.Cut(text, "\n"); cut {
			text = first
		}
		t.missing = append(t.missing, text)
	}
}

func (t *table) add(rules, open string, cells []measured) {
	r := row{rules, open, map[string]measured{}}
	for _, c := range cells {
		r.cells[c.name] = c
	}
	t.rows = append(t.rows, r)
}

// shipped measures the shipped rules: the engines over people who answered everything, and the
// calls of the screener over these, over people who answered half of the pages, and over nobody.
func (t *table) shipped(o options) error {
	x, err := newShipped(o.clients)
	if err != nil {
		return err
	}
	all, missing := loadAll(x.workload, x.engines())
	if len(missing) > 0 {
		return missing[0].why
	}
	if err := agree(x.workload, all, len(x.workload.clients)); err != nil {
		return fmt.Errorf("the shipped rules: %w", err)
	}
	cells, err := compare(x.workload, all, 0, o.rounds)
	if err != nil {
		return err
	}
	t.add(fmt.Sprintf("%d shipped", len(x.workload.rules)), words(0), cells)
	calls := []struct {
		name string
		call func(screening.Intake) error
	}{
		{"Screen", func(in screening.Intake) error { _, err := x.screener.Screen(in); return err }},
		{"Questions", func(in screening.Intake) error { _, err := x.screener.Questions(in); return err }},
	}
	for _, percent := range []int{0, 50, 100} {
		intakes := x.opened(percent)
		for _, c := range calls {
			s := &screens{intakes, c.call}
			var times []time.Duration
			var allocs float64
			for range o.rounds {
				took, a, err := pass(loaded{engine: s}, len(intakes))
				if err != nil {
					return err
				}
				times, allocs = append(times, took), a
			}
			slices.Sort(times)
			t.screens = append(t.screens, screenRow{c.name, words(percent), times[len(times)/2],
				times[0], times[len(times)-1], allocs})
		}
	}
	return nil
}

// opened are the same people with a share of the pages not answered, and nothing but their age of
// the questions that stand on no page.
func (x *shipped) opened(percent int) []screening.Intake {
	if percent == 0 {
		return x.intakes
	}
	var out []screening.Intake
	for range x.intakes {
		in := screening.Intake{}
		for i, c := range x.screener.Rules().Cards() {
			if i*100/len(x.screener.Rules().Cards()) >= percent {
				_ = x.screener.TickNames(&in, intake.Card(c.Name))
			}
		}
		out = append(out, in)
	}
	return out
}

// screens is one call as an engine, so that it is timed in the same way.
type screens struct {
	intakes []screening.Intake
	call    func(screening.Intake) error
}

func (s *screens) name() string                      { return "" }
func (s *screens) load(*workload) error              { return nil }
func (s *screens) take(*workload)                    {}
func (s *screens) decide(client int, _ *found) error { return s.call(s.intakes[client]) }

// write prints everything as Markdown.
func (t *table) write(w io.Writer, o options) {
	t.writeTimes(w, o)
	t.writeCalls(w)
	t.writeLoads(w)
}

// writeTimes prints what one client costs.
func (t *table) writeTimes(w io.Writer, o options) {
	fmt.Fprintf(w, "Microseconds for one client, and how many times as long as Safehands. "+
		"Medians of %d rounds, %d clients.\n\n",
		o.rounds, o.clients)
	fmt.Fprintf(w, "| rules | questions | %s |\n|%s\n",
		strings.Join(t.columns, " | "), strings.Repeat(" --- |", len(t.columns)+2))
	for _, r := range t.rows {
		fmt.Fprintf(w, "| %s | %s |", r.rules, r.open)
		for _, name := range t.columns {
			switch c, ok := r.cells[name]; {
			case !ok:
				fmt.Fprint(w, " does not load |")
			case name == t.columns[0]:
				fmt.Fprintf(w, " **%s** |", micro(c.median))
			case !has(r.cells, t.columns[0]):
				fmt.Fprintf(w, " %s |", micro(c.median))
			default:
				fmt.Fprintf(w, " %s (%s) |", micro(c.median), short3(c.ratio))
			}
		}
		fmt.Fprintln(w)
	}
	for _, m := range t.missing {
		fmt.Fprintf(w, "\n- %s", m)
	}
	if len(t.missing) > 0 {
		fmt.Fprintln(w)
	}
}

// writeLoads prints what loading costs, and what is allocated.
func (t *table) writeLoads(w io.Writer) {
	fmt.Fprintf(w, "\nAllocations for one client:\n\n| rules | questions | %s | %s |\n| --- | --- | --- | --- |\n",
		t.columns[0], t.columns[1])
	for _, r := range t.rows {
		if has(r.cells, t.columns[0]) {
			fmt.Fprintf(w, "| %s | %s | %.1f | %.1f |\n",
				r.rules, r.open, r.cells[t.columns[0]].allocs, r.cells[t.columns[1]].allocs)
		}
	}
	fmt.Fprintf(w, "\nLoading, once, in microseconds a rule and KB kept a rule:\n\n| rules | %s |\n|%s\n",
		strings.Join(t.columns, " | "), strings.Repeat(" --- |", len(t.columns)+1))
	for _, l := range t.loads {
		fmt.Fprintf(w, "| %d |", l.size)
		for _, name := range t.columns {
			if e, ok := l.of[name]; ok {
				fmt.Fprintf(w, " %s, %.1f |", micro(e.took/time.Duration(l.size)), float64(e.kept)/1024/float64(l.size))
			} else {
				fmt.Fprint(w, " does not load |")
			}
		}
		fmt.Fprintln(w)
	}
}

// writeCalls prints what the calls over the shipped rules cost.
func (t *table) writeCalls(w io.Writer) {
	if len(t.screens) > 0 {
		fmt.Fprint(w, "\nThe shipped rules, one call, in microseconds:\n\n"+
			"| call | questions | median | least to most | allocations |\n| --- | --- | --- | --- | --- |\n")
		for _, s := range t.screens {
			fmt.Fprintf(w, "| %s | %s | %s | %s to %s | %.0f |\n",
				s.call, s.open, micro(s.median), micro(s.least), micro(s.most), s.allocs)
		}
	}
}

func has(cells map[string]measured, name string) bool { _, ok := cells[name]; return ok }

func micro(d time.Duration) string { return short3(float64(d.Nanoseconds()) / 1000) }

// short3 writes a number with three digits that mean something.
func short3(x float64) string {
	switch {
	case x < 10:
		return strconv.FormatFloat(x, 'f', 2, 64)
	case x < 100:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return whole(strconv.FormatFloat(x, 'f', 0, 64))
}

// whole parts the thousands.
func whole(text string) string {
	out := ""
	for len(text) > 3 {
		text, out = text[:len(text)-3], ","+text[len(text)-3:]+out
	}
	return text + out
}
