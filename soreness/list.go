package soreness

// Trend is how the discomfort has gone since it began.
type Trend string

// The values of [Trend], the mildest first.
const (
	TrendBetter Trend = "better"
	TrendSame   Trend = "same"
	TrendWorse  Trend = "worse"
)

// Quality is a word for how the discomfort feels.
type Quality string

// The values of [Quality]. QualityNone says that there is no discomfort, not that
// none of the words fits.
const (
	QualityNone          Quality = "none"
	QualityDullAche      Quality = "dull_ache"
	QualityTender        Quality = "tender"
	QualityStiff         Quality = "stiff"
	QualityTired         Quality = "tired"
	QualityHeavy         Quality = "heavy"
	QualityBruised       Quality = "bruised"
	QualityThrobbing     Quality = "throbbing"
	QualitySharpOnMoving Quality = "sharp_on_moving"
	QualitySharp         Quality = "sharp"
	QualityPressing      Quality = "pressing"
	QualityShooting      Quality = "shooting"
	QualityElectric      Quality = "electric"
	QualityBurning       Quality = "burning"
	QualityBurningLimb   Quality = "burning_limb"
	QualityBurningSkin   Quality = "burning_skin"
	QualityStabbing      Quality = "stabbing"
	QualityPinsNeedles   Quality = "pins_needles"
	QualityNumb          Quality = "numb"
)

// Site is where the discomfort is.
type Site string

// The values of [Site]. SiteNone says that there is no discomfort.
const (
	SiteNone             Site = "none"
	SiteTreatedMuscle    Site = "treated_muscle"
	SiteSpineMidline     Site = "spine_midline"
	SiteBelowKneeOrElbow Site = "below_knee_or_elbow"
	SiteLimb             Site = "limb"
	SiteCalf             Site = "calf"
	SiteAbdomen          Site = "abdomen"
	SiteHead             Site = "head"
	SiteNeck             Site = "neck"
	SiteFlank            Site = "flank"
	SiteGroinOrHip       Site = "groin_or_hip"
	SiteElsewhere        Site = "elsewhere"
)

// Disposition is how the screening stood when the session was given.
type Disposition string

// The values of [Disposition].
const (
	Proceed      Disposition = "proceed"
	Adapt        Disposition = "adapt"
	ReferCleared Disposition = "refer_cleared" // a clinician's clearance covered it
	Refer        Disposition = "refer"
	Defer        Disposition = "defer"
	Withhold     Disposition = "withhold"
	NotScreened  Disposition = "not_screened"
)
