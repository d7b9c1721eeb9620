package document_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

func TestProblems(t *testing.T) {
	var p document.Problems
	if err := p.Err(); err != nil {
		t.Errorf("Err of no problems = %v, want nil", err)
	}
	root := &document.Node{File: "b", Line: 2, Column: 1}
	p.At(root, "c %d%%", 5)
	p.Add(document.Problem{File: "b", Line: 10, Column: 1, Message: "d"})
	p.Add(document.Problem{File: "b", Line: 2, Column: 1, Message: "b"})
	p.Key(document.Entry{Key: "x", Line: 1, Column: 9}, root, "a")
	p.At(root, "c 5%%")
	p.At(&document.Node{Line: 3, Column: 3, Path: "own[\"a.b\"]"}, "e")
	p.At(nil, "f")
	p.Key(document.Entry{Key: "x.y", Line: 4}, &document.Node{Path: "own"}, "g")
	want := "f\nown[\"a.b\"]: e\nown[\"x.y\"]: g\nb:1:9: a\nb:2:1: b\nb:2:1: c 5%\nb:10:1: d"
	err := p.Err()
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("Error mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(8, p.Len()); diff != "" {
		t.Errorf("Len mismatch (-want +got):\n%s", diff)
	}
	var refused *document.Error
	if !errors.As(fmt.Errorf("wrapped: %w", err), &refused) {
		t.Fatalf("errors.As(%v) = false", err)
	}
	if diff := cmp.Diff(document.Problem{Message: "f"}, refused.Problems[0]); diff != "" {
		t.Errorf("first problem mismatch (-want +got):\n%s", diff)
	}
	byHand := &document.Error{Problems: []document.Problem{{Message: "b"}, {Message: "a"}, {Message: "b"}}}
	if diff := cmp.Diff("a\nb", byHand.Error()); diff != "" {
		t.Errorf("Error mismatch (-want +got):\n%s", diff)
	}
}

func TestProblemsPastTheMost(t *testing.T) {
	add := func(p *document.Problems, from, to int) {
		for i := from; i < to; i++ {
			p.At(&document.Node{File: "f", Line: 1000 - i, Column: 1}, "wrong")
		}
	}
	tests := []struct {
		name string
		add  func(p *document.Problems)
		kept int
		last string
		len  int
	}{
		{"the most", func(p *document.Problems) { add(p, 0, 100) }, 100, "f:1000:1: wrong", 100},
		{"one more", func(p *document.Problems) { add(p, 0, 101) }, 100, "and 1 more problem", 101},
		{"many more", func(p *document.Problems) {
			add(p, 0, 500)
			for range 12345 - 400 {
				p.Key(document.Entry{Key: "k"}, nil, "wrong")
			}
		}, 100, "and 12,345 more problems", 12445},
		{"the same ones again", func(p *document.Problems) { add(p, 0, 50); add(p, 0, 50); add(p, 0, 50) }, 50, "f:1000:1: wrong", 150},
		{"of another collector", func(p *document.Problems) {
			p.Add(document.Problem{Message: "and 7 more problems", More: 7, Path: "visit"})
			add(p, 0, 3)
		}, 3, "and 7 more problems", 10},
		{"of two collectors", func(p *document.Problems) {
			p.Add(document.Problem{More: 999_993})
			p.Add(document.Problem{More: 7})
		}, 0, "and 1,000,000 more problems", 1_000_000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			tt.add(&p)
			var refused *document.Error
			if !errors.As(p.Err(), &refused) {
				t.Fatalf("Err is %T, want *document.Error", p.Err())
			}
			lines := strings.Split(refused.Error(), "\n")
			kept := 0
			for _, x := range refused.Problems {
				if x.More == 0 {
					kept++
				}
			}
			if diff := cmp.Diff(tt.kept, kept); diff != "" {
				t.Errorf("kept mismatch (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.last, lines[len(lines)-1]); diff != "" {
				t.Errorf("last line mismatch (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.len, p.Len()); diff != "" {
				t.Errorf("Len mismatch (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.kept == document.MaxProblems, p.Full()); diff != "" {
				t.Errorf("Full mismatch (-want +got):\n%s", diff)
			}
			known, want := []string{"spasm"}, " (did you mean spasm?)"
			if p.Full() {
				want = ""
			}
			if diff := cmp.Diff(want, p.Suggest("spasn", known)); diff != "" {
				t.Errorf("Suggest mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestProblemsOfLayers(t *testing.T) {
	own, builtIn := document.Layer{Name: "own", Order: 2}, document.Layer{Name: "safehands", Order: 1}
	var p document.Problems
	p.At(&document.Node{Layer: own, File: "a", Line: 1, Column: 1}, "wrong")
	p.At(&document.Node{Layer: builtIn, File: "b", Line: 9, Column: 1}, "wrong")
	p.Key(document.Entry{Key: "k", Line: 3, Column: 4}, &document.Node{Layer: own, File: "b"}, "unknown")
	p.Add(document.Problem{Layer: own, Path: "layer own", Message: "has no files"})
	p.Add(document.Problem{File: "c", Line: 1, Column: 1, Message: "of no layer"})
	want := "c:1:1: of no layer\nsafehands: b:9:1: wrong\nlayer own: has no files\nown: a:1:1: wrong\nown: b:3:4: unknown"
	if diff := cmp.Diff(want, p.Err().Error()); diff != "" {
		t.Errorf("Error mismatch (-want +got):\n%s", diff)
	}
}

// Joined problems keep their order and position; an error that is none of a document is one problem.
func TestJoin(t *testing.T) {
	var inner, p document.Problems
	inner.Add(document.Problem{Path: "a", Message: "wrong"})
	p.Join(nil, nil)
	p.Join(fmt.Errorf("read: %w", inner.Err()), func(x *document.Problem) { x.Path = "in." + x.Path })
	p.Join(errors.New("no disk"), func(x *document.Problem) { x.Path = "in." + x.Path })
	if got, want := p.Err().Error(), "no disk\nin.a: wrong"; got != want {
		t.Errorf("joined problems are\n%s, want\n%s", got, want)
	}
}
