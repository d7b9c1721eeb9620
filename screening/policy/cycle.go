package policy

import "github.com/safehands/safehands/screening/policy/internal/expr"

// checkCycles refuses definitions and guards that stand on themselves. It goes once through
// everything that names something: what lies on a cycle is a strongly connected part of the names,
// after Tarjan.
func (l *loader) checkCycles() bool {
	c := cycles{loader: l, visited: map[int]int{}, lowest: map[int]int{}, open: map[int]bool{}, cyclic: map[int]bool{}}
	for i := range l.defines {
		c.visit(^i)
	}
	for i := range l.facts {
		c.visit(i)
	}
	for i := range l.defines {
		if c.cyclic[^i] {
			l.problems.At(l.definitions[i].node, "%s stands on itself", l.definitions[i].value.Name)
		}
	}
	for i := range l.facts {
		if c.cyclic[i] {
			l.problems.Add(l.guardProblem(i, 0, "stands on itself"))
		}
	}
	return len(c.cyclic) == 0
}

// cycles numbers facts by their index and definitions below zero, as reads does.
type cycles struct {
	*loader
	visited map[int]int // in which order, from 1
	lowest  map[int]int // the earliest that is reached
	open    map[int]bool
	stack   []int
	cyclic  map[int]bool
}

func (c *cycles) visit(id int) {
	if c.visited[id] > 0 {
		return
	}
	c.visited[id] = len(c.visited) + 1
	c.lowest[id] = c.visited[id]
	c.stack, c.open[id] = append(c.stack, id), true
	if id < 0 {
		c.follow(id, c.defines[^id])
	} else {
		c.follow(id, c.guards[id])
	}
	if c.lowest[id] < c.visited[id] {
		return
	}
	alone := c.stack[len(c.stack)-1] == id
	for {
		last := c.stack[len(c.stack)-1]
		c.stack, c.open[last] = c.stack[:len(c.stack)-1], false
		if !alone {
			c.cyclic[last] = true
		}
		if last == id {
			return
		}
	}
}

// follow visits what the expression of id names.
func (c *cycles) follow(id int, n *expr.Node) {
	if n == nil {
		return
	}
	to := id
	switch n.Op {
	case expr.Atom:
		to = n.Test.Fact
	case expr.Define:
		to = ^n.Define
	}
	if n.Op == expr.Atom || n.Op == expr.Define {
		if to == id {
			c.cyclic[id] = true
		}
		c.visit(to)
		if c.open[to] {
			c.lowest[id] = min(c.lowest[id], c.lowest[to])
		}
	}
	for _, k := range n.Kids {
		c.follow(id, k)
	}
}
