package document

import (
	"io/fs"
	"strings"
)

// IsYAML reports whether a file is one of YAML by its name.
func IsYAML(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// YAMLFiles reads every YAML file of a layer, in the order of their paths. What
// is hidden is none of it.
func YAMLFiles(layer Layer, files fs.FS, p *Problems, read func(root *Node)) error {
	return fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		hidden := err == nil && path != "." && strings.HasPrefix(d.Name(), ".")
		switch {
		case err != nil:
			return err
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir() || !IsYAML(path):
			return nil
		}
		data, err := fs.ReadFile(files, path)
		if err == nil {
			read(LayerYAML(layer, path, data, p))
		}
		return err
	})
}
