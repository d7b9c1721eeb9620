package layers_test

import (
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/layers"
	"github.com/safehands/safehands/screening/policy/document"
)

func files(names ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, name := range names {
		out[name] = &fstest.MapFile{Data: []byte("x: y")}
	}
	return out
}

// Every file of an overlay is in the layer of one folder, under its own path, or is a problem.
func TestSplit(t *testing.T) {
	folders := func(names ...string) []layers.Folder {
		var out []layers.Folder
		for _, name := range names {
			out = append(out, layers.Folder{Name: name, BuiltIn: files("built.yaml"), Guideline: files("softer.yaml")})
		}
		return out
	}
	link := files("words/a.yaml")
	link["match"] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("words")}
	for _, tt := range []struct {
		name    string
		folders []layers.Folder
		overlay fs.FS
		want    []string
		err     string
	}{
		{"two folders", folders("match", "words"), files("match/deep/a.yaml", "words/b.yaml", "README.md", ".git/x.yaml"),
			[]string{"match: match/deep/a.yaml", "words: words/b.yaml"}, ""},
		{"the rest", folders("", "words"), files("a.yaml", "deep/b.yaml", "words/c.yaml"),
			[]string{": a.yaml", ": deep/b.yaml", "words: words/c.yaml"}, ""},
		{"no rest", folders("", "words"), files("README.md", "words/c.yaml"), []string{"words: words/c.yaml"}, ""},
		{"no folder at all", folders("", "words"), files("a.yaml"), []string{": a.yaml"}, ""},
		{"nothing", folders("", "words"), files("README.md"), []string{": README.md"}, ""}, // whoever reads it misses a rule file
		{"nothing in folders", folders("match", "words"), files("README.md"), nil, "layer overlay 1: has none of the folders match and words"},
		{"beside the folders", folders("match", "words"), files("a.YML", "words/b.yaml"), nil,
			"a.YML:1:1: stands in no folder; put it into match or words"},
		{"a folder that nobody knows", folders("match", "words"), files("mach/a.yaml"), nil,
			"layer overlay 1: has none of the folders match and words\nlayer overlay 1: unknown folder \"mach\" (did you mean match?)"},
		{"a link", folders("match", "words"), link, nil, "layer overlay 1: match is a link, which is not followed"},
		{"no files", folders("match", "words"), nil, nil, "layer overlay 1: has no files"},
	} {
		c := layers.Of([]func(*layers.Config){nil, func(c *layers.Config) {
			c.Overlays, c.Guideline, c.RedFlags = append(c.Overlays, tt.overlay), true, true
		}})
		var p document.Problems
		split := c.Split(&p, tt.folders...)
		if err := p.Err(); err != nil || tt.err != "" {
			if fmt.Sprint(err) != tt.err {
				t.Errorf("%s: problems are\n%v, want\n%s", tt.name, err, tt.err)
			}
			continue
		}
		var got []string
		for folder, list := range split {
			if list[0].Name != layers.BuiltIn || list[1].Name != "guideline" || !list[1].Loosening || !list[1].RedFlags {
				t.Errorf("%s: the lowest layers of %q are %+v", tt.name, folder, list[:2])
			}
			for _, l := range list[2:] {
				if l.Name != "overlay 1" || l.Loosening || l.RedFlags {
					t.Errorf("%s: %+v", tt.name, l)
				}
				err := fs.WalkDir(l.Files, ".", func(path string, d fs.DirEntry, err error) error {
					if err == nil && !d.IsDir() {
						got = append(got, folder+": "+path)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}
