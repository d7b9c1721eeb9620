package soreness

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// Choice is a value of one of this package's closed lists: [Trend], [Quality], [Site] or [Disposition].
type Choice interface {
	~string
	values() []policy.Value
}

// value is one value of a list and the client's words for it.
func value[T Choice](v T, says string) policy.Value { return policy.Value{Name: string(v), Says: says} }

// Trend is how the discomfort has gone since it began.
type Trend string

// The values of [Trend], the mildest first.
const (
	TrendBetter Trend = "better"
	TrendSame   Trend = "same"
	TrendWorse  Trend = "worse"
)

var trends = []policy.Value{
	value(TrendBetter, "It is getting better"),
	value(TrendSame, "It stays the same"),
	value(TrendWorse, "It is getting worse"),
}

func (Trend) values() []policy.Value { return trends }

// Quality is a word for how the discomfort feels.
type Quality string

// The values of [Quality]. QualityNone says that there is no discomfort, not that none of the words fits.
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

var qualities = []policy.Value{
	value(QualityNone, "No discomfort at all"),
	value(QualityDullAche, "A dull ache"),
	value(QualityTender, "Tender to touch"),
	value(QualityStiff, "Stiff"),
	value(QualityTired, "Tired muscles"),
	value(QualityHeavy, "Heavy"),
	value(QualityBruised, "Sore, as if bruised"),
	value(QualityThrobbing, "Throbbing"),
	value(QualitySharpOnMoving, "Sharp, only when I move the muscle that was worked on"),
	value(QualitySharp, "Sharp, also while I keep still"),
	value(QualityPressing, "Pressing"),
	value(QualityShooting, "Shooting"),
	value(QualityElectric, "Like an electric shock"),
	value(QualityBurning, "Burning deep inside, in one place"),
	value(QualityBurningLimb, "Burning down an arm or a leg"),
	value(QualityBurningSkin, "Burning skin where I was rubbed or warmed"),
	value(QualityStabbing, "Stabbing"),
	value(QualityPinsNeedles, "Pins and needles, tingling"),
	value(QualityNumb, "Numb"),
}

func (Quality) values() []policy.Value { return qualities }

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

var sites = []policy.Value{
	value(SiteNone, "Nowhere, no discomfort"),
	value(SiteTreatedMuscle, "The muscles that were massaged"),
	value(SiteSpineMidline, "Exactly over the spine"),
	value(SiteBelowKneeOrElbow, "Running past the knee or the elbow"),
	value(SiteLimb, "An arm or a leg, not past the elbow or knee"),
	value(SiteCalf, "One calf"),
	value(SiteAbdomen, "The belly"),
	value(SiteHead, "The head"),
	value(SiteNeck, "The neck, beyond the muscles that were massaged"),
	value(SiteFlank, "The side, between ribs and hip"),
	value(SiteGroinOrHip, "The groin or the hip"),
	value(SiteElsewhere, "Another place that was not massaged"),
}

func (Site) values() []policy.Value { return sites }

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

var dispositions = []policy.Value{
	value(Proceed, "Go ahead"),
	value(Adapt, "Go ahead, with care"),
	value(ReferCleared, "Ask first, and a clinician had said yes"),
	value(Refer, "Ask first, and nobody had said yes"),
	value(Defer, "Not today"),
	value(Withhold, "Not here"),
	value(NotScreened, "Not screened, or the questions were not finished"),
}

func (Disposition) values() []policy.Value { return dispositions }

// position returns where a value stands in its list, -1 for none of them.
func position[T Choice](v T) int {
	return slices.IndexFunc(v.values(), func(x policy.Value) bool { return x.Name == string(v) })
}

// Set is a set of values of one list. The empty set answers nothing. Sets compare with ==.
type Set[T Choice] struct{ bits uint64 }

// strayBit marks a set that was given something outside its list.
const strayBit = 1 << 63

// SetOf returns the set of the given values. A value outside the list makes a set that every check refuses.
func SetOf[T Choice](values ...T) Set[T] {
	var s Set[T]
	for _, v := range values {
		if i := position(v); i >= 0 {
			s.bits |= 1 << i
		} else {
			s.bits |= strayBit
		}
	}
	return s
}

// Has reports whether v is in the set.
func (s Set[T]) Has(v T) bool {
	i := position(v)
	return i >= 0 && s.bits>>i&1 == 1
}

// Len returns the number of values in the set.
func (s Set[T]) Len() int { return bits.OnesCount64(s.bits) }

// All yields the values in the order of their list.
func (s Set[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		var none T
		for i, v := range none.values() {
			if s.bits>>i&1 == 1 && !yield(T(v.Name)) {
				return
			}
		}
	}
}

// Equal reports whether both sets hold the same values.
func (s Set[T]) Equal(t Set[T]) bool { return s == t }

// String returns the values in the order of their list, as [a b].
func (s Set[T]) String() string {
	var names []string
	for v := range s.All() {
		names = append(names, string(v))
	}
	return "[" + strings.Join(names, " ") + "]"
}

// MarshalJSON writes the values in the order of their list.
func (s Set[T]) MarshalJSON() ([]byte, error) {
	switch {
	case s.bits == 0:
		return nil, errors.New("an empty set answers nothing")
	case s.bits&strayBit != 0:
		return nil, errors.New("a set holds something that is not one of its values")
	}
	return json.Marshal(slices.Collect(s.All()))
}

// UnmarshalJSON reads a list of values. An empty list, a value that stands twice and none beside another value are errors.
func (s *Set[T]) UnmarshalJSON(data []byte) error {
	var values []T
	if err := json.Unmarshal(data, &values); err != nil {
		return err
	}
	if len(values) == 0 {
		return errors.New("an empty list answers nothing")
	}
	var read Set[T]
	for _, v := range values {
		switch {
		case position(v) < 0:
			return fmt.Errorf("%q is not in the list", string(v))
		case read.Has(v):
			return fmt.Errorf("%s stands twice", v)
		}
		read.bits |= 1 << position(v)
	}
	if read.Has("none") && len(values) > 1 {
		return errors.New("none stands beside another value")
	}
	*s = read
	return nil
}
