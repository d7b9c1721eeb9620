//go:build race

package draws

const underRace = true
