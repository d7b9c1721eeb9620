// Package parallel does the same work for many things at once, and keeps their order.
package parallel

import (
	"context"
	"iter"
)

// batch is how many things one worker takes at a time. Handing over costs about as much as
// screening one healthy client, and a batch shares it.
const batch = 32

// Map yields work of everything in, in the order of in, and does at most workers things at once,
// below 1 one. No more than some batches for each worker are held at a time, so that memory does
// not grow with in. It ends where in ends, where the loop over it does, or when ctx is done and in
// yields next; it leaves nothing running. In is gone through from another goroutine than the loop,
// and one at a time. What panics in work or in does so in the loop.
//
//	for d := range parallel.Map(ctx, intakes, runtime.NumCPU(), screen) {
//		…
//	}
//	if ctx.Err() != nil { … } // cut short
func Map[In, Out any](ctx context.Context, in iter.Seq[In], workers int, work func(In) Out) iter.Seq[Out] {
	workers = max(workers, 1)
	return func(yield func(Out) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		todo := make(chan job[In, Out])
		order := make(chan chan result[Out], 2*workers) // what is under way, in its order
		for range workers {
			go func() {
				for j := range todo {
					j.done <- j.do(work)
				}
			}()
		}
		go func() {
			defer close(order)
			defer close(todo)
			feed(ctx, in, todo, order)
		}()
		// Drained, so that neither goroutine waits for a loop that has ended.
		defer func() {
			stop()
			for range order {
			}
		}()
		for done := range order {
			r := <-done
			for _, out := range r.out {
				if ctx.Err() != nil || !yield(out) {
					return
				}
			}
			if r.panicked != nil {
				panic(r.panicked)
			}
		}
	}
}

// job is a batch, and where what came of it goes.
type job[In, Out any] struct {
	in   []In
	done chan result[Out]
}

type result[Out any] struct {
	out      []Out
	panicked any
}

func (j job[In, Out]) do(work func(In) Out) (r result[Out]) {
	defer func() { r.panicked = recover() }()
	r.out = make([]Out, 0, len(j.in))
	for _, x := range j.in {
		r.out = append(r.out, work(x))
	}
	return r
}

// feed hands out batches in order until there is nothing left or nobody wants it.
func feed[In, Out any](ctx context.Context, in iter.Seq[In], todo chan<- job[In, Out], order chan<- chan result[Out]) {
	defer func() {
		if p := recover(); p != nil {
			done := make(chan result[Out], 1)
			done <- result[Out]{panicked: p}
			select {
			case order <- done:
			case <-ctx.Done():
			}
		}
	}()
	var next []In
	send := func() bool {
		j := job[In, Out]{next, make(chan result[Out], 1)}
		next = nil
		select {
		case <-ctx.Done():
			return false
		case order <- j.done:
		}
		todo <- j // a worker is free sooner or later: none waits for anything but work
		return true
	}
	for x := range in {
		if next = append(next, x); len(next) == batch && !send() {
			return
		}
	}
	if len(next) > 0 {
		send()
	}
}
