//go:build !race

package technique_test

const underRace = false
