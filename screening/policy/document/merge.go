package document

import "slices"

// Get returns the value of a key of a mapping, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// With returns the mapping with other entries laid over its own: an entry takes the place of the
// one with its key, or stands behind all. The values are shared, so that each still says where it
// was written; the mapping itself stands where it stood.
func (n *Node) With(entries ...Entry) *Node {
	out := *n
	out.Entries = slices.Clone(n.Entries)
	for _, e := range entries {
		i := slices.IndexFunc(out.Entries, func(own Entry) bool { return own.Key == e.Key })
		if i < 0 {
			out.Entries = append(out.Entries, e)
			continue
		}
		out.Entries[i] = e
	}
	return &out
}

// Without returns the mapping without the entries of some keys.
func (n *Node) Without(keys ...string) *Node {
	out := *n
	out.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e Entry) bool { return slices.Contains(keys, e.Key) })
	return &out
}
