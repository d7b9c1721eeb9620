package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// The parts of SARIF 2.1.0 that a review of a change shows.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn"`
	}
)

// sarif writes the differences for whatever shows them beside the lines of a change: an error where
// somebody comes out milder, a warning where something was not compared, a note otherwise.
func (c *console) sarif(all []difference) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "rulecheck"}}, Results: []sarifResult{}}
	for _, k := range []policy.DifferenceKind{
		policy.NewlyAllowed, policy.Milder, policy.NewlyUndecided, policy.NewlyDecided, policy.NewlyRefused,
		policy.Stricter, "not_compared",
	} {
		words := strings.ReplaceAll(string(k), "_", " ")
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{string(k), sarifText{"A client is " + words + "."}})
	}
	run.Tool.Driver.Rules = append(run.Tool.Driver.Rules,
		sarifRule{"client", sarifText{"A client of the corpus comes out otherwise."}})
	for i := range all {
		x := &all[i]
		for k := range x.Proof.Differences {
			d := &x.Proof.Differences[k]
			level := "note"
			if isMilder(d.Kind) {
				level = "error"
			}
			text := d.Says
			if d.Before != nil {
				text += "\n\nBefore:\n" + d.Before.Case
			}
			if d.After != nil {
				text += "\nAfter:\n" + d.After.Case
			}
			run.Results = append(run.Results, sarifResult{string(d.Kind), level, sarifText{text}, located(x.at(d.Rule))})
		}
		for _, text := range append(x.Proof.Apart, x.Proof.Unproved...) {
			run.Results = append(run.Results, sarifResult{"not_compared", "warning", sarifText{text}, located(x.start())})
		}
		if x.Clients != nil {
			run.Results = append(run.Results, x.Clients.sarif(x.start())...)
		}
	}
	return c.json(sarifLog{
		"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run},
	})
}

// sarif are the clients of the corpus who come out otherwise, and at start those not compared.
func (r *replay) sarif(start string) (out []sarifResult) {
	for _, x := range r.Changed {
		level := "note"
		if x.Kind != "tightened" {
			level = "error"
		}
		text := fmt.Sprintf("%s: %s, from %s to %s%s", x.Name, x.Kind, x.Before, x.After, x.why())
		out = append(out, sarifResult{"client", level, sarifText{text}, located(x.at)})
	}
	if r.Refused > 0 {
		out = append(out, sarifResult{"not_compared", "warning", sarifText{r.refused()}, located(start)})
	}
	return out
}

// located is a position written as file:line:column.
func located(position string) []sarifLocation {
	rest, column, ok := cutLast(position)
	file, line, ok2 := cutLast(rest)
	if !ok || !ok2 {
		return nil
	}
	return []sarifLocation{{sarifPhysical{sarifArtifact{file}, sarifRegion{line, column}}}}
}

func cutLast(text string) (before string, number int, ok bool) {
	i := strings.LastIndexByte(text, ':')
	if i < 0 {
		return text, 0, false
	}
	number, err := strconv.Atoi(text[i+1:])
	return text[:i], number, err == nil
}
