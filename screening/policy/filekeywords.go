package policy

// keyWords say what the keys of rule files are, by part. What a schema adds to them is added there.
func keyWords() map[string]map[string]FileKey {
	return map[string]map[string]FileKey{
		"file": {
			"rules": {Type: FileType{Kind: PartsType, Part: "rules"}, Says: "The rules.", Example: "rules: [...]"},
			"facts": {
				Type: FileType{Kind: PartsType, Part: "facts"}, Says: "Facts of one's own.", Example: "facts: [...]",
			},
			"cards": {
				Type: FileType{Kind: PartsType, Part: "cards"}, Says: "Cards that ask for these facts.",
				Example: "cards: [...]",
			},
			"implications": {
				Type: FileType{Kind: PartsType, Part: "implications"}, Says: "What answers say of other facts.",
				Example: "implications: [...]",
			},
			"changes": {
				Type: FileType{Kind: PartsType, Part: "changes"}, Says: "What is changed of an earlier layer.",
				Example: "changes: [...]",
			},
			"define": {
				Type:    FileType{Kind: ExpressionsBy},
				Says:    "Names of tests, which expressions can name as if they were facts.",
				Example: "define: {house.tired: house.late || house.ill}",
			},
			"parameters": {
				Type: FileType{Kind: PartsByName, Part: "parameters"}, Says: "Numbers.",
				Example: "parameters: {house_days: {value: 3, unit: days, basis: POLICY}}",
			},
			"sources": {
				Type: FileType{Kind: PartsByName, Part: "sources"}, Says: "What rules rest on.",
				Example: "sources: {house: {cites: Our house rules, level: E5, read: excerpt}}",
			},
		},
		"rules": {
			"id": {
				Type:    FileType{Kind: NameType, Of: "a name like `group.what`"},
				Says:    "The name of the rule, which never changes.",
				Example: "id: house.sunbed",
			},
			"kind": {Type: FileType{Kind: WordType}, Says: "What the rule asks for."},
			"urgency": {
				Type: FileType{Kind: WordType}, Says: "How soon somebody has to look at the person.", Default: "the first",
			},
			"when": {
				Type: FileType{Kind: ExpressionType}, Says: "The test. A rule that waits for an answer is open.",
				Example: "when: house.sunbed_today && client.age >= 18",
			},
			"where": {
				Type: FileType{Kind: ExpressionType}, Says: "A test of the places, instead of naming them.",
				Default: "everywhere",
				Example: "where: technique.heat",
			},
			"at": {
				Type:    FileType{Kind: NameType, Of: "a set of places"},
				Says:    "Takes the places from an answer instead of naming them.",
				Example: "at: house.tattoo_at",
			},
			"side": {
				Type: FileType{Kind: NameType, Of: "a fact"},
				Says: "Which fact says on which side the rule is meant. On the other side it then reaches no place that " +
					"has sides; unsure and not asked count as both.",
				Default: "both sides",
				Example: "side: house.tattoo_side",
			},
			"opaque": {
				Says: "Why `when` needs more than tests: what lies outside of these is then any CEL over the facts, " +
					"run as it stands, and nothing is proved of it. Values of a list are texts in quotes there, a set is a list.",
				Default: "`when` is tests alone",
				Example: "opaque: the minutes of all rounds count together",
			},
			"if_unsure": {
				Type:    FileType{Kind: PartType, Part: "rules: if_unsure"},
				Says:    "What the rule counts for while an answer is unsure.",
				Default: "the milder of its kind and what the schema sets",
				Example: "if_unsure: {kind: precaution, reason: it can be seen}",
			},
			"limits": {
				Type: FileType{Kind: PartsType, Part: "rules: limits"}, Says: "Limits that come with the rule.",
				Example: "limits: [{pressure: 2}]",
			},
			"sources": {
				Type: FileType{Kind: NamesType, Open: true, Of: "a source"},
				Says: "What the rule rests on: one at least.", Example: "sources: [house]",
			},
			"grade": {
				Type: FileType{Kind: WordType},
				Says: "How good the evidence is. It is never better than that of the best source.",
			},
			"rows": {
				Type: FileType{Kind: NamesType, Of: "a row"}, Says: "Rows of the clinical documents.",
				Example: "rows: [H-1]",
			},
			"claims": {
				Type: FileType{Kind: NamesType, Of: "a claim"}, Says: "Claims that the rule carries.",
				Example: "claims: [S1]",
			},
			"tags": {
				Type:    FileType{Kind: NamesType, Of: "a name like `what` or `group.what`"},
				Says:    "Names by which programs tell rules apart. They decide nothing, and no change replaces them.",
				Example: "tags: [heat]",
			},
			"red_flag": {
				Type: FileType{Kind: YesType}, Default: "false", Example: "red_flag: true",
				Says: "A sign of possible serious illness: it voids a clearance that does not name it.",
			},
			"reviewed_by": {Says: "Who has looked at the rule.", Example: "reviewed_by: a physiotherapist of the house"},
		},
		"rules: if_unsure": {
			"kind":    {Type: FileType{Kind: WordType}, Says: "What it counts for; none counts for nothing."},
			"urgency": {Type: FileType{Kind: WordType}, Says: "How urgent it then is.", Default: "the first"},
			"reason":  {Says: "Why that is enough.", Example: "reason: it can be seen"},
		},
		"facts": {
			"name": {
				Type:    FileType{Kind: NameType, Of: "a name like `group.what`"},
				Says:    "The name, with a group of one's own.",
				Example: "name: house.sunbed_today",
			},
			"kind": {
				Type: FileType{Kind: WordType, Words: []string{"yes_no", "whole", "decimal", "one_of", "set_of"}},
				Says: "What the answer is.", Example: "kind: yes_no",
			},
			"ask":  {Says: "The question as it is heard.", Example: "ask: Have you been on a sunbed today?"},
			"unit": {Says: "The unit of a number.", WhenSays: "of `whole` and `decimal`", Example: "unit: hours"},
			"least": {
				Type: FileType{Kind: NumberType}, Says: "The least number that there is.",
				WhenSays: "of `whole` and `decimal`, with `most`", Example: "least: 0",
			},
			"most": {
				Type: FileType{Kind: NumberType}, Says: "The greatest.",
				WhenSays: "of `whole` and `decimal`, with `least`", Example: "most: 48",
			},
			"values": {
				Type: FileType{Kind: MappingType}, Says: "The answers, each with its words, the mildest first.",
				WhenSays: "of `one_of` and `set_of`", Example: "values: {none: None of these, face: The face}",
			},
			"none": {
				Type: FileType{Kind: NameType, Of: "a value"}, Says: "The value that says none of the others.",
				Example: "none: none",
			},
			"safe": {
				Type: FileType{Kind: NamesType, Of: "a value"}, Says: "Values that nobody has to worry about.",
				Example: "safe: [healed]",
			},
			"risk": {
				Type: FileType{Kind: WordType, Words: []string{"more", "less", "neither"}}, Default: "more",
				Example: "risk: less",
				Says:    "Which side is riskier: yes, later values and larger numbers, or the other one. Proofs rest on it.",
			},
			"holds_days": {
				Type: FileType{Kind: WholeType}, Says: "How many days the answer stays good.",
				Default: "this visit alone", Example: "holds_days: 14",
			},
			"critical": {
				Type: FileType{Kind: YesType}, Says: "The safety of the client hangs on it.", Default: "false",
				Example: "critical: true",
			},
			"pressing": {
				Type: FileType{Kind: YesType}, Default: "false", Example: "pressing: true",
				Says: "A detail that decides at once: an emergency that waits for nothing else is presumed until it is answered.",
			},
			"unsure_riskier": {
				Type: FileType{Kind: YesType}, Default: "false", Example: "unsure_riskier: true",
				Says:     "An unsure answer counts as the riskier end, whatever else a rule reads.",
				WhenSays: "of yes/no facts and choices with a riskier end",
			},
			"asked_if": {
				Type: FileType{Kind: ExpressionType}, Default: "always", Example: "asked_if: house.tattoo",
				Says: "It is asked, and means something, only where this holds. A test of it is false where it is not asked.",
			},
			"volunteered": {
				Type: FileType{Kind: YesType}, Says: "It is never asked: not told, it stands at `usual`.",
				Default: "false", Example: "volunteered: true",
			},
			"usual": {
				Type: FileType{Kind: NameType, Of: "a value"}, Says: "What a volunteered fact stands at.",
				Example:  `usual: "no"`,
				WhenSays: "of volunteered facts",
			},
			"places": {
				Type: FileType{Kind: YesType}, Says: "The values are places, so that a rule can stand `at` the fact.",
				Default: "false", Example: "places: true",
			},
			"staff": {
				Type: FileType{Kind: YesType}, Says: "Somebody looks; the client is not asked.", Default: "false",
				Example: "staff: true",
			},
			"private": {
				Type: FileType{Kind: YesType}, Says: "For paper or screen, never asked aloud.", Default: "false",
				Example: "private: true",
			},
			"repeat": {
				Type: FileType{Kind: YesType}, Says: "Asked at every visit.", Default: "false", Example: "repeat: true",
			},
			"since": {
				Type: FileType{Kind: WholeType, Least: 1, Most: maxEdition}, Default: "1", Example: "since: 2",
				Says:     "The edition of its card that asked for it first: an answer to an earlier one says nothing of it.",
				WhenSays: "of facts on a card",
			},
			"widened": {
				Type: FileType{Kind: WholeType, Least: 1, Most: maxEdition}, Default: "never", Example: "widened: 2",
				Says:     "The edition of its card whose words cover more of it: an answer to an earlier one says no no to it.",
				WhenSays: "of facts on a card",
			},
			"was": {
				Type: FileType{Kind: PartsType, Part: "facts: was"}, Says: "Older facts in whose place it stands.",
				Example: "was: [{fact: house.tanned}]",
			},
		},
		"facts: was": {
			"fact": {Type: FileType{Kind: NameType, Of: "a name"}, Says: "The old name.", Example: "fact: house.tanned"},
			"answers": {
				Type: FileType{Kind: AnyType, Of: "old answers, each with a list of today's"}, Default: "as they were",
				Example: "answers: {very: [burnt]}",
				Says:    "What old answers say today. An empty list says that it is asked again.",
			},
			"line": {
				Type: FileType{Kind: NameType, Of: "a line"}, Default: "none", Example: "line: tanned",
				Says: "The older name of a line that stood for the old fact alone: ticked in a stored answer, it said yes.",
			},
			"tells": {
				Type: FileType{Kind: NamesType, Of: "a fact of the same files"}, Default: "none", Example: "tells: [house.sunbed]",
				Says: "Yes/no facts behind which the fact stands today: yes where the old one was, if nothing else answers them.",
			},
		},
		"cards": {
			"name": {Type: FileType{Kind: NameType}, Says: "The name.", Example: "name: house_today"},
			"ask":  {Says: "The question.", Example: "ask: Any of these today?"},
			"lines": {
				Type: FileType{Kind: PartsType, Part: "cards: lines"}, Says: "Its lines.", Example: "lines: [...]",
			},
			"staff": {
				Type: FileType{Kind: YesType}, Says: "Filled in by looking.", Default: "false", Example: "staff: true",
			},
			"private": {
				Type: FileType{Kind: YesType}, Says: "For paper or screen, never asked aloud.", Default: "false",
				Example: "private: true",
			},
			"repeat": {
				Type: FileType{Kind: YesType}, Says: "Asked at every visit.", Default: "false", Example: "repeat: true",
			},
			"aloud": {
				Type: FileType{Kind: YesType}, Default: "false", Example: "aloud: true",
				Says: "Danger signs: what was ticked and then denied is said aloud once before a session.",
			},
			"holds_days": {
				Type: FileType{Kind: WholeType}, Says: "How many days the answer stays good.",
				Default: "this visit alone", Example: "holds_days: 14",
			},
			"edition": {
				Type: FileType{Kind: WholeType, Least: 1, Most: maxEdition}, Default: "1", Example: "edition: 2",
				Says: "One more whenever facts are added to it, which say so by `since`, or widened, by `widened`.",
			},
		},
		"cards: lines": {
			"name": {Type: FileType{Kind: NameType}, Says: "The name.", Example: "name: sunbed"},
			"says": {Says: "The words of the line.", Example: "says: On a sunbed today"},
			"facts": {
				Type:    FileType{Kind: NamesType, Of: "a fact of the same files"},
				Says:    "What a tick says yes to, where it is one yes/no fact; otherwise what is then asked.",
				Example: "facts: [house.sunbed_today]",
			},
			"staff": {
				Type: FileType{Kind: YesType}, Says: "Filled in by looking.", Default: "that of the card",
				Example: "staff: true",
			},
			"private": {
				Type: FileType{Kind: YesType}, Says: "For paper or screen, never asked aloud.", Default: "that of the card",
				Example: "private: true",
			},
			"was": {
				Type: FileType{Kind: NamesType, Of: "a name"}, Says: "Names that the line had.", Example: "was: [tanned]",
			},
			"moved": {
				Type:    FileType{Kind: NameType, Of: "a card"},
				Says:    "The card on which the line stood before, by this name or one it had.",
				Default: "none", Example: "moved: house_before",
			},
		},
		"implications": {
			"when": {
				Type: FileType{Kind: ExpressionType}, Says: "The answers that say something.",
				WhenSays: "either this or `given`", Example: "when: house.pregnant",
			},
			"given": {
				Type: FileType{Kind: NameType, Of: "a fact"}, Says: "Any answer to it does, but unsure, no and none.",
				WhenSays: "either this or `when`",
				Example:  "given: house.weeks",
			},
			"implies": {
				Type:     FileType{Kind: ExpressionType},
				Says:     "What then holds: a test of one fact, or several joined by `&&`.",
				WhenSays: "either this or `excludes`", Example: "implies: house.adult",
			},
			"excludes": {
				Type: FileType{Kind: ExpressionType}, Says: "What then does not hold.",
				WhenSays: "either this or `implies`", Example: "excludes: house.child",
			},
			"because": {Says: "Why, in one sentence.", Example: "because: Weeks are counted of a pregnancy."},
		},
		"parameters": {
			"value": {
				Type: FileType{Kind: NumberType},
				Says: "The number, whole or with a point, as the facts are that it is compared with.", Example: "value: 3",
			},
			"unit": {Says: "Its unit.", Example: "unit: days"},
			"basis": {
				Says:    "Where it comes from. One that no source gives says POLICY.",
				Example: "basis: POLICY, our tattooist's advice",
			},
		},
		"sources": {
			"cites": {Says: "The work.", Example: "cites: Our house rules, at the front desk"},
			"link":  {Says: "Where it can be found.", Example: "link: https://example.org"},
			"level": {Type: FileType{Kind: WordType}, Says: "The grade of the source itself."},
			"read": {
				Type: FileType{Kind: WordType, Words: []string{"excerpt", "memory"}},
				Says: "What of it was read: an excerpt, or nothing.", Example: "read: excerpt",
			},
		},
	}
}
