// Package column sets text in columns. It is shared by the example programs.
package column

import "strings"

// Width is the number of columns that a text is printed in.
const Width = 80

// Wrap breaks text into lines of at most width letters, at spaces only. A word that is longer
// has a line of its own.
func Wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// Hang writes text behind a label: the first line begins with it, the others stand below the text.
func Hang(label string, indent int, text string) []string {
	lines := Wrap(text, Width-indent)
	for i, line := range lines {
		start := strings.Repeat(" ", indent)
		if i == 0 {
			start = label + strings.Repeat(" ", max(0, indent-len(label)))
		}
		lines[i] = start + line
	}
	return lines
}
