package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/safehands/safehands/screening"
)

// tally is what all decisions come to. It is counted from the output, so that a run that was
// stopped and gone on with counts everybody once.
type tally struct {
	Clients, Unread int
	Dispositions    map[screening.Disposition]int
	Urgencies       map[screening.Urgency]int
	Rules           map[string]int // by rule: how many clients it holds for
	Findings        int
	Numbers         map[int]int // by number of findings, of which 10 is 10 and more
	Problems        []string    // of the first lines that could not be read
}

const (
	mostFindings = 10
	mostProblems = 20
)

func count(name string) (*tally, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t := &tally{
		Dispositions: map[screening.Disposition]int{}, Urgencies: map[screening.Urgency]int{},
		Rules: map[string]int{}, Numbers: map[int]int{},
	}
	r := bufio.NewReader(f)
	if _, err := r.ReadString('\n'); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	d := json.NewDecoder(r)
	for {
		var line counted
		switch err := d.Decode(&line); {
		case errors.Is(err, io.EOF):
			return t, nil
		case err != nil:
			return nil, fmt.Errorf("%s, client %d: %w", name, t.Clients+1, err)
		}
		t.add(line)
	}
}

// counted is what is counted of a line.
type counted struct {
	N        int
	File     string
	Problems []string
	Decision *struct {
		Disposition screening.Disposition
		Urgency     screening.Urgency
		Findings    []struct{ Rule string }
	}
}

func (t *tally) add(line counted) {
	t.Clients++
	if line.Decision == nil {
		t.Unread++
		for _, p := range line.Problems {
			if len(t.Problems) < mostProblems {
				who := fmt.Sprintf("client %d", line.N)
				if line.File != "" {
					who += ", " + line.File
				}
				t.Problems = append(t.Problems, who+": "+p)
			}
		}
		return
	}
	d := line.Decision
	t.Dispositions[d.Disposition]++
	t.Urgencies[d.Urgency]++
	t.Findings += len(d.Findings)
	t.Numbers[min(len(d.Findings), mostFindings)]++
	for _, f := range d.Findings {
		t.Rules[f.Rule]++
	}
}

func (t *tally) decided() int { return t.Clients - t.Unread }

func (t *tally) share(n int) float64 { return 100 * float64(n) / float64(max(t.decided(), 1)) }

// row is one bar of a plot.
type row struct {
	Name  string
	N     int
	Share float64 // of the clients who were decided, in percent
}

func (t *tally) rows(of map[string]int, most int) []row {
	var out []row
	for name, n := range of {
		out = append(out, row{name, n, t.share(n)})
	}
	slices.SortFunc(out, func(a, b row) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Name, b.Name)) })
	return out[:min(len(out), most)]
}

// ordered are bars in the order of what they count.
func ordered[K cmp.Ordered](t *tally, of map[K]int) []row {
	var out []row
	for _, k := range slices.Sorted(maps.Keys(of)) {
		out = append(out, row{fmt.Sprint(k), of[k], t.share(of[k])})
	}
	return out
}

func (t *tally) write(w io.Writer) {
	fmt.Fprintf(w, "%d clients, %d not readable, %.2f findings each\n", t.Clients, t.Unread,
		float64(t.Findings)/float64(max(t.decided(), 1)))
	for _, r := range slices.Concat(ordered(t, t.Dispositions), ordered(t, t.Urgencies)) {
		fmt.Fprintf(w, "%9d %5.1f %%  %s\n", r.N, r.Share, r.Name)
	}
	for _, p := range t.Problems {
		fmt.Fprintln(w, p)
	}
}
