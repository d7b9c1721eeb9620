package document

import (
	"fmt"
	"slices"
	"strings"
)

// OneOf returns one of the words.
func (n *Node) OneOf(p *Problems, what string, words []string) (string, bool) {
	return n.OneOfOr(p, what, words, nil)
}

// OneOfOr is [Node.OneOf] where a word that is not near any may have its place elsewhere in the
// document: where says which, or returns nothing.
func (n *Node) OneOfOr(p *Problems, what string, words []string, where func(word string) string) (string, bool) {
	if n.unread() {
		return "", false
	}
	if n.Kind != Text && n.Kind != Word {
		p.At(n, "%s must be %s, found %s", what, oneOf(words), n.Describe())
		return "", false
	}
	if slices.Contains(words, n.Text) {
		return n.Text, true
	}
	p.At(n, "unknown %s %s%s", withoutArticle(what), quote(n.Text), p.Choose(n.Text, words, where))
	return "", false
}

// Choose is what to write instead of a word that is none of words: the nearest, where it has its
// place, those that share a part with it, or what there is. It is nothing once the next problem is
// only counted. Where may be nil.
func (p *Problems) Choose(typed string, words []string, where func(word string) string) string {
	if p.Full() {
		return ""
	}
	if hint := p.elsewhere(typed, words, where); hint != "" {
		return hint
	}
	if len(words) == 0 {
		return "; there are none"
	}
	if like := sharing(typed, words); len(like) > 0 {
		return " (did you mean " + alternatives(like) + "?)"
	}
	return "; write " + alternatives(words)
}

// elsewhere is the nearest word, or where a word has its place that is near to none.
func (p *Problems) elsewhere(typed string, words []string, where func(word string) string) string {
	hint := p.Suggest(typed, words)
	if hint == "" && where != nil && !p.Full() && len(typed) <= longestName {
		hint = where(typed)
	}
	return hint
}

// mostListed is the number of words that a message lists.
const mostListed = 8

// alternatives lists words. Of many it lists the first and counts the others.
func alternatives(words []string) string {
	last := len(words) - 1
	switch {
	case len(words) == 0:
		return "a known word"
	case last == 0:
		return words[0]
	case len(words) > mostListed:
		return fmt.Sprintf("%s and %d more", strings.Join(words[:mostListed], ", "), len(words)-mostListed)
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func oneOf(words []string) string {
	if len(words) > mostListed {
		return fmt.Sprintf("one of %d words, such as %s", len(words), words[0])
	}
	return alternatives(words)
}

// shortestPart is the length from which a part of a name tells it apart from most others.
const shortestPart = 4

// sharing returns the words of which a part is but a letter apart from a part of what was typed:
// relaxing_swedish for swedsh. A part that many have says nothing.
func sharing(typed string, words []string) []string {
	if len(typed) > longestName {
		return nil
	}
	var like []string
	for _, part := range nameParts(typed) {
		t := newTypedName(part)
		if len(t.whole) < shortestPart {
			continue
		}
		near := func(other string) bool { return t.distance(t.whole, []rune(other), 1) <= 1 }
		var found []string
		for _, word := range words {
			if slices.ContainsFunc(nameParts(word), near) && !opposed(typed, word) {
				found = append(found, word)
			}
		}
		if len(found) > max(1, min(mostListed, len(words)/2)) {
			continue
		}
		for _, word := range found {
			if !slices.Contains(like, word) {
				like = append(like, word)
			}
		}
	}
	return like[:min(len(like), mostListed)]
}

// nameParts splits a name where its words meet.
func nameParts(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("._ -", r) })
}

func withoutArticle(what string) string {
	for _, article := range []string{"a ", "an ", "the "} {
		if rest, ok := strings.CutPrefix(what, article); ok {
			return rest
		}
	}
	return what
}
