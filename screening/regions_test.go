package screening

import (
	"flag"
	"fmt"
	"go/format"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
)

// The regions in Go are written from the data.
func TestRegionsAreTheData(t *testing.T) {
	const golden = "body/list.go"
	got, err := format.Source([]byte(regionList(language(t).Places)))
	if err != nil {
		t.Fatal(err)
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var sides []string
	for _, s := range body.Sides() {
		sides = append(sides, string(s))
	}
	if diff := cmp.Diff(language(t).Sides, sides); diff != "" {
		t.Errorf("sides (-data +Go):\n%s", diff)
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the regions have changed; go test ./screening -run TestRegionsAreTheData -update (-want +got):\n%s", diff)
	}
}

// regionList is the Go of the regions: their names, in their order, and what groups stand for.
func regionList(places []policy.Place) string {
	camel := func(name string) (out string) {
		for part := range strings.SplitSeq(name, "_") {
			out += strings.ToUpper(part[:1]) + part[1:]
		}
		return out
	}
	var single, groups []string
	var consts [2]strings.Builder
	var parts strings.Builder
	list := func(names []string) string {
		out, width := "", 0
		for _, name := range names {
			if width += len(name) + 2; width > 90 {
				out, width = out+"\n", len(name)+2
			}
			out += camel(name) + ", "
		}
		return "[]Region{\n" + out + "\n}"
	}
	for _, p := range places {
		of := 0
		if len(p.Contains) > 0 {
			of = 1
			groups = append(groups, camel(p.Name))
		} else {
			single = append(single, p.Name)
		}
		fmt.Fprintf(&consts[of], "%s Region = %q // %s\n", camel(p.Name), p.Name, p.Says)
	}
	for _, p := range places {
		switch {
		case slices.Equal(p.Contains, single):
			fmt.Fprintf(&parts, "case %s:\nreturn Regions()\n", camel(p.Name))
		case len(p.Contains) > 0:
			fmt.Fprintf(&parts, "case %s:\nreturn %s\n", camel(p.Name), list(p.Contains))
		}
	}
	return "// Code generated from facts/regions.yaml by TestRegionsAreTheData -update. DO NOT EDIT.\n\npackage body\n\n// The single regions.\nconst (\n" + consts[0].String() + ")\n\n// The groups.\nconst (\n" + consts[1].String() +
		")\n\n// Regions returns the single regions, in their order.\nfunc Regions() []Region {\nreturn " + list(single) + "\n}\n\n" +
		"// All returns every region, the groups behind the single ones.\nfunc All() []Region {\nreturn append(Regions(), " +
		strings.Join(groups, ", ") + ")\n}\n\n" +
		"// Parts returns the single regions that r stands for: its parts for a group, itself otherwise.\n" +
		"func (r Region) Parts() []Region {\nswitch r {\n" + parts.String() + "}\nreturn []Region{r}\n}\n"
}
