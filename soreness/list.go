package soreness

import "github.com/safehands/safehands/screening/answer"

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
	QualityHardTight     Quality = "hard_tight" // as wood, far worse when stretched
)

// nerveWords are what [Report.NerveLike] asks for.
func nerveWords() answer.Set[Quality] {
	return answer.SetOf(QualityShooting, QualityElectric, QualityBurningLimb, QualityStabbing,
		QualityPinsNeedles, QualityNumb)
}

// onlyMuscles reports whether a report tells of nothing but sore treated muscles, not even what
// they feel like. Not asked is what may still turn out either way.
func (r *Report) onlyMuscles() answer.YesNo {
	site, placed := r.Site.Value()
	headache, felt := r.Headache.Value()
	also, told := r.Also.Value()
	skin, seen := r.Skin.Value()
	muscle := SiteTreatedMuscle
	more := func(asked, known, calm bool) bool { return asked && !(known && calm) }
	switch {
	case r.Quality.Asked(),
		more(r.Site.Asked(), placed, only(site, SiteNone) || only(site, muscle)),
		more(r.Headache.Asked(), felt, headache == HeadacheNone),
		more(r.Also.Asked(), told, only(also, AlsoNone)), more(r.Skin.Asked(), seen, only(skin, SkinNone)):
		return answer.No
	case placed && felt && told && seen:
		return answer.Yes
	}
	return answer.NotAsked
}

// only reports whether a set is the one value and no other.
func only[T ~string](s answer.Set[T], value T) bool {
	for v := range s.All() {
		if v != value {
			return false
		}
	}
	return s.Has(value)
}

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
	SiteCalvesBoth       Site = "calves_both" // both alike
	SiteRibs             Site = "ribs"
	SiteChestWall        Site = "chest_wall"   // a worked muscle, sore only when pressed or moved
	SiteUsualPlaces      Site = "usual_places" // only where it always aches
	SiteAbdomen          Site = "abdomen"
	SiteHead             Site = "head"
	SiteNeck             Site = "neck"
	SiteFlank            Site = "flank"
	SiteGroinOrHip       Site = "groin_or_hip"
	SiteElsewhere        Site = "elsewhere"
)

// Headache is a headache since the session.
type Headache string

// The values of [Headache], the mildest first.
const (
	HeadacheNone    Headache = "none"
	HeadacheKnown   Headache = "known"   // mild, or like ones that the client knows
	HeadacheUpright Headache = "upright" // comes on sitting up and goes on lying flat
	HeadacheUnlike  Headache = "unlike"  // strong or growing, and unlike any before
)

// Also is what else the client notices since the session.
type Also string

// The values of [Also].
const (
	AlsoNone         Also = "none"
	AlsoTired        Also = "tired"
	AlsoTearful      Also = "tearful"
	AlsoLightHeaded  Also = "light_headed" // on getting up
	AlsoSick         Also = "sick"
	AlsoFluLike      Also = "flu_like"
	AlsoVomiting     Also = "vomiting"
	AlsoDizzyLasting Also = "dizzy_lasting" // also while lying or sitting
	AlsoUnsteady     Also = "unsteady"
	AlsoDrowsy       Also = "drowsy" // hard to keep awake, or confused
	AlsoRedUrine     Also = "red_urine"
	AlsoEyePain      Also = "eye_pain" // or blurred sight, or halos
)

// SkinSign is what shows on the skin since the session.
type SkinSign string

// The values of [SkinSign].
const (
	SkinNone         SkinSign = "none"
	SkinItchOrRed    SkinSign = "itch_or_red"
	SkinRubbedSore   SkinSign = "rubbed_sore"
	SkinPimples      SkinSign = "pimples"
	SkinHives        SkinSign = "hives"
	SkinPus          SkinSign = "pus"          // in pimples
	SkinBlister      SkinSign = "blister"      // or open skin
	SkinBlisterWide  SkinSign = "blister_wide" // larger than a palm, on the face or on numb skin
	SkinRedSpreading SkinSign = "red_spreading"
)

// BruisePlace is where a bruise is.
type BruisePlace string

// The values of [BruisePlace], the mildest first.
const (
	BruiseLimbBack BruisePlace = "limb_back" // arm, leg, buttock or back
	BruiseSoft     BruisePlace = "soft"      // neck, face, belly, ribs or groin
)

// RibSign is what the ribs tell.
type RibSign string

// The values of [RibSign].
const (
	RibNone        RibSign = "none"
	RibOnBreathing RibSign = "on_breathing"
	RibOneSpot     RibSign = "one_spot"
	RibCrack       RibSign = "crack" // it cracked during the session
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
