package policy_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Whatever stands in a rule file, loading it ends; what is wrong with it is said in words, on one
// line, at a place inside a file.
func FuzzLoad(f *testing.F) {
	for _, data := range badFiles(f) {
		f.Add(data)
	}
	paths, err := filepath.Glob("testdata/base/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	inside := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		inside[filepath.Base(path)] = data
		f.Add(data)
	}
	f.Add([]byte(ownRule))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := loadBad("fuzz.yaml", data)
		if err == nil {
			var e policy.Evaluation
			a := s.NewAnswers()
			if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
				t.Fatalf("no answers, and yet: %v", err)
			}
			checkBounds(t, s, &e)
			return
		}
		var problems *document.Error
		if !errors.As(err, &problems) || len(problems.Problems) == 0 {
			t.Fatalf("error is %T, want *document.Error with problems", err)
		}
		for _, p := range problems.Problems {
			if p.Message == "" || strings.Contains(p.Message, "\n") || !utf8.ValidString(p.Message) {
				t.Errorf("message %q is not one line of text", p.Message)
			}
			content, ok := inside[p.File]
			switch {
			case p.More > 0:
				continue
			case p.File == "fuzz.yaml":
				content = data
			case p.File == "" && p.Path != "":
				continue // a fact or a card of the schema
			case !ok:
				t.Errorf("%v: in no file", p)
				continue
			}
			if !within(content, p.Line, p.Column) {
				t.Errorf("%v: outside the file", p)
			}
		}
	})
}

// within reports whether a position lies in a text, or one behind the end of one of its lines.
func within(text []byte, line, column int) bool {
	lines := bytes.Split(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\n"))
	return line >= 1 && line <= len(lines) && column >= 1 && column <= utf8.RuneCount(lines[line-1])+1
}

func checkBounds(t *testing.T, s *policy.Set, e *policy.Evaluation) {
	t.Helper()
	levels, urgencies := len(s.Schema().Levels), len(s.Schema().Urgencies)
	check := func(what string, b policy.Bounds, n int) {
		if b.Floor < 0 || b.Floor > b.Ceiling || b.Ceiling >= n {
			t.Errorf("%s has floor %d and ceiling %d of %d", what, b.Floor, b.Ceiling, n)
		}
	}
	check("session", e.Session(), levels)
	check("urgency", e.Urgency(), urgencies)
	for _, p := range e.Requested() {
		check(e.PlaceName(p), e.Place(p), levels)
	}
}

// Whatever the answers and the request, deciding ends: with an error, or with a floor that lies no
// higher than its ceiling.
func FuzzAnswers(f *testing.F) {
	s := mustLoad(f, base())
	f.Add([]byte{}, []byte{})
	f.Add([]byte("answers"), []byte{1, 3, 1})
	for i := range 3 {
		f.Add(bytes.Repeat([]byte{byte(i), 1, 0, 0, 0, 0, 0, 0, 0, 0}, len(s.Facts())), []byte{byte(i)})
	}
	places := []string{"lawn", "bed", "garden", "border", "meadow", ""}
	rules := []string{"nest.hedge", "soil.wet", "frost.roots", "none.such"}
	f.Fuzz(func(t *testing.T, facts, rest []byte) {
		next := func() byte {
			if len(rest) == 0 {
				return 0
			}
			b := rest[0]
			rest = rest[1:]
			return b
		}
		a := s.NewAnswers()
		for i := range a.Facts() {
			if len(facts) < 10 {
				break
			}
			bits := binary.LittleEndian.Uint64(facts[2:])
			x := policy.Answer{State: policy.State(facts[0] % 4), Yes: facts[1]&1 == 1, Values: bits}
			switch {
			case facts[1]&2 == 0:
				x.Number = float64(int16(bits))
			default:
				x.Number = math.Float64frombits(bits)
			}
			if facts[1]&4 != 0 {
				x.Values = 1 << (bits % 8)
			}
			a.SetFact(i, x)
			facts = facts[10:]
		}
		for i := range a.Cards() {
			a.SetCard(i, policy.CardAnswer{Given: next()&1 == 1, Ticked: uint64(next()), Unsure: uint64(next())})
		}
		var r policy.Request
		for range next() % 3 {
			r.Places = append(r.Places, places[int(next())%len(places)])
		}
		for range next() % 3 {
			r.Clearances = append(r.Clearances, policy.Clearance{
				Covers: []string{rules[int(next())%len(rules)]},
				Places: []string{places[int(next())%len(places)]},
			})
		}
		var e policy.Evaluation
		if err := s.Evaluate(a, r, &e); err != nil {
			var problems *document.Error
			if !errors.As(err, &problems) {
				t.Errorf("error is %T, want *document.Error", err)
			}
			return
		}
		checkBounds(t, s, &e)
		outcomes := e.Outcomes()
		for _, o := range outcomes {
			if !o.Holds && len(o.WaitsFor) == 0 && len(o.Unsure) == 0 {
				t.Errorf("%s does not hold, and waits for nothing", o.Rule.ID)
			}
		}
		for _, q := range e.Questions(outcomes) {
			if q.Decides && e.Settled() {
				t.Errorf("%s decides what is settled", q.Fact.Name)
			}
			if s := e.Given(q.Index).State; s == policy.Unsure || s == policy.Known {
				t.Errorf("%s has been asked", q.Fact.Name)
			}
		}
	})
}
