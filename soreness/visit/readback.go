package visit

import (
	"encoding/json"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

// UnmarshalJSON reads what MarshalJSON writes and nothing else, such as what a [Record] keeps as
// decided: it needs no rules, and is written again to the same bytes. What the visit told is no
// part of it: Intake, Clearance, Plan and the course stay empty. Choices and plan are one object
// there, so that all their questions stand with the plan. What was decided by another version of
// the library may lack what this one writes, and is refused; [Decider.Replay] decides it again. The
// error is a [*document.Error] with every problem by its path; the old value then stays.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (d *Decided) UnmarshalJSON(data []byte) error {
	var p document.Problems
	var out Decided
	for _, m := range taken(&p, "", data) {
		rest := taken(&p, m.key, m.value.(json.RawMessage))
		switch m.key {
		case "screening":
			out.Screened = true
			rest = rest.read(&p, m.key, "questions", &out.Questions).read(&p, m.key, "messages", &out.Told)
			if rest.index("looked_at") >= 0 {
				rest = rest.read(&p, m.key, "looked_at", &out.LookedAt)
			}
			rest.decode(&p, m.key, &out.Decision)
		case "technique":
			out.readTechnique(&p, rest)
		case "soreness":
			out.After = &After{}
			rest.read(&p, m.key, "questions", &out.After.Questions).decode(&p, m.key, &out.After.Result)
		default:
			known := []string{"screening", "technique", "soreness"}
			p.In(document.Shorten(m.key), "unknown key in what was decided%s", document.Suggest(m.key, known))
		}
	}
	if err := p.Err(); err != nil {
		return err
	}
	*d = out
	return nil
}

// readTechnique reads the object that choices, plan and session share.
func (d *Decided) readTechnique(p *document.Problems, all object) {
	const path = "technique"
	if all.index("session") >= 0 {
		d.Stopping = &technique.Stopping{}
		if all = all.read(p, path, "session", d.Stopping); len(all) == 0 {
			return
		}
	}
	chosen, err := objectOf(technique.Matching{})
	within(p, path, err)
	checked, err := objectOf(technique.Review{})
	within(p, path, err)
	var questions []technique.Question
	all = all.read(p, path, "questions", &questions)
	var match, review object
	for _, m := range all {
		ofMatch, ofReview := chosen.index(m.key) >= 0, checked.index(m.key) >= 0
		if ofMatch || !ofReview {
			match = match.set(m.key, m.value)
		}
		if ofReview {
			review = review.set(m.key, m.value)
		}
		if ofReview && !ofMatch {
			d.Review = &technique.Review{}
		}
	}
	plain := []screening.Question{}
	if d.Review != nil {
		review.set("questions", questions).decode(p, path, d.Review)
	} else {
		for _, q := range questions {
			plain = append(plain, q.Question)
		}
	}
	d.Matching = &technique.Matching{}
	match.set("questions", plain).decode(p, path, d.Matching)
}

// taken is an object in JSON, taken apart; of what is none, nothing.
func taken(p *document.Problems, path string, data []byte) object {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil || members == nil {
		p.In(path, "what was decided must be an object")
		return nil
	}
	out, err := objectOf(json.RawMessage(data))
	if within(p, path, err); len(out) != len(members) {
		p.In(path, "has a key twice")
	}
	return out
}

// read reads one member, which has to be there, and returns the others.
func (o object) read(p *document.Problems, path, key string, to any) object {
	i := o.index(key)
	if i < 0 {
		p.In(path, "needs %s", key)
		return o
	}
	readValue(p, path+"."+key, o[i].value, to)
	return append(o[:i:i], o[i+1:]...)
}

// decode reads an object as what writes itself so.
func (o object) decode(p *document.Problems, path string, to any) { readValue(p, path, o, to) }

func readValue(p *document.Problems, path string, value, to any) {
	data, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(data, to)
	}
	within(p, path, err)
}

// within adds what is wrong with a part, by its path in the whole.
func within(p *document.Problems, path string, err error) {
	p.Join(err, func(x *document.Problem) {
		if x.Path != "" {
			x.Path = "." + x.Path
		}
		x.Path, x.Line, x.Column = path+x.Path, 0, 0
	})
}
