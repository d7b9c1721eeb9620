package cdshooks_test

import (
	"fmt"

	"github.com/safehands/safehands/screening/cdshooks"
)

// A record system learns at which moments the service speaks; a request of another hook is refused.
func ExampleService_Discovery() {
	service := cdshooks.Service{ID: "massage-screening", Texts: cdshooks.English()}
	for _, at := range service.Discovery().Services {
		fmt.Println(at.Hook)
	}
	fmt.Println(cdshooks.Hooks())
	_, err := cdshooks.ReadRequest([]byte(`{"hook": "order-sign"}`))
	fmt.Println(err != nil)
	// Output:
	// patient-view
	// appointment-book
	// encounter-start
	// [patient-view appointment-book encounter-start]
	// true
}
