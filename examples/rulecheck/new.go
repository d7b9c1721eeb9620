package main

import (
	"embed"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// skeletons are the files that new writes, with names in capitals where those of the author go.
//
//go:embed skeleton/*.yaml
var skeletons embed.FS

var groupWhat = regexp.MustCompile(`^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$`)

// newRule writes a rule, a fact or a rule about a place on the body into a folder of the screening,
// with its cases. It never writes over a file.
func newRule(c *console, args []string) (int, error) {
	names, err := parse("new", args, names{3, 3}, func(*flag.FlagSet) {})
	if err != nil {
		return unread, err
	}
	kind, dir, name := names[0], names[1], names[2]
	kinds := []string{"rule", "fact", "region"}
	switch {
	case !slices.Contains(kinds, kind):
		return unread, unknownWord(kind, kinds...)
	case !groupWhat.MatchString(name):
		return unread, fmt.Errorf("%q is not a name; write it like house.sunbed, with a group of your own", name)
	}
	if dir, err = newFolder(dir); err != nil {
		return unread, err
	}
	group, what, _ := strings.Cut(name, ".")
	words := strings.NewReplacer(
		"NAME", name, "FACT", name, "CARD", group+"_"+what, "LINE", what, "SOURCE", group+"_"+what)
	for _, end := range []string{"", "_cases"} {
		text, err := skeletons.ReadFile("skeleton/" + kind + end + ".yaml")
		if err != nil {
			return unread, err
		}
		path := filepath.Join(dir, group+"_"+what+end+".yaml")
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return unread, err
		}
		_, err = f.WriteString(words.Replace(string(text)))
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return unread, err
		}
		c.println(path)
	}
	return clean, nil
}

// newFolder makes the folder, and finds that of the screening in the folder of a whole clinic.
func newFolder(dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	l, err := layoutOf(dir)
	if err != nil {
		return "", err
	}
	if l.screening == "" {
		return "", fmt.Errorf("%s holds rules about techniques or about afterwards; new writes those of the screening, "+
			"and examples/houserules has one of each of the others to copy", dir)
	}
	return l.screening, nil
}
