package main

import (
	"testing"

	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

func TestMain(m *testing.M) { draws.Main(m) }
