package technique_test

import (
	"fmt"

	"github.com/safehands/safehands/technique"
)

func ExampleFound() {
	fmt.Println(technique.Found("muscle_spasm", "trigger_points"), technique.Found())
	// Output: [muscle_spasm trigger_points] [none]
}

func ExampleUnsurePresentation() {
	p := technique.UnsurePresentation()
	_, known := p.IDs()
	fmt.Println(p, p.Asked(), known)
	// Output: unsure true false
}

func ExamplePresentation_IDs() {
	ids, known := technique.Found("muscle_spasm").IDs()
	fmt.Println(ids, known)
	ids, known = technique.Found().IDs() // somebody looked, and found nothing on the list
	fmt.Println(ids, known)
	ids, known = technique.Presentation{}.IDs() // nobody looked
	fmt.Println(ids, known)
	// Output:
	// [muscle_spasm] true
	// [] true
	// [] false
}

func ExamplePresentation_Asked() {
	fmt.Println(technique.Presentation{}.Asked(), technique.UnsurePresentation().Asked(), technique.Found().Asked())
	// Output: false true true
}

func ExamplePresentation_Unsure() {
	fmt.Println(technique.Presentation{}.Unsure(), technique.UnsurePresentation().Unsure(), technique.Found().Unsure())
	// Output: false true false
}

func ExamplePresentation_Equal() {
	fmt.Println(technique.Found("doms", "neck_pain").Equal(technique.Found("neck_pain", "doms")))
	fmt.Println(technique.Found().Equal(technique.Presentation{})) // nothing found is not the same as nobody looked
	// Output:
	// true
	// false
}
