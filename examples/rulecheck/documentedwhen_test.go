package main

import (
	"fmt"
	"strings"
)

// documentedWhen are the slips of the list of authors' mistakes that stand in the condition of one
// rule. A quoted condition counts from its first letter.
func documentedWhen() []mistake {
	var out []mistake
	for _, m := range []struct{ name, now, at, says string }{
		{`01 wrong fact name`, `harbour.fastng && harbour.swim != none`, `harbour.fastng`, `unknown fact harbour.fastng (did you mean harbour.fasting?)`},
		{`02 built-in fact typo`, `harbour.fasting && cond.diabetis`, `cond.diabetis`, `unknown fact cond.diabetis (did you mean cond.diabetes?)`},
		{`03 another list's value`, `harbour.fasting && back.phase == central`, `central`, `back.phase has no value central; its values are none, remission, sore_from_use, chronic_stable`},
		{`04 and for &&`, `harbour.fasting and harbour.dived`, `and`, `unexpected and: write &&`},
		{`05 or`, `harbour.fasting or harbour.dived`, `or h`, `unexpected or: write ||`},
		{`06 not`, `not harbour.fasting`, `not`, `unexpected not: write !`},
		{`07 = for ==`, `client.age = 40`, `=`, `unexpected =: write ==`},
		{`08 unquoted leading !`, `!harbour.fasting`, `!harbour.fasting`, `the tag "!harbour.fasting" is refused; quote a text that begins with "!"`},
		{`13 has()`, `has(harbour.fasting)`, `has`, `has is not part of rules, because it cannot tell no from not asked: write the fact alone`},
		{`14 numbers after in`, `client.age in [40, 50]`, `in`, `client.age in [40, 50] is not a range: write client.age >= 40 && client.age <= 50, or client.age == 40 || client.age == 50`},
		{`15 unknown function`, `max(client.age, 3) > 4`, `max`, `unknown function max: rules have at_least(n, [a, b]) and at_or_above(fact, value)`},
		{`20b number in expr as string`, `client.age > "40"`, `"40"`, `client.age is a number: write it without quotes`},
		{`22b compare out of range`, `client.age > 200`, `200`, `client.age is 0 to 120 years: client.age > 200 is never true`},
		{`28 never true`, `client.age > 60 && client.age < 50`, `client.age > 60`, `can never hold`},
		{`28b never true bools`, `harbour.fasting && !harbour.fasting`, `harbour.fasting`, `can never hold`},
		{`28c never true by guard`, `harbour.dived_hours > 3 && !harbour.dived`, `harbour.dived_hours`, `can never hold`},
		{`29 always true`, `harbour.fasting && client.age >= 0`, `0`, `client.age is 0 to 120 years: client.age >= 0 is always true`},
		{`29b always true or`, `harbour.fasting || !harbour.fasting`, `harbour.fasting`, `always holds, whatever is answered`},
		{`32b smart quotes in expr`, `harbour.swim == “sea”`, `“`, `unexpected '“': write the value without quotes`},
		{`33 nbsp in expr`, "client.age > 40 &&\u00a0harbour.fasting", "\u00a0", `unexpected '\u00a0': write a space`},
		{`36 Unicode minus`, `client.age > −5`, `−`, `unexpected '−': write -`},
		{`36b ≥`, `client.age ≥ 40`, `≥`, `unexpected '≥': write >=`},
		{`37 regex matches()`, `harbour.swim.matches("s.*")`, `matches`, `matches is not part of rules: values are compared whole, as in fact == value or fact in [a, b]`},
		{`38 string function`, `harbour.swim.startsWith("s")`, `startsWith`, `startsWith is not part of rules: values are compared whole, as in fact in [a, b]`},
		{`38b quoted value`, `harbour.swim == 'sea'`, `'sea'`, `values stand without quotes: write sea`},
		{`38c double-quoted value`, `harbour.swim == "sea"`, `"sea"`, `values stand without quotes: write sea`},
		{`39 date arithmetic`, `today - harbour.dived_hours > 3`, `-`, `arithmetic is not part of rules: compare one fact with one number, and work the number out or declare it as a parameter`},
		{`39b arithmetic`, `client.age * 2 > 80`, `*`, `arithmetic is not part of rules: compare one fact with one number, and work the number out or declare it as a parameter`},
		{`40 fact to fact`, `client.age > harbour.dived_hours`, `>`, `client.age and harbour.dived_hours are both facts: a rule compares a fact with a value, never with another fact`},
		{`45 kind bool yes/no as value`, `harbour.fasting == yes`, `harbour.fasting`, `harbour.fasting is yes or no: write harbour.fasting`},
		{`45b == true`, `harbour.fasting == true`, `harbour.fasting`, `harbour.fasting is yes or no: write harbour.fasting`},
		{`53 set fact == value`, `harbour.piercing_at == abdomen`, `==`, `harbour.piercing_at can hold several values: write abdomen in harbour.piercing_at`},
		{`53b in wrong way round`, `harbour.piercing_at in abdomen`, `in abdomen`, `the value comes first: write abdomen in harbour.piercing_at`},
		{`54 single &`, `harbour.fasting & harbour.dived`, `&`, `unexpected &: write &&`},
		{`55 ternary unbalanced paren`, `harbour.fasting && (client.age > 40 || harbour.dived`, `(`, `the bracket ( is never closed`},
		{`56 param typo`, `harbour.dived_hours > param.harbour_dve_h`, `param.harbour_dve_h`, `unknown parameter param.harbour_dve_h (did you mean param.harbour_dive_h?)`},
		{`57 param of wrong unit`, `client.age > param.fever_c`, `param.fever_c`, `client.age is in years and param.fever_c in deg C: compare numbers of one unit`},
		{`58b at_least too many`, `at_least(3, [harbour.fasting, harbour.dived])`, `3`, `at least 3 of 2 conditions is never true`},
		{`59 rule on post fact in screening`, `harbour.fasting && post.quality == sore`, `post.quality`, `post.quality is no fact of these rules; facts post.* belong to rules under triage/`},
		{`68 comparing yes_no with number`, `harbour.fasting > 3`, `harbour.fasting`, `harbour.fasting is yes or no: write harbour.fasting or !harbour.fasting`},
		{`69 decimal ==`, `vitals.temp_c == 38`, `==`, `vitals.temp_c is a decimal number, which is never exactly equal: write vitals.temp_c >= 38 or vitals.temp_c <= 38`},
		{`70 decimal comma`, `vitals.temp_c >= 37,8`, `,`, `unexpected ,: a decimal number has a point: write 37.8`},
		{`71 percent/units`, `vitals.temp_c >= 38 C`, `C`, `unexpected C: write the number alone, without a unit`},
		{`71 percent`, `client.age >= 38 %`, `%`, `unexpected %: write the number alone, without a unit`},
		{`72 !in`, `!(back.phase in [subacute, remission])`, `!`, `the tag "!(back.phase" is refused; quote a text that begins with "!"`},
		{`73 not in`, `back.phase not in [subacute, remission]`, `not`, `unexpected not: write !(back.phase in [subacute, remission])`},
		{`74 &amp;`, `harbour.fasting &amp;&amp; harbour.dived`, `&`, `unexpected &: write &&`},
		{`75 chained comparison`, `30 < client.age < 50`, `< 50`, `comparisons do not chain: write 30 < client.age && client.age < 50`},
		{`75 chained comparison, without quotes`, `30 < client.age < 50`, `30`, `an expression without quotes starts with a letter or "("; put it between quotes`},
		{`76 const on left`, `40 < client.age`, `40`, `an expression without quotes starts with a letter or "("; put it between quotes`},
		{`41 deep nesting`, nested(40), `((((((((harbour.fasting`, `nested more than 32 deep: move parts of the expression into definitions, under the key define`},
		{`41b very deep`, nested(20000), `(`, `bytes, at most 2000: move parts of it into definitions, under the key define`},
		{`42 10k terms`, strings.Repeat(`harbour.fasting || `, 10000) + `harbour.dived`, `harbour.fasting`, `bytes, at most 2000: move parts of it into definitions, under the key define`},
		{`42b 300 facts mixed`, strings.Repeat(`harbour.fasting && client.age > 40 || harbour.swim == sea && `, 300) + `harbour.dived`, `harbour.fasting`, `bytes, at most 2000: move parts of it into definitions, under the key define`},
		{`at_least 20 of 40`, `at_least(20, [` + strings.Join(ages(40), ", ") + `])`, `at_least`, `at_least has 40 conditions, at most 20: move some of them into a definition, under the key define`},
		{`xor8`, `harbour.fasting ? !harbour.dived : harbour.dived`, `: harbour.dived`, `an expression with "?" and ":" stands between quotes`},
		{`zero width space in fact`, "harbour.fasting\u200b && harbour.dived", "\u200b", `the invisible character U+200B is refused; leave it out`},
		{`cyrillic a in fact`, "hаrbour.fasting", "а", `names are plain letters, digits and underscores`},
		{`value Yes`, `harbour.fasting == Yes`, `harbour.fasting`, `harbour.fasting is yes or no: write harbour.fasting or !harbour.fasting`},
	} {
		out = append(out, mistake{name: m.name, command: "test", file: "harbour.yaml", was: hungry, now: "    when: " + m.now, at: m.at, says: m.says})
	}
	return out
}

func nested(deep int) string {
	return strings.Repeat("(", deep) + "harbour.fasting" + strings.Repeat(")", deep)
}

func ages(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprint("client.age > ", 20+i))
	}
	return out
}
