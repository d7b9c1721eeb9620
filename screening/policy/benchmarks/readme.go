package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// The part of a README between these marks is written by this program.
const (
	begin = "<!-- benchmarks: written by screening/policy/benchmarks -->\n"
	end   = "<!-- end of benchmarks -->\n"
)

func (t *table) intoReadme(o options) error {
	data, err := os.ReadFile(o.readme)
	if err != nil {
		return err
	}
	text, err := replaced(string(data), t.report(o, machine()))
	if err != nil {
		return fmt.Errorf("%s: %w", o.readme, err)
	}
	return os.WriteFile(o.readme, []byte(text), 0o644)
}

func replaced(text, part string) (string, error) {
	before, rest, ok := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return "", fmt.Errorf("there is no %s followed by %s", strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return before + begin + part + end + after, nil
}

func (t *table) report(o options, where string) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "`cd screening/policy/benchmarks && go run . -svg chart.svg -readme ../../../README.md`, %s.\n\n",
		where)
	t.writeTimes(&b, o)
	t.writeCalls(&b)
	return b.String()
}

// machine says when and on what it was measured, and how busy that was.
func machine() string {
	cpu := runtime.GOARCH
	if data, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.SplitSeq(string(data), "\n") {
			if name, model, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				cpu = strings.TrimSpace(model)
				break
			}
		}
	}
	busy := ""
	if data, err := os.ReadFile("/proc/loadavg"); err == nil {
		if words := strings.Fields(string(data)); len(words) > 2 {
			busy = fmt.Sprintf(", load average %s over the last 15 minutes", words[2])
		}
	}
	return fmt.Sprintf("%s, %d cores of %s, %s, %s%s", time.Now().UTC().Format("2006-01-02"), runtime.NumCPU(), cpu,
		runtime.GOOS, runtime.Version(), busy)
}
