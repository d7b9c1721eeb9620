package validators

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// workshop is a folder with the scripts and the packages that they need. Where there is no node, or no
// registry of packages, the test says so and is skipped.
func workshop(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("skipped: no %s on this machine", name)
		}
	}
	dir := filepath.Join(os.TempDir(), "safehands-validators")
	if kept := os.Getenv("SAFEHANDS_NODE"); kept != "" {
		dir = kept // a folder that stays, so that packages are fetched once
	}
	install(t, "node", dir)
	return dir
}

// install copies the files of a folder to another one, and fetches the packages that they name.
func install(t *testing.T, from, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(from, f.Name()))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, f.Name()), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", ".package-lock.json")); err != nil {
		command(t, dir, "npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps")
	}
}

// command runs what fetches or builds, and skips the test where it cannot.
func command(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	limit, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	run := exec.CommandContext(limit, name, args...)
	run.Dir, run.Env = dir, append(os.Environ(), "npm_config_fetch_retries=1", "npm_config_fetch_timeout=30000")
	if out, err := run.CombinedOutput(); err != nil {
		t.Skipf("skipped: %s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

func node(t *testing.T, dir string, into any, args ...string) {
	t.Helper()
	run := exec.Command("node", args...)
	run.Dir = dir
	var errs strings.Builder
	run.Stderr = &errs
	out, err := run.Output()
	if err == nil {
		err = json.Unmarshal(out, into)
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s", args[0], err, errs.String())
	}
}

// Medplum's validator finds nothing wrong with anything that is written, and does find what is.
func TestMedplumTakesEverything(t *testing.T) {
	dir := workshop(t)
	all := map[string]json.RawMessage{}
	for name, data := range resources(t) {
		all[name] = data
	}
	all["bad: no status"] = json.RawMessage(`{"resourceType":"Questionnaire","item":[]}`)
	all["bad: unknown member"] = json.RawMessage(`{"resourceType":"DetectedIssue","status":"final","colour":"red"}`)
	file := filepath.Join(t.TempDir(), "resources.json")
	data, err := json.Marshal(all)
	if err == nil {
		err = os.WriteFile(file, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string]string{}
	node(t, dir, &wrong, "medplum.mjs", file)
	for name, says := range wrong {
		if !strings.HasPrefix(name, "bad: ") {
			t.Errorf("%s: %s", name, says)
		}
	}
	if len(wrong) < 2 {
		t.Errorf("the validator takes anything: %v", wrong)
	}
	t.Logf("%d resources", len(all)-2)
}
