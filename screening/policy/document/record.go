package document

import (
	"encoding"
	"errors"
	"strconv"
	"strings"
)

// ReadBack reads what a Go value was written as: one JSON value of any length. The error is an [*Error] with every problem; the old value
// then stays.
func ReadBack[T any](data []byte, to *T, read func(*T, *Node, *Problems)) error {
	var p Problems
	var value T
	if to == nil {
		return errors.New("there is nothing to read into")
	}
	if n := readJSON(data, &p); n != nil {
		read(&value, n, &p)
	}
	if err := p.Err(); err != nil {
		return err
	}
	*to = value
	return nil
}

// Record reads a JSON object that a struct was written as. A member is declared by the tag of its field: every one has to be there, and
// what is left out when empty must not be there empty. Null is refused, and so is every other member.
type Record struct {
	fields   Fields
	required []string
	problems *Problems
}

// NewRecord returns a record without members. What is wrong is added to p.
func NewRecord(p *Problems) *Record { return &Record{fields: Fields{}, problems: p} }

// Read reads the members that were declared, in the order of the document. What names the object, with its article.
func (r *Record) Read(n *Node, what string) { n.Fields(r.problems, what, r.fields, r.required...) }

// Add declares a member that read reads.
func (r *Record) Add(tag string, read func(*Node)) { r.member(tag, read, nil) }

// member declares a member; empty reports whether what was read would have been left out.
func (r *Record) member(tag string, read func(*Node), empty func() bool) {
	if r == nil {
		return
	}
	key, option, _ := strings.Cut(tag, ",")
	if option == "" {
		r.required = append(r.required, key)
		r.fields[key] = read
		return
	}
	r.fields[key] = func(n *Node) {
		before := r.problems.Len()
		read(n)
		if empty != nil && empty() && r.problems.Len() == before {
			r.problems.At(n, "is empty; leave it out")
		}
	}
}

// Text declares a text.
func (r *Record) Text(tag string, to *string) {
	r.member(tag, func(n *Node) { *to = n.Str(r.problems, "a value") }, func() bool { return *to == "" })
}

// Texts declares a list of texts. What was written as an empty list is not nil.
func (r *Record) Texts(tag string, to *[]string) {
	read := func(n *Node) {
		*to = []string{}
		for _, item := range n.List(r.problems, "a value") {
			*to = append(*to, item.Str(r.problems, "a value"))
		}
	}
	r.member(tag, read, func() bool { return len(*to) == 0 })
}

// Bool declares true or false.
func (r *Record) Bool(tag string, to *bool) {
	r.member(tag, func(n *Node) { *to = n.Bool(r.problems, "a value") }, func() bool { return !*to })
}

// Int declares a whole number.
func (r *Record) Int(tag string, to *int) {
	r.member(tag, func(n *Node) { *to, _ = n.Int(r.problems, "a value") }, func() bool { return *to == 0 })
}

// Whole declares a whole number that may be missing.
func (r *Record) Whole(tag string, to **int) {
	r.member(tag, func(n *Node) {
		if x, ok := n.Int(r.problems, "a value"); ok {
			*to = &x
		}
	}, nil)
}

// Float declares a number. Unlike an answer it can have an exponent.
func (r *Record) Float(tag string, to *float64) {
	r.member(tag, func(n *Node) {
		x, err := strconv.ParseFloat(n.Text, 64)
		if n.Kind != Number || err != nil {
			n.Float(r.problems, "a value")
			return
		}
		*to = x
	}, func() bool { return *to == 0 })
}

// Value declares a member that reads itself, such as one of some words.
func (r *Record) Value(tag string, to interface{ Read(*Node, *Problems) }) {
	zero, _ := to.(interface{ IsZero() bool })
	r.member(tag, func(n *Node) { to.Read(n, r.problems) }, func() bool { return zero != nil && zero.IsZero() })
}

// Word reads one of some words into a value that knows them. What names it, with its article.
func (n *Node) Word(p *Problems, to encoding.TextUnmarshaler, what string, words []string) {
	if word, ok := n.OneOf(p, what, words); ok {
		if err := to.UnmarshalText([]byte(word)); err != nil {
			p.At(n, "%s", err)
		}
	}
}

// Follows holds a member that follows from the others against what does.
func (n *Node) Follows(p *Problems, key string, said, follows bool) {
	for _, e := range n.Entries {
		if e.Key == key && said != follows {
			p.At(e.Value, "is %t, but %t follows from the other members", said, follows)
		}
	}
}

// Parts declares a list of values that read themselves. What was written as an empty list is nil.
func Parts[T any](r *Record, tag string, to *[]T, read func(*T, *Node, *Problems)) {
	r.member(tag, func(n *Node) {
		for _, item := range n.List(r.problems, "a value") {
			var part T
			read(&part, item, r.problems)
			*to = append(*to, part)
		}
	}, func() bool { return len(*to) == 0 })
}
