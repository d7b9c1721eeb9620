package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const house = "../houserules/rules/screening"

// folder writes a folder of rules with one change and a source.
func folder(t *testing.T, change string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "house.yaml"), []byte("changes:\n  - "+change+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestCommands(t *testing.T) {
	longer := folder(t, "{parameter: recent_minutes, value: 45, reason: time is money}")
	shorter := folder(t, "{parameter: recent_minutes, value: 20, reason: we are careful}")
	typo := folder(t, "{parameter: recent_minuts, value: 20, reason: we are careful}")
	words := folder(t, "{parameter: concussion_days, value: 3, reason: our house}")
	flag := folder(t, "{rule: cancer.new_pain, disable: true, reason: our house}")
	implies := folder(t, "{rule: spine.recent_mild, client: We start lightly.}\nimplications:\n"+
		"  - {when: sx.feverish, implies: '!cond.hypertension', because: So.}")
	for _, tt := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"the cases of the house hold", []string{"test", house}, clean, " 0 failed; 0 rules"},
		{"the house loosens nothing", []string{"diff", "-", house}, tightened, "tightened: house.sauna"},
		{"built-in rules equal themselves", []string{"diff", "-", "-"}, clean, "0 differences"},
		{"a longer session is loosened", []string{"diff", "-", longer}, loosened, "loosened: spine.recent_mild"},
		{"and the other way round it is not", []string{"diff", longer, "-"}, tightened, "tightened: spine.recent_mild"},
		{"a shorter one is tightened", []string{"diff", "-", shorter}, tightened, "tightened: spine.recent_mild"},
		{"vet shows who is milder", []string{"vet", longer}, found, "loosened: overlay 1 made spine.recent_mild milder"},
		{"vet has nothing against the shorter one", []string{"vet", shorter}, clean, "0 findings"},
		{"a typo is refused with its place", []string{"vet", typo}, unread, "house.yaml:2:5"},
		{"no such folder", []string{"test", "nowhere"}, unread, "nowhere"},
		{"a rule explained", []string{"explain", "spine.recent_mild"}, clean, "stands at"},
		{"a change that no rule shows is found", []string{"vet", words}, found, "loosened: overlay 1 decides parameter concussion_days"},
		{"an implication that asks less is found", []string{"vet", implies}, found, "loosened: overlay 1 decides implication sx.feverish"},
		{"and is not the same", []string{"diff", "-", implies}, notCompared, "new: sx.feverish implies !cond.hypertension"},
		{"a weaker red flag is found", []string{"vet", flag}, found, "loosened: overlay 1 made cancer.new_pain milder"},
		{"what is not answered is named", []string{"vet"}, found, "not answered: whether a step of med.inr"},
		{"help", []string{"diff", "-h"}, clean, "3 somebody comes out milder"},
		{"flags behind names", []string{"explain", "house.sauna", "-dir", house}, clean, "stands at"},
		{"a command with a typo", []string{"vett"}, unread, "did you mean vet?"},
		{"a rule with a typo", []string{"explain", "spine.recent_mid"}, unread, "did you mean spine.recent_mild?"},
		{"too few names", []string{"diff", "-"}, unread, "diff takes 2 names, found 1"},
		{"an unknown rule", []string{"explain", "spine.nothing"}, unread, `unknown rule "spine.nothing"`},
		{"all rules", []string{"rules", house}, clean, "house.sauna"},
		{"no command", nil, unread, "write one of"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			status := run(tt.args, &out, &out)
			if status != tt.status || !strings.Contains(out.String(), tt.want) {
				t.Errorf("rulecheck %v ends with %d, want %d and %q in\n%s", tt.args, status, tt.status, tt.want, out.String())
			}
		})
	}
}
