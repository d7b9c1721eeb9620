package screening_test

import (
	"sync"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
)

// ownRules is a clinic's overlay that declares a fact of every kind and a card whose answers
// hold for different times.
const ownRules = `
facts:
  - {name: clinic.tattoo, kind: yes_no, ask: "A new tattoo?", holds_days: 30}
  - {name: clinic.tattoo_at, kind: set_of, ask: "Where is it?", places: true, holds_days: 30, asked_if: clinic.tattoo,
     values: {sacral: Base of the spine, hand: Hand, lumbar_paraspinal: Lower back, tailbone: Tailbone}}
  - {name: clinic.oils, kind: set_of, ask: "Which oils do you not bear?", none: none, holds_days: 90, values: {none: None, nut: Nut oil, mint: Mint oil}}
  - {name: clinic.tired, kind: yes_no, ask: "Too tired to lie still?"}
  - {name: clinic.rests, kind: yes_no, ask: "Do short rests help?", holds_days: 30, asked_if: clinic.tired}
  - {name: clinic.bed, kind: one_of, ask: "Which table fits?", risk: neither, holds_days: 365, values: {low: The low one, high: The high one}}
  - {name: clinic.visits, kind: whole, ask: "How many visits so far?", least: 0, most: 100, unit: visits, risk: neither, holds_days: 90}
  - {name: clinic.slept, kind: decimal, ask: "How many hours did you sleep?", least: 0, most: 24, unit: h, risk: less, volunteered: true, usual: "8"}
cards:
  - name: clinic_now
    ask: Any of these?
    holds_days: 90
    lines:
      - {name: tattoo, says: A new tattoo, facts: [clinic.tattoo]}
      - {name: oils_or_tired, says: "An oil you do not bear, or too tired to lie still", facts: [clinic.oils, clinic.tired]}
rules:
  - id: clinic.tattoo_spot
    kind: precaution
    urgency: none
    at: clinic.tattoo_at
    when: clinic.tattoo
    limits: [{avoid_spot: true, margin_cm: 1}]
    says: A new tattoo is left out.
    instead: Work around it.
    client: We leave your new tattoo alone.
    rationale: It is a wound.
    sources: [clinic]
    grade: E5
  - id: clinic.tired_today
    kind: precaution
    urgency: none
    when: clinic.tired || clinic.slept < 4 || nut in clinic.oils || clinic.visits > 90 || clinic.bed == low
    limits: [{minutes: 20}]
    says: Keep it short.
    instead: A short session.
    client: We keep it short today.
    rationale: House rule.
    sources: [clinic]
    grade: E5
sources:
  clinic: {cites: The clinic, level: E5, read: memory}
`

// own is the clinic's screener, which all tests share: it is immutable.
var own = sync.OnceValues(func() (*screening.Screener, error) {
	return screening.New(screening.WithOverlay(fstest.MapFS{"own.yaml": {Data: []byte(ownRules)}}))
})

func ownScreener(t testing.TB) *screening.Screener {
	t.Helper()
	s, err := own()
	if err != nil {
		t.Fatal(err)
	}
	return s
}
