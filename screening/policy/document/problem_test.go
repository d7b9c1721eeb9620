package document_test

import (
	"errors"
	"fmt"
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
