//go:build !race

package draws

const underRace = false
