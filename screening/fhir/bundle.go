package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// MaxBundle is the length in bytes of the longest bundle that is read.
const MaxBundle = 64 << 20

// resource is one entry of a bundle.
type resource struct {
	path    string // entry[3].resource
	kind    string
	id      string // Condition/1, or the address of the entry
	fullURL string
	data    []byte
	node    *document.Node // of the kinds that are read
}

// member is one member of a JSON object that is known to be valid.
type member struct {
	key  string
	data []byte
}

// entries splits a bundle into its resources without building a tree of the whole, which can be
// long.
func entries(data []byte, p *document.Problems) (list []*resource, more bool) {
	if len(data) > MaxBundle {
		p.In("", "is %d bytes long; at most %d are read; split it", len(data), MaxBundle)
		return nil, false
	}
	if !json.Valid(data) {
		var any json.RawMessage
		err := json.Unmarshal(data, &any)
		at := len(data)
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
			at = int(syntax.Offset)
		}
		before := data[:min(at, len(data))]
		p.In("", "is not JSON: %v (line %d, column %d)", err,
			bytes.Count(before, []byte("\n"))+1, len(before)-bytes.LastIndexByte(before, '\n')-1)
		return nil, false
	}
	top := split(data, "", p)
	kind := text(top, "resourceType")
	if kind != "Bundle" {
		p.In("resourceType", "is no Bundle, but %q", document.Shorten(kind))
		return nil, false
	}
	for _, m := range top {
		switch m.key {
		case "link":
			for _, l := range elements(m.data) {
				more = more || text(split(l, "", nil), "relation") == "next"
			}
		case "entry":
			if m.data[0] != '[' && m.data[0] != 'n' {
				p.In("entry", "entries are a list")
			}
			for i, e := range elements(m.data) {
				path := fmt.Sprintf("entry[%d]", i)
				of := split(e, path, p)
				r := &resource{path: path + ".resource", fullURL: text(of, "fullUrl")}
				for _, m := range of {
					if m.key == "resource" {
						r.data = m.data
					}
				}
				if r.data == nil {
					continue // an entry of a transaction can be without one
				}
				inside := split(r.data, r.path, nil)
				r.kind = text(inside, "resourceType")
				if r.kind == "" {
					p.In(r.path, "does not say of which type it is")
					continue
				}
				if r.id = r.fullURL; text(inside, "id") != "" {
					r.id = r.kind + "/" + text(inside, "id")
				}
				list = append(list, r)
			}
		}
	}
	return list, more
}

// split returns the members of a valid JSON object. Keys that stand there twice are problems.
func split(data []byte, path string, p *document.Problems) []member {
	if len(data) == 0 || data[0] != '{' && bytes.TrimLeft(data, " \t\r\n")[0] != '{' {
		if p != nil {
			p.In(path, "is no object")
		}
		return nil
	}
	var out []member
	seen := map[string]bool{}
	i := bytes.IndexByte(data, '{') + 1
	for {
		i = skip(data, i)
		if data[i] == '}' {
			return out
		}
		if data[i] == ',' {
			i = skip(data, i+1)
		}
		end := value(data, i)
		var key string
		_ = json.Unmarshal(data[i:end], &key) // valid, as the whole is
		i = skip(data, end)
		i = skip(data, i+1) // the colon
		end = value(data, i)
		if seen[key] && p != nil {
			at := strings.TrimPrefix(path+"."+document.Shorten(key), ".")
			p.In(at, "stands there twice")
		}
		seen[key] = true
		out = append(out, member{key, data[i:end]})
		i = end
	}
}

// elements returns those of a valid JSON list, and none of anything else.
func elements(data []byte) (out [][]byte) {
	if data[0] != '[' {
		return nil
	}
	for i := skip(data, 1); data[i] != ']'; {
		if data[i] == ',' {
			i = skip(data, i+1)
		}
		end := value(data, i)
		out = append(out, data[i:end])
		i = skip(data, end)
	}
	return out
}

func skip(data []byte, i int) int {
	for i < len(data) && (data[i] == ' ' || data[i] == '\n' || data[i] == '\t' || data[i] == '\r') {
		i++
	}
	return i
}

// value returns where the valid JSON value that begins at i ends.
func value(data []byte, i int) int {
	depth := 0
	for ; i < len(data); i++ {
		switch data[i] {
		case '"':
			for i++; data[i] != '"'; i++ {
				if data[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i // the end of what holds a number or a word
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\n', '\t', '\r', ':':
			if depth == 0 {
				return i
			}
		}
	}
	return i
}

// text returns the last text under a key, as a decoder would.
func text(members []member, key string) (out string) {
	for _, m := range members {
		if m.key == key {
			out = ""
			_ = json.Unmarshal(m.data, &out) // of another type it is no text
		}
	}
	return out
}
