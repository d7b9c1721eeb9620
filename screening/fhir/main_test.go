package fhir_test

import (
	"sync"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// What every test reads and none changes is built once.
var (
	loaded = sync.OnceValues(func() (*screening.Screener, error) { return screening.New() })
	tables = sync.OnceValues(func() (*codes.Tables, error) {
		s, err := loaded()
		if err != nil {
			return nil, err
		}
		return codes.New(s.Rules())
	})
)

func TestMain(m *testing.M) { draws.Main(m) }
