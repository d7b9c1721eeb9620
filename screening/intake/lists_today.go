package intake

// The lists of this week and of today.

// Cold is a cold, a cough or an infection of the whole body.
type Cold string

// The values of [Cold].
const (
	ColdNone      Cold = "none"
	ColdTailEnd   Cold = "tail_end"
	ColdCoughLong Cold = "cough_long"
	ColdFresh     Cold = "fresh"
	ColdInfection Cold = "infection"
)

// Today is what was today or yesterday, and asks for care rather than for a doctor.
type Today string

// The values of [Today].
const (
	TodayNone      Today = "none"
	TodayBigMeal   Today = "big_meal"
	TodayGaveBlood Today = "gave_blood"
	TodayVaccine   Today = "vaccine"
	TodayMigraine  Today = "migraine"
)

// GeneralSwelling is a swelling of both legs, the belly or the face.
type GeneralSwelling string

// The values of [GeneralSwelling].
const (
	GeneralSwellingNone         GeneralSwelling = "none"
	GeneralSwellingKnownSteady  GeneralSwelling = "known_steady"
	GeneralSwellingNewOrGrowing GeneralSwelling = "new_or_growing"
)

// CalfPain is a sore calf, and whether anything explains it.
type CalfPain string

// The values of [CalfPain].
const (
	CalfPainNone      CalfPain = "none"
	CalfPainExplained CalfPain = "explained"
	CalfPainNoReason  CalfPain = "no_reason"
)
