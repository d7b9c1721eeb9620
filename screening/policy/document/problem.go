package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a document.
type Problem struct {
	File          string
	Line, Column  int
	Path, Message string
}

// String returns the message with its position in a file, or its path where there is no file.
func (p Problem) String() string {
	switch {
	case p.File != "":
		return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	case p.Path != "":
		return p.Path + ": " + p.Message
	}
	return p.Message
}

func (p Problem) compare(q Problem) int {
	return cmp.Or(
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
		cmp.Compare(p.Path, q.Path),
		cmp.Compare(p.Message, q.Message),
	)
}

// Error holds every problem that was found.
type Error struct {
	Problems []Problem
}

// Error returns one line for each problem, sorted by position and without duplicates.
func (e *Error) Error() string {
	var lines []string
	for _, p := range sorted(e.Problems) {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

// Problems collects problems. The zero value is empty and ready; it is not for concurrent use.
type Problems struct {
	all []Problem
}

// At adds a problem at the node's position and path.
func (p *Problems) At(n *Node, format string, args ...any) {
	problem := Problem{Message: fmt.Sprintf(format, args...)}
	if n != nil {
		problem.File, problem.Line, problem.Column, problem.Path = n.File, n.Line, n.Column, n.Path
	}
	p.Add(problem)
}

// Key adds a problem at a key of parent.
func (p *Problems) Key(e Entry, parent *Node, format string, args ...any) {
	problem := Problem{Line: e.Line, Column: e.Column, Path: e.Key, Message: fmt.Sprintf(format, args...)}
	if parent != nil {
		problem.File, problem.Path = parent.File, keyPath(parent.Path, e.Key)
	}
	p.Add(problem)
}

// Add adds a problem.
func (p *Problems) Add(problem Problem) { p.all = append(p.all, problem) }

// Len returns how many problems were added.
func (p *Problems) Len() int { return len(p.all) }

// Err returns nil or an [*Error] with the problems, sorted by position and without duplicates.
func (p *Problems) Err() error {
	if len(p.all) == 0 {
		return nil
	}
	return &Error{Problems: sorted(p.all)}
}

func sorted(problems []Problem) []Problem {
	return slices.Compact(slices.SortedFunc(slices.Values(problems), Problem.compare))
}
