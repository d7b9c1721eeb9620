package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
