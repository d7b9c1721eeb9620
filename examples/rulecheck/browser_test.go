package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// A browser opens the pages, and the search on them counts what it shows. Without one the test says
// that it was skipped.
func TestPagesInABrowser(t *testing.T) {
	if !draws.All(t) {
		t.Skip("a browser takes its time to start")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	for _, args := range [][]string{{"cover", "-html", house}, {"diff", "-html", "-", house}} {
		var page, errs bytes.Buffer
		if status := run(args, &page, &errs); status == unread {
			t.Fatalf("%v: %s", args, errs.String())
		}
		dir := t.TempDir()
		path := filepath.Join(dir, "page.html")
		if err := os.WriteFile(path, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		out, err := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu",
			"--user-data-dir="+filepath.Join(dir, "profile"), "--dump-dom", "file://"+path).Output()
		if err != nil {
			t.Skipf("chromium does not run here: %v", err)
		}
		n := strings.Count(page.String(), "<article")
		if want := fmt.Sprintf(`role="status">%d of %d</p>`, n, n); n == 0 || !strings.Contains(string(out), want) {
			t.Errorf("%v: the page does not say %q", args, want)
		}
	}
}

// axePackage is what looks for faults of accessibility, from the registry of npm.
const axePackage = "axe-core@4.10.3"

// audit runs axe in a page and tells the page around it what came out.
const audit = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}).then(r => parent.postMessage({
	dark: matchMedia("(prefers-color-scheme: dark)").matches, width: innerWidth,
	wide: document.documentElement.scrollWidth > innerWidth,
	contrast: (r.passes.find(p => p.id == "color-contrast") || {nodes: []}).nodes.length,
	faults: r.violations.map(v => v.id + ": " + v.nodes[0].html)}, "*"))`

// around shows a page at a width, and writes down what it is told.
const around = `<!doctype html><title>around</title><iframe src="page.html" style="border:0;width:%dpx;height:900px"></iframe>
<script>addEventListener("message", e => { const p = document.createElement("pre"); p.textContent = "AXE" + JSON.stringify(e.data) + "END"; document.body.append(p) })</script>`

// At 1280 and at 400 pixels, light and dark, no contrast is under WCAG AA, nothing else that axe knows is
// at fault, and nothing has to be scrolled sideways.
func TestPagesAreAccessible(t *testing.T) {
	if !draws.All(t) {
		t.Skip("a browser takes its time to start")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	axe := axeSource(t)
	dir := t.TempDir()
	for name, args := range map[string][]string{
		"rules": {"rules", "-html", "../houserules/rules/technique"}, "cover": {"cover", "-html", "-all", house},
		"diff": {"diff", "-html", "-corpus", house, "-", house},
	} {
		var page, errs bytes.Buffer
		if status := run(args, &page, &errs); status == unread {
			t.Fatalf("%v: %s", args, errs.String())
		}
		text := strings.Replace(page.String(), "</body>", "<script>"+axe+"</script><script>"+audit+"</script></body>", 1)
		for _, width := range []int{1280, 400} {
			for _, flags := range [][]string{nil, {"--force-dark-mode"}} {
				for file, text := range map[string]string{"page.html": text, "around.html": fmt.Sprintf(around, width)} {
					if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
				out, err := exec.CommandContext(ctx, chromium, slices.Concat(flags, []string{
					"--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,900", "--virtual-time-budget=60000",
					"--user-data-dir=" + filepath.Join(dir, "profile"), "--dump-dom", "file://" + filepath.Join(dir, "around.html"),
				})...).Output()
				cancel()
				if err != nil {
					t.Skipf("chromium does not run here: %v", err)
				}
				_, told, _ := strings.Cut(string(out), "<pre>AXE")
				told, _, _ = strings.Cut(told, "END</pre>")
				var got struct {
					Dark, Wide      bool
					Width, Contrast int
					Faults          []string
				}
				if err := json.Unmarshal([]byte(told), &got); err != nil {
					t.Fatalf("%s at %d, %v: %v in %q", name, width, flags, err, told)
				}
				if got.Dark != (flags != nil) || got.Width != width || got.Contrast == 0 {
					t.Errorf("%s at %d, %v was not looked at: %+v", name, width, flags, got)
				}
				if got.Wide || len(got.Faults) > 0 {
					t.Errorf("%s at %d, %v: %+v", name, width, flags, got)
				}
			}
		}
	}
}

// axeSource is the script of axe, or the end of the test where no registry is there.
func axeSource(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, args := range [][]string{{"npm", "pack", "--silent", axePackage}, {"tar", "xzf", strings.ReplaceAll(axePackage, "@", "-") + ".tgz"}} {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		command := exec.CommandContext(ctx, args[0], args[1:]...)
		command.Dir = dir
		if out, err := command.CombinedOutput(); err != nil {
			t.Skipf("%v: %v: %s", args, err, out)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "package", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
