package main

import (
	"fmt"
	"io"
	"time"
)

// progress says how far it is. Its estimate is by the bytes read since this run began, and is not
// given before there is something to estimate by.
type progress struct {
	w     io.Writer // nil for none
	in    *input
	start time.Time
	from  int64
	first int
	said  time.Time
}

const (
	every    = 2 * time.Second
	guessing = 5 * time.Second // before that an estimate would be made up
)

func progressOn(w io.Writer, quiet bool) *progress {
	if quiet {
		w = nil
	}
	return &progress{w: w}
}

func (p *progress) begin(in *input, behind int) {
	p.in, p.start, p.said, p.first = in, time.Now(), time.Now(), behind
	if in.other > 0 && p.w != nil {
		fmt.Fprintf(p.w, "%d files that do not end in .json are not read\n", in.other)
	}
	if behind > 0 && p.w != nil {
		fmt.Fprintf(p.w, "going on behind %d clients that are decided already\n", behind)
	}
}

func (p *progress) tick(n int) {
	if p.w == nil || n%64 != 0 || time.Since(p.said) < every {
		return
	}
	if p.said = time.Now(); p.from == 0 {
		p.from, p.start, p.first = p.in.read.Load(), p.said, n // what was skipped tells nothing of the pace
		return
	}
	gone, read := time.Since(p.start), p.in.read.Load()
	fmt.Fprintf(p.w, "%d clients, %.0f a second, %.0f %% of the file%s\n",
		n, float64(n-p.first)/gone.Seconds(), 100*float64(read)/float64(max(p.in.size, 1)), p.left(gone, read))
}

func (p *progress) left(gone time.Duration, read int64) string {
	if gone < guessing || read <= p.from {
		return ""
	}
	left := time.Duration(float64(gone) * float64(p.in.size-read) / float64(read-p.from))
	return fmt.Sprintf(", about %v left", left.Round(time.Second))
}

func (p *progress) end(n int) {
	if p.w != nil {
		fmt.Fprintf(p.w, "%d clients\n", n)
	}
}
