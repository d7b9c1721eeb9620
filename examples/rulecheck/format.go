package main

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// format writes the rule and case files of a folder evenly. It changes blanks and line ends, and
// nothing that has a meaning: where the rules read otherwise afterwards, nothing is written.
func format(c *console, args []string) (int, error) {
	check := false
	names, err := parse("fmt", args, names{1, 1}, func(f *flag.FlagSet) {
		f.BoolVar(&check, "check", false, "name the files and write nothing")
	})
	if err != nil {
		return unread, err
	}
	status := clean
	err = filepath.WalkDir(names[0], func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".yaml") && !strings.HasSuffix(path, ".yml") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		next := even(string(data))
		if next == string(data) {
			return nil
		}
		status = found
		c.println(path)
		if check {
			return nil
		}
		if !sameDocument(path, string(data), next) {
			return errors.New(path + ": reads otherwise when it is written evenly; left as it is")
		}
		return os.WriteFile(path, []byte(next), 0o644)
	})
	if err != nil {
		return unread, err
	}
	if !check {
		status = clean
	}
	return status, nil
}

// even is a file with even blanks: no tab or blank at the end of a line, one empty line at most
// between others, none at the beginning, one line end at the end, and operators of expressions with
// a blank around them. Texts in blocks stay as they are.
func even(text string) string {
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	var out []string
	block := -1 // the indentation of the key of a text in a block
	for line := range strings.SplitSeq(text, "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if block >= 0 && (strings.TrimSpace(line) == "" || indent > block) {
			out = append(out, line)
			continue
		}
		block = -1
		line = strings.TrimRight(line, " \t")
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		if begin, _, _ := strings.Cut(line, " #"); opensBlock(begin) {
			block = indent
		}
		out = append(out, evenExpression(line))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n") + "\n"
}

// opensBlock reports whether the text of a key stands in the lines below it.
func opensBlock(line string) bool {
	line = strings.TrimRight(line, " ")
	i := strings.LastIndexAny(line, "|>")
	return i > 1 && strings.HasSuffix(line[:i], ": ") && strings.Trim(line[i+1:], "+-0123456789") == ""
}

// evenExpression sets blanks around the operators of an expression that stands on a line of its
// own.
func evenExpression(line string) string {
	for _, key := range []string{"when", "where", "implies", "excludes", "asked_if"} {
		head, rest, ok := strings.Cut(line, key+": ")
		if !ok || strings.Trim(head, " -") != "" || strings.Contains(rest, " #") || strings.ContainsAny(rest, "{\\") {
			continue
		}
		return head + key + ": " + spread(rest)
	}
	return line
}

// spread writes an expression with one blank around each operator and behind each comma.
func spread(text string) string {
	quote := ""
	if len(text) > 1 && (text[0] == '\'' || text[0] == '"') && text[len(text)-1] == text[0] {
		quote, text = text[:1], text[1:len(text)-1]
	}
	if strings.ContainsAny(text, `'"`) {
		return quote + text + quote
	}
	for _, op := range []string{"&&", "||", "==", "!=", "<=", ">=", "<", ">", ","} {
		var parts []string
		for part := range strings.SplitSeq(text, op) {
			parts = append(parts, part)
		}
		for i := range parts {
			if i > 0 && !(op == "<" || op == ">") {
				parts[i] = strings.TrimLeft(parts[i], " ")
			}
			if i < len(parts)-1 && !(op == "<" || op == ">") {
				parts[i] = strings.TrimRight(parts[i], " ")
			}
		}
		switch op {
		case ",":
			text = strings.Join(parts, ", ")
		case "<", ">":
			text = spreadOrder(text, op[0])
		default:
			text = strings.Join(parts, " "+op+" ")
		}
	}
	return quote + text + quote
}

// spreadOrder sets blanks around < or > where it is not the beginning of <= or >=.
func spreadOrder(text string, op byte) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != op || i+1 < len(text) && text[i+1] == '=' {
			b.WriteByte(text[i])
			continue
		}
		before := strings.TrimRight(b.String(), " ")
		b.Reset()
		b.WriteString(before + " " + string(op) + " ")
		for i+1 < len(text) && text[i+1] == ' ' {
			i++
		}
	}
	return b.String()
}
