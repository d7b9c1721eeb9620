package policy

// partWords say what a part of a rule file is.
func partWords() map[string]string {
	return map[string]string{
		"file": "The keys at the top of a rule file. Each may be missing; the order of files, keys and " +
			"entries means nothing.",
		"rules": "One thing that the rules ask for where a test of the answers holds. Of all rules that hold the strictest " +
			"decides; nothing that a rule asks for takes back what another one does.",
		"rules: if_unsure": "What a rule counts for while an unsure answer leaves it possible.",
		"rules: limits":    "Limits within which something may be done. Those of one entry hold at the same places.",
		"facts":            "One thing that can be known of somebody: the question, and the answers that there are.",
		"facts: was":       "An older fact in whose place this one stands, so that stored answers stay readable.",
		"cards": "One question about several facts at once. Answered, it says no, or none, to everything on it that is not " +
			"ticked and not unsure.",
		"cards: lines":         "One line of a card and the facts that it speaks of.",
		"implications":         "What an answer says of another fact, so that it need not be asked.",
		"parameters":           "A number with a name, named in expressions as `param.name`.",
		"sources":              "A work that rules rest on.",
		"changes: rule":        "A change of a rule of an earlier layer. What it does not write stays.",
		"changes: parameter":   "A change of a number.",
		"changes: define":      "A change of a definition.",
		"changes: fact":        "A change of how a fact is asked.",
		"changes: card":        "A change of the words of a card.",
		"changes: source":      "A change of the words of a source.",
		"changes: implication": "A change of the words of an implication, which is named by its whole sentence.",
	}
}

// textWords say what the texts of the library's own schemas are for.
func textWords() map[string]string {
	return map[string]string{
		"says":      "One sentence to the therapist: what to do, in the present tense.",
		"instead":   "What is possible instead.",
		"client":    "What the client is told, in plain words.",
		"rationale": "Why, in one sentence.",
		"until":     "What has to pass before it is looked at again.",
		"do":        "What to do now.",
	}
}

func textExamples() map[string]string {
	return map[string]string{
		"says":      "Go ahead, but lightly.",
		"instead":   "Offer a firmer session in some days.",
		"client":    "We work lightly today.",
		"rationale": "Irritated skin does not bear much.",
		"until":     "the skin is calm again",
		"do":        "Wait until the skin is calm.",
	}
}

func changeExamples() map[string]string {
	return map[string]string{
		"rule": "house.sunbed", "parameter": "house_days", "define": "house.tired", "fact": "house.sunbed_today",
		"card": "house_today", "source": "house", "implication": "house.a implies house.b",
	}
}
