package claims_test

import (
	"fmt"

	"github.com/safehands/safehands/screening/claims"
)

// Every claim of the article, with what speaks for it.
func ExampleAll() {
	all := claims.All()
	fmt.Println(len(all) > 0, all[0].ID)
	// Output:
	// true S1
}
