package document

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxProblems is the number of different problems that are kept. Those beyond it are only counted:
// nobody mends more at once, and what is wrong with an input must not cost more than reading it.
const MaxProblems = 100

// Layer says which of several sets of files a file belongs to. The zero value is the only set, and
// is not printed.
type Layer struct {
	Name  string
	Order int
}

// Problem is one thing that is wrong with a document.
type Problem struct {
	Layer         Layer
	File          string
	Line, Column  int
	Path, Message string
	// More is the number of problems that were only counted. Such an entry stands last and has no
	// position.
	More int
}

// String returns the message with its position in a file, or its path where there is no file.
func (p Problem) String() string {
	switch {
	case p.More > 0:
		return p.Message
	case p.File != "" && p.Layer.Name != "":
		return fmt.Sprintf("%s: %s:%d:%d: %s", p.Layer.Name, p.File, p.Line, p.Column, p.Message)
	case p.File != "":
		return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	case p.Path != "":
		return p.Path + ": " + p.Message
	}
	return p.Message
}

func (p Problem) compare(q Problem) int {
	return cmp.Or(
		cmp.Compare(p.More, q.More),
		cmp.Compare(p.Layer.Order, q.Layer.Order),
		cmp.Compare(p.Layer.Name, q.Layer.Name),
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
		cmp.Compare(p.Path, q.Path),
		cmp.Compare(p.Message, q.Message),
	)
}

// Error holds the problems that were found: all of them, or [MaxProblems] and the number of the
// others.
type Error struct {
	Problems []Problem
}

// Error returns one line for each problem, sorted by layer and position and without duplicates.
func (e *Error) Error() string {
	var lines []string
	for _, p := range sorted(e.Problems) {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

// Problems collects problems. The zero value is empty and ready; it is not for concurrent use.
type Problems struct {
	kept  []Problem
	seen  map[Problem]bool
	added int
	more  int
}

// At adds a problem at the node's position and path.
func (p *Problems) At(n *Node, format string, args ...any) {
	if p.Full() {
		p.count(1)
		return
	}
	problem := Problem{Message: fmt.Sprintf(format, args...)}
	if n != nil {
		problem.Layer, problem.File, problem.Path = n.Layer, n.File, n.Path
		problem.Line, problem.Column = n.Line, n.Column
	}
	p.Add(problem)
}

// In adds a problem at a path of what was handed over as Go values, or of the whole where it is
// empty.
func (p *Problems) In(path, format string, args ...any) {
	p.Add(Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

// TooMany reports whether a list at a path is too long, and adds that.
func (p *Problems) TooMany(path, what string, n, most int) bool {
	if n > most {
		p.In(path, "%s", TooMany(n, most, what))
	}
	return n > most
}

// AtItem adds a problem at the item of a list that has a text, or at the node where none has.
func (p *Problems) AtItem(n *Node, text, format string, args ...any) {
	if !p.Full() {
		n = n.Item(text)
	}
	p.At(n, format, args...)
}

// Key adds a problem at a key of parent.
func (p *Problems) Key(e Entry, parent *Node, format string, args ...any) {
	if p.Full() {
		p.count(1)
		return
	}
	problem := Problem{Line: e.Line, Column: e.Column, Path: e.Key, Message: fmt.Sprintf(format, args...)}
	if parent != nil {
		problem.Layer, problem.File, problem.Path = parent.Layer, parent.File, keyPath(parent.Path, e.Key)
	}
	p.Add(problem)
}

// Add adds a problem. Of an entry that only counts, as another collector made it, the number is
// added.
func (p *Problems) Add(problem Problem) {
	problem.Message = cutMessage(problem.Message)
	switch {
	case problem.More > 0:
		p.count(problem.More)
	case p.seen[problem]:
		p.added++
	case p.Full():
		p.count(1)
	default:
		if p.seen == nil {
			p.seen = map[Problem]bool{}
		}
		p.seen[problem] = true
		p.kept = append(p.kept, problem)
		p.added++
	}
}

// longestMessage is in bytes. No message is that long but of what it repeats.
const longestMessage = 2000

func cutMessage(message string) string {
	if len(message) <= longestMessage {
		return message
	}
	end := longestMessage
	for !utf8.RuneStart(message[end]) {
		end--
	}
	return message[:end] + cut
}

func (p *Problems) count(n int) { p.added, p.more = p.added+n, p.more+n }

// Full reports whether further problems are only counted, so that whoever looks for a suggestion
// can spare the work.
func (p *Problems) Full() bool { return len(p.kept) >= MaxProblems }

// Suggest is the function [Suggest] as long as the next problem is kept, and nothing from then on.
func (p *Problems) Suggest(typed string, known []string) string {
	if p.Full() {
		return ""
	}
	return Suggest(typed, known)
}

// Join adds what an error tells of, each problem as edit leaves it; edit may be nil.
func (p *Problems) Join(err error, edit func(*Problem)) {
	var list *Error
	if err == nil {
		return
	}
	if !errors.As(err, &list) {
		list = &Error{Problems: []Problem{{Message: err.Error()}}}
		edit = nil
	}
	for _, x := range list.Problems {
		if edit != nil {
			edit(&x)
		}
		p.Add(x)
	}
}

// Len returns how many problems were added.
func (p *Problems) Len() int { return p.added }

// Err returns nil or an [*Error] with the problems, sorted by layer and position and without
// duplicates.
func (p *Problems) Err() error {
	if p.added == 0 {
		return nil
	}
	all := sorted(p.kept)
	if p.more > 0 {
		word := "problems"
		if p.more == 1 {
			word = "problem"
		}
		all = append(all, Problem{Message: fmt.Sprintf("and %s more %s", grouped(p.more), word), More: p.more})
	}
	return &Error{Problems: all}
}

// Fresh are the problems of an error that another has not, or nil: what a change has made wrong.
func Fresh(now, before error) error {
	var a, b *Error
	if !errors.As(now, &a) {
		return now
	}
	errors.As(before, &b)
	var p Problems
	for _, x := range a.Problems {
		if b == nil || !slices.Contains(b.Problems, x) {
			p.Add(x)
		}
	}
	return p.Err()
}

// grouped writes a number with a comma before every three digits.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func sorted(problems []Problem) []Problem {
	return slices.Compact(slices.SortedFunc(slices.Values(problems), Problem.compare))
}
