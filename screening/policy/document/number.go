package document

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	decimal   = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
	zeros     = regexp.MustCompile(`^-?0[0-9]+(\.[0-9]+)?$`)
	exponent  = regexp.MustCompile(`^[-+]?[0-9.]+[eE][-+]?[0-9]+$`)
	based     = regexp.MustCompile(`^[-+]?0[xXoObB][0-9a-fA-F_]+$`)
	separated = regexp.MustCompile(`^[-+]?[0-9][0-9_.]*$`)
	comma     = regexp.MustCompile(`^-?[0-9]+,[0-9]+$`)
	withUnit  = regexp.MustCompile(`^-?[0-9]+(?:[.,][0-9]+)? *([A-Za-z%°µ].*)$`)
	halfDot   = regexp.MustCompile(`^-?([0-9]+\.|\.[0-9]+)$`)
)

// Int returns a plain decimal whole number.
func (n *Node) Int(p *Problems, what string) (int, bool) {
	text, ok := n.number(p, what, "a whole number")
	if !ok {
		return 0, false
	}
	if strings.Contains(text, ".") {
		p.At(n, "%s must be a whole number, found %s", what, n.Describe())
		return 0, false
	}
	value, err := strconv.Atoi(text)
	if err != nil {
		p.At(n, "%s is too large: %s", what, Shorten(text))
		return 0, false
	}
	return value, true
}

// Float returns a plain decimal number.
func (n *Node) Float(p *Problems, what string) (float64, bool) {
	text, ok := n.number(p, what, "a number")
	if !ok {
		return 0, false
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(value, 0) {
		p.At(n, "%s is too large: %s", what, Shorten(text))
		return 0, false
	}
	if value == 0 {
		// No reader expects a zero with a sign.
		value = 0
	}
	return value, true
}

func (n *Node) number(p *Problems, what, expected string) (string, bool) {
	if n.unread() {
		return "", false
	}
	if (n.Kind == Word || n.Kind == Number) && decimal.MatchString(n.Text) {
		return n.Text, true
	}
	p.At(n, "%s must be %s, found %s%s", what, expected, n.Describe(), n.numberHint())
	return "", false
}

func (n *Node) numberHint() string {
	text := n.Text
	switch {
	case n.Kind == Text && decimal.MatchString(text):
		return "; write it without quotes"
	case comma.MatchString(text):
		return "; write a point, as in " + strings.Replace(text, ",", ".", 1)
	case n.Kind == Text && withUnit.MatchString(text):
		return "; write the number alone"
	case n.Kind != Word && n.Kind != Number:
		return ""
	case zeros.MatchString(text):
		return "; write it without leading zeros"
	case exponent.MatchString(text):
		return "; write it without an exponent"
	case based.MatchString(text):
		return "; write it in decimal"
	case halfDot.MatchString(text):
		return "; write digits on both sides of the point"
	case separated.MatchString(text) && strings.Contains(text, "_"):
		return "; write it without underscores"
	case withUnit.MatchString(text):
		return "; write the number alone, without " + Shorten(withUnit.FindStringSubmatch(text)[1])
	case strings.HasPrefix(text, "+") && decimal.MatchString(text[1:]):
		return "; write it without a plus sign"
	}
	return ""
}
