//go:build race

package soreness_test

const underRace = true
