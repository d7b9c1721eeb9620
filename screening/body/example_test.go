package body_test

import (
	"fmt"

	"github.com/safehands/safehands/screening/body"
)

func ExampleRegion_Parts() {
	fmt.Println(body.Neck.Parts(), body.Hand.Parts())
	// Output:
	// [neck_posterior neck_anterior neck_side] [hand]
}

func ExampleRegion_In() {
	fmt.Println(body.NeckSide.In([]string{"hand", "neck"}), body.Neck.In([]string{"neck_side"}))
	// Output:
	// true false
}
