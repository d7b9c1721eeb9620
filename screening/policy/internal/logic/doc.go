// Package logic is the arithmetic of the engine: rules as sets of cubes over variables of a few cells, and exact answers about
// every way in which the open variables can still turn out. It knows neither expressions nor files nor names.
//
// A variable takes exactly one of its cells. A yes/no fact is a variable of two cells, a list one of as many as it has values, a
// number one cell for each interval that the rules tell apart, and a set fact one variable of two cells for each of its elements.
package logic
