//go:build unix

package policy_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

const (
	loadTime   = 5 * time.Second
	loadMemory = 512 << 20
)

// Whatever stands in a folder of rules, it loads in seconds or is refused with the first hundred
// problems, and takes no more memory than a small machine has.
func TestLoadIsBounded(t *testing.T) {
	if !draws.All(t) {
		t.Skip("takes a minute")
	}
	for _, tt := range heavy() {
		t.Run(tt.name, func(t *testing.T) {
			took, memory, err := weigh(tt.files)
			first, problems := "loads", 0
			if all := (*document.Error)(nil); errors.As(err, &all) {
				first, problems = all.Problems[0].String(), len(all.Problems)
			} else if err != nil {
				t.Fatal(err)
			}
			t.Logf("%.2f s, %d MB; %d problems: %.100s", took.Seconds(), memory>>20, problems, first)
			if took > loadTime {
				t.Errorf("took %v, want at most %v", took, loadTime)
			}
			if memory > loadMemory {
				t.Errorf("took %d MB, want at most %d", memory>>20, loadMemory>>20)
			}
			if problems > document.MaxProblems+1 { // the last one counts the others
				t.Errorf("%d problems are told, want at most %d", problems, document.MaxProblems)
			}
			if (tt.says == "") != (err == nil) || !strings.Contains(first, tt.says) {
				t.Errorf("%s, want %q", first, tt.says)
			}
		})
	}
}

// weigh loads rules over the garden and says how long that took and the most memory that was in use.
func weigh(files fstest.MapFS) (time.Duration, uint64, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	runtime.GC()
	stop := make(chan struct{})
	var most uint64
	var wait sync.WaitGroup
	wait.Go(func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Millisecond):
				metrics.Read(sample)
				most = max(most, sample[0].Value.Uint64())
			}
		}
	})
	start := used()
	_, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: files, Loosening: true})
	took := used() - start
	close(stop)
	wait.Wait()
	return took, most, err
}

// used is the time that this process has had a processor for: other programs on the machine are no
// fault of it.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

type heavySet struct {
	name  string
	says  string // what the first problem says; empty for rules that load
	files fstest.MapFS
}

// parted puts entries into files of some thousand, below one key.
func parted(key string, n int, entry func(i int) string) fstest.MapFS {
	out := fstest.MapFS{}
	for from := 0; from < n; {
		var b strings.Builder
		b.WriteString(key + ":\n")
		for ; from < n && b.Len() < document.MaxYAML-10_000; from++ {
			b.WriteString("  " + entry(from) + "\n")
		}
		out[fmt.Sprintf("own%03d.yaml", len(out))] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return out
}

func oneRule(i int, when string) string {
	return fmt.Sprintf("- {id: own.r%d, kind: care, urgency: none, when: '%s', says: Own, sources: [handbook], grade: A}",
		i, when)
}

// together joins files of several keys.
func together(all ...fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for i, files := range all {
		for name, f := range files {
			out[fmt.Sprintf("%d%s", i, name)] = f
		}
	}
	return out
}

func heavy() []heavySet {
	r := rand.New(rand.NewPCG(14, 4))
	facts := func(n int) fstest.MapFS {
		return parted("facts", n, func(i int) string {
			return fmt.Sprintf("- {name: own.f%d, kind: yes_no, ask: Is it so, risk: more}", i)
		})
	}
	numbers := func(n int) fstest.MapFS {
		return parted("facts", n, func(i int) string {
			return fmt.Sprintf("- {name: own.n%d, kind: whole, ask: How many, least: 0, most: 100000, risk: more}", i)
		})
	}
	some := func(n, of int, join string) string {
		var out []string
		for _, i := range r.Perm(of)[:n] {
			out = append(out, fmt.Sprintf("own.f%d", i))
		}
		return strings.Join(out, join)
	}
	unknown := func(i int) string { return fmt.Sprintf("soil.%c%c%d", 'a'+i%26, 'a'+i/26%26, i) }
	chained := func(n int, last string) fstest.MapFS {
		return parted("define", n, func(i int) string {
			if i == n-1 {
				return fmt.Sprintf("own.d%d: %s", i, last)
			}
			return fmt.Sprintf("own.d%d: own.d%d", i, i+1)
		})
	}
	return []heavySet{
		{"a chain of 1,900 definitions", "", chained(1900, "frost.hard")},
		{"a chain of 30,000 definitions", "more than 2000 definitions", chained(30_000, "frost.hard")},
		{"a ring of 30,000 definitions", "more than 2000 definitions", chained(30_000, "own.d0")},
		{"a ring of 1,900 definitions", "stands on itself", chained(1900, "own.d0")},
		{"1,900 definitions that each name two others", "", parted("define", 1900, func(i int) string {
			if i == 1899 {
				return "own.d1899: frost.hard"
			}
			return fmt.Sprintf("own.d%d: own.d%d && frost.hard || own.d%d", i, i+1, min(i+2, 1899))
		})},
		{"1,900 guards in a chain", "", parted("facts", 1900, func(i int) string {
			if i == 0 {
				return "- {name: own.f0, kind: yes_no, ask: Is it so, risk: more}"
			}
			return fmt.Sprintf("- {name: own.f%d, kind: yes_no, ask: Is it so, risk: more, asked_if: own.f%d}", i, i-1)
		})},
		{"11,900 unknown names in as many rules", "unknown fact soil.", parted("rules", 11_900, func(i int) string {
			return oneRule(i, unknown(i))
		})},
		{"an unknown name 150 times in each of 900 rules", "unknown fact soil.", parted("rules", 900, func(n int) string {
			var all []string
			for i := range 150 {
				all = append(all, unknown(i))
			}
			return oneRule(n, strings.Join(all, " || "))
		})},
		{"23,800 unknown names beside 1,900 facts", "unknown fact own.", together(facts(1900), parted("rules", 11_900, func(i int) string {
			return oneRule(i, fmt.Sprintf("own.g%d || own.ff%d", i, i))
		}))},
		{"100,000 rules", "more than 12000 rules", parted("rules", 100_000, func(i int) string {
			return oneRule(i, "frost.hard")
		})},
		{"11,900 rules over 1,900 facts", "", together(facts(1900), parted("rules", 11_900, func(i int) string {
			return oneRule(i, some(4, 1900, " && "))
		}))},
		{"9,900 rules over two numbers of 19,800 thresholds each", "", together(numbers(2), parted("rules", 9900, func(i int) string {
			return oneRule(i, fmt.Sprintf("own.n0 >= %d && own.n0 < %d && own.n1 >= %d && own.n1 < %d", 4*i+1, 4*i+3, 4*i+2, 4*i+90))
		}))},
		{"11,900 rules over a number of 23,800 thresholds", "at most 20000", together(numbers(1), parted("rules", 11_900, func(i int) string {
			return oneRule(i, fmt.Sprintf("own.n0 >= %d && own.n0 < %d", 4*i+1, 4*i+3))
		}))},
		{"a product of ranges of large numbers", "more than 1000 cases", together(numbers(8), parted("rules", 500, func(i int) string {
			var all []string
			for n := range 8 {
				all = append(all, fmt.Sprintf("own.n%d >= %d && own.n%d < %d", n, 4*i+1, n, 4*i+999))
			}
			return oneRule(i, strings.Join(all, " && "))
		}))},
		{"11,900 wide rules", "more than 2000000 bytes of conditions", together(facts(300), parted("rules", 11_900, func(i int) string {
			return oneRule(i, some(30, 300, " || "))
		}))},
		{"5,500 wide rules", "", together(facts(300), parted("rules", 5500, func(i int) string {
			return oneRule(i, some(30, 300, " || "))
		}))},
		{"rules that always hold, wide", "always", together(facts(40), parted("rules", 100, func(i int) string {
			return oneRule(i, some(25, 40, " || ")+" || !own.f"+fmt.Sprint(i%40)+" || own.f"+fmt.Sprint(i%40))
		}))},
		{"rules that may always hold, hard to tell", "", together(facts(40), parted("rules", 100, func(i int) string {
			var all []string
			for range 50 {
				fs := r.Perm(40)[:3]
				all = append(all, fmt.Sprintf("(%sown.f%d && %sown.f%d && %sown.f%d)", not(r), fs[0], not(r), fs[1], not(r), fs[2]))
			}
			return oneRule(i, strings.Join(all, " || "))
		}))},
		{"at least half of many", "more than 1000 cases", together(facts(60), parted("rules", 100, func(i int) string {
			return oneRule(i, "at_least(10, ["+some(20, 60, ", ")+"])")
		}))},
		{"a product of sums", "more than 1000 cases", together(facts(60), parted("rules", 100, func(i int) string {
			var all []string
			for range 12 {
				all = append(all, "("+some(6, 60, " || ")+")")
			}
			return oneRule(i, strings.Join(all, " && "))
		}))},
		{"nested as deep as a file is long", "the expression has", parted("rules", 1, func(int) string {
			return oneRule(0, strings.Repeat("(", 400_000)+"frost.hard"+strings.Repeat(")", 400_000))
		})},
		{"aliases of aliases", "the anchor", fstest.MapFS{"own.yaml": {Data: []byte(laughs())}}},
		{"1,900 changes of one rule", "", parted("changes", 1900, func(i int) string {
			return "- {rule: frost.roots, kind: ban, reason: so}"
		})},
		{"a chain of 1,900 implications", "too much work", together(facts(1950), parted("implications", 1900, func(i int) string {
			return fmt.Sprintf("- {when: own.f%d, implies: own.f%d, because: So it is.}", i, i+1)
		}))},
		{"a chain of 240 implications", "too much work", together(facts(250), parted("implications", 240, func(i int) string {
			return fmt.Sprintf("- {when: own.f%d, implies: own.f%d, because: So it is.}", i, i+1)
		}))},
		{"a chain of 120 implications", "", together(facts(200), parted("implications", 120, func(i int) string {
			return fmt.Sprintf("- {when: own.f%d, implies: own.f%d, because: So it is.}", i, i+1)
		}))},
	}
}

func not(r *rand.Rand) string {
	if r.IntN(2) == 0 {
		return "!"
	}
	return ""
}

// laughs is a file in which each line names the line before it ten times.
func laughs() string {
	var b strings.Builder
	b.WriteString("rules:\n  - &a0 [x]\n")
	for i := range 12 {
		fmt.Fprintf(&b, "  - &a%d [%s]\n", i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	return b.String()
}
