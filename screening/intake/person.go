package intake

import (
	"github.com/safehands/safehands/screening/answer"
)

// The person and the visit.

// Client is the person: facts client.*.
type Client struct {
	Age          answer.Fact[int] `fact:"client.age"`
	CannotDecide answer.YesNo     `fact:"client.cannot_decide"`
	Under16Alone answer.YesNo     `fact:"client.under_16_alone"`
	Intoxicated  answer.YesNo     `fact:"client.intoxicated"`
	Frail        answer.YesNo     `fact:"client.frail"`
	Smoked       answer.YesNo     `fact:"client.smoked"`
}

// Session is what the visit is for: facts session.*.
type Session struct {
	Reason      answer.Fact[Reason] `fact:"session.reason"`
	PrivateWord answer.YesNo        `fact:"session.private_word"`
	Stored      answer.YesNo        `fact:"session.stored"`  // set by Expire where answers of an earlier visit stay
	Changed     answer.YesNo        `fact:"session.changed"` // asked then: an old no says nothing about what is new
}

// Preg is pregnancy and the weeks after: facts preg.*.
type Preg struct {
	Status   answer.Fact[Pregnancy]         `fact:"preg.status"`
	Weeks    answer.Fact[int]               `fact:"preg.weeks"`
	Warning  answer.YesNo                   `fact:"preg.warning"`
	PESigns  answer.YesNo                   `fact:"preg.pe_signs"`
	Bleeding answer.Fact[PregnancyBleeding] `fact:"preg.bleeding"`
	HighRisk answer.YesNo                   `fact:"preg.high_risk"`
}

// Psych is the mind: facts psych.*.
type Psych struct {
	AcuteSevere    answer.YesNo `fact:"psych.acute_severe"`
	AcuteHarm      answer.YesNo `fact:"psych.acute_harm"`
	AcuteDistress  answer.YesNo `fact:"psych.acute_distress"`
	Suicidal       answer.YesNo `fact:"psych.suicidal"`
	SuicidalPlan   answer.YesNo `fact:"psych.suicidal_plan"`
	Stable         answer.YesNo `fact:"psych.stable"`
	TouchSensitive answer.YesNo `fact:"psych.touch_sensitive"`
}

// Vitals is what was measured today: facts vitals.*.
type Vitals struct {
	TempC answer.Fact[float64] `fact:"vitals.temp_c"`
	Pulse answer.Fact[int]     `fact:"vitals.pulse"`
}

// BP is the blood pressure: facts bp.*.
type BP struct {
	Sys answer.Fact[int] `fact:"bp.sys"`
	Dia answer.Fact[int] `fact:"bp.dia"`
}

// Lab is laboratory values: facts lab.*.
type Lab struct {
	Platelets10e9 answer.Fact[int] `fact:"lab.platelets_10e9"`
}

// Pos is how somebody can lie: facts pos.*.
type Pos struct {
	ProneDifficult answer.YesNo                      `fact:"pos.prone_difficult"`
	FaceDownOK     answer.YesNo                      `fact:"pos.face_down_ok"`
	NoneLeft       answer.YesNo                      `fact:"pos.none_left"` // set by Screen
	HardOn         answer.Fact[answer.Set[HardOn]]   `fact:"pos.hard_on"`
	ProneWhy       answer.Fact[answer.Set[ProneWhy]] `fact:"pos.prone_why"`
}
