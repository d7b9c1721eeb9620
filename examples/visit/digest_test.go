package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// digest is the short form of what -json prints: every verdict, bound, limit and id, without the
// words, the sources and the answers to choose from, which stand in the rules. Outputs that decide
// differently have different digests.
type digest map[string]any

// object is a JSON object of the output.
type object map[string]any

func (o object) part(key string) object { m, _ := o[key].(map[string]any); return m }

func (o object) list(key string) (all []object) {
	items, _ := o[key].([]any)
	for _, x := range items {
		if m, ok := x.(map[string]any); ok {
			all = append(all, m)
		}
	}
	return all
}

// said writes the values of keys one behind the other: a flag by its name where it is set, nothing
// for what is missing.
func (o object) said(keys ...string) string {
	var out []string
	for _, key := range keys {
		switch v := o[key].(type) {
		case nil:
		case bool:
			if v {
				out = append(out, key)
			}
		case []any:
			if len(v) > 0 {
				out = append(out, strings.Trim(fmt.Sprint(v), "[]"))
			}
		default:
			out = append(out, fmt.Sprint(v))
		}
	}
	return strings.Join(out, " ")
}

// bounds writes a verdict with the mildest and the severest that is still possible.
func (o object) bounds(verdict, floor, ceiling string) string {
	return fmt.Sprintf("%v, from %v to %v", o[verdict], o[floor], o[ceiling])
}

func (o object) facts() string {
	var out []string
	for _, f := range o.list("facts") {
		text := fmt.Sprintf("%v=%v", f["fact"], f["answer"])
		if from := f.said("from"); from != "" {
			text += " (" + from + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// each writes every item of a list as one text.
func each(items []object, say func(object) string) []string {
	var out []string
	for _, o := range items {
		out = append(out, strings.TrimSpace(say(o)))
	}
	return out
}

func ids(rules []object) string {
	return strings.Join(each(rules, func(r object) string { return r.said("rule") }), " ")
}

// grouped writes names below what is alike of them, each as it says itself, some on a line.
func grouped(items []object, name string, alike func(object) string) any {
	groups := map[string][]string{}
	for _, o := range items {
		key := strings.TrimSpace(alike(o))
		groups[key] = wrapped(groups[key], o.said(name))
	}
	return groups
}

func wrapped(lines []string, word string) []string {
	const width = 100
	if n := len(lines); n > 0 && len(lines[n-1])+1+len(word) <= width {
		lines[n-1] += " " + word
		return lines
	}
	return append(lines, word)
}

// add leaves out what is empty.
func (d digest) add(key string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case map[string][]string:
		if len(v) == 0 {
			return
		}
	}
	d[key] = value
}

func digestOf(t *testing.T, output string) string {
	t.Helper()
	var all object
	if err := json.Unmarshal([]byte(output), &all); err != nil {
		t.Fatal(err)
	}
	d := digest{}
	if o := all.part("screening"); o != nil {
		d["screening"] = screeningDigest(o)
	}
	if o := all.part("technique"); o != nil {
		d["technique"] = techniqueDigest(o)
	}
	if o := all.part("soreness"); o != nil {
		d["soreness"] = sorenessDigest(o)
	}
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data) + "\n"
}

func screeningDigest(o object) digest {
	d := digest{
		"decision": o.bounds("disposition", "floor", "ceiling"), "urgency": o.bounds("urgency", "urgency", "urgency_ceiling"),
	}
	d.add("flags", o.said("settled", "may_treat", "inexact"))
	regions := map[string][]string{}
	for name := range o.part("regions") {
		r := o.part("regions").part(name)
		key := r.bounds("disposition", "floor", "ceiling") + limitsDigest(r.part("limits"))
		regions[key] = append(regions[key], name)
	}
	for key := range regions {
		slices.Sort(regions[key])
		var lines []string
		for _, name := range regions[key] {
			lines = wrapped(lines, name)
		}
		regions[key] = lines
	}
	d.add("regions", regions)
	d.add("findings", each(o.list("findings"), func(f object) string {
		return f.said("rule", "kind", "urgency", "red_flag", "cleared") + " at " + f.said("regions") + ": " + f.facts()
	}))
	d.add("open", openDigest(o.list("open"), "kind"))
	d.add("disagreements", each(o.list("disagreements"), func(x object) string {
		return x.said("fact", "answer", "implied")
	}))
	d.add("questions", questionsDigest(o))
	d.add("messages", ids(o.list("messages")))
	d.add("clearance", o.said("clearance"))
	d.add("weakened", o.said("weakened"))
	return d
}

// limitsDigest names every limit; of the notes, which are sentences, their number.
func limitsDigest(l object) string {
	var out []string
	for _, key := range []string{
		"pressure", "minutes", "avoid_strokes", "avoid_techniques", "avoid_positions", "avoid_heat",
	} {
		if l[key] != nil {
			out = append(out, strings.TrimPrefix(key+" "+l.said(key), "avoid_heat "))
		}
	}
	for _, s := range l.list("spots") {
		out = append(out, "spot "+s.said("rule", "margin_cm"))
	}
	if notes, _ := l["notes"].([]any); len(notes) > 0 {
		out = append(out, fmt.Sprintf("notes %d", len(notes)))
	}
	if len(out) == 0 {
		return ""
	}
	return "; " + strings.Join(out, ", ")
}

// openDigest parts the rules that wait for an answer from those that an unsure one leaves possible.
func openDigest(open []object, verdict string) any {
	return grouped(open, "rule", func(o object) string {
		text := o.said(verdict, "urgency", "red_flag", "one_of")
		if unsure := o.said("unsure"); unsure != "" {
			text += ", unsure " + unsure
		}
		if o.said("waits_for") == "" {
			text += ", counts"
		}
		return text
	})
}

func questionsDigest(o object) any {
	return grouped(o.list("questions"), "fact", func(q object) string {
		text := "besides"
		if q["decides"] == true {
			text = "deciding"
		}
		if step, ok := q["step"].(float64); ok && step >= 0 {
			text += fmt.Sprintf(", step %v", step)
		}
		if q.said("after") != "" {
			text += ", after others"
		}
		return text + " " + q.said("inexact")
	})
}

func techniqueDigest(o object) digest {
	d := digest{}
	d.add("matching", o.said("allowed"))
	d.add("obstacles", each(o.list("obstacles"), func(x object) string { return x.said("code", "disposition") }))
	d.add("candidates", o.said("candidates"))
	d.add("choices", each(o.list("choices"), func(c object) string {
		holds := each(c.list("reasons"), func(r object) string { return r.said("rule") + "=" + r.said("standing") })
		open := each(c.list("open"), func(r object) string { return r.said("rule") + "?=" + r.said("standing") })
		minutes := c.part("minutes")
		return fmt.Sprintf("%s, %v to %v minutes: %s",
			c.said("technique", "standing", "level"), minutes["min"], minutes["max"],
			strings.Join(append(holds, open...), " "))
	}))
	d.add("regions", o.said("regions"))
	d.add("excluded", each(o.list("excluded"), func(x object) string { return x.said("region", "disposition") }))
	d.add("doses", each(o.list("doses"), func(x object) string { return x.said("presentation") }))
	d.add("questions", questionsDigest(o))
	d.add("weakened", o.said("weakened"))
	if o["fits"] != nil {
		d["plan"] = fmt.Sprintf("fits %v, settled %v, from %v to %v, level %v",
			o["fits"], o["settled"], o["floor"], o["ceiling"], o["level"])
		d.add("violations", each(o.list("violations"), violationDigest))
		d.add("open", each(o.list("open"), violationDigest))
	}
	if s := o.part("session"); s != nil {
		session := digest{"stop": fmt.Sprintf("%v, settled %v", s["stop"], s["settled"])}
		session.add("violations", each(s.list("violations"), violationDigest))
		session.add("open", each(s.list("open"), violationDigest))
		session.add("questions", questionsDigest(s))
		session.add("weakened", s.said("weakened"))
		d["session"] = session
	}
	return d
}

func violationDigest(v object) string {
	text := v.said("rule", "kind")
	if step, ok := v["step"].(float64); ok && step >= 0 {
		text += fmt.Sprintf(", step %v %s at %s", step, v.said("stroke"), v.said("regions"))
	}
	if facts := v.facts(); facts != "" {
		text += ": " + facts
	}
	return text
}

func sorenessDigest(o object) digest {
	d := digest{
		"level": o.bounds("level", "floor", "ceiling"), "urgency": o.bounds("urgency", "urgency", "urgency_ceiling"),
		"grid": o["grid"],
	}
	d.add("flags", o.said("settled", "inexact", "stale"))
	d.add("findings", each(o.list("findings"), func(f object) string {
		return f.said("rule", "level", "urgency", "red_flag") + ": " + f.facts()
	}))
	d.add("open", openDigest(o.list("open"), "level"))
	for _, key := range []string{"causes", "advice", "messages"} {
		d.add(key, ids(o.list(key)))
	}
	d.add("questions", questionsDigest(o))
	d.add("ask_again", o.said("ask_again"))
	d.add("weakened", o.said("weakened"))
	return d
}

// shapeOf is the whole of what -json prints, of every list the first items alone: what keys there
// are, in their order.
func shapeOf(t *testing.T, output string) string {
	t.Helper()
	var short, out bytes.Buffer
	if err := shorten(&short, json.RawMessage(output)); err != nil {
		t.Fatal(err)
	}
	if err := json.Indent(&out, short.Bytes(), "", "  "); err != nil {
		t.Fatal(err)
	}
	return out.String() + "\n"
}

func shorten(out *bytes.Buffer, data json.RawMessage) error {
	if data[0] != '{' && data[0] != '[' {
		out.Write(data)
		return nil
	}
	const most = 2
	members, err := membersOf(data)
	if data[0] == '[' {
		members = members[:min(most, len(members))]
	}
	out.WriteByte(data[0])
	for i, m := range members {
		if i > 0 {
			out.WriteByte(',')
		}
		if data[0] == '{' {
			fmt.Fprintf(out, "%q:", m.key)
		}
		if err := shorten(out, m.value); err != nil {
			return err
		}
	}
	out.WriteByte(data[0] + 2) // the bracket that closes
	return err
}

// A change of any verdict is a change of the digest.
func TestDigestTellsVerdictsApart(t *testing.T) {
	output := show(t, "-json", "testdata/ordinary_visit.json")
	before := digestOf(t, output)
	for _, tt := range []struct{ old, new string }{
		{`"disposition": "adapt"`, `"disposition": "refer"`}, {`"may_treat": true`, `"may_treat": false`},
		{`"avoid_heat": true`, `"minutes": 3`}, {`"rule": "pressure.known"`, `"rule": "pressure.other"`},
		{`"answer": "yes"`, `"answer": "unsure"`}, {`"standing": "preferred"`, `"standing": "avoided"`},
		{`"stop": false`, `"stop": true`}, {`"fits": true`, `"fits": false`},
		{`"level": "expected"`, `"level": "monitor"`}, {`"grid": "long_minor"`, `"grid": "serious"`},
		{`"rule": "cause.adaptation"`, `"rule": "cause.other"`}, {`"rule": "advice.session_number"`, `"rule": "advice.x"`},
	} {
		if !strings.Contains(output, tt.old) {
			t.Errorf("the output has no %s", tt.old)
		}
		if digestOf(t, strings.Replace(output, tt.old, tt.new, 1)) == before {
			t.Errorf("%s and %s have the same digest", tt.old, tt.new)
		}
	}
}
