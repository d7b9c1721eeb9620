package main

import (
	"fmt"
	"runtime"
	"slices"
	"time"
)

// loaded is an engine that is ready, and what that took.
type loaded struct {
	engine
	took time.Duration
	kept int64 // bytes
}

// unloaded is one that could not be made ready.
type unloaded struct {
	name string
	why  error
}

func (u unloaded) String() string { return fmt.Sprintf("%s does not load: %v", u.name, u.why) }

func loadAll(w *workload, all []engine) (out []loaded, not []unloaded) {
	for _, e := range all {
		before, start := heap(), time.Now()
		err := e.load(w)
		took := time.Since(start)
		if err != nil {
			not = append(not, unloaded{e.name(), err})
			continue
		}
		out = append(out, loaded{e, took, heap() - before})
	}
	return out, not
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// agree lets all engines decide the first clients and says where two of them differ.
func agree(w *workload, all []loaded, clients int) error {
	var first []found
	for n, e := range all {
		e.take(w)
		if e.name() == boundsAlone {
			continue // lists no rules
		}
		for i := range clients {
			var out found
			if err := e.decide(i, &out); err != nil {
				return fmt.Errorf("%s, client %d: %w", e.name(), i, err)
			}
			slices.Sort(out.certain)
			slices.Sort(out.possible)
			if n == 0 || len(first) <= i {
				first = append(first, out)
				continue
			}
			if !slices.Equal(first[i].certain, out.certain) || !slices.Equal(first[i].possible, out.possible) {
				return fmt.Errorf("client %d: %s finds %v hold and %v may; %s finds %v hold and %v may",
					i, all[0].name(), first[i].certain, first[i].possible, e.name(), out.certain, out.possible)
			}
		}
	}
	return nil
}

// measured is one cell: the median over all rounds of the time for one client.
type measured struct {
	size, open  int
	name        string
	median      time.Duration
	ratio       float64 // to the first engine of the same round, the median of these
	least, most time.Duration
	allocs      float64 // for one client
}

const slice = 60 * time.Millisecond // how long an engine is timed in a round, and at least all clients once

// compare times the engines in turn, in as many rounds, so that whatever else the machine does
// falls on all of them.
func compare(w *workload, all []loaded, open, rounds int) ([]measured, error) {
	times := make([][]time.Duration, len(all))
	allocs := make([]float64, len(all))
	for _, e := range all {
		e.take(w)
	}
	for range rounds {
		for n, e := range all {
			t, a, err := pass(e, len(w.clients))
			if err != nil {
				return nil, err
			}
			times[n], allocs[n] = append(times[n], t), a
		}
	}
	var out []measured
	for n, e := range all {
		var ratios []float64
		for i := range rounds {
			ratios = append(ratios, float64(times[n][i])/float64(times[0][i]))
		}
		slices.Sort(ratios)
		t := slices.Sorted(slices.Values(times[n]))
		out = append(out, measured{len(w.rules), open, e.name(), t[len(t)/2], ratios[len(ratios)/2],
			t[0], t[len(t)-1], allocs[n]})
	}
	return out, nil
}

func pass(e loaded, clients int) (time.Duration, float64, error) {
	var out found
	if err := e.decide(0, &out); err != nil { // warm
		return 0, 0, err
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n, start := 0, time.Now()
	for n == 0 || time.Since(start) < slice {
		for i := range clients {
			if err := e.decide(i, &out); err != nil {
				return 0, 0, err
			}
		}
		n += clients
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return took / time.Duration(n), float64(after.Mallocs-before.Mallocs) / float64(n), nil
}
