//go:build race

package screening_test

const underRace = true
