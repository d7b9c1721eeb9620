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

// Item returns the item of a list that has a text, or the node itself where none has.
func (n *Node) Item(text string) *Node {
	if n == nil {
		return nil
	}
	for _, item := range n.Items {
		if item != nil && (item.Kind == Text || item.Kind == Word) && item.Text == text {
			return item
		}
	}
	return n
}

// Empty reports whether the node is a list without items.
func (n *Node) Empty() bool { return n != nil && n.Kind == Sequence && len(n.Items) == 0 }

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
