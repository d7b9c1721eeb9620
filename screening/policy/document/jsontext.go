package document

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string from its opening quote. It returns false when the string
// has no end on its line.
func (r *jsonReader) text(path string) (string, bool) {
	r.offset++
	var b strings.Builder
	reported := false
	for !r.ended() {
		typed := r.data[r.offset:]
		c, size := utf8.DecodeRune(typed)
		switch {
		case c == '"':
			r.offset++
			return b.String(), true
		case c == '\\':
			r.escape(&b, path)
			continue
		case c == '\n' || c == '\r':
			r.report(r.offset, path, `a text must end on its line; write \n for a new line`)
			return "", false
		case c < ' ' && !reported:
			r.report(r.offset, path, `the character U+%04X is refused; write \u%04x`, c, c)
			reported = true
		case c == utf8.RuneError && size == 1 && !reported:
			r.report(r.offset, path, "byte 0x%02x is not UTF-8", typed[0])
			reported = true
		}
		b.WriteRune(c)
		r.offset += size
	}
	r.report(r.offset, path, "ends in the middle of a text")
	return "", false
}

var escapes = map[byte]byte{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

func (r *jsonReader) escape(b *strings.Builder, path string) {
	start := r.offset
	typed := r.data[start:]
	if len(typed) < 2 {
		r.offset++
		return
	}
	if c, ok := escapes[typed[1]]; ok {
		b.WriteByte(c)
		r.offset += 2
		return
	}
	if typed[1] != 'u' {
		_, size := utf8.DecodeRune(typed[1:])
		r.report(start, path, `"\%s is not an escape`, quote(string(typed[1 : 1+size]))[1:])
		r.offset++
		return
	}
	c, ok := codeUnit(typed)
	if !ok {
		r.report(start, path, `"\u" needs four hexadecimal digits`)
		r.offset += 2
		return
	}
	r.offset += 6
	if utf16.IsSurrogate(c) {
		low, _ := codeUnit(typed[6:])
		whole := utf16.DecodeRune(c, low)
		if c = whole; whole == utf8.RuneError {
			r.report(start, path, `"%s" is half of a surrogate pair`, typed[:6])
		} else {
			r.offset += 6
		}
	}
	b.WriteRune(c)
}

// codeUnit reads the escape of one UTF-16 code unit.
func codeUnit(typed []byte) (rune, bool) {
	if len(typed) < 6 || typed[0] != '\\' || typed[1] != 'u' {
		return 0, false
	}
	unit, err := strconv.ParseUint(string(typed[2:6]), 16, 16)
	return rune(unit), err == nil
}
