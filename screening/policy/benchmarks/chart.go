package main

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
)

// The chart is a panel for each share of open questions, both axes by powers of ten.
const (
	panelWide, panelHigh = 430, 300
	left, below          = 62, 40
	keyHigh              = 60
)

// ink are the colours of the engines, apart for those who do not tell red from green too.
var ink = [...]string{"#0072b2", "#56b4e9", "#009e73", "#7a7a7a", "#e69f00", "#cc79a7", "#d55e00"}

func chart(t *table) string {
	var b strings.Builder
	const wide, high = 2 * panelWide, 2*panelHigh + keyHigh
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" `+
		`font-family="system-ui, sans-serif" font-size="12" `+
		`role="img" aria-label="Time for one client by the number of rules">`+"\n", wide, high)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", wide, high)
	for i, percent := range openness {
		x, y := i%2*panelWide, i/2*panelHigh
		fmt.Fprintf(&b, `<g transform="translate(%d %d)">`+"\n", x, y)
		panel(&b, t, words(percent))
		b.WriteString("</g>\n")
	}
	for i, name := range t.columns {
		x, y := 30+i%4*210, 2*panelHigh+20+i/4*22
		fmt.Fprintf(&b, `<path d="M%d %dh24" stroke="%s" stroke-width="3"/><text x="%d" y="%d">%s</text>`+"\n",
			x, y, ink[i], x+30, y+4, html.EscapeString(name))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func panel(b *strings.Builder, t *table, open string) {
	var least, most, low, high float64 = math.Inf(1), 0, math.Inf(1), 0
	for _, r := range t.rows {
		size, err := strconv.Atoi(r.rules)
		if err != nil {
			continue // the shipped rules are no point of a line
		}
		least, most = min(least, float64(size)), max(most, float64(size))
		for _, c := range r.cells {
			low, high = min(low, float64(c.median)), max(high, float64(c.median))
		}
	}
	if most == 0 || high == 0 {
		return
	}
	low, high = math.Pow(10, math.Floor(math.Log10(low))), math.Pow(10, math.Ceil(math.Log10(high)))
	across := func(size float64) float64 {
		if most == least {
			return left
		}
		return left + (panelWide-left-30)*math.Log(size/least)/math.Log(most/least)
	}
	up := func(t float64) float64 {
		return panelHigh - below - (panelHigh-below-30)*math.Log(t/low)/math.Log(high/low)
	}
	fmt.Fprintf(b, `<text x="%d" y="20" font-weight="bold">%s</text>`+"\n", left, html.EscapeString(open))
	for y := low; y <= high*1.01; y *= 10 {
		fmt.Fprintf(b, `<path d="M%d %.1fH%d" stroke="#dddddd"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n",
			left, up(y), panelWide-30, left-6, up(y)+4, span(y))
	}
	lines := make(map[string][]string)
	for _, r := range t.rows {
		size, err := strconv.Atoi(r.rules)
		if err != nil || r.open != open {
			continue
		}
		x := across(float64(size))
		fmt.Fprintf(b, `<text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n",
			x, panelHigh-below+18, whole(strconv.Itoa(size)))
		for _, name := range t.columns {
			if c, ok := r.cells[name]; ok {
				lines[name] = append(lines[name], fmt.Sprintf("%.1f,%.1f", x, up(float64(c.median))))
			}
		}
	}
	for i, name := range t.columns {
		if len(lines[name]) == 0 {
			continue
		}
		fmt.Fprintf(b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2.5"/>`+"\n",
			strings.Join(lines[name], " "), ink[i])
		for _, at := range lines[name] {
			x, y, _ := strings.Cut(at, ",")
			fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="3" fill="%s"/>`+"\n", x, y, ink[i])
		}
	}
}

// span writes nanoseconds.
func span(ns float64) string {
	for _, unit := range []struct {
		ns   float64
		name string
	}{{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}} {
		if ns >= unit.ns {
			return fmt.Sprintf("%g %s", math.Round(ns/unit.ns), unit.name)
		}
	}
	return fmt.Sprintf("%g ns", math.Round(ns))
}
