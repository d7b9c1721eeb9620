package screening

// The person and the visit.

// Client is the person: facts client.*.
type Client struct {
	Age           Fact[int]
	CannotConsent Answer
	Intoxicated   Answer
	Frail         Answer
}

// Session is what the visit is for: facts session.*.
type Session struct {
	Reason  Fact[Reason]
	Stored  Answer // set by Expire where answers of an earlier visit stay
	Changed Answer // asked then: an old no says nothing about what is new
}

// Preg is pregnancy and the weeks after: facts preg.*.
type Preg struct {
	Status   Fact[Pregnancy]
	Weeks    Fact[int]
	Warning  Answer
	Spotting Answer
	PESigns  Answer
	HighRisk Answer
}

// Psych is the mind: facts psych.*.
type Psych struct {
	AcuteSevere    Answer
	AcuteHarm      Answer
	AcuteDistress  Answer
	Suicidal       Answer
	SuicidalPlan   Answer
	Stable         Answer
	TouchSensitive Answer
}

// Vitals is what was measured today: facts vitals.*.
type Vitals struct {
	TempC Fact[float64]
}

// BP is the blood pressure: facts bp.*.
type BP struct {
	Sys Fact[int]
	Dia Fact[int]
}

// Lab is laboratory values: facts lab.*.
type Lab struct {
	Platelets10e9 Fact[int]
}

// Pos is how somebody can lie: facts pos.*.
type Pos struct {
	ProneDifficult Answer
}
