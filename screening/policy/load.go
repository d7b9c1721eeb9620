package policy

import (
	"regexp"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Load builds a rule set. It returns every problem of every file at once, sorted,
// as a [*document.Error].
func Load(schema Schema, layers ...Layer) (*Set, error) {
	schema = schema.completed()
	if err := checkSchema(schema); err != nil {
		return nil, err
	}
	return newLoader(schema, layers).load()
}

func newLoader(schema Schema, layers []Layer) *loader {
	return &loader{
		original: schema, schema: schema.clone(), layers: layers, beyond: map[string]bool{},
		guardNodes: map[string]*document.Node{}, cardNodes: map[string]*document.Node{}, refused: map[string]bool{},
	}
}

func (l *loader) load() (*Set, error) {
	l.readLayers()
	if err := l.bounds.Err(); err != nil {
		return nil, err
	}
	l.collect()
	l.applyChanges()
	if l.compileTrees() {
		l.makeAll()
	}
	if l.problems.Len() == l.reasons {
		l.proveLayers()
	}
	if err := l.problems.Err(); err != nil {
		return nil, err
	}
	l.recordChanges()
	return l.build(), nil
}

type loader struct {
	original Schema
	trusted  bool    // a version of layers that were read already: their changes have been looked at
	whole    *loader // what it is a version of
	reasons  int     // of the problems, those that miss a reason and nothing else
	beside   *loader // the version that this one is compared with
	cuts     [][]cut // by fact, or nil: numbers that divide it beside those of the rules
	digit    int     // most cells of a variable of a number, 0 for as many as can be
	weakened []Weakening
	unseen   []unseen
	schema   Schema
	layers   []Layer
	base     *Set // what the set extends; it is then the first layer
	problems document.Problems
	bounds   document.Problems // what there is too much of
	places   placeTable        // of the schema, once somebody asked for it
	beyond   map[string]bool
	content  content
	ground   bool // what is read are facts that every rule set stands on

	facts        []Fact
	factNodes    []*document.Node // nil for facts of the schema
	cards        []Card
	parameters   []at[Parameter]
	definitions  []at[Definition]
	sources      []at[Source]
	rules        []at[rawRule]
	implications []at[rawImplication]
	disabled     []Disabled
	changes      []Change

	sourceNames  []string
	levels       map[string]string // by source
	declared     map[string]declaration
	guardNodes   map[string]*document.Node // by fact: asked_if where a file writes it
	cardNodes    map[string]*document.Node // by card, for cards of a file
	speaking     [][]way                   // by variable: the ways of implications that name it
	refused      map[string]bool           // facts and parameters whose declaration cannot be used
	compiler     *expr.Compiler
	opaque       []*expr.Opaque
	opened       map[string]expr.Expression // by source, where a rule is opaque: its facts are of this loader
	asks         int                        // facts; those of opaque parts stand behind them
	compiled     map[string]expr.Expression // by source
	attributes   *expr.Compiler             // of where, nil until it is needed
	guards       []*expr.Node               // by fact, nil without one
	defines      []*expr.Node
	whens        []*expr.Node // by rule
	vars         variables
	implyNodes   []*expr.Node // by implication, nil of one that rests on an answer given
	given        []int        // by implication: the fact that has to be given, or -1
	consequences []consequence
	implied      []implied                // in the order of consequences
	impliedBy    [][]int                  // by variable: indices into implied
	spoken       map[int][]twin           // by implication
	told         map[int]int32            // by fact: the variable that says whether it was told
	covers       map[[2]int]logic.Formula // by definition or guard, plain or negated
	work         logic.Work
	cubes        [][]logic.Cube // by rule
	guardCubes   [][]logic.Cube // by fact
	guardRaw     [][]logic.Cube // without what implications add
}

var (
	factName = regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$`)
	ruleName = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)
	dotted   = regexp.MustCompile(`[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*`)
	wordName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
)

// collect joins what the layers declare and refuses what they declare twice.
func (l *loader) collect() {
	l.facts, l.cards = slices.Clone(l.schema.Facts), slices.Clone(l.schema.Cards)
	l.factNodes = make([]*document.Node, len(l.facts))
	seen := map[string]bool{}
	once := func(n *document.Node, what, name string) bool {
		if name == "" {
			return false
		}
		if seen[what+" "+name] {
			l.problems.At(n, "%s %s is declared already", what, name)
			return false
		}
		seen[what+" "+name] = true
		return true
	}
	for _, f := range l.facts {
		if seen["fact "+f.Name] {
			l.problems.In("fact "+f.Name, "stands there twice")
		}
		seen["fact "+f.Name] = true
		l.checkFact(f, nil)
	}
	for _, c := range l.cards {
		seen["card "+c.Name] = true
	}
	for _, f := range l.content.facts {
		if !once(f.node, "fact", f.value.Name) {
			continue
		}
		if !l.checkFact(f.value, f.node) {
			l.refused[f.value.Name] = true
			continue
		}
		l.facts, l.factNodes = append(l.facts, f.value), append(l.factNodes, f.node)
	}
	declaredIn := map[string]int{}
	for _, f := range l.content.facts {
		declaredIn[f.value.Name] = f.layer
	}
	for _, c := range l.content.cards {
		if once(c.node, "card", c.value.Name) {
			l.cardNodes[c.value.Name] = c.node
			l.checkOwnCard(c, declaredIn)
			l.cards = append(l.cards, c.value)
		}
	}
	for _, x := range l.content.parameters {
		if once(x.node, "parameter", x.value.Name) && l.checkWord(x.node, "parameter", x.value.Name) {
			l.parameters = append(l.parameters, x)
		}
	}
	for _, x := range l.content.definitions {
		if once(x.node, "definition", x.value.Name) {
			switch {
			case seen["fact "+x.value.Name]:
				l.problems.At(x.node, "%s is a fact already", x.value.Name)
			case !factName.MatchString(x.value.Name):
				l.problems.At(x.node, "%q is not a name; write it like group.what", x.value.Name)
			default:
				l.definitions = append(l.definitions, x)
			}
		}
	}
	l.levels = map[string]string{}
	for _, x := range l.content.sources {
		if once(x.node, "source", x.value.Key) {
			l.sources = append(l.sources, x)
			l.sourceNames, l.levels[x.value.Key] = append(l.sourceNames, x.value.Key), x.value.Level
		}
	}
	l.implications = slices.Clone(l.content.implications)
	for _, r := range l.content.rules {
		if once(r.value.node("id", r.node), "rule", r.value.ID) {
			if !ruleName.MatchString(r.value.ID) {
				l.problems.At(r.value.node("id", r.node), "%q is not an id; write it like group.what", r.value.ID)
			}
			if r.value.Layer == "" {
				r.value.Layer = l.layers[r.layer].Name
			}
			l.rules = append(l.rules, r)
		}
	}
	l.collectOwn(once)
	l.checkNames()
	l.checkCards()
}

func (l *loader) checkWord(n *document.Node, what, name string) bool {
	if !wordName.MatchString(name) {
		l.problems.At(n, "%q is not a name of a %s; write small letters, digits and underscores", name, what)
		return false
	}
	return true
}

func (l *loader) checkOwnCard(c at[Card], declaredIn map[string]int) {
	for _, line := range c.value.Lines {
		for _, f := range line.Facts {
			// Answering a card says no to what it names. Only who declares a fact may
			// decide how it is asked.
			if layer, ok := declaredIn[f]; !ok || layer != c.layer {
				var names []string
				for _, f := range l.content.facts {
					if f.layer == c.layer && !l.problems.Full() {
						names = append(names, f.value.Name)
					}
				}
				l.problems.At(l.lineNode(c.node, line.Name), "card %s: line %s: %s is not a fact of the same rule files%s",
					c.value.Name, line.Name, f, l.problems.Suggest(f, names))
			}
		}
	}
}

// compileTrees compiles every expression, as far as its own faults allow, and reports
// whether all can be used.
func (l *loader) compileTrees() bool {
	if err := l.prepareCompiler(); err != nil {
		l.problems.In("", "%s", err)
		return false
	}
	l.asks, l.opened = len(l.facts), map[string]expr.Expression{}
	l.compileAhead()
	l.guards = make([]*expr.Node, len(l.facts))
	for i, f := range l.facts {
		if f.AskedIf != "" {
			e := l.expression(f.AskedIf)
			l.guards[i] = e.Tree
			for _, p := range l.founded(e) {
				l.problems.Add(l.guardProblem(i, p.Offset, p.Message))
			}
		}
	}
	l.defines = make([]*expr.Node, len(l.definitions))
	for i, d := range l.definitions {
		l.defines[i] = l.compile(d.value.When, d.node, d.value.Name)
	}
	l.compileImplications()
	l.whens = make([]*expr.Node, len(l.rules))
	for i := range l.rules {
		r := &l.rules[i]
		if r.value.when != nil {
			l.whens[i] = l.treeOf(r.value.When, r.value.when, r.value.ID,
				func(string) expr.Expression { return l.whenOf(&r.value) })
		}
		l.checkRule(r, l.whens[i])
	}
	return l.checkCycles() && l.checkImplicationCycles() && l.problems.Len() == l.reasons
}

// makeAll turns every expression into cubes.
func (l *loader) makeAll() {
	l.hideOpaque()
	l.vars = l.newVariables()
	l.placeImplications()
	l.covers, l.work = map[[2]int]logic.Formula{}, logic.Work{Limit: maxCubes, Left: maxWork}
	l.makeCubes()
}

func (l *loader) factProblem(i int, message string) document.Problem {
	p := document.Problem{Path: "fact " + l.facts[i].Name, Message: message}
	if n := l.factNodes[i]; n != nil {
		p = document.Problem{
			Layer: n.Layer, File: n.File, Line: n.Line, Column: n.Column, Message: l.facts[i].Name + ": " + message,
		}
	}
	return p
}

// guardProblem reports something about asked_if at its offset, where a file writes it.
func (l *loader) guardProblem(i, offset int, message string) document.Problem {
	p := l.factProblem(i, "asked_if: "+message)
	if l.compiled == nil {
		return p
	}
	n, text := l.guardNodes[l.facts[i].Name], l.facts[i].Name+": asked_if: "+message
	if at := l.blamed(n, l.expression(l.facts[i].AskedIf).Names, message); at != n {
		return document.Problem{Layer: at.Layer, File: at.File, Line: at.Line, Column: at.Column, Message: text}
	}
	if n != nil {
		line, column := n.PositionAt(offset)
		p = document.Problem{Layer: n.Layer, File: n.File, Line: line, Column: column, Message: text}
	}
	return p
}
