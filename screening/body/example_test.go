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
