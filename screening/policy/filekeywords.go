package policy

// keyWords say what the keys of rule files are, by part. What a schema adds to them is added there.
func keyWords() map[string]map[string]FileKey {
	return map[string]map[string]FileKey{
		"file": {
			"rules":        PartsType.part("rules").key("The rules.", "[...]"),
			"facts":        PartsType.part("facts").key("Facts of one's own.", "[...]"),
			"cards":        PartsType.part("cards").key("Cards that ask for these facts.", "[...]"),
			"implications": PartsType.part("implications").key("What answers say of other facts.", "[...]"),
			"changes":      PartsType.part("changes").key("What is changed of an earlier layer.", "[...]"),
			"define": ExpressionsBy.key("Names of tests, which expressions can name as if they were facts.",
				"{house.tired: house.late || house.ill}"),
			"parameters": PartsByName.part("parameters").key(
				"Numbers.", "{house_days: {value: 3, unit: days, basis: POLICY}}"),
			"sources": PartsByName.part("sources").key(
				"What rules rest on.", "{house: {cites: Our house rules, level: E5, read: excerpt}}"),
		},
		"rules": {
			"id": NameType.of("a name like `group.what`").key(
				"The name of the rule, which never changes.", "house.sunbed"),
			"kind":    WordType.key("What the rule asks for.", ""),
			"urgency": WordType.key("How soon somebody has to look at the person.", "").or("the first"),
			"when": ExpressionType.key(
				"The test. A rule that waits for an answer is open.", "house.sunbed_today && client.age >= 18"),
			"where": ExpressionType.key(
				"A test of the places, instead of naming them.", "technique.heat").or("everywhere"),
			"at": NameType.of("a set of places").key(
				"Takes the places from an answer instead of naming them.", "house.tattoo_at"),
			"side": NameType.of("a fact").key(
				"Which fact says on which side the rule is meant. On the other side it then reaches no place "+
					"that has sides; unsure and not asked count as both.", "house.tattoo_side").or("both sides"),
			"opaque": ProseType.key(
				"Why `when` needs more than tests: what lies outside of these is then any CEL over the facts, "+
					"run as it stands, and nothing is proved of it. Values of a list are texts in quotes there, a "+
					"set is a list.", "the minutes of all rounds count together").or("`when` is tests alone"),
			"if_unsure": PartType.part("rules: if_unsure").key("What the rule counts for while an answer is unsure.",
				"{kind: precaution, reason: it can be seen}").or("the milder of its kind and what the schema sets"),
			"limits": PartsType.part("rules: limits").key("Limits that come with the rule.", "[{pressure: 2}]"),
			"sources": FileType{Kind: NamesType, Open: true, Of: "a source"}.key(
				"What the rule rests on: one at least.", "[house]"),
			"grade":  WordType.key("How good the evidence is. It is never better than that of the best source.", ""),
			"rows":   NamesType.of("a row").key("Rows of the clinical documents.", "[H-1]"),
			"claims": NamesType.of("a claim").key("Claims that the rule carries.", "[S1]"),
			"tags": NamesType.of("a name like `what` or `group.what`").key(
				"Names by which programs tell rules apart. They decide nothing, and no change replaces them.",
				"[heat]"),
			"red_flag":    yesKey("A sign of possible serious illness: it voids a clearance that does not name it."),
			"reviewed_by": ProseType.key("Who has looked at the rule.", "a physiotherapist of the house"),
		},
		"rules: if_unsure": {
			"kind":    WordType.key("What it counts for; none counts for nothing.", ""),
			"urgency": WordType.key("How urgent it then is.", "").or("the first"),
			"reason":  ProseType.key("Why that is enough.", "it can be seen"),
		},
		"facts": {
			"name": NameType.of("a name like `group.what`").key(
				"The name, with a group of one's own.", "house.sunbed_today"),
			"kind": FileType{Kind: WordType, Words: []string{"yes_no", "whole", "decimal", "one_of", "set_of"}}.key(
				"What the answer is.", "yes_no"),
			"ask":  ProseType.key("The question as it is heard.", "Have you been on a sunbed today?"),
			"unit": ProseType.key("The unit of a number.", "hours").where("of `whole` and `decimal`"),
			"least": NumberType.key(
				"The least number that there is.", "0").where("of `whole` and `decimal`, with `most`"),
			"most": NumberType.key("The greatest.", "48").where("of `whole` and `decimal`, with `least`"),
			"values": MappingType.key("The answers, each with its words, the mildest first.",
				"{none: None of these, face: The face}").where("of `one_of` and `set_of`"),
			"none": NameType.of("a value").key("The value that says none of the others.", "none"),
			"safe": NamesType.of("a value").key("Values that nobody has to worry about.", "[healed]"),
			"risk": FileType{Kind: WordType, Words: []string{"more", "less", "neither"}}.key(
				"Which side is riskier: yes, later values and larger numbers, or the other one. Proofs rest on it.",
				"less").or("more"),
			"holds_days": WholeType.key("How many days the answer stays good.", "14").or("this visit alone"),
			"critical":   yesKey("The safety of the client hangs on it."),
			"pressing": yesKey(
				"A detail that decides at once: an emergency that waits for nothing else is presumed until it is " +
					"answered."),
			"unsure_riskier": yesKey("An unsure answer counts as the riskier end, whatever else a rule reads.").
				where("of yes/no facts and choices with a riskier end"),
			"asked_if": ExpressionType.key(
				"It is asked, and means something, only where this holds. A test of it is false where it is not "+
					"asked.", "house.tattoo").or("always"),
			"volunteered": yesKey("It is never asked: not told, it stands at `usual`."),
			"usual": NameType.of("a value").key(
				"What a volunteered fact stands at.", `"no"`).where("of volunteered facts"),
			"places":  yesKey("The values are places, so that a rule can stand `at` the fact."),
			"staff":   yesKey("Somebody looks; the client is not asked."),
			"private": yesKey("For paper or screen, never asked aloud."),
			"repeat":  yesKey("Asked at every visit."),
			"since": FileType{Kind: WholeType, Least: 1, Most: maxEdition}.key(
				"The edition of its card that asked for it first: an answer to an earlier one says nothing of it.",
				"2").or("1").where("of facts on a card"),
			"widened": FileType{Kind: WholeType, Least: 1, Most: maxEdition}.key(
				"The edition of its card whose words cover more of it: an answer to an earlier one says no no to "+
					"it.", "2").or("never").where("of facts on a card"),
			"was": PartsType.part("facts: was").key(
				"Older facts in whose place it stands.", "[{fact: house.tanned}]"),
		},
		"facts: was": {
			"fact": NameType.of("a name").key("The old name.", "house.tanned"),
			"answers": AnyType.of("old answers, each with a list of today's").key(
				"What old answers say today. An empty list says that it is asked again.",
				"{very: [burnt]}").or("as they were"),
			"line": NameType.of("a line").key(
				"The older name of a line that stood for the old fact alone: ticked in a stored answer, it said "+
					"yes.", "tanned").or("none"),
			"tells": NamesType.of("a fact of the same files").key(
				"Yes/no facts behind which the fact stands today: yes where the old one was, if nothing else "+
					"answers them.", "[house.sunbed]").or("none"),
		},
		"cards": {
			"name":       NameType.key("The name.", "house_today"),
			"ask":        ProseType.key("The question.", "Any of these today?"),
			"lines":      PartsType.part("cards: lines").key("Its lines.", "[...]"),
			"staff":      yesKey("Filled in by looking."),
			"private":    yesKey("For paper or screen, never asked aloud."),
			"repeat":     yesKey("Asked at every visit."),
			"aloud":      yesKey("Danger signs: what was ticked and then denied is said aloud once before a session."),
			"holds_days": WholeType.key("How many days the answer stays good.", "14").or("this visit alone"),
			"edition": FileType{Kind: WholeType, Least: 1, Most: maxEdition}.key(
				"One more whenever facts are added to it, which say so by `since`, or widened, by `widened`.",
				"2").or("1"),
		},
		"cards: lines": {
			"name": NameType.key("The name.", "sunbed"),
			"says": ProseType.key("The words of the line.", "On a sunbed today"),
			"facts": NamesType.of("a fact of the same files").key(
				"What a tick says yes to, where it is one yes/no fact; otherwise what is then asked.",
				"[house.sunbed_today]"),
			"staff":   yesKey("Filled in by looking.").or("that of the card"),
			"private": yesKey("For paper or screen, never asked aloud.").or("that of the card"),
			"was":     NamesType.of("a name").key("Names that the line had.", "[tanned]"),
			"moved": NameType.of("a card").key(
				"The card on which the line stood before, by this name or one it had.", "house_before").or("none"),
		},
		"implications": {
			"when": ExpressionType.key(
				"The answers that say something.", "house.pregnant").where("either this or `given`"),
			"given": NameType.of("a fact").key(
				"Any answer to it does, but unsure, no and none.", "house.weeks").where("either this or `when`"),
			"implies": ExpressionType.key("What then holds: a test of one fact, or several joined by `&&`.",
				"house.adult").where("either this or `excludes`"),
			"excludes": ExpressionType.key(
				"What then does not hold.", "house.child").where("either this or `implies`"),
			"because": ProseType.key("Why, in one sentence.", "Weeks are counted of a pregnancy."),
		},
		"parameters": {
			"value": NumberType.key(
				"The number, whole or with a point, as the facts are that it is compared with.", "3"),
			"unit": ProseType.key("Its unit.", "days"),
			"basis": ProseType.key(
				"Where it comes from. One that no source gives says POLICY.", "POLICY, our tattooist's advice"),
		},
		"sources": {
			"cites": ProseType.key("The work.", "Our house rules, at the front desk"),
			"link":  ProseType.key("Where it can be found.", "https://example.org"),
			"level": WordType.key("The grade of the source itself.", ""),
			"read": FileType{Kind: WordType, Words: []string{"excerpt", "memory"}}.key(
				"What of it was read: an excerpt, or nothing.", "excerpt"),
		},
	}
}
