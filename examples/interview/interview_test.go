package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

var opened = sync.OnceValues(func() (*visit.Decider, error) { return visit.Open() })

func library(t testing.TB) *visit.Decider {
	t.Helper()
	d, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var english = said{"Yes", "No", "Not sure"}

// drawn are all pages of all three forms.
func drawn(t testing.TB, d *visit.Decider) []form.Page {
	t.Helper()
	pages, err := d.Screener().Form(screening.Intake{})
	if err != nil {
		t.Fatal(err)
	}
	planned, err := d.Planner().Form(technique.Sheet{During: &technique.During{}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range planned {
		pages = append(pages, p.Page)
	}
	c := soreness.Course{Sessions: []soreness.Session{{Violations: []string{}}}}
	if err := d.Triager().Set(&c, "post.nrs", form.Field{}.Answer); err != nil {
		t.Fatal(err)
	}
	after, err := d.Triager().DecodeCourse([]byte(`{"sessions": [{"days_ago": 1}]}`))
	if err != nil {
		t.Fatal(err)
	}
	reports, err := d.Triager().Form(screening.Intake{}, after)
	if err != nil {
		t.Fatal(err)
	}
	return append(pages, reports...)
}

// Every question, line, choice and limit of the vocabulary can be reached: it stands in a widget, and
// the answer that the widget gives is taken.
func TestEverythingIsReachable(t *testing.T) {
	d := library(t)
	reached := map[string]bool{}
	for _, p := range drawn(t, d) {
		if p.Card != "" {
			w := english.ofCard(p)
			if len(w[0].options) != len(p.Lines) || len(w[1].options) != len(p.Lines) {
				t.Errorf("of %d lines of %s %d can be ticked", len(p.Lines), p.Card, len(w[0].options))
			}
		}
		for _, l := range p.Lines {
			reached[l.Tick] = true
		}
		for _, f := range fieldsOf(p) {
			reached[f.Fact] = true
			reach(t, f)
		}
	}
	for _, f := range d.Screener().Rules().Facts() {
		if !reached[f.Name] {
			t.Errorf("%s is asked nowhere", f.Name)
		}
	}
	for _, set := range []interface{ Path(string) string }{planPath{d}, coursePath{d}} {
		for _, f := range append(d.Planner().PlanRules().Facts(), d.Triager().Rules().Facts()...) {
			if set.Path(f.Name) != "" && len(f.From) == 0 && !reached[f.Name] && answered(d, f.Name) {
				t.Errorf("%s is asked nowhere", f.Name)
			}
		}
	}
}

type planPath struct{ d *visit.Decider }

func (p planPath) Path(fact string) string { return p.d.Planner().Path(0, fact) }

type coursePath struct{ d *visit.Decider }

func (p coursePath) Path(fact string) string {
	return p.d.Triager().Path(soreness.Course{Sessions: []soreness.Session{{}}}, fact)
}

// answered reports whether somebody answers a fact of a plan or a course by its name.
func answered(d *visit.Decider, fact string) bool {
	_, plan := d.Planner().Get(technique.Sheet{}, 0, fact)
	_, course := d.Triager().Get(soreness.Course{}, fact)
	return plan == nil || course == nil
}

// reach looks at the widget of one field.
func reach(t *testing.T, f form.Field) {
	t.Helper()
	w := english.ofField(f)
	for _, c := range f.Choices {
		if !slices.Contains(w.options, option{c.Name, c.Says}) || c.Says == "" {
			t.Errorf("%s: %s cannot be chosen", f.Fact, c.Name)
		}
	}
	switch f.Kind {
	case "yes_no":
		if len(w.options) != 3 {
			t.Errorf("%s: %v", f.Fact, w.options)
		}
	case "whole", "decimal":
		for typed, want := range map[string]bool{
			number(f.Least): true, number(f.Greatest): true, "?": true, number(f.Least - 1): false, number(f.Greatest + 1): false, "a": false,
		} {
			if err := w.check(typed); (err == nil) != want {
				t.Errorf("%s: %s is taken: %v", f.Fact, typed, err)
			}
		}
		for _, n := range []float64{f.Least, f.Greatest} {
			if !strings.Contains(w.hint, number(n)) {
				t.Errorf("%s: %s does not stand in %q", f.Fact, number(n), w.hint)
			}
		}
	}
}

// reply answers a page as somebody who is well and gets a light massage.
func reply(w *widget) {
	prefer := []string{
		"dull_ache", "treated_muscle", "no", "none", "relaxation", "relaxing_swedish", "prone", "qualified", "stress_tension",
		"effleurage_light", "lumbar_paraspinal", "better", "proceed",
	}
	if w.title == "Does the session begin now?" {
		prefer = []string{"yes"}
	}
	if w.title == "Where is the massage wanted?" {
		prefer = []string{"lumbar_paraspinal"}
	}
	if len(w.options) == 0 {
		w.typed = map[string]string{
			"client.age": "34", "plan.minutes": "30", "step.minutes": "10", "step.pressure": "2", "history.prior_sessions": "3",
			"history.hours_since_last": "72", "post.hours_since": "24", "post.onset_hours": "6", "post.duration_hours": "18",
			"post.bruise_cm": "0",
		}[w.fact]
		for _, n := range []string{w.typed, "1", "37", "75", "120", "-1"} {
			if w.check(n) == nil {
				w.typed = n
				break
			}
		}
		return
	}
	if w.several && w.fact == "" && w.title != "Where is the massage wanted?" {
		return // no line of a card applies
	}
	for _, name := range prefer {
		if slices.ContainsFunc(w.options, func(o option) bool { return o.name == name }) {
			w.chosen = []string{name}
			return
		}
	}
	w.chosen = []string{w.options[0].name}
}

// keys are what is pressed for an answer.
func keys(w *widget) string {
	var b strings.Builder
	down := func(n int) { b.WriteString(strings.Repeat("\x1b[B", n)) }
	at := func(name string) int {
		return slices.IndexFunc(w.options, func(o option) bool { return o.name == name })
	}
	switch {
	case len(w.options) == 0:
		b.WriteString(w.typed)
	case w.several:
		last := 0
		for _, name := range w.chosen {
			down(at(name) - last)
			b.WriteString("x")
			last = at(name)
		}
	default:
		down(at(w.chosen[0]))
	}
	return b.String() + "\r"
}

// terminal is a program in a pseudo-terminal, with what stands on its screen.
type terminal struct {
	file   *os.File
	screen vt10x.Terminal
	raw    strings.Builder
	mu     sync.Mutex
	done   chan struct{}
}

func start(t *testing.T, args ...string) (*terminal, *exec.Cmd) {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "interview")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 60, Cols: 120})
	if err != nil {
		t.Fatal(err)
	}
	x := &terminal{file: file, screen: vt10x.New(vt10x.WithSize(120, 60)), done: make(chan struct{})}
	go func() {
		defer close(x.done)
		buffer := make([]byte, 4096)
		for {
			n, err := file.Read(buffer)
			x.mu.Lock()
			_, _ = x.screen.Write(buffer[:n])
			x.raw.Write(buffer[:n])
			x.mu.Unlock()
			// The program asks what the terminal can do, and waits for the answer.
			if s := string(buffer[:n]); strings.Contains(s, "\x1b]11;?") {
				_, _ = io.WriteString(file, "\x1b]11;rgb:0000/0000/0000\x1b\\")
			} else if strings.Contains(s, "\x1b[6n") {
				_, _ = io.WriteString(file, "\x1b[1;1R")
			}
			if err != nil {
				return
			}
		}
	}()
	return x, cmd
}

func (x *terminal) shows(text string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return strings.Contains(plain(x.screen.String()), plain(text))
}

// plain is text without what a frame and the end of a line put between its words.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r == '┃' || r == '│' || r == 0 }), " ")
}

func (x *terminal) wait(t *testing.T, text string) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if x.shows(text) {
			return
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	t.Fatalf("%q is not shown on\n%s", text, x.screen.String())
}

// The program asks a whole visit in a pseudo-terminal, from where the massage is wanted to how the
// client is afterwards, and decides what the library decides of the same answers.
func TestVisitInATerminal(t *testing.T) {
	d := library(t)
	beside, err := newVisit(d, false)
	if err != nil {
		t.Fatal(err)
	}
	x, cmd := start(t)
	var asked []string
	for range 80 {
		p, more, err := beside.next()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		x.wait(t, p.widgets[0].title)
		for _, w := range p.widgets {
			reply(w)
			asked = append(asked, w.fact+w.title)
			if _, err := io.WriteString(x.file, keys(w)); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.take(p.widgets); err != nil {
			t.Fatalf("%s: %v", p.widgets[0].title, err)
		}
	}
	select {
	case <-x.done:
	case <-time.After(60 * time.Second):
		t.Fatalf("it goes on asking: %s", x.screen.String())
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ends with %v", err)
	}
	want := beside.told()
	if got := strings.ReplaceAll(x.raw.String(), "\r\n", "\n"); !strings.Contains(got, want) {
		t.Errorf("it ends with\n%.3000s\nwant\n%s", got[max(0, len(got)-3000):], want)
	}
	for _, part := range []string{"Go ahead: ", "The plan fits: true", "What is felt after the last session", `"session":`, `"report":`} {
		if !strings.Contains(want, part) {
			t.Errorf("%q is missing in\n%s\nafter %d answers: %q", part, want, len(asked), asked)
		}
	}
}

// What cannot be is not taken, and asked again.
func TestARefusedAnswerIsAskedAgain(t *testing.T) {
	r, err := newVisit(library(t), false)
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{visit: r}
	if err := s.next(); err != nil {
		t.Fatal(err)
	}
	s.page.take = func([]*widget) error { return errRefused }
	s.fault = s.page.take(s.page.widgets)
	s.draw()
	s.form.Init()
	s.Update(tea.WindowSizeMsg{Width: 120, Height: 60})
	if view := s.View(); !strings.Contains(view, "Not taken") || !strings.Contains(view, errRefused.Error()) {
		t.Errorf("shown is\n%s", view)
	}
}

type refused string

func (r refused) Error() string { return string(r) }

const errRefused = refused("it cannot be")

// Everything that means something is asked page by page, and ends.
func TestAskEverything(t *testing.T) {
	r, err := newVisit(library(t), true)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; n < 400; n++ {
		p, more, err := r.next()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		for _, w := range p.widgets {
			reply(w)
		}
		if err := p.take(p.widgets); err != nil {
			t.Fatalf("%s: %v", p.widgets[0].title, err)
		}
	}
	if n < 20 || n == 400 || !r.sheet.Decision.Settled() {
		t.Errorf("after %d pages it is settled: %t", n, r.sheet.Decision.Settled())
	}
}

// In another language every widget asks in it.
func TestAskInSpanish(t *testing.T) {
	d, err := visit.Open(visit.WithLanguage("es"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := newVisit(d, false)
	if err != nil {
		t.Fatal(err)
	}
	r.regions = true
	p, more, err := r.next()
	if err != nil || !more {
		t.Fatal(err)
	}
	if w := p.widgets; !strings.HasPrefix(w[0].title, "¿Algo de esto hoy") || w[1].title != "No lo sabe" || !strings.HasPrefix(w[0].options[0].says, "Dolor, presión u opresión en el pecho") {
		t.Errorf("asked is %q, %q, first %q", w[0].title, w[1].title, w[0].options[0].says)
	}
	if w := saidIn(r.words).ofField(form.Field{Kind: "yes_no"}); w.options[0].says != "Sí" || w.options[2].says != "No lo sabe" {
		t.Errorf("to answer there is %v", w.options)
	}
}
