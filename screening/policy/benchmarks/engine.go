package main

// engine is one way to decide a workload.
type engine interface {
	// name is what it is called in the table.
	name() string
	// load reads the rules and the clients into what the engine takes; none of it is measured but
	// the time it takes to load. Clients are turned into the engine's own input here, but for those
	// that read what a form hands over.
	load(w *workload) error
	// take makes the input of clients ready.
	take(w *workload)
	// decide finds the rules that hold for a client, and those that may, by index.
	decide(client int, out *found) error
}

// found are the rules that hold, and those that still may, in any order.
type found struct {
	certain, possible []int
}

func (f *found) reset() { f.certain, f.possible = f.certain[:0], f.possible[:0] }

func (f *found) add(rule int, t truth) {
	switch t {
	case yes:
		f.certain = append(f.certain, rule)
	case open:
		f.possible = append(f.possible, rule)
	}
}

// engines are all of them, the one that the others are compared with first.
func engines() []engine {
	return []engine{&safehands{}, &safehands{bounds: true}, &indexed{}, &closures{}, &exprlang{}, &celgo{}, &opa{}}
}
