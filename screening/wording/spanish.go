package wording

import "regexp"

const enfermedad = `(absceso|aneurisma|arteritis|cáncer|coágulo|conmoción|depresión|disco herniado|disección|` +
	`epilepsia|fiebre|fractura|gripe|hemofilia|hernia|ictus|infección|meningitis|neumonía|osteoporosis|` +
	`preeclampsia|ciática|espondilitis|estenosis|tuberculosis|tumor)`

const medicamento = `(antibiótico|apixabán|aspirina|clopidogrel|dabigatrán|edoxabán|heparina|ibuprofeno|insulina|` +
	`paracetamol|prasugrel|rivaroxabán|estatina|corticoide|ticagrelor|warfarina)s?`

// spanish finds in Spanish what patterns finds in English, in the same order.
var spanish = []pattern{
	{what: "lactic acid", example: "El dolor viene del ácido láctico.", finds: regexp.MustCompile(
		`(?i)\bláctic|\blactat`)},
	{what: "toxins", example: "El masaje elimina toxinas.", finds: regexp.MustCompile(
		`(?i)toxina|tóxic|\bdesintoxi|\bvenenos?\b`)},
	{what: "congestion", example: "La congestión de los músculos duele.", finds: regexp.MustCompile(
		`(?i)\bcongesti`)},
	{what: "that massage spreads cancer", example: "El masaje puede extender el cáncer.", finds: regexp.MustCompile(
		`(?i)(masaj|presión|contacto)[^.]*\b(extiend|extend|propag)[^.]*(cáncer|tumor|metást)|` +
			`(cáncer|tumor|metást)[^.]*\b(extiend|extend|propag)[^.]*\b(por|con|desde)\b` +
			`[^.]*(masaj|presión|contacto)`)},
	{what: "that mental illness forbids massage", example: "La depresión prohíbe un masaje.", asserted: true,
		finds: regexp.MustCompile(`(?i)(mental|ánimo|depre|ansiedad|preocup|psi[cq])[^.]*` +
			`(prohíb|impid|excluy|ningún masaje|sin masaje)`)},
	{what: "to stay in bed", example: "Quédese en la cama hasta que se vaya.", finds: regexp.MustCompile(
		`(?i)\b(quéd\S*|quedar\S*|guard\S*|descans\S*|túmb\S*) en (la )?cama|reposo en cama|guardar cama`)},
	{what: "to stop exercise or physiotherapy", example: "Deje la fisioterapia por ahora.", finds: regexp.MustCompile(
		`(?i)\b(deje|evite|no haga|sin|abandone|contra) ((de|el|la|los|las|su|sus|hacer) )*` +
			`(ejercicio|fisioterapia\b|entren|moverse|deporte)`)},
	{what: "a diagnosis as fact", example: "Esto es un disco herniado.", asserted: true, finds: regexp.MustCompile(
		`(?i)\b(usted|el cliente|la persona) (tiene|padece|sufre) (un |una |de )?` + enfermedad + `\b|` +
			`\b(esto|eso|este dolor) (es|significa|muestra|viene de) (un |una |el |la )?` + enfermedad + `\b`)},
	{what: "a dose", example: "Tome ibuprofeno 400 mg.", finds: regexp.MustCompile(
		`(?i)\d+ ?(mg|mcg|µg|microgramos?|miligramos?|ml|ui|pastillas?|comprimidos?|gotas?)\b|` +
			`\b` + medicamento + `\b[^.]{0,15}\d`)},
	{what: "what judges, scares or belongs to the machine", example: "Una contraindicación absoluta, por desgracia.",
		finds: regexp.MustCompile(`(?i)contraindic|\babsolut|\brehús|\bsufr|por desgracia|\banormal`)},
}

// SpanishFaults is Faults of a Spanish text.
func SpanishFaults(text string, allowed ...string) []Fault {
	return faultsOf(spanish, text, false, allowed)
}

// SpanishQuestionFaults is QuestionFaults of a Spanish question.
func SpanishQuestionFaults(text string, allowed ...string) []Fault {
	return faultsOf(spanish, text, true, allowed)
}
