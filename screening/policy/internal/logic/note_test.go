package logic

import "testing"

// The example of the package's note.
func TestExampleOfTheNote(t *testing.T) {
	const disc, direction, fever = 0, 1, 2
	vars := []Variable{{2, 1, disc}, {2, 1, direction}, {2, 1, fever}}
	rules := []Rule{
		{Cubes: []Cube{{{disc, 2}, {direction, 2}}}, Level: 3, UnsureLevel: 2, Reach: 1},
		{Cubes: []Cube{{{fever, 2}}}, Level: 2, UnsureLevel: 1, Reach: 1},
	}
	n := New(Config{
		Levels: 4, Urgencies: 1, LimitLevel: 1, EverywhereFrom: 1, WaivedFrom: 2, WaivedTo: 1, Places: 1,
		Budget: 1000, QuestionBudget: 1000,
	}, vars, rules)
	state := State{Status: []Status{Fixed, Open, Unsure}, Cells: []uint64{2, 3, 3}}
	var e Evaluation
	n.Evaluate(&state, 1, nil, &e)
	if e.Truth[0] != Possible || e.Truth[1] != Possible || e.Places[0] != (Bounds{1, 3}) || e.Inexact {
		t.Errorf("truths %v, bounds %v, inexact %t", e.Truth, e.Places, e.Inexact)
	}
	ask := make([]Question, 3)
	exact := e.Questions(ask)
	if !exact || ask[disc] != (Question{}) || !ask[direction].Decides || ask[fever] != (Question{}) {
		t.Errorf("questions %v, exact %t", ask, exact)
	}
}
