package main

import "github.com/safehands/safehands/screening"

// well is somebody to whom no line of a card applies, and whose muscles feel the massage the next day.
func well(x screening.Asking) []string {
	if said := wellReplies[x.Questions[0].Fact]; said != nil || x.Card != "" {
		return said
	}
	return []string{"no"}
}

// wellReplies are the answers that are more than a no.
var wellReplies = map[string][]string{
	"client.age": {"34"}, "session.reason": {"relaxation"}, "preg.status": {"none"}, "session.changed": {"no"},
	"post.hours_since": {"24"}, "post.nrs": {"1"}, "post.nrs_before": {"1"}, "post.quality": {"dull_ache"},
	"post.site": {"treated_muscle"}, "post.trend": {"better"}, "post.bruise_cm": {"0"},
	"post.headache": {"none"}, "post.also": {"none"}, "post.skin": {"none"},
	"post.onset_hours": {"6"}, "post.duration_hours": {"18"},
	"course.disposition": {"proceed"}, "course.phase": {"none"},
}
