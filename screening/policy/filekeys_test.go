package policy_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// Every key that the loader reads is explained, with an example that begins with it: a key that
// somebody adds to the reader and not to the words fails here.
func TestEveryKeyIsExplained(t *testing.T) {
	parts := mustLoad(t, base()).FileParts()
	seen := map[string]bool{}
	for _, p := range parts {
		seen[p.Name] = true
		if p.Says == "" {
			t.Errorf("nothing is said of %s", p.Name)
		}
		for _, k := range p.Keys {
			if k.Says == "" || !strings.HasPrefix(k.Example, k.Name+": ") && !strings.HasPrefix(p.Name, "changes: ") {
				t.Errorf("%s: %s says %q, for example %q", p.Name, k.Name, k.Says, k.Example)
			}
			if strings.TrimPrefix(k.Example, k.Name+":") == " " {
				t.Errorf("%s: the example of %s is empty", p.Name, k.Name)
			}
			if k.Type.Part != "" && k.Type.Part != "changes" &&
				!slices.ContainsFunc(parts, func(x policy.FilePart) bool { return x.Name == k.Type.Part }) {
				t.Errorf("%s: %s leads to %s, which there is not", p.Name, k.Name, k.Type.Part)
			}
		}
	}
	for _, name := range []string{"rules", "rules: limits", "facts", "cards: lines", "tools", "changes: implication"} {
		if !seen[name] {
			t.Errorf("there is no part %s", name)
		}
	}
}

func TestFileSchemaIsJSON(t *testing.T) {
	var out bytes.Buffer
	if err := mustLoad(t, base()).WriteFileSchema(&out, true); err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Definitions map[string]struct {
			Properties map[string]json.RawMessage
			Required   []string
		}
	}
	if err := json.Unmarshal(out.Bytes(), &schema); err != nil {
		t.Fatal(err)
	}
	if got := schema.Definitions["rules"].Required; !slices.Contains(got, "says") || !slices.Contains(got, "when") {
		t.Errorf("a rule needs %v", got)
	}
	if got := string(schema.Definitions["rules.limits"].Properties["depth_cm"]); !strings.Contains(got, `"maximum": 50`) {
		t.Errorf("depth_cm is %s", got)
	}
}
