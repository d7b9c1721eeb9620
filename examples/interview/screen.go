package main

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// screen shows one page after the other, in one program: what is typed ahead is not lost.
type screen struct {
	visit *record
	page  page
	form  *huh.Form
	fault error // why the page was not taken
	err   error
}

// next draws what is asked next; without anything the form is nil.
func (s *screen) next() error {
	var more bool
	var err error
	if s.page, more, err = s.visit.next(); err != nil || !more {
		s.form = nil
		return err
	}
	s.draw()
	return nil
}

func (s *screen) draw() {
	fields := []huh.Field{huh.NewNote().Title(s.page.title).Description(s.page.why)}
	if s.fault != nil {
		fields = append(fields, huh.NewNote().Title("Not taken").Description(s.fault.Error()))
	}
	for _, w := range s.page.widgets {
		fields = append(fields, w.field())
	}
	s.form = huh.NewForm(huh.NewGroup(fields...)).WithShowHelp(false).WithWidth(110)
}

func (s *screen) Init() tea.Cmd {
	if s.form == nil {
		return tea.Quit
	}
	return s.form.Init()
}

func (s *screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok && key.String() == "ctrl+c" {
		s.visit.left = true
		return s, tea.Quit
	}
	if s.form == nil {
		return s, tea.Quit
	}
	model, cmd := s.form.Update(msg)
	s.form = model.(*huh.Form)
	if s.form.State != huh.StateCompleted {
		return s, cmd
	}
	if s.fault = s.page.take(s.page.widgets); s.fault == nil {
		if s.err = s.next(); s.err != nil || s.form == nil {
			return s, tea.Quit
		}
		return s, s.form.Init()
	}
	s.draw()
	return s, s.form.Init()
}

func (s *screen) View() string {
	if s.form == nil {
		return ""
	}
	return s.form.View()
}
