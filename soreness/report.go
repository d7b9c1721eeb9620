package soreness

import "github.com/safehands/safehands/screening"

const hours, points, cm, weeks, minutes = "hours", "points", "cm", "weeks", "minutes"

// reportEntries are the facts of a report, in the order in which they are asked.
func reportEntries() []entry[Report] {
	return []entry[Report]{
		decimal("post.hours_since", "How many hours ago did the session end?",
			func(r *Report) *screening.Fact[float64] { return &r.HoursSince }, within(0, 2000, hours), undirected),
		whole("post.nrs", "How strong is the pain or discomfort now, from 0 (none) to 10 (the worst you can think of)?",
			func(r *Report) *screening.Fact[int] { return &r.NRS }, within(0, 10, points)),
		whole("post.nrs_before", "How strong was it before the session, from 0 to 10?",
			func(r *Report) *screening.Fact[int] { return &r.NRSBefore }, within(0, 10, points), undirected),
		yesNo("post.worse_than_before", "Do you have more pain now than before the session?",
			func(r *Report) *screening.Answer { return &r.WorseThanBefore }),
		decimal("post.onset_hours", "How many hours after the session did it begin?",
			func(r *Report) *screening.Fact[float64] { return &r.OnsetHours }, within(0, 2000, hours)),
		decimal("post.duration_hours", "For how many hours has it lasted so far?",
			func(r *Report) *screening.Fact[float64] { return &r.DurationHours }, within(0, 2000, hours)),
		oneOf("post.trend", "Is it getting better, staying the same, or getting worse?",
			func(r *Report) *screening.Fact[Trend] { return &r.Trend }),
		setOf("post.quality", "Which words fit what you feel? Take all that do.",
			func(r *Report) *screening.Fact[Set[Quality]] { return &r.Quality }),
		yesNo("post.numb_after_hour", "Did the numbness or tingling last for more than an hour?",
			func(r *Report) *screening.Answer { return &r.NumbAfterHour }, askedIf("numb in post.quality || pins_needles in post.quality")),
		setOf("post.site", "Where do you feel it? Take all that fit.",
			func(r *Report) *screening.Fact[Set[Site]] { return &r.Site }),
		yesNo("post.like_exercise", "Does it feel like the day after unusual exercise?",
			func(r *Report) *screening.Answer { return &r.LikeExercise }, protective),
		yesNo("post.sudden", "Did it begin suddenly, from one moment to the next?",
			func(r *Report) *screening.Answer { return &r.Sudden }),
		decimal("post.bruise_cm", "How wide is the largest bruise since the session, in centimetres? 0 if there is none.",
			func(r *Report) *screening.Fact[float64] { return &r.BruiseCM }, within(0, 60, cm)),
		yesNo("post.bruise_growing", "Is a bruise still growing, or is it hard or tense?",
			func(r *Report) *screening.Answer { return &r.BruiseGrowing }, askedIf("post.bruise_cm > 0")),
		yesNo("post.bruise_painful", "Does a bruise hurt even when nobody touches it?",
			func(r *Report) *screening.Answer { return &r.BruisePainful }, askedIf("post.bruise_cm > 0")),
		yesNo("post.cupping_marks", "Are they nothing but the round marks that cups leave?",
			func(r *Report) *screening.Answer { return &r.CuppingMarks }, protective, askedIf("post.bruise_cm > 0")),
		yesNo("post.redness_spreading", "Is there red, hot skin that spreads?",
			func(r *Report) *screening.Answer { return &r.RednessSpreading }),
		yesNo("post.blister", "Is there a blister or open skin where you were massaged?",
			func(r *Report) *screening.Answer { return &r.Blister }),
		yesNo("post.headache_mild", "Have you had a mild headache since the session?",
			func(r *Report) *screening.Answer { return &r.HeadacheMild }),
		yesNo("post.flu_like", "Do you feel tired all over, or as if flu were coming?",
			func(r *Report) *screening.Answer { return &r.FluLike }),
		whole("course.consecutive_sore", "How many sessions in a row, this one included, were followed by similar discomfort?",
			func(r *Report) *screening.Fact[int] { return &r.ConsecutiveSore }, within(0, mostSore, "sessions"), recorded),
	}
}
