package policy

// LoadInDigits is [Load] with numbers written in digits as soon as rules divide one into more than so
// many cells, so that those of a small domain are.
func LoadInDigits(cells int, schema Schema, layers ...Layer) (*Set, error) {
	schema = schema.completed()
	if err := checkSchema(schema); err != nil {
		return nil, err
	}
	l := newLoader(schema, layers)
	l.digit = cells
	return l.load()
}
