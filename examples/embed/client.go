package main

import "github.com/safehands/safehands/screening/form"

// well is somebody to whom no line of a card applies, who gets a light massage, and whose muscles
// feel it the next day.
func well(p form.Page) []string {
	if p.Card != "" {
		return nil
	}
	if said := wellReplies[p.Fields[0].Fact]; said != nil {
		return said
	}
	return []string{"no"}
}

// wellReplies are the answers that are more than a no.
var wellReplies = map[string][]string{
	"client.age": {"34"}, "session.reason": {"relaxation"}, "preg.status": {"none"}, "session.changed": {"no"},
	"presentation.found": {"stress_tension"}, "history.prior_sessions": {"3"}, "history.hours_since_last": {"200"},
	"plan.technique": {"relaxing_swedish"}, "plan.minutes": {"30"}, "plan.position": {"prone"}, "plan.bolster": {"yes"},
	"plan.therapist": {"qualified"}, "stroke.id": {"effleurage_light"}, "step.regions": {"lumbar_paraspinal"},
	"step.pressure": {"2"}, "step.minutes": {"10"},
	"post.hours_since": {"24"}, "post.nrs": {"1"}, "post.nrs_before": {"1"}, "post.quality": {"dull_ache"},
	"post.site": {"treated_muscle"}, "post.trend": {"better"}, "post.bruise_cm": {"0"},
	"post.headache": {"none"}, "post.also": {"none"}, "post.skin": {"none"},
	"post.onset_hours": {"6"}, "post.duration_hours": {"18"},
	"course.disposition": {"proceed"}, "course.phase": {"none"},
}
