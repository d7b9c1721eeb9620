package technique

// What the package says beside its rules.
const (
	textNotScreened = "Screen first: without a decision nothing is chosen."
	textNotSettled  = "One more question: an answer that is still missing can change whether a massage may begin."
	textSeenToday   = "No massage: somebody should look at the person first, as soon as the screening says."
	textRefer       = "Ask first: a clinician has to agree before a technique is chosen."
	textDefer       = "Not today: a technique is chosen once what the screening waits for has passed."
	textWithhold    = "Not here: for the regions that were asked for there is no technique."

	textPresentationNotAsked = "Feel first: what the muscles show decides which technique suits."
	textPresentationUnsure   = "Feel again, or let a colleague feel: " +
		"as long as nobody can tell what the muscles show, no technique is chosen."

	textAvoidTechnique = "The screening leaves this technique out."
	textOverCap        = "Even its lightest usual pressure is more than the screening allows."
	textAvoidHeat      = "It works with heat, which the screening leaves out."
	textOtherRegions   = "Choose another technique, or leave these regions out."
	textOther          = "Choose another technique."
	textLimitsHold     = "A limit of the screening holds for every technique."

	textPlanNotScreened        = "No session is planned before the screening has decided."
	textPlanNotScreenedInstead = "Screen first, then check the plan again."
	textPlanNotScreenedReason  = "What the client's answers rule out is only known after the screening."
)

// goTexts are the texts above.
func goTexts() []string {
	return []string{
		textNotScreened, textNotSettled, textSeenToday, textRefer, textDefer,
		textWithhold, textPresentationNotAsked, textPresentationUnsure,
		textAvoidTechnique, textOverCap, textAvoidHeat, textOtherRegions, textOther, textLimitsHold,
		textPlanNotScreened, textPlanNotScreenedInstead, textPlanNotScreenedReason,
	}
}
