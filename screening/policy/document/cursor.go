package document

import (
	"bytes"
	"unicode/utf8"
)

// cursor turns offsets into positions and back. It remembers where it was: documents are walked
// from front to back and may be one line long, so that counting from the start of the line would
// make reading quadratic.
type cursor struct {
	data         []byte
	offset       int
	line, column int
}

func newCursor(data []byte) cursor { return cursor{data: data, line: 1, column: 1} }

func (c *cursor) step() {
	r, size := rune(c.data[c.offset]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRune(c.data[c.offset:])
	}
	c.offset += size
	c.column++
	if r == '\n' {
		c.line, c.column = c.line+1, 1
	}
}

// seek returns the position of offset.
func (c *cursor) seek(offset int) (line, column int) {
	if offset < c.offset {
		*c = newCursor(c.data)
	}
	for c.offset < min(offset, len(c.data)) {
		c.step()
	}
	return c.line, c.column
}

// find moves to a position, or to the nearest one before it that the document has,
// and returns its offset.
func (c *cursor) find(line, column int) int {
	if line < c.line || line == c.line && column < c.column {
		*c = newCursor(c.data)
	}
	for c.offset < len(c.data) {
		if c.line >= line && (c.column >= column || c.data[c.offset] == '\n') {
			break
		}
		c.step()
	}
	return c.offset
}

// ahead returns as much of the rest of the line as a message can show. A line may be the whole
// document: whoever looks at all of it for each value is quadratic.
func ahead(data []byte, offset int) string {
	rest := data[offset:min(len(data), offset+longest*utf8.UTFMax)]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return string(bytes.TrimSuffix(rest, []byte("\r")))
}

// nextLine returns where the line after offset begins, or -1.
func nextLine(data []byte, offset int) int {
	if i := bytes.IndexByte(data[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return -1
}

func leadingSpaces(text []byte) int { return len(text) - len(bytes.TrimLeft(text, " ")) }
